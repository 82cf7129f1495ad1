//! What there is to say of a book, on standard output.

use super::files::RecordedFiles;
use super::judge::Judge;
use super::options::{ManuscriptArgs, Run};
use super::{Outcome, output};
use crate::diagnostic::Error;
use crate::diagnostic::render::{Format, escape, on_lines};
use crate::settings::{Origin, Said, Setting};
use crate::{Info, info};
use serde_json::{Value, json};
use std::fmt::Write;

/// The version of the keys of its JSON.
const FORMAT: u32 = 1;

/// Says what there is to say of the project.
///
/// Errors: those of `export`, and `unwritable-output`.
pub fn inform(run: &Run, files: &RecordedFiles) -> Result<Outcome, Error> {
    let messages = &run.messages;
    let judge = Judge::new(messages, files)?;
    let info = info(&run.project, files)?;
    let judged = judge.judge(&info.diagnostics, &info.sources, &info.messages);
    messages.show(&judged.said, &info.sources);
    let out = match messages.format {
        Format::Human | Format::Short => table(&info),
        Format::Json | Format::Sarif => on_lines(&object(&info)),
    };
    output::write_stdout(out.as_bytes())?;
    Ok(if judged.denied.is_some() { Outcome::Denied } else { Outcome::Done })
}

/// Errors are for whoever typed it.
pub fn run(manuscript: ManuscriptArgs) -> Result<Run, String> {
    manuscript.run(Vec::new())
}

fn object(info: &Info) -> Value {
    let said = |wanted: bool| -> Vec<Value> {
        let rows = info.in_force.iter().filter(|(setting, _)| setting.is_metadata() == wanted);
        rows.map(|(setting, said)| entry(info, setting, said)).collect()
    };
    let part = |part: &crate::Part| json!({ "level": part.level, "number": part.number, "title": part.title, "words": part.words });
    json!({
        "format": FORMAT,
        "title": info.metadata.title(),
        "subtitle": info.metadata.subtitle.as_ref().map(|subtitle| &subtitle.plain),
        "authors": info.metadata.authors().collect::<Vec<_>>(),
        "language": info.metadata.lang(),
        "list": info.list.as_ref().map(|list| list.display().to_string()),
        "outline": info.outline.iter().map(part).collect::<Vec<_>>(),
        "words": info.words,
        "pages": {
            "count": info.pages.count,
            "width": info.pages.size.width.to_pt(),
            "height": info.pages.size.height.to_pt(),
        },
        "images": info.images,
        "notes": info.notes,
        "metadata": said(true),
        "settings": said(false),
    })
}

fn entry(info: &Info, setting: &Setting, said: &Said) -> Value {
    let place = info.place(said);
    let (file, line, column) =
        place.map_or((None, None, None), |(file, line, column)| (Some(file), Some(line), Some(column)));
    let from = match said.origin {
        Origin::CommandLine => "command-line",
        Origin::File(_) => "file",
        Origin::Follows(_) => "setting",
        Origin::Heading => "heading",
        Origin::Name => "name",
        Origin::Words => "words",
        Origin::Default => "default",
    };
    let follows = match said.origin {
        Origin::Follows(name) => Some(name),
        _ => None,
    };
    json!({
        "name": setting.name, "values": said.values, "from": from, "file": file, "line": line, "column": column,
        "setting": follows,
    })
}

/// As much of a value as stands on a line beside its name and its place.
const VALUE: usize = 44;
/// As much of a title as stands on a line before its words.
const TITLE: usize = 60;

fn table(info: &Info) -> String {
    let mut out = String::new();
    let _ = writeln!(out, "{}", escape(info.metadata.title()));
    let authors: Vec<&str> = info.metadata.authors().collect();
    if !authors.is_empty() {
        let _ = writeln!(out, "by {}", escape(&authors.join(", ")));
    }
    let _ = writeln!(out, "\n{:<TITLE$}  {:>8}", "Outline", "words");
    for part in &info.outline {
        let indent = "  ".repeat(usize::from(part.level));
        let number = part.number.as_ref().map_or_else(String::new, |number| format!("{number} "));
        let title = if part.title.is_empty() { "(without a title)" } else { &part.title };
        let line = cut(&format!("{indent}{number}{title}"), TITLE);
        let _ = writeln!(out, "{line:<TITLE$}  {:>8}", part.words);
    }
    // Words of notes are counted in no section.
    let within: usize = info.outline.iter().map(|part| part.words).sum();
    if within > 0 && info.words > within {
        let _ = writeln!(out, "{:<TITLE$}  {:>8}", "  (notes)", info.words - within);
    }
    let _ = writeln!(out, "\n{}", summary(info));
    for (head, is_metadata) in [("Metadata", true), ("Settings", false)] {
        let _ = writeln!(out, "\n{head}");
        for (setting, said) in
            info.in_force.iter().filter(|(setting, _)| setting.is_metadata() == is_metadata)
        {
            let value =
                if said.values.is_empty() { "–".into() } else { cut(&said.values.join("; "), VALUE) };
            let _ = writeln!(out, "  {:<22} {value:<VALUE$}  {}", setting.name, origin(info, said));
        }
    }
    out
}

fn summary(info: &Info) -> String {
    let counted = |number: usize, thing| format!("{number} {thing}{}", if number == 1 { "" } else { "s" });
    let millimetres = |points: f64| (points * 25.4 / 72.0).round();
    let size = info.pages.size;
    let [width, height] = [size.width, size.height].map(|side| millimetres(side.to_pt()));
    let list = info
        .list
        .as_ref()
        .map(|list| format!("; chapters as {} lists them", escape(&list.display().to_string())));
    format!(
        "{}, {} of {width} × {height} mm, {}, {}{}",
        counted(info.words, "word"),
        counted(info.pages.count, "page"),
        counted(info.images, "image"),
        counted(info.notes, "note"),
        list.unwrap_or_default(),
    )
}

fn origin(info: &Info, said: &Said) -> String {
    match said.origin {
        Origin::CommandLine => "the command line".into(),
        Origin::File(_) => match info.place(said) {
            Some((file, line, _)) => format!("{}:{line}", escape(&file)),
            None => "a file of the book".into(),
        },
        Origin::Follows(name) => format!("follows {name}"),
        Origin::Heading => "the first heading".into(),
        Origin::Name => "the name of the input".into(),
        Origin::Words => "told from the words".into(),
        Origin::Default => "default".into(),
    }
}

/// A line of at most so many characters.
fn cut(text: &str, most: usize) -> String {
    let text = escape(text);
    match text.chars().count() > most {
        true => text.chars().take(most - 1).chain(['…']).collect(),
        false => text,
    }
}
