//! How many elements a drawing comes to once `use` has put in what it refers to.

use super::reference::Targets;
use super::{LEVELS, reference};
use roxmltree::Node;
use std::collections::{BTreeMap, BTreeSet};

/// Counts what a drawing comes to, each element once however often it is referred to. References lead
/// where those of the cleaned drawing do.
pub(super) struct Expansion<'d, 't> {
    targets: &'t Targets<'d>,
    counted: BTreeMap<u32, u64>,
    open: BTreeSet<u32>,
}

impl<'d, 't> Expansion<'d, 't> {
    pub(super) fn new(targets: &'t Targets<'d>) -> Expansion<'d, 't> {
        Expansion { targets, counted: BTreeMap::new(), open: BTreeSet::new() }
    }

    /// A reference back to what is open counts as too many. Each step either goes deeper in the file
    /// or enters another element that is referred to.
    pub(super) fn elements(&mut self, node: Node<'d, 'd>) -> u64 {
        if let Some(&count) = self.counted.get(&node.id().get()) {
            return count;
        }
        if !self.open.insert(node.id().get()) || self.open.len() > LEVELS * 10 {
            return u64::MAX;
        }
        let target = reference(node).and_then(|href| href.strip_prefix('#'));
        let target = target.and_then(|id| self.targets.get(id)).filter(|_| node.tag_name().name() == "use");
        let mut count = 1u64;
        for part in node.children().filter(Node::is_element).chain(target) {
            count = count.saturating_add(self.elements(part));
        }
        self.open.remove(&node.id().get());
        self.counted.insert(node.id().get(), count);
        count
    }
}
