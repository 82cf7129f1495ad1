//! Whose text a line holds, and what that makes of its pieces.

use crate::document::{BlockId, NoteId, text};
use crate::layout::page::{Generated, Part};
use std::mem::{Discriminant, discriminant};
use std::ops::Range;

/// Whose text a line holds.
#[derive(Clone, Copy, Debug)]
pub enum Owner {
    Content(BlockId),
    /// The words that stand for an image, whose own text is `text::OBJECT`.
    Object(BlockId),
    Generated(BlockId, Generated),
}

impl Owner {
    pub fn block(self) -> BlockId {
        let (Owner::Content(block) | Owner::Object(block) | Owner::Generated(block, _)) = self;
        block
    }

    /// What it is, whatever the block.
    pub fn kind(self) -> (Discriminant<Owner>, Option<Generated>) {
        let generated = match self {
            Owner::Generated(_, kind) => Some(kind),
            Owner::Content(_) | Owner::Object(_) => None,
        };
        (discriminant(&self), generated)
    }

    pub fn part(self, text: Range<u32>) -> Part {
        match self {
            Owner::Content(block) => Part::Content { block, text },
            Owner::Object(block) => Part::Content { block, text: 0..text::OBJECT.len_utf8() as u32 },
            Owner::Generated(block, kind) => Part::Generated { block, kind },
        }
    }

    /// What is said of the words from an offset on.
    pub fn annotation(self, at: u32, depth: u32) -> Part {
        match self {
            Owner::Content(block) => Part::Annotation { block, at, depth },
            Owner::Object(_) | Owner::Generated(..) => self.part(at..at),
        }
    }

    /// The number of a note; what we make calls none.
    pub fn call(self, at: u32, note: NoteId) -> Part {
        match self {
            Owner::Content(block) => Part::Call { block, at, note },
            Owner::Object(_) | Owner::Generated(..) => self.part(at..at),
        }
    }
}
