//! Files that say of their folder whose book lies in it: what its texts are written in, and in which order
//! they come.

use super::Format;
use std::path::Path;

/// A file that tools keep beside the texts of a book.
#[derive(Debug)]
pub struct Sign {
    /// Its name; what begins with `*` is an ending.
    name: &'static str,
    /// Whose Markdown the texts are written in.
    pub(super) format: Option<Format>,
    /// How the list of chapters in it is written.
    pub list: Option<ListKind>,
}

/// Whose list of chapters a file is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ListKind {
    /// `Book.txt`, and Softcover's of the same name.
    Leanpub,
    /// `_quarto.yml`.
    Quarto,
    /// `_bookdown.yml`.
    Bookdown,
    /// `myst.yml`.
    Myst,
    /// `_toc.yml`.
    Jupyter,
    /// `mkdocs.yml`.
    MkDocs,
    /// `SUMMARY.md` of GitBook, and of mdBook where its `book.toml` is missing.
    Summary,
    /// `_sidebar.md` of Docsify.
    Docsify,
    /// Files that end in `.book`.
    Crowbook,
    /// The settings of a site of Hugo, whose pages say where they come.
    Hugo,
    /// The settings of a site of Jekyll, likewise.
    Jekyll,
    /// `book.json` and `.gitbook.yaml`, beside a summary.
    GitBook,
    /// An `index.md` with directives `{toctree}`, of Sphinx with MyST.
    Sphinx,
    /// A file whose every line is the path of a text.
    Paths,
}

const fn sign(name: &'static str, format: Option<Format>, list: Option<ListKind>) -> Sign {
    Sign { name, format, list }
}

/// Of several in a folder, the first counts. Bookdown's marks are those of Quarto, which took them over, and Jupyter
/// Book's those of MyST.
pub const SIGNS: &[Sign] = &[
    sign("SUMMARY.md", None, Some(ListKind::Summary)),
    sign("_sidebar.md", None, Some(ListKind::Docsify)),
    sign("Book.txt", Some(Format::Leanpub), Some(ListKind::Leanpub)),
    sign("_quarto.yml", Some(Format::Quarto), Some(ListKind::Quarto)),
    sign("_quarto.yaml", Some(Format::Quarto), Some(ListKind::Quarto)),
    sign("_bookdown.yml", Some(Format::Quarto), Some(ListKind::Bookdown)),
    sign("_bookdown.yaml", Some(Format::Quarto), Some(ListKind::Bookdown)),
    sign("myst.yml", Some(Format::Myst), Some(ListKind::Myst)),
    sign("_toc.yml", Some(Format::Myst), Some(ListKind::Jupyter)),
    sign("_toc.yaml", Some(Format::Myst), Some(ListKind::Jupyter)),
    sign("mkdocs.yml", None, Some(ListKind::MkDocs)),
    sign("mkdocs.yaml", None, Some(ListKind::MkDocs)),
    sign("*.book", None, Some(ListKind::Crowbook)),
    sign("hugo.toml", None, Some(ListKind::Hugo)),
    sign("hugo.yaml", None, Some(ListKind::Hugo)),
    sign("hugo.yml", None, Some(ListKind::Hugo)),
    sign("config.toml", None, Some(ListKind::Hugo)),
    sign("config.yaml", None, Some(ListKind::Hugo)),
    sign("_config.yml", None, Some(ListKind::Jekyll)),
    sign("book.json", None, Some(ListKind::GitBook)),
    sign(".gitbook.yaml", None, Some(ListKind::GitBook)),
    sign(".obsidian", Some(Format::Obsidian), None),
];

impl Sign {
    /// Whether a path is that of such a file.
    pub fn is(&self, path: &Path) -> bool {
        let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return false };
        match self.name.strip_prefix('*') {
            Some(ending) => name.len() > ending.len() && name.ends_with(ending),
            None => name == self.name,
        }
    }
}

/// What a file says by its name of the order of the texts beside it.
pub fn list_kind(path: &Path) -> Option<ListKind> {
    SIGNS.iter().find(|sign| sign.is(path)).and_then(|sign| sign.list)
}
