//! Controls of forms: a book has none, and keeps the words that they show.

use super::tags::{Tag, Tags};
use crate::reader::build::Kind;

impl Tags<'_, '_> {
    /// Controls of forms; `false` where the tag is none of them.
    pub(super) fn control_tag(&mut self, tag: &Tag<'_>) -> bool {
        match tag.name.as_str() {
            "input" if self.task(tag) => return true,
            "input" if !tag.closing => self.shown_value(tag),
            // What can be chosen stands side by side.
            "option" | "optgroup" => self.choice(tag),
            "button" | "select" | "textarea" | "meter" | "progress" | "datalist" => {
                self.build.element_text(" ", tag.range.clone());
            }
            _ => return false,
        }
        self.report_left_out(tag);
        true
    }

    /// A box at the beginning of an item makes it a task.
    fn task(&mut self, tag: &Tag<'_>) -> bool {
        let is_box = tag.attributes.value("type").is_some_and(|kind| kind.eq_ignore_ascii_case("checkbox"));
        let begins = self.build.begins_item();
        match self.build.innermost() {
            Some(Kind::Item { task }) if is_box && begins => {
                *task = Some(tag.attributes.value("checked").is_some());
                true
            }
            _ => false,
        }
    }

    fn shown_value(&mut self, tag: &Tag<'_>) {
        let kind = tag.attributes.value("type").unwrap_or_default().to_ascii_lowercase();
        let shown = match kind.as_str() {
            "hidden" | "checkbox" | "radio" | "password" | "color" | "range" | "file" => None,
            "image" => tag.attributes.value("alt"),
            _ => tag.attributes.value("value").or(tag.attributes.value("placeholder")),
        };
        if let Some(shown) = shown {
            self.build.element_text(&format!(" {shown} "), tag.range.clone());
        }
    }

    fn choice(&mut self, tag: &Tag<'_>) {
        let label = tag.attributes.value("label").unwrap_or_default();
        self.build.element_text(&format!(" {label} "), tag.range.clone());
    }
}
