//! What HTML's elements are, for all who read them.

/// The elements that browsers show as blocks (HTML, 15.3), but for those of tables.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dd",
    "details",
    "dialog",
    "dir",
    "div",
    "dl",
    "dt",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "head",
    "header",
    "hgroup",
    "hr",
    "html",
    "legend",
    "li",
    "main",
    "menu",
    "nav",
    "noscript",
    "ol",
    "p",
    "pre",
    "search",
    "section",
    "summary",
    "ul",
];

/// The elements that stand in tables alone.
const TABLE_PARTS: &[&str] = &["caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr", "td", "th"];

/// The elements that hold nothing and have no end tag (HTML, 13.1.2).
const VOID: &[&str] = &[
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track",
    "wbr",
];

/// Whether browsers show an element as a block, or as a part of a table.
pub(crate) fn is_block(name: &str) -> bool {
    BLOCKS.contains(&name) || name == "table" || is_table_part(name)
}

/// Whether an element stands in tables alone.
pub(crate) fn is_table_part(name: &str) -> bool {
    TABLE_PARTS.contains(&name)
}

/// Whether an element is one without content and end tag.
pub(crate) fn is_void(name: &str) -> bool {
    VOID.contains(&name)
}
