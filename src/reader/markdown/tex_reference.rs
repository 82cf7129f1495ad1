//! `\label{…}` and `\ref{…}` among words and in formulas: ids, and references to them.

use super::places::MarkPlaces;
use crate::document::{Inline, InlineKind, Target};
use crate::reader::build::Builder;

use std::ops::Range;

/// Commands that refer to a label. What each of them says is decided where its target is known.
const REFERENCES: [&str; 5] = ["ref", "eqref", "autoref", "cref", "Cref"];
const LABEL: &str = "label";

/// Whether a name is that of a command which is read.
pub(super) fn is_command(name: &str) -> bool {
    name == LABEL || REFERENCES.contains(&name)
}

/// A command with its argument.
struct Command<'t> {
    range: Range<usize>,
    name: &'t str,
    label: &'t str,
}

/// The first of these commands in a text.
fn find(text: &str) -> Option<Command<'_>> {
    text.match_indices('\\').find_map(|(start, _)| {
        let rest = &text[start + 1..];
        let name = &rest[..rest.find(|c: char| !c.is_ascii_alphabetic())?];
        let label = rest[name.len()..].strip_prefix('{').filter(|_| is_command(name))?;
        let label = &label[..label.find(['}', '{', '\\', '\n'])?];
        let end = start + 1 + name.len() + 1 + label.len();
        let sound = !label.trim().is_empty() && text[end..].starts_with('}');
        sound.then(|| Command { range: start..end + 1, name, label: label.trim() })
    })
}

/// Makes links of references among words, and anchors of labels. A link keeps the command as its words
/// until it is settled, and for good where it leads nowhere.
pub(super) fn read(content: Vec<Inline>, source: &str, build: &mut Builder<'_>) -> Vec<Inline> {
    let mut read = Vec::with_capacity(content.len());
    for Inline { span, kind } in content {
        match kind {
            InlineKind::Text(text) if text.contains('\\') => {
                let (mut rest, mut places) = (text.as_str(), MarkPlaces::of(source, span));
                while let Some(command) = find(rest) {
                    let mut before = &rest[..command.range.start];
                    if command.name == LABEL {
                        build.anchor(Some(command.label), span.start as usize..span.end as usize);
                        // No blank is left where it stood alone.
                        before =
                            if rest[command.range.end..].is_empty() { before.trim_end() } else { before };
                    }
                    if !before.is_empty() {
                        read.push(Inline::text(before, span));
                    }
                    if command.name != LABEL {
                        let written = &rest[command.range.clone()];
                        let (content, span) = (vec![Inline::text(written, span)], places.next(written));
                        let target = Target::Written(format!("#{}", command.label));
                        read.push(Inline { span, kind: InlineKind::Link { target, title: None, content } });
                    }
                    rest = &rest[command.range.end..];
                }
                if !rest.is_empty() {
                    read.push(Inline::text(rest, span));
                }
            }
            InlineKind::Styled(style, inner) => {
                read.push(Inline { span, kind: InlineKind::Styled(style, self::read(inner, source, build)) });
            }
            kind => read.push(Inline { span, kind }),
        }
    }
    read
}

/// Takes the labels out of the source of a formula.
pub(super) fn take_labels(source: &mut String) -> Vec<String> {
    let mut labels = Vec::new();
    let mut at = 0;
    while let Some(command) = find(&source[at..]) {
        let range = at + command.range.start..at + command.range.end;
        if command.name == LABEL {
            labels.push(command.label.to_owned());
            source.replace_range(range.clone(), "");
            at = range.start;
        } else {
            at = range.end;
        }
    }
    labels
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_are_taken_from_formulas() {
        for (source, left, labels) in [
            ("x = 1 \\label{eq:a}", "x = 1 ", "eq:a"),
            ("a &= b \\label{a}\\\\ c &= d \\label{b} \\ref{a}", "a &= b \\\\ c &= d  \\ref{a}", "a b"),
            ("\\label{}", "\\label{}", ""),
            ("\\label x", "\\label x", ""),
        ] {
            let mut source = source.to_owned();
            let found = take_labels(&mut source).join(" ");
            assert_eq!((source.as_str(), found.as_str()), (left, labels));
        }
    }
}
