//! What each kind of text looks like on paper, from the theme.

use crate::document::Style;
use crate::font::{Family, FontBook, FontId};
use crate::layout::language::LangId;
use crate::layout::page::Color;
use crate::length::Length;
use crate::theme::Theme;

/// How a stretch of text is set.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct TextStyle {
    pub family: Family,
    pub bold: bool,
    pub italic: bool,
    pub size: Length,
    pub color: Color,
    /// How far the baseline is raised.
    pub raise: Length,
    pub decoration: Decoration,
    pub small_caps: bool,
    /// It is emphasised, which some languages mark by dots.
    pub dotted: bool,
    pub lang: LangId,
    /// It runs from right to left as a whole, whatever way parts of it run.
    pub from_right: bool,
    /// All of it runs that way: it is a part of a text whose levels are known.
    pub is_resolved: bool,
}

/// What is drawn besides the letters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Decoration {
    #[default]
    None,
    Struck,
    Underlined,
    /// A light ground behind the letters.
    Highlighted,
}

impl TextStyle {
    pub fn font(&self, fonts: &FontBook) -> FontId {
        fonts.query(self.family, self.bold, self.italic)
    }

    /// An em of this style.
    pub fn em(&self) -> Length {
        self.size
    }

    /// Emphasis within emphasis is as plain text again.
    fn emphasised(self) -> TextStyle {
        TextStyle { dotted: !self.dotted, ..self.slanted() }
    }

    /// Words that are told from those around them by their slope: among slanted ones they are upright.
    pub fn slanted(self) -> TextStyle {
        TextStyle { italic: !self.italic, ..self }
    }

    pub fn strong(self) -> TextStyle {
        TextStyle { bold: true, ..self }
    }

    /// As markup asks for. What print cannot show by the letters alone is drawn by `Decoration`.
    pub fn marked(self, markup: &Style) -> TextStyle {
        match markup {
            Style::Emphasis => self.emphasised(),
            Style::Strong => self.strong(),
            Style::Superscript => self.superior(),
            Style::Subscript => TextStyle {
                size: self.size.scale(65, 100),
                raise: self.raise - self.size.scale(15, 100),
                ..self
            },
            Style::Small => TextStyle { size: self.size.scale(85, 100), ..self },
            Style::Keyboard => self.code(),
            Style::Struck => TextStyle { decoration: Decoration::Struck, ..self },
            Style::Underlined => TextStyle { decoration: Decoration::Underlined, ..self },
            Style::Highlighted => TextStyle { decoration: Decoration::Highlighted, ..self },
            Style::SmallCaps => TextStyle { small_caps: true, ..self },
            // The title of a work, say, is slanted but not emphasised.
            Style::Meaning(meaning) => match meaning.looks_like() {
                Some(Style::Emphasis) => self.slanted(),
                look => look.map_or(self, |look| self.marked(&look)),
            },
            Style::Ruby(_)
            | Style::Classes(_)
            | Style::Language(_)
            | Style::Direction(_)
            | Style::Anchor(_)
            | Style::Address => self,
        }
    }

    /// Code among words: the mono face, smaller so that its x-height is that of the text. Source
    /// Code Pro's is 486 of 1000 units, Libertinus Serif's 429, which is 0.88 of it.
    pub fn code(self) -> TextStyle {
        TextStyle { family: Family::Mono, size: self.size.scale(88, 100), ..self }
    }

    /// An annotation above words of this style, half as large, which CSS too has by default. Its
    /// descenders clear the words below, whether these are as high as ascenders or fill the em square.
    pub fn above(self, is_tall: bool) -> TextStyle {
        let raise = self.raise + self.size.scale(if is_tall { 96 } else { 85 }, 100);
        TextStyle {
            size: self.size / 2,
            raise,
            decoration: Decoration::None,
            small_caps: false,
            dotted: false,
            ..self
        }
    }

    /// The number that calls a note.
    pub fn superior(self) -> TextStyle {
        TextStyle { size: self.size.scale(65, 100), raise: self.raise + self.size.scale(35, 100), ..self }
    }
}

/// A block's text style with the distance between its baselines.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct BlockStyle {
    pub text: TextStyle,
    pub leading: Length,
}

impl BlockStyle {
    /// The same look for words of a language.
    pub fn in_language(self, lang: LangId) -> BlockStyle {
        BlockStyle { text: TextStyle { lang, ..self.text }, ..self }
    }
}

/// The printed styles of one book.
#[derive(Clone, Copy, Debug)]
pub struct Styles {
    pub body: BlockStyle,
    pub code: BlockStyle,
    pub caption: BlockStyle,
    /// The family of headings.
    headings: Family,
    /// What stands above a float: the name of a file.
    pub title: BlockStyle,
    pub note: BlockStyle,
    pub running_head: BlockStyle,
}

impl Styles {
    pub fn new(theme: &Theme, from_right: bool) -> Styles {
        let body = BlockStyle {
            text: TextStyle {
                family: theme.body.family,
                bold: false,
                italic: false,
                size: theme.body.size,
                color: Color::BLACK,
                raise: Length::ZERO,
                decoration: Decoration::None,
                small_caps: false,
                dotted: false,
                lang: LangId::BOOK,
                from_right,
                is_resolved: false,
            },
            leading: theme.body.leading,
        };
        let sized = |percent: i64| BlockStyle {
            text: TextStyle { size: body.text.size.scale(percent, 100), ..body.text },
            leading: body.leading.scale(percent, 100),
        };
        let code = sized(78);
        let code_text = TextStyle { family: Family::Mono, from_right: false, ..code.text };
        Styles {
            body,
            headings: theme.body.headings,
            code: BlockStyle { text: code_text, ..code },
            caption: BlockStyle { text: TextStyle { italic: true, ..sized(90).text }, ..sized(90) },
            title: BlockStyle { text: code_text, ..sized(90) },
            note: sized(85),
            running_head: BlockStyle { text: TextStyle { italic: true, ..sized(90).text }, ..sized(90) },
        }
    }

    /// A style in the family of headings.
    pub fn in_headings(&self, style: BlockStyle) -> BlockStyle {
        BlockStyle { text: TextStyle { family: self.headings, ..style.text }, ..style }
    }

    /// The style of a heading: level 1 is a chapter's. Below it, sizes fall to that of the body within
    /// three levels, and weight and slope tell the last ones apart. The leading stays on the grid of
    /// the body for all but the chapter's title.
    pub fn heading(&self, level: u8) -> BlockStyle {
        let (size, bold, italic) = match level {
            0 | 1 => (190, false, false),
            2 => (128, true, false),
            3 => (110, true, false),
            4 => (100, true, true),
            _ => (100, false, true),
        };
        let (family, size) = (self.headings, self.body.text.size.scale(size, 100));
        let text = TextStyle { family, size, bold, italic, ..self.body.text };
        let leading = if level <= 1 { self.body.leading.scale(3, 2) } else { self.body.leading };
        BlockStyle { text, leading: leading.max(text.size.scale(115, 100)) }
    }
}
