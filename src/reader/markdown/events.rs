//! A driver of the builder: what the parser's events open and close.

use super::dialect::{Dialect, Options, References, parser_with};
use super::end_tags::EndTags;
use super::marks::text_reference::TextReferences;
use super::marks::{bookdown, myst_target};
use super::mask::{Marker, Masked};
use super::note;
use super::places::Places;
use super::raw::Raw;
use super::tex_reference;
use crate::document::{Alert, BlockKind, Formula, Heading, Listing, Style};
use crate::reader::build::{Attributes, Builder, Kind, Mention, Role, Wrapper};
use crate::reader::html;
use crate::reader::table::PartKind;
use crate::source::Source;
use pulldown_cmark::{BlockQuoteKind, CodeBlockKind, CowStr, Event, LinkType, Tag, TagEnd};
use std::collections::BTreeMap;
use std::ops::Range;

/// What is known of a text before it is read.
pub(super) struct Markdown<'a> {
    pub(super) source: &'a Source,
    pub(super) options: Options,
    /// The labels of its notes, each with its place in their order.
    pub(super) labels: BTreeMap<String, u32>,
    /// What its links may refer to, for the parts of it that are read by themselves.
    pub(super) references: References,
    /// What names stand for in bookdown's texts.
    pub(super) text_references: TextReferences,
}

/// The parser's events while they are read.
pub(super) struct Events<'b, 'a> {
    pub(super) build: &'b mut Builder<'a>,
    pub(super) markdown: &'b Markdown<'b>,
    /// Where the parser's text stands in the source.
    pub(super) places: Places,
    /// How many tables it stands in that are drawn in cells of one another.
    pub(super) depth: u8,
    /// What the manuscript says of the block that comes next.
    pub(super) ahead: Option<Attributes>,
    /// Where the text ends that is read; what stands behind it is for the parser alone.
    pub(super) end: usize,
    /// Whether the open paragraph has been read already, as HTML.
    is_read: bool,
    /// Tags of blocks in the open paragraph.
    pub(super) end_tags: Option<EndTags>,
    /// Code or raw HTML that is open.
    raw: Option<Raw>,
    /// What the fence of open code says after its marks.
    info: String,
    /// Where the last cell of a table ends in the source.
    pub(super) cell_end: usize,
}

impl<'b, 'a> Events<'b, 'a> {
    pub(super) fn new(
        build: &'b mut Builder<'a>,
        markdown: &'b Markdown<'b>,
        places: Places,
    ) -> Events<'b, 'a> {
        Events {
            build,
            markdown,
            places,
            depth: 0,
            ahead: None,
            end: usize::MAX,
            is_read: false,
            end_tags: None,
            raw: None,
            info: String::new(),
            cell_end: 0,
        }
    }

    /// Reads all blocks.
    pub(super) fn run(mut self, masked: &Masked<'_>) {
        let Markdown { options, references, .. } = self.markdown;
        let events = parser_with(masked.text(), options.dialect, references).into_offset_iter();
        let end = self.end;
        for (event, range) in masked.unmask(events).filter(|(_, range)| range.start < end) {
            let (marker, at) = (masked.marker(range.start), range.start);
            let range = self.places.range(range, 0);
            if self.is_left_out(&event, range.start) {
                continue;
            }
            match event {
                Event::Start(Tag::List(Some(_))) => self.open_list(self.numbers(masked, at), range),
                Event::Start(Tag::Item) => self.open_item(masked, at, range),
                Event::Start(tag) => match (&tag, marker) {
                    (Tag::BlockQuote(_), Some(Marker::Opens(opening))) => self.open_quote(opening, range),
                    (Tag::Heading { .. }, Some(Marker::Part(matter))) => {
                        matter.iter().for_each(|matter| self.build.matter(*matter));
                        self.ahead.get_or_insert_default().classes.push("part".to_owned());
                        self.start(tag, range);
                    }
                    _ => self.start(tag, range),
                },
                Event::End(tag) => self.end(tag, range),
                Event::Rule => {
                    self.build.end_implicit();
                    self.build.leave_table();
                    match marker {
                        Some(marker) => self.marker(marker, masked, range),
                        None => self.build.push_block(BlockKind::Break, range),
                    }
                }
                event => self.inline(event, range),
            }
        }
    }

    /// Whether an event is of what is not to be seen, or has been read already. HTML finds out by itself where that ends; notes keep
    /// their numbers.
    fn is_left_out(&self, event: &Event<'_>, at: usize) -> bool {
        if self.is_read {
            return *event != Event::End(TagEnd::Paragraph);
        }
        let stays = match event {
            Event::Start(tag) => matches!(tag, Tag::HtmlBlock | Tag::FootnoteDefinition(_)),
            Event::End(tag) => matches!(tag, TagEnd::HtmlBlock | TagEnd::FootnoteDefinition),
            _ => self.raw.is_some(),
        };
        !stays && self.build.is_left_out(at)
    }

    /// Reads the inlines among events.
    pub(super) fn inlines<'e>(mut self, events: impl Iterator<Item = (Event<'e>, Range<usize>)>) {
        for (event, range) in events {
            let range = self.places.range(range, 0);
            match event {
                Event::Start(tag) => {
                    if let Some(wrapper) = self.wrapper(&tag, &range) {
                        self.build.open_inline(wrapper, range);
                    }
                }
                Event::End(tag) if is_inline(tag) => self.end(tag, range),
                Event::End(_) | Event::Rule | Event::Html(_) => {}
                event => self.inline(event, range),
            }
        }
    }

    /// Front matter that is not YAML is shown as a listing: no word of it is lost, and it is seen.
    pub(super) fn unread_front_matter(&mut self, range: Range<usize>) {
        let written = self.markdown.source.text.get(range.clone()).unwrap_or_default().trim_end();
        let text = self.build.clean(written, range.start..range.start + written.len());
        let language = Some("yaml".to_owned());
        self.build.push_block(
            BlockKind::Code(Listing { language, text: text.replace("\r\n", "\n"), ..Listing::default() }),
            range,
        );
    }

    fn start(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match self.wrapper(&tag, &range) {
            Some(wrapper) => self.build.open_inline(wrapper, range),
            None => {
                self.build.end_implicit();
                if matches!(tag, Tag::CodeBlock(CodeBlockKind::Indented)) {
                    self.report_indented_tag(&range);
                }
                if tag != Tag::HtmlBlock {
                    self.build.leave_table();
                }
                self.ahead = self.ahead.take().filter(|_| takes_what_is_said_above(&tag));
                self.start_block(tag, range);
            }
        }
    }

    /// Reports a tag that goes on with the element around it, were it not indented as code is (CommonMark,
    /// 4.4 and 4.6).
    fn report_indented_tag(&mut self, range: &Range<usize>) {
        let code = self.build.source_behind(range.start).trim_start();
        if let Some(name) = html::element_at(code).filter(|_| self.build.is_in_element()) {
            let span = self.build.span(range.clone());
            self.build.report.mention(Mention::IndentedTag, &name, span);
        }
    }

    /// What an inline tag becomes when it is closed.
    fn wrapper(&mut self, tag: &Tag<'_>, range: &Range<usize>) -> Option<Wrapper> {
        Some(match tag {
            Tag::Emphasis => Wrapper::Styled(Style::Emphasis),
            Tag::Strong => Wrapper::Styled(Style::Strong),
            Tag::Strikethrough => Wrapper::Styled(Style::Struck),
            Tag::Link { link_type, dest_url, title, .. } => {
                let is_vault = self.markdown.options.dialect == Dialect::Obsidian;
                let prefix = match link_type {
                    LinkType::Email => "mailto:",
                    // A wiki link names a heading by its words; in a vault, a note.
                    LinkType::WikiLink { .. } if !is_vault && !dest_url.contains('#') => "#",
                    _ => "",
                };
                let dest_url = address(dest_url, *link_type);
                let mut target = format!("{prefix}{}", self.build.clean(dest_url, range.clone()));
                if self.markdown.options.dialect == Dialect::Myst {
                    target = myst_target(&target).unwrap_or(target);
                }
                Wrapper::Link { target, title: self.title(title, range) }
            }
            Tag::Image { dest_url, title, link_type, .. } => {
                let dest_url = address(dest_url, *link_type);
                let path = self.build.image_path(dest_url, range.clone());
                Wrapper::Image { path, title: self.title(title, range), alt: String::new(), nested: 0 }
            }
            _ => return None,
        })
    }

    fn start_block(&mut self, tag: Tag<'_>, range: Range<usize>) {
        let kind = match tag {
            Tag::BlockQuote(alert) => {
                alert.map_or(Kind::Quote, |kind| Kind::Alert(alert_of(kind), Vec::new()))
            }
            Tag::List(_) => Kind::List { numbers: None, from_count: false, loose: false, items: Vec::new() },
            Tag::DefinitionList => Kind::Definitions(Vec::new()),
            Tag::DefinitionListDefinition => Kind::Details,
            // A note that is written in a cell has no place among those of the file: its words stay.
            Tag::FootnoteDefinition(_) if self.depth > 0 => return,
            Tag::FootnoteDefinition(label) => {
                if let Some(&first) = self.markdown.labels.get(&note::key(&label)) {
                    let (label, span) =
                        (self.build.clean(&label, range.clone()), self.build.span(range.clone()));
                    self.build.expect_note(&label, first, span);
                }
                return self.build.open_note(range);
            }
            Tag::Table(columns) => return self.start_table(&columns, range),
            Tag::TableHead => return self.start_row(PartKind::Head),
            Tag::TableRow => return self.start_row(PartKind::Body),
            tag => return self.start_leaf(tag, range),
        };
        self.build.open_container(kind, range);
    }

    fn start_leaf(&mut self, tag: Tag<'_>, range: Range<usize>) {
        match tag {
            Tag::Paragraph if self.read_as_html(&range) => {}
            Tag::Paragraph => {
                self.end_tags = Some(EndTags::default());
                self.build.open_paragraph(range);
            }
            Tag::DefinitionListTitle => self.build.open_leaf(Role::Term, range),
            Tag::Heading { level, id, classes, .. } => {
                let explicit_id = id.map(|id| self.build.clean(&id, range.clone()));
                let classes = classes.iter().map(|class| self.build.clean(class, range.clone())).collect();
                let mut heading = Heading { explicit_id, classes, ..Heading::default() };
                heading.classes.extend(self.ahead.take().into_iter().flat_map(|ahead| ahead.classes));
                self.build.open_leaf(Role::Heading(level as u8, heading), range);
            }
            Tag::CodeBlock(kind) => {
                self.info = match kind {
                    CodeBlockKind::Fenced(info) => self.build.clean(&info, range.clone()),
                    CodeBlockKind::Indented => String::new(),
                };
                self.raw = Some(Raw::new(range));
            }
            Tag::HtmlBlock => self.raw = Some(Raw::new(range)),
            Tag::TableCell => self.build.open_leaf(Role::Cell, range),
            // Tags of extensions that are off.
            _ => {}
        }
    }

    /// Reads a paragraph that is HTML of block level all the same; `false` where it is none. What is drawn in
    /// cells does not stand in one piece.
    fn read_as_html(&mut self, range: &Range<usize>) -> bool {
        let source = self.markdown.source;
        let text = source.text.get(range.clone()).filter(|_| self.depth == 0).unwrap_or_default();
        self.is_read = html::is_html_of_blocks(text);
        if self.is_read {
            let start = range.start;
            html::Tags::new(self.build).block(text, &|part| start + part.start..start + part.end);
        }
        self.is_read
    }

    fn end(&mut self, tag: TagEnd, range: Range<usize>) {
        match tag {
            TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image => {
                self.build.close_inline(range.end);
            }
            TagEnd::TableHead => {}
            TagEnd::FootnoteDefinition if self.depth > 0 => {}
            TagEnd::TableRow => self.end_row(range),
            TagEnd::Paragraph => {
                self.is_read = false;
                self.build.end_leaf();
                self.describe(range);
                self.end_elements();
            }
            TagEnd::BlockQuote(_)
            | TagEnd::Table
            | TagEnd::List(_)
            | TagEnd::Item
            | TagEnd::DefinitionList
            | TagEnd::DefinitionListDefinition
            | TagEnd::FootnoteDefinition => {
                self.build.end_container();
                if tag == TagEnd::Table {
                    self.describe(range);
                }
            }
            TagEnd::CodeBlock => {
                if let Some(raw) = self.raw.take() {
                    let info = std::mem::take(&mut self.info);
                    self.end_code(&raw, &info);
                }
            }
            TagEnd::HtmlBlock => {
                if let Some(raw) = self.raw.take() {
                    html::Tags::new(self.build).block(&raw.text, &|range| raw.source(range));
                }
            }
            TagEnd::TableCell => {
                self.cell_end = range.end;
                self.build.end_leaf();
            }
            _ => self.build.end_leaf(),
        }
    }

    /// Does what is said above the block that has just ended.
    fn describe(&mut self, range: Range<usize>) {
        if let Some(ahead) = self.ahead.take() {
            self.build.describe_last(&ahead, range);
        }
    }

    fn inline(&mut self, event: Event<'_>, range: Range<usize>) {
        if let (Some(raw), Event::Text(text) | Event::Html(text)) = (&mut self.raw, &event) {
            return raw.push(text, range.start);
        }
        match event {
            Event::Text(text) => {
                let text = self.build.clean(&text, range.clone());
                let escaped = text.starts_with(['^', '~', '[', ']', '{']) && self.is_escaped(range.start);
                let inlines = self.build.open_words(&range);
                match escaped {
                    true => inlines.escaped(&text, range),
                    false => inlines.text(&text, range),
                }
            }
            Event::Code(code) => {
                let code = self.build.clean(&code, range.clone());
                self.build.open_words(&range).code(&code, range);
            }
            // Each line above a definition is a term (PHP Markdown Extra, "Definition lists").
            Event::SoftBreak if self.build.next_term(&range) => {}
            Event::SoftBreak => self.build.open_words(&range).soft_break(range),
            Event::HardBreak => self.build.open_words(&range).hard_break(range),
            Event::FootnoteReference(label) => match self.markdown.labels.get(&note::key(&label)) {
                Some(&index) => {
                    let id = self.build.call(index);
                    self.build.open_words(&range).note(id, range);
                }
                None => {
                    let text = self.build.clean(&format!("[^{label}]"), range.clone());
                    self.build.open_words(&range).text(&text, range);
                }
            },
            Event::InlineHtml(tag) | Event::Html(tag) => self.inline_html(&tag, range),
            Event::InlineMath(source) => self.formula(&source, false, range),
            Event::DisplayMath(source) => self.formula(&source, true, range),
            Event::TaskListMarker(done) => {
                if let Some(Kind::Item { task }) = self.build.innermost() {
                    *task = Some(done);
                }
            }
            // Blocks are read elsewhere.
            _ => {}
        }
    }

    pub(super) fn formula(&mut self, source: &str, display: bool, range: Range<usize>) {
        let mut source = self.build.clean(source, range.clone());
        let written = self.markdown.source.text.get(range.start..).unwrap_or_default();
        // Brackets are masked by the dollars of a display, which are as long.
        let display = display && !(written.starts_with("\\(") || written.starts_with("\\\\("));
        // Markua has one mark for both, which is masked by dollars and blanks.
        let is_markua = written.starts_with("{$$}");
        let display = display && (!is_markua || self.is_alone(&range));
        if is_markua {
            source = source.trim().to_owned();
        }
        for label in self.labels_of(&mut source) {
            match display {
                true => self.build.name_formula(range.start, label),
                false => self.build.anchor(Some(&label), range.clone()),
            }
        }
        let formula = Formula::new(source, display);
        self.build.open_words(&range).formula(formula, range);
    }

    /// Takes the labels out of the source of a formula.
    fn labels_of(&self, source: &mut String) -> Vec<String> {
        let Options { dialect, .. } = self.markdown.options;
        let mut labels = Vec::new();
        if dialect >= Dialect::Bifolio && source.contains("\\label") {
            labels = tex_reference::take_labels(source);
        }
        if dialect == Dialect::Quarto {
            labels.extend(bookdown::take_all(source));
        }
        labels
    }

    /// Whether nothing stands beside a stretch in its lines.
    fn is_alone(&self, range: &Range<usize>) -> bool {
        let text = self.markdown.source.text.as_str();
        let before =
            text.get(..range.start).and_then(|before| before.rsplit('\n').next()).unwrap_or_default();
        let behind = text.get(range.end..).and_then(|behind| behind.lines().next()).unwrap_or_default();
        before.trim_matches([' ', '\t', '>']).is_empty() && behind.trim().is_empty()
    }

    fn is_escaped(&self, at: usize) -> bool {
        at > 0 && self.markdown.source.text.as_bytes().get(at - 1) == Some(&b'\\')
    }

    fn title(&mut self, title: &CowStr<'_>, range: &Range<usize>) -> Option<String> {
        if title.contains("[^") {
            note::find_in_title(title, range, self.build);
        }
        (!title.is_empty()).then(|| self.build.clean(title, range.clone()))
    }
}

/// Where a link leads. In a cell the bar behind the name in a wiki link is escaped.
fn address(written: &str, kind: LinkType) -> &str {
    match kind {
        LinkType::WikiLink { .. } => written.trim_end_matches('\\'),
        _ => written,
    }
}

/// Whether what the manuscript says above a block is said of one that begins so.
fn takes_what_is_said_above(tag: &Tag<'_>) -> bool {
    let is_of_table = matches!(tag, Tag::Table(_) | Tag::TableHead | Tag::TableRow | Tag::TableCell);
    is_of_table || matches!(tag, Tag::CodeBlock(_) | Tag::Paragraph | Tag::Heading { .. })
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
