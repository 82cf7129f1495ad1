//! What a file is that is no text, by its first bytes.

/// Makes Markdown of it.
const PANDOC: &str =
    "pandoc makes Markdown of it: `pandoc book.docx -s -t markdown --wrap=none --extract-media=. -o book.md`";
const PDF: &str =
    "`pdftotext -layout book.pdf book.txt` takes the text out of it, without headings and notes";
const UNPACK: &str = "it is read once it is unpacked";
const SCAN: &str = "a program for the recognition of letters takes the text out of it";
const IMAGE: &str = "it is shown where a text names it: `![What it shows](picture.png)`";
const WORD: &str = "a word processor saves it as .docx, of which pandoc makes Markdown";

/// A kind of file.
struct Kind {
    /// Where the mark stands.
    at: usize,
    mark: &'static [u8],
    name: &'static str,
    hint: &'static str,
}

const fn kind(at: usize, mark: &'static [u8], name: &'static str, hint: &'static str) -> Kind {
    Kind { at, mark, name, hint }
}

/// Marks after the lists of `file(1)`, of the kinds that people take for manuscripts. Of marks that a text may
/// begin with, such as the `BM` of pictures, there is none.
const KINDS: &[Kind] = &[
    kind(0, b"%PDF-", "a PDF", PDF),
    kind(0, b"{\\rtf", "a text of a word processor (RTF)", PANDOC),
    kind(
        0,
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "a document of Microsoft Office before 2007, such as .doc",
        WORD,
    ),
    kind(0, b"%!PS-Adobe", "a PostScript file", "`ps2pdf` makes a PDF of it, and `pdftotext` a text of that"),
    kind(0, b"AT&TFORM", "a DjVu file", "`djvutxt` takes the text out of it"),
    kind(
        60,
        b"BOOKMOBI",
        "a book for the Kindle (MOBI)",
        "Calibre makes an EPUB of it, and pandoc Markdown of that",
    ),
    kind(0, b"ITSF", "a help file (CHM)", UNPACK),
    kind(0, b"\x89PNG\r\n", "a PNG image", IMAGE),
    kind(0, b"\xFF\xD8\xFF", "a JPEG image", IMAGE),
    kind(0, b"GIF87a", "a GIF image", IMAGE),
    kind(0, b"GIF89a", "a GIF image", IMAGE),
    kind(8, b"WEBPVP8", "a WebP image", IMAGE),
    kind(0, b"II*\0", "a TIFF image", SCAN),
    kind(0, b"MM\0*", "a TIFF image", SCAN),
    kind(4, b"ftyp", "a film or a picture (MP4, HEIC)", "pictures are read as PNG, JPEG, GIF, WebP or SVG"),
    kind(0, b"\x1F\x8B\x08", "an archive (gzip)", UNPACK),
    kind(0, b"7z\xBC\xAF\x27\x1C", "an archive (7z)", UNPACK),
    kind(0, b"Rar!\x1A\x07", "an archive (RAR)", UNPACK),
    kind(0, b"\xFD7zXZ\0", "an archive (xz)", UNPACK),
    kind(0, b"BZh91AY&SY", "an archive (bzip2)", UNPACK),
    kind(0, b"\x28\xB5\x2F\xFD", "an archive (Zstandard)", UNPACK),
    kind(257, b"ustar", "an archive (tar)", UNPACK),
    kind(0, b"\x7FELF", "a program", "a manuscript is Markdown or plain text"),
    kind(0, b"SQLite format 3\0", "a database (SQLite)", "a manuscript is Markdown or plain text"),
];

/// Archives by a file that they hold.
const ARCHIVES: &[(&[u8], &str, &str)] = &[
    (b"word/document.xml", "a document of Word (DOCX)", PANDOC),
    (b"application/epub+zip", "an EPUB", PANDOC),
    (b"application/vnd.oasis.opendocument.text", "a document of LibreOffice (ODT)", PANDOC),
    (b"Index/Document.iwa", "a document of Pages", WORD),
    (b"xl/workbook.xml", "a table of Excel (XLSX)", "a table of Markdown can be made of its cells"),
    (b"ppt/presentation.xml", "a presentation (PPTX)", PANDOC),
];

/// What a file is that is no text, and what helps; `None` for a text.
pub(super) fn no_text(bytes: &[u8]) -> Option<(&'static str, &'static str)> {
    if bytes.starts_with(b"PK\x03\x04") {
        let holds =
            |name: &[u8]| edges(bytes).iter().any(|edge| edge.windows(name.len()).any(|part| part == name));
        let known = ARCHIVES.iter().find(|(name, ..)| holds(name)).map(|(_, what, hint)| (*what, *hint));
        return known.or(Some(("an archive (ZIP)", UNPACK)));
    }
    let has = |kind: &&Kind| bytes.get(kind.at..).is_some_and(|rest| rest.starts_with(kind.mark));
    KINDS.iter().find(has).map(|kind| (kind.name, kind.hint))
}

/// A hint with the name of the file, as a shell takes it, in the place of the example's.
pub(super) fn hint_for(hint: &str, name: &str) -> String {
    let is_plain = name.chars().all(|c| c.is_alphanumeric() || "._-".contains(c));
    let name = if is_plain { name.to_owned() } else { format!("'{}'", name.replace('\'', "'\\''")) };
    hint.replace("book.docx", &name).replace("book.pdf ", &(name + " "))
}

/// Where an archive names what it holds: at its beginning, and in the directory at its end.
fn edges(bytes: &[u8]) -> [&[u8]; 2] {
    const EDGE: usize = 64 << 10;
    [&bytes[..bytes.len().min(EDGE)], &bytes[bytes.len().saturating_sub(EDGE)..]]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_that_are_no_text_are_told_by_their_bytes() {
        let mobi = [&[0; 60][..], b"BOOKMOBI"].concat();
        for (bytes, expected) in [
            (&b"%PDF-1.7\n%\xE2"[..], Some("a PDF")),
            (b"PK\x03\x04....[Content_Types].xml....word/document.xml", Some("a document of Word (DOCX)")),
            (b"PK\x03\x04....mimetypeapplication/epub+zipPK", Some("an EPUB")),
            (b"PK\x03\x04....a.txt", Some("an archive (ZIP)")),
            (b"{\\rtf1\\ansi", Some("a text of a word processor (RTF)")),
            (b"RIFF....WEBPVP8 ", Some("a WebP image")),
            (&mobi, Some("a book for the Kindle (MOBI)")),
            (b"PK is short for Phil Katz.", None),
            (b"GIF is a kind of image. 89a is another word.", None),
            (b"Rar! said the lion.", None),
            (b"", None),
        ] {
            assert_eq!(no_text(bytes).map(|(name, _)| name), expected, "{}", bytes.escape_ascii());
        }
    }
}
