//! What the parts of a drawing refer to: only what the cleaning leaves. A reference to anything else
//! makes an EPUB invalid.

use super::choice::{Choice, choice, holds};
use super::{is_name, kept_name, plain_attribute};
use roxmltree::Node;
use std::collections::BTreeMap;

/// The elements that are left, by their ids.
pub(super) struct Targets<'d> {
    by_id: BTreeMap<&'d str, Target<'d>>,
    /// The language of the book, by which a drawing may choose.
    lang: &'d str,
}

struct Target<'d> {
    node: Node<'d, 'd>,
    element: &'d str,
}

impl<'d> Targets<'d> {
    pub(super) fn of(root: Node<'d, 'd>, lang: &'d str) -> Targets<'d> {
        let mut targets = Targets { by_id: BTreeMap::new(), lang };
        targets.add(root);
        targets
    }

    fn add(&mut self, node: Node<'d, 'd>) {
        let Some(element) = kept_name(node).filter(|_| holds(node, self.lang)) else { return };
        if let Some(id) = plain_attribute(node, "id").filter(|id| is_name(id)) {
            self.by_id.entry(id).or_insert(Target { node, element });
        }
        if element == "switch" {
            return self.add_chosen(node);
        }
        node.children().filter(Node::is_element).for_each(|child| self.add(child));
    }

    /// Of a choice, what is shown.
    fn add_chosen(&mut self, switch: Node<'d, 'd>) {
        match choice(switch, self.lang) {
            Choice::Element(chosen) => self.add(chosen),
            Choice::Html(_) | Choice::Reworded { .. } | Choice::Nothing => {}
        }
    }

    /// Whether an id is this element's: of several that claim it, the first has it.
    pub(super) fn is_id_of(&self, id: &str, node: Node) -> bool {
        self.by_id.get(id).is_some_and(|target| target.node == node)
    }

    /// The value of a property, where `none` or the value to fall back on stands for each reference
    /// that leads nowhere, as SVG 2, 13.2, has it for paint.
    pub(super) fn value(&self, property: &str, value: &str) -> String {
        let (mut out, mut done) = (String::new(), 0);
        for (start, opening) in value.to_ascii_lowercase().match_indices("url(") {
            if start < done {
                continue;
            }
            let end = value[start..].find(')').map_or(value.len(), |length| start + length + 1);
            let id = value[start + opening.len()..end].trim_matches([' ', '\t', '\n', '"', '\'', ')']);
            out.push_str(&value[done..start]);
            let after = value[end..].trim_start();
            if self.leads(property, id.trim_start_matches('#')) {
                out.push_str(&value[start..end]);
            } else if after.is_empty() || after.starts_with(['!', ';', '}']) {
                out.push_str("none");
            }
            done = end;
        }
        out + &value[done..]
    }

    /// Whether an id is there, on an element of the kind that the property, or the element, which
    /// refers to it asks for: EPUBCheck holds drawings to that (RSC-014).
    pub(super) fn leads(&self, from: &str, id: &str) -> bool {
        let is_paint = |element| matches!(element, "linearGradient" | "radialGradient" | "pattern");
        self.by_id.get(id).is_some_and(|target| match from {
            "fill" | "stroke" => is_paint(target.element),
            "clip-path" => target.element == "clipPath",
            "mask" => target.element == "mask",
            "marker" | "marker-start" | "marker-mid" | "marker-end" => target.element == "marker",
            "textPath" => target.element == "path" && plain_attribute(target.node, "d").is_some_and(draws),
            "use" => !is_paint(target.element) && target.element != "clipPath",
            _ => true,
        })
    }
}

/// Whether the data of a path is more than a place: a line has two ends, which are four numbers.
fn draws(data: &str) -> bool {
    data.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|number| !number.is_empty()).count() >= 2
}
