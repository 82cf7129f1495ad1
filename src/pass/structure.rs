//! From loose headings to the tree of sections, and the book's title.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::{OBJECT, inline_text};
use crate::document::{
    Block, BlockId, Document, Draft, Heading, InlineKind, Matter, Metadata, Node, Section, StandingKind,
    Title,
};
use crate::pass::walk;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

mod listed;

/// The book with its sections, and what only the passes need to know of the files it came from.
pub(super) struct Structure {
    /// Its notes are all that were written, called or not; its anchors are still empty.
    pub document: Document,
    /// The path of each source, as the user named it.
    pub paths: BTreeMap<FileId, String>,
    /// Ids that the manuscript gives to blocks.
    pub ids: Vec<(String, BlockId, Span)>,
    /// Links find notes by their names alone.
    pub is_vault: bool,
    /// The heading that became the book's title: links may still name it.
    pub title: Option<(BlockId, Heading)>,
}

/// Builds each draft's tree, one after the other, and settles the metadata.
pub(super) fn build(
    drafts: Vec<(String, Draft)>,
    metadata: Metadata,
    split_level: u8,
    diagnostics: &mut Vec<Diagnostic>,
) -> Structure {
    let metadata = drafts.iter().fold(metadata, |known, (_, draft)| known.or(draft.metadata.clone()));
    let document = Document { metadata, split_level: split_level.max(1), ..Document::default() };
    let is_vault = drafts.iter().any(|(_, draft)| draft.vault_folder.is_some());
    let mut manuscript =
        Structure { document, paths: BTreeMap::new(), ids: Vec::new(), is_vault, title: None };
    let standings = || drafts.iter().filter_map(|(_, draft)| Some(&draft.standing.as_ref()?.1));
    let is_listed = standings().next().is_some();
    let has_listed_parts = standings().any(|standing| standing.kind == StandingKind::Part);
    let alone = drafts.len() == 1 && !is_listed;
    let is_passage =
        |draft: &Draft| draft.standing.as_ref().is_some_and(|(_, own)| own.kind == StandingKind::Passage);
    let passages = drafts.iter().filter(|(_, draft)| is_passage(draft));
    let highest = passages.flat_map(|(_, draft)| listed::marks(draft)).min().unwrap_or(1);
    for (path, mut draft) in drafts {
        let standing = draft.standing.take();
        if let Some(file) = standing.as_ref().map(|(file, _)| *file).or_else(|| file_of(&draft)) {
            manuscript.paths.insert(file, path);
        }
        report_skips(&draft.nodes, diagnostics);
        if alone {
            manuscript.title = take_title(&mut draft.nodes, &mut manuscript.document.metadata, diagnostics);
        }
        let title_id = manuscript.title.as_ref().map(|(id, _)| *id);
        let marks = listed::marks(&draft);
        let roots = tree(draft.nodes, title_id);
        match standing {
            // A file that only says something of the book is no chapter of it.
            Some((_, standing)) if roots.is_empty() && listed::is_nameless(&standing) => {}
            Some((_, standing)) if standing.kind == StandingKind::Passage && standing.title.is_blank() => {
                listed::go_on(&mut manuscript.document.sections, roots, &marks, highest, &standing);
            }
            Some((file, standing)) => listed::place(&mut manuscript.document.sections, roots, file, standing),
            None => manuscript.document.sections.extend(roots),
        }
        manuscript.document.notes.extend(draft.notes);
        manuscript.ids.extend(draft.anchors);
    }
    // A list that has parts says itself what lies in each.
    if !has_listed_parts {
        let sections = std::mem::take(&mut manuscript.document.sections);
        manuscript.document.sections = in_parts(sections);
    }
    manuscript
}

/// The file that a draft was read from; none for a draft without any text.
fn file_of(draft: &Draft) -> Option<FileId> {
    let node = draft.nodes.first().map(|node| match node {
        Node::Heading { id, .. } => id.file,
        Node::Block(block) => block.id.file,
    });
    node.or_else(|| draft.notes.first().map(|note| note.id.file))
}

fn report_skips(nodes: &[Node], diagnostics: &mut Vec<Diagnostic>) {
    let mut before: Option<u8> = None;
    for node in nodes {
        let Node::Heading { span, level, .. } = node else { continue };
        if let Some(above) = before.filter(|above| *level > above.saturating_add(1)) {
            let message = format!("a heading of level {level} follows one of level {above}");
            let hint = format!("it is set one level deeper, as level {} would be", above + 1);
            diagnostics.push(Diagnostic::warning(Code::HeadingSkip, *span, message).hint(hint));
        }
        before = Some(*level);
    }
}

/// Takes the lone top-level heading at the start as the book's title, where the metadata has none
/// or the same. A heading with nothing after it names the book, and stays as its only chapter.
fn take_title(
    nodes: &mut Vec<Node>,
    metadata: &mut Metadata,
    diagnostics: &mut Vec<Diagnostic>,
) -> Option<(BlockId, Heading)> {
    let (first, rest) = nodes.split_first()?;
    let Node::Heading { id, span, level, heading } = first else { return None };
    let as_high = |node: &Node| matches!(node, Node::Heading { level: other, .. } if other <= level);
    let own = Title::of(&heading.content);
    if !has_words(heading) || rest.iter().any(as_high) {
        return None;
    }
    let title = metadata.title.get_or_insert_with(|| own.clone());
    if rest.is_empty() || folded(&title.plain) != folded(&own.plain) {
        return None;
    }
    report_title_notes(heading, *span, diagnostics);
    // What is said of its words stands nowhere else.
    let annotated = Title::of_book(&heading.content);
    if annotated != own {
        *title = annotated;
    }
    let taken = (*id, heading.clone());
    nodes.remove(0);
    Some(taken)
}

/// Whether a heading is more than an image, which no title page would show.
fn has_words(heading: &Heading) -> bool {
    !inline_text(&heading.content).replace(OBJECT, " ").trim().is_empty()
}

fn folded(title: &str) -> String {
    title.to_lowercase().split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A title page has no place for a note, so a note that only the title calls is not set.
fn report_title_notes(heading: &Heading, span: Span, diagnostics: &mut Vec<Diagnostic>) {
    walk::for_inlines(&heading.content, &mut |inline| {
        if let InlineKind::NoteMark(_) = inline.kind {
            let message = "this heading is the book's title, whose call of a note is left out";
            diagnostics.push(Diagnostic::warning(Code::UnusedNote, span, message));
        }
    });
}

/// The sections of one draft. `title_id` is the free id of a heading that became the title.
fn tree(nodes: Vec<Node>, title_id: Option<BlockId>) -> Vec<Section> {
    let mut forest = Forest::default();
    for node in nodes {
        match node {
            Node::Heading { id, span, level, heading } => forest.open(id, span, level, heading),
            Node::Block(block) => forest.add(block, title_id),
        }
    }
    forest.close_to(0);
    forest.roots
}

/// Sections under construction: the finished ones, and the open ones from the top down, each with
/// the level that the manuscript marks it with.
#[derive(Default)]
struct Forest {
    roots: Vec<Section>,
    open: Vec<(u8, Section)>,
}

impl Forest {
    fn open(&mut self, id: BlockId, span: Span, mark: u8, mut heading: Heading) {
        self.close_to(mark);
        let above = self.open.last().map_or(Matter::Body, |(_, parent)| parent.matter);
        let section = Section {
            level: u8::try_from(self.open.len() + 1).unwrap_or(u8::MAX),
            matter: own_matter(&heading).unwrap_or(above),
            listed_as: heading.listed_as.take(),
            heading: Some(heading),
            ..Section::bare(id, span)
        };
        self.open.push((mark, section));
    }

    fn add(&mut self, block: Block, title_id: Option<BlockId>) {
        if let Some((_, section)) = self.open.last_mut() {
            return section.blocks.push(block);
        }
        // No block may share its id with a section, and no index is free before the first block:
        // the last one of all is taken instead.
        let id = title_id.unwrap_or(BlockId { file: block.id.file, index: u32::MAX });
        // The highest mark, so that the first heading of any level ends this section.
        self.open.push((u8::MAX, Section { blocks: vec![block.clone()], ..Section::bare(id, block.span) }));
    }

    /// Ends the open sections that `mark` or a deeper level marks.
    fn close_to(&mut self, mark: u8) {
        while let Some((_, mut section)) = self.open.pop_if(|(open, _)| *open >= mark) {
            // A book keeps its sections from here on, and may have many of a block or two.
            section.blocks.shrink_to_fit();
            section.children.shrink_to_fit();
            match self.open.last_mut() {
                Some((_, parent)) => parent.children.push(section),
                None => self.roots.push(section),
            }
        }
    }
}

/// Puts the chapters behind a part (`# Heading {.part}`) into it, as far as its matter goes.
fn in_parts(sections: Vec<Section>) -> Vec<Section> {
    let is_part = |section: &Section| {
        section.heading.as_ref().is_some_and(|heading| heading.classes.iter().any(|class| class == "part"))
    };
    let mut gathered: Vec<Section> = Vec::with_capacity(sections.len());
    for mut section in sections {
        section.is_part = is_part(&section);
        let part = gathered.last_mut().filter(|part| part.is_part && part.matter == section.matter);
        match part.filter(|_| !section.is_part) {
            Some(part) => {
                let (level, matter) = (part.level + 1, part.matter);
                listed::settle(&mut section, level, matter);
                part.children.push(section);
            }
            None => gathered.push(section),
        }
    }
    gathered
}

fn own_matter(heading: &Heading) -> Option<Matter> {
    heading.classes.iter().find_map(|class| match class.as_str() {
        "frontmatter" => Some(Matter::Front),
        "mainmatter" => Some(Matter::Body),
        "backmatter" => Some(Matter::Back),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use crate::document::{Metadata, Title};
    use crate::pass::testing::{draft, outline};
    use crate::pass::{Options, prepare};
    use crate::resource::Images;

    /// The outline of a book of these files, under its title, and the codes of what was reported.
    fn book(title: Option<&str>, files: &[&str]) -> String {
        let named = |(index, text): (usize, &&str)| (format!("{index}.md"), draft(index as u32, text));
        let drafts = files.iter().enumerate().map(named).collect();
        let metadata = Metadata { title: title.map(Title::from), ..Metadata::default() };
        let options = Options { number_sections: None, ..Options::default() };
        let made = prepare(drafts, metadata, &Images::default(), &options, &Default::default());
        let codes: String = made.diagnostics.iter().map(|found| format!("! {}\n", found.code)).collect();
        format!("{}\n{}{codes}", made.value.metadata.title(), outline(&made.value))
    }

    #[test]
    fn headings_become_sections() {
        for (name, title, files, expected) in [
            (
                "a lone title is the book's",
                None,
                &["# Book\n## A\none\n### B\ntwo\n## C"][..],
                "Book\nA #a (1)\n  B #b (1)\nC #c (0)\n",
            ),
            (
                "text after the title is a section without heading",
                None,
                &["# Book\nhello\n---\n## A"],
                "Book\n(no heading) #section (2)\nA #a (0)\n",
            ),
            ("the title alone stays a chapter", None, &["# Book"], "Book\nBook #book (0)\n"),
            ("a title and text", None, &["# Book\nhello"], "Book\n(no heading) #section (1)\n"),
            ("a title in the metadata", Some("Other"), &["# A\n## B"], "Other\nA #a (0)\n  B #b (0)\n"),
            ("the same title", Some("my  BOOK"), &["# My Book\n## B"], "my BOOK\nB #b (0)\n"),
            ("several tops", None, &["# A\n## B\n# C"], "Untitled\nA #a (0)\n  B #b (0)\nC #c (0)\n"),
            (
                "a lone top that is not first",
                None,
                &["hi\n# A\n## B"],
                "Untitled\n(no heading) #section (1)\nA #a (0)\n  B #b (0)\n",
            ),
            (
                "a title of an image",
                None,
                &["# ![](a.png)\n## B"],
                "Untitled\n #section (0)\n  B #b (0)\n! missing-alt\n",
            ),
            (
                "marks are made depths",
                Some("T"),
                &["### A\n##### B\n## C\n### D"],
                "T\nA #a (0)\n  B #b (0)\nC #c (0)\n  D #d (0)\n! heading-skip\n",
            ),
            (
                "a skipped level",
                None,
                &["# T\n### A\n###### B"],
                "T\nA #a (0)\n  B #b (0)\n! heading-skip\n! heading-skip\n",
            ),
            (
                "going up is no skip",
                Some("T"),
                &["# A\n## B\n### C\n# D"],
                "T\nA #a (0)\n  B #b (0)\n    C #c (0)\nD #d (0)\n",
            ),
            ("no heading", None, &["one\ntwo"], "Untitled\n(no heading) #section (2)\n"),
            ("nothing", None, &[""], "Untitled\n"),
            (
                "several files",
                None,
                &["# A\n## B", "# C\n## D"],
                "Untitled\nA #a (0)\n  B #b (0)\nC #c (0)\n  D #d (0)\n",
            ),
            (
                "files lift no title",
                Some("A"),
                &["# A\n## B", "text", ""],
                "A\nA #a (0)\n  B #b (0)\n(no heading) #section (1)\n",
            ),
            (
                "a file that begins below",
                Some("T"),
                &["# A", "### B\n#### C"],
                "T\nA #a (0)\nB #b (0)\n  C #c (0)\n",
            ),
            (
                "equal headings",
                Some("T"),
                &["# A\n# A\n> # A", "# A"],
                "T\nA #a (0)\nA #a-1 (1)\nA #a-3 (0)\n",
            ),
            (
                "explicit ids come first",
                Some("T"),
                &["# Setup\n# X {#setup}\n# Y {#setup}"],
                "T\nSetup #setup-2 (0)\nX #setup (0)\nY #setup-1 (0)\n! duplicate-id\n",
            ),
            ("unsafe ids", Some("T"), &["# A {#1.2:b}\n# 2001"], "T\nA #s-1.2-b (0)\n2001 #s-2001 (0)\n"),
            (
                "matter",
                Some("T"),
                &["# P {.frontmatter}\n## Q\n# A\n# E {.backmatter}"],
                "T\nP #p Front (0)\n  Q #q Front (0)\nA #a (0)\nE #e Back (0)\n",
            ),
        ] {
            assert_eq!(book(title, files), expected, "{name}");
        }
    }

    #[test]
    fn metadata_from_outside_wins_and_drafts_fill_it() {
        let with = |title: &str, lang: Option<&str>| {
            let mut draft = draft(0, "text");
            draft.metadata.title = Some(title.into());
            draft.metadata.lang = lang.map(String::from);
            (String::from("a.md"), draft)
        };
        let outside = Metadata { date: Some("2024".into()), ..Metadata::default() };
        let drafts = vec![with("First", None), with("Second", Some("de"))];
        let book =
            prepare(drafts, outside, &Images::default(), &Options::default(), &Default::default()).value;
        let found = (book.metadata.title(), book.metadata.lang(), book.metadata.date.as_deref());
        assert_eq!(found, ("First", "de", Some("2024")));
    }

    #[test]
    fn a_note_in_the_title_is_reported() {
        let drafts = vec![("a.md".into(), draft(0, "# Book[^0]\n## A\n[^0]: note"))];
        let made = prepare(
            drafts,
            Metadata::default(),
            &Images::default(),
            &Options::default(),
            &Default::default(),
        );
        let codes: Vec<&str> = made.diagnostics.iter().map(|found| found.code.as_str()).collect();
        assert_eq!((made.value.metadata.title(), codes), ("Book", vec!["unused-note"]));
    }
}
