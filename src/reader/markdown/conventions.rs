//! What Markdown makes of words and blocks that are built: conventions of text, beyond its markup.

use super::dialect::{Dialect, parser};
use super::events::{Events, Markdown};
use super::places::Places;
use super::{alternative, attributes, autolinks, bracketed, caption, marks, note, scripts, tex_reference};
use crate::document::{Block, Heading, Inline};
use crate::reader::build::{Builder, Conventions, Named};
use std::ops::Range;

impl Conventions for Markdown<'_> {
    fn has_verse(&self) -> bool {
        self.options.has_ours()
    }

    fn has_captions(&self) -> bool {
        self.options.has_ours()
    }

    /// Reports undefined notes; attributes, raised and lowered text and bare addresses are read.
    fn content(&self, mut content: Vec<Inline>, build: &mut Builder<'_>) -> Vec<Inline> {
        note::find_undefined(&content, self, build);
        if self.options.has_ours() {
            content = marks::read(content, self, build);
            content = tex_reference::read(content, &self.source.text, build);
            content = bracketed::read(content, &self.source.text, self.options.dialect, build);
            attributes::attach(&mut content, build);
            content = scripts::raise_and_lower(content);
            alternative::without_marks(&mut content);
        }
        match self.options.dialect {
            Dialect::CommonMark => content,
            _ => autolinks::link_addresses(content),
        }
    }

    fn heading(&self, mut heading: Heading, _build: &mut Builder<'_>) -> Heading {
        if self.options.has_ours() {
            attributes::take_from_heading(&mut heading);
        }
        heading
    }

    /// A value is Markdown in itself.
    fn value(&self, value: &str, range: &Range<usize>, build: &mut Builder<'_>) -> Vec<Inline> {
        let value = &marks::text_reference::expanded(value, &self.text_references);
        let events = parser(value, self.options.dialect).map(|event| (event, range.clone()));
        build.words_apart(range, |build| Events::new(build, self, Places::from(0)).inlines(events))
    }

    fn siblings(&self, blocks: Vec<Block>, named: &mut Vec<Named>) -> Vec<Block> {
        match self.options.has_ours() {
            true => caption::join(blocks, named),
            false => blocks,
        }
    }
}
