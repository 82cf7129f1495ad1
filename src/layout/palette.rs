//! How the parts of code look in print: told apart in colour, and the most important of them by
//! weight and slope as well, for those who print or see in grey.

use crate::document::TokenClass;
use crate::layout::page::Color;
use crate::layout::style::TextStyle;

const fn rgb(red: u8, green: u8, blue: u8) -> Color {
    Color { red, green, blue }
}

/// Each class with its colour, and whether it is bold or italic. All colours keep a contrast of 4.5 to
/// 1 on the ground of listings (WCAG 2.2, 1.4.3), which a test measures.
const PALETTE: &[(TokenClass, Color, bool, bool)] = &[
    (TokenClass::Comment, rgb(92, 92, 92), false, true),
    (TokenClass::Keyword, rgb(122, 28, 92), true, false),
    (TokenClass::String, rgb(26, 100, 45), false, false),
    (TokenClass::Number, rgb(148, 70, 0), false, false),
    (TokenClass::Constant, rgb(148, 70, 0), false, false),
    (TokenClass::Function, rgb(12, 76, 150), false, false),
    (TokenClass::Type, rgb(0, 94, 105), false, false),
    (TokenClass::Attribute, rgb(102, 86, 0), false, false),
    (TokenClass::Tag, rgb(122, 28, 92), true, false),
    (TokenClass::Heading, Color::BLACK, true, false),
    (TokenClass::Inserted, rgb(26, 100, 45), true, false),
    (TokenClass::Deleted, rgb(160, 20, 20), false, true),
];

/// The style of a part of a listing.
pub fn style(plain: TextStyle, class: Option<TokenClass>) -> TextStyle {
    let found = PALETTE.iter().find(|(own, ..)| Some(*own) == class);
    found.map_or(plain, |&(_, color, bold, italic)| TextStyle { color, bold, italic, ..plain })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Relative luminance (WCAG 2.2, definition of contrast ratio).
    fn luminance(color: Color) -> f64 {
        let channel = |value: u8| {
            let share = f64::from(value) / 255.0;
            if share <= 0.04045 { share / 12.92 } else { ((share + 0.055) / 1.055).powf(2.4) }
        };
        0.2126 * channel(color.red) + 0.7152 * channel(color.green) + 0.0722 * channel(color.blue)
    }

    #[test]
    fn every_class_has_a_colour_that_can_be_read_on_the_tint() {
        let ground = luminance(Color::grey(244)) + 0.05;
        for class in TokenClass::ALL {
            let (_, color, ..) = PALETTE.iter().find(|(own, ..)| *own == class).expect("it has a colour");
            let ratio = ground / (luminance(*color) + 0.05);
            assert!(ratio >= 4.5, "{class:?}: {ratio:.2}");
        }
    }
}
