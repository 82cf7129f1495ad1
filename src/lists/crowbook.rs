//! Crowbook's `.book` files: options as in YAML, and a line for each file, behind a mark.

use super::said::taken;
use super::{BookList, Entry};
use crate::document::StandingKind;
use crate::reader::front_matter::{self, Broken};
use crate::source::Span;

const SAID: &[(&str, &str)] = &[
    ("title", "title"),
    ("subtitle", "subtitle"),
    ("author", "author"),
    ("date", "date"),
    ("lang", "lang"),
    ("description", "description"),
    ("subject", "subject"),
    ("license", "rights"),
    ("cover", "cover-image"),
];

/// Files are told from options by their marks; in their place the YAML has blanks, so that all places stay.
pub(super) fn read(text: &str, span: Span) -> Result<BookList, Broken> {
    let (mut list, mut options, mut in_part) = (BookList::default(), String::new(), false);
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        match entry(line, start, in_part) {
            Some(entry) => {
                in_part |= entry.standing.kind == StandingKind::Part;
                list.add(entry);
                options.extend(line.bytes().map(|byte| if byte == b'\n' { '\n' } else { ' ' }));
            }
            None => options.push_str(line),
        }
        start += line.len();
    }
    list.said = taken(&front_matter::yaml(&options, span)?, SAID);
    Ok(list)
}

/// `+`, `-`, `!` and numbers are chapters, several of a sign sections, and `@` before them parts
/// (Crowbook's guide, "The configuration file").
fn entry(line: &str, start: usize, in_part: bool) -> Option<Entry> {
    let (mark, path) = line.trim_end().split_once(char::is_whitespace)?;
    let path = path.trim();
    let (is_part, sign) = match mark.strip_prefix('@') {
        Some(rest) => (true, rest),
        None => (false, mark),
    };
    let digits = sign.trim_end_matches(['.', ':', '+']);
    let is_number =
        !digits.is_empty() && digits.len() < sign.len() && digits.bytes().all(|byte| byte.is_ascii_digit());
    let signs = sign.chars().next().filter(|first| "+-!".contains(*first));
    let is_signs = signs.is_some_and(|first| sign.chars().all(|other| other == first));
    if path.is_empty() || !(is_number || is_signs || is_part && sign.is_empty()) {
        return None;
    }
    let level = if is_signs { sign.len() - 1 } else { 0 } + usize::from(in_part && !is_part);
    let mut entry =
        Entry::new(Some(path), start..start + line.trim_end().len(), u8::try_from(level).unwrap_or(u8::MAX));
    if is_part {
        entry.standing.kind = StandingKind::Part;
        // A part may be a title without a text of its own.
        if !path.contains('.') {
            entry = Entry::new(None, entry.range, 0).called(Some(path));
        }
    }
    Some(entry)
}
