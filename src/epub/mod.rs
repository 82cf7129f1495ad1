//! The EPUB edition: EPUB 3.3, one file a chapter, with the page list of the PDF edition.
//!
//! An `EpubPlan` plans names, ids and places; chapters become XHTML in parallel; epub-builder assembles
//! the archive and the finishing pass sets right what it cannot do.

mod accessibility;
mod face_file;
mod faces;
mod finish;
mod front;
mod nav;
mod ncx;
mod outline;
mod package;
mod plan;
mod style;
mod survey;
#[cfg(test)]
mod tests;
mod uri;
mod xhtml;

use crate::diagnostic::Error;
use crate::document::{Document, PageMap, Timestamp};
use crate::resource::Resources;
use epub_builder::{EpubBuilder, EpubVersion, ZipLibrary};
use finish::{Content, finish, internal};
use plan::{COVER, EpubPlan, NAV, STYLE, TITLE_PAGE};
use rayon::prelude::*;

/// What the EPUB is told besides its content.
#[derive(Clone, Debug)]
pub struct EpubOptions {
    /// When the book was last modified, as its package document says.
    pub date: Timestamp,
    /// How deep nav and NCX go; 0 stands for all.
    pub toc_depth: u8,
    /// The name of the run, which the PDF of it carries as well.
    pub run: String,
}

/// Writes a document as EPUB 3.3, and gives back the file's bytes.
///
/// With `pages`, the text carries a mark where each printed page begins, and nav and NCX list
/// them. Images that `resources` lacks are replaced by their alternative text. The bytes depend
/// on nothing but the arguments.
///
/// # Errors
///
/// `Code::Internal` where the archive cannot be put together; no document should cause it.
pub fn export(
    document: &Document,
    pages: Option<&PageMap>,
    resources: &Resources,
    options: &EpubOptions,
) -> Result<Vec<u8>, Error> {
    let book = EpubPlan::of(document, pages, &resources.images, &resources.theme);
    let outline = outline::outline(&book);
    let mut files: Vec<(&str, String)> = Vec::new();
    files.extend(front::cover(&book).map(|cover| (COVER, cover)));
    files.push((TITLE_PAGE, front::title_page(&book)));
    let chapters: Vec<(&str, String)> =
        book.chapters.par_iter().map(|file| (file.file.as_str(), xhtml::chapter(&book, file))).collect();
    files.extend(chapters);
    let nav = nav::nav(&book, &outline, options.toc_depth);
    let texts: Vec<&str> = files.iter().map(|(_, text)| text.as_str()).chain([nav.as_str()]).collect();
    let faces = faces::faces(&book, &texts, resources);
    let assembled = assemble(&book).map_err(internal)?;

    let inside = |name: &str| format!("OEBPS/{name}");
    let mut entries = vec![
        ("mimetype".to_string(), Content::Assembled),
        ("META-INF/container.xml".to_string(), Content::Assembled),
        (inside("content.opf"), Content::Text(package::package(&book, &faces.files, options))),
        (inside(NAV), Content::Text(nav)),
        (inside("toc.ncx"), Content::Text(ncx::ncx(&book, &outline))),
        (inside(STYLE), Content::Text(style::style_sheet(&book, &resources.theme) + &faces.rules)),
    ];
    entries.extend(files.into_iter().map(|(name, text)| (inside(name), Content::Text(text))));
    entries.extend(book.images.iter().map(|file| (inside(&file.path), Content::Media(&file.image.bytes))));
    entries.extend(faces.files.into_iter().map(|face| (inside(&face.path), Content::Face(face.bytes))));
    finish(&assembled, entries, &resources.memo)
}

/// The archive as epub-builder makes it, of which its first two files are taken over. What else is in the book comes
/// with the finishing pass, which compresses it side by side: the builder is told of none of it, since it would make
/// room to compress each file of a book of many thousands.
fn assemble(book: &EpubPlan) -> Result<Vec<u8>, epub_builder::Error> {
    let mut builder = EpubBuilder::new(ZipLibrary::new()?)?;
    builder.epub_version(EpubVersion::V33);
    builder.metadata("title", book.document.metadata.title())?;
    let mut archive = Vec::new();
    builder.generate(&mut archive)?;
    Ok(archive)
}
