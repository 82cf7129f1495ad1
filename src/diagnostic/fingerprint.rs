//! What tells a finding from others although the lines of its file have moved.

use super::Diagnostic;
use super::place::{SourcePlace, first_chars, last_chars};
use sha2::{Digest, Sha256};
use std::path::{Component, Path};

/// A digest of the kind, the file, what the message says besides numbers, and the text of the line. Two
/// findings that are alike in all of that share it.
pub(super) fn of(diagnostic: &Diagnostic, place: Option<&SourcePlace<'_>>) -> String {
    let mut digest = Sha256::new();
    let path = place.map_or_else(String::new, |place| plain_path(place.path));
    let text = place.map_or("", surroundings);
    for part in [diagnostic.code.as_str(), &path, &stable(&diagnostic.message), text] {
        digest.update(part.as_bytes());
        // Where a part ends is part of what is said.
        digest.update([0]);
    }
    // A hundred and twenty-eight bits are more than enough to tell apart what one book has.
    digest.finalize().iter().take(16).map(|byte| format!("{byte:02x}")).collect()
}

/// `./book.md` is `book.md`, and a folder ends in a slash on every system.
fn plain_path(path: &Path) -> String {
    let parts = path.components().filter(|part| *part != Component::CurDir);
    let parts: Vec<_> = parts.map(|part| part.as_os_str().to_string_lossy()).collect();
    parts.join("/")
}

/// So much of a line counts on either side of the place, in characters: a line can be the whole file.
const AROUND: usize = 200;

/// The line, cut to what surrounds the place where it is long.
fn surroundings<'a>(place: &SourcePlace<'a>) -> &'a str {
    let (before, behind) = place.text.split_at(place.marked.start);
    let from = before.len() - last_chars(before, AROUND).len();
    let to = before.len() + first_chars(behind, AROUND).len();
    place.text[from..to].trim()
}

/// How messages that stand for several end.
const COUNTS: [&str; 2] = [" more like it", " more in this file)"];

/// A message without what changes as the text grows: numbers outside of quotations, and how many more there
/// are.
fn stable(message: &str) -> String {
    let counted =
        COUNTS.iter().find_map(|count| message.rfind(count)).and_then(|at| message[..at].rfind(" ("));
    let mut stable = String::new();
    let mut quoted = false;
    for character in message[..counted.unwrap_or(message.len())].chars() {
        match character {
            '`' => quoted = !quoted,
            '“' => quoted = true,
            '”' => quoted = false,
            _ => {}
        }
        match character.is_ascii_digit() && !quoted {
            true if stable.ends_with('#') => {}
            true => stable.push('#'),
            false => stable.push(character),
        }
    }
    stable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_places_do_not_count_and_names_do() {
        for (message, expected) in [
            ("a note that line 17 calls", "a note that line # calls"),
            ("no heading has the anchor `#tea-2`", "no heading has the anchor `#tea-2`"),
            ("the link “page 2” of 3", "the link “page 2” of #"),
            ("`{{x}}` is a mark (3 more like it in this file)", "`{{x}}` is a mark"),
        ] {
            assert_eq!(stable(message), expected);
        }
    }

    #[test]
    fn a_path_is_the_same_however_it_is_named() {
        for path in ["./in/a.md", "in/a.md", "in/./a.md", "in//a.md"] {
            assert_eq!(plain_path(Path::new(path)), "in/a.md");
        }
    }
}
