//! What Quarto shows in some formats alone: `.content-visible` and `.content-hidden` (Quarto's guide,
//! "Conditional Content"). Both editions hold the same words, so what is for one stands in both.

use crate::reader::build::Attributes;

/// Which editions show something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shown {
    Everywhere,
    InOne,
    Nowhere,
}

/// Names of formats that both of them mean, and that one of them does: an EPUB is HTML, but no page
/// with scripts.
const OF_EPUB: [&str; 4] = ["epub", "epub2", "epub3", "html"];
const OF_PDF: [&str; 4] = ["pdf", "latex", "typst", "context"];

/// Which editions show what has these attributes.
pub(super) fn shown(attributes: &Attributes) -> Shown {
    let is_hidden = attributes.has_class(&["content-hidden"]);
    if !is_hidden && !attributes.has_class(&["content-visible"]) {
        return Shown::Everywhere;
    }
    let meets = |names: &[&str]| {
        let is_among = |name: &str| attributes.value(name).map(|format| names.contains(&format));
        let when = is_among("when-format").unwrap_or(true);
        let unless = is_among("unless-format").unwrap_or(false);
        when && !unless
    };
    match (meets(&OF_EPUB) != is_hidden, meets(&OF_PDF) != is_hidden) {
        (true, true) => Shown::Everywhere,
        (false, false) => Shown::Nowhere,
        _ => Shown::InOne,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats_say_which_editions_show_something() {
        for (class, key, format, expected) in [
            ("content-visible", "when-format", "html", Shown::InOne),
            ("content-visible", "when-format", "pdf", Shown::InOne),
            ("content-visible", "when-format", "docx", Shown::Nowhere),
            ("content-visible", "unless-format", "html", Shown::InOne),
            ("content-visible", "unless-format", "revealjs", Shown::Everywhere),
            ("content-hidden", "when-format", "docx", Shown::Everywhere),
            ("content-hidden", "when-format", "epub", Shown::InOne),
            ("content-hidden", "unless-format", "html:js", Shown::Nowhere),
            ("other", "when-format", "docx", Shown::Everywhere),
        ] {
            let mut attributes = Attributes::default();
            attributes.set("class", class.to_owned());
            attributes.set(key, format.to_owned());
            assert_eq!(shown(&attributes), expected, "{class} {key} {format}");
        }
    }
}
