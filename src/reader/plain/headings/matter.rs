//! What the pieces before and behind the chapters of a book are called.

use super::title::letters_and_digits;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::LazyLock;

/// What `matter.txt` holds; its head says what the kinds are.
#[derive(Default)]
struct Names {
    /// The names that stand alone, each with its kind.
    pieces: BTreeMap<&'static str, &'static str>,
    counted: BTreeSet<&'static str>,
    editions: BTreeSet<&'static str>,
}

static NAMES: LazyLock<Names> = LazyLock::new(|| Names::parse(include_str!("matter.txt")));

impl Names {
    fn parse(text: &'static str) -> Names {
        let mut names = Names::default();
        for line in text.lines().filter(|line| !line.starts_with('#')) {
            let mut words = line.split_whitespace();
            match words.next() {
                Some("counted") => names.counted.extend(words),
                Some("edition") => names.editions.extend(words),
                Some(kind) => names.pieces.extend(words.map(|name| (name, kind))),
                None => {}
            }
        }
        names
    }
}

/// Whether a line names a piece before or behind the chapters, and does nothing else: "Prologue",
/// "Author’s Note", "Appendix A. Exit codes".
pub fn names_matter(words: &str) -> bool {
    const LONGEST: usize = 80;
    // As long as its letters are with spaces between them.
    const LONGEST_NAME: usize = 50;
    let words = words.trim();
    let open = words.ends_with([';', '!', '?', '…', '”', '"']);
    let length = words.chars().count();
    let is_known = || NAMES.pieces.contains_key(letters_and_digits(words).as_str());
    let is_name = || length <= LONGEST_NAME && (is_known() || is_of_edition(words));
    // The title of an appendix may go on below.
    !open && length <= LONGEST && (!words.ends_with(',') && is_name() || is_appendix(words))
}

/// Whether a line names what stands in front of one edition: "Preface to the Second Edition".
fn is_of_edition(words: &str) -> bool {
    let mut words = words.split_whitespace();
    let (Some(first), Some(last)) = (words.next(), words.next_back()) else { return false };
    let is_front = NAMES.pieces.get(letters_and_digits(first).as_str()) == Some(&"front");
    is_front && NAMES.editions.contains(letters_and_digits(last).as_str())
}

/// Where chapters stand, and what is called as none of the pieces before or behind them.
pub const CHAPTER: u8 = 2;

/// Where a piece of this name stands in its book, from 0, a preface, over a prologue, chapters and an epilogue to
/// 4, an afterword.
pub fn place(name: &str) -> u8 {
    match NAMES.pieces.get(letters_and_digits(name).as_str()) {
        Some(&"front") => 0,
        Some(&"opening") => 1,
        Some(&"closing") => 3,
        Some(&"back") => 4,
        _ if is_appendix(name) => 4,
        _ if is_of_edition(name) => 0,
        _ => CHAPTER,
    }
}

/// The name alone, or before a letter or a number that nothing follows unless a mark parts it.
pub fn is_appendix(words: &str) -> bool {
    let (name, after) = words.split_at(words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len()));
    if !NAMES.counted.contains(name.to_lowercase().as_str()) {
        return false;
    }
    let after = after.trim_start();
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let (count, rest) = after.split_at(end);
    let counts = count.chars().all(|c| c.is_ascii_digit() || c.is_uppercase()) && count.len() <= 4;
    let bare = after.trim_matches(['.', ':']).is_empty();
    let title = rest.trim_start();
    let parted =
        title.is_empty() || title.starts_with(['.', ':', '—', '–', '-', ',']) || rest.starts_with("  ");
    let titled = after.strip_prefix([':', '.', '—', '–']).is_some_and(|title| !title.trim().is_empty());
    bare || titled || counts && !count.is_empty() && parted
}

#[cfg(test)]
mod tests {
    use super::names_matter;

    #[test]
    fn pieces_are_known_by_their_names() {
        for words in [
            "Prologue",
            "PROLOGUE.",
            "Author’s Note",
            "Author's Note",
            "Vorwort",
            "Avant-propos",
            "Пролог",
            "От автора",
            "尾声",
            "Appendix",
            "Appendix A",
            "Appendix B. Exit codes",
            "APPENDIX II",
            "Anhang: Karten",
            "APPENDIX II. A LETTER TO THE KEEPER,",
            "Literaturverzeichnis.",
            "PREFACE TO THE SECOND EDITION.",
            "Vorwort zur dritten Auflage",
            "Index",
        ] {
            assert!(names_matter(words), "{words}");
        }
        for words in [
            "Prologue to a war",
            "Preface to a life",
            "Appendix A was lost",
            "Introduction,",
            "The Appendix",
            "Appendixes",
        ] {
            assert!(!names_matter(words), "{words}");
        }
    }
}
