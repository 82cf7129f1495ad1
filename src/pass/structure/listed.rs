//! Files that a list of chapters puts in their places.

use crate::document::{BlockId, Draft, Heading, Matter, Node, Section, Standing, StandingKind, Title};
use crate::source::{FileId, Span};

/// Adds what one file holds to the sections of the book. What a list calls something is one chapter: the file's
/// first section, and what stands beside it in the file goes below it. Otherwise each is a chapter.
pub(super) fn place(sections: &mut Vec<Section>, roots: Vec<Section>, file: FileId, standing: Standing) {
    let mut roots = roots.into_iter();
    let mut chapter = roots.next().unwrap_or_else(|| {
        let id = BlockId { file, index: 0 };
        Section::bare(id, Span::new(file, 0..0))
    });
    let is_one = !standing.title.is_blank() || standing.kind == StandingKind::Part;
    let mut beside = Vec::new();
    match is_one {
        true => chapter.children.extend(roots),
        false => beside.extend(roots),
    }
    name(&mut chapter, &standing);
    chapter.number = standing.number;
    chapter.is_part = standing.kind == StandingKind::Part;
    let depth = standing.depth.min(depth_of(sections));
    let siblings = siblings(sections, depth);
    for mut section in std::iter::once(chapter).chain(beside) {
        settle(&mut section, depth + 1, standing.matter);
        siblings.push(section);
    }
}

/// Adds what a file holds whose tool reads all files as one text: each section goes as deep as its heading says,
/// below what stands before it, and what has no heading below the chapter that it goes on with. `marks` are the
/// levels of the headings, `highest` is the first of the whole book.
pub(super) fn go_on(
    sections: &mut Vec<Section>,
    roots: Vec<Section>,
    marks: &[u8],
    highest: u8,
    standing: &Standing,
) {
    let mut marks = marks.iter();
    for mut section in roots {
        let below = match section.heading.as_ref().and(marks.next()) {
            Some(mark) => mark.saturating_sub(highest),
            None => u8::from(sections.last().is_some_and(|last| last.matter == standing.matter)),
        };
        let depth = standing.depth.saturating_add(below).min(depth_of(sections));
        settle(&mut section, depth + 1, standing.matter);
        siblings(sections, depth).push(section);
    }
}

/// The levels of the headings of a file that stand below none of it.
pub(super) fn marks(draft: &Draft) -> Vec<u8> {
    let mut highest = u8::MAX;
    let levels = draft.nodes.iter().filter_map(|node| match node {
        Node::Heading { level, .. } => Some(*level),
        Node::Block(_) => None,
    });
    let is_root = |level: &u8| {
        let root = *level <= highest;
        highest = highest.min(*level);
        root
    };
    levels.filter(is_root).collect()
}

/// The sections below so many others, each of which is the last of its level.
fn siblings(sections: &mut Vec<Section>, depth: u8) -> &mut Vec<Section> {
    let mut siblings = sections;
    for _ in 0..depth {
        let Some(at) = siblings.len().checked_sub(1) else { break };
        siblings = &mut siblings[at].children;
    }
    siblings
}

/// Whether a list only names the file of a chapter, which it calls nothing.
pub(super) fn is_nameless(standing: &Standing) -> bool {
    standing.title.is_blank() && matches!(standing.kind, StandingKind::Chapter | StandingKind::Passage)
}

/// How deep the last sections lie within each other: a list may go deeper by more than one step.
fn depth_of(sections: &[Section]) -> u8 {
    sections.last().map_or(0, |last| depth_of(&last.children).saturating_add(1))
}

/// A file without a heading at its start is headed by what the list calls it. A part that has a
/// heading of its own is called by that.
fn name(chapter: &mut Section, standing: &Standing) {
    let title = &standing.title;
    match &chapter.heading {
        _ if title.is_blank() => {}
        None => {
            chapter.heading = Some(Heading { content: title.content.clone(), ..Heading::default() });
        }
        Some(heading) => {
            let own = Title::of(&heading.content).plain;
            let same = standing.kind == StandingKind::Part || own == title.plain;
            chapter.listed_as = (!same).then(|| title.clone());
        }
    }
}

/// Gives a chapter and all below it their levels, and the matter that the list puts them in.
pub(super) fn settle(section: &mut Section, level: u8, matter: Matter) {
    section.level = level;
    if matter != Matter::Body {
        section.matter = matter;
    }
    section.children.iter_mut().for_each(|child| settle(child, level.saturating_add(1), matter));
}
