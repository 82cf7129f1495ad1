//! Rules of styles that neither edition follows.

use super::embedded::DRAWN;
use super::tags::{Tag, Tags};
use crate::markup::is_block;
use crate::reader::build::{Mention, RULES_OF_IMAGES, RULES_OF_WORDS};

/// Those that are read at blocks.
const OF_BLOCKS: [&str; 3] = ["text-align", "list-style", "list-style-type"];

/// Those that are read or named elsewhere.
const OF_ALL: [&str; 10] = [
    "display",
    "visibility",
    "white-space",
    "break-before",
    "break-after",
    "page-break-before",
    "page-break-after",
    "color",
    "background",
    "background-color",
];

impl Tags<'_, '_> {
    /// Names the rules of a style that nothing comes of. Those of colours are named elsewhere, and drawings have
    /// looks of their own.
    pub(super) fn report_style(&mut self, tag: &Tag<'_>) {
        if tag.attributes.value("style").is_none()
            || DRAWN.contains(&tag.name.as_str())
            || self.build.is_in(&DRAWN)
        {
            return;
        }
        let read: &[&str] = match tag.name.as_str() {
            "img" => &RULES_OF_IMAGES,
            name if is_block(name) => &OF_BLOCKS,
            _ => &RULES_OF_WORDS,
        };
        let is_left_out = |rule: &&String| !OF_ALL.contains(&rule.as_str()) && is_property(rule);
        for rule in tag.attributes.rules_beyond(read).iter().filter(is_left_out) {
            let span = self.build.span(tag.range.clone());
            self.build.report.mention(Mention::Look, rule, span);
        }
    }
}

/// Whether a name can be that of a rule, and not of what a broken style holds.
fn is_property(name: &str) -> bool {
    const LONGEST: usize = 40;
    name.len() <= LONGEST && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}
