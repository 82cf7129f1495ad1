//! What stands at a marker: divisions, line blocks, page breaks.

use super::events::Events;
use super::mask::{Marker, Masked, Opening};
use super::places::Places;
use super::title::read_line;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BlockKind, Inline, Verse, language_tag};
use crate::reader::build::{Builder, Conventions, Division, Kind};
use std::ops::Range;

/// What divisions are called among elements that may be left open; no tag of HTML is.
const DIVISION: &str = ":::";

impl Events<'_, '_> {
    /// Reads what stands at a marker.
    pub(super) fn marker(&mut self, marker: &Marker, masked: &Masked<'_>, range: Range<usize>) {
        match marker {
            Marker::Opens(opening) => self.open_division(opening, &range),
            Marker::Closes => _ = self.build.close_within(&[DIVISION], &[]),
            Marker::LineBlock(lines) => self.line_block(lines, range),
            Marker::Table(lines) => self.drawn_table(&masked.lines(lines)),
            Marker::PageBreak => self.build.push_block(BlockKind::PageBreak, range),
        }
    }

    /// A division is a notice where its name or a class says so.
    fn open_division(&mut self, opening: &Opening, range: &Range<usize>) {
        let attributes = &opening.attributes;
        self.build.anchor(attributes.id.as_deref(), range.clone());
        let title = match opening.title.is_empty() {
            true => attributes.value("title").or(attributes.value("summary")).unwrap_or_default(),
            false => &opening.title,
        };
        let title = match title.trim() {
            "" => Vec::new(),
            title => self.markdown.value(title, range, self.build),
        };
        let lang = attributes.value("lang").and_then(language_tag);
        let kind = match attributes.alert() {
            Some(alert) => Kind::Alert(alert, title),
            None if attributes.has_class(&["details"]) => Kind::Collapsible(title),
            None => {
                let (classes, alignment) = (attributes.classes.clone(), attributes.alignment());
                let lang = lang.clone();
                Kind::Division(Division { classes, lang, alignment, title, ..Division::default() })
            }
        };
        self.build.open_element(DIVISION, kind, lang, range);
    }

    /// Lines of verse, each of them Markdown.
    fn line_block(&mut self, lines: &[Range<usize>], range: Range<usize>) {
        let lines: Vec<Vec<Inline>> = lines.iter().map(|line| self.line_of_verse(line)).collect();
        self.build.push_block(BlockKind::Verse(Verse::of_lines(lines)), range);
    }

    /// A line with the blanks that set it in.
    fn line_of_verse(&mut self, line: &Range<usize>) -> Vec<Inline> {
        let place = self.places.range(line.clone(), 0);
        let written = self.markdown.source.text.get(place.clone()).unwrap_or_default();
        let words = read_line(written.trim(), &place, self.build, self.markdown, |_| true);
        let words = self.markdown.content(words, self.build);
        let blanks = &written[..written.len() - written.trim_start().len()];
        let indent = Inline::text(blanks, self.build.span(place));
        let indent = (!blanks.is_empty()).then_some(indent);
        indent.into_iter().chain(words).collect()
    }
}

/// Names what was found and is not read.
pub(super) fn report(masked: &Masked<'_>, places: &Places, build: &mut Builder<'_>) {
    let place = |range: &Range<usize>| places.range(range.clone(), 0);
    for (kind, range) in &masked.foreign {
        let span = build.span(place(range));
        build.report.foreign(*kind, masked.written(range), span);
    }
    for range in &masked.unclosed {
        let message =
            format!("`{}` opens a division that is never closed; it stays text", masked.written(range));
        let warning = Diagnostic::warning(Code::ForeignMarkup, build.span(place(range)), message);
        build.report.diagnostics.push(warning.hint("close it with a line of `:::`"));
    }
}
