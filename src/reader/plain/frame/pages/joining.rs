//! Paragraphs that a page's end cuts.

use super::turns;
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::ends_sentence;
use crate::reader::plain::role::Role;

/// Puts the lines of paragraphs that pages cut side by side, and what stood between them behind
/// them; and says whether there were any. From here on lines are in the order in which they are read.
pub fn join(sheet: &mut Sheet) -> bool {
    let cuts: Vec<_> =
        turns(sheet).into_iter().filter(|turn| goes_on(sheet, turn.start - 1, turn.end)).collect();
    if cuts.is_empty() {
        return false;
    }
    let mut order: Vec<usize> = Vec::with_capacity(sheet.lines.len());
    let mut held: Vec<usize> = Vec::new();
    let mut cuts = cuts.into_iter().peekable();
    let mut line = 0;
    while line < sheet.lines.len() {
        if let Some(cut) = cuts.next_if(|cut| cut.start == line) {
            line = cut.end;
            held.extend(cut);
            continue;
        }
        if sheet.roles.get(line) != Some(&Role::Text) {
            order.append(&mut held);
        }
        order.push(line);
        line += 1;
    }
    order.append(&mut held);
    sheet.reorder(&order);
    true
}

/// Whether the paragraph of a page's last line goes on in the first line of the next page.
fn goes_on(sheet: &Sheet, last: usize, first: usize) -> bool {
    let is_text = |line: usize| sheet.roles.get(line) == Some(&Role::Text);
    let (Some(above), Some(below)) = (sheet.lines.get(last), sheet.lines.get(first)) else { return false };
    let begins_anew = sheet.manner.first_indent && sheet.manner.is_indented(below);
    // "6.  Scope" above an empty line is a heading.
    let counts = sheet.numbering(first).is_some_and(|number| !number.weak) && !is_text(first + 1);
    if !is_text(last) || !is_text(first) || begins_anew || counts {
        return false;
    }
    let ended = ends_sentence(sheet.content(last));
    let small = sheet.content(first).chars().next().is_some_and(char::is_lowercase);
    let full = || sheet.manner.is_full(above, below);
    // A line alone may be a title.
    let wrapped = || last.checked_sub(1).is_some_and(is_text);
    match (small, ended) {
        (true, false) => true,
        (true, true) => full(),
        (false, false) => full() && wrapped(),
        // Where paragraphs begin with an indent, this one does not begin.
        (false, true) => full() && wrapped() && sheet.manner.first_indent,
    }
}
