//! MyST: directives that hold Markdown, in fences of ticks, tildes or colons; `(label)=` before a
//! block; comments and breaks between cells (the MyST guide, "Directives and Roles"). Directives that
//! hold code are read with other code.

use super::super::divisions::Opening;
use super::super::{Hidden, Marker};
use crate::reader::foreign::Foreign;
use crate::reader::markdown::directive;
use std::ops::Range;

/// Finds these marks.
pub(super) fn find(text: &str, hidden: &mut Hidden) {
    let mut search = Search { text, lines: Vec::new(), open: Vec::new(), hidden };
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let whole = at..at + line.trim_end_matches(['\n', '\r']).len();
        at += line.len();
        search.lines.push(whole);
    }
    let mut index = 0;
    while index < search.lines.len() {
        index += search.line(index);
    }
    search.end();
}

/// A fence that is open.
struct Fence {
    mark: u8,
    length: usize,
    line: usize,
    /// What it opens, and how many lines of options follow it; code without.
    opening: Option<(Opening, usize)>,
    is_figure: bool,
}

struct Search<'t, 'h> {
    text: &'t str,
    lines: Vec<Range<usize>>,
    open: Vec<Fence>,
    hidden: &'h mut Hidden,
}

impl Search<'_, '_> {
    /// Looks at a line; gives back how many lines it takes.
    fn line(&mut self, index: usize) -> usize {
        let range = self.words(index);
        let words = &self.text[range.clone()];
        let in_code = self.open.last().is_some_and(|fence| fence.opening.is_none() || fence.is_figure);
        let mark = words.bytes().next().filter(|mark| matches!(mark, b'`' | b'~' | b':'));
        let length = words.bytes().take_while(|&byte| Some(byte) == mark).count();
        if mark.is_some() && length >= 3 {
            let rest = words[length..].trim();
            let closes =
                |fence: &Fence| Some(fence.mark) == mark && fence.length <= length && rest.is_empty();
            if self.open.last().is_some_and(closes) {
                self.close(index);
            } else if !in_code && !rest.is_empty() | (mark != Some(b':')) {
                return self.open(index, mark.unwrap_or_default(), length);
            }
        } else if !in_code && self.open.iter().all(|fence| fence.opening.is_some()) {
            self.mark(range);
        }
        1
    }

    /// The words of a line, without the marks of quotations and items.
    fn words(&self, index: usize) -> Range<usize> {
        let whole = self.lines[index].clone();
        let line = &self.text[whole.clone()];
        let words = line.trim_start_matches([' ', '\t', '>']);
        let start = whole.end - words.len();
        start..start + words.trim_end().len()
    }

    /// Opens a fence; gives back how many lines its head takes.
    fn open(&mut self, index: usize, mark: u8, length: usize) -> usize {
        let range = self.words(index);
        let info = self.text[range.clone()][length..].trim();
        let directive =
            directive::name(info).filter(|(name, _)| mark == b':' || !directive::holds_code(name));
        let Some((name, argument)) = directive else {
            if mark != b':' {
                self.open.push(Fence { mark, length, line: index, opening: None, is_figure: false });
            }
            return 1;
        };
        let lines = self.lines[index + 1..].iter().map(|line| &self.text[line.clone()]);
        let (mut attributes, options) = directive::options(lines);
        let is_figure = matches!(name, "figure" | "image");
        let mut title = argument.to_owned();
        if is_figure {
            attributes.values.push(("path".into(), std::mem::take(&mut title)));
        }
        if name == "grid" {
            // How many columns it has.
            title.clear();
        }
        attributes.classes.insert(0, name.to_owned());
        if name == "dropdown" || attributes.has_class(&["dropdown"]) {
            attributes.classes.push("details".into());
        }
        let opening = Opening { attributes, title, range };
        self.open.push(Fence { mark, length, line: index, opening: Some((opening, options)), is_figure });
        1 + options
    }

    fn close(&mut self, index: usize) {
        let Some(Fence { opening: Some((opening, options)), line, is_figure, .. }) = self.open.pop() else {
            return;
        };
        let first = line + 1 + options;
        if is_figure {
            let lines: Vec<Range<usize>> = (line..=index).map(|at| self.words(at)).collect();
            let caption = lines[1 + options..lines.len() - 1].iter().map(|line| &self.text[line.clone()]);
            let caption = caption.collect::<Vec<_>>().join(" ").trim().to_owned();
            let Opening { attributes, range, .. } = opening;
            let marker = Marker::Figure(Opening { attributes, title: caption, range });
            return self.hidden.marker(&lines, marker);
        }
        let head: Vec<Range<usize>> = (line..first).map(|at| self.words(at)).collect();
        self.hidden.marker(&head, Marker::Opens(opening));
        let end = self.words(index);
        self.hidden.marker(&[end], Marker::Closes);
    }

    /// Marks that stand on lines of their own.
    fn mark(&mut self, range: Range<usize>) {
        let words = &self.text[range.clone()];
        let label = words.strip_prefix('(').and_then(|rest| rest.strip_suffix(")="));
        if let Some(label) = label.filter(|label| !label.is_empty() && !label.contains(['(', ')'])) {
            self.hidden.marker(&[range], Marker::Anchor(label.trim().to_owned()));
        } else if words.starts_with("+++") || words.starts_with("% ") || words == "%" {
            self.hidden.blank(range);
        }
    }

    /// What is never closed stays as it is.
    fn end(self) {
        // The parser takes other fences for code, which is named as the directive that it is.
        let left = self.open.iter().filter(|fence| fence.mark == b':');
        let left = left.filter_map(|fence| Some(fence.opening.as_ref()?.0.range.clone()));
        for range in left {
            self.hidden.foreign(Foreign::OpenDivision, range);
        }
    }
}
