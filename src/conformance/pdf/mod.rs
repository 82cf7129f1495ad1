//! Judges a written PDF: ISO 14289 for what is read aloud, ISO 32000 for what both need, ISO 19005
//! for what a file claims besides.

mod annotations;
mod archive;
mod attributes;
mod catalog;
mod content;
mod fonts;
mod labels;
mod leads;
mod lists;
mod marks;
mod notes;
mod objects;
mod operators;
mod outline;
mod pages;
mod plant;
mod reading;
mod references;
mod roles;
mod seen;
mod spoken;
mod strings;
mod structure;
mod tables;
mod text;
mod tree;
mod unicode;
pub(super) mod xmp;

use super::Evaluation;
use super::reading::Reading;
use leads::Leads;
use lopdf::{Dictionary, Object};
use objects::File;
use pages::Pages;
use seen::Content;
use tree::{Element, Tree};
use xmp::Xmp;

/// A file with everything that several rules ask for.
struct PdfFile<'a> {
    file: &'a File,
    catalog: &'a Dictionary,
    xmp: &'a Xmp,
    pages: &'a Pages<'a>,
    tree: &'a Tree<'a>,
    leads: Leads,
}

/// Judges the bytes of a PDF, and says what it holds. Errors: they cannot be read at all, with the
/// reason.
pub(super) fn evaluate(bytes: &[u8]) -> Result<(Evaluation, Reading), String> {
    let file = File::open(bytes)?;
    let catalog = file.dictionary(file.trailer(), "Root").ok_or("it has no catalog")?;
    let xmp = Xmp::read(&file, catalog);
    let pages = Pages::read(&file, catalog);
    if pages.list.is_empty() {
        return Err("it has no pages".into());
    }
    let tree = plant::read(&file, catalog);
    let leads = leads::read(&file, catalog, &pages, &tree);
    let book = PdfFile { file: &file, catalog, xmp: &xmp, pages: &pages, tree: &tree, leads };
    let content = content::read(&file, &pages, Content::new(book.is_second_part()));
    let reading = reading::read(&book, &content);
    let mut criteria = catalog::criteria(&book);
    criteria.extend(structure::criteria(&book));
    criteria.extend(text::criteria(&book, &content));
    criteria.extend(tables::criteria(&book));
    criteria.extend(lists::criteria(&book));
    criteria.extend(notes::criteria(&book));
    criteria.extend(annotations::criteria(&book));
    criteria.extend(fonts::criteria(&book, &content));
    criteria.extend(references::criteria(&book, content));
    criteria.extend(archive::criteria(&book));
    Ok((Evaluation { claims: xmp.claims(), criteria }, reading))
}

impl<'a> PdfFile<'a> {
    /// Whether the second part of PDF/UA is claimed, whose rules are others here and there.
    fn is_second_part(&self) -> bool {
        self.xmp.ua_part.as_deref() == Some("2")
    }

    /// The clause of the part that is claimed.
    fn clause(&self, first: &'static str, second: &'static str) -> &'static str {
        if self.is_second_part() { second } else { first }
    }

    fn place(&self, element: usize) -> String {
        self.tree.place(self.pages, element)
    }

    fn attribute(&self, element: usize, owner: &str, name: &str) -> Option<&'a Object> {
        attributes::attribute(self.file, self.tree.root, self.tree.get(element)?, owner, name)
    }

    /// The identifier of an element.
    fn id(&self, element: &Element) -> Option<Vec<u8>> {
        self.file.get(element.dictionary, "ID").and_then(|id| id.as_str().ok()).map(<[u8]>::to_vec)
    }
}
