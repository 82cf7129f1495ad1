//! What a text says of itself: in lines such as "Title: …", else in its first lines.

pub mod below_title;
pub mod deeds;
mod fields;
pub mod hands;
pub mod memo;
pub mod persons;
mod title_lines;
pub mod title_page;
mod years;

use self::below_title::Below;
use self::deeds::names_making;
pub use self::fields::{place, stated};
use self::memo::memo_head;
use self::title_lines::is_open;
use self::title_page::{
    begins_with_school, lines_below, mark_below, names_school, take_below, take_both_names, take_name_above,
};
use self::years::{is_figures, take_year_above};
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::frame::typescript;
use crate::reader::plain::headings::dates::is_date;
use crate::reader::plain::headings::title::{letters_and_digits, looks_like_title};
use crate::reader::plain::role::{Field, Role, Why};
use std::ops::Range;

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
    // The lines of two columns are full.
    let memo = memo_head(sheet);
    let is_prose = |chunk: &Range<usize>| sheet.is_prose(chunk) && memo.as_ref() != Some(chunk);
    if let Some(prose) = zone.iter().position(is_prose) {
        zone.truncate(prose);
    }
    match metadata.title.clone() {
        Some(title) => {
            let subtitle = metadata.subtitle.as_ref().map_or("", |subtitle| &subtitle.plain);
            mark_stated_title(sheet, &zone, &title.plain, subtitle);
            mark_half_title(sheet, &title.plain);
        }
        None => mark_first_lines(sheet, &zone, first.is_some(), metadata),
    }
    hands::mark(sheet, &zone, metadata);
    years::take_year(sheet, &zone, metadata);
    if metadata.title.is_some() && metadata.authors().next().is_none() {
        metadata.creators.extend(typescript::sender(sheet).map(|name| Creator::author(name.to_owned())));
    }
}

/// The lines of a title page that say the title of the head again, and below it the subtitle; a half title may stand
/// above both.
fn mark_stated_title(sheet: &mut Sheet, zone: &[Range<usize>], title: &str, subtitle: &str) {
    const MOST: usize = 7;
    const SHORTEST: usize = 8;
    let end = zone.last().map_or(0, |last| last.end);
    let said = |words: &str| -> Vec<Range<usize>> {
        let starts = zone.iter().take(MOST).map(|chunk| chunk.start);
        let all = starts.filter_map(|first| said_again(sheet, first..end, words));
        // "DI" alone may be one of its words.
        all.filter(|lines| !lines.clone().any(|line| hands::author(sheet.content(line)).is_some())).collect()
    };
    let mut all = said(title);
    // "A Voyage, Vol. II (of 3)" is "A VOYAGE" on its page.
    let main = title.split([',', ':', ';', '(', '—']).next().unwrap_or_default();
    let long = main.len() < title.len() && letters_and_digits(main).chars().count() >= SHORTEST;
    let mut further = None;
    if all.is_empty() && long {
        all = said(main);
        further = said_behind(sheet, zone, &title[main.len()..]).filter(|_| !all.is_empty());
    }
    let below = |lines: &Range<usize>| (lines.end..end).find(|&line| !sheet.content(line).is_empty());
    let leads_author =
        |lines: &Range<usize>| below(lines).is_some_and(|line| hands::leads_in_author(sheet.content(line)));
    let is_title = |(place, lines): &(usize, Range<usize>)| *place == 0 || leads_author(lines);
    let titles: Vec<Range<usize>> =
        all.into_iter().enumerate().filter(is_title).map(|(_, lines)| lines).collect();
    let under = titles.iter().filter_map(below);
    let subtitles: Vec<Range<usize>> =
        under.filter_map(|line| said_again(sheet, line..end, subtitle)).collect();
    let titles = titles.into_iter().chain(further);
    titles.for_each(|lines| sheet.mark(lines, Role::Head(Field::Title), Why::Again));
    subtitles.into_iter().for_each(|lines| sheet.mark(lines, Role::Head(Field::Subtitle), Why::Again));
}

/// The line of a title page that says what the title says behind its first words: "VOL. III", "A TALE".
fn said_behind(sheet: &Sheet, zone: &[Range<usize>], behind: &str) -> Option<Range<usize>> {
    const FEWEST_LETTERS: usize = 4;
    let rest = letters_and_digits(behind);
    let is_said = |line: &usize| {
        let key = letters_and_digits(sheet.content(*line));
        key.chars().count() >= FEWEST_LETTERS && rest.starts_with(&key)
    };
    zone.iter().flat_map(Clone::clone).find(is_said).map(|line| line..line + 1)
}

/// The title said again between the contents list and the first heading.
fn mark_half_title(sheet: &mut Sheet, title: &str) {
    let mut roles = sheet.roles.iter();
    let Some(list) = roles.rposition(|role| *role == Role::Contents) else { return };
    let mut behind = sheet.roles.iter().skip(list);
    let first = behind.position(|role| matches!(role, Role::Heading { .. }));
    let Some(first) = first.map(|first| list + first) else { return };
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let own = (list..first).find(is_text).and_then(|start| said_again(sheet, start..first, title));
    if let Some(lines) = own.filter(|lines| (lines.end..first).all(|line| !is_text(&line))) {
        sheet.mark(lines, Role::Head(Field::Title), Why::Again);
    }
}

/// The first of some lines that together say certain words, and nothing else.
fn said_again(sheet: &Sheet, lines: Range<usize>, words: &str) -> Option<Range<usize>> {
    let wanted = letters_and_digits(words);
    let mut key = String::new();
    // A row of marks says nothing.
    let mut own = lines.clone().skip_while(|line| letters_and_digits(sheet.content(*line)).is_empty());
    let start = own.next()?;
    for line in start..lines.end {
        key.push_str(&letters_and_digits(sheet.content(line)));
        if !wanted.is_empty() && key == wanted {
            return Some(start..line + 1);
        }
        if !wanted.starts_with(&key) {
            break;
        }
    }
    None
}

/// Passes over what stands above the title and takes what of it says something; then the title.
fn mark_first_lines(sheet: &mut Sheet, zone: &[Range<usize>], structured: bool, metadata: &mut Metadata) {
    let Some((first, others)) = zone.split_first() else { return };
    let is_memo = memo_head(sheet).is_some_and(|head| head == *first);
    if is_memo {
        memo::read_memo_head(sheet, first, metadata);
    }
    // "Reprinted from …" may stand above the title.
    let is_passed = !others.is_empty() && names_making(sheet.content(first.start));
    if is_memo || is_passed || begins_with_school(sheet, zone) {
        return mark_first_lines(sheet, others, structured, metadata);
    }
    if !begins_text(sheet, first.start) {
        return;
    }
    if structured && take_both_names(sheet, first, metadata) {
        return;
    }
    if structured && (take_name_above(sheet, zone, metadata) || take_year_above(sheet, zone, metadata)) {
        return mark_first_lines(sheet, others, structured, metadata);
    }
    let (first, zone) = title_lines::whole_title(sheet, zone, first.clone());
    if let Some(TitleLines { lines, below }) = title(sheet, &zone, &first, structured) {
        take_title(sheet, lines, metadata);
        below.into_iter().for_each(|(line, below)| take_below(sheet, metadata, line, below));
        mark_below(sheet, &zone, metadata);
    }
}

/// Whether nothing stands above a line that is not known to be above a title.
fn begins_text(sheet: &Sheet, line: usize) -> bool {
    let is_above = |(line, role): (usize, &Role)| match role {
        Role::Blank | Role::Furniture | Role::Head(_) | Role::Rule => true,
        _ => {
            let is_of_memo = || memo_head(sheet).is_some_and(|head| head.contains(&line));
            let words = sheet.content(line);
            is_figures(words) || names_making(words) || is_of_memo() || is_below_school(sheet, line)
        }
    };
    sheet.roles.iter().enumerate().take(line).all(is_above)
}

/// Whether a line is the name of a school or stands in its paragraph: "Department of Hydrology".
fn is_below_school(sheet: &Sheet, line: usize) -> bool {
    let start = (0..line).rev().find(|&above| sheet.content(above).is_empty()).map_or(0, |above| above + 1);
    names_school(sheet.content(start))
}

/// The lines of a title, and what those lines of its paragraph say that stand below it.
struct TitleLines {
    lines: Range<usize>,
    below: Vec<(usize, Below)>,
}

/// The lines of the first paragraph that are the title, and what the others say, if it looks like one.
fn title(sheet: &Sheet, zone: &[Range<usize>], first: &Range<usize>, structured: bool) -> Option<TitleLines> {
    const LONGEST: usize = 160;
    let (end, below) = lines_below(sheet, first);
    let lines = first.start..end;
    let words = sheet.words(lines.clone());
    let count = lines.clone().filter(|&line| !sheet.content(line).is_empty()).count();
    let plain = lines.len() == 1 && !below.is_empty() && below.len() + 1 == first.len();
    let alone = (lines.len() == first.len() || plain)
        && lines.len() == 1
        && sheet.chunks().len() > 1
        && looks_like_title(&words)
        && !is_date(&words);
    // Many lines are the title where the author stands below them.
    let led_in = zone.get(1).is_some_and(|next| hands::leads_in_author(sheet.content(next.start)));
    // "LE AVVENTURE", "DI", "PINOCCHIO".
    let goes_on = (lines.start..lines.end.saturating_sub(1)).any(|line| is_open(sheet.content(line)));
    let most = if led_in || goes_on { 5 } else { 3 };
    let fits = words.chars().count() <= LONGEST && count <= most && !letters_and_digits(&words).is_empty();
    let stands = structured && (count < 3 || goes_on || led_in || end < first.end) || alone;
    (!lines.is_empty() && fits && stands).then_some(TitleLines { lines, below })
}

fn take_title(sheet: &mut Sheet, lines: Range<usize>, metadata: &mut Metadata) {
    let within = title_lines::subtitle_within(sheet, &lines).filter(|_| metadata.subtitle.is_none());
    let below = within.unwrap_or(lines.end);
    metadata.title = Some(sheet.words(lines.start..below).into());
    sheet.mark(lines.start..below, Role::Head(Field::Title), Why::First);
    if within.is_some() {
        metadata.subtitle = Some(sheet.words(below..lines.end).into());
        sheet.mark(below..lines.end, Role::Head(Field::Subtitle), Why::BelowTitle);
    }
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
