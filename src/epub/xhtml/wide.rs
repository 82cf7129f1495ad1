//! What does not fit a small screen: wide tables and formulas, in a box of their own that scrolls.
//!
//! How wide a screen is, nobody knows before the book is read; what is wider than that of a telephone is
//! told by its characters. The box can be reached by the keyboard (WCAG 2.2, 2.1.1) and has a name.

use super::ChapterWriter;
use crate::document::content::children;
use crate::document::text::{Step, runs, walk};
use crate::document::{Block, BlockKind, Cell, InlineKind, MathNode, Row, Table, Word};
use crate::markup::Markup;

/// How wide the text is on a screen of 360 CSS pixels, which is that of most telephones, in thousandths
/// of an em of 16 pixels: without the margins of the page, and a little less for what stands in lists and
/// quotations.
const SCREEN: i64 = 18_000;

/// How wide a letter is on average, of which the longest words of tables are made, and a sign of a
/// formula, in thousandths of an em.
const LETTER: i64 = 560;
const SIGN: i64 = 600;

/// The white space on both sides of a cell, as the style sheet has it.
const CELL: i64 = 1_400;

/// The white space on both sides of a sign between two others.
const AROUND_OPERATOR: i64 = 500;

/// What a page of such a screen holds for certain. No page can part a box that scrolls (CSS
/// Fragmentation 3, 4.1, leaves it to the browser, and those that there are do not).
const LINES: usize = 20;

/// How a table is shown on a small screen.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Fit {
    /// As it is: it fits.
    Whole,
    /// In a box that scrolls.
    Scrolled,
    /// With words that are cut where they must be, since no page would hold the box.
    Squeezed,
}

impl Fit {
    pub fn of(table: &Table) -> Fit {
        let mut words = vec![0; table.columns];
        for cell in table.cells().filter(|cell| cell.colspan == 1) {
            if let Some(widest) = words.get_mut(cell.column) {
                *widest = i64::max(*widest, least(cell));
            }
        }
        if words.iter().map(|word| word + CELL).sum::<i64>() <= SCREEN {
            return Fit::Whole;
        }
        let lines: usize = table.rows().map(|row| lines(row, &words)).sum();
        if lines <= LINES { Fit::Scrolled } else { Fit::Squeezed }
    }
}

/// How many lines a row takes whose columns are as wide as their widest words.
fn lines(row: &Row, words: &[i64]) -> usize {
    let of_cell = |cell: &Cell| {
        let mut letters = 0;
        each_text(&cell.blocks, &mut |text| letters += text.chars().count() as i64);
        let width = words.get(cell.column).map_or(LETTER, |&word| word.max(LETTER));
        (letters * LETTER / width) as usize + cell.blocks.len().max(1)
    };
    row.cells.iter().map(of_cell).max().unwrap_or_default()
}

/// The width of what a cell holds that no line can part.
fn least(cell: &Cell) -> i64 {
    let mut least = 0;
    each_text(&cell.blocks, &mut |text| {
        // A word may be parted at its hyphens, and Chinese between any two characters.
        let words = text.split(|c: char| c.is_whitespace() || c == '-' || c >= '\u{2E80}');
        let longest = words.map(|word| word.chars().count() as i64).max().unwrap_or_default();
        least = least.max(longest * LETTER);
    });
    least
}

/// The texts of blocks and of what they hold. Code is left out: it may be parted anywhere.
fn each_text<'b>(blocks: &'b [Block], see: &mut dyn FnMut(&'b str)) {
    for block in blocks {
        for run in runs(block) {
            walk(run.inlines, 0, &mut |_, step| match step {
                Step::Leaf(inline) => match &inline.kind {
                    InlineKind::Text(text) => see(text),
                    InlineKind::Math(formula) => see(&formula.source),
                    _ => {}
                },
                Step::Enter(_) | Step::Leave(_) => {}
            });
        }
        if let BlockKind::Formula { formula, .. } = &block.kind {
            see(&formula.source);
        }
        children(block).for_each(|child| each_text(std::slice::from_ref(child), see));
    }
}

/// Whether a formula is wider than a small screen.
pub(super) fn is_wide(tree: &MathNode) -> bool {
    width(tree) > SCREEN
}

/// About how wide a formula is, in thousandths of an em.
fn width(node: &MathNode) -> i64 {
    let all = |nodes: &[MathNode]| nodes.iter().map(width).sum();
    let small = |node: &Option<Box<MathNode>>| node.as_ref().map_or(0, |node| width(node) * 7 / 10);
    match node {
        MathNode::Row(nodes) => all(nodes),
        MathNode::Identifier { text, .. } | MathNode::Number(text) | MathNode::Text { text, .. } => {
            text.chars().count() as i64 * SIGN
        }
        MathNode::Operator(operator) => {
            let marks = operator.text.chars().all(|c| "()[]{}|,.;!′".contains(c));
            operator.text.chars().count() as i64 * SIGN + if marks { 0 } else { AROUND_OPERATOR }
        }
        MathNode::Space(width) => i64::from(*width),
        MathNode::Fraction { numerator, denominator, .. } => width(numerator).max(width(denominator)),
        MathNode::Root { radicand, index } => width(radicand) + SIGN + small(index),
        MathNode::Scripts { base, sub, sup } => width(base) + small(sub).max(small(sup)),
        MathNode::Limits { base, under, over, .. } => width(base).max(small(under)).max(small(over)),
        MathNode::Table(table) => {
            let cells =
                table.rows.iter().map(|row| row.cells.iter().map(|cell| SIGN + width(&cell.content)).sum());
            cells.max().unwrap_or_default()
        }
        MathNode::Styled { inner, .. } | MathNode::Enclosed { inner, .. } => width(inner),
        MathNode::Phantom { inner, width: kept, .. } => {
            if *kept {
                width(inner)
            } else {
                0
            }
        }
    }
}

impl ChapterWriter<'_, '_> {
    /// Says of the element that was just opened that it scrolls, and what it holds.
    pub(super) fn scrolls(&mut self, word: Word, number: Option<&str>) -> &mut Markup {
        let words = &self.book.words;
        let name = number.map_or_else(|| words.unnumbered(word), |number| words.numbered(word, number));
        self.markup.attr("role", "group").attr("aria-label", &name).attr("tabindex", "0")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockId, Inline, Operator};
    use crate::source::{FileId, Span};

    fn table(rows: usize, words: &[&str]) -> Table {
        let cell = |(column, words): (usize, &&str)| {
            let id = BlockId { file: FileId(0), index: 0 };
            let kind = BlockKind::Paragraph(vec![Inline::text(*words, Span::GENERATED)]);
            Cell { column, blocks: vec![Block { id, span: Span::GENERATED, kind }], ..Cell::default() }
        };
        let row = || Row { id: None, cells: words.iter().enumerate().map(cell).collect() };
        Table { columns: words.len(), bodies: vec![(0..rows).map(|_| row()).collect()], ..Table::default() }
    }

    #[test]
    fn tables_that_are_wider_than_a_small_screen_scroll_or_are_squeezed() {
        let long = ["evaporation", "condensation", "precipitation", "infiltration"];
        for (rows, words, fit) in [
            (3, &["a", "b", "many short words that a line may end between"][..], Fit::Whole),
            (3, &long, Fit::Scrolled),
            (30, &long, Fit::Squeezed),
            // Four columns of Chinese may end a line anywhere.
            (
                3,
                &["蒸发蒸发蒸发蒸发蒸发", "凝结凝结凝结凝结凝结", "降水降水降水降水降水", "入渗"],
                Fit::Whole,
            ),
            (3, &["a-b-c-d-e-f-g-h-i-j-k-l", "a-b-c-d-e-f-g-h-i-j-k-l"], Fit::Whole),
            (1, &["a"; 12], Fit::Scrolled),
        ] {
            assert_eq!(Fit::of(&table(rows, words)), fit, "{rows} of {words:?}");
        }
    }

    #[test]
    fn formulas_are_as_wide_as_their_signs() {
        let letter = || MathNode::Identifier { text: "x".into(), upright: false };
        let plus = || MathNode::Operator(Operator { text: "+".into(), ..Operator::default() });
        let sum = |terms: usize| MathNode::Row((0..terms).flat_map(|_| [plus(), letter()]).collect());
        let fraction = |terms| MathNode::Fraction {
            numerator: Box::new(sum(terms)),
            denominator: Box::new(sum(terms)),
            ruled: true,
        };
        for (tree, wide) in [(sum(5), false), (sum(15), true), (fraction(8), false), (fraction(15), true)] {
            assert_eq!(is_wide(&tree), wide, "{tree:?}");
        }
    }
}
