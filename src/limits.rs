//! How much a book may make of little. A manuscript may come from a stranger, and a few bytes that name each other
//! ask for more than any machine has; no honest book meets these bounds. What does is said with its place, and the
//! rest of the book is made.

/// The budgets of a book. One setting, `limits`, raises all of them together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Limits {
    times: u32,
}

/// How whoever means it so gives a book more.
pub const HINT: &str = "if it is meant so, `--set limits=2` gives the book twice as much, and so on to 64";

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

    /// Elements of one drawing as it is drawn (`resource::svg`). Half as many are a map of a city, and take a second.
    pub fn drawn_elements(self) -> u64 {
        self.of(200_000) as u64
    }

    /// Elements of all drawings of a book. A manual of a thousand diagrams has some hundred thousand.
    pub fn drawn_elements_of_all(self) -> u64 {
        self.of(2_000_000) as u64
    }

    /// How often the rules of a drawing's style sheets are held against its elements, and against each other:
    /// Mermaid's two hundred rules against five thousand elements, twice.
    pub fn style_matches(self) -> u64 {
        self.of(2_000_000) as u64
    }

    /// Pixels of a picture that is decoded, or of all pictures within a drawing: four bytes each are 200 MB.
    pub fn decoded_pixels(self) -> u64 {
        self.of(50_000_000) as u64
    }

    /// Pixels of a picture that goes into both editions as it is, and is never in memory.
    pub fn passed_pixels(self) -> u64 {
        self.of(500_000_000) as u64
    }

    /// Pixels of all pictures of a book: a thousand photographs of twenty million each.
    pub fn pixels_of_all(self) -> u64 {
        (self.of(1) as u64).saturating_mul(20_000_000_000)
    }

    /// Cells of all tables: a thousand tables of a thousand cells each.
    pub fn cells(self) -> usize {
        self.of(1_000_000)
    }

    /// Notes: an edition of a thousand pages with twenty notes on each has less than a tenth of them.
    pub fn notes(self) -> usize {
        self.of(250_000)
    }

    const fn of(self, one: usize) -> usize {
        one.saturating_mul(self.times as usize)
    }
}
