//! How a book looks: typed values per role, no selectors and no cascade.
//!
//! Layout reads it. The EPUB's style sheet is one text for all books, and only `notes`, `squares`,
//! `epub_faces` and `epub_writing` decide anything there; all else is the printed page's, and says so.

use crate::font::Family;
use crate::length::{Length, Sides, Size};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Theme {
    pub page: PageStyle,
    pub body: BodyStyle,
    /// How deep the printed contents go; 0 leaves them out. PDF only.
    pub toc_depth: u8,
    pub notes: Notes,
    pub figures: Figures,
    pub epub_faces: EpubFaces,
    pub epub_writing: WritingMode,
    pub squares: SquareStyle,
}

/// The sheet and the area of text on it. PDF only.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PageStyle {
    pub trim: Size,
    pub margins: Sides,
}

/// Running text. PDF only: in the EPUB, face, size and leading are the reader's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct BodyStyle {
    pub family: Family,
    /// That of headings and of what stands on the title page.
    pub headings: Family,
    pub size: Length,
    pub leading: Length,
}

/// How the notes of a chapter are shown in the EPUB; in the PDF they stand at the foot of the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Notes {
    /// Where they are called, by reading systems that can.
    #[default]
    PopUp,
    /// At the end of the chapter alone.
    ChapterEnd,
}

/// Which faces the EPUB has within it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EpubFaces {
    /// All is left to reading systems.
    #[default]
    None,
    /// Those of what reading systems often lack: scripts besides Latin, Greek and Cyrillic, formulas, signs.
    Needed,
    /// Those of the printed edition.
    All,
}

/// Which way the lines of the EPUB run; those of the PDF run across the page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum WritingMode {
    #[default]
    Horizontal,
    /// From the top down, the first line on the right, as in books in Japanese and in Chinese of Taiwan.
    Vertical,
}

/// Where figures stand in the PDF; in the EPUB they stand where they are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Figures {
    /// Where they are written, even where that leaves a page short.
    #[default]
    Here,
    /// At the top of the page, or of one after it.
    Top,
}

/// How Chinese and Japanese are set, whose characters stand in squares. In both editions.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct SquareStyle {
    pub line_break: LineBreaking,
    /// Commas and stops for which a line has no room hang out of it.
    pub hanging: bool,
    pub autospace: Autospace,
}

/// Before which characters a line may end, by the values of CSS (Text 3, 5.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum LineBreaking {
    /// No line begins with a small kana or a mark that lengthens a vowel: how books are set (JLREQ 3.1.7).
    #[default]
    Strict,
    /// One may.
    Normal,
    /// One may begin with marks of repetition and with hyphens, too, as in narrow columns.
    Loose,
}

impl LineBreaking {
    /// Its names, as CSS has them.
    pub const NAMES: &[(&str, LineBreaking)] =
        &[("strict", LineBreaking::Strict), ("normal", LineBreaking::Normal), ("loose", LineBreaking::Loose)];
}

/// What stands between their characters and the letters and figures of other scripts where no space does, by the
/// values of CSS (Text 4, 8.3).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Autospace {
    /// A little blank.
    #[default]
    Normal,
    Nothing,
}

impl Autospace {
    /// Its names, as CSS has them.
    pub const NAMES: &[(&str, Autospace)] =
        &[("normal", Autospace::Normal), ("no-autospace", Autospace::Nothing)];
}

impl Default for Theme {
    fn default() -> Theme {
        Theme {
            page: PageStyle {
                trim: Size { width: Length::pt(432), height: Length::pt(648) },
                margins: Sides {
                    inner: Length::millipt(57_600),
                    outer: Length::millipt(46_800),
                    top: Length::pt(54),
                    bottom: Length::millipt(61_200),
                },
            },
            body: BodyStyle {
                family: Family::Serif,
                headings: Family::Serif,
                size: Length::millipt(10_500),
                leading: Length::pt(14),
            },
            toc_depth: 2,
            notes: Notes::PopUp,
            figures: Figures::Here,
            epub_faces: EpubFaces::None,
            epub_writing: WritingMode::Horizontal,
            squares: SquareStyle::default(),
        }
    }
}

impl Theme {
    /// So many letters of text no page holds more of: a third of an em is narrower than those of any text
    /// are on average (Libertinus Serif has 0.43 em in English).
    pub fn most_letters_a_page(&self) -> usize {
        let page = self.page;
        let height = page.trim.height - page.margins.top - page.margins.bottom;
        let lines = height.0 / self.body.leading.0.max(1) + 1;
        let letters = page.measure().0 * 3 / self.body.size.0.max(1);
        usize::try_from(lines * letters).unwrap_or(usize::MAX)
    }
}

impl PageStyle {
    /// The width of the text area.
    pub fn measure(&self) -> Length {
        self.trim.width - self.margins.inner - self.margins.outer
    }
}
