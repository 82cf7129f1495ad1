//! What the lines of a text are for, and why they are taken so.

use std::fmt;

/// What a line is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    Blank,
    Text,
    /// It went into the metadata.
    Head(Field),
    /// The contents list, its own title with it.
    Contents,
    /// A line of a heading; `first` unless it goes on from the line above.
    Heading {
        level: u8,
        first: bool,
    },
    /// The name of who speaks in a play.
    Speaker,
    /// A row of marks above or below a title.
    Rule,
    /// A footnote, which stands where it is called.
    Note,
    /// Not part of the text.
    Furniture,
}

/// What a line of a text's head says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Field {
    Title,
    Subtitle,
    Author,
    /// A translator, an editor, an illustrator.
    Contributor,
    /// "Title: …" and its like.
    Stated,
}

/// Why a line has its role. Numbers are those of lines as an editor counts them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Why {
    /// Blank lines, and lines of text, whose form says what they are.
    Unsaid,
    /// A field of the head.
    Stated,
    /// The first words of the text.
    First,
    /// Below the title.
    BelowTitle,
    /// "by …".
    ByLine,
    /// "Translated by …".
    Hand,
    /// It says again what the head states.
    Again,
    /// "Contents".
    ListName,
    /// An entry of the contents list, found again there.
    Entry {
        found: u32,
    },
    /// An entry of the contents list that was not found again.
    NotFound,
    /// Of the contents list, below an entry of which it says more.
    SaysMore,
    /// A head in the contents list, over entries of which the first is found there.
    OverEntries {
        above: u32,
    },
    /// The contents list names it there.
    Listed {
        entry: u32,
    },
    /// The user's outline names it there.
    Outlined {
        entry: u32,
    },
    /// It holds what `text.heading` looks for.
    Matched,
    Underlined,
    Numbered,
    /// A letter of the alphabet.
    Lettered,
    /// Without a number or letter, beside headings that have one.
    Beside,
    InCapitals,
    /// A date alone, after others.
    Dated,
    /// A place of the camera.
    Shot,
    /// A title above the date of its publication.
    Posted,
    /// A short line between blank lines, with text below it.
    Alone,
    /// More white space stands above it than above paragraphs.
    SetOff,
    /// A name that speaks again and again.
    Returns,
    /// Such a name, and then what is said.
    BeginsWithName,
    /// It names the list of persons, or of scenes, below it.
    AbovePersons,
    /// A piece in front of what a contents list names, which says what it is.
    Matter,
    /// A row of marks beside a title.
    BesideTitle,
    /// Outside the marks of a Project Gutenberg text.
    OutsideFrame,
    /// The head or the foot of a page.
    PageEdge,
    /// The key to the marks in the text.
    MarksKey,
    /// Of what the text was made, and by whom.
    Colophon,
    /// A mark in the text calls it a heading.
    Annotated,
    /// Who made the file.
    Producer,
    /// Who sends a typescript, and how long it is.
    Sender,
    TranscriberNote,
    /// A call to the readers of a web page.
    Call,
    /// Links to other articles.
    Links,
    /// A note that is called there.
    CalledAt {
        call: u32,
    },
    /// "Notes", above notes that stand at their calls.
    NotesName,
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Why::Entry { found } => write!(f, "entry, found again in line {found}"),
            Why::OverEntries { above } => {
                write!(f, "stands over entries, of which the first is line {above}")
            }
            Why::Listed { entry } => write!(f, "named in the contents list, line {entry}"),
            Why::Outlined { entry } => write!(f, "named in the outline file, line {entry}"),
            Why::CalledAt { call } => write!(f, "a note that line {call} calls"),
            _ => f.write_str(self.phrase()),
        }
    }
}

impl Why {
    fn phrase(self) -> &'static str {
        match self {
            Why::Stated => "a field of the head",
            Why::First => "the first words of the text",
            Why::BelowTitle => "below the title",
            Why::ByLine => "says who wrote it",
            Why::Hand => "says who had a hand in it",
            Why::Again => "says again what the head states",
            Why::ListName => "the name of the contents list",
            Why::NotFound => "entry, not found again",
            Why::SaysMore => "says more of the entry above",
            Why::Matched => "holds what `text.heading` looks for",
            Why::Underlined => "underlined",
            Why::Numbered => "begins with a number that follows the last one",
            Why::Lettered => "a letter that comes after the last one",
            Why::Beside => "set as the headings beside it, or named as a piece of its own",
            Why::Dated => "a date that comes after the last one",
            Why::Shot => "says where the camera stands",
            Why::Posted => "stands above the date of its publication",
            Why::InCapitals => "a line in capitals",
            Why::Alone => "a short line alone, with text below it",
            Why::SetOff => "further off than paragraphs are",
            Why::Returns => "a name that speaks again and again",
            Why::BeginsWithName => "begins with a name that speaks again and again",
            Why::Matter => "names a piece in front of the listed ones",
            Why::AbovePersons => "names the list of persons or scenes below it",
            Why::BesideTitle => "a row of marks beside a title",
            Why::OutsideFrame => "outside the marks of Project Gutenberg",
            Why::PageEdge => "the head or the foot of a page",
            Why::MarksKey => "the key to the marks in the text",
            Why::Colophon => "the colophon",
            Why::Annotated => "a mark says that it is a heading",
            Why::Producer => "names who made the file",
            Why::Sender => "the address of who sends the typescript",
            Why::TranscriberNote => "a transcriber’s note",
            Why::Call => "calls on readers of a web page",
            Why::Links => "leads to other articles",
            Why::NotesName => "the name of notes that stand at their calls",
            _ => "",
        }
    }
}
