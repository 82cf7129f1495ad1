//! Numbers of notes, their order, and a note of its own for every chapter that calls one.

use crate::document::content::children;
use crate::document::{
    Block, BlockId, BlockKind, Chapter, Document, Inline, InlineKind, Note, NoteId, Openers, Style, text,
    walk,
};
use crate::pass::walk::{Visited, blocks_and_inlines_mut, blocks_mut, inlines_in_section_mut, sections_mut};
use crate::source::FileId;
use std::collections::{BTreeMap, VecDeque};

/// So much may be repeated in all, in letters: a note that a thousand chapters call would else make a book
/// a thousand times as long as its manuscript. No written book comes near it; beyond, calls lead to the
/// first chapter that has the note.
const MOST_REPEATED: usize = 2_000_000;

/// What a block weighs besides its letters.
const BLOCK: usize = 40;

/// Numbers the notes in the order of their first calls, by chapter, or through the book where chapters run
/// on and a page may show the notes of several. Keeps those alone that are called. A note that another note
/// calls follows that one, and one that a further chapter calls is repeated there: it stands at the foot of
/// the page and in the file that calls it.
pub(super) fn number(document: &mut Document) {
    number_from(document, 0);
}

/// Numbers the notes anew, where chapters have their own already.
pub(in crate::pass) fn renumber(document: &mut Document) {
    number_from(document, MOST_REPEATED);
}

/// `repeated` is how much counts as repeated already.
fn number_from(document: &mut Document, repeated: usize) {
    let mut written: BTreeMap<NoteId, Note> = BTreeMap::new();
    for note in std::mem::take(&mut document.notes) {
        written.entry(note.id).or_insert(note);
    }
    let mut numberer = Numberer {
        fresh: FreshIds::of_notes(document, &written),
        written: &written,
        called: BTreeMap::new(),
        through: document.openers == Openers::RunOn,
        count: 0,
        repeated,
        notes: Vec::new(),
    };
    let (mut renamings, mut renamed) = (Vec::new(), BTreeMap::<BlockId, usize>::new());
    for chapter in document.chapters() {
        let own = numberer.chapter(chapter);
        if own.iter().any(|(written, own)| written != own) {
            renamed.extend(chapter.sections().map(|section| (section.id, renamings.len())));
            renamings.push(own);
        }
    }
    document.notes = numberer.notes;
    sections_mut(&mut document.sections, &mut |section| {
        if let Some(&own) = renamed.get(&section.id) {
            inlines_in_section_mut(section, &mut |inline| rename(&mut inline.kind, &renamings[own]));
        }
    });
}

struct Numberer<'n> {
    fresh: FreshIds,
    /// All notes, called or not, as they are written.
    written: &'n BTreeMap<NoteId, Note>,
    /// Those that a chapter has called, and what each weighs.
    called: BTreeMap<NoteId, usize>,
    /// They are numbered through the book.
    through: bool,
    count: u32,
    /// How much has been repeated.
    repeated: usize,
    notes: Vec<Note>,
}

impl Numberer<'_> {
    /// Numbers what a chapter calls; by which name it has each note.
    fn chapter(&mut self, chapter: Chapter) -> BTreeMap<NoteId, NoteId> {
        if !self.through {
            self.count = 0;
        }
        let first = self.notes.len();
        let mut own: BTreeMap<NoteId, NoteId> = BTreeMap::new();
        let mut calls: VecDeque<NoteId> = walk::calls(chapter).into();
        while let Some(id) = calls.pop_front() {
            let Some(note) = self.written.get(&id).filter(|_| !own.contains_key(&id)) else { continue };
            let Some(note) = self.own(note) else { continue };
            own.insert(id, note.id);
            // In print it stands directly behind the note that calls it.
            walk::calls_in_blocks(&note.blocks).into_iter().rev().for_each(|inner| calls.push_front(inner));
            self.notes.push(note);
        }
        if own.iter().any(|(written, own)| written != own) {
            for note in &mut self.notes[first..] {
                blocks_and_inlines_mut(&mut note.blocks, &mut |visited| {
                    if let Visited::Inline(inline) = visited {
                        rename(&mut inline.kind, &own);
                    }
                });
            }
        }
        own
    }

    /// A note for the chapter that calls it: itself, or a copy of what an earlier one has; `None` where
    /// too much is repeated already.
    fn own(&mut self, written: &Note) -> Option<Note> {
        let mut note = written.clone();
        match self.called.get(&written.id) {
            None => _ = self.called.insert(written.id, weight(&written.blocks)),
            Some(weight) if self.repeated + weight > MOST_REPEATED => return None,
            Some(weight) => {
                self.repeated += weight;
                self.fresh.name(&mut note);
            }
        }
        self.count += 1;
        note.number = self.count;
        Some(note)
    }
}

fn rename(kind: &mut InlineKind, own: &BTreeMap<NoteId, NoteId>) {
    if let InlineKind::NoteMark(id) = kind {
        *id = own.get(id).copied().unwrap_or(*id);
    }
}

/// How long a note is.
fn weight(blocks: &[Block]) -> usize {
    let mut open: Vec<&Block> = blocks.iter().collect();
    let mut weight = BLOCK;
    while let Some(block) = open.pop() {
        weight += BLOCK + text::plain_text(block).len();
        open.extend(children(block));
    }
    weight
}

/// The names that are free, by file.
pub(in crate::pass) struct FreshIds {
    notes: BTreeMap<FileId, u32>,
    blocks: BTreeMap<FileId, u32>,
}

impl FreshIds {
    /// Those that no note and no block of a book has.
    pub fn of(document: &Document) -> FreshIds {
        let notes = document.notes.iter().map(|note| (note.id, note.clone())).collect();
        FreshIds::of_notes(document, &notes)
    }

    fn of_notes(document: &Document, notes: &BTreeMap<NoteId, Note>) -> FreshIds {
        let mut fresh = FreshIds { notes: BTreeMap::new(), blocks: BTreeMap::new() };
        // Sections without a heading and notes among words are numbered from the highest down: below
        // them all is free.
        let free = |next: &mut BTreeMap<FileId, u32>, file: FileId, index: u32| {
            if index < u32::MAX / 2 {
                let next = next.entry(file).or_default();
                *next = (*next).max(index + 1);
            }
        };
        let mut open: Vec<&Block> = notes.values().flat_map(|note| &note.blocks).collect();
        for section in document.walk() {
            // One without a heading has a name from the other end (`structure`).
            if section.heading.is_some() {
                free(&mut fresh.blocks, section.id.file, section.id.index);
            }
            open.extend(&section.blocks);
        }
        while let Some(block) = open.pop() {
            free(&mut fresh.blocks, block.id.file, block.id.index);
            open.extend(children(block));
        }
        notes.keys().for_each(|id| free(&mut fresh.notes, id.file, id.index));
        fresh
    }

    /// Names for a note of a file and its only block.
    pub fn of_file(&mut self, file: FileId) -> (NoteId, BlockId) {
        let (note, block) = (next(&mut self.notes, file), next(&mut self.blocks, file));
        (NoteId { file, index: note }, BlockId { file, index: block })
    }

    /// Gives a copy of a note and its blocks names of their own. What links name stands in the note that
    /// was there first.
    fn name(&mut self, note: &mut Note) {
        note.id.index = next(&mut self.notes, note.id.file);
        blocks_mut(&mut note.blocks, &mut |block| {
            block.id.index = next(&mut self.blocks, block.id.file);
            if let BlockKind::InnerHeading { anchor, .. } = &mut block.kind {
                anchor.clear();
            }
        });
        blocks_and_inlines_mut(&mut note.blocks, &mut |visited| match visited {
            Visited::Inline(Inline { kind: InlineKind::Styled(Style::Anchor(name), _), .. }) => {
                name.clear();
            }
            Visited::Block(Block { kind: BlockKind::Table(table), .. }) => {
                table.ids_mut().for_each(|id| id.name.clear());
            }
            _ => {}
        });
    }
}

/// The name that is free next.
fn next(free: &mut BTreeMap<FileId, u32>, file: FileId) -> u32 {
    let next = free.entry(file).or_default();
    std::mem::replace(next, next.saturating_add(1))
}
