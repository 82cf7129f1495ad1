//! Addresses that stand in the text as they are: links without any marks, as GitHub's Markdown
//! reads them (GFM 0.29, 6.9).

use crate::document::{Inline, InlineKind, Target};
use std::ops::Range;

const STARTS: [&str; 3] = ["https://", "http://", "www."];

/// Makes links of the addresses in running text. Links hold none.
pub(super) fn link_addresses(content: Vec<Inline>) -> Vec<Inline> {
    let mut linked = Vec::with_capacity(content.len());
    for Inline { span, kind } in content {
        match kind {
            InlineKind::Text(text) if STARTS.iter().any(|start| text.contains(start)) => {
                let mut push = |kind| linked.push(Inline { span, kind });
                let mut done = 0;
                for range in addresses(&text) {
                    if done < range.start {
                        push(InlineKind::Text(text[done..range.start].to_owned()));
                    }
                    let address = text[range.clone()].to_owned();
                    let scheme = if address.starts_with("www.") { "http://" } else { "" };
                    let target = Target::Written(format!("{scheme}{address}"));
                    let content = vec![Inline { span, kind: InlineKind::Text(address) }];
                    push(InlineKind::Link { target, title: None, content });
                    done = range.end;
                }
                if done < text.len() {
                    push(InlineKind::Text(text[done..].to_owned()));
                }
            }
            InlineKind::Styled(style, inner) => {
                linked.push(Inline { span, kind: InlineKind::Styled(style, link_addresses(inner)) });
            }
            kind => linked.push(Inline { span, kind }),
        }
    }
    linked
}

/// The addresses of a text, in order. Every byte is looked at a fixed number of times.
fn addresses(text: &str) -> Vec<Range<usize>> {
    let starts = STARTS.iter().flat_map(|start| text.match_indices(start).map(|(at, _)| at));
    let mut starts: Vec<usize> = starts.collect();
    starts.sort_unstable();
    let mut found: Vec<Range<usize>> = Vec::new();
    for start in starts {
        let behind = found.last().is_none_or(|last| last.end <= start);
        found.extend(address_at(text, start).filter(|_| behind));
    }
    found
}

/// What is longer, in bytes, is no address that a person wrote.
const LONGEST: usize = 2_000;

fn address_at(text: &str, start: usize) -> Option<Range<usize>> {
    let before = text[..start].chars().next_back();
    let free = before.is_none_or(|c| c.is_whitespace() || "*_~(\"'“‘«„".contains(c));
    if !free {
        return None;
    }
    let rest = &text[start..text.floor_char_boundary(start + LONGEST + 1)];
    let end = rest.find(|c: char| c.is_whitespace() || "<>\"“”«»".contains(c)).unwrap_or(rest.len());
    let address = trimmed(rest.get(..end).filter(|address| address.len() <= LONGEST)?);
    has_host(address).then(|| start..start + address.len())
}

/// Without the punctuation of the sentence around it, and without a bracket that was opened before.
fn trimmed(mut address: &str) -> &str {
    loop {
        let shorter = address.trim_end_matches(['?', '!', '.', ',', ':', ';', '*', '_', '~', '\'', '’', '…']);
        let closed = shorter.matches(')').count() > shorter.matches('(').count();
        let shorter = if closed { shorter.strip_suffix(')').unwrap_or(shorter) } else { shorter };
        if shorter.len() == address.len() {
            return address;
        }
        address = shorter;
    }
}

/// A host has two parts at the least, of letters, digits and hyphens.
fn has_host(address: &str) -> bool {
    let rest = address.split_once("://").map_or(address, |(_, rest)| rest);
    let host = rest.split(['/', '?', '#', ':']).next().unwrap_or_default();
    let parts: Vec<&str> = host.split('.').collect();
    let sound = |part: &&str| !part.is_empty() && part.chars().all(|c| c.is_alphanumeric() || c == '-');
    parts.len() >= 2 && parts.iter().all(sound)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::inline_text;
    use crate::source::Span;

    #[test]
    fn addresses_in_text_are_links() {
        for (text, expected) in [
            ("see https://example.org/a.", "see [https://example.org/a]."),
            ("(www.example.org/a_(b)), and", "([www.example.org/a_(b)]), and"),
            ("http://example.org/?a=b&c#d next", "[http://example.org/?a=b&c#d] next"),
            ("https://example.org and www.a.b", "[https://example.org] and [www.a.b]"),
            ("xhttps://example.org", "xhttps://example.org"),
            ("https://localhost", "https://localhost"),
            ("https://", "https://"),
            ("www.", "www."),
            ("a “https://example.org”", "a “[https://example.org]”"),
        ] {
            let inline = Inline { span: Span::GENERATED, kind: InlineKind::Text(text.into()) };
            let shown: String = link_addresses(vec![inline])
                .into_iter()
                .map(|inline| match inline.kind {
                    InlineKind::Text(text) => text,
                    kind => format!("[{}]", inline_text(kind.content())),
                })
                .collect();
            assert_eq!(shown, expected);
        }
    }
}
