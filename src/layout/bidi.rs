//! Which way text runs: the bidirectional algorithm of Unicode (UAX #9). The only file that knows the crate that
//! implements it, but for the classes of characters.
//!
//! Lines are broken in the order in which text is read. A level belongs to each byte of it: what is even runs from
//! left to right, what is odd from right to left, and the levels of what stands on a line say the order in which it
//! is seen (rule L2).

use crate::document::may_run_right;
use std::ops::Range;
use unicode_bidi::{BidiInfo, Level, ParagraphBidiInfo};

/// Words which run a way of their own among others, as `dir` and `lang` of an element have it: what is around them
/// does not change their order, and they do not change that (HTML, 15.3.6: `unicode-bidi: isolate`).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Isolate {
    pub range: Range<usize>,
    pub from_right: bool,
}

/// The levels of a text, by its bytes.
#[derive(Clone, Debug)]
pub struct Levels {
    base: u8,
    levels: Vec<u8>,
}

impl Levels {
    /// The levels of a text whose lines run from the right, or not; `None` where all of it runs from left to right,
    /// as nearly all texts do.
    ///
    /// Isolates are in the order of their beginnings, outer ones first.
    pub fn of(text: &str, isolates: &[Isolate], from_right: bool) -> Option<Levels> {
        let may_run = from_right || isolates.iter().any(|isolate| isolate.from_right) || may_run_right(text);
        if !may_run {
            return None;
        }
        let base = if from_right { Level::rtl() } else { Level::ltr() };
        let (marked, places) = with_isolates(text, isolates);
        // With rule L1, as if all of it were one line: no line ends in the white space of a paragraph's middle.
        let resolved = ParagraphBidiInfo::new(&marked, Some(base)).reordered_levels(0..marked.len());
        let levels: Vec<u8> = places.into_iter().map(|place| resolved[place].number()).collect();
        let all_alike = levels.iter().all(|level| *level == 0);
        (!all_alike).then(|| Levels { base: base.number(), levels })
    }

    /// The level of the lines as a whole.
    pub fn base(&self) -> u8 {
        self.base
    }

    /// The level of the character at an offset.
    pub fn at(&self, offset: usize) -> u8 {
        self.levels.get(offset).copied().unwrap_or(self.base)
    }

    /// Where what begins at an offset runs another way; at `limit` at the latest.
    pub fn end_of_run(&self, from: usize, limit: usize) -> usize {
        let level = self.at(from);
        (from..limit).find(|&offset| self.at(offset) != level).unwrap_or(limit)
    }

    /// The stretches of one level, in the order of the text.
    pub fn runs(&self) -> impl Iterator<Item = (u8, Range<usize>)> + '_ {
        let mut start = 0;
        std::iter::from_fn(move || {
            let from = start;
            start = self.end_of_run(from, self.levels.len());
            (start > from).then(|| (self.at(from), from..start))
        })
    }
}

/// Whether a level is one of text that runs from right to left.
pub fn is_from_right(level: u8) -> bool {
    level % 2 == 1
}

/// The order in which what has these levels is seen from left to right (UAX #9, L2), as indices.
pub fn visual_order(levels: &[u8]) -> Vec<usize> {
    // A level of the algorithm is far below those that the type has no room for.
    let levels: Vec<Level> =
        levels.iter().map(|&level| Level::new(level).unwrap_or_else(|_| Level::ltr())).collect();
    BidiInfo::reorder_visual(&levels)
}

/// The text with the marks of isolates around them, and where each of its bytes stands in that. A line end within a
/// paragraph is no end of one.
fn with_isolates(text: &str, isolates: &[Isolate]) -> (String, Vec<usize>) {
    const RIGHT_TO_LEFT_ISOLATE: char = '\u{2067}';
    const LEFT_TO_RIGHT_ISOLATE: char = '\u{2066}';
    const POP_ISOLATE: char = '\u{2069}';
    let mut marked = String::with_capacity(text.len() + isolates.len() * 6);
    let mut places = Vec::with_capacity(text.len());
    let mut isolates = isolates.iter().filter(|isolate| !isolate.range.is_empty()).peekable();
    let mut open: Vec<usize> = Vec::new();
    for (offset, character) in text.char_indices() {
        while open.pop_if(|end| *end <= offset).is_some() {
            marked.push(POP_ISOLATE);
        }
        while let Some(isolate) = isolates.next_if(|isolate| isolate.range.start <= offset) {
            marked.push(if isolate.from_right { RIGHT_TO_LEFT_ISOLATE } else { LEFT_TO_RIGHT_ISOLATE });
            open.push(isolate.range.end);
        }
        places.extend(std::iter::repeat_n(marked.len(), character.len_utf8()));
        marked.push(if character == '\n' { ' ' } else { character });
    }
    (marked, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn levels_follow_letters_and_isolates() {
        let isolate = |range, from_right| Isolate { range, from_right };
        for (text, isolates, from_right, expected) in [
            ("abc 1", vec![], false, None),
            ("abc 1 א 2", vec![], true, Some("222221112")),
            ("aאב 1, b", vec![], false, Some("01112000")),
            ("אב (c)!", vec![], true, Some("1111211")),
            ("a .ב", vec![isolate(2..5, true)], false, Some("0011")),
            ("א a. ב", vec![isolate(3..5, false)], true, Some("112211")),
        ] {
            let expected = expected.map(|levels| levels.replace(' ', ""));
            let found = Levels::of(text, &isolates, from_right).map(|levels| {
                text.char_indices().map(|(at, _)| levels.at(at).to_string()).collect::<String>()
            });
            assert_eq!(found, expected, "{text}");
        }
    }

    /// Unicode's own tests, which Debian has in its package `unicode-data`.
    fn unicode_test(name: &str) -> Option<String> {
        let folder = std::env::var("BIFOLIO_UNICODE").unwrap_or_else(|_| "/usr/share/unicode".into());
        let text = std::fs::read_to_string(format!("{folder}/{name}")).ok();
        if text.is_none() {
            eprintln!("skipped: {name} is not at hand");
        }
        text
    }

    /// Compares levels and order with those that are expected, of which `x` are of what is never seen.
    fn is_as_expected(text: &str, from_right: bool, levels: &str, order: &str) -> bool {
        let Some(found) = Levels::of(text, &[], from_right) else {
            // Where nothing runs from the right, levels may be any even ones: the order is that of the text.
            let is_even =
                |level: &str| level == "x" || level.parse().is_ok_and(|level: u8| level.is_multiple_of(2));
            let places: Vec<usize> =
                order.split_whitespace().filter_map(|place| place.parse().ok()).collect();
            return !from_right && levels.split_whitespace().all(is_even) && places.is_sorted();
        };
        let characters = text.char_indices().zip(levels.split_whitespace()).enumerate();
        let seen = characters.filter(|(_, (_, expected))| *expected != "x");
        let seen: Vec<(usize, u8, &str)> =
            seen.map(|(index, ((at, _), expected))| (index, found.at(at), expected)).collect();
        let own: Vec<u8> = seen.iter().map(|(_, level, _)| *level).collect();
        let ordered = visual_order(&own).into_iter().map(|index| seen[index].0.to_string());
        seen.iter().all(|(_, level, expected)| level.to_string() == *expected)
            && ordered.eq(order.split_whitespace())
    }

    #[test]
    fn characters_are_ordered_as_unicode_has_it() {
        let Some(tests) = unicode_test("BidiCharacterTest.txt") else { return };
        let cases = tests.lines().filter(|line| !line.starts_with('#') && !line.is_empty());
        let (mut count, mut wrong) = (0, Vec::new());
        for case in cases {
            let fields: Vec<&str> = case.split(';').collect();
            let [codes, _, level, levels, order] = fields[..] else { panic!("{case}") };
            let text: String = codes
                .split_whitespace()
                .map(|code| char::from_u32(u32::from_str_radix(code, 16).unwrap()).unwrap())
                .collect();
            // A line end within a paragraph is none of a paragraph here.
            if text.contains('\u{2029}') {
                continue;
            }
            count += 1;
            if !is_as_expected(&text, level == "1", levels, order) {
                wrong.push(case);
            }
        }
        println!("{count} cases of BidiCharacterTest, {} otherwise", wrong.len());
        assert!(count > 90_000 && wrong.is_empty(), "{wrong:#?}");
    }

    #[test]
    fn classes_are_ordered_as_unicode_has_it() {
        let Some(tests) = unicode_test("BidiTest.txt") else { return };
        // A character of each class.
        let character = |class: &str| match class {
            "L" => 'a',
            "R" => '\u{5D0}',
            "AL" => '\u{627}',
            "EN" => '1',
            "AN" => '\u{661}',
            "ES" => '-',
            "ET" => '%',
            "CS" => ',',
            "NSM" => '\u{300}',
            "BN" => '\u{200B}',
            "B" => '\u{2029}',
            "S" => '\t',
            "WS" => ' ',
            "ON" => '!',
            "LRE" => '\u{202A}',
            "LRO" => '\u{202D}',
            "RLE" => '\u{202B}',
            "RLO" => '\u{202E}',
            "PDF" => '\u{202C}',
            "LRI" => '\u{2066}',
            "RLI" => '\u{2067}',
            "FSI" => '\u{2068}',
            "PDI" => '\u{2069}',
            other => panic!("{other}"),
        };
        let (mut levels, mut order, mut count, mut wrong) = ("", "", 0, Vec::new());
        for line in tests.lines() {
            if let Some(said) = line.strip_prefix("@Levels:") {
                levels = said;
            } else if let Some(said) = line.strip_prefix("@Reorder:") {
                order = said;
            } else if let Some((classes, bits)) = line.split_once(';').filter(|_| !line.starts_with('#')) {
                let text: String = classes.split_whitespace().map(character).collect();
                let bits: u8 = bits.trim().parse().unwrap();
                // Of a paragraph whose direction its first letter says, who calls has found that out.
                for (bit, from_right) in [(2, false), (4, true)] {
                    if bits & bit != 0 && !text.contains('\u{2029}') {
                        count += 1;
                        if !is_as_expected(&text, from_right, levels, order) {
                            wrong.push((line, from_right));
                        }
                    }
                }
            }
        }
        println!("{count} cases of BidiTest, {} otherwise", wrong.len());
        assert!(count > 200_000 && wrong.is_empty(), "{} {:#?}", wrong.len(), &wrong[..20.min(wrong.len())]);
    }

    #[test]
    fn runs_of_odd_levels_are_seen_from_their_end() {
        assert_eq!(visual_order(&[0, 1, 1, 2, 0]), [0, 3, 2, 1, 4]);
        assert_eq!(visual_order(&[1, 2, 1]), [2, 1, 0]);
    }
}
