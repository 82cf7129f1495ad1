//! Where the editions go.

use crate::project::Edition;
use clap::ValueEnum;
use std::path::{Path, PathBuf};

/// Where a book goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Target {
    Stdout,
    File(PathBuf, Edition),
    /// Files in a folder, named from the title.
    Folder(PathBuf),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum ToEdition {
    Epub,
    Pdf,
}

impl Target {
    /// What a path of `-o` means, where only `to` is made. Errors are for whoever typed it.
    pub fn typed(path: PathBuf, to: &[ToEdition]) -> Result<Target, String> {
        let text = path.to_string_lossy();
        if is_dash(&path) {
            return Ok(Target::Stdout);
        }
        if text.ends_with(std::path::is_separator) || path.is_dir() {
            return Ok(Target::Folder(path));
        }
        let ending = path.extension().unwrap_or_default().to_ascii_lowercase();
        let edition = [Edition::Epub, Edition::Pdf].into_iter().find(|edition| ending == edition.ending());
        let Some(edition) = edition else {
            return Err(format!("`{text}` ends neither in .epub nor in .pdf; for a folder, write `{text}/`"));
        };
        if !editions(to).contains(&edition) {
            return Err(format!("`{text}` is an edition that `--to` leaves out"));
        }
        Ok(Target::File(path, edition))
    }

    pub fn takes(&self, edition: Edition) -> bool {
        match self {
            Target::File(_, own) => *own == edition,
            Target::Stdout | Target::Folder(_) => true,
        }
    }

    /// The file of an edition; `None` is standard output.
    pub fn path(&self, stem: &str, edition: Edition) -> Option<PathBuf> {
        match self {
            Target::Stdout => None,
            Target::File(path, _) => Some(path.clone()),
            Target::Folder(folder) => Some(folder.join(format!("{stem}.{}", edition.ending()))),
        }
    }
}

/// Whether a path stands for standard input or output.
pub fn is_dash(path: &Path) -> bool {
    path == Path::new("-")
}

/// The editions asked for, or both.
pub fn editions(to: &[ToEdition]) -> Vec<Edition> {
    let asked = |edition: &ToEdition| to.is_empty() || to.contains(edition);
    let all = [(ToEdition::Epub, Edition::Epub), (ToEdition::Pdf, Edition::Pdf)];
    all.into_iter().filter(|(typed, _)| asked(typed)).map(|(_, edition)| edition).collect()
}
