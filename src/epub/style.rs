//! The style sheet: one text for all books, and behind it what Chinese and Japanese ask for where a book holds any.

use super::plan::EpubPlan;
use crate::theme::{Autospace, LineBreaking, SquareStyle};

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
    let line_break = name(LineBreaking::NAMES, squares.line_break);
    let autospace = name(Autospace::NAMES, squares.autospace);
    let hanging = if squares.hanging { "  hanging-punctuation: allow-end;\n" } else { "" };
    format!(":lang({tag}) {{\n  line-break: {line_break};\n  text-autospace: {autospace};\n{hanging}}}\n")
}

/// What CSS calls a value.
fn name<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, known)| *known == value).map_or("initial", |(name, _)| name)
}
