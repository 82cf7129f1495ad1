//! The names by which links find sections and inner headings.

use super::slug::{Names, slug, xml_name};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::inline_text;
use crate::document::{Block, BlockId, BlockKind, Document, Heading, Inline, InlineKind, Style};
use crate::pass::structure::Structure;
use crate::pass::walk;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// Where the names that a manuscript uses lead: to final anchors, which are unique in the book.
#[derive(Default)]
pub(super) struct Anchors {
    /// For each file, the names as that file alone would have them: its explicit ids as written,
    /// its slugs numbered within the file.
    by_file: BTreeMap<FileId, BTreeMap<String, String>>,
    /// All of these and the final anchors; of several equal ones the first.
    anywhere: BTreeMap<String, String>,
    /// The anchor of the first section of each file.
    starts: BTreeMap<FileId, String>,
}

impl Anchors {
    /// The anchor that a name means within a file.
    pub(super) fn in_file(&self, file: FileId, name: &str) -> Option<&str> {
        self.by_file.get(&file)?.get(name).map(String::as_str)
    }

    /// The anchor that a name means where the file does not hold it.
    pub(super) fn in_book(&self, name: &str) -> Option<&str> {
        self.anywhere.get(name).map(String::as_str)
    }

    pub(super) fn start(&self, file: FileId) -> Option<&str> {
        self.starts.get(&file).map(String::as_str)
    }

    /// The names within a file, and those of the book.
    pub(super) fn names_in_file(&self, file: FileId) -> impl Iterator<Item = &String> {
        self.by_file.get(&file).into_iter().flat_map(BTreeMap::keys)
    }

    pub(super) fn names_in_book(&self) -> impl Iterator<Item = &String> {
        self.anywhere.keys()
    }
}

/// Gives every section and inner heading its anchor and fills `Document::anchors`. Explicit ids
/// come first, so that no slug can take one away.
pub(super) fn assign(manuscript: &mut Structure, diagnostics: &mut Vec<Diagnostic>) -> Anchors {
    let of_title = take_ids_of_title(manuscript);
    let mut claims: Vec<Claim> = Vec::new();
    each_place(&mut manuscript.document, &mut |place| claims.push(Claim::new(&place)));
    claims.extend(manuscript.ids.iter().map(Claim::of_block));
    let finals = final_names(&claims, diagnostics);
    let mut assigned = finals.iter();
    each_place(&mut manuscript.document, &mut |place| {
        *place.anchor = assigned.next().cloned().unwrap_or_default();
    });
    manuscript.document.anchors =
        finals.iter().cloned().zip(claims.iter().map(|claim| claim.stands_at)).collect();
    name_words(manuscript, &finals[claims.len() - manuscript.ids.len()..]);
    let mut anchors = Anchors::default();
    for (claim, anchor) in claims.iter().zip(&finals).filter(|(claim, _)| claim.is_section) {
        anchors.starts.entry(claim.file).or_insert_with(|| anchor.clone());
    }
    let title = title_claims(manuscript, &of_title, &anchors);
    let titled = title.iter().map(|(claim, anchor)| (claim, anchor));
    let named: Vec<(&Claim, &String)> = titled.chain(claims.iter().zip(&finals)).collect();
    name_by_file(&named, &mut anchors);
    for anchor in finals {
        anchors.anywhere.entry(anchor.clone()).or_insert(anchor);
    }
    anchors
}

/// Gives places among words, and parts of tables, the final names of the ids that were noted there.
fn name_words(manuscript: &mut Structure, finals: &[String]) {
    let ids = manuscript.ids.iter().zip(finals);
    let ids = ids.map(|((id, _, span), anchor)| ((span.file, span.start, id.as_str()), anchor));
    let names: BTreeMap<(FileId, u32, &str), &String> = ids.collect();
    walk::inlines_and_blocks_mut(&mut manuscript.document, &mut |visited| {
        let settle = |name: &mut String, span: Span| {
            let given = names.get(&(span.file, span.start, name.as_str()));
            *name = given.map_or_else(String::new, |given| (*given).clone());
        };
        match visited {
            walk::Visited::Inline(Inline { span, kind: InlineKind::Styled(Style::Anchor(name), _) }) => {
                settle(name, *span);
            }
            walk::Visited::Block(Block { kind: BlockKind::Table(table), .. }) => {
                table.ids_mut().for_each(|id| settle(&mut id.name, id.span));
            }
            _ => {}
        }
    });
}

/// A heading's, or an unheaded section's, demand for a name.
struct Claim {
    file: FileId,
    span: Span,
    explicit: Option<String>,
    slug: String,
    is_section: bool,
    stands_at: BlockId,
}

impl Claim {
    /// The demand of an id that stands at a block.
    fn of_block((id, block, span): &(String, BlockId, Span)) -> Claim {
        Claim {
            file: block.file,
            span: *span,
            explicit: Some(id.clone()),
            slug: String::new(),
            is_section: false,
            stands_at: *block,
        }
    }

    fn new(place: &Anchored<'_>) -> Claim {
        let explicit = place.heading.and_then(|heading| heading.explicit_id.clone());
        Claim {
            file: place.id.file,
            span: place.span,
            explicit: explicit.filter(|id| !id.trim().is_empty()),
            slug: slug(&place.heading.map_or_else(String::new, |heading| inline_text(&heading.content))),
            is_section: place.is_section,
            stands_at: place.stands_at,
        }
    }
}

/// An id that stands at a block, as a draft holds it.
type BlockAnchor = (String, BlockId, Span);

/// The ids among the words of the heading that became the title, unless text below it has taken its place.
fn take_ids_of_title(manuscript: &mut Structure) -> Vec<BlockAnchor> {
    let sections = &manuscript.document.sections;
    let is_gone = |title: &BlockId| sections.first().is_none_or(|first| first.id != *title);
    let title = manuscript.title.as_ref().map(|(title, _)| title).filter(|title| is_gone(title));
    let Some(title) = title else { return Vec::new() };
    let all = std::mem::take(&mut manuscript.ids);
    let (of_title, others) = all.into_iter().partition(|(_, block, _)| block == title);
    manuscript.ids = others;
    of_title
}

/// The title's heading is gone, but links may still name it, and the ids in it: they lead to the first section.
fn title_claims(manuscript: &Structure, of_title: &[BlockAnchor], anchors: &Anchors) -> Vec<(Claim, String)> {
    let Some((id, heading)) = manuscript.title.as_ref() else { return Vec::new() };
    let Some(start) = anchors.start(id.file) else { return Vec::new() };
    let mut anchor = String::new();
    let place = Anchored {
        id: *id,
        span: Span::GENERATED,
        heading: Some(heading),
        anchor: &mut anchor,
        is_section: false,
        stands_at: *id,
    };
    let claims = std::iter::once(Claim::new(&place)).chain(of_title.iter().map(Claim::of_block));
    claims.map(|claim| (claim, start.to_owned())).collect()
}

fn final_names(claims: &[Claim], diagnostics: &mut Vec<Diagnostic>) -> Vec<String> {
    let mut names = Names::default();
    let explicit: Vec<Option<String>> = claims
        .iter()
        .map(|claim| {
            let id = claim.explicit.as_ref()?;
            let name = xml_name(id);
            if names.is_taken(&name) {
                let message = format!("the id `{id}` is given to an earlier place already");
                diagnostics.push(Diagnostic::warning(Code::DuplicateId, claim.span, message));
            }
            Some(names.unique(&name))
        })
        .collect();
    let named = claims.iter().zip(explicit);
    named.map(|(claim, own)| own.unwrap_or_else(|| names.unique(&xml_name(&claim.slug)))).collect()
}

fn name_by_file(named: &[(&Claim, &String)], anchors: &mut Anchors) {
    let mut names: BTreeMap<FileId, Names> = BTreeMap::new();
    let (explicit, slugs): (Vec<_>, Vec<_>) = named.iter().partition(|(claim, _)| claim.explicit.is_some());
    for (claim, anchor) in explicit.into_iter().chain(slugs) {
        let names = names.entry(claim.file).or_default();
        let local = match &claim.explicit {
            Some(id) if names.is_taken(id) => continue,
            Some(id) => names.unique(id),
            None => names.unique(&claim.slug),
        };
        anchors.by_file.entry(claim.file).or_default().insert(local.clone(), anchor.clone());
        anchors.anywhere.entry(local).or_insert_with(|| anchor.clone());
    }
}

/// Something that has an anchor.
struct Anchored<'a> {
    id: BlockId,
    span: Span,
    heading: Option<&'a Heading>,
    anchor: &'a mut String,
    is_section: bool,
    /// The block that is set there: a section without a heading begins with its first block.
    stands_at: BlockId,
}

/// Visits the places in reading order, those in notes last.
fn each_place(document: &mut Document, visit: &mut dyn FnMut(Anchored<'_>)) {
    walk::sections_mut(&mut document.sections, &mut |section| {
        let first = section.blocks.first().filter(|_| section.heading.is_none());
        visit(Anchored {
            id: section.id,
            span: section.span,
            heading: section.heading.as_ref(),
            anchor: &mut section.anchor,
            is_section: true,
            stands_at: first.map_or(section.id, |block| block.id),
        });
        inner_places(&mut section.blocks, visit);
    });
    for note in &mut document.notes {
        inner_places(&mut note.blocks, visit);
    }
}

fn inner_places(blocks: &mut [crate::document::Block], visit: &mut dyn FnMut(Anchored<'_>)) {
    walk::blocks_mut(blocks, &mut |block| {
        let (id, span) = (block.id, block.span);
        if let BlockKind::InnerHeading { heading, anchor, .. } = &mut block.kind {
            visit(Anchored { id, span, heading: Some(heading), anchor, is_section: false, stands_at: id });
        }
    });
}
