//! A small book to start from. Its files lie in `content/init`, a folder for each kind.

use super::Outcome;
use super::messages::Messages;
use super::output::Outputs;
use crate::diagnostic::render::escape;
use crate::diagnostic::{Code, Error};
use clap::{Args, ValueEnum};
use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

/// What is typed for a new book.
#[derive(Debug, Args)]
pub struct Init {
    /// Folder for the book; created if missing, otherwise it must be empty
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Kind of book
    #[arg(long, value_name = "KIND", default_value = "novel")]
    kind: Kind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Kind {
    /// A folder of Markdown with a file of metadata and a cover
    Novel,
    /// A book of mdBook with tables, code and a glossary
    Manual,
    /// One text with its front matter, a figure, a table and a formula
    Article,
}

/// A file of a book: its path from the book's folder, and what it holds.
type File = (&'static str, &'static [u8]);

macro_rules! files {
    ($kind:literal: $($path:literal,)*) => {
        &[$(($path, include_bytes!(concat!("../../content/init/", $kind, "/", $path)) as &[u8]),)*]
    };
}

const NOVEL: &[File] = files! { "novel":
    "metadata.yaml",
    "1-dedication.md",
    "2-the-lamp.md",
    "3-the-crossing.md",
    "4-afterword.md",
    "_ideas.md",
    "images/cover.png",
    "images/landing.svg",
};

const MANUAL: &[File] = files! { "manual":
    "book.toml",
    "src/SUMMARY.md",
    "src/about.md",
    "src/box.md",
    "src/kettle.svg",
    "src/first-use.md",
    "src/filling.md",
    "src/settings.md",
    "src/faults.md",
    "src/glossary.md",
};

const ARTICLE: &[File] = files! { "article": "article.md", "curve.svg", };

impl Kind {
    fn files(self) -> &'static [File] {
        match self {
            Kind::Novel => NOVEL,
            Kind::Manual => MANUAL,
            Kind::Article => ARTICLE,
        }
    }

    /// What is named to make the editions.
    fn input(self, folder: &Path) -> PathBuf {
        match self {
            Kind::Novel | Kind::Manual => folder.to_owned(),
            Kind::Article => folder.join("article.md"),
        }
    }

    /// As the command line has it, with its article.
    fn name(self) -> &'static str {
        match self {
            Kind::Novel => "a novel",
            Kind::Manual => "a manual",
            Kind::Article => "an article",
        }
    }
}

impl Init {
    /// Writes the book whole or not at all, and says what to type next.
    ///
    /// Errors: `unwritable-output`, for a folder that holds anything as well.
    pub fn run(&self) -> Result<Outcome, Error> {
        let folder = &self.folder;
        refuse_what_holds_anything(folder)?;
        let files: Vec<(PathBuf, &[u8])> =
            self.kind.files().iter().map(|(path, bytes)| (folder.join(path), *bytes)).collect();
        let mut folders: Vec<&Path> = files.iter().filter_map(|(path, _)| path.parent()).collect();
        folders.dedup();
        let missing = missing(&folders);
        let outputs = Outputs { folders, files: files.clone(), ..Outputs::default() };
        outputs.write(&BTreeSet::new()).inspect_err(|_| {
            // Only those that are empty go.
            missing.iter().rev().for_each(|folder| _ = std::fs::remove_dir(folder));
        })?;
        let (name, shown) = (self.kind.name(), escape(&folder.display().to_string()));
        let input = typed(&self.kind.input(folder));
        let line = format!(
            "wrote {name} into `{shown}`; to make both editions of it, type:\n\n  bifolio {input}\n\nand \
             `bifolio check {input}` to look for faults."
        );
        Messages::default().summarise(&line);
        Ok(Outcome::Done)
    }
}

/// A book of our own is never put among files of others.
fn refuse_what_holds_anything(folder: &Path) -> Result<(), Error> {
    let refused = |why: String| {
        let message = format!("cannot make a book in `{}`: {why}", folder.display());
        Err(Error::new(Code::UnwritableOutput, message))
    };
    let entries = match std::fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) if error.kind() == io::ErrorKind::NotADirectory => {
            return refused("it is no folder".into());
        }
        Err(error) => return refused(error.to_string()),
    };
    let mut names: Vec<String> =
        entries.flatten().map(|entry| entry.file_name().to_string_lossy().into_owned()).collect();
    names.sort();
    let more = match names.len() {
        0 => return Ok(()),
        1 => String::new(),
        count => format!(" and {} more", count - 1),
    };
    let first = names.swap_remove(0);
    refused(format!("it holds `{first}`{more}; name a folder that is empty or not there yet"))
}

/// The folders that are not there, each after the one that holds it.
fn missing(folders: &[&Path]) -> BTreeSet<PathBuf> {
    let with_outer = folders.iter().flat_map(|folder| folder.ancestors());
    let named = with_outer.filter(|folder| !folder.as_os_str().is_empty());
    named.filter(|folder| !folder.exists()).map(Path::to_owned).collect()
}

/// A path as it is typed in a shell: in quotation marks where it holds more than plain characters.
fn typed(path: &Path) -> String {
    let text = escape(&path.display().to_string());
    let is_plain = |c: char| c.is_alphanumeric() || "/._-+@%,:".contains(c);
    match text.chars().all(is_plain) && !text.starts_with('-') {
        true => text,
        false if text.starts_with('-') => format!("'./{}'", text.replace('\'', "'\\''")),
        false => format!("'{}'", text.replace('\'', "'\\''")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_kind_has_all_files_of_its_folder() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("content/init");
        for (kind, files) in [("novel", NOVEL), ("manual", MANUAL), ("article", ARTICLE)] {
            let (mut open, mut count) = (vec![root.join(kind)], 0);
            while let Some(folder) = open.pop() {
                for entry in std::fs::read_dir(folder).unwrap().flatten() {
                    match entry.path().is_dir() {
                        true => open.push(entry.path()),
                        false => count += 1,
                    }
                }
            }
            assert_eq!(count, files.len(), "{kind}");
        }
    }

    #[test]
    fn what_is_to_be_typed_is_what_a_shell_reads() {
        let cases = [("tea", "tea"), ("my tea", "'my tea'"), ("it's", "'it'\\''s'"), ("-tea", "'./-tea'")];
        for (path, expected) in cases {
            assert_eq!(typed(Path::new(path)), expected);
        }
    }
}
