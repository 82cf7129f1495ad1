//! Images of a vault, which notes name by their names alone, wherever they lie (Obsidian's help, "Embed files").

use super::shelf::is_image;
use super::without_query;
use crate::address::{normal_text, with_slashes};
use crate::nearest::Nearest;
use crate::source::Files;
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

/// So many files and folders are looked at. A vault with more is searched in part.
const MOST: usize = 50_000;
/// So deep are folders looked into, since a link may lead back to one above it.
const DEEPEST: usize = 32;

/// What a name leads to.
pub(super) enum Found {
    One(String),
    /// Two that lie in equally few folders.
    Several(String, String),
    Nothing,
}

/// The images beneath the book's folders, which are listed when the first is asked for.
pub(super) struct Vault<'a> {
    files: &'a dyn Files,
    roots: &'a [PathBuf],
    /// Their paths by their names in small letters.
    by_name: Option<BTreeMap<String, Vec<String>>>,
    nearest: Nearest,
}

impl<'a> Vault<'a> {
    pub(super) fn new(files: &'a dyn Files, roots: &'a [PathBuf]) -> Vault<'a> {
        Vault { files, roots, by_name: None, nearest: Nearest::default() }
    }

    /// The folders out of which no image is taken.
    pub(super) fn roots(&self) -> &'a [PathBuf] {
        self.roots
    }

    /// The image that a note in a folder means by a path: of those that are called so, folders that the path
    /// names included, the one in the fewest folders.
    pub(super) fn find(&mut self, path: &str, folder: &str) -> Found {
        let written = written(path, folder);
        let name = name_of(&written);
        let is_called_so = |path: &&String| {
            let below = path.to_lowercase();
            below.strip_suffix(&written).is_some_and(|above| above.is_empty() || above.ends_with('/'))
        };
        let called = self.by_name().get(name).into_iter().flatten().filter(is_called_so);
        let depth = |path: &&String| path.matches('/').count();
        let mut called: Vec<&String> = called.collect();
        called.sort_by_key(depth);
        match called.as_slice() {
            [one, other, ..] if depth(one) == depth(other) => {
                Found::Several((*one).clone(), (*other).clone())
            }
            [one, ..] => Found::One((*one).clone()),
            [] => Found::Nothing,
        }
    }

    /// What is to be said of a path that leads nowhere: an image of nearly the same name, wherever it lies.
    pub(super) fn hint(&mut self, path: &str, folder: &str) -> Option<String> {
        let written = written(path, folder);
        self.by_name();
        let names = self.by_name.as_ref()?;
        let near = self.nearest.find(name_of(&written), names.keys())?;
        let path = names.get(near)?.first()?;
        Some(format!("did you mean `{}`?", path.rsplit('/').next().unwrap_or(path)))
    }

    fn by_name(&mut self) -> &BTreeMap<String, Vec<String>> {
        let (files, roots) = (self.files, self.roots);
        self.by_name.get_or_insert_with(|| listed(files, roots))
    }
}

/// A path as a note has it, in small letters: from its own folder if not from that of the vault.
fn written(path: &str, folder: &str) -> String {
    let path = without_query(path);
    let below = path.strip_prefix(folder).and_then(|below| below.strip_prefix('/'));
    let below = if folder.is_empty() { path } else { below.unwrap_or(path) };
    below.trim_start_matches("../").to_lowercase()
}

fn name_of(path: &str) -> &str {
    path.rsplit('/').next().unwrap_or(path)
}

fn listed(files: &dyn Files, roots: &[PathBuf]) -> BTreeMap<String, Vec<String>> {
    let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let mut open: Vec<(PathBuf, usize)> = roots.iter().map(|root| (root.clone(), 0)).collect();
    let mut left = MOST;
    while let Some((folder, depth)) = open.pop() {
        let listed = files.list(&folder).unwrap_or_default();
        for path in listed.into_iter().take(left) {
            left -= 1;
            let Some(name) = path.file_name().and_then(|name| name.to_str()) else { continue };
            if is_image(name) {
                let paths = found.entry(name.to_lowercase()).or_default();
                paths.push(normal_text(&with_slashes(&path.to_string_lossy())));
            } else if !name.starts_with('.') && depth < DEEPEST && files.is_folder(Path::new(&path)) {
                open.push((path, depth + 1));
            }
        }
    }
    // Folders are listed in no order, and one may be named twice.
    for paths in found.values_mut() {
        paths.sort();
        paths.dedup();
    }
    found
}
