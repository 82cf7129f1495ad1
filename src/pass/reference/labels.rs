//! Numbers and labels of figures, tables, listings and formulas, names of alerts, and what
//! references to any of them and to sections say.

use crate::document::{
    Block, BlockId, BlockKind, Digits, Document, Float, FloatKind, Group, GroupKind, Inline, Numbered,
    Section, Theorem, TheoremKind, Title, Word, Words, content,
};
use crate::pass::structure::Structure;
use crate::pass::walk;
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};

/// What a reference to a block says.
pub(super) struct Labels {
    words: Words,
    by_block: BTreeMap<BlockId, Vec<Inline>>,
    numbers: BTreeMap<BlockId, String>,
    /// The anchor of the section that lost its heading to the book's title, and that title.
    titled: Option<(String, Vec<Inline>)>,
}

impl Labels {
    pub(super) fn of(&self, block: BlockId) -> Option<&[Inline]> {
        self.by_block.get(&block).map(Vec::as_slice)
    }

    /// The number alone of what a reference leads to, where it has one.
    pub(super) fn number_of(&self, block: BlockId) -> Option<&str> {
        self.numbers.get(&block).map(String::as_str)
    }

    /// The title of the book, if an anchor is that of the section which it was the heading of.
    pub(super) fn of_title(&self, anchor: &str) -> Option<&[Inline]> {
        let (titled, title) = self.titled.as_ref()?;
        (titled == anchor).then_some(title)
    }

    /// What a page is called.
    pub(super) fn page(&self) -> &'static str {
        self.words.get(Word::Page)
    }

    /// Names a block by a label, which is a word and a number.
    fn number(&mut self, block: BlockId, label: &str, number: &str) {
        self.by_block.insert(block, vec![Inline::text(label, Span::GENERATED)]);
        self.numbers.insert(block, number.to_owned());
    }

    /// Names a block by its title, where that says anything.
    fn name(&mut self, block: BlockId, name: &[Inline]) {
        let title = Title::of(name);
        if !title.is_blank() {
            self.by_block.insert(block, title.content);
        }
    }
}

/// Numbers what is captioned, through the book or, where its chapters are numbered, by chapter, and
/// names it in the book's language. What the manuscript numbers itself keeps its number, and is not
/// counted. A formula is numbered where it has an id.
pub(super) fn assign(manuscript: &mut Structure) -> Labels {
    let words = manuscript.document.words();
    let named = manuscript.ids.iter().map(|(_, block, _)| *block).collect();
    let mut counter = Counter {
        named,
        chapter: None,
        counts: BTreeMap::new(),
        digits: manuscript.document.digits,
        labels: Labels { words, by_block: BTreeMap::new(), numbers: BTreeMap::new(), titled: None },
    };
    if let Some((id, heading)) = &manuscript.title {
        counter.labels.name(*id, &heading.content);
        let first = manuscript.document.sections.iter().find(|section| section.id.file == id.file);
        let first = first.filter(|section| section.heading.is_none());
        counter.labels.titled =
            first.map(|section| (section.anchor.clone(), Title::of(&heading.content).content));
    }
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
    Theorem(TheoremKind),
}

struct Counter {
    /// Blocks that links can name.
    named: BTreeSet<BlockId>,
    /// The number of the chapter, where it has one.
    chapter: Option<u32>,
    counts: BTreeMap<Counted, u32>,
    digits: Digits,
    labels: Labels,
}

impl Counter {
    fn section(&mut self, section: &Section) {
        let number = section.number.as_ref();
        if let Some(number) = number.filter(|number| number.parts.len() == 1) {
            self.chapter = number.parts.first().copied();
            self.counts.clear();
        }
        let word = if section.level == 1 { Word::Chapter } else { Word::Section };
        match number {
            Some(number) => {
                let label = self.labels.words.numbered(word, &number.to_string());
                self.labels.number(section.id, &label, &number.to_string());
            }
            None => self.labels.name(section.id, section.name()),
        }
    }

    fn block(&mut self, block: &mut Block) {
        let id = block.id;
        match &mut block.kind {
            BlockKind::Float(float) => self.float(id, float),
            BlockKind::Formula { number, .. } if self.named.contains(&id) => {
                let counted = number.get_or_insert_with(|| self.count(Counted::Formula)).clone();
                let label = self.labels.words.numbered(Word::Equation, &counted);
                self.labels.number(id, &label, &counted);
            }
            BlockKind::Group(group) => self.group(id, group, block.span),
            BlockKind::InnerHeading { heading, .. } => self.labels.name(id, &heading.content),
            _ => {}
        }
    }

    /// A notice says what it is, what is folded away that there is more, and a theorem its kind and its
    /// number; others are called by their titles.
    fn group(&mut self, id: BlockId, group: &mut Group, span: Span) {
        let word = match group.kind {
            GroupKind::Alert(alert) => Some(Word::alert(alert)),
            GroupKind::Details => Some(Word::Details),
            GroupKind::Division(_) | GroupKind::Speech => None,
            GroupKind::Theorem(theorem) => return self.theorem(id, theorem, group),
        };
        if let Some(word) = word.filter(|_| content::is_blank(&group.title)) {
            group.title = vec![Inline::text(self.labels.words.get(word), span)];
        }
        self.labels.name(id, &group.title);
    }

    /// "Theorem 2 (Of stones)": a title of its own stands behind the label.
    fn theorem(&mut self, id: BlockId, theorem: Theorem, group: &mut Group) {
        let word = Word::theorem(theorem.kind);
        let mut label = self.labels.words.unnumbered(word);
        if theorem.numbered {
            let number = self.count(Counted::Theorem(theorem.kind));
            label = self.labels.words.numbered(word, &number);
            self.labels.number(id, &label, &number);
        } else {
            self.labels.name(id, &[Inline::text(label.as_str(), Span::GENERATED)]);
        }
        let own = std::mem::take(&mut group.title);
        let is_titled = !content::is_blank(&own);
        group.title = vec![Inline::text(if is_titled { label + " (" } else { label }, Span::GENERATED)];
        if is_titled {
            group.title.extend(own);
            group.title.push(Inline::text(")", Span::GENERATED));
        }
    }

    /// Labels a float, and the blocks in it by the same name: an id may stand at either.
    fn float(&mut self, id: BlockId, float: &mut Float) {
        let is_counted = match float.numbered {
            Numbered::Captioned => !float.caption.is_empty(),
            Numbered::Always => true,
            Numbered::Never => false,
        };
        if float.number.is_none() && !is_counted {
            return;
        }
        let kind = Counted::Float(float.kind);
        let number = float.number.get_or_insert_with(|| self.count(kind)).clone();
        number_parts(float, &number);
        float.label = self.labels.words.numbered(Word::float(float.kind), &number);
        for block in std::iter::once(id).chain(float.blocks.iter().map(|block| block.id)) {
            self.labels.number(block, &float.label, &number);
        }
    }

    fn count(&mut self, counted: Counted) -> String {
        let count = self.counts.entry(counted).or_insert(0);
        *count += 1;
        match self.chapter {
            Some(chapter) => self.digits.written(format!("{chapter}.{count}")),
            None => self.digits.written(count),
        }
    }
}

/// Numbers the parts of a float that are captioned themselves by its number and a letter each.
fn number_parts(float: &mut Float, number: &str) {
    let kind = float.kind;
    let parts = float.blocks.iter_mut().filter_map(|block| match &mut block.kind {
        BlockKind::Float(part) if part.kind == kind && !part.caption.is_empty() => Some(part),
        _ => None,
    });
    for (part, letter) in parts.zip('a'..='z') {
        if part.number.is_none() && part.numbered != Numbered::Never {
            part.number = Some(format!("{number}{letter}"));
        }
    }
}
