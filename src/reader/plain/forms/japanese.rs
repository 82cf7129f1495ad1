//! The paragraphs of Japanese texts, which begin with an ideographic blank, or with the bracket of what
//! somebody says.

use super::{Form, cut, is_break};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::{Line, ends_sentence};
use std::ops::Range;

/// Lines of verse are no longer.
const LONGEST_VERSE: usize = 60;

/// The parts of lines that are such paragraphs; `None` for lines of other texts, and of verse.
pub fn paragraphs(sheet: &Sheet, lines: &Range<usize>) -> Option<Vec<(Range<usize>, Form)>> {
    let own = sheet.lines.get(lines.clone()).unwrap_or_default();
    let longest = own.iter().map(Line::reach).max().unwrap_or(0);
    let is_long = longest > LONGEST_VERSE;
    let begins = |is: fn(&Sheet, usize) -> bool| lines.clone().any(|line| is(sheet, line));
    let is_prose = begins(is_said) || is_long && (sheet.annotated || begins(is_blank_before));
    if !is_prose {
        return None;
    }
    let is_ended = |line: usize| match (sheet.lines.get(line), sheet.lines.get(line + 1)) {
        (Some(line), Some(next)) => {
            line.reach_with(next) * 5 <= longest.max(sheet.manner.measure.min(80)) * 4
        }
        _ => false,
    };
    let mut parts = Vec::new();
    cut(lines.clone(), &mut parts, |line| {
        let said = is_said(sheet, line) && ends_sentence(sheet.content(line - 1));
        sheet.annotated
            || is_blank_before(sheet, line)
            || said
            || is_ended(line - 1)
            || is_break(sheet.content(line))
    });
    let form = |part: Range<usize>| {
        let is_break = part.len() == 1 && is_break(sheet.content(part.start));
        (part, if is_break { Form::Break } else { Form::Paragraph })
    };
    Some(parts.into_iter().map(form).collect())
}

fn is_said(sheet: &Sheet, line: usize) -> bool {
    sheet.content(line).starts_with(['「', '『'])
}

fn is_blank_before(sheet: &Sheet, line: usize) -> bool {
    let start = sheet.lines.get(line).map_or(0, |line| line.content.start);
    sheet.text[..start].ends_with('\u{3000}')
}
