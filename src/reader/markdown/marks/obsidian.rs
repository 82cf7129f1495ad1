//! Obsidian: `==marked words==`, `^name` at the end of a block, and the width of an image in the place
//! of its words (Obsidian's help, "Basic formatting syntax", "Link to a block in a note").

use super::within;
use crate::address::scheme;
use crate::document::{Inline, InlineKind, Style, Target};
use crate::reader::build::{Builder, extent};
use crate::source::Span;

/// Reads these marks.
pub(super) fn read(mut content: Vec<Inline>, build: &mut Builder<'_>) -> Vec<Inline> {
    take_name(&mut content, build);
    content.iter_mut().for_each(size);
    content.iter_mut().for_each(name_place);
    marked(content)
}

/// Takes the name of the block that is being read off its end.
fn take_name(content: &mut Vec<Inline>, build: &mut Builder<'_>) {
    let Some(Inline { span, kind: InlineKind::Text(text) }) = content.last_mut() else { return };
    let Some((before, id)) = text.rsplit_once('^') else { return };
    let is_id = !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if is_id && before.ends_with([' ', '\n']) {
        build.anchor(Some(&format!("^{id}")), span.start as usize..span.end as usize);
        text.truncate(before.trim_end().len());
        if text.is_empty() {
            content.pop();
        }
    }
}

/// `![words|300x200](image.png)`: the width, and the height where it is given.
fn size(inline: &mut Inline) {
    let InlineKind::Image(image) = &mut inline.kind else { return };
    let (words, size) = image.alt.rsplit_once('|').unwrap_or(("", &image.alt));
    let (width, height) = size.split_once('x').unwrap_or((size, ""));
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number(width) && (height.is_empty() || is_number(height)) {
        (image.width, image.height) = (extent(width), extent(height));
        image.alt = words.to_owned();
    }
}

/// A link to a place without words of its own says the note and the place: `[[Note#Heading]]` is "Note >
/// Heading" in Obsidian.
fn name_place(inline: &mut Inline) {
    let InlineKind::Link { target: Target::Written(target), content, .. } = &mut inline.kind else { return };
    if let [Inline { kind: InlineKind::Text(text), .. }] = content.as_mut_slice()
        && text == target
        && scheme(target).is_none()
    {
        *text = target.trim_start_matches('#').replace('#', " > ");
    }
}

/// The marks around marked words.
const MARK: &str = "==";

/// Words between two marks are marked, whatever stands between.
fn marked(content: Vec<Inline>) -> Vec<Inline> {
    let mut read: Vec<Inline> = Vec::with_capacity(content.len());
    // Where marked words begin among what is read.
    let mut open: Option<(usize, Span)> = None;
    for inline in content {
        let InlineKind::Text(text) = inline.kind else {
            read.push(within(inline, &mut marked));
            continue;
        };
        let mut rest = text.as_str();
        while let Some(at) = rest.find(MARK) {
            let (before, behind) = (&rest[..at], &rest[at + MARK.len()..]);
            if !before.is_empty() {
                read.push(Inline::text(before, inline.span));
            }
            let opens = behind.starts_with(|c: char| !c.is_whitespace() && c != '=') || behind.is_empty();
            match open.take().filter(|&(start, _)| start < read.len()) {
                Some((start, _)) => {
                    let inner = read.split_off(start);
                    read.push(Inline {
                        span: inline.span,
                        kind: InlineKind::Styled(Style::Highlighted, inner),
                    });
                }
                None if opens => {
                    open = Some((read.len(), inline.span));
                }
                None => read.push(Inline::text(MARK, inline.span)),
            }
            rest = behind;
        }
        if !rest.is_empty() {
            read.push(Inline::text(rest, inline.span));
        }
    }
    // A mark that nothing ends is text.
    if let Some((start, span)) = open {
        read.insert(start.min(read.len()), Inline::text(MARK, span));
    }
    read
}
