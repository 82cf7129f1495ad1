//! Bytes that are damaged at random: there is an evaluation or a reason, and never a panic.

use super::epub::{packed, unpacked};
use super::{KITCHEN_SINK, assert_broken, written};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use zip::CompressionMethod;

const ROUNDS: usize = 150;

/// Marsaglia's xorshift: the same damage in every run.
struct Random(u64);

impl Random {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// Flips some bytes, cuts a stretch out, or ends too early.
fn damaged(bytes: &[u8], random: &mut Random) -> Vec<u8> {
    let mut damaged = bytes.to_vec();
    match random.below(4) {
        0 => damaged.truncate(random.below(bytes.len())),
        1 => {
            let start = random.below(bytes.len());
            let end = (start + random.below(200)).min(bytes.len());
            damaged.drain(start..end);
        }
        _ => {
            for _ in 0..=random.below(30) {
                let at = random.below(bytes.len());
                damaged[at] = random.below(256) as u8;
            }
        }
    }
    damaged
}

#[test]
fn damaged_pdfs_are_judged_or_refused() {
    let written = written(KITCHEN_SINK, &[]).1;
    // Damage in what is compressed spoils it whole: what is within is damaged by itself.
    let mut open = Document::load_mem(&written).expect("a PDF");
    open.decompress();
    let mut plain = Vec::new();
    open.save_to(&mut plain).expect("it can be written");
    let mut random = Random(0x5EED);
    let mut judged = 0;
    for bytes in [&written, &plain] {
        for _ in 0..ROUNDS {
            judged += usize::from(bifolio::conformance::pdf(&damaged(bytes, &mut random)).is_ok());
        }
    }
    assert!(judged > ROUNDS / 4, "the damage is too great to prove anything: {judged}");
}

#[test]
fn damaged_epubs_are_judged_or_refused() {
    let written = written(KITCHEN_SINK, &[]).0;
    let entries = unpacked(&written);
    let mut random = Random(0xB00C);
    for _ in 0..ROUNDS {
        let _ = bifolio::conformance::epub(&damaged(&written, &mut random));
        let mut entries = entries.clone();
        let at = 1 + random.below(entries.len() - 1);
        entries[at].1 = damaged(&entries[at].1, &mut random);
        let _ = bifolio::conformance::epub(&packed(&entries, CompressionMethod::Stored));
    }
}

/// A file of one page with a tree, whose catalog and objects a test adds to.
pub fn small(build: impl FnOnce(&mut Document, ObjectId, &mut Dictionary)) -> Vec<u8> {
    let mut pdf = Document::with_version("1.7");
    let (pages, page) = (pdf.new_object_id(), pdf.new_object_id());
    let mut catalog = dictionary! { "Type" => "Catalog", "Pages" => pages };
    pdf.set_object(
        pages,
        dictionary! { "Type" => "Pages", "Kids" => vec![page.into(), pages.into()], "Count" => 1 },
    );
    pdf.set_object(page, dictionary! { "Type" => "Page", "Parent" => pages });
    build(&mut pdf, page, &mut catalog);
    let catalog = pdf.add_object(catalog);
    pdf.trailer.set("Root", catalog);
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("it can be written");
    bytes
}

pub fn drawn(pdf: &mut Document, page: ObjectId, resources: Dictionary, content: &[u8]) {
    let content = pdf.add_object(Stream::new(dictionary! {}, content.to_vec()));
    let page = pdf.get_dictionary_mut(page).expect("a page");
    page.set("Contents", content);
    page.set("Resources", resources);
}

#[test]
fn trees_that_hold_themselves_end() {
    let bytes = small(|pdf, page, catalog| {
        let (root, element, numbers, item) =
            (pdf.new_object_id(), pdf.new_object_id(), pdf.new_object_id(), pdf.new_object_id());
        let tree = dictionary! { "K" => vec![element.into(), element.into()], "ParentTree" => numbers };
        pdf.set_object(root, tree);
        pdf.set_object(
            element,
            dictionary! { "S" => "Document", "P" => root, "K" => vec![element.into(), root.into()] },
        );
        pdf.set_object(numbers, dictionary! { "Kids" => vec![numbers.into()] });
        pdf.set_object(item, dictionary! { "First" => item, "Next" => item });
        catalog.set("StructTreeRoot", root);
        catalog.set("Outlines", item);
        catalog.set("Names", dictionary! { "Dests" => numbers });
        catalog.set("Lang", item);
        let form = pdf.new_object_id();
        let resources = dictionary! { "XObject" => dictionary! { "F" => form } };
        let within = dictionary! { "Subtype" => "Form", "Resources" => resources.clone() };
        pdf.set_object(form, Stream::new(within, b"/F Do /F Do".to_vec()));
        drawn(pdf, page, resources, b"/F Do /F Do");
    });
    assert_broken("circles", &bifolio::conformance::pdf(&bytes).expect("a PDF"), "structure-parents");
}

#[test]
fn depth_and_width_are_no_danger() {
    const DEPTH: u32 = 20_000;
    let bytes = small(|pdf, page, catalog| {
        let root = pdf.new_object_id();
        let mut inner = pdf.add_object(dictionary! { "S" => "TD" });
        for _ in 0..DEPTH {
            inner = pdf.add_object(dictionary! { "S" => "NonStruct", "K" => inner });
        }
        pdf.set_object(root, dictionary! { "K" => inner });
        catalog.set("StructTreeRoot", root);
        let content = [b"[".repeat(100_000), b"<<".repeat(100_000), b"q BT ".repeat(100_000)].concat();
        drawn(pdf, page, dictionary! {}, &content);
    });
    assert_broken("depth", &bifolio::conformance::pdf(&bytes).expect("a PDF"), "operators-balanced");
    let mut entries = unpacked(&written("tea.md", &[]).0);
    let (_, chapter) = entries.iter_mut().find(|(name, _)| name.contains("chapter")).expect("a chapter");
    *chapter = ["<a>".repeat(200_000), "</a>".repeat(200_000)].concat().into_bytes();
    let evaluation =
        bifolio::conformance::epub(&packed(&entries, CompressionMethod::Stored)).expect("an EPUB");
    assert_broken("depth", &evaluation, "documents-well-formed");
}

#[test]
fn bombs_stay_packed() {
    let bytes = small(|pdf, page, _| {
        let mut bomb = Stream::new(dictionary! {}, vec![b' '; 100 << 20]);
        bomb.compress().expect("it can be compressed");
        let bomb = pdf.add_object(bomb);
        let contents: Vec<Object> = vec![bomb.into(); 500];
        pdf.get_dictionary_mut(page).expect("a page").set("Contents", contents);
    });
    assert!(bytes.len() < 1 << 20);
    assert_broken("a bomb", &bifolio::conformance::pdf(&bytes).expect("a PDF"), "operators-balanced");
    let mut entries = unpacked(&written("tea.md", &[]).0);
    let (_, chapter) = entries.iter_mut().find(|(name, _)| name.contains("chapter")).expect("a chapter");
    *chapter = vec![b' '; 100 << 20];
    let evaluation =
        bifolio::conformance::epub(&packed(&entries, CompressionMethod::Deflated)).expect("an EPUB");
    assert_broken("a bomb", &evaluation, "documents-well-formed");
}
