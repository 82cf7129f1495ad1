//! mdBook's `{{#include …}}` and its kin, and which lines of a file they want.

use crate::input::include::{Frame, Lines, Mark, Marks, Request, What};
use std::ops::Range;

/// The marks of mdBook's preprocessor for links.
pub struct MdBookMarks;

impl Marks for MdBookMarks {
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>> {
        let (mut marks, mut done) = (Vec::new(), 0);
        while let Some(found) = find(text, done..text.len()) {
            done = found.range.end;
            marks.push(Mark { range: found.range.clone(), what: what(&found) });
        }
        marks
    }
}

fn what<'t>(found: &Found<'t>) -> What<'t> {
    let (path, lines) = match found.kind {
        // Without its backslash.
        Kind::Escaped => return What::Kept(found.range.start + 1..found.range.end),
        Kind::Title => return What::Kept(found.range.end..found.range.end),
        Kind::Playground => (found.argument.split_whitespace().next().unwrap_or_default(), Lines::All),
        Kind::Rustdoc => every_part(split_argument(found.argument)),
        Kind::Include => split_argument(found.argument),
    };
    let fence = Frame { info: "rust".to_owned(), ..Frame::default() };
    let frame = matches!(found.kind, Kind::Playground).then_some(fence);
    What::File(Request { path, lines, frame })
}

enum Kind {
    /// With a backslash before it: meant as it stands.
    Escaped,
    Include,
    /// Shows all parts that an anchor names, where an include shows the first.
    Rustdoc,
    Playground,
    Title,
}

struct Found<'t> {
    range: Range<usize>,
    kind: Kind,
    argument: &'t str,
}

/// The next directive that mdBook knows. Names that it does not know stay as they are.
fn find(text: &str, within: Range<usize>) -> Option<Found<'_>> {
    let mut from = within.start;
    while let Some(at) = text[from..within.end].find("{{").map(|at| from + at) {
        from = at + 2;
        let inner = text[at + 2..within.end].trim_start_matches([' ', '\t']);
        let Some(directive) = inner.strip_prefix('#') else { continue };
        // A search for the end alone would go through all that follows, for every mark that has none.
        let length = directive.find(['\n', '{', '}'])?;
        if !directive[length..].starts_with("}}") {
            continue;
        }
        let directive = &directive[..length];
        let end = directive.as_ptr() as usize - text.as_ptr() as usize + length + 2;
        let (name, argument) = directive.split_once([' ', '\t']).unwrap_or((directive, ""));
        let argument = argument.trim();
        if text[within.start..at].ends_with('\\') {
            return Some(Found { range: at - 1..end, kind: Kind::Escaped, argument });
        }
        let kind = match name {
            "include" => Kind::Include,
            "rustdoc_include" => Kind::Rustdoc,
            "playground" | "playpen" => Kind::Playground,
            "title" => Kind::Title,
            _ => continue,
        };
        if !argument.is_empty() {
            return Some(Found { range: at..end, kind, argument });
        }
    }
    None
}

fn every_part<'t>((path, lines): (&'t str, Lines<'t>)) -> (&'t str, Lines<'t>) {
    match lines {
        Lines::Anchor(name, _) => (path, Lines::Anchor(name, true)),
        lines => (path, lines),
    }
}

/// `file`, `file:2`, `file:2:`, `file::10`, `file:2:10` or `file:anchor`.
fn split_argument(argument: &str) -> (&str, Lines<'_>) {
    let Some((path, rest)) = argument.split_once(':') else { return (argument, Lines::All) };
    let (first, second) = rest.split_once(':').map_or((rest, None), |(first, second)| (first, Some(second)));
    let end = second.map(|second| second.parse::<usize>());
    let lines = match (first.parse::<usize>(), end) {
        (Ok(start), Some(Ok(end))) => Lines::Range(start.saturating_sub(1), Some(end)),
        (Ok(start), Some(Err(_))) => Lines::Range(start.saturating_sub(1), None),
        (Ok(start), None) => Lines::Range(start.saturating_sub(1), Some(start.max(1))),
        (Err(_), _) if !first.is_empty() => Lines::Anchor(first, false),
        (Err(_), Some(Ok(end))) => Lines::Range(0, Some(end)),
        (Err(_), _) => Lines::All,
    };
    (path, lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_name_lines_as_in_mdbook() {
        for (argument, expected) in [
            ("a.rs", ("a.rs", Lines::All)),
            ("a.rs:2", ("a.rs", Lines::Range(1, Some(2)))),
            ("a.rs:2:", ("a.rs", Lines::Range(1, None))),
            ("a.rs::10", ("a.rs", Lines::Range(0, Some(10)))),
            ("a.rs:2:10", ("a.rs", Lines::Range(1, Some(10)))),
            ("a.rs:here", ("a.rs", Lines::Anchor("here", false))),
            ("a.rs:", ("a.rs", Lines::All)),
            ("a.rs::", ("a.rs", Lines::All)),
            ("a.rs:0", ("a.rs", Lines::Range(0, Some(1)))),
        ] {
            assert_eq!(split_argument(argument), expected, "{argument}");
        }
    }
}
