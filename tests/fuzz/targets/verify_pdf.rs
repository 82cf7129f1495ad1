//! A PDF of others, judged. Bytes of a file as they are; else objects in plain, of which a file is made here, with their
//! places and the lengths of their streams, so that what is within is reached without these in the way.
#![no_main]

use bifolio::conformance::{identity, pdf};
use libfuzzer_sys::fuzz_target;

fn find(bytes: &[u8], part: &[u8]) -> Option<usize> {
    bytes.windows(part.len()).position(|window| window == part)
}

/// The number before `0 obj` at the beginning of an object.
fn number(object: &[u8]) -> Option<u32> {
    let end = object.iter().position(|byte| !byte.is_ascii_digit())?;
    let number = std::str::from_utf8(&object[..end]).ok()?.parse().ok()?;
    object[end..].starts_with(b" 0 obj").then_some(number)
}

/// The object with the true length of its stream.
fn measured(object: &[u8]) -> Vec<u8> {
    let parts = || {
        let start = find(object, b"stream\n")? + 7;
        let length = find(&object[start..], b"\nendstream")?;
        let key = find(&object[..start], b"/Length ")? + 8;
        let digits = object[key..].iter().take_while(|byte| byte.is_ascii_digit()).count();
        Some([&object[..key], length.to_string().as_bytes(), &object[key + digits..]].concat())
    };
    parts().unwrap_or_else(|| object.to_vec())
}

/// A file of objects that each begin a line, and of the trailer's dictionary.
fn written(data: &[u8]) -> Vec<u8> {
    let (objects, trailer) = data.split_at(find(data, b"\ntrailer").unwrap_or(data.len()));
    let (mut file, mut places) = (b"%PDF-1.7\n".to_vec(), Vec::new());
    let mut rest = objects;
    while !rest.is_empty() {
        let end = find(rest, b"\nendobj\n").map_or(rest.len(), |end| end + 8);
        let (object, behind) = rest.split_at(end);
        places.extend(number(object).map(|number| (number, file.len())));
        file.extend(measured(object));
        rest = behind;
    }
    let table = file.len();
    file.extend(b"xref\n");
    for (number, place) in places {
        file.extend(format!("{number} 1\n{place:010} 00000 n \n").bytes());
    }
    file.extend(trailer.strip_prefix(b"\n").unwrap_or(trailer));
    file.extend(format!("\nstartxref\n{table}\n%%EOF\n").bytes());
    file
}

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    if data.starts_with(b"%PDF") {
        _ = (pdf(data), identity(data));
    } else {
        let file = written(data);
        _ = (pdf(&file), identity(&file));
    }
});
