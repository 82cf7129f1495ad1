//! What a book says of itself, and the moment that its files carry.

use super::content::ImageRef;
use super::date::Date;
use super::direction::Direction;
use super::said::Places;
use super::title::Title;

/// Everything that a title page, a package document and a PDF's XMP can say.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Metadata {
    /// As it stands on the title page.
    pub title: Option<Title>,
    /// What stands below the title.
    pub subtitle: Option<Title>,
    /// Authors and all others with their roles, in the manuscript's order.
    pub creators: Vec<Creator>,
    /// The manuscript's own date as it is written there (`2024`, `1 May 2024`).
    pub date: Option<String>,
    /// BCP 47.
    pub lang: Option<String>,
    /// A URI or any other unique name of the book.
    pub identifier: Option<String>,
    /// Other names that it goes by.
    pub further_identifiers: Vec<String>,
    /// Ten or thirteen digits, with or without hyphens.
    pub isbn: Option<String>,
    /// Who publishes it.
    pub publisher: Option<String>,
    /// Who may do what with it.
    pub rights: Option<String>,
    /// What it is about, in a few sentences.
    pub description: Option<String>,
    /// What it is about, in single words.
    pub subjects: Vec<Subject>,
    /// The series that it belongs to.
    pub series: Option<Series>,
    /// The picture on its cover.
    pub cover_image: Option<ImageRef>,
    /// Which way its lines run and its pages turn, where that is said; else the language says it.
    pub direction: Option<Direction>,
    /// What a person has found the book to conform to, and who that was. A program cannot know.
    pub conforms_to: Option<Conformance>,
    /// Who found it to conform.
    pub certified_by: Option<String>,
    /// Where all this stands, until it is settled which of several places counts.
    pub places: Places,
}

/// A level of the Web Content Accessibility Guidelines.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Conformance {
    /// The minor version of WCAG 2: 0, 1 or 2.
    minor: u8,
    /// "A", "AA" or "AAA".
    level: &'static str,
}

impl Conformance {
    /// Reads `wcag-2.2-aa`.
    pub fn parse(text: &str) -> Option<Conformance> {
        let lower = text.to_lowercase();
        let (version, level) = lower.strip_prefix("wcag-")?.split_once('-')?;
        let minor = ["2.0", "2.1", "2.2"].iter().position(|known| *known == version)?;
        let level = ["A", "AA", "AAA"].into_iter().find(|known| known.to_lowercase() == level)?;
        Some(Conformance { minor: u8::try_from(minor).ok()?, level })
    }
}

impl std::fmt::Display for Conformance {
    /// In the words that EPUB Accessibility 1.1, 3.5.2, prescribes.
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "EPUB Accessibility 1.1 - WCAG 2.{} Level {}", self.minor, self.level)
    }
}

/// Somebody who had a hand in the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Creator {
    /// As it is printed.
    pub name: String,
    /// A MARC relator code: `aut`, `edt`, `trl`, `ill`, …
    pub role: String,
    /// The name as it is sorted ("Melville, Herman"), where the manuscript gives it.
    pub file_as: Option<String>,
}

impl Creator {
    /// An author.
    pub fn author(name: impl Into<String>) -> Creator {
        Creator { name: name.into(), role: "aut".into(), file_as: None }
    }
}

/// What a book is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Subject {
    /// In words.
    pub text: String,
    /// In the signs of a classification.
    pub code: Option<SubjectCode>,
}

/// A subject in a classification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SubjectCode {
    /// Which classification: `BISAC`, `Thema`, `DDC`, or its address.
    pub authority: String,
    /// Its sign for the subject.
    pub term: String,
}

impl From<String> for Subject {
    fn from(text: String) -> Subject {
        Subject { text, code: None }
    }
}

/// A series, and where in it the book stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Series {
    /// What it is called.
    pub name: String,
    /// The number of the book in it, as the manuscript has it.
    pub position: Option<String>,
}

impl Series {
    /// Reads `NAME` or `NAME #POSITION`.
    pub fn parse(text: &str) -> Series {
        match text.rsplit_once('#') {
            Some((name, position)) if !name.trim().is_empty() => {
                Series { name: name.trim().to_owned(), position: Some(position.trim().to_owned()) }
            }
            _ => Series { name: text.to_owned(), position: None },
        }
    }
}

impl Metadata {
    /// Which way the book runs: as it says, or as its language does.
    pub fn direction(&self) -> Direction {
        self.direction.unwrap_or_else(|| Direction::of(self.lang()))
    }

    /// Takes from `weaker` what this lacks.
    pub fn or(self, weaker: Metadata) -> Metadata {
        if weaker.places.is_empty() {
            return self.or_unplaced(weaker);
        }
        let (own, other) = (self.clone(), weaker.clone());
        let mut taken = self.or_unplaced(weaker);
        taken.places = own.places_with(&other, &taken);
        taken
    }

    fn or_unplaced(self, weaker: Metadata) -> Metadata {
        let list = |own: Vec<Creator>, other| if own.is_empty() { other } else { own };
        Metadata {
            title: self.title.or(weaker.title),
            subtitle: self.subtitle.or(weaker.subtitle),
            creators: list(self.creators, weaker.creators),
            date: self.date.or(weaker.date),
            lang: self.lang.or(weaker.lang),
            further_identifiers: match self.identifier.is_some() || !self.further_identifiers.is_empty() {
                true => self.further_identifiers,
                false => weaker.further_identifiers,
            },
            identifier: self.identifier.or(weaker.identifier),
            isbn: self.isbn.or(weaker.isbn),
            publisher: self.publisher.or(weaker.publisher),
            rights: self.rights.or(weaker.rights),
            description: self.description.or(weaker.description),
            subjects: if self.subjects.is_empty() { weaker.subjects } else { self.subjects },
            series: self.series.or(weaker.series),
            cover_image: self.cover_image.or(weaker.cover_image),
            direction: self.direction.or(weaker.direction),
            conforms_to: self.conforms_to.or(weaker.conforms_to),
            certified_by: self.certified_by.or(weaker.certified_by),
            places: self.places,
        }
    }

    /// The names of the authors, in order.
    pub fn authors(&self) -> impl Iterator<Item = &str> {
        self.creators.iter().filter(|creator| creator.role == "aut").map(|creator| creator.name.as_str())
    }

    /// Its date, where that can be read.
    pub fn date(&self) -> Option<Date> {
        Date::found_in(self.date.as_deref()?, self.lang())
    }

    /// Its date as its language prints it, where nothing else is said there.
    pub fn printed_date(&self) -> Option<String> {
        Date::parse(self.date.as_deref()?, self.lang())?.printed(self.lang())
    }

    /// The language, `en` where none is set.
    pub fn lang(&self) -> &str {
        self.lang.as_deref().unwrap_or("en")
    }

    /// The book's title as plain text, or what stands in for it.
    pub fn title(&self) -> &str {
        self.title.as_ref().map_or("Untitled", |title| &title.plain)
    }

    /// The unique name of the book: its identifier, else its ISBN, else a UUID (version 5) from
    /// its title, authors and language. A blank one in the manuscript is none.
    pub fn book_urn(&self) -> String {
        let stated = |text: &Option<String>| text.clone().filter(|text| !text.trim().is_empty());
        if let Some(identifier) = stated(&self.identifier) {
            return identifier.trim().to_owned();
        }
        match stated(&self.isbn) {
            Some(isbn) => format!("urn:isbn:{}", isbn.replace([' ', '-'], "")),
            None => self.uuid("book"),
        }
    }

    /// The unique name of the PDF edition, which the EPUB names as the source of its page list.
    pub fn pdf_urn(&self) -> String {
        self.uuid("pdf")
    }

    fn uuid(&self, edition: &str) -> String {
        let authors: Vec<&str> = self.authors().collect();
        let identifier = self.identifier.as_deref().unwrap_or_default();
        let name = [edition, self.title(), &authors.join("\n"), self.lang(), identifier].join("\0");
        // The namespace is our own: version 5 of "bifolio" within the DNS namespace.
        let namespace = uuid::Uuid::new_v5(&uuid::Uuid::NAMESPACE_DNS, b"bifolio");
        format!("urn:uuid:{}", uuid::Uuid::new_v5(&namespace, name.as_bytes()))
    }
}

/// A moment in UTC. It comes from `SOURCE_DATE_EPOCH`, from the manuscript's date or from
/// `Timestamp::default()`, never from a clock.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timestamp {
    /// Of the Common Era.
    pub year: u16,
    /// From 1.
    pub month: u8,
    /// From 1.
    pub day: u8,
    /// From 0 to 23.
    pub hour: u8,
    /// From 0 to 59.
    pub minute: u8,
    /// From 0 to 59.
    pub second: u8,
}

impl Default for Timestamp {
    /// The fixed day of a book that names no date.
    fn default() -> Timestamp {
        Timestamp { year: 2000, month: 1, day: 1, hour: 0, minute: 0, second: 0 }
    }
}

impl Timestamp {
    /// Seconds since 1970, as `SOURCE_DATE_EPOCH` has them; `None` past the year 9999.
    pub fn from_epoch(seconds: u64) -> Option<Timestamp> {
        let (mut days, rest) = (seconds / 86_400, seconds % 86_400);
        let mut year = 1970u16;
        while days >= days_in_year(year) {
            days -= days_in_year(year);
            year += 1;
            // A year has four figures wherever it is written, and the loop has to end for any number.
            if year > 9999 {
                return None;
            }
        }
        let mut month = 1u8;
        while days >= days_in_month(year, month) {
            days -= days_in_month(year, month);
            month += 1;
        }
        let (hour, minute, second) = (rest / 3600, rest / 60 % 60, rest % 60);
        Some(Timestamp {
            year,
            month,
            day: days as u8 + 1,
            hour: hour as u8,
            minute: minute as u8,
            second: second as u8,
        })
    }

    /// The moment of a date, at the beginning of its day. What a date leaves open is the first.
    pub fn of(date: Date) -> Timestamp {
        let Date { year, month, day } = date;
        Timestamp { year, month: month.unwrap_or(1), day: day.unwrap_or(1), ..Timestamp::default() }
    }

    /// `2024-05-01T00:00:00Z`, for EPUB and XMP.
    pub fn iso(self) -> String {
        let Timestamp { year, month, day, hour, minute, second } = self;
        format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
    }

    /// `D:20240501000000Z`, for a PDF's Info dictionary. ISO 32000-1, 7.9.4.
    pub fn pdf(self) -> String {
        let Timestamp { year, month, day, hour, minute, second } = self;
        format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}Z")
    }
}

fn is_leap(year: u16) -> bool {
    year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400))
}

fn days_in_year(year: u16) -> u64 {
    if is_leap(year) { 366 } else { 365 }
}

pub(super) fn days_in_month(year: u16, month: u8) -> u64 {
    match month {
        2 if is_leap(year) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}
