//! Attributes: `{#id .class key=value}` of Markdown, and those of HTML's tags.

use super::html;

/// What a pair of braces or a tag says of the element that it stands at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Attributes {
    pub(super) id: Option<String>,
    pub(super) classes: Vec<String>,
    /// In the order of the manuscript, names in lower case.
    pub(super) values: Vec<(String, String)>,
}

impl Attributes {
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    pub(super) fn has_class(&self, names: &[&str]) -> bool {
        self.classes.iter().any(|class| names.contains(&class.as_str()))
    }

    fn set(&mut self, name: &str, value: String) {
        match name {
            "id" => self.id = Some(value),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            name => self.values.push((name.to_owned(), value)),
        }
    }
}

/// Reads what stands in braces at the start of a text; gives back what follows them. `None` where
/// anything in them is no attribute: then they are text.
pub(super) fn in_braces(text: &str) -> Option<(Attributes, &str)> {
    let inner = text.strip_prefix('{')?;
    let mut attributes = Attributes::default();
    let mut rest = inner.trim_start();
    while !rest.starts_with('}') {
        rest = one(rest, &mut attributes)?.trim_start();
    }
    let any = attributes != Attributes::default();
    any.then(|| (attributes, &rest[1..]))
}

/// Reads one attribute; gives back what follows it.
fn one<'t>(text: &'t str, attributes: &mut Attributes) -> Option<&'t str> {
    let name_end = text.find(|c: char| c.is_whitespace() || "=}{\"'".contains(c))?;
    let (word, rest) = text.split_at(name_end);
    if let Some(id) = word.strip_prefix('#') {
        attributes.id = (!id.is_empty()).then(|| id.to_owned());
        attributes.id.as_ref()?;
        return Some(rest);
    }
    if let Some(class) = word.strip_prefix('.') {
        attributes.classes.push((!class.is_empty()).then(|| class.to_owned())?);
        return Some(rest);
    }
    let value = rest.strip_prefix('=').filter(|_| word.starts_with(|c: char| c.is_ascii_alphabetic()))?;
    let (value, rest) = match value.chars().next()? {
        quote @ ('"' | '\'') => {
            let end = value[1..].find(quote)?;
            (&value[1..=end], &value[end + 2..])
        }
        _ => value.split_at(value.find(|c: char| c.is_whitespace() || c == '}')?),
    };
    attributes.set(&word.to_ascii_lowercase(), value.to_owned());
    Some(rest)
}

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
    html::decode(value).into_iter().map(|(_, text)| text).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(attributes: &Attributes) -> String {
        let values: Vec<String> =
            attributes.values.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        format!(
            "#{} .{} {}",
            attributes.id.as_deref().unwrap_or(""),
            attributes.classes.join("."),
            values.join(" ")
        )
    }

    #[test]
    fn braces_are_attributes_or_text() {
        for (text, expected) in [
            ("{#a}", Some("#a . |")),
            ("{#a .b .c width=60%} and", Some("#a .b.c width=\"60%\"| and")),
            ("{ .rust caption=\"two words\" }", Some("# .rust caption=\"two words\"|")),
            ("{}", None),
            ("{a}", None),
            ("{#}", None),
            ("{#a", None),
            ("{a=\"b}", None),
            ("{n+1}", None),
        ] {
            let found = in_braces(text).map(|(attributes, rest)| format!("{}|{rest}", shown(&attributes)));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }

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
            assert_eq!(shown(&of_tag(tag)), expected, "{tag}");
        }
    }
}
