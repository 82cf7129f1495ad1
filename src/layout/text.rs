//! Inlines flattened to one ordered list of text, breaks, images, formulas and marks, each with its
//! style. Whoever goes through a paragraph goes through this list; there is nothing beside it that
//! would have to be merged in by offsets.

mod ruby;

pub use ruby::{Ruby, has_tall};

use crate::document::{
    BlockId, Digits, Direction, Formula, ImageRef, Inline, InlineKind, Meaning, Note, NoteId, Style, Target,
    text,
};
use crate::layout::bidi::Isolate;
use crate::layout::language::Languages;
use crate::layout::page::End;
use crate::layout::style::TextStyle;
use crate::resource::Images;
use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

/// What flattening looks things up in.
#[derive(Clone, Copy)]
pub struct Lookup<'a> {
    pub notes: &'a BTreeMap<NoteId, &'a Note>,
    pub images: &'a Images,
    pub anchors: &'a BTreeMap<String, BlockId>,
    pub languages: &'a Languages,
    pub digits: Digits,
}

/// A paragraph's text, flattened.
#[derive(Clone, Debug, Hash)]
pub struct StyledText<'a> {
    /// The style of the paragraph, which an empty one has too.
    pub base: TextStyle,
    /// The text of all segments, which is exactly the block's `text::plain_text`. Places where a
    /// line may end are looked for in it, since they depend on what is on both sides.
    pub text: String,
    /// In reading order.
    pub segments: Vec<Segment<'a>>,
    pub links: Vec<Link>,
    /// What has an annotation above it, in the order of its beginning.
    pub rubies: Vec<Ruby>,
    /// What runs a way of its own, in the order of its beginning.
    pub isolates: Vec<Isolate>,
    /// The ruby that text is being added to, and how many are open.
    ruby: Option<u32>,
    depth: u32,
    /// The element and the link that text is being added to, and how many elements there are.
    element: u32,
    link: Option<u32>,
    elements: u32,
}

/// A link of a paragraph; segments name it by its index.
#[derive(Clone, Debug, Hash)]
pub struct Link {
    /// All of its text.
    pub range: Range<usize>,
    /// Where it leads, which all its areas share.
    pub end: Arc<End>,
}

/// A stretch of text in one style, or a thing among text.
#[derive(Clone, Debug, Hash)]
pub struct Segment<'a> {
    pub kind: SegmentKind<'a>,
    /// Its own text, in bytes of `StyledText::text`: segments cover that without gaps. A mark has
    /// none; it stands between what is before it and what comes after it.
    pub range: Range<usize>,
    pub style: TextStyle,
    /// Which link, or words of another language, the segment lies in, 0 for none. The PDF's
    /// structure holds each of them by itself, so that no run may belong to two.
    pub element: u32,
    /// The link that it lies in, by its index.
    pub link: Option<u32>,
    /// The words with an annotation that it lies in, by their index; of nested ones the outermost.
    pub ruby: Option<u32>,
}

#[derive(Clone, Debug, Hash)]
pub enum SegmentKind<'a> {
    Text,
    /// A hard break.
    Break,
    /// An image among words, in the place of its `text::OBJECT`.
    Image(&'a ImageRef),
    /// A formula that could be read, in the place of its `text::OBJECT`.
    Formula(&'a Formula),
    Mark(Mark),
}

/// What is set among words and is no text of the block.
#[derive(Clone, Debug, Hash)]
pub enum Mark {
    /// A number before a heading, what an image that is missing would have shown.
    Words(String),
    /// The number that calls a note.
    Call { number: String, note: NoteId },
    /// Words, and behind them the number of the page on which something stands, which is no wider than the digits
    /// of `room`.
    PageOf { words: String, room: String, block: BlockId },
    /// What is said of the words from `start` on, which lie within `depth` others that are annotated;
    /// `above` is its style where it stands above them.
    Annotation { words: String, start: usize, depth: u32, ruby: usize, above: TextStyle },
}

/// The number of a page within a paragraph has room for three figures. A slot of fixed width, since a
/// number that moved a line might move the page that it names.
const FOLIO_ROOM: &str = "000";

impl SegmentKind<'_> {
    /// The words and the look of an annotation that stands above what it annotates.
    pub fn annotation(&self) -> Option<(&str, TextStyle)> {
        match self {
            SegmentKind::Mark(Mark::Annotation { words, above, .. }) => Some((words, *above)),
            _ => None,
        }
    }

    /// What is set here and is no text of the block.
    pub fn mark(&self) -> Option<&Mark> {
        match self {
            SegmentKind::Mark(mark) => Some(mark),
            _ => None,
        }
    }
}

impl Mark {
    pub fn words(&self) -> &str {
        match self {
            Mark::Words(words) | Mark::PageOf { words, .. } | Mark::Annotation { words, .. } => words,
            Mark::Call { number, .. } => number,
        }
    }
}

impl<'a> StyledText<'a> {
    /// Whether it is nothing but an image that is a link.
    pub fn is_linked_image(&self) -> bool {
        !self.links.is_empty()
            && matches!(self.segments.as_slice(), [only] if matches!(only.kind, SegmentKind::Image(_)))
    }

    /// Flattens inlines whose plain style is `style`.
    pub fn new(inlines: &'a [Inline], style: TextStyle, lookup: Lookup<'a>) -> StyledText<'a> {
        let mut text = StyledText::empty(style);
        text.push(inlines, style, lookup);
        text
    }

    /// Text in one style, without inlines.
    pub fn plain(text: &str, style: TextStyle) -> StyledText<'a> {
        let mut styled = StyledText::empty(style);
        styled.push_text(text, style);
        styled
    }

    /// No text yet.
    pub fn empty(base: TextStyle) -> StyledText<'a> {
        StyledText {
            base,
            text: String::new(),
            segments: vec![],
            links: vec![],
            rubies: vec![],
            isolates: vec![],
            ruby: None,
            depth: 0,
            element: 0,
            link: None,
            elements: 0,
        }
    }

    /// Adds inlines at the end.
    pub fn push(&mut self, inlines: &'a [Inline], style: TextStyle, lookup: Lookup<'a>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.push_text(text, style),
                InlineKind::Code(code) => self.isolated(false, |text| text.push_text(code, style.code())),
                InlineKind::Styled(Style::Language(tag), inner) => {
                    let style = TextStyle { lang: lookup.languages.id(tag), ..style };
                    let from_right = Direction::of(tag) == Direction::RightToLeft;
                    self.isolated(from_right, |text| {
                        text.in_element(|text| text.push(inner, style, lookup));
                    });
                }
                InlineKind::Styled(Style::Direction(direction), inner) => {
                    let from_right = *direction == Direction::RightToLeft;
                    self.isolated(from_right, |text| text.push(inner, style, lookup));
                }
                InlineKind::Styled(Style::Ruby(annotation), inner) => {
                    self.push_ruby(annotation, inner, style, lookup);
                }
                // Its words are an element that says what they are short for, or that they are of print alone.
                InlineKind::Styled(
                    Style::Meaning(Meaning::Abbreviation(Some(_))) | Style::Address,
                    inner,
                ) => {
                    self.in_element(|text| text.push(inner, style, lookup));
                }
                InlineKind::Styled(markup, inner) => self.push(inner, style.marked(markup), lookup),
                InlineKind::Link { target, title, content } => {
                    let end = End::Target(target.clone(), title.clone());
                    self.push_link(end, content, style, lookup);
                }
                InlineKind::Image(image) => self.push_image(image, style, lookup),
                InlineKind::Math(formula) => self.push_formula(formula, style),
                InlineKind::LineBreak => self.push_text("\n", style),
                InlineKind::NoteMark(note) => {
                    let number = lookup.notes.get(note).map_or(0, |note| note.number);
                    let number = lookup.digits.written(number);
                    self.push_mark(Mark::Call { number, note: *note }, style.superior());
                }
                InlineKind::PageNumber { target, word } => {
                    self.push_page_number(target, word, style, lookup);
                }
            }
        }
    }

    /// What `push` adds runs a way of its own.
    fn isolated(&mut self, from_right: bool, push: impl FnOnce(&mut Self)) {
        let (index, start) = (self.isolates.len(), self.text.len());
        self.isolates.push(Isolate { range: start..start, from_right });
        push(self);
        self.isolates[index].range.end = self.text.len();
    }

    /// What `push` adds is an element of its own.
    fn in_element(&mut self, push: impl FnOnce(&mut Self)) {
        self.elements += 1;
        let outer = std::mem::replace(&mut self.element, self.elements);
        push(self);
        self.element = outer;
    }

    /// A link; one that leads nowhere, or lies within another, is its content alone, as in the EPUB.
    fn push_link(&mut self, end: End, content: &'a [Inline], style: TextStyle, lookup: Lookup<'a>) {
        let leads = !matches!(end, End::Target(Target::Nowhere | Target::Written(_), _));
        if self.link.is_some() || !leads {
            return self.push(content, style, lookup);
        }
        let (index, start) = (self.links.len(), self.text.len());
        self.links.push(Link { range: start..start, end: Arc::new(end) });
        self.link = Some(index as u32);
        self.in_element(|text| text.push(content, style, lookup));
        self.link = None;
        self.links[index].range.end = self.text.len();
    }

    /// An image; of one that could not be read, the alternative text stands behind it.
    fn push_image(&mut self, image: &'a ImageRef, style: TextStyle, lookup: Lookup<'a>) {
        self.push_object(SegmentKind::Image(image), style);
        if lookup.images.get(&image.path).is_none() {
            for word in image.alt.split_whitespace() {
                self.push_mark(Mark::Words(word.into()), style.slanted());
            }
        }
    }

    /// ", page 12", the number of which `bind` fills in.
    fn push_page_number(&mut self, target: &Target, word: &str, style: TextStyle, lookup: Lookup<'a>) {
        let Target::Inside(anchor) = target else { return };
        let Some(&block) = lookup.anchors.get(anchor) else { return };
        self.push_mark(Mark::Words(",".to_owned()), style);
        let room = lookup.digits.written(FOLIO_ROOM);
        self.push_mark(Mark::PageOf { words: format!("{word}\u{a0}"), room, block }, style);
    }

    /// A formula; one that could not be read as it is written.
    fn push_formula(&mut self, formula: &'a Formula, style: TextStyle) {
        if formula.tree.is_some() {
            self.push_object(SegmentKind::Formula(formula), style);
        } else {
            self.in_element(|text| text.push_text(&formula.source, style.code()));
        }
    }

    fn push_object(&mut self, kind: SegmentKind<'a>, style: TextStyle) {
        self.push_segment(kind, text::OBJECT.encode_utf8(&mut [0; 4]), style);
    }

    /// Sets something at the end that is no text of the block. The structure gives it to the whole
    /// run of inlines, so that it lies in no element.
    pub fn push_mark(&mut self, mark: Mark, style: TextStyle) {
        let outer = (std::mem::take(&mut self.element), self.link.take());
        self.push_segment(SegmentKind::Mark(mark), "", style);
        (self.element, self.link) = outer;
    }

    /// Adds text in one style at the end; its line ends are hard breaks.
    pub fn push_text(&mut self, text: &str, style: TextStyle) {
        for (index, line) in text.split('\n').enumerate() {
            if index > 0 {
                self.push_segment(SegmentKind::Break, "\n", style);
            }
            self.push_run(line, style);
        }
    }

    /// Text without line ends; it joins the segment before where that is alike.
    fn push_run(&mut self, text: &str, style: TextStyle) {
        if text.is_empty() {
            return;
        }
        let (element, link, ruby) = (self.element, self.link, self.ruby);
        if let Some(last) = self.segments.last_mut()
            && matches!(last.kind, SegmentKind::Text)
            && (last.style, last.element, last.link, last.ruby) == (style, element, link, ruby)
        {
            self.text.push_str(text);
            last.range.end = self.text.len();
        } else {
            self.push_segment(SegmentKind::Text, text, style);
        }
    }

    fn push_segment(&mut self, kind: SegmentKind<'a>, text: &str, style: TextStyle) {
        let start = self.text.len();
        self.text.push_str(text);
        let (element, link, ruby) = (self.element, self.link, self.ruby);
        self.segments.push(Segment { kind, range: start..self.text.len(), style, element, link, ruby });
    }
}
