//! What stands among words without being letters: images and formulas, at the size they are set.

use crate::layout::item::{Item, Piece};
use crate::layout::lines::LineBreak;
use crate::layout::math::MathPiece;
use crate::length::{Length, Size};
use crate::resource::ImageId;
use std::collections::BTreeMap;

/// Something among words that is no letter, at its size.
#[derive(Debug)]
pub enum Object {
    /// An image; one that could not be read has neither id nor size.
    Image(Option<ImageId>, Size),
    /// A formula in the pieces between which a line may end.
    Formula(Vec<MathPiece>),
}

/// The objects of one paragraph, by the index of their segment.
#[derive(Debug, Default)]
pub struct Objects(BTreeMap<u32, Object>);

impl Objects {
    /// Objects with their segments.
    pub fn new(objects: impl Iterator<Item = (u32, Object)>) -> Objects {
        Objects(objects.collect())
    }

    /// The image in a segment.
    pub fn image(&self, segment: u32) -> (Option<ImageId>, Size) {
        match self.0.get(&segment) {
            Some(Object::Image(id, size)) => (*id, *size),
            _ => (None, Size::default()),
        }
    }

    /// The pieces of the formula in a segment.
    pub fn formula(&self, segment: u32) -> &[MathPiece] {
        match self.0.get(&segment) {
            Some(Object::Formula(pieces)) => pieces,
            _ => &[],
        }
    }

    /// How far the objects of a line reach above its baseline and below it.
    pub fn extent(&self, items: &[Item], line: LineBreak) -> (Length, Length) {
        let objects = items[line.start..line.at].iter().filter_map(|item| match item {
            Item::Box { piece: Piece::Image(segment), .. } => {
                Some((self.image(*segment).1.height, Length::ZERO))
            }
            Item::Box { piece: Piece::Formula { segment, piece }, .. } => {
                let set = &self.formula(*segment).get(*piece as usize)?.set;
                Some((set.height, set.depth))
            }
            _ => None,
        });
        objects.fold((Length::ZERO, Length::ZERO), |(above, below), (height, depth)| {
            (above.max(height), below.max(depth))
        })
    }
}
