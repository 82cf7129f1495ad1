//! `x^2^` and `H~2~O`: what is raised and lowered.
//!
//! The parser's own extensions for these want white space before the mark, where hardly anyone
//! writes it, and take `~out~` from strikethrough. So they are off, and the text is searched here.

use crate::document::{Inline, InlineKind, Style};
use std::ops::Range;

/// What is longer is no exponent or index.
const LONGEST: usize = 24;

/// Parts texts at what is raised or lowered, wherever it stands.
pub(super) fn raise_and_lower(content: Vec<Inline>) -> Vec<Inline> {
    let mut parted = Vec::with_capacity(content.len());
    for Inline { span, kind } in content {
        match kind {
            InlineKind::Text(text) if text.contains(['^', '~']) => part(&text, span, &mut parted),
            InlineKind::Styled(style, inner) => {
                parted.push(Inline { span, kind: InlineKind::Styled(style, raise_and_lower(inner)) });
            }
            InlineKind::Link { target, title, content } => {
                let content = raise_and_lower(content);
                parted.push(Inline { span, kind: InlineKind::Link { target, title, content } });
            }
            kind => parted.push(Inline { span, kind }),
        }
    }
    parted
}

fn part(text: &str, span: crate::source::Span, parted: &mut Vec<Inline>) {
    let mut push = |kind| parted.push(Inline { span, kind });
    let mut done = 0;
    while let Some((range, style)) = find(text, done) {
        if done < range.start {
            push(InlineKind::Text(text[done..range.start].to_owned()));
        }
        let inner = text[range.start + 1..range.end - 1].to_owned();
        let inner = vec![Inline { span, kind: InlineKind::Text(inner) }];
        push(InlineKind::Styled(style, inner));
        done = range.end;
    }
    if done < text.len() {
        push(InlineKind::Text(text[done..].to_owned()));
    }
}

/// The first pair of marks from an offset on: directly behind a letter, a digit or a bracket, and
/// around letters, digits and signs alone.
fn find(text: &str, from: usize) -> Option<(Range<usize>, Style)> {
    let marks = text[from..].char_indices().map(|(at, mark)| (from + at, mark));
    for (start, mark) in marks.filter(|(_, c)| matches!(c, '^' | '~')) {
        let before = text[from..start].chars().next_back();
        if !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, ')' | ']')) {
            continue;
        }
        let inner = &text[start + 1..];
        let fits = |c: char| c.is_alphanumeric() || "+-−.,()*=′\u{a0}".contains(c);
        let end = inner.find(|c: char| !fits(c)).unwrap_or(inner.len());
        if (1..=LONGEST).contains(&end) && inner[end..].starts_with(mark) {
            let style = if mark == '^' { Style::Superscript } else { Style::Subscript };
            return Some((start..start + 1 + end + 1, style));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn marks_raise_and_lower_what_they_stand_behind() {
        for (text, expected) in [
            ("x^2^ and H~2~O", "x[2] and H(2)O"),
            ("2^10^th", "2[10]th"),
            ("2^3 and 4^5", "2^3 and 4^5"),
            ("~/a:~/b", "~/a:~/b"),
            ("a~joe/~b", "a~joe/~b"),
            ("^2^", "^2^"),
            ("x^^", "x^^"),
            ("e^-iφ^", "e[-iφ]"),
            ("a^b^c^d^", "a[b]c[d]"),
        ] {
            let inline = Inline { span: Span::GENERATED, kind: InlineKind::Text(text.into()) };
            let shown: String = raise_and_lower(vec![inline])
                .into_iter()
                .map(|inline| match inline.kind {
                    InlineKind::Text(text) => text,
                    InlineKind::Styled(Style::Superscript, inner) => {
                        format!("[{}]", crate::document::text::inline_text(&inner))
                    }
                    kind => format!("({})", crate::document::text::inline_text(kind.content())),
                })
                .collect();
            assert_eq!(shown, expected);
        }
    }
}
