//! What the cleaning leaves out of a drawing that its author would miss.

use std::collections::BTreeMap;

/// What is not shown, by its kind, each as messages name it.
#[derive(Default)]
pub(super) struct Omissions(BTreeMap<Kind, Vec<String>>);

/// A kind of what is not shown, in the order in which it is told.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Filter,
    /// A picture that lies in a file of its own.
    Picture,
    /// A picture within the drawing that cannot be read.
    Broken,
    /// A part of another drawing.
    Part,
    /// A style sheet in a file of its own.
    Sheet,
    /// A face that the drawing brings along, or names by an address.
    Face,
    /// A link: a drawing is shown as an image, from which none leads.
    Link,
    /// Words that nothing can be told to place.
    Words,
}

impl Omissions {
    /// Notes something that is not kept.
    pub(super) fn note(&mut self, kind: Kind, name: &str) {
        let names = self.0.entry(kind).or_default();
        // A part may be referred to at every corner.
        if names.last().is_none_or(|last| last != name) {
            names.push(name.to_owned());
        }
    }

    /// Notes a filter. An element that has one would not be printed at all.
    pub(super) fn filter(&mut self, value: &str) {
        if value.trim() != "none" {
            self.note(Kind::Filter, "");
        }
    }

    /// One clause for each kind, to stand behind "without".
    pub(super) fn clauses(&self) -> Vec<String> {
        self.0
            .iter()
            .filter_map(|(kind, names)| Some(clause(*kind, names.first()?, names.len() - 1)))
            .collect()
    }
}

fn clause(kind: Kind, first: &str, more: usize) -> String {
    let (what, shown) = match kind {
        Kind::Filter => return "its filters".into(),
        Kind::Picture => ("the picture", format!("`{}`", short(first))),
        Kind::Broken => ("a picture within it that cannot be used:", short(first)),
        Kind::Part => ("the part", format!("`{}`", short(first))),
        Kind::Sheet => ("the style sheet", format!("`{}`", short(first))),
        Kind::Face => ("its own face", format!("`{}`", short(first))),
        Kind::Link => ("the link", format!("`{}`", short(first))),
        Kind::Words => ("the words", format!("“{}”", short(first))),
    };
    let behind = match (kind, more) {
        (Kind::Part, _) => " of another drawing",
        (Kind::Link, _) => ", since none leads out of an image",
        (Kind::Picture | Kind::Sheet, 0) => ", which is not read from within it",
        (Kind::Picture | Kind::Sheet, _) => ", which are not read from within it",
        _ => "",
    };
    let more = if more > 0 { format!(" and {more} more") } else { String::new() };
    format!("{what} {shown}{more}{behind}")
}

/// An address may hold a whole picture.
fn short(name: &str) -> String {
    const SHOWN: usize = 60;
    let shown: String = name.chars().take(SHOWN).collect();
    let cut = if shown.len() < name.len() { "…" } else { "" };
    shown + cut
}
