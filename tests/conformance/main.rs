//! Our own judge: it finds nothing in our books, everything in books that are broken on purpose,
//! and survives whatever bytes it is given.

mod damage;
mod epub;
mod hostile;
mod parity;
mod pdf;

use bifolio::conformance::{Evaluation, Outcome};
use bifolio::source::{Disk, Files, Memory};
use bifolio::{Edition, Project, export};
use std::collections::BTreeSet;
use std::path::Path;

const KITCHEN_SINK: &str = "tests/kitchen-sink/kitchen-sink.md";
/// The standards of PDF 2.0.
const MODERN: &str = "ua-2, a-4";
const BOOKS: &[&str] =
    &["content/handbook", KITCHEN_SINK, "content/article.txt", "tests/outlines/15-notes.txt", "tea.md"];

/// What no book of ours has: words of another language, and who has certified the book.
const DESK: &str = "---\nlang: en\ntitle: Tea\nconforms-to: wcag-2.2-aa\ncertified-by: Ann Other\n---\n\n\
                    # Tea\n\n<span lang=\"de\">Wasser</span>, boiled.\n";

/// The EPUB and the PDF of a manuscript of the project, or of `tea.md`; the EPUB lists the pages of
/// the PDF.
fn written(manuscript: &str, settings: &[(&str, &str)]) -> (Vec<u8>, Vec<u8>) {
    let desk = Memory::from([("tea.md", DESK)]);
    let (files, root): (&dyn Files, &str) = match manuscript {
        "tea.md" => (&desk, ""),
        _ => (&Disk, env!("CARGO_MANIFEST_DIR")),
    };
    let project = Project {
        inputs: vec![Path::new(root).join(manuscript)],
        settings: settings.iter().map(|(key, value)| ((*key).into(), (*value).into())).collect(),
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    let exported = export(&project, files).expect("the book is exported");
    let mut bytes = exported.books.into_iter().map(|book| book.bytes);
    (bytes.next().expect("an EPUB"), bytes.next().expect("a PDF"))
}

/// The rules that are broken, each with its faults.
fn broken(evaluation: &Evaluation) -> Vec<(&'static str, Vec<String>)> {
    let broken = evaluation.criteria.iter().filter(|criterion| criterion.outcome == Outcome::NotMet);
    broken.map(|criterion| (criterion.id, criterion.faults.clone())).collect()
}

fn assert_sound(name: &str, evaluation: &Evaluation) {
    assert!(evaluation.is_sound(), "{name}: {:#?}", broken(evaluation));
    for criterion in &evaluation.criteria {
        assert!(criterion.faults.is_empty() && !criterion.rule.is_empty() && !criterion.source.is_empty());
    }
}

/// Judges a book that was broken on purpose: the rule is broken, and each fault says something.
fn assert_broken(name: &str, evaluation: &Evaluation, id: &str) {
    let broken = broken(evaluation);
    let faults = broken.iter().find(|(broken, _)| *broken == id).map(|(_, faults)| faults);
    let faults = faults.unwrap_or_else(|| panic!("{name}: {id} is not among {broken:#?}"));
    assert!(!faults.is_empty() && faults.iter().all(|fault| !fault.trim().is_empty()), "{name}: {faults:?}");
}

#[test]
fn our_books_are_sound() {
    for manuscript in BOOKS {
        for (standard, claims) in
            [("ua-1, a-2a", ["PDF/UA-1", "PDF/A-2a"]), (MODERN, ["PDF/UA-2", "PDF/A-4"])]
        {
            let (epub, pdf) = written(manuscript, &[("pdf.standard", standard)]);
            let epub = bifolio::conformance::epub(&epub).expect("an EPUB");
            assert_sound(manuscript, &epub);
            let pdf = bifolio::conformance::pdf(&pdf).expect("a PDF");
            assert_sound(manuscript, &pdf);
            assert_eq!(epub.claims.first().map(String::as_str), Some("EPUB 3"));
            assert_eq!(pdf.claims, claims);
        }
    }
}

/// A rule that never speaks of anything proves nothing: between them, our books call on every one.
#[test]
fn every_rule_has_something_to_speak_of() {
    let (mut silent, mut spoken) = (BTreeSet::new(), BTreeSet::new());
    for (manuscript, standard) in [(KITCHEN_SINK, "ua-1"), (KITCHEN_SINK, MODERN), ("tea.md", "ua-1, a-2a")] {
        let (epub, pdf) = written(manuscript, &[("pdf.standard", standard)]);
        let evaluations = [bifolio::conformance::epub(&epub), bifolio::conformance::pdf(&pdf)];
        for criterion in evaluations.into_iter().flat_map(|evaluation| evaluation.expect("a book").criteria) {
            let list = if criterion.outcome == Outcome::Met { &mut spoken } else { &mut silent };
            list.insert(criterion.id);
        }
    }
    // We never write forms that hold marks.
    assert_eq!(silent.difference(&spoken).collect::<Vec<_>>(), [&"forms-once"]);
}

#[test]
fn what_cannot_be_read_is_an_error_with_its_reason() {
    for bytes in
        [&b""[..], b"%PDF-1.7", b"%PDF-1.7\nstartxref\n0\n%%EOF", b"PK\x05\x06", b"hello", &[0; 1000]]
    {
        for reason in [bifolio::conformance::pdf(bytes).err(), bifolio::conformance::epub(bytes).err()] {
            assert!(reason.is_some_and(|reason| !reason.is_empty()), "{bytes:?}");
        }
    }
}
