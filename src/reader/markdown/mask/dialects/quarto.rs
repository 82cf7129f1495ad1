//! Quarto: the one shortcode that means something to both editions, and headings that are the titles of
//! callouts (Quarto's guide, "Callout Blocks").

use super::super::lines::Line;
use super::super::{Hidden, Marker};

/// Finds these marks.
pub(super) fn find(text: &str, lines: &[Line], hidden: &mut Hidden) {
    let mut opens_callout = false;
    for line in lines {
        let words = line.words(text);
        let title = words.trim_start_matches('#');
        if opens_callout && title.len() < words.len() && title.starts_with(' ') {
            hidden.marker(&[line.range(text)], Marker::Title(title.trim().to_owned()));
        }
        if !words.is_empty() {
            opens_callout = words.starts_with(":::") && words.contains(".callout-");
        }
        let shortcode = line.words(text).strip_prefix("{{<").and_then(|rest| rest.strip_suffix(">}}"));
        if shortcode.is_some_and(|name| name.trim() == "pagebreak") {
            hidden.marker(&[line.range(text)], Marker::PageBreak);
        }
    }
}
