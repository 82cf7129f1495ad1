//! What can be said of a book besides its text: one table of settings (`table`), of which the command
//! line, front matter, `[output.bifolio]`, the help and "did you mean" are made, and the values in
//! force, in one carrier for each concern.
//!
//! A value goes the same way from wherever it stands: a [`Value`] is read by its row of the table
//! ([`read`](read())), and what several places say is brought together once ([`resolve`](resolve())).

mod creator;
mod files;
mod kind;
mod metadata;
mod origin;
mod others;
mod parse;
mod pattern;
mod read;
mod resolve;
mod schema;
mod setting;
mod table;
#[cfg(test)]
mod tests;
mod toml;
mod value;

pub(crate) use files::{NamedFiles, is_typed, place};
pub use origin::{Origin, Said, SaidBy};
pub use pattern::Pattern;
pub use read::{Stated, read};
pub use resolve::{Typed, before_reading, resolve};
pub use schema::schema;
pub use setting::{Place, Setting};
pub use table::TABLE;
pub use toml::{Toml, toml};
pub use value::{Value, ValueKind};

use crate::diagnostic::policy::Policy;
use crate::document::{Digits, FloatKind, Format, Metadata, Openers, Standards};
use crate::font::FontFeature;
use crate::length::Length;
pub use crate::limits::Limits;
use crate::theme::Theme;
use parse::Refused;

/// The settings in force for one book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Settings {
    /// What the book says of itself.
    pub metadata: Metadata,
    /// The user typed where the cover lies, which may be anywhere. A cover that the manuscript names
    /// lies in the book's folders.
    pub cover_is_typed: bool,
    /// How it looks.
    pub theme: Theme,
    /// The faces that it asks for.
    pub faces: FaceSettings,
    /// Where its words are divided in print.
    pub hyphenation: HyphenationSettings,
    /// What becomes of its text, in both editions.
    pub text: TextSettings,
    /// What concerns the EPUB alone.
    pub epub: EpubSettings,
    /// What concerns the PDF alone.
    pub pdf: PdfSettings,
    /// How much of the machine it may take.
    pub limits: Limits,
    /// Which messages the book does not want to hear, and which it does not want to be made with.
    pub messages: Policy,
    /// Who said what of all this. What is not here is what holds by default.
    pub said: SaidBy,
}

/// The faces that a book asks for, by the names of families: whether there are such is not known here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FaceSettings {
    /// Files of faces, and folders of such files.
    pub files: Vec<String>,
    /// Families that are asked first for what the text's own lacks.
    pub fallback: Vec<String>,
    /// Whether what no other face has is taken from the system's.
    pub system: bool,
    /// The family of the text.
    pub text: String,
    /// That of headings; the text's where nothing is said.
    pub headings: Option<String>,
    /// That of code.
    pub code: String,
    /// That of formulas.
    pub math: String,
    /// What text and headings are set with besides what is always done.
    pub features: Vec<FontFeature>,
}

/// What a book says of the division of its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HyphenationSettings {
    /// Words with hyphens where they may be divided.
    pub words: Vec<String>,
    /// So many letters stand at the least before a hyphen and behind it; as their language has it where nothing is
    /// said.
    pub least: Option<(u8, u8)>,
    /// Files of patterns: the tag of a language in small letters, and the path.
    pub patterns: Vec<(String, String)>,
}

/// What the passes are told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextSettings {
    /// Sections at this level are chapters.
    pub split_level: u8,
    /// Where chapters begin in print, which decides in both editions how notes are numbered.
    pub openers: Openers,
    /// Without a word on it, numbers are those that a list of chapters gives.
    pub number_sections: Option<bool>,
    /// Whether chapters that are listed but not written yet are shown.
    pub planned_chapters: bool,
    /// What numbers are written in that the book adds to its text; as its language does where nothing is said.
    pub digits: Option<Digits>,
    /// Quotes, dashes and ellipses by language.
    pub typography: bool,
    /// `\(…\)` and `\[…\]` are formulas. A text is read by it, so that front matter says it for its own
    /// file.
    pub bracket_math: bool,
    /// How every input is read; by its ending where nothing is said.
    pub from: Option<Format>,
    /// How plain text is read.
    pub plain: PlainSettings,
    /// For programs that call the library; no setting says it.
    pub links: Links,
    /// Where files stand that the book does not hold; it ends in a slash.
    pub site_url: Option<String>,
    /// What there are to be lists of, in their order.
    pub lists: Vec<FloatKind>,
}

/// How plain text is read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PlainSettings {
    /// What is looked at to find its sections.
    pub structure: Structure,
    /// What the lines hold that are headings; nothing is guessed then.
    pub heading: Option<Pattern>,
    /// The path of a list of titles that are its headings; nothing is guessed then.
    pub outline: Option<String>,
    /// Lines end where they end in the file.
    pub keep_lines: bool,
    /// What stands around it and is no part of it (a licence, a call to subscribe) stays.
    pub keep_furniture: bool,
}

/// Where the sections of a plain text are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Structure {
    /// In its contents list, else in the form of its lines.
    #[default]
    Auto,
    /// In its contents list alone.
    List,
    /// In the numbers of its headings alone.
    Numbers,
    /// Nowhere: it is one section, and all lines are text.
    None,
}

/// What becomes of the manuscript's links.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Links {
    /// They lead to an anchor of the book or outside of it, or are reported.
    #[default]
    Resolved,
    /// Their targets stay as they are written, in the EPUB: for programs that resolve them
    /// themselves. Nobody has judged then whether they lead anywhere, or are harmless.
    AsWritten,
}

/// What the writer of the EPUB is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct EpubSettings {
    /// How deep the contents go that are a page of the book; 0 stands for all.
    pub toc_depth: u8,
}

/// What the writer of the PDF is told.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct PdfSettings {
    /// What the file is to meet.
    pub standards: Standards,
    /// The file holds the texts that it was made from.
    pub attach_manuscript: bool,
    /// What paper shows of the addresses of outside links.
    pub link_urls: LinkUrls,
}

/// Where the addresses of outside links are printed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum LinkUrls {
    /// Nowhere.
    #[default]
    None,
    /// As notes at the foot of the page.
    Foot,
}

impl FaceSettings {
    /// All families that are asked for by name, each with the setting that does.
    pub fn families(&self) -> impl Iterator<Item = (&'static str, &str)> {
        let of_headings = self.headings.iter().map(|name| ("pdf.font-headings", name.as_str()));
        let fallback = self.fallback.iter().map(|name| ("fonts.fallback", name.as_str()));
        let always =
            [("pdf.font", &*self.text), ("pdf.font-code", &*self.code), ("pdf.font-math", &*self.math)];
        always.into_iter().chain(of_headings).chain(fallback)
    }
}

impl Default for FaceSettings {
    fn default() -> FaceSettings {
        FaceSettings {
            files: Vec::new(),
            fallback: Vec::new(),
            system: true,
            text: "Libertinus Serif".into(),
            headings: None,
            code: "Source Code Pro".into(),
            math: "STIX Two Math".into(),
            features: Vec::new(),
        }
    }
}

impl Default for TextSettings {
    fn default() -> TextSettings {
        TextSettings {
            split_level: 1,
            openers: Openers::Auto,
            number_sections: None,
            planned_chapters: false,
            digits: None,
            typography: true,
            bracket_math: false,
            from: None,
            plain: PlainSettings::default(),
            links: Links::Resolved,
            site_url: None,
            lists: Vec::new(),
        }
    }
}

impl Default for EpubSettings {
    fn default() -> EpubSettings {
        EpubSettings { toc_depth: 3 }
    }
}

impl Settings {
    /// The leading follows the size, in the proportion it has, until it is set itself.
    fn set_size(&mut self, size: Length) {
        let body = &mut self.theme.body;
        body.leading = body.leading.scale(size.0, body.size.0);
        body.size = size;
    }

    /// Whether trim and margins leave an area in which lines can be set.
    fn check(&self) -> Result<(), Refused> {
        let page = self.theme.page;
        let height = page.trim.height - page.margins.top - page.margins.bottom;
        if page.measure() < Length::pt(72) || height < self.theme.body.leading * 6 {
            return Err(Refused::wants("one that leaves a text area an inch wide and six lines high"));
        }
        if self.theme.body.leading < self.theme.body.size {
            return Err(Refused::wants("a leading of at least the size"));
        }
        Ok(())
    }
}
