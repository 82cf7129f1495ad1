//! Directives of MyST: their names, arguments and options, and those that hold no Markdown.

use super::events::Events;
use super::raw::Raw;
use crate::document::Listing;
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use crate::reader::html;
use std::ops::Range;

/// The name of a directive and what stands behind it.
pub(crate) fn name(info: &str) -> Option<(&str, &str)> {
    let (name, argument) = info.strip_prefix('{')?.split_once('}')?;
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic())
        && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:+".contains(c));
    is_name.then(|| (name, argument.trim()))
}

/// Whether a fence opens a directive, and no cell of code.
pub(super) fn is_directive(info: &str) -> bool {
    // A cell has options behind its name, and no words.
    let is_known = |name: &str| holds_markdown(name) || is_code(name);
    name(info.trim()).is_some_and(|(name, words)| is_known(name) || !words.is_empty() && !words.contains('='))
}

/// What a fence holds below what it says itself, where words stand behind its braces.
pub(super) fn with_words_behind(info: &str, text: String) -> String {
    let words = info.split_once('}').map_or("", |(_, words)| words.trim());
    if words.is_empty() { text } else { format!("{info}\n{text}") }
}

/// Directives that hold Markdown.
const HOLD_MARKDOWN: [&str; 58] = [
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
    "todo",
    "warning",
    "versionadded",
    "versionchanged",
    "versionremoved",
    "deprecated",
    "dropdown",
    "figure",
    "figure-md",
    "image",
    "table",
    "list-table",
    "div",
    "container",
    "aside",
    "margin",
    "sidebar",
    "topic",
    "rubric",
    "centered",
    "blockquote",
    "epigraph",
    "pull-quote",
    "highlights",
    "tab-set",
    "tab-item",
    "card",
    "card-carousel",
    "grid",
    "grid-item",
    "grid-item-card",
    "exercise",
    "solution",
    "proof",
    "theorem",
    "lemma",
    "definition",
    "example",
    "remark",
    "algorithm",
    "assumption",
    "axiom",
    "conjecture",
    "corollary",
    "criterion",
    "observation",
    "property",
    "proposition",
];

/// Whether what a directive holds is Markdown.
pub(crate) fn holds_markdown(name: &str) -> bool {
    HOLD_MARKDOWN.contains(&without_domain(name))
}

/// The name of a theorem or its like without what says that it is one.
pub(super) fn without_domain(name: &str) -> &str {
    name.strip_prefix("prf:").or(name.strip_prefix("proof:")).unwrap_or(name)
}

/// Directives that hold code, words of a form of their own, or nothing.
const HOLD_CODE: [&str; 24] = [
    "math",
    "code",
    "code-block",
    "sourcecode",
    "code-cell",
    "literalinclude",
    "include",
    "csv-table",
    "glossary",
    "mermaid",
    "graphviz",
    "raw",
    "eval-rst",
    "parsed-literal",
    "toctree",
    "tableofcontents",
    "contents",
    "bibliography",
    "footbibliography",
    "printindex",
    "index",
    "iframe",
    "youtube",
    "video",
];

/// Whether a directive is known to hold no Markdown.
pub(super) fn is_code(name: &str) -> bool {
    HOLD_CODE.contains(&name)
}

/// Whether a glossary is written as Markdown writes definitions, as its first lines say; else it has
/// the form of reStructuredText, where what is set in explains the term above it.
pub(super) fn defines_by_colons<'t>(lines: impl Iterator<Item = &'t str>) -> bool {
    /// Terms that share what is said of them.
    const TERMS: usize = 8;
    let options = |line: &&str| line.trim().is_empty() || option(line.trim()).is_some();
    let mut lines = lines.skip_while(options).take(TERMS);
    lines.find_map(|line| match line.trim_start().starts_with(": ") {
        true => Some(true),
        false => line.starts_with([' ', '\t']).then_some(false),
    }) == Some(true)
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
        let key = key.to_ascii_lowercase();
        let value = unquoted(value.trim());
        match key.as_str() {
            // A list may have commas.
            "class" => attributes.set(&key, value.replace(',', " ")),
            _ => attributes.set(&key, value.to_owned()),
        }
        count += 1;
    }
    match in_dashes {
        // No second line of dashes.
        true => (Attributes::default(), 0),
        false => (attributes, count),
    }
}

/// A value without the quotes around it. Quotes within it part other values from each other.
pub(super) fn unquoted(value: &str) -> &str {
    let inner =
        |quote: char| value.strip_prefix(quote)?.strip_suffix(quote).filter(|inner| !inner.contains(quote));
    inner('"').or_else(|| inner('\'')).unwrap_or(value)
}

/// Whether a line of options holds words for readers that are not printed.
pub(super) fn is_unread_option(line: &str) -> bool {
    const UNREAD: [&str; 4] = ["header", "footer", "subtitle", "by"];
    let option = option(line).or_else(|| line.split_once(':'));
    option.is_some_and(|(key, value)| UNREAD.contains(&key.trim()) && !value.trim().is_empty())
}

fn option(line: &str) -> Option<(&str, &str)> {
    let (key, value) = line.strip_prefix(':')?.split_once(':')?;
    let is_key = !key.is_empty() && key.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    is_key.then_some((key, value))
}

/// A directive that holds no Markdown.
pub(super) struct Directive<'i> {
    pub(super) name: &'i str,
    pub(super) argument: &'i str,
    pub(super) attributes: Attributes,
    /// What it holds behind its options.
    pub(super) text: String,
    pub(super) range: Range<usize>,
}

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

    /// A directive that holds no Markdown; `false` where the fence is none.
    pub(super) fn end_directive(&mut self, raw: &Raw, info: &str) -> bool {
        let Some((name, argument)) = name(info.trim()) else { return false };
        let (attributes, count) = options(raw.text.lines());
        let body: Vec<&str> = raw.text.lines().skip(count).collect();
        let body = body.join("\n").trim_start_matches('\n').trim_end().to_owned();
        let text = self.build.clean(&body, raw.range.clone());
        let directive = Directive { name, argument, attributes, text, range: raw.range.clone() };
        match name {
            "math" => self.formula_block(&directive.text, directive.attributes.id, raw),
            "csv-table" if !directive.text.is_empty() => self.csv_table(&directive),
            "glossary" => self.glossary(&directive),
            "raw" if argument == "html" => {
                html::Tags::new(self.build).block(&raw.text, &|range| raw.source(range));
            }
            "toctree" | "tableofcontents" | "contents" => self.leave_out(&directive, Foreign::Chapters),
            "bibliography" | "footbibliography" | "printindex" | "index" => {
                self.leave_out(&directive, Foreign::Generated);
            }
            _ => self.end_listing(directive),
        }
        true
    }

    /// Names what is not printed, with what it holds.
    fn leave_out(&mut self, directive: &Directive<'_>, kind: Foreign) {
        let Directive { name, argument, text, range, .. } = directive;
        let written = format!("{{{name}}} {argument} {text}");
        let span = self.build.span(range.clone());
        self.build.report.foreign(kind, written.trim(), span);
    }

    /// Code, and what no one reads, which is shown as code.
    fn end_listing(&mut self, directive: Directive<'_>) {
        let Directive { name, argument, mut attributes, text, range } = directive;
        let span = self.build.span(range.clone());
        let is_code = matches!(name, "code" | "code-block" | "sourcecode" | "code-cell");
        match name {
            "include" | "literalinclude" => {
                self.build.report.foreign(Foreign::Untaken, &format!("{{{name}}} {argument}"), span);
            }
            "code-cell" => self.build.report.foreign(Foreign::Cell, &format!("{{{name}}}"), span),
            _ if !is_code => self.build.report.foreign(Foreign::OtherDirective, &format!("{{{name}}}"), span),
            _ => {}
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
        self.build.push_listing(listing, &attributes, range);
    }
}
