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
use super::xml::{self, Dtd};
use archive::Archive;
use chapters::Chapter;
use package::Package;
use roxmltree::Document;

const EPUB: &str = "http://www.idpf.org/2007/ops";
const XML: &str = "http://www.w3.org/XML/1998/namespace";
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

/// XML, of which HTML's document type is allowed. Errors: those of `xml::parse`.
fn parse(text: &str) -> Result<Document<'_>, String> {
    xml::parse(text, Dtd::Allowed)
}
