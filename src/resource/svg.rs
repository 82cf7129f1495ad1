//! SVG drawings, made harmless: what both editions show is what an allow-list lets through, so that
//! nothing is fetched, nothing runs, and no reference is followed for ever.

mod attributes;
mod choice;
mod cleaner;
mod css;
mod expansion;
mod html;
mod links;
mod omission;
mod reference;
mod style;

use super::Fault;
use cleaner::Cleaner;
pub use expansion::Bounds;
use omission::Omissions;
use reference::Targets;
use roxmltree::{Document, Node, ParsingOptions};
use xmlwriter::{Options, XmlWriter};

/// A drawing that is safe to hand on.
#[derive(Debug)]
pub struct Drawing {
    /// As XML, in UTF-8.
    pub bytes: Vec<u8>,
    /// Pixels of CSS, of which an inch has 96.
    pub width: u32,
    pub height: u32,
    /// What of it is not shown, in words.
    pub without: Vec<String>,
    /// How many elements and letters are drawn.
    pub elements: u64,
}

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Drawings beyond these are refused; reading and drawing call themselves for each level.
const LONGEST: usize = 20 << 20;
const LEVELS: usize = 100;
/// So many pairs of attributes to the elements that it may come to: compared, all of them take a second, and elements
/// of forty attributes each have fewer.
const PAIRS_OF_ELEMENT: u64 = 1_000;
/// Pixels of CSS: over two hundred metres, a map of a city in its own size. What is larger is a slip.
const LARGEST: f32 = 1_000_000.0;

/// Elements that are kept. Scripts and animation are not among them, nor is HTML, whose words alone can be
/// drawn, nor filters, which would have to be drawn as pixels.
const ELEMENTS: &[&str] = &[
    "svg",
    "g",
    "defs",
    "symbol",
    "use",
    "path",
    "rect",
    "circle",
    "ellipse",
    "line",
    "polyline",
    "polygon",
    "text",
    "tspan",
    "textPath",
    "title",
    "desc",
    "linearGradient",
    "radialGradient",
    "stop",
    "pattern",
    "clipPath",
    "mask",
    "marker",
    "image",
    "style",
    "switch",
];

/// What a drawing is read with.
#[derive(Clone, Copy)]
pub struct Reading<'a> {
    /// The language of the book, by which a drawing may choose its words.
    pub lang: &'a str,
    /// How much it may come to.
    pub bounds: Bounds,
    /// Reads a picture within the drawing, as all pictures are read.
    pub picture: &'a dyn Fn(Vec<u8>) -> Result<Picture, String>,
}

/// A picture that both editions can show.
pub struct Picture {
    /// Its media type.
    pub kind: &'static str,
    pub bytes: Vec<u8>,
}

/// Reads a drawing and leaves out what could do harm.
///
/// # Errors
///
/// What is wrong with the file.
pub fn clean(bytes: &[u8], reading: Reading) -> Result<Drawing, Fault> {
    if bytes.len() > LONGEST {
        return Err(format!("it is longer than {} MB", LONGEST >> 20).into());
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    let nodes_limit = u32::try_from(reading.bounds.elements).unwrap_or(u32::MAX);
    let options = ParsingOptions { allow_dtd: true, nodes_limit, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{FEFF}');
    if attributes::pairs(text) > reading.bounds.elements.saturating_mul(PAIRS_OF_ELEMENT) {
        return Err(Fault::beyond("its elements have more attributes than any drawing's"));
    }
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err("it is no SVG drawing".into());
    }
    // Before all that calls itself for each level.
    if root.descendants().any(|node| node.ancestors().take(LEVELS + 1).count() > LEVELS) {
        return Err(format!("it is nested deeper than {LEVELS} levels").into());
    }
    let targets = Targets::of(root, reading.lang);
    let out = XmlWriter::new(Options::default());
    let variables = style::variables(root);
    let mut cleaner = Cleaner { out, targets, reading, variables, omissions: Omissions::default() };
    cleaner.sheets_beside(&document);
    cleaner.element(root);
    let without = cleaner.omissions.clauses();
    let text = cleaner.out.end_document();
    let elements = elements(&text, reading.bounds)?;
    let bytes = text.into_bytes();
    let (width, height) = size(&bytes)?;
    Ok(Drawing { bytes, width, height, without, elements })
}

/// How many elements a cleaned drawing comes to.
fn elements(cleaned: &str, bounds: Bounds) -> Result<u64, Fault> {
    let document = Document::parse(cleaned).map_err(|error| error.to_string())?;
    expansion::elements(&document, bounds)
}

/// What a drawing's own reader takes for its options: no file and no address is ever opened.
pub fn options<'a>() -> usvg::Options<'a> {
    // CSS's pixel is a 96th of an inch.
    let mut options = usvg::Options { dpi: 96.0, ..usvg::Options::default() };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options
}

fn size(bytes: &[u8]) -> Result<(u32, u32), Fault> {
    let tree = usvg::Tree::from_data(bytes, &options()).map_err(|error| error.to_string())?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if !(width <= LARGEST && height <= LARGEST) {
        return Err(format!("it is larger than {LARGEST} × {LARGEST} pixels").into());
    }
    let pixels = |length: f32| length.ceil().max(1.0) as u32;
    Ok((pixels(width), pixels(height)))
}

fn reference<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    plain_attribute(node, "href").or(node.attribute((XLINK, "href")))
}

/// The name under which an element is kept.
fn kept_name<'a>(node: Node<'a, '_>) -> Option<&'a str> {
    let name = node.tag_name().name();
    let own = matches!(node.tag_name().namespace(), None | Some(NAMESPACE));
    // A link within a picture leads nowhere; what it holds is drawn.
    let name = match name {
        "a" if is_within_text(node) => "tspan",
        "a" => "g",
        // A choice of letters for others that the face may have.
        "altGlyph" => "tspan",
        name => name,
    };
    (own && ELEMENTS.contains(&name)).then_some(name)
}

fn is_within_text(node: Node) -> bool {
    node.parent().is_some_and(|outer| matches!(outer.tag_name().name(), "text" | "tspan" | "textPath" | "a"))
        && node.ancestors().any(|outer| outer.tag_name().name() == "text")
}

/// An attribute that has no prefix: the library's own search takes one with any.
fn plain_attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    attributes.find(|found| found.namespace().is_none() && found.name() == name).map(|found| found.value())
}

fn all_text(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

/// A name as XML has it for ids, without colons.
fn is_name(id: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || c == '_';
    id.starts_with(letter) && id.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '-' || c == '.')
}

#[cfg(test)]
mod tests;
