//! Page bodies to a book: folios, left and right, running heads, the numbers of the contents, and
//! the slip of paper for the EPUB.
//!
//! One forward walk. Nothing here moves a line: that is what keeps page numbers from depending on
//! themselves.

use crate::diagnostic::Diagnostic;
use crate::document::{BlockId, PageMark, PageSide, Position, Title};
use crate::layout::aside;
use crate::layout::galley::{Attached, Galley, GalleyItem, LineBox, LinePiece, PageNumberSlot};
use crate::layout::glue::GlueSetting;
use crate::layout::head::RunningHead;
use crate::layout::page::{
    ArtifactKind, Color, Destination, Folio, FolioStyle, Page, PageItem, PagedDocument, Part, Placed, Rule,
};
use crate::layout::paginate::PageBody;
use crate::layout::setter::Setter;
use crate::layout::style::TextStyle;
use crate::length::{Length, Point, Size};
use std::collections::BTreeMap;

/// Chapters that share pages, cut into pages.
pub struct PageRun {
    pub galley: Galley,
    pub bodies: Vec<PageBody>,
    /// The run begins on a right-hand page.
    pub recto: bool,
    /// Its first page has neither running head nor folio.
    pub opens: bool,
}

/// What stands on one page, from the top down.
struct PageParts {
    figures: Vec<GalleyItem>,
    items: Vec<GalleyItem>,
    notes: Vec<GalleyItem>,
}

/// What the runs are, in order.
pub struct Runs {
    pub title: PageRun,
    pub contents: Option<PageRun>,
    /// Chapters before the main matter, on roman pages.
    pub front: Vec<PageRun>,
    pub body: Vec<PageRun>,
}

pub fn bind(runs: Runs, setter: &Setter, diagnostics: &mut Vec<Diagnostic>) -> PagedDocument {
    let mut binder = Binder::new(setter);
    binder.run(runs.title, FolioStyle::LowerRoman, diagnostics);
    if let Some(contents) = runs.contents {
        binder.fill_to(PageSide::Recto);
        binder.paged.contents = Some(binder.next_place());
        binder.run(contents, FolioStyle::LowerRoman, diagnostics);
    }
    binder.in_text = true;
    if !runs.front.is_empty() {
        binder.fill_to(PageSide::Recto);
    }
    for run in runs.front {
        binder.run(run, FolioStyle::LowerRoman, diagnostics);
    }
    binder.fill_to(PageSide::Recto);
    // Only now: the blank page counts in the series that ends, and tells by it which side comes next.
    binder.number = 0;
    for run in runs.body {
        binder.run(run, FolioStyle::Decimal(setter.document.digits), diagnostics);
    }
    binder.finish()
}

struct Binder<'b> {
    setter: &'b Setter<'b>,
    /// All but the pages, which wait for each other's numbers.
    paged: PagedDocument,
    pages: Vec<OpenPage>,
    /// The number of the last page in its series.
    number: u32,
    style: FolioStyle,
    /// The pages are the manuscript's, not title and contents.
    in_text: bool,
    /// The book's title.
    title: Title,
    /// The titles of the sections that make chapters.
    chapters: BTreeMap<BlockId, &'b Title>,
    /// The chapter that the running head names.
    current: Option<BlockId>,
    /// The heads that were set, by chapter and by the room that they had; those of the book have none.
    heads: BTreeMap<(Option<BlockId>, Length), RunningHead>,
    /// The last line of the page before ended in a divided word.
    divided: bool,
    /// The side that the next page is asked to lie on.
    asked: PageSide,
}

/// A page that may still lack the numbers of others.
struct OpenPage {
    size: Size,
    folio: Folio,
    pieces: Vec<LinePiece>,
}

impl OpenPage {
    fn place(&mut self, placed: impl IntoIterator<Item = Placed>) {
        self.pieces.extend(placed.into_iter().map(LinePiece::Placed));
    }
}

impl<'b> Binder<'b> {
    fn new(setter: &'b Setter<'b>) -> Binder<'b> {
        let document = setter.document;
        let metadata = &document.metadata;
        let chapters = document.chapters().into_iter();
        let untitled = || Title::from(metadata.title());
        Binder {
            setter,
            paged: PagedDocument::default(),
            pages: Vec::new(),
            number: 0,
            style: FolioStyle::LowerRoman,
            in_text: false,
            // There is no room above a running head.
            title: metadata.title.as_ref().map_or_else(untitled, |title| Title::of(&title.content)),
            chapters: chapters.map(|chapter| (chapter.section.id, &chapter.section.title)).collect(),
            current: None,
            heads: BTreeMap::new(),
            divided: false,
            asked: PageSide::Either,
        }
    }

    fn run(&mut self, run: PageRun, style: FolioStyle, diagnostics: &mut Vec<Diagnostic>) {
        self.style = style;
        if run.recto && self.asked == PageSide::Either {
            self.asked = PageSide::Recto;
        }
        diagnostics.extend(run.galley.diagnostics);
        self.divided = false;
        let mut items: Vec<Option<GalleyItem>> = run.galley.items.into_iter().map(Some).collect();
        let mut notes: Vec<Option<GalleyItem>> =
            items.iter_mut().flat_map(|item| taken(item, |attached| &mut attached.notes)).map(Some).collect();
        let mut figures: Vec<Option<GalleyItem>> = items
            .iter_mut()
            .flat_map(|item| taken(item, |attached| &mut attached.figures))
            .map(Some)
            .collect();
        let last = run.bodies.len().saturating_sub(1);
        let mut done = 0;
        for (index, body) in run.bodies.iter().enumerate() {
            self.ask(items.get(done..body.items.start));
            done = body.items.end;
            let side = std::mem::take(&mut self.asked);
            self.fill_to(side);
            let page_items = items[body.items.clone()].iter_mut().filter_map(Option::take).collect();
            let page_notes = notes[body.notes.clone()].iter_mut().filter_map(Option::take).collect();
            let page_figures = figures[body.figures.clone()].iter_mut().filter_map(Option::take).collect();
            // The last page of a run ends where its text does, and so does one before a break that was asked
            // for: it is shrunk where it must be, and never stretched.
            let missing =
                if index == last || body.ends_early { body.missing.min(Length::ZERO) } else { body.missing };
            let parts = PageParts { figures: page_figures, items: page_items, notes: page_notes };
            self.page(parts, missing, run.opens && index == 0);
        }
        self.ask(items.get(done..));
    }

    /// Notes what is said between two pages of the side that the second lies on.
    fn ask(&mut self, between: Option<&[Option<GalleyItem>]>) {
        let mut sides = between.into_iter().flatten().filter_map(|item| match item {
            Some(GalleyItem::Side(side)) => Some(*side),
            _ => None,
        });
        self.asked = sides.next_back().unwrap_or(self.asked);
    }

    /// An empty page where the next would not be on this side. It counts, but bears neither head nor
    /// number.
    fn fill_to(&mut self, side: PageSide) {
        let is_other = match side {
            PageSide::Either => false,
            PageSide::Recto => self.is_recto(),
            PageSide::Verso => !self.is_recto(),
        };
        if is_other {
            self.number += 1;
            let folio = Folio { style: self.style, number: self.number };
            let size = self.setter.resources.theme.page.trim;
            self.pages.push(OpenPage { size, folio, pieces: Vec::new() });
        }
    }

    fn next_place(&self) -> Destination {
        let margins = self.setter.resources.theme.page.margins;
        Destination { page: self.pages.len(), at: Point { x: margins.inner, y: margins.top } }
    }

    fn page(&mut self, parts: PageParts, missing: Length, opening: bool) {
        let PageParts { figures, items, notes } = parts;
        self.number += 1;
        let folio = Folio { style: self.style, number: self.number };
        let theme = &self.setter.resources.theme.page;
        let left = if self.is_on_the_right() { theme.margins.inner } else { theme.margins.outer };
        let mut origin = Point { x: left, y: theme.margins.top };
        let mut page = OpenPage { size: theme.trim, folio, pieces: Vec::new() };
        let mut glue = page_glue(&items, missing);
        let mut mark = Marker { folio: folio.to_string(), skip_word: self.divided, found: None, begun: None };
        let mut chapter = None;
        origin.y = self.stack(figures, origin, &mut page);
        let head = match items.first() {
            Some(GalleyItem::Box(line)) => line.attached().head.as_deref().cloned(),
            _ => None,
        };
        if let Some(head) = head {
            origin.y += self.line(head, origin, &mut page);
        }
        for item in items {
            match item {
                GalleyItem::Box(line) => {
                    chapter = chapter.or_else(|| self.begun_chapter(&line));
                    self.divided = line.divided;
                    mark.see(&line);
                    origin.y += self.line(*line, origin, &mut page);
                }
                GalleyItem::Glue(space) => origin.y += glue.size(space.natural, space.stretch, space.shrink),
                GalleyItem::Penalty(_) | GalleyItem::Side(_) => {}
            }
        }
        self.current = chapter.or(self.current);
        self.notes(notes, left, &mut page);
        if self.in_text {
            self.paged.page_map.marks.extend(mark.mark());
        }
        if !opening {
            self.running_head(&mut page, left);
        }
        self.pages.push(page);
    }

    /// The notes of a page at its foot, under a short rule.
    fn notes(&mut self, notes: Vec<GalleyItem>, left: Length, page: &mut OpenPage) {
        if notes.is_empty() {
            return;
        }
        let theme = &self.setter.resources.theme.page;
        let top = theme.margins.top + self.setter.depth - aside::height(&notes);
        let width = theme.measure().scale(3, 10);
        let above = self.setter.styles.body.leading.scale(2, 5);
        let beside =
            if self.setter.styles.body.text.from_right { theme.measure() - width } else { Length::ZERO };
        page.place([Placed {
            at: Point { x: left + beside, y: top - above },
            item: PageItem::Rule(Rule { size: Size { width, height: NOTE_RULE }, color: Color::BLACK }),
            part: Part::Artifact(ArtifactKind::Layout),
        }]);
        self.stack(notes, Point { x: left, y: top }, page);
    }

    /// Puts lines and white space at its natural size on the page; where the next would stand.
    fn stack(&mut self, items: Vec<GalleyItem>, mut origin: Point, page: &mut OpenPage) -> Length {
        for item in items {
            match item {
                GalleyItem::Box(line) => origin.y += self.line(*line, origin, page),
                GalleyItem::Glue(space) => origin.y += space.natural,
                GalleyItem::Penalty(_) | GalleyItem::Side(_) => {}
            }
        }
        origin.y
    }

    /// Whether the last page is one that comes first when a leaf is turned.
    fn is_recto(&self) -> bool {
        self.number % 2 == 1
    }

    /// Whether it lies on the right: where lines run from the right, leaves are turned to the right, and what comes
    /// first lies on the left.
    fn is_on_the_right(&self) -> bool {
        self.is_recto() != self.setter.styles.body.text.from_right
    }

    fn begun_chapter(&self, line: &LineBox) -> Option<BlockId> {
        line.begins().iter().copied().find(|block| self.chapters.contains_key(block))
    }

    /// Puts a line on the page; its height.
    fn line(&mut self, line: LineBox, origin: Point, page: &mut OpenPage) -> Length {
        let place = Destination { page: self.pages.len(), at: origin };
        for &block in line.begins() {
            self.paged.places.entry(block).or_insert(place);
        }
        let height = line.height;
        page.pieces.extend(line.into_pieces_at(origin));
        height
    }

    /// The book's title on the page that comes second when a leaf is turned, the chapter's on that which comes
    /// first, centred; the folio outside.
    fn running_head(&mut self, page: &mut OpenPage, left: Length) {
        let style = self.setter.styles.running_head.text;
        let upright = TextStyle { italic: false, ..style };
        let theme = &self.setter.resources.theme;
        let measure = theme.page.measure();
        // A line and a half above the text, but on the sheet.
        let y = (theme.page.margins.top - theme.body.leading.scale(3, 2)).max(theme.body.leading);
        let folio = page.folio.to_string();
        let folio_width = self.setter.width(&folio, upright);
        let x = if self.is_on_the_right() { left + measure - folio_width } else { left };
        page.place(self.setter.runs(&folio, upright, Point { x, y }, &Part::Artifact(ArtifactKind::Folio)));
        if !self.in_text {
            return;
        }
        // Kept free on both sides, although the folio stands on one: the head is centred on the text.
        let room = measure - (folio_width + style.em() * 2) * 2;
        let Some(head) = self.head(room) else { return };
        let at = Point { x: left + (measure - head.width) / 2, y };
        page.place(head.at(at));
    }

    /// The head of the page that is being bound, set once for all pages that have the same.
    fn head(&mut self, room: Length) -> Option<&RunningHead> {
        let chapter = self.current.filter(|_| self.is_recto());
        let title = match chapter {
            Some(chapter) => self.chapters.get(&chapter).copied()?,
            None if self.is_recto() => return None,
            None => &self.title,
        };
        let set = || self.setter.running_head(title, room);
        Some(self.heads.entry((chapter, room)).or_insert_with(set))
    }

    /// Puts the numbers of pages where lines name them, now that all pages have one.
    fn finish(mut self) -> PagedDocument {
        let pages = std::mem::take(&mut self.pages);
        let folios: Vec<Folio> = pages.iter().map(|page| page.folio).collect();
        let finished = pages.into_iter().map(|page| {
            let mut items = Vec::with_capacity(page.pieces.len());
            for piece in page.pieces {
                match piece {
                    LinePiece::Placed(placed) => items.push(placed),
                    LinePiece::PageNumber(slot) => items.extend(self.page_number(&slot, &folios)),
                }
            }
            Page { size: page.size, folio: page.folio, items }
        });
        self.paged.pages = finished.collect();
        self.paged
    }

    fn page_number(&self, slot: &PageNumberSlot, folios: &[Folio]) -> Vec<Placed> {
        let Some(place) = self.paged.places.get(&slot.block) else { return Vec::new() };
        let folio = folios[place.page];
        // In the contents it follows words.
        let generated = matches!(slot.part, Part::Generated { .. });
        let number = if generated { format!(" {folio}") } else { folio.to_string() };
        let width = self.setter.width(&number, slot.style);
        let x = if slot.style.from_right { slot.at.x } else { slot.at.x - width };
        let at = Point { x, y: slot.at.y };
        self.setter.runs(&number, slot.style, at, &slot.part)
    }
}

/// What a line has aside, one after the other.
fn taken(
    item: &mut Option<GalleyItem>,
    of: fn(&mut Attached) -> &mut Vec<Vec<GalleyItem>>,
) -> Vec<GalleyItem> {
    let attached = match item {
        Some(GalleyItem::Box(line)) => line.attached_mut(),
        _ => None,
    };
    attached.map_or_else(Vec::new, |attached| std::mem::take(of(attached)).into_iter().flatten().collect())
}

/// The rule above notes is hardly thicker than a hair. TeX's rules are as thick, 0.4 pt.
const NOTE_RULE: Length = Length::millipt(400);

/// Finds the first word of the manuscript that begins on a page.
struct Marker {
    folio: String,
    /// The page begins with the rest of a divided word, which does not begin here.
    skip_word: bool,
    found: Option<Position>,
    /// The first block that begins here: it marks a page that has no text at all.
    begun: Option<BlockId>,
}

impl Marker {
    fn see(&mut self, line: &LineBox) {
        self.begun = self.begun.or(line.begins().first().copied());
        if self.found.is_some() {
            return;
        }
        if self.skip_word {
            self.found = line.attached().first_word;
            self.skip_word = self.found.is_none() && line.divided;
            return;
        }
        self.found = line.placed().find_map(|piece| match &piece.part {
            _ if matches!(piece.item, PageItem::Link(..)) => None,
            part => {
                let (block, text) = part.own()?;
                (!text.is_empty()).then_some(Position { block, offset: text.start })
            }
        });
    }

    fn mark(self) -> Option<PageMark> {
        let begun = self.begun.map(|block| Position { block, offset: 0 });
        let at = self.found.or(begun)?;
        Some(PageMark { folio: self.folio, at })
    }
}

/// How the white space of a page is set that lacks a height, or has it too much: each part within its
/// limit.
fn page_glue(items: &[GalleyItem], missing: Length) -> GlueSetting {
    let stretches = missing.0 >= 0;
    let give = items.iter().map(|item| match item {
        GalleyItem::Glue(space) if stretches => space.stretch,
        GalleyItem::Glue(space) => space.shrink,
        _ => Length::ZERO,
    });
    let total: Length = give.sum();
    let wanted = if stretches { missing } else { -missing };
    GlueSetting::new(wanted.min(total), total, stretches)
}
