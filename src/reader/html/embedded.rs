//! What is shown in a page and in neither edition: films, frames, drawings among the tags. A link or
//! their words stand for them.

use super::tags::{Tag, Tags};
use super::{reference, scan};
use crate::address;
use crate::document::Style;
use crate::reader::build::{Attributes, Embedded, Mention, Wrapper};
use std::ops::Range;

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
        let target = source(&tag.attributes).map(|target| self.build.clean(target, range.clone()));
        if let Some(path) = target.as_deref().filter(|_| is_image(tag)) {
            let (path, nested) = (self.build.image_path(path, range.clone()), 0);
            // The words for those who do not see it.
            let image = Wrapper::Image { path, title: None, alt: title.unwrap_or_default(), nested };
            self.open_levels(&tag.name, vec![image], tag);
        } else {
            self.report_embedded(tag, title.as_deref(), target.as_deref());
            let is_kept = target.as_deref().is_none_or(|target| leads_out(&tag.name, target));
            let (target, name) = if is_kept { (target, None) } else { (None, target) };
            let embedded = Embedded { title, target, name, closed: false };
            self.open_levels(&tag.name, vec![Wrapper::Embedded(embedded)], tag);
            if let Some(page) = tag.attributes.value("srcdoc") {
                self.page_words(page, &range);
            }
        }
        if tag.name == "embed" {
            self.build.close_inline_element("embed", range.end);
        }
    }

    fn report_embedded(&mut self, tag: &Tag<'_>, title: Option<&str>, target: Option<&str>) {
        let span = self.build.span(tag.range.clone());
        let stands = match target {
            Some(target) if leads_out(&tag.name, target) => "a link stands for it",
            Some(_) => {
                "its words or its name stand for it, since no link leads out of a book to a file beside it"
            }
            // It may have sources.
            None if matches!(tag.name.as_str(), "video" | "audio" | "object") => {
                "a link or its words stand for it"
            }
            None if title.is_none() && tag.attributes.value("srcdoc").is_none() => {
                return self.report_left_out(tag);
            }
            None => "its words stand for it",
        };
        self.build.report.embedded(&tag.name, target.or(title).unwrap_or_default(), stands, span);
    }

    /// The words of a page that an attribute holds.
    fn page_words(&mut self, page: &str, range: &Range<usize>) {
        for piece in scan::pieces(page) {
            let text = match piece {
                scan::Piece::Text(at) => reference::decode(page.get(at).unwrap_or_default()),
                // Words of different elements stand apart.
                _ => vec![(0..0, " ".into())],
            };
            text.iter().for_each(|(_, text)| self.build.element_text(text, range.clone()));
        }
    }

    /// The first address counts where the element itself has none.
    fn source(&mut self, tag: &Tag<'_>) -> bool {
        let range = tag.range.clone();
        let target = source(&tag.attributes).map(|target| self.build.clean(target, range));
        let target = target.filter(|_| tag.name == "source");
        let Some(inlines) = self.build.inlines() else { return false };
        if let Some(embedded) = inlines.embedded() {
            let leads = target.as_deref().is_some_and(|target| leads_out(&tag.name, target));
            let place = if leads { &mut embedded.target } else { &mut embedded.name };
            *place = place.take().or(target);
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
                    self.build.report.mention(Mention::Drawn, name, span);
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

/// The address of what is shown. Of several candidates the first counts; images that wait to be looked at
/// have their address where scripts find it.
pub(super) fn source(attributes: &Attributes) -> Option<&str> {
    let candidates =
        |name| written(attributes, name)?.split([',', ' ', '\n', '\t']).find(|part| !part.is_empty());
    let stated = ["src", "data", "data-src"].iter().find_map(|name| written(attributes, name));
    stated.or_else(|| ["srcset", "data-srcset"].iter().find_map(|name| candidates(name)))
}

/// Whether what is embedded is an image, which both editions can show.
fn is_image(tag: &Tag<'_>) -> bool {
    const ENDINGS: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "svg"];
    let kind = tag.attributes.value("type").map(|kind| kind.trim().to_ascii_lowercase());
    let ending = || {
        let path = source(&tag.attributes)?.split(['?', '#']).next()?;
        path.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase())
    };
    matches!(tag.name.as_str(), "object" | "embed")
        && match kind {
            Some(kind) => kind.starts_with("image/"),
            None => ending().is_some_and(|ending| ENDINGS.contains(&ending.as_str())),
        }
}

/// Whether a link to what is embedded may lead somewhere: into the web, or, from a frame, to a chapter.
fn leads_out(name: &str, target: &str) -> bool {
    name == "iframe" || target.starts_with("//") || address::scheme(target).is_some()
}

/// A value that says something.
fn written<'a>(attributes: &'a Attributes, name: &str) -> Option<&'a str> {
    attributes.value(name).map(str::trim).filter(|value| !value.is_empty())
}
