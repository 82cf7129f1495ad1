//! Numbers and labels of figures, tables, listings and formulas, names of alerts, and what
//! references to any of them and to sections say.

pub(super) mod words;

use crate::document::text::inline_text;
use crate::document::{
    Block, BlockId, BlockKind, Document, Float, FloatKind, GroupKind, Inline, InlineKind, Section,
};
use crate::pass::structure::Manuscript;
use crate::pass::walk;
use std::collections::{BTreeMap, BTreeSet};
use words::Words;

/// What a reference to a block says.
pub(super) struct Labels {
    words: &'static Words,
    by_block: BTreeMap<BlockId, String>,
}

impl Labels {
    pub(super) fn of(&self, block: BlockId) -> Option<&str> {
        self.by_block.get(&block).map(String::as_str)
    }

    /// What a page is called.
    pub(super) fn page(&self) -> &'static str {
        self.words.page
    }
}

/// Numbers what is captioned, through the book or, where its chapters are numbered, by chapter, and
/// names it in the book's language. What the manuscript numbers itself keeps its number, and is not
/// counted. A formula is numbered where it has an id.
pub(super) fn assign(manuscript: &mut Manuscript) -> Labels {
    let words = Words::of(manuscript.document.metadata.lang());
    let named = manuscript.ids.iter().map(|(_, block, _)| *block).collect();
    let mut counter = Counter {
        words,
        named,
        chapter: None,
        counts: BTreeMap::new(),
        labels: Labels { words, by_block: BTreeMap::new() },
    };
    let Document { sections, notes, .. } = &mut manuscript.document;
    walk::sections_mut(sections, &mut |section| {
        counter.section(section);
        walk::blocks_mut(&mut section.blocks, &mut |block| counter.block(block));
    });
    for note in notes {
        walk::blocks_mut(&mut note.blocks, &mut |block| counter.block(block));
    }
    counter.labels
}

/// What is counted by itself.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Counted {
    Float(FloatKind),
    Formula,
}

struct Counter {
    words: &'static Words,
    /// Blocks that links can name.
    named: BTreeSet<BlockId>,
    /// The number of the chapter, where it has one.
    chapter: Option<u32>,
    counts: BTreeMap<Counted, u32>,
    labels: Labels,
}

impl Counter {
    fn section(&mut self, section: &Section) {
        let number = section.number.as_ref();
        if let Some(number) = number.filter(|number| number.0.len() == 1) {
            self.chapter = number.0.first().copied();
            self.counts.clear();
        }
        let name = if section.level == 1 { self.words.chapter } else { self.words.section };
        let label = match number {
            Some(number) => format!("{name}\u{a0}{number}"),
            None => section.title(),
        };
        if !label.trim().is_empty() {
            self.labels.by_block.insert(section.id, label);
        }
    }

    fn block(&mut self, block: &mut Block) {
        let id = block.id;
        match &mut block.kind {
            BlockKind::Float(float) => self.float(id, float),
            BlockKind::Formula { number, .. } if self.named.contains(&id) => {
                let counted = number.get_or_insert_with(|| self.count(Counted::Formula)).clone();
                self.labels.by_block.insert(id, format!("{}\u{a0}{counted}", self.words.equation));
            }
            BlockKind::Group(group) => {
                if let GroupKind::Alert(alert) = group.kind
                    && group.title.is_empty()
                {
                    let kind = InlineKind::Text(self.words.alert(alert).to_owned());
                    group.title = vec![Inline { span: block.span, kind }];
                }
            }
            BlockKind::InnerHeading { heading, .. } => {
                self.labels.by_block.insert(id, inline_text(&heading.content));
            }
            _ => {}
        }
    }

    /// Labels a float, and the blocks in it by the same name: an id may stand at either.
    fn float(&mut self, id: BlockId, float: &mut Float) {
        if float.number.is_none() && (float.unnumbered || float.caption.is_empty()) {
            return;
        }
        let kind = Counted::Float(float.kind);
        let number = float.number.get_or_insert_with(|| self.count(kind)).clone();
        float.label = format!("{}\u{a0}{number}", self.words.float(float.kind));
        for block in std::iter::once(id).chain(float.blocks.iter().map(|block| block.id)) {
            self.labels.by_block.insert(block, float.label.clone());
        }
    }

    fn count(&mut self, counted: Counted) -> String {
        let count = self.counts.entry(counted).or_insert(0);
        *count += 1;
        match self.chapter {
            Some(chapter) => format!("{chapter}.{count}"),
            None => count.to_string(),
        }
    }
}
