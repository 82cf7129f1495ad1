//! From the parser's events to nodes.

use super::caption;
use super::container::{self, Closed, Containers, Kind};
use super::inline::{self, Inlines, Wrapper};
use super::leaf::{Leaf, Raw, Role};
use super::report::Report;
use super::table::OpenTable;
use super::{Dialect, Options, note, tags};
use crate::diagnostic::Warned;
use crate::document::{
    Alert, Block, BlockId, BlockKind, Draft, Formula, Heading, Listing, Node, NoteId, Style,
};
use crate::reader::front_matter::FrontMatter;
use crate::reader::path;
use crate::reader::table::PartKind;
use crate::source::{FileId, Source, Span};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    pub(super) source: &'a Source,
    pub(super) options: Options,
    /// Where the parser's text begins in the source.
    pub(super) base: usize,
    pub(super) next_block: u32,
    pub(super) containers: Containers,
    pub(super) leaf: Option<Leaf>,
    pub(super) draft: Draft,
    pub(super) labels: BTreeMap<String, u32>,
    pub(super) next_note: u32,
    pub(super) called: BTreeSet<NoteId>,
    /// Ids of captions, with the floats that they name.
    pub(super) named: Vec<caption::Named>,
    /// Ids of formulas by where they begin, until their blocks are made.
    pub(super) formula_ids: BTreeMap<usize, String>,
    /// The text of HTML's `pre` while it is open.
    pub(super) preformatted: Option<tags::Preformatted>,
    pub(super) report: Report,
}

impl<'a> Builder<'a> {
    pub(super) fn new(
        file: FileId,
        source: &'a Source,
        options: Options,
        front: FrontMatter,
        labels: BTreeMap<String, u32>,
    ) -> Builder<'a> {
        let draft = Draft { metadata: front.metadata, settings: front.settings, ..Draft::default() };
        let mut builder = Builder {
            file,
            source,
            options,
            base: front.body,
            next_block: 0,
            containers: Containers::new(file, options.dialect == Dialect::Bifolio),
            leaf: None,
            draft,
            labels,
            next_note: 0,
            called: BTreeSet::new(),
            named: Vec::new(),
            formula_ids: BTreeMap::new(),
            preformatted: None,
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
                    self.leave_table();
                    self.push_block(BlockKind::Break, range);
                }
                event => self.inline(event, range),
            }
        }
        self.end_document();
        self.draft.notes.sort_by_key(|note| note.id);
        for note in self.draft.notes.iter().filter(|note| !self.called.contains(&note.id)) {
            self.report.unused_note(note.span);
        }
        Warned { value: self.draft, diagnostics: self.report.finish() }
    }

    /// Whether attributes, captions and verse are read.
    pub(super) fn has_ours(&self) -> bool {
        self.options.dialect == Dialect::Bifolio
    }

    /// Closes what HTML left open, joins captions, and settles ids that no block came after.
    fn end_document(&mut self) {
        self.end_leaf();
        self.end_preformatted();
        self.close_elements();
        if self.has_ours() {
            self.draft.nodes = caption::join_nodes(std::mem::take(&mut self.draft.nodes), &mut self.named);
        }
        let (file, last) = (self.file, self.next_block.checked_sub(1));
        let named = std::mem::take(&mut self.named).into_iter();
        let named = named.map(|(id, block)| (id, block, Span::new(file, 0..0)));
        self.draft.anchors.extend(named);
        let Some(last) = last else { return self.draft.anchors.clear() };
        self.draft.anchors.iter_mut().for_each(|(_, block, _)| block.index = block.index.min(last));
        self.draft.anchors.sort_by_key(|(_, block, _)| *block);
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

    pub(super) fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match self.wrapper(&tag, &range) {
            Some(wrapper) => self.open_inline(wrapper, range),
            None => {
                self.end_implicit();
                if tag != Tag::HtmlBlock {
                    self.leave_table();
                }
                self.start_block(tag, range);
            }
        }
    }

    /// What an inline tag becomes when it is closed.
    pub(super) fn wrapper(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<Wrapper> {
        Some(match tag {
            Tag::Emphasis => Wrapper::Styled(Style::Emphasis),
            Tag::Strong => Wrapper::Styled(Style::Strong),
            Tag::Strikethrough => Wrapper::Styled(Style::Struck),
            Tag::Link { link_type, dest_url, title, .. } => {
                let prefix = match link_type {
                    LinkType::Email => "mailto:",
                    // A wiki link names a heading by its words.
                    LinkType::WikiLink { .. } if !dest_url.contains('#') => "#",
                    _ => "",
                };
                let dest_url = match link_type {
                    LinkType::WikiLink { .. } => {
                        dest_url.rfind('#').map_or(&**dest_url, |at| &dest_url[at..])
                    }
                    _ => dest_url,
                };
                let target = format!("{prefix}{}", self.clean(dest_url, range.clone()));
                Wrapper::Link { target, title: self.title(title, range) }
            }
            Tag::Image { dest_url, title, .. } => {
                let path = path::resolve(&self.clean(dest_url, range.clone()), &self.source.path);
                Wrapper::Image { path, title: self.title(title, range), alt: String::new(), nested: 0 }
            }
            _ => return None,
        })
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::BlockQuote(alert) => alert.map_or(Kind::Quote, |kind| Kind::Alert(alert_of(kind))),
            Tag::List(start) => Kind::List { start, loose: false, items: Vec::new() },
            Tag::Item => Kind::Item { task: None },
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListDefinition => Kind::Details,
            Tag::FootnoteDefinition(_) => {
                let id = NoteId { file: self.file, index: self.next_note };
                self.next_note += 1;
                Kind::Note { id, outer: container::Depth::default() }
            }
            Tag::Table(columns) => Kind::Table(Box::new(OpenTable::of_markdown(&columns))),
            Tag::TableHead => return self.start_row(PartKind::Head),
            Tag::TableRow => return self.start_row(PartKind::Body),
            tag => return self.start_leaf(tag, range),
        };
        self.open_container(kind, range);
    }

    fn start_leaf(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let file = self.file;
        let words = |role, range| Leaf::Words { range, inlines: Inlines::new(file), role, of_html: false };
        self.leaf = Some(match tag {
            Tag::Paragraph => {
                self.containers.paragraph();
                words(Role::Paragraph, range)
            }
            Tag::DefinitionListTitle => words(Role::Term, range),
            Tag::Heading { level, id, classes, .. } => {
                let explicit_id = id.map(|id| self.clean(&id, range.clone()));
                let classes = classes.iter().map(|class| self.clean(class, range.clone())).collect();
                let heading = Heading { content: Vec::new(), explicit_id, classes };
                words(Role::Heading(level as u8, heading), range)
            }
            Tag::CodeBlock(kind) => {
                let info = match kind {
                    CodeBlockKind::Fenced(info) => self.clean(&info, range.clone()),
                    CodeBlockKind::Indented => String::new(),
                };
                Leaf::Raw(Raw::new(range, Some(info)))
            }
            Tag::HtmlBlock => Leaf::Raw(Raw::new(range, None)),
            Tag::TableCell => words(Role::Cell, range),
            // Tags of extensions that are off.
            _ => return,
        });
    }

    pub(super) fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                if let Some(inlines) = self.inlines() {
                    inlines.close(range.end);
                }
            }
            TagEnd::TableHead => {}
            TagEnd::TableRow => self.end_row(range),
            TagEnd::BlockQuote(_)
            | TagEnd::Table
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => {
                self.end_implicit();
                self.close_elements();
                self.close_container();
            }
            _ => self.end_leaf(),
        }
    }

    /// Closes the innermost container.
    pub(super) fn close_container(&mut self) {
        match self.containers.close(&mut self.named) {
            Closed::Block(block) => self.place(block),
            Closed::Note(note) => self.draft.notes.push(note),
            Closed::Table(table) => self.end_table(table),
            Closed::Inside => {}
        }
    }

    /// Closes what HTML left open within the innermost container of Markdown.
    fn close_elements(&mut self) {
        while self.containers.ends_in_element() {
            self.close_container();
        }
    }

    /// Ends a block that nothing of Markdown ends.
    pub(super) fn end_implicit(&mut self) {
        let open = match &self.leaf {
            Some(Leaf::Words { role, of_html, .. }) => *of_html || matches!(role, Role::Implicit),
            _ => false,
        };
        if open {
            self.end_leaf();
        }
    }

    pub(super) fn end_leaf(&mut self) {
        match self.leaf.take() {
            None => {}
            Some(Leaf::Raw(raw)) if raw.info.is_none() => self.end_html(&raw),
            Some(Leaf::Raw(raw)) => self.end_code(&raw),
            Some(Leaf::Words { range, inlines, role, .. }) => match role {
                Role::Heading(level, heading) => self.end_heading(level, heading, inlines, range),
                Role::Paragraph | Role::Implicit => self.end_paragraph(inlines, range),
                Role::Cell => self.end_cell(inlines, range),
                Role::Term | Role::Summary | Role::Caption => self.end_part(&role, inlines, range),
            },
        }
    }

    pub(super) fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        if let (Some(Leaf::Raw(raw)), Event::Text(text) | Event::Html(text)) = (&mut self.leaf, &event) {
            return raw.push(text, range.start);
        }
        let file = self.file;
        match event {
            Event::Text(text) => {
                let text = self.clean(&text, range.clone());
                let escaped = text.starts_with(['^', '~']) && self.is_escaped(range.start);
                let inlines = self.open_words(&range);
                match escaped {
                    true => inlines.escaped(&text, range),
                    false => inlines.text(&text, range),
                }
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
            Event::InlineMath(source) => self.formula(&source, false, range),
            Event::DisplayMath(source) => self.formula(&source, true, range),
            Event::TaskListMarker(done) => {
                if let Some(Kind::Item { task }) = self.containers.innermost() {
                    *task = Some(done);
                }
            }
            // Blocks are read elsewhere.
            _ => {}
        }
    }

    fn formula(&mut self, source: &str, display: bool, range: Range<usize>) {
        let source = self.clean(source, range.clone());
        let formula = Formula::new(source, display);
        self.open_words(&range).formula(formula, range);
    }

    pub(super) fn open_inline(&mut self, wrapper: Wrapper, range: Range<usize>) {
        let opened = self.open_words(&range).open(wrapper, range.start);
        if !opened {
            let span = self.span(range);
            self.report.too_deep(inline::LEVELS, span);
        }
    }

    pub(super) fn open_container(&mut self, kind: Kind, range: Range<usize>) {
        let id = BlockId { file: self.file, index: self.next_block };
        let block = kind.counts();
        if !self.containers.open(id, kind, range.clone()) {
            let span = self.span(range);
            self.report.too_deep(container::LEVELS, span);
        } else if block {
            self.next_block += 1;
        }
    }

    /// The inlines that are being read; where no block is open, a paragraph is opened for them.
    pub(super) fn open_words(&mut self, range: &Range<usize>) -> &mut Inlines {
        if self.leaf.as_mut().and_then(inlines_of).is_none() {
            self.end_leaf();
        }
        let file = self.file;
        let leaf = self.leaf.get_or_insert_with(|| Leaf::Words {
            range: range.clone(),
            inlines: Inlines::new(file),
            role: Role::Implicit,
            of_html: false,
        });
        match leaf {
            Leaf::Words { inlines, range: words, role, of_html } => {
                if *of_html || matches!(role, Role::Implicit) {
                    words.end = words.end.max(range.end);
                }
                inlines
            }
            Leaf::Raw(_) => unreachable!("a raw leaf was ended above"),
        }
    }

    pub(super) fn inlines(&mut self) -> Option<&mut Inlines> {
        self.leaf.as_mut().and_then(inlines_of)
    }

    pub(super) fn push_block(&mut self, kind: BlockKind, range: Range<usize>) {
        let (id, span) = (self.next_id(), self.span(range));
        self.place(Block { id, span, kind });
    }

    pub(super) fn place(&mut self, block: Block) {
        match self.containers.blocks() {
            Some(blocks) => blocks.push(block),
            None => self.draft.nodes.push(Node::Block(block)),
        }
        self.close_lone();
    }

    /// Closes a division that was there for one block's language.
    pub(super) fn close_lone(&mut self) {
        if self.containers.ends_in_lone() {
            self.close_container();
        }
    }

    /// The id that the next block will have.
    pub(super) fn next_block_id(&self) -> BlockId {
        BlockId { file: self.file, index: self.next_block }
    }

    /// The path of the manuscript.
    pub(super) fn path(&self) -> &std::path::Path {
        &self.source.path
    }

    pub(super) fn next_id(&mut self) -> BlockId {
        let index = self.next_block;
        self.next_block += 1;
        BlockId { file: self.file, index }
    }

    pub(super) fn title(&mut self, title: &CowStr<'_>, range: &Range<usize>) -> Option<String> {
        (!title.is_empty()).then(|| self.clean(title, range.clone()))
    }

    pub(super) fn clean(&mut self, text: &str, range: Range<usize>) -> String {
        let span = self.span(range);
        self.report.clean(text, span).into_owned()
    }

    pub(super) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.within(range))
    }

    fn is_escaped(&self, at: usize) -> bool {
        at > 0 && self.source.text.as_bytes().get(at - 1) == Some(&b'\\')
    }

    /// The range moved onto characters of the source. The parser's ranges are; those that are
    /// reckoned from a part's start need not be where the parser changed the text.
    pub(super) fn within(&self, range: Range<usize>) -> Range<usize> {
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

fn alert_of(kind: BlockQuoteKind) -> Alert {
    match kind {
        BlockQuoteKind::Note => Alert::Note,
        BlockQuoteKind::Tip => Alert::Tip,
        BlockQuoteKind::Important => Alert::Important,
        BlockQuoteKind::Warning => Alert::Warning,
        BlockQuoteKind::Caution => Alert::Caution,
    }
}

fn inlines_of(leaf: &mut Leaf) -> Option<&mut Inlines> {
    match leaf {
        Leaf::Words { inlines, .. } => Some(inlines),
        Leaf::Raw(_) => None,
    }
}
