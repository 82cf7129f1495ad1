//! What is to be made, and the settings resolved: the command line over the front matter over
//! the defaults.

use crate::diagnostic::{Code, Diagnostic, Error};
use crate::document::{
    Conformance, Creator, Direction, Draft, FloatKind, ImageRef, Metadata, Series, Standards, Timestamp,
    Title, language_tag,
};
use crate::font::Family;
use crate::input::Format;
use crate::length::{Length, Sides, Size};
use crate::theme::{Figures, Notes, Openers, Theme};
use std::path::PathBuf;

/// One of the two forms of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    Epub,
    Pdf,
}

impl Edition {
    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Edition::Epub => "epub",
            Edition::Pdf => "pdf",
        }
    }
}

/// One book to be made.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Files and folders in reading order.
    pub inputs: Vec<PathBuf>,
    /// How to read every input; `None` goes by the ending of each.
    pub from: Option<Format>,
    /// Settings and metadata that win over the manuscript's own, in order: `("pdf.trim", "a5")`.
    pub settings: Vec<(String, String)>,
    /// Which editions are wanted. A PDF beside an EPUB gives the EPUB its page list.
    pub editions: Vec<Edition>,
    /// Keep what stands around a plain text and is not part of it (a licence, a call to subscribe).
    pub keep_furniture: bool,
    /// A list of titles, indented for their levels, that the headings of a plain text are.
    pub outline: Option<PathBuf>,
    /// The moment that the files carry; `None` stands for the manuscript's date.
    pub date: Option<Timestamp>,
}

/// The settings in force for one book.
#[derive(Clone, Debug)]
pub struct Settings {
    pub metadata: Metadata,
    pub theme: Theme,
    pub split_level: u8,
    /// Without a word on it, the numbers are those of a list of chapters.
    pub number_sections: Option<bool>,
    /// Whether chapters that are listed but not written yet are shown.
    pub planned_chapters: bool,
    /// Where the book stands on the web, for links to what it does not hold.
    pub site_url: Option<String>,
    pub typography: bool,
    /// How deep the EPUB's contents go; 0 stands for all.
    pub epub_toc_depth: u8,
    /// Which lists follow the contents.
    pub lists: Vec<FloatKind>,
    /// What the PDF is to meet.
    pub standards: Standards,
    /// The PDF holds the texts that it was made from.
    pub attach_manuscript: bool,
}

/// Every key that `Settings::set` takes, for the nearest candidate to a misspelt one.
pub const KEYS: &[&str] = &[
    "author",
    "certified-by",
    "conforms-to",
    "cover-image",
    "date",
    "description",
    "epub.notes",
    "epub.toc-depth",
    "identifier",
    "isbn",
    "lang",
    "lists",
    "number-sections",
    "pdf.attach-manuscript",
    "pdf.figures",
    "pdf.font",
    "pdf.leading",
    "pdf.margins",
    "pdf.openers",
    "pdf.size",
    "pdf.standard",
    "pdf.toc-depth",
    "pdf.trim",
    "planned-chapters",
    "publisher",
    "rights",
    "series",
    "site-url",
    "split-level",
    "subject",
    "subtitle",
    "text-direction",
    "title",
    "toc-depth",
    "typography",
];

/// Why a setting was not taken.
enum Refusal {
    UnknownKey,
    /// What the value ought to be.
    BadValue(&'static str),
}

/// The settings of a project as the manuscript and the command line have them, and what is
/// wrong with the manuscript's. Metadata and settings of the first input that has any win over
/// those of the later ones.
///
/// Errors: `unknown-setting` and `bad-setting` for the project's own, which the user typed.
pub fn resolve(project: &Project, drafts: &[Draft]) -> Result<(Settings, Vec<Diagnostic>), Error> {
    let (mut settings, mut diagnostics) = (Settings::default(), Vec::new());
    for draft in drafts.iter().rev() {
        for (key, value, span) in &draft.settings {
            let before = settings.clone();
            let outcome = settings.set(key, value).and_then(|()| settings.check());
            if let Err(refusal) = outcome {
                settings = before;
                let (code, message) = refusal.explain(key, value);
                diagnostics.push(match code {
                    // Other programs keep keys of their own in the front matter.
                    Code::UnknownSetting if nearest(key).is_none() => Diagnostic::note(code, *span, message),
                    _ => Diagnostic::warning(code, *span, message),
                });
            }
        }
    }
    let stated = std::mem::take(&mut settings.metadata);
    for (key, value) in &project.settings {
        settings.set(key, value).map_err(|refusal| refusal.error(key, value))?;
    }
    if let (Err(refusal), Some((key, value))) = (settings.check(), project.settings.last()) {
        return Err(refusal.error(key, value));
    }
    let of_manuscript =
        drafts.iter().map(|draft| &draft.metadata).find(|metadata| **metadata != Metadata::default());
    settings.metadata = settings.metadata.or(stated).or(of_manuscript.cloned().unwrap_or_default());
    Ok((settings, diagnostics))
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            metadata: Metadata::default(),
            theme: Theme::default(),
            split_level: 1,
            number_sections: None,
            planned_chapters: false,
            site_url: None,
            typography: true,
            epub_toc_depth: 3,
            lists: Vec::new(),
            standards: Standards::default(),
            attach_manuscript: false,
        }
    }
}

impl Settings {
    fn set(&mut self, key: &str, value: &str) -> Result<(), Refusal> {
        let value = value.trim();
        match key {
            "split-level" => self.split_level = number(value, 1..=6)?,
            "number-sections" => self.number_sections = Some(switch(value)?),
            "planned-chapters" => self.planned_chapters = switch(value)?,
            "site-url" => self.site_url = Some(site_url(value)?),
            "typography" => self.typography = switch(value)?,
            "lists" => self.lists = lists(value)?,
            "epub.notes" => self.theme.notes = notes(value)?,
            "epub.toc-depth" => self.epub_toc_depth = number(value, 0..=6)?,
            "pdf.toc-depth" => self.theme.toc_depth = number(value, 0..=6)?,
            "toc-depth" => {
                self.theme.toc_depth = number(value, 0..=6)?;
                self.epub_toc_depth = self.theme.toc_depth;
            }
            "pdf.attach-manuscript" => self.attach_manuscript = switch(value)?,
            "pdf.figures" => self.theme.figures = figures(value)?,
            "pdf.openers" => self.theme.openers = openers(value)?,
            "pdf.trim" => self.theme.page.trim = trim(value)?,
            "pdf.margins" => self.theme.page.margins = margins(value)?,
            "pdf.font" => self.theme.body.family = family(value)?,
            "pdf.standard" => self.standards = standards(value)?,
            "pdf.size" => self.set_size(length(value, 4, 72, "a size from 4pt to 72pt")?),
            "pdf.leading" => self.theme.body.leading = length(value, 4, 144, "a measure from 4pt to 144pt")?,
            _ => self.metadata.set(key, value)?,
        }
        Ok(())
    }

    /// The leading follows the size, in the proportion it has, until it is set itself.
    fn set_size(&mut self, size: Length) {
        let body = &mut self.theme.body;
        body.leading = body.leading.scale(size.0, body.size.0);
        body.size = size;
    }

    /// Whether trim and margins leave an area in which lines can be set.
    fn check(&self) -> Result<(), Refusal> {
        let page = self.theme.page;
        let height = page.trim.height - page.margins.top - page.margins.bottom;
        let fits = page.measure() >= Length::pt(72) && height >= self.theme.body.leading * 6;
        let sound = self.theme.body.leading >= self.theme.body.size;
        match (fits, sound) {
            (false, _) => {
                Err(Refusal::BadValue("one that leaves a text area an inch wide and six lines high"))
            }
            (_, false) => Err(Refusal::BadValue("a leading of at least the size")),
            _ => Ok(()),
        }
    }
}

impl Metadata {
    fn set(&mut self, key: &str, value: &str) -> Result<(), Refusal> {
        // Neither edition carries control characters; that an empty value says nothing is how a
        // script can pass on what it does not know.
        let value = value.replace(|c: char| c.is_control() || matches!(c, '\u{FFFE}' | '\u{FFFF}'), " ");
        let value = value.trim();
        if value.is_empty() && KEYS.contains(&key) {
            return Ok(());
        }
        let text = Some(value.to_owned());
        match key {
            "title" => self.title = text.map(Title::from),
            "subtitle" => self.subtitle = text.map(Title::from),
            "author" => self.creators.push(Creator::author(value)),
            "lang" => self.lang = Some(lang(value)?),
            "date" => self.date = text,
            "identifier" => self.identifier = text,
            "isbn" => self.isbn = text,
            "publisher" => self.publisher = text,
            "rights" => self.rights = text,
            "description" => self.description = text,
            "subject" => self.subjects.push(value.to_owned()),
            "series" => self.series = Some(Series::parse(value)),
            "conforms-to" => {
                let wanted = "a level of WCAG such as wcag-2.2-aa";
                self.conforms_to = Some(Conformance::parse(value).ok_or(Refusal::BadValue(wanted))?);
            }
            "certified-by" => self.certified_by = text,
            "text-direction" => self.direction = direction(value)?,
            "cover-image" => {
                self.cover_image = Some(ImageRef { path: value.to_owned(), ..ImageRef::default() });
            }
            _ => return Err(Refusal::UnknownKey),
        }
        Ok(())
    }
}

impl Refusal {
    fn explain(&self, key: &str, value: &str) -> (Code, String) {
        match self {
            Refusal::UnknownKey => {
                let hint = nearest(key).map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
                (Code::UnknownSetting, format!("there is no setting `{key}`{hint}"))
            }
            Refusal::BadValue(wanted) => {
                (Code::BadSetting, format!("`{key}` cannot be `{value}`: it takes {wanted}"))
            }
        }
    }

    fn error(&self, key: &str, value: &str) -> Error {
        let (code, message) = self.explain(key, value);
        Error::new(code, message)
    }
}

fn nearest(key: &str) -> Option<&'static str> {
    // A third of the letters wrong is a slip, more is another word.
    let candidates = KEYS.iter().map(|&known| (strsim::osa_distance(key, known), known));
    candidates.filter(|&(distance, known)| distance * 3 <= known.len()).min().map(|(_, known)| known)
}

fn number(value: &str, range: std::ops::RangeInclusive<u8>) -> Result<u8, Refusal> {
    let wanted = if *range.start() == 0 { "a number from 0 to 6" } else { "a number from 1 to 6" };
    value.parse().ok().filter(|number| range.contains(number)).ok_or(Refusal::BadValue(wanted))
}

fn switch(value: &str) -> Result<bool, Refusal> {
    match value {
        "true" | "yes" | "on" => Ok(true),
        "false" | "no" | "off" => Ok(false),
        _ => Err(Refusal::BadValue("true or false")),
    }
}

fn length(value: &str, least: i64, most: i64, wanted: &'static str) -> Result<Length, Refusal> {
    let within = |length: &Length| (Length::pt(least)..=Length::pt(most)).contains(length);
    Length::parse(value).filter(within).ok_or(Refusal::BadValue(wanted))
}

fn direction(value: &str) -> Result<Option<Direction>, Refusal> {
    match value {
        "auto" => Ok(None),
        "ltr" => Ok(Some(Direction::LeftToRight)),
        "rtl" => Ok(Some(Direction::RightToLeft)),
        _ => Err(Refusal::BadValue("ltr, rtl or auto")),
    }
}

fn openers(value: &str) -> Result<Openers, Refusal> {
    match value {
        "auto" => Ok(Openers::Auto),
        "page" => Ok(Openers::Page),
        "recto" => Ok(Openers::Recto),
        "none" => Ok(Openers::RunOn),
        _ => Err(Refusal::BadValue("auto, page, recto or none")),
    }
}

fn standards(value: &str) -> Result<Standards, Refusal> {
    let wanted = "none, or names that one file can meet: ua-1 with a-2a or a-3a, ua-2 with a-4";
    Standards::parse(value).ok_or(Refusal::BadValue(wanted))
}

/// Names of lists, in the order in which they stand.
fn lists(value: &str) -> Result<Vec<FloatKind>, Refusal> {
    let names = value.split([',', ' ']).filter(|name| !name.is_empty() && *name != "none");
    let kinds = names.map(|name| match name {
        "figures" => Ok(FloatKind::Figure),
        "tables" => Ok(FloatKind::Table),
        "listings" => Ok(FloatKind::Listing),
        _ => Err(Refusal::BadValue("figures, tables or listings, or several of them")),
    });
    kinds.collect()
}

fn figures(value: &str) -> Result<Figures, Refusal> {
    match value {
        "here" => Ok(Figures::Here),
        "top" => Ok(Figures::Top),
        _ => Err(Refusal::BadValue("here or top")),
    }
}

fn notes(value: &str) -> Result<Notes, Refusal> {
    match value {
        "popup" => Ok(Notes::PopUp),
        "chapter-end" => Ok(Notes::ChapterEnd),
        _ => Err(Refusal::BadValue("popup or chapter-end")),
    }
}

fn family(value: &str) -> Result<Family, Refusal> {
    match value.to_ascii_lowercase().as_str() {
        "serif" | "libertinus serif" => Ok(Family::Serif),
        "sans" | "source sans 3" => Ok(Family::Sans),
        "mono" | "source code pro" => Ok(Family::Mono),
        _ => Err(Refusal::BadValue(
            "`Libertinus Serif`, `Source Sans 3`, `Source Code Pro`, serif, sans or mono",
        )),
    }
}

/// A name or two measures: `a5`, `6x9in`, `148x210mm`. The unit may stand once, behind both.
fn trim(value: &str) -> Result<Size, Refusal> {
    let value = value.to_ascii_lowercase();
    let measures = match value.as_str() {
        "a4" => "210x297mm",
        "a5" => "148x210mm",
        "a6" => "105x148mm",
        "letter" => "8.5x11in",
        measures => measures,
    };
    // 14,400 points is the largest page of ISO 32000-1, annex C.2.
    let wanted = "a4, a5, a6, letter or a measure such as 6x9in or 148x210mm";
    let (width, height) = measures.split_once(['x', '×']).ok_or(Refusal::BadValue(wanted))?;
    let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    let bare = width.trim().ends_with(|c: char| c.is_ascii_digit());
    let width = if bare { format!("{width}{unit}") } else { width.to_owned() };
    Ok(Size { width: length(&width, 72, 14_400, wanted)?, height: length(height, 72, 14_400, wanted)? })
}

fn margins(value: &str) -> Result<Sides, Refusal> {
    let wanted = "one measure, or four: inner outer top bottom";
    let measures = value.split_whitespace().map(|side| length(side, 0, 14_400, wanted));
    match *measures.collect::<Result<Vec<Length>, Refusal>>()?.as_slice() {
        [all] => Ok(Sides { inner: all, outer: all, top: all, bottom: all }),
        [inner, outer, top, bottom] => Ok(Sides { inner, outer, top, bottom }),
        _ => Err(Refusal::BadValue(wanted)),
    }
}

fn site_url(value: &str) -> Result<String, Refusal> {
    let host = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let named = host.is_some_and(|host| host.starts_with(char::is_alphanumeric));
    let url = format!("{}/", value.trim_end_matches('/'));
    if named { Ok(url) } else { Err(Refusal::BadValue("an address such as https://example.org/book/")) }
}

fn lang(value: &str) -> Result<String, Refusal> {
    language_tag(value).ok_or(Refusal::BadValue("a language tag such as en or de-AT"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::{FileId, Span};

    fn resolved(settings: &[(&str, &str)]) -> Result<Settings, Error> {
        let settings = settings.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect();
        resolve(&Project { settings, ..Project::default() }, &[]).map(|(settings, _)| settings)
    }

    #[test]
    fn trims_are_names_or_measures() {
        let cases = [
            ("6x9in", Some((432.0, 648.0))),
            ("a5", Some((419.53, 595.28))),
            ("148x210mm", Some((419.53, 595.28))),
            ("5.5x8.5in", Some((396.0, 612.0))),
            ("148mm × 210mm", Some((419.53, 595.28))),
            ("400x600", Some((400.0, 600.0))),
            ("a7", None),
            ("6x", None),
            ("0x9in", None),
            ("6x999in", None),
        ];
        for (value, expected) in cases {
            let size = resolved(&[("pdf.trim", value)]).ok().map(|settings| settings.theme.page.trim);
            let round = |length: Length| (length.to_pt() * 100.0).round() / 100.0;
            assert_eq!(size.map(|size| (round(size.width), round(size.height))), expected, "{value}");
        }
    }

    #[test]
    fn what_cannot_be_is_refused() {
        let cases = [
            ("pdf.trm", "a5", "there is no setting `pdf.trm`; did you mean `pdf.trim`?"),
            ("colour", "red", "there is no setting `colour`"),
            ("pdf.size", "2pt", "`pdf.size` cannot be `2pt`: it takes a size from 4pt to 72pt"),
            ("pdf.size", "big", "`pdf.size` cannot be `big`: it takes a size from 4pt to 72pt"),
            ("split-level", "0", "`split-level` cannot be `0`: it takes a number from 1 to 6"),
            ("pdf.openers", "left", "`pdf.openers` cannot be `left`: it takes auto, page, recto or none"),
            (
                "lang",
                "english please",
                "`lang` cannot be `english please`: it takes a language tag such as en or de-AT",
            ),
            (
                "pdf.margins",
                "3in",
                "`pdf.margins` cannot be `3in`: it takes one that leaves a text area an inch wide and six lines high",
            ),
            ("pdf.leading", "8pt", "`pdf.leading` cannot be `8pt`: it takes a leading of at least the size"),
        ];
        for (key, value, expected) in cases {
            assert_eq!(resolved(&[(key, value)]).unwrap_err().message, expected);
        }
    }

    #[test]
    fn the_command_line_wins_over_the_front_matter() {
        let span = Span::new(FileId(0), 4..9);
        let setting = |key: &str, value: &str| (key.to_owned(), value.to_owned(), span);
        let draft = Draft {
            metadata: Metadata {
                title: Some("Theirs".into()),
                lang: Some("de".into()),
                ..Metadata::default()
            },
            settings: vec![
                setting("split-level", "2"),
                setting("pdf.size", "12pt"),
                setting("pdf.trim", "tiny"),
                setting("pdf.margins", "3in"),
                setting("layout", "post"),
                setting("pdf.fonts", "serif"),
            ],
            ..Draft::default()
        };
        let project = Project {
            settings: vec![("title".into(), "Mine".into()), ("split-level".into(), "3".into())],
            ..Project::default()
        };
        let (settings, diagnostics) = resolve(&project, &[draft]).unwrap();
        assert_eq!((settings.metadata.title(), settings.metadata.lang()), ("Mine", "de"));
        assert_eq!((settings.split_level, settings.theme.body.leading), (3, Length::pt(16)));
        let codes: Vec<_> = diagnostics.iter().map(|d| (d.severity.as_str(), d.code.as_str())).collect();
        let expected = [
            ("warning", "bad-setting"),
            ("warning", "bad-setting"),
            ("note", "unknown-setting"),
            ("warning", "unknown-setting"),
        ];
        assert_eq!(codes, expected);
        assert!(diagnostics.iter().all(|diagnostic| diagnostic.span == span));
        assert_eq!(settings.theme.page, Theme::default().page);
    }
}
