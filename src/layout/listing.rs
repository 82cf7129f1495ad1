//! Code: lines as they are, on a tint, and a visible mark where one had to be wrapped.

use crate::document::{Block, Listing};
use crate::layout::blocks::{Context, half_line};
use crate::layout::galley::{Galley, GalleyItem, LineBox};
use crate::layout::item::INFINITE;
use crate::layout::page::{ArtifactKind, Color, GlyphRun, PageItem, Part, Placed, Rule};
use crate::layout::palette;
use crate::layout::setter::{Column, Setter};
use crate::layout::style::TextStyle;
use crate::length::{Length, Point, Size};
use std::ops::Range;

/// The ground of a listing: light enough that black text on it keeps a contrast of 19 to 1. For that of
/// colours `palette` answers.
const TINT: Color = Color::grey(244);
/// Stands at the end of a line that goes on below.
const WRAP_MARK: &str = "»";
/// A tab is four columns wide wherever it stands: there are no stops.
const TAB: usize = 4;

impl Setter<'_> {
    pub fn listing(&self, block: &Block, listing: &Listing, context: Context, galley: &mut Galley) {
        let padding = padding(context);
        let inner = context.column.indented(padding + self.number_width(listing), padding);
        let rows = self.rows(&listing.text, inner.width);
        galley.space(half_line(context.style));
        galley.line(LineBox::new(padding / 2, [ground(context.column, padding / 2)]));
        galley.keep();
        let costs = break_costs(&listing.text, &rows);
        let mut number = listing.first_line;
        for (row, cost) in rows.into_iter().zip(costs) {
            let begins = !row.continues;
            let mut line = self.row(block, listing, row, inner);
            if let Some(number) = number.as_mut().filter(|_| begins) {
                line.precede(self.line_number(*number, inner));
                *number = number.saturating_add(1);
            }
            // The ground lies under all of it.
            line.precede(vec![ground(context.column, line.height)]);
            galley.line(line);
            galley.items.push(GalleyItem::Penalty(cost));
        }
        galley.line(LineBox::new(padding / 2, [ground(context.column, padding / 2)]));
        galley.space(half_line(context.style));
    }

    /// The width of a listing whose lines have room for so many columns, and not more than its longest
    /// line takes.
    pub fn listing_width(&self, listing: &Listing, most: usize, context: Context) -> Length {
        let longest = listing.text.split('\n').map(|line| expand_tabs(line).chars().count()).max();
        let columns = longest.unwrap_or_default().min(most);
        let text = self.width("0", self.styles.code.text) * columns as i64;
        text + padding(context) * 2 + self.number_width(listing)
    }

    /// The room for the number of the last line and a space, where lines are numbered.
    fn number_width(&self, listing: &Listing) -> Length {
        let Some(first) = listing.first_line else { return Length::ZERO };
        let last = u64::from(first) + listing.text.matches('\n').count() as u64;
        self.width("0", self.styles.code.text) * (last.to_string().len() as i64 + 1)
    }

    /// A line's number, right-aligned before the code. It is no part of the code, and is not copied
    /// with it.
    fn line_number(&self, number: u32, inner: Column) -> Vec<Placed> {
        let style = TextStyle { color: Color::grey(90), ..self.styles.code.text };
        let number = number.to_string();
        let (_, baseline) = self.line_height(self.styles.code, Length::ZERO, Length::ZERO);
        let x = inner.left - self.width("0", style) - self.width(&number, style);
        self.runs(&number, style, Point { x, y: baseline }, &Part::Artifact(ArtifactKind::Layout))
    }

    /// The lines of a listing, each cut where it would be too wide: at the last space that fits,
    /// else where it must be.
    fn rows(&self, code: &str, width: Length) -> Vec<CodeRow> {
        let advance = self.width("0", self.styles.code.text);
        // Eight at the least: half of them may be indent, and two go to the mark of a wrapped line.
        let columns = (width.0 / advance.0.max(1)).max(8) as usize;
        let mut rows = Vec::new();
        let mut start = 0;
        for line in code.split('\n') {
            push_rows(code, start..start + line.len(), columns, &mut rows);
            start += line.len() + 1;
        }
        rows
    }

    fn row(&self, block: &Block, listing: &Listing, row: CodeRow, inner: Column) -> LineBox {
        let style = self.styles.code;
        let (height, baseline) = self.line_height(style, Length::ZERO, Length::ZERO);
        let mut pieces = Vec::new();
        let advance = self.width("0", style.text);
        let mut at = Point { x: inner.left + advance * row.indent as i64, y: baseline };
        let whole_line = row.text.end < listing.text.len() && !row.wrapped;
        for (range, class) in listing.parts(row.text.clone()) {
            let part = Part::Content { block: block.id, text: range.start as u32..range.end as u32 };
            let mut text = expand_tabs(&listing.text[range.clone()]);
            if whole_line && range.end == row.text.end {
                // It stands for the line end, which parts words.
                text.push(' ');
            }
            let style = palette::style(style.text, class);
            pieces.extend(self.runs(&text, style, at, &part));
            at.x += self.width(&text, style);
        }
        if row.wrapped {
            let grey = TextStyle { color: Color::grey(90), ..style.text };
            let at = Point { x: inner.left + inner.width - advance, y: baseline };
            pieces.extend(self.runs(WRAP_MARK, grey, at, &Part::Artifact(ArtifactKind::Layout)));
        }
        LineBox::new(height, pieces)
    }

    /// Text in one style from a point on, as one run a face.
    pub fn runs(&self, text: &str, style: TextStyle, at: Point, part: &Part) -> Vec<Placed> {
        let shaper = self.itemiser.shaper;
        let word = shaper.word(text, style);
        let runs = word.pieces.iter().map(|piece| {
            let glyphs = piece.glyphs.iter().map(|glyph| glyph.in_run(glyph.text - piece.text.start));
            let run =
                GlyphRun::new(piece.font, piece.size, style.color, glyphs.collect(), piece.text_of(text));
            let at = Point { x: at.x + piece.left, y: at.y };
            Placed { at, item: run.into(), part: part.clone() }
        });
        runs.collect()
    }
}

/// A printed line of a listing.
struct CodeRow {
    text: Range<usize>,
    /// Columns that a continuation is set in by.
    indent: usize,
    /// It goes on below.
    wrapped: bool,
    /// It goes on from above.
    continues: bool,
}

/// What parts the text of a listing from the ends of its ground.
fn padding(context: Context) -> Length {
    context.style.text.em() / 2
}

/// The tint behind a stretch of a listing.
fn ground(column: Column, height: Length) -> Placed {
    let size = Size { width: column.width, height };
    Placed {
        at: Point { x: column.left, y: Length::ZERO },
        item: PageItem::Rule(Rule { size, color: TINT }),
        part: Part::Artifact(ArtifactKind::Background),
    }
}

/// Where pages should not end, and where they had better not: two rows at the least stay together
/// at either end, a line that is wrapped stays whole if it can, and an empty line or one that begins
/// at the margin is a better place than the midst of a block.
fn break_costs(code: &str, rows: &[CodeRow]) -> Vec<i32> {
    let count = rows.len();
    let cost = |(index, row): (usize, &CodeRow)| {
        let next = rows.get(index + 1).map_or("", |next| &code[next.text.clone()]);
        if index == 0 || index + 2 >= count {
            INFINITE
        } else if row.wrapped {
            WITHIN_LINE
        } else if code[row.text.clone()].trim().is_empty() || next.trim().is_empty() {
            0
        } else if next.starts_with(|c: char| c.is_whitespace() || "})]".contains(c)) {
            WITHIN_BLOCK
        } else {
            BETWEEN_LINES
        }
    };
    rows.iter().enumerate().map(cost).collect()
}

/// Costs in the measure of penalties; a page that is a line short costs 3,000, the square of 55.
const BETWEEN_LINES: i32 = 20;
const WITHIN_BLOCK: i32 = 40;
const WITHIN_LINE: i32 = 100;

fn push_rows(code: &str, line: Range<usize>, columns: usize, rows: &mut Vec<CodeRow>) {
    let mut start = line.start;
    let mut indent = 0;
    loop {
        let room = columns - indent;
        let rest = &code[start..line.end];
        if fits(rest, room) {
            rows.push(CodeRow {
                text: start..line.end,
                indent,
                wrapped: false,
                continues: start > line.start,
            });
            return;
        }
        // The mark takes the last column, and one before it stays empty.
        let end = start + wrap_point(rest, room - 2);
        rows.push(CodeRow { text: start..end, indent, wrapped: true, continues: start > line.start });
        start = end;
        indent = (leading(&code[line.clone()], columns) + TAB).min(columns / 2);
    }
}

/// How many bytes of a line fit into `room` columns, to the last space in the later half.
fn wrap_point(text: &str, room: usize) -> usize {
    let mut columns = 0;
    let mut space = None;
    for (offset, character) in text.char_indices() {
        columns += column_width(character);
        if columns > room.max(1) {
            let cut = offset.max(text.chars().next().map_or(1, char::len_utf8));
            return space.filter(|&space| space > cut / 2).unwrap_or(cut);
        }
        if character == ' ' {
            space = Some(offset + 1);
        }
    }
    text.len()
}

/// Looks at no more of a line than there is room for, so that a long one is not read again for
/// each of its rows.
fn fits(text: &str, room: usize) -> bool {
    let mut columns = 0;
    text.chars().all(|character| {
        columns += column_width(character);
        columns <= room
    })
}

/// A letter of East Asia counts as one as well, although it may be drawn twice as wide (UAX #11): a
/// line of them can run over.
fn column_width(character: char) -> usize {
    if character == '\t' { TAB } else { 1 }
}

/// The columns of white space that a line begins with. No more than `room` characters are looked
/// at, for the same reason.
fn leading(line: &str, room: usize) -> usize {
    line.chars().take(room).take_while(|character| character.is_whitespace()).map(column_width).sum()
}

fn expand_tabs(text: &str) -> String {
    text.replace('\t', &" ".repeat(TAB))
}
