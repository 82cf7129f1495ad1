//! Faces: they are within the file, and what they show can be read.

use super::PdfFile;
use super::objects::{File, as_name};
use super::seen::{Content, FontUse};
use super::unicode::Unicode;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count};
use lopdf::{Dictionary, Object};

pub(super) fn criteria(book: &PdfFile, content: &Content) -> Vec<Criterion> {
    vec![embedded(book, content), readable(book, content), present(book, content)]
}

fn name(file: &File, font: &FontUse) -> String {
    let name = file.name(font.dictionary, "BaseFont").unwrap_or("a face without a name");
    format!("{}, {name}", font.place)
}

/// The face of a composite face, or the face itself.
fn simple<'a>(file: &'a File, font: &FontUse<'a>) -> &'a Dictionary {
    let descendant = file.items(font.dictionary, "DescendantFonts").first();
    descendant.and_then(|object| file.to_dictionary(object)).unwrap_or(font.dictionary)
}

fn embedded(book: &PdfFile, content: &Content) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.21.4.1", "ISO 14289-2, 8.4.5.5.1");
    let mut finding =
        Finding::new("fonts-embedded", source, "Every face that text is set in is within the file.");
    for font in content.fonts.values() {
        let descriptor = book.file.dictionary(simple(book.file, font), "FontDescriptor");
        let holds =
            |name: &str| descriptor.is_some_and(|descriptor| book.file.stream(descriptor, name).is_some());
        // A Type 3 face is a program by itself.
        let drawn = book.file.name(font.dictionary, "Subtype") == Some("Type3");
        let held = drawn || ["FontFile", "FontFile2", "FontFile3"].into_iter().any(holds);
        finding.check(held, || format!("{} is not embedded", name(book.file, font)));
    }
    finding.counted("face", "faces")
}

fn readable(book: &PdfFile, content: &Content) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.21.7", "ISO 14289-2, 8.4.5.8");
    let rule = "Every character that is shown has its value in Unicode.";
    let mut finding = Finding::new("fonts-unicode", source, rule);
    let mut shown = 0;
    for font in content.fonts.values() {
        shown += font.codes().count();
        let fault = unreadable(book.file, font);
        finding.check(fault.is_none(), || format!("{} {}", name(book.file, font), fault.unwrap_or_default()));
    }
    finding.close(format!(
        "{} in {}",
        count(shown, "character", "characters"),
        count(content.fonts.len(), "face", "faces")
    ))
}

/// What keeps the text of a face from being read.
fn unreadable(file: &File, font: &FontUse) -> Option<String> {
    let Some(stream) = file.stream(font.dictionary, "ToUnicode") else {
        return (!is_plain(file, font.dictionary)).then(|| "has no ToUnicode".into());
    };
    let bytes = match file.unpack(stream) {
        Ok(bytes) => bytes,
        Err(reason) => return Some(reason),
    };
    let unicode = Unicode::read(&bytes);
    let absent: Vec<u16> = font.codes().filter(|code| !unicode.knows(*code)).collect();
    let first = absent.first()?;
    Some(format!("has no value for {}, first <{first:04X}>", count(absent.len(), "code", "codes")))
}

/// Whether the codes of a simple face have their meaning by a standard encoding. ISO 32000-1, 9.10.2,
/// lets these do without a map.
fn is_plain(file: &File, font: &Dictionary) -> bool {
    let simple = matches!(file.name(font, "Subtype"), Some("Type1" | "MMType1" | "TrueType"));
    let standard = |name: &str| matches!(name, "WinAnsiEncoding" | "MacRomanEncoding" | "MacExpertEncoding");
    simple && file.get(font, "Encoding").and_then(as_name).is_some_and(standard)
}

fn present(book: &PdfFile, content: &Content) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.21.8", "ISO 14289-2, 8.4.5.9");
    let rule = "No text shows the glyph that stands for those which a face lacks.";
    let mut finding = Finding::new("glyphs-present", source, rule);
    for font in content.fonts.values() {
        finding.check(!shows_notdef(book.file, font), || format!("{} shows .notdef", name(book.file, font)));
    }
    finding.counted("face", "faces")
}

fn shows_notdef(file: &File, font: &FontUse) -> bool {
    let encoding = file.get(font.dictionary, "Encoding");
    let identity = encoding.and_then(as_name).is_some_and(|name| name.starts_with("Identity"));
    match file.name(font.dictionary, "Subtype") {
        // Code 0 is then glyph 0, and that is `.notdef`.
        Some("Type0") => identity && font.codes().next() == Some(0),
        _ => encoding.is_some_and(|encoding| names_notdef(file, encoding, font)),
    }
}

/// Whether a code that is shown is called `.notdef` in the differences of an encoding.
fn names_notdef(file: &File, encoding: &Object, font: &FontUse) -> bool {
    let Some(encoding) = file.to_dictionary(encoding) else { return false };
    let shown: std::collections::BTreeSet<u16> = font.codes().collect();
    let mut code = 0_u16;
    file.items(encoding, "Differences").iter().any(|item| match file.resolve(item) {
        Some(Object::Integer(start)) => {
            code = u16::try_from(*start).unwrap_or_default();
            false
        }
        Some(Object::Name(name)) => {
            let hit = name == b".notdef" && shown.contains(&code);
            code = code.saturating_add(1);
            hit
        }
        _ => false,
    })
}
