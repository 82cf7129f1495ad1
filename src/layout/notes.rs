//! Notes at the foot of the page: each line of a chapter is given the notes that it is the first to
//! call, and the paginator begins them on that line's page.

use crate::diagnostic::Diagnostic;
use crate::document::{Chapter, NoteId};
use crate::layout::blocks::{Context, Follows, half_line};
use crate::layout::galley::{Galley, GalleyItem, Space};
use crate::layout::page::Labelled;
use crate::layout::setter::{Setter, Shape};
use crate::length::Length;
use std::collections::{BTreeSet, VecDeque};

/// Sets the notes of a chapter at the lines that call them.
pub fn set(setter: &Setter, chapter: Chapter, context: Context, galley: &mut Galley) {
    let Some(own) = setter.first_calls.get(&chapter.index) else { return };
    let mut placer = Placer { setter, context, seen: BTreeSet::new(), diagnostics: Vec::new() };
    for item in &mut galley.items {
        let GalleyItem::Box(line) = item else { continue };
        let calls: VecDeque<NoteId> = line.calls().iter().copied().filter(|id| own.contains(id)).collect();
        if !calls.is_empty() {
            line.attach().notes = placer.place(calls);
        }
    }
    galley.diagnostics.append(&mut placer.diagnostics);
    // A call that no line shows, as within a caption that was left out, has its note at the end.
    let unseen: Vec<NoteId> = own.difference(&placer.seen).copied().collect();
    galley.append(at_the_end(setter, &unseen, context));
}

struct Placer<'s> {
    setter: &'s Setter<'s>,
    context: Context,
    seen: BTreeSet<NoteId>,
    diagnostics: Vec<Diagnostic>,
}

impl Placer<'_> {
    /// The notes of one line, with those that they call in turn.
    fn place(&mut self, mut calls: VecDeque<NoteId>) -> Vec<Vec<GalleyItem>> {
        let mut notes = Vec::new();
        while let Some(id) = calls.pop_front() {
            if !self.seen.insert(id) {
                continue;
            }
            let note = set_note(self.setter, id, self.context);
            // What a note calls follows it directly.
            let inner: Vec<NoteId> = note.items.iter().flat_map(calls_of).collect();
            inner.into_iter().rev().for_each(|id| calls.push_front(id));
            self.diagnostics.extend(note.diagnostics);
            notes.push(note.items);
        }
        notes
    }
}

/// What parts the notes from the text: a line, with the rule in its lower half.
pub fn separator(setter: &Setter) -> Length {
    setter.styles.body.leading
}

/// A note with its number hanging left of it.
fn set_note(setter: &Setter, id: NoteId, context: Context) -> Galley {
    let mut galley = Galley::default();
    let Some(note) = setter.notes.get(&id) else { return galley };
    let style = setter.styles.note;
    let context = Context {
        column: context.column,
        style,
        follows: Follows::Other,
        depth: 0,
        shape: Shape::Justified,
        aligned: false,
        may_end_page: false,
    };
    let context = Context { column: context.set_in(style.text.em().scale(3, 2)), ..context };
    let label = format!("{}.", setter.document.digits.written(note.number));
    setter.list_item(&note.blocks, (&label, Labelled::Note(id)), context, &mut galley);
    galley.trim();
    galley
}

fn at_the_end(setter: &Setter, notes: &[NoteId], context: Context) -> Galley {
    let mut galley = Galley::default();
    if !notes.is_empty() {
        galley.space(Space::flexible(context.style.leading * 2));
    }
    for &id in notes {
        galley.may_break();
        let mut note = set_note(setter, id, context);
        note.items.iter_mut().for_each(forget_calls);
        galley.append(note);
        galley.space(half_line(setter.styles.note));
    }
    galley
}

fn calls_of(item: &GalleyItem) -> Vec<NoteId> {
    match item {
        GalleyItem::Box(line) => line.calls().to_vec(),
        _ => Vec::new(),
    }
}

fn forget_calls(item: &mut GalleyItem) {
    if let GalleyItem::Box(line) = item {
        line.forget_calls();
    }
}
