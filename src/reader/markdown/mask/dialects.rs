//! Marks that a dialect has for itself, where the book says that it is written in it: they become
//! marks that are read everywhere, before anything else looks at the text.

mod ascii_doc;
mod leanpub;
mod myst;
mod obsidian;
mod org;
mod quarto;

use super::terrain::Terrain;
use super::{Hidden, highlighted, lines, metadata, site_links};
use crate::reader::foreign::Foreign;
use crate::reader::markdown::dialect::Dialect;

/// Finds the marks of a dialect in a text, and rewrites them there.
pub(super) fn rewrite(text: &str, dialect: Dialect, hidden: &mut Hidden) -> Option<String> {
    let has_rules = org::may_stand_in(text);
    if has_rules || metadata::may_stand_in(text) {
        let terrain = Terrain::of(text);
        let lines = lines::of(text, &terrain);
        metadata::find(text, &lines, hidden);
        if has_rules {
            org::find(text, &lines, &terrain, hidden);
        }
    }
    if ascii_doc::may_stand_in(text) {
        let terrain = Terrain::of(text);
        ascii_doc::find(text, &lines::all(text, &terrain), &terrain, hidden);
    }
    if highlighted::may_stand_in(text) {
        highlighted::find(text, &Terrain::of(text), hidden);
    }
    if site_links::may_stand_in(text) {
        site_links::find(text, &Terrain::of(text), hidden);
    }
    match dialect {
        Dialect::Leanpub => leanpub::find(text, &Terrain::of(text), hidden),
        Dialect::Quarto | Dialect::Obsidian => {
            let terrain = Terrain::of(text);
            let lines = lines::of(text, &terrain);
            match dialect {
                Dialect::Quarto => quarto::find(text, &lines, &terrain, hidden),
                _ => obsidian::find(text, &lines, &terrain, hidden),
            }
        }
        Dialect::Myst => myst::find(text, hidden),
        Dialect::CommonMark | Dialect::Gfm | Dialect::Bifolio | Dialect::Pandoc => {}
    }
    if !hidden.has_rewritten() {
        return None;
    }
    let mut bytes = text.as_bytes().to_vec();
    hidden.rewrite(&mut bytes);
    String::from_utf8(bytes).ok()
}

/// What a mark is in a dialect that reads its like.
pub(super) fn named(dialect: Dialect, kind: Foreign) -> Foreign {
    match (dialect, kind) {
        (Dialect::Quarto | Dialect::Leanpub | Dialect::Myst, Foreign::Include) => Foreign::Untaken,
        _ => kind,
    }
}

/// Whether a dialect reads marks of a kind, which are foreign elsewhere.
pub(super) fn reads(dialect: Dialect, kind: Foreign) -> bool {
    match dialect {
        Dialect::Myst => matches!(kind, Foreign::Role | Foreign::Directive),
        // Its own search names what it does not read.
        Dialect::Leanpub => kind == Foreign::Markua,
        Dialect::Obsidian => {
            matches!(kind, Foreign::Callout | Foreign::Highlighted | Foreign::PercentComment)
        }
        Dialect::Quarto => kind == Foreign::CrossReference,
        _ => false,
    }
}
