//! Words: the leaf that holds them, and what stands among them.

use super::builder::Builder;
use super::inline::{self, Inlines};
use super::leaf::{Leaf, NewPage, Role};
use super::level::Suspended;
use super::open_table::Inherited;
use super::report::Mention;
use super::wrapper::Wrapper;
use crate::document::{Inline, Style};
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
        self.leaf = Some(Leaf::new(role, range, inlines));
    }

    /// Ends the term that is open and opens the next one; `false` where none is, or where an element is open
    /// in it that goes on.
    pub(in crate::reader) fn next_term(&mut self, range: &Range<usize>) -> bool {
        let is_between = matches!(&self.leaf, Some(Leaf { role: Role::Term, inlines, .. })
            if inlines.levels.is_empty() && !inlines.is_blank());
        if is_between {
            self.end_leaf();
            self.open_leaf(Role::Term, range.end..range.end);
        }
        is_between
    }

    /// Opens a block that holds words for an element: it ends at its end or where the next block
    /// begins.
    pub(in crate::reader) fn open_element_leaf(&mut self, role: Role, said: Inherited, range: Range<usize>) {
        self.end_implicit();
        let mut inlines = Inlines::new(self.file);
        inlines.lang = said.lang.clone();
        inlines.hidden_to = self.hidden_to;
        inlines.resume(std::mem::take(&mut self.suspended), range.start);
        // What is no paragraph has no division around it that could say it.
        if let Some(direction) = said.direction.filter(|_| !matches!(role, Role::Paragraph)) {
            inlines.open(Wrapper::Styled(Style::Direction(direction)), range.start);
        }
        let said = Inherited { lang: None, ..said };
        self.leaf = Some(Leaf { open_ended: true, said, ..Leaf::new(role, range, inlines) });
    }

    /// The inlines that are being read; where no block is open, a paragraph is opened for them.
    pub(in crate::reader) fn open_words(&mut self, range: &Range<usize>) -> &mut Inlines {
        let (file, suspended) = (self.file, &mut self.suspended);
        let leaf = self.leaf.get_or_insert_with(|| {
            let mut inlines = Inlines::new(file);
            inlines.resume(std::mem::take(suspended), range.start);
            Leaf::unannounced(range.clone(), inlines)
        });
        if leaf.open_ended {
            leaf.range.end = leaf.range.end.max(range.end);
        }
        leaf.inlines.hidden_to = leaf.inlines.hidden_to.max(self.hidden_to);
        &mut leaf.inlines
    }

    /// Closes the innermost element of a name among words, open or to go on in the next block.
    pub(in crate::reader) fn close_inline_element(&mut self, name: &str, end: usize) {
        if !self.inlines().is_some_and(|inlines| inlines.close_element(name, end))
            && let Some(at) = self.suspended.iter().rposition(|level| level.element.as_deref() == Some(name))
        {
            self.suspended.remove(at);
        }
    }

    /// Parts the words that are being read where an element of block level stands among them: what is
    /// open goes on in what begins there, a paragraph or a heading. Where the words are neither, they are
    /// parted by a line's end, and it is `false`.
    pub(in crate::reader) fn part_words(&mut self, role: Role, range: &Range<usize>) -> bool {
        let Some(leaf) = &mut self.leaf else { return false };
        // A heading of Markdown holds its line.
        let is_of_element = leaf.open_ended || matches!(leaf.role, Role::Paragraph);
        let is_parted = is_of_element && matches!(leaf.role, Role::Paragraph | Role::Heading(..));
        if !(is_parted && leaf.inlines.can_suspend()) {
            leaf.inlines.new_line(range.clone());
            return false;
        }
        let suspended = leaf.inlines.suspend(self.containers.count());
        let mut inlines = Inlines::new(self.file);
        inlines.lang = leaf.inlines.lang.clone();
        inlines.hidden_to = leaf.inlines.hidden_to;
        inlines.resume(suspended, range.end);
        let rest = range.end..leaf.range.end.max(range.end);
        let open_ended = leaf.open_ended || matches!(role, Role::Heading(..));
        let next = Leaf { open_ended, said: leaf.said.clone(), ..Leaf::new(role, rest, inlines) };
        if let Some(mut before) = self.leaf.replace(next) {
            before.range.end = range.start.max(before.range.start);
            self.settle_leaf(before);
        }
        true
    }

    /// Whether the words that are being read are those of a heading.
    pub(in crate::reader) fn is_in_heading(&self) -> bool {
        matches!(&self.leaf, Some(Leaf { role: Role::Heading(..), open_ended: true, .. }))
    }

    /// Whether words stand in the block that is being read.
    pub(in crate::reader) fn has_words(&self) -> bool {
        self.leaf.as_ref().is_some_and(|leaf| !leaf.inlines.is_blank())
    }

    /// Leaves out all words from here on, until the element ends or the block that holds it.
    pub(in crate::reader) fn hide_words(&mut self, name: &str, range: Range<usize>) {
        let inlines = self.open_words(&range);
        inlines.hidden_to = usize::MAX;
        inlines.hidden_by = Some((name.to_owned(), range));
    }

    /// The element whose words are left out here.
    pub(in crate::reader) fn hidden_by(&self) -> Option<&str> {
        let (name, _) = self.leaf.as_ref()?.inlines.hidden_by.as_ref()?;
        Some(name)
    }

    /// Words are read again from here on.
    pub(in crate::reader) fn show_words(&mut self, end: usize) {
        if let Some(inlines) = self.inlines() {
            inlines.hidden_to = end;
            inlines.hidden_by = None;
        }
    }

    /// Leaves out all of the source from a place on to an ending; `false` where that does not come.
    pub(in crate::reader) fn hide_until(&mut self, ending: &'static str, from: usize) -> bool {
        // What was looked for once in vain is not looked for again.
        if self.without_end.contains(&ending) {
            return false;
        }
        let rest = self.source.text.as_bytes().get(from..).unwrap_or_default();
        let found =
            rest.windows(ending.len()).position(|bytes| bytes.eq_ignore_ascii_case(ending.as_bytes()));
        match found {
            Some(at) => self.hidden_to = self.hidden_to.max(from + at),
            None => self.without_end.push(ending),
        }
        found.is_some()
    }

    /// Whether one of these elements is open among words.
    pub(in crate::reader) fn is_in(&self, names: &[&str]) -> bool {
        let open =
            self.leaf.as_ref().is_some_and(|leaf| names.iter().any(|name| leaf.inlines.count_of(name) > 0));
        let suspended = || self.suspended.iter().filter_map(|level| level.element.as_deref());
        open || suspended().any(|name| names.contains(&name))
    }

    /// Whether words are being read for those who do not see what is embedded.
    pub(in crate::reader) fn is_in_embedded(&mut self) -> bool {
        self.inlines().is_some_and(|inlines| inlines.embedded().is_some())
    }

    /// Elements among words that a block ends in go on in the next one, or no more. A link that is
    /// not closed by then and holds nothing is none.
    pub(in crate::reader) fn keep_open(&mut self, keeps_open: bool) {
        self.keeps_open = keeps_open;
        for Suspended { wrapper, start, held_words, .. } in std::mem::take(&mut self.suspended) {
            if let Wrapper::Link { target, .. } = wrapper
                && !held_words
            {
                let span = self.span(start..start + 1);
                self.report.mention(Mention::Unlinked, &target, span);
            }
        }
    }

    /// Whether nothing stands yet in the item that is the innermost container.
    pub(in crate::reader) fn begins_item(&self) -> bool {
        let nothing = self.leaf.as_ref().is_none_or(|leaf| leaf.inlines.is_blank());
        nothing && self.containers.is_empty()
    }

    /// Has a new page begin behind the block that is being read.
    pub(in crate::reader) fn break_after_words(&mut self, page: NewPage) {
        if let Some(leaf) = &mut self.leaf {
            leaf.breaks_after = Some(page);
        }
    }

    /// The inlines that are being read, if any.
    pub(in crate::reader) fn inlines(&mut self) -> Option<&mut Inlines> {
        self.leaf.as_mut().map(|leaf| &mut leaf.inlines)
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
