//! Code that Leanpub takes in: `<<[Title](code/mill.rb)` and `<<(code/mill.rb)` of older books, and
//! `![Title](code/mill.rb)` (the Markua manual, "Code", "External code samples").

use super::{ending, on_lines};
use crate::input::include::{Between, Frame, Lines, Mark, Marks, Request, What};

/// The marks of Leanpub.
pub(super) struct LeanpubMarks;

/// The endings of what is no code.
const OTHERS: [&str; 18] = [
    "", "avif", "bmp", "epub", "gif", "jpeg", "jpg", "m4a", "m4v", "mov", "mp3", "mp4", "ogg", "pdf", "png",
    "svg", "wav", "webp",
];

impl Marks for LeanpubMarks {
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>> {
        if !text.contains("<<") && !text.contains("![") {
            return Vec::new();
        }
        on_lines(text, |lines, index| {
            let words = lines.words(index);
            let (title, path) = older(words).or_else(|| image(words))?;
            let is_address = path.contains("://") || path.contains([' ', '"']);
            let is_code = !OTHERS.contains(&ending(path).to_ascii_lowercase().as_str());
            if is_address || !is_code {
                return None;
            }
            let said = index.checked_sub(1).map_or("", |above| lines.words(above));
            let said = if said.starts_with('{') && said.ends_with('}') { said } else { "" };
            let frame = Some(Frame { info: info(title, path, said), as_is: true, ..Frame::default() });
            let request = Request { path, lines: cropped(said), frame };
            Some(Mark { range: lines.lines[index].clone(), what: What::File(request) })
        })
    }

    fn names_absent(&self) -> bool {
        false
    }

    /// Markua has a folder for all that is taken in.
    fn places(&self, path: &str) -> Vec<String> {
        vec![path.to_owned(), format!("resources/{path}")]
    }
}

fn older(words: &str) -> Option<(&str, &str)> {
    let rest = words.strip_prefix("<<")?;
    let (title, rest) = match rest.strip_prefix('[') {
        Some(rest) => rest.split_once("](")?,
        None => ("", rest.strip_prefix('(')?),
    };
    Some((title, rest.strip_suffix(')')?.trim()))
}

fn image(words: &str) -> Option<(&str, &str)> {
    let (title, rest) = words.strip_prefix("![")?.split_once("](")?;
    Some((title, rest.strip_suffix(')')?.trim()))
}

/// What stands behind the fence: the language, unless the list above says it, and the title.
fn info(title: &str, path: &str, said: &str) -> String {
    let names = ["lang:", "lang=", "format:", "format=", "language:", "language="];
    let language = if names.iter().any(|name| said.contains(name)) { "" } else { ending(path) };
    match title.trim() {
        "" => language.to_owned(),
        title => format!("{language} {{caption=\"{}\"}}", title.replace('"', "”").replace('`', "'")),
    }
}

/// The lines that a list asks for: `{crop-start-line: 5, crop-end-line: 9}`.
fn cropped(said: &str) -> Lines<'_> {
    let number = |name: &str| {
        let behind = said[said.find(name)? + name.len()..].trim_start_matches([':', '=', ' ', '"']);
        let end = behind.find(|c: char| !c.is_ascii_digit()).unwrap_or(behind.len());
        behind[..end].parse::<usize>().ok()
    };
    let (first, last) = (number("crop-start-line"), number("crop-end-line"));
    if first.is_none() && last.is_none() {
        return Lines::All;
    }
    let lines = vec![(first.unwrap_or(1).saturating_sub(1), last)];
    Lines::Between(Between { lines, ..Between::default() })
}
