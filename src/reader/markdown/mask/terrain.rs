//! Where a text holds words, as the parser finds it: code, tags and addresses are not looked into.

use super::lines::Line;
use super::readable;
use crate::reader::markdown::dialect;
use pulldown_cmark::{Event, LinkType, Tag, TagEnd};
use std::ops::Range;

/// The words of a text and what is none of them.
#[derive(Debug, Default)]
pub(in crate::reader::markdown) struct Terrain {
    /// What a paragraph, a heading, a cell or an item of a tight list holds, each from its first word
    /// to its last.
    pub(in crate::reader::markdown) runs: Vec<Range<usize>>,
    /// Code, raw HTML, addresses: in the order of the text.
    opaque: Vec<Range<usize>>,
    /// Calls of notes, in the order of the text.
    calls: Vec<Range<usize>>,
    /// Where the marks of definitions stand, in the order of the text.
    pub(super) definitions: Vec<usize>,
    /// Where blocks of HTML end, in the order of the text.
    html_ends: Vec<usize>,
    /// Where fences stand that may be directly below HTML, in the order of the text.
    below_html: Vec<usize>,
}

impl Terrain {
    /// Reads a text without formulas, which are what masks are to make right.
    pub(in crate::reader::markdown) fn of(text: &str) -> Terrain {
        let readable = readable::of(text);
        let mut survey = Survey { text, terrain: Terrain::default(), run: None, in_raw: false };
        for (event, range) in dialect::plain_parser(&readable.text).into_offset_iter() {
            // An empty line may stand for one of wider characters.
            survey.see(&event, range.start..text.floor_char_boundary(range.end));
        }
        survey.end_run();
        survey.terrain.below_html = readable.below_html;
        survey.terrain.opaque.sort_by_key(|range| range.start);
        survey.terrain
    }

    /// The stretch that is no words and that holds a place.
    pub(in crate::reader::markdown) fn opaque_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.opaque.partition_point(|range| range.start <= at);
        // A linked image has its address within the link's text: stretches may lie in one another.
        self.opaque[..after].iter().rev().take(2).find(|range| range.contains(&at))
    }

    /// The stretches of a run that are no words.
    pub(super) fn opaque_in(&self, run: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.opaque.partition_point(|stretch| stretch.start < run.start);
        self.opaque[first..].iter().take_while(move |stretch| stretch.start < run.end)
    }

    /// The calls of notes in a run of words.
    pub(super) fn calls_in(&self, run: &Range<usize>) -> impl Iterator<Item = &Range<usize>> {
        let first = self.calls.partition_point(|call| call.start < run.start);
        self.calls[first..].iter().take_while(move |call| call.start < run.end)
    }

    /// Takes stretches out of the words; both are in the order of the text.
    pub(super) fn cut(&mut self, stretches: &[Range<usize>]) {
        if stretches.is_empty() {
            return;
        }
        let mut cut = Vec::with_capacity(self.runs.len());
        for run in self.runs.drain(..) {
            let mut at = run.start;
            let first = stretches.partition_point(|stretch| stretch.end <= run.start);
            for stretch in stretches[first..].iter().take_while(|stretch| stretch.start < run.end) {
                cut.push(at..stretch.start.max(at));
                at = stretch.end;
            }
            cut.push(at..run.end.max(at));
        }
        cut.retain(|run| !run.is_empty());
        self.runs = cut;
    }

    /// Whether the mark of a definition stands at a place.
    pub(super) fn defines_at(&self, at: usize) -> bool {
        self.definitions.binary_search(&at).is_ok()
    }

    /// Whether a block of HTML ends directly above a line.
    pub(super) fn ends_html_above(&self, line: &Line) -> bool {
        // The parser counts the marks of what the line stands in to the block.
        let after = self.html_ends.partition_point(|&end| end <= line.start);
        // The end of the line above may be one of two characters, and need not belong to the block.
        self.below_html.binary_search(&line.start).is_ok()
            && self.html_ends[..after].last().is_some_and(|end| line.whole.start <= end + 2)
    }

    /// The words among which a place lies.
    pub(super) fn run_at(&self, at: usize) -> Option<&Range<usize>> {
        let after = self.runs.partition_point(|run| run.start <= at);
        self.runs[..after].last().filter(|run| at < run.end)
    }

    /// Whether words begin at a place, as at the beginning of a paragraph.
    pub(super) fn begins_run(&self, at: usize) -> bool {
        self.runs.binary_search_by_key(&at, |run| run.start).is_ok()
    }
}

struct Survey<'t> {
    text: &'t str,
    terrain: Terrain,
    run: Option<Range<usize>>,
    /// A block that holds no words is open.
    in_raw: bool,
}

impl Survey<'_> {
    fn see(&mut self, event: &Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => {
                self.end_run();
                self.in_raw = true;
                if matches!(event, Event::Start(Tag::HtmlBlock)) {
                    self.terrain.html_ends.push(range.end);
                }
                self.terrain.opaque.push(range);
            }
            Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => self.in_raw = false,
            _ if self.in_raw => {}
            Event::Start(Tag::Link { link_type, .. }) => {
                if matches!(link_type, LinkType::Autolink | LinkType::Email) {
                    self.terrain.opaque.push(range.clone());
                }
                self.open(range.start);
            }
            Event::Start(Tag::Image { .. }) => self.open(range.start),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                let words = self.run.as_ref().map_or(range.start, |run| run.end);
                self.terrain.opaque.push(words.max(range.start)..range.end);
                self.extend(range);
            }
            Event::Start(Tag::Emphasis | Tag::Strong | Tag::Strikethrough) => self.open(range.start),
            Event::End(TagEnd::Emphasis | TagEnd::Strong | TagEnd::Strikethrough) => self.extend(range),
            Event::Code(_) | Event::InlineHtml(_) => {
                self.terrain.opaque.push(range.clone());
                self.extend(range);
            }
            Event::FootnoteReference(_) => {
                self.terrain.calls.push(range.clone());
                self.extend(range);
            }
            Event::Start(Tag::DefinitionListDefinition) => {
                self.end_run();
                let written = &self.text[range.clone()];
                let blanks = written.len() - written.trim_start_matches([' ', '\t', '>']).len();
                self.terrain.definitions.push(range.start + blanks);
            }
            Event::Text(_) | Event::SoftBreak | Event::HardBreak => self.extend(range),
            _ => self.end_run(),
        }
    }

    fn open(&mut self, start: usize) {
        self.extend(start..start);
    }

    fn extend(&mut self, range: Range<usize>) {
        let run = self.run.get_or_insert(range.clone());
        run.end = run.end.max(range.end);
        run.start = run.start.min(range.start);
    }

    fn end_run(&mut self) {
        let Some(mut run) = self.run.take() else { return };
        // The parser leaves out the backslash of what is escaped.
        if run.start > 0 && self.text.as_bytes()[run.start - 1] == b'\\' {
            run.start -= 1;
        }
        self.terrain.runs.push(run);
    }
}
