//! The table of where objects stand, packed: lopdf writes it as it is, which for a tagged book is a
//! tenth of the file.

use super::packed;

/// Bytes of an entry: lopdf always writes `/W [1 4 2]`.
const ENTRY: usize = 7;

/// The file with its cross-reference stream packed. That stream is the last object, so that no
/// other place moves. `None` where the file does not end as lopdf ends it.
pub fn pack(mut file: Vec<u8>) -> Option<Vec<u8>> {
    // `startxref`, a place and `%%EOF` take less than this.
    let tail = file.len().checked_sub(64)?;
    let foot = tail + find(&file[tail..], b"startxref")?;
    let start: usize = std::str::from_utf8(&file[foot..]).ok()?.split_whitespace().nth(1)?.parse().ok()?;
    let last = file.get(start..foot)?;
    let head = std::str::from_utf8(&last[..find(last, b">>stream\n")?]).ok()?;
    let (before, length) = head.rsplit_once("/Length ")?;
    let entries = start + head.len() + b">>stream\n".len();
    let entries = file.get(entries..entries + length.trim().parse::<usize>().ok()?)?;
    let content = packed(&differences(entries)).ok()?.0;
    let end = file[foot..].to_vec();
    let dictionary = format!(
        "{before}/Length {}/Filter/FlateDecode/DecodeParms<</Predictor 12/Columns {ENTRY}>>>>stream\n",
        content.len()
    );
    file.truncate(start);
    file.extend(dictionary.bytes());
    file.extend(content);
    file.extend(b"\nendstream\nendobj\n");
    file.extend(end);
    Some(file)
}

/// Each entry as its difference to the one before: PNG's filter "up" (ISO 32000-1, 7.4.4.4), by
/// which entries that count on become equal.
fn differences(entries: &[u8]) -> Vec<u8> {
    let mut rows = Vec::with_capacity(entries.len() / ENTRY * (ENTRY + 1));
    let mut above = [0; ENTRY];
    for entry in entries.as_chunks::<ENTRY>().0 {
        rows.push(2);
        rows.extend(entry.iter().zip(above).map(|(byte, above)| byte.wrapping_sub(above)));
        above = *entry;
    }
    rows
}

fn find(text: &[u8], part: &[u8]) -> Option<usize> {
    text.windows(part.len()).position(|window| window == part)
}
