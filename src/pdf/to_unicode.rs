//! ToUnicode CMaps: the way back from glyphs to text (ISO 32000-1, 9.10.3).

use std::borrow::Cow;
use std::fmt::Write;

/// A `bfchar` block may have at most 100 entries (Adobe Technical Note 5014).
const BLOCK: usize = 100;

/// The frame of the example in ISO 32000-1, 9.10.3.
const HEAD: &str = "/CIDInit /ProcSet findresource begin\n\
    12 dict begin\n\
    begincmap\n\
    /CIDSystemInfo <</Registry (Adobe) /Ordering (UCS) /Supplement 0>> def\n\
    /CMapName /Adobe-Identity-UCS def\n\
    /CMapType 2 def\n\
";

const FOOT: &str = "endcmap\n\
    CMapName currentdict /CMap defineresource pop\n\
    end\n\
    end\n";

/// How long the codes of a face are.
#[derive(Clone, Copy)]
pub enum Codes {
    Byte,
    TwoBytes,
}

/// The CMap of codes and what they stand for. A ligature has the text of all its letters.
pub fn cmap<'t>(codes: Codes, entries: impl Iterator<Item = (u16, Cow<'t, str>)>) -> Vec<u8> {
    let (digits, last) = match codes {
        Codes::Byte => (2, 0xFF),
        Codes::TwoBytes => (4, 0xFFFF),
    };
    let mut cmap = String::from(HEAD);
    _ = write!(cmap, "1 begincodespacerange\n<{:0digits$X}> <{last:X}>\nendcodespacerange\n", 0);
    let entries: Vec<String> = entries.map(|(code, text)| entry(code, digits, &text)).collect();
    for block in entries.chunks(BLOCK) {
        _ = writeln!(cmap, "{} beginbfchar\n{}endbfchar", block.len(), block.concat());
    }
    cmap.push_str(FOOT);
    cmap.into_bytes()
}

fn entry(code: u16, digits: usize, text: &str) -> String {
    let mut entry = format!("<{code:0digits$X}> <");
    for unit in text.encode_utf16() {
        _ = write!(entry, "{unit:04X}");
    }
    entry + ">\n"
}
