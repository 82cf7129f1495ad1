//! ToUnicode CMaps: the way back from glyphs to text (ISO 32000-1, 9.10.3).

use super::fonts::SubsetGlyph;
use std::fmt::Write;

/// A `bfchar` block may have at most 100 entries (Adobe Technical Note 5014).
const BLOCK: usize = 100;

const HEAD: &str = "/CIDInit /ProcSet findresource begin\n\
    12 dict begin\n\
    begincmap\n\
    /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
    /CMapName /Adobe-Identity-UCS def\n\
    /CMapType 2 def\n\
    1 begincodespacerange\n\
    <0000> <FFFF>\n\
    endcodespacerange\n";

const FOOT: &str = "endcmap\n\
    CMapName currentdict /CMap defineresource pop\n\
    end\n\
    end\n";

/// The CMap of a subset. A ligature has the text of all its letters.
pub fn cmap(glyphs: &[SubsetGlyph]) -> Vec<u8> {
    let mut cmap = String::from(HEAD);
    let entries: Vec<String> = (0u16..).zip(glyphs).map(|(id, glyph)| entry(id, &glyph.text)).collect();
    for block in entries.chunks(BLOCK) {
        _ = writeln!(cmap, "{} beginbfchar\n{}endbfchar", block.len(), block.concat());
    }
    cmap.push_str(FOOT);
    cmap.into_bytes()
}

fn entry(id: u16, text: &str) -> String {
    let mut entry = format!("<{id:04X}> <");
    for unit in text.encode_utf16() {
        _ = write!(entry, "{unit:04X}");
    }
    entry + ">\n"
}
