//! Words with the places where hyphens may divide them, each as its language has it.
//!
//! The widths of a divided word's parts are chosen so that running sums are exact although dividing a word can
//! undo a ligature or a kern: a part is as wide as the whole word less what follows, and the penalty between
//! carries the rest.

use super::{HYPHEN_COST, Item, ItemBuilder, Itemiser, Piece, TextPiece, WholeWord};
use crate::layout::hyphenate::is_among_capitals;
use crate::layout::item::TextRange;
use crate::layout::shape::Division;
use crate::layout::style::TextStyle;
use crate::layout::text::StyledText;
use crate::length::Length;
use std::ops::Range;

impl Itemiser<'_> {
    /// The items of a paragraph with the places where its words may be divided.
    pub fn divided(&self, text: &StyledText, items: Vec<Item>) -> Vec<Item> {
        let mut divided = Vec::with_capacity(items.len() * 2);
        for item in items {
            match item {
                Item::Box {
                    piece:
                        Piece::Text(TextPiece {
                            text: own,
                            whole: Some(whole @ WholeWord { may_divide: true, .. }),
                        }),
                    width: _,
                } => match self.divisions_in(text, &own, &whole) {
                    [] => {
                        let (width, whole) = (whole.shaped.width, WholeWord { may_divide: false, ..whole });
                        let piece = Piece::Text(TextPiece { text: own, whole: Some(whole) });
                        divided.push(Item::Box { width, piece });
                    }
                    divisions => divided.extend(parts(&own, &whole, divisions)),
                },
                item => divided.push(item),
            }
        }
        divided
    }

    /// Where a word may be divided that could be left whole: not for its capitals, which make it a name, unless all is
    /// in capitals around it.
    fn divisions_in<'w>(&self, text: &StyledText, own: &TextRange, whole: &'w WholeWord) -> &'w [Division] {
        let range = own.range.start as usize..own.range.end as usize;
        let language = self.shaper.languages().get(text.segments[own.segment as usize].style.lang);
        let has_capitals = language.hyphenator.has_inner_capitals(&text.text[range.clone()]);
        match has_capitals && !is_among_capitals(&text.text, range) {
            true => &[],
            false => self.divisions(text, own, whole),
        }
    }

    fn divisions<'w>(&self, text: &StyledText, own: &TextRange, whole: &'w WholeWord) -> &'w [Division] {
        let word = &text.text[own.range.start as usize..own.range.end as usize];
        let style = TextStyle { from_right: false, ..text.segments[own.segment as usize].style };
        self.shaper.divisions(&whole.shaped, word, style)
    }
}

impl ItemBuilder<'_> {
    /// A word that is wider than its line: divided whether words are divided or not, since to be cut anywhere is
    /// worse, and cut where no part of it fits.
    pub(super) fn too_wide(&mut self, range: Range<usize>, segment: usize, whole: &WholeWord) {
        let own = super::text_range(range.clone(), segment);
        let divisions = match whole.may_divide {
            true => self.itemiser.divisions(self.text, &own, whole),
            false => &[],
        };
        if divisions.is_empty() {
            return self.cut(range, segment);
        }
        for item in parts(&own, whole, divisions) {
            match &item {
                Item::Box { width, piece: Piece::Text(part) } if *width > self.rules.measure => {
                    let part = &part.text.range;
                    self.cut(part.start as usize..part.end as usize, segment);
                }
                _ => self.items.push(item),
            }
        }
    }
}

/// The parts of a word, and between them the places where it may be divided.
fn parts<'w>(
    own: &TextRange,
    whole: &'w WholeWord,
    divisions: &'w [Division],
) -> impl Iterator<Item = Item> + use<'w> {
    let segment = own.segment;
    let part = move |from: Option<&Division>, to: Option<&Division>| {
        let at = |division: &Division| whole.range.start + division.at as u32;
        let range = from.map_or(whole.range.start, at)..to.map_or(whole.range.end, at);
        let width =
            to.map_or(whole.shaped.width, |to| to.before) - from.map_or(Length::ZERO, |from| from.before);
        // Where no line ends within the word, its first part stands for all of it.
        let whole = from.is_none().then(|| WholeWord { may_divide: false, ..whole.clone() });
        Item::Box { width, piece: Piece::Text(TextPiece { text: TextRange { range, segment }, whole }) }
    };
    let divided = (0..divisions.len()).flat_map(move |index| {
        let from = index.checked_sub(1).map(|before| &divisions[before]);
        let hyphen = Item::Penalty { width: divisions[index].hyphen, cost: HYPHEN_COST, flagged: true };
        [part(from, divisions.get(index)), hyphen]
    });
    divided.chain(std::iter::once_with(move || part(divisions.last(), None)))
}
