//! The PDF edition.
//!
//! printpdf holds the document: pages and faces, and the places of images. We encode the content of
//! the pages, and a pass over lopdf's objects adds what printpdf leaves out: images, links, outline,
//! labels, named destinations, structure, metadata, exact widths and texts of the glyphs.

mod attachments;
mod cluster;
mod color;
mod content;
mod deflate;
mod destinations;
mod finish;
mod fonts;
mod images;
mod labels;
mod links;
mod metadata;
mod missing;
mod objects;
mod outline;
mod series;
mod shell;
mod standards;
mod syntax;
mod tags;
mod to_unicode;
mod usage;

pub use attachments::Attachment;

use crate::diagnostic::{Code, Diagnostic, Error, Warned};
use crate::document::{Digits, Document, Standards, Timestamp};
use crate::layout::page::{Folio, FolioStyle, Page, PagedDocument};
use crate::memo::Fingerprint;
use crate::resource::Resources;
use content::DrawnPage;
use links::Link;
use rayon::prelude::*;
use std::io;
use std::sync::Arc;
use usage::PageUsage;

/// What the PDF is told besides its content.
#[derive(Clone, Debug)]
pub struct PdfOptions {
    /// The date of creation and of change.
    pub date: Timestamp,
    pub standards: Standards,
    /// Files to lie within the file.
    pub attachments: Vec<Attachment>,
    /// The name of the run, which the EPUB of it carries as well.
    pub run: String,
}

/// Writes the pages as a PDF 1.7 file, or as PDF 2.0 where the standards are. The same arguments
/// give the same bytes. A standard that the content cannot meet is not claimed, and a diagnostic
/// names the place that keeps it from that.
///
/// The pages are given up as soon as they are drawn. A paged document without pages becomes one empty page of the theme's size, since a file
/// without any cannot be opened. Faces and images that `resources` does not hold draw nothing.
///
/// # Errors
/// `Code::Internal` where a library refuses an embedded face or cannot write.
pub fn export(
    document: &Document,
    mut paged: PagedDocument,
    resources: &Resources,
    options: &PdfOptions,
) -> Result<Warned<Vec<u8>>, Error> {
    if paged.pages.is_empty() {
        paged = one_empty_page(resources);
    }
    let memo = &resources.memo;
    let mut plan = options.standards.tagged.then(|| tags::Plan::new(document, &resources.images));
    let pages: Vec<DrawnPage> =
        paged.pages.par_iter().map(|page| DrawnPage::new(page, plan.as_ref())).collect();
    let prints: Vec<Fingerprint> = pages.par_iter().map(|page| memo.fingerprint(page)).collect();
    let used = paged.pages.par_iter().zip(&prints);
    let used: Vec<_> = used.map(|(page, print)| memo.get(print, || PageUsage::of(page))).collect();
    let fonts = fonts::embed(&used, &resources.fonts)?;
    let images = images::embed(&paged.pages, &resources.images, memo);
    let links = links::collect(document, &paged);
    let turns = images.keys().map(|&id| (id, resources.images.image(id).turn)).collect();
    let missing = missing::MissingFaces::collect(&paged.pages);
    let embedded = content::Embedded { fonts: &fonts, missing: &missing, images: &turns };
    let encoded = pages.par_iter().zip(&prints).zip(&used).map(|((page, print), used)| {
        let key = (print, content::EmbeddedOn { page, used, embedded: &embedded });
        let content = memo.try_get(&key, || content::encode(page, &embedded))?;
        Ok((page.marks(&content), Arc::unwrap_or_clone(content).operators))
    });
    let encoded: Vec<_> = encoded.collect::<io::Result<_>>().map_err(unwritten)?;
    drop(pages);
    // Side by side: to let go of all lines one after the other takes as long as to write the EPUB.
    paged.pages.par_iter_mut().for_each(|page| page.items = Vec::new());
    let (marks, contents): (Vec<_>, Vec<_>) = encoded.into_iter().unzip();
    let tree = plan.as_mut().map(|plan| gathered(plan, &marks, &links));
    drop(marks);
    let unmet = plan.map_or_else(Vec::new, |plan| plan.unmet);
    let asked = asked(options.standards, !options.attachments.is_empty());
    let (standards, diagnostics) = standards::met(asked, unmet);
    let shell = shell::build(&paged.pages, &fonts, images.keys().copied());
    let parts = finish::Parts {
        document,
        paged: &paged,
        fonts: &fonts,
        missing: &missing,
        links: &links,
        images,
        contents,
        tree,
        standards,
        is_pdf_2: asked.is_pdf_2(),
        attachments: &options.attachments,
        date: options.date,
        memo,
        description: metadata::Description::new(&document.metadata, options.date, &options.run, standards),
    };
    let value = finish::finish(shell, parts)?;
    Ok(Warned { value, diagnostics })
}

/// The structure of what is drawn and of what leads somewhere.
fn gathered(plan: &mut tags::Plan, marks: &[Vec<tags::Mark>], links: &[Vec<Link>]) -> tags::Tree {
    let owners = |links: &Vec<Link>| links.iter().map(|link| link.owner(plan)).collect();
    let owners: Vec<Vec<_>> = links.iter().map(owners).collect();
    plan.gather(marks, &owners)
}

/// What [`export`] would complain of, without a file: who only looks for faults waits neither for operators nor for
/// what packs them. `attaches` says that files will lie within the file.
pub fn complaints(
    document: &Document,
    paged: &PagedDocument,
    resources: &Resources,
    standards: Standards,
    attaches: bool,
) -> Vec<Diagnostic> {
    let plan = standards.tagged.then(|| tags::Plan::new(document, &resources.images));
    let unmet = plan.map_or_else(Vec::new, |plan| plan.unmet_on(&paged.pages));
    standards::met(asked(standards, attaches), unmet).1
}

/// The standards that a file is to meet.
fn asked(standards: Standards, attaches: bool) -> Standards {
    if attaches { standards.with_attachments() } else { standards }
}

fn unwritten(cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> Error {
    let cause = cause.into();
    Error::new(Code::Internal, format!("the PDF cannot be written: {cause}")).caused_by(cause)
}

fn one_empty_page(resources: &Resources) -> PagedDocument {
    let folio = Folio { style: FolioStyle::Decimal(Digits::Latin), number: 1 };
    let page = Page { size: resources.theme.page.trim, folio, items: Vec::new() };
    PagedDocument { pages: vec![page], ..PagedDocument::default() }
}
