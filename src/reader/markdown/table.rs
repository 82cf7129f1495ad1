//! Tables while they are being read: Markdown's from the parser's events, HTML's from their tags.

use super::attributes::Attributes;
use super::build::Builder;
use super::caption;
use super::container::{ClosedTable, Kind};
use super::inline::Inlines;
use super::leaf::Role;
use super::tags::{Tag, lang};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Alignment, Block, BlockId, BlockKind, Float, FloatKind, Inline, Scope, content};
use crate::reader::table::{self, Head, PartKind, Written, WrittenCell, WrittenPart};
use std::collections::BTreeMap;
use std::ops::Range;

/// HTML's limits for `colspan` and `rowspan` (HTML Living Standard, 4.9.11).
const MOST_COLUMNS: usize = 1_000;
const MOST_ROWS: usize = 65_534;

/// The elements that stand in tables alone.
const PARTS: [&str; 9] = ["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];

/// A table that is open.
#[derive(Debug, Default)]
pub(super) struct OpenTable {
    pub(super) caption: Vec<Inline>,
    written: Written,
    /// The open part, whose rows are the last, and the open row.
    part: Option<Inherited>,
    row: Option<Inherited>,
    /// Where the columns of the last `colgroup` begin, and what it says of them.
    group: Option<(usize, Option<Alignment>)>,
    /// Where the last of Markdown's cells ends in the source.
    cell_end: usize,
}

/// What a part or a row says of its cells.
#[derive(Clone, Debug, Default)]
struct Inherited {
    lang: Option<String>,
    alignment: Option<Alignment>,
}

impl OpenTable {
    pub(super) fn of_markdown(columns: &[pulldown_cmark::Alignment]) -> OpenTable {
        let columns = columns.iter().map(|&column| match column {
            pulldown_cmark::Alignment::None => None,
            pulldown_cmark::Alignment::Left => Some(Alignment::Start),
            pulldown_cmark::Alignment::Center => Some(Alignment::Centre),
            pulldown_cmark::Alignment::Right => Some(Alignment::End),
        });
        let written = Written { columns: columns.collect(), ..Written::default() };
        OpenTable { written, ..OpenTable::default() }
    }

    fn start_part(&mut self, kind: PartKind, inherited: Inherited) {
        self.end_part();
        self.part = Some(inherited);
        self.written.parts.push(WrittenPart { kind, rows: Vec::new() });
    }

    fn end_part(&mut self) {
        (self.part, self.row) = (None, None);
    }

    /// A row that stands in no part is a body's.
    fn start_row(&mut self, inherited: Inherited) {
        if self.part.is_none() {
            self.start_part(PartKind::Body, Inherited::default());
        }
        self.row = Some(inherited);
        if let Some(part) = self.written.parts.last_mut() {
            part.rows.push(Vec::new());
        }
    }

    /// Adds a cell to the open row.
    pub(super) fn push(&mut self, cell: WrittenCell) {
        if self.row.is_none() {
            self.start_row(Inherited::default());
        }
        if let Some(row) = self.written.parts.last_mut().and_then(|part| part.rows.last_mut()) {
            row.push(cell);
        }
    }

    /// What the open row says, or else the open part.
    fn inherited<T>(&self, of: impl Fn(&Inherited) -> Option<T>) -> Option<T> {
        self.row.as_ref().and_then(&of).or_else(|| self.part.as_ref().and_then(&of))
    }

    /// The columns of `col`, or of a `colgroup` that names none.
    fn columns(&mut self, tag: &Tag<'_>) {
        let span = span(&tag.attributes, "span").unwrap_or(1).clamp(1, MOST_COLUMNS);
        let mut alignment = alignment(&tag.attributes);
        let columns = &mut self.written.columns;
        if tag.name == "colgroup" {
            self.group = (!tag.closing).then_some((columns.len(), alignment));
        } else if let Some((start, of_group)) = &mut self.group {
            // The group's own count is not for one that names its columns.
            columns.truncate(*start);
            *start = columns.len() + span;
            alignment = alignment.or(*of_group);
        }
        if !tag.closing {
            columns.resize((columns.len() + span).min(MOST_COLUMNS), alignment);
        }
    }
}

impl Builder<'_> {
    /// A row of Markdown's table.
    pub(super) fn start_row(&mut self, kind: PartKind) {
        self.in_table(|table| {
            if kind == PartKind::Head || table.written.parts.len() < 2 {
                table.start_part(kind, Inherited::default());
            }
            table.start_row(Inherited::default());
        });
    }

    /// A cell of Markdown's table; where the table nests too deep to be one, its words stay.
    pub(super) fn end_cell(&mut self, inlines: Inlines, range: Range<usize>) {
        let content = self.finished(inlines);
        if !matches!(self.containers.innermost(), Some(Kind::Table(_))) {
            return self.push_words(content, range);
        }
        let (span, mut blocks) = (self.span(range.clone()), Vec::new());
        if !content.is_empty() {
            blocks.push(Block { id: self.next_id(), span, kind: BlockKind::Paragraph(content) });
        }
        self.in_table(|table| {
            let in_head = table.written.parts.last().is_some_and(|part| part.kind == PartKind::Head);
            let head = if in_head { Head::Of(Scope::Column) } else { Head::No };
            table.cell_end = range.end;
            table.push(WrittenCell { span, blocks, head, ..WrittenCell::default() });
        });
    }

    /// What stands in a row of Markdown behind as many cells as the head has is no cell, in GitHub's
    /// Markdown as well; the parser passes over it.
    pub(super) fn end_row(&mut self, range: Range<usize>) {
        let mut start = range.end;
        self.in_table(|table| start = table.cell_end);
        let beyond = self.source.text.get(self.within(start..range.end)).unwrap_or_default();
        let words = beyond.trim_start_matches(|c: char| c == '|' || c.is_whitespace());
        let start = start + beyond.len() - words.len();
        let words = words.trim_end_matches(|c: char| c == '|' || c.is_whitespace());
        if !words.is_empty() {
            let span = self.span(start..start + words.len());
            let message =
                format!("this row has more cells than the head of its table: `{words}` is left out");
            let hint = "give the head a cell for every column; a bar that parts no cells is written `\\|`";
            self.report.diagnostics.push(Diagnostic::warning(Code::TableCells, span, message).hint(hint));
        }
    }

    /// Closes an HTML table of which no cell is open: no Markdown stands between cells.
    pub(super) fn leave_table(&mut self) {
        if self.containers.is_between_cells() {
            self.close_container();
        }
    }

    /// Tags of HTML's tables; `false` where the tag is none of them.
    pub(super) fn table_tag(&mut self, tag: &Tag<'_>) -> bool {
        match (tag.name.as_str(), tag.closing) {
            ("table", false) => {
                self.end_implicit();
                self.leave_table();
                self.open_element(Kind::Table(Box::default()), tag);
            }
            ("table", true) => _ = self.close_within(&["table"], &[]),
            ("caption", true) => self.end_implicit(),
            ("td" | "th", true) => _ = self.close_within(&["td", "th"], &["table"]),
            (name, _) if !PARTS.contains(&name) => return false,
            _ if self.close_cell() => self.in_open_table(tag),
            // Tags of no table are passed over, as in HTML.
            _ => {}
        }
        true
    }

    /// Closes what is open within the innermost HTML table; `false` where there is none.
    fn close_cell(&mut self) -> bool {
        let Some(depth) = self.containers.depth_of(&["table"], &[]) else { return false };
        self.close_down_to(self.containers.count() + 1 - depth);
        true
    }

    fn in_open_table(&mut self, tag: &Tag<'_>) {
        let said = Inherited { lang: lang(&tag.attributes), alignment: alignment(&tag.attributes) };
        match (tag.name.as_str(), tag.closing) {
            ("caption", _) => self.open_leaf(Role::Caption, tag),
            ("td" | "th", _) => self.open_cell(tag, said),
            ("col" | "colgroup", _) => self.in_table(|table| table.columns(tag)),
            ("tr", false) => self.in_table(|table| table.start_row(said)),
            ("tr", true) => self.in_table(|table| table.row = None),
            (_, true) => self.in_table(OpenTable::end_part),
            ("thead", _) => self.in_table(|table| table.start_part(PartKind::Head, said)),
            ("tfoot", _) => self.in_table(|table| table.start_part(PartKind::Foot, said)),
            _ => self.in_table(|table| table.start_part(PartKind::Body, said)),
        }
    }

    fn in_table(&mut self, change: impl FnOnce(&mut OpenTable)) {
        if let Some(Kind::Table(table)) = self.containers.innermost() {
            change(table);
        }
    }

    fn open_cell(&mut self, tag: &Tag<'_>, said: Inherited) {
        let mut inherited = Inherited::default();
        self.in_table(|table| {
            inherited.lang = table.inherited(|of| of.lang.clone());
            inherited.alignment = table.inherited(|of| of.alignment);
        });
        let cell = WrittenCell {
            span: self.span(tag.range.clone()),
            colspan: span(&tag.attributes, "colspan").unwrap_or(1).min(MOST_COLUMNS),
            rowspan: match span(&tag.attributes, "rowspan") {
                Some(0) => None,
                rows => Some(rows.unwrap_or(1).min(MOST_ROWS)),
            },
            head: head(tag),
            alignment: said.alignment.or(inherited.alignment),
            ..WrittenCell::default()
        };
        self.open_element(Kind::Cell(cell), tag);
        let inherited = inherited.lang.filter(|_| said.lang.is_none());
        self.open_language(inherited, false, &tag.range);
    }

    /// Places a table, in a float where it has a caption, behind what stood in none of its cells, as
    /// HTML has it ("foster parenting").
    pub(super) fn end_table(&mut self, closed: ClosedTable) {
        let ClosedTable { id, span, table, strays: mut blocks } = closed;
        let OpenTable { caption, written, .. } = table;
        let table = table::form(written, &mut self.report.diagnostics);
        let range = span.start as usize..span.end as usize;
        if table.rows().next().is_none() {
            blocks.into_iter().for_each(|stray| self.place(stray));
            self.push_words(caption, range);
            return self.close_lone();
        }
        let mut block = Block { id, span, kind: BlockKind::Table(table) };
        if !caption.is_empty() {
            let mut float =
                Float { kind: FloatKind::Table, caption, blocks: vec![block], ..Float::default() };
            caption::take_stated_number(&mut float);
            block = Block { id: self.next_id(), span, kind: BlockKind::Float(float) };
        }
        blocks.push(block);
        self.number_in_order(&mut blocks);
        let table = blocks.pop();
        if let Some(around) = self.containers.blocks() {
            around.append(&mut blocks);
        }
        blocks.into_iter().chain(table).for_each(|block| self.place(block));
    }

    /// Numbers blocks anew where they are read in another order than they are written in: those of a
    /// foot that stands before the body, and a table whose caption makes a float of it.
    fn number_in_order(&mut self, blocks: &mut [Block]) {
        let mut order = Vec::new();
        each_block(blocks, &mut |block| order.push(block.id));
        if order.is_sorted() {
            return;
        }
        let mut numbers = order.clone();
        numbers.sort_unstable();
        let anew: BTreeMap<BlockId, BlockId> = order.into_iter().zip(numbers).collect();
        let number = |id: &mut BlockId| *id = anew.get(id).copied().unwrap_or(*id);
        each_block(blocks, &mut |block| number(&mut block.id));
        // What was named before the table stands before it.
        let is_within = |id: &BlockId| anew.first_key_value().is_some_and(|(first, _)| id >= first);
        let anchors = self.draft.anchors.iter_mut().map(|(_, id, _)| id).rev();
        anchors.take_while(|id| is_within(id)).for_each(number);
        let named = self.named.iter_mut().map(|(_, id)| id).rev();
        named.take_while(|id| is_within(id)).for_each(number);
    }
}

/// Visits blocks and what they hold in reading order.
fn each_block(blocks: &mut [Block], visit: &mut dyn FnMut(&mut Block)) {
    let mut stack: Vec<&mut Block> = blocks.iter_mut().rev().collect();
    while let Some(block) = stack.pop() {
        visit(block);
        stack.extend(content::children_mut(block).rev());
    }
}

fn head(tag: &Tag<'_>) -> Head {
    let scope = tag.attributes.value("scope").unwrap_or_default().trim().to_ascii_lowercase();
    match scope.as_str() {
        _ if tag.name != "th" => Head::No,
        "row" | "rowgroup" => Head::Of(Scope::Row),
        "col" | "colgroup" => Head::Of(Scope::Column),
        _ => Head::Yes,
    }
}

/// A number as HTML reads it: digits, whatever comes after them.
fn span(attributes: &Attributes, name: &str) -> Option<usize> {
    let value = attributes.value(name)?.trim().trim_start_matches('+');
    let digits = &value[..value.find(|c: char| !c.is_ascii_digit()).unwrap_or(value.len())];
    // More digits than a number can have are more than any limit.
    (!digits.is_empty()).then(|| digits.parse().unwrap_or(usize::MAX))
}

/// Where a tag says that the text of its cells stands: the style goes before the attribute.
fn alignment(attributes: &Attributes) -> Option<Alignment> {
    let style = attributes.value("style").unwrap_or_default().to_ascii_lowercase();
    let rules = style.split(';').filter_map(|rule| rule.split_once(':'));
    let mut rules = rules.filter(|(name, _)| name.trim() == "text-align");
    let of_style = rules.next_back().map(|(_, value)| value.trim_end_matches("!important").trim().to_owned());
    let stated = of_style.or_else(|| Some(attributes.value("align")?.trim().to_ascii_lowercase()))?;
    match stated.as_str() {
        "left" | "start" => Some(Alignment::Start),
        "center" => Some(Alignment::Centre),
        "right" | "end" => Some(Alignment::End),
        _ => None,
    }
}
