//! Nothing that is printed leaves the text area.

mod common;
#[path = "page_area/mixtures.rs"]
mod mixtures;
#[path = "page_area/places.rs"]
mod places;
#[path = "bad_input/vocabulary.rs"]
mod vocabulary;

use bifolio::document::Metadata;
use bifolio::layout::lay_out;
use bifolio::layout::page::{ArtifactKind, Page, PageItem, Part, Placed};
use bifolio::length::Length;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};
use std::path::{Path, PathBuf};

/// Rounding at the end of a line, and strokes that are drawn around what they belong to.
const TOLERANCE: Length = Length::millipt(600);

/// Every Markdown file beneath a folder, in the order of their names.
fn files(folder: &Path) -> Vec<PathBuf> {
    let Ok(entries) = std::fs::read_dir(folder) else { return Vec::new() };
    let mut paths: Vec<PathBuf> = entries.filter_map(|entry| Some(entry.ok()?.path())).collect();
    paths.sort();
    paths.retain(|path| path.extension().is_some_and(|ending| ending == "md"));
    paths
}

/// The pages of some files as one book, without its images, and how many lines are reported as too
/// wide for the page.
fn pages(paths: &[PathBuf]) -> (Vec<Page>, usize) {
    let drafts = (0u32..).zip(paths).map(|(index, path)| {
        let text = std::fs::read_to_string(path).expect("a manuscript is readable");
        let source = Source { path: path.clone(), text };
        let draft = bifolio::reader::markdown::read(FileId(index), &source, Default::default()).value;
        (path.to_string_lossy().into_owned(), draft)
    });
    let metadata = Metadata { lang: Some("en".into()), ..Metadata::default() };
    let prepared = bifolio::pass::prepare(
        drafts.collect(),
        metadata,
        &Images::default(),
        &Default::default(),
        &Default::default(),
    );
    let paged = lay_out(&prepared.value, &Resources::default());
    let overfull = paged.diagnostics.iter().filter(|found| found.code.as_str() == "overfull-line").count();
    (paged.value.pages, overfull)
}

fn manuscripts() -> Vec<(&'static str, Vec<PathBuf>)> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let rust_book = files(&common::corpora().join("rust-book/src"));
    if rust_book.is_empty() {
        eprintln!("skipped: the manuscript rust-book is not at hand");
    }
    let books = vec![
        ("handbook", files(&project.join("content/handbook"))),
        ("kitchen sink", files(&project.join("tests/kitchen-sink"))),
        ("Rust book", rust_book),
    ];
    books.into_iter().filter(|(_, paths)| !paths.is_empty()).collect()
}

#[test]
fn nothing_leaves_the_text_area() {
    let theme = bifolio::theme::Theme::default();
    let margins = theme.page.margins;
    for (name, paths) in manuscripts() {
        let (pages, overfull) = pages(&paths);
        assert!(pages.len() > 5, "{name}: {} pages", pages.len());
        assert_eq!(overfull, 0, "{name}: lines are too wide");
        let mut items = 0;
        for page in &pages {
            let left = if page.folio.number % 2 == 1 { margins.inner } else { margins.outer };
            let right = left + theme.page.measure();
            for placed in page.items.iter().filter(|placed| is_of_text(placed)) {
                items += 1;
                let (from, to) = (placed.at.x, placed.at.x + width(placed));
                let bottom = theme.page.trim.height - margins.bottom + TOLERANCE;
                assert!(
                    from >= left - TOLERANCE && to <= right + TOLERANCE,
                    "{name}, page {}: {:?} reaches from {from:?} to {to:?}",
                    page.folio,
                    placed.item
                );
                assert!(
                    placed.at.y >= margins.top - TOLERANCE && placed.at.y + height(placed) <= bottom,
                    "{name}, page {}: {:?} is too high or too low",
                    page.folio,
                    placed.item
                );
            }
        }
        assert!(items > 100, "{name}: {items} items");
    }
}

fn is_of_text(placed: &Placed) -> bool {
    !matches!(placed.part, Part::Artifact(ArtifactKind::RunningHead | ArtifactKind::Folio))
        && !matches!(placed.item, PageItem::Link(..))
}

fn width(placed: &Placed) -> Length {
    match &placed.item {
        // White space at the end of a run is seen by nobody.
        PageItem::Glyphs(run) if run.text.ends_with(' ') => {
            run.width() - run.glyphs.last().map_or(Length::ZERO, |space| space.advance.into())
        }
        PageItem::Glyphs(run) => run.width(),
        PageItem::Rule(rule) => rule.size.width,
        PageItem::Dot(dot) => dot.diameter,
        PageItem::Stroke { by, .. } => by.x,
        PageItem::Image(_, size) | PageItem::Link(_, size) => size.width,
    }
}

/// What lies below the upper edge; of glyphs the baseline is judged.
fn height(placed: &Placed) -> Length {
    match &placed.item {
        PageItem::Glyphs(_) => Length::ZERO,
        PageItem::Rule(rule) => rule.size.height,
        PageItem::Dot(dot) => dot.diameter,
        PageItem::Stroke { by, .. } => by.y,
        PageItem::Image(_, size) | PageItem::Link(_, size) => size.height,
    }
}
