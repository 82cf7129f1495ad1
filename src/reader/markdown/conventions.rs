//! What Markdown makes of words and blocks that are built: conventions of text, beyond its markup.

use super::dialect::{Dialect, parser};
use super::events::{Events, Markdown};
use super::{attributes, autolinks, caption, note, scripts};
use crate::document::{Block, Inline};
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
            attributes::attach(&mut content, build);
            content = scripts::raise_and_lower(content);
        }
        match self.options.dialect {
            Dialect::CommonMark => content,
            Dialect::Gfm | Dialect::Bifolio => autolinks::link_addresses(content),
        }
    }

    /// A value is Markdown in itself.
    fn value(&self, value: &str, range: &Range<usize>, build: &mut Builder<'_>) -> Vec<Inline> {
        let events = parser(value, self.options.dialect);
        build.words_apart(range, |build| Events::new(build, self, 0).inlines(events, range))
    }

    fn siblings(&self, blocks: Vec<Block>, named: &mut Vec<Named>) -> Vec<Block> {
        match self.options.has_ours() {
            true => caption::join(blocks, named),
            false => blocks,
        }
    }
}
