//! Paragraphs of Markdown that are HTML of block level behind tags among words.

use super::blocks::is_plain_block;
use super::scan::{self, Piece};
use crate::markup::is_block;

/// What is a mark of Markdown, or of what is read beyond it, or begins the lines of a quotation.
const MARKS: [char; 12] = ['*', '_', '`', '[', ']', '\\', '{', '}', '^', '~', '$', '>'];

/// Whether a paragraph is HTML that begins with a tag among words and goes on with an element that no
/// paragraph can hold, as a heading behind its anchor is. CommonMark reads tags among words there, and
/// would leave the element out. Where Markdown stands beside it, that goes before.
pub(in crate::reader) fn is_html_of_blocks(paragraph: &str) -> bool {
    paragraph.starts_with('<') && {
        let pieces = scan::pieces(paragraph);
        matches!(pieces.first(), Some(Piece::Tag { .. }))
            && pieces.iter().any(opens_block)
            && pieces.iter().all(|piece| is_html(paragraph, piece))
    }
}

/// Whether a piece is a tag that opens more than a part among words.
fn opens_block(piece: &Piece<'_>) -> bool {
    let Piece::Tag { name, closing: false, .. } = piece else { return false };
    let name = name.to_ascii_lowercase();
    is_block(&name) && !is_plain_block(&name)
}

/// Whether a piece is read as HTML at any rate: an address between angle brackets is no tag.
fn is_html(html: &str, piece: &Piece<'_>) -> bool {
    match piece {
        Piece::Tag { name, .. } => name.chars().all(|c| c.is_ascii_alphanumeric() || c == '-'),
        Piece::Text(range) => html.get(range.clone()).is_some_and(|text| !text.contains(MARKS)),
        Piece::Silent(_) => true,
        Piece::Endless(..) | Piece::OpenComment(_) => false,
    }
}
