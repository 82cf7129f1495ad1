//! What the targets share.

use bifolio::conformance::{Criterion, Evaluation, Outcome};
use bifolio::diagnostic::Diagnostic;
use bifolio::document::{Document, Draft, Metadata};
use bifolio::resource::Images;
use bifolio::source::{FileId, Memory, Source, Sources};
use bifolio::{Edition, Exported, Project, pass};
use std::backtrace::Backtrace;

/// Stops at the first panic of our own code, also where a guard would catch it. What a foreign crate gives up over
/// is a finding where no guard stands around it: the fuzzer sees what reaches the target.
pub fn start() {
    std::panic::set_hook(Box::new(|panic| {
        let is_foreign = panic.location().is_some_and(|place| place.file().contains("/registry/src/"));
        if !is_foreign {
            eprintln!("{panic}\n{}", Backtrace::force_capture());
            std::process::abort();
        }
        if std::env::var_os("FOREIGN_PANICS").is_some() {
            eprintln!("{panic}\n{}", Backtrace::force_capture());
        }
    }));
}

/// A text as the readers have it. Bytes that are none are those of others, as `input` decodes them.
pub fn source(name: &str, text: &[u8]) -> Source {
    Source { path: name.into(), text: String::from_utf8_lossy(text).into_owned() }
}

/// Parts of an input, each behind a line `%% WORD REST`, as `tests/folders` writes its files.
pub fn parts(data: &[u8]) -> Vec<(String, Vec<u8>)> {
    let mut parts: Vec<(String, Vec<u8>)> = Vec::new();
    for line in data.split_inclusive(|&byte| byte == b'\n') {
        match (line.strip_prefix(b"%% "), parts.last_mut()) {
            (Some(mark), _) => {
                parts.push((String::from_utf8_lossy(mark).trim_end().to_owned(), Vec::new()));
            }
            (None, Some((_, bytes))) => bytes.extend(line),
            (None, None) => {}
        }
    }
    parts
}

/// The parts that are files, beneath a folder.
pub fn folder(data: &[u8], root: &str) -> Memory {
    let files = parts(data).into_iter().filter_map(|(mark, bytes)| {
        let path = mark.strip_prefix("file ")?.trim();
        Some((format!("{root}{path}"), bytes))
    });
    files.collect()
}

/// A book of these inputs and settings, in these editions.
pub fn project(input: &str, settings: &[(&str, &str)], editions: &[Edition]) -> Project {
    Project {
        inputs: vec![input.into()],
        settings: settings.iter().map(|&(key, value)| (key.to_owned(), value.to_owned())).collect(),
        editions: editions.to_vec(),
        ..Project::default()
    }
}

/// Every message stands at a place of its text, between characters.
pub fn assert_placed<'d>(diagnostics: impl IntoIterator<Item = &'d Diagnostic>, sources: &Sources) {
    for diagnostic in diagnostics {
        let span = diagnostic.span;
        if span.file == FileId::GENERATED {
            continue;
        }
        let text = sources.get(span.file).map(|source| source.text.as_str());
        let text = text.unwrap_or_else(|| panic!("{diagnostic:?} is of no file"));
        let is_place = |at: u32| text.is_char_boundary(at as usize);
        assert!(span.start <= span.end && is_place(span.start) && is_place(span.end), "{diagnostic:?}");
    }
}

/// What the passes make of one draft.
pub fn prepared(name: &str, draft: Draft) -> Document {
    let drafts = vec![(name.to_owned(), draft)];
    let metadata = Metadata { lang: Some("en".into()), ..Metadata::default() };
    pass::prepare(drafts, metadata, &Images::default(), &Default::default(), &Default::default()).value
}

/// The rules that an evaluation finds broken, but for those that ask for words that no program can write.
pub fn broken(evaluation: &Evaluation) -> Vec<&Criterion> {
    const OF_PERSONS: [&str; 2] = ["figures-described", "images-described"];
    let broken = evaluation.criteria.iter().filter(|criterion| criterion.outcome == Outcome::NotMet);
    broken.filter(|criterion| !OF_PERSONS.contains(&criterion.id)).collect()
}

/// Judges an edition that was written.
pub fn assert_sound(exported: &Exported) {
    for book in &exported.books {
        let judged = match book.edition {
            Edition::Epub => bifolio::conformance::epub(&book.bytes),
            Edition::Pdf => bifolio::conformance::pdf(&book.bytes),
        };
        let judged =
            judged.unwrap_or_else(|reason| panic!("the {:?} cannot be read: {reason}", book.edition));
        let broken = broken(&judged);
        assert!(broken.is_empty(), "{:?}: {broken:#?}", book.edition);
    }
}
