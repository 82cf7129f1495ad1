//! Same manuscript, same bytes: for any number of threads, time zone, language and folder.

use bifolio::source::Memory;
use bifolio::{Edition, Project, export};
use std::fs;
use std::path::Path;
use std::process::Command;

/// Enough chapters, notes and links that the threads have something to disagree on.
fn manuscript() -> String {
    let mut book = "---\ntitle: Order\nauthor: [A. One, B. Two]\nlang: en\n---\n".to_owned();
    for chapter in 1..=40 {
        book += &format!("\n# Chapter {chapter} {{#c{chapter}}}\n\n");
        for paragraph in 1..=6 {
            let sentence = format!("Paragraph {paragraph} of chapter {chapter} has *words* and `code`. ");
            book += &sentence.repeat(5);
            book += &format!("See [another](#c{}).\n\n", (chapter * 7 + paragraph) % 40 + 1);
        }
        book += "- a list\n- of things\n\n> A quotation.\n";
    }
    book
}

/// Both editions and the report on them, made in `folder` under an environment.
fn editions(folder: &Path, environment: &[(&str, &str)]) -> (Vec<u8>, Vec<u8>, Vec<u8>) {
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args(["book.md", "-o", "b.epub", "-o", "b.pdf", "--report", "r.html"])
        .current_dir(folder)
        .env_remove("SOURCE_DATE_EPOCH")
        .envs(environment.iter().copied())
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let read = |name| fs::read(folder.join(name)).expect("the book is there");
    (read("b.epub"), read("b.pdf"), read("r.html"))
}

#[test]
fn bytes_depend_on_the_manuscript_alone() {
    let environments: [&[(&str, &str)]; 5] = [
        &[("RAYON_NUM_THREADS", "1")],
        &[("RAYON_NUM_THREADS", "8")],
        &[("RAYON_NUM_THREADS", "8")],
        &[("TZ", "Pacific/Kiritimati"), ("LANG", "tr_TR.UTF-8"), ("LC_ALL", "tr_TR.UTF-8")],
        &[("HOME", "/nonexistent"), ("TZ", "America/St_Johns")],
    ];
    let mut first = None;
    for environment in environments {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("book.md"), manuscript()).expect("a file can be written");
        let (epub, pdf, report) = editions(folder.path(), environment);
        assert!(!epub.is_empty() && !pdf.is_empty() && !report.is_empty());
        let (epub_one, pdf_one, report_one) =
            first.get_or_insert_with(|| (epub.clone(), pdf.clone(), report.clone()));
        assert!(*epub_one == epub, "the EPUB differs under {environment:?}");
        assert!(*pdf_one == pdf, "the PDF differs under {environment:?}");
        assert!(*report_one == report, "the report differs under {environment:?}");
    }
}

#[test]
fn source_date_epoch_is_the_date_of_the_files() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    fs::write(folder.path().join("book.md"), "# A\n\nText.\n").expect("a file can be written");
    let plain = editions(folder.path(), &[]);
    let dated = editions(folder.path(), &[("SOURCE_DATE_EPOCH", "1700000000")]);
    assert!(plain.0 != dated.0 && plain.1 != dated.1);
}

/// Drawings that use several of a kind each: opacities, gradients, patterns, masks, clips, groups
/// within groups, faces, pictures, markers, and drawings within drawings.
const DRAWINGS: [&str; 10] = [
    "<rect width='50' height='50' fill-opacity='.3'/><rect width='9' height='9' fill-opacity='.6'/>\
     <rect width='5' height='5' stroke-opacity='.2' stroke='red'/>",
    "<linearGradient id='a'><stop stop-color='#fff'/><stop offset='1' stop-color='#024'/></linearGradient>\
     <radialGradient id='b'><stop stop-color='#fee'/><stop offset='1' stop-color='#420'/></radialGradient>\
     <rect width='50' height='50' fill='url(#a)'/><rect x='60' width='50' height='50' fill='url(#b)'/>",
    "<pattern id='a' width='4' height='4' patternUnits='userSpaceOnUse'><rect width='2' height='2'/></pattern>\
     <pattern id='b' width='6' height='6' patternUnits='userSpaceOnUse'><circle r='2'/></pattern>\
     <rect width='50' height='50' fill='url(#a)'/><rect x='60' width='50' height='50' fill='url(#b)'/>",
    "<mask id='a'><rect width='40' height='40' fill='#888'/></mask><mask id='b'><circle r='30' fill='#fff'/></mask>\
     <rect width='50' height='50' mask='url(#a)'/><rect x='20' width='50' height='50' mask='url(#b)'/>",
    "<clipPath id='a'><circle r='30'/></clipPath><clipPath id='b'><text y='20'>cut</text></clipPath>\
     <rect width='50' height='50' clip-path='url(#a)'/><rect width='50' height='50' clip-path='url(#b)'/>",
    "<g opacity='.4'><g opacity='.5'><rect width='40' height='40'/></g><g opacity='.6'><circle r='20'/></g></g>\
     <g opacity='.7'><rect x='60' width='40' height='40'/></g><g style='mix-blend-mode:multiply'><rect/></g>",
    "<text y='20' font-family='serif'>one</text><text y='45' font-family='monospace'>two</text>\
     <text y='55' font-family='sans-serif' font-style='italic'>three</text><text y='58' font-weight='bold'>4</text>",
    "<image width='9' height='9' href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGNwAAAAQgBBKTf07wAAAABJRU5ErkJggg=='/>\
     <image x='20' width='9' height='9' href='data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAAAAAA6fptVAAAACklEQVR4nGM4AQAAygDJmcpdfgAAAABJRU5ErkJggg=='/>",
    "<marker id='a' markerWidth='4' markerHeight='4'><circle r='2' fill-opacity='.5'/></marker>\
     <marker id='b' markerWidth='4' markerHeight='4'><rect width='3' height='3' opacity='.4'/></marker>\
     <path d='M0 0 L20 20 L40 5' marker-start='url(#a)' marker-mid='url(#b)' marker-end='url(#a)'/>",
    "<svg x='5' width='40' height='40' viewBox='0 0 9 9' opacity='.4'><rect width='4' height='4' opacity='.3'/></svg>\
     <symbol id='s'><circle r='9' fill-opacity='.2'/><circle r='5' opacity='.8'/></symbol><use href='#s' opacity='.5'/>",
];

/// A converter of drawings that keeps anything in a hash map gives another order in each thread, and
/// each time.
#[test]
fn drawings_are_the_same_every_time() {
    let drawing = |inner: &str| {
        format!("<svg xmlns='http://www.w3.org/2000/svg' width='120' height='60'>{inner}</svg>").into_bytes()
    };
    let named = |index: usize| format!("{index}.svg");
    let mut text = String::from("---\ntitle: Drawings\nlang: en\n---\n\n# One\n");
    (0..DRAWINGS.len()).for_each(|index| text += &format!("\n![Drawing {index}]({})\n", named(index)));
    let drawings = DRAWINGS.iter().enumerate().map(|(index, inner)| (named(index), drawing(inner)));
    let files: Memory = drawings.chain([("book.md".to_owned(), text.into_bytes())]).collect();
    let project = Project {
        inputs: vec!["book.md".into()],
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    let mut first = None;
    for run in 0..20 {
        for threads in [1, 8] {
            let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool");
            let exported = pool.install(|| export(&project, &files)).expect("the book is made");
            assert!(exported.diagnostics.is_empty(), "{:?}", exported.diagnostics);
            let books: Vec<Vec<u8>> = exported.books.into_iter().map(|book| book.bytes).collect();
            let first = first.get_or_insert_with(|| books.clone());
            assert!(*first == books, "run {run} with {threads} threads differs");
        }
    }
}
