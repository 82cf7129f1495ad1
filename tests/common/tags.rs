//! The structure of a written PDF as text: an element a line, what it holds set in below.

use lopdf::{Dictionary, Document, Object, ObjectId};
use std::fmt::Write;

/// Type, attributes and contents of each element: `·` is a mark, `→` an annotation.
pub fn dump(pdf: &Document) -> String {
    let catalog = pdf.catalog().expect("a catalog");
    let mut out = String::new();
    if let Ok(root) = catalog.get(b"StructTreeRoot").and_then(Object::as_reference) {
        let root = pdf.get_dictionary(root).expect("the root is a dictionary");
        kids(root).iter().for_each(|kid| element(pdf, kid, 0, &mut out));
    }
    out
}

fn kids(element: &Dictionary) -> Vec<Object> {
    match element.get(b"K") {
        Ok(Object::Array(kids)) => kids.clone(),
        Ok(kid) => vec![kid.clone()],
        Err(_) => Vec::new(),
    }
}

fn element(pdf: &Document, object: &Object, depth: usize, out: &mut String) {
    let id: ObjectId = object.as_reference().expect("an element is an object of its own");
    let own = pdf.get_dictionary(id).expect("an element is a dictionary");
    let role = own.get(b"S").and_then(Object::as_name).expect("an element has a type");
    let (inner, content): (Vec<Object>, Vec<Object>) =
        kids(own).into_iter().partition(|kid| matches!(kid, Object::Reference(_)));
    let marks: String = content.iter().map(mark).collect();
    _ = write!(out, "{}{}{}", "  ".repeat(depth), String::from_utf8_lossy(role), attributes(own));
    _ = writeln!(out, "{}{marks}", if marks.is_empty() { "" } else { " " });
    inner.iter().for_each(|kid| element(pdf, kid, depth + 1, out));
}

fn mark(kid: &Object) -> char {
    let is_annotation = kid.as_dict().is_ok_and(|kid| kid.has_type(b"OBJR"));
    if is_annotation { '→' } else { '·' }
}

fn attributes(element: &Dictionary) -> String {
    let mut out = String::new();
    for key in ["Alt", "Lang", "ID"] {
        if let Ok(value) = element.get(key.as_bytes()) {
            let value = lopdf::decode_text_string(value).expect("a text string");
            _ = write!(out, " {key}={value:?}");
        }
    }
    let own = element.get(b"A").and_then(Object::as_dict).ok();
    for (key, value) in own.into_iter().flat_map(Dictionary::iter).filter(|(key, _)| *key != b"O") {
        let value = match value {
            Object::Name(name) => String::from_utf8_lossy(name).into_owned(),
            Object::Integer(number) => number.to_string(),
            _ => "…".into(),
        };
        _ = write!(out, " {}={value}", String::from_utf8_lossy(key));
    }
    out
}
