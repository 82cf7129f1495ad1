//! Tables that are drawn in text: their cells, read as Markdown, to the builder.

use super::dialect::parser_with;
use super::events::{Events, Markdown};
use super::mask::Masked;
use super::pandoc_table::{self, Drawn, DrawnCell, DrawnRow, Found, Line, Unclear};
use super::places::Places;
use super::title::LEAD;
use super::{marker, note};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BlockKind, Listing, Scope};
use crate::reader::build::{Inherited, Kind, OpenTable, Role};
use crate::reader::table::{Head, PartKind, WrittenCell};
use pulldown_cmark::Event;
use std::collections::BTreeMap;
use std::ops::Range;

/// So deep may tables be drawn in cells of others. Each level is read anew, so that the time would
/// grow with their number.
const DEEPEST: u8 = 3;

const TOO_DEEP: &str = "it stands in a cell of a table that stands in a cell, and so on";

impl<'a> Events<'_, 'a> {
    /// A table of these lines of the parser's text; what is drawn like one and is none stays as it
    /// stands.
    pub(super) fn drawn_table(&mut self, lines: &[Line<'_>]) {
        let range = self.range_of(lines);
        match pandoc_table::find(lines) {
            Some(Found::Table { table, .. }) if self.depth < DEEPEST => self.build_table(table, range),
            Some(Found::Unclear { why, .. }) => self.keep_lines(lines, why),
            _ => self.keep_lines(lines, Unclear { line: 0, reason: TOO_DEEP }),
        }
    }

    fn build_table(&mut self, table: Drawn<'_>, range: Range<usize>) {
        let Drawn { columns, head, body, foot, holds_blocks } = table;
        self.build.open_container(Kind::Table(Box::new(OpenTable::with_columns(columns))), range.clone());
        let mut at = range.start;
        for (kind, rows) in [(PartKind::Head, head), (PartKind::Body, body), (PartKind::Foot, foot)] {
            if !rows.is_empty() {
                self.build.in_table(|table| table.start_part(kind, Inherited::default()));
            }
            for row in rows {
                self.build.in_table(|table| table.start_row(Inherited::default()));
                self.build_row(row, kind, holds_blocks, &mut at);
            }
        }
        self.build.end_container();
    }

    /// `at` is where the cell before ends: an empty one stands there.
    fn build_row(&mut self, row: DrawnRow<'_>, kind: PartKind, holds_blocks: bool, at: &mut usize) {
        for cell in row {
            let range = if cell.lines.is_empty() { *at..*at } else { self.range_of(&cell.lines) };
            *at = range.end;
            match holds_blocks {
                true => self.cell_of_blocks(&cell, kind, range),
                false => self.cell_of_words(&cell, range),
            }
        }
    }

    fn cell_of_blocks(&mut self, cell: &DrawnCell<'_>, kind: PartKind, range: Range<usize>) {
        let written = WrittenCell {
            span: self.build.span(range.clone()),
            colspan: cell.colspan,
            rowspan: Some(cell.rowspan),
            head: if kind == PartKind::Head { Head::Of(Scope::Column) } else { Head::No },
            ..WrittenCell::default()
        };
        self.build.open_container(Kind::Cell(written), range);
        let text = CellText::of(&cell.lines, "", "\n", &self.markdown.labels);
        let masked = Masked::new(&text.text, self.markdown.options);
        let events = self.within(&text);
        marker::report(&masked, &events.places, events.build);
        events.run(&masked);
        self.build.end_container();
    }

    fn cell_of_words(&mut self, cell: &DrawnCell<'_>, range: Range<usize>) {
        self.build.open_leaf(Role::Cell, range);
        let text = CellText::of(&cell.lines, LEAD, " ", &self.markdown.labels);
        let Markdown { options, references, .. } = self.markdown;
        let masked = Masked::new(&text.text, *options);
        let parsed = parser_with(masked.text(), options.dialect, references).into_offset_iter();
        let own = masked.unmask(parsed).filter(|(_, range)| range.start < text.own);
        let events = self.within(&text);
        marker::report(&masked, &events.places, events.build);
        if !cell.lines.is_empty() {
            events.inlines(own.filter_map(without_lead));
        }
        self.build.end_leaf();
    }

    /// A driver of the same builder for the text of a cell.
    fn within(&mut self, text: &CellText) -> Events<'_, 'a> {
        let at = |at: usize| self.places.range(at..at, 0).start;
        let places = Places::of(text.places.iter().map(|&(offset, start)| (offset, at(start))).collect());
        let depth = self.depth + 1;
        let mut events = Events::new(self.build, self.markdown, places);
        (events.depth, events.end) = (depth, text.own);
        events
    }

    fn keep_lines(&mut self, lines: &[Line<'_>], why: Unclear) {
        let range = self.range_of(lines);
        let place = lines.get(why.line).map_or(range.clone(), |line| self.range_of(&[*line]));
        let message = format!("this is drawn like a table, but {}; it is kept as it stands", why.reason);
        let hint =
            "put each border and each word below what it belongs to, or write it between bars: `| a | b |`";
        let span = self.build.span(place);
        self.build.report.diagnostics.push(Diagnostic::warning(Code::UnclearTable, span, message).hint(hint));
        let text = lines.iter().map(|line| line.text.trim_end()).collect::<Vec<_>>().join("\n");
        let text = self.build.clean(&text, range.clone());
        self.build.push_block(BlockKind::Code(Listing { text, ..Listing::default() }), range);
    }

    /// Where lines of the parser's text stand in the source.
    fn range_of(&self, lines: &[Line<'_>]) -> Range<usize> {
        let (Some(first), Some(last)) = (lines.first(), lines.last()) else { return 0..0 };
        self.places.range(first.start..last.start + last.text.len(), 0)
    }
}

/// What a cell holds as one text.
struct CellText {
    text: String,
    /// How much of it is the cell's own: definitions of the notes that it calls follow, without which
    /// the parser would not know their calls.
    own: usize,
    /// Where parts of it begin, in it and in the text that the cell stands in.
    places: Vec<(usize, usize)>,
}

impl CellText {
    fn of(lines: &[Line<'_>], lead: &str, between: &str, labels: &BTreeMap<String, u32>) -> CellText {
        let mut text = lead.to_owned();
        let mut places: Vec<(usize, usize)> = lines.first().map(|line| (0, line.start)).into_iter().collect();
        for (index, line) in lines.iter().enumerate() {
            text += match index {
                0 => "",
                // A backslash breaks the line.
                _ if text.ends_with('\\') => "\n",
                _ => between,
            };
            places.push((text.len(), line.start));
            text += line.text;
        }
        let own = text.len();
        text += &note::definitions(&text, labels);
        CellText { text, own, places }
    }
}

fn without_lead((event, range): (Event<'_>, Range<usize>)) -> Option<(Event<'_>, Range<usize>)> {
    match event {
        Event::Text(text) if range.start == 0 => {
            let words = text.strip_prefix(LEAD).unwrap_or(&text).to_owned();
            (!words.is_empty()).then(|| (Event::Text(words.into()), LEAD.len().min(range.end)..range.end))
        }
        event => Some((event, range)),
    }
}
