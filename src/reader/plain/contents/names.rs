//! What a contents list calls the headings that are no more than numbers, and which these are.

use super::ditto::{holds_ditto, without_first_dittos};
use super::matching::Matched;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::numbering::numbering;
use crate::reader::plain::headings::title::{is_capitals, without_page};
use crate::reader::plain::lines::ends_sentence;

/// The number of a heading with the name that its entry has behind the same number: "CHAPTER I" in the text and
/// "I. The Weir" in the list. The list is not printed, and the name would be nowhere. `paged` says that entries have
/// pages.
pub fn of_number(sheet: &Sheet, matched: &Matched, paged: bool) -> Option<String> {
    const LONGEST: usize = 160;
    let heading = sheet.words(matched.unit.clone());
    let number = numbering(&heading).filter(|number| number.rest.is_empty())?;
    let entry = sheet.words(matched.entry.clone());
    let entry =
        without_page(&entry).filter(|(_, far)| *far || paged).map_or(entry.as_str(), |(words, _)| words);
    // "do. II. The Wheel": what the mark stands for is said by the heading.
    let named = numbering(without_first_dittos(entry)).filter(|named| named.parts == number.parts)?;
    let name = named.rest.trim_matches(|c: char| c.is_whitespace() || "_-–—:".contains(c));
    let words = name.split_whitespace().collect::<Vec<_>>().join(" ");
    let is_name = words.chars().filter(|letter| letter.is_alphabetic()).count() > 1;
    let heading = heading.replace('_', "");
    let is_name = is_name && !holds_ditto(&words);
    (is_name && words.chars().count() <= LONGEST)
        .then(|| format!("{}. {words}", heading.trim_end_matches(['.', ':', ' '])))
}

/// Leaves the number alone of headings that go on with the first sentence of their text, since that begins as the entry
/// does: "The Weir" and "The weir holds the water.". Where most headings say more than their entries, it is a title.
pub fn leave_sentences(sheet: &Sheet, matched: &mut [Matched]) {
    const MORE: usize = 3;
    let goes_on = |own: &Matched| {
        let number = numbering(sheet.content(own.unit.start)).filter(|number| number.rest.is_empty());
        let words = sheet.words(own.unit.start + 1..own.unit.end);
        let count = |words: &str| words.split_whitespace().count();
        let said = numbering(&sheet.words(own.entry.clone())).map_or(0, |entry| count(entry.rest));
        number.is_some() && ends_sentence(&words) && !is_capitals(&words) && count(&words) >= said + MORE
    };
    let found = matched.iter().filter(|own| goes_on(own)).count();
    if found * 4 < matched.len() * 3 {
        for own in matched.iter_mut().filter(|own| goes_on(own)) {
            own.unit.end = own.unit.start + 1;
        }
    }
}
