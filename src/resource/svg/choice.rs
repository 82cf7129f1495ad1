//! Which child of a `switch` is shown. Programs draw their labels in HTML within it, with letters of
//! SVG for those who cannot read HTML; browsers take the one, printers the other. It is settled here,
//! so that both editions show the same.

use super::html;
use super::{NAMESPACE, kept_name, plain_attribute};
use roxmltree::Node;

/// What a `switch` shows.
pub(super) enum Choice<'d> {
    Element(Node<'d, 'd>),
    /// The words of HTML that has nothing else in its place.
    Html(Node<'d, 'd>),
    /// The words of HTML at the place of an element of text, which holds a part of them or none.
    Reworded {
        text: Node<'d, 'd>,
        html: Node<'d, 'd>,
    },
    Nothing,
}

/// The first child whose conditions hold; of HTML, what stands for it.
pub(super) fn choice<'d>(switch: Node<'d, 'd>, lang: &str) -> Choice<'d> {
    let mut able = switch.children().filter(|child| child.is_element() && holds(*child, lang));
    let Some(first) = able.next() else { return Choice::Nothing };
    if !is_html(first) {
        return if kept_name(first).is_some() { Choice::Element(first) } else { Choice::Nothing };
    }
    let words = letters(&html::words(first));
    let instead = able.find(|child| kept_name(*child).is_some());
    match instead {
        Some(child) if words.is_empty() || is_picture(child) || says(child, &words) => Choice::Element(child),
        Some(text) if kept_name(text) == Some("text") => Choice::Reworded { text, html: first },
        _ => Choice::Html(first),
    }
}

/// Whether an element holds HTML.
pub(super) fn is_html(node: Node) -> bool {
    node.tag_name().name() == "foreignObject" && matches!(node.tag_name().namespace(), None | Some(NAMESPACE))
}

/// Whether an element is shown: by the conditions of SVG 2, 5.10, which count in a choice and elsewhere. Features are no condition any more.
pub(super) fn holds(node: Node, lang: &str) -> bool {
    let extensions = plain_attribute(node, "requiredExtensions").unwrap_or_default();
    let languages = plain_attribute(node, "systemLanguage");
    let is_ours = |wanted: &str| {
        let (wanted, lang) = (wanted.trim().to_ascii_lowercase(), lang.to_ascii_lowercase());
        wanted == lang
            || lang.strip_prefix(&wanted).is_some_and(|rest| rest.starts_with('-') && !wanted.is_empty())
            || wanted.strip_prefix(&lang).is_some_and(|rest| rest.starts_with('-'))
    };
    let reads = extensions.trim().is_empty() || is_html(node);
    reads && languages.is_none_or(|languages| languages.split(',').any(is_ours))
}

fn is_picture(node: Node) -> bool {
    node.tag_name().name() == "image"
}

/// Whether an element has all these letters.
fn says(node: Node, words: &str) -> bool {
    let said: String = node.descendants().filter_map(|part| part.text().filter(|_| part.is_text())).collect();
    letters(&said).contains(words)
}

/// A text without its spaces.
fn letters(text: &str) -> String {
    text.split_whitespace().collect()
}
