//! The words of a paragraph or of verse as inlines, each with its place in the source.

use crate::document::{Inline, InlineKind, NoteId, Style};
use crate::reader::line_end::vanishes;
use crate::reader::plain::Sheet;
use crate::reader::plain::frame::hyphens::{Joint, hyphen};
use crate::reader::plain::lines::{Line, is_forbidden};
use crate::reader::plain::role::Role;
use crate::source::{FileId, Span};
use std::ops::Range;

/// Lines joined to one text, which remembers where each byte of it comes from.
#[derive(Default)]
pub struct Run {
    pub(super) text: String,
    /// Where a stretch that is contiguous in the source begins: here, and there. Ascending.
    stretches: Vec<(usize, usize)>,
    /// Calls of notes, each with the offset that it stands at. Ascending.
    calls: Vec<(usize, NoteId)>,
    /// Stretches with what is to be read for them. Ascending.
    pub(super) rubies: Vec<(Range<usize>, String)>,
    /// Stretches that marks of their own stress. Ascending.
    pub(super) stressed: Vec<Range<usize>>,
}

impl Run {
    /// Wrapped lines with a space between them. A hyphen at a line's end takes no space, and goes where
    /// it divided a word; letters of scripts that are written without spaces take none either, unless the number of a
    /// heading stands above its title.
    pub fn of(sheet: &Sheet, lines: Range<usize>) -> Run {
        Run::behind(sheet, lines, 0)
    }

    /// The same without so many bytes at the front of the first line.
    pub fn behind(sheet: &Sheet, lines: Range<usize>, skipped: usize) -> Run {
        let mut run = Run::default();
        let mut above: Option<(usize, usize)> = None;
        let is_number = |line: usize| {
            matches!(sheet.roles.get(line), Some(Role::Heading { .. }))
                && sheet.numbering(line).is_some_and(|number| number.rest.is_empty())
        };
        let start = lines.start;
        let is_rule = |line: &usize| sheet.roles.get(*line) == Some(&Role::Rule);
        let words = lines.filter(|line| !is_rule(line)).filter_map(|index| {
            let mut line = sheet.lines.get(index)?.clone();
            line.content.start += if index == start { skipped } else { 0 };
            Some((index, line))
        });
        for (index, line) in words.filter(|(_, line)| !line.is_blank()) {
            let first = sheet.text[line.content.clone()].chars().next();
            match above {
                Some((_, last)) if sheet.joint(last) == Some(Joint::Divided) => run.without_hyphen(),
                Some((stop, last)) => {
                    let parted = sheet.joint(last).is_some() || is_number(last);
                    if parted || !joins_closely(&run.text, first) {
                        run.push(' ', stop);
                    }
                }
                None => {}
            }
            run.push_content(sheet, line.content);
            above = Some((line.stop, index));
        }
        run
    }

    fn without_hyphen(&mut self) {
        if let Some(rest) = hyphen(&self.text) {
            self.text.truncate(rest.len());
        }
    }

    /// A part of a line.
    pub fn of_bytes(sheet: &Sheet, bytes: Range<usize>) -> Run {
        let mut run = Run::default();
        run.push_content(sheet, bytes);
        run
    }

    /// Lines of verse, each ended by `\n`; a line that goes on in the next is one.
    pub fn of_verse(sheet: &Sheet, lines: &[Line]) -> Run {
        let mut run = Run::default();
        for (index, line) in lines.iter().enumerate() {
            run.push_content(sheet, line.content.clone());
            if let Some(next) = lines.get(index + 1) {
                run.push(if sheet.turns_over(line, next) { ' ' } else { '\n' }, line.stop);
            }
        }
        run
    }

    /// Spaces and tabs in a row are one space; the labels of notes are no text.
    fn push_content(&mut self, sheet: &Sheet, bytes: Range<usize>) {
        if sheet.annotated {
            return self.push_annotated(sheet, bytes);
        }
        let (content, start) = (&sheet.text[bytes.clone()], bytes.start);
        let mut marks = sheet.marks_from(start).iter().peekable();
        let is_space = |character: char| {
            matches!(character, ' ' | '\t' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
        };
        for (offset, character) in content.char_indices() {
            while marks.next_if(|mark| mark.bytes.end <= start + offset).is_some() {}
            if let Some(mark) = marks.peek().filter(|mark| mark.bytes.contains(&(start + offset))) {
                if mark.bytes.start == start + offset {
                    // A mark follows its word closely, also where the label did not.
                    if mark.call.is_some() && self.text.ends_with(' ') {
                        self.text.pop();
                    }
                    self.calls.extend(mark.call.map(|call| (self.text.len(), call)));
                }
                continue;
            }
            if is_space(character) {
                if !self.text.ends_with(' ') {
                    self.push(' ', start + offset);
                }
            } else if !is_forbidden(character) {
                self.push(character, start + offset);
            }
        }
    }

    pub(super) fn push(&mut self, character: char, source: usize) {
        let contiguous =
            self.stretches.last().is_some_and(|(own, there)| self.text.len() - own + there == source);
        if !contiguous {
            self.stretches.push((self.text.len(), source));
        }
        self.text.push(character);
    }

    /// Where a byte of the text comes from.
    fn source(&self, offset: usize) -> usize {
        let after = self.stretches.partition_point(|(own, _)| *own <= offset);
        self.stretches.get(after.saturating_sub(1)).map_or(0, |(own, there)| offset - own + there)
    }

    fn span(&self, file: FileId, range: Range<usize>) -> Span {
        let start = self.source(range.start);
        let last = self.text[range.clone()].chars().next_back();
        let end = match last {
            None => self.source(range.end.min(self.text.len().saturating_sub(1))).max(start),
            Some(last) => self.source(range.end - last.len_utf8()) + last.len_utf8(),
        };
        Span::new(file, start..end.max(start))
    }

    /// The inlines of a paragraph.
    pub fn inlines(&self, file: FileId) -> Vec<Inline> {
        self.inlines_of(file, 0..self.text.len(), &self.emphases())
    }

    /// The inlines of each line of verse.
    pub fn verse(&self, file: FileId) -> Vec<Vec<Inline>> {
        let emphases = self.emphases();
        let mut start = 0;
        let mut lines = Vec::new();
        let mut first = 0;
        for line in self.text.split('\n') {
            let range = start..start + line.len();
            first += emphases
                .get(first..)
                .unwrap_or_default()
                .partition_point(|emphasis| emphasis.end <= range.start);
            lines.push(self.inlines_of(file, range.clone(), emphases.get(first..).unwrap_or_default()));
            start = range.end + 1;
        }
        lines
    }

    /// The inlines of a range; an emphasis that goes beyond it is cut at its ends.
    fn inlines_of(&self, file: FileId, range: Range<usize>, emphases: &[Range<usize>]) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut at = range.start;
        let first = self.calls.partition_point(|(offset, _)| *offset < range.start);
        let last = self.calls.partition_point(|(offset, _)| *offset <= range.end);
        let mut calls = self.calls.get(first..last).unwrap_or_default();
        let within = emphases.iter().take_while(|emphasis| emphasis.start < range.end);
        for emphasis in within.filter(|emphasis| emphasis.end > range.start) {
            // The underscores themselves belong to the emphasis's span alone.
            let outer = emphasis.start.max(range.start)..emphasis.end.min(range.end);
            let mark = usize::from(self.stressed.is_empty());
            let inner = (emphasis.start + mark).max(range.start)..(emphasis.end - mark).min(range.end);
            inlines.extend(self.words(file, at..outer.start, &mut calls));
            let words = self.words(file, inner, &mut calls);
            if !words.is_empty() {
                let span = self.span(file, outer.clone());
                inlines.push(Inline { span, kind: InlineKind::Styled(Style::Emphasis, words) });
            }
            at = outer.end;
        }
        inlines.extend(self.words(file, at..range.end, &mut calls));
        inlines
    }

    /// The text of a range with the calls in it and at its end, which are taken from `calls`.
    fn words(&self, file: FileId, range: Range<usize>, calls: &mut &[(usize, NoteId)]) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut at = range.start;
        while let Some(((offset, call), rest)) =
            calls.split_first().filter(|((offset, _), _)| *offset <= range.end)
        {
            inlines.extend(self.stretch(file, at..*offset));
            let span = self.span(file, *offset..*offset);
            inlines.push(Inline { span, kind: InlineKind::NoteMark(*call) });
            (at, *calls) = ((*offset).max(at), rest);
        }
        inlines.extend(self.stretch(file, at..range.end));
        inlines
    }

    /// The text of a range, its readings above it.
    fn stretch(&self, file: FileId, range: Range<usize>) -> Vec<Inline> {
        let mut inlines = Vec::new();
        let mut at = range.start;
        let first = self.rubies.partition_point(|(base, _)| base.start < range.start);
        let within = self.rubies.iter().skip(first).take_while(|(base, _)| base.start < range.end);
        for (base, reading) in within {
            let base = base.start.max(at)..base.end.min(range.end);
            inlines.extend(self.plain(file, at..base.start));
            let span = self.span(file, base.clone());
            let words = self.plain(file, base.clone()).into_iter().collect();
            inlines.push(Inline { span, kind: InlineKind::Styled(Style::Ruby(reading.clone()), words) });
            at = base.end;
        }
        inlines.extend(self.plain(file, at..range.end));
        inlines
    }

    fn plain(&self, file: FileId, range: Range<usize>) -> Option<Inline> {
        let text = self.text.get(range.clone()).filter(|text| !text.is_empty())?;
        Some(Inline { span: self.span(file, range), kind: InlineKind::Text(text.to_string()) })
    }

    /// The ranges from an underscore before a word to the next one after a word, both included.
    /// An underscore inside a word, or one without its fellow, is a character as any other. Texts of
    /// Project Gutenberg write italics so.
    fn emphases(&self) -> Vec<Range<usize>> {
        if !self.stressed.is_empty() {
            return self.stressed.clone();
        }
        let mut emphases = Vec::new();
        let mut open: Option<usize> = None;
        for (offset, _) in self.text.match_indices('_') {
            let before = self.text[..offset].chars().next_back();
            let after = self.text[offset + 1..].chars().next();
            let is_word =
                |character: Option<char>| character.is_some_and(|c| c.is_alphanumeric() || c == '_');
            let is_space = |character: Option<char>| character.is_none_or(char::is_whitespace);
            let closes = !is_space(before) && !is_word(after) && before != Some('_');
            let opens = !is_space(after) && !is_word(before) && after != Some('_');
            match open {
                Some(start) if closes => {
                    emphases.push(start..offset + 1);
                    open = None;
                }
                _ if opens => open = Some(offset),
                _ => {}
            }
        }
        emphases
    }
}

fn joins_closely(text: &str, next: Option<char>) -> bool {
    let mut before = text.chars().rev();
    let last = before.next();
    // A hyphen after a word; a dash that is typed with spaces keeps them.
    let hyphen = matches!(last, Some('-' | '\u{ad}' | '‐'))
        && before.next().is_some_and(|letter| letter.is_alphanumeric() || letter == '-');
    hyphen || vanishes(last, next)
}
