//! bookdown's labels, `(\\#fig:mill)` in a caption or a formula: names of what they stand in, which are not
//! printed (the bookdown book, "Cross-references").

use crate::document::{Inline, InlineKind, TheoremKind};
use crate::reader::build::{Builder, Division, Kind};
use std::ops::Range;

/// What labels begin with, besides those of theorems and their kin.
const KINDS: [&str; 5] = ["fig", "tab", "eq", "hyp", "sec"];

/// Takes the labels out of words, and out of those of images. They name the block that the words are of.
pub(super) fn take(content: &mut Vec<Inline>, build: &mut Builder<'_>) {
    for inline in content.iter_mut() {
        let mut labels = Vec::new();
        match &mut inline.kind {
            InlineKind::Text(text) => labels = take_all(text),
            InlineKind::Image(image) => {
                labels = take_all(&mut image.alt);
                labels.extend(image.title.as_mut().map(take_all).unwrap_or_default());
            }
            InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } => take(inner, build),
            _ => {}
        }
        for label in labels {
            let range = inline.span.start as usize..inline.span.end as usize;
            match names_theorem(&label, build) {
                true => build.name_part(label, &range),
                false => build.anchor(Some(&label), range),
            }
        }
    }
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
}

/// Whether a label is that of the theorem that the words stand in.
fn names_theorem(label: &str, build: &mut Builder<'_>) -> bool {
    let kind = label.split_once(':').and_then(|(begin, _)| TheoremKind::labelled(begin));
    matches!(build.innermost(), Some(Kind::Division(Division { theorem: Some(_), .. }))) && kind.is_some()
}

/// Takes the labels out of a text, or out of the source of a formula.
pub(in crate::reader::markdown) fn take_all(text: &mut String) -> Vec<String> {
    let (mut labels, mut kept, mut done) = (Vec::new(), String::new(), 0);
    while let Some((range, label)) = find(text, done) {
        labels.push(label.to_owned());
        kept += &text[done..range.start];
        done = range.end;
        // Of the blanks around it one is enough.
        if kept.is_empty() || kept.ends_with([' ', '\n']) {
            done = text.len() - text[done..].trim_start_matches(' ').len();
        }
    }
    if !labels.is_empty() {
        kept += &text[done..];
        kept.truncate(if done == text.len() { kept.trim_end().len() } else { kept.len() });
        *text = kept;
    }
    labels
}

/// The first label in a text from a place on. The backslash is gone where the parser took it for an escape.
fn find(text: &str, from: usize) -> Option<(Range<usize>, &str)> {
    text[from..].match_indices('#').find_map(|(at, _)| {
        let (before, behind) = (&text[from..from + at], &text[from + at + 1..]);
        let before = before.strip_suffix('\\').unwrap_or(before).strip_suffix('(')?;
        let end = behind.find(|c: char| !(c.is_alphanumeric() || ":-_/.".contains(c)))?;
        let (kind, name) = behind[..end].split_once(':')?;
        let is_known = KINDS.contains(&kind) || TheoremKind::labelled(kind).is_some();
        let is_label = is_known && !name.is_empty() && behind[end..].starts_with(')');
        is_label.then(|| (from + before.len()..from + at + 1 + end + 1, &behind[..end]))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_from_words() {
        for (text, left, labels) in [
            ("(#tab:a) One", "One", "tab:a"),
            ("Table: (#tab:a) One", "Table: One", "tab:a"),
            ("One (\\#fig:a-b/c)", "One", "fig:a-b/c"),
            ("a = b (\\#eq:a) \\\\ c (\\#eq:b)", "a = b \\\\ c", "eq:a eq:b"),
            (
                "(#other:a) (#fig:) (#fig:a b) #fig:a (\\#1)",
                "(#other:a) (#fig:) (#fig:a b) #fig:a (\\#1)",
                "",
            ),
        ] {
            let mut words = text.to_owned();
            let found = take_all(&mut words).join(" ");
            assert_eq!((words.as_str(), found.as_str()), (left, labels), "{text}");
        }
    }
}
