//! The plan of the book, made before any file is written: which file holds what, under which id.

use super::survey::Survey;
use crate::document::content::has_mathematics;
use crate::document::{
    BlockId, Chapter, ContentsEntry, Direction, Document, ImageRef, Note, NoteId, PageMap, Position, Section,
    TitleLine, Words, language_tag,
};
use crate::font::Han;
use crate::resource::{Image, ImageId, ImageKind, Images};
use crate::theme::{Notes, Theme, WritingMode};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// Names of the files beside the chapters, within `OEBPS/`.
pub(super) const COVER: &str = "cover.xhtml";
pub(super) const TITLE_PAGE: &str = "titlepage.xhtml";
pub(super) const NAV: &str = "nav.xhtml";
pub(super) const STYLE: &str = "style.css";

/// Everything that more than one of the book's files has to agree on.
#[derive(Debug)]
pub(super) struct EpubPlan<'a> {
    pub document: &'a Document,
    /// The language as a well-formed tag.
    pub lang: String,
    pub direction: Direction,
    /// Which way its pages turn.
    pub turning: Direction,
    /// Some of its text runs the other way than its own.
    pub has_both_directions: bool,
    /// The languages whose characters stand in squares, by their tags.
    pub square_languages: Vec<String>,
    pub words: Words,
    pub title_page: Vec<TitleLine>,
    pub chapters: Vec<ChapterFile<'a>>,
    /// Printed pages in reading order; empty where there is no printed edition.
    pub pages: Vec<Page<'a>>,
    /// The same pages by block.
    marks: Vec<Page<'a>>,
    pub images: Vec<ImageFile<'a>>,
    pub cover: Option<ImageId>,
    /// Whether every image has alternative text, or shows nothing that a reader would miss.
    pub images_described: bool,
    /// Whether an image, or the cover, is more than decoration.
    pub images_speak: bool,
    all_images: &'a Images,
    anchors: BTreeMap<&'a str, Location>,
    /// Anchors at blocks that carry none of their own.
    loose_anchors: BTreeMap<BlockId, Vec<&'a str>>,
    notes: BTreeMap<NoteId, NotePlace>,
    /// How many headings there are from the top of the book to each section, its own among them: no level is skipped
    /// where a section has none.
    levels: BTreeMap<BlockId, u8>,
    pub notes_as: Notes,
}

/// A chapter, its file and the notes that are first called in it.
#[derive(Debug)]
pub(super) struct ChapterFile<'a> {
    pub chapter: Chapter<'a>,
    pub file: String,
    pub notes: Vec<&'a Note>,
    /// It holds MathML.
    pub mathematics: bool,
}

/// A spot that can be linked to.
#[derive(Clone, Debug)]
pub(super) struct Location {
    pub chapter: usize,
    pub id: String,
}

/// Where a note stands and where the call is that it leads back to.
#[derive(Clone, Debug)]
pub(super) struct NotePlace {
    pub at: Location,
    pub call_id: String,
    pub number: u32,
}

/// Where a printed page begins.
#[derive(Clone, Debug)]
pub(super) struct Page<'a> {
    pub folio: &'a str,
    pub position: Position,
    /// The last block that this page or one before it begins with. Notes stand at the end of their
    /// chapter wherever the manuscript has them, so ids alone do not tell the order of pages.
    pub reached: BlockId,
    pub at: Location,
}

/// An image that the book shows, with its path within `OEBPS/`.
#[derive(Debug)]
pub(super) struct ImageFile<'a> {
    pub id: ImageId,
    pub image: &'a Image,
    pub path: String,
}

impl<'a> EpubPlan<'a> {
    pub fn of(
        document: &'a Document,
        pages: Option<&'a PageMap>,
        images: &'a Images,
        theme: &Theme,
    ) -> EpubPlan<'a> {
        let chapters = document.chapters();
        let mut surveys: Vec<Survey> = chapters.par_iter().map(|&chapter| Survey::chapter(chapter)).collect();
        let owned = gather_notes(document, &mut surveys);
        let mut ids = Ids::default();
        let chapter_of = chapter_of_blocks(&surveys);
        let (anchors, loose_anchors) = place_anchors(document, &surveys, &chapter_of, &mut ids);
        let notes = place_notes(&owned, &mut ids);
        let pages = pages.map_or_else(Vec::new, |pages| place_pages(pages, &chapter_of, &mut ids));
        let mut marks = pages.clone();
        marks.sort_by_key(|page| page.position);
        let cover = document.metadata.cover_image.as_ref().and_then(|cover| images.get(&cover.path));
        let cover = cover.map(|(id, _)| id);
        // What stands in `xml:lang` is well-formed after BCP 47, whose word for a language that nobody
        // names is `und`.
        let lang = language_tag(document.metadata.lang()).unwrap_or_else(|| "und".into());
        let direction = document.metadata.direction();
        let languages = document.languages();
        let mut levels = BTreeMap::new();
        count_headings(&document.sections, 0, &mut levels);
        EpubPlan {
            document,
            words: Words::of(&lang),
            title_page: document.title_page(),
            direction,
            // Lines from the top down begin on the right.
            turning: match theme.epub_writing {
                WritingMode::Vertical => Direction::RightToLeft,
                WritingMode::Horizontal => direction,
            },
            has_both_directions: languages.iter().any(|lang| Direction::of(lang) != direction),
            square_languages: square_languages(&lang, languages),
            lang,
            chapters: name_chapters(chapters, owned, &surveys),
            pages,
            marks,
            images: name_images(images, cover, &surveys),
            cover,
            images_described: shown(images, &surveys)
                .all(|(_, image)| image.decorative || !image.alt.trim().is_empty()),
            images_speak: cover.is_some() || shown(images, &surveys).any(|(_, image)| !image.decorative),
            all_images: images,
            anchors,
            loose_anchors,
            notes,
            levels,
            notes_as: theme.notes,
        }
    }

    /// The level of a section's heading, or where it has none, of that above.
    pub fn level(&self, section: &Section) -> u8 {
        self.levels.get(&section.id).copied().unwrap_or(section.level)
    }

    pub fn is_english(&self) -> bool {
        self.lang.split('-').next().is_some_and(|primary| primary.eq_ignore_ascii_case("en"))
    }

    pub fn title_page_has_mathematics(&self) -> bool {
        self.title_page.iter().any(|line| has_mathematics(&line.content))
    }

    pub fn nav_has_mathematics(&self) -> bool {
        let contents = self.document.contents();
        let titles = contents.iter().flat_map(ContentsEntry::walk).map(|section| &section.title);
        let listed = self.document.lists.iter().flat_map(|list| &list.entries).map(|entry| &entry.title);
        titles.chain(listed).any(|title| has_mathematics(&title.content))
    }

    /// Where an anchor stands, if the book holds it.
    pub fn place(&self, anchor: &str) -> Option<&Location> {
        self.anchors.get(anchor)
    }

    /// The ids of anchors at a block that has no anchor of its own.
    pub fn loose_ids(&self, block: BlockId) -> impl Iterator<Item = &str> {
        let anchors = self.loose_anchors.get(&block).into_iter().flatten();
        anchors.filter_map(|anchor| self.place(anchor)).map(|place| place.id.as_str())
    }

    pub fn note(&self, note: NoteId) -> Option<&NotePlace> {
        self.notes.get(&note)
    }

    /// The path of an image within `OEBPS/`, if its file could be read.
    pub fn image_path(&self, path: &str) -> Option<&str> {
        let (id, _) = self.all_images.get(path)?;
        self.image_file(id).map(|file| file.path.as_str())
    }

    pub fn image_file(&self, id: ImageId) -> Option<&ImageFile<'a>> {
        let index = self.images.binary_search_by_key(&id, |file| file.id).ok()?;
        self.images.get(index)
    }

    /// The printed pages that begin within a block.
    pub fn pages_in(&self, block: BlockId) -> &[Page<'a>] {
        let start = self.marks.partition_point(|page| page.position.block < block);
        let after = self.marks.get(start..).unwrap_or_default();
        &after[..after.partition_point(|page| page.position.block == block)]
    }

    /// The address of a place as seen from outside its file.
    pub fn href(&self, place: &Location) -> String {
        let file = self.chapters.get(place.chapter).map_or(TITLE_PAGE, |chapter| &chapter.file);
        format!("{file}#{}", place.id)
    }
}

/// Of the book's language and those of its parts, the tags of Chinese and Japanese.
fn square_languages(lang: &str, parts: BTreeSet<&str>) -> Vec<String> {
    let mut tags: BTreeSet<String> = parts.into_iter().filter_map(language_tag).collect();
    tags.insert(lang.to_owned());
    tags.into_iter().filter(|tag| Han::of_language(tag).and_then(Han::marks).is_some()).collect()
}

/// Gives each chapter the notes that it is the first to call, and the survey of those notes: a
/// note may call further notes and show images.
fn gather_notes<'a>(document: &'a Document, surveys: &mut [Survey<'a>]) -> Vec<Vec<&'a Note>> {
    let defined: BTreeMap<NoteId, &Note> = document.notes.iter().map(|note| (note.id, note)).collect();
    let mut seen = BTreeSet::new();
    let gather = |survey: &mut Survey<'a>| {
        let mut notes = Vec::new();
        let mut next = 0;
        while let Some(&call) = survey.calls.get(next) {
            next += 1;
            if let Some(&note) = defined.get(&call).filter(|_| seen.insert(call)) {
                let held = Survey::note(note);
                survey.anchors.extend(held.anchors);
                survey.blocks.extend(held.blocks);
                survey.calls.extend(held.calls);
                survey.images.extend(held.images);
                survey.mathematics |= held.mathematics;
                notes.push(note);
            }
        }
        notes.sort_by_key(|note| note.number);
        notes
    };
    surveys.iter_mut().map(gather).collect()
}

fn chapter_of_blocks(surveys: &[Survey]) -> FxHashMap<BlockId, usize> {
    let blocks = surveys.iter().enumerate();
    blocks.flat_map(|(chapter, survey)| survey.blocks.iter().map(move |&block| (block, chapter))).collect()
}

type Anchors<'a> = (BTreeMap<&'a str, Location>, BTreeMap<BlockId, Vec<&'a str>>);

fn place_anchors<'a>(
    document: &'a Document,
    surveys: &[Survey<'a>],
    chapter_of: &FxHashMap<BlockId, usize>,
    ids: &mut Ids,
) -> Anchors<'a> {
    let own = surveys
        .iter()
        .enumerate()
        .flat_map(|(chapter, survey)| survey.anchors.iter().map(move |&anchor| (anchor, chapter)));
    let mut chapters: BTreeMap<&str, usize> = own.collect();
    let mut loose: BTreeMap<BlockId, Vec<&str>> = BTreeMap::new();
    for (anchor, block) in &document.anchors {
        if let (false, Some(&chapter)) = (chapters.contains_key(anchor.as_str()), chapter_of.get(block)) {
            chapters.insert(anchor, chapter);
            loose.entry(*block).or_default().push(anchor);
        }
    }
    // Anchors that are ids already keep their names, whatever the others have to be called.
    let (sound, odd): (Vec<_>, Vec<_>) = chapters.into_iter().partition(|(anchor, _)| is_id(anchor));
    let place = |(anchor, chapter)| (anchor, Location { chapter, id: ids.fresh(anchor) });
    (sound.into_iter().chain(odd).map(place).collect(), loose)
}

fn place_notes(owned: &[Vec<&Note>], ids: &mut Ids) -> BTreeMap<NoteId, NotePlace> {
    let mut places = BTreeMap::new();
    for (chapter, notes) in owned.iter().enumerate() {
        for (index, note) in notes.iter().enumerate() {
            let name = format!("{}-{}", chapter + 1, index + 1);
            let at = Location { chapter, id: ids.fresh(&format!("note-{name}")) };
            let call_id = ids.fresh(&format!("noteref-{name}"));
            places.insert(note.id, NotePlace { at, call_id, number: note.number });
        }
    }
    places
}

/// Pages that begin in a block that no chapter holds, such as a generated one, have no place.
fn place_pages<'a>(
    pages: &'a PageMap,
    chapter_of: &FxHashMap<BlockId, usize>,
    ids: &mut Ids,
) -> Vec<Page<'a>> {
    let mut placed: Vec<Page> = Vec::new();
    for mark in &pages.marks {
        if let Some(&chapter) = chapter_of.get(&mark.at.block) {
            let at = Location { chapter, id: ids.fresh(&format!("page-{}", mark.folio)) };
            let before = placed.last().map_or(mark.at.block, |page| page.reached);
            let reached = before.max(mark.at.block);
            placed.push(Page { folio: &mark.folio, position: mark.at, reached, at });
        }
    }
    placed
}

fn name_chapters<'a>(
    chapters: Vec<Chapter<'a>>,
    notes: Vec<Vec<&'a Note>>,
    surveys: &[Survey],
) -> Vec<ChapterFile<'a>> {
    let width = chapters.len().to_string().len().max(3);
    let named = chapters.into_iter().zip(notes).zip(surveys).enumerate();
    named
        .map(|(index, ((chapter, notes), survey))| ChapterFile {
            chapter,
            file: format!("chapter-{:0width$}.xhtml", index + 1),
            notes,
            mathematics: survey.mathematics,
        })
        .collect()
}

/// The images that the text shows and that could be read, as it names them.
fn shown<'s>(images: &'s Images, surveys: &'s [Survey]) -> impl Iterator<Item = (ImageId, &'s ImageRef)> {
    let named = surveys.iter().flat_map(|survey| &survey.images);
    named.filter_map(|image| Some((images.get(&image.path)?.0, *image)))
}

fn name_images<'a>(images: &'a Images, cover: Option<ImageId>, surveys: &[Survey]) -> Vec<ImageFile<'a>> {
    let used: BTreeSet<ImageId> = shown(images, surveys).map(|(id, _)| id).chain(cover).collect();
    let width = used.len().to_string().len().max(3);
    let name = |(index, id)| {
        let image = images.image(id);
        let ending = match image.kind {
            ImageKind::Png => "png",
            ImageKind::Jpeg => "jpg",
            ImageKind::Svg => "svg",
        };
        ImageFile { id, image, path: format!("images/image-{:0width$}.{ending}", index + 1) }
    };
    used.into_iter().enumerate().map(name).collect()
}

/// Hands out ids that are unique in the whole book.
#[derive(Debug, Default)]
struct Ids {
    used: BTreeSet<String>,
    /// The next number to try for a name that was wanted before. Counted on, since a book of equal
    /// headings would else be searched from the beginning for each of them.
    next: BTreeMap<String, usize>,
}

impl Ids {
    /// The name itself where it is an id and free, else the nearest to it.
    fn fresh(&mut self, name: &str) -> String {
        let base: String = name.chars().map(|c| if is_id_char(c) { c } else { '-' }).collect();
        let base = if is_id(&base) { base } else { format!("id-{base}") };
        let mut id = base.clone();
        while !self.used.insert(id.clone()) {
            let next = self.next.entry(base.clone()).or_insert(1);
            *next += 1;
            id = format!("{base}-{next}");
        }
        id
    }
}

/// Whether a text is an XML name without colons; EPUBCheck asks for no less of an `id`.
fn is_id(text: &str) -> bool {
    text.starts_with(|c: char| {
        is_id_char(c) && !(c.is_ascii_digit() || "-.\u{B7}".contains(c)) && !is_combining(c)
    }) && text.chars().all(is_id_char)
}

/// The production NameChar of XML 1.0, without the colon.
fn is_id_char(c: char) -> bool {
    c.is_ascii_alphanumeric()
        || matches!(c,
        '-' | '.' | '_' | '\u{B7}' | '\u{C0}'..='\u{D6}' | '\u{D8}'..='\u{F6}' | '\u{F8}'..='\u{37D}'
        | '\u{37F}'..='\u{1FFF}' | '\u{200C}'..='\u{200D}' | '\u{203F}'..='\u{2040}' | '\u{2070}'..='\u{218F}'
        | '\u{2C00}'..='\u{2FEF}' | '\u{3001}'..='\u{D7FF}' | '\u{F900}'..='\u{FDCF}'
        | '\u{FDF0}'..='\u{FFFD}' | '\u{10000}'..='\u{EFFFF}')
}

/// Characters that an XML name may hold but not begin with.
fn is_combining(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}' | '\u{203F}'..='\u{2040}')
}

fn count_headings(sections: &[Section], above: u8, levels: &mut BTreeMap<BlockId, u8>) {
    for section in sections {
        let level = above.saturating_add(u8::from(section.shown_heading().is_some()));
        levels.insert(section.id, level);
        count_headings(&section.children, level, levels);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_names_and_never_twice() {
        let mut ids = Ids::default();
        for (name, id) in [
            ("intro", "intro"),
            ("intro", "intro-2"),
            ("intro", "intro-3"),
            ("3-ways", "id-3-ways"),
            ("a b:c", "a-b-c"),
            ("übung", "übung"),
            ("日本", "日本"),
            ("", "id-"),
            ("page-iv", "page-iv"),
        ] {
            assert_eq!(ids.fresh(name), id, "{name}");
        }
    }
}
