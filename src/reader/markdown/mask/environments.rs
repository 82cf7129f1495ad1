//! Environments of LaTeX that are formulas and stand outside of dollars, as pandoc hands them to TeX:
//! `\begin{equation} … \end{equation}`.

use super::Hidden;
use super::terrain::Terrain;
use std::ops::Range;

/// The environments that begin a formula of their own (amsmath's manual, 3). Others, such as `aligned` and
/// `cases`, stand within one.
const FORMULAS: [&str; 15] = [
    "equation",
    "equation*",
    "align",
    "align*",
    "alignat",
    "alignat*",
    "flalign",
    "flalign*",
    "gather",
    "gather*",
    "multline",
    "multline*",
    "eqnarray",
    "eqnarray*",
    "displaymath",
];

const BEGIN: &str = "\\begin{";

/// No formula is longer, in bytes.
const LONGEST: usize = 10_000;

/// Finds such formulas; gives back the text in which they are hidden.
pub(super) fn find(text: &str, sentinel: u8, hidden: &mut Hidden) -> Option<String> {
    if !text.match_indices(BEGIN).any(|(at, _)| name(&text[at..]).is_some()) {
        return None;
    }
    let terrain = Terrain::of(text);
    let mut bytes = text.as_bytes().to_vec();
    let mut done = 0;
    for (at, _) in text.match_indices(BEGIN) {
        let Some(range) = formula(text, at).filter(|_| at >= done && terrain.opaque_at(at).is_none()) else {
            continue;
        };
        done = range.end;
        bytes[range.clone()].fill(sentinel);
        hidden.formula(range);
    }
    String::from_utf8(bytes).ok()
}

/// The environment that begins at a place and is a formula; one between dollars is part of one.
fn formula(text: &str, at: usize) -> Option<Range<usize>> {
    let name = name(&text[at..])?;
    let before = text[..at].trim_end_matches(|c: char| c.is_whitespace() || c == '>');
    if before.ends_with('$') && is_in_dollars(&text[..at])
        || before.ends_with('\\')
        || before.ends_with("\\[")
        || before.ends_with("\\(")
    {
        return None;
    }
    let end = format!("\\end{{{name}}}");
    let within = &text[at..text.floor_char_boundary(text.len().min(at + LONGEST))];
    Some(at..at + within.find(&end)? + end.len())
}

/// Whether the dollars at the end of a text open a formula: no empty line stands behind them, and they close none
/// that their paragraph has opened.
fn is_in_dollars(before: &str) -> bool {
    let near = &before[before.ceil_char_boundary(before.len().saturating_sub(LONGEST))..];
    let is_empty = |line: &&str| line.trim_matches([' ', '\t', '>', '\r']).is_empty();
    let mut lines = near.rsplit('\n');
    // What stands before it in its own line may be the mark of a quotation.
    let own = lines.next().into_iter();
    let paragraph = own.chain(lines.take_while(|line| !is_empty(line)));
    let rows = paragraph.flat_map(|line| line.split(|c| c != '$').filter(|row| !row.is_empty()));
    rows.count() % 2 == 1
}

/// The name of the environment that a text begins.
fn name(text: &str) -> Option<&str> {
    let (name, _) = text.strip_prefix(BEGIN)?.split_once('}')?;
    FORMULAS.contains(&name).then_some(name)
}

/// A formula as it is written, without the marks of the quotation that it stands in.
pub(super) fn source(written: &str) -> String {
    let last = written.lines().last().unwrap_or_default();
    match last.trim_start().starts_with('>') {
        true => {
            written.lines().map(|line| line.trim_start_matches([' ', '>'])).collect::<Vec<_>>().join("\n")
        }
        false => written.to_owned(),
    }
}
