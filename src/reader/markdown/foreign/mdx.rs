//! MDX: imports and exports in lines of their own, code in braces, and in the attributes of tags. Braces are prose
//! elsewhere, and are looked at only where a text is MDX: by the ending of its name, or since it begins with imports.

use super::lines::is_of_module;
use crate::reader::markdown::attributes::in_braces;

/// Whether a text begins with lines that take in others, or hand out something.
pub(in crate::reader::markdown) fn begins_as_mdx(body: &str) -> bool {
    body.lines().map(str::trim).find(|line| !line.is_empty()).is_some_and(is_of_module)
}

/// The length of the code in braces at the beginning of a text. Attributes of Markdown are none.
pub(super) fn expression(rest: &str) -> Option<usize> {
    let length = balanced(rest)?;
    (length > "{}".len() && in_braces(rest).is_none()).then_some(length)
}

/// The length of the tag at the beginning of a text, if an attribute of it is code.
pub(super) fn tag(rest: &str) -> Option<usize> {
    let (mut at, mut has_code) = (1, false);
    while let Some(found) = rest[at..].find(['{', '>', '<']) {
        at += found;
        match rest.as_bytes()[at] {
            b'>' => return has_code.then_some(at + 1),
            b'{' if rest[..at].ends_with('=') => {
                has_code = true;
                at += balanced(&rest[at..])?;
            }
            _ => return None,
        }
    }
    None
}

/// The length of what stands between the brace at the beginning of a text and the one that closes it, and of both.
fn balanced(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    for (at, byte) in text.bytes().enumerate() {
        match byte {
            b'{' => depth += 1,
            b'}' if depth == 1 => return Some(at + 1),
            b'}' => depth = depth.checked_sub(1)?,
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_in_braces_and_tags_is_told_from_words() {
        for (rest, expected) in [
            ("{1 + 1} is 2", Some("{1 + 1}")),
            ("{a.map(x => {x})} b", Some("{a.map(x => {x})}")),
            ("{#id .class} b", None),
            ("{} b", None),
            ("{a", None),
        ] {
            assert_eq!(expression(rest).map(|length| &rest[..length]), expected, "{rest}");
        }
        for (rest, expected) in [
            ("<img src={require('./a b.png')} /> b", Some("<img src={require('./a b.png')} />")),
            ("<B style={{a: '>'}}>b", Some("<B style={{a: '>'}}>")),
            ("<b> {a}", None),
            ("<b and {c} > d", None),
            ("<b a={c", None),
        ] {
            assert_eq!(tag(rest).map(|length| &rest[..length]), expected, "{rest}");
        }
        for (body, expected) in [
            ("\nimport A from 'a';\n", true),
            ("export const meta = {\n", true),
            ("import duties were paid\n", false),
            ("Words.\n\nimport A from 'a'\n", false),
        ] {
            assert_eq!(begins_as_mdx(body), expected, "{body}");
        }
    }
}
