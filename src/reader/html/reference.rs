//! Character references.

use pulldown_cmark::{Event, Parser};
use std::borrow::Cow;
use std::ops::Range;

/// Cuts text at its character references: each part with its range, decoded.
pub(super) fn decode(text: &str) -> Vec<(Range<usize>, Cow<'_, str>)> {
    // The longest reference of HTML, `&CounterClockwiseContourIntegral;`, has 33 characters.
    const LONGEST: usize = 33;
    let mut parts = Vec::new();
    let mut plain = 0;
    for (start, _) in text.match_indices('&') {
        let name = text[start + 1..].find(|c: char| !c.is_ascii_alphanumeric() && c != '#');
        let Some(length) = name.filter(|&length| (1..LONGEST).contains(&length)) else { continue };
        let end = start + 1 + length + 1;
        if start < plain || !text[start + 1 + length..].starts_with(';') {
            continue;
        }
        if let Some(decoded) = decode_reference(&text[start..end]) {
            parts.push((plain..start, Cow::Borrowed(&text[plain..start])));
            parts.push((start..end, Cow::Owned(decoded)));
            plain = end;
        }
    }
    parts.push((plain..text.len(), Cow::Borrowed(&text[plain..])));
    parts
}

/// The Markdown parser knows all character references, so it is asked; `None` where it knows none.
fn decode_reference(reference: &str) -> Option<String> {
    let mut decoded = String::new();
    for event in Parser::new(reference) {
        if let Event::Text(text) = event {
            decoded.push_str(&text);
        }
    }
    (!decoded.is_empty() && decoded != reference).then_some(decoded)
}
