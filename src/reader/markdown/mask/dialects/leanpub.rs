//! Leanpub and Markua: `T> a tip`, `{blurb}` and `{/blurb}`, `{pagebreak}`, `{mainmatter}`, `{#id}`,
//! parts, comments, formulas and entries of an index (the Markua manual, "Block Elements" and "Span
//! Elements").

mod asides;
mod lists;

use super::super::divisions::Opening;
use super::super::lines::{self, Line};
use super::super::terrain::Terrain;
use super::super::{Hidden, Marker};
use crate::document::{Matter, PageSide};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use asides::Asides;
use std::ops::Range;

/// What may stand in braces around a block.
const BLURBS: [&str; 11] = [
    "aside",
    "blurb",
    "center",
    "discussion",
    "error",
    "info",
    "information",
    "note",
    "question",
    "tip",
    "warning",
];

/// Finds these marks.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    let mut lines = lines::all(text, terrain);
    lines.retain(|line| {
        terrain.opaque_at(line.start).is_none_or(|code| asides::is_in_code_of_aside(text, line, code))
    });
    let mut open = Vec::new();
    let mut asides = Asides::default();
    for (index, line) in lines.iter().enumerate() {
        let words = line.words(text);
        if asides.take(text, line, lines.get(index + 1), hidden) {
            continue;
        }
        if words.starts_with(COMMENT) {
            comment(text, line, index.checked_sub(1).and_then(|above| lines.get(above)), hidden);
        } else if words.starts_with("-# ") {
            hidden.part(line.start);
        } else if words == "^^^" {
            // It parts what stands above it from what stands below.
            hidden.marker(&[line.range(text)], Marker::Attributes(Attributes::default()));
        } else if let Some(inner) = words.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
            && !inner.contains(['{', '}'])
        {
            braces(inner, line, text, &mut open, hidden);
        }
    }
    for Blurb { range, .. } in open {
        hidden.foreign(Foreign::OpenDivision, range);
    }
    formulas(text, terrain, hidden);
    index_entries(text, terrain, hidden);
    said_of_words(text, terrain, hidden);
}

const COMMENT: &str = "%%";

/// A blurb in braces that is open.
struct Blurb<'t> {
    name: &'t str,
    range: Range<usize>,
    attributes: Attributes,
}

/// Whether a line stands directly below another.
fn follows(text: &str, above: &Line, line: &Line) -> bool {
    text[above.whole.end..line.whole.start].bytes().filter(|&byte| byte == b'\n').count() == 1
}

/// A comment is blank, but in the midst of a paragraph, which a blank line would end.
fn comment(text: &str, line: &Line, above: Option<&Line>, hidden: &mut Hidden) {
    let goes_on = above.is_some_and(|above| {
        let words = above.words(text);
        follows(text, above, line) && words.starts_with(|c: char| c.is_alphanumeric() || "*_`\"“".contains(c))
    });
    match goes_on {
        true => hidden.nothing(line.range(text)),
        false => hidden.blank(line.range(text)),
    }
}

/// A line of nothing but braces.
fn braces<'t>(inner: &'t str, line: &Line, text: &'t str, open: &mut Vec<Blurb<'t>>, hidden: &mut Hidden) {
    let range = line.range(text);
    let name = &inner[..inner.find([',', ':', ' ']).unwrap_or(inner.len())];
    match name {
        _ if BLURBS.contains(&name) && !inner[name.len()..].starts_with(':') => {
            open.push(blurb(name, inner, range, hidden));
        }
        "pagebreak" => hidden.marker(&[range], Marker::PageBreak(PageSide::Either)),
        "frontmatter" => hidden.marker(&[range], Marker::Matter(Matter::Front)),
        "mainmatter" => hidden.marker(&[range], Marker::Matter(Matter::Body)),
        "backmatter" => hidden.marker(&[range], Marker::Matter(Matter::Back)),
        "quiz" | "exercise" | "/quiz" | "/exercise" => hidden.foreign(Foreign::OtherMarkua, range),
        // It is looked for among words, too.
        "i" if inner.starts_with("i:") => {}
        _ => match inner.strip_prefix('/').filter(|name| BLURBS.contains(name)) {
            Some(name) => end_blurb(name, range, open, hidden),
            None => {
                let below = text[range.end..].trim_start();
                said_of_block(inner, range, below, hidden);
            }
        },
    }
}

/// The blurb that a line opens. Pictures beside its words are not shown.
fn blurb<'t>(name: &'t str, inner: &str, range: Range<usize>, hidden: &mut Hidden) -> Blurb<'t> {
    let behind = inner[name.len()..].trim_start_matches([',', ' ']);
    let mut attributes = lists::pairs(behind).unwrap_or_default();
    if attributes.values.iter().any(|(key, _)| key != "title") {
        hidden.foreign(Foreign::MarkuaAttributes, range.clone());
    }
    if attributes.classes.is_empty() {
        attributes.classes.push(name.to_owned());
    }
    Blurb { name, range, attributes }
}

/// Closes the innermost blurb of a name; those within it are never closed.
fn end_blurb(name: &str, range: Range<usize>, open: &mut Vec<Blurb<'_>>, hidden: &mut Hidden) {
    let Some(at) = open.iter().rposition(|blurb| blurb.name == name) else {
        return hidden.foreign(Foreign::StrayFence, range);
    };
    for Blurb { range, .. } in open.drain(at + 1..) {
        hidden.foreign(Foreign::OpenDivision, range);
    }
    if let Some(Blurb { range: start, attributes, .. }) = open.pop() {
        let opening = Opening { attributes, title: String::new(), range: start.clone() };
        hidden.marker(&[start], Marker::Opens(opening));
        hidden.marker(&[range], Marker::Closes(1));
    }
}

/// A list of attributes above a block, of which `below` is the first line.
fn said_of_block(inner: &str, range: Range<usize>, below: &str, hidden: &mut Hidden) {
    let Some(attributes) = lists::attributes(inner) else { return };
    let below = lists::Below::of(below);
    if !below.reads(&attributes) {
        hidden.foreign(Foreign::MarkuaAttributes, range.clone());
    }
    hidden.marker(&[range], Marker::Attributes(attributes));
}

/// No formula is longer, in bytes.
const LONGEST: usize = 10_000;

/// `{$$}…{/$$}` is what `$$…$$` is elsewhere, and the dollar behind code is that of a formula.
fn formulas(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    const OPENS: &str = "{$$}";
    const CLOSES: &str = "{/$$}";
    let mut at = 0;
    while let Some(found) = text[at..].find(OPENS) {
        let start = at + found;
        at = start + OPENS.len();
        if terrain.opaque_at(start).is_some() {
            continue;
        }
        let within = &text[at..text.floor_char_boundary(at + LONGEST)];
        let is_one_paragraph = |inner: &str| !inner.lines().skip(1).any(|line| line.trim().is_empty());
        match within.find(CLOSES).filter(|&length| is_one_paragraph(&within[..length])) {
            Some(length) => {
                let end = at + length;
                hidden.rewritten.push((start..at, "$$"));
                hidden.rewritten.push((end..end + CLOSES.len(), "   $$"));
                at = end + CLOSES.len();
            }
            None => hidden.foreign(Foreign::OtherMarkua, start..at),
        }
    }
    for (tick, _) in text.match_indices("`$") {
        let is_code = terrain.opaque_at(tick).is_some_and(|code| code.end == tick + 1);
        if is_code && !text[tick + 2..].starts_with(|c: char| c.is_ascii_digit()) {
            hidden.text(tick + 1..tick + 2);
        }
    }
}

/// `{i: "term"}` among words, which prints nothing.
fn index_entries(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    for (start, _) in text.match_indices("{i:") {
        let Some(range) = in_braces(text, start, terrain) else { continue };
        hidden.foreign(Foreign::IndexEntry, range.clone());
        let begins_line = text[..start].ends_with('\n') || start == 0;
        let ends_line = text[range.end..].lines().next().is_none_or(|rest| rest.trim().is_empty());
        match begins_line && ends_line {
            true => hidden.blank(range),
            false => hidden.nothing(range),
        }
    }
}

/// A list of attributes directly behind code or marked words, which no edition has a use for: `{format: ruby}`.
fn said_of_words(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    for (start, _) in text.match_indices('{').filter(|(start, _)| text[..*start].ends_with(['`', '*', '_'])) {
        let Some(range) = in_braces(text, start, terrain) else { continue };
        let inner = &text[start + 1..range.end - 1];
        if inner.contains(':') && lists::attributes(inner).is_some() {
            hidden.foreign(Foreign::MarkuaAttributes, range.clone());
            hidden.nothing(range);
        }
    }
}

/// What begins with a brace among words, up to the closing one on the same line.
fn in_braces(text: &str, start: usize, terrain: &Terrain) -> Option<Range<usize>> {
    let line = text[start..text.floor_char_boundary(start + LONGEST_LIST)].lines().next()?;
    let end = start + line.find('}')? + 1;
    terrain.opaque_at(start).is_none().then_some(start..end)
}

/// No list of attributes among words is longer, in bytes.
const LONGEST_LIST: usize = 1_000;
