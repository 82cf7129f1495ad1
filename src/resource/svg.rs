//! SVG drawings, made harmless: what both editions show is what an allow-list lets through, so that
//! nothing is fetched, nothing runs, and no reference is followed for ever.

mod expansion;
mod omission;
mod reference;

use crate::markup::escaped;
use expansion::Expansion;
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
}

const NAMESPACE: &str = "http://www.w3.org/2000/svg";
const XLINK: &str = "http://www.w3.org/1999/xlink";
/// Drawings beyond these are refused; reading and drawing call themselves for each level.
const LONGEST: usize = 20 << 20;
const LEVELS: usize = 100;
/// Pixels of CSS: over two hundred metres, a map of a city in its own size. What is larger is a slip.
const LARGEST: f32 = 1_000_000.0;
/// How many elements a drawing may have once `use` has put in what it refers to.
const MOST_ELEMENTS: u64 = 200_000;

/// Elements that are kept. Scripts, foreign content and animation are not among them. Nor are filters,
/// which would have to be drawn as pixels.
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

/// Reads a drawing and leaves out what could do harm.
///
/// # Errors
///
/// What is wrong with the file.
pub fn clean(bytes: &[u8]) -> Result<Drawing, String> {
    if bytes.len() > LONGEST {
        return Err(format!("it is longer than {} MB", LONGEST >> 20));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    let options =
        ParsingOptions { allow_dtd: true, nodes_limit: MOST_ELEMENTS as u32, ..ParsingOptions::default() };
    let text = text.trim_start_matches('\u{FEFF}');
    let document = Document::parse_with_options(text, options).map_err(|error| error.to_string())?;
    let root = document.root_element();
    if root.tag_name().name() != "svg" {
        return Err("it is no SVG drawing".into());
    }
    // Before all that calls itself for each level.
    if root.descendants().any(|node| node.ancestors().take(LEVELS + 1).count() > LEVELS) {
        return Err(format!("it is nested deeper than {LEVELS} levels"));
    }
    let targets = Targets::of(root);
    if Expansion::new(&targets).elements(root) > MOST_ELEMENTS {
        return Err(format!("it draws more than {MOST_ELEMENTS} elements"));
    }
    let out = XmlWriter::new(Options::default());
    let mut cleaner = Cleaner { out, targets, omissions: Omissions::default() };
    cleaner.element(root, true);
    let without = cleaner.omissions.clauses();
    let bytes = cleaner.out.end_document().into_bytes();
    let (width, height) = size(&bytes)?;
    Ok(Drawing { bytes, width, height, without })
}

/// What a drawing's own reader takes for its options: no file and no address is ever opened.
pub fn options<'a>() -> usvg::Options<'a> {
    // CSS's pixel is a 96th of an inch.
    let mut options = usvg::Options { dpi: 96.0, ..usvg::Options::default() };
    options.image_href_resolver.resolve_string = Box::new(|_, _| None);
    options
}

fn size(bytes: &[u8]) -> Result<(u32, u32), String> {
    let tree = usvg::Tree::from_data(bytes, &options()).map_err(|error| error.to_string())?;
    let (width, height) = (tree.size().width(), tree.size().height());
    if !(width <= LARGEST && height <= LARGEST) {
        return Err(format!("it is larger than {LARGEST} × {LARGEST} pixels"));
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
    let name = if name == "a" { "g" } else { name };
    let kept = own && ELEMENTS.contains(&name) && (name != "style" || is_harmless(&all_text(node)));
    kept.then_some(name)
}

/// An attribute that has no prefix: the library's own search takes one with any.
fn plain_attribute<'a>(node: Node<'a, '_>, name: &str) -> Option<&'a str> {
    let mut attributes = node.attributes();
    attributes.find(|found| found.namespace().is_none() && found.name() == name).map(|found| found.value())
}

fn all_text(node: Node) -> String {
    node.descendants().filter(Node::is_text).filter_map(|part| part.text()).collect()
}

struct Cleaner<'d> {
    out: XmlWriter,
    targets: Targets<'d>,
    omissions: Omissions,
}

impl Cleaner<'_> {
    fn element(&mut self, node: Node, root: bool) {
        let Some(name) = kept_name(node) else { return };
        self.out.start_element(name);
        if root {
            self.out.write_attribute("xmlns", NAMESPACE);
            self.out.write_attribute("xmlns:xlink", XLINK);
        }
        self.attributes(node);
        self.out.set_preserve_whitespaces(true);
        self.content(node, name);
        self.out.end_element();
    }

    fn content(&mut self, node: Node, name: &str) {
        if name == "style" {
            let plain = self.omissions.unfiltered(&all_text(node));
            self.out.write_text(&escaped(&self.targets.declarations(&plain)));
            return;
        }
        for child in node.children() {
            match child.text() {
                // The writer escapes attributes, but takes text for markup that is escaped already.
                Some(text) if child.is_text() => self.out.write_text(&escaped(text)),
                _ if child.is_element() => self.element(child, false),
                _ => {}
            }
        }
    }

    fn attributes(&mut self, node: Node) {
        for attribute in node.attributes() {
            let (name, value) = (attribute.name(), attribute.value());
            let kept = match (attribute.namespace(), name) {
                (None | Some(XLINK), "href") => {
                    // Of two, the one without a prefix counts.
                    if attribute.namespace().is_none() || plain_attribute(node, "href").is_none() {
                        self.reference(node, value);
                    }
                    continue;
                }
                (Some("http://www.w3.org/XML/1998/namespace"), "space" | "lang") => {
                    self.out.write_attribute(&format!("xml:{name}"), value);
                    continue;
                }
                (Some(_), _) => false,
                (None, "filter") => {
                    self.omissions.filter(value);
                    false
                }
                (None, "id") => self.targets.is_id_of(value, node),
                // Handlers of events begin so.
                (None, name) => !name.starts_with("on") && is_harmless(value),
            };
            if kept {
                let value = match name {
                    "style" => self.targets.declarations(&self.omissions.unfiltered(value)),
                    _ => self.targets.value(name, value),
                };
                self.out.write_attribute(name, &value);
            }
        }
    }

    fn reference(&mut self, node: Node, href: &str) {
        if self.is_inside(node, href) {
            self.out.write_attribute("xlink:href", href);
        } else if node.tag_name().name() == "image" {
            self.omissions.outside(href);
        }
    }

    /// A reference to a part of the drawing that is left, or a picture within it.
    fn is_inside(&self, node: Node, href: &str) -> bool {
        // SVG is not among them, since nothing has cleaned it.
        let data = ["png", "jpeg", "jpg", "gif", "webp"];
        let within = || data.iter().any(|kind| href.starts_with(&format!("data:image/{kind};")));
        href.strip_prefix('#').map_or_else(within, |id| self.targets.leads(node.tag_name().name(), id))
    }
}

/// Whether styles and values refer to nothing outside the drawing.
fn is_harmless(value: &str) -> bool {
    let value: String = value.to_ascii_lowercase().split_whitespace().collect();
    let outside = value
        .match_indices("url(")
        .any(|(at, _)| !value[at + "url(".len()..].trim_start_matches(['"', '\'']).starts_with('#'));
    // Comments and escapes of CSS can hide a word from a search.
    let hidden = value.contains("/*") || value.contains('\\');
    !outside && !hidden && !value.contains("@import") && !value.contains("javascript:")
}

/// A name as XML has it for ids, without colons.
fn is_name(id: &str) -> bool {
    let letter = |c: char| c.is_alphabetic() || c == '_';
    id.starts_with(letter) && id.chars().all(|c| letter(c) || c.is_ascii_digit() || c == '-' || c == '.')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cleaned(inner: &str) -> Result<String, String> {
        let text =
            format!("<svg xmlns='{NAMESPACE}' xmlns:xlink='{XLINK}' width='10' height='20'>{inner}</svg>");
        clean(text.as_bytes()).map(|drawing| String::from_utf8(drawing.bytes).expect("it is UTF-8"))
    }

    #[test]
    fn nothing_active_and_nothing_from_outside_is_left() {
        let cases = [
            "<script>x</script>",
            "<g onclick='x'/>",
            "<foreignObject><p xmlns='http://www.w3.org/1999/xhtml'>x</p></foreignObject>",
            "<image href='https://example.org/x.png'/>",
            "<image xlink:href='/etc/passwd'/>",
            "<use href='other.svg#x'/>",
            "<style>@import url(x.css);</style>",
            "<rect style='fill:url(http://example.org/x)'/>",
            "<rect fill='u\\72l(http://example.org/x)'/>",
            "<a href='javascript:x'><rect/></a>",
            "<animate attributeName='x'/><set attributeName='x'/>",
        ];
        for case in cases {
            let shown = cleaned(case).expect(case);
            for word in
                ["script", "onclick", "foreign", "example", "passwd", "other", "import", "animate", "set"]
            {
                assert!(!shown.contains(word), "{case}: {shown}");
            }
        }
    }

    #[test]
    fn what_draws_is_left() {
        let shown = cleaned(
            "<pattern id='b'/><g id='a'><text x='1'>a &lt; b</text></g><use xlink:href='#a' fill='url(#b)'/>",
        );
        let shown = shown.expect("it is sound");
        for part in ["<text x=\"1\">a &lt; b</text>", "xlink:href=\"#a\"", "fill=\"url(#b)\""] {
            assert!(shown.contains(part), "{part} in {shown}");
        }
        let drawing = clean(shown.as_bytes()).expect("what was cleaned is sound");
        assert_eq!((drawing.width, drawing.height), (10, 20));
    }

    #[test]
    fn references_that_lead_nowhere_are_left_out() {
        let cases = [
            ("<rect fill='url(#nope)'/>", "<rect fill=\"none\"/>"),
            ("<rect fill='URL( \"#nope\" ) red'/>", "<rect fill=\" red\"/>"),
            ("<rect style='fill:url(#nope);stroke: url(#nope) red'/>", "style=\"fill:none;stroke:  red\""),
            ("<style>a:hover{x:y} p{mask:url(#no)}</style>", "<style>a:hover{x:y} p{mask:none}</style>"),
            ("<text fill='url(#a)' id='a'>x</text>", "<text fill=\"none\" id=\"a\">x</text>"),
            ("<use href='#nope'/>", "<use/>"),
            ("<pattern id='p'/><use href='#p'/>", "<use/>"),
            ("<use href='#a' xlink:href='#b'/><g id='a'/>", "<use xlink:href=\"#a\"/>"),
            ("<use href='#a' xlink:href='#a'/><g id='a'/>", "<use xlink:href=\"#a\"/>"),
            ("<script><g id='a'/></script><use href='#a'/>", "<use/>"),
            ("<g id='a:b'/><use href='#a:b'/>", "<g/><use/>"),
            ("<g id='a'/><use xlink:href='#a'/>", "<use xlink:href=\"#a\"/>"),
            ("<g id='a'/><g id='a'/>", "<g id=\"a\"/><g/>"),
        ];
        for (case, expected) in cases {
            let shown = cleaned(case).expect(case);
            assert!(shown.contains(expected), "{case}: {shown}");
        }
    }

    #[test]
    fn what_is_not_shown_is_named() {
        let picture = "the picture `dot.png`";
        let cases = [
            ("<rect filter='url(#f)'/><g filter='blur(2px)'/>", "<rect/><g/>", vec!["its filters"]),
            ("<g style='fill:red;Filter: blur(2px)'/>", "<g style=\"fill:red;\"/>", vec!["its filters"]),
            (
                "<style>g{filter:url(#f);x:y}p{filter:x}</style>",
                "<style>g{x:y}p{}</style>",
                vec!["its filters"],
            ),
            ("<g filter='none' style='filter:none'/>", "<g style=\"\"/>", vec![]),
            ("<image href='dot.png'/>", "<image/>", vec![picture]),
            ("<g filter='x'/><image href='dot.png'/><image/>", "<image/>", vec!["its filters", picture]),
        ];
        for (inner, expected, clauses) in cases {
            let text = format!("<svg xmlns='{NAMESPACE}' width='10' height='20'>{inner}</svg>");
            let drawing = clean(text.as_bytes()).expect(inner);
            let shown = String::from_utf8_lossy(&drawing.bytes);
            assert!(shown.contains(expected), "{inner}: {shown}");
            assert_eq!(drawing.without.len(), clauses.len(), "{inner}: {:?}", drawing.without);
            assert!(drawing.without.iter().zip(clauses).all(|(said, start)| said.starts_with(start)));
        }
    }

    #[test]
    fn drawings_without_end_are_refused() {
        let doubling: String = (0..40)
            .map(|n| format!("<g id='g{n}'><use href='#g{}'/><use href='#g{}'/></g>", n + 1, n + 1))
            .collect();
        let cases = [
            ("<g>".repeat(500) + &"</g>".repeat(500), "deeper"),
            (doubling.clone(), "more than"),
            // Of two elements with one id, the first has it, and of two references the one that counts.
            (doubling.clone() + &(0..40).map(|n| format!("<g id='g{n}'/>")).collect::<String>(), "more than"),
            (doubling.replace("<use", "<use xmlns:x='y' x:href='#z'"), "more than"),
            ("<g id='a'><use href='#a'/></g>".into(), "more than"),
            ("<g>".into(), ""),
        ];
        for (case, reason) in cases {
            let why = cleaned(&case).expect_err("it is refused");
            assert!(why.contains(reason), "{why}");
        }
    }
}
