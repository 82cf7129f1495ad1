//! Same manuscript, same bytes: for any number of threads, time zone, language and folder.

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
