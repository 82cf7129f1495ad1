//! Headings: what HTML lets stand in them, and what writers of it do.

use super::inline::ends_in_paragraph;
use super::scan;
use super::tags::{Tag, Tags, is_heading};
use crate::document::{Alignment, Heading};
use crate::markup::is_block;
use crate::reader::build::{Kind, Mention, Role};

impl Tags<'_, '_> {
    pub(super) fn heading(&mut self, tag: &Tag<'_>) {
        if tag.closing {
            if !self.build.close_heading(&tag.name) {
                self.build.end_implicit();
            }
            return;
        }
        let (level, heading) = self.opened_heading(tag);
        // It ends where the next block begins, and so those within it would end it.
        match holds_blocks(self.build.source_behind(tag.range.end)) {
            true => self.open_element(Kind::Heading { level, heading, closed: false }, tag),
            false => self.open_leaf(Role::Heading(level, heading), tag),
        }
    }

    /// A heading that stands among words of Markdown, behind its anchor or an image, is one all the same:
    /// browsers show it so. `false` where the tag is of no heading, or stands where none can be.
    pub(super) fn heading_among_words(&mut self, tag: &Tag<'_>) -> bool {
        if tag.closing {
            return self.build.is_in_heading() && self.build.part_words(Role::Paragraph, &tag.range);
        }
        if !is_heading(&tag.name) || !ends_in_paragraph(&tag.name, self.build.source_behind(tag.range.end)) {
            return false;
        }
        let (level, heading) = self.opened_heading(tag);
        self.build.part_words(Role::Heading(level, heading), &tag.range)
    }

    fn opened_heading(&mut self, tag: &Tag<'_>) -> (u8, Heading) {
        if matches!(tag.attributes.alignment(), Some(Alignment::Centre | Alignment::End)) {
            let span = self.build.span(tag.range.clone());
            self.build.report.mention(Mention::AlignedHeading, &tag.name, span);
        }
        let level = tag.name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
        let (explicit_id, classes) = (tag.attributes.id.clone(), tag.attributes.classes.clone());
        (level, Heading { explicit_id, classes, ..Heading::default() })
    }
}

/// Whether a heading holds blocks, by the text behind its tag: up to its end there are some. One that has
/// no end before the next heading ends with its line.
fn holds_blocks(text: &str) -> bool {
    let mut holds = false;
    for (at, _) in text.match_indices('<') {
        let Some((name, closing)) = scan::tag_name(&text[at..]) else { continue };
        let name = name.to_ascii_lowercase();
        if is_heading(&name) {
            return closing && (holds || has_blank_line(&text[..at]));
        }
        holds |= !closing && is_block(&name) && name != "hr";
    }
    false
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.lines().skip(1).peekable();
    while let Some(line) = lines.next() {
        if line.trim().is_empty() && lines.peek().is_some() {
            return true;
        }
    }
    false
}
