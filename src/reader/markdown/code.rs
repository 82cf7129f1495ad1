//! Code: what its fence says, and what of it is shown.

use super::attributes::{in_braces, one, report_unread};
use super::dialect::Dialect;
use super::directive;
use super::events::Events;
use super::raw::Raw;
use crate::document::{BlockKind, Float, FloatKind, Inline, InlineKind, Listing, Verse};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use crate::reader::html;

impl Events<'_, '_> {
    /// What a fence or an indented block holds: code, or verse.
    pub(super) fn end_code(&mut self, raw: &Raw, info: &str) {
        let ours = self.markdown.options.has_ours();
        if self.markdown.options.dialect == Dialect::Myst && self.end_directive(raw, info) {
            return;
        }
        if let Some(format) = ours.then(|| raw_format(info)).flatten() {
            return self.end_raw(raw, format);
        }
        let (mut language, mut attributes) = match ours {
            true => parts(info),
            false => (info.split_whitespace().next().map(str::to_owned), Attributes::default()),
        };
        if ours && language.as_deref() == Some("verse") {
            return self.end_verse(raw);
        }
        let mut text = self.code_text(raw, language.as_deref());
        if let Some(ahead) = self.ahead.take() {
            language = language.or_else(|| ahead.value("language").map(str::to_owned));
            attributes.classes.extend(ahead.value("numbered").map(|_| "numberLines".to_owned()));
            attributes.classes.extend(ahead.classes);
            attributes.values.extend(ahead.values);
        }
        let dialect = self.markdown.options.dialect;
        let is_of_markua = matches!(language.as_deref(), Some("latexmath" | "latex" | "$"));
        // GitHub's and GitLab's fence of formulas.
        let is_formula = language.as_deref() == Some("math") && dialect >= Dialect::Gfm;
        if is_formula || is_of_markua && dialect == Dialect::Leanpub {
            return self.formula_block(&text, attributes.id, raw);
        }
        if ours && dialect != Dialect::Quarto && directive::is_directive(info) {
            (text, language) = (self.unread_directive(&text, info.trim(), raw), None);
        }
        let mut float = Float { kind: FloatKind::Listing, ..Float::default() };
        if dialect == Dialect::Quarto && info.trim().starts_with('{') {
            let Some(cell) = self.cell(text, info, raw, &mut attributes) else { return };
            (text, float) = (cell.code, cell.float);
        }
        let caption = attributes.value("lst-cap").filter(|_| dialect == Dialect::Quarto);
        if let Some(caption) = caption.map(str::to_owned) {
            attributes.set("caption", caption);
        }
        if ours && !dialect.is_of_another_tool() {
            let span = self.build.span(raw.range.clone());
            report_unread(&attributes, |name| READ.contains(&name), span, self.build);
        }
        let first_line = first_line(&attributes);
        let listing = Listing { language, text, first_line, ..Listing::default() };
        self.build.push_listing_in(float, listing, &attributes, raw.range.clone());
    }

    /// Lines of plain words.
    fn end_verse(&mut self, raw: &Raw) {
        let lines = raw.lines().into_iter().map(|(line, range)| {
            let text = self.build.clean(line, range.clone());
            vec![Inline { span: self.build.span(range), kind: InlineKind::Text(text) }]
        });
        let lines: Vec<_> = lines.collect();
        self.build.push_block(BlockKind::Verse(Verse::of_lines(lines)), raw.range.clone());
    }

    /// The code, without what is for a compiler alone.
    fn code_text(&mut self, raw: &Raw, language: Option<&str>) -> String {
        let text = self.build.clean(&raw.text, raw.range.clone());
        let text = text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_suffix('\n').unwrap_or(&text).to_owned();
        let hides = self.markdown.options.hidden_lines && language == Some("rust");
        if hides { without_hidden_lines(&text) } else { text }
    }

    /// A directive of MyST in a book that is not MyST's is named, and shown as it is written.
    fn unread_directive(&mut self, text: &str, info: &str, raw: &Raw) -> String {
        let span = self.build.span(raw.range.clone());
        self.build.report.foreign(Foreign::Directive, info, span);
        directive::with_words_behind(info, text.to_owned())
    }

    /// HTML is read wherever it stands; what is meant for another format is left out.
    fn end_raw(&mut self, raw: &Raw, format: &str) {
        if is_html(format) {
            return html::Tags::new(self.build).block(&raw.text, &|range| raw.source(range));
        }
        let span = self.build.span(raw.range.clone());
        self.build.report.foreign(Foreign::Raw, raw.text.trim(), span);
    }
}

/// Whether a raw format is HTML.
pub(super) fn is_html(format: &str) -> bool {
    matches!(format, "html" | "html4" | "html5" | "epub" | "epub2" | "epub3")
}

/// The format that a raw block is meant for: `{=html}` (pandoc's manual, "Generic raw attribute").
fn raw_format(info: &str) -> Option<&str> {
    info.trim().strip_prefix("{=")?.strip_suffix('}')
}

/// The language that a fence names and its attributes: the first word, as `rust` in `rust,ignore`,
/// or the first class in braces, as in `{.rust #id}`.
fn parts(info: &str) -> (Option<String>, Attributes) {
    let info = info.trim();
    let braces = info.find('{').and_then(|at| Some((at, in_braces(&info[at..])?.0)));
    let (end, mut attributes) = braces.unwrap_or((info.len(), Attributes::default()));
    let words = without_values(if end == 0 { "" } else { &info[..end] }, &mut attributes);
    let mut words = words.split([' ', '\t', ',', '{', '}']).filter(|word| !word.is_empty());
    let language = words.next().map(str::to_owned);
    attributes.classes.extend(words.map(str::to_owned));
    let language =
        language.or_else(|| (!attributes.classes.is_empty()).then(|| attributes.classes.remove(0)));
    (language, attributes)
}

/// The words of a fence that are no `key="value"`, as Docusaurus and MkDocs write these; a title is the name of
/// a file there. The first word is the language.
fn without_values(words: &str, attributes: &mut Attributes) -> String {
    let padded = format!("{words} ");
    let (mut rest, mut kept) = (padded.as_str(), String::new());
    let mut said = Attributes::default();
    while let Some(end) = rest.find([' ', '\t']) {
        kept += &rest[..=end];
        rest = rest[end..].trim_start();
        while is_value(rest)
            && let Some(behind) = one(rest, &mut said)
        {
            rest = behind.trim_start();
        }
    }
    let named = |(name, value): (String, String)| match name.as_str() {
        "title" => ("filename".to_owned(), value),
        _ => (name, value),
    };
    attributes.values.extend(said.values.into_iter().map(named));
    kept
}

fn is_value(text: &str) -> bool {
    text.trim_start_matches(|c: char| c.is_ascii_alphabetic() || "-_".contains(c)).starts_with('=')
}

/// Rust without the lines that only its compiler is to see: those of `#` alone, or of `#` and a
/// space. A line of `##` is meant to begin with `#`.
fn without_hidden_lines(text: &str) -> String {
    let mut lines = Vec::new();
    for line in text.split('\n') {
        let words = line.trim_start();
        match words.strip_prefix('#') {
            Some(rest) if rest.starts_with('#') => {
                lines.push(format!("{}{rest}", &line[..line.len() - words.len()]));
            }
            Some(rest) if rest.is_empty() || rest.starts_with(' ') => {}
            _ => lines.push(line.to_owned()),
        }
    }
    lines.join("\n")
}

/// The attributes of a listing that are read, here or where it is built.
const READ: [&str; 11] = [
    "caption",
    "file-name",
    "filename",
    "lang",
    "language",
    "linenums",
    "number",
    "numbered",
    "start-from",
    "startfrom",
    "title",
];

/// The number of a listing's first line, where its lines are to be numbered.
pub(super) fn first_line(attributes: &Attributes) -> Option<u32> {
    let numbered = attributes.has_class(&["numberLines", "number-lines", "linenos", "showLineNumbers"]);
    let first = ["startfrom", "start-from", "linenums"].iter().find_map(|name| attributes.value(name));
    let first = first.and_then(|first| first.parse().ok());
    (numbered || first.is_some()).then_some(first.unwrap_or(1))
}
