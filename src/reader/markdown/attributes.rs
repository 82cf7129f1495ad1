//! Attributes in braces: `{#id .class key=value}`.

use crate::document::{Heading, Inline, InlineKind};
use crate::reader::build::{Attributes, Builder, RULES_OF_IMAGES};
use crate::reader::foreign::Foreign;
use crate::source::Span;

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
pub(super) fn one<'t>(text: &'t str, attributes: &mut Attributes) -> Option<&'t str> {
    // As pandoc abbreviates it.
    if let Some(rest) = text.strip_prefix('-').filter(|rest| rest.starts_with([' ', '}'])) {
        attributes.classes.push("unnumbered".to_owned());
        return Some(rest);
    }
    let name_end = text.find(|c: char| c.is_whitespace() || "=}{\"'".contains(c))?;
    let (word, rest) = text.split_at(name_end);
    if let Some(id) = word.strip_prefix('#') {
        attributes.id = (!id.is_empty()).then(|| id.to_owned());
        attributes.id.as_ref()?;
        return Some(rest);
    }
    if let Some(class) = word.strip_prefix('.') {
        // Three points in braces are words that are left out.
        let is_name = class.starts_with(|c: char| !c.is_ascii_punctuation() || "-_".contains(c));
        attributes.classes.push(is_name.then(|| class.to_owned())?);
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

/// Reads `{…}` directly behind images, links and formulas.
pub(super) fn attach(content: &mut Vec<Inline>, build: &mut Builder<'_>) {
    let mut at = 0;
    while at < content.len() {
        if let InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } = &mut content[at].kind
        {
            let mut taken = std::mem::take(inner);
            attach(&mut taken, build);
            if let InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } =
                &mut content[at].kind
            {
                *inner = taken;
            }
        }
        if take_raw(content, at, build) {
            continue;
        }
        if let [named, Inline { kind: InlineKind::Text(text), .. }, ..] = &mut content[at..]
            && takes_attributes(&named.kind)
            && let Some((attributes, rest)) = in_braces(match &named.kind {
                // As others write it, apart from the formula.
                InlineKind::Math(_) => text.trim_start(),
                _ => text,
            })
        {
            apply(&attributes, &mut named.kind);
            let (kind, span) = (&named.kind, named.span);
            let range = span.start as usize..span.end as usize;
            // An image among words has no caption.
            let is_captioned = build.is_captioned(range.start);
            let has_read_style =
                matches!(kind, InlineKind::Image(_)) && attributes.rules_beyond(&RULES_OF_IMAGES).is_empty();
            let read = |name: &str| {
                is_read(kind, name) || name == "fig-cap" && is_captioned || name == "style" && has_read_style
            };
            report_unread(&attributes, read, span, build);
            let number = page_number(&attributes, named);
            *text = rest.to_owned();
            if text.is_empty() {
                content.remove(at + 1);
            }
            if let Some(number) = number {
                content.insert(at + 1, number);
            }
            match (&content[at].kind, attributes.id) {
                // It will be a block of its own.
                (InlineKind::Math(_), Some(id)) => build.name_formula(range.start, id),
                (_, id) => build.anchor(id.as_deref(), range),
            }
        }
        at += 1;
    }
}

/// Takes `{…}` from the end of a heading.
pub(super) fn take_from_heading(heading: &mut Heading) {
    let Some(Inline { kind: InlineKind::Text(text), .. }) = heading.content.last_mut() else { return };
    let Some(start) = text.rfind('{').filter(|_| text.ends_with('}')) else { return };
    let Some((attributes, "")) = in_braces(&text[start..]) else { return };
    text.truncate(text[..start].trim_end().len());
    if text.is_empty() {
        heading.content.pop();
    }
    heading.explicit_id = attributes.id.or(heading.explicit_id.take());
    heading.classes.extend(attributes.classes);
}

/// Takes out code that is meant for another format, and names it.
fn take_raw(content: &mut Vec<Inline>, at: usize, build: &mut Builder<'_>) -> bool {
    let [Inline { kind: InlineKind::Code(code), span }, Inline { kind: InlineKind::Text(text), .. }, ..] =
        &mut content[at..]
    else {
        return false;
    };
    let Some(length) = raw_format(text) else { return false };
    build.report.foreign(Foreign::Raw, code, *span);
    text.replace_range(..length, "");
    // Of the blanks around it one is enough.
    if at == 0 || ends_blank(&content[..at]) {
        let Some(Inline { kind: InlineKind::Text(text), .. }) = content.get_mut(at + 1) else { return false };
        *text = text.trim_start().to_owned();
    }
    let Some(Inline { kind: InlineKind::Text(text), .. }) = content.get(at + 1) else { return false };
    let empty = usize::from(text.is_empty());
    content.drain(at..=at + empty);
    true
}

fn ends_blank(content: &[Inline]) -> bool {
    matches!(content.last(), Some(Inline { kind: InlineKind::Text(text), .. }) if text.ends_with(' '))
}

/// What code behind which `{=format}` stands is meant for; it is left out.
fn raw_format(text: &str) -> Option<usize> {
    let name = text.strip_prefix("{=")?;
    let end = name.find('}')?;
    let is_name = end > 0 && name[..end].chars().all(|c| c.is_ascii_alphanumeric() || "_-+".contains(c));
    is_name.then_some("{=".len() + end + 1)
}

/// Whether braces behind an inline are its attributes.
fn takes_attributes(kind: &InlineKind) -> bool {
    match kind {
        InlineKind::Image(_) | InlineKind::Link { .. } | InlineKind::Code(_) => true,
        InlineKind::Math(formula) => formula.display,
        _ => false,
    }
}

/// Does what attributes say.
fn apply(attributes: &Attributes, kind: &mut InlineKind) {
    if let InlineKind::Image(image) = kind {
        attributes.describe(image);
    }
    if let InlineKind::Link { title: title @ None, .. } = kind {
        *title = attributes.value("title").map(str::to_owned);
    }
}

/// Attributes that say what a browser is to do, and nothing of the book.
fn is_of_browser(name: &str) -> bool {
    const NAMES: [&str; 7] = ["target", "rel", "loading", "decoding", "role", "dir", "tabindex"];
    NAMES.contains(&name) || name.starts_with("data-") || name.starts_with("aria-")
}

/// Whether an attribute of an inline is read.
fn is_read(kind: &InlineKind, name: &str) -> bool {
    match kind {
        InlineKind::Image(_) => matches!(name, "width" | "height" | "alt" | "fig-alt"),
        InlineKind::Link { .. } => name == "title",
        _ => false,
    }
}

/// Names the attributes that are left out.
pub(super) fn report_unread(
    attributes: &Attributes,
    is_read: impl Fn(&str) -> bool,
    span: Span,
    build: &mut Builder<'_>,
) {
    for (name, value) in &attributes.values {
        if !is_read(name) && !is_of_browser(name) {
            build.report.foreign(Foreign::Attribute, &format!("{name}=\"{value}\""), span);
        }
    }
}

/// The page number that `{.page}` adds to a link.
fn page_number(attributes: &Attributes, named: &Inline) -> Option<Inline> {
    let InlineKind::Link { target, .. } = &named.kind else { return None };
    let kind = InlineKind::PageNumber { target: target.clone(), word: String::new() };
    attributes.has_class(&["page"]).then_some(Inline { span: named.span, kind })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn braces_are_attributes_or_text() {
        for (text, expected) in [
            ("{#a}", Some("#a . |")),
            ("{#a .b .c width=60%} and", Some("#a .b.c width=\"60%\"| and")),
            ("{ .rust caption=\"two words\" }", Some("# .rust caption=\"two words\"|")),
            ("{}", None),
            ("{a}", None),
            ("{#}", None),
            ("{ ... }", None),
            ("{#a", None),
            ("{a=\"b}", None),
            ("{n+1}", None),
        ] {
            let found = in_braces(text).map(|(attributes, rest)| format!("{}|{rest}", attributes.shown()));
            assert_eq!(found.as_deref(), expected, "{text}");
        }
    }
}
