//! Blocks and inlines from lines whose roles are known.

use super::Sheet;
use super::forms::{Form, forms};
use super::inline::Run;
use super::notes::Definition;
use super::role::Role;
use crate::document::{Block, BlockId, BlockKind, Heading, Node, Note, Verse};
use std::ops::Range;

/// The nodes of the text in order, and the blocks of its notes.
pub fn build(sheet: &Sheet, keep_furniture: bool) -> (Vec<Node>, Vec<Note>) {
    let mut builder = BlockBuilder { sheet, nodes: Vec::new(), quoted: Vec::new(), next: 0 };
    let stretches = stretches(sheet);
    for (lines, role) in &stretches {
        match role {
            Role::Text => builder.chunk(lines.clone()),
            Role::Furniture if keep_furniture => builder.chunk(lines.clone()),
            Role::Heading { level, .. } => builder.heading(lines.clone(), *level),
            _ => {}
        }
    }
    builder.close_quote();
    let nodes = std::mem::take(&mut builder.nodes);
    let notes = sheet.notes.iter().map(|definition| builder.note(definition, &stretches)).collect();
    (nodes, notes)
}

/// The lines in stretches of one role: headings whole, text without blank lines.
pub fn stretches(sheet: &Sheet) -> Vec<(Range<usize>, Role)> {
    let mut stretches = Vec::new();
    let mut line = 0;
    while let Some(&role) = sheet.roles.get(line) {
        let end = match role {
            Role::Heading { .. } => heading_end(sheet, line),
            _ => {
                let alike = sheet.roles.iter().skip(line + 1).take_while(|next| continues(role, **next));
                line + 1 + alike.count()
            }
        };
        stretches.push((line..end, role));
        line = end;
    }
    stretches
}

/// Lines of a heading may have blank lines between them.
fn heading_end(sheet: &Sheet, start: usize) -> usize {
    let mut end = start + 1;
    for (line, role) in sheet.roles.iter().enumerate().skip(start + 1) {
        match role {
            Role::Heading { first: false, .. } => end = line + 1,
            Role::Blank | Role::Rule => {}
            _ => break,
        }
    }
    end
}

fn continues(role: Role, next: Role) -> bool {
    role == next && matches!(role, Role::Text | Role::Furniture | Role::Note)
}

struct BlockBuilder<'a> {
    sheet: &'a Sheet<'a>,
    nodes: Vec<Node>,
    /// Paragraphs of a quotation that is still open, with their lines.
    quoted: Vec<Range<usize>>,
    next: u32,
}

impl BlockBuilder<'_> {
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
        self.parts(forms(self.sheet, lines));
    }

    fn parts(&mut self, parts: Vec<(Range<usize>, Form)>) {
        for (part, form) in parts {
            if form == Form::Quote {
                self.quoted.push(part);
                continue;
            }
            self.close_quote();
            let file = self.sheet.file;
            let kind = match form {
                Form::Break => BlockKind::Break,
                Form::Verse | Form::Columns => {
                    BlockKind::Verse(Verse::of_lines(Run::of_verse(self.sheet, part.clone()).verse(file)))
                }
                _ => BlockKind::Paragraph(Run::of(self.sheet, part.clone()).inlines(file)),
            };
            self.push(part, kind);
        }
    }

    /// The blocks of a note's lines, which are stretches or parts of them.
    fn note(&mut self, definition: &Definition, stretches: &[(Range<usize>, Role)]) -> Note {
        let first = stretches.partition_point(|(lines, _)| lines.end <= definition.lines.start);
        let own = stretches.get(first..).unwrap_or_default();
        for (lines, role) in own.iter().take_while(|(lines, _)| lines.start < definition.lines.end) {
            let within = definition.lines.start.max(lines.start)..definition.lines.end.min(lines.end);
            if *role == Role::Note && !within.is_empty() {
                let mut parts = forms(self.sheet, within);
                // A note may be set in as a whole, and the lines below its label may hang.
                if let Some((_, form)) = parts.first_mut().filter(|_| lines.start <= definition.lines.start)
                    && matches!(form, Form::Verse | Form::Quote)
                {
                    *form = Form::Paragraph;
                }
                self.parts(parts);
            }
        }
        self.close_quote();
        let blocks = std::mem::take(&mut self.nodes).into_iter().filter_map(|node| match node {
            Node::Block(block) => Some(block),
            Node::Heading { .. } => None,
        });
        let span = self.sheet.span(definition.lines.clone());
        Note { id: definition.id, span, number: 0, blocks: blocks.collect() }
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
