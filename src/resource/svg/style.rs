//! The style of a drawing: what is left of its sheets and of the declarations of its elements.

use super::cleaner::Cleaner;
use super::css::{self, Declaration, Variables};
use super::omission::Kind;
use super::{all_text, plain_attribute};
use roxmltree::{Document, Node};

impl<'d> Cleaner<'d> {
    /// A style sheet, without what it asks for from elsewhere. One for other media than both editions
    /// have says nothing.
    pub(super) fn style(&mut self, node: Node<'d, 'd>) {
        if !css::is_of_both(plain_attribute(node, "media").unwrap_or_default()) {
            return;
        }
        let sheet = css::sheet(&all_text(node));
        sheet.imports.iter().for_each(|address| self.omissions.note(Kind::Sheet, address));
        // Who draws no letters misses no face.
        let root = node.document().root_element();
        if !sheet.faces.is_empty() && root.descendants().any(|part| part.tag_name().name() == "text") {
            sheet.faces.iter().for_each(|family| self.omissions.note(Kind::Face, family));
        }
        let rules = sheet.rules.into_iter().map(|rule| (rule.selector, self.declarations(rule.declarations)));
        let rules: Vec<String> = rules
            .filter(|(_, declarations)| !declarations.is_empty())
            .map(|(selector, declarations)| format!("{selector}{{{}}}", css::written(&declarations)))
            .collect();
        self.start(node, "style", &["media", "type"]);
        self.out.write_text(&crate::markup::escaped(&rules.join(" ")));
        self.out.end_element();
    }

    /// Style sheets that are named before the drawing begins.
    pub(super) fn sheets_beside(&mut self, document: &Document) {
        let named = document.root().children().filter_map(|node| node.pi());
        for instruction in named.filter(|instruction| instruction.target == "xml-stylesheet") {
            let value = instruction.value.unwrap_or_default();
            let address = value.split_once("href=").map_or(value, |(_, rest)| rest);
            let address = address.trim_start_matches(['"', '\'']).split(['"', '\'']).next();
            self.omissions.note(Kind::Sheet, address.unwrap_or_default());
        }
    }

    /// The declarations that are left: those that lead out of the drawing are not, nor are filters.
    pub(super) fn declarations(&mut self, declarations: Vec<Declaration>) -> Vec<Declaration> {
        let mut kept = Vec::new();
        for Declaration { name, value } in declarations {
            if name == "filter" {
                self.omissions.filter(&value);
            } else if !name.starts_with("--")
                && let Some(value) = self.variables.put_into(&value)
                && is_harmless(&value)
            {
                let value = self.targets.value(&name, &value);
                kept.push(Declaration { name, value });
            } else if let Some(address) = outside(&value) {
                self.omissions.note(Kind::Part, address);
            }
        }
        kept
    }
}

/// The variables of a drawing. What one is for some elements alone is not told from what it is for all.
pub(super) fn variables(root: Node) -> Variables {
    let sheets = root.descendants().filter(|node| node.tag_name().name() == "style");
    let rules = sheets.flat_map(|node| css::sheet(&all_text(node)).rules);
    let own = css::declarations(plain_attribute(root, "style").unwrap_or_default());
    let named = own.into_iter().chain(rules.flat_map(|rule| rule.declarations));
    Variables::of(named)
}

/// Whether a value refers to nothing outside the drawing. Escapes can hide a word from a search: a
/// reference that is written with them is not kept, wherever it leads.
pub(super) fn is_harmless(value: &str) -> bool {
    let squeezed = |text: &str| -> String { text.to_ascii_lowercase().split_whitespace().collect() };
    let plain = css::unescaped(value);
    let read = squeezed(&plain);
    let is_hidden = read.contains("url(") && (value.contains('\\') || squeezed(value).contains("/*"));
    outside(&read).is_none() && !is_hidden && !read.contains("javascript:")
}

/// The first address outside the drawing that a value refers to.
pub(super) fn outside(value: &str) -> Option<&str> {
    let lower = value.to_ascii_lowercase();
    let address = |(at, opening): (usize, &str)| {
        let rest = value[at + opening.len()..].trim_start().trim_start_matches(['"', '\'']);
        rest.split([')', '"', '\'']).next().map(str::trim)
    };
    lower.match_indices("url(").filter_map(address).find(|address| !address.starts_with('#'))
}
