//! `[words]{.class}` and `^[a note]`: brackets that the parser leaves as text (pandoc's manual,
//! "Divs and Spans" and "Footnotes").

use super::attributes::{in_braces, report_unread};
use super::conditional::{self, Shown};
use super::dialect::Dialect;
use crate::document::text::inline_text;
use crate::document::{Inline, InlineKind, Style, language_tag};
use crate::reader::build::{Attributes, Builder, RULES_OF_WORDS};
use crate::reader::foreign::Foreign;
use crate::source::Span;

/// Reads brackets in words, from the innermost to the outermost. `source` tells which are escaped.
pub(super) fn read(
    content: Vec<Inline>,
    source: &str,
    dialect: Dialect,
    build: &mut Builder<'_>,
) -> Vec<Inline> {
    let (open, read_content) = (Vec::new(), Vec::with_capacity(content.len()));
    let mut reading = Reading { source, dialect, open, read: read_content };
    for inline in content {
        match inline.kind {
            InlineKind::Text(text) => reading.text(text, inline.span, build),
            InlineKind::Styled(style, inner) => {
                let inner = read(inner, source, dialect, build);
                reading.read.push(Inline { kind: InlineKind::Styled(style, inner), ..inline });
            }
            InlineKind::Link { target, title, content } => {
                let content = read(content, source, dialect, build);
                reading.read.push(Inline { kind: InlineKind::Link { target, title, content }, ..inline });
            }
            _ => reading.read.push(inline),
        }
    }
    reading.read
}

/// Brackets nest no deeper in a text that a person wrote.
const DEEPEST: usize = 20;

struct Reading<'s> {
    source: &'s str,
    dialect: Dialect,
    /// Where open brackets stand: the inline, and the byte of the bracket in its text.
    open: Vec<(usize, usize)>,
    read: Vec<Inline>,
}

impl Reading<'_> {
    fn text(&mut self, whole: String, span: Span, build: &mut Builder<'_>) {
        let mut text = whole.as_str();
        let mut at = usize::from(self.is_escaped(text, span));
        while let Some(found) = text[at..].find(['[', ']']) {
            let bracket = at + found;
            at = bracket + 1;
            if text.as_bytes()[bracket] == b'[' {
                if self.open.len() < DEEPEST {
                    self.open.push((self.read.len(), bracket));
                }
                continue;
            }
            let Some((index, start)) = self.open.pop() else { continue };
            let opening = if index == self.read.len() { text } else { self.text_at(index) };
            let is_note = opening[..start].ends_with('^');
            let braced = in_braces(&text[at..]).filter(|_| !is_note);
            let behind = match (&braced, is_note) {
                (Some((_, rest)), _) => text.len() - rest.len(),
                (None, true) => at,
                (None, false) => continue,
            };
            let attributes = braced.map(|(attributes, _)| attributes);
            let inner = self.take(index, start, &text[..bracket], span);
            let span = inner.first().map_or(span, |first| Span { end: span.end, ..first.span });
            match attributes {
                Some(attributes) => self.end_span(&attributes, inner, span, build),
                None => self.end_note(inner, span, build),
            }
            (text, at) = (&text[behind..], 0);
        }
        match text.len() {
            0 => {}
            length if length == whole.len() => self.read.push(Inline::text(whole, span)),
            _ => self.read.push(Inline::text(text, span)),
        }
    }

    /// An escaped bracket begins a text of its own.
    fn is_escaped(&self, text: &str, span: Span) -> bool {
        let before = (span.start as usize).checked_sub(1).and_then(|at| self.source.as_bytes().get(at));
        text.starts_with(['[', ']']) && before == Some(&b'\\')
    }

    fn text_at(&self, index: usize) -> &str {
        match self.read.get(index) {
            Some(Inline { kind: InlineKind::Text(text), .. }) => text,
            _ => "",
        }
    }

    /// What stands between a bracket and the end of the text that is being read.
    fn take(&mut self, index: usize, start: usize, text: &str, span: Span) -> Vec<Inline> {
        if index == self.read.len() {
            self.keep(&text[..start], span);
            let inner = &text[start + 1..];
            return if inner.is_empty() { Vec::new() } else { vec![Inline::text(inner, span)] };
        }
        let mut inner = self.read.split_off(index);
        if let Some(Inline { span, kind: InlineKind::Text(opening) }) = inner.first_mut() {
            let behind = opening.split_off(start + 1);
            let before = std::mem::replace(opening, behind);
            let span = *span;
            self.keep(&before[..start], span);
        }
        inner.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
        if !text.is_empty() {
            inner.push(Inline::text(text, span));
        }
        inner
    }

    /// Keeps what stands before a bracket.
    fn keep(&mut self, before: &str, span: Span) {
        if !before.is_empty() {
            self.read.push(Inline::text(before, span));
        }
    }

    /// Closes a span.
    fn end_span(
        &mut self,
        attributes: &Attributes,
        mut inner: Vec<Inline>,
        span: Span,
        build: &mut Builder<'_>,
    ) {
        let written = || format!("[{}]{{…}}", inline_text(&inner));
        match conditional::shown(attributes) {
            Shown::InOne if self.dialect == Dialect::Quarto => {
                build.report.foreign(Foreign::OneEdition, &written(), span);
            }
            Shown::Nowhere if self.dialect == Dialect::Quarto => {
                if let Some(Inline { kind: InlineKind::Text(before), .. }) = self.read.last_mut() {
                    before.truncate(before.trim_end().len());
                }
                return build.report.foreign(Foreign::OtherFormat, &written(), span);
            }
            _ => {}
        }
        let has_read_style = attributes.rules_beyond(&RULES_OF_WORDS).is_empty();
        let is_read = |name: &str| {
            matches!(name, "lang" | "dir") || name.ends_with("-format") || name == "style" && has_read_style
        };
        report_unread(attributes, is_read, span, build);
        let direction = attributes.direction(&inline_text(&inner));
        build.anchor(attributes.id.as_deref(), span.start as usize..span.end as usize);
        let anchor = attributes.id.clone().map(Style::Anchor);
        let lang = attributes.value("lang").and_then(language_tag).map(Style::Language);
        let direction = direction.map(Style::Direction);
        let styles = anchor.into_iter().chain(direction).chain(attributes.styles()).chain(lang);
        let styles: Vec<Style> = styles.collect();
        for style in styles.into_iter().rev() {
            if inner.is_empty() {
                break;
            }
            inner = vec![Inline { span, kind: InlineKind::Styled(style, inner) }];
        }
        self.read.append(&mut inner);
    }

    /// Closes a note, whose mark stands before its bracket.
    fn end_note(&mut self, inner: Vec<Inline>, span: Span, build: &mut Builder<'_>) {
        if let Some(Inline { kind: InlineKind::Text(before), .. }) = self.read.last_mut() {
            before.pop();
            if before.is_empty() {
                self.read.pop();
            }
        }
        let note = build.add_note(inner, span);
        self.read.push(Inline { span, kind: InlineKind::NoteMark(note) });
    }
}
