//! Quotation marks, apostrophes, dashes, ellipses and no-break spaces, by language.
//!
//! It belongs to the model, so that both editions show the same characters. No pass changes them
//! after this one, and text offsets (`text::plain_text`) are those after it.

mod elision;
mod language;
mod marks;
mod quotes;
mod run;

use super::walk;
use crate::document::{Document, Inline, InlineKind, quotation};
use crate::source::FileId;
use language::Language;
use marks::Hyphens;
use run::Run;
use std::collections::BTreeSet;

/// Sets all running text of the book and its titles. Code, and addresses shown as text, stay as they
/// are; so do marks that are typographic already.
///
/// In English, two hyphens between words are a dash in what `typewritten` names: the files of plain
/// text, whose writers have no other way to say it.
pub(super) fn set(document: &mut Document, typewritten: &BTreeSet<FileId>) {
    let language = Language::of(document.metadata.lang());
    walk::runs_mut(document, &|lines| {
        let file = lines.iter().find_map(|line| line.first()).map(|inline| inline.span.file);
        let typewritten = file.is_some_and(|file| typewritten.contains(&file));
        let is_dash = typewritten && language.types_dashes;
        set_run(lines, &language, if is_dash { Hyphens::Dash } else { Hyphens::Themselves });
    });
}

/// Makes straight marks of those of quotations that typography has not set.
pub(super) fn straighten(document: &mut Document) {
    walk::inlines_and_blocks_mut(document, &mut |visited| {
        if let walk::Visited::Inline(Inline { kind: InlineKind::Text(text), .. }) = visited
            && let Some(straight) = quotation::straightened(text)
        {
            *text = straight;
        }
    });
}

fn set_run(mut lines: Vec<&mut [Inline]>, language: &Language, hyphens: Hyphens) {
    edit(&mut lines, |run| {
        let mut edits = quotes::edits(run, language);
        edits.extend(marks::dashes_and_dots(run, hyphens));
        edits
    });
    if !language.tied.is_empty() {
        edit(&mut lines, |run| marks::ties(run, language.tied));
    }
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
