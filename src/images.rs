//! Loads the images that the manuscript names, each once, and says which cannot be had.

mod file;

use crate::address::{lies_beneath, scheme};
use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::content::children;
use crate::document::text::runs;
use crate::document::{Block, BlockKind, Draft, ImageRef, Inline, InlineKind, Node};
use crate::resource::drawing::Drawer;
use crate::resource::{Image, Images};
use crate::source::{Files, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::io;
use std::path::{Path, PathBuf};

/// What images are loaded from, and with.
pub struct Loader<'a> {
    pub files: &'a dyn Files,
    pub drawer: &'a Drawer,
}

/// Why an image is not to be had.
pub type Refused = (Code, String);

impl Loader<'_> {
    /// Loads every image that the drafts name and that lies beneath one of `roots`. What cannot be
    /// read is reported at each place that names it. Nothing is fetched from elsewhere.
    pub fn load(&self, drafts: &[Draft], roots: &[PathBuf]) -> Warned<Images> {
        let mut places: BTreeMap<&str, Vec<Span>> = BTreeMap::new();
        for draft in drafts {
            for (image, span) in named(draft) {
                places.entry(&image.path).or_default().push(span);
            }
        }
        let loaded: Vec<_> =
            places.into_par_iter().map(|(path, spans)| (self.beneath(path, roots), spans)).collect();
        let mut images = Warned { value: Images::default(), diagnostics: Vec::new() };
        for (image, mut spans) in loaded {
            spans.dedup();
            let mut say = |span: Span, (code, message): &Refused| {
                images.diagnostics.push(Diagnostic::warning(*code, span, message.clone()));
            };
            match image {
                Ok(image) => {
                    // Once for a drawing: it is shown at every place.
                    let first = spans.iter().min().copied().unwrap_or(Span::GENERATED);
                    incomplete(&image).iter().for_each(|found| say(first, found));
                    images.value.add(image);
                }
                Err(refused) => spans.into_iter().for_each(|span| say(span, &refused)),
            }
        }
        images
    }

    /// Loads one image; without roots, from anywhere.
    pub fn load_one(&self, path: &str, roots: Option<&[PathBuf]>) -> Result<Image, Refused> {
        match roots {
            Some(roots) => self.beneath(path, roots),
            None => self.read(path, Path::new(path)),
        }
    }

    fn beneath(&self, path: &str, roots: &[PathBuf]) -> Result<Image, Refused> {
        if is_address(path) {
            return Err((
                Code::MissingImage,
                format!("the image `{path}` is not in the book's folder, and none is fetched"),
            ));
        }
        let outside = || {
            let message = format!("the image `{path}` lies outside the book's folder and is not read");
            (Code::MissingImage, message)
        };
        // A manuscript may come from a stranger: it must not carry other files off into the book.
        if !roots.iter().any(|root| lies_beneath(Path::new(path), root)) {
            return Err(outside());
        }
        // A link within the folder may lead out of it: what is read is what was checked.
        let real = self.files.resolve(Path::new(path)).map_err(|error| absent(path, &error))?;
        let holds = |root: &PathBuf| self.files.resolve(root).is_ok_and(|root| lies_beneath(&real, &root));
        if !roots.iter().any(holds) {
            return Err(outside());
        }
        self.read(path, &real)
    }

    /// Reads the image that the manuscript calls `path` and that lies at `real`.
    fn read(&self, path: &str, real: &Path) -> Result<Image, Refused> {
        let bytes = self.files.read(real).map_err(|error| absent(path, &error))?;
        let unusable = |why| (Code::UnreadableImage, format!("cannot use the image `{path}`: {why}"));
        file::image(path, bytes, self.drawer).map_err(unusable)
    }
}

/// What is to be said of an image that is shown without a part of it.
pub fn incomplete(image: &Image) -> Vec<Refused> {
    let said = |part: &String| format!("the image `{}` is shown without {part}", image.path);
    image.without.iter().map(|part| (Code::UnreadableImage, said(part))).collect()
}

fn absent(path: &str, error: &io::Error) -> Refused {
    (Code::MissingImage, format!("cannot read the image `{path}`: {error}"))
}

/// Whether a path is an address: `https://…`, `//host/…`, `data:…`. A single letter before the
/// colon is a drive of Windows.
fn is_address(path: &str) -> bool {
    scheme(path).is_some_and(|scheme| scheme.len() > 1) || path.starts_with("//") || path.starts_with("\\\\")
}

/// A block or an inline that is still to be looked into.
enum OpenContent<'a> {
    Block(&'a Block),
    Inline(&'a Inline),
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
            ("book/bomb.png", Some(Code::UnreadableImage)),
            ("book/empty.png", Some(Code::UnreadableImage)),
            ("book/cut.png", Some(Code::UnreadableImage)),
            ("book/short.png", Some(Code::UnreadableImage)),
            ("book/text.png", Some(Code::UnreadableImage)),
            ("book/absent.png", Some(Code::MissingImage)),
            ("book/../etc/good.png", Some(Code::MissingImage)),
            ("../etc/good.png", Some(Code::MissingImage)),
            ("/etc/good.png", Some(Code::MissingImage)),
            ("https://example.org/good.png", Some(Code::MissingImage)),
            ("data:image/png;base64,AA==", Some(Code::MissingImage)),
        ];
        let (drawer, shelf) = (Drawer::default(), shelf());
        for (path, expected) in cases {
            let draft = Draft { nodes: vec![figure(path, 7), figure(path, 9)], ..Draft::default() };
            let loaded = Loader { files: &shelf, drawer: &drawer }.load(&[draft], &["book".into()]);
            let codes: Vec<_> = loaded.diagnostics.iter().map(|d| (d.code, d.span.start)).collect();
            let mut expected: Vec<_> = expected.into_iter().flat_map(|code| [(code, 7), (code, 9)]).collect();
            expected.reverse();
            assert_eq!(codes, expected, "{path}");
            assert_eq!(loaded.value.get(path).is_some(), expected.is_empty(), "{path}");
        }
    }
}
