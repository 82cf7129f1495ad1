//! Blocks and inlines from lines whose roles are known.

use super::inline::Run;
use super::lines::{Wrapping, first_word};
use super::{Role, Sheet};
use crate::document::{Block, BlockId, BlockKind, Heading, Node};
use std::ops::Range;

/// The nodes of the text in order.
pub fn build(sheet: &Sheet, keep_furniture: bool) -> Vec<Node> {
    let mut builder = Builder { sheet, nodes: Vec::new(), quoted: Vec::new(), next: 0 };
    let mut line = 0;
    while let Some(role) = sheet.roles.get(line) {
        let end =
            line + 1 + sheet.roles.iter().skip(line + 1).take_while(|next| continues(*role, **next)).count();
        match role {
            Role::Text => builder.chunk(line..end),
            Role::Furniture if keep_furniture => builder.chunk(line..end),
            Role::Heading { level, first: true } => {
                let end = heading_end(sheet, line);
                builder.heading(line..end, *level);
                line = end;
                continue;
            }
            _ => {}
        }
        line = end;
    }
    builder.close_quote();
    builder.nodes
}

/// Lines of a heading may have blank lines between them.
fn heading_end(sheet: &Sheet, start: usize) -> usize {
    let mut end = start + 1;
    for (line, role) in sheet.roles.iter().enumerate().skip(start + 1) {
        match role {
            Role::Heading { first: false, .. } => end = line + 1,
            Role::Blank => {}
            _ => break,
        }
    }
    end
}

fn continues(role: Role, next: Role) -> bool {
    role == next && matches!(role, Role::Text | Role::Furniture)
}

struct Builder<'a> {
    sheet: &'a Sheet<'a>,
    nodes: Vec<Node>,
    /// Paragraphs of a quotation that is still open, with their lines.
    quoted: Vec<Range<usize>>,
    next: u32,
}

impl Builder<'_> {
    fn id(&mut self) -> BlockId {
        self.next += 1;
        BlockId { file: self.sheet.file, index: self.next - 1 }
    }

    fn push(&mut self, lines: Range<usize>, kind: BlockKind) {
        let id = self.id();
        let span = self.sheet.span(lines);
        self.nodes.push(Node::Block(Block { id, span, kind }));
    }

    fn heading(&mut self, lines: Range<usize>, level: u8) {
        self.close_quote();
        let id = self.id();
        let content = Run::of(self.sheet, lines.clone()).inlines(self.sheet.file);
        let heading = Heading { content, ..Heading::default() };
        self.nodes.push(Node::Heading { id, span: self.sheet.span(lines), level, heading });
    }

    /// The blocks of lines without a blank one between them.
    fn chunk(&mut self, lines: Range<usize>) {
        for part in parts(self.sheet, lines) {
            if is_quote(self.sheet, &part) {
                self.quoted.push(part);
                continue;
            }
            self.close_quote();
            let kind = if part.len() == 1 && is_break(self.sheet.content(part.start)) {
                BlockKind::Break
            } else if keeps_lines(self.sheet, &part) {
                BlockKind::Verse(Run::of_verse(self.sheet, part.clone()).verse(self.sheet.file))
            } else {
                BlockKind::Paragraph(Run::of(self.sheet, part.clone()).inlines(self.sheet.file))
            };
            self.push(part, kind);
        }
    }

    fn close_quote(&mut self) {
        let quoted = std::mem::take(&mut self.quoted);
        let (Some(first), Some(last)) = (quoted.first(), quoted.last()) else { return };
        let lines = first.start..last.end;
        let id = self.id();
        let blocks = quoted.into_iter().map(|part| Block {
            id: self.id(),
            span: self.sheet.span(part.clone()),
            kind: BlockKind::Paragraph(Run::of(self.sheet, part).inlines(self.sheet.file)),
        });
        let kind = BlockKind::Quote(blocks.collect());
        self.nodes.push(Node::Block(Block { id, span: self.sheet.span(lines), kind }));
    }
}

/// "* * *", "---", "#": a break between scenes.
pub fn is_break(content: &str) -> bool {
    let marks = content.chars().filter(|character| !character.is_whitespace());
    let count = marks.clone().count();
    let first = marks.clone().next();
    let alike = marks.clone().all(|mark| Some(mark) == first);
    let is_mark = |mark: char| "*-_=~#•·⁂—–+".contains(mark);
    alike
        && first.is_some_and(|mark| {
            is_mark(mark) && (count >= 3 || matches!(mark, '⁂' | '#' | '*') && count == 1)
        })
}

/// Cuts a chunk into paragraphs: at breaks, at indented first lines, and at every line where
/// each is a paragraph.
fn parts(sheet: &Sheet, lines: Range<usize>) -> Vec<Range<usize>> {
    let mut parts: Vec<Range<usize>> = Vec::new();
    let kept = keeps_lines(sheet, &lines);
    for line in lines {
        let open =
            parts.last().is_some_and(|last| last.end == line) && !begins(sheet, line, kept, parts.last());
        match parts.last_mut() {
            Some(last) if open => last.end = line + 1,
            _ => parts.push(line..line + 1),
        }
    }
    parts
}

/// In a text of one-line paragraphs, neighbours of up to so many characters are kept as lines.
const SHORT_LINE: usize = 60;

fn begins(sheet: &Sheet, line: usize, kept: bool, part: Option<&Range<usize>>) -> bool {
    let before = line.wrapping_sub(1);
    if is_break(sheet.content(line)) || is_break(sheet.content(before)) {
        return true;
    }
    let width = |line: usize| sheet.lines.get(line).map_or(0, |line| line.width);
    if sheet.manner.wrapping == Wrapping::OneLine {
        return width(line) > SHORT_LINE || part.is_some_and(|part| width(part.start) > SHORT_LINE);
    }
    let indented = sheet.lines.get(line).is_some_and(|line| sheet.manner.is_indented(line));
    sheet.manner.first_indent && indented && !kept
}

/// Whether lines end where their author wanted them to: verse, an address, a table.
fn keeps_lines(sheet: &Sheet, part: &Range<usize>) -> bool {
    if part.len() < 2 {
        return false;
    }
    if has_columns(sheet, part) {
        return true;
    }
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let longest = lines.iter().map(|line| line.reach()).max().unwrap_or(0);
    match sheet.manner.wrapping {
        Wrapping::OneLine => lines.iter().all(|line| line.width <= SHORT_LINE),
        Wrapping::Ragged => ragged(sheet, part, sheet.manner.measure),
        // A quotation may be narrower than the text and yet be full lines.
        Wrapping::Wrapped => {
            let own = ragged(sheet, part, longest) || part.len() < 4 || longest * 2 < sheet.manner.measure;
            longest * 10 <= sheet.manner.measure * 9 && ragged(sheet, part, sheet.manner.measure) && own
        }
    }
}

/// Whether the next line's first word would have fitted on at least half of the lines.
fn ragged(sheet: &Sheet, part: &Range<usize>, measure: usize) -> bool {
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let room = lines.windows(2).filter(|pair| match pair {
        [line, next] => line.reach() + 1 + first_word(sheet.text, next) <= measure,
        _ => false,
    });
    room.count() * 2 >= part.len() - 1
}

/// Whether most lines have words set off by three spaces or a tab.
fn has_columns(sheet: &Sheet, part: &Range<usize>) -> bool {
    let set_off = |line: &usize| {
        let content = sheet.content(*line);
        content.contains("   ") || content.contains('\t')
    };
    part.clone().filter(set_off).count() * 2 > part.len()
}

/// Prose whose every line is set in by two columns or more. A line that is set in deeply is
/// centred; where paragraphs begin with an indent, one line proves nothing.
fn is_quote(sheet: &Sheet, part: &Range<usize>) -> bool {
    const CENTRED: usize = 16;
    let lines = sheet.lines.get(part.clone()).unwrap_or_default();
    let depth = lines.iter().map(|line| line.indent.saturating_sub(sheet.manner.margin)).min().unwrap_or(0);
    let proven = part.len() > 1 || !sheet.manner.first_indent;
    (2..CENTRED).contains(&depth)
        && proven
        && sheet.manner.wrapping == Wrapping::Wrapped
        && !is_break(sheet.content(part.start))
        && !keeps_lines(sheet, part)
}
