//! What a text says of itself in lines such as "Title: …".

use super::below_title::{Below, below};
use super::names;
use super::title_lines::is_open;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Creator, Metadata, Title, isbn, language};
use crate::reader::plain::Sheet;
use crate::reader::plain::role::{Field, Role, Why};
use std::ops::Range;

/// Fields of a text's head and the MARC relator codes of those who had a hand in it.
const CREATORS: &[(&str, &str)] = &[
    ("author", "aut"),
    ("authors", "aut"),
    ("translator", "trl"),
    ("editor", "edt"),
    ("illustrator", "ill"),
];

/// Reads the fields in the frame above line `body`, or in the first paragraph of a text without
/// a frame; that paragraph is marked where every line is a field.
pub fn stated(sheet: &mut Sheet, body: usize) -> Metadata {
    let mut metadata = Metadata::default();
    if body > 0 {
        read_fields(sheet, 0..body, &mut metadata);
    } else if let Some(first) = sheet.chunks().into_iter().next()
        && first.len() <= 12
        && first.clone().all(|line| field(sheet.content(line)).is_some())
    {
        read_fields(sheet, first.clone(), &mut metadata);
        sheet.mark(first, Role::Head(Field::Stated), Why::Stated);
    }
    metadata
}

fn read_fields(sheet: &mut Sheet, lines: Range<usize>, metadata: &mut Metadata) {
    for line in lines.clone() {
        let Some((name, value)) = field(sheet.content(line)) else { continue };
        let below = (line + 1..lines.end)
            .take_while(|&next| !sheet.content(next).is_empty() && field(sheet.content(next)).is_none());
        let end = below.last().map_or(line + 1, |last| last + 1);
        if let Some((_, role)) = CREATORS.iter().find(|(field, _)| *field == name) {
            let value = whole(sheet, value, line + 1..end, "; ");
            let creator = |name| Creator { name, role: (*role).into(), file_as: None };
            metadata.creators.extend(names(&value).map(creator));
            continue;
        }
        let subtitle = (line + 1..end).find(|&next| name == "title" && begins_anew(sheet, next));
        if let Some(subtitle) = subtitle {
            take_subtitle(sheet, subtitle..end, metadata);
        }
        let value = whole(sheet, value, line + 1..subtitle.unwrap_or(end), " ");
        let title = || Some(Title::from(value.as_str()));
        let slot = match name.as_str() {
            "title" => {
                metadata.title = metadata.title.take().or_else(title);
                continue;
            }
            "subtitle" => {
                metadata.subtitle = metadata.subtitle.take().or_else(title);
                continue;
            }
            "date" => &mut metadata.date,
            "publisher" => &mut metadata.publisher,
            "isbn" => {
                metadata.isbn = metadata.isbn.take().or_else(|| stated_isbn(sheet, line, &value));
                continue;
            }
            _ => {
                metadata.lang = metadata.lang.take().or_else(|| language(&value));
                continue;
            }
        };
        *slot = slot.take().or(Some(value));
    }
}

/// The value of a field with the lines below it that it goes on in; `between` parts what begins anew.
fn whole(sheet: &Sheet, value: &str, below: Range<usize>, between: &str) -> String {
    below.fold(value.to_owned(), |value, line| {
        let joint = if begins_anew(sheet, line) { between } else { " " };
        value + joint + sheet.content(line)
    })
}

/// Whether a line below a field says something of its own: the last line had room for its first word, and leads
/// to nothing.
fn begins_anew(sheet: &Sheet, line: usize) -> bool {
    const WIDTH: usize = 72;
    // What is longer is wrapped nowhere.
    const LONGEST: usize = 84;
    let (above, words) = (sheet.content(line - 1), sheet.content(line));
    let first = words.split_whitespace().next().unwrap_or_default();
    let width = above.chars().count();
    let room = width + 1 + first.chars().count() <= WIDTH || width > LONGEST;
    let leads = above.ends_with([',', ';', ':', '-', '&']) || is_open(above);
    room && !leads && !words.starts_with(char::is_lowercase) && !words.starts_with('&')
}

/// Takes what stands below a title for its subtitle, or for its date.
fn take_subtitle(sheet: &Sheet, lines: Range<usize>, metadata: &mut Metadata) {
    let words = sheet.words(lines);
    match below(&words) {
        Some(Below::Date) => metadata.date = metadata.date.take().or(Some(words)),
        _ => metadata.subtitle = metadata.subtitle.take().or_else(|| Some(words.into())),
    }
}

fn stated_isbn(sheet: &mut Sheet, line: usize, value: &str) -> Option<String> {
    let complain = |why| {
        let message = format!("`isbn` cannot be `{value}`: it takes {why}");
        let warning = Diagnostic::warning(Code::BadSetting, sheet.span(line..line + 1), message);
        sheet.diagnostics.push(warning.hint("it is left out"));
    };
    isbn(value).map_err(complain).ok()
}

/// Notes where the text says what it says of itself.
pub fn place(sheet: &Sheet, metadata: &mut Metadata) {
    for (line, role) in sheet.roles.iter().enumerate() {
        let name = match role {
            Role::Head(Field::Title) => "title",
            Role::Head(Field::Subtitle) => "subtitle",
            Role::Head(Field::Author) => "author",
            Role::Head(Field::Contributor) => "contributor",
            Role::Head(Field::Stated) | Role::Furniture => match field(sheet.content(line)) {
                Some((name, _)) => name_of(&name),
                None if metadata.date.as_deref() == Some(sheet.content(line).trim_end_matches('.')) => "date",
                None => continue,
            },
            _ => continue,
        };
        if !metadata.said(name).is_empty() {
            metadata.places.entry(name).or_insert(sheet.span(line..line + 1));
        }
    }
}

/// What the table of settings calls a field of the head.
fn name_of(field: &str) -> &'static str {
    match field {
        "title" => "title",
        "subtitle" => "subtitle",
        "date" => "date",
        "publisher" => "publisher",
        "isbn" => "isbn",
        "language" => "lang",
        "author" | "authors" => "author",
        _ => "contributor",
    }
}

/// A field of the head, its name in lower case.
fn field(content: &str) -> Option<(String, &str)> {
    const FIELDS: &[&str] = &["title", "subtitle", "date", "publisher", "isbn", "language"];
    let (name, value) = content.split_once(':')?;
    let name = name.trim().to_lowercase();
    let known = FIELDS.contains(&name.as_str()) || CREATORS.iter().any(|(field, _)| *field == name);
    (known && !value.trim().is_empty()).then_some((name, value.trim()))
}

#[cfg(test)]
mod tests {
    use crate::reader::plain::{Options, read};
    use crate::source::{FileId, Source};

    #[test]
    fn fields_go_on_below_or_begin_anew() {
        let head = "Title: The Toll\n       A Tale of the Ferry\n\nAuthor: Nora Example\n        Ben Other\n\n\
                    Illustrator: Carl Third and\n        Dora Fourth\n\nTranslator: Eva Fifth,\n        Ph.D.\n";
        let text = format!(
            "A Project Gutenberg eBook\n\n{head}\n*** START OF THIS PROJECT GUTENBERG EBOOK ***\n\nText.\n"
        );
        let metadata =
            read(FileId(0), &Source { path: "a.txt".into(), text }, Options::default()).value.metadata;
        let said = |title: Option<&crate::document::Title>| title.map(|title| title.plain.clone());
        assert_eq!(said(metadata.title.as_ref()).as_deref(), Some("The Toll"));
        assert_eq!(said(metadata.subtitle.as_ref()).as_deref(), Some("A Tale of the Ferry"));
        let names: Vec<&str> = metadata.creators.iter().map(|creator| creator.name.as_str()).collect();
        assert_eq!(names, ["Nora Example", "Ben Other", "Carl Third", "Dora Fourth", "Eva Fifth, Ph.D."]);
    }
}
