//! The catalog: what the file is as a whole, and the ways into it.

use super::Parts;
use crate::document::Direction;
use crate::pdf::destinations::Ends;
use crate::pdf::objects::text_string;
use crate::pdf::series::Objects;
use crate::pdf::{attachments, color, labels, outline};
use lopdf::{Dictionary, dictionary};
use std::io;

/// All of it but the pages and the structure.
pub fn catalog(objects: &mut Objects, parts: &Parts, ends: &Ends) -> io::Result<Dictionary> {
    let metadata = &parts.document.metadata;
    // Title and language of the whole file are asked for by ISO 14289-1, 7.1 and 7.2.
    let mut preferences = dictionary! { "DisplayDocTitle" => true };
    if metadata.direction() == Direction::RightToLeft {
        // Which of two facing pages is on the left (ISO 32000-1, 12.2).
        preferences.set("Direction", "R2L");
    }
    let mut catalog = dictionary! {
        "Type" => "Catalog",
        "Lang" => text_string(metadata.lang()),
        "PageLabels" => labels::number_tree(&parts.paged.pages),
        "ViewerPreferences" => preferences,
        "Metadata" => objects.pdf.add_object(parts.description.stream()),
    };
    if let Some(outline) = outline::write(objects, ends)? {
        catalog.set("Outlines", outline);
        catalog.set("PageMode", "UseOutlines");
    }
    let mut names = Dictionary::new();
    if let Some(destinations) = ends.name_tree(objects)? {
        names.set("Dests", destinations);
    }
    if let Some((files, tree)) = attachments::write(&mut objects.pdf, parts.attachments, parts.date) {
        names.set("EmbeddedFiles", tree);
        catalog.set("AF", files);
    }
    if !names.is_empty() {
        catalog.set("Names", names);
    }
    if parts.standards.archived.is_some() {
        catalog.set("OutputIntents", vec![color::output_intent(&mut objects.pdf).into()]);
    }
    Ok(catalog)
}
