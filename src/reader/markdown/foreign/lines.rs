//! Marks that are a line, or a whole run of words.

use crate::reader::foreign::Foreign;

/// What a whole run is.
pub(super) fn whole(run: &str) -> Option<Foreign> {
    let line = run.trim();
    let lower = line.to_ascii_lowercase();
    let mut letters = line.chars();
    let aside =
        letters.next().is_some_and(|c| "ABCDEGIQTWX".contains(c)) && letters.as_str().starts_with("> ");
    Some(match lower.as_str() {
        "[toc]" | "[[toc]]" | "[[_toc_]]" | "${toc}" | "@[toc]" | ":toc:" | "toc::[]" => Foreign::Contents,
        _ if aside => Foreign::Aside,
        _ if is_callout(line) => Foreign::Callout,
        _ if is_markua(line.lines().next().unwrap_or_default().trim()) => Foreign::Markua,
        _ if ["!!! ", "??? ", "???+ "].iter().any(|mark| line.starts_with(mark)) => Foreign::Admonition,
        _ if line.starts_with(":::{") => Foreign::Directive,
        _ if has_other_ruler(line) => Foreign::OtherRuler,
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

/// Whether lines of a run are the head of a table and a line of dashes that has another number of cells, so
/// that neither is one (GFM 4.10).
fn has_other_ruler(run: &str) -> bool {
    let mut lines = run.lines().map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end());
    let mut head = lines.next().unwrap_or_default();
    lines.any(|line| {
        let above = std::mem::replace(&mut head, line);
        is_ruler(line)
            && above.contains('|')
            && !is_ruler(above)
            && cells(above).count() != cells(line).count()
    })
}

/// `|---|:-:|`, with one bar at least
pub(in crate::reader::markdown) fn is_ruler(line: &str) -> bool {
    let is_dashes = |cell: &str| {
        let cell = cell.trim();
        let cell = cell.strip_prefix(':').unwrap_or(cell);
        let cell = cell.strip_suffix(':').unwrap_or(cell);
        !cell.is_empty() && cell.bytes().all(|byte| byte == b'-')
    };
    line.contains('|') && cells(line).all(is_dashes)
}

/// What stands between the bars of a line; one behind a backslash is none of them.
fn cells(line: &str) -> impl Iterator<Item = &str> {
    let line = line.strip_prefix('|').unwrap_or(line);
    let line = line.strip_suffix('|').filter(|line| !line.ends_with('\\')).unwrap_or(line);
    let mut is_escaped = false;
    line.split(move |c: char| {
        let parts = c == '|' && !is_escaped;
        is_escaped = c == '\\' && !is_escaped;
        parts
    })
}

/// `#Title` and `##Title`, where a run begins. One sign before a small letter or a figure is a tag or a number, and
/// what ends like a sentence is one.
fn is_tight_heading(line: &str) -> bool {
    const LONGEST: usize = 70;
    let title = line.trim_start_matches('#');
    let signs = line.len() - title.len();
    let begins = title.starts_with(|c: char| c.is_uppercase() || signs > 1 && c.is_alphanumeric());
    let is_sentence = title.trim_end_matches('#').trim_end().ends_with(['.', ',', ';', ':']);
    (1..=6).contains(&signs) && begins && line.len() <= LONGEST && !title.contains(" #") && !is_sentence
}

/// `{blurb}`, `{/aside}`, `{pagebreak}`, `{class: part}`.
fn is_markua(line: &str) -> bool {
    const NAMES: [&str; 14] = [
        "aside",
        "blurb",
        "error",
        "information",
        "tip",
        "warning",
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

/// What a line is, without the marks of what it stands in; `begins` says that it begins its run.
pub(super) fn kind(line: &str, begins: bool) -> Option<Foreign> {
    let found = KINDS.iter().find(|(_, is_kind)| is_kind(line)).map(|(kind, _)| *kind);
    let heading = || match () {
        () if is_heading(line) => Some(Foreign::AsciiDoc),
        () if is_tight_heading(line) => Some(Foreign::TightHeading),
        () => None,
    };
    found.or_else(|| if begins { heading() } else { None })
}

type IsKind = fn(&str) -> bool;

const KINDS: [(Foreign, IsKind); 12] = [
    (Foreign::Abbreviation, is_abbreviation),
    (Foreign::Tab, is_tab),
    (Foreign::Include, is_include),
    (Foreign::Contents, |line| matches!(line, "{:toc}" | "@[toc]" | "@[TOC]")),
    (Foreign::CellBreak, |line| line == "+++" || line.starts_with("+++ {")),
    (Foreign::CellOption, is_cell_option),
    (Foreign::Admonition, is_fence),
    (Foreign::Comment, |line| line.starts_with("[//]: # (") || line.starts_with("[comment]: # (")),
    (Foreign::Rest, is_rest),
    (Foreign::AsciiDoc, is_ascii_doc),
    (Foreign::Org, is_org),
    (Foreign::Mdx, is_of_module),
];

/// `*[HTML]: Hypertext`
fn is_abbreviation(line: &str) -> bool {
    let inner = line.strip_prefix("*[").and_then(|rest| rest.split_once("]:"));
    inner.is_some_and(|(label, meaning)| {
        !label.is_empty() && !label.contains(['[', ']']) && !meaning.trim().is_empty()
    })
}

/// `=== "Tab"`
fn is_tab(line: &str) -> bool {
    let rest = line.strip_prefix("===").map(|rest| rest.trim_start_matches(['!', '+']));
    rest.is_some_and(|rest| rest.starts_with(" \"") && rest.len() > 3 && rest.ends_with('"'))
}

/// `--8<-- "file"`, `@import "file"`, `[!INCLUDE [words](file)]`, `<<[words](file)`, `<<< @/file`
fn is_include(line: &str) -> bool {
    let marks =
        ["--8<--", ";--8<--", "@import \"", "@import '", "!INCLUDE \"", "[!INCLUDE ", "[!code-", "<<< @/"];
    let is_code = |open, close| {
        let rest = line.strip_prefix(open);
        rest.is_some_and(|rest| rest.ends_with(close) && !rest.contains(' '))
    };
    marks.iter().any(|mark| line.starts_with(mark))
        || line.starts_with("<<[") && line.contains("](")
        || is_code("<<(", ")")
        || is_code("<<{", "}")
}

/// `#| echo: false`
fn is_cell_option(line: &str) -> bool {
    let option = line.strip_prefix("#| ").and_then(|rest| rest.split_once(':'));
    option.is_some_and(|(key, _)| {
        !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_".contains(c))
    })
}

/// `/// note | Title`, a block of Python-Markdown's extensions
fn is_fence(line: &str) -> bool {
    const NAMES: [&str; 24] = [
        "note",
        "abstract",
        "summary",
        "info",
        "tip",
        "hint",
        "important",
        "success",
        "question",
        "warning",
        "caution",
        "attention",
        "failure",
        "danger",
        "error",
        "bug",
        "example",
        "quote",
        "new",
        "details",
        "tab",
        "admonition",
        "caption",
        "html",
    ];
    let words = line.strip_prefix("/// ").and_then(|rest| rest.split([' ', '|']).next());
    words.is_some_and(|name| NAMES.contains(&name))
}

/// `.. note:: words`, `.. _label:`, `.. |name| image:: file`
fn is_rest(line: &str) -> bool {
    let Some(rest) = line.strip_prefix(".. ") else { return false };
    let is_name = |name: &str| {
        name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '|')
            && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:| ".contains(c))
    };
    rest.split_once("::").is_some_and(|(name, _)| is_name(name))
        || rest.starts_with('_') && rest.ends_with(':')
}

/// `include::file[]`, `image::file[words]`, `[source,ruby]`
fn is_ascii_doc(line: &str) -> bool {
    const MACROS: [&str; 9] =
        ["include", "image", "video", "audio", "ifdef", "ifndef", "ifeval", "endif", "xref"];
    let is_macro = line
        .split_once("::")
        .is_some_and(|(name, rest)| MACROS.contains(&name) && rest.ends_with(']') && rest.contains('['));
    is_macro || line.ends_with(']') && (line == "[source]" || line.starts_with("[source,"))
}

/// `== Title`, as wikis have it too. A line of `=` alone underlines a heading.
fn is_heading(line: &str) -> bool {
    let title = line.trim_start_matches('=');
    let signs = line.len() - title.len();
    let words = title.trim_matches(['=', ' ']);
    (2..=6).contains(&signs) && title.starts_with(' ') && words.starts_with(char::is_alphabetic)
}

/// `#+TITLE: words`, `#+begin_src`, `:PROPERTIES:`
fn is_org(line: &str) -> bool {
    let lower = line.to_ascii_lowercase();
    let rest = lower.strip_prefix("#+");
    rest.is_some_and(|rest| {
        let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-_".contains(c))).unwrap_or(rest.len());
        end > 0 && (rest[end..].starts_with(':') || rest.starts_with("begin_") || rest.starts_with("end_"))
    }) || line == ":PROPERTIES:"
}

/// A line that a module of JavaScript may begin with.
pub(super) fn is_of_module(line: &str) -> bool {
    is_import(line) || is_export(line)
}

/// `import X from 'y'`, `import './x.css'`
fn is_import(line: &str) -> bool {
    let line = line.trim_end_matches(';').trim_end();
    let Some(rest) = line.strip_prefix("import ") else { return false };
    let from = rest.split_once(" from ").map_or(rest, |(_, from)| from).trim();
    ['"', '\''].iter().any(|&quote| {
        let inner = from.strip_prefix(quote).and_then(|from| from.strip_suffix(quote));
        inner.is_some_and(|inner| !inner.is_empty() && !inner.contains(['"', '\'', ' ']))
    })
}

/// `export const x = 1`, `export default Layout`
fn is_export(line: &str) -> bool {
    let declares = |name: &str| line.strip_prefix("export ").is_some_and(|rest| rest.starts_with(name));
    ["const ", "let ", "var "].iter().any(|name| declares(name)) && line.contains('=')
        || ["function ", "async function "].iter().any(|name| declares(name)) && line.contains('(')
        || declares("default ") && line.ends_with([';', '{', '}', ')'])
}
