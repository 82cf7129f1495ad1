//! Where a text may be cut: where lines may end, by UAX #14, and between characters, by UAX #29. The only file
//! that knows the segmenter.

use crate::theme::LineBreaking;
use icu_locale_core::{LanguageIdentifier, langid};
use icu_segmenter::options::{LineBreakOptions, LineBreakStrictness};
use icu_segmenter::{
    GraphemeClusterSegmenter, GraphemeClusterSegmenterBorrowed, LineSegmenter, LineSegmenterBorrowed,
};
use std::ops::Range;

/// A character as readers see it is seldom more than a few code points. A letter under thousands
/// of accents is cut up.
const LONGEST_CLUSTER: usize = 64;

/// Shared by all threads.
pub(super) struct Segmenter {
    lines: LineSegmenterBorrowed<'static>,
    /// Those of Chinese and Japanese, which have more ends where breaking is not strict (CSS Text 3, 5.3).
    square_lines: LineSegmenterBorrowed<'static>,
    characters: GraphemeClusterSegmenterBorrowed<'static>,
}

impl Segmenter {
    pub(super) fn new(breaking: LineBreaking) -> Segmenter {
        // The segmenter sets Chinese apart no further.
        const SQUARES: LanguageIdentifier = langid!("ja");
        let strictness = Some(match breaking {
            LineBreaking::Strict => LineBreakStrictness::Strict,
            LineBreaking::Normal => LineBreakStrictness::Normal,
            LineBreaking::Loose => LineBreakStrictness::Loose,
        });
        let lines = |content_locale| {
            let mut options = LineBreakOptions::default();
            (options.strictness, options.content_locale) = (strictness, content_locale);
            // The dictionaries serve Thai, Lao, Khmer, Burmese, Chinese and Japanese.
            LineSegmenter::new_dictionary(options)
        };
        Segmenter {
            lines: lines(None),
            square_lines: lines(Some(&SQUARES)),
            characters: GraphemeClusterSegmenter::new(),
        }
    }

    /// The characters of a text as readers see them, those of unreasonable length cut up.
    pub(super) fn clusters<'t>(&'t self, text: &'t str) -> impl Iterator<Item = Range<usize>> + 't {
        let mut start = 0;
        let ends = self.characters.segment_str(text).skip(1);
        ends.flat_map(move |end| {
            let cluster = std::mem::replace(&mut start, end)..end;
            let step = if cluster.len() > LONGEST_CLUSTER { 1 } else { cluster.len() };
            let begins = text[cluster.clone()].char_indices().map(|(offset, _)| offset).step_by(step);
            let begins: Vec<usize> =
                begins.map(|offset| cluster.start + offset).chain([cluster.end]).collect();
            (1..begins.len()).map(move |index| begins[index - 1]..begins[index])
        })
    }

    /// The places where a line may end, in order, the end of the text included; the text's language
    /// `has_squares` or not.
    ///
    /// The segmenter takes its time, and most words of a book in Latin script are letters with points and
    /// quotation marks behind, of which the rules say without a table: no line ends within them (LB13,
    /// LB19, LB28, LB29), and one may end in the space behind them (LB18). The segmenter is asked about
    /// what lies between such spaces and is more than that.
    pub(super) fn line_ends(&self, text: &str, has_squares: bool) -> Vec<usize> {
        let lines = if has_squares { &self.square_lines } else { &self.lines };
        let mut ends = Vec::with_capacity(text.len() / 5);
        let mut push = |start: usize, end: usize, is_simple: bool| match is_simple {
            true => ends.push(end),
            false => ends.extend(lines.segment_str(&text[start..end]).skip(1).map(|at| start + at)),
        };
        let (mut start, mut is_simple) = (0, true);
        // What the character before is, and where that is a space, what is before the space.
        let (mut before, mut behind_space) = (Class::Other, Class::Other);
        for (at, character) in text.char_indices() {
            let class = Class::of(character);
            if before == Class::Space && behind_space.ends_word() && class.begins_word() {
                push(start, at, is_simple);
                (start, is_simple) = (at, true);
            } else {
                // A space within a stretch, or an exclamation and a letter, which may be parted.
                is_simple &= before != Class::Space && (before, class) != (Class::Stop, Class::Letter);
            }
            is_simple &= class != Class::Other;
            (before, behind_space) = (class, before);
        }
        if start < text.len() {
            push(start, text.len(), is_simple);
        }
        ends
    }
}

/// What the rules say of a character.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Class {
    Space,
    /// Of class AL, as far as it is in ASCII.
    Letter,
    /// Of class IS.
    Point,
    /// Of class EX.
    Stop,
    /// Of class QU.
    Opening,
    Closing,
    Other,
}

impl Class {
    #[inline]
    fn of(character: char) -> Class {
        match character {
            'a'..='z' | 'A'..='Z' => Class::Letter,
            ' ' => Class::Space,
            '.' | ',' | ';' | ':' => Class::Point,
            '!' | '?' => Class::Stop,
            '‘' | '“' => Class::Opening,
            '’' | '”' => Class::Closing,
            _ => Class::Other,
        }
    }

    /// Whether a line may end in the space behind it, if a word begins there, whatever else the text holds: no
    /// rule before LB18 forbids it, and none looks from one side to the other.
    fn ends_word(self) -> bool {
        matches!(self, Class::Letter | Class::Point | Class::Stop | Class::Closing)
    }

    fn begins_word(self) -> bool {
        matches!(self, Class::Letter | Class::Opening)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Whether the ends that are found are those of the segmenter alone.
    fn are_alike(text: &str) -> Result<(), TestCaseError> {
        for (_, breaking) in LineBreaking::NAMES {
            let segmenter = Segmenter::new(*breaking);
            for (lines, has_squares) in [(&segmenter.lines, false), (&segmenter.square_lines, true)] {
                let all: Vec<usize> = lines.segment_str(text).skip(1).collect();
                prop_assert_eq!(segmenter.line_ends(text, has_squares), all);
            }
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn they_are_those_of_the_segmenter(
            text in "(([a-zA-Z]{1,4}|[a-zA-Z.,;:!?‘’“” ]|[-0-9\"'()/%$—–\u{A0}\u{AD}\u{301}\u{200B}\u{2060}éß語。あ「」กข한🙂🇩\t\n])[ ]?){0,24}"
        ) {
            are_alike(&text)?;
        }

        #[test]
        fn simple_words_are_alike(text in "([a-cA-C.,;:!?‘’“” ]){0,40}") {
            are_alike(&text)?;
        }
    }

    #[test]
    fn lines_begin_as_strictly_as_is_asked_for() {
        use LineBreaking::{Loose, Normal, Strict};
        for (text, has_squares, expected) in [
            // Small kana and the mark of a long vowel; the wave that is a dash; marks of repetition; dots.
            ("きゃ", true, [Some(Normal), Some(Loose), None]),
            ("カー", true, [Some(Normal), Some(Loose), None]),
            ("七〜", true, [Some(Normal), Some(Loose), None]),
            ("七〜", false, [None, None, None]),
            ("人々", true, [Some(Loose), None, None]),
            ("日・", true, [Some(Loose), None, None]),
            ("日。", true, [None, None, None]),
            ("日日", true, [Some(Strict), Some(Normal), Some(Loose)]),
        ] {
            let parts =
                |breaking: &LineBreaking| Segmenter::new(*breaking).line_ends(text, has_squares).contains(&3);
            let mut found = [Strict, Normal, Loose].into_iter().filter(parts);
            assert_eq!([found.next(), found.next(), found.next()], expected, "{text} {has_squares}");
        }
    }
}
