//! Roles of MyST: a name in braces directly before code, `` {ref}`label` `` (the MyST guide,
//! "Roles"). The parser leaves the braces at the end of a text, and the code behind it.

mod units;

use super::{link, within};
use crate::address::scheme;
use crate::document::text::inline_text;
use crate::document::{Formula, Inline, InlineKind, Meaning, Style, Target};
use crate::reader::build::Builder;
use crate::reader::foreign::Foreign;
use crate::source::Span;

/// Reads roles. One that is not known stays as its words, and is named.
pub(super) fn read(content: Vec<Inline>, source: &str, build: &mut Builder<'_>) -> Vec<Inline> {
    let mut done: Vec<Inline> = Vec::with_capacity(content.len());
    for mut inline in content {
        mark_reference(&mut inline);
        let InlineKind::Code(argument) = &inline.kind else {
            done.push(within(inline, &mut |inner| read(inner, source, build)));
            continue;
        };
        let Some((name, start)) = done.last().and_then(|before| role_before(before, source)) else {
            done.push(inline);
            continue;
        };
        let role = made(&name, argument.trim(), inline.span).unwrap_or_else(|| {
            build.report.foreign(Foreign::OtherRole, &format!("{{{name}}}`{argument}`"), inline.span);
            let quantity = units::own_words(argument).filter(|_| is_quantity(&name));
            Inline::text(quantity.unwrap_or_else(|| own_words(argument.trim()).to_owned()), inline.span)
        });
        if let Some(Inline { kind: InlineKind::Text(text), .. }) = done.last_mut() {
            text.truncate(start);
        }
        done.push(role);
    }
    name_formulas(&mut done, build);
    done.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    done
}

/// A link without words says what it leads to, as a role does, and has the same words of its own. So do one
/// whose words are its address (`<project:#mill>`), and a pattern for the number, which says nothing that a
/// label does not.
fn mark_reference(inline: &mut Inline) {
    let span = inline.span;
    let InlineKind::Link { target: Target::Written(written), content, .. } = &mut inline.kind else { return };
    let words = inline_text(content);
    let is_numbered = is_pattern(&words) && written.starts_with('#');
    let is_address = words.strip_prefix(PROJECT) == Some(written);
    if (words.is_empty() || is_numbered || is_address) && scheme(written).is_none() {
        let role = if is_numbered { "numref" } else { "ref" };
        *content = vec![Inline::text(format!("{{{role}}}`{}`", written.trim_start_matches('#')), span)];
    }
}

/// What leads to a place of the book, where other schemes lead out of it (the MyST guide, "Cross-references").
const PROJECT: &str = "project:";

/// Whether words are a pattern, in which a number or a title is put.
fn is_pattern(words: &str) -> bool {
    ["%s", "{number}", "{name}"].iter().any(|mark| words.contains(mark))
}

/// Takes `(label)` from behind a displayed formula (the MyST guide, "Math and equations").
fn name_formulas(content: &mut [Inline], build: &mut Builder<'_>) {
    for at in 1..content.len() {
        if let [.., formula, Inline { kind: InlineKind::Text(text), .. }] = &mut content[..=at]
            && matches!(&formula.kind, InlineKind::Math(formula) if formula.display)
            && let Some((label, rest)) = label_behind(text)
        {
            build.name_formula(formula.span.start as usize, label.to_owned());
            *text = rest.to_owned();
        }
    }
}

/// The label in parentheses at the beginning of a text, and what stands on the lines below it.
fn label_behind(text: &str) -> Option<(&str, &str)> {
    let (label, rest) = text.trim_start().strip_prefix('(')?.split_once(')')?;
    let is_label = !label.is_empty() && !label.contains(['(', ' ', '\n']);
    let ends_line = rest.is_empty() || rest.starts_with(['\n', '\r']);
    (is_label && ends_line).then(|| (label, rest.trim_start()))
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

fn is_quantity(role: &str) -> bool {
    matches!(role, "si" | "SI" | "qty" | "units")
}

/// What a role makes of its argument.
fn made(name: &str, argument: &str, span: Span) -> Option<Inline> {
    let styled =
        |style| Some(Inline { span, kind: InlineKind::Styled(style, vec![Inline::text(argument, span)]) });
    match name {
        "math" => Some(Inline { span, kind: InlineKind::Math(Formula::new(argument.to_owned(), false)) }),
        "sub" | "subscript" => styled(Style::Subscript),
        "sup" | "superscript" => styled(Style::Superscript),
        "kbd" => styled(Style::Keyboard),
        "del" | "strike" => styled(Style::Struck),
        "u" | "underline" => styled(Style::Underlined),
        "sc" | "smallcaps" => styled(Style::SmallCaps),
        "strong" | "guilabel" => styled(Style::Strong),
        "i" | "emphasis" => styled(Style::Emphasis),
        "dfn" => styled(Style::Meaning(Meaning::Definition)),
        "samp" => styled(Style::Meaning(Meaning::Sample)),
        "code" | "literal" | "file" | "command" | "program" | "envvar" | "option" | "regexp" => {
            Some(Inline { span, kind: InlineKind::Code(argument.to_owned()) })
        }
        // An entry of an index prints the words that it stands at.
        "index" | "menuselection" => Some(Inline::text(own_words(argument), span)),
        // What explains a term stands in the glossary.
        "term" => {
            let words = vec![Inline::text(own_words(argument), span)];
            Some(Inline { span, kind: InlineKind::Styled(Style::Emphasis, words) })
        }
        _ if is_quantity(name) => Some(Inline::text(units::quantity(argument)?, span)),
        "abbr" | "abbreviation" => {
            let (short, long) = argument.strip_suffix(')')?.split_once('(')?;
            let style = Style::Meaning(Meaning::Abbreviation(Some(long.trim().to_owned())));
            let words = vec![Inline::text(short.trim(), span)];
            Some(Inline { span, kind: InlineKind::Styled(style, words) })
        }
        _ => reference(name, argument, span),
    }
}

/// What a role makes of its argument that refers to something. Without words of its own a link keeps
/// the mark, which stands for what its target is called.
fn reference(name: &str, argument: &str, span: Span) -> Option<Inline> {
    let (words, label) = words_and_label(argument);
    let mark = format!("{{{name}}}`{label}`");
    let words_or_mark = |words: &'_ str| if words.is_empty() { mark.clone() } else { words.to_owned() };
    match name {
        // A pattern for the number says nothing that a label does not.
        "numref" | "eq" | "math:numref" => {
            Some(link(format!("#{label}"), &words_or_mark(if is_pattern(words) { "" } else { words }), span))
        }
        "ref" | "any" | "prf:ref" | "proof:ref" => {
            Some(link(format!("#{label}"), &words_or_mark(words), span))
        }
        "doc" => {
            let path = label.trim_start_matches('/');
            let ending = if path.contains('.') { "" } else { ".md" };
            Some(link(format!("{path}{ending}"), &words_or_mark(words), span))
        }
        "download" => Some(link(label.to_owned(), own_words(argument), span)),
        _ => None,
    }
}

/// The address of a link, which may be a label alone (the MyST guide, "Cross-references"). A path has a
/// dot or a slash in it, and what stands before the colon of an address is no kind of label.
pub(in crate::reader::markdown) fn target(written: &str) -> Option<String> {
    const KINDS: [&str; 14] = [
        "fig", "figure", "tab", "tbl", "table", "sec", "section", "eq", "equation", "lst", "code", "ch",
        "chap", "thm",
    ];
    if let Some(place) = written.strip_prefix(PROJECT).filter(|place| !place.is_empty()) {
        return Some(place.to_owned());
    }
    let kind = written.split_once(':').map(|(kind, _)| kind);
    let is_label = !written.is_empty()
        && !written.contains(['.', '/', '#', '?', '\\'])
        && kind.is_none_or(|kind| KINDS.contains(&kind));
    is_label.then(|| format!("#{written}"))
}

/// `words <label>`, or a label alone.
fn words_and_label(argument: &str) -> (&str, &str) {
    match argument.strip_suffix('>').and_then(|rest| rest.split_once('<')) {
        Some((words, label)) => (words.trim(), label.trim()),
        None => ("", argument),
    }
}

/// The words of an argument that stand for themselves: those before a label, else the label.
fn own_words(argument: &str) -> &str {
    match words_and_label(argument) {
        ("", label) => label,
        (words, _) => words,
    }
}
