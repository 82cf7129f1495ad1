//! What a book asks of its faces before it is set: its characters, and whose forms of Han characters it wants.

use crate::document::text::OBJECT;
use crate::document::walk::{languages_of_draft, texts_of_draft};
use crate::document::{Draft, Metadata};
use crate::font::{FontBook, Han, is_ignorable};
use std::collections::BTreeSet;
use unicode_script::{Script, UnicodeScript};

/// The characters of a book that no face at hand has: what shows up as boxes, unless a face is found.
pub(super) fn wanted(drafts: &[Draft], metadata: &Metadata, fonts: &FontBook) -> BTreeSet<char> {
    let is_wanted = |character: &char| {
        // What stands for images is no character of the book. Private characters have no meaning that faces of a system could share, and controls no ink.
        character.script() != Script::Unknown
            && *character != OBJECT
            && !is_ignorable(*character)
            && !character.is_control()
            && !character.is_whitespace()
            && !fonts.has(*character)
    };
    characters(drafts, metadata).filter(is_wanted).collect()
}

/// Those of a word.
const BITS: usize = u64::BITS as usize;

/// The characters beyond ASCII, which every face of a text has.
fn characters(drafts: &[Draft], metadata: &Metadata) -> impl Iterator<Item = char> {
    // A bit for each character there can be: a book of a million Han characters is seen in a few milliseconds, and one
    // of Latin letters goes through few words of bits.
    let mut seen = vec![0u64; (char::MAX as usize + 1) / BITS];
    let mut see = |text: &str| {
        if !text.is_ascii() {
            for code in text.chars().map(|character| character as usize).filter(|code| *code > 0x7F) {
                seen[code / BITS] |= 1 << (code % BITS);
            }
        }
    };
    drafts.iter().for_each(|draft| texts_of_draft(draft, &mut see));
    let titles =
        [&metadata.title, &metadata.subtitle].into_iter().flatten().map(|title| title.plain.as_str());
    let names = metadata.creators.iter().map(|creator| creator.name.as_str());
    titles.chain(names).chain(metadata.publisher.as_deref()).for_each(see);
    let of_word = |(at, word): (usize, u64)| {
        let there = (0..BITS).filter(move |bit| word & (1 << bit) != 0);
        there.filter_map(move |bit| char::from_u32((at * BITS + bit) as u32))
    };
    seen.into_iter().enumerate().filter(|(_, word)| *word != 0).flat_map(of_word)
}

/// Whose forms of Han characters the languages of a book ask for, its own first; where none of them has any, those of
/// the people whose letters stand beside them.
pub(super) fn forms(drafts: &[Draft], metadata: &Metadata, wanted: &BTreeSet<char>) -> Vec<Han> {
    let others: BTreeSet<Han> =
        drafts.iter().flat_map(languages_of_draft).filter_map(Han::of_language).collect();
    let own = Han::of_language(metadata.lang());
    let mut forms: Vec<Han> =
        own.into_iter().chain(others.into_iter().filter(|other| Some(*other) != own)).collect();
    if forms.is_empty() {
        let has = |scripts: &[Script]| wanted.iter().any(|character| scripts.contains(&character.script()));
        forms.push(match () {
            () if has(&[Script::Hiragana, Script::Katakana]) => Han::Japanese,
            () if has(&[Script::Hangul]) => Han::Korean,
            () => Han::Simplified,
        });
    }
    forms
}
