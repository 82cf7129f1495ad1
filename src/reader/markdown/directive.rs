//! Directives of MyST: their names, arguments and options, and those that hold code or a formula.

use super::events::Events;
use super::raw::Raw;
use crate::document::Listing;
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;

/// The name of a directive and what stands behind it.
pub(super) fn name(info: &str) -> Option<(&str, &str)> {
    let (name, argument) = info.strip_prefix('{')?.split_once('}')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:+".contains(c));
    is_name.then(|| (name, argument.trim()))
}

/// Whether a fence opens a directive, and no cell of code.
pub(super) fn is_directive(info: &str) -> bool {
    const HOLD_CODE: [&str; 8] =
        ["math", "code", "code-block", "code-cell", "list-table", "toctree", "mermaid", "bibliography"];
    // A cell has options behind its name, and no words.
    let is_known = |name: &str| !holds_code(name) || HOLD_CODE.contains(&name);
    name(info.trim()).is_some_and(|(name, words)| is_known(name) || !words.is_empty() && !words.contains('='))
}

/// Whether what a directive holds is no Markdown.
pub(super) fn holds_code(name: &str) -> bool {
    const HOLDS_MARKDOWN: [&str; 28] = [
        "admonition",
        "attention",
        "caution",
        "danger",
        "error",
        "hint",
        "important",
        "note",
        "seealso",
        "tip",
        "warning",
        "dropdown",
        "figure",
        "image",
        "div",
        "container",
        "aside",
        "margin",
        "sidebar",
        "topic",
        "epigraph",
        "pull-quote",
        "highlights",
        "tab-set",
        "tab-item",
        "card",
        "grid",
        "exercise",
    ];
    !HOLDS_MARKDOWN.contains(&name)
}

/// The options in the first lines of a directive, and how many lines they take: `:key: value` each,
/// or YAML between lines of dashes.
pub(super) fn options<'t>(lines: impl Iterator<Item = &'t str>) -> (Attributes, usize) {
    let mut attributes = Attributes::default();
    let mut lines = lines.map(|line| line.trim_start_matches([' ', '\t', '>']).trim_end()).peekable();
    let in_dashes = lines.peek() == Some(&"---");
    let mut count = usize::from(in_dashes);
    for line in lines.skip(count) {
        if in_dashes && line == "---" {
            return (attributes, count + 1);
        }
        let option = if in_dashes { line.split_once(':') } else { option(line) };
        let Some((key, value)) = option else { break };
        let key = if key.trim() == "name" || key.trim() == "label" { "id" } else { key.trim() };
        attributes.set(&key.to_ascii_lowercase(), value.trim().trim_matches(['"', '\'']).to_owned());
        count += 1;
    }
    match in_dashes {
        // No second line of dashes.
        true => (Attributes::default(), 0),
        false => (attributes, count),
    }
}

fn option(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    is_key.then_some((key, value))
}

/// What a line of options of a Quarto cell begins with, in the languages that it runs.
const OPTION_MARKS: [&str; 4] = ["#|", "//|", "--|", "%%|"];

impl Events<'_, '_> {
    /// A formula that stands in a fence.
    pub(super) fn formula_block(&mut self, source: &str, id: Option<String>, raw: &Raw) {
        self.build.open_paragraph(raw.range.clone());
        if let Some(id) = id {
            self.build.name_formula(raw.range.start, id);
        }
        self.formula(source, true, raw.range.clone());
        self.build.end_leaf();
    }

    /// The code of a cell without its options. It is shown and not run.
    pub(super) fn cell(&mut self, text: &str, info: &str, raw: &Raw) -> String {
        let name = info.trim().trim_matches(['{', '}']);
        // `{.python}` and `{=html}` are no cells.
        if !name.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return text.to_owned();
        }
        let span = self.build.span(raw.range.clone());
        self.build.report.foreign(Foreign::Cell, &format!("{{{name}}}"), span);
        let is_option = |line: &&str| OPTION_MARKS.iter().any(|mark| line.starts_with(mark));
        text.lines().skip_while(is_option).collect::<Vec<_>>().join("\n")
    }

    /// A directive that holds code or a formula; `false` where the fence is none.
    pub(super) fn end_directive(&mut self, raw: &Raw, info: &str) -> bool {
        let Some((name, argument)) = name(info.trim()) else { return false };
        let (mut attributes, count) = options(raw.text.lines());
        let body: Vec<&str> = raw.text.lines().skip(count).collect();
        let body = body.join("\n").trim_start_matches('\n').trim_end().to_owned();
        let text = self.build.clean(&body, raw.range.clone());
        if name == "math" {
            self.formula_block(&text, attributes.id, raw);
            return true;
        }
        let is_code = matches!(name, "code" | "code-block" | "sourcecode" | "code-cell" | "literalinclude");
        if name == "code-cell" {
            let span = self.build.span(raw.range.clone());
            self.build.report.foreign(Foreign::Cell, &format!("{{{name}}}"), span);
        }
        if !is_code {
            let span = self.build.span(raw.range.clone());
            self.build.report.foreign(Foreign::OtherDirective, &format!("{{{name}}}"), span);
        }
        let language = match (is_code, argument) {
            (false, _) => None,
            (true, "" | "ipython3") => Some("python".to_owned()),
            (true, language) => Some(language.to_owned()),
        };
        if attributes.value("linenos").is_some() {
            attributes.classes.push("numberLines".into());
        }
        if let Some(first) = attributes.value("lineno-start").map(str::to_owned) {
            attributes.set("startfrom", first);
        }
        let first_line = super::code::first_line(&attributes);
        let text = if is_code || argument.is_empty() { text } else { format!("{argument}\n{text}") };
        let listing = Listing { language, text, first_line, ..Listing::default() };
        self.build.push_listing(listing, &attributes, raw.range.clone());
        true
    }
}
