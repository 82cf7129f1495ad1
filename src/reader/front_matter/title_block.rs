//! Title, authors and date in the first lines of a file, each behind a percent sign (pandoc's manual,
//! "Extension: pandoc_title_block").

use crate::settings::{Value, ValueKind};
use crate::source::{FileId, Span};
use std::ops::Range;

/// What the lines say, in their order.
const KEYS: [&str; 3] = ["title", "author", "date"];

/// Reads such lines from `start` on: what they say, and where the text behind them begins. A line that
/// begins with a blank goes on with the one above.
pub(super) fn read(file: FileId, text: &str, start: usize) -> Option<(Vec<(String, Value)>, usize)> {
    let mut fields: Vec<Vec<Range<usize>>> = Vec::new();
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        let words = line.trim_end();
        let behind = words.strip_prefix('%').filter(|rest| rest.is_empty() || rest.starts_with(' '));
        let goes_on = !fields.is_empty() && words.starts_with(' ') && !words.trim().is_empty();
        let range = at + usize::from(behind.is_some())..at + words.len();
        match behind {
            Some(_) if fields.len() < KEYS.len() => fields.push(vec![range]),
            None if goes_on => fields.last_mut()?.push(range),
            _ => break,
        }
        at += line.len();
    }
    let first = fields.first()?;
    if first.iter().all(|range| text[range.clone()].trim().is_empty()) {
        return None;
    }
    let entries = KEYS
        .iter()
        .zip(&fields)
        .filter_map(|(key, lines)| Some(((*key).to_owned(), value(file, text, key, lines)?)));
    Some((entries.collect(), at))
}

/// What a field says: of the authors a list, which semicolons part as well as lines.
fn value(file: FileId, text: &str, key: &str, lines: &[Range<usize>]) -> Option<Value> {
    let (first, last) = (lines.first()?, lines.last()?);
    let span = Span::new(file, first.start..last.end);
    let words = lines.iter().map(|line| text[line.clone()].trim());
    if key == "author" {
        let authors = words.flat_map(|line| line.split(';')).map(str::trim).filter(|name| !name.is_empty());
        let authors: Vec<Value> = authors.map(|name| Value::line(name, span)).collect();
        return (!authors.is_empty()).then_some(Value { span, kind: ValueKind::List(authors) });
    }
    let words = words.collect::<Vec<_>>().join(" ");
    (!words.trim().is_empty()).then(|| Value::line(words.trim(), span))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_behind_percent_signs_are_title_authors_and_date() {
        for (text, expected) in [
            (
                "% A *Title*\n% Ann Writer; Bob\n% 2026\n\nText",
                "title=A *Title* author=Ann Writer+Bob date=2026 |\nText",
            ),
            (
                "% A Title\n  on two lines\n% Ann\n  Bob\nText",
                "title=A Title on two lines author=Ann+Bob |Text",
            ),
            ("% Title\n%\n% 1 March 2026\n", "title=Title date=1 March 2026 |"),
            ("%\n% Ann\n", "none"),
            ("%d is a format", "none"),
            ("100 % sure", "none"),
        ] {
            let shown = read(FileId(0), text, 0).map_or("none".to_owned(), |(entries, body)| {
                let entry = |(key, value): &(String, Value)| {
                    let said = match &value.kind {
                        ValueKind::List(items) => {
                            items.iter().filter_map(Value::as_text).collect::<Vec<_>>().join("+")
                        }
                        _ => value.as_text().unwrap_or_default().to_owned(),
                    };
                    format!("{key}={said} ")
                };
                entries.iter().map(entry).collect::<String>() + "|" + &text[body..]
            });
            assert_eq!(shown, expected, "{text}");
        }
    }
}
