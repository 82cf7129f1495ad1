//! Chapters in Markdown that are called as their files are: notes of a vault, which Obsidian shows by these names,
//! and the texts of a folder in which no text has a heading, or in which plain texts are called so, too. Elsewhere a
//! text without a heading may go on with the chapter before it.

use super::Manuscript;
use super::chapter_titles::put_above;
use super::title_page::has_headings;
use crate::address::speaks_for_folder;
use crate::document::{Draft, Format, Matter, Node, Title};
use crate::input;
use crate::project::Project;
use crate::source::{FileId, Source};
use std::collections::BTreeSet;

/// The texts that neither a heading, nor front matter, nor a list calls anything.
pub(super) fn unnamed(manuscript: &Manuscript, project: &Project, drafts: &[Draft]) -> BTreeSet<FileId> {
    let texts = || manuscript.sources.iter().zip(drafts).filter(|(_, draft)| !draft.nodes.is_empty());
    let is_typed = |draft: &Draft| draft.typewritten;
    let is_bare = |draft: &Draft| !has_headings(draft) && draft.metadata.title.is_none();
    let in_markdown = || texts().filter(|(_, draft)| !is_typed(draft));
    let none_is_headed = in_markdown().count() > 1 && in_markdown().all(|(_, draft)| is_bare(draft));
    let is_front =
        |draft: &Draft| draft.standing.as_ref().is_some_and(|(_, own)| own.matter == Matter::Front);
    let is_beside_texts = texts().any(|(_, draft)| is_typed(draft) && !is_front(draft));
    let needs_name = |file: FileId, source: &Source, draft: &Draft| {
        let is_of_vault = manuscript.format(project, file, source) == Format::Obsidian;
        let is_listed = draft.standing.as_ref().is_some_and(|(_, own)| !own.title.is_blank());
        let is_found = !project.inputs.contains(&source.path) && !speaks_for_folder(&source.path);
        let is_headed = draft.metadata.title.is_some() || draft.nodes.iter().any(is_chapter);
        let is_beside = is_beside_texts && !begins_headed(draft);
        is_found && !is_listed && !is_headed && (is_of_vault || none_is_headed || is_beside)
    };
    let unnamed = in_markdown().filter(|((file, source), draft)| needs_name(*file, source, draft));
    if texts().count() > 1 { unnamed.map(|((file, _), _)| file).collect() } else { BTreeSet::new() }
}

/// Whether a heading of any level stands above all else: the chapter is called so.
fn begins_headed(draft: &Draft) -> bool {
    matches!(draft.nodes.first(), Some(Node::Heading { .. }))
}

fn is_chapter(node: &Node) -> bool {
    matches!(node, Node::Heading { level: 1, .. })
}

/// Calls them as their files are, unless they are front matter.
pub(super) fn put(manuscript: &Manuscript, unnamed: &BTreeSet<FileId>, drafts: &mut [Draft]) {
    for ((file, source), draft) in manuscript.sources.iter().zip(drafts) {
        let is_front = draft.standing.as_ref().is_some_and(|(_, own)| own.matter == Matter::Front);
        let name = input::title_of_name(&source.path).filter(|_| unnamed.contains(&file) && !is_front);
        if let Some(name) = name {
            put_above(file, Title::from(name), &mut draft.nodes);
        }
    }
}
