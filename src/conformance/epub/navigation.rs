//! The ways into the book: contents, landmarks, the list of pages, and every link.

use super::EpubFile;
use super::chapters::{Chapter, PageMark, is_of_type, words};
use super::path::{Target, is_remote, place};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::reading::Entry;
use roxmltree::Node;
use std::collections::BTreeMap;

pub(super) fn criteria(book: &EpubFile) -> Vec<Criterion> {
    vec![navigation(book), links(book), page_list(book), page_source(book)]
}

/// The navigation document, where it could be read.
fn document<'b, 'a>(book: &'b EpubFile<'a>) -> Option<&'b Chapter<'a>> {
    let path = &book.package.navigation()?.path;
    book.chapters.iter().find(|chapter| chapter.path == *path)
}

/// The list of one type, as label and address of every entry.
fn list<'c>(chapter: &'c Chapter, kind: &str) -> Option<Vec<(String, &'c str)>> {
    let nav = chapter.named("nav").find(|node| is_of_type(*node, kind))?;
    let links = nav.descendants().filter(|node| node.tag_name().name() == "a");
    Some(
        links
            .map(|node| (words(node).trim().to_owned(), node.attribute("href").unwrap_or_default()))
            .collect(),
    )
}

/// The entries of the contents with their depths.
pub(super) fn contents(book: &EpubFile) -> Vec<Entry> {
    let nav = document(book).and_then(|it| it.named("nav").find(|node| is_of_type(*node, "toc")));
    let entries = nav.into_iter().flat_map(|nav| nav.descendants().filter(|node| is_entry(*node)));
    let entry = |node: Node| {
        let lists = node.ancestors().take_while(|around| around.tag_name().name() != "nav");
        let depth = lists.filter(|around| around.tag_name().name() == "ol").count();
        Entry { depth, title: words(node).trim().to_owned() }
    };
    entries.map(entry).collect()
}

/// A link, or the words of an entry that leads nowhere.
fn is_entry(node: Node) -> bool {
    let of_item = node.parent().is_some_and(|parent| parent.tag_name().name() == "li");
    matches!(node.tag_name().name(), "a" | "span") && of_item
}

/// The labels of the list of pages.
pub(super) fn pages(book: &EpubFile) -> Vec<String> {
    let entries = document(book).and_then(|nav| list(nav, "page-list")).unwrap_or_default();
    entries.into_iter().map(|(label, _)| label).collect()
}

/// Whether a list of the navigation is there and holds something.
pub(super) fn has_list(book: &EpubFile, kind: &str) -> bool {
    document(book).and_then(|chapter| list(chapter, kind)).is_some_and(|entries| !entries.is_empty())
}

/// The marks of printed pages in the whole book.
pub(super) fn marks(book: &EpubFile) -> Vec<PageMark> {
    book.chapters.iter().flat_map(Chapter::marks).collect()
}

fn navigation(book: &EpubFile) -> Criterion {
    let rule = "The book has contents and landmarks, and a list of pages where pages are marked.";
    let mut finding = Finding::new("navigation", "EPUB 3.3, 7.3, 7.4", rule);
    finding.check(document(book).is_some(), || "there is no navigation document that can be read".into());
    for kind in ["toc", "landmarks"] {
        finding.check(has_list(book, kind), || format!("the navigation has no {kind}, or an empty one"));
    }
    if !marks(book).is_empty() {
        finding.check(has_list(book, "page-list"), || "pages are marked, but there is no page-list".into());
    }
    let entries = document(book).and_then(|chapter| list(chapter, "toc")).unwrap_or_default();
    for (label, address) in &entries {
        finding.check(!label.is_empty(), || {
            format!("the contents have an entry without words, to {}", quoted(address))
        });
    }
    finding.close(count(entries.len(), "entry", "entries"))
}

/// Every link within the book: where it stands, from which entry, and its address.
fn inner<'c>(chapter: &'c Chapter) -> impl Iterator<Item = (Node<'c, 'c>, &'c str)> {
    let links = chapter.elements().filter(|node| matches!(node.tag_name().name(), "a" | "area"));
    let addressed = links.filter_map(|node| Some((node, node.attribute("href")?)));
    addressed.filter(|(_, address)| !is_remote(address))
}

fn links(book: &EpubFile) -> Criterion {
    let rule = "Every link within the book, and every entry of its lists, leads to what is there.";
    let mut finding = Finding::new("links-lead", "EPUB 3.3, 6.1.2, 7.3", rule);
    let chapters: BTreeMap<&str, &Chapter> = book.chapters.iter().map(|it| (it.path.as_str(), it)).collect();
    for chapter in &book.chapters {
        for (node, address) in inner(chapter) {
            let target = place(&chapter.path, address);
            let there = target.is_some_and(|target| exists(book, &chapters, &target));
            finding.check(there, || format!("{}: {} is not there", chapter.place(node), quoted(address)));
        }
    }
    for item in book.package.items.iter().filter(|item| item.media_type == "application/x-dtbncx+xml") {
        let text = book.archive.text(&item.path).unwrap_or_default();
        let Ok(tree) = super::parse(&text) else {
            finding.fault(|| format!("{} is no XML", item.path));
            continue;
        };
        for address in
            tree.descendants().filter(|it| it.has_tag_name(NCX_CONTENT)).filter_map(|it| it.attribute("src"))
        {
            let there = place(&item.path, address).is_some_and(|target| exists(book, &chapters, &target));
            finding.check(there, || format!("{}: {} is not there", item.path, quoted(address)));
        }
    }
    finding.counted("link", "links")
}

const NCX_CONTENT: (&str, &str) = ("http://www.daisy.org/z3986/2005/ncx/", "content");

fn exists(book: &EpubFile, chapters: &BTreeMap<&str, &Chapter>, target: &Target) -> bool {
    match (&target.fragment, chapters.get(target.path.as_str())) {
        (Some(fragment), Some(chapter)) if !fragment.is_empty() => chapter.ids.contains(fragment),
        // Of what is no page the ids are not known: that it is there has to do.
        _ => book.archive.has(&target.path),
    }
}

/// The entries of the list of pages, each with the place that it leads to.
fn listed(book: &EpubFile) -> Vec<(String, Option<Target>)> {
    let Some(nav) = document(book) else { return Vec::new() };
    let entries = list(nav, "page-list").unwrap_or_default();
    entries.into_iter().map(|(label, address)| (label, place(&nav.path, address))).collect()
}

fn page_list(book: &EpubFile) -> Criterion {
    let rule = "The list of pages and the marks of pages agree one to one, in order.";
    let mut finding = Finding::new("page-list", "EPUB Accessibility 1.1, 3.3.1.3.2", rule);
    let (mut marks, entries) = (marks(book), listed(book));
    sort_by_spine(book, &mut marks);
    for (mark, entry) in marks.iter().zip(&entries) {
        let (label, target) = entry;
        let same = target.as_ref() == Some(&mark.place) && *label == mark.label;
        finding.check(same, || {
            format!(
                "{}: the mark {} is not the entry {}",
                mark.place.path,
                quoted(&mark.label),
                quoted(label)
            )
        });
    }
    if marks.len() != entries.len() {
        finding.fault(|| format!("there are {} in the list, but {} in the text", entries.len(), marks.len()));
    }
    finding.close(format!(
        "{} and {}",
        count(marks.len(), "mark", "marks"),
        count(entries.len(), "entry", "entries")
    ))
}

/// The order of the manifest is none: pages follow each other as the spine has them.
fn sort_by_spine(book: &EpubFile, marks: &mut [PageMark]) {
    let order: BTreeMap<&str, usize> = book.package.order().into_iter().zip(0..).collect();
    marks.sort_by_key(|mark| order.get(mark.place.path.as_str()).copied().unwrap_or(usize::MAX));
}

fn page_source(book: &EpubFile) -> Criterion {
    let rule = "Where pages are marked, the book says of which edition they are.";
    let mut finding = Finding::new("page-source", "EPUB Accessibility 1.1, 3.3.1.3.1", rule);
    let sources: Vec<&String> =
        ["pageBreakSource", "dc:source"].iter().flat_map(|name| book.package.values(name)).collect();
    if !marks(book).is_empty() {
        finding.check(!sources.is_empty(), || "package: there is no pageBreakSource".into());
    }
    finding.close(sources.first().map_or_else(|| "no source".into(), |source| quoted(source)))
}
