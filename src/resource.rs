//! What both backends share besides the document: theme, faces and images, loaded once.

pub mod drawing;
mod fault;
mod hyphenation;
pub mod jpeg;
pub mod png;
pub mod svg;

pub use fault::Fault;
pub use hyphenation::{Exceptions, Hyphenation, Patterns, brought_for};

use crate::font::FontBook;
use crate::memo::{Fingerprint, Memo, Shared};
use crate::theme::Theme;
use std::collections::{BTreeMap, BTreeSet};

/// An image of `Images`; ids follow the order of paths.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ImageId(pub u32);

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImageKind {
    Png,
    Jpeg,
    /// A drawing, cleaned by `svg`.
    Svg,
}

/// One image file, ready for both editions.
#[derive(Clone, Debug)]
pub struct Image {
    pub path: String,
    /// What stands for the file as it was read.
    pub content: Fingerprint,
    pub kind: ImageKind,
    pub bytes: Vec<u8>,
    /// Pixels as the picture is shown; of a drawing those of CSS.
    pub width: u32,
    pub height: u32,
    /// Pixels to the inch, as the file states them.
    pub density: Option<u32>,
    pub turn: Turn,
    /// A PNG as it is printed, in a run that prints.
    pub parts: png::Parts,
    /// A drawing as it is printed.
    pub form: Option<drawing::Form>,
    /// How many elements and letters a drawing comes to.
    pub elements: u64,
    /// What the file has and is not shown.
    pub without: Vec<Lack>,
}

impl Image {
    /// One that is as its file was read, and of which nothing else is known yet.
    pub fn new(kind: ImageKind, bytes: Vec<u8>) -> Image {
        let content = Fingerprint::of_file(&bytes);
        Image::made_of(content, kind, bytes)
    }

    /// One that was made of a file.
    pub fn made_of(content: Fingerprint, kind: ImageKind, bytes: Vec<u8>) -> Image {
        Image {
            path: String::new(),
            content,
            kind,
            bytes,
            width: 0,
            height: 0,
            density: None,
            turn: Turn::default(),
            parts: png::Parts::default(),
            form: None,
            elements: 0,
            without: Vec::new(),
        }
    }
}

/// What is not shown of an image.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Lack {
    /// A part that neither edition shows, in words.
    Part(String),
    /// Characters that no face holds: the PDF shows a box for each.
    Glyphs(BTreeSet<char>),
}

/// How the samples of a photograph lie to what it shows: the number of Exif's orientation, which
/// says where their first row and their first column belong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Turn(u8);

impl Default for Turn {
    fn default() -> Turn {
        Turn(1)
    }
}

impl Turn {
    /// From Exif's number; one that it does not have is as none.
    pub fn new(orientation: u8) -> Turn {
        Turn(if (1..=8).contains(&orientation) { orientation } else { 1 })
    }

    /// Whether width and height change places.
    pub fn swaps_sides(self) -> bool {
        self.0 > 4
    }

    /// The matrix of PDF that turns the unit square of the samples into that of the picture; `None`
    /// where they lie as they are shown.
    pub fn matrix(self) -> Option<[i8; 6]> {
        // By where the samples' top and left edges go: Exif 2.3, 4.6.4, tag 274.
        match self.0 {
            2 => Some([-1, 0, 0, 1, 1, 0]),
            3 => Some([-1, 0, 0, -1, 1, 1]),
            4 => Some([1, 0, 0, -1, 0, 1]),
            5 => Some([0, -1, -1, 0, 1, 1]),
            6 => Some([0, -1, 1, 0, 0, 1]),
            7 => Some([0, 1, 1, 0, 0, 0]),
            8 => Some([0, 1, -1, 0, 1, 0]),
            _ => None,
        }
    }
}

/// The images that the manuscript names and that could be read.
#[derive(Clone, Debug, Default)]
pub struct Images {
    files: Vec<Image>,
    by_path: BTreeMap<String, ImageId>,
    by_content: BTreeMap<Fingerprint, ImageId>,
}

impl Images {
    /// Adds an image under its path; a path that is there already keeps its id. Equal files are one
    /// image, wherever they lie and however the manuscript itself holds them.
    pub fn add(&mut self, image: Image) -> ImageId {
        if let Some(&id) = self.by_path.get(&image.path) {
            return id;
        }
        if let Some(&equal) = self.by_content.get(&image.content) {
            self.by_path.insert(image.path, equal);
            return equal;
        }
        let id = ImageId(self.files.len() as u32);
        self.by_content.insert(image.content, id);
        self.by_path.insert(image.path.clone(), id);
        self.files.push(image);
        id
    }

    /// Notes that an `ImageRef::path` names an image that has another path.
    pub fn alias(&mut self, path: &str, id: ImageId) {
        self.by_path.entry(path.to_owned()).or_insert(id);
    }

    /// The image that an `ImageRef::path` names, if it could be read.
    pub fn get(&self, path: &str) -> Option<(ImageId, &Image)> {
        let id = *self.by_path.get(path)?;
        Some((id, &self.files[id.0 as usize]))
    }

    pub fn image(&self, id: ImageId) -> &Image {
        &self.files[id.0 as usize]
    }

    pub fn iter(&self) -> impl Iterator<Item = (ImageId, &Image)> {
        (0u32..).map(ImageId).zip(&self.files)
    }
}

/// Theme, faces, images and where words are divided, and what was made of the like in earlier runs.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    pub memo: Memo,
    pub theme: Theme,
    pub fonts: FontBook,
    pub images: Images,
    pub hyphenation: Shared<Hyphenation>,
}
