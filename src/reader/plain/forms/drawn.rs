//! What is drawn with marks: tables with bars or rules, diagrams, code, and chords above words. Their blanks
//! are part of them.

use super::{Form, calls_note, chords, columns, is_break, list};
use crate::reader::plain::Sheet;
use crate::reader::plain::signs::Signs;
use std::ops::Range;

/// Cuts lines into stretches that are drawn, each with its form, and those between them.
pub fn cut(sheet: &Sheet, lines: Range<usize>) -> Vec<(Range<usize>, Option<Form>)> {
    // A listing calls no notes, and has no label of one.
    let is_drawn = is_grammar(sheet, &lines) || chords::are_above_words(sheet, &lines);
    if is_drawn && !calls_note(sheet, &lines) {
        return vec![(lines, Some(Form::Columns))];
    }
    let Some(found) = drawn(sheet, &lines) else { return vec![(lines, None)] };
    let form = match columns::grid(sheet, &found) {
        Some(_) => Form::Table,
        None if calls_note(sheet, &found) => return vec![(lines, None)],
        None => Form::Columns,
    };
    let parts = [(lines.start..found.start, None), (found.clone(), Some(form)), (found.end..lines.end, None)];
    parts.into_iter().filter(|(part, _)| !part.is_empty()).collect()
}

/// The stretch from the first drawn line to the last, if there are enough of them.
fn drawn(sheet: &Sheet, lines: &Range<usize>) -> Option<Range<usize>> {
    let marks: Vec<Marks> = lines.clone().map(|line| Marks::of(sheet, line)).collect();
    let count = |is: fn(&Marks) -> bool| marks.iter().filter(|mark| is(mark)).count();
    let barred = count(|mark| mark.is_barred());
    let ruled = count(|mark| *mark == Marks::Rule);
    let (wide, coded) = (count(|mark| *mark == Marks::Wide), count(|mark| *mark == Marks::Code));
    let filled = marks.len() - ruled;
    // A row of dashes among lines of words is a break, or what underlines a title.
    let is_table = ruled > 0 && wide > 1 && wide * 2 > filled;
    // A box has one line of words at least between its edges.
    let edges = lines.clone().filter(|&line| sheet.content(line).contains("+-")).count();
    let is_drawing = (barred > 1 || barred > 0 && edges > 1) && (barred + ruled) * 2 > marks.len();
    let is_code = coded > 1 && coded * 2 >= marks.len();
    let has_list = || list::cut(sheet, lines.clone()).iter().any(|(_, is_list)| *is_list);
    if is_code && !is_drawing && !has_list() {
        return Some(lines.clone());
    }
    if !is_table && !is_drawing {
        return None;
    }
    let is_part = |mark: &Marks| match is_drawing {
        true => mark.is_barred() || matches!(mark, Marks::Rule | Marks::Wide),
        false => matches!(mark, Marks::Rule | Marks::Wide),
    };
    let (first, last) = (marks.iter().position(is_part)?, marks.iter().rposition(is_part)?);
    // Words without a mark above and below are a caption, or a source.
    let start = lines.start + first;
    let has_heads = !is_drawing && start > lines.start && are_heads(sheet, start - 1);
    let end = lines.start + last + 1;
    let has_sum =
        !is_drawing && marks.get(last) == Some(&Marks::Rule) && lines.contains(&end) && is_sum(sheet, end);
    Some(start - usize::from(has_heads)..end + usize::from(has_sum))
}

/// Whether a line below a row of dashes sums up the figures above the row: it holds figures alone, as far in as the row.
fn is_sum(sheet: &Sheet, line: usize) -> bool {
    const SLIP: usize = 2;
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    let (row, content) = (indent(line - 1), sheet.content(line));
    let figures = content.contains(|c: char| c.is_ascii_digit()) && !content.contains(char::is_alphabetic);
    row > 0 && indent(line) + SLIP >= row && figures
}

/// Whether a line has the heads of the columns of the rows below it, set in above the names of these.
fn are_heads(sheet: &Sheet, line: usize) -> bool {
    const APART: u32 = 2;
    let pair = sheet.lines.get(line).zip(sheet.lines.get(line + 1));
    pair.is_some_and(|(heads, row)| heads.gap >= APART && heads.indent > row.indent)
}

/// What marks a line has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Marks {
    /// A row of dashes.
    Rule,
    /// Words between bars.
    Bars,
    /// Lines and arrows.
    Drawn,
    /// Words with wide blanks between them.
    Wide,
    /// The signs of a program.
    Code,
    None,
}

impl Marks {
    fn of(sheet: &Sheet, line: usize) -> Marks {
        const DRAWING: Signs = Signs::of("+<>|\\");
        const CODING: Signs = Signs::of("()=><:&|[{}#/$*");
        const WIDE: u32 = 3;
        let (content, signs) = (sheet.content(line), sheet.signs(line));
        let is_rule = || is_break(content) && content.len() > 2 && !content.contains('*');
        let may_be_drawn = signs.meet(DRAWING) || signs.meet(Signs::OTHERS) && content.contains(is_box);
        let drawn = if may_be_drawn { Marks::drawn(content) } else { None };
        if columns::is_rule(sheet, line) || is_rule() {
            Marks::Rule
        } else if let Some(drawn) = drawn {
            drawn
        } else if sheet.lines.get(line).is_some_and(|line| line.gap >= WIDE) {
            Marks::Wide
        } else if signs.meet(CODING) && is_code(content) {
            Marks::Code
        } else {
            Marks::None
        }
    }

    /// Whether a line has bars between words, or is part of a drawing.
    fn drawn(content: &str) -> Option<Marks> {
        const DRAWN: &[&str] = &["+--", "--+", "+-+", "-->", "<--", "==>", "|--", "--|", "/\\", "\\/"];
        let bars = content.matches(['|', '│', '║']).count();
        let is_bar_alone = || content.chars().all(|c| c.is_whitespace() || "|/\\^vV:".contains(c));
        let is_drawn = || content.contains(is_box) || DRAWN.iter().any(|mark| content.contains(mark));
        if bars > 1 || content.contains(" | ") {
            Some(Marks::Bars)
        } else {
            (is_drawn() || bars > 0 && is_bar_alone()).then_some(Marks::Drawn)
        }
    }

    fn is_barred(self) -> bool {
        matches!(self, Marks::Bars | Marks::Drawn)
    }
}

/// Whether a character is one of Unicode's box drawing.
fn is_box(letter: char) -> bool {
    matches!(letter, '\u{2500}'..='\u{257f}')
}

/// Whether a line has signs that only programs have.
fn is_code(content: &str) -> bool {
    const SIGNS: &[&str] =
        &["()", " == ", " != ", " += ", "->", "=>", "::", "</", "/>", " && ", " || ", "[i]", " = "];
    const FRONTS: &[&str] = &["#include", "// ", "$ ", ">>> ", "#!", "}", "{"];
    const ENDS: &[&str] = &["{", "}", ");", "):", "};", "*/"];
    SIGNS.iter().any(|sign| content.contains(sign))
        || FRONTS.iter().any(|front| content.starts_with(front))
        || ENDS.iter().any(|end| content.ends_with(end))
}

/// Whether lines are rules of a grammar: each is a name and what it stands for (RFC 5234), set in below.
fn is_grammar(sheet: &Sheet, lines: &Range<usize>) -> bool {
    const SIGNS: &[&str] = &["=", "=/", "::=", ":="];
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    let is_name = |word: &str| word.chars().all(|c| c.is_ascii_alphanumeric() || "-_<>".contains(c));
    let defines = |line: usize| {
        let mut words = sheet.content(line).split_whitespace();
        words.next().is_some_and(is_name) && words.next().is_some_and(|sign| SIGNS.contains(&sign))
    };
    let goes_on = |line: usize| indent(line) > indent(lines.start) || defines(line);
    let terms = lines.clone().any(|line| sheet.content(line).contains(['|', '/', '"']));
    lines.len() > 1 && defines(lines.start) && terms && (lines.start + 1..lines.end).all(goes_on)
}
