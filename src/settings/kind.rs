//! What values look like, for those who check them before they are read.

/// The kind of a value.
#[derive(Clone, Copy, Debug)]
pub(super) enum Kind {
    /// Words.
    Text,
    /// One of these names.
    OneOf(fn() -> Vec<&'static str>),
    /// Several of these names, or `none`, in a list or with commas or blanks between them.
    SeveralOf(fn() -> Vec<&'static str>),
    /// Names, paths or words, in a list or with commas between them.
    Names,
    /// Words that a regular expression describes.
    Like(&'static str),
    /// The size of a page: a name or two measures.
    Trim,
    /// One measure or four.
    Margins,
    /// Two numbers from 2 to 9.
    Minima,
    /// Words, or a map with these keys, or a list of either.
    Parts(&'static [&'static str]),
}

/// What an address of a site begins with.
pub(super) const SITE_URL: &str = "^https?://";
