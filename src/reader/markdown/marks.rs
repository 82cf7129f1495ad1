//! Marks among words that a dialect has for itself, where the book says that it is written in it.

mod leanpub;
mod obsidian;
mod quarto;
mod roles;
pub(super) mod text_reference;

pub(super) use quarto::{FLOATS as QUARTO_FLOATS, is_label as is_quarto_label};
pub(super) use roles::target as myst_target;

use super::attributes::in_braces;
use super::dialect::Dialect;
use super::events::Markdown;
use crate::document::{Inline, InlineKind, Target};
use crate::reader::build::Builder;
use crate::source::Span;

/// Reads the marks of a dialect in the content of a block. The source tells which are escaped.
pub(super) fn read(content: Vec<Inline>, markdown: &Markdown<'_>, build: &mut Builder<'_>) -> Vec<Inline> {
    match markdown.options.dialect {
        Dialect::Myst => roles::read(content, &markdown.source.text, build),
        Dialect::Obsidian => obsidian::read(content, build),
        Dialect::Quarto => quarto::references(captioned(text_reference::replace(content, markdown, build))),
        Dialect::Leanpub => leanpub::read(captioned(content)),
        Dialect::CommonMark | Dialect::Gfm | Dialect::Bifolio => content,
    }
}

/// Makes of the words of an image that stands alone its caption as well.
fn captioned(mut content: Vec<Inline>) -> Vec<Inline> {
    if let [Inline { kind: InlineKind::Image(image), .. }, rest @ ..] = content.as_mut_slice()
        && is_attributes(rest)
        && image.title.is_none()
        && !image.alt.is_empty()
    {
        image.title = Some(image.alt.clone());
    }
    content
}

/// Whether nothing but attributes in braces stands there.
fn is_attributes(content: &[Inline]) -> bool {
    match content {
        [] => true,
        [Inline { kind: InlineKind::Text(text), .. }] => {
            in_braces(text).is_some_and(|(_, rest)| rest.trim().is_empty())
        }
        _ => false,
    }
}

/// A link to a place, with these words.
fn link(target: String, words: &str, span: Span) -> Inline {
    let content = if words.is_empty() { Vec::new() } else { vec![Inline::text(words, span)] };
    Inline { span, kind: InlineKind::Link { target: Target::Written(target), title: None, content } }
}

/// Reads what is marked as something by the same means.
fn within(inline: Inline, read: &mut dyn FnMut(Vec<Inline>) -> Vec<Inline>) -> Inline {
    let Inline { span, kind } = inline;
    let kind = match kind {
        InlineKind::Styled(style, inner) => InlineKind::Styled(style, read(inner)),
        kind => kind,
    };
    Inline { span, kind }
}
