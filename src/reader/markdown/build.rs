//! From the parser's events to nodes.

use super::container::{self, Closed, Containers, Kind};
use super::inline::{self, Inlines, Wrapper};
use super::leaf::{self, Leaf, Raw, Role, TableLeaf};
use super::report::Report;
use super::{html, note};
use crate::diagnostic::Warned;
use crate::document::{
    Block, BlockId, BlockKind, Draft, Heading, Inline, InlineKind, Listing, Node, NoteId, Table,
};
use crate::reader::front_matter::FrontMatter;
use crate::reader::path;
use crate::source::{FileId, Source, Span};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) struct Builder<'a> {
    file: FileId,
    source: &'a Source,
    /// Where the parser's text begins in the source.
    base: usize,
    next_block: u32,
    containers: Containers,
    leaf: Option<Leaf>,
    draft: Draft,
    labels: BTreeMap<String, u32>,
    next_note: u32,
    called: BTreeSet<NoteId>,
    report: Report,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        file: FileId,
        source: &'a Source,
        front: FrontMatter,
        labels: BTreeMap<String, u32>,
    ) -> Builder<'a> {
        let draft = Draft { metadata: front.metadata, settings: front.settings, ..Draft::default() };
        let mut builder = Builder {
            file,
            source,
            base: front.body,
            next_block: 0,
            containers: Containers::new(file),
            leaf: None,
            draft,
            labels,
            next_note: 0,
            called: BTreeSet::new(),
            report: Report::after(front.diagnostics),
        };
        if let Some(range) = front.unread {
            builder.unread_front_matter(range);
        }
        builder
    }

    pub(super) fn run(mut self, events: impl Iterator<Item = (Event<'a>, Range<usize>)>) -> Warned<Draft> {
        for (event, range) in events {
            let range = range.start + self.base..range.end + self.base;
            match event {
                Event::Start(tag) => self.start(tag, range),
                Event::End(tag) => self.end(tag, range),
                Event::Rule => {
                    self.end_implicit();
                    self.push_block(BlockKind::Break, range);
                }
                event => self.inline(event, range),
            }
        }
        self.end_implicit();
        self.draft.notes.sort_by_key(|note| note.id);
        for note in self.draft.notes.iter().filter(|note| !self.called.contains(&note.id)) {
            self.report.unused_note(note.span);
        }
        Warned { value: self.draft, diagnostics: self.report.finish() }
    }

    /// Front matter that is not YAML is shown as a listing: no word of it is lost, and it is seen.
    fn unread_front_matter(&mut self, range: Range<usize>) {
        let written = self.source.text.get(range.clone()).unwrap_or_default().trim_end();
        let text = self.clean(written, range.start..range.start + written.len());
        let language = Some("yaml".to_owned());
        self.push_block(
            BlockKind::Code(Listing { language, text: text.replace("\r\n", "\n"), ..Listing::default() }),
            range,
        );
    }

    fn start(&mut self, tag: Tag<'a>, range: Range<usize>) {
        match tag {
            Tag::Emphasis => return self.open_inline(Wrapper::Emphasis, range),
            Tag::Strong => return self.open_inline(Wrapper::Strong, range),
            Tag::Link { link_type, dest_url, title, .. } => {
                let scheme = if link_type == LinkType::Email { "mailto:" } else { "" };
                let target = format!("{scheme}{}", self.clean(&dest_url, range.clone()));
                let title = self.title(&title, &range);
                return self.open_inline(Wrapper::Link { target, title }, range);
            }
            Tag::Image { dest_url, title, .. } => {
                let path = path::resolve(&self.clean(&dest_url, range.clone()), &self.source.path);
                let title = self.title(&title, &range);
                let image = Wrapper::Image { path, title, alt: String::new(), nested: 0 };
                return self.open_inline(image, range);
            }
            Tag::TableCell => return,
            _ => self.end_implicit(),
        }
        match tag {
            Tag::BlockQuote(_) => self.open_container(Kind::Quote, range),
            Tag::List(start) => {
                self.open_container(Kind::List { start, loose: false, items: Vec::new() }, range);
            }
            Tag::Item => self.open_container(Kind::Item, range),
            Tag::FootnoteDefinition(_) => {
                let id = NoteId { file: self.file, index: self.next_note };
                self.next_note += 1;
                self.open_container(Kind::Note { id, outer: container::Depth::default() }, range);
            }
            tag => self.start_leaf(tag, range),
        }
    }

    fn start_leaf(&mut self, tag: Tag<'a>, range: Range<usize>) {
        let inlines = Inlines::new(self.file);
        self.leaf = Some(match tag {
            Tag::Paragraph => {
                self.containers.paragraph();
                Leaf::Words { range, inlines, role: Role::Paragraph }
            }
            Tag::Heading { level, id, classes, .. } => {
                let explicit_id = id.map(|id| self.clean(&id, range.clone()));
                let classes = classes.iter().map(|class| self.clean(class, range.clone())).collect();
                let heading = Heading { content: Vec::new(), explicit_id, classes };
                Leaf::Words { range, inlines, role: Role::Heading(level as u8, heading) }
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => self.clean(&info, range.clone()),
                    CodeBlockKind::Indented => String::new(),
                };
                Leaf::Raw(Raw::new(range, Some(info)))
            }
            Tag::HtmlBlock => Leaf::Raw(Raw::new(range, None)),
            Tag::Table(_) => {
                let table = Table::default();
                Leaf::Table(TableLeaf { range, table, row: Vec::new(), cell: inlines })
            }
            // Parts of a table, and tags of extensions that are off.
            _ => return,
        });
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link | TagEnd::Image => {
                if let Some(inlines) = self.inlines() {
                    inlines.close(range.end);
                }
            }
            TagEnd::TableCell | TagEnd::TableHead | TagEnd::TableRow => self.end_table_part(tag),
            TagEnd::BlockQuote(_) | TagEnd::List(_) | TagEnd::Item | TagEnd::FootnoteDefinition => {
                self.end_implicit();
                match self.containers.close() {
                    Closed::Block(block) => self.place(block),
                    Closed::Note(note) => self.draft.notes.push(note),
                    Closed::Inside => {}
                }
            }
            _ => self.end_leaf(),
        }
    }

    fn end_table_part(&mut self, tag: TagEnd) {
        let Some(Leaf::Table(leaf)) = &mut self.leaf else { return };
        match tag {
            TagEnd::TableCell => {
                let cell = std::mem::replace(&mut leaf.cell, Inlines::new(self.file)).finish();
                find_undefined_notes(&cell, &self.source.text, &mut self.report);
                leaf.row.push(cell);
            }
            TagEnd::TableHead => leaf.table.head = Some(std::mem::take(&mut leaf.row)),
            _ => leaf.table.rows.push(std::mem::take(&mut leaf.row)),
        }
    }

    fn end_implicit(&mut self) {
        if matches!(self.leaf, Some(Leaf::Words { role: Role::Implicit, .. })) {
            self.end_leaf();
        }
    }

    fn end_leaf(&mut self) {
        match self.leaf.take() {
            None => {}
            Some(Leaf::Raw(raw)) if raw.info.is_none() => self.end_html(&raw),
            Some(Leaf::Raw(raw)) => self.end_code(&raw),
            Some(Leaf::Table(leaf)) => {
                self.report.table(self.span(leaf.range.clone()));
                self.push_block(BlockKind::Table(leaf.table), leaf.range);
            }
            Some(Leaf::Words { range, inlines, role: Role::Heading(level, heading) }) => {
                self.end_heading(level, heading, inlines, range);
            }
            Some(Leaf::Words { range, inlines, .. }) => self.end_paragraph(inlines, range),
        }
    }

    fn end_heading(&mut self, level: u8, heading: Heading, inlines: Inlines, range: Range<usize>) {
        let content = inlines.finish();
        find_undefined_notes(&content, &self.source.text, &mut self.report);
        let heading = Heading { content, ..heading };
        if self.containers.blocks().is_some() {
            let anchor = heading.explicit_id.clone().unwrap_or_default();
            self.push_block(BlockKind::InnerHeading { level, heading, anchor }, range);
        } else {
            let (id, span) = (self.next_id(), self.span(range));
            self.draft.nodes.push(Node::Heading { id, span, level, heading });
        }
    }

    fn end_paragraph(&mut self, inlines: Inlines, range: Range<usize>) {
        let verse = inlines.is_verse();
        let content = inlines.finish();
        find_undefined_notes(&content, &self.source.text, &mut self.report);
        let kind = leaf::paragraph(verse, content);
        match kind {
            // Nothing but comments or tags stood there.
            BlockKind::Paragraph(content) if content.is_empty() => {}
            kind => self.push_block(kind, range),
        }
    }

    fn end_code(&mut self, raw: &Raw) {
        let language = raw.info.as_deref().and_then(leaf::language);
        let kind = if language.as_deref() == Some("verse") {
            let lines = raw.lines().into_iter().map(|(line, range)| {
                let text = self.clean(line, range.clone());
                let inline = Inline { span: self.span(range), kind: InlineKind::Text(text) };
                if line.is_empty() { Vec::new() } else { vec![inline] }
            });
            BlockKind::Verse(lines.collect())
        } else {
            let text = self.clean(&raw.text, raw.range.clone());
            let text = text.replace("\r\n", "\n").replace('\r', "\n");
            let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
            BlockKind::Code(Listing { language, text, ..Listing::default() })
        };
        self.push_block(kind, raw.range.clone());
    }

    /// The text of an HTML block as paragraphs, which its tags of block level part.
    fn end_html(&mut self, raw: &Raw) {
        let mut inlines = Inlines::new(self.file);
        for piece in html::pieces(&raw.text) {
            match piece {
                html::Piece::Silent => {}
                html::Piece::OpenComment(range) => {
                    let span = self.span(raw.source(range));
                    self.report.open_comment(span);
                }
                html::Piece::Text(range) => {
                    for (part, text) in html::decode(raw.text.get(range.clone()).unwrap_or_default()) {
                        let place = raw.source(range.start + part.start..range.start + part.end);
                        let text = self.clean(&text, place.clone());
                        inlines.text(&text, self.within(place));
                    }
                }
                html::Piece::Tag { name, closing, range } => {
                    let place = self.within(raw.source(range));
                    if html::breaks_paragraph(name) {
                        let done = std::mem::replace(&mut inlines, Inlines::new(self.file));
                        self.end_html_paragraph(done);
                    }
                    self.tag(name, closing, place, Some(&mut inlines));
                }
            }
        }
        self.end_html_paragraph(inlines);
    }

    fn end_html_paragraph(&mut self, inlines: Inlines) {
        let content = inlines.finish();
        if let (Some(first), Some(last)) = (content.first(), content.last()) {
            let range = first.span.start as usize..last.span.end as usize;
            self.push_block(BlockKind::Paragraph(content), range);
        }
    }

    /// Leaves a tag out and says so; `<br>` is a line break.
    fn tag(&mut self, name: &str, closing: bool, range: Range<usize>, inlines: Option<&mut Inlines>) {
        match inlines {
            Some(inlines) if name.eq_ignore_ascii_case("br") => inlines.line_break(range),
            _ => {
                let name = self.clean(name, range.clone());
                let span = self.span(range);
                self.report.tag(&name, closing, span);
            }
        }
    }

    fn inline(&mut self, event: Event<'a>, range: Range<usize>) {
        if let (Some(Leaf::Raw(raw)), Event::Text(text) | Event::Html(text)) = (&mut self.leaf, &event) {
            return raw.push(text, range.start);
        }
        let file = self.file;
        match event {
            Event::Text(text) => {
                let text = self.clean(&text, range.clone());
                self.open_words(&range).text(&text, range);
            }
            Event::Code(code) => {
                let code = self.clean(&code, range.clone());
                self.open_words(&range).code(&code, range);
            }
            Event::SoftBreak => self.open_words(&range).soft_break(range),
            Event::HardBreak => self.open_words(&range).hard_break(range),
            Event::FootnoteReference(label) => match self.labels.get(&note::key(&label)) {
                Some(&index) => {
                    let id = NoteId { file, index };
                    self.called.insert(id);
                    self.open_words(&range).note(id, range);
                }
                None => {
                    let text = self.clean(&format!("[^{label}]"), range.clone());
                    self.open_words(&range).text(&text, range);
                }
            },
            Event::InlineHtml(tag) | Event::Html(tag) => self.inline_html(&tag, range),
            // Events of extensions that are off.
            _ => {}
        }
    }

    fn inline_html(&mut self, tag: &CowStr<'a>, range: Range<usize>) {
        self.open_words(&range);
        let Some((name, closing)) = html::tag_name(tag) else { return };
        let mut leaf = self.leaf.take();
        self.tag(name, closing, range, leaf.as_mut().and_then(inlines_of));
        self.leaf = leaf;
    }

    fn open_inline(&mut self, wrapper: Wrapper, range: Range<usize>) {
        let opened = self.open_words(&range).open(wrapper, range.start);
        if !opened {
            let span = self.span(range);
            self.report.too_deep(inline::LEVELS, span);
        }
    }

    fn open_container(&mut self, kind: Kind, range: Range<usize>) {
        let id = BlockId { file: self.file, index: self.next_block };
        let block = matches!(kind, Kind::Quote | Kind::List { .. });
        if !self.containers.open(id, kind, range.clone()) {
            let span = self.span(range);
            self.report.too_deep(container::LEVELS, span);
        } else if block {
            self.next_block += 1;
        }
    }

    /// The inlines that are being read; where no block is open, a paragraph is opened for them.
    fn open_words(&mut self, range: &Range<usize>) -> &mut Inlines {
        if self.leaf.as_mut().and_then(inlines_of).is_none() {
            self.end_leaf();
        }
        let file = self.file;
        let leaf = self.leaf.get_or_insert_with(|| Leaf::Words {
            range: range.clone(),
            inlines: Inlines::new(file),
            role: Role::Implicit,
        });
        match leaf {
            Leaf::Words { inlines, range: words, role } => {
                if matches!(role, Role::Implicit) {
                    words.end = words.end.max(range.end);
                }
                inlines
            }
            Leaf::Table(TableLeaf { cell, .. }) => cell,
            Leaf::Raw(_) => unreachable!("a raw leaf was ended above"),
        }
    }

    fn inlines(&mut self) -> Option<&mut Inlines> {
        self.leaf.as_mut().and_then(inlines_of)
    }

    fn push_block(&mut self, kind: BlockKind, range: Range<usize>) {
        let (id, span) = (self.next_id(), self.span(range));
        self.place(Block { id, span, kind });
    }

    fn place(&mut self, block: Block) {
        match self.containers.blocks() {
            Some(blocks) => blocks.push(block),
            None => self.draft.nodes.push(Node::Block(block)),
        }
    }

    fn next_id(&mut self) -> BlockId {
        let index = self.next_block;
        self.next_block += 1;
        BlockId { file: self.file, index }
    }

    fn title(&mut self, title: &CowStr<'a>, range: &Range<usize>) -> Option<String> {
        (!title.is_empty()).then(|| self.clean(title, range.clone()))
    }

    fn clean(&mut self, text: &str, range: Range<usize>) -> String {
        let span = self.span(range);
        self.report.clean(text, span).into_owned()
    }

    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.within(range))
    }

    /// The range moved onto characters of the source. The parser's ranges are; those that are
    /// reckoned from a part's start need not be where the parser changed the text.
    fn within(&self, range: Range<usize>) -> Range<usize> {
        let text = &self.source.text;
        let (mut start, mut end) = (range.start.min(text.len()), range.end.min(text.len()));
        while !text.is_char_boundary(start) {
            start -= 1;
        }
        while !text.is_char_boundary(end) {
            end += 1;
        }
        start..end.max(start)
    }
}

fn inlines_of(leaf: &mut Leaf) -> Option<&mut Inlines> {
    match leaf {
        Leaf::Words { inlines, .. } => Some(inlines),
        Leaf::Table(TableLeaf { cell, .. }) => Some(cell),
        Leaf::Raw(_) => None,
    }
}

/// Looks for calls of notes in what the parser left as text.
fn find_undefined_notes(inlines: &[Inline], source: &str, report: &mut Report) {
    for inline in inlines {
        match &inline.kind {
            InlineKind::Text(text) if text.contains("[^") => {
                let range = inline.span.start as usize..inline.span.end as usize;
                for (place, label) in note::calls(source.get(range).unwrap_or_default()) {
                    let start = inline.span.start as usize + place.start;
                    report.undefined_note(label, Span::new(inline.span.file, start..start + place.len()));
                }
            }
            kind => find_undefined_notes(kind.content(), source, report),
        }
    }
}
