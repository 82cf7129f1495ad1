//! Where a run of words holds marks of other dialects.

use super::dialect::Options;
use super::mask::{Hidden, PAGE_BREAKS, Terrain};
use super::tex_reference;
use crate::reader::foreign::Foreign;
use std::ops::Range;

/// Looks for marks of dialects in a run of words. Those that are meant for another program are kept
/// from the parser.
pub(super) fn find(text: &str, run: &Range<usize>, terrain: &Terrain, options: Options, hidden: &mut Hidden) {
    if let Some(kind) = whole(&text[run.clone()]) {
        hidden.foreign(kind, run.clone());
        return;
    }
    let mut at = run.start;
    while let Some(found) = text[at..run.end].find(['{', '\\', '@', '!']) {
        let start = at + found;
        at = start + 1;
        if let Some(opaque) = terrain.opaque_at(start) {
            // A shortcode may hold what looks like a tag, but does not begin in one.
            at = opaque.end.clamp(at, run.end.max(at));
            continue;
        }
        if text.as_bytes()[start] == b'\\'
            && !text[start + 1..].starts_with(|c: char| c.is_ascii_alphabetic())
        {
            // What is escaped is no mark.
            at = text.ceil_char_boundary(start + 2).min(run.end);
            continue;
        }
        let Some((kind, range)) = mark_at(text, start, run) else { continue };
        at = range.end.max(at);
        if options.hidden_lines && is_of_mdbook(&text[range.clone()]) {
            continue;
        }
        match kind {
            Foreign::Shortcode | Foreign::Template => hidden.code(range.clone()),
            // The parser would look for an image.
            Foreign::Embed => hidden.text(range.clone()),
            _ => {}
        }
        hidden.foreign(kind, range);
    }
}

/// Whether mdBook's own mark is left in a chapter: it was escaped, or it has been said what is wrong
/// with it.
fn is_of_mdbook(mark: &str) -> bool {
    const NAMES: [&str; 5] = ["include", "rustdoc_include", "playground", "playpen", "title"];
    let name = mark.strip_prefix("{{#").unwrap_or_default();
    NAMES.contains(&name.split([' ', '}']).next().unwrap_or_default())
}

/// What a whole run is.
fn whole(run: &str) -> Option<Foreign> {
    let line = run.trim();
    let lower = line.to_ascii_lowercase();
    let mut letters = line.chars();
    let aside =
        letters.next().is_some_and(|c| "ABCDEIQTWX".contains(c)) && letters.as_str().starts_with("> ");
    Some(match lower.as_str() {
        "[toc]" | "[[toc]]" | "[[_toc_]]" | "{:toc}" | "${toc}" => Foreign::Contents,
        _ if aside => Foreign::Aside,
        _ if is_callout(line) => Foreign::Callout,
        _ if is_markua(line.lines().next().unwrap_or_default().trim()) => Foreign::Markua,
        _ if ["!!! ", "??? ", "???+ "].iter().any(|mark| line.starts_with(mark)) => Foreign::Admonition,
        _ if line.starts_with(":::{") => Foreign::Directive,
        _ if is_between_bars(line) => Foreign::Bars,
        _ => return None,
    })
}

/// `[!faq]` and `[!note] Title`; a notice as GitHub has it is no run of words.
fn is_callout(line: &str) -> bool {
    let name = line.strip_prefix("[!").and_then(|rest| rest.split_once(']')).map(|(name, _)| name);
    name.is_some_and(|name| {
        name.starts_with(|c: char| c.is_alphabetic())
            && name.chars().all(|c| c.is_alphanumeric() || "-_ ".contains(c))
    })
}

/// Whether the first line of a run has a bar at both ends and one between, or is a border.
fn is_between_bars(run: &str) -> bool {
    let line = run.lines().next().unwrap_or_default().trim();
    let inner = line.strip_prefix('|').and_then(|rest| rest.strip_suffix('|'));
    let is_border = line.len() > 3 && line.starts_with("+-") && line.chars().all(|c| "+-=:".contains(c));
    is_border
        || inner.is_some_and(|inner| {
            inner.contains('|') && inner.contains(|c: char| c.is_alphanumeric() || c == '-')
        })
}

/// `{blurb}`, `{/aside}`, `{pagebreak}`, `{class: part}`.
fn is_markua(line: &str) -> bool {
    const NAMES: [&str; 10] = [
        "aside",
        "blurb",
        "pagebreak",
        "frontmatter",
        "mainmatter",
        "backmatter",
        "quiz",
        "exercise",
        "discussion",
        "book",
    ];
    let Some(inner) = line.strip_prefix('{').and_then(|rest| rest.strip_suffix('}')) else { return false };
    let inner = inner.strip_prefix('/').unwrap_or(inner);
    let name = inner.split([',', ':', ' ']).next().unwrap_or_default();
    NAMES.contains(&name) || inner.strip_prefix("class: ").is_some_and(|class| !class.contains(['{', '}']))
}

/// No mark is longer, in bytes.
const LONGEST: usize = 1_000;

/// The mark of a dialect that begins at a place within a run.
fn mark_at(text: &str, start: usize, run: &Range<usize>) -> Option<(Foreign, Range<usize>)> {
    let rest = &text[start..text.floor_char_boundary(run.end.min(start + LONGEST))];
    let until = |end: &str| rest.find(end).map(|found| found + end.len());
    let (kind, length) = match rest.as_bytes() {
        [b'{', b'{', b'<', ..] => (Foreign::Shortcode, until(">}}")?),
        [b'{', b'{', b'%', ..] => (Foreign::Shortcode, until("%}}")?),
        [b'{', b'{', ..] => (Foreign::Template, until("}}")?),
        [b'{', b'%', ..] => (Foreign::Template, until("%}")?),
        [b'{', b':', ..] => (Foreign::Kramdown, until("}")?),
        [b'{', ..] => (Foreign::Role, role(rest)?),
        [b'!', b'[', b'[', ..] => (Foreign::Embed, embed(rest)?),
        [b'\\', ..] => {
            let length = command(rest, start == run.start && rest.len() == run.len())?;
            let is_page_break = PAGE_BREAKS.contains(&&rest[..length]);
            (if is_page_break { Foreign::PageBreak } else { Foreign::TexCommand }, length)
        }
        [b'@', ..] => return reference(text, start, run),
        _ => return None,
    };
    Some((kind, start..start + length))
}

/// The name of a role in braces directly before code: `` {ref}`label` ``.
fn role(rest: &str) -> Option<usize> {
    let end = rest.find('}')?;
    let name = &rest[1..end];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c));
    (is_name && rest[end + 1..].starts_with('`')).then_some(end + 1)
}

/// What embeds another note. An image is read.
fn embed(rest: &str) -> Option<usize> {
    let end = rest.find("]]")?;
    let name = rest[3..end].split(['|', '#']).next().unwrap_or_default();
    let is_image = name.rsplit_once('.').is_some_and(|(_, ending)| {
        ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&ending.to_ascii_lowercase().as_str())
    });
    (!is_image && !rest[..end].contains('\n')).then_some(end + 2)
}

/// A command with its first argument, or one that is all of a paragraph. References are read.
fn command(rest: &str, alone: bool) -> Option<usize> {
    let name = rest[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(rest.len(), |end| end + 1);
    if name < 3 || tex_reference::is_command(&rest[1..name]) {
        return None;
    }
    match rest[name..].chars().next() {
        _ if !alone && PAGE_BREAKS.contains(&&rest[..name]) => Some(name),
        Some('{' | '[') => Some(rest.find('}').map_or(name, |end| end + 1)),
        None if alone => Some(name),
        _ => None,
    }
}

/// `[@key]`, `@key` with a number, and `@fig-key`.
fn reference(text: &str, at: usize, run: &Range<usize>) -> Option<(Foreign, Range<usize>)> {
    const KINDS: [&str; 8] = ["fig", "tbl", "sec", "eq", "lst", "thm", "exm", "def"];
    let before = &text[text.ceil_char_boundary(run.start.max(at.saturating_sub(LONGEST)))..at];
    let behind = &text[at + 1..text.floor_char_boundary(run.end.min(at + 1 + LONGEST))];
    let end = behind.find(|c: char| !(c.is_alphanumeric() || "_:.-/".contains(c))).unwrap_or(behind.len());
    let name = behind[..end].trim_end_matches(['.', ':', '-', '/']);
    if !name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
        return None;
    }
    let range = at..at + 1 + name.len();
    if name.split_once(['-', ':']).is_some_and(|(kind, label)| KINDS.contains(&kind) && !label.is_empty()) {
        return Some((Foreign::CrossReference, range));
    }
    if let Some(range) = bracketed(before, behind, at) {
        return Some((Foreign::Citation, range));
    }
    let free = before.is_empty() || before.ends_with([' ', '\n', '(']);
    let numbered = name.ends_with(|c: char| c.is_ascii_digit()) && name.contains(|c: char| c.is_alphabetic());
    (free && numbered).then_some((Foreign::Citation, range))
}

/// `[see @key, p. 3; -@other]` around the sign at `at`.
fn bracketed(before: &str, behind: &str, at: usize) -> Option<Range<usize>> {
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let lead = &before[open + 1..];
    let close = behind.find(']')?;
    let is_link = behind[close + 1..].starts_with(['(', ':', '{']);
    let leads = lead.is_empty() || lead.ends_with(['-', ' ', ';']);
    (leads && !is_link).then(|| at - (before.len() - open)..at + 1 + close + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_dialects_are_found() {
        for (text, expected) in [
            (
                "a {{< figure src=\"x.png\" >}} b {{% tip %}}",
                "Shortcode {{< figure src=\"x.png\" >}}, Shortcode {{% tip %}}",
            ),
            ("Text with {{ page.title }} and {% raw %}a", "Template {{ page.title }}, Template {% raw %}"),
            ("`{{ code }}` and \\{{ escaped", ""),
            ("{: .class}", "Kramdown {: .class}"),
            ("see {doc}`a` and {x} `b`", "Role {doc}"),
            ("![[Note#Part]] and ![[a.png]]", "Embed ![[Note#Part]]"),
            ("\\emph{words} in C:\\Users\\me and \\ref{a}", "TexCommand \\emph{words}"),
            ("\\maketitle", "TexCommand \\maketitle"),
            (
                "[@knuth84, p. 3] and @knuth84 by @ann, a@b.org",
                "Citation [@knuth84, p. 3], Citation @knuth84",
            ),
            ("[see @doe99; -@roe] [x](mailto:a@b.c)", "Citation [see @doe99; -@roe]"),
            ("as @fig-mill shows", "CrossReference @fig-mill"),
            ("T> Warm the pot.", "Aside T> Warm the pot."),
            ("{blurb, class: tip}", "Markua {blurb, class: tip}"),
            ("!!! note \"Title\"", "Admonition !!! note \"Title\""),
            ("[TOC]", "Contents [TOC]"),
        ] {
            let terrain = Terrain::of(text);
            let mut hidden = Hidden::default();
            terrain.runs.iter().for_each(|run| find(text, run, &terrain, Options::default(), &mut hidden));
            let found: Vec<String> =
                hidden.found().map(|(kind, range)| format!("{kind:?} {}", &text[range])).collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }
}
