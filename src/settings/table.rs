//! The table: every setting and every field of the metadata that can be said of a book.

use super::creator::HAND;
use super::kind::{Kind, SITE_URL};
use super::metadata::{DIRECTIONS, IDENTIFIER, SERIES, SUBJECT, TITLE};
use super::parse::*;
use super::read::Reader;
use super::setting::{Place, Setting, Takes};
use super::{Limits, LinkUrls, Settings, Structure};
use crate::diagnostic::policy::Selection;
use crate::document::{Digits, FloatKind, Openers, Standards};
use crate::length::Length;
use crate::theme::{Autospace, EpubFaces, Figures, LineBreaking, Notes, WritingMode};

const EVERYWHERE: &[Place] = &[Place::CommandLine, Place::FrontMatter, Place::MetadataFile, Place::Own];
const EVERYWHERE_AND_BOOK: &[Place] =
    &[Place::CommandLine, Place::FrontMatter, Place::MetadataFile, Place::Own, Place::Book];
/// What decides how texts are read, which no text can say of itself.
const BEFORE_READING: &[Place] = &[Place::CommandLine, Place::MetadataFile, Place::Own];
/// What takes more than a line to say.
const IN_FILES: &[Place] = &[Place::FrontMatter, Place::MetadataFile, Place::Own];

const fn row(name: &'static str, help: &'static str, takes: Takes) -> Setting {
    Setting { name, aliases: &[], default: None, follows: None, places: EVERYWHERE, help, takes }
}

/// Every setting. Where one file says several, they count in this order: a size before the leading
/// that follows it, what concerns both editions before what concerns one.
pub static TABLE: &[Setting] = &[
    row("title", "the book's title", Takes::Field(Reader::titles, Kind::Parts(TITLE)))
        .at(EVERYWHERE_AND_BOOK),
    row("subtitle", "its subtitle", Takes::Field(Reader::subtitle, Kind::Text)),
    row("author", "an author; repeat for several", Takes::Field(Reader::authors, Kind::Parts(HAND)))
        .also(&["creator", "authors"])
        .at(EVERYWHERE_AND_BOOK),
    row(
        "contributor",
        "somebody else who had a hand in it",
        Takes::Field(Reader::contributors, Kind::Parts(HAND)),
    )
    .at(IN_FILES),
    row("date", "when it is published: 2026, 2026-03, 2026-03-01", Takes::Field(Reader::date, Kind::Text)),
    row("lang", "its language: en, de-AT, pt-BR", Takes::Field(Reader::language, Kind::Text))
        .also(&["language"])
        .at(EVERYWHERE_AND_BOOK),
    row(
        "text-direction",
        "ltr or rtl; auto goes by the language",
        Takes::Field(Reader::direction, Kind::OneOf(|| names(DIRECTIONS))),
    )
    .at(EVERYWHERE_AND_BOOK),
    row(
        "identifier",
        "its unique name, such as a URI",
        Takes::Field(Reader::identifiers, Kind::Parts(IDENTIFIER)),
    ),
    row("isbn", "its ISBN, of 10 or 13 digits", Takes::Field(Reader::isbn, Kind::Text)),
    row("publisher", "who publishes it", Takes::Text(|metadata| &mut metadata.publisher)),
    row("rights", "who has which rights in it", Takes::Text(|metadata| &mut metadata.rights)),
    row("description", "a sentence or two for catalogues", Takes::Field(Reader::description, Kind::Text))
        .also(&["abstract"])
        .at(EVERYWHERE_AND_BOOK),
    row(
        "subject",
        "what it is about; repeat for several",
        Takes::Field(Reader::subjects, Kind::Parts(SUBJECT)),
    )
    .also(&["subjects", "keywords"]),
    row(
        "series",
        "the series it is part of: NAME, or NAME #POSITION",
        Takes::Field(Reader::series, Kind::Parts(SERIES)),
    )
    .also(&["belongs-to-collection"]),
    row("group-position", "its position in the series", Takes::Field(Reader::group_position, Kind::Text))
        .at(IN_FILES),
    row("cover-image", "the picture on the EPUB's cover", Takes::Field(Reader::cover, Kind::Text)),
    row(
        "conforms-to",
        "what a person judged it to meet: wcag-2.2-aa",
        Takes::Field(Reader::conformance, Kind::Text),
    ),
    row("certified-by", "who that person was", Takes::Text(|metadata| &mut metadata.certified_by)),
    row(
        "split-level",
        "headings of this level begin chapters, 1 to 6",
        Takes::Number(1, 6, |settings, number| settings.text.split_level = number),
    )
    .default("1"),
    row(
        "number-sections",
        "number the headings; else the numbers are those of a SUMMARY.md",
        Takes::Switch(|settings, on| settings.text.number_sections = Some(on)),
    ),
    row(
        "digits",
        "what page numbers and the like are written in: auto (by language), latin, arabic, persian, …",
        Takes::Setting(
            |settings, value| put(&mut settings.text.digits, one_of(value, DIGITS)),
            Kind::OneOf(|| names(DIGITS)),
        ),
    )
    .default("auto"),
    row(
        "lists",
        "lists after the contents: figures, tables, listings",
        Takes::Setting(
            |settings, value| {
                put(
                    &mut settings.text.lists,
                    several(value, LISTS, "figures, tables or listings, or several of them"),
                )
            },
            Kind::SeveralOf(|| names(LISTS)),
        ),
    )
    .default("none"),
    row(
        "planned-chapters",
        "show the chapters that a summary lists without a file",
        Takes::Switch(|settings, on| settings.text.planned_chapters = on),
    )
    .default("false"),
    row(
        "site-url",
        "where links to files lead that the book does not hold",
        Takes::Setting(
            |settings, value| put(&mut settings.text.site_url, site_url(value).map(Some)),
            Kind::Like(SITE_URL),
        ),
    ),
    row(
        "typography",
        "set quotation marks, dashes and spaces by language",
        Takes::Switch(|settings, on| settings.text.typography = on),
    )
    .default("true"),
    row(
        "line-break",
        "before which Japanese and Chinese characters lines may end: strict, normal, loose",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.squares.line_break, one_of(value, LineBreaking::NAMES)),
            Kind::OneOf(|| names(LineBreaking::NAMES)),
        ),
    )
    .default("strict"),
    row(
        "hanging-punctuation",
        "let commas and stops of Japanese and Chinese hang out of full lines",
        Takes::Switch(|settings, on| settings.theme.squares.hanging = on),
    )
    .default("false"),
    row(
        "text-autospace",
        "blank between Japanese or Chinese characters and Latin words: normal or no-autospace",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.squares.autospace, one_of(value, Autospace::NAMES)),
            Kind::OneOf(|| names(Autospace::NAMES)),
        ),
    )
    .default("normal"),
    row(
        "text.bracket-math",
        "formulas stand in \\(…\\) and \\[…\\] as well",
        Takes::Switch(|settings, on| settings.text.bracket_math = on),
    )
    .default("false"),
    row(
        "text.from",
        "how every input is read, whatever its ending: as --from has it",
        Takes::Setting(
            |settings, value| put(&mut settings.text.from, one_of(value, crate::document::FORMATS).map(Some)),
            Kind::OneOf(|| names(crate::document::FORMATS)),
        ),
    )
    .at(BEFORE_READING),
    row(
        "text.structure",
        "where sections of plain text are looked for: auto, list, numbers, none",
        Takes::Setting(
            |settings, value| put(&mut settings.text.plain.structure, one_of(value, STRUCTURES)),
            Kind::OneOf(|| names(STRUCTURES)),
        ),
    )
    .default("auto")
    .at(BEFORE_READING),
    row(
        "text.heading",
        "a regular expression; lines of plain text that hold it are headings",
        Takes::Setting(
            |settings, value| put(&mut settings.text.plain.heading, pattern(value).map(Some)),
            Kind::Text,
        ),
    )
    .at(BEFORE_READING),
    row(
        "text.outline",
        "a file with the titles of a plain text, as --outline has it",
        Takes::Setting(
            |settings, value| put(&mut settings.text.plain.outline, path(value).map(Some)),
            Kind::Text,
        ),
    )
    .at(BEFORE_READING),
    row(
        "text.keep-lines",
        "lines of plain text end where they end in the file",
        Takes::Switch(|settings, on| settings.text.plain.keep_lines = on),
    )
    .default("false")
    .at(BEFORE_READING),
    row(
        "text.keep-furniture",
        "keep what stands around a plain text and is no part of it",
        Takes::Switch(|settings, on| settings.text.plain.keep_furniture = on),
    )
    .default("false")
    .at(BEFORE_READING),
    row(
        "limits",
        "how many times the usual bounds of size and work hold, 1 to 64",
        Takes::Number(1, 64, |settings, times| settings.limits = Limits::times(u32::from(times))),
    )
    .default("1")
    .at(BEFORE_READING),
    row(
        "messages.deny",
        "messages that end a run with no book written: codes and groups, as --deny has them",
        Takes::Setting(
            |settings, value| put_selections(&mut settings.messages.deny, value),
            Kind::SeveralOf(Selection::names),
        ),
    )
    .default("none"),
    row(
        "messages.allow",
        "messages that are not said: codes and groups, as --allow has them",
        Takes::Setting(
            |settings, value| put_selections(&mut settings.messages.allow, value),
            Kind::SeveralOf(Selection::names),
        ),
    )
    .default("none"),
    row(
        "toc-depth",
        "both pdf.toc-depth and epub.toc-depth",
        Takes::Number(0, 6, |settings, depth| {
            settings.theme.toc_depth = depth;
            settings.epub.toc_depth = depth;
        }),
    ),
    row(
        "pdf.trim",
        "size of the page: a4, a5, a6, letter, 6x9in, 148x210mm",
        Takes::Setting(|settings, value| put(&mut settings.theme.page.trim, trim(value)), Kind::Trim),
    )
    .default("6x9in"),
    row(
        "pdf.margins",
        "one measure, or four: inner outer top bottom",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.page.margins, margins(value)),
            Kind::Margins,
        ),
    )
    .default("0.8in 0.65in 0.75in 0.85in"),
    row(
        "fonts.files",
        "files of faces and folders of them",
        Takes::Setting(|settings, value| put(&mut settings.faces.files, Ok(names_in(value))), Kind::Names),
    ),
    row(
        "fonts.fallback",
        "families that are asked first for what the text's own lacks",
        Takes::Setting(|settings, value| put(&mut settings.faces.fallback, Ok(names_in(value))), Kind::Names),
    ),
    row(
        "fonts.system",
        "whether what no other face has is taken from the faces of the system",
        Takes::Switch(|settings, on| settings.faces.system = on),
    )
    .default("true"),
    row(
        "pdf.font",
        "family of the text: serif, sans or mono, or by its name",
        Takes::Setting(|settings, value| put(&mut settings.faces.text, family(value)), Kind::Text),
    )
    .default("Libertinus Serif"),
    row(
        "pdf.font-headings",
        "family of headings; follows that of the text unless it is set",
        Takes::Setting(
            |settings, value| put(&mut settings.faces.headings, family(value).map(Some)),
            Kind::Text,
        ),
    ),
    row(
        "pdf.font-code",
        "family of code",
        Takes::Setting(|settings, value| put(&mut settings.faces.code, family(value)), Kind::Text),
    )
    .default("Source Code Pro"),
    row(
        "pdf.font-math",
        "family of formulas, which needs a table of mathematics",
        Takes::Setting(|settings, value| put(&mut settings.faces.math, family(value)), Kind::Text),
    )
    .default("STIX Two Math"),
    row(
        "pdf.font-features",
        "features of OpenType for text and headings: onum, pnum, ss01, -liga",
        Takes::Setting(|settings, value| put(&mut settings.faces.features, features(value)), Kind::Names),
    ),
    row(
        "hyphenation",
        "words with hyphens where they may be divided, and such as never are",
        Takes::Setting(
            |settings, value| put(&mut settings.hyphenation.words, divided_words(value)),
            Kind::Names,
        ),
    ),
    row(
        "hyphenation-minima",
        "the least letters before a hyphen and behind it: 2 3; follows the language unless it is set",
        Takes::Setting(
            |settings, value| put(&mut settings.hyphenation.least, minima(value).map(Some)),
            Kind::Minima,
        ),
    ),
    row(
        "hyphenation-patterns",
        "files of patterns by which words are divided: hyph-ro.tex, or ro=PATH",
        Takes::Setting(
            |settings, value| put(&mut settings.hyphenation.patterns, pattern_files(value)),
            Kind::Names,
        ),
    ),
    row("pdf.size", "size of the text", Takes::Length("a size", 4, 72, Settings::set_size)).default("10.5pt"),
    row(
        "pdf.leading",
        "distance of lines; follows the size unless it is set",
        Takes::Length("a measure", 4, 144, |settings, leading| settings.theme.body.leading = leading),
    )
    .default("14pt")
    .follows("pdf.size", |settings| points(settings.theme.body.leading)),
    row(
        "pdf.openers",
        "how chapters begin: auto, page, recto or none",
        Takes::Setting(
            |settings, value| put(&mut settings.text.openers, one_of(value, OPENERS)),
            Kind::OneOf(|| names(OPENERS)),
        ),
    )
    .default("auto"),
    row(
        "pdf.figures",
        "where figures stand: here or top",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.figures, one_of(value, FIGURES)),
            Kind::OneOf(|| names(FIGURES)),
        ),
    )
    .default("here"),
    row(
        "pdf.link-urls",
        "addresses of outside links in print: none, or as notes at the foot",
        Takes::Setting(
            |settings, value| put(&mut settings.pdf.link_urls, one_of(value, LINK_URLS)),
            Kind::OneOf(|| names(LINK_URLS)),
        ),
    )
    .default("none"),
    row(
        "pdf.standard",
        "what the file is to meet: none, ua-1, ua-2, a-2a, a-3a, a-4",
        Takes::Setting(
            |settings, value| put(&mut settings.pdf.standards, standards(value)),
            Kind::SeveralOf(|| Standards::NAMES.to_vec()),
        ),
    )
    .default("ua-1,a-2a"),
    row(
        "pdf.attach-manuscript",
        "put the manuscript's texts into the file",
        Takes::Switch(|settings, on| settings.pdf.attach_manuscript = on),
    )
    .default("false"),
    row(
        "pdf.toc-depth",
        "depth of the printed contents, 0 to 6; 0 leaves them out",
        Takes::Number(0, 6, |settings, depth| settings.theme.toc_depth = depth),
    )
    .default("2")
    .follows("toc-depth", |settings| settings.theme.toc_depth.to_string()),
    row(
        "epub.toc-depth",
        "depth of the EPUB's contents, 0 to 6; 0 shows all",
        Takes::Number(0, 6, |settings, depth| settings.epub.toc_depth = depth),
    )
    .default("3")
    .follows("toc-depth", |settings| settings.epub.toc_depth.to_string()),
    row(
        "epub.notes",
        "how notes are shown: popup or chapter-end",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.notes, one_of(value, NOTES)),
            Kind::OneOf(|| names(NOTES)),
        ),
    )
    .default("popup"),
    row(
        "epub.writing-mode",
        "which way lines run in the EPUB: horizontal-tb or vertical-rl",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.epub_writing, one_of(value, WRITING_MODES)),
            Kind::OneOf(|| names(WRITING_MODES)),
        ),
    )
    .default("horizontal-tb"),
    row(
        "epub.fonts",
        "which faces the EPUB has within it: none, needed or all",
        Takes::Setting(
            |settings, value| put(&mut settings.theme.epub_faces, one_of(value, EPUB_FACES)),
            Kind::OneOf(|| names(EPUB_FACES)),
        ),
    )
    .default("none"),
];

/// A length as it would be typed, to a hundredth.
fn points(length: Length) -> String {
    format!("{}pt", (length.to_pt() * 100.0).round() / 100.0)
}

const LISTS: &[(&str, FloatKind)] =
    &[("figures", FloatKind::Figure), ("tables", FloatKind::Table), ("listings", FloatKind::Listing)];

const DIGITS: &[(&str, Option<Digits>)] = &[
    ("auto", None),
    ("latin", Some(Digits::Latin)),
    ("arabic", Some(Digits::Arabic)),
    ("persian", Some(Digits::Persian)),
    ("devanagari", Some(Digits::Devanagari)),
    ("bengali", Some(Digits::Bengali)),
    ("gurmukhi", Some(Digits::Gurmukhi)),
    ("gujarati", Some(Digits::Gujarati)),
    ("odia", Some(Digits::Odia)),
    ("tamil", Some(Digits::Tamil)),
    ("telugu", Some(Digits::Telugu)),
    ("kannada", Some(Digits::Kannada)),
    ("malayalam", Some(Digits::Malayalam)),
    ("thai", Some(Digits::Thai)),
    ("lao", Some(Digits::Lao)),
    ("tibetan", Some(Digits::Tibetan)),
    ("burmese", Some(Digits::Burmese)),
    ("khmer", Some(Digits::Khmer)),
];

const STRUCTURES: &[(&str, Structure)] = &[
    ("auto", Structure::Auto),
    ("list", Structure::List),
    ("numbers", Structure::Numbers),
    ("none", Structure::None),
];

const OPENERS: &[(&str, Openers)] =
    &[("auto", Openers::Auto), ("page", Openers::Page), ("recto", Openers::Recto), ("none", Openers::RunOn)];

const FIGURES: &[(&str, Figures)] = &[("here", Figures::Here), ("top", Figures::Top)];

const LINK_URLS: &[(&str, LinkUrls)] = &[("none", LinkUrls::None), ("foot", LinkUrls::Foot)];

/// As CSS has them (Writing Modes 4, 3.2).
const WRITING_MODES: &[(&str, WritingMode)] =
    &[("horizontal-tb", WritingMode::Horizontal), ("vertical-rl", WritingMode::Vertical)];
const EPUB_FACES: &[(&str, EpubFaces)] =
    &[("none", EpubFaces::None), ("needed", EpubFaces::Needed), ("all", EpubFaces::All)];
const NOTES: &[(&str, Notes)] = &[("popup", Notes::PopUp), ("chapter-end", Notes::ChapterEnd)];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_row_is_sound() {
        for setting in TABLE {
            let of_this_name = TABLE.iter().flat_map(Setting::names).filter(|name| *name == setting.name);
            assert_eq!(of_this_name.count(), 1, "{}", setting.name);
            assert!(!setting.help.is_empty() && !setting.help.contains('\n'), "{}", setting.name);
            let Some(default) = setting.default else { continue };
            let mut settings = Settings::default();
            let set = setting.takes.set(&mut settings, default);
            assert!(set.is_some_and(|set| set.is_ok()), "{} takes {default}", setting.name);
            let (margins, typed) = (Settings::default().theme.page.margins, settings.theme.page.margins);
            // The theme's are cut to whole units, those that are typed are rounded.
            if (margins.inner - typed.inner).0.abs() <= 1 && (margins.outer - typed.outer).0.abs() <= 1 {
                settings.theme.page.margins = margins;
            }
            assert_eq!(settings, Settings::default(), "{default} is what holds for {}", setting.name);
        }
    }
}
