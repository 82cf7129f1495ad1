//! The head of a memo in two columns, as RFCs have it above their title.

use super::persons::is_full_name;
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::dates::is_date;
use crate::reader::plain::role::Role;
use std::ops::Range;

/// The head of a memo in two columns, as RFCs have it, at the beginning of the text.
pub fn memo_head(sheet: &Sheet) -> Option<Range<usize>> {
    const GAP: u32 = 4;
    const FEWEST: usize = 2;
    const MOST: usize = 20;
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let start = (0..sheet.roles.len()).find(is_text)?;
    let end = (start..start + MOST + 1).find(|line| !is_text(line))?;
    let is_parted =
        |line: usize| sheet.lines.get(line).is_some_and(|own| own.gap >= GAP) || is_on_the_right(sheet, line);
    let parted = (start..end).filter(|&line| is_parted(line)).count();
    (is_parted(start) && parted >= FEWEST && parted * 3 >= (end - start) * 2).then_some(start..end)
}

/// Whether a line stands in the right column, beside nothing.
fn is_on_the_right(sheet: &Sheet, line: usize) -> bool {
    const RIGHT: usize = 36;
    sheet.lines.get(line).is_some_and(|line| line.indent >= RIGHT)
}

/// Takes names with initials and the date out of the right column of such a head, which stays in the text.
pub fn read_memo_head(sheet: &Sheet, head: &Range<usize>, metadata: &mut Metadata) {
    let right = |line: usize| match is_on_the_right(sheet, line) {
        true => Some(sheet.content(line)),
        false => sheet.content(line).rsplit_once("    ").map(|(_, cell)| cell.trim()),
    };
    for cell in head.clone().filter_map(right) {
        let name = [", Editor", ", Ed."].iter().find_map(|office| cell.strip_suffix(office)).unwrap_or(cell);
        if is_full_name(name) && name.contains('.') {
            metadata.creators.push(Creator::author(name.to_owned()));
        } else if is_date(cell) {
            metadata.date = metadata.date.take().or_else(|| Some(cell.to_owned()));
        }
    }
}
