//! Files within the file: the manuscript, for archives that want the source beside the print.

use super::objects::text_string;
use crate::document::Timestamp;
use lopdf::{Object, ObjectId, Stream, dictionary};

/// A file to be attached.
#[derive(Clone, Debug)]
pub struct Attachment {
    /// Its name, and the folders it lies in if there are several, separated by `/`.
    pub name: String,
    /// As media types go: `text/markdown`.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Writes the files; what the catalog lists under `AF`, and the name tree of `EmbeddedFiles`.
pub fn write(
    pdf: &mut lopdf::Document,
    attachments: &[Attachment],
    date: Timestamp,
) -> Option<(Vec<Object>, ObjectId)> {
    let mut files: Vec<(Object, Object)> = Vec::new();
    for Attachment { name, kind, bytes } in attachments {
        let parameters = dictionary! { "Size" => bytes.len() as i64, "ModDate" => text_string(&date.pdf()) };
        // An archive wants the media type of every file, and both its names below (ISO 19005-3, 6.8).
        let header = dictionary! { "Type" => "EmbeddedFile", "Subtype" => *kind, "Params" => parameters };
        let stream = pdf.add_object(Stream::new(header, bytes.clone()));
        // What it is to the book (ISO 19005-3, annex E): what the book was made from.
        let specification = pdf.add_object(dictionary! {
            "Type" => "Filespec",
            "F" => text_string(name),
            "UF" => text_string(name),
            "Desc" => text_string("The manuscript"),
            "AFRelationship" => "Source",
            "EF" => dictionary! { "F" => stream, "UF" => stream },
        });
        files.push((text_string(name), specification.into()));
    }
    // Readers search a name tree by halves (ISO 32000-1, 7.9.6).
    files.sort_by(|(a, _), (b, _)| a.as_str().unwrap_or_default().cmp(b.as_str().unwrap_or_default()));
    let listed = files.iter().map(|(_, file)| file.clone()).collect();
    let names: Vec<Object> = files.into_iter().flat_map(|(name, file)| [name, file]).collect();
    (!names.is_empty()).then(|| (listed, pdf.add_object(dictionary! { "Names" => names })))
}
