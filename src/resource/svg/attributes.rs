//! How much a drawing's attributes cost to read, before that is done.

/// What stands between a tag's marks and is none.
const APART: [(&str, &str); 3] = [("<!--", "-->"), ("<![CDATA[", "]]>"), ("<?", "?>")];

/// How many pairs of attributes stand in one tag: the parser compares each with every other. What an entity holds
/// counts as often as any entity is named.
pub(super) fn pairs(text: &str) -> u64 {
    let (mut pairs, mut declared, mut rest) = (0u64, 0u64, text);
    while let Some(at) = rest.find('<') {
        rest = &rest[at..];
        let apart = APART.iter().find(|(begin, _)| rest.starts_with(begin));
        if let Some((_, end)) = apart {
            rest = rest.find(end).map_or("", |at| &rest[at + end.len()..]);
            continue;
        }
        let (tag, values) = first_tag(rest);
        match tag.starts_with("<!") {
            true => declared = declared.saturating_add(squared(tag.matches('=').count())),
            false => pairs = pairs.saturating_add(squared(values)),
        }
        rest = &rest[tag.len()..];
    }
    pairs.saturating_add(declared.saturating_mul(text.matches('&').count() as u64))
}

fn squared(values: usize) -> u64 {
    (values as u64).saturating_mul(values as u64) / 2
}

/// The tag at the beginning of a text, which goes to its end where that of the tag is missing, and how many values it
/// has between quotation marks.
fn first_tag(text: &str) -> (&str, usize) {
    let (mut open, mut values) = (None, 0);
    for (at, byte) in text.bytes().enumerate() {
        match (byte, open) {
            (b'"' | b'\'', None) => {
                open = Some(byte);
                values += 1;
            }
            (_, Some(quote)) if quote == byte => open = None,
            (b'>', None) => return (&text[..=at], values),
            _ => {}
        }
    }
    (text, values)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pairs_stand_in_one_tag() {
        for (text, expected) in [
            ("<a b='1' c=\"2\" d='>'/><a b='1'>c='2'</a>", 4),
            ("<!-- it's <a b='1' c='2'> --><a b='1' c='2'/>", 2),
            ("<![CDATA[<a b='1' c='2'/>]]>", 0),
            ("<!DOCTYPE svg [<!ENTITY e \"<a b='1' c='2'/>\">]><svg>&e;&e;</svg>", 4),
            ("<a b='1' c='2", 2),
        ] {
            assert_eq!(pairs(text), expected, "{text}");
        }
    }
}
