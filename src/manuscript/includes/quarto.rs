//! `{{< include _more.qmd >}}` on a line of its own (Quarto's guide, "Includes").

use super::on_lines;
use crate::input::include::{Lines, Mark, Marks, Request, What};

/// The marks of Quarto.
pub(super) struct QuartoMarks;

impl Marks for QuartoMarks {
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>> {
        if !text.contains("{{<") {
            return Vec::new();
        }
        on_lines(text, |lines, index| {
            let inner = lines.words(index).strip_prefix("{{<")?.strip_suffix(">}}")?;
            let path = inner.trim().strip_prefix("include ")?.trim().trim_matches(['"', '\'']);
            let request = Request { path, lines: Lines::All, frame: None };
            (!path.is_empty()).then(|| Mark { range: lines.lines[index].clone(), what: What::File(request) })
        })
    }

    fn names_absent(&self) -> bool {
        false
    }
}
