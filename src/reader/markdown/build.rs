//! From the parser's events to nodes.

use super::attributes::{self, Attributes};
use super::caption;
use super::container::{self, Closed, Containers, Kind};
use super::inline::{self, Inlines, Wrapper};
use super::leaf::{self, Leaf, Raw, Role, TableLeaf};
use super::report::Report;
use super::{note, scripts, tags};
use crate::diagnostic::Warned;
use crate::document::{
    Alert, Alignment, Block, BlockId, BlockKind, Definition, Draft, Float, FloatKind, Formula, Heading,
    ImageRef, Inline, InlineKind, Listing, Node, NoteId, Style, Table,
};
use crate::reader::front_matter::FrontMatter;
use crate::reader::path;
use crate::source::{FileId, Source, Span};
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) struct Builder<'a> {
    pub(super) file: FileId,
    source: &'a Source,
    /// Where the parser's text begins in the source.
    base: usize,
    next_block: u32,
    pub(super) containers: Containers,
    pub(super) leaf: Option<Leaf>,
    draft: Draft,
    labels: BTreeMap<String, u32>,
    next_note: u32,
    called: BTreeSet<NoteId>,
    /// Ids of captions, with the floats that they name.
    named: Vec<caption::Named>,
    /// Ids of formulas by where they begin, until their blocks are made.
    formula_ids: BTreeMap<usize, String>,
    /// The text of HTML's `pre` while it is open.
    pub(super) preformatted: Option<tags::Preformatted>,
    pub(super) report: Report,
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

    /// Closes what HTML left open, joins captions, and settles ids that no block came after.
    fn end_document(&mut self) {
        self.end_leaf();
        self.end_preformatted();
        self.close_elements();
        self.draft.nodes = caption::join_nodes(std::mem::take(&mut self.draft.nodes), &mut self.named);
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
            None if tag == Tag::TableCell => {}
            None => {
                self.end_implicit();
                self.start_block(tag, range);
            }
        }
    }

    /// What an inline tag becomes when it is closed.
    fn wrapper(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<Wrapper> {
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
            Tag::Table(columns) => {
                let columns = columns.into_iter().map(alignment_of).collect();
                let table = Table { columns, ..Table::default() };
                Leaf::Table(TableLeaf { of_html: false, ..TableLeaf::new(range, table, Inlines::new(file)) })
            }
            // Parts of a table, and tags of extensions that are off.
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
            TagEnd::TableCell | TagEnd::TableHead | TagEnd::TableRow => self.end_table_part(tag),
            TagEnd::BlockQuote(_)
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
            Closed::Inside => {}
        }
    }

    /// Closes what HTML left open within the innermost container of Markdown.
    fn close_elements(&mut self) {
        while self.containers.ends_in_element() {
            self.close_container();
        }
    }

    fn end_table_part(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::TableCell => self.end_cell(),
            TagEnd::TableHead => self.end_row(true),
            _ => self.end_row(false),
        }
    }

    /// Ends a cell of the open table.
    pub(super) fn end_cell(&mut self) {
        let file = self.file;
        let Some(Leaf::Table(leaf)) = &mut self.leaf else { return };
        let inlines = std::mem::replace(&mut leaf.cell, Inlines::new(file));
        let cell = self.finished(inlines);
        if let Some(Leaf::Table(leaf)) = &mut self.leaf {
            leaf.row.push(cell);
        }
    }

    pub(super) fn end_row(&mut self, head: bool) {
        let Some(Leaf::Table(leaf)) = &mut self.leaf else { return };
        let row = std::mem::take(&mut leaf.row);
        match head {
            true => leaf.table.head = Some(row),
            false => leaf.table.rows.push(row),
        }
    }

    /// The finished content of inlines, its attributes read and its undefined notes reported.
    pub(super) fn finished(&mut self, inlines: Inlines) -> Vec<Inline> {
        let mut content = inlines.finish();
        find_undefined_notes(&content, &self.source.text, &mut self.report);
        self.attach_attributes(&mut content);
        scripts::raise_and_lower(content)
    }

    /// Ends a block that nothing of Markdown ends.
    pub(super) fn end_implicit(&mut self) {
        let open = match &self.leaf {
            Some(Leaf::Words { role, of_html, .. }) => *of_html || matches!(role, Role::Implicit),
            Some(Leaf::Table(table)) => table.of_html,
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
            Some(Leaf::Table(leaf)) => self.end_table(leaf),
            Some(Leaf::Words { range, inlines, role, .. }) => match role {
                Role::Heading(level, heading) => self.end_heading(level, heading, inlines, range),
                Role::Paragraph | Role::Implicit => self.end_paragraph(inlines, range),
                Role::Term | Role::Summary | Role::Caption => self.end_part(&role, inlines, range),
            },
        }
    }

    /// Rows may be missing where HTML closes none of its cells and rows.
    fn end_table(&mut self, leaf: TableLeaf) {
        let of_html = leaf.of_html;
        self.leaf = Some(Leaf::Table(leaf));
        if of_html {
            self.end_html_row();
        }
        let Some(Leaf::Table(leaf)) = self.leaf.take() else { return };
        if !leaf.table.all_rows().any(|row| !row.is_empty()) {
            return;
        }
        if leaf.caption.is_empty() {
            return self.push_block(BlockKind::Table(leaf.table), leaf.range);
        }
        let (id, span) = (self.next_id(), self.span(leaf.range.clone()));
        let table = Block { id, span, kind: BlockKind::Table(leaf.table) };
        let mut float =
            Float { kind: FloatKind::Table, caption: leaf.caption, blocks: vec![table], ..Float::default() };
        caption::take_stated_number(&mut float);
        self.push_block(BlockKind::Float(float), leaf.range);
    }

    /// Gives words to the container that they are a part of; where there is none, they are a
    /// paragraph.
    fn end_part(&mut self, role: &Role, inlines: Inlines, range: Range<usize>) {
        let content = self.finished(inlines);
        match (self.containers.innermost(), role) {
            (Some(Kind::Definitions(entries)), Role::Term) => {
                entries.push(Definition { term: content, details: Vec::new() });
            }
            (Some(Kind::Collapsible(summary)), Role::Summary) if summary.is_empty() => *summary = content,
            (Some(Kind::Float(float)), Role::Caption) if float.caption.is_empty() => {
                float.caption = content;
                caption::take_stated_number(float);
            }
            _ if content.is_empty() => {}
            _ => self.push_block(BlockKind::Paragraph(content), range),
        }
    }

    fn end_heading(&mut self, level: u8, heading: Heading, inlines: Inlines, range: Range<usize>) {
        let heading = Heading { content: self.finished(inlines), ..heading };
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
        let content = self.finished(inlines);
        for part in leaf::around_formulas(content) {
            let start = part.first().map_or(0, |inline| inline.span.start as usize);
            match leaf::paragraph(verse, part) {
                // Nothing but comments or tags stood there.
                BlockKind::Paragraph(content) if content.is_empty() => {}
                BlockKind::Image(image) => self.push_image(image, range.clone()),
                kind @ BlockKind::Formula { .. } => {
                    let id = self.formula_ids.remove(&start);
                    self.anchor(id.as_deref(), range.clone());
                    self.push_block(kind, range.clone());
                }
                kind => self.push_block(kind, range.clone()),
            }
        }
    }

    /// An image that stands alone. Its title becomes a caption, so that it is not said twice.
    fn push_image(&mut self, mut image: ImageRef, range: Range<usize>) {
        let in_float = matches!(self.containers.innermost(), Some(Kind::Float(_)));
        let title = image.title.take_if(|_| !in_float).filter(|title| !title.trim().is_empty());
        let Some(title) = title else { return self.push_block(BlockKind::Image(image), range) };
        let span = self.span(range.clone());
        let image = Block { id: self.next_id(), span, kind: BlockKind::Image(image) };
        let caption = vec![Inline { span, kind: InlineKind::Text(title.trim().to_owned()) }];
        let float = Float { caption, blocks: vec![image], ..Float::default() };
        self.push_block(BlockKind::Float(float), range);
    }

    /// Reads `{…}` directly behind images, links and formulas.
    fn attach_attributes(&mut self, content: &mut Vec<Inline>) {
        let mut at = 0;
        while at < content.len() {
            if let InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } =
                &mut content[at].kind
            {
                let mut taken = std::mem::take(inner);
                self.attach_attributes(&mut taken);
                if let InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } =
                    &mut content[at].kind
                {
                    *inner = taken;
                }
            }
            if let [named, Inline { kind: InlineKind::Text(text), .. }, ..] = &mut content[at..]
                && leaf::takes_attributes(&named.kind)
                && let Some((attributes, rest)) = attributes::in_braces(match &named.kind {
                    // As others write it, apart from the formula.
                    InlineKind::Math(_) => text.trim_start(),
                    _ => text,
                })
            {
                leaf::apply(&attributes, &mut named.kind);
                let range = named.span.start as usize..named.span.end as usize;
                *text = rest.to_owned();
                if text.is_empty() {
                    content.remove(at + 1);
                }
                match (&content[at].kind, attributes.id) {
                    // It will be a block of its own.
                    (InlineKind::Math(_), Some(id)) => drop(self.formula_ids.insert(range.start, id)),
                    (_, id) => self.anchor(id.as_deref(), range),
                }
            }
            at += 1;
        }
    }

    /// Notes the id of the block that comes next, or that is being read.
    pub(super) fn anchor(&mut self, id: Option<&str>, range: Range<usize>) {
        let Some(id) = id.filter(|id| !id.trim().is_empty()) else { return };
        let id = self.clean(id, range.clone());
        let block = BlockId { file: self.file, index: self.next_block };
        let span = self.span(range);
        self.draft.anchors.push((id, block, span));
    }

    fn end_code(&mut self, raw: &Raw) {
        let (language, attributes) = leaf::info(raw.info.as_deref().unwrap_or_default());
        if language.as_deref() == Some("verse") {
            let lines = raw.lines().into_iter().map(|(line, range)| {
                let text = self.clean(line, range.clone());
                let inline = Inline { span: self.span(range), kind: InlineKind::Text(text) };
                if line.is_empty() { Vec::new() } else { vec![inline] }
            });
            let lines = lines.collect();
            return self.push_block(BlockKind::Verse(lines), raw.range.clone());
        }
        let text = self.clean(&raw.text, raw.range.clone());
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        let first_line = leaf::first_line(&attributes);
        let listing = Listing { language, text, first_line, ..Listing::default() };
        self.push_listing(listing, &attributes, raw.range.clone());
    }

    /// A listing, within a float where its fence gives it a caption.
    fn push_listing(&mut self, listing: Listing, attributes: &Attributes, range: Range<usize>) {
        self.anchor(attributes.id.as_deref(), range.clone());
        let mut float = Float { kind: FloatKind::Listing, ..Float::default() };
        self.caption_from(&mut float, attributes, &range);
        if float.caption.is_empty() && float.title.is_empty() {
            return self.push_block(BlockKind::Code(listing), range);
        }
        let code =
            Block { id: self.next_id(), span: self.span(range.clone()), kind: BlockKind::Code(listing) };
        self.push_block(BlockKind::Float(Float { blocks: vec![code], ..float }), range);
    }

    /// What attributes say of a float: its caption and the name of its file, Markdown in them read.
    pub(super) fn caption_from(&mut self, float: &mut Float, attributes: &Attributes, range: &Range<usize>) {
        if let Some(caption) = attributes.value("caption").or(attributes.value("title")) {
            float.caption = self.read_inlines(caption, range);
        }
        if let Some(name) = attributes.value("file-name").or(attributes.value("filename")) {
            float.title = self.read_inlines(name, range);
        }
        float.number = attributes.value("number").filter(|number| !number.is_empty()).map(str::to_owned);
        float.unnumbered = attributes.has_class(&["unnumbered"]);
    }

    /// Reads a value's Markdown as inlines; all of it stands in `range`.
    fn read_inlines(&mut self, text: &str, range: &Range<usize>) -> Vec<Inline> {
        let outer = self.leaf.take();
        let inlines = Inlines::new(self.file);
        self.leaf = Some(Leaf::Words { range: range.clone(), inlines, role: Role::Implicit, of_html: false });
        for event in super::parser(text) {
            match event {
                Event::Start(tag) => {
                    if let Some(wrapper) = self.wrapper(&tag, range) {
                        self.open_inline(wrapper, range.clone());
                    }
                }
                Event::End(tag) if is_inline(tag) => self.end(tag, range.clone()),
                Event::End(_) | Event::Rule | Event::Html(_) => {}
                event => self.inline(event, range.clone()),
            }
        }
        let Some(Leaf::Words { inlines, .. }) = std::mem::replace(&mut self.leaf, outer) else {
            return Vec::new();
        };
        inlines.finish()
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
        let span = self.span(range.clone());
        self.report.formula(span);
        let formula = Formula { source, display };
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
            Leaf::Table(TableLeaf { cell, .. }) => cell,
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

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
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

fn alignment_of(alignment: pulldown_cmark::Alignment) -> Alignment {
    match alignment {
        pulldown_cmark::Alignment::None | pulldown_cmark::Alignment::Left => Alignment::Start,
        pulldown_cmark::Alignment::Center => Alignment::Centre,
        pulldown_cmark::Alignment::Right => Alignment::End,
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
