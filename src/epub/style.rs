//! The style sheet: one text for all books, and behind it what only some languages ask for: the digits of lists, and how
//! Chinese and Japanese are set where a book holds any.

use super::plan::EpubPlan;
use crate::document::Digits;
use crate::font::{Dots, Han};
use crate::theme::{Autospace, LineBreaking, SquareStyle, Theme, WritingMode};

/// It leaves face, size and colour to the reader; the theme's measures are the printed page's.
pub(super) const STYLE_SHEET: &str = include_str!("style.css");

/// Lines from the top down. The names with a prefix are those of EPUB 3.0 and of WebKit, the only ones that many reading
/// systems know. Code, tables and formulas lie across all the same, and two figures stand side by side in one square. The
/// distances of blocks are said anew, since those of all books are for lines across.
const VERTICAL: &str = "
/* Lines run from the top down, the first on the right. */
html {
  -epub-writing-mode: vertical-rl;
  -webkit-writing-mode: vertical-rl;
  writing-mode: vertical-rl;
  text-combine-upright: digits 2;
}
body {
  margin: 4% 0;
}
pre, table, math {
  -epub-writing-mode: horizontal-tb;
  -webkit-writing-mode: horizontal-tb;
  writing-mode: horizontal-tb;
  text-combine-upright: none;
}
h1, h2, h3, h4, h5, h6, blockquote, ul, ol, dl, figure, pre, .verse, .display {
  margin: 0;
  margin-block: 1em;
}
h1 {
  margin-block: 2.5em 1.5em;
}
blockquote, .verse {
  margin-inline: 1.5em 0;
}
figure img {
  max-height: 100%;
  max-width: 90vw;
}
";

pub(super) fn style_sheet(book: &EpubPlan, theme: &Theme) -> String {
    let squares = theme.squares;
    let mut sheet = STYLE_SHEET.to_owned();
    if theme.epub_writing == WritingMode::Vertical {
        sheet += VERTICAL;
    }
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
