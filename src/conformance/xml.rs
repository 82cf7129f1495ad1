//! XML that somebody else wrote.

use roxmltree::{Document, ParsingOptions};

/// A page with more elements and texts than this is nobody's page.
const NODES: u32 = 4_000_000;
/// Rules ask what stands around every element, and so cost the elements times the depth.
const DEPTH: usize = 500;
/// The parser compares every attribute of an element with every other, and every element has a list of the
/// name spaces that are known there.
const ATTRIBUTES: usize = 1000;

/// What may stand before the root.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Dtd {
    /// HTML's document type, and entities.
    Allowed,
    Refused,
}

/// Reads a document. Errors: it is not well-formed, and where; or it is made otherwise than any page, so that
/// reading it would take too long.
pub(super) fn parse(text: &str, dtd: Dtd) -> Result<Document<'_>, String> {
    let text = text.trim_start_matches('\u{FEFF}');
    shape(text)?;
    let options =
        ParsingOptions { allow_dtd: dtd == Dtd::Allowed, nodes_limit: NODES, ..ParsingOptions::default() };
    let parsed = super::guarded(|| Document::parse_with_options(text, options))?;
    let tree = parsed.map_err(|error| error.to_string())?;
    // Entities may bring more of it.
    if is_deep(&tree) { Err(TOO_DEEP.into()) } else { Ok(tree) }
}

const TOO_DEEP: &str = "it is nested deeper than any page";

/// Looks at the tags before the parser does.
fn shape(text: &str) -> Result<(), String> {
    let (mut rest, mut depth) = (text, 0usize);
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let sections = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];
        if let Some((begin, end)) = sections.iter().find(|(begin, _)| rest.starts_with(begin)) {
            let inner = &rest[begin.len()..];
            let Some(length) = inner.find(end) else { return Ok(()) };
            rest = &inner[length + end.len()..];
            continue;
        }
        let tag = Tag::of(rest);
        if tag.values > ATTRIBUTES {
            return Err("an element has more attributes than any page's".into());
        }
        let inner = &rest[..tag.length];
        match () {
            () if inner.starts_with("</") => depth = depth.saturating_sub(1),
            () if inner.starts_with("<!") || inner.ends_with("/>") => {}
            () => depth += 1,
        }
        if depth > DEPTH {
            return Err(TOO_DEEP.into());
        }
        rest = &rest[tag.length..];
    }
    Ok(())
}

struct Tag {
    /// In bytes, with both brackets.
    length: usize,
    /// How many values it has between quotation marks.
    values: usize,
}

impl Tag {
    /// The tag at the beginning of a text. One that does not end goes to the text's end.
    fn of(text: &str) -> Tag {
        let (mut open, mut values) = (None, 0);
        for (at, byte) in text.bytes().enumerate() {
            match (byte, open) {
                (b'"' | b'\'', None) => {
                    open = Some(byte);
                    values += 1;
                }
                (_, Some(quote)) if quote == byte => open = None,
                (b'>', None) => return Tag { length: at + 1, values },
                _ => {}
            }
        }
        Tag { length: text.len(), values }
    }
}

fn is_deep(tree: &Document) -> bool {
    // Every element comes after the one around it.
    let mut depths: Vec<usize> = Vec::new();
    for node in tree.descendants() {
        let around = node.parent().and_then(|parent| depths.get(parent.id().get_usize()));
        let depth = around.map_or(0, |depth| depth + 1);
        if depth > DEPTH {
            return true;
        }
        depths.push(depth);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_no_page_is_made_like_is_not_parsed() {
        let attributes =
            |count| format!("<a{}/>", (0..count).map(|n| format!(" a{n}='>'")).collect::<String>());
        let deep = |depth| format!("{}{}", "<a>".repeat(depth), "</a>".repeat(depth));
        let quotes = format!("<a><!-- {0} < --><![CDATA[{0}<b>]]><?x {0}?>'{0}'</a>", "'\"".repeat(5000));
        let flat = format!("<a>{}</a>", "<b/><c d='/'>e</c>".repeat(2000));
        let entities = "<!DOCTYPE a [<!ENTITY b \"<c>\">]><a/>";
        for text in [&attributes(ATTRIBUTES), &deep(DEPTH - 1), &quotes, &flat, entities] {
            assert!(parse(text, Dtd::Allowed).is_ok(), "{}", &text[..text.len().min(60)]);
        }
        for (text, why) in [
            (attributes(ATTRIBUTES + 1), "an element has more attributes"),
            (deep(DEPTH + 1), "it is nested deeper"),
            (entities.to_owned(), "XML with DTD detected"),
        ] {
            let dtd = if text == entities { Dtd::Refused } else { Dtd::Allowed };
            let said = parse(&text, dtd).expect_err("it is refused");
            assert!(said.starts_with(why), "{said}");
        }
        for text in ["<a b='", "<!--", "<", "<![CDATA[", ""] {
            assert!(parse(text, Dtd::Allowed).is_err());
        }
    }
}
