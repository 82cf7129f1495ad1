//! Where lines may end, by UAX #14.
//!
//! The segmenter knows all of it, and takes its time. Most words of a book in Latin script are letters with
//! points and quotation marks behind, of which the rules say without a table: no line ends within them
//! (LB13, LB19, LB28, LB29), and one may end in the space behind them (LB18). The segmenter is asked about
//! what lies between such spaces and is more than that.

use icu_segmenter::LineSegmenterBorrowed;

/// The places where a line may end, in order, the end of the text included.
pub(super) fn opportunities(segmenter: &LineSegmenterBorrowed, text: &str) -> Vec<usize> {
    let (mut ends, mut start) = (Vec::with_capacity(text.len() / 5), 0);
    let gaps = text.match_indices(' ').map(|(at, _)| at + 1).filter(|&end| is_certain(text, end));
    for end in gaps.chain([text.len()]) {
        match &text[start..end] {
            "" => {}
            stretch if is_simple(stretch) => ends.push(end),
            stretch => ends.extend(segmenter.segment_str(stretch).skip(1).map(|offset| start + offset)),
        }
        start = end;
    }
    ends
}

/// Whether a line may end behind a space, whatever else the text holds: no rule before LB18 forbids it, and
/// none looks from one side to the other.
fn is_certain(text: &str, end: usize) -> bool {
    let before = text[..end - 1].chars().next_back();
    let behind = text[end..].chars().next();
    before.is_some_and(|c| c.is_ascii_alphabetic() || is_point(c) || is_stop(c) || matches!(c, '’' | '”'))
        && behind.is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '‘' | '“'))
}

/// Whether no line ends within a stretch, but for the space at its end.
fn is_simple(stretch: &str) -> bool {
    let mut stopped = false;
    let mut characters = stretch.strip_suffix(' ').unwrap_or(stretch).chars();
    characters.all(|c| {
        // A line may end between an exclamation and a letter.
        let fits = if c.is_ascii_alphabetic() { !stopped } else { is_point(c) || is_stop(c) || is_quote(c) };
        stopped = is_stop(c);
        fits
    })
}

/// Class IS.
fn is_point(c: char) -> bool {
    matches!(c, '.' | ',' | ';' | ':')
}

/// Class EX.
fn is_stop(c: char) -> bool {
    matches!(c, '!' | '?')
}

/// Class QU.
fn is_quote(c: char) -> bool {
    matches!(c, '‘' | '’' | '“' | '”')
}

#[cfg(test)]
mod tests {
    use super::*;
    use icu_segmenter::LineSegmenter;
    use icu_segmenter::options::LineBreakOptions;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn they_are_those_of_the_segmenter(
            text in "(([a-zA-Z]{1,4}|[a-zA-Z.,;:!?‘’“” ]|[-0-9\"'()/%$—–\u{A0}\u{AD}\u{301}\u{200B}\u{2060}éß語。あ「」กข한🙂🇩\t\n])[ ]?){0,24}"
        ) {
            let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
            let all: Vec<usize> = segmenter.segment_str(&text).skip(1).collect();
            prop_assert_eq!(opportunities(&segmenter, &text), all);
        }

        #[test]
        fn simple_words_are_alike(text in "([a-cA-C.,;:!?‘’“” ]){0,40}") {
            let segmenter = LineSegmenter::new_dictionary(LineBreakOptions::default());
            let all: Vec<usize> = segmenter.segment_str(&text).skip(1).collect();
            prop_assert_eq!(opportunities(&segmenter, &text), all);
        }
    }
}
