//! What a manuscript says of an element besides its content.

use crate::document::{Alert, Alignment, Extent, ImageRef, Style};
use crate::length::Length;

/// What a pair of braces or a tag says of the element that it stands at.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(in crate::reader) struct Attributes {
    pub(in crate::reader) id: Option<String>,
    pub(in crate::reader) classes: Vec<String>,
    /// In the order of the manuscript, names in lower case.
    pub(in crate::reader) values: Vec<(String, String)>,
}

impl Attributes {
    /// The first value of a name in lower case.
    pub(in crate::reader) fn value(&self, name: &str) -> Option<&str> {
        self.values.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Whether one of these classes is among its own.
    pub(in crate::reader) fn has_class(&self, names: &[&str]) -> bool {
        self.classes.iter().any(|class| names.contains(&class.as_str()))
    }

    /// The notice to the reader that its classes make of an element; of several names the first that
    /// says more than that it is one.
    pub(in crate::reader) fn alert(&self) -> Option<Alert> {
        let named = || self.classes.iter().filter_map(|class| Some((class, Alert::named(class)?)));
        let telling = named().find(|(class, _)| !class.eq_ignore_ascii_case("admonition"));
        telling.or_else(|| named().next()).map(|(_, alert)| alert)
    }

    /// What classes and rules of style make of words, the outermost first: those with a plain meaning
    /// are read, the others stay names.
    pub(in crate::reader) fn styles(&self) -> Vec<Style> {
        let (mut styles, mut others) = (Vec::new(), Vec::new());
        for class in &self.classes {
            match class.to_ascii_lowercase().as_str() {
                "smallcaps" | "small-caps" => styles.push(Style::SmallCaps),
                "underline" | "ul" => styles.push(Style::Underlined),
                "mark" => styles.push(Style::Highlighted),
                _ => others.push(class.clone()),
            }
        }
        styles.extend(self.rules().filter_map(|rule| style_of_rule(&rule)));
        styles.dedup();
        if !others.is_empty() {
            styles.push(Style::Classes(others));
        }
        styles
    }

    /// Where the words of an element stand: its style goes before its attribute, and that before its
    /// class.
    pub(in crate::reader) fn alignment(&self) -> Option<Alignment> {
        let of_style = self.rules().filter(|(name, _)| name == "text-align").last();
        let stated = of_style.map(|(_, value)| value);
        let stated = stated.or_else(|| Some(self.value("align")?.trim().to_ascii_lowercase()));
        match stated.as_deref() {
            Some("left" | "start") => Some(Alignment::Start),
            Some("center" | "middle") => Some(Alignment::Centre),
            Some("right" | "end") => Some(Alignment::End),
            Some(_) => None,
            None if self.has_class(&["center", "centre", "text-center"]) => Some(Alignment::Centre),
            None if self.has_class(&["text-right", "text-end"]) => Some(Alignment::End),
            None => None,
        }
    }

    /// The rules of its `style`, names and values in lower case.
    pub(in crate::reader) fn rules(&self) -> impl Iterator<Item = (String, String)> {
        let style = self.value("style").unwrap_or_default().to_ascii_lowercase();
        let rules: Vec<_> = style.split(';').filter_map(|rule| rule.split_once(':')).map(trimmed).collect();
        rules.into_iter()
    }

    /// The rules of its `style` that are none of those which are read where it stands.
    pub(in crate::reader) fn rules_beyond(&self, read: &[&str]) -> Vec<String> {
        self.rules().map(|(name, _)| name).filter(|name| !read.contains(&name.as_str())).collect()
    }

    /// How wide or high an image is to be: its style goes before its attribute, as in HTML.
    pub(in crate::reader) fn size(&self, name: &str) -> Option<Extent> {
        let of_style = self.rules().filter(|(rule, _)| rule == name).last();
        of_style.and_then(|(_, value)| extent(&value)).or_else(|| extent(self.value(name)?))
    }

    /// Does what is said of an image.
    pub(in crate::reader) fn describe(&self, image: &mut ImageRef) {
        image.width = self.size("width").or(image.width.take());
        image.height = self.size("height").or(image.height.take());
        // Where the words of an image are its caption, these stand for it.
        if let Some(alt) = self.value("fig-alt").or(self.value("alt")) {
            image.alt = alt.to_owned();
        }
        image.decorative |= self.has_class(&["decorative"]);
    }

    /// Notes an attribute under its name in lower case.
    pub(in crate::reader) fn set(&mut self, name: &str, value: String) {
        match name {
            "id" => self.id = Some(value),
            "class" => self.classes.extend(value.split_whitespace().map(str::to_owned)),
            name => self.values.push((name.to_owned(), value)),
        }
    }
}

/// The name and the value of a rule.
fn trimmed((name, value): (&str, &str)) -> (String, String) {
    (name.trim().to_owned(), value.trim().trim_end_matches("!important").trim_end().to_owned())
}

/// The rules of images that are read.
pub(in crate::reader) const RULES_OF_IMAGES: [&str; 2] = ["width", "height"];

/// The rules of words that `style_of_rule` knows, for some of their values.
pub(in crate::reader) const RULES_OF_WORDS: [&str; 7] = [
    "font-variant",
    "font-variant-caps",
    "font-style",
    "font-weight",
    "text-decoration",
    "text-decoration-line",
    "vertical-align",
];

/// What a rule makes of words, as far as the model can say it.
fn style_of_rule((name, value): &(String, String)) -> Option<Style> {
    match (name.as_str(), value.as_str()) {
        ("font-variant" | "font-variant-caps", "small-caps" | "all-small-caps") => Some(Style::SmallCaps),
        ("font-style", "italic" | "oblique") => Some(Style::Emphasis),
        ("font-weight", "bold" | "bolder" | "600" | "700" | "800" | "900") => Some(Style::Strong),
        ("text-decoration" | "text-decoration-line", "underline") => Some(Style::Underlined),
        ("text-decoration" | "text-decoration-line", "line-through") => Some(Style::Struck),
        ("vertical-align", "super") => Some(Style::Superscript),
        ("vertical-align", "sub") => Some(Style::Subscript),
        _ => None,
    }
}

/// A width or height: `60%`, `5cm`, `300px`; a bare number is pixels, as in HTML.
pub(in crate::reader) fn extent(value: &str) -> Option<Extent> {
    let value = value.trim();
    let unit = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let number: f64 = value[..unit].parse().ok().filter(|number| (0.01..10_000.0).contains(number))?;
    let points = |per_unit: f64| Extent::Length(Length::millipt((number * per_unit * 1000.0).round() as i64));
    Some(match value[unit..].trim() {
        "%" => Extent::Share((number * 10.0).round() as u32),
        // The CSS pixel is 1/96 inch.
        "" | "px" => points(0.75),
        "pt" => points(1.0),
        "in" => points(72.0),
        "cm" => points(72.0 / 2.54),
        "mm" => points(72.0 / 25.4),
        _ => return None,
    })
}

#[cfg(test)]
impl Attributes {
    /// On one line, for the tests of those who read them.
    pub(in crate::reader) fn shown(&self) -> String {
        let values: Vec<String> =
            self.values.iter().map(|(name, value)| format!("{name}={value:?}")).collect();
        let id = self.id.as_deref().unwrap_or("");
        format!("#{id} .{} {}", self.classes.join("."), values.join(" "))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attributes(pairs: &[(&str, &str)]) -> Attributes {
        let mut attributes = Attributes::default();
        pairs.iter().for_each(|(name, value)| attributes.set(name, (*value).to_owned()));
        attributes
    }

    #[test]
    fn classes_name_notices() {
        for (classes, expected) in [
            ("warning", Some(Alert::Warning)),
            ("admonition tip", Some(Alert::Tip)),
            ("Admonition", Some(Alert::Note)),
            ("alert alert-danger", Some(Alert::Caution)),
            ("callout callout-note", Some(Alert::Note)),
            ("chapter", None),
        ] {
            assert_eq!(attributes(&[("class", classes)]).alert(), expected, "{classes}");
        }
    }

    #[test]
    fn classes_and_rules_are_styles_of_words() {
        let classes = |names: &str| Style::Classes(names.split(' ').map(str::to_owned).collect());
        for (pairs, expected) in [
            (&[("class", "small-caps name big")][..], vec![Style::SmallCaps, classes("name big")]),
            (&[("style", "Font-Variant: small-caps; x")], vec![Style::SmallCaps]),
            (
                &[("class", "mark"), ("style", "font-weight:bold!important")],
                vec![Style::Highlighted, Style::Strong],
            ),
            (&[("style", "top: 1em")], vec![]),
        ] {
            assert_eq!(attributes(pairs).styles(), expected, "{pairs:?}");
        }
    }

    #[test]
    fn words_stand_where_style_attribute_or_class_says() {
        for (pairs, expected) in [
            (&[("align", "Center")][..], Some(Alignment::Centre)),
            (&[("align", "center"), ("style", "text-align: right")], Some(Alignment::End)),
            (&[("align", "justify"), ("class", "text-center")], None),
            (&[("class", "text-center")], Some(Alignment::Centre)),
            (&[], None),
        ] {
            assert_eq!(attributes(pairs).alignment(), expected, "{pairs:?}");
        }
    }
}
