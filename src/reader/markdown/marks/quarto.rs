//! Quarto's `@fig-mill` and bookdown's `\@ref(fig:mill)`: references to what is numbered (Quarto's
//! guide, "Cross References").

use super::{link, within};
use crate::document::{Inline, InlineKind};
use crate::reader::markdown::attributes::in_braces;

/// What a label of Quarto begins with.
const KINDS: [&str; 8] = ["fig-", "tbl-", "sec-", "eq-", "lst-", "thm-", "exm-", "def-"];

/// Makes links of references, and of the words of an image that stands alone its caption.
pub(super) fn read(mut content: Vec<Inline>) -> Vec<Inline> {
    if let [Inline { kind: InlineKind::Image(image), .. }, rest @ ..] = content.as_mut_slice()
        && is_attributes(rest)
        && image.title.is_none()
        && !image.alt.is_empty()
    {
        image.title = Some(image.alt.clone());
    }
    references(content)
}

/// Whether nothing but attributes in braces stands there.
fn is_attributes(content: &[Inline]) -> bool {
    match content {
        [] => true,
        [Inline { kind: InlineKind::Text(text), .. }] => {
            in_braces(text).is_some_and(|(_, rest)| rest.trim().is_empty())
        }
        _ => false,
    }
}

/// Makes links of references. A link keeps the mark as its words, which stay where it leads nowhere.
fn references(content: Vec<Inline>) -> Vec<Inline> {
    let mut read_content = Vec::with_capacity(content.len());
    for inline in content {
        match inline.kind {
            InlineKind::Text(text) => {
                let mut rest = text.as_str();
                while let Some((before, mark, label)) = find(rest) {
                    if !before.is_empty() {
                        read_content.push(Inline::text(before, inline.span));
                    }
                    read_content.push(link(format!("#{label}"), mark, inline.span));
                    rest = &rest[before.len() + mark.len()..];
                }
                if !rest.is_empty() {
                    read_content.push(Inline::text(rest, inline.span));
                }
            }
            _ => read_content.push(within(inline, &mut references)),
        }
    }
    read_content
}

/// The first reference in a text: what stands before it, all of it, and its label.
fn find(text: &str) -> Option<(&str, &str, &str)> {
    text.match_indices('@').find_map(|(at, _)| {
        let rest = &text[at + 1..];
        // The backslash before bookdown's `@` is gone: it is an escape to the parser.
        if let Some(label) = rest.strip_prefix("ref(") {
            let label = &label[..label.find(')')?];
            return Some((&text[..at], &text[at..at + "@ref()".len() + label.len()], label));
        }
        let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
        let label = rest[..end].trim_end_matches(['.', ':', '-']);
        let is_free = !text[..at].ends_with(|c: char| c.is_alphanumeric());
        let known = KINDS.iter().any(|kind| label.strip_prefix(kind).is_some_and(|name| !name.is_empty()));
        (is_free && known).then(|| (&text[..at], &text[at..at + 1 + label.len()], label))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found() {
        for (text, expected) in [
            ("See @fig-mill.", Some(("See ", "@fig-mill", "fig-mill"))),
            ("(@tbl-a_b)", Some(("(", "@tbl-a_b", "tbl-a_b"))),
            ("as @ref(fig:mill) shows", Some(("as ", "@ref(fig:mill)", "fig:mill"))),
            ("ann@fig-mill.org", None),
            ("@fig- and @ann", None),
        ] {
            assert_eq!(find(text), expected);
        }
    }
}
