//! Running heads: a title on one line, cut at a word where it is too long.

use crate::document::{Inline, InlineKind, Title};
use crate::layout::front::generated_rules;
use crate::layout::galley::{Galley, GalleyItem};
use crate::layout::page::{ArtifactKind, Generated, PageItem, Part, Placed};
use crate::layout::setter::{Column, Setter, Shape};
use crate::layout::style::BlockStyle;
use crate::layout::text::StyledText;
use crate::length::{Length, Point};
use crate::source::Span;

/// A head that is set, from its left edge and its baseline on.
#[derive(Clone, Debug, Default)]
pub struct RunningHead {
    pub pieces: Vec<Placed>,
    pub width: Length,
}

impl RunningHead {
    /// The head with its beginning at a point.
    pub fn at(&self, origin: Point) -> Vec<Placed> {
        let moved = |piece: &Placed| Placed {
            at: Point { x: origin.x + piece.at.x, y: origin.y + piece.at.y },
            ..piece.clone()
        };
        self.pieces.iter().map(moved).collect()
    }
}

/// Nothing as long as this fits on any page, and setting it would be for nothing.
const MOST_WORDS: usize = 40;

impl Setter<'_> {
    /// The head of a title in the room that there is: whole, else its first words and an ellipsis;
    /// empty where not even a word finds room.
    pub fn running_head(&self, title: &Title, room: Length) -> RunningHead {
        let words = title.plain.split_whitespace().count();
        let whole = (words <= MOST_WORDS).then(|| self.head_of(&title.content));
        let shorter = (1..words.min(MOST_WORDS)).rev();
        let shorter = shorter.map(|count| self.head_of(&first_words(&title.content, count)));
        whole.into_iter().chain(shorter).find(|head| head.width <= room).unwrap_or_default()
    }

    /// Sets a head on a line that is as long as it has to be.
    fn head_of(&self, content: &[Inline]) -> RunningHead {
        let style = self.styles.running_head;
        let column = Column { left: Length::ZERO, width: style.text.em() * 1000 };
        let text = StyledText::new(content, style.text, self.lookup());
        // Whatever the rules say it is, it becomes an artifact below.
        let rules = generated_rules(0, Generated::TitleLine, style, Shape::Ragged);
        // What there is to say of the title is said where it is set as a heading.
        let mut galley = Galley::default();
        self.paragraph(&text, column, &rules, &mut galley);
        let lines = galley.items.into_iter().filter_map(|item| match item {
            GalleyItem::Box(line) => Some(line.placed().cloned().collect::<Vec<_>>()),
            GalleyItem::Glue(_) | GalleyItem::Penalty(_) | GalleyItem::Side(_) => None,
        });
        let pieces: Vec<Placed> = lines.flatten().collect();
        let baseline = self.baseline(pieces.iter(), style);
        let left = pieces.iter().map(|piece| piece.at.x).min().unwrap_or(Length::ZERO);
        let width = pieces.iter().map(Placed::right_edge).max().unwrap_or(left) - left;
        let artifact = |piece: Placed| Placed {
            at: Point { x: piece.at.x - left, y: piece.at.y - baseline },
            part: Part::Artifact(ArtifactKind::RunningHead),
            ..piece
        };
        RunningHead { pieces: pieces.into_iter().map(artifact).collect(), width }
    }

    /// The baseline of a line, which something high among its words has moved down: that of its
    /// letters at their full size.
    pub fn baseline<'p>(&self, pieces: impl Iterator<Item = &'p Placed>, style: BlockStyle) -> Length {
        let mut pieces = pieces;
        let letters = pieces.find_map(|piece| match &piece.item {
            PageItem::Glyphs(run) if run.size == style.text.size => Some(piece.at.y),
            _ => None,
        });
        letters.unwrap_or_else(|| self.line_height(style, Length::ZERO, Length::ZERO).1)
    }
}

/// The first words of a title, and an ellipsis.
fn first_words(content: &[Inline], count: usize) -> Vec<Inline> {
    let mut words = taken(content, &mut Cut { left: count, in_word: false });
    trim_end(&mut words);
    words.push(Inline::text("…", Span::GENERATED));
    words
}

/// How many words are still to be taken, and whether one has begun.
struct Cut {
    left: usize,
    in_word: bool,
}

fn taken(content: &[Inline], cut: &mut Cut) -> Vec<Inline> {
    let mut words = Vec::new();
    for inline in content {
        if cut.left == 0 {
            break;
        }
        let kind = match &inline.kind {
            InlineKind::Text(text) => InlineKind::Text(cut.text(text).to_owned()),
            InlineKind::Code(text) => InlineKind::Code(cut.text(text).to_owned()),
            InlineKind::Styled(style, inner) => InlineKind::Styled(style.clone(), taken(inner, cut)),
            kind => {
                cut.in_word = true;
                kind.clone()
            }
        };
        words.push(Inline { span: inline.span, kind });
    }
    words
}

impl Cut {
    /// The text up to the end of the last word that is to be taken.
    fn text<'t>(&mut self, text: &'t str) -> &'t str {
        for (at, c) in text.char_indices() {
            if c.is_whitespace() && std::mem::take(&mut self.in_word) {
                self.left -= 1;
                if self.left == 0 {
                    return &text[..at];
                }
            }
            self.in_word |= !c.is_whitespace();
        }
        text
    }
}

/// Takes marks off the end that would stand before the ellipsis.
fn trim_end(content: &mut [Inline]) {
    match content.last_mut().map(|inline| &mut inline.kind) {
        Some(InlineKind::Text(text)) => {
            text.truncate(text.trim_end_matches([',', ';', ':', '.', '—', '–', ' ']).len());
        }
        Some(InlineKind::Styled(_, inner)) => trim_end(inner),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::text::inline_text;
    use crate::document::{Formula, Style};

    #[test]
    fn heads_are_cut_at_words() {
        let inline = |kind| Inline { span: Span::GENERATED, kind };
        let text = |words: &str| Inline::text(words, Span::GENERATED);
        let title = [
            text("The "),
            inline(InlineKind::Math(Formula::new("x^2".into(), false))),
            text("-law, and "),
            inline(InlineKind::Styled(Style::Emphasis, vec![text("its code; as")])),
            text(" known"),
        ];
        for (count, expected) in [
            (1, "The…"),
            (2, "The x^2-law…"),
            (3, "The x^2-law, and…"),
            (5, "The x^2-law, and its code…"),
            (6, "The x^2-law, and its code; as…"),
        ] {
            assert_eq!(inline_text(&first_words(&title, count)), expected);
        }
    }
}
