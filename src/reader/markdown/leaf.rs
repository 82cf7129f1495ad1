//! Blocks that hold text, while they are being read.

use super::attributes::{Attributes, in_braces};
use super::inline::{Inlines, SPACE, split_lines, trim_end};
use crate::document::{BlockKind, Extent, Heading, Inline, InlineKind};
use crate::length::Length;
use std::ops::Range;

/// The one block that is open at a time and that holds text itself.
#[derive(Debug)]
pub(super) enum Leaf {
    Words {
        range: Range<usize>,
        inlines: Inlines,
        role: Role,
        /// HTML opened it: it ends where the next block begins, at the latest.
        of_html: bool,
    },
    Raw(Raw),
}

#[derive(Debug)]
pub(super) enum Role {
    Paragraph,
    /// A paragraph that the parser does not announce, as in a tight list or in HTML.
    Implicit,
    Heading(u8, Heading),
    /// What a list of definitions defines.
    Term,
    /// The title of HTML's `details`.
    Summary,
    /// The caption of HTML's `figure` or `table`.
    Caption,
    /// What a cell of Markdown's table holds.
    Cell,
}

/// Code and raw HTML: text as it is, and where its parts stand in the source.
#[derive(Debug)]
pub(super) struct Raw {
    pub(super) range: Range<usize>,
    /// `None` for HTML; for code, what its fence says after the marks.
    pub(super) info: Option<String>,
    pub(super) text: String,
    /// Offsets in `text` and in the source at which parts begin.
    places: Vec<(usize, usize)>,
}

impl Raw {
    pub(super) fn new(range: Range<usize>, info: Option<String>) -> Raw {
        Raw { range, info, text: String::new(), places: Vec::new() }
    }

    pub(super) fn push(&mut self, text: &str, start: usize) {
        self.places.push((self.text.len(), start));
        self.text.push_str(text);
    }

    /// The source's range for a range of `text`.
    pub(super) fn source(&self, range: Range<usize>) -> Range<usize> {
        let start = self.source_offset(range.start);
        // The end is that of the last byte: the next part may lie far away.
        let end = if range.is_empty() { start } else { self.source_offset(range.end - 1) + 1 };
        start..end.max(start)
    }

    fn source_offset(&self, offset: usize) -> usize {
        let after = self.places.partition_point(|&(place, _)| place <= offset);
        match after.checked_sub(1).and_then(|index| self.places.get(index)) {
            Some(&(place, source)) => (source + offset - place).min(self.range.end),
            None => self.range.start,
        }
    }

    /// The lines of a fence named `verse`, each with its range in the source.
    pub(super) fn lines(&self) -> Vec<(&str, Range<usize>)> {
        let mut lines = Vec::new();
        let mut start = 0;
        for line in self.text.trim_end_matches(['\n', '\r']).split('\n') {
            let words = line.trim_end_matches('\r');
            lines.push((words, self.source(start..start + words.len())));
            start += line.len() + 1;
        }
        lines
    }
}

/// The language that a fence names and its attributes: the first word, as `rust` in `rust,ignore`,
/// or the first class in braces, as in `{.rust #id}`.
pub(super) fn info(info: &str) -> (Option<String>, Attributes) {
    let info = info.trim();
    let braces = info.find('{').and_then(|at| Some((at, in_braces(&info[at..])?.0)));
    let (end, mut attributes) = braces.unwrap_or((info.len(), Attributes::default()));
    let words = if end == 0 { "" } else { &info[..end] };
    let mut words = words.split([' ', '\t', ',', '{']).filter(|word| !word.is_empty());
    let language = words.next().map(str::to_owned);
    attributes.classes.extend(words.map(str::to_owned));
    let language =
        language.or_else(|| (!attributes.classes.is_empty()).then(|| attributes.classes.remove(0)));
    (language, attributes)
}

/// Rust without the lines that only its compiler is to see: those of `#` alone, or of `#` and a
/// space. A line of `##` is meant to begin with `#`.
pub(super) fn without_hidden_lines(text: &str) -> String {
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

/// The number of a listing's first line, where its lines are to be numbered.
pub(super) fn first_line(attributes: &Attributes) -> Option<u32> {
    let numbered = attributes.has_class(&["numberLines", "number-lines", "linenos"]);
    let first = attributes.value("startfrom").or(attributes.value("start-from"));
    let first = first.and_then(|first| first.parse().ok());
    (numbered || first.is_some()).then_some(first.unwrap_or(1))
}

/// A paragraph's content, cut at the formulas that stand on lines of their own.
pub(super) fn around_formulas(content: Vec<Inline>) -> Vec<Vec<Inline>> {
    let mut parts = vec![Vec::new()];
    for inline in content {
        if matches!(&inline.kind, InlineKind::Math(formula) if formula.display) {
            parts.push(vec![inline]);
            parts.push(Vec::new());
        } else if let Some(part) = parts.last_mut() {
            part.push(inline);
        }
    }
    parts.iter_mut().for_each(trim);
    parts.retain(|part| !part.is_empty());
    parts
}

fn trim(content: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = content.first_mut() {
        *text = text.trim_start_matches(SPACE).to_owned();
    }
    trim_end(content);
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
}

/// Whether content is an image or a formula that stands alone.
pub(super) fn is_lone(content: &[Inline]) -> bool {
    match content {
        [Inline { kind: InlineKind::Image(_), .. }] => true,
        [Inline { kind: InlineKind::Math(formula), .. }] => formula.display,
        _ => false,
    }
}

/// What a finished paragraph is: verse, an image, a formula, or a paragraph.
pub(super) fn paragraph(verse: bool, mut content: Vec<Inline>) -> BlockKind {
    if verse && content.iter().any(|inline| inline.kind != InlineKind::LineBreak) {
        return BlockKind::Verse(split_lines(content));
    }
    match content.pop() {
        Some(Inline { kind: InlineKind::Image(image), .. }) if content.is_empty() => BlockKind::Image(image),
        Some(Inline { kind: InlineKind::Math(formula), .. }) if content.is_empty() && formula.display => {
            BlockKind::Formula { formula, number: None }
        }
        last => {
            content.extend(last);
            BlockKind::Paragraph(content)
        }
    }
}

/// Whether braces behind an inline are its attributes.
pub(super) fn takes_attributes(kind: &InlineKind) -> bool {
    match kind {
        InlineKind::Image(_) | InlineKind::Link { .. } => true,
        InlineKind::Math(formula) => formula.display,
        _ => false,
    }
}

/// Does what attributes say.
pub(super) fn apply(attributes: &Attributes, kind: &mut InlineKind) {
    if let InlineKind::Image(image) = kind {
        image.width = attributes.value("width").and_then(extent);
        image.height = attributes.value("height").and_then(extent);
        image.decorative = attributes.has_class(&["decorative"]);
    }
}

/// The page number that `{.page}` adds to a link.
pub(super) fn page_number(attributes: &Attributes, named: &Inline) -> Option<Inline> {
    let InlineKind::Link { target, .. } = &named.kind else { return None };
    let kind = InlineKind::PageNumber { target: target.clone(), word: String::new() };
    attributes.has_class(&["page"]).then_some(Inline { span: named.span, kind })
}

/// A width or height: `60%`, `5cm`, `300px`; a bare number is pixels, as in HTML.
pub(super) fn extent(value: &str) -> Option<Extent> {
    let value = value.trim();
    let unit = value.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(value.len());
    let number: f64 = value[..unit].parse().ok().filter(|number| (0.01..10_000.0).contains(number))?;
    let points = |per_unit: f64| Extent::Length(Length::millipt((number * per_unit * 1000.0).round() as i64));
    Some(match value[unit..].trim() {
        "%" => Extent::Share((number * 10.0).round() as u32),
        // The CSS pixel is 1/96 inch.
        "" | "px" => points(0.75),
        "pt" => points(1.0),
        "in" => points(72.0),
        "cm" => points(72.0 / 2.54),
        "mm" => points(72.0 / 25.4),
        _ => return None,
    })
}
