//! The characters that a line holds, told once: what most lines are not is said by them alone.

/// Which characters of ASCII some words hold, and whether they hold others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u128);

impl Signs {
    /// All that is not ASCII, in the place of a character that texts do not have.
    pub const OTHERS: Signs = Signs(1);

    /// The signs of some words.
    pub const fn of(words: &str) -> Signs {
        let bytes = words.as_bytes();
        let (mut signs, mut at) = (0, 0);
        while at < bytes.len() {
            signs |= if bytes[at].is_ascii() { 1 << bytes[at] } else { Signs::OTHERS.0 };
            at += 1;
        }
        Signs(signs)
    }

    /// These and others.
    pub const fn with(self, others: Signs) -> Signs {
        Signs(self.0 | others.0)
    }

    /// Whether one of them is among others.
    pub const fn meet(self, others: Signs) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether all of them are among others.
    pub const fn are_within(self, others: Signs) -> bool {
        self.0 & !others.0 == 0
    }
}
