//! Numbers of notes, and their order.

use crate::document::{Document, InlineKind, Note, NoteId};
use crate::pass::walk;
use std::collections::{BTreeMap, VecDeque};

/// Numbers the notes by chapter in the order of their first calls, and keeps those alone that are
/// called. A note that another note calls follows the notes that its chapter's text calls.
pub(super) fn number(document: &mut Document) {
    let mut waiting: BTreeMap<NoteId, Note> = BTreeMap::new();
    for note in std::mem::take(&mut document.notes) {
        waiting.entry(note.id).or_insert(note);
    }
    let mut numbered = Vec::new();
    for calls in calls_by_chapter(document) {
        number_chapter(calls, &mut waiting, &mut numbered);
    }
    document.notes = numbered;
}

fn calls_by_chapter(document: &Document) -> Vec<VecDeque<NoteId>> {
    let chapters = document.chapters().into_iter();
    let calls = chapters.map(|chapter| {
        let mut calls = VecDeque::new();
        let mut note_call = |inline: &crate::document::Inline| {
            if let InlineKind::NoteMark(id) = inline.kind {
                calls.push_back(id);
            }
        };
        for section in chapter.sections() {
            if let Some(heading) = &section.heading {
                walk::for_inlines(&heading.content, &mut note_call);
            }
            walk::for_block_inlines(&section.blocks, &mut note_call);
        }
        calls
    });
    calls.collect()
}

fn number_chapter(
    mut calls: VecDeque<NoteId>,
    waiting: &mut BTreeMap<NoteId, Note>,
    numbered: &mut Vec<Note>,
) {
    let mut count = 0;
    while let Some(id) = calls.pop_front() {
        // A note that was called before is not waiting any more: it keeps its first number.
        let Some(mut note) = waiting.remove(&id) else { continue };
        count += 1;
        note.number = count;
        walk::for_block_inlines(&note.blocks, &mut |inline| {
            if let InlineKind::NoteMark(inner) = inline.kind {
                calls.push_back(inner);
            }
        });
        numbered.push(note);
    }
}
