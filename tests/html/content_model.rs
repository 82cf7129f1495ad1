//! What may stand in what, by the content models of HTML (HTML Living Standard, 4.3 to 4.11), for
//! the elements that chapters are written with. Formulas are MathML and have rules of their own.

use roxmltree::{Document, Node};
use std::collections::BTreeSet;

/// Flow content that is no phrasing content.
const BLOCKS: [&str; 22] = [
    "section",
    "aside",
    "nav",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "p",
    "div",
    "blockquote",
    "ul",
    "ol",
    "dl",
    "pre",
    "figure",
    "table",
    "details",
    "hr",
    "header",
    "footer",
];

const PHRASES: [&str; 27] = [
    "a", "abbr", "b", "bdi", "br", "cite", "code", "del", "dfn", "em", "i", "img", "ins", "kbd", "mark",
    "math", "ruby", "s", "samp", "small", "span", "strong", "sub", "sup", "time", "u", "var",
];

/// What an element may hold.
#[derive(Clone, Copy, PartialEq)]
enum Content {
    Flow,
    Phrasing,
    /// These elements alone, and no text.
    Only(&'static [&'static str]),
}

/// What breaks a rule, each with the element that it stands in.
pub fn faults(chapter: &Document<'_>) -> Vec<String> {
    let mut faults = Vec::new();
    let mut ids = BTreeSet::new();
    for node in chapter.descendants().filter(Node::is_element) {
        if let Some(id) = node.attribute("id")
            && (id.is_empty() || id.contains(char::is_whitespace) || !ids.insert(id.to_owned()))
        {
            faults.push(format!("the id `{id}` stands there twice, or is none"));
        }
    }
    if let Some(body) = chapter.descendants().find(|node| node.has_tag_name_of("body")) {
        children(body, Content::Flow, &mut faults);
    }
    faults
}

trait Named {
    fn has_tag_name_of(&self, name: &str) -> bool;
}

impl Named for Node<'_, '_> {
    fn has_tag_name_of(&self, name: &str) -> bool {
        self.tag_name().name() == name
    }
}

fn children(parent: Node<'_, '_>, content: Content, faults: &mut Vec<String>) {
    let within = parent.tag_name().name();
    for child in parent.children() {
        if child.is_text() {
            let is_word = child.text().is_some_and(|text| !text.trim().is_empty());
            if is_word && matches!(content, Content::Only(_)) {
                faults.push(format!("words directly in <{within}>: {:?}", child.text()));
            }
        } else if child.is_element() {
            let name = child.tag_name().name();
            let fits = match content {
                Content::Flow => BLOCKS.contains(&name) || PHRASES.contains(&name),
                Content::Phrasing => PHRASES.contains(&name),
                Content::Only(names) => names.contains(&name),
            };
            if !fits && !is_placed(child) {
                faults.push(format!("<{name}> in <{within}>"));
            }
            element(child, content, faults);
        }
    }
}

/// Elements that stand in one parent alone, which judges them.
fn is_placed(node: Node<'_, '_>) -> bool {
    let parent = node.parent().map_or("", |parent| parent.tag_name().name());
    matches!(
        (parent, node.tag_name().name()),
        ("figure", "figcaption") | ("details", "summary") | ("ruby", "rt" | "rp")
    )
}

fn element(node: Node<'_, '_>, around: Content, faults: &mut Vec<String>) {
    let name = node.tag_name().name();
    let content = match name {
        "math" => return,
        // Transparent: what may stand around them may stand in them.
        "a" | "ins" | "del" => around,
        "ul" | "ol" => Content::Only(&["li"]),
        "dl" => Content::Only(&["dt", "dd"]),
        "table" => Content::Only(&["caption", "thead", "tbody", "tfoot"]),
        "thead" | "tbody" | "tfoot" => Content::Only(&["tr"]),
        "tr" => Content::Only(&["td", "th"]),
        "br" | "hr" | "img" => Content::Only(&[]),
        "section" | "aside" | "nav" | "div" | "blockquote" | "li" | "dt" | "dd" | "figure" | "figcaption"
        | "caption" | "td" | "th" | "details" => Content::Flow,
        _ => Content::Phrasing,
    };
    children(node, content, faults);
    let mut fault = |message: &str| faults.push(format!("<{name}> {message}"));
    let holds = |names: &[&str]| {
        node.descendants().skip(1).any(|inner| inner.is_element() && names.contains(&inner.tag_name().name()))
    };
    let parts: Vec<&str> =
        node.children().filter(Node::is_element).map(|child| child.tag_name().name()).collect();
    match name {
        "a" if holds(&["a", "details"]) => fault("holds what is interactive itself"),
        "dfn" if holds(&["dfn"]) => fault("holds another"),
        "ruby" if !parts.contains(&"rt") || holds(&["ruby"]) => fault("has no words above, or nests"),
        "time" if node.attribute("datetime").is_none() => fault("names no moment"),
        "dt" | "th" if holds(&["section", "aside", "nav", "h1", "h2", "h3", "h4", "h5", "h6"]) => {
            fault("holds a heading or a section");
        }
        "dl" if !has_groups(&parts) => fault("has a term without a description, or one without a term"),
        "table" if !is_in_order(&parts) => fault("has its parts in another order"),
        "ul" | "ol" | "tr" | "thead" | "tbody" | "tfoot" if parts.is_empty() => fault("is empty"),
        "figure" => {
            let captions = parts.iter().filter(|part| **part == "figcaption").count();
            let at_an_end = [parts.first(), parts.last()].contains(&Some(&"figcaption"));
            if captions > 1 || captions == 1 && !at_an_end {
                fault("has its caption in the middle");
            }
        }
        "details" if parts.first() != Some(&"summary") || parts[1..].contains(&"summary") => {
            fault("does not begin with its summary");
        }
        "img" if node.attribute("alt").is_none() => fault("has no alternative text"),
        _ => {}
    }
}

/// Terms, then what is said of them, again and again.
fn has_groups(parts: &[&str]) -> bool {
    let begins = parts.first().is_none_or(|first| *first == "dt");
    begins && parts.last().is_none_or(|last| *last == "dd")
}

fn is_in_order(parts: &[&str]) -> bool {
    let order = |part: &&str| ["caption", "thead", "tbody", "tfoot"].iter().position(|name| name == part);
    let single = |name: &str| parts.iter().filter(|part| **part == name).count() <= 1;
    parts.iter().map(order).is_sorted() && single("caption") && single("thead") && single("tfoot")
}

#[test]
fn what_breaks_a_rule_is_found() {
    for (body, expected) in [
        ("<p>x <em>y</em></p>", 0),
        ("<p>x <em><p>y</p></em></p>", 1),
        ("<ul>x<li>y</li><ul><li>z</li></ul></ul>", 2),
        ("<dl><dt>x</dt></dl>", 1),
        ("<dl><dt>x</dt><dt>y</dt><dd>z</dd></dl>", 0),
        ("<details><p>x</p></details>", 1),
        ("<a href='x'><span><a href='y'>z</a></span></a>", 1),
        ("<del><p>x</p></del>", 0),
        ("<p><del><p>x</p></del></p>", 1),
        ("<figure><p>x</p><figcaption>y</figcaption><p>z</p></figure>", 1),
        ("<table><tbody><tr><th><h2>x</h2></th></tr></tbody><thead><tr><td/></tr></thead></table>", 2),
        ("<ruby>x</ruby><time>noon</time>", 2),
        ("<p id='a'>x</p><p id='a'>y</p>", 1),
        ("<li>x</li><script/>", 2),
    ] {
        let text = format!("<html><body>{body}</body></html>");
        let chapter = Document::parse(&text).expect("it is well-formed");
        let faults = faults(&chapter);
        assert_eq!(faults.len(), expected, "{body}: {faults:?}");
    }
}
