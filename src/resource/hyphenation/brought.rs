//! Patterns that come with the program for languages that its hyphenator does not have: those of hyph-utf8 that are
//! under the licence of MIT.

use super::{Patterns, is_of};
use std::sync::{Arc, OnceLock};

/// Patterns as they come with the program, read when a book first asks for them.
struct Brought {
    /// Tags of languages in small letters.
    tags: &'static [&'static str],
    /// So many letters stand at the least before a hyphen and behind it, as hyph-utf8 has it.
    least: (usize, usize),
    text: &'static str,
    read: OnceLock<Option<Arc<Patterns>>>,
}

const fn brought(tags: &'static [&'static str], least: (usize, usize), text: &'static str) -> Brought {
    Brought { tags, least, text, read: OnceLock::new() }
}

static BROUGHT: [Brought; 8] = [
    brought(&["cy"], (2, 3), include_str!("patterns/hyph-cy.tex")),
    // CLDR has these among the kinds of English that follow that of the world, which is spelled as the British
    // (`parentLocales`).
    brought(
        &["en-gb", "en-au", "en-ie", "en-in", "en-nz", "en-za"],
        (2, 3),
        include_str!("patterns/hyph-en-gb.tex"),
    ),
    brought(&["fur"], (2, 2), include_str!("patterns/hyph-fur.tex")),
    brought(&["ga"], (2, 3), include_str!("patterns/hyph-ga.tex")),
    brought(&["oc"], (2, 2), include_str!("patterns/hyph-oc.tex")),
    // hyph-utf8 has one letter before a hyphen, and none is left alone here.
    brought(&["pi"], (2, 2), include_str!("patterns/hyph-pi.tex")),
    brought(&["pms"], (2, 2), include_str!("patterns/hyph-pms.tex")),
    brought(&["rm"], (2, 2), include_str!("patterns/hyph-rm.tex")),
];

/// The patterns for a tag in small letters, and the least letters before a hyphen and behind it.
pub fn brought_for(tag: &str) -> Option<(Arc<Patterns>, (usize, usize))> {
    let brought = BROUGHT.iter().find(|brought| brought.tags.iter().any(|own| is_of(tag, own)))?;
    let read = brought.read.get_or_init(|| Patterns::read(brought.text.as_bytes()).ok().map(Arc::new));
    Some((read.clone()?, brought.least))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn all_can_be_read() {
        for tag in BROUGHT.iter().flat_map(|brought| brought.tags) {
            assert!(brought_for(tag).is_some(), "{tag}");
        }
        assert!(
            brought_for("en").is_none() && brought_for("en-us").is_none() && brought_for("cyx").is_none()
        );
    }
}
