//! Archives, made byte by byte. Numbers in comments are sections of PKWARE's APPNOTE.

use super::{Case, JUDGED, REFUSED};
use crate::epub::unpacked;
use crate::written;
use flate2::Compression;
use flate2::write::DeflateEncoder;
use std::io::Write;

/// An entry of an archive, with everything that may be said wrongly of it.
#[derive(Clone)]
struct Entry {
    name: Vec<u8>,
    /// As it lies in the file.
    packed: Vec<u8>,
    method: u16,
    flags: u16,
    crc: u32,
    /// What is said of its lengths: packed, unpacked.
    said: [u32; 2],
    extra: Vec<u8>,
    attributes: u32,
    /// Its local header is that of the entry with this number.
    lies_at: Option<usize>,
}

impl Entry {
    fn stored(name: &str, bytes: &[u8]) -> Entry {
        let mut crc = flate2::Crc::new();
        crc.update(bytes);
        Entry {
            name: name.into(),
            packed: bytes.to_vec(),
            method: 0,
            flags: 0,
            crc: crc.sum(),
            said: [bytes.len() as u32; 2],
            extra: Vec::new(),
            attributes: 0,
            lies_at: None,
        }
    }

    fn deflated(name: &str, bytes: &[u8]) -> Entry {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::fast());
        encoder.write_all(bytes).expect("memory takes it");
        let packed = encoder.finish().expect("memory takes it");
        let said = [packed.len() as u32, bytes.len() as u32];
        Entry { packed, method: 8, said, ..Entry::stored(name, bytes) }
    }

    /// What its local header and its entry in the directory share (4.3.7 and 4.3.12).
    fn header(&self) -> Vec<u8> {
        let mut header = Vec::new();
        for word in [20, self.flags, self.method, 0, 33] {
            header.extend(word.to_le_bytes());
        }
        for long in [self.crc, self.said[0], self.said[1]] {
            header.extend(long.to_le_bytes());
        }
        header.extend((self.name.len() as u16).to_le_bytes());
        header.extend((self.extra.len() as u16).to_le_bytes());
        header
    }
}

/// An archive of entries; the directory, and where it begins.
fn body(entries: &[Entry]) -> (Vec<u8>, Vec<u8>) {
    let (mut file, mut directory, mut places) = (Vec::new(), Vec::new(), Vec::new());
    for entry in entries {
        let place = entry.lies_at.map_or(file.len() as u32, |other| places[other]);
        places.push(place);
        if entry.lies_at.is_none() {
            file.extend(b"PK\x03\x04");
            file.extend(entry.header());
            file.extend([&entry.name, &entry.extra, &entry.packed].into_iter().flatten());
        }
        directory.extend(b"PK\x01\x02\x14\x03");
        directory.extend(entry.header());
        directory.extend([0; 6]);
        directory.extend(entry.attributes.to_le_bytes());
        directory.extend(place.to_le_bytes());
        directory.extend([&entry.name, &entry.extra].into_iter().flatten());
    }
    (file, directory)
}

fn archive(entries: &[Entry]) -> Vec<u8> {
    let (mut file, directory) = body(entries);
    let (at, length) = (file.len() as u32, directory.len() as u32);
    file.extend(directory);
    let count = entries.len().min(0xFFFF) as u16;
    if entries.len() > 0xFFFF {
        let end = file.len() as u64;
        file.extend(end_of_zip64(entries.len() as u64, u64::from(length), u64::from(at), end));
    }
    file.extend(end(count, length, at));
    file
}

/// The end of the directory (4.3.16).
fn end(count: u16, length: u32, at: u32) -> Vec<u8> {
    let [count, length, at] =
        [count.to_le_bytes().to_vec(), length.to_le_bytes().to_vec(), at.to_le_bytes().to_vec()];
    [b"PK\x05\x06\0\0\0\0".to_vec(), count.clone(), count, length, at, vec![0, 0]].concat()
}

/// Its larger form, with what leads there (4.3.14 and 4.3.15).
fn end_of_zip64(count: u64, length: u64, at: u64, here: u64) -> Vec<u8> {
    let mut end = b"PK\x06\x06".to_vec();
    end.extend(44u64.to_le_bytes());
    end.extend([45, 0, 45, 0, 0, 0, 0, 0, 0, 0, 0, 0]);
    for value in [count, count, length, at] {
        end.extend(value.to_le_bytes());
    }
    end.extend(b"PK\x06\x07\0\0\0\0");
    end.extend(here.to_le_bytes());
    end.extend(1u32.to_le_bytes());
    end
}

/// A sound book, entry by entry.
fn book() -> Vec<Entry> {
    let entries = unpacked(&written("tea.md", &[]).0);
    entries.iter().map(|(name, bytes)| Entry::stored(name, bytes)).collect()
}

/// A book with another file in the place of the first whose name holds a word.
fn with(word: &str, make: impl FnOnce(&str, &[u8]) -> Entry) -> Vec<Entry> {
    let mut entries = book();
    let entry = entries.iter_mut().find(|it| String::from_utf8_lossy(&it.name).contains(word));
    let entry = entry.expect("a file of this name");
    let name = String::from_utf8_lossy(&entry.name).into_owned();
    *entry = make(&name, &entry.packed.clone());
    entries
}

/// A book whose package has more in it, before the end of an element.
fn with_package(end: &str, more: &str) -> Vec<Entry> {
    with("content.opf", |name, bytes| {
        let package = String::from_utf8_lossy(bytes).replacen(end, &format!("{more}{end}"), 1);
        Entry::stored(name, package.as_bytes())
    })
}

fn item(number: usize, href: &str) -> String {
    format!("<item id=\"h{number}\" href=\"{href}\" media-type=\"application/xhtml+xml\"/>")
}

/// Ten times ten times … the same word.
fn laughs(root: &str) -> Vec<u8> {
    let entity = |n: usize| format!("<!ENTITY e{} \"{}\">", n + 1, format!("&e{n};").repeat(10));
    let entities: String = (0..9).map(entity).collect();
    format!("<!DOCTYPE {root} [<!ENTITY e0 \"laugh\">{entities}]><{root}>&e9;</{root}>").into_bytes()
}

pub const CASES: &[Case] = &[
    ("a chapter that unpacks to a thousand times its length", JUDGED, || {
        archive(&with("chapter", |name, _| Entry::deflated(name, &vec![b' '; 200 << 20])))
    }),
    ("an archive in an archive in an archive", JUDGED, || {
        let mut inner = vec![0; 10 << 20];
        for _ in 0..4 {
            let sixteen: Vec<Entry> = (0..16).map(|n| Entry::deflated(&format!("{n}.zip"), &inner)).collect();
            inner = archive(&sixteen);
        }
        archive(&with("chapter", |name, _| Entry::stored(name, &inner)))
    }),
    ("thousands of chapters over the same bytes", JUDGED, || {
        let mut entries = with_package(
            "</manifest>",
            &(0..3000).map(|n| item(n, &format!("k{n}.xhtml"))).collect::<String>(),
        );
        let kernel = entries.len();
        entries.push(Entry::deflated("OEBPS/k0.xhtml", &vec![b'a'; 60 << 20]));
        for number in 1..3000 {
            let name = format!("OEBPS/k{number}.xhtml").into_bytes();
            entries.push(Entry {
                name,
                packed: Vec::new(),
                lies_at: Some(kernel),
                ..entries[kernel].clone()
            });
        }
        archive(&entries)
    }),
    ("names that lead out of the folder", JUDGED, || {
        let names = [
            "../../../escaped.xhtml",
            "/tmp/escaped.xhtml",
            "..\\..\\escaped.xhtml",
            "C:\\escaped.xhtml",
            "a\0b.xhtml",
        ];
        let items: String = (1..).zip(names).map(|(n, name)| item(n, &name.replace('\0', "%00"))).collect();
        let mut entries = with_package("</manifest>", &items);
        entries.extend(names.iter().map(|name| Entry::stored(name, b"<html/>")));
        archive(&entries)
    }),
    ("names that are twice there", JUDGED, || {
        let entries = book();
        archive(&[entries.clone(), entries].concat())
    }),
    ("lengths that are said too small", JUDGED, || {
        archive(&with("chapter", |name, _| Entry {
            said: [900, 10],
            ..Entry::deflated(name, &vec![b' '; 1 << 20])
        }))
    }),
    ("lengths that are said too great", JUDGED, || {
        archive(&with("chapter", |name, _| Entry {
            said: [u32::MAX - 1, u32::MAX - 1],
            ..Entry::stored(name, b"<html/>")
        }))
    }),
    ("a directory that is cut off", REFUSED, || {
        let (mut file, directory) = body(&book());
        let (at, length) = (file.len() as u32, directory.len() as u32);
        file.extend(&directory[..directory.len() / 2]);
        file.extend(end(9, length, at));
        file
    }),
    ("a chapter that says it is encrypted", JUDGED, || {
        archive(&with("chapter", |name, bytes| Entry { flags: 1, ..Entry::stored(name, bytes) }))
    }),
    ("a type that is packed", JUDGED, || archive(&with("mimetype", Entry::deflated))),
    ("a chapter that is a symbolic link", JUDGED, || {
        archive(&with("chapter", |name, _| Entry {
            attributes: 0o120_777 << 16,
            ..Entry::stored(name, b"/etc/passwd")
        }))
    }),
    ("as many entries as there are numbers", REFUSED, || {
        let (mut file, directory) = body(&book());
        let (at, length, here) = (file.len(), directory.len(), file.len() + directory.len());
        file.extend(directory);
        file.extend(end_of_zip64(u64::MAX, length as u64, at as u64, here as u64));
        file.extend(end(0xFFFF, u32::MAX, u32::MAX));
        file
    }),
    ("lengths beyond all numbers", JUDGED, || {
        // The extra field for lengths that four bytes do not hold (4.5.3).
        let extra = [&[1, 0, 16, 0][..], &[0xFF; 16]].concat();
        archive(&with("chapter", |name, _| Entry {
            said: [u32::MAX; 2],
            extra,
            ..Entry::stored(name, b"<html/>")
        }))
    }),
    ("a million entries", REFUSED, || {
        let mut entries = book();
        entries.extend((0..1_000_000).map(|number| Entry::stored(&format!("{number}"), b"")));
        archive(&entries)
    }),
    ("entities that unfold without end", JUDGED, || {
        archive(&with("chapter", |name, _| Entry::stored(name, &laughs("html"))))
    }),
    ("a package of such entities", REFUSED, || {
        archive(&with("content.opf", |name, _| Entry::stored(name, &laughs("package"))))
    }),
    ("an entity that is a file", JUDGED, || {
        let text = b"<!DOCTYPE html [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><html>&x;</html>";
        archive(&with("chapter", |name, _| Entry::stored(name, text)))
    }),
    ("a package of two hundred thousand depths", REFUSED, || {
        let deep = ["<package>".repeat(200_000), "</package>".repeat(200_000)].concat();
        archive(&with("content.opf", |name, _| Entry::stored(name, deep.as_bytes())))
    }),
    ("an element of a hundred thousand attributes", JUDGED, || {
        let attributes: String = (0..100_000).map(|number| format!(" a{number}=''")).collect();
        archive(&with("chapter", |name, _| Entry::stored(name, format!("<html{attributes}/>").as_bytes())))
    }),
    ("a hundred thousand names of spaces", JUDGED, || {
        let spaces: String = (0..100_000).map(|number| format!(" xmlns:a{number}='{number}'")).collect();
        archive(&with("chapter", |name, _| {
            Entry::stored(name, format!("<html{spaces}><a/><b/></html>").as_bytes())
        }))
    }),
    ("name spaces at every one of ten thousand depths", JUDGED, || {
        let open: String = (0..10_000).map(|number| format!("<a xmlns:a{number}='{number}'>")).collect();
        let deep = format!("{open}{}", "</a>".repeat(10_000));
        archive(&with("chapter", |name, _| Entry::stored(name, deep.as_bytes())))
    }),
    ("a chapter that is read ten thousand times", JUDGED, || {
        let mut entries = with_package("</spine>", &"<itemref idref=\"chapter-001\"/>".repeat(10_000));
        let chapter =
            entries.iter_mut().find(|it| it.name.ends_with(b"chapter-001.xhtml")).expect("a chapter");
        let text = String::from_utf8_lossy(&chapter.packed)
            .replace("</body>", &format!("{}</body>", "<p>Tea.</p>".repeat(20_000)));
        *chapter = Entry::stored("OEBPS/chapter-001.xhtml", text.as_bytes());
        archive(&entries)
    }),
];
