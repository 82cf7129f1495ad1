//! What is shown in a page and in neither edition: films, frames, drawings among the tags. A link or
//! their words stand for them.

use super::tags::{Tag, Tags};
use crate::document::Style;
use crate::reader::build::{Attributes, Embedded, Wrapper};

/// The elements whose own elements draw, and are no markup of words.
pub(super) const DRAWN: [&str; 2] = ["svg", "math"];

impl Tags<'_, '_> {
    /// Elements that embed what is not in the book; `false` where the tag is none of them.
    pub(super) fn embedded_tag(&mut self, tag: &Tag<'_>) -> bool {
        match (tag.name.as_str(), tag.closing) {
            ("iframe" | "video" | "audio" | "object", true) => {
                self.build.close_inline_element(&tag.name, tag.range.end);
            }
            ("iframe" | "video" | "audio" | "object" | "embed", _) => self.open_embedded(tag),
            // Of a picture the image counts, of a film its first source.
            ("source" | "track" | "param", _) => return self.source(tag),
            ("area", false) => self.area(tag),
            _ => return false,
        }
        true
    }

    fn open_embedded(&mut self, tag: &Tag<'_>) {
        let range = tag.range.clone();
        let title = ["title", "aria-label"].iter().find_map(|name| written(&tag.attributes, name));
        let title = title.map(|title| self.build.clean(title, range.clone()));
        let target = address(&tag.attributes).map(|target| self.build.clean(target, range.clone()));
        let span = self.build.span(range.clone());
        match target.as_ref().or(title.as_ref()) {
            Some(what) => self.build.report.embedded(&tag.name, what, span),
            None if tag.name == "embed" => self.report_left_out(tag),
            // It may have sources.
            None => self.build.report.embedded(&tag.name, "", span),
        }
        let embedded = Embedded { title, target, closed: false };
        self.open_levels(&tag.name, vec![Wrapper::Embedded(embedded)], tag);
        if tag.name == "embed" {
            self.build.close_inline_element("embed", range.end);
        }
    }

    /// The first address counts where the element itself has none.
    fn source(&mut self, tag: &Tag<'_>) -> bool {
        let range = tag.range.clone();
        let target = address(&tag.attributes).map(|target| self.build.clean(target, range));
        let Some(inlines) = self.build.inlines() else { return false };
        if let Some(embedded) = inlines.embedded() {
            embedded.target = embedded.target.take().or(target.filter(|_| tag.name == "source"));
            return true;
        }
        inlines.count_of("picture") > 0
    }

    /// A part of an image that is a link: its words, else its address.
    fn area(&mut self, tag: &Tag<'_>) {
        let words = ["alt", "title", "href"].iter().find_map(|name| written(&tag.attributes, name));
        let Some((words, target)) = words.zip(written(&tag.attributes, "href")) else { return };
        let range = tag.range.clone();
        let (words, target) =
            (self.build.clean(words, range.clone()), self.build.clean(target, range.clone()));
        let inlines = self.build.open_words(&range);
        inlines.open_element("area", Wrapper::Link { target, title: None }, None, range.start);
        inlines.text(&words, range.clone());
        inlines.close_element("area", range.end);
        inlines.text(" ", range);
    }

    /// A drawing or a formula, and what it is drawn of: of all that, the words are kept.
    pub(super) fn drawn_tag(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.as_str();
        if DRAWN.contains(&name) {
            match tag.closing {
                true => self.build.close_inline_element(name, tag.range.end),
                false => {
                    let span = self.build.span(tag.range.clone());
                    self.build.report.drawn(name, span);
                    self.open_levels(name, vec![Wrapper::Styled(Style::Classes(Vec::new()))], tag);
                }
            }
            return true;
        }
        if !self.build.is_in(&DRAWN) || matches!(name, "script" | "style") {
            return false;
        }
        // Texts of a drawing stand apart, the signs of a formula together.
        if matches!(name, "text" | "title" | "desc" | "foreignobject" | "annotation") {
            self.build.open_words(&tag.range).text(" ", tag.range.clone());
        }
        true
    }
}

/// The address of what is embedded.
fn address(attributes: &Attributes) -> Option<&str> {
    ["src", "data", "srcset"].iter().find_map(|name| written(attributes, name))
}

/// A value that says something.
fn written<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.value(name).map(str::trim).filter(|value| !value.is_empty())
}
