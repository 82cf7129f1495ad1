//! Marks among words that a dialect has for itself, where the book says that it is written in it.

pub(super) mod bookdown;
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
use super::title::read_line;
use crate::document::{Inline, InlineKind, Target};
use crate::reader::build::{Attributes, Builder, Conventions};
use crate::source::Span;

/// Reads the marks of a dialect in the content of a block. The source tells which are escaped.
pub(super) fn read(content: Vec<Inline>, markdown: &Markdown<'_>, build: &mut Builder<'_>) -> Vec<Inline> {
    match markdown.options.dialect {
        Dialect::Myst => roles::read(content, &markdown.source.text, build),
        Dialect::Obsidian => obsidian::read(content, build),
        Dialect::Quarto => {
            let mut content = text_reference::replace(content, markdown, build);
            bookdown::take(&mut content, build);
            quarto::references(captioned(content, markdown, build), &markdown.source.text)
        }
        Dialect::Leanpub => leanpub::read(captioned(content, markdown, build)),
        Dialect::Pandoc => captioned(content, markdown, build),
        Dialect::CommonMark | Dialect::Gfm | Dialect::Bifolio => content,
    }
}

/// Makes of the words of an image that stands alone its caption as well (pandoc's manual, "Extension:
/// implicit_figures"); in Quarto those of `fig-cap` go before. An element of HTML has no caption.
fn captioned(mut content: Vec<Inline>, markdown: &Markdown<'_>, build: &mut Builder<'_>) -> Vec<Inline> {
    // To pandoc only a paragraph can be a figure.
    if markdown.options.dialect.is_of_pandoc() && build.is_in_tight_item() {
        return content;
    }
    written_attributes(&mut content, markdown);
    if let [Inline { kind: InlineKind::Image(image), span }, rest @ ..] = content.as_mut_slice()
        && let Some(attributes) = attributes_alone(rest)
    {
        let said = attributes.value("fig-cap").filter(|_| markdown.options.dialect == Dialect::Quarto);
        let range = span.start as usize..span.end as usize;
        let source = markdown.source.text.get(range.clone()).unwrap_or_default();
        // To pandoc a title is nothing but that; elsewhere it is the caption.
        let is_titled = image.title.is_some() && markdown.options.dialect != Dialect::Pandoc;
        let of_image = words_of_image(source).filter(|_| !is_titled && !image.alt.is_empty());
        let Some(written) = said.or(of_image) else { return content };
        let mut written = written.to_owned();
        if markdown.options.dialect == Dialect::Quarto {
            // It names the figure already.
            bookdown::take_all(&mut written);
        }
        // An image in a caption would have a caption of its own, to any depth.
        let words = match written.contains("![") {
            true => Vec::new(),
            false => read_line(written.trim(), &range, build, markdown, |_| true),
        };
        let words = match words.is_empty() {
            true => vec![Inline::text(said.unwrap_or(&image.alt), *span)],
            false => markdown.content(words, build),
        };
        build.caption_image(range.start, words);
    }
    content
}

/// Makes attributes behind an image that stands alone one text again: the parser sees marks in their
/// values.
fn written_attributes(content: &mut Vec<Inline>, markdown: &Markdown<'_>) {
    let [Inline { kind: InlineKind::Image(_), span: image }, first, .., last] = content.as_slice() else {
        return;
    };
    let span = Span { end: last.span.end, ..first.span };
    let written = markdown.source.text.get(image.end as usize..span.end as usize).unwrap_or_default();
    if in_braces(written).is_some_and(|(_, rest)| rest.trim().is_empty()) {
        let attributes = Inline::text(written, span);
        content.truncate(1);
        content.push(attributes);
    }
}

/// The words of an image as they are written.
fn words_of_image(written: &str) -> Option<&str> {
    let inner = written.strip_prefix("![")?;
    let end = match inner.ends_with(')') {
        true => inner.rfind("]("),
        false => inner.rfind("][").or(inner.rfind(']')),
    };
    Some(&inner[..end?])
}

/// The attributes in braces, or none, where nothing else stands there.
fn attributes_alone(content: &[Inline]) -> Option<Attributes> {
    match content {
        [] => Some(Attributes::default()),
        [Inline { kind: InlineKind::Text(text), .. }] => {
            in_braces(text).filter(|(_, rest)| rest.trim().is_empty()).map(|(attributes, _)| attributes)
        }
        _ => None,
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
