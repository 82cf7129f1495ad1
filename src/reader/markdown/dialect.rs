//! Which Markdown is read, and the parser with the extensions for it.

use super::note;
use pulldown_cmark::{BrokenLink, BrokenLinkCallback, Options as Extensions, Parser};
use std::collections::BTreeMap;

/// Which Markdown a text is written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Dialect {
    /// CommonMark 0.31.2 and nothing else: no front matter, no extension, no attributes.
    CommonMark,
    /// What GitHub reads: front matter, tables, struck text, tasks, notes, alerts, bare addresses.
    Gfm,
    /// All of it, formulas, definitions, wiki links, raised and lowered text, and what Bifolio adds:
    /// attributes, captions, verse.
    #[default]
    Bifolio,
    /// The same, and what pandoc alone makes of a text: figures of images, formulas that know the text's
    /// definitions.
    Pandoc,
    /// The same, and the marks of Leanpub (Markua).
    Leanpub,
    /// The same, and the marks of Quarto and bookdown.
    Quarto,
    /// The same, and the marks of MyST.
    Myst,
    /// The same, and the marks of Obsidian.
    Obsidian,
}

impl Dialect {
    /// Whether a text is read by pandoc, as those of Quarto and bookdown are.
    pub(super) fn is_of_pandoc(self) -> bool {
        matches!(self, Dialect::Pandoc | Dialect::Quarto)
    }

    /// Whether a tool gives attributes a meaning of its own.
    pub(super) fn is_of_another_tool(self) -> bool {
        self > Dialect::Pandoc
    }
}

/// How a Markdown file is to be read.
#[derive(Clone, Copy, Debug, Default, Hash)]
pub struct Options {
    pub dialect: Dialect,
    /// Lines of Rust that begin with `#` and a space are for the compiler alone, as in mdBook.
    pub hidden_lines: bool,
    /// `\(…\)` and `\[…\]` are formulas.
    pub bracket_math: bool,
    /// It is MDX: braces hold code, and tags may.
    pub is_mdx: bool,
}

impl Options {
    /// Whether attributes, captions and verse are read.
    pub(super) fn has_ours(self) -> bool {
        self.dialect >= Dialect::Bifolio
    }
}

impl From<Dialect> for Options {
    fn from(dialect: Dialect) -> Options {
        Options { dialect, ..Options::default() }
    }
}

/// What the links of a text may refer to, by label: the address and the title.
pub(super) type References = BTreeMap<String, (String, String)>;

/// The definitions of a text that links refer to.
pub(super) fn references(text: &str, dialect: Dialect) -> References {
    let parser = parser(text, dialect);
    let definitions = parser.reference_definitions().iter();
    definitions
        .map(|(label, to)| {
            let title = to.title.as_deref().unwrap_or_default().to_owned();
            (note::key(label), (to.dest.to_string(), title))
        })
        .collect()
}

/// The parser for a part of a text, whose links may refer to definitions that stand elsewhere in it.
pub(super) fn parser_with<'t>(
    part: &'t str,
    dialect: Dialect,
    references: &'t References,
) -> Parser<'t, impl BrokenLinkCallback<'t>> {
    let find = |link: BrokenLink<'t>| {
        let (address, title) = references.get(&note::key(&link.reference))?;
        Some((address.as_str().into(), title.as_str().into()))
    };
    Parser::new_with_broken_link_callback(part, extensions(part, dialect), Some(find))
}

/// The parser with the extensions of a dialect. Front matter is not left to it, since it takes any two
/// lines of dashes in the midst of a text for the bounds of a metadata block; nor are the attributes of
/// headings, of which it passes over those that it does not know.
pub(super) fn parser(body: &str, dialect: Dialect) -> Parser<'_> {
    Parser::new_ext(body, extensions(body, dialect))
}

/// The parser of all that Bifolio reads, without formulas.
pub(super) fn plain_parser(body: &str) -> Parser<'_> {
    Parser::new_ext(body, extensions(body, Dialect::Bifolio) - Extensions::ENABLE_MATH)
}

fn extensions(body: &str, dialect: Dialect) -> Extensions {
    let mut extensions = Extensions::empty();
    if dialect >= Dialect::Gfm {
        extensions |= Extensions::ENABLE_TABLES
            | Extensions::ENABLE_FOOTNOTES
            | Extensions::ENABLE_STRIKETHROUGH
            | Extensions::ENABLE_TASKLISTS
            | Extensions::ENABLE_GFM;
    }
    if dialect >= Dialect::Bifolio {
        extensions |= Extensions::ENABLE_MATH | Extensions::ENABLE_DEFINITION_LIST;
        if has_wiki_links(body) {
            extensions |= Extensions::ENABLE_WIKILINKS;
        }
    }
    extensions
}

/// Whether `[[words]]` is a link in a text. `[[1]](address)` is an older way to write one, and more common;
/// where it stands in code, it is only spoken of.
pub(super) fn has_wiki_links(body: &str) -> bool {
    let is_older = |line: &str| {
        let mut in_code = false;
        line.bytes().enumerate().any(|(at, byte)| {
            in_code ^= byte == b'`';
            !in_code && ["]](", "]]["].iter().any(|mark| line.as_bytes()[at..].starts_with(mark.as_bytes()))
        })
    };
    !body.lines().filter(|line| line.contains("]]")).any(is_older)
}
