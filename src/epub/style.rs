//! The style sheet: one text for all books, and behind it what only some languages ask for: the digits of lists, and how
//! Chinese and Japanese are set where a book holds any.

use super::plan::EpubPlan;
use crate::document::Digits;
use crate::font::{Dots, Han};
use crate::theme::{Autospace, LineBreaking, SquareStyle};

/// It leaves face, size and colour to the reader; the theme's measures are the printed page's.
pub(super) const STYLE_SHEET: &str = include_str!("style.css");

pub(super) fn style_sheet(book: &EpubPlan, squares: SquareStyle) -> String {
    let mut sheet = STYLE_SHEET.to_owned();
    if book.document.digits != Digits::Latin {
        sheet += &counters(book.document.digits.counter_style());
    }
    if !book.square_languages.is_empty() {
        sheet += "\n/* Chinese and Japanese, whose characters stand in squares. */\n";
    }
    for tag in &book.square_languages {
        sheet += &rules(tag, squares);
    }
    sheet
}

/// The rules for lists whose numbers are not in Latin digits. Those of the contents have no class.
fn counters(style: &str) -> String {
    format!(
        "
/* Lists are numbered in the digits of the language. */
ol[class]:not([type]) {{
  list-style-type: {style};
}}
.parenthesis:not([type]) > li::marker {{
  content: counter(list-item, {style}) \") \";
}}
.parentheses:not([type]) > li::marker {{
  content: \"(\" counter(list-item, {style}) \") \";
}}
"
    )
}

/// The rules of one such language.
fn rules(tag: &str, squares: SquareStyle) -> String {
    let line_break = name(LineBreaking::NAMES, squares.line_break);
    let autospace = name(Autospace::NAMES, squares.autospace);
    let hanging = if squares.hanging { "  hanging-punctuation: allow-end;\n" } else { "" };
    let set = format!(
        ":lang({tag}) {{\n  line-break: {line_break};\n  text-autospace: {autospace};\n{hanging}}}\n"
    );
    set + &emphasis(tag)
}

/// How a language emphasises: by dots, and not by slanted characters. The names with a prefix are those of EPUB 3.0,
/// the only ones that many reading systems know.
fn emphasis(tag: &str) -> String {
    let side = match Han::of_language(tag).and_then(Han::dots) {
        Some(Dots::Above) => "over",
        Some(Dots::Below) => "under",
        None => return String::new(),
    };
    format!(
        "em:lang({tag}) {{
  font-style: normal;
  -epub-text-emphasis-style: filled dot;
  -epub-text-emphasis-position: {side};
  text-emphasis: filled dot;
  text-emphasis-position: {side} right;
}}
em:lang({tag}) em, em:lang({tag}) .latin, em:lang({tag}) code, em:lang({tag}) ruby {{
  -epub-text-emphasis-style: none;
  text-emphasis: none;
}}
em:lang({tag}) .latin {{
  font-style: italic;
}}
"
    )
}

/// What CSS calls a value.
fn name<T: Copy + PartialEq>(names: &[(&'static str, T)], value: T) -> &'static str {
    names.iter().find(|(_, known)| *known == value).map_or("initial", |(name, _)| name)
}
