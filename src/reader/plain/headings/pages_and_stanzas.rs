//! Numbers that stand alone and count pages or stanzas, not chapters.

use super::lone::is_stanza;
use super::title::{ends_whole, is_capitals, looks_like_title};
use crate::reader::plain::Sheet;
use std::ops::Range;

/// Whether most numbers stand above a single stanza: they count the stanzas of one poem. What has the
/// length of a sonnet is a poem.
pub fn count_stanzas(sheet: &Sheet, chunks: &[Range<usize>], headings: &[Range<usize>]) -> bool {
    const LONGEST_STANZA: usize = 12;
    let is_number =
        |chunk: &Range<usize>| headings.binary_search_by_key(&chunk.start, |lines| lines.start).is_ok();
    let is_lone_stanza = |lines: &Range<usize>| {
        let place = chunks.partition_point(|chunk| chunk.start < lines.end);
        let (stanza, next) = (chunks.get(place), chunks.get(place + 1));
        let is_verse = |stanza: &Range<usize>| {
            let sentences = stanza.clone().filter(|&line| ends_whole(sheet.content(line))).count();
            // Lines that each are a whole sentence are paragraphs.
            stanza.len() <= LONGEST_STANZA && is_stanza(sheet, stanza) && sentences * 4 < stanza.len() * 3
        };
        stanza.is_some_and(is_verse) && next.is_none_or(is_number)
    };
    // A title below a number is that of a piece.
    let bare = |lines: &&Range<usize>| {
        lines.len() == 1 && sheet.numbering(lines.start).is_some_and(|number| number.rest.is_empty())
    };
    headings.iter().filter(bare).filter(|lines| is_lone_stanza(lines)).count() * 2 > headings.len()
}

/// Whether the numbers that stand alone are those of pages: one in four cuts a sentence, and even that
/// is more than those of chapters do. Below a title page, a letter or a verse no full stop stands either.
pub fn count_pages(sheet: &Sheet, chunks: &[Range<usize>]) -> bool {
    const WIDE: usize = 50;
    let is_number = |chunk: &Range<usize>| {
        let number = sheet.numbering(chunk.start).filter(|number| number.label.is_none());
        chunk.len() == 1 && number.is_some_and(|number| number.rest.is_empty())
    };
    let cuts = |index: usize| {
        let before = above(chunks, index);
        let below = chunks.get(index + 1).map_or("", |below| sheet.content(below.start));
        let wide = before.and_then(|before| sheet.lines.get(before.end - 1)).is_some_and(|l| l.width > WIDE);
        let goes_on =
            below.chars().next().is_some_and(|first| first.is_alphabetic() && !first.is_uppercase());
        wide && goes_on && !is_whole(sheet, before)
    };
    let (mut all, mut cut) = (0, 0);
    for index in (0..chunks.len()).filter(|&index| chunks.get(index).is_some_and(is_number)) {
        all += 1;
        cut += usize::from(cuts(index));
    }
    cut * 4 > all
}

pub fn above(chunks: &[Range<usize>], index: usize) -> Option<&Range<usize>> {
    chunks.get(index.checked_sub(1)?)
}

/// Whether nothing, or a whole sentence, stands before a number that stands alone: the number of a
/// page stands where the page ends.
pub fn is_whole(sheet: &Sheet, before: Option<&Range<usize>>) -> bool {
    let last = before.map_or("", |before| sheet.content(before.end - 1));
    let title =
        before.is_some_and(|before| before.len() == 1 && (looks_like_title(last) || is_capitals(last)));
    title || ends_whole(last)
}
