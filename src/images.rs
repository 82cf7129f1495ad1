//! Loads the images that the manuscript names, each once, and says which cannot be had.

mod budget;
mod file;
mod shelf;
mod vault;

use crate::address::{decoded, image_name, is_data, lies_beneath, normal, normal_text, scheme, with_slashes};
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::content::children;
use crate::document::text::runs;
use crate::document::{Block, BlockKind, Draft, ImageRef, Inline, InlineKind, Node};
use crate::limits::{HINT, Limits};
use crate::memo::{Fingerprint, Memo};
use crate::resource::drawing::Drawer;
use crate::resource::{Fault, Image, ImageId, Images, Lack};
use crate::source::{Files, Span, is_outside, why_unread};
use budget::Budget;
use percent_encoding::percent_decode_str;
use rayon::prelude::*;
use shelf::Shelf;
use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use vault::{Found, Vault};

/// What images are loaded from, and with.
pub struct Loader<'a> {
    pub files: &'a dyn Files,
    pub drawer: &'a Drawer,
    /// The language of the book, by which drawings may choose their words.
    pub lang: &'a str,
    /// Whether a PDF is made, and pictures are to be packed as it holds them.
    pub is_printed: bool,
    /// What the images may come to.
    pub limits: Limits,
    pub memo: &'a Memo,
}

/// An image file that nobody has looked into yet.
struct FoundFile {
    path: String,
    content: Fingerprint,
    bytes: Vec<u8>,
}

impl FoundFile {
    fn new(path: &str, bytes: Vec<u8>) -> FoundFile {
        FoundFile { path: path.to_owned(), content: Fingerprint::of_file(&bytes), bytes }
    }
}

/// Why an image is not to be had, or what is to be said of one.
#[derive(Debug)]
pub struct Refused {
    code: Code,
    message: String,
    hint: Option<String>,
    /// Nothing lies where it ought to.
    is_absent: bool,
}

impl Refused {
    fn new(code: Code, message: String) -> Refused {
        Refused { code, message, hint: None, is_absent: false }
    }

    /// As a warning about a place.
    pub fn at(&self, span: Span) -> Diagnostic {
        let warning = Diagnostic::warning(self.code, span, &self.message);
        self.hint.iter().fold(warning, Diagnostic::hint)
    }
}

/// Who names an image.
#[derive(Default)]
struct Naming<'d> {
    spans: Vec<Span>,
    /// The folder of the first note of a vault that does.
    vault_folder: Option<&'d str>,
}

/// A path that the manuscript names, and the file that was found for it.
struct Named<'d> {
    path: &'d str,
    naming: Naming<'d>,
    found: Result<Located, Refused>,
}

/// Where a file lies, and the number of the one that is looked into for it and its equals.
struct Located {
    path: String,
    number: usize,
}

/// Files that differ, in the order in which they were found.
#[derive(Default)]
struct Distinct {
    files: Vec<FoundFile>,
    by_content: BTreeMap<Fingerprint, usize>,
}

impl Distinct {
    fn add(&mut self, found: FoundFile) -> Located {
        let path = found.path.clone();
        let number = *self.by_content.entry(found.content).or_insert_with(|| {
            self.files.push(found);
            self.files.len() - 1
        });
        Located { path, number }
    }
}

impl Loader<'_> {
    /// Loads every image that the drafts name and that lies beneath one of `roots`. What cannot be
    /// read is reported at each place that names it. Nothing is fetched from elsewhere.
    pub fn load(&self, drafts: &[Draft], roots: &[PathBuf]) -> Warned<Images> {
        let (mut shelf, mut vault) = (Shelf::new(self.files, roots), Vault::new(self.files, roots));
        let (named, files) = self.named(drafts, roots, &mut vault);
        let looked_into = self.look_into(files);
        let mut images = Warned { value: Images::default(), diagnostics: Vec::new() };
        let ids = looked_into.into_iter().map(|image| image.map(|image| images.value.add(image)));
        let ids: Vec<Result<ImageId, Fault>> = ids.collect();
        let mut told = BTreeSet::new();
        for Named { path, naming: Naming { mut spans, vault_folder }, found } in named {
            spans.dedup();
            let id = |found: Located| ids[found.number].as_ref().map_err(|why| unusable(&found.path, why));
            match found.and_then(id) {
                Ok(&id) => {
                    // Once for a drawing: it is shown at every place.
                    let first = spans.iter().min().copied().unwrap_or(Span::GENERATED);
                    if told.insert(id) {
                        let lacks = incomplete(images.value.image(id));
                        images.diagnostics.extend(lacks.iter().map(|lack| lack.at(first)));
                    }
                    images.value.alias(path, id);
                }
                Err(mut refused) => {
                    let near = || shelf.hint(path).or_else(|| vault.hint(path, vault_folder?));
                    let near = refused.is_absent.then(near).flatten();
                    refused.hint = near.or(refused.hint);
                    images.diagnostics.extend(spans.into_iter().map(|span| refused.at(span)));
                }
            }
        }
        images
    }

    /// Looks into files side by side, until all together come to more than a book may hold.
    fn look_into(&self, files: Vec<FoundFile>) -> Vec<Result<Image, Fault>> {
        /// More than there are threads, and few enough that what comes too much is no matter.
        const AT_ONCE: usize = 64;
        let (mut budget, mut images) = (Budget::new(self.limits), Vec::new());
        let mut files = files.into_iter();
        while files.len() > 0 {
            let some: Vec<FoundFile> = files.by_ref().take(AT_ONCE).collect();
            let read = some.into_par_iter().map(|file| budget.check().and_then(|()| self.image(file)));
            let read: Vec<_> = read.collect();
            images.extend(read.into_iter().map(|image| image.and_then(|image| budget.spend(image))));
        }
        images
    }

    /// The paths that the drafts name, in their order, and the files that differ.
    fn named<'d>(
        &self,
        drafts: &'d [Draft],
        roots: &[PathBuf],
        vault: &mut Vault,
    ) -> (Vec<Named<'d>>, Vec<FoundFile>) {
        let namings = namings(drafts).into_par_iter();
        let found: Vec<_> = namings.map(|(path, naming)| (path, naming, self.beneath(path, roots))).collect();
        let mut distinct = Distinct::default();
        let named = found.into_iter().map(|(path, naming, found)| {
            let found = match (found, naming.vault_folder) {
                (Err(refused), Some(folder)) if refused.is_absent => {
                    self.in_vault(path, folder, vault).unwrap_or(Err(refused))
                }
                (found, _) => found,
            };
            Named { path, naming, found: found.map(|found| distinct.add(found)) }
        });
        (named.collect(), distinct.files)
    }

    /// An image that is found by its name, if one is.
    fn in_vault(&self, path: &str, folder: &str, vault: &mut Vault) -> Option<Result<FoundFile, Refused>> {
        match vault.find(path, folder) {
            Found::One(found) => Some(self.at(&found, vault.roots())),
            Found::Several(one, other) => {
                let name = path.rsplit('/').next().unwrap_or(path);
                let message = format!("the image `{name}` may be `{one}` or `{other}`");
                let hint = Some("name the image with the folder that it lies in".to_owned());
                Some(Err(Refused { hint, ..Refused::new(Code::MissingImage, message) }))
            }
            Found::Nothing => None,
        }
    }

    /// Loads one image; without roots, from anywhere.
    pub fn load_one(&self, path: &str, roots: Option<&[PathBuf]>) -> Result<Image, Refused> {
        let found = match roots {
            Some(roots) => self.beneath(path, roots).map_err(|refused| {
                let hint = Shelf::new(self.files, roots).hint(path).filter(|_| refused.is_absent);
                Refused { hint, ..refused }
            })?,
            None => self.read(path, Path::new(path))?,
        };
        let found_path = found.path.clone();
        self.image(found).map_err(|why| unusable(&found_path, &why))
    }

    /// Of a path with a `?` or a `#`, as addresses of the web have them, what stands before it, where
    /// no such file is there. A path from the root is one of this machine, or of the site that the book is.
    fn beneath(&self, path: &str, roots: &[PathBuf]) -> Result<FoundFile, Refused> {
        if is_data(path) {
            return self.held(path);
        }
        match self.at(path, roots) {
            Ok(found) => Ok(found),
            Err(refused) => {
                let elsewhere = roots.iter().flat_map(|root| elsewhere(path, root));
                elsewhere.into_iter().find_map(|path| self.at(&path, roots).ok()).ok_or(refused)
            }
        }
    }

    fn at(&self, path: &str, roots: &[PathBuf]) -> Result<FoundFile, Refused> {
        let found = self.file_beneath(path, roots);
        let bare = without_query(path);
        match &found {
            Err(refused) if refused.is_absent && bare != path => self.file_beneath(bare, roots).or(found),
            _ => found,
        }
    }

    fn file_beneath(&self, path: &str, roots: &[PathBuf]) -> Result<FoundFile, Refused> {
        if is_address(path) {
            let message = format!("the image `{path}` is not in the book's folder, and none is fetched");
            return Err(Refused::new(Code::MissingImage, message));
        }
        let outside = || {
            let message = format!("the image `{path}` lies outside the book's folder and is not read");
            Refused::new(Code::MissingImage, message)
        };
        // A manuscript may come from a stranger: it must not carry other files off into the book.
        if !roots.iter().any(|root| self.may_hold(root, Path::new(path))) {
            return Err(outside());
        }
        // A link within the folder may lead out of it.
        match self.files.read_beneath(Path::new(path), roots) {
            Ok(bytes) => Ok(FoundFile::new(path, bytes)),
            Err(error) if is_outside(&error) => Err(outside()),
            Err(error) => Err(absent(path, &error)),
        }
    }

    /// Whether a path is beneath a folder by its letters alone: of one that is not, nothing is said of what lies
    /// there. One of the two may be named from where the program stands, and the other from the root.
    fn may_hold(&self, folder: &Path, path: &Path) -> bool {
        lies_beneath(path, folder)
            || folder.is_absolute() != path.is_absolute()
                && (self.files.resolve(Path::new("")))
                    .is_ok_and(|here| lies_beneath(&normal(&here.join(path)), &normal(&here.join(folder))))
    }

    /// Reads the image that the manuscript calls `path` and that lies at `real`.
    fn read(&self, path: &str, real: &Path) -> Result<FoundFile, Refused> {
        let bytes = self.files.read(real).map_err(|error| absent(path, &error))?;
        Ok(FoundFile::new(path, bytes))
    }

    /// The image that a `data:` address holds.
    fn held(&self, address: &str) -> Result<FoundFile, Refused> {
        let bytes = decoded(address).map_err(|why| unusable(address, &why.into()))?;
        if bytes.len() > LARGEST_HELD {
            let why = format!("it is longer than {} MB", LARGEST_HELD >> 20);
            return Err(unusable(address, &why.into()));
        }
        Ok(FoundFile::new(address, bytes))
    }

    /// Looks into a file. The error says why it cannot be used.
    fn image(&self, found: FoundFile) -> Result<Image, Fault> {
        let Loader { drawer, lang, is_printed, limits, .. } = *self;
        let tools = file::Tools { drawer, lang, is_printed, limits };
        let key = self.memo.fingerprint(&(&found.path, lang, is_printed, limits, &found.bytes));
        Arc::unwrap_or_clone(self.memo.get(&key, || file::image(found, tools)))
    }
}

/// What a manuscript holds itself stands several times in memory, as text and as bytes. Nobody writes
/// so much between two words.
const LARGEST_HELD: usize = 32 << 20;

/// What is to be said of an image that is shown without a part of it.
pub fn incomplete(image: &Image) -> Vec<Refused> {
    let name = image_name(&image.path);
    let said = |lack: &Lack| match lack {
        Lack::Part(part) => {
            Refused::new(Code::UnreadableImage, format!("the {name} is shown without {part}"))
        }
        Lack::Glyphs(missing) => {
            // So many tell which script it is.
            let first: Vec<String> =
                missing.iter().take(3).map(|c| format!("{c} (U+{:04X})", u32::from(*c))).collect();
            let more = missing.len() - first.len();
            let more = if more > 0 { format!(" and {more} more") } else { String::new() };
            let message = format!(
                "no available face has {}{more} of the {name}; the PDF shows boxes",
                first.join(", ")
            );
            Refused::new(Code::MissingGlyph, message)
        }
    };
    image.without.iter().map(said).collect()
}

fn absent(path: &str, error: &io::Error) -> Refused {
    let message = format!("cannot read the image `{path}`: {}", why_unread(error));
    let is_absent = error.kind() == io::ErrorKind::NotFound;
    Refused { is_absent, ..Refused::new(Code::MissingImage, message) }
}

fn unusable(path: &str, fault: &Fault) -> Refused {
    let message = format!("cannot use the {}: {fault}", image_name(path));
    match fault.is_beyond {
        true => Refused { hint: Some(HINT.to_owned()), ..Refused::new(Code::BeyondLimits, message) },
        false => Refused::new(Code::UnreadableImage, message),
    }
}

/// Folders that tools look for images in, beside the texts: Leanpub's and Hugo's.
const SHELVES: [&str; 2] = ["resources", "static"];

/// Where else an image may lie: a path from the root of a site is one in the folder of the book, and either may
/// be one on its shelves.
fn elsewhere(path: &str, root: &Path) -> Vec<String> {
    let root = normal(root);
    let of_site = path.strip_prefix('/').filter(|below| !below.starts_with('/'));
    let of_site = of_site.and_then(|below| percent_decode_str(below).decode_utf8().ok());
    let of_book = Path::new(path).strip_prefix(&root).ok().map(|below| below.to_string_lossy().into_owned());
    let shown = |path: PathBuf| normal_text(&with_slashes(&path.to_string_lossy()));
    let at_root = of_site.iter().map(|below| root.join(below.as_ref()));
    let below = of_site.iter().map(|below| below.as_ref()).chain(of_book.as_deref());
    let on_shelves = below.flat_map(|below| SHELVES.map(|shelf| root.join(shelf).join(below)));
    at_root.chain(on_shelves).map(shown).collect()
}

/// The path without what an address of the web has behind it.
fn without_query(path: &str) -> &str {
    path.split(['?', '#']).next().unwrap_or_default()
}

/// Whether a path is an address: `https://…`, `//host/…`. A single letter before the colon is a drive
/// of Windows.
fn is_address(path: &str) -> bool {
    scheme(path).is_some_and(|scheme| scheme.len() > 1) || path.starts_with("//") || path.starts_with("\\\\")
}

/// A block or an inline that is still to be looked into.
enum OpenContent<'a> {
    Block(&'a Block),
    Inline(&'a Inline),
}

/// The images of all drafts by their paths. Those that the texts hold themselves are last: among files they would
/// stand elsewhere when the book lies in another folder.
fn namings(drafts: &[Draft]) -> Vec<(&str, Naming<'_>)> {
    let mut namings: BTreeMap<(bool, &str), Naming<'_>> = BTreeMap::new();
    for draft in drafts {
        for (image, span) in named(draft) {
            let naming = namings.entry((is_data(&image.path), &image.path)).or_default();
            naming.spans.push(span);
            naming.vault_folder = naming.vault_folder.or(draft.vault_folder.as_deref());
        }
    }
    namings.into_iter().map(|((_, path), naming)| (path, naming)).collect()
}

/// The images of a draft with the places that name them. Its own stack, not the thread's: the
/// depth of nesting is the manuscript's.
fn named(draft: &Draft) -> Vec<(&ImageRef, Span)> {
    let mut found = Vec::new();
    let mut open: Vec<OpenContent<'_>> = Vec::new();
    for node in &draft.nodes {
        match node {
            Node::Heading { heading, .. } => open.extend(heading.content.iter().map(OpenContent::Inline)),
            Node::Block(block) => open.push(OpenContent::Block(block)),
        }
    }
    open.extend(draft.notes.iter().flat_map(|note| &note.blocks).map(OpenContent::Block));
    while let Some(content) = open.pop() {
        match content {
            OpenContent::Block(block) => {
                if let BlockKind::Image(image) = &block.kind {
                    found.push((image, block.span));
                }
                open.extend(runs(block).into_iter().flat_map(|run| run.inlines).map(OpenContent::Inline));
                open.extend(children(block).map(OpenContent::Block));
            }
            OpenContent::Inline(inline) => match &inline.kind {
                InlineKind::Image(image) => found.push((image, inline.span)),
                kind => open.extend(kind.content().iter().map(OpenContent::Inline)),
            },
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::BlockId;
    use crate::source::{FileId, Memory};
    use std::io::Cursor;

    fn loader<'a>(files: &'a Memory, drawer: &'a Drawer, memo: &'a Memo) -> Loader<'a> {
        Loader { files, drawer, lang: "en", is_printed: true, limits: Limits::default(), memo }
    }

    fn png(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = Cursor::new(Vec::new());
        image::GrayImage::new(width, height).write_to(&mut bytes, image::ImageFormat::Png).unwrap();
        bytes.into_inner()
    }

    /// A PNG that claims another size than its pixels have.
    fn claiming(width: u32, height: u32) -> Vec<u8> {
        let mut bytes = png(1, 1);
        bytes[16..20].copy_from_slice(&width.to_be_bytes());
        bytes[20..24].copy_from_slice(&height.to_be_bytes());
        bytes
    }

    fn shelf() -> Memory {
        Memory::from([
            ("book/good.png", png(2, 3)),
            ("book/a/../good.png", png(2, 3)),
            ("book/odd?.png", png(2, 3)),
            ("book/Img/Mill Race.PNG", png(2, 3)),
            ("book/../etc/good.png", png(2, 3)),
            ("../etc/good.png", png(2, 3)),
            ("/etc/good.png", png(2, 3)),
            ("book/bomb.png", claiming(1 << 20, 1 << 20)),
            ("book/empty.png", claiming(0, 3)),
            ("book/short.png", claiming(2, 3)),
            ("book/cut.png", png(2, 3)[..40].to_vec()),
            ("book/text.png", b"no image".to_vec()),
        ])
    }

    fn figure(path: &str, start: usize) -> Node {
        let image = ImageRef { path: path.into(), ..ImageRef::default() };
        let kind = BlockKind::Image(image);
        let quoted = Block { id: id(start), span: Span::new(FileId(0), start..start + 1), kind };
        Node::Block(Block { id: id(0), span: Span::GENERATED, kind: BlockKind::Quote(vec![quoted]) })
    }

    fn id(index: usize) -> BlockId {
        BlockId { file: FileId(0), index: index as u32 }
    }

    #[test]
    fn an_image_is_loaded_or_refused_at_its_place() {
        let cases = [
            ("book/good.png", None),
            ("book/a/../good.png", None),
            ("book/bomb.png", Some(Code::BeyondLimits)),
            ("book/empty.png", Some(Code::UnreadableImage)),
            ("book/cut.png", Some(Code::UnreadableImage)),
            ("book/short.png", Some(Code::UnreadableImage)),
            ("book/text.png", Some(Code::UnreadableImage)),
            ("book/absent.png", Some(Code::MissingImage)),
            ("book/../etc/good.png", Some(Code::MissingImage)),
            ("../etc/good.png", Some(Code::MissingImage)),
            ("/etc/good.png", Some(Code::MissingImage)),
            ("/good.png", None),
            ("/Img/Mill%20Race.PNG", None),
            ("/../etc/good.png", Some(Code::MissingImage)),
            ("//good.png", Some(Code::MissingImage)),
            ("https://example.org/good.png", Some(Code::MissingImage)),
            ("data:image/png;base64,AA==", Some(Code::UnreadableImage)),
            ("data:image/png", Some(Code::UnreadableImage)),
            ("data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'/>", None),
            ("book/good.png?v=2#top", None),
            ("book/odd?.png", None),
            ("book/gone.png?v=2", Some(Code::MissingImage)),
            ("../etc/good.png?v=2", Some(Code::MissingImage)),
        ];
        let (drawer, memo, shelf) = (Drawer::default(), Memo::default(), shelf());
        for (path, expected) in cases {
            let draft = Draft { nodes: vec![figure(path, 7), figure(path, 9)], ..Draft::default() };
            let loaded = loader(&shelf, &drawer, &memo).load(&[draft], &["book".into()]);
            let codes: Vec<_> = loaded.diagnostics.iter().map(|d| (d.code, d.span.start)).collect();
            let mut expected: Vec<_> = expected.into_iter().flat_map(|code| [(code, 7), (code, 9)]).collect();
            expected.reverse();
            assert_eq!(codes, expected, "{path}");
            assert_eq!(loaded.value.get(path).is_some(), expected.is_empty(), "{path}");
        }
    }

    #[test]
    fn what_may_have_been_meant_is_said() {
        let cases = [
            ("book/Good.png", Some("`book/good.png` is there: small letters and capitals count")),
            (
                "book/img/mill race.png?v=1",
                Some("`book/Img/Mill Race.PNG` is there: small letters and capitals count"),
            ),
            ("book/imgs/mill rac.png", None),
            ("book/goood.png", Some("did you mean `book/good.png`?")),
            ("book/zzzzzz.png", None),
            ("book/no/good.png", None),
            ("elsewhere/Good.png", None),
            ("https://example.org/Good.png", None),
            // What is there and broken has no other name.
            ("book/text.png", None),
        ];
        let (drawer, memo, shelf) = (Drawer::default(), Memo::default(), shelf());
        let loader = loader(&shelf, &drawer, &memo);
        for (path, expected) in cases {
            let refused = loader.load_one(path, Some(&["book".into()])).expect_err(path);
            assert_eq!(refused.hint.as_deref(), expected, "{path}");
        }
    }

    #[test]
    fn equal_files_are_one_image_and_a_broken_one_is_told_of_at_each_of_its_names() {
        let files = Memory::from([
            ("book/a.png", png(2, 3)),
            ("book/b.png", png(3, 2)),
            ("book/c.png", png(2, 3)),
            ("book/d.png", png(2, 3)[..40].to_vec()),
            ("book/e.png", png(2, 3)[..40].to_vec()),
        ]);
        let paths = ["book/a.png", "book/b.png", "book/c.png", "book/d.png", "book/e.png"];
        let draft = Draft { nodes: paths.map(|path| figure(path, 0)).into(), ..Draft::default() };
        let (drawer, memo) = (Drawer::default(), Memo::default());
        let loaded = loader(&files, &drawer, &memo).load(&[draft], &["book".into()]);
        let ids = paths.map(|path| loaded.value.get(path).map(|(id, _)| id.0));
        assert_eq!(ids, [Some(0), Some(1), Some(0), None, None]);
        let said: Vec<&str> = loaded.diagnostics.iter().map(|said| said.message.as_str()).collect();
        let broken =
            ["d", "e"].map(|name| format!("cannot use the image `book/{name}.png`: the file is cut off"));
        assert_eq!(said, broken);
    }

    #[test]
    fn equal_data_is_one_image_and_no_message_shows_it() {
        let held = |bytes: &[u8]| {
            let bytes: String = bytes.iter().map(|byte| format!("%{byte:02x}")).collect();
            format!("data:image/png,{bytes}")
        };
        let (one, other) = (held(&png(2, 3)), held(&png(3, 2)));
        let shouted = one.replacen("data:image/png", "DATA:", 1);
        let broken = held(&png(2, 3)[..40]);
        let nodes = [&one, &shouted, &other, &broken, &one].map(|path| figure(path, 0));
        let (drawer, memo, files) = (Drawer::default(), Memo::default(), Memory::default());
        let draft = Draft { nodes: nodes.into(), ..Draft::default() };
        let loaded = loader(&files, &drawer, &memo).load(&[draft], &[]);
        let id = |path: &str| loaded.value.get(path).map(|(id, _)| id);
        assert!(id(&one).is_some() && id(&one) == id(&shouted) && id(&other) != id(&one));
        assert_eq!(loaded.value.iter().count(), 2);
        let said: Vec<&str> = loaded.diagnostics.iter().map(|said| said.message.as_str()).collect();
        assert_eq!(said, ["cannot use the `data:` image of 40 bytes: the file is cut off"]);
    }
}
