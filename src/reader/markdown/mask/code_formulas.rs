//! Formulas as GitHub and GitLab write them among words: code between dollars, `` $`a+b`$ `` (GitHub's manual,
//! "Writing mathematical expressions"). The code keeps their signs from Markdown.

use super::Hidden;
use super::terrain::Terrain;
use std::ops::Range;

/// What such a formula begins with.
pub(super) const OPENS: &str = "$`";

/// Hides the formulas of a run of words.
pub(super) fn find(text: &str, run: &Range<usize>, terrain: &Terrain, hidden: &mut Hidden) {
    for code in terrain.opaque_in(run) {
        let (before, behind) = (&text[run.start..code.start.max(run.start)], &text[code.end..]);
        let is_escaped = before.ends_with("\\$") || before.ends_with("$$");
        let is_between = before.ends_with('$') && behind.starts_with('$') && code.end < run.end;
        if is_between && !is_escaped && !source(&text[code.clone()]).is_empty() {
            hidden.code_formula(code.start - 1..code.end + 1);
        }
    }
}

/// The formula between dollars and marks of code; nothing where the marks are more than one.
pub(super) fn source(written: &str) -> &str {
    let inner = written.strip_prefix('$').and_then(|rest| rest.strip_suffix('$')).unwrap_or(written);
    let inner = inner.strip_prefix('`').and_then(|rest| rest.strip_suffix('`')).unwrap_or_default();
    if inner.starts_with('`') { "" } else { inner }
}
