//! Directives whose words have a form of their own: tables of comma-separated values, and glossaries as
//! reStructuredText writes them.

use super::directive::Directive;
use super::events::Events;
use crate::document::{BlockKind, Definition, Scope};
use crate::reader::build::{Inherited, Kind, OpenTable};
use crate::reader::table::{Head, PartKind, WrittenCell};
use std::ops::Range;

impl Events<'_, '_> {
    /// A table of comma-separated values, whose cells are Markdown (docutils, "CSV Table").
    pub(super) fn csv_table(&mut self, directive: &Directive<'_>) {
        let Directive { attributes, argument, text, range, .. } = directive;
        let delimiter = match attributes.value("delim") {
            Some("tab") => '\t',
            Some("space") => ' ',
            Some(written) => written.chars().next().unwrap_or(','),
            None => ',',
        };
        let number = |name: &str| attributes.value(name).and_then(|value| value.parse().ok()).unwrap_or(0);
        let mut heads: Vec<Vec<String>> =
            attributes.value("header").map(|header| records(header, delimiter)).unwrap_or_default();
        let mut rows = records(text, delimiter);
        heads.extend(rows.drain(..rows.len().min(number("header-rows"))));
        self.build.anchor(attributes.id.as_deref(), range.clone());
        let caption = self.line_of_words(argument, range);
        let table = OpenTable::captioned(caption);
        self.build.open_container(Kind::Table(Box::new(table)), range.clone());
        self.rows(heads, PartKind::Head, range);
        self.rows(rows, PartKind::Body, range);
        self.build.end_container();
    }

    fn rows(&mut self, rows: Vec<Vec<String>>, kind: PartKind, range: &Range<usize>) {
        if !rows.is_empty() {
            self.build.in_table(|table| table.start_part(kind, Inherited::default()));
        }
        for row in rows {
            self.build.in_table(|table| table.start_row(Inherited::default()));
            for cell in row {
                let head = if kind == PartKind::Head { Head::Of(Scope::Column) } else { Head::No };
                let span = self.build.span(range.clone());
                let written = WrittenCell { span, head, ..WrittenCell::default() };
                self.build.open_container(Kind::Cell(written), range.clone());
                self.push_line(&cell, range);
                self.build.end_container();
            }
        }
    }

    /// A glossary: terms, and what is set in below them.
    pub(super) fn glossary(&mut self, directive: &Directive<'_>) {
        let Directive { attributes, text, range, .. } = directive;
        self.build.anchor(attributes.id.as_deref(), range.clone());
        self.build.open_container(Kind::Definitions(Vec::new()), range.clone());
        let mut said: Vec<&str> = Vec::new();
        for line in text.lines().chain([""]) {
            let is_said = line.starts_with([' ', '\t']);
            if is_said {
                said.push(line.trim());
                continue;
            }
            self.explanation(&std::mem::take(&mut said), range);
            if !line.trim().is_empty() {
                let term = self.line_of_words(line, range);
                if let Some(Kind::Definitions(entries)) = self.build.innermost() {
                    entries.push(Definition { term, details: Vec::new() });
                }
            }
        }
        self.build.end_container();
    }

    /// What is said of the terms above it.
    fn explanation(&mut self, lines: &[&str], range: &Range<usize>) {
        if !lines.is_empty() {
            self.build.open_container(Kind::Details, range.clone());
            self.push_line(&lines.join(" "), range);
            self.build.end_container();
        }
    }

    /// A paragraph of one line of Markdown.
    fn push_line(&mut self, written: &str, range: &Range<usize>) {
        let words = self.line_of_words(written, range);
        if !words.is_empty() {
            self.build.push_block(BlockKind::Paragraph(words), range.clone());
        }
    }
}

/// The records of comma-separated values (RFC 4180): a field in quotes may hold what parts fields and
/// lines, and two quotes for one.
fn records(text: &str, delimiter: char) -> Vec<Vec<String>> {
    let (mut records, mut record, mut field) = (Vec::new(), Vec::new(), String::new());
    let mut is_quoted = false;
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '"' if is_quoted && letters.peek() == Some(&'"') => field.extend(letters.next()),
            '"' if is_quoted => is_quoted = false,
            '"' if field.trim().is_empty() => {
                field.clear();
                is_quoted = true;
            }
            '\n' if !is_quoted => {
                record.push(std::mem::take(&mut field).trim().to_owned());
                records.push(std::mem::take(&mut record));
            }
            letter if letter == delimiter && !is_quoted => {
                record.push(std::mem::take(&mut field).trim().to_owned());
            }
            letter => field.push(letter),
        }
    }
    record.push(field.trim().to_owned());
    records.push(record);
    records.retain(|record| record.iter().any(|field| !field.is_empty()));
    records
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_parted_by_commas() {
        for (text, expected) in [
            ("a, b\nc,d\n", "a|b / c|d"),
            ("\"a, b\", \"c \"\"d\"\"\"", "a, b|c \"d\""),
            ("\"two\nlines\",x", "two\nlines|x"),
            ("a,,c", "a||c"),
            ("5\" pipe,x", "5\" pipe|x"),
            ("\"never closed, x", "never closed, x"),
            ("", ""),
        ] {
            let shown: Vec<String> = records(text, ',').iter().map(|record| record.join("|")).collect();
            assert_eq!(shown.join(" / "), expected, "{text}");
        }
    }
}
