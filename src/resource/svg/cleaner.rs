//! Writes a drawing anew, of what is known to be harmless.

use super::choice::{self, Choice};
use super::css::{self, Variables};
use super::html;
use super::omission::{Kind, Omissions};
use super::reference::Targets;
use super::style::{is_harmless, outside};
use super::{NAMESPACE, Picture, Reading, XLINK, kept_name, plain_attribute, reference};
use crate::address::{decoded, is_data};
use crate::markup::escaped;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use roxmltree::Node;
use xmlwriter::XmlWriter;

pub(super) struct Cleaner<'d> {
    pub(super) out: XmlWriter,
    pub(super) targets: Targets<'d>,
    pub(super) reading: Reading<'d>,
    pub(super) variables: Variables,
    pub(super) omissions: Omissions,
}

impl<'d> Cleaner<'d> {
    pub(super) fn element(&mut self, node: Node<'d, 'd>) {
        let Some(name) = kept_name(node) else { return self.unknown(node) };
        if !choice::holds(node, self.reading.lang) {
            return;
        }
        match name {
            "switch" => return self.switch(node),
            "style" => return self.style(node),
            _ => {}
        }
        self.start(node, self.shown_name(node, name), &[]);
        for child in node.children() {
            match child.text() {
                // The writer escapes attributes, but takes text for markup that is escaped already.
                Some(text) if child.is_text() => self.out.write_text(&escaped(text)),
                _ if child.is_element() => self.element(child),
                _ => {}
            }
        }
        self.out.end_element();
    }

    /// Begins an element, without the attributes that are named.
    pub(super) fn start(&mut self, node: Node<'d, 'd>, name: &str, without: &[&str]) {
        self.out.start_element(name);
        if node.parent_element().is_none() {
            self.out.write_attribute("xmlns", NAMESPACE);
            self.out.write_attribute("xmlns:xlink", XLINK);
        }
        self.attributes(node, without);
        self.out.set_preserve_whitespaces(true);
    }

    /// Letters along a path that is not there are letters all the same; the library that draws knows
    /// such a path in text alone.
    fn shown_name(&self, node: Node, name: &'d str) -> &'d str {
        let leads = || {
            let id = reference(node).and_then(|href| href.trim().strip_prefix('#'));
            let in_text = node.parent().is_some_and(|outer| kept_name(outer) == Some("text"));
            in_text && id.is_some_and(|id| self.targets.leads("textPath", id))
        };
        if name == "textPath" && !leads() { "tspan" } else { name }
    }

    /// What is no element of a drawing: the words of HTML are drawn, others are named.
    fn unknown(&mut self, node: Node<'d, 'd>) {
        if choice::is_html(node) {
            return self.html(node);
        }
        let is_own = matches!(node.tag_name().namespace(), None | Some(NAMESPACE));
        if is_own && !WORDLESS.contains(&node.tag_name().name()) {
            let words = html::words(node);
            if !words.is_empty() {
                self.omissions.note(Kind::Words, &words);
            }
        }
    }

    fn html(&mut self, node: Node<'d, 'd>) {
        html::pictures(node).for_each(|picture| self.omissions.note(Kind::Picture, picture));
        let words = html::words(node);
        if !words.is_empty() && !html::draw(node, &mut self.out) {
            self.omissions.note(Kind::Words, &words);
        }
    }

    /// A choice becomes a group of what is chosen, for nobody to choose otherwise.
    fn switch(&mut self, node: Node<'d, 'd>) {
        self.start(node, "g", &[]);
        match choice::choice(node, self.reading.lang) {
            Choice::Element(chosen) => self.element(chosen),
            Choice::Html(chosen) => self.html(chosen),
            Choice::Reworded { html, .. } if html::draw(html, &mut self.out) => {}
            Choice::Reworded { text, html } => {
                self.start(text, "text", &["id", "textLength", "lengthAdjust"]);
                self.out.write_text(&escaped(&html::words(html)));
                self.out.end_element();
            }
            Choice::Nothing => {}
        }
        self.out.end_element();
    }

    fn attributes(&mut self, node: Node<'d, 'd>, without: &[&str]) {
        let attributes = node.attributes().filter(|attribute| !without.contains(&attribute.name()));
        for attribute in attributes {
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
                // What is left is shown by everybody.
                (None, "requiredExtensions" | "requiredFeatures" | "systemLanguage") => false,
                (None, "style") => true,
                // Handlers of events begin so.
                (None, name) if name.starts_with("on") => false,
                (None, _) => {
                    let outside = outside(value);
                    outside.iter().for_each(|address| self.omissions.note(Kind::Part, address));
                    is_harmless(value)
                }
            };
            if kept {
                let value = match name {
                    "style" => css::written(&self.declarations(css::declarations(value))),
                    _ => match self.variables.put_into(value) {
                        Some(value) => self.targets.value(name, &value),
                        None => continue,
                    },
                };
                if name != "style" || !value.is_empty() {
                    self.out.write_attribute(name, &value);
                }
            }
        }
    }

    /// A reference to a part of the drawing that is left, or a picture within it. Others are named.
    fn reference(&mut self, node: Node, href: &str) {
        let name = node.tag_name().name();
        let href = href.trim();
        match href.strip_prefix('#') {
            Some(id) if self.targets.leads(name, id) => self.out.write_attribute("xlink:href", href),
            Some(_) => {}
            None if name == "image" && is_data(href) => self.picture(href),
            None if name == "image" => self.omissions.note(Kind::Picture, href),
            None if name == "a" => self.omissions.note(Kind::Link, href),
            None => self.omissions.note(Kind::Part, href),
        }
    }

    fn picture(&mut self, address: &str) {
        match decoded(address).and_then(self.reading.picture) {
            Ok(Picture { kind, bytes }) => {
                let bytes = STANDARD.encode(bytes);
                self.out.write_attribute("xlink:href", &format!("data:{kind};base64,{bytes}"));
            }
            Err(why) => self.omissions.note(Kind::Broken, &why),
        }
    }
}

/// Elements whose text is no part of what is shown.
const WORDLESS: &[&str] = &["script", "metadata", "filter", "animate", "set", "handler", "font", "glyph"];
