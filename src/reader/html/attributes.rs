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
