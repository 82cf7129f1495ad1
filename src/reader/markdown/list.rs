//! Ordered lists and their items.

use super::events::Events;
use super::mask::Masked;
use crate::document::{Delimiter, Numbers};
use crate::reader::build::Kind;
use std::ops::Range;

impl Events<'_, '_> {
    /// Opens an ordered list.
    pub(super) fn open_list(&mut self, numbers: Numbers, range: Range<usize>) {
        self.build.end_implicit();
        self.build.leave_table();
        self.ahead = None;
        let list = Kind::List { numbers: Some(numbers), from_count: false, loose: false, items: Vec::new() };
        self.build.open_container(list, range);
    }

    /// Opens an item, whose mark stands at `at`. What is numbered otherwise than the list around it, of which
    /// the parser knows less, begins another one.
    pub(super) fn open_item(&mut self, masked: &Masked<'_>, at: usize, range: Range<usize>) {
        self.build.end_implicit();
        self.build.leave_table();
        self.ahead = None;
        if let Some(Kind::List { numbers: Some(list), items, .. }) = self.build.innermost()
            && !items.is_empty()
        {
            let (due, list) = (list.at(items.len()), *list);
            let own = self.numbers(masked, at);
            let is_other = (own.figures, own.delimiter) != (list.figures, list.delimiter);
            if is_other || masked.is_numbered(at) && own.first != due {
                self.build.end_container();
                self.open_list(own, range.clone());
            }
        }
        self.build.open_container(Kind::Item { task: None }, range);
    }

    /// How the item is numbered whose mark stands at `at`. Where only CommonMark is read, all lists are numbered
    /// alike.
    pub(super) fn numbers(&self, masked: &Masked<'_>, at: usize) -> Numbers {
        let numbers = masked.numbers(at);
        match self.markdown.options.has_ours() {
            true => numbers,
            false => Numbers { delimiter: Delimiter::Period, ..numbers },
        }
    }
}
