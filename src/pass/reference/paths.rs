//! The files of a book by the paths that links name them by: as they lie in their folders, or as sites
//! and mdBook resolve them.

use crate::address::{TEXT_ENDINGS, normal_text, speaks_for_folder, with_slashes};
use crate::nearest::Nearest;
use crate::source::FileId;
use std::collections::BTreeMap;
use std::path::Path;

/// Where the files of a book lie.
pub(super) struct Paths<'a> {
    written: &'a BTreeMap<FileId, String>,
    /// Files by normalised path; of a file that is listed twice, the first.
    files: BTreeMap<String, FileId>,
    /// What a link to a folder leads to: its index, or else the first file in it.
    folders: BTreeMap<String, FileId>,
    /// Paths by the name without its ending, in small letters.
    by_stem: BTreeMap<String, Vec<String>>,
    /// The same names by the folders that they are in.
    stems: BTreeMap<String, BTreeMap<String, String>>,
    /// The folder that all files of the book have in common.
    root: Vec<String>,
}

impl<'a> Paths<'a> {
    pub(super) fn new(written: &'a BTreeMap<FileId, String>) -> Paths<'a> {
        let mut files: BTreeMap<String, FileId> = BTreeMap::new();
        for (file, path) in written {
            files.entry(normal_text(path)).or_insert(*file);
        }
        let mut all = files.keys().map(|path| folders_of(path));
        let first = all.next().unwrap_or_default();
        let root = all.fold(first, |common, folders| common[..shared(&common, &folders)].to_vec());
        let root = root.into_iter().map(str::to_owned).collect();
        let (folders, by_stem, stems) = Default::default();
        let mut paths = Paths { written, files, folders, by_stem, stems, root };
        paths.fill_stems();
        paths.fill_folders();
        paths
    }

    fn fill_stems(&mut self) {
        for path in self.files.keys() {
            let beside = self.stems.entry(parent(path).to_owned()).or_default();
            beside.entry(stem(path)).or_insert_with(|| path.clone());
            self.by_stem.entry(stem(path)).or_default().push(path.clone());
        }
    }

    /// Files are numbered in reading order: the first index of a folder, else its first file.
    fn fill_folders(&mut self) {
        let mut in_order: Vec<(FileId, &String)> =
            self.files.iter().map(|(path, file)| (*file, path)).collect();
        in_order.sort_unstable();
        for (file, path) in in_order.iter().filter(|(_, path)| speaks_for_folder(Path::new(path))) {
            self.folders.entry(folders_of(path).join("/")).or_insert(*file);
        }
        for (file, path) in in_order {
            let folders = folders_of(path);
            // Above the book's own folder lies what is not the book's.
            for depth in (self.root.len()..=folders.len()).rev() {
                self.folders.entry(folders[..depth].join("/")).or_insert(file);
            }
        }
    }

    /// The file that a path means which stands in the file `from`.
    pub(super) fn find(&self, path: &str, from: FileId) -> Option<FileId> {
        let full = self.full(path, from);
        if let Some(found) = self.at(&full) {
            return Some(found);
        }
        // On a site the root is the book's own folder, or one that it lies in.
        let below = full.strip_prefix('/')?;
        let mut roots = (0..=self.root.len()).rev().map(|depth| self.root[..depth].join("/"));
        roots.find_map(|root| self.at(&joined(&root, below)))
    }

    /// The files of a vault that a link means which names a note and perhaps folders above it: of those that
    /// are called so, the ones that lie in the fewest folders (Obsidian's help, "Internal links").
    pub(super) fn notes(&self, path: &str) -> Vec<&str> {
        let path = normal_text(path).to_lowercase();
        let bare = TEXT_ENDINGS.iter().find_map(|ending| path.strip_suffix(ending)?.strip_suffix('.'));
        let bare = bare.unwrap_or(&path);
        let name = bare.rsplit_once('/').map_or(bare, |(_, name)| name);
        let is_called_so = |path: &&String| {
            let path = path.to_lowercase();
            let stem = path.rsplit_once('.').map_or(path.as_str(), |(stem, _)| stem);
            stem.strip_suffix(bare).is_some_and(|folders| folders.is_empty() || folders.ends_with('/'))
        };
        let called: Vec<&String> =
            self.by_stem.get(name).into_iter().flatten().filter(is_called_so).collect();
        let depth = |path: &str| path.matches('/').count();
        let least = called.iter().map(|path| depth(path)).min();
        called.into_iter().map(String::as_str).filter(|path| Some(depth(path)) == least).collect()
    }

    /// The file at a path from where files are named.
    pub(super) fn file(&self, path: &str) -> Option<FileId> {
        self.files.get(path).copied()
    }

    fn at(&self, full: &str) -> Option<FileId> {
        let file = |path: &str| self.files.get(path).copied();
        let with_ending =
            |stem: &str| TEXT_ENDINGS.iter().find_map(|ending| file(&format!("{stem}.{ending}")));
        let page = full.strip_suffix(".html").or_else(|| full.strip_suffix(".htm"));
        let of_page = || page.and_then(with_ending);
        let of_index =
            || self.folders.get(parent(full)).copied().filter(|_| speaks_for_folder(Path::new(full)));
        let folder = || self.folders.get(full).copied();
        // Sites name pages without an ending.
        file(full).or_else(of_page).or_else(of_index).or_else(folder).or_else(|| with_ending(full))
    }

    /// A path of the manuscript as a path from where its files are named.
    fn full(&self, path: &str, from: FileId) -> String {
        let linking = self.written.get(&from).map_or("", String::as_str);
        let folders = with_slashes(linking);
        let folder = folders.rsplit_once('/').map_or("", |(folder, _)| folder);
        match path.starts_with('/') {
            true => normal_text(path),
            false if linking.starts_with('/') && folder.is_empty() => normal_text(&format!("/{path}")),
            false => normal_text(&joined(folder, path)),
        }
    }

    /// What to write in a link for a file, in the file `from`.
    pub(super) fn link(&self, to: FileId, from: FileId) -> Option<String> {
        let path = normal_text(self.written.get(&to)?);
        Some(self.link_to(&path, from))
    }

    fn link_to(&self, path: &str, from: FileId) -> String {
        let linking = normal_text(self.written.get(&from).map_or("", String::as_str));
        let own = folders_of(&linking);
        let parts: Vec<&str> = path.split('/').collect();
        let kept = shared(&own, &parts[..parts.len() - 1]);
        let steps = "../".repeat(own.len() - kept);
        as_written(&(steps + &parts[kept..].join("/")))
    }

    /// What may have been meant by a path that leads to no file, as it is to be written: a file of the same
    /// name elsewhere, where there is only one, or one of nearly the same name in the same folder.
    pub(super) fn near(&self, path: &str, from: FileId, nearest: &mut Nearest) -> Option<String> {
        let full = self.full(path, from);
        let name = stem(&full);
        // In another folder, what is no page by its ending is another thing.
        let may_be_meant = |other: &String| parent(other) == parent(&full) || is_page(&full);
        if let Some([only]) = self.by_stem.get(&name).map(Vec::as_slice)
            && may_be_meant(only)
        {
            return Some(self.link_to(only, from));
        }
        let beside = self.stems.get(parent(&full))?;
        let near = nearest.find(&name, beside.keys())?;
        Some(self.link_to(beside.get(near)?, from))
    }

    /// The address of what the book does not hold, where the whole of it stands on the web. The folder that
    /// all files of the book have in common is the site's.
    pub(super) fn on_site(&self, site: &str, path: &str, from: FileId) -> String {
        let full = self.full(path, from);
        let parts: Vec<&str> = full.split('/').collect();
        let root: Vec<&str> = self.root.iter().map(String::as_str).collect();
        let kept = shared(&root, &parts);
        let mut base = site.trim_end_matches('/').to_owned();
        // A path from the root is one from the site's, unless it is a path of this machine.
        if path.starts_with('/') && kept < root.len() {
            return format!("{base}/{}", page(full.trim_start_matches('/')));
        }
        // What lies above the book's folder lies above the site's.
        for _ in kept..root.len() {
            let host = base.find("://").map_or(0, |at| at + 3);
            base.truncate(base[host..].rfind('/').map_or(base.len(), |slash| host + slash));
        }
        format!("{base}/{}", page(&parts[kept..].join("/")))
    }
}

/// A path as it is written in a link.
pub(super) fn as_written(path: &str) -> String {
    path.replace('%', "%25").replace(' ', "%20")
}

fn page(path: &str) -> String {
    path.strip_suffix(".md").map_or_else(|| path.to_owned(), |stem| format!("{stem}.html"))
}

fn joined(folder: &str, path: &str) -> String {
    match (folder, path) {
        ("", alone) | (alone, "") => alone.to_owned(),
        _ => format!("{folder}/{path}"),
    }
}

fn parent(path: &str) -> &str {
    path.rsplit_once('/').map_or("", |(folder, _)| folder)
}

/// The name of a file without its ending, in small letters.
fn stem(path: &str) -> String {
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    name.rsplit_once('.').map_or(name, |(stem, _)| stem).to_lowercase()
}

/// Whether a path may be one of a text of the book, or of the page that a site makes of it.
fn is_page(path: &str) -> bool {
    const OF_SITES: [&str; 3] = ["html", "htm", "xhtml"];
    let name = path.rsplit_once('/').map_or(path, |(_, name)| name);
    let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase());
    ending.is_none_or(|ending| TEXT_ENDINGS.contains(&ending.as_str()) || OF_SITES.contains(&ending.as_str()))
}

/// The folders that a file lies in, from the top.
fn folders_of(file: &str) -> Vec<&str> {
    let mut parts: Vec<&str> = file.split('/').collect();
    parts.pop();
    parts
}

/// How many parts two paths have in common from the top.
fn shared(one: &[&str], other: &[&str]) -> usize {
    one.iter().zip(other).take_while(|(one, other)| one == other).count()
}
