//! Words: the leaf that holds them, and what stands among them.

use super::builder::Builder;
use super::inline::{self, Inlines, Wrapper};
use super::leaf::{Leaf, Role};
use crate::document::Inline;
use std::ops::Range;

impl Builder<'_> {
    /// Opens a paragraph that the driver announces and ends.
    pub(in crate::reader) fn open_paragraph(&mut self, range: Range<usize>) {
        self.containers.paragraph();
        self.open_leaf(Role::Paragraph, range);
    }

    /// Opens a block that holds words and that the driver ends.
    pub(in crate::reader) fn open_leaf(&mut self, role: Role, range: Range<usize>) {
        let inlines = Inlines::new(self.file);
        self.leaf = Some(Leaf { range, inlines, role, open_ended: false });
    }

    /// Opens a block that holds words for an element: it ends at its end or where the next block
    /// begins.
    pub(in crate::reader) fn open_element_leaf(
        &mut self,
        role: Role,
        lang: Option<String>,
        range: Range<usize>,
    ) {
        self.end_implicit();
        let mut inlines = Inlines::new(self.file);
        inlines.lang = lang;
        self.leaf = Some(Leaf { range, inlines, role, open_ended: true });
    }

    /// The inlines that are being read; where no block is open, a paragraph is opened for them.
    pub(in crate::reader) fn open_words(&mut self, range: &Range<usize>) -> &mut Inlines {
        let file = self.file;
        let leaf = self.leaf.get_or_insert_with(|| Leaf::unannounced(range.clone(), Inlines::new(file)));
        if leaf.open_ended {
            leaf.range.end = leaf.range.end.max(range.end);
        }
        &mut leaf.inlines
    }

    /// The inlines that are being read, if any.
    pub(in crate::reader) fn inlines(&mut self) -> Option<&mut Inlines> {
        self.leaf.as_mut().map(|leaf| &mut leaf.inlines)
    }

    /// Whether the words that are being read are a caption.
    pub(in crate::reader) fn is_in_caption(&self) -> bool {
        matches!(self.leaf, Some(Leaf { role: Role::Caption, .. }))
    }

    /// Opens a level of inlines that the driver closes.
    pub(in crate::reader) fn open_inline(&mut self, wrapper: Wrapper, range: Range<usize>) {
        let opened = self.open_words(&range).open(wrapper, range.start);
        if !opened {
            let span = self.span(range);
            self.report.too_deep(inline::LEVELS, span);
        }
    }

    /// Closes the innermost level of inlines that the driver closes.
    pub(in crate::reader) fn close_inline(&mut self, end: usize) {
        if let Some(inlines) = self.inlines() {
            inlines.close(end);
        }
    }

    /// Reads words that stand apart from the block that is open.
    pub(in crate::reader) fn words_apart(
        &mut self,
        range: &Range<usize>,
        read: impl FnOnce(&mut Self),
    ) -> Vec<Inline> {
        let apart = Leaf::unannounced(range.clone(), Inlines::new(self.file));
        let outer = self.leaf.replace(apart);
        read(self);
        let apart = std::mem::replace(&mut self.leaf, outer);
        apart.map_or_else(Vec::new, |leaf| leaf.inlines.finish())
    }
}
