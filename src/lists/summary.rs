//! `SUMMARY.md`: the chapters of a book, as mdBook and GitBook read them.

use super::{BookList, Entry, Words};
use crate::document::{Matter, Number, Standing, StandingKind, Title};
use pulldown_cmark::{Event, HeadingLevel, Parser, Tag, TagEnd};
use std::ops::Range;

/// The entries in reading order, and the places of items that name no chapter.
pub fn read(text: &str) -> (Vec<Entry>, Vec<Range<usize>>) {
    read_with(text, false)
}

/// A summary without a `book.toml` beside it. Those of GitBook name parts by headings of the second level, and those
/// of Docsify by items without a link; what it numbers is for mdBook alone.
pub(super) fn without_config(text: &str) -> BookList {
    let (entries, _) = read_with(text, true);
    let mut list = BookList::default();
    for mut entry in entries {
        entry.standing.number = None;
        list.add(entry);
    }
    list
}

/// `_sidebar.md` of Docsify, where a folder stands for the page in it (its manual, "More pages").
pub(super) fn docsify(text: &str) -> BookList {
    let mut list = without_config(text);
    for entry in &mut list.entries {
        entry.path = entry.path.take().map(|path| match path.strip_suffix('/') {
            Some(folder) => format!("{folder}/README.md"),
            None => path,
        });
    }
    list
}

fn read_with(text: &str, is_of_gitbook: bool) -> (Vec<Entry>, Vec<Range<usize>>) {
    let mut summary = Summary { is_of_gitbook, ..Summary::default() };
    for (event, range) in Parser::new(text).into_offset_iter() {
        summary.event(event, range);
    }
    (summary.entries, summary.nameless)
}

#[derive(Default)]
struct Summary {
    /// Deeper headings name parts as well.
    is_of_gitbook: bool,
    entries: Vec<Entry>,
    nameless: Vec<Range<usize>>,
    /// The numbers of the open lists; that of the outermost goes on over parts.
    numbers: Vec<u32>,
    /// How many lists are open.
    depth: usize,
    /// How many chapters of the first level were numbered.
    chapters: u32,
    in_part: bool,
    seen_list: bool,
    seen_any: bool,
    /// Whether the open item has named its chapter.
    named: Vec<bool>,
    /// The words of the open items.
    words: Vec<Option<Range<usize>>>,
    reading: Option<Reading>,
}

/// A link or a heading whose words are being read.
struct Reading {
    words: Option<Range<usize>>,
    path: Option<String>,
    range: Range<usize>,
    heading: bool,
}

impl Summary {
    fn event(&mut self, event: Event<'_>, range: Range<usize>) {
        match event {
            Event::Start(Tag::List(_)) => {
                self.name_part();
                self.open_list();
            }
            Event::End(TagEnd::List(_)) => {
                self.depth -= 1;
                self.numbers.pop();
            }
            Event::Start(Tag::Item) => {
                self.named.push(false);
                self.words.push(None);
                if let Some(number) = self.numbers.last_mut() {
                    *number += 1;
                }
            }
            Event::End(TagEnd::Item) => self.close_item(range),
            Event::Start(Tag::Heading { level, .. }) if self.names_part(level) => {
                self.start(None, range, true)
            }
            Event::Start(Tag::Link { dest_url, .. }) if self.reading.is_none() => {
                self.start(Some(dest_url.to_string()), range, false);
            }
            Event::End(TagEnd::Heading(level)) if self.names_part(level) => self.end(),
            Event::End(TagEnd::Link) => self.end(),
            Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) => {}
            _ => {
                let reading = self.reading.as_mut().map(|reading| &mut reading.words);
                if let Some(words) = reading.or(self.words.last_mut()) {
                    let start = words.as_ref().map_or(range.start, |words| words.start);
                    *words = Some(start..range.end);
                }
            }
        }
    }

    fn names_part(&self, level: HeadingLevel) -> bool {
        level == HeadingLevel::H1 || self.is_of_gitbook && level <= HeadingLevel::H3
    }

    /// An item without a link above others is a part of the book.
    fn name_part(&mut self) {
        let words = self.words.last().cloned().flatten().filter(|_| self.is_of_gitbook);
        let Some(words) = words.filter(|_| self.named.last() == Some(&false)) else { return };
        if let Some(named) = self.named.last_mut() {
            *named = true;
        }
        self.seen_any = true;
        let depth = u8::try_from(self.depth.saturating_sub(1) + usize::from(self.in_part)).unwrap_or(u8::MAX);
        let part = Entry::new(None, words.clone(), depth);
        self.entries.push(Entry { words: Words::At(words), ..part });
    }

    fn close_item(&mut self, range: Range<usize>) {
        self.words.pop();
        if self.named.pop() == Some(false) {
            self.nameless.push(range);
        }
    }

    fn open_list(&mut self) {
        self.seen_list = true;
        let first = if self.depth == 0 { self.chapters } else { 0 };
        self.numbers.push(first);
        self.depth += 1;
    }

    fn start(&mut self, path: Option<String>, range: Range<usize>, heading: bool) {
        self.reading = Some(Reading { words: None, path, range, heading });
    }

    fn end(&mut self) {
        let Some(Reading { words, path, range, heading }) = self.reading.take() else { return };
        let first = !std::mem::replace(&mut self.seen_any, true);
        let (title, words) = (Title::default(), Words::At(words.unwrap_or(range.start..range.start)));
        if heading {
            // The first heading names the summary itself.
            if !first {
                self.in_part = true;
                let kind = StandingKind::Part;
                let standing = Standing { title, kind, depth: 0, number: None, matter: Matter::Body };
                self.entries.push(Entry { path: None, words, standing, range });
            }
            return;
        }
        // A second link in an item is none of its chapter.
        if self.named.last() == Some(&true) {
            return;
        }
        let path = path.filter(|path| !path.is_empty());
        let kind = if path.is_some() { StandingKind::Chapter } else { StandingKind::Planned };
        let standing = match self.depth {
            0 => {
                let matter = if self.seen_list { Matter::Back } else { Matter::Front };
                Standing { title, kind, depth: 0, number: None, matter }
            }
            depth => {
                self.chapters = self.numbers.first().copied().unwrap_or_default();
                let depth = u8::try_from(depth - 1 + usize::from(self.in_part)).unwrap_or(u8::MAX);
                let number = Some(Number::from(self.numbers.clone()));
                Standing { title, kind, depth, number, matter: Matter::Body }
            }
        };
        if let Some(named) = self.named.last_mut() {
            *named = true;
        }
        self.entries.push(Entry { path, words, standing, range });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `depth number matter title -> path`, a line each.
    fn lines(text: &str) -> Vec<String> {
        let (entries, nameless) = read(text);
        let line = |entry: &Entry| {
            let Standing { depth, number, matter, .. } = &entry.standing;
            let Words::At(words) = &entry.words else { panic!("a summary holds the words") };
            let title = &text[words.clone()];
            let number = number.as_ref().map_or_else(|| "-".to_owned(), Number::to_string);
            format!("{depth} {number} {matter:?} {title} -> {}", entry.path.as_deref().unwrap_or("-"))
        };
        let faults = nameless.iter().map(|range| format!("nameless at {}", range.start));
        entries.iter().map(line).chain(faults).collect()
    }

    #[test]
    fn summaries_are_read_as_mdbook_reads_them() {
        let cases: &[(&str, &[&str])] = &[
            (
                "# Summary\n\n[Foreword](a.md)\n\n- [One](b.md)\n  - [*In* `it`](c.md)\n- [Two](d.md)\n\n---\n\n[End](e.md)\n",
                &[
                    "0 - Front Foreword -> a.md",
                    "0 1 Body One -> b.md",
                    "1 1.1 Body *In* `it` -> c.md",
                    "0 2 Body Two -> d.md",
                    "0 - Back End -> e.md",
                ],
            ),
            (
                "# Summary\n\n# Part *one*\n\n- [A](a.md)\n- [Later]()\n\n# Part two\n\n- [B](b.md)\n    - [C](c%20d.md)\n",
                &[
                    "0 - Body Part *one* -> -",
                    "1 1 Body A -> a.md",
                    "1 2 Body Later -> -",
                    "0 - Body Part two -> -",
                    "1 3 Body B -> b.md",
                    "2 3.1 Body C -> c%20d.md",
                ],
            ),
            ("- no link\n- [A](a.md)\n", &["0 2 Body A -> a.md", "nameless at 0"]),
            ("", &[]),
        ];
        for (text, expected) in cases {
            assert_eq!(lines(text), *expected, "{text}");
        }
    }
}
