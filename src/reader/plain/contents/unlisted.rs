//! What looks like the listed headings and is not listed.

use super::list::List;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::{is_capitals, looks_like_title};
use std::ops::Range;

/// What gives a heading away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    /// "Chapter 3".
    Labelled,
    /// "3."
    Numbered,
    Capitals,
    /// Any line that could be a title.
    Other,
}

impl Form {
    fn has(self, sheet: &Sheet, line: usize) -> bool {
        let words = sheet.content(line);
        let number = || sheet.numbering(line).filter(|number| !number.weak);
        match self {
            Form::Labelled => number().is_some_and(|number| number.label.is_some()),
            Form::Numbered => number().is_some_and(|number| number.label.is_none()),
            Form::Capitals => is_capitals(words),
            Form::Other => looks_like_title(words),
        }
    }

    /// The form that at least half of the listed headings have.
    fn of(sheet: &Sheet, list: &List) -> Form {
        let is_common = |form: &Form| {
            let having = list.headings().filter(|lines| form.has(sheet, lines.start));
            having.count() * 2 >= list.headings().count()
        };
        [Form::Labelled, Form::Numbered, Form::Capitals].into_iter().find(is_common).unwrap_or(Form::Other)
    }
}

/// So many unlisted lines are named each; the rest are counted.
const MOST_NOTES: usize = 5;

/// Reports lines of the same form as the listed headings that the list does not name.
pub fn report(sheet: &mut Sheet, list: &List) {
    let unlisted = unlisted(sheet, list);
    for chunk in unlisted.iter().take(MOST_NOTES) {
        let message = format!(
            "“{}” looks like a heading, but the contents list does not name it",
            sheet.content(chunk.start)
        );
        let span = sheet.span(chunk.clone());
        sheet.diagnostics.push(Diagnostic::note(Code::OutlineUnlisted, span, message));
    }
    if let Some(next) = unlisted.get(MOST_NOTES) {
        let message = format!(
            "{} more lines look like headings that the contents list does not name",
            unlisted.len() - MOST_NOTES
        );
        let span = sheet.span(next.clone());
        sheet.diagnostics.push(Diagnostic::note(Code::OutlineUnlisted, span, message));
    }
}

/// The lone lines of the headings' form with text below them.
fn unlisted(sheet: &Sheet, list: &List) -> Vec<Range<usize>> {
    let form = Form::of(sheet, list);
    let chunks = sheet.outside_synopses(sheet.chunks());
    // The title page above all that a list at the end names has no headings.
    let first = list.headings().next().map_or(0, |lines| lines.start);
    let from = if list.body.start == 0 { first } else { list.body.start };
    let is_unlisted = |(index, chunk): &(usize, &Range<usize>)| {
        let before_text = chunks.get(index + 1).is_some_and(|next| next.start - chunk.end <= 3);
        (from..list.body.end).contains(&chunk.start)
            && chunk.len() == 1
            && before_text
            && form.has(sheet, chunk.start)
    };
    chunks.iter().enumerate().filter(is_unlisted).map(|(_, chunk)| chunk.clone()).collect()
}
