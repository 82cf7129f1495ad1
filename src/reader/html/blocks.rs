//! Elements of block level.

use super::attributes::{lang, language};
use super::page_break::{asks_for_page, is_page_break};
use super::tags::{Tag, Tags, is_heading};
use crate::document::{Alignment, BlockKind, Figures, Float, FloatKind, Numbers};
use crate::reader::build::{Attributes, Division, Inherited, Kind, Mention, Role};
use std::ops::Range;

/// The elements that may be the title of what they stand in.
const TITLES: [&str; 4] = ["summary", "figcaption", "dt", "div"];

impl Tags<'_, '_> {
    /// Elements of block level; `false` where the tag is none of them.
    pub(super) fn block_tag(&mut self, tag: &Tag<'_>) -> bool {
        match tag.name.as_str() {
            "p" if self.is_title(tag) => self.open_leaf(Role::Title, tag),
            "p" | "legend" => self.open_leaf(Role::Paragraph, tag),
            name if is_heading(name) => self.heading(tag),
            // The page that ends there parts enough.
            "hr" if asks_for_page(&tag.attributes) => {}
            "hr" => self.build.push_block(BlockKind::Break, tag.range.clone()),
            "pre" if tag.closing => self.build.close_listing(),
            "pre" => self.build.open_listing(language(&tag.attributes), tag.range.start),
            _ => return self.table_tag(tag) || self.container_tag(tag),
        }
        true
    }

    /// Whether an element is the title of the notice that it opens.
    fn is_title(&mut self, tag: &Tag<'_>) -> bool {
        let named = tag.attributes.classes.iter().any(|class| class.to_ascii_lowercase().ends_with("title"));
        !tag.closing && named && self.build.awaits_title()
    }

    /// A block that holds words: it ends at its end tag or where the next block begins.
    pub(super) fn open_leaf(&mut self, role: Role, tag: &Tag<'_>) {
        match tag.closing {
            true => self.build.end_implicit(),
            false => {
                let said = self.said(tag);
                self.build.open_element_leaf(role, said, tag.range.clone());
            }
        }
    }

    fn container_tag(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.as_str();
        if tag.closing {
            return self.close_container(tag);
        }
        match name {
            "li" => {
                self.build.close_within(&["li"], &["ul", "ol", "menu", "dir"]);
                self.number(tag);
            }
            "ol" => self.report_numbering(tag),
            "dd" | "dt" => drop(self.build.close_within(&["dd", "dt"], &["dl"])),
            _ => {}
        }
        let is_title = name == "div" && self.is_title(tag);
        let id = self.own_id(tag);
        let as_title = || Kind::Title { id: id.clone(), closed: false };
        let within = self.build.innermost();
        let kind = match (name, within) {
            ("li", Some(Kind::List { .. })) => Some(Kind::Item { task: None }),
            ("dd", Some(Kind::Definitions(_))) => Some(Kind::Details),
            // A group of terms and what is said of them; what it holds is the list's.
            ("div", Some(Kind::Definitions(_))) => Some(Kind::Definitions(Vec::new())),
            ("dt", Some(Kind::Definitions(_))) => Some(as_title()),
            ("summary", Some(Kind::Collapsible(title))) if title.is_empty() => Some(as_title()),
            ("figcaption", Some(Kind::Float(float))) if float.caption.is_empty() => Some(as_title()),
            ("summary" | "figcaption", _) => {
                Some(Kind::Division(Division { vanishes: true, ..Division::default() }))
            }
            _ if is_title => Some(as_title()),
            _ => {
                let said = self.said(tag);
                kind_of(tag, said).or_else(|| self.unknown(tag))
            }
        };
        if !matches!(kind, Some(Kind::Title { .. })) {
            self.build.anchor(id.as_ref().map(|(id, _)| id.as_str()), tag.range.clone());
        }
        if is_control(name) {
            self.report_left_out(tag);
        }
        let Some(kind) = kind else { return false };
        self.build.end_implicit();
        self.open_element(kind, tag);
        true
    }

    /// An item that states another number than its place gives it begins a list of its own.
    fn number(&mut self, tag: &Tag<'_>) {
        let Some(written) = tag.attributes.value("value") else { return };
        let stated = written.trim().parse::<i64>().ok();
        let Some((stated, Kind::List { numbers: Some(numbers), from_count, items, .. })) =
            stated.zip(self.build.innermost())
        else {
            return if stated.is_none() {
                self.report_number("<li value", written, tag)
            };
        };
        if items.is_empty() {
            (numbers.first, *from_count) = (stated, false);
        } else if *from_count {
            // What stands before it is numbered by what has not been read yet.
            self.report_number("<li value", written, tag);
        } else if numbers.at(items.len()) != stated {
            let numbers = Some(Numbers { first: stated, ..*numbers });
            self.build.close_within(&["ol"], &[]);
            let list = Kind::List { numbers, from_count: false, loose: false, items: Vec::new() };
            self.build.open_element("ol", list, Inherited::default(), &tag.range);
        }
    }

    fn report_number(&mut self, element: &str, written: &str, tag: &Tag<'_>) {
        let written = self.build.clean(written, tag.range.clone());
        let span = self.build.span(tag.range.clone());
        self.build.report.mention(Mention::Numbering, &format!("{element}=\"{written}\">"), span);
    }

    fn report_numbering(&mut self, tag: &Tag<'_>) {
        if let Some(start) =
            tag.attributes.value("start").filter(|start| start.trim().parse::<i64>().is_err())
        {
            self.report_number("<ol start", start, tag);
        }
        let span = self.build.span(tag.range.clone());
        let known = |kind: &&str| matches!(kind.trim(), "1" | "a" | "A" | "i" | "I");
        if let Some(kind) = tag.attributes.value("type").filter(|kind| !known(kind)) {
            let kind = self.build.clean(kind, tag.range.clone());
            self.build.report.mention(Mention::Numbering, &format!("<ol type=\"{kind}\">"), span);
        }
    }

    /// The id of an element that may be the title of another.
    fn own_id(&mut self, tag: &Tag<'_>) -> Option<(String, Range<usize>)> {
        let id = tag.attributes.id.as_deref().filter(|id| is_title(&tag.name) && !id.trim().is_empty())?;
        Some((self.build.clean(id, tag.range.clone()), tag.range.clone()))
    }

    fn close_container(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.as_str();
        if TITLES.contains(&name) {
            self.build.end_implicit();
            if let Some(Kind::Title { closed, .. }) = self.build.innermost() {
                *closed = true;
            }
        }
        self.build.close_within(&[name], &[])
            || kind_of(tag, Inherited::default()).is_some()
            || matches!(name, "li" | "dd")
            || TITLES.contains(&name)
    }

    /// An unknown element that says something of what it holds is a float.
    fn unknown(&mut self, tag: &Tag<'_>) -> Option<Kind> {
        let mut float = Float { kind: FloatKind::Listing, ..Float::default() };
        self.build.caption_from(&mut float, &tag.attributes, &tag.range);
        let says = !(float.caption.is_empty() && float.title.is_empty() && float.number.is_none());
        says.then(|| Kind::Float(Box::new(float)))
    }

    /// What a tag says of all that its element holds.
    pub(super) fn said(&self, tag: &Tag<'_>) -> Inherited {
        let direction = if tag.closing { None } else { self.direction(tag) };
        Inherited { lang: lang(&tag.attributes), alignment: tag.attributes.alignment(), direction }
    }

    /// Opens a container for an element.
    pub(super) fn open_element(&mut self, kind: Kind, tag: &Tag<'_>) {
        let mut said = self.said(tag);
        // The `align` of a table or a figure says where that stands, and a cell's is the cell's.
        if matches!(kind, Kind::Table(_) | Kind::Float(_) | Kind::Cell(_)) {
            said.alignment = None;
        }
        self.build.open_element(&tag.name, kind, said, &tag.range);
    }
}

/// Whether an element of block level says nothing of the words that it holds, but that they are
/// parted from others.
pub(super) fn is_plain_block(name: &str) -> bool {
    name == "p" || division(name).is_some()
}

/// Whether an element is a part of another, of which it says what that is: its id is that of its words.
pub(super) fn is_title(name: &str) -> bool {
    matches!(name, "summary" | "figcaption" | "dt" | "caption")
}

/// Whether an element is one for what a user does.
fn is_control(name: &str) -> bool {
    matches!(name, "form" | "fieldset" | "dialog")
}

/// What divisions there are in HTML.
fn division(name: &str) -> Option<Division> {
    let mut division = Division::default();
    match name {
        "div" | "section" | "article" | "main" | "header" => {}
        "center" => division.alignment = Some(Alignment::Centre),
        "aside" | "footer" | "address" | "nav" | "dialog" => division.apart = true,
        "form" | "fieldset" | "hgroup" | "noscript" | "search" => division.vanishes = true,
        _ => return None,
    }
    Some(division)
}

/// What an element of block level becomes that holds blocks.
fn kind_of(tag: &Tag<'_>, said: Inherited) -> Option<Kind> {
    let attributes = &tag.attributes;
    if let Some(division) = division(&tag.name) {
        if let Some(alert) = attributes.alert() {
            return Some(Kind::Alert(alert, Vec::new()));
        }
        let Inherited { lang, alignment, direction } = said;
        return Some(Kind::Division(Division {
            classes: attributes.classes.clone(),
            lang,
            direction,
            alignment: alignment.or(division.alignment),
            vanishes: division.vanishes || is_page_break(attributes),
            ..division
        }));
    }
    Some(match tag.name.as_str() {
        "blockquote" => attributes.alert().map_or(Kind::Quote, |alert| Kind::Alert(alert, Vec::new())),
        "ul" | "menu" | "dir" => {
            Kind::List { numbers: None, from_count: false, loose: false, items: Vec::new() }
        }
        "ol" => {
            let start = attributes.value("start").and_then(|start| start.trim().parse().ok());
            let reversed = attributes.value("reversed").is_some();
            let figures = figures(attributes);
            let numbers = Numbers { figures, reversed, ..Numbers::from(start.unwrap_or(1)) };
            let from_count = numbers.reversed && start.is_none();
            Kind::List { numbers: Some(numbers), from_count, loose: false, items: Vec::new() }
        }
        "dl" => Kind::Definitions(Vec::new()),
        "details" => Kind::Collapsible(Vec::new()),
        "figure" => Kind::Float(Box::new(Float { kind: FloatKind::Figure, ..Float::default() })),
        _ => return None,
    })
}

/// What the items of a list are numbered with: its style goes before its attribute, whose letters are
/// told apart by their case (HTML, 4.4.5).
fn figures(attributes: &Attributes) -> Figures {
    let of_list = |(name, _): &(String, String)| matches!(name.as_str(), "list-style-type" | "list-style");
    let style = attributes.rules().filter(of_list).last();
    match style.as_ref().map(|(_, value)| value.as_str()).or(attributes.value("type").map(str::trim)) {
        Some("a" | "lower-alpha" | "lower-latin") => Figures::LowerLatin,
        Some("A" | "upper-alpha" | "upper-latin") => Figures::UpperLatin,
        Some("i" | "lower-roman") => Figures::LowerRoman,
        Some("I" | "upper-roman") => Figures::UpperRoman,
        _ => Figures::Decimal,
    }
}
