//! Quotation marks, apostrophes, dashes, ellipses and no-break spaces, by language.
//!
//! This is the last pass and belongs to the model, so that both editions show the same
//! characters. Text offsets (`text::plain_text`) are those after it.

mod elision;
mod language;
mod marks;
mod quotes;
mod run;

use super::walk;
use crate::document::{Document, Inline, InlineKind};
use crate::source::Span;
use language::Language;
use run::Run;

/// Sets all running text of the book, its title and its subtitle. Code, and addresses shown as
/// text, stay as they are; so do marks that are typographic already.
pub(super) fn set(document: &mut Document) {
    let language = Language::of(document.metadata.lang());
    walk::runs_mut(document, &mut |lines| set_run(lines, &language));
    let metadata = &mut document.metadata;
    for text in [&mut metadata.title, &mut metadata.subtitle].into_iter().flatten() {
        set_text(text, &language);
    }
}

fn set_text(text: &mut String, language: &Language) {
    let kind = InlineKind::Text(std::mem::take(text));
    let mut inlines = [Inline { span: Span::GENERATED, kind }];
    set_run(vec![&mut inlines], language);
    *text = crate::document::text::inline_text(&inlines);
}

fn set_run(mut lines: Vec<&mut [Inline]>, language: &Language) {
    edit(&mut lines, |run| {
        let mut edits = quotes::edits(run, language);
        edits.extend(marks::dashes_and_dots(run));
        edits
    });
    if let Some(spacing) = &language.spacing {
        // The second time around, so that guillemets count that were straight before.
        edit(&mut lines, |run| marks::spaces(run, spacing));
    }
}

fn edit(lines: &mut [&mut [Inline]], edits: impl FnOnce(&Run) -> Vec<run::Edit>) {
    let mut leaves = run::leaves(lines);
    let run = Run::of(&leaves);
    let mut edits = edits(&run);
    edits.sort_by_key(|edit| edit.at);
    if !edits.is_empty() {
        run::apply(&mut leaves, &edits);
    }
}

#[cfg(test)]
mod tests;
