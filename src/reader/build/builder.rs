//! What is open while a manuscript is read, and what has been read of it.

use super::allow::AllowComment;
use super::container::Containers;
use super::float::Named;
use super::kind::Kind;
use super::leaf::{Leaf, OpenListing};
use super::level::Suspended;
use super::report::Report;
use crate::diagnostic::Warned;
use crate::document::{
    Block, BlockId, BlockKind, Draft, Heading, Inline, InlineKind, Matter, Node, Note, NoteId, content,
};
use crate::reader::foreign::ForeignMarks;
use crate::reader::path;
use crate::source::{FileId, Source, Span};
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// What the language of a manuscript makes of what is built, beyond what its driver asks for piece
/// by piece. Where nothing is said, it adds nothing.
pub(in crate::reader) trait Conventions {
    /// Whether a paragraph of lines that all end in hard breaks is verse.
    fn has_verse(&self) -> bool {
        false
    }

    /// Whether the title of an image that stands alone is its caption.
    fn has_captions(&self) -> bool {
        false
    }

    /// What the content of a block is that has ended.
    fn content(&self, content: Vec<Inline>, _build: &mut Builder<'_>) -> Vec<Inline> {
        content
    }

    /// What the content of a heading that has ended says besides its words.
    fn heading(&self, heading: Heading, _build: &mut Builder<'_>) -> Heading {
        heading
    }

    /// What an attribute says in words; all of it stands in `range`.
    fn value(&self, value: &str, range: &Range<usize>, build: &mut Builder<'_>) -> Vec<Inline> {
        let text = build.clean(value, range.clone());
        vec![Inline { span: build.span(range.clone()), kind: InlineKind::Text(text) }]
    }

    /// What siblings that are all there are together.
    fn siblings(&self, blocks: Vec<Block>, _named: &mut Vec<Named>) -> Vec<Block> {
        blocks
    }
}

/// What has become of a text.
pub(in crate::reader) struct Built {
    pub(in crate::reader) draft: Warned<Draft>,
    pub(in crate::reader) foreign: ForeignMarks,
}

/// A draft under construction.
pub(in crate::reader) struct Builder<'a> {
    pub(super) file: FileId,
    pub(super) source: &'a Source,
    pub(super) conventions: &'a dyn Conventions,
    pub(super) next_block: u32,
    pub(super) containers: Containers,
    pub(super) leaf: Option<Leaf>,
    /// Elements among words that go on in the next block, while HTML is read that ends none of them.
    pub(super) suspended: Vec<Suspended>,
    pub(super) keeps_open: bool,
    /// Where in the source ends what is left out: a script, a style sheet.
    pub(super) hidden_to: usize,
    /// Endings of such that do not come any more.
    pub(super) without_end: Vec<&'static str>,
    /// What a reader of the page does not see, in the order of the source.
    pub(super) unseen: Vec<Range<usize>>,
    /// How many elements that are not to be seen have no end.
    pub(super) endless_searches: usize,
    /// The listing that is open; what is written in it comes as pieces of text.
    pub(super) listing: Option<OpenListing>,
    pub(super) draft: Draft,
    pub(super) next_note: u32,
    /// How many notes stand where they are called.
    inline_notes: u32,
    called: BTreeSet<NoteId>,
    /// Notes with the label of another before them, which no call can mean.
    repeated: BTreeSet<NoteId>,
    /// Comments that allow messages in the blocks behind them.
    pub(super) allow_comments: Vec<AllowComment>,
    /// Ids of captions, with the floats that they name.
    pub(super) named: Vec<Named>,
    /// Ids of formulas by where they begin, until their blocks are made.
    pub(super) formula_ids: BTreeMap<usize, Vec<String>>,
    /// The captions of images that hold more than text, by where the image begins.
    pub(super) image_captions: BTreeMap<usize, Vec<Inline>>,
    pub(in crate::reader) report: Report,
}

impl<'a> Builder<'a> {
    /// A builder of the draft of one file.
    pub(in crate::reader) fn new(
        file: FileId,
        source: &'a Source,
        conventions: &'a dyn Conventions,
    ) -> Builder<'a> {
        Builder {
            file,
            source,
            conventions,
            next_block: 0,
            containers: Containers::new(file),
            leaf: None,
            suspended: Vec::new(),
            keeps_open: false,
            hidden_to: 0,
            without_end: Vec::new(),
            unseen: Vec::new(),
            endless_searches: 0,
            listing: None,
            draft: Draft::default(),
            next_note: 0,
            inline_notes: 0,
            called: BTreeSet::new(),
            repeated: BTreeSet::new(),
            allow_comments: Vec::new(),
            named: Vec::new(),
            formula_ids: BTreeMap::new(),
            image_captions: BTreeMap::new(),
            report: Report::default(),
        }
    }

    /// The draft, when all of the manuscript is read: closes what is still open.
    pub(in crate::reader) fn finish(mut self) -> Built {
        self.end_leaf();
        self.close_listing();
        self.close_elements();
        self.join_siblings();
        self.settle_anchors();
        self.settle_comments();
        self.draft.notes.sort_by_key(|note| note.id);
        let is_named = |id| self.called.contains(id) || self.repeated.contains(id);
        for note in self.draft.notes.iter().filter(|note| !is_named(&note.id)) {
            self.report.unused_note(note.span);
        }
        let foreign = std::mem::take(&mut self.report.foreign);
        let diagnostics = self.report.finish(&self.draft.allowances.iter().cloned().collect());
        Built { draft: Warned { value: self.draft, diagnostics }, foreign }
    }

    /// Gives the language the blocks between headings.
    fn join_siblings(&mut self) {
        let nodes = std::mem::take(&mut self.draft.nodes);
        let mut run = Vec::new();
        for node in nodes {
            match node {
                Node::Block(block) => run.push(block),
                heading => {
                    self.push_siblings(std::mem::take(&mut run));
                    self.draft.nodes.push(heading);
                }
            }
        }
        self.push_siblings(run);
    }

    fn push_siblings(&mut self, blocks: Vec<Block>) {
        let blocks = self.conventions.siblings(blocks, &mut self.named);
        self.draft.nodes.extend(blocks.into_iter().map(Node::Block));
    }

    /// Sorts the anchors. Those of blocks that did not come about, of a division without content or
    /// of a title, go to the next block that did, else to the last.
    fn settle_anchors(&mut self) {
        let file = self.file;
        let named = std::mem::take(&mut self.named).into_iter();
        let named = named.map(|(id, block)| (id, block, Span::new(file, 0..0)));
        self.draft.anchors.extend(named);
        if self.draft.anchors.is_empty() {
            return;
        }
        let there = block_ids(&self.draft);
        let Some(last) = there.last().copied() else { return self.draft.anchors.clear() };
        for (_, block, _) in &mut self.draft.anchors {
            let next = there.partition_point(|id| id < block);
            *block = there.get(next).copied().unwrap_or(last);
        }
        self.draft.anchors.sort_by_key(|(_, block, _)| *block);
    }

    /// Places a block that is complete.
    pub(in crate::reader) fn push_block(&mut self, kind: BlockKind, range: Range<usize>) {
        if range.start < self.hidden_to {
            return;
        }
        let (id, span) = (self.next_id(), self.span(range));
        self.place(Block { id, span, kind });
    }

    /// Puts a block into the innermost container, or on the top level.
    pub(super) fn place(&mut self, block: Block) {
        match self.containers.blocks() {
            Some(blocks) => blocks.push(block),
            None => self.draft.nodes.push(Node::Block(block)),
        }
        self.close_lone();
    }

    /// The block that has been placed last, if no heading has.
    pub(super) fn last_placed(&mut self) -> Option<&mut Block> {
        match self.containers.blocks() {
            Some(blocks) => blocks.last_mut(),
            None => match self.draft.nodes.last_mut() {
                Some(Node::Block(block)) => Some(block),
                _ => None,
            },
        }
    }

    /// The id that the next block will have.
    pub(super) fn next_block_id(&self) -> BlockId {
        BlockId { file: self.file, index: self.next_block }
    }

    /// An id for a block.
    pub(super) fn next_id(&mut self) -> BlockId {
        let id = self.next_block_id();
        self.next_block += 1;
        id
    }

    /// Notes the id of the block that comes next, or that is being read.
    pub(in crate::reader) fn anchor(&mut self, id: Option<&str>, range: Range<usize>) {
        let Some(id) = id.filter(|id| !id.trim().is_empty()) else { return };
        let id = self.clean(id, range.clone());
        let (block, span) = (self.next_block_id(), self.span(range));
        self.draft.anchors.push((id, block, span));
    }

    /// What follows belongs to another part of the book.
    pub(in crate::reader) fn matter(&mut self, matter: Matter) {
        self.draft.matters.push((self.next_block_id(), matter));
    }

    /// Notes the id of an element among words. Where words stand before it, it names a place among them,
    /// else the block that they begin.
    pub(in crate::reader) fn anchor_among_words(&mut self, id: Option<&str>, range: Range<usize>) {
        let Some(id) = id.filter(|id| !id.trim().is_empty()) else { return };
        self.anchor(Some(id), range.clone());
        let id = self.clean(id, range.clone());
        if let Some(inlines) = self.inlines().filter(|inlines| !inlines.is_blank()) {
            inlines.anchor(id, range);
        }
    }

    /// Notes the id of the block that stands above, where there is one.
    pub(in crate::reader) fn anchor_above(&mut self, id: &str, range: Range<usize>) {
        let above = match self.containers.blocks() {
            Some(blocks) => blocks.last().map(|block| block.id),
            None => self.draft.nodes.last().map(|node| match node {
                Node::Heading { id, .. } => *id,
                Node::Block(block) => block.id,
            }),
        };
        let Some(block) = above else { return self.anchor(Some(id), range) };
        let (id, span) = (self.clean(id, range.clone()), self.span(range));
        self.draft.anchors.push((id, block, span));
    }

    /// Notes the id of a part of the innermost container.
    pub(in crate::reader) fn name_part(&mut self, id: String, tag: &Range<usize>) {
        let within = match self.containers.innermost() {
            Some(Kind::Definitions(_)) | None => None,
            Some(_) => self.containers.innermost_id(),
        };
        let (block, span) = (within.unwrap_or_else(|| self.next_block_id()), self.span(tag.clone()));
        self.draft.anchors.push((id, block, span));
    }

    /// Notes the id of a formula that begins at `start` and will be a block of its own.
    pub(in crate::reader) fn name_formula(&mut self, start: usize, id: String) {
        self.formula_ids.entry(start).or_default().push(id);
    }

    /// Notes the caption of an image that begins at `start`, should that be a block of its own.
    pub(in crate::reader) fn caption_image(&mut self, start: usize, words: Vec<Inline>) {
        self.image_captions.insert(start, words);
    }

    /// Whether a caption is noted for an image that begins at `start`.
    pub(in crate::reader) fn is_captioned(&self, start: usize) -> bool {
        self.image_captions.contains_key(&start)
    }

    /// Whether the words that are being read stand in an item without being a paragraph of it.
    pub(in crate::reader) fn is_in_tight_item(&self) -> bool {
        self.containers.is_tight_item()
    }

    /// Notes what formulas are to know that stand behind it.
    pub(in crate::reader) fn define(&mut self, written: &str, range: Range<usize>) {
        let definition = (self.clean(written, range.clone()), self.span(range));
        self.draft.definitions.push(definition);
    }

    /// The note at a place in the order of the file's notes, which is called here.
    pub(in crate::reader) fn call(&mut self, index: u32) -> NoteId {
        let id = NoteId { file: self.file, index };
        self.called.insert(id);
        id
    }

    /// The note that is opened next.
    pub(super) fn next_note_id(&self) -> NoteId {
        NoteId { file: self.file, index: self.next_note }
    }

    /// Says that the note that is opened next has the label of another, of whose place in the order of the file's
    /// notes `first` tells.
    pub(in crate::reader) fn expect_note(&mut self, label: &str, first: u32, span: Span) {
        let id = self.next_note_id();
        if first != id.index {
            self.repeated.insert(id);
            self.report.repeated_note(label, span);
        }
    }

    /// A note that stands where it is called.
    pub(in crate::reader) fn add_note(&mut self, content: Vec<Inline>, span: Span) -> NoteId {
        // Behind all that have a label: no file of four gigabytes holds so many.
        let index = (1 << 31) + self.inline_notes;
        self.inline_notes += 1;
        let block = Block { id: self.next_id(), span, kind: BlockKind::Paragraph(content) };
        let id = self.call(index);
        self.draft.notes.push(Note { id, span, number: 0, blocks: vec![block] });
        id
    }

    /// Where an image lies that the manuscript names.
    pub(in crate::reader) fn image_path(&mut self, written: &str, range: Range<usize>) -> String {
        path::resolve(&self.clean(written, range), &self.source.path)
    }

    /// `text` without the characters that neither edition may carry.
    pub(in crate::reader) fn clean(&mut self, text: &str, range: Range<usize>) -> String {
        let span = self.span(range);
        self.report.clean(text, span).into_owned()
    }

    /// The place of a range of the manuscript.
    pub(in crate::reader) fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, self.within(range))
    }

    /// The range moved onto characters of the source. A parser's ranges are; those that are
    /// reckoned from a part's start need not be where the parser changed the text.
    pub(in crate::reader) fn within(&self, range: Range<usize>) -> Range<usize> {
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

/// The ids of all blocks and headings of a draft, sorted.
fn block_ids(draft: &Draft) -> Vec<BlockId> {
    let mut ids = Vec::new();
    let mut open: Vec<&Block> = draft.notes.iter().flat_map(|note| &note.blocks).collect();
    for node in &draft.nodes {
        match node {
            Node::Heading { id, .. } => ids.push(*id),
            Node::Block(block) => open.push(block),
        }
    }
    while let Some(block) = open.pop() {
        ids.push(block.id);
        open.extend(content::children(block));
    }
    ids.sort_unstable();
    ids
}
