//! Texts about the folder that a book is kept in, which are no chapters of it.

use super::Text;
use crate::address::speaks_for_folder;
use crate::lists;
use crate::reader::front_matter;
use crate::source::Source;
use std::collections::BTreeSet;
use std::path::Path;

/// The texts at the top of a folder, as far as they decide what those about it are.
pub(super) struct Beside {
    top: usize,
    has_order: bool,
    has_index: bool,
    has_chapters: bool,
}

impl Beside {
    /// `has_order` says that the pages, or a file beside them, say which come where.
    pub(super) fn of(texts: &[Text], has_order: bool) -> Beside {
        let top = texts.iter().map(|text| depth(&text.found.path)).min().unwrap_or_default();
        let is_index = |text: &&Text| depth(&text.found.path) == top && speaks_for_folder(&text.found.path);
        let has_index = texts.iter().filter(is_index).count() > 1;
        let others = || texts.iter().filter(|text| !text.found.is_folder && !is_readme(&text.found.path));
        let numbered = others().filter(|text| has_number(&text.found.path)).count();
        let has_chapters = numbered > 1 && numbered * 2 >= others().count();
        Beside { top, has_order, has_index, has_chapters }
    }

    /// Whether a text is about the folder. Beside an order, a `README.md` is its first page where there is no other.
    /// Beside chapters by number it is none where it speaks of files and tools. Without either, pages about other
    /// things than the folder may have the names of those about it, but in capitals.
    pub(super) fn is_about_folder(&self, text: &Text) -> bool {
        let path = &text.found.path;
        if text.found.is_folder || depth(path) > self.top {
            return false;
        }
        match is_readme(path) {
            true if self.has_order => self.has_index,
            true => self.has_chapters && is_about_files(&text.source),
            false => lists::is_about(path) && (self.has_order || self.has_chapters || is_shouted(path)),
        }
    }
}

fn depth(path: &Path) -> usize {
    path.components().count()
}

fn stem(path: &Path) -> String {
    path.file_stem().unwrap_or_default().to_string_lossy().into_owned()
}

fn is_readme(path: &Path) -> bool {
    stem(path).eq_ignore_ascii_case("readme")
}

fn is_shouted(path: &Path) -> bool {
    let stem = stem(path);
    stem.contains(char::is_uppercase) && !stem.contains(char::is_lowercase)
}

/// Whether a name has its place in a row: `01-mill`, `chapter-2`, `ch03`.
fn has_number(path: &Path) -> bool {
    let stem = stem(path);
    stem.starts_with(|c: char| c.is_ascii_digit()) || stem.ends_with(|c: char| c.is_ascii_digit())
}

/// What is said of a repository, and hardly in a preface.
const OF_REPOSITORIES: [&str; 17] = [
    "repository",
    "repositories",
    "repo",
    "git",
    "github",
    "gitlab",
    "codeberg",
    "readme",
    "makefile",
    "pandoc",
    "bifolio",
    "mdbook",
    "leanpub",
    "markdown",
    "epub",
    "txt",
    "docx",
];

/// What may be said of other things as well, so that it takes two of these, or a heading.
const OF_FILES: [&str; 24] = [
    "build",
    "builds",
    "building",
    "built",
    "compile",
    "compiling",
    "clone",
    "install",
    "usage",
    "license",
    "licence",
    "licensed",
    "contributing",
    "contributions",
    "folder",
    "folders",
    "directory",
    "file",
    "files",
    "manuscript",
    "pdf",
    "draft",
    "drafts",
    "todo",
];

/// Whether a text speaks of the files that it lies beside. One with a title in its front matter speaks of the book.
fn is_about_files(source: &Source) -> bool {
    if front_matter::keys(source).iter().any(|(key, _)| key == "title") {
        return false;
    }
    let mut of_files: BTreeSet<&str> = BTreeSet::new();
    for line in source.text.lines() {
        let is_heading = line.starts_with('#');
        let words = line.split(|c: char| !c.is_alphanumeric()).map(str::to_lowercase);
        for word in words {
            let found = OF_FILES.iter().find(|known| **known == word);
            if OF_REPOSITORIES.contains(&word.as_str()) || found.is_some() && is_heading {
                return true;
            }
            of_files.extend(found.copied());
        }
    }
    of_files.len() > 1
}
