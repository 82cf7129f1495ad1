//! Roles of MyST: a name in braces directly before code, `` {ref}`label` `` (the MyST guide,
//! "Roles"). The parser leaves the braces at the end of a text, and the code behind it.

use super::{link, within};
use crate::document::{Formula, Inline, InlineKind, Meaning, Style};
use crate::reader::build::Builder;
use crate::reader::foreign::Foreign;
use crate::source::Span;

/// Reads roles. One that is not known stays as it is written, and is named.
pub(super) fn read(content: Vec<Inline>, source: &str, build: &mut Builder<'_>) -> Vec<Inline> {
    let mut done: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        let InlineKind::Code(argument) = &inline.kind else {
            done.push(within(inline, &mut |inner| read(inner, source, build)));
            continue;
        };
        let Some((name, start)) = done.last().and_then(|before| role_before(before, source)) else {
            done.push(inline);
            continue;
        };
        match made(&name, argument.trim(), inline.span) {
            Some(role) => {
                if let Some(Inline { kind: InlineKind::Text(text), .. }) = done.last_mut() {
                    text.truncate(start);
                }
                done.push(role);
            }
            None => {
                build.report.foreign(Foreign::OtherRole, &format!("{{{name}}}`{argument}`"), inline.span);
                done.push(inline);
            }
        }
    }
    done.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    done
}

/// The name in braces at the end of a text, and where the braces begin.
fn role_before(inline: &Inline, source: &str) -> Option<(String, usize)> {
    let InlineKind::Text(text) = &inline.kind else { return None };
    let start = text.rfind('{')?;
    let name = text[start + 1..].strip_suffix('}')?;
    let before = (inline.span.start as usize).checked_sub(1).and_then(|at| source.as_bytes().get(at));
    if start == 0 && before == Some(&b'\\') {
        return None;
    }
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:+".contains(c));
    is_name.then(|| (name.to_owned(), start))
}

/// What a role makes of its argument.
fn made(name: &str, argument: &str, span: Span) -> Option<Inline> {
    let (words, label) = words_and_label(argument);
    let styled =
        |style| Some(Inline { span, kind: InlineKind::Styled(style, vec![Inline::text(argument, span)]) });
    match name {
        // A pattern for the number says nothing that a label does not.
        "numref" | "eq" | "math:numref" => Some(link(format!("#{label}"), "", span)),
        "ref" => Some(link(format!("#{label}"), words, span)),
        "doc" => {
            let path = label.trim_start_matches('/');
            let ending = if path.contains('.') { "" } else { ".md" };
            Some(link(format!("{path}{ending}"), words, span))
        }
        "download" => Some(link(label.to_owned(), if words.is_empty() { label } else { words }, span)),
        "math" => Some(Inline { span, kind: InlineKind::Math(Formula::new(argument.to_owned(), false)) }),
        "sub" | "subscript" => styled(Style::Subscript),
        "sup" | "superscript" => styled(Style::Superscript),
        "kbd" => styled(Style::Keyboard),
        "del" | "strike" => styled(Style::Struck),
        "u" | "underline" => styled(Style::Underlined),
        "sc" | "smallcaps" => styled(Style::SmallCaps),
        "term" | "dfn" | "i" => styled(Style::Emphasis),
        "abbr" | "abbreviation" => {
            let (short, long) = argument.strip_suffix(')')?.split_once('(')?;
            let style = Style::Meaning(Meaning::Abbreviation(Some(long.trim().to_owned())));
            let words = vec![Inline::text(short.trim(), span)];
            Some(Inline { span, kind: InlineKind::Styled(style, words) })
        }
        _ => None,
    }
}

/// `words <label>`, or a label alone.
fn words_and_label(argument: &str) -> (&str, &str) {
    match argument.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some((words, label)) => (words.trim(), label.trim()),
        None => ("", argument),
    }
}
