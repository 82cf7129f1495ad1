//! What the elements of a drawing refer to by their properties, and which of them are drawn apart, as the library that draws it reads them: from
//! attributes, style sheets and declarations, in that order.

use super::plain_attribute;
use roxmltree::{Document, Node};
use simplecss::{AttributeOperator, DeclarationTokenizer, PseudoClass, Selector, StyleSheet};
use std::collections::BTreeMap;

/// A property by which an element refers to another part of its drawing, or is laid over others.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Property {
    Fill,
    Stroke,
    MarkerStart,
    MarkerMid,
    MarkerEnd,
    Mask,
    ClipPath,
    Opacity,
    MixBlendMode,
    FillOpacity,
    StrokeOpacity,
}

const PROPERTIES: [(&str, Property); 11] = [
    ("fill", Property::Fill),
    ("stroke", Property::Stroke),
    ("marker-start", Property::MarkerStart),
    ("marker-mid", Property::MarkerMid),
    ("marker-end", Property::MarkerEnd),
    ("mask", Property::Mask),
    ("clip-path", Property::ClipPath),
    ("opacity", Property::Opacity),
    ("mix-blend-mode", Property::MixBlendMode),
    ("fill-opacity", Property::FillOpacity),
    ("stroke-opacity", Property::StrokeOpacity),
];

/// Properties of an element as a whole, which parts within it do not take over.
const WHOLE: [Property; 4] = [Property::Mask, Property::ClipPath, Property::Opacity, Property::MixBlendMode];

/// The values of these properties on one element.
#[derive(Clone, Copy, Default)]
pub(super) struct Values<'d> {
    own: [Option<&'d str>; PROPERTIES.len()],
    /// Fill and stroke of what refers to the part that the element stands in (SVG 2, 13.2: `context-fill`).
    context: [Option<&'d str>; 2],
}

impl<'d> Values<'d> {
    /// The id that a property refers to.
    pub(super) fn id(&self, property: Property) -> Option<&'d str> {
        let value = self.own[property as usize]?;
        let (_, address) = value.split_once("url(")?;
        let address = address.split(')').next().unwrap_or_default();
        address.trim_matches([' ', '\t', '\n', '"', '\'']).strip_prefix('#')
    }

    /// Whether a property is set to anything but full opacity and the usual blending.
    pub(super) fn is_translucent(&self, property: Property) -> bool {
        self.own[property as usize].is_some_and(|value| !matches!(value, "1" | "1.0" | "100%" | "normal"))
    }

    /// What parts within an element have that say nothing of their own.
    pub(super) fn inherited(mut self) -> Values<'d> {
        WHOLE.iter().for_each(|&property| self.own[property as usize] = None);
        self
    }

    /// The same, for a part to which an element of these values refers.
    pub(super) fn for_part(mut self, referring: Values<'d>) -> Values<'d> {
        self.context = [Property::Fill, Property::Stroke].map(|paint| referring.own[paint as usize]);
        self
    }

    fn set(&mut self, name: &str, value: &'d str) {
        let value = match value.trim() {
            // What an element takes over, it has already.
            "inherit" => return,
            "context-fill" => self.context[0],
            "context-stroke" => self.context[1],
            value => Some(value),
        };
        for (own, property) in PROPERTIES {
            if own == name || name == "marker" && own.starts_with("marker-") {
                self.own[property as usize] = value;
            }
        }
    }
}

/// What the elements say of these properties.
pub(super) struct Links<'d> {
    /// By the numbers of the elements.
    own: BTreeMap<u32, Vec<(&'d str, &'d str)>>,
}

impl<'d> Links<'d> {
    /// Reads a drawing; `None` where its rules would have to be held against its elements, and against each other,
    /// more often than `most` times: the library that reads them puts each in its place among those before it.
    pub(super) fn of(drawing: &'d Document<'d>, most: u64) -> Option<Links<'d>> {
        let elements = drawing.descendants().filter(Node::is_element);
        // A rule stands once for each of its selectors.
        let rules = |text: &str| text.bytes().filter(|byte| matches!(byte, b'{' | b',')).count() as u64;
        let rules: u64 = sheets(drawing).map(rules).sum();
        if (elements.clone().count() as u64 + rules) * rules > most {
            return None;
        }
        let sheet = sheet(drawing);
        let rules: Vec<Rule> = sheet.rules.iter().filter_map(Rule::of).collect();
        let own = elements.map(|element| (element.id().get(), said(element, &rules)));
        Some(Links { own: own.filter(|(_, said)| !said.is_empty()).collect() })
    }

    /// What a part has of the elements around it, where it stands itself.
    pub(super) fn around(&self, part: Node<'d, 'd>) -> Values<'d> {
        let around: Vec<Node> = part.ancestors().skip(1).collect();
        around.into_iter().rev().fold(Values::default(), |values, outer| self.values(outer, values))
    }

    /// The properties of an element, where what is around it has those.
    pub(super) fn values(&self, element: Node, around: Values<'d>) -> Values<'d> {
        let mut values = around.inherited();
        for (name, value) in self.own.get(&element.id().get()).into_iter().flatten() {
            values.set(name, value);
        }
        values
    }
}

fn sheet<'d>(drawing: &'d Document<'d>) -> StyleSheet<'d> {
    let mut sheet = StyleSheet::new();
    sheets(drawing).for_each(|text| sheet.parse_more(text));
    sheet
}

fn sheets<'d>(drawing: &'d Document<'d>) -> impl Iterator<Item = &'d str> {
    let sheets = drawing.descendants().filter(|node| node.has_tag_name((super::NAMESPACE, "style")));
    sheets.filter_map(|node| node.text())
}

/// What a rule says of these properties.
struct Rule<'s, 'd> {
    selector: &'s Selector<'d>,
    said: Vec<(&'d str, &'d str)>,
}

impl<'s, 'd> Rule<'s, 'd> {
    fn of(rule: &'s simplecss::Rule<'d>) -> Option<Rule<'s, 'd>> {
        let said = rule.declarations.iter().map(|said| (said.name, said.value));
        let said: Vec<_> = said.filter(|(name, _)| concerns(name)).collect();
        (!said.is_empty()).then_some(Rule { selector: &rule.selector, said })
    }
}

fn concerns(name: &str) -> bool {
    name == "marker" || PROPERTIES.iter().any(|(own, _)| *own == name)
}

fn said<'d>(element: Node<'d, 'd>, rules: &[Rule<'_, 'd>]) -> Vec<(&'d str, &'d str)> {
    let attributes = element.attributes().map(|attribute| (attribute.name(), attribute.value()));
    let mut said: Vec<_> = attributes.filter(|(name, _)| concerns(name)).collect();
    let met = rules.iter().filter(|rule| rule.selector.matches(&Element(element)));
    said.extend(met.flat_map(|rule| &rule.said));
    let declarations = DeclarationTokenizer::from(plain_attribute(element, "style").unwrap_or_default());
    said.extend(declarations.map(|said| (said.name, said.value)).filter(|(name, _)| concerns(name)));
    said
}

/// An element as selectors ask for it.
struct Element<'d>(Node<'d, 'd>);

impl simplecss::Element for Element<'_> {
    fn parent_element(&self) -> Option<Self> {
        self.0.parent_element().map(Element)
    }

    fn prev_sibling_element(&self) -> Option<Self> {
        self.0.prev_sibling_element().map(Element)
    }

    fn has_local_name(&self, name: &str) -> bool {
        self.0.tag_name().name() == name
    }

    fn attribute_matches(&self, name: &str, operator: AttributeOperator) -> bool {
        self.0.attribute(name).is_some_and(|value| operator.matches(value))
    }

    fn pseudo_class_matches(&self, class: PseudoClass) -> bool {
        class == PseudoClass::FirstChild && self.0.prev_sibling_element().is_none()
    }
}
