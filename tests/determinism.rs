//! Same manuscript, same bytes: for any number of threads, time zone, language and folder.

use bifolio::source::Memory;
use bifolio::{Edition, Memo, Project, export};
use std::collections::BTreeMap;
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

/// Paths are sorted as they are named from where the program stands, and `data:` among them.
#[test]
fn the_folder_that_one_stands_in_does_not_count() {
    let picture =
        "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9'/></svg>";
    let text = "---\ntitle: A\nlang: en\n---\n\n# A\n\n![a](c.svg) ![b](e.svg) ![c](data:image/svg+xml,%3Csvg%20xmlns='http://www.w3.org/2000/svg'%20width='8'%20height='9'/%3E)\n";
    let other = picture.replace("<rect", "<rect x='1'");
    let made = |folder: &str, input: &str| {
        let name = |name: &str| format!("{folder}{name}");
        let files: Memory = [("a.md", text), ("c.svg", picture), ("e.svg", &other)]
            .into_iter()
            .map(|(file, text)| (name(file), text.as_bytes().to_vec()))
            .collect();
        let project =
            Project { inputs: vec![input.into()], editions: vec![Edition::Epub], ..Project::default() };
        let mut exported = export(&project, &files).expect("it can be made");
        exported.books.remove(0).bytes
    };
    assert!(made("d/", "d/a.md") == made("", "a.md"));
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

/// A change to one of the files of a book, by its name: what is replaced by what, each time that it stands
/// there. Nothing to replace is the beginning of the file.
type Edit<'a> = (&'a str, &'a str, &'a str);

/// What may change in a book that is being written, one after the other.
const EDITS: &[Edit] = &[
    ("book/1.md", "coffee", "cocoa"),
    ("book/1.md", "# One", "# The First {#first}\n\nA paragraph that moves all others.\n\n# One"),
    ("book/2.md", "Steam", "Steam[^new] and a formula $a^2 + b^2$"),
    ("book/2.md", "", "[^new]: A note before the others.\n\n"),
    ("book/2.md", "a^2", "\\frac{a}{2}"),
    ("book/3.md", "# Three", "# Three and a half"),
    ("book/3.md", "one.svg", "two.svg"),
    ("book/1.md", "![dot](one.svg)", "![dot](one.svg){width=50%}"),
    ("book/0.md", "lang: en", "lang: de"),
    ("book/0.md", "lang: de", "lang: en\nnotes: end\nfloats: top"),
    ("book/0.md", "floats: top", "pdf.trim: a6"),
    ("book/0.md", "pdf.trim: a6", "pdf.trim: a6\nhyphenation: [mo-r-n-i-n-g, k-e-t-t-l-e, n-o-b-o-d-y]"),
    ("book/2.md", "let tea", "let mut tea"),
    ("book/2.md", "| cup | 3 |", "| cup | 3 |\n| jug | 12 |"),
    ("book/3.md", "the last", "[the last]{lang=fr}"),
    ("book/1.md", "cocoa", "œuvres, Ωmega, ﬂuff, 漢"),
    ("book/1.md", "œuvres, Ωmega, ﬂuff, 漢", "cocoa"),
    ("book/3.md", "# Three and a half", "Text without a heading."),
    ("book/2.md", "(#three)", "(#first)"),
];

fn book_in_progress() -> BTreeMap<&'static str, String> {
    let prose = "Steam rose from the kettle as it had on every morning of that long and unhurried winter, \
                 and nobody in the house thought of coffee. ";
    let one = format!(
        "# One\n\n{}\n\n![dot](one.svg)\n\nSee [three](#three).[^a]\n\n[^a]: {prose}\n",
        prose.repeat(9)
    );
    let two = "# Two\n\nSteam.[^b]\n\n```rust\nlet tea = 1;\n```\n\n| a | b |\n|---|---|\n| cup | 3 |\n\n\
               > quoted *words* of the last\n\n1. one\n2. two\n\nBack to [three](#three).\n\n[^b]: Hot.\n";
    let three =
        format!("# Three {{#three}}\n\n{}\n\nwords of the last ![dot](one.svg) page\n", prose.repeat(40));
    let titled = "---\ntitle: In Progress\nauthor: A. One\nlang: en\n---\n# Before\n\nBegin.\n".to_owned();
    [("book/0.md", titled), ("book/1.md", one), ("book/2.md", two.to_owned()), ("book/3.md", three)].into()
}

#[test]
fn what_is_made_again_is_as_if_it_were_made_anew() {
    let project = Project {
        inputs: vec!["book".into()],
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    let drawing = |fill: &str| {
        format!(
            "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><rect width='9' height='9' fill='{fill}'/></svg>"
        )
    };
    let keeping = Project { memo: Memo::keeping(), ..project.clone() };
    let mut texts = book_in_progress();
    for (round, (name, old, new)) in [("book/1.md", "", "")].iter().chain(EDITS).enumerate() {
        let text = texts.get_mut(name).expect("the file is there");
        assert!(text.contains(old), "{old:?} is in {name}:\n{text}");
        *text = if old.is_empty() { format!("{new}{text}") } else { text.replace(old, new) };
        let written = texts.iter().map(|(name, text)| ((*name).to_owned(), text.clone().into_bytes()));
        let images = ["book/one.svg", "book/two.svg"];
        let images = images
            .map(|name| (name.to_owned(), drawing(if round % 6 < 3 { "red" } else { "blue" }).into_bytes()));
        let files: Memory = written.chain(images).collect();
        let again = export(&keeping, &files).expect("the book is made again");
        let anew = export(&project, &files).expect("the book is made");
        for edition in [Edition::Epub, Edition::Pdf] {
            assert!(again.book(edition) == anew.book(edition), "{edition:?} after {old:?} became {new:?}");
        }
        assert_eq!(
            format!("{:?}", again.diagnostics),
            format!("{:?}", anew.diagnostics),
            "{old:?} became {new:?}"
        );
    }
}
