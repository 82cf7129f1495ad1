//! What lies in the book's folders, for "did you mean …?".

use super::without_query;
use crate::address::{lies_beneath, normal, with_slashes};
use crate::nearest::Nearest;
use crate::source::Files;
use std::collections::BTreeMap;
use std::path::{Component, Path, PathBuf};

/// The folders of a book, each of which is listed once.
pub(super) struct Shelf<'a> {
    files: &'a dyn Files,
    roots: &'a [PathBuf],
    /// The names in each folder, by themselves in small letters.
    names: BTreeMap<PathBuf, BTreeMap<String, String>>,
    nearest: Nearest,
}

/// The endings of the files that can be images.
const ENDINGS: &[&str] = &["png", "jpg", "jpeg", "gif", "webp", "svg"];

impl<'a> Shelf<'a> {
    pub(super) fn new(files: &'a dyn Files, roots: &'a [PathBuf]) -> Shelf<'a> {
        Shelf { files, roots, names: BTreeMap::new(), nearest: Nearest::default() }
    }

    /// What is to be said of a path at which nothing lies.
    pub(super) fn hint(&mut self, path: &str) -> Option<String> {
        let path = normal(Path::new(without_query(path)));
        let near = self.near(&path)?;
        let shown = with_slashes(&near.to_string_lossy());
        let in_small = |path: &Path| path.to_string_lossy().to_lowercase();
        Some(match in_small(&near) == in_small(&path) {
            true => format!("`{shown}` is there: small letters and capitals count"),
            false => format!("did you mean `{shown}`?"),
        })
    }

    /// The image whose path is the nearest, folder by folder from the book's own.
    fn near(&mut self, path: &Path) -> Option<PathBuf> {
        let root = self.roots.iter().find(|root| lies_beneath(path, root))?;
        let mut found = normal(root);
        let below = path.strip_prefix(&found).ok()?;
        let mut steps = below.components().peekable();
        while let Some(Component::Normal(name)) = steps.next() {
            let is_last = steps.peek().is_none();
            let name = self.near_name(&found, name.to_str()?, is_last)?;
            found.push(name);
        }
        Some(found)
    }

    /// The name in a folder that is this one, but for capitals if need be, or is the nearest.
    fn near_name(&mut self, folder: &Path, name: &str, of_image: bool) -> Option<String> {
        if !self.names.contains_key(folder) {
            self.names.insert(folder.to_owned(), listed(self.files, folder));
        }
        let names = self.names.get(folder)?;
        let fits = |name: &&String| !of_image || is_image(name);
        let same = names.get(&name.to_lowercase()).filter(fits).map(String::as_str);
        // Its ending makes a name of one letter no longer.
        let has_letters = Path::new(name).file_stem().is_some_and(|stem| stem.len() > 1);
        let near = || self.nearest.find(name, names.values().filter(fits).filter(|_| has_letters));
        same.or_else(near).map(str::to_owned)
    }
}

fn listed(files: &dyn Files, folder: &Path) -> BTreeMap<String, String> {
    let paths = files.list(folder).unwrap_or_default();
    let name = |path: &PathBuf| path.file_name().and_then(|name| name.to_str()).map(str::to_owned);
    let mut names: Vec<String> = paths.iter().filter_map(name).collect();
    // Folders are listed in no order, and of two names that differ in case alone one is taken.
    names.sort();
    names.into_iter().map(|name| (name.to_lowercase(), name)).collect()
}

/// Whether a file can be an image, by its ending.
pub(super) fn is_image(name: &str) -> bool {
    let ending = Path::new(name).extension().and_then(|ending| ending.to_str()).unwrap_or_default();
    ENDINGS.iter().any(|known| ending.eq_ignore_ascii_case(known))
}
