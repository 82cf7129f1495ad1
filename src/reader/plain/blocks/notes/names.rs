//! The lines above notes that name them, and those that name what only looks like notes.

use crate::reader::plain::Sheet;
use crate::reader::plain::forms::is_break;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// The lines below headings that name a bibliography, up to the next heading. Its entries are
/// numbered as notes are and called as they are, but are read as a list.
pub fn bibliographies(sheet: &Sheet) -> Vec<Range<usize>> {
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (line, role) in sheet.roles.iter().enumerate() {
        if let Role::Heading { .. } = role {
            open = names_bibliography(sheet, line);
        } else if open {
            match found.last_mut() {
                Some(last) if last.end == line => last.end += 1,
                _ => found.push(line..line + 1),
            }
        }
    }
    found
}

fn names_bibliography(sheet: &Sheet, line: usize) -> bool {
    const NAMES: &[&str] = &[
        "references",
        "bibliography",
        "workscited",
        "sources",
        "literatur",
        "literaturverzeichnis",
        "quellen",
        "bibliographie",
        "références",
        "referencias",
        "bibliografía",
        "bibliografia",
    ];
    let title = sheet.numbering(line).map_or(sheet.content(line), |numbering| numbering.rest);
    NAMES.contains(&letters_and_digits(title).as_str())
}

/// "NOTES", or a row of marks, with nothing below it but notes that stand elsewhere.
pub fn mark_names(sheet: &mut Sheet) {
    const NAMES: &[&str] = &[
        "notes",
        "footnotes",
        "endnotes",
        "anmerkungen",
        "fußnoten",
        "fussnoten",
        "endnoten",
        "remarques",
        "notas",
        "note",
        "noten",
    ];
    let notes: Vec<Range<usize>> = sheet.notes.iter().map(|note| note.lines.clone()).collect();
    for Range { start, end } in notes {
        let above = (0..start).rev().find(|&line| sheet.roles.get(line) != Some(&Role::Blank));
        let Some(above) = above else { continue };
        let words = sheet.content(above).to_owned();
        let words = words.as_str();
        let goes = match sheet.roles.get(above) {
            Some(Role::Text) if is_break(words) => true,
            Some(Role::Text | Role::Heading { first: true, .. }) => {
                NAMES.contains(&letters_and_digits(words).as_str()) && notes_alone_follow(sheet, above)
            }
            _ => false,
        };
        if goes {
            sheet.mark(above..above + 1, Role::Note, Why::NotesName);
        }
        // A row above a note has another one below it.
        let below = (end..sheet.lines.len()).find(|&line| sheet.roles.get(line) != Some(&Role::Blank));
        let closes = |line: &usize| {
            let alike = sheet.content(*line) == words && sheet.roles.get(*line) == Some(&Role::Text);
            alike && is_break(words) && words.starts_with('-')
        };
        if let Some(below) = below.filter(|line| goes && closes(line)) {
            sheet.mark(below..below + 1, Role::Note, Why::NotesName);
        }
    }
}

/// Whether nothing but notes stands between a line and the next heading, or a contents list at the end.
fn notes_alone_follow(sheet: &Sheet, line: usize) -> bool {
    let mut after = sheet.roles.iter().skip(line + 1);
    let next = after.find(|role| !matches!(role, Role::Blank | Role::Note));
    matches!(next, None | Some(Role::Heading { .. } | Role::Contents | Role::Furniture))
}
