//! bookdown's text references: `(ref:name)` stands for the words of a paragraph `(ref:name) Words`
//! (the bookdown book, "Text references").

use super::within;
use crate::document::{Inline, InlineKind, Title};
use crate::reader::build::{Builder, Conventions};
use crate::reader::markdown::events::Markdown;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// What names stand for.
pub(in crate::reader::markdown) type TextReferences = BTreeMap<String, String>;

/// What a reference begins with.
pub(in crate::reader::markdown) const OPENS: &str = "(ref:";

/// The name of the reference at the beginning of a text, and what stands behind it.
pub(in crate::reader::markdown) fn at(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.strip_prefix(OPENS)?.split_once(')')?;
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_alphanumeric() || "-_/".contains(c));
    is_name.then_some((name, rest))
}

/// Puts words in the place of their names. Those of an image are plain.
pub(super) fn replace(content: Vec<Inline>, markdown: &Markdown<'_>, build: &mut Builder<'_>) -> Vec<Inline> {
    if markdown.text_references.is_empty() {
        return content;
    }
    let mut done = Vec::with_capacity(content.len());
    for mut inline in content {
        let range = inline.span.start as usize..inline.span.end as usize;
        match &mut inline.kind {
            InlineKind::Text(text) if text.contains(OPENS) => {
                for (words, stands_for) in parts(text, &markdown.text_references) {
                    match stands_for {
                        true => done.extend(markdown.value(words, &range, build)),
                        false => done.push(Inline::text(words, inline.span)),
                    }
                }
                continue;
            }
            InlineKind::Image(image) => {
                for words in [Some(&mut image.alt), image.title.as_mut()].into_iter().flatten() {
                    if words.contains(OPENS) {
                        *words = Title::of(&markdown.value(words, &range, build)).plain;
                    }
                }
            }
            _ => {}
        }
        done.push(within(inline, &mut |inner| replace(inner, markdown, build)));
    }
    done
}

/// A text with the words that its references stand for.
pub(in crate::reader::markdown) fn expanded<'t>(text: &'t str, known: &TextReferences) -> Cow<'t, str> {
    match known.is_empty() || !text.contains(OPENS) {
        true => Cow::Borrowed(text),
        false => Cow::Owned(parts(text, known).into_iter().map(|(words, _)| words).collect()),
    }
}

/// The parts of a text, and which of them stand in the place of a name.
fn parts<'t>(text: &'t str, known: &'t TextReferences) -> Vec<(&'t str, bool)> {
    let (mut parts, mut done) = (Vec::new(), 0);
    for (start, _) in text.match_indices(OPENS) {
        let Some((name, rest)) = at(&text[start..]) else { continue };
        let Some(words) = known.get(name) else { continue };
        parts.push((&text[done..start], false));
        parts.push((words.as_str(), true));
        done = text.len() - rest.len();
    }
    parts.push((&text[done..], false));
    parts.retain(|(words, _)| !words.is_empty());
    parts
}
