//! What Bifolio has to say about a manuscript: coded, with a place and, where it helps, a hint.
//!
//! Readers and passes never fail; they return `Warned<T>`. `Error` is for the outside world
//! alone: an unreadable input, an unusable font, an output that could not be written.

pub mod allowance;
mod fingerprint;
mod json;
mod meaning;
mod place;
pub mod policy;
pub mod render;
mod sarif;

pub use meaning::{gist, meaning};

use crate::source::{FileId, Span};
use std::fmt;
use std::sync::Arc;

/// How much a diagnostic matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Information that needs no action.
    Note,
    /// The book is made, but something in it is not as the author meant it.
    Warning,
    /// No book can be made.
    Error,
}

/// Declares the codes with their names in messages, so that neither can be forgotten.
macro_rules! codes {
    ($($(#[doc = $doc:literal])* $variant:ident = $name:literal,)*) => {
        /// The stable name of a kind of diagnostic. Each variant says what a user did to cause it.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        #[non_exhaustive]
        pub enum Code { $($(#[doc = $doc])* $variant,)* }

        impl Code {
            /// Every code, in the order in which they are declared.
            pub const ALL: &'static [Code] = &[$(Code::$variant,)*];

            /// The name as it stands in messages and in `--deny`.
            pub fn as_str(self) -> &'static str {
                match self { $(Code::$variant => $name,)* }
            }

            /// What causes it, in a sentence or two.
            pub fn summary(self) -> &'static str {
                match self { $(Code::$variant => concat!($($doc),*).trim_ascii(),)* }
            }
        }
    };
}

codes! {
    /// An image names a file that is not there or cannot be read.
    MissingImage = "missing-image",
    /// An image file is of a kind that is not read, is broken, or is shown without a part of it.
    UnreadableImage = "unreadable-image",
    /// An image is printed so large that its pixels show.
    LowResolution = "low-resolution",
    /// Something of the manuscript keeps the PDF from a standard that `pdf.standard` asks for.
    StandardUnmet = "standard-unmet",
    /// An image has no alternative text.
    MissingAlt = "missing-alt",
    /// An alternative text is the name of a file, or a word for images as such.
    SuspiciousAlt = "suspicious-alt",
    /// A link's words do not say where it leads ("click here").
    VagueLink = "vague-link",
    /// A table has no row of heads.
    HeadlessTable = "headless-table",
    /// HTML gives a colour, which may say something by itself.
    ColorOnly = "color-only",
    /// A link names an anchor or a file that the book does not hold.
    DanglingLink = "dangling-link",
    /// A link has no text.
    EmptyLink = "empty-link",
    /// A link's scheme could run a program or read a file (`javascript:`, `file:`, …), or is none
    /// that books may hold.
    UnsafeLink = "unsafe-link",
    /// Two headings claim the same explicit id.
    DuplicateId = "duplicate-id",
    /// A heading is more than one level below the one before it.
    HeadingSkip = "heading-skip",
    /// No face at hand has a glyph for a character.
    MissingGlyph = "missing-glyph",
    /// A file of faces cannot be read, or a face of it cannot be used.
    UnreadableFace = "unreadable-face",
    /// No family of the faces at hand has the name that a setting gives.
    UnknownFamily = "unknown-family",
    /// The faces of the text lack a feature that is asked for.
    UnknownFeature = "unknown-feature",
    /// What no other face has is set in one that the machine happens to have.
    SystemFace = "system-face",
    /// A title in a text's contents list was not found again as a heading.
    OutlineUnmatched = "outline-unmatched",
    /// A line looks like a heading but the text's contents list does not name it.
    OutlineUnlisted = "outline-unlisted",
    /// A text has no contents list and its structure is a guess, or none was found.
    OutlineGuessed = "outline-guessed",
    /// Lines around the text that are not part of it (a licence, a call to subscribe) were left out.
    Furniture = "furniture",
    /// Words that the ends of lines divided were joined without their hyphens.
    DividedWords = "divided-words",
    /// Raw HTML in Markdown: its text is kept, its tags are not.
    RawHtml = "raw-html",
    /// A mark of a dialect that is not read stands in the text; it is kept as it is written, or left out
    /// where it is meant for another format.
    ForeignMarkup = "foreign-markup",
    /// HTML shows a film, a sound or a page that is not in the book; a link stands for it.
    EmbeddedMedia = "embedded-media",
    /// The language of a listing is not known.
    UnknownLanguage = "unknown-language",
    /// A formula is shown as it is written, not set.
    FormulaAsSource = "formula-as-source",
    /// Cells do not fit their table: more than its head has, or over one another.
    TableCells = "table-cells",
    /// Lines are drawn like a table, but their cells are not plain: they are kept as they stand.
    UnclearTable = "unclear-table",
    /// A table is too wide for the page even at the smallest size.
    WideTable = "wide-table",
    /// A page cannot be ended where the manuscript asks for it: within a cell, a note or a figure.
    IgnoredPageBreak = "ignored-page-break",
    /// A note is referenced but not defined.
    UndefinedNote = "undefined-note",
    /// A note is written but never called.
    UnusedNote = "unused-note",
    /// The input is in an older encoding, which was guessed.
    GuessedEncoding = "guessed-encoding",
    /// The input holds bytes that are not UTF-8; each is shown as U+FFFD.
    InvalidUtf8 = "invalid-utf8",
    /// The input holds a control character that neither edition may carry; it was left out.
    ControlCharacter = "control-character",
    /// The input holds no text.
    EmptyInput = "empty-input",
    /// Blocks are nested deeper than can be set; what is deeper follows at the last level.
    NestingTooDeep = "nesting-too-deep",
    /// The front matter is not YAML, or a value in it is not of its key's kind.
    FrontMatter = "front-matter",
    /// What a chapter's front matter says besides its title is not said of the book.
    ChapterMetadata = "chapter-metadata",
    /// A comment that is to allow messages names none that there is, or stands before no block.
    AllowComment = "allow-comment",
    /// A setting's name is not known.
    UnknownSetting = "unknown-setting",
    /// A setting's value cannot be read.
    BadSetting = "bad-setting",
    /// Neither the manuscript nor the settings name the language; English is assumed.
    LangNotSet = "lang-not-set",
    /// The manuscript's language has no hyphenation patterns here.
    NoHyphenation = "no-hyphenation",
    /// A file of hyphenation patterns cannot be read, or holds none.
    UnreadablePatterns = "unreadable-patterns",
    /// A line holds something too wide to break within the measure.
    OverfullLine = "overfull-line",
    /// An input cannot be read.
    UnreadableInput = "unreadable-input",
    /// A file in the book's folder says whose Markdown it is written in.
    Dialect = "dialect",
    /// A symbolic link in the book's folder leads out of it; it is not followed.
    OutsideLink = "outside-link",
    /// `book.toml` is not TOML.
    BookToml = "book-toml",
    /// `book.toml` names preprocessors, which are programs and are not run.
    Preprocessor = "preprocessor",
    /// mdBook handed the text over, whose lines need not be those of its files.
    HandedOver = "handed-over",
    /// The summary names a chapter that cannot be read, or none.
    MissingChapter = "missing-chapter",
    /// The summary names a chapter twice.
    DuplicateChapter = "duplicate-chapter",
    /// An included file, or the part of it that is wanted, is not there.
    MissingInclude = "missing-include",
    /// A file includes itself.
    IncludeLoop = "include-loop",
    /// The book takes in, draws or shows more than its budgets allow; what goes beyond is left out.
    BeyondLimits = "beyond-limits",
    /// A list of another tool, or what the texts say themselves, gives the chapters their order.
    ChapterList = "chapter-list",
    /// A folder holds files that may be texts and are of a kind that is not read.
    UnreadFile = "unread-file",
    /// A folder holds no text, or a list names none.
    NoManuscript = "no-manuscript",
    /// An option, its value or an argument of the command line is not known.
    Usage = "usage",
    /// A file that is about to be replaced is an edition of another book.
    OtherBook = "other-book",
    /// An output cannot be written.
    UnwritableOutput = "unwritable-output",
    /// Something inside Bifolio went wrong; please report it.
    Internal = "internal",
}

impl fmt::Display for Code {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

impl Severity {
    /// The word as it stands in messages.
    pub fn as_str(self) -> &'static str {
        match self {
            Severity::Note => "note",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }
}

/// One message about the manuscript.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Diagnostic {
    /// How much it matters.
    pub severity: Severity,
    /// Its kind.
    pub code: Code,
    /// The place that it is about.
    pub span: Span,
    /// What is to be said, without a full stop.
    pub message: String,
    /// What may help.
    pub hints: Vec<String>,
    /// The manuscript allows it where it stands, by a comment before its block.
    pub allowed: bool,
}

impl Diagnostic {
    /// A diagnostic without hints.
    pub fn new(severity: Severity, code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic { severity, code, span, message: message.into(), hints: Vec::new(), allowed: false }
    }

    /// A note without hints.
    pub fn note(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Note, code, span, message)
    }

    /// A warning without hints.
    pub fn warning(code: Code, span: Span, message: impl Into<String>) -> Diagnostic {
        Diagnostic::new(Severity::Warning, code, span, message)
    }

    /// The same complaint, in a file whose number was not known when it came up.
    pub fn in_file(mut self, file: FileId) -> Diagnostic {
        self.span.file = file;
        self
    }

    /// The same diagnostic with one more hint.
    pub fn hint(mut self, hint: impl Into<String>) -> Diagnostic {
        self.hints.push(hint.into());
        self
    }
}

/// A value and what there was to say while making it.
#[derive(Clone, Debug)]
pub struct Warned<T> {
    /// What was made.
    pub value: T,
    /// What there was to say.
    pub diagnostics: Vec<Diagnostic>,
}

impl<T> Warned<T> {
    /// Hands the diagnostics to `sink` and the value to the caller.
    pub fn collect(self, sink: &mut Vec<Diagnostic>) -> T {
        sink.extend(self.diagnostics);
        self.value
    }
}

impl<T> From<T> for Warned<T> {
    /// A value that there is nothing to say of.
    fn from(value: T) -> Warned<T> {
        Warned { value, diagnostics: Vec::new() }
    }
}

/// So many names are shown of many.
const NAMED: usize = 5;

/// Names in a message: the first few, and how many more there are.
pub fn named(names: &[String]) -> String {
    let shown: Vec<String> = names.iter().take(NAMED).map(|name| format!("`{name}`")).collect();
    match names.len().saturating_sub(NAMED) {
        0 => shown.join(", "),
        more => format!("{} and {more} more", shown.join(", ")),
    }
}

/// A failure of the outside world, or of a library we write with.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Error {
    /// Its kind.
    pub code: Code,
    /// What it is, in a sentence that names its cause too.
    pub message: String,
    cause: Option<Arc<Cause>>,
}

/// What an error comes from.
type Cause = dyn std::error::Error + Send + Sync;

impl Error {
    /// An error that comes from no other.
    pub fn new(code: Code, message: impl Into<String>) -> Error {
        Error { code, message: message.into(), cause: None }
    }

    /// The same error with what it comes from, as its `source`.
    pub fn caused_by(self, cause: impl Into<Box<Cause>>) -> Error {
        Error { cause: Some(Arc::from(cause.into())), ..self }
    }

    /// What the system, or the door to files, said, where it comes of that.
    pub(crate) fn io(&self) -> Option<&std::io::Error> {
        self.cause.as_deref()?.downcast_ref()
    }
}

/// Causes are not compared.
impl PartialEq for Error {
    fn eq(&self, other: &Error) -> bool {
        (self.code, &self.message) == (other.code, &other.message)
    }
}

impl Eq for Error {}

impl fmt::Display for Error {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.message)
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        let cause = self.cause.as_deref()?;
        Some(cause)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::error::Error as _;

    #[test]
    fn an_error_leads_to_its_cause() {
        let error = Error::new(Code::UnreadableInput, "cannot read `a`");
        assert!(error.source().is_none());
        let caused = error.clone().caused_by(std::io::Error::from(std::io::ErrorKind::NotFound));
        assert!(caused.source().is_some_and(|cause| cause.is::<std::io::Error>()));
        assert_eq!(error, caused);
    }
}
