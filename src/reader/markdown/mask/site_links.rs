//! Addresses that shortcodes of Hugo give: `[words]({{< relref "hives.md" >}})` leads to that page (Hugo's manual,
//! "ref" and "relref"). What stands around the address becomes blanks, which Markdown allows there.

use super::Hidden;
use super::terrain::Terrain;
use std::ops::Range;

const SIGNS: [(&str, &str); 2] = [("{{<", ">}}"), ("{{%", "%}}")];

/// Whether such addresses may stand in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    SIGNS.iter().any(|(open, _)| text.contains(open)) && text.contains("ref ")
}

/// Finds them behind the words of a link, and behind the name of a reference.
pub(super) fn find(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    for (open, close) in SIGNS {
        for (at, _) in text.match_indices(open) {
            let before = text[..at].trim_end_matches(' ');
            let is_address = before.ends_with("](") || before.ends_with("]:");
            let Some(end) = text[at..].find(close).map(|length| at + length + close.len()) else { break };
            let inner = at + open.len()..end - close.len();
            if let Some(path) = path(text, inner).filter(|_| is_address && terrain.opaque_at(at).is_none()) {
                hidden.blank(at..path.start);
                hidden.blank(path.end..end);
            }
        }
    }
}

/// Where the path stands in `relref "path"` or `ref path="path"`.
fn path(text: &str, inner: Range<usize>) -> Option<Range<usize>> {
    let words = text[inner.clone()].trim();
    let rest = words.strip_prefix("relref ").or_else(|| words.strip_prefix("ref "))?.trim_start();
    let rest = rest.strip_prefix("path=").unwrap_or(rest);
    let quote = rest.chars().next().filter(|quote| matches!(quote, '"' | '\'' | '`'));
    let bare = rest.trim_start_matches(['"', '\'', '`']);
    let end =
        bare.find(|letter: char| quote.map_or(letter == ' ', |quote| quote == letter)).unwrap_or(bare.len());
    let start = inner.start + text[inner.clone()].trim_end().len() - bare.len();
    let is_plain = !bare[..end].contains([' ', '\n', '(', ')', '<', '>']);
    (end > 0 && is_plain).then_some(start..start + end)
}
