//! Blocks and inlines from lines whose roles are known.

mod annotated;
pub mod inline;
pub mod notes;
pub mod verse;

use self::inline::Run;
use self::notes::Definition;
use self::verse::verse;
use crate::document::{
    Block, BlockId, BlockKind, Group, GroupKind, Heading, Inline, InlineKind, Node, Note, PageSide, Title,
};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::heads::Head;
use crate::reader::plain::forms::columns;
use crate::reader::plain::forms::list;
use crate::reader::plain::forms::list::loose;
use crate::reader::plain::forms::persons::comes_or_goes;
use crate::reader::plain::forms::{Form, forms};
use crate::reader::plain::role::Role;
use std::collections::BTreeMap;
use std::ops::Range;

/// The nodes of the text in order, and the blocks of its notes.
pub fn build(sheet: &Sheet, keep_furniture: bool) -> (Vec<Node>, Vec<Note>) {
    let mut builder = BlockBuilder {
        sheet,
        heads: Head::by_heading(&sheet.heads),
        nodes: Vec::new(),
        speech: None,
        quoted: Vec::new(),
        stanzas: Vec::new(),
        next: 0,
    };
    let stretches = stretches(sheet);
    for (lines, role) in &stretches {
        match role {
            Role::Text => builder.chunk(lines.clone()),
            Role::Furniture if keep_furniture => builder.chunk(lines.clone()),
            Role::Heading { level, .. } => builder.heading(lines.clone(), *level),
            Role::Speaker => builder.speaker(lines.clone()),
            Role::Blank if sheet.page_breaks.contains(&lines.start) => builder.page_break(lines.clone()),
            _ => {}
        }
    }
    builder.close_speech();
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
    /// Those over each heading, by its line.
    heads: BTreeMap<usize, Vec<&'a Head>>,
    nodes: Vec<Node>,
    /// The speech that is still open.
    speech: Option<Speech>,
    /// Paragraphs of a quotation that is still open, with their lines.
    quoted: Vec<Range<usize>>,
    /// Stanzas of a poem that is still open, with their lines.
    stanzas: Vec<Range<usize>>,
    next: u32,
}

/// What somebody says under a name of its own line.
struct Speech {
    id: BlockId,
    /// The line of the name.
    line: usize,
    /// Where among the nodes what is said begins.
    first: usize,
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

    /// A heading that only the contents list holds.
    fn head(&mut self, head: &Head) {
        self.close();
        let id = self.id();
        let span = self.sheet.span(head.line..head.line + 1);
        let words =
            Head::title(self.sheet.content(head.line)).split_whitespace().collect::<Vec<_>>().join(" ");
        let content = vec![Inline { span, kind: InlineKind::Text(words) }];
        let heading = Heading { content, ..Heading::default() };
        self.nodes.push(Node::Heading { id, span, level: head.level, heading });
    }

    fn heading(&mut self, lines: Range<usize>, level: u8) {
        self.close_speech();
        for head in self.heads.remove(&lines.start).into_iter().flatten() {
            self.head(head);
        }
        let id = self.id();
        let content = Run::of(self.sheet, lines.clone()).inlines(self.sheet.file);
        let listed_as = self.sheet.listed_as.get(&lines.start).map(|words| Title::from(words.as_str()));
        let heading = Heading { content, listed_as, ..Heading::default() };
        self.nodes.push(Node::Heading { id, span: self.sheet.span(lines), level, heading });
    }

    /// A new page, but where the text or a section begins, which stand where their design has them.
    fn page_break(&mut self, line: Range<usize>) {
        let mut below = self.sheet.roles.iter().skip(line.end);
        let next = below.find(|role| **role != Role::Blank);
        if !self.nodes.is_empty() && next == Some(&Role::Text) {
            self.close_speech();
            self.push(line, BlockKind::PageBreak(PageSide::Either));
        }
    }

    fn speaker(&mut self, lines: Range<usize>) {
        self.close_speech();
        self.speech = Some(Speech { id: self.id(), line: lines.start, first: self.nodes.len() });
    }

    /// What is said below a name is a group under it.
    fn close_speech(&mut self) {
        self.close();
        let Some(Speech { id, line, first }) = self.speech.take() else { return };
        let blocks = self.nodes.split_off(first).into_iter().filter_map(|node| match node {
            Node::Block(block) => Some(block),
            Node::Heading { .. } => None,
        });
        let (sheet, blocks) = (self.sheet, blocks.collect());
        let title = Run::of(sheet, line..line + 1).inlines(sheet.file);
        let group =
            Group { kind: GroupKind::Speech, lang: None, direction: None, alignment: None, title, blocks };
        let span = sheet.span(line..line + 1);
        self.nodes.push(Node::Block(Block { id, span, kind: BlockKind::Group(group) }));
    }

    /// The blocks of lines without a blank one between them.
    fn chunk(&mut self, lines: Range<usize>) {
        match self.sheet.loose.get(&lines.start) {
            Some(list) if list.start == lines.start => self.loose_list(list.clone()),
            Some(_) => {}
            None => self.parts(forms(self.sheet, lines)),
        }
    }

    fn loose_list(&mut self, lines: Range<usize>) {
        self.close();
        let sheet = self.sheet;
        let list = loose::list(sheet, lines.clone(), &mut || self.id());
        self.push(lines, BlockKind::List(list));
    }

    fn parts(&mut self, parts: Vec<(Range<usize>, Form)>) {
        for (part, form) in parts {
            // A direction stands between speeches, and so does what somebody says under a name before it.
            if self.is_direction(&part)
                || self.sheet.speakers.contains_key(&part.start)
                || form == Form::Break
            {
                self.close_speech();
            }
            match form {
                Form::Quote => {
                    self.close_verse();
                    self.quoted.push(part);
                    continue;
                }
                Form::Verse => {
                    self.stanza(part);
                    continue;
                }
                _ => self.close(),
            }
            let kind = match form {
                Form::Break => BlockKind::Break,
                Form::Columns => BlockKind::Code(columns::listing(self.sheet, &part)),
                Form::Table => self.table(&part),
                Form::List => {
                    let sheet = self.sheet;
                    BlockKind::List(list::list(sheet, part.clone(), &mut || self.id()))
                }
                _ => BlockKind::Paragraph(self.words(part.clone())),
            };
            self.push(part, kind);
        }
    }

    /// Whether some lines are all in brackets, or say who comes and goes, and do not stand directly below a
    /// name: "(aside)" is how he says it.
    fn is_direction(&self, part: &Range<usize>) -> bool {
        let above = part.start.checked_sub(1).and_then(|above| self.sheet.roles.get(above));
        let content = |line: usize| self.sheet.content(line).trim_end_matches(['.', '_']);
        let (first, last) = (content(part.start), content(part.end.saturating_sub(1)));
        let enclosed = first.starts_with('[') && (last.ends_with(']') || !last.contains(']'))
            || first.starts_with('(') && last.ends_with(')');
        enclosed && above != Some(&Role::Speaker) || above == Some(&Role::Blank) && comes_or_goes(first)
    }

    /// The words of a paragraph, the name of who says them apart.
    fn words(&self, part: Range<usize>) -> Vec<Inline> {
        let sheet = self.sheet;
        let Some(&length) = sheet.speakers.get(&part.start) else {
            return Run::of(sheet, part).inlines(sheet.file);
        };
        let said = Run::behind(sheet, part.clone(), length).inlines(sheet.file);
        verse::speaker(sheet, part.start, length).into_iter().chain(said).collect()
    }

    fn table(&mut self, part: &Range<usize>) -> BlockKind {
        let sheet = self.sheet;
        match columns::grid(sheet, part) {
            Some(grid) => BlockKind::Table(columns::table(sheet, &grid, || self.id())),
            None => BlockKind::Verse(verse(sheet, std::slice::from_ref(part))),
        }
    }

    /// Stanzas with a blank line between them are one poem.
    fn stanza(&mut self, lines: Range<usize>) {
        self.close_quote();
        if self.stanzas.last().is_some_and(|last| last.end + 1 != lines.start) {
            self.close_verse();
        }
        self.stanzas.push(lines);
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
        self.close();
        let blocks = std::mem::take(&mut self.nodes).into_iter().filter_map(|node| match node {
            Node::Block(block) => Some(block),
            Node::Heading { .. } => None,
        });
        let span = self.sheet.span(definition.lines.clone());
        Note { id: definition.id, span, number: 0, blocks: blocks.collect() }
    }

    /// Ends what is still open.
    fn close(&mut self) {
        self.close_quote();
        self.close_verse();
    }

    fn close_verse(&mut self) {
        let stanzas = std::mem::take(&mut self.stanzas);
        if let (Some(first), Some(last)) = (stanzas.first(), stanzas.last()) {
            let verse = verse(self.sheet, &stanzas);
            self.push(first.start..last.end, BlockKind::Verse(verse));
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
            kind: BlockKind::Paragraph(self.words(part)),
        });
        let kind = BlockKind::Quote(blocks.collect());
        self.nodes.push(Node::Block(Block { id, span: self.sheet.span(lines), kind }));
    }
}
