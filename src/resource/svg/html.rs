//! HTML within a drawing (`foreignObject`): its words, as text of the drawing. Neither edition can set
//! HTML there, and a label that is not quite where it was is better than none.

use super::css::{self, Declaration};
use super::plain_attribute;
use crate::markup::{escaped, is_block};
use roxmltree::Node;
use xmlwriter::XmlWriter;

/// What holds no words, or says them again.
const WORDLESS: &[&str] = &["script", "style", "annotation", "annotation-xml", "svg", "template"];

/// What is no text and cannot be drawn.
const PICTURES: &[&str] = &["img", "svg", "video", "canvas", "iframe", "object", "embed"];

/// The words, line by line.
pub(super) fn lines(node: Node) -> Vec<String> {
    let mut text = String::new();
    gather(node, &mut text);
    let lines = text.split('\n').map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect()
}

/// The words in one line.
pub(super) fn words(node: Node) -> String {
    lines(node).join(" ")
}

/// The pictures, by what they are called.
pub(super) fn pictures<'d>(node: Node<'d, 'd>) -> impl Iterator<Item = &'d str> {
    let found = node.descendants().filter(|part| PICTURES.contains(&part.tag_name().name()));
    found.map(|part| plain_attribute(part, "src").unwrap_or(part.tag_name().name()))
}

/// The drawing is no deeper than can be walked.
fn gather(node: Node, text: &mut String) {
    for child in node.children() {
        let name = child.tag_name().name();
        if child.is_text() {
            // A line end of the file is a space.
            text.extend(child.text().unwrap_or_default().chars().map(|c| if c == '\n' { ' ' } else { c }));
        } else if child.is_element() && !WORDLESS.contains(&name) {
            // Cells of a row stand side by side.
            let ends = name == "br" || is_block(name) && !matches!(name, "td" | "th");
            text.push_str(if ends { "\n" } else { "" });
            gather(child, text);
            text.push_str(if ends { "\n" } else { "" });
        }
    }
}

/// Where and how words are set.
struct Place {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    /// As `text-anchor` has it.
    anchor: &'static str,
    is_middle: bool,
    wraps: bool,
    size: f32,
    color: Option<String>,
    /// Those of HTML's elements, by which a style sheet may know them.
    classes: String,
}

/// What SVG and HTML set text in where nothing says another size.
const SIZE: f32 = 16.0;
/// How wide a letter is on the average, and how high a line is, in parts of the size.
const LETTER: f32 = 0.48;
const LINE: f32 = 1.2;

/// Writes the words as text. `false` where nothing tells where they are to be.
pub(super) fn draw<'d>(node: Node<'d, 'd>, out: &mut XmlWriter) -> bool {
    let Some(place) = place(node) else { return false };
    let as_written = lines(node);
    let in_width = |line: &String| wrapped(line, place.width / (place.size * LETTER));
    let in_width: Vec<String> = as_written.iter().flat_map(in_width).collect();
    // A box that is made for its label has no room for more lines than that has.
    let wraps = place.wraps && place.fitting(&in_width) >= place.fitting(&as_written);
    let lines = if wraps { in_width } else { as_written };
    let size = place.fitting(&lines);
    let height = lines.len() as f32 * LINE * size;
    let is_middle = place.is_middle || height > place.height * 0.6;
    let top = if is_middle { place.y + (place.height - height) / 2.0 } else { place.y };
    let x = match place.anchor {
        "middle" => place.x + place.width / 2.0,
        "end" => place.x + place.width,
        _ => place.x,
    };
    out.start_element("text");
    if !place.classes.is_empty() {
        out.write_attribute("class", &place.classes);
    }
    out.write_attribute("text-anchor", place.anchor);
    out.write_attribute("font-size", &number(size));
    // HTML takes its colour from another property than shapes do.
    out.write_attribute("fill", place.color.as_deref().unwrap_or("currentColor"));
    out.write_attribute("stroke", "none");
    for (index, line) in (0u16..).zip(&lines) {
        // The baseline is about three quarters down the line.
        let y = top + (f32::from(index) + 0.76) * LINE * size;
        tspan(out, x, y, line);
    }
    out.end_element();
    true
}

fn tspan(out: &mut XmlWriter, x: f32, y: f32, line: &str) {
    out.start_element("tspan");
    out.write_attribute("x", &number(x));
    out.write_attribute("y", &number(y));
    out.write_text(&escaped(line));
    out.end_element();
}

impl Place {
    /// A box that is no box but a point says nothing of the room.
    fn is_bounded(&self) -> bool {
        self.height > 2.0 && self.width > 2.0
    }

    /// The size at which lines fit the box. Faces differ, and so does the room that a label asks for: half
    /// of the size can still be read.
    fn fitting(&self, lines: &[String]) -> f32 {
        let longest = lines.iter().map(|line| extent(line)).fold(0.0, f32::max) * LETTER;
        let by_width = self.width * 1.1 / longest.max(1.0);
        let by_height = self.height * 1.2 / (lines.len().max(1) as f32 * LINE);
        let fitting = if self.is_bounded() { by_width.min(by_height) } else { self.size };
        fitting.clamp(self.size / 2.0, self.size)
    }
}

fn place<'d>(node: Node<'d, 'd>) -> Option<Place> {
    let styles: Vec<Declaration> = styles(node);
    let says =
        |name: &str, value: &str| styles.iter().any(|said| said.name == name && said.value.contains(value));
    let own = |name| plain_attribute(node, name).map_or(Some(0.0), length);
    let sides = own("width").zip(own("height")).filter(|&(width, height)| width > 0.0 && height > 0.0);
    let (x, y, width, height) = match (own("x"), own("y"), sides) {
        (Some(x), Some(y), Some((width, height))) => (x, y, width, height),
        _ => by_style(&styles)?,
    };
    let anchor = match () {
        () if says("text-align", "center") || says("justify-content", "center") => "middle",
        () if says("text-align", "right") || says("text-align", "end") => "end",
        () => "start",
    };
    let of_style = |name: &str| styles.iter().rev().find(|said| said.name == name);
    let is_size = |size: &f32| *size > 0.0;
    let own_size = of_style("font-size").and_then(|said| length(&said.value)).filter(is_size);
    Some(Place {
        x,
        y,
        width,
        height,
        anchor,
        is_middle: says("align-items", "center") || says("vertical-align", "middle"),
        wraps: !says("white-space", "nowrap") && width > 2.0,
        size: own_size.or(outer_size(node)).filter(is_size).unwrap_or(SIZE),
        classes: down(node)
            .filter_map(|element| plain_attribute(element, "class"))
            .collect::<Vec<_>>()
            .join(" "),
        color: of_style("color")
            .map(|said| said.value.clone())
            .filter(|value| super::style::is_harmless(value)),
    })
}

/// The box that draw.io writes as the margins of an element that fills the whole drawing.
fn by_style(styles: &[Declaration]) -> Option<(f32, f32, f32, f32)> {
    let of = |name: &str| {
        let said = styles.iter().find(|said| said.name == name)?;
        length(&said.value)
    };
    Some((
        of("margin-left")?,
        of("padding-top")?,
        of("width")?.max(1.0),
        of("height").unwrap_or(1.0).max(1.0),
    ))
}

/// What the elements say down to the first words, the innermost last.
fn styles<'d>(node: Node<'d, 'd>) -> Vec<Declaration> {
    let style = |element| css::declarations(plain_attribute(element, "style").unwrap_or_default());
    down(node).flat_map(style).collect()
}

/// The elements down to the first words.
fn down<'d>(node: Node<'d, 'd>) -> impl Iterator<Item = Node<'d, 'd>> {
    let within = |element: &Node<'d, 'd>| element.children().find(Node::is_element);
    std::iter::successors(within(&node), within)
}

/// The size that the drawing says.
fn outer_size(node: Node) -> Option<f32> {
    node.ancestors().find_map(|outer| {
        // Every label asks, and so long is no style that says a size.
        let style = plain_attribute(outer, "style").filter(|style| style.len() < LONGEST_STYLE);
        let styles = css::declarations(style.unwrap_or_default());
        let style = styles.iter().rev().find(|said| said.name == "font-size").map(|said| said.value.clone());
        style.as_deref().or(plain_attribute(outer, "font-size")).and_then(length)
    })
}

const LONGEST_STYLE: usize = 4096;

/// A length in pixels; `None` for shares and all other units.
fn length(text: &str) -> Option<f32> {
    let text = text.trim();
    let number: f32 = text.strip_suffix("px").unwrap_or(text).trim().parse().ok()?;
    (number.abs() < super::LARGEST).then_some(number)
}

/// In hundredths of a pixel.
fn number(value: f32) -> String {
    let rounded = (value * 100.0).round() / 100.0;
    rounded.to_string()
}

/// How many letters wide a text is: those of East Asia have two.
fn extent(text: &str) -> f32 {
    text.chars().map(|c| if c >= '\u{1100}' { 2.0 } else { 1.0 }).sum()
}

/// The lines of a text in so many letters, divided between words alone.
fn wrapped(line: &str, letters: f32) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in line.split(' ') {
        match lines.last_mut() {
            Some(last) if extent(last) + 1.0 + extent(word) <= letters => {
                last.push(' ');
                last.push_str(word);
            }
            _ => lines.push(word.to_owned()),
        }
    }
    lines
}
