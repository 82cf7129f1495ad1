//! Elements of block level.

use super::attributes::{lang, language};
use super::tags::{Tag, Tags, is_heading};
use crate::document::{BlockKind, Float, FloatKind, Heading};
use crate::reader::build::{Division, Kind, Role};
use std::ops::Range;

impl Tags<'_, '_> {
    /// Elements of block level; `false` where the tag is none of them.
    pub(super) fn block_tag(&mut self, tag: &Tag<'_>) -> bool {
        match tag.name.as_str() {
            "p" if self.build.is_in_caption() => self.break_caption(&tag.range),
            "p" => self.open_leaf(Role::Paragraph, tag),
            "summary" => self.open_leaf(Role::Summary, tag),
            "figcaption" => self.open_leaf(Role::Caption, tag),
            "dt" => {
                self.build.close_within(&["dd"], &["dl"]);
                self.open_leaf(Role::Term, tag);
            }
            name if is_heading(name) => self.heading(tag),
            "hr" => {
                self.build.end_implicit();
                self.build.push_block(BlockKind::Break, tag.range.clone());
            }
            "pre" if tag.closing => self.build.close_listing(),
            "pre" => self.build.open_listing(language(&tag.attributes), tag.range.start),
            _ => return self.table_tag(tag) || self.container_tag(tag),
        }
        true
    }

    /// Paragraphs in a caption are lines of it.
    fn break_caption(&mut self, range: &Range<usize>) {
        if let Some(inlines) = self.build.inlines() {
            inlines.new_line(range.clone());
        }
    }

    /// A block that holds words: it ends at its end tag or where the next block begins.
    pub(super) fn open_leaf(&mut self, role: Role, tag: &Tag<'_>) {
        match tag.closing {
            true => self.build.end_implicit(),
            false => self.build.open_element_leaf(role, lang(&tag.attributes), tag.range.clone()),
        }
    }

    fn heading(&mut self, tag: &Tag<'_>) {
        let level = tag.name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
        let classes = tag.attributes.classes.clone();
        let heading = Heading { content: Vec::new(), explicit_id: tag.attributes.id.clone(), classes };
        self.open_leaf(Role::Heading(level, heading), tag);
    }

    fn container_tag(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.as_str();
        if tag.closing {
            return self.build.close_within(&[name], &[]) || kind_of(tag).is_some();
        }
        match name {
            "li" => drop(self.build.close_within(&["li"], &["ul", "ol"])),
            "dd" => drop(self.build.close_within(&["dd"], &["dl"])),
            _ => {}
        }
        let known = kind_of(tag);
        let fits = match name {
            "li" => matches!(self.build.innermost(), Some(Kind::List { .. })),
            "dd" => matches!(self.build.innermost(), Some(Kind::Definitions(_))),
            _ => true,
        };
        let kind = known.or_else(|| self.unknown(tag)).filter(|_| fits);
        let Some(kind) = kind else { return false };
        self.build.end_implicit();
        self.open_element(kind, tag);
        true
    }

    /// An unknown element that says something of what it holds is a float.
    fn unknown(&mut self, tag: &Tag<'_>) -> Option<Kind> {
        let mut float = Float { kind: FloatKind::Listing, ..Float::default() };
        self.build.caption_from(&mut float, &tag.attributes, &tag.range);
        let says = !(float.caption.is_empty() && float.title.is_empty() && float.number.is_none());
        says.then(|| Kind::Float(Box::new(float)))
    }

    /// Opens a container for an element.
    pub(super) fn open_element(&mut self, kind: Kind, tag: &Tag<'_>) {
        self.build.open_element(&tag.name, kind, lang(&tag.attributes), &tag.range);
    }
}

/// What an element of block level becomes that holds blocks.
fn kind_of(tag: &Tag<'_>) -> Option<Kind> {
    Some(match tag.name.as_str() {
        "div" | "section" | "article" | "aside" | "main" | "header" | "footer" | "center" | "address" => {
            if let Some(alert) = tag.attributes.alert() {
                return Some(Kind::Alert(alert, Vec::new()));
            }
            let (classes, lang) = (tag.attributes.classes.clone(), lang(&tag.attributes));
            Kind::Division(Division { classes, lang, ..Division::default() })
        }
        "blockquote" => Kind::Quote,
        "ul" => Kind::List { start: None, loose: false, items: Vec::new() },
        "ol" => {
            let start = tag.attributes.value("start").and_then(|start| start.parse().ok());
            Kind::List { start: Some(start.unwrap_or(1)), loose: false, items: Vec::new() }
        }
        "li" => Kind::Item { task: None },
        "dl" => Kind::Definitions(Vec::new()),
        "dd" => Kind::Details,
        "details" => Kind::Collapsible(Vec::new()),
        "figure" => Kind::Float(Box::new(Float { kind: FloatKind::Figure, ..Float::default() })),
        _ => return None,
    })
}
