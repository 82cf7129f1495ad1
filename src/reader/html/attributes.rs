//! Attributes of tags, and what HTML says with them.

use super::reference;
use crate::document::language_tag;
use crate::reader::build::Attributes;

/// The attributes of an HTML tag, from its `<` to its `>`; of equal names the first counts, as in
/// HTML. Values are decoded.
pub(super) fn of_tag(tag: &str) -> Attributes {
    let mut attributes = Attributes::default();
    let mut seen: Vec<String> = Vec::new();
    let inner = tag.trim_start_matches('<').trim_end_matches('>').trim_end_matches('/');
    let mut rest = inner.find([' ', '\t', '\n', '\r', '/']).map_or("", |end| &inner[end..]);
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || "/=".contains(c));
        let end = rest.find(|c: char| c.is_whitespace() || c == '=' || c == '/').unwrap_or(rest.len());
        if rest.is_empty() {
            return attributes;
        }
        let (name, after) = rest.split_at(end);
        let (value, after) = value_after(after);
        rest = after;
        let name = name.to_ascii_lowercase();
        // So many attributes has no tag that a person wrote.
        if !seen.contains(&name) && seen.len() < 64 {
            attributes.set(&name, decoded(value));
            seen.push(name);
        }
    }
}

/// The value behind an equals sign, and what follows it.
fn value_after(text: &str) -> (&str, &str) {
    let Some(value) = text.trim_start().strip_prefix('=') else { return ("", text) };
    let value = value.trim_start();
    match value.chars().next() {
        Some(quote @ ('"' | '\'')) => match value[1..].find(quote) {
            Some(end) => (&value[1..=end], &value[end + 2..]),
            None => (&value[1..], ""),
        },
        _ => value.split_at(value.find(char::is_whitespace).unwrap_or(value.len())),
    }
}

fn decoded(value: &str) -> String {
    reference::decode(value).into_iter().map(|(_, text)| text).collect()
}

/// As HTML says it (HTML, 4.8.4.4): an empty alternative text that is not left out but written.
pub(super) fn is_decorative(attributes: &Attributes) -> bool {
    let empty = attributes.value("alt").is_some_and(|alt| alt.trim().is_empty());
    empty
        || attributes.has_class(&["decorative"])
        || attributes.value("role").is_some_and(|role| matches!(role, "presentation" | "none"))
}

/// The language that a tag says its content is in.
pub(super) fn lang(attributes: &Attributes) -> Option<String> {
    language_tag(written_lang(attributes)?)
}

/// What stands in the place of a language and names none. Without a word in it, it says that the
/// language is not known (HTML, 3.2.6.2).
pub(super) fn unknown_lang(attributes: &Attributes) -> Option<&str> {
    written_lang(attributes).filter(|written| !written.trim().is_empty() && language_tag(written).is_none())
}

fn written_lang(attributes: &Attributes) -> Option<&str> {
    attributes.value("lang").or(attributes.value("xml:lang"))
}

/// The moment that `time` names, if it is one: a date, a time, or both, as HTML writes them (HTML,
/// 4.5.14). Other forms are as good as none.
pub(super) fn datetime(attributes: &Attributes) -> Option<String> {
    let value = attributes.value("datetime")?.trim();
    let parts: Vec<&str> = value.splitn(2, ['T', ' ']).collect();
    let is_moment = match parts.as_slice() {
        [one] => is_date(one) || is_time(one),
        [date, time] => {
            is_date(date) && date.len() == "2026-03-01".len() && is_time(time.trim_end_matches('Z'))
        }
        _ => false,
    };
    is_moment.then(|| value.to_owned())
}

/// `2026`, `2026-03`, `2026-03-01`.
fn is_date(text: &str) -> bool {
    let fields: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = fields.iter().map(|field| field.len()).collect();
    let numbers: Vec<u32> = fields.iter().filter_map(|field| field.parse().ok()).collect();
    [4, 2, 2].starts_with(&lengths)
        && match numbers.as_slice() {
            [year] => *year > 0,
            [year, month] => *year > 0 && (1..=12).contains(month),
            [year, month, day] => *year > 0 && (1..=days(*year, *month)).contains(day),
            _ => false,
        }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `14:30`, `14:30:59`.
fn is_time(text: &str) -> bool {
    let fields: Vec<Option<u32>> =
        text.split(':').map(|digits| digits.parse().ok().filter(|_| digits.len() == 2)).collect();
    matches!(fields.as_slice(), [Some(0..=23), Some(0..=59)] | [Some(0..=23), Some(0..=59), Some(0..=59)])
}

/// Whether a tag gives a colour.
pub(super) fn has_color(attributes: &Attributes) -> bool {
    let of_rule = |rule: &str| {
        matches!(rule.split(':').next().map(str::trim), Some("color" | "background-color" | "background"))
    };
    attributes.value("color").or(attributes.value("bgcolor")).is_some_and(|color| !color.is_empty())
        || attributes.value("style").is_some_and(|style| style.split(';').any(of_rule))
}

/// The language of code, as a class names it.
pub(super) fn language(attributes: &Attributes) -> Option<String> {
    let named = attributes.classes.iter().find_map(|class| class.strip_prefix("language-"));
    named.map(str::to_owned)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_attributes() {
        for (tag, expected) in [
            ("<br>", "# . "),
            ("<a ID=x class='b c' href=\"y z\">", "#x .b.c href=\"y z\""),
            ("<img src=a.png alt=\"A &amp; B\" />", "# . src=\"a.png\" alt=\"A & B\""),
            ("<a href = 'x' href=\"y\" hidden>", "# . href=\"x\" hidden=\"\""),
            ("<a =b ==>", "# . b=\"=\""),
            ("<a x=\"y>", "# . x=\"y\""),
        ] {
            assert_eq!(of_tag(tag).shown(), expected, "{tag}");
        }
    }
}
