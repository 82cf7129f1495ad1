//! Blocks of AsciiDoc between lines of hyphens or equals signs, which would underline headings here: the
//! words above them are no title of a chapter. What stands between hyphens is code (AsciiDoc Language
//! Documentation, "Delimited Blocks").

use super::super::lines::Line;
use super::super::terrain::Terrain;
use super::super::{Hidden, Marker};
use crate::reader::foreign::Foreign;
use std::collections::BTreeMap;
use std::ops::Range;

/// Whether such blocks may stand in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.contains("]\n") && (text.contains("\n----") || text.contains("\n===="))
}

/// What blocks are called in brackets above them, before a comma.
const NAMES: [&str; 12] = [
    "source",
    "listing",
    "literal",
    "example",
    "sidebar",
    "quote",
    "verse",
    "NOTE",
    "TIP",
    "IMPORTANT",
    "WARNING",
    "CAUTION",
];

/// Finds these blocks: a name in brackets, perhaps a title, and two lines of the same signs around what it
/// holds. Between signs that are never repeated nothing stands; they are no underline all the same.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    let mut ends: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (index, line) in lines.iter().enumerate().filter(|(_, line)| is_delimiter(line.words(text))) {
        ends.entry(line.words(text)).or_default().push(index);
    }
    let mut done = 0;
    for (index, line) in lines.iter().enumerate() {
        let Some(attributes) = attributes(line.words(text)) else { continue };
        let has_title = lines.get(index + 1).is_some_and(|title| is_title(title.words(text)));
        let opening = index + 1 + usize::from(has_title);
        let Some(delimiter) = lines.get(opening).map(|line| line.words(text)) else { continue };
        if index < done || !is_delimiter(delimiter) || terrain.opaque_at(line.start).is_some() {
            continue;
        }
        let same = ends.get(delimiter).map_or(&[][..], Vec::as_slice);
        let closing = same.get(same.partition_point(|&end| end <= opening)).copied();
        done = closing.unwrap_or(opening) + 1;
        // These are named wherever they stand.
        if attributes != "source" && !attributes.starts_with("source,") {
            hidden.foreign(Foreign::AsciiDoc, line.range(text));
        }
        match closing {
            Some(closing) if delimiter.starts_with('-') => {
                code(&lines[opening..=closing], attributes, hidden);
            }
            closing => [Some(opening), closing].into_iter().flatten().for_each(|at| {
                hidden.blank(lines[at].range(text));
            }),
        }
    }
}

/// The lines of code as they are written, with the language that is named behind `source`.
fn code(block: &[Line], attributes: &str, hidden: &mut Hidden) {
    let [first, code @ .., _] = block else { return };
    let own = |line: &Line| {
        let prefix = (first.start - first.whole.start).min(line.start - line.whole.start);
        line.whole.start + prefix..line.whole.end
    };
    let language = attributes.split(',').nth(1).map(str::trim).filter(|name| !name.is_empty());
    let code: Vec<Range<usize>> = code.iter().map(own).collect();
    let all: Vec<Range<usize>> = block.iter().map(own).collect();
    let language = language.filter(|name| !name.contains(['=', '%', '"'])).map(str::to_owned);
    hidden.marker(&all, Marker::Code { language, lines: code });
}

/// What stands in the brackets of a line that says what a block is.
fn attributes(line: &str) -> Option<&str> {
    let inner = line.trim_end().strip_prefix('[')?.strip_suffix(']')?;
    let name = inner.split([',', '%', '.', '#']).next().unwrap_or_default();
    NAMES.contains(&name).then_some(inner)
}

/// `.A title`
fn is_title(line: &str) -> bool {
    line.strip_prefix('.').is_some_and(|title| title.starts_with(char::is_alphanumeric))
}

fn is_delimiter(line: &str) -> bool {
    let line = line.trim_end();
    line.len() >= 4 && (line.bytes().all(|byte| byte == b'-') || line.bytes().all(|byte| byte == b'='))
}
