//! Folders with lists of other tools, case by case: every file beside this one that ends in `.case`. A line
//! `%% case NAME` begins a case, `%% file PATH` a file in the folder `book`, `%% input PATH` says what is given in
//! its place. What is expected follows: `%% contents`, the title of the book and the contents, `%% authors` where
//! there are any, and `%% messages`, what is said of the folder and its lists. `BLESS=1` writes down what becomes of them now.

use super::contents;
use bifolio::diagnostic::{Code, Diagnostic};
use bifolio::source::Memory;
use bifolio::{Edition, Exported, Project, export};
use std::path::Path;

#[derive(Default)]
struct Case {
    name: String,
    input: Option<String>,
    files: Vec<(String, String)>,
}

#[test]
fn lists_of_other_tools_give_the_order() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/folders");
    let bless = std::env::var_os("BLESS").is_some_and(|value| value == "1");
    let entries = std::fs::read_dir(&root).expect("the cases are readable");
    let mut files: Vec<_> = entries.map(|entry| entry.expect("a case is readable").path()).collect();
    files.retain(|path| path.extension().is_some_and(|ending| ending == "case"));
    files.sort();
    assert!(files.len() > 2, "the cases are elsewhere: {}", root.display());
    for path in files {
        let text = std::fs::read_to_string(&path).expect("a case is readable");
        let now: String = parse(&text).iter().map(written).collect();
        if bless {
            std::fs::write(&path, now).expect("a case can be written");
        } else {
            assert_eq!(now, text, "{}", path.display());
        }
    }
}

fn parse(text: &str) -> Vec<Case> {
    let mut cases: Vec<Case> = Vec::new();
    let mut is_expected = false;
    for line in text.split_inclusive('\n') {
        let Some(mark) = line.strip_prefix("%% ") else {
            let files = cases.last_mut().map(|case| &mut case.files).filter(|_| !is_expected);
            files.and_then(|files| files.last_mut()).into_iter().for_each(|(_, text)| text.push_str(line));
            continue;
        };
        let (word, rest) = mark.trim_end().split_once(' ').unwrap_or((mark.trim_end(), ""));
        is_expected = matches!(word, "contents" | "authors" | "messages");
        if word == "case" {
            cases.push(Case { name: rest.into(), ..Case::default() });
        }
        let case = cases.last_mut().expect("a file begins with a case");
        match word {
            "input" => case.input = Some(rest.into()),
            "file" => case.files.push((rest.into(), String::new())),
            _ => {}
        }
    }
    cases
}

/// The case as the file should have it.
fn written(case: &Case) -> String {
    let input = case.input.as_ref().map_or_else(String::new, |input| format!("%% input {input}\n"));
    let mut out = format!("%% case {}\n{input}", case.name);
    for (path, text) in &case.files {
        out += &format!("%% file {path}\n{text}");
    }
    let files: Memory =
        case.files.iter().map(|(path, text)| (format!("book/{path}"), text.as_str())).collect();
    let input = case.input.as_ref().map_or("book".into(), |input| format!("book/{input}"));
    let project = Project { inputs: vec![input.into()], editions: vec![Edition::Epub], ..Project::default() };
    match export(&project, &files) {
        Ok(exported) => {
            let authors: String = exported.metadata.authors().map(|name| format!("{name}\n")).collect();
            let authors = if authors.is_empty() { authors } else { format!("%% authors\n{authors}") };
            let (contents, messages) = (contents(&exported), messages(&exported));
            out + &format!("%% contents\n{contents}{authors}%% messages\n{messages}")
        }
        Err(error) => out + &format!("%% messages\nerror[{}]: {}\n", error.code, error.message),
    }
}

/// What is said of folders, lists and titles, with the line in its file.
fn messages(exported: &Exported) -> String {
    let codes = [
        Code::ChapterList,
        Code::MissingChapter,
        Code::DuplicateChapter,
        Code::UnreadFile,
        Code::ChapterMetadata,
        Code::FrontMatter,
        Code::OutlineGuessed,
        Code::MissingImage,
    ];
    let line = |said: &Diagnostic| {
        let source = exported.sources.get(said.span.file);
        let place = source.map_or_else(String::new, |source| {
            format!("{}:{}: ", source.path.display(), source.line_column(said.span.start).line)
        });
        let hints: String = said.hints.iter().map(|hint| format!(" ({hint})")).collect();
        format!("{place}{}[{}]: {}{hints}\n", said.severity.as_str(), said.code, said.message)
    };
    exported.diagnostics.iter().filter(|said| codes.contains(&said.code)).map(line).collect()
}
