//! Roman numbers below each other in a contents list, with a single blank before their words: "VII The Ferry", and
//! below it "VIII The Weir". Elsewhere "I Claudius" is no number.

use crate::document::numbers::roman;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::numbering::Numbering;
use crate::reader::plain::headings::parts::Parts;
use std::ops::Range;

/// Notes the numbers of the lines of a run that count in this way.
pub fn note(sheet: &mut Sheet, run: &Range<usize>) {
    const FEWEST: usize = 3;
    let mut counted: Vec<(usize, u32)> = Vec::new();
    for line in run.clone() {
        let Some((number, _)) = begun(sheet.content(line)) else { continue };
        // The numbers of a second part begin anew.
        match counted.last() {
            Some((_, last)) if number == last + 1 => {}
            _ if number == 1 => {}
            _ => continue,
        }
        counted.push((line, number));
    }
    let most = counted.iter().map(|(_, number)| *number as usize).max().unwrap_or(0);
    if most < FEWEST {
        return;
    }
    for (line, number) in counted {
        let Some((_, rest)) = begun(sheet.content(line)) else { continue };
        let number = Numbering { label: None, parts: Parts::of(number), weak: false, roman: true, rest };
        sheet.number_as(line, number);
    }
}

/// The words of an entry with a dot behind such a number, which parts it from them.
pub fn parted(sheet: &Sheet, line: usize, words: String) -> String {
    let counts = sheet.numbering(line).is_some_and(|number| number.roman && number.label.is_none());
    match words.split_once(' ').filter(|_| counts) {
        Some((number, rest)) if roman(number).is_some() => format!("{number}. {rest}"),
        _ => words,
    }
}

/// The number that a line begins with, and its words.
fn begun(content: &str) -> Option<(u32, &str)> {
    let (number, rest) = content.split_once(' ')?;
    let capitals = number.bytes().all(|letter| letter.is_ascii_uppercase());
    let rest = rest.trim_start();
    let titled = rest.starts_with(|first: char| !first.is_lowercase());
    roman(number).filter(|_| capitals && titled).map(|number| (number, rest))
}
