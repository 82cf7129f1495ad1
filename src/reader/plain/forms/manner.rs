//! The manner in which a whole text is set: how wide its paragraphs are wrapped and how they begin.

use super::wrapped::{Looks, NARROW, widths};
use crate::reader::plain::lines::{Line, ends_sentence};

/// How the paragraphs of a text are typed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wrapping {
    /// A paragraph is several lines, each as full as the width lets it be.
    Wrapped,
    /// A paragraph is one line, however long.
    OneLine,
    /// Lines end where their author wanted them to: a poem.
    Ragged,
}

/// The manner in which a whole text is set, by the distribution of its lines.
#[derive(Clone, Debug)]
pub struct Manner {
    pub wrapping: Wrapping,
    /// The column that full lines reach.
    pub measure: usize,
    /// The columns that paragraphs are wrapped at, the commonest first; none where no width is plain.
    pub widths: Vec<usize>,
    /// The indent that most lines have.
    pub margin: usize,
    /// Paragraphs begin with an indented line, blank lines between them or not.
    pub first_indent: bool,
    /// The last lines of its stretches are as long as the others, as those of paragraphs seldom are.
    pub even: bool,
}

/// No one wraps by hand or by program past this column; what is longer is a paragraph in a line.
pub const LONGEST_WRAPPED: usize = 120;
/// A text whose lines are all shorter than this and are not full is verse.
const SHORTEST_RAGGED_PROSE: usize = 66;

impl Manner {
    pub fn of(text: &str, lines: &[Line]) -> Manner {
        let filled: Vec<&Line> = lines.iter().filter(|line| !line.is_blank()).collect();
        let all: usize = filled.iter().map(|line| line.width).sum();
        let long: usize = filled.iter().map(|line| line.width).filter(|&width| width > LONGEST_WRAPPED).sum();
        let widths = widths(text, lines);
        let mut manner = Manner {
            wrapping: Wrapping::Wrapped,
            measure: widths.first().copied().unwrap_or_else(|| measure_of(lines, &filled)),
            widths,
            margin: 0,
            first_indent: false,
            even: are_even(lines),
        };
        manner.margin = manner.margin_of(text, lines);
        manner.first_indent = manner.has_first_indents(lines);
        let alone = long * 2 > all || lone_and_wide(lines, manner.measure) * 2 > all;
        if alone || manner.widths.is_empty() && (long * 3 > all || are_sentences(text, lines)) {
            manner.wrapping = Wrapping::OneLine;
        } else if manner.is_ragged(text, lines) {
            manner.wrapping = Wrapping::Ragged;
        }
        manner
    }

    /// Whether the first word of `next` would not have fitted on `line` any more.
    pub fn is_full(&self, line: &Line, next: &Line) -> bool {
        line.reach_with(next) > self.measure
    }

    /// Whether the lines of a text end where their author ended them: none are wrapped at a plain width,
    /// and they are too short for prose, or begin with capitals as verse does.
    fn is_ragged(&self, text: &str, lines: &[Line]) -> bool {
        // Short lines are often as full as each other by chance.
        let full = self.measure >= NARROW && self.is_mostly_full(lines);
        if !self.widths.is_empty() || full {
            return false;
        }
        let mut looks = Looks::default();
        let stretches = lines.split(Line::is_blank);
        stretches.for_each(|stretch| looks.add(Looks::of(text, stretch)));
        self.measure < SHORTEST_RAGGED_PROSE || looks.begins_as_verse()
    }

    fn is_mostly_full(&self, lines: &[Line]) -> bool {
        let inner = lines.windows(2).filter(|pair| pair.iter().all(|line| !line.is_blank()));
        let (mut full, mut all) = (0, 0);
        for pair in inner {
            if let [line, next] = pair {
                all += 1;
                full += usize::from(self.is_full(line, next));
            }
        }
        // Verse fills a good third of its lines by chance, wrapping nearly all of them.
        full * 3 > all * 2
    }

    fn has_first_indents(&self, lines: &[Line]) -> bool {
        let starts = lines.windows(2).filter(|pair| match pair {
            [line, next] if !line.is_blank() && !next.is_blank() => {
                // The sub-entries of an index are set in, too, and end long before they are full.
                let long = line.reach_with(next) * 5 > self.measure * 4;
                self.is_indented(line) && next.indent == self.margin && long
            }
            _ => false,
        });
        let flush = lines.iter().filter(|line| !line.is_blank() && line.indent == self.margin).count();
        let starts = starts.count();
        starts >= 2 && flush >= starts && starts * 20 >= flush
    }

    /// The indent that most lines have which go on from a full one: neither headings nor the first lines of
    /// paragraphs. Where there are none, that of most lines. Most
    /// paragraphs may stand further out, each in a line, around a quotation of many.
    fn margin_of(&self, text: &str, lines: &[Line]) -> usize {
        let goes_on = lines.windows(2).filter_map(|pair| match pair {
            [line, next] if !line.is_blank() && !next.is_blank() => {
                let full = line.reach_with(next) * 5 > self.measure * 4;
                full.then_some(next.indent)
            }
            _ => None,
        });
        let all = lines.iter().filter(|line| !line.is_blank()).map(|line| line.indent);
        let own = commonest(goes_on).or_else(|| commonest(all)).unwrap_or(0);
        let stretches = || lines.split(Line::is_blank).filter(|lines| !lines.is_empty());
        let edges: Vec<usize> = stretches().filter_map(|lines| edge(text, lines)).collect();
        let further_out = commonest(edges.iter().copied()).filter(|edge| {
            let count = edges.iter().filter(|other| *other == edge).count();
            *edge < own && count * 2 > stretches().count()
        });
        further_out.unwrap_or(own)
    }

    /// Whether a line is set in by as much as a paragraph's first line can be.
    pub fn is_indented(&self, line: &Line) -> bool {
        (self.margin + 1..=self.margin + 8).contains(&line.indent)
    }
}

/// The column that all but one in twenty of the lines with a successor stay within.
fn measure_of(lines: &[Line], filled: &[&Line]) -> usize {
    let inner = lines.windows(2).filter_map(|pair| match pair {
        [line, next] if !line.is_blank() && !next.is_blank() => Some(line.reach()),
        _ => None,
    });
    let mut reaches: Vec<usize> = inner.filter(|&reach| reach <= LONGEST_WRAPPED).collect();
    if reaches.is_empty() {
        reaches = filled.iter().map(|line| line.reach().min(LONGEST_WRAPPED)).collect();
    }
    reaches.sort_unstable();
    let place = (reaches.len() * 19 / 20).min(reaches.len().saturating_sub(1));
    reaches.get(place).copied().unwrap_or(0)
}

/// Whether four in five stretches of lines, and three at least, end with a long line. Of paragraphs three
/// in ten do.
fn are_even(lines: &[Line]) -> bool {
    let stretches = lines.split(Line::is_blank).filter(|stretch| stretch.len() > 1);
    let (mut even, mut all) = (0, 0);
    for stretch in stretches {
        all += 1;
        even += usize::from(is_even(stretch));
    }
    all >= 3 && even * 10 >= all * 8
}

/// Whether the last of some lines is about as long as the longest.
pub fn is_even(lines: &[Line]) -> bool {
    let longest = lines.iter().map(Line::reach).max().unwrap_or(0);
    lines.last().is_some_and(|last| last.reach() * 10 >= longest * 7)
}

/// The characters of lines between blank ones that are wider than all lines with a successor.
/// Where most are, only lists and verse have lines below each other, and a paragraph is a line.
fn lone_and_wide(lines: &[Line], measure: usize) -> usize {
    let is_blank = |line: Option<&Line>| line.is_none_or(Line::is_blank);
    let stacked = lines.windows(2).any(|pair| pair.iter().all(|line| !line.is_blank()));
    let lone = (0..lines.len()).filter(|&at| {
        is_blank(at.checked_sub(1).and_then(|before| lines.get(before))) && is_blank(lines.get(at + 1))
    });
    let widths = lone.filter_map(|at| lines.get(at)).filter(|line| !stacked || line.reach() > measure);
    widths.map(|line| line.width).sum()
}

/// The indent of lines that all have the same, and end as a paragraph does.
fn edge(text: &str, lines: &[Line]) -> Option<usize> {
    let (first, last) = (lines.first()?, lines.last()?);
    let even = lines.iter().all(|line| line.indent == first.indent);
    (even && ends_sentence(&text[last.content.clone()])).then_some(first.indent)
}

/// The commonest of some indents; of equals the smallest.
fn commonest(indents: impl Iterator<Item = usize>) -> Option<usize> {
    const DEEPEST: usize = 40;
    let mut counts = [0usize; DEEPEST + 1];
    for indent in indents {
        if let Some(count) = counts.get_mut(indent.min(DEEPEST)) {
            *count += 1;
        }
    }
    let most = counts.iter().copied().max().filter(|&most| most > 0)?;
    counts.iter().position(|&count| count == most)
}

/// Lines of a paragraph each are as long as this at least once in a short text.
const LONG_LINE: usize = 80;

/// Whether lines without blank ones between them are paragraphs: most of what they say ends as sentences do, as
/// wrapped lines and verse do not, and some are longer than verse is.
fn are_sentences(text: &str, lines: &[Line]) -> bool {
    let (mut ended, mut said, mut all, mut longest) = (0, 0, 0, 0);
    for pair in lines.windows(2) {
        if let [line, next] = pair
            && !line.is_blank()
            && !next.is_blank()
        {
            all += 1;
            longest = longest.max(line.reach());
            said += line.width;
            ended += if ends_sentence(&text[line.content.clone()]) { line.width } else { 0 };
        }
    }
    all >= 3 && longest >= LONG_LINE && ended * 4 >= said * 3
}
