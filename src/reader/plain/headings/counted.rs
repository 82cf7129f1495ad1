//! Headings that count with a word that no list of labels knows: "Step 1: Wait", "§ 2 Preis", "No. 3".

use super::dates::is_date;
use super::numbering::without_number_sign;
use super::title::{is_capitals, looks_like_title};
use super::titled::with_titles_below;
use crate::document::numbers::roman;
use crate::document::{Word, Words};
use crate::reader::plain::Sheet;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::LazyLock;

/// Fewer may stand there by chance.
const FEWEST: usize = 3;

/// Lines of their own that are alike but for a number, which goes up by one from 1 and never comes
/// again, each with text below it.
pub fn counted(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut groups: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (index, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| chunk.len() == 1) {
        if let Some((word, number)) = count(sheet.content(chunk.start)) {
            groups.entry(word).or_default().push((index, number));
        }
    }
    let is_sound = |group: &&Vec<(usize, u32)>| {
        let rises = (1u32..).zip(group.iter()).all(|(expected, (_, number))| expected == *number);
        let parted = group.windows(2).all(|pair| matches!(pair, [(one, _), (next, _)] if one + 1 < *next));
        let last = group.last().is_some_and(|(index, _)| index + 1 < chunks.len());
        group.len() >= FEWEST && rises && parted && last
    };
    let largest = groups.values().filter(is_sound).max_by_key(|group| group.len());
    let places = largest.into_iter().flatten();
    places.filter_map(|(index, _)| chunks.get(*index).cloned()).collect()
}

/// "FEDERALIST No. 1", "The Rambler. No. 3": lines alike but for a number behind the sign of one, which goes up,
/// each with the title below it where most have one. A selection passes some over.
pub fn papers(sheet: &Sheet, chunks: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut groups: BTreeMap<String, Vec<(usize, u32)>> = BTreeMap::new();
    for (index, chunk) in chunks.iter().enumerate().filter(|(_, chunk)| chunk.len() == 1) {
        if let Some((name, number)) = paper(sheet.content(chunk.start)) {
            groups.entry(name).or_default().push((index, number));
        }
    }
    let is_sound = |group: &&Vec<(usize, u32)>| {
        let pairs = || group.iter().zip(group.iter().skip(1));
        let rises = pairs().all(|((one, number), (next, later))| number < later && one + 1 < *next);
        let last = group.last().is_some_and(|(index, _)| index + 1 < chunks.len());
        group.len() > 1 && rises && last
    };
    let largest =
        groups.into_values().filter(|group| is_sound(&group)).max_by_key(Vec::len).unwrap_or_default();
    let places: Vec<usize> = largest.into_iter().map(|(index, _)| index).collect();
    with_titles_below(sheet, chunks, &places)
}

/// The words before the sign of a number, and the number.
pub fn paper(words: &str) -> Option<(String, u32)> {
    const MOST_WORDS: usize = 4;
    const LONGEST: usize = 80;
    let fits = words.chars().count() <= LONGEST && words.starts_with(char::is_uppercase);
    let spaces = words.match_indices(' ').filter(|_| fits).take(MOST_WORDS);
    spaces.into_iter().find_map(|(end, _)| {
        let after = words[end..].trim_start();
        let number = Some(without_number_sign(after)).filter(|number| number.len() < after.len())?;
        let token = number.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
        let rest = &number[token.len()..];
        let parted = rest.is_empty() || rest.starts_with(['.', ':', ',', '—', '–', '-']);
        let value = token.parse().ok().or_else(|| roman(token))?;
        let name = words[..end].trim_end_matches(['.', ',', ':']).to_lowercase();
        let caption = name.split_whitespace().last().is_some_and(leads_in_caption);
        (parted && !caption).then_some((name, value))
    })
}

/// The word or sign before a number at the front of a line that could be a title, and the number.
pub fn count(words: &str) -> Option<(String, u32)> {
    const LONGEST: usize = 80;
    const LONGEST_WORD: usize = 16;
    let end = words.find(char::is_whitespace).filter(|end| *end > 0);
    // "#1", "№1".
    let end = end
        .filter(|_| !words.starts_with(['#', '№']))
        .or_else(|| words.chars().next().map(char::len_utf8))?;
    let (word, after) = words.split_at(end);
    let after = after.trim_start();
    let token = after.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    let capitals = token.chars().all(char::is_uppercase);
    let number = token.parse().ok().or_else(|| roman(token).filter(|_| capitals))?;
    let rest = after[token.len()..].trim_start_matches(|c: char| ".:)—–-".contains(c) || c.is_whitespace());
    let titled = rest.is_empty() || looks_like_title(rest) || is_capitals(rest);
    let key = word.trim_end_matches('.').to_lowercase();
    let begins = word.starts_with(char::is_uppercase) || word.starts_with(['§', '#', '№', '第']);
    let fits = words.chars().count() <= LONGEST && word.chars().count() <= LONGEST_WORD;
    (begins && fits && titled && !leads_in_caption(&key) && !is_date(words)).then_some((key, number))
}

/// Whether a line says which figure or table stands beside it: "Figure 1. The weir".
pub fn is_caption(words: &str) -> bool {
    let mut tokens = words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    let word = tokens.next().is_some_and(|word| leads_in_caption(&word.to_lowercase()));
    word && tokens.next().is_some_and(|number| number.starts_with(|c: char| c.is_ascii_digit()))
}

/// Whether a word stands before the numbers of what is no section: a figure, a page, a verse.
fn leads_in_caption(word: &str) -> bool {
    const OTHERS: &[&str] = &[
        "fig", "tab", "plate", "map", "verse", "strophe", "line", "page", "abb", "bild", "footnote",
        "fußnote",
    ];
    static PRINTED: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
        let kinds = [Word::Figure, Word::Table, Word::Listing, Word::Equation, Word::Page];
        let printed = kinds.into_iter().flat_map(Words::every);
        printed.map(|own| own.trim_matches(['.', '#', ' ']).to_lowercase()).collect()
    });
    OTHERS.contains(&word) || PRINTED.contains(word)
}

#[cfg(test)]
mod tests {
    use super::{count, paper};

    #[test]
    fn words_before_signs_of_numbers_are_told() {
        for (line, expected) in [
            ("FEDERALIST No. 1", Some(("federalist", 1))),
            ("The Rambler. No. 12. Tuesday", Some(("the rambler", 12))),
            ("Heft Nr. 3", Some(("heft", 3))),
            ("Figure No. 3", None),
            ("No. 3", None),
            ("He had no 3 in his hand", None),
        ] {
            let found = paper(line);
            assert_eq!(found.as_ref().map(|(name, number)| (name.as_str(), *number)), expected, "{line}");
        }
    }

    #[test]
    fn words_before_numbers_are_told() {
        for (line, expected) in [
            ("Step 1: Wait", Some(("step", 1))),
            ("§ 2 Preis", Some(("§", 2))),
            ("No. 3", Some(("no", 3))),
            ("#4 The Boat", Some(("#", 4))),
            ("Nacht IV", Some(("nacht", 4))),
            ("Figure 1: The Boat", None),
            ("In 2 weeks it was done.", None),
            ("May 3", None),
        ] {
            let found = count(line);
            assert_eq!(found.as_ref().map(|(word, number)| (word.as_str(), *number)), expected, "{line}");
        }
    }
}
