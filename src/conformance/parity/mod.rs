//! Whether two written editions are editions of the same book: the same sections in the same order,
//! the same words in each, the same notes, images, formulas and links, and the printed pages where the
//! e-book says that they begin.

mod align;
mod content;
mod pages;
mod sections;
mod text;

use super::Criterion;
use super::finding::Finding;
use super::reading::{Position, Reading, Section};
use align::Pair;

/// Both editions, with the sections that belong together.
struct Editions<'r> {
    epub: &'r Reading,
    pdf: &'r Reading,
    /// Numbers of sections: in the EPUB, in the PDF.
    pairs: Vec<Pair>,
}

/// Compares what two editions say.
pub(super) fn criteria(epub: &Reading, pdf: &Reading) -> Vec<Criterion> {
    let titles =
        |reading: &Reading| reading.sections.iter().map(|it| text::key(&it.title)).collect::<Vec<_>>();
    let pairs = align::pairs(&titles(epub), &titles(pdf));
    let editions = Editions { epub, pdf, pairs };
    let mut criteria = vec![identity(&editions), run(&editions), sections::contents(&editions)];
    if !epub.sections.is_empty() && !pdf.sections.is_empty() {
        criteria.extend([
            sections::sections(&editions),
            text::text(&editions),
            content::notes(&editions),
            content::images(&editions),
            content::formulas(&editions),
            content::links(&editions),
        ]);
    }
    criteria.extend([pages::labels(&editions), pages::turns(&editions), pages::anchors(&editions)]);
    criteria
}

/// Where these rules come from.
const SOURCE: &str = "Bifolio, both editions are one book";

/// The EPUB names the print edition that its pages are those of.
fn identity(editions: &Editions) -> Criterion {
    let rule = "The page list of the EPUB refers to this PDF.";
    let mut finding = Finding::new("same-book", "EPUB Accessibility 1.1, 3.3.1.3.1", rule);
    let (named, own) = (&editions.epub.identifiers, &editions.pdf.identifiers);
    if !named.is_empty() && !own.is_empty() {
        let same = named.iter().any(|name| own.contains(name));
        finding.check(same, || format!("the EPUB names {}, the PDF is {}", named.join(", "), own.join(", ")));
    }
    finding.close(own.first().cloned().unwrap_or_else(|| "no identifier".to_owned()))
}

/// Both were written together, or from the same things by the same version. Of what others write nothing is known:
/// by these properties, names from content (RFC 9562, version 5) are ours.
fn run(editions: &Editions) -> Criterion {
    let rule = "Both files are of one run, or of runs over the same texts, images and settings.";
    let mut finding = Finding::new("same-run", SOURCE, rule);
    let is_ours = |name: &&String| {
        let uuid = name.strip_prefix("urn:uuid:");
        uuid.and_then(|uuid| uuid::Uuid::parse_str(uuid).ok()).is_some_and(|it| it.get_version_num() == 5)
    };
    let (epub, pdf) = (editions.epub.run.as_ref().filter(is_ours), editions.pdf.run.as_ref().filter(is_ours));
    if let Some((epub, pdf)) = epub.zip(pdf) {
        finding.check(epub == pdf, || {
            format!("these are from two runs: the EPUB from {epub}, the PDF from {pdf}")
        });
    }
    finding.close(pdf.map_or("no name of a run", String::as_str))
}

impl Editions<'_> {
    /// Every pair of sections.
    fn pairs(&self) -> impl Iterator<Item = (&Section, &Section)> {
        self.pairs
            .iter()
            .filter_map(|pair| Some((self.epub.sections.get(pair.0)?, self.pdf.sections.get(pair.1)?)))
    }

    /// The printed page that a place of the text stands on, by what the PDF says.
    fn page(&self, at: Position) -> Option<&str> {
        let turns = &self.pdf.turns;
        let index = turns.partition_point(|turn| turn.at <= at);
        turns.get(index.checked_sub(1)?).map(|turn| turn.label.as_str())
    }
}

/// A section as it is named in a fault.
fn named(section: &Section) -> String {
    match section.title.trim() {
        "" => "the text before the first heading".to_owned(),
        title => super::finding::quoted(&title.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}
