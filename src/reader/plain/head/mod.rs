//! What a text says of itself: in lines such as "Title: …", else in its first lines.

pub mod below_title;
pub mod deeds;
pub mod hands;
pub mod persons;
pub mod title_page;

use self::title_page::{
    is_figures, lines_below, mark_below, take_below, take_both_names, take_name_above, take_year_above,
};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Creator, Metadata, Title, isbn, language};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::dates::is_date;
use crate::reader::plain::headings::title::{letters_and_digits, looks_like_title};
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
        // A long title goes on in the lines below.
        let wrapped = (line + 1..lines.end)
            .take_while(|&next| !sheet.content(next).is_empty() && field(sheet.content(next)).is_none());
        let value = wrapped.fold(value.to_string(), |value, next| value + " " + sheet.content(next));
        if let Some((_, role)) = CREATORS.iter().find(|(field, _)| *field == name) {
            metadata.creators.extend(names(&value).map(|name| Creator {
                name,
                role: (*role).into(),
                file_as: None,
            }));
            continue;
        }
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

pub fn names(value: &str) -> impl Iterator<Item = String> + '_ {
    let names = value.split([';', '、']).flat_map(|names| names.split(" and "));
    let names = names.flat_map(|names| names.split(" & "));
    names.map(|name| without_end(name.trim()).to_string()).filter(|name| !name.is_empty())
}

/// Without the comma or the dot that ends a line; the dot of "F.R.S.", "Jr." or "C. de L..." is the name's.
fn without_end(name: &str) -> &str {
    const SHORT: &[&str] = &["Jr", "Sr", "Esq", "Bart", "Dr", "Ph", "jr", "sr", "jun", "sen"];
    let name = name.trim_end_matches(',');
    let bare = name.trim_end_matches('.');
    let last = bare.rsplit([' ', ',']).next().unwrap_or_default();
    let initial = last.chars().count() == 1;
    let own = initial || last.contains('.') || SHORT.contains(&last) || name.ends_with("..");
    if own { name } else { bare.trim_end_matches([',', '.']) }
}

/// Finds the title and the author among the lines above the first heading or list, and marks
/// the lines that went into the metadata.
pub fn mark_title(sheet: &mut Sheet, metadata: &mut Metadata) {
    let first = sheet.roles.iter().position(|role| matches!(role, Role::Contents | Role::Heading { .. }));
    let limit = first.unwrap_or(sheet.lines.len());
    let mut zone: Vec<Range<usize>> =
        sheet.chunks().into_iter().take_while(|chunk| chunk.start < limit).take(12).collect();
    if let Some(prose) = zone.iter().position(|chunk| sheet.is_prose(chunk)) {
        zone.truncate(prose);
    }
    match metadata.title.clone() {
        Some(title) => mark_stated_title(sheet, &zone, &title.plain),
        None => mark_first_lines(sheet, &zone, first.is_some(), metadata),
    }
    hands::mark(sheet, &zone, metadata);
}

/// The lines of a title page that say the title of the head again.
fn mark_stated_title(sheet: &mut Sheet, zone: &[Range<usize>], title: &str) {
    let wanted = letters_and_digits(title);
    for (index, chunk) in zone.iter().enumerate() {
        let mut key = String::new();
        for line in chunk.start..zone.last().map_or(chunk.end, |last| last.end) {
            key.push_str(&letters_and_digits(sheet.content(line)));
            if key == wanted {
                sheet.mark(chunk.start..line + 1, Role::Head(Field::Title), Why::Again);
                return;
            }
            if !wanted.starts_with(&key) || index > 5 {
                break;
            }
        }
    }
}

fn mark_first_lines(sheet: &mut Sheet, zone: &[Range<usize>], structured: bool, metadata: &mut Metadata) {
    let Some(first) = zone.first().cloned() else { return };
    let is_above = |(line, role): (usize, &Role)| match role {
        Role::Blank | Role::Furniture | Role::Head(_) | Role::Rule => true,
        _ => is_figures(sheet.content(line)),
    };
    let begins_text = sheet.roles.iter().enumerate().take(first.start).all(is_above);
    if begins_text && structured {
        if take_both_names(sheet, &first, metadata) {
            return;
        }
        if take_name_above(sheet, zone, metadata) || take_year_above(sheet, zone, metadata) {
            return mark_first_lines(sheet, zone.get(1..).unwrap_or_default(), structured, metadata);
        }
    }
    let (title_end, said) = lines_below(sheet, &first);
    let lines = first.start..title_end;
    let words = sheet.words(lines.clone());
    let plain = lines.len() == 1 && !said.is_empty() && said.len() + 1 == first.len();
    let alone = (lines.len() == first.len() || plain)
        && lines.len() == 1
        && sheet.chunks().len() > 1
        && looks_like_title(&words)
        && !is_date(&words);
    let fits = words.chars().count() <= 160 && lines.len() <= 3 && !letters_and_digits(&words).is_empty();
    if !begins_text
        || lines.is_empty()
        || !fits
        || !(structured && (lines.len() < 3 || title_end < first.end) || alone)
    {
        return;
    }
    match title_page::subtitle_within(sheet, &lines).filter(|_| metadata.subtitle.is_none()) {
        Some(below) => {
            metadata.title = Some(sheet.words(lines.start..below).into());
            metadata.subtitle = Some(sheet.words(below..lines.end).into());
            sheet.mark(lines.start..below, Role::Head(Field::Title), Why::First);
            sheet.mark(below..lines.end, Role::Head(Field::Subtitle), Why::BelowTitle);
        }
        None => {
            metadata.title = Some(words.into());
            sheet.mark(lines, Role::Head(Field::Title), Why::First);
        }
    }
    said.into_iter().for_each(|(line, below)| take_below(sheet, metadata, line, below));
    mark_below(sheet, zone, metadata);
}

#[cfg(test)]
mod tests {
    use super::names;

    #[test]
    fn names_keep_the_dots_that_are_theirs() {
        for (value, expected) in [
            ("Ann Writer, M.A., F.R.S.", "Ann Writer, M.A., F.R.S."),
            ("Ann Writer, Jr.", "Ann Writer, Jr."),
            ("Count de L...", "Count de L..."),
            ("Ann Writer.", "Ann Writer"),
            ("Ann Writer,", "Ann Writer"),
            ("曹一、高二", "曹一|高二"),
            ("Ann Writer and B. Other", "Ann Writer|B. Other"),
        ] {
            assert_eq!(names(value).collect::<Vec<_>>().join("|"), expected, "{value}");
        }
    }
}
