//! Inlines flattened: one string, which is exactly the block's `content::plain_text`, with styles
//! and links over ranges of it.

use crate::document::{BlockId, Formula, ImageRef, Inline, InlineKind, Note, NoteId, Style, Target, content};
use crate::layout::style::TextStyle;
use crate::resource::Images;
use std::collections::BTreeMap;
use std::ops::Range;

/// What flattening looks things up in.
#[derive(Clone, Copy)]
pub struct Book<'a> {
    pub notes: &'a BTreeMap<NoteId, &'a Note>,
    pub images: &'a Images,
    pub anchors: &'a BTreeMap<String, BlockId>,
}

/// A paragraph's text with what lies over it. Offsets are bytes of `text`.
#[derive(Clone, Debug)]
pub struct StyledText<'a> {
    /// The style of the paragraph, which an empty one has too.
    pub base: TextStyle,
    pub text: String,
    /// Cover `text` without gaps, in order.
    pub spans: Vec<StyleSpan>,
    pub links: Vec<(Range<usize>, &'a Target)>,
    /// What is set at an offset without being text of the block, in order.
    pub marks: Vec<Mark>,
    /// Images among words, each at its `content::OBJECT`.
    pub images: Vec<(usize, &'a ImageRef)>,
    /// Formulas that could be read, each at its `content::OBJECT`.
    pub formulas: Vec<(usize, &'a Formula)>,
    /// The element that text is being added to, and how many there are.
    element: u32,
    elements: u32,
}

/// Something that stands between two characters and in no text.
#[derive(Clone, Debug)]
pub struct Mark {
    pub offset: usize,
    pub text: String,
    pub style: TextStyle,
    /// The note that the mark calls.
    pub calls: Option<NoteId>,
    /// What stands on the page whose number follows the mark.
    pub page_of: Option<BlockId>,
}

impl Mark {
    fn new(offset: usize, text: String, style: TextStyle) -> Mark {
        Mark { offset, text, style, calls: None, page_of: None }
    }
}

#[derive(Clone, Debug)]
pub struct StyleSpan {
    pub range: Range<usize>,
    pub style: TextStyle,
    /// Which link, or words of another language, the text lies in, 0 for none. The PDF's
    /// structure holds each of them by itself, so that no run may belong to two.
    pub element: u32,
}

impl<'a> StyledText<'a> {
    /// Flattens inlines whose plain style is `style`.
    pub fn new(inlines: &'a [Inline], style: TextStyle, book: Book<'a>) -> StyledText<'a> {
        let mut text = StyledText::empty(style);
        text.push(inlines, style, book);
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
            spans: vec![],
            links: vec![],
            marks: vec![],
            images: vec![],
            formulas: vec![],
            element: 0,
            elements: 0,
        }
    }

    /// Adds inlines at the end.
    pub fn push(&mut self, inlines: &'a [Inline], style: TextStyle, book: Book<'a>) {
        for inline in inlines {
            match &inline.kind {
                InlineKind::Text(text) => self.push_text(text, style),
                InlineKind::Code(text) => self.push_text(text, style.code()),
                InlineKind::Styled(markup @ Style::Language(_), inner) => {
                    self.in_element(|text| text.push(inner, style.marked(markup), book));
                }
                InlineKind::Styled(markup, inner) => self.push(inner, style.marked(markup), book),
                InlineKind::Link { target, content, .. } => {
                    let start = self.text.len();
                    self.in_element(|text| text.push(content, style, book));
                    self.links.push((start..self.text.len(), target));
                }
                InlineKind::Image(image) => {
                    self.push_image(image, style, book);
                }
                InlineKind::Math(formula) => self.push_formula(formula, style),
                InlineKind::LineBreak => self.push_text("\n", style),
                InlineKind::NoteMark(id) => {
                    let number = book.notes.get(id).map_or(0, |note| note.number);
                    let (offset, style) = (self.text.len(), style.superior());
                    self.marks
                        .push(Mark { calls: Some(*id), ..Mark::new(offset, number.to_string(), style) });
                }
                InlineKind::PageNumber { target, word } => self.push_page_number(target, word, style, book),
            }
        }
    }

    /// What `push` adds is an element of its own.
    fn in_element(&mut self, push: impl FnOnce(&mut Self)) {
        self.elements += 1;
        let outer = std::mem::replace(&mut self.element, self.elements);
        push(self);
        self.element = outer;
    }

    /// An image; of one that could not be read, the alternative text stands behind it.
    fn push_image(&mut self, image: &'a ImageRef, style: TextStyle, book: Book<'a>) {
        self.images.push((self.text.len(), image));
        self.push_text(content::OBJECT.encode_utf8(&mut [0; 4]), style);
        if book.images.get(&image.path).is_none() {
            for word in image.alt.split_whitespace() {
                self.push_mark(word.into(), style.emphasised());
            }
        }
    }

    /// ", page 12", the number of which `bind` fills in.
    fn push_page_number(&mut self, target: &Target, word: &str, style: TextStyle, book: Book<'a>) {
        let Target::Inside(anchor) = target else { return };
        let Some(&block) = book.anchors.get(anchor) else { return };
        self.push_mark(",".to_owned(), style);
        let mark = Mark::new(self.text.len(), format!("{word}\u{a0}"), style);
        self.marks.push(Mark { page_of: Some(block), ..mark });
    }

    /// A formula; one that could not be read as it is written.
    fn push_formula(&mut self, formula: &'a Formula, style: TextStyle) {
        if formula.tree.is_some() {
            self.formulas.push((self.text.len(), formula));
            self.push_text(content::OBJECT.encode_utf8(&mut [0; 4]), style);
        } else {
            self.in_element(|text| text.push_text(&formula.source, style.code()));
        }
    }

    /// Sets something at the end that is no text of the block.
    pub fn push_mark(&mut self, text: String, style: TextStyle) {
        self.marks.push(Mark::new(self.text.len(), text, style));
    }

    /// The style of the text at an offset; past the end, of the last text.
    pub fn style_at(&self, offset: usize) -> TextStyle {
        self.span_at(offset).map_or(self.base, |span| span.style)
    }

    /// The element that the text at an offset lies in; past the end, the last one.
    pub fn element_at(&self, offset: usize) -> u32 {
        self.span_at(offset).map_or(0, |span| span.element)
    }

    fn span_at(&self, offset: usize) -> Option<&StyleSpan> {
        let index = self.spans.partition_point(|span| span.range.end <= offset);
        self.spans.get(index).or(self.spans.last())
    }

    /// Where the style at an offset ends.
    pub fn span_end(&self, offset: usize) -> Option<usize> {
        let index = self.spans.partition_point(|span| span.range.end <= offset);
        self.spans.get(index).map(|span| span.range.end)
    }

    /// Adds text in one style at the end.
    pub fn push_text(&mut self, text: &str, style: TextStyle) {
        if text.is_empty() {
            return;
        }
        let start = self.text.len();
        self.text.push_str(text);
        let range = start..self.text.len();
        let element = self.element;
        match self.spans.last_mut() {
            Some(span) if span.style == style && span.element == element => span.range.end = range.end,
            _ => self.spans.push(StyleSpan { range, style, element }),
        }
    }
}
