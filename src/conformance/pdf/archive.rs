//! What PDF/A asks besides, of a file that claims it.

use super::PdfFile;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count};
use lopdf::Object;

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    vec![profile(book), info(book), identity(book), flags(book), filters(book)]
}

fn is_archive(book: &PdfFile) -> bool {
    book.xmp.a_part.is_some()
}

fn profile(book: &PdfFile) -> Criterion {
    let rule = "An archive holds the profile of the colours that it is meant to be seen in.";
    let mut finding = Finding::new("archive-profile", "ISO 19005-2, 6.2.3; ISO 19005-4, 6.2.2", rule);
    let intents = book.file.items(book.catalog, "OutputIntents").iter();
    let intents: Vec<_> = intents.filter_map(|object| book.file.to_dictionary(object)).collect();
    if is_archive(book) {
        let sound = intents.iter().any(|intent| {
            let profile = book.file.stream(intent, "DestOutputProfile");
            let kind = book.file.name(intent, "S") == Some("GTS_PDFA1");
            kind && profile
                .is_some_and(|stream| book.file.unpack(stream).is_ok_and(|bytes| is_profile(&bytes)))
        });
        finding.check(sound, || "there is no output intent with a profile".into());
    }
    finding.close(count(intents.len(), "output intent", "output intents"))
}

/// ICC.1, 7.2: the signature stands at a fixed place.
fn is_profile(bytes: &[u8]) -> bool {
    bytes.get(36..40) == Some(b"acsp")
}

fn info(book: &PdfFile) -> Criterion {
    let rule = "An archive of part 4 has no Info dictionary, and carries the version of PDF 2.0.";
    let mut finding = Finding::new("archive-info", "ISO 19005-4, 6.1.2, 6.1.3", rule);
    if book.xmp.a_part.as_deref() == Some("4") {
        let info = book.file.get(book.file.trailer(), "Info").is_some();
        // Where other programs keep data of their own in the file, the dictionary may stay, for the date
        // of change.
        let pieces = book.catalog.has(b"PieceInfo");
        finding.check(!info || pieces, || "the trailer has an Info dictionary".into());
        finding.check(book.file.version().starts_with("2."), || {
            format!("the header says {}", book.file.version())
        });
    }
    finding.close(format!("version {}", book.file.version()))
}

fn identity(book: &PdfFile) -> Criterion {
    let rule = "An archive has an identifier in its trailer.";
    let mut finding = Finding::new("archive-identifier", "ISO 19005-2, 6.1.3", rule);
    let parts = book.file.items(book.file.trailer(), "ID").len();
    if is_archive(book) {
        finding.check(parts == 2, || "the trailer has no ID".into());
    }
    finding.close(if parts == 2 { "an identifier" } else { "no identifier" })
}

fn flags(book: &PdfFile) -> Criterion {
    let rule = "The annotations of an archive are printed and seen.";
    let mut finding = Finding::new("archive-annotations", "ISO 19005-2, 6.3.2", rule);
    for (number, page) in book.pages.numbered().filter(|_| is_archive(book)) {
        for annotation in &page.annotations {
            let flags = book.file.integer(annotation.dictionary, "F").unwrap_or_default();
            // Printed, and neither invisible, hidden nor out of view.
            let sound = flags & 0b10_0111 == 0b100;
            finding.check(sound, || format!("page {number}: a {} has the flags {flags}", annotation.subtype));
        }
    }
    finding.counted("annotation", "annotations")
}

fn filters(book: &PdfFile) -> Criterion {
    let rule = "No stream of an archive is compressed by a method that is not free, or lies outside.";
    let mut finding = Finding::new("archive-filters", "ISO 19005-2, 6.1.7", rule);
    for (key, object) in book.file.objects().filter(|_| is_archive(book)) {
        let Object::Stream(stream) = object else { continue };
        let filters = stream.filters().unwrap_or_default();
        let sound = !filters.iter().any(|filter| matches!(*filter, b"LZWDecode" | b"Crypt"))
            && !stream.dict.has(b"F");
        finding.check(sound, || format!("object {key}"));
    }
    finding.counted("stream", "streams")
}
