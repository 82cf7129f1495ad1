//! Titles in the front matter of a book of several files: which is the book's, and which are those of
//! chapters.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::inline_text;
use crate::document::{BlockId, Draft, Heading, Matter, Metadata, Node, Standing, StandingKind, Title};
use crate::source::{FileId, Span};

/// A text of the book, and what its place says of its title.
pub(super) struct Titled<'d> {
    pub file: FileId,
    pub draft: &'d mut Draft,
    /// It is the `README.md` or `index.md` of the book.
    pub is_index: bool,
    /// A list of chapters calls it something, which is stronger than what it says itself.
    pub is_named: bool,
    /// Its title is the book's, whatever headings it has.
    pub names_book: bool,
    /// It is plain text, of which headings below its title say nothing.
    pub is_text: bool,
    /// It is the title page of the book.
    pub is_title_page: bool,
}

/// Makes titles in front matter the headings of their chapters, above the headings of the text. A title is
/// the book's where its file has a first-level heading of other words and is the index or the only file with
/// a title, or is the first and holds no text, or where all files have the same; `is_named_beside` says that the
/// book has a title of its own. What else a chapter says of itself is not the book's, which is told once.
pub(super) fn settle(files: Vec<Titled<'_>>, is_named_beside: bool) -> Option<Diagnostic> {
    let titles = || files.iter().filter_map(|file| Some(file.draft.metadata.title.as_ref()?.plain.as_str()));
    let titled = titles().count();
    let is_shared =
        titled > 1 && titled == files.len() && titles().all(|title| Some(title) == titles().next());
    let is_lone = files.len() < 2;
    let named_people = files.iter().filter(|file| !file.draft.metadata.creators.is_empty()).count();
    let mut said: Vec<Said> = Vec::new();
    for (place, text) in files.into_iter().enumerate() {
        let is_front = place == 0 && !is_lone && text.is_front_page(is_named_beside, named_people);
        let Titled { file, draft, is_index, is_named, names_book, is_text, .. } = text;
        if is_front {
            stand_in_front(file, draft);
            continue;
        }
        let is_bare = place == 0 && draft.nodes.is_empty();
        let may_be =
            names_book || is_shared || (titled < 2 || is_index) && !is_text && has_other_chapters(draft);
        if !is_lone && !is_named {
            show_once(&mut draft.nodes);
        }
        let is_titled = draft.metadata.title.is_some();
        let of_book = !is_named_beside && (is_bare || is_titled && may_be);
        if is_lone || of_book || is_named {
            continue;
        }
        // Without a title, what the first file says may be meant for all.
        if !is_titled && (is_index || place == 0) {
            continue;
        }
        let title = draft.metadata.title.take();
        let lang = draft.metadata.lang.take();
        // A page has no cover, though a page of a site has a picture under that name.
        let cover_image = draft.metadata.cover_image.take_if(|_| !is_titled);
        let kept = Metadata { lang, cover_image, ..Metadata::default() };
        let own = std::mem::replace(&mut draft.metadata, kept);
        let keys = keys(&own);
        if !keys.is_empty() {
            said.push(Said { file, is_titled: title.is_some(), keys });
        }
        let Some(title) = title else { continue };
        put_above(file, title, &mut draft.nodes);
    }
    report(&said)
}

/// The most bytes of text in a file that names the book, and is no chapter for all that: a page of print.
const LONGEST_FRONT_PAGE: usize = 1500;

impl Titled<'_> {
    /// Whether the first file names the book and its author, and holds no chapter: a title page, or one in Markdown
    /// that no heading parts, of which little is text. In collections all files name their authors (`named_people`).
    fn is_front_page(&self, is_named_beside: bool, named_people: usize) -> bool {
        let metadata = &self.draft.metadata;
        let names_all = metadata.title.is_some() && !metadata.creators.is_empty() && named_people == 1;
        let length = |node: &Node| match node {
            Node::Block(block) => (block.span.end - block.span.start) as usize,
            Node::Heading { .. } => usize::MAX / 2,
        };
        let text = self.draft.nodes.iter().map(length).fold(0, usize::saturating_add);
        !self.is_named
            && (self.is_title_page
                || names_all && !is_named_beside && !self.is_text && text <= LONGEST_FRONT_PAGE)
    }
}

/// What a file holds that names the book is front matter.
fn stand_in_front(file: FileId, draft: &mut Draft) {
    if draft.nodes.is_empty() {
        return;
    }
    let chapter = Standing {
        title: Title::default(),
        kind: StandingKind::Chapter,
        depth: 0,
        number: None,
        matter: Matter::Front,
    };
    let standing =
        draft.standing.take().map_or(chapter, |(_, own)| Standing { matter: Matter::Front, ..own });
    draft.standing = Some((file, standing));
}

/// Makes a first heading that all files repeat above the others the title of the book: it says nothing of
/// their chapters.
pub(super) fn take_shared(drafts: &mut [Draft]) {
    let Some(Node::Heading { heading, span, .. }) = drafts.first().and_then(|draft| draft.nodes.first())
    else {
        return;
    };
    let (title, span) = (Title::of(&heading.content), *span);
    if drafts.len() < 2 || !drafts.iter().all(|draft| is_headed_by(draft, &title.plain)) {
        return;
    }
    drafts.iter_mut().for_each(|draft| _ = draft.nodes.remove(0));
    if let Some(Draft { metadata, .. }) = drafts.first_mut().filter(|first| first.metadata.title.is_none()) {
        metadata.title = Some(title);
        metadata.places.insert("title", span);
    }
}

/// Whether a file begins with a heading of these words, and goes on with one of a lower level, as all others are.
fn is_headed_by(draft: &Draft, title: &str) -> bool {
    let [Node::Heading { level, heading, .. }, rest @ ..] = draft.nodes.as_slice() else { return false };
    let is_lower = |node: &Node| !matches!(node, Node::Heading { level: other, .. } if other <= level);
    let is_named = draft.metadata.title.as_ref().is_some_and(|own| own.plain != title);
    let goes_on = matches!(rest.first(), Some(Node::Heading { .. }));
    !is_named && is_same(heading, title) && goes_on && rest.iter().all(is_lower)
}

/// Whether a file has a first-level heading that is not its title.
fn has_other_chapters(draft: &Draft) -> bool {
    let title = draft.metadata.title.as_ref().map_or("", |title| &title.plain);
    let is_chapter = |node: &Node| match node {
        Node::Heading { level: 1, heading, .. } => !is_same(heading, title),
        _ => false,
    };
    draft.nodes.iter().any(is_chapter)
}

fn is_same(heading: &Heading, title: &str) -> bool {
    let letters =
        |text: &str| text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect();
    let (own, title): (String, String) = (letters(&inline_text(&heading.content)), letters(title));
    own == title
}

/// Leaves the first heading alone of a file that repeats it above each of its parts.
fn show_once(nodes: &mut Vec<Node>) {
    let Some(Node::Heading { level: top, heading: first, .. }) = nodes.first() else { return };
    let (top, title) = (*top, Title::of(&first.content).plain);
    let goes_on = |at: usize| matches!(nodes.get(at + 1), Some(Node::Heading { level, .. }) if *level > top);
    let is_repeated = |(at, node): (usize, &Node)| match node {
        Node::Heading { level, heading, .. } if *level <= top => {
            (*level == top && is_same(heading, &title) && goes_on(at)).then_some(true)
        }
        _ => Some(false),
    };
    let repeated: Option<Vec<bool>> = nodes.iter().enumerate().skip(1).map(is_repeated).collect();
    let mut repeated = std::iter::once(false).chain(repeated.unwrap_or_default());
    nodes.retain(|_| !repeated.next().unwrap_or_default());
}

/// Makes a title the first heading of a file, or the first heading that has its words, and the other
/// headings those of its sections, whatever levels they begin at.
pub(super) fn put_above(file: FileId, title: Title, nodes: &mut Vec<Node>) {
    let repeats =
        |node: &Node| matches!(node, Node::Heading { heading, .. } if is_same(heading, &title.plain));
    if !nodes.first().is_some_and(repeats) {
        let span = Span::new(file, 0..0);
        // No block of a text has this number.
        let id = BlockId { file, index: u32::MAX };
        let heading = Heading { content: title.content, ..Heading::default() };
        nodes.insert(0, Node::Heading { id, span, level: 1, heading });
    } else if let Some(Node::Heading { level, .. }) = nodes.first_mut() {
        *level = 1;
    }
    let level_of = |node: &Node| match node {
        Node::Heading { level, .. } => Some(*level),
        Node::Block(_) => None,
    };
    let highest = nodes.iter().skip(1).filter_map(level_of).min().unwrap_or(2);
    for node in nodes.iter_mut().skip(1) {
        if let Node::Heading { level, .. } = node {
            *level = (*level + 2 - highest).min(6);
        }
    }
}

/// The keys of front matter that a chapter has for itself alone.
fn keys(metadata: &Metadata) -> Vec<&'static str> {
    let given = [
        ("subtitle", metadata.subtitle.is_some()),
        ("author", !metadata.creators.is_empty()),
        ("date", metadata.date.is_some()),
        ("description", metadata.description.is_some()),
        ("subject", !metadata.subjects.is_empty()),
        ("publisher", metadata.publisher.is_some()),
        ("rights", metadata.rights.is_some()),
        ("identifier", metadata.identifier.is_some() || metadata.isbn.is_some()),
        ("series", metadata.series.is_some()),
        ("cover-image", metadata.cover_image.is_some()),
    ];
    given.into_iter().filter(|(_, is_given)| *is_given).map(|(key, _)| key).collect()
}

/// What the front matter of a chapter says besides its title.
struct Said {
    file: FileId,
    is_titled: bool,
    keys: Vec<&'static str>,
}

fn report(said: &[Said]) -> Option<Diagnostic> {
    let Said { file, is_titled, keys } = said.first()?;
    let keys: Vec<String> = keys.iter().map(|key| format!("`{key}`")).collect();
    let more = match said.len() {
        1 => String::new(),
        count => format!(" (the front matter of {} more files likewise)", count - 1),
    };
    let chapter = if *is_titled { "’s title is that of a chapter" } else { " is a chapter" };
    let message = format!("this file{chapter}, so {} is not the book’s{more}", keys.join(", "));
    let note = Diagnostic::note(Code::ChapterMetadata, Span::new(*file, 0..0), message);
    Some(
        note.hint(
            "put what is the book’s into `metadata.yaml`, and write into the text what readers are to see",
        ),
    )
}
