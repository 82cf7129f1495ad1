//! Hyphens at the ends of lines that are joined: whether they divide a word or belong to it.
//!
//! The words of the text decide, since "no-" above "body" is one word and "well-" above "known" two.
//! The patterns of languages would know where a word may be divided, but not whether it was; and
//! they are layout's.

use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::stretches;
use crate::reader::plain::forms::{Form, forms};
use crate::reader::plain::role::Role;
use crate::source::Span;
use rustc_hash::FxHashMap;
use std::ops::Range;

/// What becomes of a hyphen at a line's end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// It divided a word, which is whole again without it.
    Divided,
    /// It stays, and a space behind it: "vor- und nachher".
    Suspended,
}

/// A word over two lines.
struct Broken {
    /// The line that ends with the hyphen.
    line: usize,
    first: String,
    last: String,
}

impl Broken {
    fn whole(&self) -> String {
        format!("{}{}", self.first, self.last)
    }

    fn hyphenated(&self) -> String {
        format!("{}-{}", self.first, self.last)
    }
}

/// Words behind a hyphen that stands for the rest of a word, in the languages of Project Gutenberg's
/// larger shelves: "and", "or", "to", "as well as".
const CONJUNCTIONS: &[&str] = &[
    "and", "or", "to", "und", "oder", "bis", "wie", "bzw", "sowie", "et", "ou", "y", "o", "e", "en", "of",
    "och", "eller", "og", "ja", "tai", "sekä", "i", "lub", "oraz", "a", "nebo", "и", "или",
];

/// Decides of all hyphens at ends of joined lines, and says which are left out.
pub fn settle(sheet: &mut Sheet) {
    let broken = broken(sheet);
    if broken.is_empty() {
        return;
    }
    let words = Words::of(sheet, &broken);
    let joints: Vec<(usize, Joint)> =
        broken.iter().filter_map(|word| Some((word.line, words.joint(word)?))).collect();
    report(sheet, &broken, &joints);
    sheet.joints = joints;
}

/// The words that a hyphen at the end of a joined line divides, or links.
fn broken(sheet: &Sheet) -> Vec<Broken> {
    let mut found = Vec::new();
    for (lines, role) in stretches(sheet) {
        if lines.clone().all(|line| hyphen(sheet.content(line)).is_none()) {
            continue;
        }
        let joined: Vec<Range<usize>> = match role {
            Role::Heading { .. } => vec![lines],
            Role::Text | Role::Note => {
                let is_joined = |form: &Form| matches!(form, Form::Paragraph | Form::Quote | Form::List);
                forms(sheet, lines)
                    .into_iter()
                    .filter(|(_, form)| is_joined(form))
                    .map(|(part, _)| part)
                    .collect()
            }
            _ => continue,
        };
        for lines in joined {
            let filled: Vec<usize> = lines.filter(|&line| !sheet.content(line).is_empty()).collect();
            found.extend(filled.windows(2).filter_map(|pair| match *pair {
                [line, next] => word_over(sheet, line, next),
                _ => None,
            }));
        }
    }
    found
}

fn word_over(sheet: &Sheet, line: usize, next: usize) -> Option<Broken> {
    let (above, below) = (hyphen(sheet.content(line))?, sheet.content(next));
    let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
    let start = above
        .rfind(|c| !is_part(c))
        .map_or(0, |at| at + above[at..].chars().next().map_or(1, char::len_utf8));
    let end = below.find(|c| !is_part(c)).unwrap_or(below.len());
    let first = above[start..].trim_start_matches(['\'', '’', '-']);
    // A dash of two hyphens, and a hyphen behind a figure or a mark, divide nothing.
    if !first.ends_with(char::is_alphabetic) || !below.starts_with(char::is_alphabetic) {
        return None;
    }
    // A capital begins a word, but in lines that are in capitals as a whole.
    let capital = |letter: Option<char>| letter.is_some_and(char::is_uppercase);
    if capital(below.chars().next()) && !capital(first.chars().next_back()) {
        return None;
    }
    let last = below[..end].trim_end_matches(['\'', '’', '-']);
    Some(Broken { line, first: first.to_lowercase(), last: last.to_lowercase() })
}

/// What stands before the hyphen at a line's end. U+2E17 is that of books in Fraktur.
pub fn hyphen(content: &str) -> Option<&str> {
    content.strip_suffix(['-', '‐', '⸗', '\u{ad}'])
}

/// What the words within the lines of a text say.
struct Words {
    counts: FxHashMap<String, usize>,
    /// Line ends divide words by habit.
    divides: bool,
    /// Hyphens link words by habit.
    links: bool,
}

impl Words {
    fn of(sheet: &Sheet, broken: &[Broken]) -> Words {
        let mut counts: FxHashMap<String, usize> = FxHashMap::default();
        for word in broken {
            let parts = [word.whole(), word.hyphenated(), word.first.clone(), word.last.clone()];
            counts.extend(parts.map(|part| (part, 0)));
        }
        let (mut all, mut linked) = (0usize, 0usize);
        let is_part = |c: char| c.is_alphabetic() || matches!(c, '-' | '\'' | '’');
        for line in (0..sheet.lines.len()).filter(|&line| sheet.roles.get(line) != Some(&Role::Blank)) {
            let mut words: Vec<&str> = sheet.content(line).split(|c| !is_part(c)).collect();
            // The parts of divided words are none.
            if hyphen(sheet.content(line)).is_some() {
                words.pop();
            }
            if line.checked_sub(1).is_some_and(|above| hyphen(sheet.content(above)).is_some())
                && !words.is_empty()
            {
                words.remove(0);
            }
            for word in words
                .into_iter()
                .map(|word| word.trim_matches(['-', '\'', '’']))
                .filter(|word| !word.is_empty())
            {
                all += 1;
                linked += usize::from(word.contains('-'));
                if let Some(count) = counts.get_mut(&word.to_lowercase()) {
                    *count += 1;
                }
            }
        }
        let mut words = Words { counts, divides: false, links: linked * 400 >= all };
        words.divides = words.are_divided(sheet, broken);
        words
    }

    fn count(&self, word: &str) -> usize {
        self.counts.get(word).copied().unwrap_or(0)
    }

    /// Whether words are divided where one line in twenty ends with a hyphen, or one in sixty of a text that has
    /// pages, or where more such words are known whole than with a hyphen. A single one may have its own.
    fn are_divided(&self, sheet: &Sheet, broken: &[Broken]) -> bool {
        const FEWEST: usize = 5;
        const SHARE: usize = 20;
        const FEWEST_ON_PAGES: usize = 2;
        const SHARE_ON_PAGES: usize = 60;
        let filled = sheet.roles.iter().filter(|role| **role == Role::Text).count();
        let known =
            |form: fn(&Broken) -> String| broken.iter().filter(|word| self.count(&form(word)) > 0).count();
        let (whole, hyphenated) = (known(Broken::whole), known(Broken::hyphenated));
        let paged = sheet.text.contains('\u{c}');
        let often = if paged { FEWEST_ON_PAGES } else { FEWEST };
        let share = if paged { SHARE_ON_PAGES } else { SHARE };
        broken.len() >= often && broken.len() * share >= filled || whole >= 3 && whole > hyphenated * 2
    }

    /// `None` where the hyphen stays, without a space.
    fn joint(&self, word: &Broken) -> Option<Joint> {
        let (whole, hyphenated) = (self.count(&word.whole()), self.count(&word.hyphenated()));
        if CONJUNCTIONS.contains(&word.last.as_str()) && whole == 0 {
            return Some(Joint::Suspended);
        }
        let is_word = |part: &str| part.chars().count() > 2 && self.count(part) > 0;
        let linked = self.links && is_word(&word.first) && is_word(&word.last);
        let divided = match (whole, hyphenated) {
            (0, 0) => self.divides && !linked && !word.first.contains('-'),
            _ => whole > hyphenated,
        };
        divided.then_some(Joint::Divided)
    }
}

/// One note for all hyphens that are left out.
fn report(sheet: &mut Sheet, broken: &[Broken], joints: &[(usize, Joint)]) {
    let mut divided = joints.iter().filter(|(_, joint)| *joint == Joint::Divided);
    let Some(&(line, _)) = divided.next() else { return };
    let count = divided.count() + 1;
    let word = broken.iter().find(|word| word.line == line).map(Broken::whole).unwrap_or_default();
    let message = match count {
        1 => format!("“{word}”, which a line end divided, is whole again, without its hyphen"),
        _ => format!(
            "{count} words that line ends divided are whole again, without their hyphens; the first is “{word}”"
        ),
    };
    let span: Span = sheet.span(line..line + 1);
    sheet.diagnostics.push(Diagnostic::note(Code::DividedWords, span, message));
}
