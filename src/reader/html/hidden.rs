//! Elements that a page holds and does not show: `hidden`, `display: none`, `template`. No reader of
//! the page sees them, so neither edition has them, and a note says so.

use super::scan;
use super::tags::{Tag, Tags};
use crate::markup::is_void;
use crate::reader::build::{Attributes, Mention};

impl Tags<'_, '_> {
    /// Leaves out an element that is not to be seen, with all that it holds; `false` where it is.
    pub(super) fn hide(&mut self, tag: &Tag<'_>) -> bool {
        if tag.closing {
            return false;
        }
        let span = self.build.span(tag.range.clone());
        if tag.attributes.value("aria-hidden").is_some_and(|value| value.trim() == "true") {
            self.build.report.mention(Mention::Silent, &tag.name, span);
        }
        let Some(asked) = asks(&tag.name, &tag.attributes) else { return false };
        if is_void(&tag.name) {
            self.build.report.mention(Mention::Unseen, asked, span);
            return true;
        }
        let from = tag.range.end;
        let length = match self.build.looks_for_end() {
            true => end_of_element(self.build.source_behind(from), &tag.name),
            false => None,
        };
        match length {
            Some(length) => {
                self.build.report.mention(Mention::Unseen, asked, span);
                self.build.leave_out(from..from + length);
            }
            None => {
                self.build.found_no_end();
                self.build.report.mention(Mention::Shown, asked, span);
            }
        }
        length.is_some()
    }
}

/// What says that an element is not to be seen, as it is written.
fn asks(name: &str, attributes: &Attributes) -> Option<&'static str> {
    if name == "template" {
        return Some("<template>");
    }
    // A film without controls and an image may say so too; what they stand for is as little seen.
    if attributes.value("hidden").is_some() {
        return Some("hidden");
    }
    attributes.rules().find_map(|(rule, value)| match (rule.as_str(), value.as_str()) {
        ("display", "none") => Some("display: none"),
        ("visibility", "hidden" | "collapse") => Some("visibility: hidden"),
        _ => None,
    })
}

/// Where an element of a name ends in the text behind its tag: behind its end tag.
fn end_of_element(text: &str, name: &str) -> Option<usize> {
    let mut depth = 1usize;
    for (at, _) in text.match_indices('<') {
        let rest = &text[at..];
        let Some((found, closing)) =
            scan::tag_name(rest).filter(|(found, _)| found.eq_ignore_ascii_case(name))
        else {
            continue;
        };
        depth = if closing { depth - 1 } else { depth + 1 };
        if depth == 0 {
            let head = "</".len() + found.len();
            return Some(rest[head..].find('>').map_or(text.len(), |end| at + head + end + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_element_ends_with_its_own_end_tag() {
        for (text, end) in [
            ("a</p>b", Some("a</p>".len())),
            ("<P>a</P></p >b", Some("<P>a</P></p >".len())),
            ("<pre></pre></p", Some("<pre></pre></p".len())),
            ("a<p>b</p>", None),
        ] {
            assert_eq!(end_of_element(text, "p"), end, "{text}");
        }
    }
}
