//! Listings, and what is said of a float besides its content.

use super::attributes::Attributes;
use super::builder::Builder;
use super::float::kind_of;
use super::leaf::OpenListing;
use crate::document::{Block, BlockKind, Float, FloatKind, Inline, Listing, Numbered};
use crate::reader::foreign::Foreign;
use std::ops::Range;

impl Builder<'_> {
    /// Opens a listing, which ends at its own end alone.
    pub(in crate::reader) fn open_listing(&mut self, language: Option<String>, start: usize) {
        self.end_implicit();
        // Listings do not nest; what one that was never closed holds is not lost.
        self.close_listing();
        self.listing = Some(OpenListing { start, language, text: String::new() });
    }

    /// Whether a listing is open.
    pub(in crate::reader) fn has_open_listing(&self) -> bool {
        self.listing.is_some()
    }

    /// Says what language the open listing is in, unless it is said already.
    pub(in crate::reader) fn name_listing(&mut self, language: Option<String>) {
        if let Some(open) = &mut self.listing {
            open.language = open.language.take().or(language);
        }
    }

    /// Places the open listing, if there is one.
    pub(in crate::reader) fn close_listing(&mut self) {
        let Some(open) = self.listing.take() else { return };
        let text = open.text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end_matches('\n').to_owned();
        let range = open.start..open.start;
        let listing = Listing { language: open.language, text, ..Listing::default() };
        self.push_block(BlockKind::Code(listing), range);
    }

    /// Text of an element: of a listing, if one is open. White space alone opens no block.
    pub(in crate::reader) fn element_text(&mut self, text: &str, range: Range<usize>) {
        let text = self.clean(text, range.clone());
        if let Some(open) = &mut self.listing {
            open.text.push_str(&text);
        } else if self.leaf.is_some() || !text.trim().is_empty() {
            self.open_words(&range).text(&text, range);
        }
    }

    /// A listing, within a float where its attributes give it a caption.
    pub(in crate::reader) fn push_listing(
        &mut self,
        listing: Listing,
        attributes: &Attributes,
        range: Range<usize>,
    ) {
        let float = Float { kind: FloatKind::Listing, ..Float::default() };
        self.push_listing_in(float, listing, attributes, range);
    }

    /// The same within a float of which something is known before.
    pub(in crate::reader) fn push_listing_in(
        &mut self,
        mut float: Float,
        listing: Listing,
        attributes: &Attributes,
        range: Range<usize>,
    ) {
        self.anchor(attributes.id.as_deref(), range.clone());
        self.caption_from(&mut float, attributes, &range);
        let is_bare = float.caption.is_empty() && float.title.is_empty();
        if is_bare && float.numbered != Numbered::Always {
            return self.push_block(BlockKind::Code(listing), range);
        }
        let code =
            Block { id: self.next_id(), span: self.span(range.clone()), kind: BlockKind::Code(listing) };
        self.push_block(BlockKind::Float(Float { blocks: vec![code], ..float }), range);
    }

    /// Does what is said of the block that has been placed last: an image is described, and a caption makes
    /// a float of an image or of a table.
    pub(in crate::reader) fn describe_last(&mut self, attributes: &Attributes, range: Range<usize>) {
        let mut float = Float::default();
        self.caption_from(&mut float, attributes, &range);
        let id = self.next_id();
        let mut left_out = None;
        let Some(block) = self.last_placed() else { return };
        match &mut block.kind {
            BlockKind::Image(image) => attributes.describe(image),
            // Its own words are a caption already.
            BlockKind::Float(of_image) => {
                if let [Block { kind: BlockKind::Image(image), .. }] = of_image.blocks.as_mut_slice() {
                    let says_both = attributes.value("alt").is_some() && !float.caption.is_empty();
                    left_out = says_both.then(|| (image.alt.clone(), block.span));
                    attributes.describe(image);
                    if !float.caption.is_empty() {
                        of_image.caption = std::mem::take(&mut float.caption);
                    }
                }
            }
            _ => {}
        }
        let takes_caption = block.kind.is_image() || matches!(block.kind, BlockKind::Table(_));
        if takes_caption && !float.caption.is_empty() {
            let captioned = block.clone();
            float.kind = kind_of(&captioned);
            float.blocks = vec![captioned];
            block.id = id;
            block.kind = BlockKind::Float(float);
        }
        if let Some((words, span)) = left_out {
            self.report.foreign(Foreign::ImageWords, &words, span);
        }
    }

    /// What attributes say of a float: its caption and the name of its file.
    pub(in crate::reader) fn caption_from(
        &mut self,
        float: &mut Float,
        attributes: &Attributes,
        range: &Range<usize>,
    ) {
        if let Some(caption) = attributes.value("caption").or(attributes.value("title")) {
            float.caption = self.value(caption, range);
        }
        if let Some(name) = attributes.value("file-name").or(attributes.value("filename")) {
            float.title = self.value(name, range);
        }
        float.number = attributes.value("number").filter(|number| !number.is_empty()).map(str::to_owned);
        if attributes.has_class(&["unnumbered"]) {
            float.numbered = Numbered::Never;
        }
    }

    fn value(&mut self, value: &str, range: &Range<usize>) -> Vec<Inline> {
        let conventions = self.conventions;
        conventions.value(value, range, self)
    }
}
