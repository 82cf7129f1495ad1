//! Files that are made to harm who reads them: each is refused or judged, within bounds of time and memory,
//! and nothing of it reaches the disk. They go through the program, whose memory can be bounded.

use super::damage::{drawn, small};
use super::epub::unpacked;
use super::written;
use flate2::Compression;
use flate2::write::{DeflateEncoder, ZlibEncoder};
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::Duration;

/// What comes of it: 4 for what cannot be read, 5 for what is judged and found wanting.
const REFUSED: i32 = 4;
const JUDGED: i32 = 5;

/// For a build without optimisation on a busy machine; the same files take an optimised one a tenth.
const LONGEST: Duration = Duration::from_secs(60);
/// Of address space, with the stacks of all threads, in KiB.
const MEMORY: u32 = 4 << 20;

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

    /// What its local header and its entry in the directory share (APPNOTE, 4.3.7 and 4.3.12).
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

/// The end of the directory (APPNOTE, 4.3.16).
fn end(count: u16, length: u32, at: u32) -> Vec<u8> {
    let [count, length, at] =
        [count.to_le_bytes().to_vec(), length.to_le_bytes().to_vec(), at.to_le_bytes().to_vec()];
    [b"PK\x05\x06\0\0\0\0".to_vec(), count.clone(), count, length, at, vec![0, 0]].concat()
}

/// Its larger form, with what leads there (APPNOTE, 4.3.14 and 4.3.15).
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

/// What is done to an archive, and what comes of it.
type Case = (&'static str, i32, fn() -> Vec<u8>);

const ARCHIVES: &[Case] = &[
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
        // The extra field for lengths that four bytes do not hold (APPNOTE, 4.5.3).
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

#[test]
fn hostile_archives_are_refused_or_judged() {
    let (_, good) = written("tea.md", &[]);
    assert_bounded(ARCHIVES, "epub", &good);
}

/// Data behind a filter.
fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).expect("memory takes it");
    encoder.finish().expect("memory takes it")
}

/// A file that is written by hand: objects, and then a table of what is said of them.
fn by_hand(objects: &str, table: impl Fn(usize) -> String) -> Vec<u8> {
    let mut file = format!("%PDF-1.7\n{objects}\n");
    let at = file.len();
    file += &table(at);
    format!("{file}\nstartxref\n{at}\n%%EOF\n").into_bytes()
}

/// Elements, forms or nodes of which each holds the next one twice: two to the power of their number.
fn doubling(pdf: &mut Document, levels: usize, make: impl Fn([Object; 2]) -> Object) -> ObjectId {
    let mut inner = pdf.add_object(dictionary! { "S" => "P" });
    for _ in 0..levels {
        let held = make([inner.into(), inner.into()]);
        inner = pdf.add_object(held);
    }
    inner
}

const PDFS: &[Case] = &[
    ("a stream of objects that is a bomb", JUDGED, || {
        small(|pdf, _, _| {
            for _ in 0..50 {
                let held = dictionary! { "Type" => "ObjStm", "N" => 1_000_000, "First" => 10, "Filter" => "FlateDecode" };
                pdf.add_object(Stream::new(held, packed(&vec![b' '; 40 << 20])));
            }
        })
    }),
    ("a bomb in a bomb", JUDGED, || {
        small(|pdf, page, _| {
            let twice = packed(&packed(&vec![b' '; 200 << 20]));
            let filters = vec!["FlateDecode".into(), "FlateDecode".into()];
            let content = pdf.add_object(Stream::new(dictionary! { "Filter" => filters }, twice));
            pdf.get_dictionary_mut(page).expect("a page").set("Contents", content);
        })
    }),
    ("a thousand filters", JUDGED, || {
        small(|pdf, page, _| {
            let filters: Vec<Object> = vec!["FlateDecode".into(); 1000];
            let content = pdf.add_object(Stream::new(dictionary! { "Filter" => filters }, packed(b"q Q")));
            pdf.get_dictionary_mut(page).expect("a page").set("Contents", content);
        })
    }),
    ("pages that hold their parents", JUDGED, || {
        small(|pdf, page, catalog| {
            let pages = catalog.get(b"Pages").and_then(Object::as_reference).expect("pages");
            let above = pdf.add_object(dictionary! { "Type" => "Pages", "Kids" => vec![pages.into()], "Parent" => pages, "Count" => i64::MAX });
            let node = pdf.get_dictionary_mut(pages).expect("pages");
            node.set("Kids", vec![above.into(), page.into(), above.into()]);
            node.set("Parent", above);
            node.set("Count", -1);
        })
    }),
    ("an outline that goes round", JUDGED, || {
        small(|pdf, _, catalog| {
            let [root, one, two] = [pdf.new_object_id(), pdf.new_object_id(), pdf.new_object_id()];
            pdf.set_object(root, dictionary! { "First" => one, "Last" => two, "Count" => 1 << 30 });
            pdf.set_object(
                one,
                dictionary! { "Title" => "a", "Parent" => root, "Next" => two, "First" => root },
            );
            pdf.set_object(two, dictionary! { "Title" => "b", "Parent" => root, "Next" => one, "Prev" => one, "First" => one });
            catalog.set("Outlines", root);
        })
    }),
    ("a table of objects that leads to itself", REFUSED, || {
        by_hand("1 0 obj <</Type/Catalog>> endobj", |at| {
            format!("xref\n0 1\n0000000000 65535 f \ntrailer <</Size 2/Root 1 0 R/Prev {at}>>")
        })
    }),
    ("a stream of the table that leads to itself", REFUSED, || {
        by_hand("1 0 obj <</Type/Catalog>> endobj", |at| {
            format!(
                "2 0 obj <</Type/XRef/Size 3/W[1 1 1]/Root 1 0 R/Prev {at}/XRefStm {at}/Length 0>> stream\n\nendstream endobj"
            )
        })
    }),
    ("a table of two thousand million objects", REFUSED, || {
        by_hand("1 0 obj <</Type/Catalog>> endobj", |_| {
            "xref\n0 2000000000\n0000000000 65535 f \ntrailer <</Size 2000000000/Root 1 0 R>>".to_owned()
        })
    }),
    ("a stream as long as itself", JUDGED, || {
        by_hand(
            "1 0 obj <</Type/Catalog/Pages 1 0 R>> endobj\n2 0 obj <</Length 2 0 R>> stream\nq\nendstream endobj",
            |_| {
                "xref\n0 3\n0000000000 65535 f \n0000000009 00000 n \n0000000053 00000 n \ntrailer <</Size 3/Root 1 0 R>>".to_owned()
            },
        )
    }),
    ("lists within lists without end", REFUSED, || {
        let deep = format!("1 0 obj {}{} endobj", "[".repeat(1_000_000), "]".repeat(1_000_000));
        by_hand(&deep, |_| {
            "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer <</Size 2/Root 1 0 R>>".to_owned()
        })
    }),
    ("dictionaries within dictionaries without end", REFUSED, || {
        let deep = format!("1 0 obj {}{} endobj", "<</A ".repeat(300_000), ">>".repeat(300_000));
        by_hand(&deep, |_| {
            "xref\n0 2\n0000000000 65535 f \n0000000009 00000 n \ntrailer <</Size 2/Root 1 0 R>>".to_owned()
        })
    }),
    ("elements that double with every level", JUDGED, || {
        small(|pdf, _, catalog| {
            let top = doubling(pdf, 40, |kids| dictionary! { "S" => "Div", "K" => kids.to_vec() }.into());
            let root = pdf.add_object(dictionary! { "K" => top });
            catalog.set("StructTreeRoot", root);
        })
    }),
    ("forms that double with every level", JUDGED, || {
        small(|pdf, page, _| {
            let top = doubling(pdf, 40, |[one, two]| {
                let resources = dictionary! { "XObject" => dictionary! { "A" => one, "B" => two } };
                let form = dictionary! { "Subtype" => "Form", "Resources" => resources };
                Stream::new(form, b"/A Do /B Do".to_vec()).into()
            });
            let resources = dictionary! { "XObject" => dictionary! { "F" => top } };
            drawn(pdf, page, resources, b"/F Do");
        })
    }),
    ("names that double with every level", JUDGED, || {
        small(|pdf, _, catalog| {
            let top = doubling(pdf, 40, |kids| dictionary! { "Kids" => kids.to_vec() }.into());
            catalog.set("Names", dictionary! { "Dests" => top });
            catalog.set("PageLabels", top);
        })
    }),
    ("metadata of a hundred thousand attributes", JUDGED, || {
        small(|pdf, _, catalog| {
            let attributes: String = (0..100_000).map(|number| format!(" a{number}=''")).collect();
            let metadata =
                Stream::new(dictionary! { "Type" => "Metadata" }, format!("<a{attributes}/>").into_bytes());
            catalog.set("Metadata", pdf.add_object(metadata));
        })
    }),
    ("a map of all numbers to letters", JUDGED, || {
        small(|pdf, page, _| {
            let ranges = "<00000000> <FFFFFFFF> <0041>\n".repeat(100_000);
            let map = format!(
                "1 begincodespacerange <00000000> <FFFFFFFF> endcodespacerange\n100000 beginbfrange\n{ranges}endbfrange"
            );
            let map = pdf.add_object(Stream::new(dictionary! {}, map.into_bytes()));
            let font = dictionary! { "Type" => "Font", "Subtype" => "Type0", "Encoding" => "Identity-H", "ToUnicode" => map };
            let font = pdf.add_object(font);
            let resources = dictionary! { "Font" => dictionary! { "F" => font } };
            drawn(pdf, page, resources, b"BT /F 1 Tf <0041004200430044> Tj ET");
        })
    }),
];

#[test]
fn hostile_pdfs_are_refused_or_judged() {
    let (good, _) = written("tea.md", &[]);
    assert_bounded(PDFS, "pdf", &good);
}

/// Verifies each file, beside an edition that is sound.
fn assert_bounded(cases: &[Case], ending: &str, good: &[u8]) {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let root = folder.path().join("a/b/c/d");
    std::fs::create_dir_all(&root).expect("a folder can be made");
    let (bad, beside) = (root.join(format!("bad.{ending}")), root.join("good"));
    std::fs::write(&beside, good).expect("a file can be written");
    let mut faults = Vec::new();
    for (name, code, make) in cases {
        std::fs::write(&bad, make()).expect("a file can be written");
        let begun = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970");
        let ended = verified(&root, &bad, &beside);
        let took = std::time::SystemTime::UNIX_EPOCH.elapsed().expect("after 1970") - begun;
        eprintln!("{name}: {ended:?} in {took:?}");
        if ended.as_ref().map(|(ended, _)| *ended) != Some(Some(*code)) {
            faults.push(format!("{name}: {ended:?}"));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut left: Vec<_> =
        std::fs::read_dir(&root).expect("a folder").flatten().map(|it| it.file_name()).collect();
    left.sort();
    assert_eq!(
        left,
        [bad.file_name().expect("a name"), beside.file_name().expect("a name"), std::ffi::OsStr::new("said")]
    );
    assert!(!folder.path().join("a/escaped.xhtml").exists() && !Path::new("/tmp/escaped.xhtml").exists());
}

/// How the program ends, with what it says; `None` where it takes too long.
fn verified(root: &Path, bad: &Path, beside: &Path) -> Option<(Option<i32>, String)> {
    let said = root.join("said");
    let file = std::fs::File::create(&said).expect("a file can be made");
    // A shell bounds the memory of what it then becomes.
    let line = format!("ulimit -v {MEMORY}; exec \"$0\" verify \"$1\" \"$2\"");
    let mut child = Command::new("sh")
        .args(["-c", &line, env!("CARGO_BIN_EXE_bifolio")])
        .args([bad, beside])
        .stdout(Stdio::null())
        .stderr(file)
        .spawn()
        .expect("a shell is at hand");
    let step = Duration::from_millis(20);
    for _ in 0..LONGEST.as_millis() / step.as_millis() {
        if let Some(status) = child.try_wait().expect("it can be waited for") {
            let said = std::fs::read_to_string(&said).unwrap_or_default();
            return Some((status.code(), said.lines().take(3).collect::<Vec<_>>().join(" ")));
        }
        std::thread::sleep(step);
    }
    let _ = child.kill();
    let _ = child.wait();
    None
}
