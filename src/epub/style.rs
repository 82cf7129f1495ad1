//! The style sheet: one text for all books, and behind it what Chinese and Japanese ask for where a book holds any.

use super::plan::EpubPlan;
use crate::theme::{LineBreaking, SquareStyle};

/// It leaves face, size and colour to the reader; the theme's measures are the printed page's.
pub(super) const STYLE_SHEET: &str = include_str!("style.css");

pub(super) fn style_sheet(book: &EpubPlan, squares: SquareStyle) -> String {
    let mut sheet = STYLE_SHEET.to_owned();
    if !book.square_languages.is_empty() {
        sheet += "\n/* Chinese and Japanese, whose characters stand in squares. */\n";
    }
    for tag in &book.square_languages {
        sheet += &rules(tag, squares);
    }
    sheet
}

/// The rules of one such language.
fn rules(tag: &str, squares: SquareStyle) -> String {
    let line_break = LineBreaking::NAMES.iter().find(|(_, breaking)| *breaking == squares.line_break);
    let line_break = line_break.map_or("strict", |(name, _)| name);
    let hanging = if squares.hanging { "  hanging-punctuation: allow-end;\n" } else { "" };
    format!(":lang({tag}) {{\n  line-break: {line_break};\n{hanging}}}\n")
}
