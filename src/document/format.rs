//! What an input may be written in.

use std::path::Path;

/// How an input is to be understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Format {
    /// With everything that Bifolio reads in it.
    Markdown,
    /// As GitHub reads it.
    Gfm,
    /// As its specification has it, and nothing else.
    CommonMark,
    /// As pandoc reads it, where that is otherwise.
    Pandoc,
    /// With the marks of Leanpub (Markua) as well.
    Leanpub,
    /// With the marks of Quarto and bookdown as well.
    Quarto,
    /// With the marks of MyST, in which Jupyter Book and Sphinx are written, as well.
    Myst,
    /// With the marks of Obsidian as well.
    Obsidian,
    /// Plain text, whose structure is told by its form.
    Text,
    /// A whole book as mdBook hands it to its renderers.
    RenderContext,
}

impl Format {
    /// By the ending of the name: `.txt` and `.text` are plain text, `.qmd` and `.Rmd` Quarto's Markdown,
    /// and all else is Markdown.
    pub fn of(path: &Path) -> Format {
        let ending = path.extension().unwrap_or_default();
        let has = |endings: [&str; 2]| endings.iter().any(|known| ending.eq_ignore_ascii_case(known));
        match () {
            () if has(["txt", "text"]) => Format::Text,
            () if has(["qmd", "rmd"]) => Format::Quarto,
            () => Format::Markdown,
        }
    }

    /// Whose book a text of this format belongs to, where somebody else's.
    pub fn book(self) -> Option<&'static str> {
        Some(match self {
            Format::Leanpub => "a book of Leanpub",
            Format::Quarto => "a book of Quarto",
            Format::Myst => "a book of MyST",
            Format::Obsidian => "a vault of Obsidian",
            Format::Markdown
            | Format::Pandoc
            | Format::Gfm
            | Format::CommonMark
            | Format::Text
            | Format::RenderContext => return None,
        })
    }
}

/// What they are called where a user says what a text is.
pub const FORMATS: &[(&str, Format)] = &[
    ("markdown", Format::Markdown),
    ("pandoc", Format::Pandoc),
    ("gfm", Format::Gfm),
    ("commonmark", Format::CommonMark),
    ("leanpub", Format::Leanpub),
    ("quarto", Format::Quarto),
    ("myst", Format::Myst),
    ("obsidian", Format::Obsidian),
    ("text", Format::Text),
];
