//! The elements of sections, blocks and notes.

use super::inlines::TextPlan;
use super::plan::{Plan, Texts};
use super::tree::{ElementId, Numbering, Role, Tree};
use crate::document::text::{Run, runs};
use crate::document::{
    Block, BlockId, BlockKind, Definition, Document, Float, FloatKind, Formula, Group, GroupKind, ImageRef,
    Inline, List, Note, Section, Verse,
};
use crate::layout::page::Labelled;
use crate::resource::Images;
use std::collections::BTreeMap;

impl<'d> Plan<'d> {
    pub fn new(document: &'d Document, images: &'d Images) -> Plan<'d> {
        let mut tree = Tree::default();
        let title_page = tree.add(Tree::DOCUMENT, Role::Section);
        let contents = tree.add(Tree::DOCUMENT, Role::Section);
        let notes = notes_of_chapters(document);
        let (texts, labels, calls, annotations) = Default::default();
        let (note_elements, wordless, unmet) = Default::default();
        let mut plan = Plan {
            images,
            tree,
            title_page,
            contents,
            texts,
            labels,
            calls,
            annotations,
            notes,
            own_numbers: document.own_numbers.as_ref(),
            digits: document.digits,
            note_elements,
            wordless,
            unmet,
        };
        for section in &document.sections {
            plan.section(section, Tree::DOCUMENT, 0);
        }
        plan.refer_to_notes();
        plan
    }

    /// Calls and their notes name each other.
    fn refer_to_notes(&mut self) {
        for ((_, _, note), call) in &self.calls {
            if let Some(&note) = self.note_elements.get(note) {
                self.tree.details(call.number).refers_to.push(note);
                self.tree.details(note).refers_to.push(call.number);
            }
        }
    }

    /// `level` is that of the heading above: levels count the headings that are there, so that none
    /// is skipped.
    fn section(&mut self, section: &'d Section, parent: ElementId, level: u8) {
        let role = if section.is_part { Role::Part } else { Role::Section };
        let element = self.tree.add(parent, role);
        self.tree.places.insert(section.id, element);
        let mut level = level;
        if let Some(heading) = section.shown_heading() {
            // PDF 1.7 has no deeper ones (ISO 32000-1, 14.8.4.3.2).
            level = (level + 1).min(6);
            let own = self.tree.add(element, Role::Heading(level));
            self.text(section.id, &heading.content, own);
        }
        self.blocks(&section.blocks, element, level);
        // The notes of a chapter stand at its end, as in the EPUB; the chapters within a part have
        // their own.
        let (whole, notes) = self.notes.remove(&section.id).unwrap_or_default();
        let (before, after) = if whole { (vec![], notes) } else { (notes, vec![]) };
        before.into_iter().for_each(|note| self.note(note, element, level));
        for child in &section.children {
            self.section(child, element, level);
        }
        after.into_iter().for_each(|note| self.note(note, element, level));
    }

    fn note(&mut self, note: &'d Note, parent: ElementId, level: u8) {
        let element = self.tree.add(parent, Role::Note);
        if let Some(title) = self.title_of_note(note.id) {
            self.tree.details(element).title = Some(title);
        }
        self.note_elements.insert(note.id, element);
        let label = self.tree.add(element, Role::Label);
        self.labels.insert(Labelled::Note(note.id), label);
        self.blocks(&note.blocks, element, level);
    }

    pub(super) fn blocks(&mut self, blocks: &'d [Block], parent: ElementId, level: u8) {
        blocks.iter().for_each(|block| self.block(block, parent, level));
    }

    fn block(&mut self, block: &'d Block, parent: ElementId, level: u8) {
        let first = self.tree.next_id();
        self.elements_of(block, parent, level);
        // One without elements, such as a break, is a place within what is around it.
        let place = if first == self.tree.next_id() { parent } else { first };
        self.tree.places.insert(block.id, place);
    }

    fn elements_of(&mut self, block: &'d Block, parent: ElementId, level: u8) {
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.text_block(block.id, inlines, parent, Role::Paragraph),
            BlockKind::InnerHeading { heading, .. } => {
                let role = Role::Heading((level + 1).min(6));
                self.text_block(block.id, &heading.content, parent, role);
            }
            BlockKind::Quote(blocks) => {
                let quote = self.tree.add(parent, Role::Quote);
                self.blocks(blocks, quote, level);
            }
            BlockKind::List(list) => self.list(block.id, list, parent, level),
            BlockKind::Definitions(entries) => self.definitions(block, entries, parent, level),
            BlockKind::Code(_) => self.listing(block.id, parent),
            BlockKind::Verse(verse) => self.verse(block, verse, parent),
            BlockKind::Image(image) => self.image(block, image, parent),
            BlockKind::Table(table) => {
                let element = self.tree.add(parent, Role::Table);
                self.table(table, element, level);
            }
            BlockKind::Formula { formula, number } => {
                self.formula(block.id, formula, number.is_some(), parent);
            }
            BlockKind::Float(float) => self.float(block, float, parent, level),
            BlockKind::Group(group) => self.group(block.id, group, parent, level),
            BlockKind::Break | BlockKind::PageBreak(_) => {}
        }
    }

    fn text_block(&mut self, block: BlockId, inlines: &[Inline], parent: ElementId, role: Role) {
        let element = self.tree.add(parent, role);
        self.text(block, inlines, element);
    }

    /// The text of a block that is one run.
    pub(super) fn text(&mut self, block: BlockId, inlines: &[Inline], element: ElementId) {
        self.runs(block, [(Run { start: 0, inlines }, element)]);
    }

    /// The sequences of inlines of a block, each with its element.
    fn runs<'r>(&mut self, block: BlockId, runs: impl IntoIterator<Item = (Run<'r>, ElementId)>) {
        let mut plan = TextPlan::new(self, block);
        runs.into_iter().for_each(|(run, element)| plan.run(run, element));
        let mut texts = plan.texts;
        texts.shrink();
        self.texts.insert(block, texts);
    }

    /// All of a block's text as one element.
    fn whole(&mut self, block: BlockId, element: ElementId) {
        let texts =
            Texts { stretches: vec![(0, Some(element))], runs: vec![(0, element)], ..Texts::default() };
        self.texts.insert(block, texts);
    }

    fn list(&mut self, block: BlockId, list: &'d List, parent: ElementId, level: u8) {
        let numbering =
            list.numbers.map_or(Numbering::Bullets, |numbers| Numbering::Numbers(numbers.figures));
        let element = self.tree.add(parent, Role::List(numbering));
        for (index, item) in (0..).zip(&list.items) {
            let own = self.tree.add(element, Role::Item);
            let label = self.tree.add(own, Role::Label);
            self.labels.insert(Labelled::Item { list: block, index }, label);
            let body = self.tree.add(own, Role::ItemBody);
            match item.blocks.as_slice() {
                // As in the EPUB, an item of a tight list holds its text directly.
                [Block { id, kind: BlockKind::Paragraph(inlines), .. }] if list.tight => {
                    self.tree.places.insert(*id, body);
                    self.text(*id, inlines, body);
                }
                blocks => self.blocks(blocks, body, level),
            }
        }
    }

    /// A list whose labels are the terms. PDF has no elements of their own for them, and says so of
    /// labels (ISO 32000-1, 14.8.4.3.3).
    fn definitions(&mut self, block: &Block, entries: &'d [Definition], parent: ElementId, level: u8) {
        let list = self.tree.add(parent, Role::List(Numbering::Terms));
        let mut terms = Vec::new();
        for entry in entries {
            let item = self.tree.add(list, Role::Item);
            terms.push(self.tree.add(item, Role::Label));
            let body = self.tree.add(item, Role::ItemBody);
            entry.details.iter().for_each(|details| self.blocks(details, body, level));
        }
        self.runs(block.id, runs(block).into_iter().zip(terms));
    }

    /// A stanza is a paragraph. PDF 1.7 has no element for its lines.
    fn verse(&mut self, block: &Block, verse: &Verse, parent: ElementId) {
        let outer = match verse.stanzas.len() {
            0 | 1 => parent,
            _ => self.tree.add(parent, Role::Division),
        };
        let mut stanzas = Vec::new();
        for stanza in &verse.stanzas {
            let element = self.tree.add(outer, Role::Paragraph);
            stanzas.extend(stanza.iter().map(|_| element));
        }
        self.runs(block.id, runs(block).into_iter().zip(stanzas));
    }

    fn listing(&mut self, block: BlockId, parent: ElementId) {
        let paragraph = self.tree.add(parent, Role::Paragraph);
        let code = self.tree.add(paragraph, Role::Code);
        self.whole(block, code);
    }

    /// An image; where it could not be read, its words stand there as a paragraph.
    fn image(&mut self, block: &Block, image: &ImageRef, parent: ElementId) {
        let element = match self.images.get(&image.path) {
            Some(_) if image.decorative => return,
            Some(_) => {
                let figure = self.tree.add(parent, Role::Figure);
                self.describe(figure, image, block.span);
                figure
            }
            None => self.tree.add(parent, Role::Paragraph),
        };
        self.whole(block.id, element);
    }

    /// A formula on lines of its own; with its number they are a paragraph.
    fn formula(&mut self, block: BlockId, formula: &Formula, numbered: bool, parent: ElementId) {
        let outer = match numbered || formula.tree.is_none() {
            true => self.tree.add(parent, Role::Paragraph),
            false => parent,
        };
        let mut plan = TextPlan::new(self, block);
        plan.texts.runs.push((0, outer));
        let shown = plan.formula(formula, outer, 0);
        let texts = plan.texts;
        self.texts.insert(block, texts);
        if outer == parent {
            // It stands among blocks, which wait for nothing: it would come behind all of them.
            self.tree.hold(shown);
        }
        if numbered {
            let label = self.tree.add_waiting(outer, Role::Label);
            self.labels.insert(Labelled::Formula(block), label);
        }
    }

    /// A table or an image alone holds its caption; everything else stands beside it.
    fn float(&mut self, block: &Block, float: &'d Float, parent: ElementId, level: u8) {
        let is_table = float.kind == FloatKind::Table;
        let lone = match float.blocks.as_slice() {
            [inner @ Block { kind: BlockKind::Table(table), .. }] if is_table => Some((inner, table)),
            _ => None,
        };
        let holds_caption = lone.is_some() || self.shows_one_image(float);
        let outer = match holds_caption && float.title.is_empty() {
            true => parent,
            false => self.tree.add(parent, Role::Float),
        };
        let title = (!float.title.is_empty()).then(|| self.tree.add(outer, Role::Paragraph));
        let caption = match lone {
            Some((inner, table)) => {
                let element = self.tree.add(outer, Role::Table);
                self.tree.places.insert(inner.id, element);
                let caption = self.tree.add(element, Role::Caption);
                self.table(table, element, level);
                caption
            }
            None if is_table => {
                let caption = self.tree.add(outer, Role::Caption);
                self.blocks(&float.blocks, outer, level);
                caption
            }
            None => {
                self.blocks(&float.blocks, outer, level);
                // Behind the image, which is still to be shown.
                let figure = self.lone_figure(float);
                self.tree.add_waiting(figure.unwrap_or(outer), Role::Caption)
            }
        };
        let elements = [title.unwrap_or(caption), caption];
        self.runs(block.id, runs(block).into_iter().zip(elements));
    }

    fn shows_one_image(&self, float: &Float) -> bool {
        match float.blocks.as_slice() {
            [Block { kind: BlockKind::Image(image), .. }] => {
                float.kind != FloatKind::Table && !image.decorative && self.images.get(&image.path).is_some()
            }
            _ => false,
        }
    }

    fn lone_figure(&self, float: &Float) -> Option<ElementId> {
        let image = float.blocks.first().filter(|_| self.shows_one_image(float))?;
        self.tree.places.get(&image.id).copied()
    }

    fn group(&mut self, block: BlockId, group: &'d Group, parent: ElementId, level: u8) {
        let role = if matches!(group.kind, GroupKind::Alert(_)) { Role::Aside } else { Role::Division };
        let element = self.tree.add(parent, role);
        if let Some(lang) = &group.lang {
            self.tree.details(element).lang = Some(lang.clone());
        }
        self.tree.get_mut(element).alignment = group.alignment;
        self.text_block(block, &group.title, element, Role::Paragraph);
        self.blocks(&group.blocks, element, level);
    }
}

/// The notes that each chapter calls first, in their order, and whether it holds the children of its
/// section; by the id of that.
fn notes_of_chapters(document: &Document) -> BTreeMap<BlockId, (bool, Vec<&Note>)> {
    let (first, chapters) = (document.first_calls(), document.chapters());
    let mut notes: BTreeMap<BlockId, (bool, Vec<&Note>)> = BTreeMap::new();
    for note in &document.notes {
        if let Some(chapter) = first.get(&note.id).and_then(|&index| chapters.get(index)) {
            notes.entry(chapter.section.id).or_insert((chapter.whole, Vec::new())).1.push(note);
        }
    }
    notes.values_mut().for_each(|(_, notes)| notes.sort_by_key(|note| note.number));
    notes
}
