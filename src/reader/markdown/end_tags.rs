//! End tags of blocks within a paragraph of Markdown: `<div>`, an empty line, `words</div>`. Browsers end
//! the paragraph there, and the element; were it not ended, all that follows would stand in it.

use super::events::Events;
use crate::reader::html;
use std::collections::BTreeMap;
use std::ops::Range;

/// The tags of blocks in the paragraph that is open.
#[derive(Default)]
pub(super) struct EndTags {
    /// How many elements of each name have begun in it, which are parts of it alone.
    begun: BTreeMap<String, usize>,
    /// The tags that end what it stands in, and those behind them.
    ending: Vec<(String, Range<usize>)>,
}

impl Events<'_, '_> {
    /// A tag among words.
    pub(super) fn inline_html(&mut self, tag: &str, range: Range<usize>) {
        let mut tags = self.end_tags.take();
        let ends = tags.as_mut().is_some_and(|tags| self.ends_element(tags, tag, &range));
        self.end_tags = tags;
        if !ends {
            html::Tags::new(self.build).inline(tag, range);
        }
    }

    /// Whether a tag ends an element that the open paragraph stands in, or begins the next behind such an
    /// end; it is then read behind the paragraph.
    fn ends_element(&self, tags: &mut EndTags, tag: &str, range: &Range<usize>) -> bool {
        let Some((name, closing)) = html::block_tag(tag) else { return false };
        if !tags.ending.is_empty() && tags_alone(self.build.source_behind(range.end)) {
            tags.ending.push((tag.to_owned(), range.clone()));
            return true;
        }
        if !closing {
            *tags.begun.entry(name).or_default() += 1;
            return false;
        }
        if let Some(count) = tags.begun.get_mut(&name).filter(|count| **count > 0) {
            *count -= 1;
            return false;
        }
        let ends = self.build.has_open(&name) && self.build.hidden_by().is_none();
        if ends {
            tags.ending.push((tag.to_owned(), range.clone()));
        }
        ends
    }

    /// Ends what the tags of a paragraph end that has ended.
    pub(super) fn end_elements(&mut self) {
        for (tag, range) in self.end_tags.take().unwrap_or_default().ending {
            html::Tags::new(self.build).block(&tag, &|_| range.clone());
        }
    }
}

/// Whether nothing but tags stands before the next empty line.
fn tags_alone(text: &str) -> bool {
    // So far off ends no paragraph that a person wrote in this way.
    const FAR: usize = 1_000;
    let mut in_tag = false;
    let near = &text[..text.floor_char_boundary(FAR)];
    let lines = near.lines().enumerate();
    let mut words =
        lines.take_while(|(at, line)| *at == 0 || !line.trim_matches([' ', '\t', '>']).is_empty());
    words.all(|(_, line)| {
        line.trim_start_matches([' ', '\t', '>']).chars().all(|character| {
            let is_part = in_tag || character == '<' || character.is_whitespace();
            in_tag = character == '<' || in_tag && character != '>';
            is_part
        })
    })
}
