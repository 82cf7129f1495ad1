//! Lists of a file a line: Leanpub's `Book.txt`, and files of nothing but paths.

use super::{BookList, Entry};
use crate::document::Matter;

/// Lines are files of a book, marks of its three parts, in braces or with a colon as Softcover has them too, and
/// attributes such as `{sample: true}`.
pub(super) fn read(text: &str) -> BookList {
    let (mut list, mut matter, mut depth) = (BookList::default(), Matter::Body, 0);
    for (line, start) in lines(text) {
        if let Some(marked) = matter_of(line) {
            (matter, depth) = (marked, 0);
            continue;
        }
        let is_attribute = line.starts_with('{') && line.ends_with('}');
        // Softcover makes these pages there; here they are made without asking.
        let is_made = matches!(line, "cover" | "maketitle" | "tableofcontents" | "listoffigures");
        if is_attribute || is_made || line.starts_with('#') {
            continue;
        }
        let range = start..start + line.len();
        let part = line.strip_prefix("part:").map(str::trim);
        let mut entry = match part {
            Some(title) => Entry::new(None, range, 0).called(Some(title)),
            None => Entry::new(Some(line), range, depth).in_one_text(),
        };
        entry.standing.matter = matter;
        depth = if part.is_some() { 1 } else { depth };
        list.add(entry);
    }
    list
}

/// Every line is a path.
pub(super) fn paths(text: &str) -> BookList {
    let mut list = BookList::default();
    for (line, start) in lines(text).filter(|(line, _)| !line.starts_with('#')) {
        list.add(Entry::new(Some(line), start..start + line.len(), 0));
    }
    list
}

/// The lines that say something, with where they begin.
fn lines(text: &str) -> impl Iterator<Item = (&str, usize)> {
    let mut start = 0;
    let lines = text.split_inclusive('\n').map(move |line| {
        let at = start + line.len() - line.trim_start().len();
        start += line.len();
        (line.trim(), at)
    });
    lines.filter(|(line, _)| !line.is_empty())
}

fn matter_of(line: &str) -> Option<Matter> {
    let mark = line.strip_prefix('{').and_then(|line| line.strip_suffix('}')).or(line.strip_suffix(':'))?;
    match mark.trim().to_ascii_lowercase().as_str() {
        "frontmatter" => Some(Matter::Front),
        "mainmatter" => Some(Matter::Body),
        "backmatter" => Some(Matter::Back),
        _ => None,
    }
}
