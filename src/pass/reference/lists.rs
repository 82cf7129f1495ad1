//! Lists of figures, tables and listings, for those who ask for them.

use super::slug::{Names, slug, xml_name};
use crate::document::{
    Block, BlockId, BlockKind, Document, Float, FloatEntry, FloatKind, FloatList, Inline, Title, Word,
    content,
};
use crate::source::Span;
use std::collections::BTreeMap;

/// Lists everything of these kinds that has a number, in reading order; a list without entries is
/// left out. What has no anchor yet is given one. Notes are not looked into.
pub(in crate::pass) fn gather(document: &mut Document, kinds: &[FloatKind]) {
    if kinds.is_empty() {
        return;
    }
    let words = document.words();
    let mut found: BTreeMap<FloatKind, Vec<FloatEntry>> = BTreeMap::new();
    let mut anchors = AnchorsOf::new(document);
    for section in document.walk() {
        let mut stack: Vec<&Block> = section.blocks.iter().rev().collect();
        while let Some(block) = stack.pop() {
            if let BlockKind::Float(float) = &block.kind
                && kinds.contains(&float.kind)
                && !float.label.is_empty()
            {
                let anchor = anchors.of(block.id, float);
                let entry = FloatEntry { block: block.id, anchor, title: title(float) };
                found.entry(float.kind).or_default().push(entry);
            }
            stack.extend(content::children(block).rev());
        }
    }
    let added = anchors.added;
    document.anchors.extend(added);
    let lists = kinds.iter().filter_map(|kind| {
        let entries = found.remove(kind)?;
        Some(FloatList { kind: *kind, title: words.get(Word::floats(*kind)).to_owned(), entries })
    });
    document.lists = lists.collect();
}

/// "Figure 3: A kettle" on one line.
fn title(float: &Float) -> Title {
    let said = Title::of(if float.caption.is_empty() { &float.title } else { &float.caption });
    let label = if said.is_blank() { float.label.clone() } else { format!("{}: ", float.label) };
    let label = Inline::text(label, Span::GENERATED);
    Title::of(&std::iter::once(label).chain(said.content).collect::<Vec<_>>())
}

/// Anchors by what they stand at.
struct AnchorsOf {
    known: BTreeMap<BlockId, String>,
    names: Names,
    added: BTreeMap<String, BlockId>,
}

impl AnchorsOf {
    fn new(document: &Document) -> AnchorsOf {
        let mut names = Names::default();
        let mut known = BTreeMap::new();
        for (anchor, block) in &document.anchors {
            names.unique(anchor);
            known.entry(*block).or_insert_with(|| anchor.clone());
        }
        AnchorsOf { known, names, added: BTreeMap::new() }
    }

    fn of(&mut self, id: BlockId, float: &Float) -> String {
        let mut blocks = std::iter::once(id).chain(float.blocks.iter().map(|block| block.id));
        if let Some(anchor) = blocks.find_map(|block| self.known.get(&block)) {
            return anchor.clone();
        }
        let anchor = self.names.unique(&xml_name(&slug(&float.label)));
        self.added.insert(anchor.clone(), id);
        anchor
    }
}
