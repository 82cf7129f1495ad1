//! What the catalog says of the whole file, and what it must not hold.

use super::PdfFile;
use super::objects::{File, Key};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::language::is_well_formed;
use lopdf::{Dictionary, Object};

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    vec![
        marked(book),
        language(book),
        title_shown(book),
        metadata(book),
        claims(book),
        actions(book),
        encryption(book),
    ]
}

fn marked(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 6.2", "ISO 14289-2, 6.2");
    let mut finding = Finding::new("marked", source, "The file says that it is tagged.");
    let info = book.file.dictionary(book.catalog, "MarkInfo");
    let says = |name: &str| info.is_some_and(|info| book.file.is_true(info, name));
    finding.check(says("Marked"), || "MarkInfo: Marked is not true".into());
    finding.check(!says("Suspects"), || "MarkInfo: Suspects is true".into());
    finding.close(if says("Marked") { "Marked is true" } else { "Marked is not true" })
}

fn language(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.2", "ISO 14289-2, 8.4.4");
    let rule = "The file says its language by a well-formed tag.";
    let mut finding = Finding::new("language", source, rule);
    let tag = book.file.text(book.catalog, "Lang");
    let sound = tag.as_deref().is_some_and(is_well_formed);
    let said = tag.as_deref().map_or_else(|| "no language".into(), quoted);
    finding.check(sound, || format!("the catalog has {said}"));
    finding.close(said)
}

fn title_shown(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.1", "ISO 14289-2, 8.11.2");
    let rule = "Windows show the title, not the name of the file.";
    let mut finding = Finding::new("title-shown", source, rule);
    let preferences = book.file.dictionary(book.catalog, "ViewerPreferences");
    let shown = preferences.is_some_and(|it| book.file.is_true(it, "DisplayDocTitle"));
    finding.check(shown, || "ViewerPreferences: DisplayDocTitle is not true".into());
    finding.close(if shown { "DisplayDocTitle is true" } else { "DisplayDocTitle is not true" })
}

fn metadata(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.1", "ISO 14289-2, 8.11.1");
    let rule = "Metadata can be read and hold a title.";
    let mut finding = Finding::new("metadata", source, rule);
    let fault = book.xmp.fault.as_ref();
    finding.check(fault.is_none(), || format!("metadata: {}", fault.cloned().unwrap_or_default()));
    let title = book.xmp.title.as_deref();
    finding.check(title.is_some(), || "metadata: there is no dc:title".into());
    finding.close(title.map_or_else(|| "no title".into(), quoted))
}

/// A file that claims nothing breaks nothing here; what it claims stands beside the evaluation.
fn claims(book: &PdfFile) -> Criterion {
    let rule = "The standards that the file claims exist, and are claimed as they want it.";
    let mut finding = Finding::new("claims", book.clause("ISO 14289-1, 5", "ISO 14289-2, 5"), rule);
    let xmp = &book.xmp;
    if let Some(part) = &xmp.ua_part {
        let revision = xmp.ua_revision.as_deref() == Some("2024");
        let sound = part == "1" || part == "2" && revision;
        finding.check(sound, || format!("there is no PDF/UA-{part} of this revision"));
    }
    if let Some(part) = &xmp.a_part {
        let conformance = xmp.a_conformance.as_deref().unwrap_or_default();
        let sound = match part.as_str() {
            "1" => ["A", "B"].contains(&conformance),
            "2" | "3" => ["A", "B", "U"].contains(&conformance),
            "4" => ["", "E", "F"].contains(&conformance) && xmp.a_revision.is_some(),
            _ => false,
        };
        finding.check(sound, || format!("there is no PDF/A-{part} {}", quoted(conformance)));
    }
    let claims = xmp.claims();
    if xmp.foreign_prefix {
        finding.fault(|| "metadata: the identifiers stand under prefixes of their own".into());
    }
    finding.close(if claims.is_empty() { "no claims".into() } else { claims.join(", ") })
}

fn actions(book: &PdfFile) -> Criterion {
    let rule = "Nothing in the file runs a script, starts a program or acts by itself.";
    let mut finding = Finding::new("actions-passive", "ISO 19005-2, 6.5", rule);
    finding.look();
    for (key, object) in book.file.objects() {
        active(book.file, object, key, 0, &mut finding);
    }
    let scripts = book.file.dictionary(book.catalog, "Names").is_some_and(|names| names.has(b"JavaScript"));
    if scripts {
        finding.fault(|| "the catalog names scripts".into());
    }
    if book.catalog.has(b"AA") {
        finding.fault(|| "the catalog has actions of its own".into());
    }
    finding.close(count(book.file.objects().count(), "object", "objects"))
}

/// Looks for actions in an object and what lies within it, references aside. All indirect objects are
/// gone through anyway.
fn active(file: &File, object: &Object, key: Key, depth: usize, finding: &mut Finding) {
    // It calls itself, and the stack is not endless.
    const DEPTH: usize = 100;
    if depth > DEPTH {
        return;
    }
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &stream.dict,
        Object::Array(items) => {
            return items.iter().for_each(|item| active(file, item, key, depth + 1, finding));
        }
        _ => return,
    };
    if let Some(what) = action(file, dictionary) {
        finding.fault(|| format!("object {key}: {what}"));
    }
    dictionary.iter().for_each(|(_, value)| active(file, value, key, depth + 1, finding));
}

/// Actions that do something by themselves (ISO 19005-2, 6.5.1).
const ACTS: &[&str] = &[
    "JavaScript",
    "Launch",
    "Sound",
    "Movie",
    "ResetForm",
    "ImportData",
    "Hide",
    "SetOCGState",
    "Rendition",
];

/// The action that a dictionary is, if it is one of those that may not be.
fn action(file: &File, dictionary: &Dictionary) -> Option<String> {
    let kind = file.name(dictionary, "S")?;
    // The type of a structure element has the same key.
    if ACTS.contains(&kind) && !dictionary.has(b"P") {
        return Some(kind.into());
    }
    let address = if kind == "URI" { file.text(dictionary, "URI")? } else { return None };
    let address = address.trim_start().to_lowercase();
    let runs = ["javascript:", "vbscript:", "data:"].iter().any(|scheme| address.starts_with(scheme));
    runs.then(|| quoted(&address))
}

fn encryption(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.16", "ISO 14289-2, 8.13");
    let rule = "No encryption keeps screen readers out; of an archive, none at all.";
    let mut finding = Finding::new("encryption", source, rule);
    let encrypted = book.file.was_encrypted();
    finding.check(book.file.allows_assistive_technology(), || "assistive technology is kept out".into());
    if encrypted && book.xmp.a_part.is_some() {
        finding.fault(|| "an archive is encrypted".into());
    }
    finding.close(if encrypted { "encrypted" } else { "not encrypted" })
}
