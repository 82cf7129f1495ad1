//! Which way lines run, where a tag says that.

use super::tags::{Tag, Tags};
use crate::document::Direction;
use crate::reader::build::Mention;

impl Tags<'_, '_> {
    /// What the `dir` of an element says.
    pub(super) fn direction(&self, tag: &Tag<'_>) -> Option<Direction> {
        tag.attributes.direction(self.build.source_behind(tag.range.end))
    }

    /// Reports letters that are to run another way than those of their script do.
    pub(super) fn report_override(&mut self, tag: &Tag<'_>) {
        if tag.name != "bdo" || self.direction(tag).is_none() {
            return;
        }
        let written = tag.attributes.value("dir").unwrap_or_default().trim().to_ascii_lowercase();
        let span = self.build.span(tag.range.clone());
        self.build.report.mention(Mention::Reordered, &format!("<bdo dir=\"{written}\">"), span);
    }
}
