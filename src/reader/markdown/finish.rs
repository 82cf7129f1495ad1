//! What a block that holds text becomes when it ends: attributes are read, captions and numbers found.

use super::attributes::{self, Attributes};
use super::build::Builder;
use super::caption;
use super::container::Kind;
use super::inline::{Inlines, in_language};
use super::leaf::{self, Leaf, Raw, Role};
use super::report::Report;
use super::{Dialect, autolinks, note, scripts};
use crate::document::{
    Block, BlockId, BlockKind, Definition, Float, FloatKind, Heading, ImageRef, Inline, InlineKind, Listing,
    Node,
};
use crate::source::Span;
use pulldown_cmark::{Event, TagEnd};
use std::ops::Range;

impl Builder<'_> {
    /// The finished content of inlines, its attributes read and its undefined notes reported.
    pub(super) fn finished(&mut self, mut inlines: Inlines) -> Vec<Inline> {
        let lang = inlines.lang.take();
        let mut content = inlines.finish();
        find_undefined_notes(&content, &self.source.text, &mut self.report);
        if self.has_ours() {
            self.attach_attributes(&mut content);
            content = scripts::raise_and_lower(content);
        }
        let content = match self.options.dialect {
            Dialect::CommonMark => content,
            Dialect::Gfm | Dialect::Bifolio => autolinks::link_addresses(content),
        };
        in_language(lang, content)
    }

    /// Gives words to the container that they are a part of; where there is none, they are a
    /// paragraph.
    pub(super) fn end_part(&mut self, role: &Role, inlines: Inlines, range: Range<usize>) {
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
            (Some(Kind::Table(table)), Role::Caption) if table.caption.is_empty() => table.caption = content,
            _ => self.push_words(content, range),
        }
    }

    pub(super) fn end_heading(&mut self, level: u8, heading: Heading, inlines: Inlines, range: Range<usize>) {
        let heading = Heading { content: self.finished(inlines), ..heading };
        if self.containers.blocks().is_some() {
            let anchor = heading.explicit_id.clone().unwrap_or_default();
            self.push_block(BlockKind::InnerHeading { level, heading, anchor }, range);
        } else {
            let (id, span) = (self.next_id(), self.span(range));
            self.draft.nodes.push(Node::Heading { id, span, level, heading });
        }
    }

    pub(super) fn end_paragraph(&mut self, mut inlines: Inlines, range: Range<usize>) {
        let verse = self.has_ours() && inlines.is_verse();
        let lang = inlines.lang.take();
        let content = self.finished(inlines);
        for mut part in leaf::around_formulas(content) {
            let start = part.first().map_or(0, |inline| inline.span.start as usize);
            match leaf::is_lone(&part) {
                true => self.open_language(lang.clone(), true, &range),
                false => part = in_language(lang.clone(), part),
            }
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

    /// A paragraph, unless there is nothing in it.
    pub(super) fn push_words(&mut self, content: Vec<Inline>, range: Range<usize>) {
        if !content.is_empty() {
            self.push_block(BlockKind::Paragraph(content), range);
        }
    }

    /// An image that stands alone. Its title becomes a caption, so that it is not said twice.
    pub(super) fn push_image(&mut self, mut image: ImageRef, range: Range<usize>) {
        let in_float = matches!(self.containers.innermost(), Some(Kind::Float(_)));
        let captions = self.has_ours() && !in_float;
        let title = image.title.take_if(|_| captions).filter(|title| !title.trim().is_empty());
        let Some(title) = title else { return self.push_block(BlockKind::Image(image), range) };
        let span = self.span(range.clone());
        let image = Block { id: self.next_id(), span, kind: BlockKind::Image(image) };
        let caption = vec![Inline { span, kind: InlineKind::Text(title.trim().to_owned()) }];
        let float = Float { caption, blocks: vec![image], ..Float::default() };
        self.push_block(BlockKind::Float(float), range);
    }

    /// Reads `{…}` directly behind images, links and formulas.
    pub(super) fn attach_attributes(&mut self, content: &mut Vec<Inline>) {
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
                let number = leaf::page_number(&attributes, named);
                *text = rest.to_owned();
                if text.is_empty() {
                    content.remove(at + 1);
                }
                if let Some(number) = number {
                    content.insert(at + 1, number);
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

    pub(super) fn end_code(&mut self, raw: &Raw) {
        let info = raw.info.as_deref().unwrap_or_default();
        let (language, attributes) = match self.has_ours() {
            true => leaf::info(info),
            false => (info.split_whitespace().next().map(str::to_owned), Attributes::default()),
        };
        if self.has_ours() && language.as_deref() == Some("verse") {
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
        let hides = self.options.hidden_lines && language.as_deref() == Some("rust");
        let text = if hides { leaf::without_hidden_lines(&text) } else { text };
        let first_line = leaf::first_line(&attributes);
        let listing = Listing { language, text, first_line, ..Listing::default() };
        self.push_listing(listing, &attributes, raw.range.clone());
    }

    /// A listing, within a float where its fence gives it a caption.
    pub(super) fn push_listing(&mut self, listing: Listing, attributes: &Attributes, range: Range<usize>) {
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
    pub(super) fn read_inlines(&mut self, text: &str, range: &Range<usize>) -> Vec<Inline> {
        self.read_events(super::parser(text, self.options.dialect), range)
    }

    /// Reads the inlines among the parser's events; all of them stand in `range`.
    pub(super) fn read_events<'e>(
        &mut self,
        events: impl Iterator<Item = Event<'e>>,
        range: &Range<usize>,
    ) -> Vec<Inline> {
        let outer = self.leaf.take();
        let inlines = Inlines::new(self.file);
        self.leaf = Some(Leaf::Words { range: range.clone(), inlines, role: Role::Implicit, of_html: false });
        for event in events {
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
}

fn is_inline(tag: TagEnd) -> bool {
    matches!(tag, TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough | TagEnd::Link | TagEnd::Image)
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
