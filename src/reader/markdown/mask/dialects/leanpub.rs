//! Leanpub and Markua: `T> a tip`, `{blurb}` and `{/blurb}`, `{pagebreak}`, `{mainmatter}`, `{#id}`
//! (the Markua manual, "Block Elements").

use super::super::divisions::Opening;
use super::super::lines::Line;
use super::super::{Hidden, Marker, attributes};
use crate::document::Matter;
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use std::ops::Range;

/// The letters before `>`, with what they mean.
const ASIDES: [(char, &str); 10] = [
    ('A', "aside"),
    ('B', "blurb"),
    ('C', "center"),
    ('D', "discussion"),
    ('E', "error"),
    ('I', "information"),
    ('Q', "question"),
    ('T', "tip"),
    ('W', "warning"),
    ('X', "exercise"),
];

/// Finds these marks.
pub(super) fn find(text: &str, lines: &[Line], hidden: &mut Hidden) {
    let mut open: Vec<(&str, &Line, Opening)> = Vec::new();
    let mut before: Option<(&Line, &str, bool)> = None;
    for line in lines {
        let words = line.words(text);
        if let Some(name) = aside(words) {
            let above = before.filter(|(above, ..)| follows(text, above, line));
            let goes_on = above.is_some_and(|(_, other, _)| other == name);
            // Another one directly below can only stand within.
            let is_inner = above.is_some_and(|(_, _, is_inner)| is_inner || !goes_on);
            let mark = if is_inner { ">>" } else { " >" };
            hidden.quote(line.start, mark, (!goes_on).then(|| opening(&[name], line.range(text))));
            before = Some((line, name, is_inner));
        } else if let Some(inner) = words.strip_prefix('{').and_then(|rest| rest.strip_suffix('}'))
            && !inner.contains(['{', '}'])
        {
            braces(inner, line, text, &mut open, hidden);
        }
    }
    for (_, line, _) in open {
        hidden.foreign(Foreign::OpenDivision, line.range(text));
    }
}

/// What a line is an aside of.
fn aside(words: &str) -> Option<&'static str> {
    let mut letters = words.chars();
    let letter = letters.next()?;
    let rest = letters.as_str().strip_prefix('>')?;
    let names = ASIDES.iter().find(|(known, _)| *known == letter);
    names.filter(|_| rest.is_empty() || rest.starts_with([' ', '\t'])).map(|(_, name)| *name)
}

/// Whether a line stands directly below another.
fn follows(text: &str, above: &Line, line: &Line) -> bool {
    text[above.whole.end..line.whole.start].bytes().filter(|&byte| byte == b'\n').count() == 1
}

fn opening(classes: &[&str], range: Range<usize>) -> Opening {
    let classes = classes.iter().map(|&class| class.to_owned()).collect();
    Opening { attributes: Attributes { classes, ..Attributes::default() }, title: String::new(), range }
}

/// A list of attributes: `key: value, key: "value"`, or with `=` in older books.
fn list(inner: &str) -> Attributes {
    let mut said = Attributes::default();
    for pair in inner.split(',') {
        if let Some((key, value)) = pair.split_once([':', '=']) {
            let key = match key.trim().to_ascii_lowercase().as_str() {
                "lang" | "format" => "language".to_owned(),
                "title" => "caption".to_owned(),
                "line-numbers" | "linenos" => "numbered".to_owned(),
                "starting-line-number" => "startfrom".to_owned(),
                key => key.to_owned(),
            };
            said.set(&key, value.trim().trim_matches('"').to_owned());
        }
    }
    said
}

/// A line of nothing but braces.
fn braces<'l>(
    inner: &str,
    line: &'l Line,
    text: &'l str,
    open: &mut Vec<(&'l str, &'l Line, Opening)>,
    hidden: &mut Hidden,
) {
    let range = line.range(text);
    let name_end = inner.find([',', ':', ' ']).unwrap_or(inner.len());
    match &text[range.start + 1..range.start + 1 + name_end] {
        name @ ("aside" | "blurb") => {
            let class = inner[name_end..].split_once("class").map(|(_, class)| class);
            let class = class.map(|class| class.trim_matches([':', '=', ' ', '"', '\'', ',']));
            open.push((name, line, opening(&[class.unwrap_or(name)], range)));
        }
        "/aside" | "/blurb" if open.last().is_some_and(|(name, ..)| *name == &inner[1..]) => {
            if let Some((_, start, opening)) = open.pop() {
                hidden.marker(&[start.range(text)], Marker::Opens(opening));
                hidden.marker(&[range], Marker::Closes);
            }
        }
        "pagebreak" => hidden.marker(&[range], Marker::PageBreak),
        "frontmatter" => hidden.marker(&[range], Marker::Matter(Matter::Front)),
        "mainmatter" => hidden.marker(&[range], Marker::Matter(Matter::Body)),
        "backmatter" => hidden.marker(&[range], Marker::Matter(Matter::Back)),
        "id" => {
            let id = inner[name_end..].trim_matches([':', ' ', '"']);
            if !id.contains([',', '"', ' ']) {
                hidden.marker(&[range], Marker::Anchor(id.to_owned()));
            }
        }
        "quiz" | "exercise" | "/quiz" | "/exercise" => hidden.foreign(Foreign::OtherMarkua, range),
        _ if inner.contains([':', '=']) => {
            let said = list(inner);
            let is_code = line.whole.end < text.len()
                && ["```", "~~~"].iter().any(|fence| text[line.whole.end..].trim_start().starts_with(fence));
            if !is_code {
                hidden.foreign(Foreign::MarkuaAttributes, range.clone());
            }
            hidden.marker(&[range], Marker::Attributes(said));
        }
        _ => {
            let said = attributes(&text[range.clone()])
                .filter(|(said, rest)| rest.is_empty() && said.classes.is_empty() && said.values.is_empty());
            if let Some(id) = said.and_then(|(said, _)| said.id) {
                hidden.marker(&[range], Marker::Anchor(id));
            }
        }
    }
}
