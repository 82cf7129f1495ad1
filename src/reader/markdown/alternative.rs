//! Marks in alternative texts, which the parser has made plain text of: what they say of words has no
//! place there, and the words alone are left.

use super::attributes::in_braces;
use super::scripts::raise_and_lower;
use crate::document::text::inline_text;
use crate::document::{Inline, InlineKind};

/// Takes the marks out of the alternative texts of images.
pub(super) fn without_marks(content: &mut [Inline]) {
    for inline in content {
        if let InlineKind::Image(image) = &mut inline.kind {
            let bare = without_attributes(&image.alt);
            image.alt = inline_text(&raise_and_lower(vec![Inline::text(bare, inline.span)]));
        }
        without_marks(inline.kind.content_mut());
    }
}

/// What is longer is no list of attributes.
const LONGEST: usize = 200;

/// Brackets nest no deeper in a text that a person wrote.
const DEEPEST: usize = 20;

/// The words without `{…}` directly behind any of them, and without the brackets of `[words]{…}`.
fn without_attributes(written: &str) -> String {
    let mut bare = String::with_capacity(written.len());
    let (mut open, mut rest) = (Vec::new(), written);
    while let Some(at) = rest.find(['[', ']', '{']) {
        bare.push_str(&rest[..at]);
        rest = &rest[at..];
        let mark = &rest[..1];
        let near = &rest[..rest.floor_char_boundary(LONGEST)];
        let behind_words = !bare.ends_with(char::is_whitespace) && !bare.is_empty();
        if mark == "{"
            && behind_words
            && let Some((_, behind)) = in_braces(near)
        {
            rest = &rest[near.len() - behind.len()..];
            continue;
        }
        let opening = if mark == "]" { open.pop() } else { None };
        let is_span = rest.get(1..).is_some_and(|behind| behind.starts_with('{'));
        match opening {
            Some(bracket) if is_span && in_braces(&near[1..]).is_some() => drop(bare.remove(bracket)),
            _ => {
                if mark == "[" && open.len() < DEEPEST {
                    open.push(bare.len());
                }
                bare.push_str(mark);
            }
        }
        rest = &rest[1..];
    }
    bare + rest
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::ImageRef;
    use crate::source::Span;

    #[test]
    fn alternative_texts_are_words_alone() {
        for (written, bare) in [
            ("a tick", "a tick"),
            ("see here{.page} and [Ann]{.smallcaps #a}", "see here and Ann"),
            ("[[in]{.x} out]{.y}, H~2~O", "in out, H2O"),
            ("a {.page} [tick] {x} f{x} ]{.a}", "a {.page} [tick] {x} f{x} ]"),
            ("{.a}[{é", "{.a}[{é"),
        ] {
            let image = ImageRef { alt: written.into(), ..ImageRef::default() };
            let mut content = [Inline { span: Span::GENERATED, kind: InlineKind::Image(image) }];
            without_marks(&mut content);
            let InlineKind::Image(image) = &content[0].kind else { panic!("{content:?}") };
            assert_eq!(image.alt, bare);
        }
    }
}
