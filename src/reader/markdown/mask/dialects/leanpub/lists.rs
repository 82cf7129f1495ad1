//! Lists of attributes above a block: `{key: value, key: "value"}`, or with `=` in older books.

use super::super::super::attributes as in_braces;
use crate::reader::build::Attributes;

/// Reads what stands between braces; nothing where any of it is no attribute.
pub(super) fn attributes(inner: &str) -> Option<Attributes> {
    // Without commas it may be a list as pandoc has it.
    let written = format!("{{{inner}}}");
    let said = in_braces(&written).filter(|(_, rest)| rest.is_empty() && parts(inner).count() == 1);
    let said = said.map(|(said, _)| said).or_else(|| pairs(inner));
    let mut said = said.filter(|said| *said != Attributes::default())?;
    for (key, value) in &mut said.values {
        *key = name(key).to_owned();
        // Markua's other name for the number that a listing begins with.
        if key == "numbered" && matches!(value.as_str(), "false" | "off") {
            key.clear();
        }
    }
    said.values.retain(|(key, _)| !key.is_empty());
    Some(said)
}

/// The pairs of a list; commas between quotation marks part none.
pub(super) fn pairs(list: &str) -> Option<Attributes> {
    let mut said = Attributes::default();
    for pair in parts(list).filter(|pair| !pair.trim().is_empty()) {
        // The short form of an id.
        let id = pair.trim().strip_prefix('#').filter(|id| !id.contains(char::is_whitespace));
        if let Some(id) = id.filter(|id| !id.is_empty()) {
            said.id = Some(id.to_owned());
            continue;
        }
        let (key, value) = pair.split_once([':', '='])?;
        let key = key.trim();
        let is_key =
            !key.is_empty() && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_".contains(&byte));
        is_key.then_some(())?;
        said.set(&key.to_ascii_lowercase(), value.trim().trim_matches('"').to_owned());
    }
    Some(said)
}

fn parts(list: &str) -> impl Iterator<Item = &str> {
    let mut quoted = false;
    list.split(move |c: char| {
        quoted ^= c == '"';
        c == ',' && !quoted
    })
}

/// What a key is called elsewhere.
fn name(key: &str) -> &str {
    match key {
        "lang" | "format" => "language",
        "title" => "caption",
        "line-numbers" | "linenos" => "numbered",
        "starting-line-number" => "startfrom",
        key => key,
    }
}

/// What a list stands above.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Below {
    Code,
    Image,
    Table,
    Heading,
    Other,
}

impl Below {
    /// Tells it from the first line.
    pub(super) fn of(line: &str) -> Below {
        match line {
            _ if line.starts_with("```") || line.starts_with("~~~") => Below::Code,
            _ if line.starts_with("![") => Below::Image,
            _ if line.starts_with('|') => Below::Table,
            _ if line.starts_with('#') || line.starts_with("-#") => Below::Heading,
            _ => Below::Other,
        }
    }

    /// Whether all that is said of it is read.
    pub(super) fn reads(self, attributes: &Attributes) -> bool {
        let keys: &[&str] = match self {
            Below::Code => return true,
            Below::Image => &["width", "height", "alt", "caption"],
            Below::Table => &["caption"],
            Below::Heading | Below::Other => &[],
        };
        let takes_classes = matches!(self, Below::Image | Below::Heading);
        if !attributes.classes.is_empty() && !takes_classes {
            return false;
        }
        // What belongs to the sample that a shop offers says nothing of the book.
        attributes.values.iter().all(|(key, _)| keys.contains(&key.as_str()) || key == "sample")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_of_attributes_are_read_or_are_text() {
        for (inner, expected) in [
            ("title: \"One, two\", lang: ruby", Some("# . caption=\"One, two\" language=\"ruby\"")),
            ("lang=\"ruby\" title=\"a, b\"", Some("# . language=\"ruby\" caption=\"a, b\"")),
            ("lang=ruby, line-numbers=on", Some("# . language=\"ruby\" numbered=\"on\"")),
            ("line-numbers: false, lang: c", Some("# . language=\"c\"")),
            ("id: mill, class: part", Some("#mill .part ")),
            ("#mill", Some("#mill . ")),
            ("#mill, class: part", Some("#mill .part ")),
            ("# mill, a", None),
            ("width=60%", Some("# . width=\"60%\"")),
            ("\"json\": 1", None),
            ("a, b", None),
            ("", None),
        ] {
            assert_eq!(attributes(inner).map(|said| said.shown()).as_deref(), expected, "{inner}");
        }
    }
}
