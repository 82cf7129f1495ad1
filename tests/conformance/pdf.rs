//! PDFs that are broken on purpose, by a change in their objects or their content.

use super::{KITCHEN_SINK, MODERN, assert_broken, assert_sound, written};
use bifolio::conformance::Evaluation;
use lopdf::{
    Dictionary, Document, EncryptionState, EncryptionVersion, Object, ObjectId, Permissions, Stream,
    dictionary,
};
use std::collections::BTreeSet;

/// The elements of one type, in the order of their objects.
fn elements(pdf: &Document, kind: &str) -> Vec<ObjectId> {
    let is = |dictionary: &Dictionary| {
        dictionary.has(b"P")
            && dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind.as_bytes())
    };
    let found = pdf.objects.iter().filter(|(_, object)| object.as_dict().is_ok_and(is));
    found.map(|(id, _)| *id).collect()
}

fn first<'d>(pdf: &'d mut Document, kind: &str) -> &'d mut Dictionary {
    let id = *elements(pdf, kind).first().unwrap_or_else(|| panic!("no {kind}"));
    pdf.get_dictionary_mut(id).expect("an element")
}

/// The first object that a test takes.
fn object<'d>(pdf: &'d mut Document, wanted: impl Fn(&Dictionary) -> bool) -> &'d mut Dictionary {
    let dictionary = |object: &'d mut Object| match object {
        Object::Dictionary(dictionary) => Some(dictionary),
        Object::Stream(stream) => Some(&mut stream.dict),
        _ => None,
    };
    pdf.objects.values_mut().filter_map(dictionary).find(|it| wanted(it)).expect("an object")
}

fn link(pdf: &mut Document) -> &mut Dictionary {
    object(pdf, |it| it.get(b"Subtype").and_then(Object::as_name).is_ok_and(|name| name == b"Link"))
}

fn catalog(pdf: &mut Document) -> &mut Dictionary {
    pdf.catalog_mut().expect("a catalog")
}

fn tree(pdf: &mut Document) -> &mut Dictionary {
    let root = catalog(pdf).get(b"StructTreeRoot").and_then(Object::as_reference).expect("a tree");
    pdf.get_dictionary_mut(root).expect("a tree")
}

/// Changes the content of the first page that holds a text.
fn content(pdf: &mut Document, holding: &str, change: impl Fn(&str) -> String) {
    for page in pdf.get_pages().into_values() {
        // What is no UTF-8 in strings of glyphs goes through as Latin-1.
        let text: String = pdf.get_page_content(page).iter().map(|&byte| char::from(byte)).collect();
        if text.contains(holding) {
            let bytes = change(&text).chars().map(|c| u8::try_from(c).expect("Latin-1")).collect();
            let stream = pdf.add_object(Stream::new(dictionary! {}, bytes));
            pdf.get_dictionary_mut(page).expect("a page").set("Contents", stream);
            return;
        }
    }
    panic!("no page holds {holding}");
}

/// Content with another text in place of the first that is found.
fn replace(pdf: &mut Document, from: &str, to: &str) {
    content(pdf, from, |text| text.replacen(from, to, 1));
}

fn append(pdf: &mut Document, what: &str) {
    content(pdf, "BDC", |text| format!("{text}\n{what}"));
}

/// Gives an element of one type another type.
fn rename(pdf: &mut Document, from: &str, to: &str) {
    first(pdf, from).set("S", Object::Name(to.into()));
}

/// Takes the last kid from the first element that has two marks or elements.
fn drop_kid(pdf: &mut Document, kind: &str) {
    let many = |id: &ObjectId| {
        pdf.get_dictionary(*id)
            .and_then(|it| it.get(b"K"))
            .and_then(Object::as_array)
            .is_ok_and(|kids| kids.len() > 1)
    };
    let id = elements(pdf, kind).into_iter().find(many).expect("an element with two kids");
    let kids = pdf.get_dictionary_mut(id).and_then(|it| it.get_mut(b"K")).and_then(Object::as_array_mut);
    kids.expect("kids").pop();
}

/// Exchanges two entries of the tree of parents that belong to one page.
fn swap_parents(pdf: &mut Document) {
    let is_row = |items: &Vec<Object>| {
        let references: Vec<_> = items.iter().filter_map(|item| item.as_reference().ok()).collect();
        references.len() > 2 && references.len() == items.len() && references[0] != references[1]
    };
    let of_elements: BTreeSet<ObjectId> = elements(pdf, "P").into_iter().collect();
    let row = pdf.objects.values_mut().find_map(|object| match object {
        Object::Array(items)
            if is_row(items)
                && items.iter().any(|it| it.as_reference().is_ok_and(|id| of_elements.contains(&id))) =>
        {
            Some(items)
        }
        Object::Dictionary(node) => {
            let numbers = node.get_mut(b"Nums").and_then(Object::as_array_mut).ok()?;
            numbers.iter_mut().find_map(|item| item.as_array_mut().ok().filter(|items| is_row(items)))
        }
        _ => None,
    });
    row.expect("a row of parents").swap(0, 1);
}

fn first_font(pdf: &mut Document) -> &mut Dictionary {
    object(pdf, |it| it.has(b"ToUnicode"))
}

fn remove_all(pdf: &mut Document, kind: &str) {
    for id in elements(pdf, kind) {
        pdf.get_dictionary_mut(id).expect("an element").set("S", "Span");
    }
}

/// Text in the first face of a page, as an artifact that shows the code zero.
fn show_notdef(pdf: &mut Document) {
    content(pdf, " Tf", |text| {
        let before = text.split(" Tf").next().expect("a face is set");
        let face = before.rsplit('/').next().expect("a face has a name");
        format!("{text}\n/Artifact BMC BT /{face} Tf <0000> Tj ET EMC")
    });
}

/// Draws a form that holds a mark of its own twice.
fn form_twice(pdf: &mut Document) {
    let form = dictionary! { "Type" => "XObject", "Subtype" => "Form", "BBox" => vec![0.into(), 0.into(), 9.into(), 9.into()] };
    let form = pdf.add_object(Stream::new(form, b"/P <</MCID 0>> BDC 0 0 m 1 1 l S EMC".to_vec()));
    let page = pdf.get_pages()[&1];
    let resources = dictionary! { "XObject" => dictionary! { "Twice" => form } };
    let content = pdf.add_object(Stream::new(dictionary! {}, b"/Twice Do /Twice Do".to_vec()));
    let page = pdf.get_dictionary_mut(page).expect("a page");
    page.set("Resources", resources);
    page.set("Contents", content);
}

/// Encrypts the file so that all may open it, but nothing may read it aloud.
fn encrypt(pdf: &mut Document) {
    let state = EncryptionState::try_from(EncryptionVersion::V2 {
        document: pdf,
        owner_password: "owner",
        user_password: "",
        key_length: 128,
        permissions: Permissions::PRINTABLE,
    });
    pdf.encrypt(&state.expect("a key")).expect("it can be encrypted");
}

type Change = fn(&mut Document);

/// What is done, and the rule that it breaks.
const MUTANTS: &[(&str, Change, &str)] = &[
    ("mark dropped from content", |pdf| replace(pdf, "<</MCID 0>>", "<<>>"), "marks-referred"),
    ("mark dropped from content leaves it bare", |pdf| replace(pdf, "<</MCID 0>>", "<<>>"), "content-marked"),
    ("mark dropped from an element", |pdf| drop_kid(pdf, "P"), "marks-referred"),
    ("mark twice in content", |pdf| append(pdf, "/P <</MCID 0>> BDC EMC"), "marks-unique"),
    ("mark that nobody refers to", |pdf| append(pdf, "/P <</MCID 9999>> BDC EMC"), "marks-referred"),
    ("rule drawn outside of marks", |pdf| append(pdf, "0 0 m 9 9 l S"), "content-marked"),
    ("shading drawn outside of marks", |pdf| append(pdf, "/Sh1 sh"), "content-marked"),
    ("image drawn outside of marks", |pdf| append(pdf, "BI /W 1 /H 1 ID \0 EI"), "content-marked"),
    (
        "text within a language alone",
        |pdf| append(pdf, "/Span <</Lang (de)>> BDC BT (a) Tj ET EMC"),
        "content-marked",
    ),
    (
        "artifact within content",
        |pdf| append(pdf, "/P <</MCID 9999>> BDC /Artifact BMC EMC EMC"),
        "artifacts-apart",
    ),
    (
        "content within an artifact",
        |pdf| append(pdf, "/Artifact BMC /P <</MCID 9999>> BDC EMC EMC"),
        "artifacts-apart",
    ),
    ("end of a mark lost", |pdf| replace(pdf, "EMC", ""), "operators-balanced"),
    ("end of a text lost", |pdf| replace(pdf, "ET", ""), "operators-balanced"),
    ("state never restored", |pdf| append(pdf, "q"), "operators-balanced"),
    ("content cut", |pdf| append(pdf, "(abc"), "operators-balanced"),
    ("form with marks twice", form_twice, "forms-once"),
    (
        "wrong parent",
        |pdf| {
            let id = elements(pdf, "Document")[0];
            first(pdf, "LBody").set("P", id);
        },
        "structure-parents",
    ),
    (
        "element twice",
        |pdf| {
            let id = elements(pdf, "P")[0];
            first(pdf, "LBody").set("K", vec![id.into(), id.into()]);
        },
        "structure-parents",
    ),
    (
        "circle",
        |pdf| {
            let id = elements(pdf, "Document")[0];
            first(pdf, "LBody").set("K", id);
        },
        "structure-parents",
    ),
    ("root of another type", |pdf| rename(pdf, "Document", "Sect"), "structure-root"),
    ("tree removed", |pdf| _ = catalog(pdf).remove(b"StructTreeRoot"), "structure-root"),
    ("type of nobody", |pdf| rename(pdf, "Sect", "Chapter"), "structure-types"),
    (
        "type mapped in a circle",
        |pdf| {
            tree(pdf).set("RoleMap", dictionary! { "A" => "B", "B" => "A" });
            rename(pdf, "Sect", "A");
        },
        "structure-types",
    ),
    (
        "standard type mapped",
        |pdf| tree(pdf).set("RoleMap", dictionary! { "P" => "Span" }),
        "structure-types",
    ),
    ("entry of the parents swapped", swap_parents, "parent-tree"),
    ("tree of parents removed", |pdf| _ = tree(pdf).remove(b"ParentTree"), "parent-tree"),
    ("annotation without its parent", |pdf| _ = link(pdf).remove(b"StructParent"), "parent-tree"),
    ("next key taken", |pdf| tree(pdf).set("ParentTreeNextKey", 0), "parent-tree"),
    ("level of headings skipped", |pdf| rename(pdf, "H2", "H4"), "headings-order"),
    ("heading emptied", |pdf| _ = first(pdf, "H2").remove(b"K"), "headings-content"),
    ("alternative removed", |pdf| _ = first(pdf, "Figure").remove(b"Alt"), "figures-described"),
    (
        "alternative blank",
        |pdf| first(pdf, "Figure").set("Alt", Object::string_literal(" ")),
        "alternatives-said",
    ),
    ("place of a figure removed", |pdf| _ = first(pdf, "Figure").remove(b"A"), "figures-placed"),
    ("formula without words", |pdf| _ = first(pdf, "Formula").remove(b"Alt"), "formulas-described"),
    (
        "language of an element malformed",
        |pdf| first(pdf, "P").set("Lang", Object::string_literal("en_GB")),
        "languages",
    ),
    ("language of a mark malformed", |pdf| replace(pdf, "<</MCID 0>>", "<</MCID 0/Lang(?)>>"), "languages"),
    ("scope removed", |pdf| _ = first(pdf, "TH").remove(b"A"), "table-heads"),
    ("cell dropped", |pdf| drop_kid(pdf, "TR"), "table-rows"),
    (
        "cell widened",
        |pdf| first(pdf, "TH").set("A", dictionary! { "O" => "Table", "Scope" => "Column", "ColSpan" => 2 }),
        "table-rows",
    ),
    ("cell of another type", |pdf| rename(pdf, "TD", "P"), "tables-nested"),
    ("item of another type", |pdf| rename(pdf, "LI", "P"), "lists-nested"),
    ("body of an item of another type", |pdf| rename(pdf, "LBody", "P"), "lists-nested"),
    (
        "numbering removed",
        |pdf| {
            for id in elements(pdf, "L") {
                pdf.get_dictionary_mut(id).expect("a list").remove(b"A");
            }
        },
        "list-numbering",
    ),
    ("entry of the contents of another type", |pdf| rename(pdf, "TOCI", "P"), "contents-nested"),
    ("identifier of a note removed", |pdf| _ = first(pdf, "Note").remove(b"ID"), "notes-identified"),
    (
        "identifier twice",
        |pdf| {
            let id = first(pdf, "Note").get(b"ID").expect("an ID").clone();
            first(pdf, "P").set("ID", id);
        },
        "notes-identified",
    ),
    (
        "notes called by nobody",
        |pdf| {
            remove_all(pdf, "Reference");
            remove_all(pdf, "Link");
        },
        "notes-referred",
    ),
    ("link of another type", |pdf| rename(pdf, "Link", "Span"), "links-tagged"),
    ("element of a link emptied", |pdf| _ = first(pdf, "Link").remove(b"K"), "links-tagged"),
    ("words of a link removed", |pdf| _ = link(pdf).remove(b"Contents"), "annotations-described"),
    (
        "link to a place of nobody",
        |pdf| link(pdf).set("A", dictionary! { "S" => "GoTo", "D" => Object::string_literal("gone") }),
        "links-lead",
    ),
    ("link to nowhere", |pdf| _ = link(pdf).remove(b"A"), "links-lead"),
    (
        "order of annotations removed",
        |pdf| _ = object(pdf, |it| it.has(b"Annots")).remove(b"Tabs"),
        "annotations-order",
    ),
    ("map to Unicode removed", |pdf| _ = first_font(pdf).remove(b"ToUnicode"), "fonts-unicode"),
    (
        "face taken out",
        |pdf| {
            let fonts = object(pdf, |it| it.has(b"FontFile3") || it.has(b"FontFile2"));
            fonts.remove(b"FontFile3");
            fonts.remove(b"FontFile2");
        },
        "fonts-embedded",
    ),
    ("glyph that is none", show_notdef, "glyphs-present"),
    ("marks not said", |pdf| _ = catalog(pdf).remove(b"MarkInfo"), "marked"),
    ("language removed", |pdf| _ = catalog(pdf).remove(b"Lang"), "language"),
    ("title hidden", |pdf| _ = catalog(pdf).remove(b"ViewerPreferences"), "title-shown"),
    ("metadata removed", |pdf| _ = catalog(pdf).remove(b"Metadata"), "metadata"),
    (
        "script",
        |pdf| {
            catalog(pdf)
                .set("OpenAction", dictionary! { "S" => "JavaScript", "JS" => Object::string_literal("1") })
        },
        "actions-passive",
    ),
    (
        "address that is a script",
        |pdf| {
            link(pdf).set("A", dictionary! { "S" => "URI", "URI" => Object::string_literal(" JavaScript:x") })
        },
        "actions-passive",
    ),
    ("profile removed", |pdf| _ = catalog(pdf).remove(b"OutputIntents"), "archive-profile"),
    ("identifier removed", |pdf| _ = pdf.trailer.remove(b"ID"), "archive-identifier"),
    ("link that is not printed", |pdf| link(pdf).set("F", 0), "archive-annotations"),
    ("stream outside", |pdf| first_font_file(pdf).set("F", Object::string_literal("x")), "archive-filters"),
    ("encrypted", encrypt, "encryption"),
    ("part of nobody", |pdf| metadata(pdf, "<pdfuaid:part>1<", "<pdfuaid:part>7<"), "claims"),
];

fn first_font_file(pdf: &mut Document) -> &mut Dictionary {
    object(pdf, |it| {
        it.has(b"Length1")
            || it
                .get(b"Subtype")
                .and_then(Object::as_name)
                .is_ok_and(|it| it == b"CIDFontType0C" || it == b"OpenType")
    })
}

fn metadata(pdf: &mut Document, from: &str, to: &str) {
    let id = catalog(pdf).get(b"Metadata").and_then(Object::as_reference).expect("metadata");
    let stream = pdf.get_object_mut(id).and_then(Object::as_stream_mut).expect("a stream");
    let text = String::from_utf8(stream.get_plain_content().unwrap_or_else(|_| stream.content.clone()))
        .expect("UTF-8");
    assert!(text.contains(from), "{text}");
    stream.set_plain_content(text.replace(from, to).into_bytes());
}

/// Takes an entry from every object that has it.
fn remove_everywhere(pdf: &mut Document, entry: &[u8], wanted: impl Fn(&Dictionary) -> bool) {
    for object in pdf.objects.values_mut() {
        if let Ok(dictionary) = object.as_dict_mut()
            && wanted(dictionary)
        {
            dictionary.remove(entry);
        }
    }
}

fn has_type(dictionary: &Dictionary, kind: &[u8]) -> bool {
    dictionary.get(b"S").and_then(Object::as_name).is_ok_and(|name| name == kind)
}

/// What only PDF 2.0 and its standards ask.
const MODERN_MUTANTS: &[(&str, Change, &str)] = &[
    ("root of the older namespace", |pdf| _ = first(pdf, "Document").remove(b"NS"), "structure-root"),
    (
        "note of the older type",
        |pdf| {
            let note = first(pdf, "FENote");
            note.remove(b"NS");
            note.set("S", "Note");
        },
        "structure-types",
    ),
    ("type of the older namespace", |pdf| rename(pdf, "P", "Quote"), "structure-types"),
    (
        "entries of the contents name nothing",
        |pdf| remove_everywhere(pdf, b"Ref", |it| !has_type(it, b"FENote")),
        "contents-refer",
    ),
    (
        "calls name no notes",
        |pdf| remove_everywhere(pdf, b"Ref", |it| !has_type(it, b"FENote")),
        "notes-bound",
    ),
    ("notes name no calls", |pdf| _ = first(pdf, "FENote").remove(b"Ref"), "notes-bound"),
    (
        "links to places on pages",
        |pdf| {
            let page = pdf.get_pages()[&1];
            link(pdf).set("A", dictionary! { "S" => "GoTo", "D" => vec![page.into(), "Fit".into()] });
        },
        "structure-destinations",
    ),
    (
        "dictionary of information",
        |pdf| pdf.trailer.set("Info", dictionary! { "Title" => Object::string_literal("x") }),
        "archive-info",
    ),
    ("older version", |pdf| pdf.version = "1.7".into(), "archive-info"),
    ("revision removed", |pdf| metadata(pdf, "pdfuaid:rev", "pdfuaid:other"), "claims"),
];

fn judged(pdf: &mut Document) -> Evaluation {
    let mut bytes = Vec::new();
    pdf.save_to(&mut bytes).expect("it can be written");
    bifolio::conformance::pdf(&bytes).expect("it can be read still")
}

#[test]
fn broken_pdfs_are_found_out() {
    let mut unbroken = BTreeSet::new();
    for (standard, mutants) in [("ua-1, a-2a", MUTANTS), (MODERN, MODERN_MUTANTS)] {
        let pdf = Document::load_mem(&written(KITCHEN_SINK, &[("pdf.standard", standard)]).1).expect("a PDF");
        let sound = judged(&mut pdf.clone());
        assert_sound("written again", &sound);
        unbroken.extend(sound.criteria.iter().map(|criterion| criterion.id));
        for (name, change, id) in mutants {
            let mut mutant = pdf.clone();
            change(&mut mutant);
            assert_broken(name, &judged(&mut mutant), id);
        }
    }
    for (.., id) in MUTANTS.iter().chain(MODERN_MUTANTS) {
        unbroken.remove(id);
    }
    assert!(unbroken.is_empty(), "nothing breaks {unbroken:?}");
}
