//! The files that the entries of a list name.

use super::{BookList, Entry, Words};
use crate::address::{TEXT_ENDINGS, lies_beneath, normal, with_slashes};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Standing, StandingKind};
use crate::input::{self, Found};
use crate::nearest::Nearest;
use crate::source::{FileId, Files, Source, Span};
use percent_encoding::percent_decode_str;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// The folders of a book, each listed once.
pub(super) struct Shelf<'a> {
    files: &'a dyn Files,
    /// Out of which nothing is read.
    root: &'a Path,
    /// Where the entries are named from.
    base: PathBuf,
    listed: BTreeMap<PathBuf, Vec<PathBuf>>,
    seen: BTreeSet<PathBuf>,
    nearest: Nearest,
}

/// Why an entry gives no chapter.
enum Without {
    /// Nothing is to be said: a place in a chapter that is there already.
    Silent,
    Because(Code, String, Option<String>),
}

impl<'a> Shelf<'a> {
    pub(super) fn new(files: &'a dyn Files, root: &'a Path, base: &Path) -> Shelf<'a> {
        let (listed, seen, nearest) = Default::default();
        Shelf { files, root, base: normal(&root.join(base)), listed, seen, nearest }
    }

    /// Whether an entry names a file that is there.
    pub(super) fn has(&mut self, entry: &Entry) -> bool {
        entry.path.as_ref().is_some_and(|path| self.find(path).is_some())
    }

    /// The texts that a list names, and what is wrong with the others.
    pub(super) fn take(
        &mut self,
        list: &BookList,
        source: &Source,
        file: FileId,
    ) -> (Vec<Found>, Vec<Diagnostic>) {
        let (mut found, mut diagnostics) = (Vec::new(), Vec::new());
        for entry in &list.entries {
            let mut standing = entry.standing.clone();
            standing.title = entry.title(file, source, "");
            let Some(named) = &entry.path else {
                if standing.kind == StandingKind::Part {
                    found.push(Found::listed(source.path.clone(), true, standing));
                }
                continue;
            };
            // A file goes before the folder of its name.
            if self.find(named).is_none()
                && let Some(texts) = self.folder(named)
            {
                found.extend(self.within(&texts, entry, standing));
                continue;
            }
            for named in self.matching(named) {
                match self.text(&named) {
                    Ok(path) => found.push(Found::listed(path, false, standing.clone())),
                    Err(Without::Silent) => {}
                    Err(Without::Because(code, message, hint)) => {
                        let warning =
                            Diagnostic::warning(code, Span::new(file, entry.range.clone()), message);
                        diagnostics.push(hint.into_iter().fold(warning, Diagnostic::hint));
                    }
                }
            }
        }
        (found, diagnostics)
    }

    /// The texts of a folder that a list names in the place of a file.
    fn folder(&mut self, named: &str) -> Option<PathBuf> {
        let path = normal(&self.base.join(named.trim_start_matches('/')));
        let is_folder = self.files.is_folder(&path) && lies_beneath(&path, &self.base);
        is_folder.then_some(path)
    }

    /// They are below what the list calls the folder, or else in its place.
    fn within(&mut self, folder: &PathBuf, entry: &Entry, standing: Standing) -> Vec<Found> {
        let all = input::discover(std::slice::from_ref(folder), self.files);
        let all = all.map(|all| all.value).unwrap_or_default();
        let fresh = all.into_iter().filter(|found| found.is_folder || self.seen.insert(normal(&found.path)));
        let is_called = entry.words != Words::Unsaid;
        let depth = standing.depth.saturating_add(u8::from(is_called));
        let inner: Vec<Found> = fresh.map(|found| found.below(depth, standing.matter)).collect();
        let part = Standing { kind: StandingKind::Part, ..standing };
        let part = is_called.then(|| Found::listed(folder.clone(), true, part));
        part.into_iter().chain(inner).collect()
    }

    /// The texts of the folder that are not among those that were taken, as they are named from it.
    pub(super) fn left_out(&self, list: &Path) -> Vec<String> {
        left_out(self.files, &self.base, |path| self.seen.contains(path) || *path == normal(list))
    }

    fn text(&mut self, named: &str) -> Result<PathBuf, Without> {
        let missing = |why: &str| format!("cannot read the chapter `{named}`: {why}");
        let Some(path) = self.find(named) else {
            let hint = self.near(named).map(|near| format!("did you mean `{near}`?"));
            return Err(Without::Because(Code::MissingChapter, missing("no such file is there"), hint));
        };
        let real = self.files.resolve(&path).ok();
        let root = self.files.resolve(self.root).ok();
        if !real.zip(root).is_some_and(|(real, root)| lies_beneath(&real, &root)) {
            let message = missing("it lies outside the book's folder");
            return Err(Without::Because(Code::MissingChapter, message, None));
        }
        if let Some(hint) = input::hint_for(&path) {
            let message = missing("files of this kind are not read");
            return Err(Without::Because(Code::MissingChapter, message, Some(hint.to_owned())));
        }
        if self.seen.insert(path.clone()) {
            return Ok(path);
        }
        if named.contains('#') {
            return Err(Without::Silent);
        }
        let message = format!("the list names `{named}` twice; it stands where it is named first");
        Err(Without::Because(Code::DuplicateChapter, message, None))
    }

    /// The file of a name, which may lack its ending, be encoded as an address, or name a place in the file.
    fn find(&mut self, named: &str) -> Option<PathBuf> {
        let named = named.trim().trim_start_matches('/');
        let decoded = percent_decode_str(named).decode_utf8_lossy();
        let bare = decoded.split('#').next().unwrap_or_default();
        [named, &*decoded, bare].into_iter().filter(|name| !name.is_empty()).find_map(|name| {
            let path = normal(&self.base.join(name));
            let with_ending = TEXT_ENDINGS.iter().chain(&["ipynb", "rst"]).map(|ending| {
                let mut path = path.clone().into_os_string();
                path.push(format!(".{ending}"));
                PathBuf::from(path)
            });
            std::iter::once(path.clone()).chain(with_ending).find(|path| self.is_there(path))
        })
    }

    fn is_there(&mut self, path: &Path) -> bool {
        self.beside(path).iter().any(|there| there.file_name() == path.file_name())
            && !self.files.is_folder(path)
    }

    /// What lies in the folder of a path.
    fn beside(&mut self, path: &Path) -> &[PathBuf] {
        let folder = path.parent().unwrap_or(Path::new("")).to_owned();
        let files = self.files;
        let list = || files.list(&folder).unwrap_or_default();
        self.listed.entry(folder.clone()).or_insert_with(list)
    }

    fn near(&mut self, named: &str) -> Option<String> {
        let path = normal(&self.base.join(named));
        let name = path.file_name()?.to_string_lossy().into_owned();
        let mut names: Vec<String> = self
            .beside(&path)
            .iter()
            .filter_map(|path| Some(path.file_name()?.to_string_lossy().into_owned()))
            .collect();
        names.sort();
        let same = names.iter().find(|other| other.to_lowercase() == name.to_lowercase()).cloned();
        let near = same.or_else(|| self.nearest.find(&name, names.iter()).map(str::to_owned))?;
        Some(shown(&path.with_file_name(near), &self.base))
    }

    /// The names that a pattern stands for, in natural order and without those that were named before.
    fn matching(&mut self, named: &str) -> Vec<String> {
        if !named.contains('*') {
            return vec![named.to_owned()];
        }
        let fresh = |name: &String| !self.seen.contains(&normal(&self.base.join(name)));
        texts_in(&self.base, self.files).into_iter().filter(|name| fits(named, name)).filter(fresh).collect()
    }
}

/// The texts of a folder and those below it, as they are named from it, in natural order.
pub(super) fn texts_in(folder: &PathBuf, files: &dyn Files) -> Vec<String> {
    let all = input::discover(std::slice::from_ref(folder), files).map(|all| all.value).unwrap_or_default();
    all.iter().filter(|found| !found.is_folder).map(|found| shown(&found.path, folder)).collect()
}

/// Whether a pattern stands for the name of a text, with its ending or without: `*` for what is between two
/// slashes, `**` for folders as well.
pub(super) fn fits(pattern: &str, name: &str) -> bool {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some((before, behind)) = pattern.split_once("**") {
        let behind = behind.trim_start_matches(['*', '/']);
        return name.starts_with(before) && (name.ends_with(behind) || stem.ends_with(behind));
    }
    let step = |pattern: &str, step: &str| match pattern.split_once('*') {
        Some((before, behind)) => {
            step.len() >= before.len() + behind.len() && step.starts_with(before) && step.ends_with(behind)
        }
        None => step == pattern,
    };
    let fits = |name: &str| {
        name.matches('/').count() == pattern.matches('/').count()
            && pattern.split('/').zip(name.split('/')).all(|(pattern, own)| step(pattern, own))
    };
    fits(name) || fits(stem)
}

/// The texts of a folder that a list does not take, as they are named from it. The list may be a text itself.
pub fn left_out(files: &dyn Files, base: &Path, is_taken: impl Fn(&PathBuf) -> bool) -> Vec<String> {
    let all = input::discover(&[base.to_owned()], files).map(|all| all.value).unwrap_or_default();
    let texts = all.iter().filter(|found| !found.is_folder && !is_taken(&normal(&found.path)));
    texts.map(|found| shown(&found.path, base)).collect()
}

/// A path as it is named from a folder.
fn shown(path: &Path, base: &Path) -> String {
    let path = normal(path);
    with_slashes(&path.strip_prefix(normal(base)).unwrap_or(&path).to_string_lossy())
}
