//! Quarto's `@fig-mill` and bookdown's `\@ref(fig:mill)`: references to what is numbered (Quarto's
//! guide, "Cross References").

use super::{link, within};
use crate::document::{FloatKind, Inline, InlineKind, TheoremKind};
use crate::reader::markdown::places::MarkPlaces;
use std::ops::Range;

/// What the labels of what is captioned begin with.
pub(in crate::reader::markdown) const FLOATS: [(&str, FloatKind); 3] =
    [("fig-", FloatKind::Figure), ("tbl-", FloatKind::Table), ("lst-", FloatKind::Listing)];

/// What other labels begin with, besides those of theorems and their kin: sections, formulas, algorithms, films and
/// callouts.
const OTHERS: [&str; 9] = ["sec-", "eq-", "alg-", "nte-", "tip-", "wrn-", "imp-", "cau-", "vid-"];

/// Whether a name begins as labels do.
pub(in crate::reader::markdown) fn is_label(label: &str) -> bool {
    let mut kinds = FLOATS.iter().map(|(kind, _)| *kind).chain(OTHERS);
    kinds.any(|kind| label.strip_prefix(kind).is_some_and(|name| !name.is_empty()))
        || TheoremKind::of_label(label).is_some()
}

/// Makes links of references. A link keeps the mark as its words, which stay where it leads nowhere, and stands
/// where its sign does.
pub(super) fn references(content: Vec<Inline>, source: &str) -> Vec<Inline> {
    let mut read_content = Vec::with_capacity(content.len());
    for inline in content {
        match inline.kind {
            InlineKind::Text(text) => {
                let (mut done, mut places) = (0, MarkPlaces::of(source, inline.span));
                for Reference { range, words, links } in find(&text) {
                    let before = format!("{}{words}", &text[done..range.start]);
                    if !before.is_empty() {
                        read_content.push(Inline::text(before, inline.span));
                    }
                    for (index, Link { mark, written, label }) in links.iter().enumerate() {
                        if index > 0 {
                            read_content.push(Inline::text(", ", inline.span));
                        }
                        read_content.push(link(format!("#{label}"), mark, places.next(written)));
                    }
                    done = range.end;
                }
                if done < text.len() {
                    read_content.push(Inline::text(&text[done..], inline.span));
                }
            }
            _ => read_content.push(within(inline, &mut |inner| references(inner, source))),
        }
    }
    read_content
}

/// A reference among words, with brackets or without.
#[derive(Debug, PartialEq, Eq)]
struct Reference<'t> {
    range: Range<usize>,
    /// Words that stand for what the first label is called.
    words: &'t str,
    links: Vec<Link<'t>>,
}

/// One of what a reference leads to.
#[derive(Debug, PartialEq, Eq)]
struct Link<'t> {
    /// What is said of the label, as the passes know it.
    mark: String,
    written: &'t str,
    label: String,
}

/// The references in a text, in order.
fn find(text: &str) -> Vec<Reference<'_>> {
    let mut found: Vec<Reference<'_>> = Vec::new();
    for (at, _) in text.match_indices('@') {
        let done = found.last().map_or(0, |before| before.range.end);
        if at < done {
            continue;
        }
        let Some((length, label)) = label_at(&text[at..]) else { continue };
        // What begins before a reference that is found already is no group: `[@fig-a @fig-b]`.
        if let Some(group) = group_around(text, at).filter(|group| group.range.start >= done) {
            found.push(group);
        } else if !text[..at].ends_with(|c: char| c.is_alphanumeric()) {
            let is_bookdown = text[at..].starts_with("@ref(");
            let mark = if is_bookdown { text[at..at + length].to_owned() } else { format!("@{label}") };
            let link = Link { mark, written: &text[at..at + length], label };
            found.push(Reference { range: at..at + length, words: "", links: vec![link] });
        }
    }
    found
}

/// The length of the reference at the beginning of a text, and its label.
fn label_at(text: &str) -> Option<(usize, String)> {
    let rest = text.strip_prefix('@')?;
    // The backslash before bookdown's `@` is gone: it is an escape to the parser.
    if let Some(label) = rest.strip_prefix("ref(") {
        let label = &label[..label.find([')', '@'])?];
        let is_closed = rest["ref(".len() + label.len()..].starts_with(')');
        return is_closed.then(|| ("@ref()".len() + label.len(), label.to_owned()));
    }
    let end = rest.find(|c: char| !(c.is_alphanumeric() || "-_:.".contains(c))).unwrap_or(rest.len());
    let label = rest[..end].trim_end_matches(['.', ':', '-']);
    // `@Fig-mill` asks for a capital, which labels have.
    let first = label.chars().next()?;
    let named = format!("{}{}", first.to_ascii_lowercase(), &label[first.len_utf8()..]);
    is_label(&named).then_some((1 + label.len(), named))
}

/// No group of references is longer, in bytes.
const LONGEST: usize = 500;

/// `[@fig-a; -@sec-b]` around the sign at `at`: each is a reference. Before the first may stand words
/// instead of its name, and a hyphen asks for the number alone.
fn group_around(text: &str, at: usize) -> Option<Reference<'_>> {
    let before = &text[text.ceil_char_boundary(at.saturating_sub(LONGEST))..at];
    let behind = &text[at..text.floor_char_boundary(text.len().min(at + LONGEST))];
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let lead = before[open + 1..].trim_end_matches('-');
    let close = behind.find(['[', ']']).filter(|&close| behind.as_bytes()[close] == b']')?;
    let start = at - (before.len() - open);
    let inner = &text[start + 1 + lead.len()..at + close];
    let mut links = Vec::new();
    for (index, part) in inner.split(';').enumerate() {
        let part = part.trim();
        let (sign, rest) = part.strip_prefix('-').map_or(("", part), |rest| ("-", rest));
        let (length, label) = label_at(rest)?;
        // What stands behind a label belongs to a citation.
        if length < rest.len() {
            return None;
        }
        let sign = if index == 0 && !lead.trim().is_empty() { "-" } else { sign };
        links.push(Link { mark: format!("{sign}@{label}"), written: &rest[..length], label });
    }
    Some(Reference { range: start..at + close + 1, words: lead.trim_start(), links })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn references_are_found() {
        for (text, expected) in [
            ("See @fig-mill.", "4..13 @fig-mill"),
            ("(@tbl-a_b)", "1..9 @tbl-a_b"),
            ("as @ref(fig:mill) shows", "3..17 @ref(fig:mill)"),
            ("ann@fig-mill.org", ""),
            ("@fig- and @ann", ""),
            ("@Sec-a, [-@sec-b]", "0..6 @sec-a, 8..17 -@sec-b"),
            ("x [@fig-a; @fig-b] y", "2..18 @fig-a @fig-b"),
            ("[Fig. @fig-a]", "0..13 Fig. -@fig-a"),
            ("[@fig-a; @knuth]", "1..7 @fig-a"),
            ("[@fig-a, @fig-b]", "1..7 @fig-a, 9..15 @fig-b"),
        ] {
            let shown = |found: &Reference<'_>| {
                let marks: Vec<&str> = found.links.iter().map(|link| link.mark.as_str()).collect();
                format!("{:?} {}{}", found.range, found.words, marks.join(" "))
            };
            let found: Vec<String> = find(text).iter().map(shown).collect();
            assert_eq!(found.join(", "), expected);
        }
    }
}
