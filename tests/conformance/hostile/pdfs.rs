//! PDFs, made object by object.

use super::{Case, JUDGED, REFUSED};
use crate::damage::{drawn, small};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use lopdf::{Document, Object, ObjectId, Stream, dictionary};
use std::io::Write;

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

pub const CASES: &[Case] = &[
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
