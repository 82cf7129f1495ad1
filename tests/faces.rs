//! Faces that a user brings: families by name and style, faces that vary, collections, what cannot be used, and what
//! of all that is in the PDF. The faces of `tests/faces` are our own, made by the script beside them.

use bifolio::conformance;
use bifolio::source::Memory;
use bifolio::{Edition, Exported, FamilyOrigin, Project, export, faces};
use lopdf::{Dictionary, Document, Object};
use skrifa::raw::TableProvider;
use std::collections::BTreeSet;

const TINY: [(&str, &[u8]); 6] = [
    ("faces/tiny-regular.ttf", include_bytes!("faces/tiny-regular.ttf")),
    ("faces/tiny-italic.ttf", include_bytes!("faces/tiny-italic.ttf")),
    ("faces/tiny-bold.ttf", include_bytes!("faces/tiny-bold.ttf")),
    ("faces/tiny-bold-italic.ttf", include_bytes!("faces/tiny-bold-italic.ttf")),
    ("faces/tiny-variable.ttf", include_bytes!("faces/tiny-variable.ttf")),
    ("faces/more/tiny-han.ttc", include_bytes!("faces/tiny-han.ttc")),
];

fn files(text: &str, more: &[(&str, Vec<u8>)]) -> Memory {
    let own = TINY.iter().map(|(path, bytes)| (*path, bytes.to_vec()));
    let more = more.iter().cloned();
    own.chain(more).chain([("book.md", text.as_bytes().to_vec())]).collect()
}

fn project(settings: &[(&str, &str)]) -> Project {
    Project {
        inputs: vec!["book.md".into()],
        settings: settings.iter().map(|&(key, value)| (key.into(), value.into())).collect(),
        editions: vec![Edition::Pdf],
        ..Project::default()
    }
}

fn made(text: &str, settings: &[(&str, &str)], more: &[(&str, Vec<u8>)]) -> Exported {
    export(&project(settings), &files(text, more)).expect("what is wrong with faces is no error here")
}

/// The faces of the PDF, without the tags of their subsets.
fn embedded(exported: &Exported) -> BTreeSet<String> {
    let bytes = exported.book(Edition::Pdf).expect("a PDF");
    let pdf = Document::load_mem(bytes).expect("a PDF");
    let fonts = pdf.objects.values().filter_map(|object| object.as_dict().ok());
    let composite =
        |font: &&Dictionary| font.get(b"Subtype").and_then(Object::as_name).ok() == Some(b"Type0");
    let names =
        fonts.filter(composite).filter_map(|font| font.get(b"BaseFont").and_then(Object::as_name).ok());
    let name = |name: &[u8]| String::from_utf8_lossy(name).split_once('+').map(|(_, name)| name.to_owned());
    names.filter_map(name).collect()
}

fn said(exported: &Exported) -> Vec<String> {
    exported.diagnostics.iter().map(|said| format!("{} {}", said.code, said.message)).collect()
}

/// A book whose own front matter says its faces.
const BOOK: &str = "---\ntitle: Tiny\nlang: en\nfonts:\n  files: [faces/]\npdf:\n  font: TINY\n---\n\n# One\n\n\
                    words *slanted* **bold** ***both***\n";

#[test]
fn a_family_has_its_faces_by_their_styles() {
    let exported = made(BOOK, &[], &[]);
    assert_eq!(said(&exported), [""; 0]);
    let all = ["Tiny-Bold", "Tiny-BoldItalic", "Tiny-Italic", "Tiny-Regular"];
    assert!(embedded(&exported).is_superset(&all.map(str::to_owned).into()), "{:?}", embedded(&exported));
    let judged = conformance::pdf(exported.book(Edition::Pdf).expect("a PDF")).expect("it can be read");
    assert!(judged.is_sound(), "{judged:?}");
}

#[test]
fn parts_of_a_book_have_families_of_their_own() {
    let text = "# One\n\nwords `code`\n\n## Two\n\nmore\n";
    for (setting, expected) in [
        ("pdf.font", &["SourceCodePro-Regular", "Tiny-Regular", "Tiny-Bold"][..]),
        (
            "pdf.font-headings",
            &["LibertinusSerif-Regular", "SourceCodePro-Regular", "Tiny-Regular", "Tiny-Bold"],
        ),
        ("pdf.font-code", &["LibertinusSerif-Regular", "Tiny-Regular"]),
    ] {
        let settings = [("lang", "en"), ("title", "T"), ("fonts.files", "faces"), (setting, "Tiny")];
        let found = embedded(&made(text, &settings, &[]));
        let missing: Vec<_> = expected.iter().filter(|name| !found.contains(**name)).collect();
        assert!(missing.is_empty(), "{setting}: {found:?}");
        assert_eq!(
            found.contains("SourceCodePro-Regular"),
            setting != "pdf.font-code",
            "{setting}: {found:?}"
        );
    }
}

#[test]
fn a_face_that_varies_is_regular_and_bold() {
    let settings = [("lang", "en"), ("fonts.files", "faces"), ("pdf.font", "Tiny Variable")];
    let exported = made("# One\n\nwords **bold**\n", &settings, &[]);
    assert_eq!(said(&exported), [""; 0]);
    let found = embedded(&exported);
    assert!(found.contains("TinyVariable-400") && found.contains("TinyVariable-700"), "{found:?}");
}

#[test]
fn a_face_that_slants_is_upright_and_slanted() {
    let slanting: &[u8] = include_bytes!("faces/tiny-slanting.ttf");
    let settings = [("lang", "en"), ("fonts.files", "x.ttf"), ("pdf.font", "Tiny Slanting")];
    let exported = made("words *slanted* **bold**\n", &settings, &[("x.ttf", slanting.to_vec())]);
    assert_eq!(said(&exported), [""; 0]);
    let found = embedded(&exported);
    assert!(found.contains("TinySlanting-0") && found.contains("TinySlanting--10"), "{found:?}");
}

#[test]
fn han_characters_have_the_forms_of_their_language() {
    for (lang, expected) in
        [("ja", "TinyHanJP-Regular"), ("zh-Hans", "TinyHanSC-Regular"), ("en", "TinyHanJP-Regular")]
    {
        let text = format!("# One\n\n[直骨]{{lang={lang}}}\n");
        let exported = made(&text, &[("lang", "en"), ("fonts.files", "faces")], &[]);
        assert_eq!(said(&exported), [""; 0]);
        let found: Vec<String> =
            embedded(&exported).into_iter().filter(|name| name.contains("Han")).collect();
        assert_eq!(found, [expected], "{lang}");
    }
}

#[test]
fn a_fallback_is_asked_before_the_faces_of_the_program() {
    let text = "# One\n\n`x` ж\n";
    let plain = [("lang", "en"), ("fonts.files", "faces"), ("pdf.font", "Tiny")];
    let found = embedded(&made(text, &plain, &[]));
    assert!(found.contains("LibertinusSerif-Regular"), "{found:?}");
    let asked = [plain.as_slice(), &[("fonts.fallback", "Source Sans 3, Libertinus Serif")]].concat();
    let found = embedded(&made(text, &asked, &[]));
    assert!(found.contains("SourceSans3-Regular"), "{found:?}");
    assert!(!found.contains("LibertinusSerif-Regular"), "{found:?}");
}

/// A face with another number of two bytes at an offset of one of its tables.
fn with_number(mut face: Vec<u8>, table: &[u8; 4], offset: usize, number: u16) -> Vec<u8> {
    let record = (0..).map(|index| 12 + index * 16).find(|&at| &face[at..at + 4] == table).expect("a table");
    let table = u32::from_be_bytes(face[record + 8..record + 12].try_into().expect("four bytes")) as usize;
    face[table + offset..table + offset + 2].copy_from_slice(&number.to_be_bytes());
    face
}

/// `fsType` is at an offset of the table `OS/2`.
fn with_licence(bits: u16) -> Vec<u8> {
    with_number(TINY[0].1.to_vec(), b"OS/2", 8, bits)
}

#[test]
fn what_cannot_be_used_is_named() {
    let tiny = TINY[0].1;
    let cases: [(&str, Vec<u8>, &str); 8] = [
        ("x.ttf", b"no face at all".to_vec(), "it is no file of faces"),
        ("x.ttf", Vec::new(), "it is no file of faces"),
        ("x.ttf", tiny[..600].to_vec(), "it has no outlines of letters"),
        ("x.woff2", b"wOF2 and more".to_vec(), "it is WOFF2"),
        ("x.ttf", with_licence(2), "its licence forbids to embed it"),
        ("x.ttf", with_licence(0x200), "its licence lets nobody embed its outlines"),
        ("none.ttf", tiny.to_vec(), "a face of `x.ttf` cannot be used: no such file"),
        ("empty/readme.md", tiny.to_vec(), "the folder holds no file of faces"),
    ];
    for (path, bytes, expected) in cases {
        let named = match path {
            "none.ttf" => "x.ttf",
            "empty/readme.md" => "empty",
            path => path,
        };
        let exported = made("# One\n\nwords\n", &[("lang", "en"), ("fonts.files", named)], &[(path, bytes)]);
        let said = said(&exported);
        assert!(
            matches!(&said[..], [one] if one.starts_with("unreadable-face") && one.contains(expected)),
            "{said:?}"
        );
        assert_eq!(embedded(&exported).iter().filter(|name| name.contains("Tiny")).count(), 0, "{expected}");
    }
}

#[test]
fn permissions_are_kept() {
    for (bits, whole) in [(0, false), (4, false), (8, false), (0x100, true)] {
        let settings = [("lang", "en"), ("title", "T"), ("fonts.files", "x.ttf"), ("pdf.font", "Tiny")];
        let exported = made("# a\n\na\n", &settings, &[("x.ttf", with_licence(bits))]);
        assert_eq!(said(&exported), [""; 0]);
        let pdf = Document::load_mem(exported.book(Edition::Pdf).expect("a PDF")).expect("a PDF");
        let programs = pdf.objects.values().filter_map(|object| {
            let descriptor = object.as_dict().ok()?;
            let program = descriptor.get(b"FontFile2").and_then(Object::as_reference).ok()?;
            pdf.get_object(program)
                .and_then(Object::as_stream)
                .and_then(lopdf::Stream::get_plain_content)
                .ok()
        });
        let glyphs = programs.map(|program| {
            let face = skrifa::FontRef::new(&program).expect("a face");
            face.maxp().expect("a table").num_glyphs()
        });
        // Those of the letters that the pages show, or of all sixty-eight that the face has.
        assert_eq!(glyphs.max().expect("a face") > 60, whole, "{bits:#x}");
    }
}

/// Fuzzing found it: the ids of a face that says to have all glyphs there can be, and must stay whole, were counted
/// beyond their end.
#[test]
fn a_face_of_all_glyphs_is_no_panic() {
    let full = with_number(with_licence(0x100), b"maxp", 4, u16::MAX);
    let settings = [("lang", "en"), ("fonts.files", "x.ttf"), ("pdf.font", "Tiny")];
    let refused = export(&project(&settings), &files("# a\n\na\n", &[("x.ttf", full)]));
    assert_eq!(refused.map_err(|error| error.code.to_string()).err().as_deref(), Some("unreadable-face"));
}

/// Its rules would make a thousand million letters of one; the shaper stops at 64 for each (HarfBuzz's
/// `HB_BUFFER_MAX_LEN_FACTOR`), but for short words.
#[test]
fn a_face_that_multiplies_letters_comes_to_an_end() {
    let face: &[u8] = include_bytes!("faces/tiny-multiplying.ttf");
    let settings = [
        ("lang", "en"),
        ("title", "T"),
        ("fonts.files", "x.ttf"),
        ("pdf.font", "Tiny Multiplying"),
        ("epub.fonts", "all"),
    ];
    let both = Project { editions: vec![Edition::Epub, Edition::Pdf], ..project(&settings) };
    let text = "# One\n\nbanana banana\n";
    let exported = export(&both, &files(text, &[("x.ttf", face.to_vec())])).expect("it is made all the same");
    for edition in [Edition::Epub, Edition::Pdf] {
        let bytes = exported.book(edition).expect("it was asked for").len();
        assert!(bytes < 500_000, "{edition:?} has {bytes} bytes");
    }
}

#[test]
fn a_family_that_is_not_there_is_named() {
    let exported = made(&BOOK.replace("TINY", "Tinny"), &[], &[]);
    let said = said(&exported);
    assert!(
        matches!(&said[..], [one] if one.starts_with("unknown-family") && one.ends_with("did you mean `Tiny`?")),
        "{said:?}"
    );
    assert!(embedded(&exported).contains("LibertinusSerif-Regular"));
    // Who types it can mend it.
    let typed = export(&project(&[("pdf.font", "Tinny")]), &files("# One\n", &[]));
    assert_eq!(typed.map_err(|error| error.code.to_string()).err().as_deref(), Some("bad-setting"));
}

#[test]
fn formulas_need_a_face_of_mathematics() {
    let text = BOOK.replace("font: TINY", "font-math: Tiny").replace("words", "words $x^2$");
    let exported = made(&text, &[], &[]);
    let said = said(&exported);
    assert!(matches!(&said[..], [one] if one.contains("no table of mathematics")), "{said:?}");
    assert!(embedded(&exported).contains("STIXTwoMath-Regular"));
}

/// The text's own figures are all equally high; `onum` has others, whose ids the PDF shows.
#[test]
fn features_are_asked_for_by_name() {
    let page = |features: &str| {
        let settings = [("lang", "en"), ("title", "T"), ("pdf.font-features", features)];
        let exported = made("# One\n\n1234567890 `1234567890`\n", &settings, &[]);
        let names: BTreeSet<u32> = glyphs(&exported).into_iter().collect();
        (said(&exported), names)
    };
    let (plain, named) = (page("none"), page("onum"));
    assert_eq!((&plain.0, &named.0), (&Vec::new(), &Vec::new()));
    assert_ne!(plain.1, named.1, "other figures have other widths");
    let (said, glyphs) = page("zzzz, onum");
    assert!(
        matches!(&said[..], [one] if one.starts_with("unknown-feature") && one.contains("`zzzz`")),
        "{said:?}"
    );
    assert_eq!(glyphs, named.1);
}

/// The lengths of the outlines that the faces of a PDF hold, which tell its figures apart.
fn glyphs(exported: &Exported) -> Vec<u32> {
    let pdf = Document::load_mem(exported.book(Edition::Pdf).expect("a PDF")).expect("a PDF");
    let programs = pdf.objects.values().filter_map(|object| {
        let program = object.as_dict().ok()?.get(b"FontFile3").and_then(Object::as_reference).ok()?;
        pdf.get_object(program).and_then(Object::as_stream).and_then(lopdf::Stream::get_plain_content).ok()
    });
    programs.map(|program| program.len() as u32).collect()
}

#[test]
fn a_manuscript_names_faces_of_its_own_folder_alone() {
    let text = BOOK.replace("faces/", "../outside/");
    let exported = made(&text, &[], &[("../outside/tiny-regular.ttf", TINY[0].1.to_vec())]);
    let said = said(&exported);
    assert!(said.iter().any(|said| said.starts_with("unreadable-face")), "{said:?}");
    assert!(said.iter().any(|said| said.starts_with("unknown-family")), "{said:?}");
}

#[test]
fn brought_families_are_listed() {
    let used =
        faces(&project(&[("fonts.files", "faces")]), &files("# One\n\nwords 語\n", &[])).expect("faces");
    let brought: Vec<&str> = used
        .families
        .iter()
        .filter(|family| family.origin == FamilyOrigin::File)
        .map(|family| family.family.as_str())
        .collect();
    assert_eq!(brought, ["Tiny", "Tiny Variable", "Tiny Han JP", "Tiny Han SC"]);
    let han = used.scripts.iter().find(|script| script.script == "Han").expect("Han characters");
    assert_eq!(han.families, ["Tiny Han JP"]);
}
