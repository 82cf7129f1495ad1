//! How much a book may make of little. A manuscript may come from a stranger, and a few bytes that name each other
//! ask for more than any machine has; no honest book meets these bounds. What does is said with its place, and the
//! rest of the book is made.

/// The budgets of a book. One setting, `limits`, raises all of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    times: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        Limits::times(1)
    }
}

impl Limits {
    /// So many times what holds by default.
    pub const fn times(times: u32) -> Limits {
        Limits { times }
    }

    /// Bytes that texts take in from other files: sixty times what a novel holds. Beyond 2 GB, places could not be
    /// counted in 32 bits.
    pub fn included_bytes(self) -> usize {
        self.of(64 << 20).min(2 << 30)
    }

    /// How often a file is taken in. The Rust Programming Language, which shows all of its code in this way, does so
    /// 707 times.
    pub fn includes(self) -> usize {
        self.of(10_000)
    }

    /// Files within files within files: as deep as mdBook follows them.
    pub fn include_depth(self) -> usize {
        self.of(10)
    }

    /// Bytes that are looked through for the parts of files that are taken in, by their words and names: what a
    /// processor goes through in half a second.
    pub fn searched_bytes(self) -> usize {
        self.of(512 << 20)
    }

    const fn of(self, one: usize) -> usize {
        one.saturating_mul(self.times as usize)
    }
}
