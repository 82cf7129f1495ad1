//! `{{#include part.md}}` outside of books of mdBook.

use crate::input::include::{Mark, Marks, What};
use crate::mdbook::MdBookMarks;

/// The marks of mdBook that name files. Where nothing lies there, they may be those of a template, and stay.
pub(super) struct PlainMarks;

impl Marks for PlainMarks {
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>> {
        let is_file = |mark: &Mark<'t>| matches!(mark.what, What::File(_));
        MdBookMarks.find(text).into_iter().filter(is_file).collect()
    }

    fn names_absent(&self) -> bool {
        false
    }
}
