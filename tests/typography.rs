//! The figures by which a set page is judged, measured on the finished pages of a whole novel.
//!
//! The novel is one of the manuscripts kept outside the project; where it is not at hand the test
//! says so and measures the handbook alone.

mod common;

use bifolio::document::{BlockId, Document};
use bifolio::layout::page::{Page, PageItem, PagedDocument, Part};
use bifolio::length::{Length, Sides, Size};
use bifolio::resource::Resources;
use std::collections::BTreeMap;

/// A text line of a page as it was set: one block's pieces on one baseline.
#[derive(Default)]
struct SetLine {
    block: Option<BlockId>,
    right: Length,
    text: String,
    /// Widths of word spaces over their natural width, in thousandths.
    spaces: Vec<i64>,
    start: u32,
    end: u32,
}

#[derive(Debug, Default)]
struct Figures {
    pages: usize,
    lines: usize,
    overfull: usize,
    hyphenated: usize,
    widows: usize,
    orphans: usize,
    short_pages: usize,
    full_pages: usize,
    spaces: Vec<i64>,
}

impl Figures {
    fn percentile(&mut self, percent: usize) -> f64 {
        self.spaces.sort_unstable();
        let index = (self.spaces.len() * percent / 100).min(self.spaces.len().saturating_sub(1));
        self.spaces.get(index).map_or(1.0, |&space| space as f64 / 1000.0)
    }

    fn percent_hyphenated(&self) -> f64 {
        self.hyphenated as f64 * 100.0 / self.lines.max(1) as f64
    }

    fn percent_short(&self) -> f64 {
        self.short_pages as f64 * 100.0 / self.full_pages.max(1) as f64
    }
}

fn measure(document: &Document, paged: &PagedDocument, resources: &Resources) -> Figures {
    let mut figures = Figures { pages: paged.pages.len(), ..Figures::default() };
    let lengths = block_lengths(document);
    let openers: Vec<usize> = document
        .chapters()
        .iter()
        .filter_map(|chapter| paged.places.get(&chapter.section.id))
        .map(|place| place.page)
        .collect();
    for (index, page) in paged.pages.iter().enumerate() {
        let lines = set_lines(page, resources);
        note_breaks(&lines, &lengths, &mut figures);
        for line in &lines {
            figures.lines += 1;
            let inner = if index % 2 == 0 {
                resources.theme.page.margins.inner
            } else {
                resources.theme.page.margins.outer
            };
            let edge = inner + resources.theme.page.measure();
            // Half a scaled point a glyph may be lost to rounding.
            figures.overfull += usize::from(line.right > edge + Length(200));
            figures.hyphenated += usize::from(
                line.text.ends_with('\u{AD}')
                    && (line.end - line.start) as usize + '\u{AD}'.len_utf8() == line.text.len(),
            );
            figures.spaces.extend(&line.spaces);
        }
        // The page before a chapter's opening ends where the chapter does.
        let ends_chapter = openers.contains(&(index + 1)) || index + 1 == paged.pages.len();
        if !lines.is_empty() && !ends_chapter {
            figures.full_pages += 1;
            figures.short_pages += usize::from(is_short(page, resources));
        }
    }
    figures
}

/// The lines of the manuscript's text on a page, from the top.
fn set_lines(page: &Page, resources: &Resources) -> Vec<SetLine> {
    let mut lines: BTreeMap<(i64, BlockId), SetLine> = BTreeMap::new();
    for placed in &page.items {
        let (Part::Content { block, text }, PageItem::Glyphs(run)) = (&placed.part, &placed.item) else {
            continue;
        };
        let line = lines.entry((placed.at.y.0, *block)).or_default();
        if line.block.is_none() {
            (line.block, line.start) = (Some(*block), text.start);
        }
        line.end = line.end.max(text.end);
        line.right = line.right.max(placed.at.x + run.width());
        line.text.push_str(&run.text);
        let face = resources.fonts.face(run.font);
        for glyph in &run.glyphs {
            // The space at the end of a line takes no room.
            if run.text[glyph.text as usize..].starts_with(' ') && Length::from(glyph.advance).0 > 0 {
                let natural = run.size.scale(250, i64::from(face.units_per_em));
                line.spaces.push(Length::from(glyph.advance).0 * 1000 / natural.0.max(1));
            }
        }
    }
    lines.into_values().collect()
}

/// A widow is a paragraph's last line alone at the top of a page, an orphan its first at the foot.
fn note_breaks(lines: &[SetLine], lengths: &BTreeMap<BlockId, u32>, figures: &mut Figures) {
    let count_of = |block| lines.iter().filter(|line| line.block == block).count();
    if let Some(first) = lines.first() {
        let length = first.block.and_then(|block| lengths.get(&block)).copied().unwrap_or_default();
        let alone = first.start > 0 && count_of(first.block) == 1;
        figures.widows += usize::from(alone && first.end >= length);
    }
    if let Some(last) = lines.last() {
        let length = last.block.and_then(|block| lengths.get(&block)).copied().unwrap_or_default();
        let alone = last.start == 0 && count_of(last.block) == 1;
        figures.orphans += usize::from(alone && last.end < length);
    }
}

fn block_lengths(document: &Document) -> BTreeMap<BlockId, u32> {
    let mut lengths = BTreeMap::new();
    for section in document.walk() {
        for block in &section.blocks {
            lengths.insert(block.id, bifolio::document::text::plain_text(block).len() as u32);
        }
    }
    lengths
}

/// Two lines or more short of the text area.
fn is_short(page: &Page, resources: &Resources) -> bool {
    let theme = &resources.theme;
    let depth = page.size.height - theme.page.margins.top - theme.page.margins.bottom;
    let lines = depth.0 / theme.body.leading.0;
    let foot = theme.page.margins.top + theme.body.leading * lines;
    let content = page.items.iter().filter(|placed| !matches!(placed.part, Part::Artifact(_)));
    let lowest = content.map(|placed| placed.at.y).max().unwrap_or_default();
    // The last baseline stands about a quarter of the leading above the foot.
    foot - lowest > theme.body.leading * 2
}

#[test]
fn a_novel_is_set_without_blemish() {
    let Some(text) = common::corpus("moby-dick/moby-dick.txt") else { return };
    let mut resources = Resources::default();
    resources.theme.body.size = Length::pt(11);
    // A measure of 345 pt, as LaTeX's article class has it at its default size.
    resources.theme.page.trim = Size { width: Length::pt(465), height: Length::pt(666) };
    let margin = Length::pt(60);
    resources.theme.page.margins = Sides { inner: margin, outer: margin, top: margin, bottom: margin };
    let document = common::plain_document(&text);
    let paged = bifolio::layout::lay_out(&document, &resources).value;
    let mut figures = measure(&document, &paged, &resources);
    let (p50, p99) = (figures.percentile(50), figures.percentile(99));
    println!(
        "{} pages, {} lines: {} overfull, {} widows, {} orphans, {:.2} % hyphenated, {:.2} % of pages two lines short, \
         word spaces over natural: median {p50:.2}, 99th percentile {p99:.2}",
        figures.pages,
        figures.lines,
        figures.overfull,
        figures.widows,
        figures.orphans,
        figures.percent_hyphenated(),
        figures.percent_short()
    );
    assert_eq!((figures.overfull, figures.widows, figures.orphans), (0, 0, 0));
    assert!(figures.percent_hyphenated() < 11.0);
    assert!(p99 <= 1.75, "99th percentile of word spaces: {p99}");
    // A page ends early where a note would not fit beside the line that calls it; the novel has 22.
    assert!(figures.percent_short() <= 1.5);
}
