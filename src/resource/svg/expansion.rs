//! What a drawing comes to once everything that is referred to stands where it is referred to, which is how the
//! libraries draw it: a few lines can stand for more than any memory holds.

use super::links::{Links, Property, Values};
use super::{LEVELS, plain_attribute, reference};
use crate::address::decoded;
use crate::limits::Limits;
use crate::resource::Fault;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};

/// How much a drawing may come to.
#[derive(Clone, Copy, Debug)]
pub struct Bounds {
    /// Elements, each as often as it is drawn; what is dearer than a plain shape counts as several.
    pub elements: u64,
    /// Pixels of the pictures within it, likewise.
    pub pixels: u64,
    /// How often rules of its style sheets are held against its elements, and against each other.
    pub matches: u64,
}

impl Bounds {
    /// Those of a book.
    pub fn of(limits: Limits) -> Bounds {
        Bounds {
            elements: limits.drawn_elements(),
            pixels: limits.decoded_pixels(),
            matches: limits.style_matches(),
        }
    }
}

/// Elements as they are drawn refer to each other no deeper than this: both libraries call themselves for each level.
const DEEPEST: usize = 2 * LEVELS;

/// A group, a pattern, a gradient or a mask is an object of the PDF by itself, which costs as much time and memory as
/// so many plain shapes (measured: 0.2 ms and 20 KB, against 12 µs and 1.2 KB).
const OBJECT: u64 = 16;

/// Likewise a state of the graphics, which the opacity of fills and strokes is.
const STATE: u64 = 4;

/// Each letter is shaped, placed and drawn.
const LETTER: u64 = 2;

/// The library that draws looks for the place of a letter from the start of its text: in one of ten thousand that
/// costs as much as all else.
const FAR: u64 = 10_000 / LETTER;

/// It shapes all of a stretch for each of the spans within: so many letters count as one element more (measured:
/// 0.5 µs for each).
const SHAPED_AGAIN: u64 = 20;

/// The data of a path are drawn with each of its copies: so many bytes count as one element more.
const BYTES_OF_ELEMENT: usize = 512;

/// How many elements a drawing comes to, which was cleaned, so that no two of its elements have one id.
///
/// # Errors
///
/// What it has too much of.
pub(super) fn elements<'d>(drawing: &'d Document<'d>, bounds: Bounds) -> Result<u64, Fault> {
    let Some(links) = Links::of(drawing, bounds.matches) else {
        return Err(Fault::beyond(format!(
            "its rules of style would have to be held against elements and each other more than {} times",
            bounds.matches
        )));
    };
    let by_id = drawing.descendants().filter_map(|node| Some((plain_attribute(node, "id")?, node))).collect();
    let (entered, pixels) = (BTreeSet::new(), BTreeMap::new());
    let mut expansion =
        Expansion { links, by_id, bounds, entered, pixels, spent: 0, spent_pixels: 0, depth: 0 };
    expansion.drawn(drawing.root_element(), Values::default())?;
    // The libraries look at what nothing refers to as well.
    for part in drawing.descendants().filter(is_definition) {
        if !expansion.entered.contains(&part.id().get()) {
            expansion.part(part, Values::default())?;
        }
    }
    Ok(expansion.spent)
}

fn is_definition(node: &Node) -> bool {
    is_drawn_apart(node) || matches!(node.tag_name().name(), "clipPath" | "marker" | "symbol")
}

fn is_drawn_apart(node: &Node) -> bool {
    matches!(node.tag_name().name(), "pattern" | "mask" | "linearGradient" | "radialGradient")
}

struct Expansion<'d> {
    links: Links<'d>,
    by_id: BTreeMap<&'d str, Node<'d, 'd>>,
    bounds: Bounds,
    /// The definitions that something drawn refers to, by the numbers of their elements.
    entered: BTreeSet<u32>,
    /// How many pixels the pictures have, likewise.
    pixels: BTreeMap<u32, u64>,
    spent: u64,
    spent_pixels: u64,
    depth: usize,
}

impl<'d> Expansion<'d> {
    fn spend(&mut self, elements: u64) -> Result<(), Fault> {
        self.spent = self.spent.saturating_add(elements);
        match self.spent > self.bounds.elements {
            true => Err(Fault::beyond(format!(
                "it comes to more than {} elements as it is drawn",
                self.bounds.elements
            ))),
            false => Ok(()),
        }
    }

    /// Counts an element where it is drawn.
    fn drawn(&mut self, node: Node<'d, 'd>, around: Values<'d>) -> Result<(), Fault> {
        let own = self.links.values(node, around);
        let length = plain_attribute(node, "d").or(plain_attribute(node, "points")).map_or(0, str::len);
        self.spend(1 + (length / BYTES_OF_ELEMENT) as u64)?;
        for property in [Property::Mask, Property::ClipPath] {
            self.referred(own.id(property), own, 1)?;
        }
        if own.is_translucent(Property::Opacity) || own.is_translucent(Property::MixBlendMode) {
            self.spend(OBJECT)?;
        }
        match node.tag_name().name() {
            "defs" | "style" => Ok(()),
            _ if is_definition(&node) => Ok(()),
            "use" => self.referred(reference(node).and_then(|href| href.strip_prefix('#')), own, 1),
            "image" => self.picture(node),
            "text" => {
                self.stretches(node)?;
                self.text(node, own)
            }
            "tspan" | "textPath" => self.text(node, own),
            "path" | "line" | "polyline" | "polygon" => {
                self.painted(own, 1)?;
                self.markers(node, own)
            }
            "rect" | "circle" | "ellipse" => self.painted(own, 1),
            _ => self.within(node, own),
        }
    }

    /// Counts what an element holds.
    fn within(&mut self, node: Node<'d, 'd>, own: Values<'d>) -> Result<(), Fault> {
        self.depth += 1;
        if self.depth > DEEPEST {
            let why = format!("its parts refer to each other deeper than {DEEPEST} levels, or to themselves");
            return Err(why.into());
        }
        for child in node.children().filter(Node::is_element) {
            self.drawn(child, own)?;
        }
        self.depth -= 1;
        Ok(())
    }

    /// Counts the part that something refers to, as often as it does.
    fn referred(&mut self, id: Option<&str>, own: Values<'d>, times: u64) -> Result<(), Fault> {
        let Some(&part) = id.and_then(|id| self.by_id.get(id)) else { return Ok(()) };
        let before = self.spent;
        let pixels_before = self.spent_pixels;
        self.part(part, own)?;
        let more = times.saturating_sub(1);
        self.spend_pixels((self.spent_pixels - pixels_before).saturating_mul(more))?;
        self.spend((self.spent - before).saturating_mul(more))
    }

    /// Counts a part that something of these values refers to. A symbol, or any other element, takes over from
    /// where it is used; a pattern, a mask and the like from where they stand.
    fn part(&mut self, part: Node<'d, 'd>, referring: Values<'d>) -> Result<(), Fault> {
        self.entered.insert(part.id().get());
        if is_drawn_apart(&part) {
            self.spend(OBJECT)?;
        }
        match part.tag_name().name() {
            "symbol" => self.within(part, referring.for_part(referring)),
            _ if is_definition(&part) => {
                let content = self.content(part);
                self.entered.insert(content.id().get());
                let own = self.links.values(content, self.links.around(content));
                self.within(content, own.for_part(referring))
            }
            _ => {
                self.depth += 1;
                self.drawn(part, referring.inherited().for_part(referring))?;
                self.depth -= 1;
                Ok(())
            }
        }
    }

    /// Where a pattern has no content of its own, it has that of the pattern that it refers to.
    fn content(&self, part: Node<'d, 'd>) -> Node<'d, 'd> {
        let mut content = part;
        for _ in 0..LEVELS {
            let other = reference(content).and_then(|href| self.by_id.get(href.strip_prefix('#')?));
            match other {
                Some(&other) if !content.children().any(|child| child.is_element()) => content = other,
                _ => break,
            }
        }
        content
    }

    fn painted(&mut self, own: Values<'d>, times: u64) -> Result<(), Fault> {
        let states = [Property::FillOpacity, Property::StrokeOpacity];
        let states = states.into_iter().filter(|&opacity| own.is_translucent(opacity)).count() as u64;
        self.spend(states * STATE * times)?;
        self.referred(own.id(Property::Fill), own, times)?;
        self.referred(own.id(Property::Stroke), own, times)
    }

    fn markers(&mut self, node: Node<'d, 'd>, own: Values<'d>) -> Result<(), Fault> {
        self.referred(own.id(Property::MarkerStart), own, 1)?;
        self.referred(own.id(Property::MarkerMid), own, corners(node))?;
        self.referred(own.id(Property::MarkerEnd), own, 1)
    }

    /// Counts letters: each is drawn, and painted, by itself.
    fn text(&mut self, node: Node<'d, 'd>, own: Values<'d>) -> Result<(), Fault> {
        let parts = node.children().filter_map(|child| child.text().filter(|_| child.is_text()));
        let letters = parts.map(|text| text.chars().count() as u64).sum();
        self.spend(letters * LETTER)?;
        self.painted(own, letters)?;
        self.within(node, own)
    }

    /// Counts what the stretches of a text cost beyond their letters; what has a place of its own begins one.
    fn stretches(&mut self, text: Node) -> Result<(), Fault> {
        let (mut letters, mut spans) = (0u64, 0u64);
        for node in text.descendants() {
            let is_placed = ["x", "y"].iter().any(|at| plain_attribute(node, at).is_some());
            if is_placed || node.tag_name().name() == "textPath" {
                self.spend(letters * letters / FAR + letters * spans / SHAPED_AGAIN)?;
                (letters, spans) = (0, 0);
            }
            if let Some(words) = node.text().filter(|_| node.is_text()) {
                letters += words.chars().count() as u64;
                spans += 1;
            }
        }
        self.spend(letters * letters / FAR + letters * spans / SHAPED_AGAIN)
    }

    fn picture(&mut self, node: Node<'d, 'd>) -> Result<(), Fault> {
        let pixels = *self.pixels.entry(node.id().get()).or_insert_with(|| pixels(node));
        self.spend_pixels(pixels)
    }

    fn spend_pixels(&mut self, pixels: u64) -> Result<(), Fault> {
        self.spent_pixels = self.spent_pixels.saturating_add(pixels);
        match self.spent_pixels > self.bounds.pixels {
            true => {
                Err(Fault::beyond(format!("it draws more than {} pixels of pictures", self.bounds.pixels)))
            }
            false => Ok(()),
        }
    }
}

fn pixels(image: Node) -> u64 {
    let size = reference(image).and_then(|href| decoded(href).ok());
    let size = size.and_then(|bytes| imagesize::blob_size(&bytes).ok());
    size.map_or(0, |size| size.width as u64 * size.height as u64)
}

/// How many corners a line has at the most: each is two numbers, but for those of straight and curved lines that
/// may be one, or be drawn in several parts.
fn corners(line: Node) -> u64 {
    let data = plain_attribute(line, "d").or(plain_attribute(line, "points")).unwrap_or_default();
    let numbers = numbers(data);
    if data.contains(['h', 'H', 'v', 'V', 'a', 'A']) { numbers } else { numbers.div_ceil(2) }
}

/// How many numbers the data of a path hold (SVG 2, 9.3.9): the sign, or a second point, begins a new one.
fn numbers(data: &str) -> u64 {
    let (mut count, mut is_within, mut has_point, mut has_exponent) = (0, false, false, false);
    for byte in data.bytes() {
        let goes_on = match byte {
            b'0'..=b'9' => is_within,
            b'.' => is_within && !has_point && !has_exponent,
            b'e' | b'E' if is_within => {
                has_exponent = true;
                continue;
            }
            _ => {
                is_within = false;
                continue;
            }
        };
        if !goes_on {
            (count, is_within, has_point, has_exponent) = (count + 1, true, false, false);
        }
        has_point |= byte == b'.';
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_of_paths_are_counted() {
        for (data, expected) in
            [("M0 0L9 9", 4), ("M0,0l1.5.5-3-4", 6), ("1e5 2E-3", 3), ("", 0), ("M.5.5h1", 3), ("z", 0)]
        {
            assert_eq!(numbers(data), expected, "{data}");
        }
    }
}
