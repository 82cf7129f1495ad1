//! Numbers of notes, and their order.

use crate::document::{Document, Note, NoteId, walk};
use std::collections::{BTreeMap, VecDeque};

/// Numbers the notes by chapter in the order of their first calls, and keeps those alone that are
/// called. A note that another note calls follows that one.
pub(super) fn number(document: &mut Document) {
    let mut waiting: BTreeMap<NoteId, Note> = BTreeMap::new();
    for note in std::mem::take(&mut document.notes) {
        waiting.entry(note.id).or_insert(note);
    }
    let mut numbered = Vec::new();
    for chapter in document.chapters() {
        number_chapter(walk::calls(chapter).into(), &mut waiting, &mut numbered);
    }
    document.notes = numbered;
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
        // In print it stands directly behind the note that calls it.
        walk::calls_in_blocks(&note.blocks).into_iter().rev().for_each(|inner| calls.push_front(inner));
        numbered.push(note);
    }
}
