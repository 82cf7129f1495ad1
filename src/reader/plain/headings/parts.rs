//! The parts of a number such as "1.2.3".

use std::ops::Deref;

/// No number that is read has more parts.
pub const MOST: usize = 6;

/// The parts of a number, in place: many lines have one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Parts {
    count: u8,
    values: [u32; MOST],
}

impl Parts {
    pub fn of(value: u32) -> Parts {
        let mut parts = Parts::default();
        parts.push(value);
        parts
    }

    /// The same without zeros at its end: "3.0" counts what "3.1" is a part of.
    pub fn without_zeros(mut self) -> Parts {
        while self.count > 1 && self.last() == Some(&0) {
            self.count -= 1;
        }
        self
    }

    /// Puts a part behind the others, unless there are as many as there can be.
    pub fn push(&mut self, value: u32) {
        if let Some(place) = self.values.get_mut(usize::from(self.count)) {
            *place = value;
            self.count += 1;
        }
    }
}

impl Deref for Parts {
    type Target = [u32];

    fn deref(&self) -> &[u32] {
        self.values.get(..usize::from(self.count)).unwrap_or_default()
    }
}
