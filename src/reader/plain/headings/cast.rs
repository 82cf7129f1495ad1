//! The names of lists of persons and of scenes, which are headings of their play.

use super::fallback::{Found, is_of_play};
use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::names_acts;
use crate::reader::plain::role::{Role, Why};

/// Marks the names of such lists beside the headings that are known.
pub fn mark(sheet: &mut Sheet) {
    for (lines, level) in unmarked(sheet) {
        sheet.mark_heading(lines, level, Why::AbovePersons);
    }
}

/// The names of such lists that are no headings yet, each on the level of the acts of its play.
fn unmarked(sheet: &Sheet) -> Vec<Found> {
    let headings = (0..sheet.roles.len()).filter_map(|line| match sheet.roles.get(line) {
        Some(Role::Heading { level, first: true }) => Some((line, *level)),
        _ => None,
    });
    let headings: Vec<(usize, u8)> = headings.collect();
    let scenes = sheet.synopses.iter().filter(|list| names_acts(sheet.content(list.start)));
    let names = sheet.play.lists.iter().chain(scenes).map(|list| list.start);
    let names = names.filter(|name| sheet.roles.get(*name) == Some(&Role::Text));
    let level = |name: usize| {
        let after = headings.partition_point(|(line, _)| *line < name);
        let above = after.checked_sub(1).and_then(|above| headings.get(above));
        match headings.get(after).filter(|(line, _)| is_of_play(sheet, &(*line..line + 1))) {
            Some((_, level)) => *level,
            None => above.map_or(1, |(_, level)| (level + 1).min(6)),
        }
    };
    // Alone it would be that of all that is said.
    let is_play = !sheet.play.names.is_empty() && !headings.is_empty();
    names.filter(|_| is_play).map(|name| (name..name + 1, level(name))).collect()
}
