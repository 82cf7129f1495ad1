//! Judges a written EPUB: EPUB 3.3 for its form, EPUB Accessibility 1.1 for what it says of itself,
//! WCAG 2.2 for its pages.

mod accessibility;
pub(super) mod archive;
mod chapters;
mod content;
mod names;
mod navigation;
pub(super) mod package;
mod path;
mod reading;

use super::Evaluation;
use super::reading::Reading;
use archive::Archive;
use chapters::Chapter;
use package::Package;
use roxmltree::{Document, ParsingOptions};

const EPUB: &str = "http://www.idpf.org/2007/ops";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
/// A page with more elements and texts than this is nobody's page.
const NODES: u32 = 4_000_000;

/// Rules ask what stands around every element, and so cost the elements times the depth.
const DEPTH: u16 = 500;

/// A book with everything that several rules ask for.
struct EpubFile<'a> {
    archive: &'a Archive<'a>,
    package: &'a Package,
    chapters: Vec<Chapter<'a>>,
    /// Pages that cannot be read, and why.
    unread: Vec<(String, String)>,
}

/// Judges the bytes of an EPUB, and says what it holds. Errors: they cannot be read at all, with the
/// reason.
pub(super) fn evaluate(bytes: &[u8]) -> Result<(Evaluation, Reading), String> {
    let archive = Archive::open(bytes)?;
    let package = Package::read(&archive)?;
    let pages = package.items.iter().filter(|item| item.media_type == "application/xhtml+xml");
    let texts: Vec<(&str, Result<String, String>)> =
        pages.map(|item| (item.path.as_str(), archive.text(&item.path))).collect();
    let book = read(&archive, &package, &texts);
    let mut criteria = vec![archive.criterion()];
    criteria.extend(package::criteria(&book));
    criteria.extend(chapters::criteria(&book));
    criteria.extend(names::criteria(&book));
    criteria.extend(content::criteria(&book));
    criteria.extend(navigation::criteria(&book));
    criteria.extend(accessibility::criteria(&book));
    Ok((Evaluation { claims: package.claims(), criteria }, reading::read(&book)))
}

fn read<'a>(
    archive: &'a Archive<'a>,
    package: &'a Package,
    texts: &'a [(&'a str, Result<String, String>)],
) -> EpubFile<'a> {
    let mut book = EpubFile { archive, package, chapters: Vec::new(), unread: Vec::new() };
    for (path, text) in texts {
        match text.as_deref().map_err(String::clone).and_then(parse) {
            Ok(tree) => book.chapters.push(Chapter::of(path, tree)),
            Err(reason) => book.unread.push(((*path).to_owned(), reason)),
        }
    }
    book
}

/// XML, of which HTML's document type is allowed. Errors: it is not well-formed, and where; or it
/// is nested deeper than rules that look around every element could bear.
fn parse(text: &str) -> Result<Document<'_>, String> {
    let options = ParsingOptions { allow_dtd: true, nodes_limit: NODES, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{FEFF}');
    let parsed = super::guarded(|| Document::parse_with_options(text, options))?;
    let tree = parsed.map_err(|error| error.to_string())?;
    if is_deep(&tree) { Err("it is nested deeper than any page".into()) } else { Ok(tree) }
}

fn is_deep(tree: &Document) -> bool {
    // Every element comes after the one around it.
    let mut depths: Vec<u16> = Vec::new();
    for node in tree.descendants() {
        let around = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = around.map_or(0, |depth| depth + 1);
        if depth > DEPTH {
            return true;
        }
        depths.push(depth);
    }
    false
}
