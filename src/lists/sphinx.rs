//! The directives `{toctree}` of Sphinx with MyST, in the first page and in those that it names (Sphinx's manual,
//! "Directives", `toctree`; MyST-Parser's, "Organising content").

use super::open::LIST;
use super::shelf::{fits, texts_in};
use super::toctree::trees;
use super::{BookList, Entry, is_address};
use crate::address::{TEXT_ENDINGS, lies_beneath, normal, with_slashes};
use crate::input;
use crate::settings::Value;
use crate::source::{Files, Source, Span};
use std::collections::BTreeSet;
use std::ops::Range;
use std::path::{Path, PathBuf};

/// The first page, and all that the directives in it list.
pub(super) fn read(index: &Source, files: &dyn Files) -> BookList {
    let root = index.path.parent().unwrap_or(Path::new("")).to_owned();
    let mut list = BookList { said: of_settings(&root, files), ..BookList::default() };
    let name = index.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    list.add(Entry::new(Some(&name), 0..0, 0));
    let mut pages =
        Pages { files, root, seen: BTreeSet::from([name.clone()]), named: BTreeSet::new(), all: None, list };
    pages.page(&Page { name, depth: 0, place: None }, &index.text);
    pages.list
}

/// Pages within pages are not followed further down. The walk calls itself for each level.
const DEEPEST: u8 = 32;

/// A page whose directives are read.
struct Page {
    /// From the first page's folder.
    name: String,
    /// Of what it lists.
    depth: u8,
    /// Where the first page names it, or what leads to it.
    place: Option<Range<usize>>,
}

struct Pages<'a> {
    files: &'a dyn Files,
    root: PathBuf,
    seen: BTreeSet<String>,
    named: BTreeSet<String>,
    /// The texts of the folder, once a pattern has asked for them.
    all: Option<Vec<String>>,
    list: BookList,
}

impl Pages<'_> {
    fn page(&mut self, page: &Page, text: &str) {
        for tree in trees(text) {
            let mut depth = page.depth;
            if let Some((caption, range)) = &tree.caption {
                let place = page.place.clone().unwrap_or(range.clone());
                self.list.add(Entry::new(None, place, depth).called(Some(caption)));
                depth = depth.saturating_add(1);
            }
            for (line, range) in &tree.entries {
                let place = page.place.clone().unwrap_or(range.clone());
                let (title, named) = titled(line);
                if is_address(named) {
                    self.list.addresses.push(named.to_owned());
                } else if tree.is_glob && named.contains('*') {
                    for name in self.matching(&from_first(&page.name, named)) {
                        self.entry(
                            &name,
                            None,
                            &Page { name: name.clone(), depth, place: Some(place.clone()) },
                        );
                    }
                } else if !GENERATED.contains(&named) {
                    let name = from_first(&page.name, named);
                    self.entry(&name, title, &Page { name: name.clone(), depth, place: Some(place) });
                }
            }
        }
    }

    /// Adds a page, and below it what it lists itself.
    fn entry(&mut self, name: &str, title: Option<&str>, page: &Page) {
        let place = page.place.clone().unwrap_or_default();
        self.named.insert(name.to_owned());
        self.list.add(Entry::new(Some(name), place, page.depth).called(title));
        if page.depth >= DEEPEST {
            return;
        }
        let names = std::iter::once(name.to_owned())
            .chain(TEXT_ENDINGS.iter().map(|ending| format!("{name}.{ending}")));
        let opened = names.into_iter().find_map(|name| {
            let path = normal(&self.root.join(&name));
            let is_within = lies_beneath(&path, &self.root) && !self.files.is_folder(&path);
            let root = [self.root.to_owned()];
            let source = input::read_beneath(&root, None, LIST, &path, self.files).ok();
            let source = source.filter(|_| is_within)?.value;
            Some((name, source))
        });
        if let Some((name, source)) = opened.filter(|(name, _)| self.seen.insert(name.clone())) {
            let depth = page.depth.saturating_add(1);
            self.page(&Page { name, depth, place: page.place.clone() }, &source.text);
        }
    }

    /// The pages that a pattern stands for and that were not named before.
    fn matching(&mut self, pattern: &str) -> Vec<String> {
        let (root, files) = (&self.root, self.files);
        let all = self.all.get_or_insert_with(|| texts_in(root, files));
        let (seen, named) = (&self.seen, &self.named);
        let stem = |name: &str| name.rsplit_once('.').map_or(name.to_owned(), |(stem, _)| stem.to_owned());
        let is_new =
            |name: &String| !seen.contains(name) && !named.contains(name) && !named.contains(&stem(name));
        all.iter().filter(|name| fits(pattern, name)).filter(|name| is_new(name)).cloned().collect()
    }
}

/// A name in a page, from the first page's folder.
fn from_first(page: &str, named: &str) -> String {
    let path = match named.strip_prefix('/') {
        Some(named) => PathBuf::from(named),
        None => Path::new(page).parent().unwrap_or(Path::new("")).join(named),
    };
    with_slashes(&normal(&path).to_string_lossy())
}

/// Pages that Sphinx makes, and the page itself.
const GENERATED: [&str; 4] = ["self", "genindex", "modindex", "search"];

/// `Title <name>`, or a name alone.
fn titled(line: &str) -> (Option<&str>, &str) {
    let inner = line.strip_suffix('>').and_then(|line| line.rsplit_once('<'));
    inner.map_or((None, line), |(title, name)| {
        (Some(title.trim()).filter(|title| !title.is_empty()), name.trim())
    })
}

/// What the settings of the project say of the book: a program, of which the lines are read that give a name.
fn of_settings(root: &Path, files: &dyn Files) -> Vec<(String, Value)> {
    let settings = input::read_beneath(&[root.to_owned()], None, LIST, &root.join("conf.py"), files);
    let Ok(settings) = settings else { return Vec::new() };
    let said = |line: &str| {
        let (key, value) = line.split_once('=')?;
        let key = match key.trim_end() {
            "project" => "title",
            "author" => "author",
            "language" => "lang",
            _ => return None,
        };
        let value = value.trim();
        let quote = value.chars().next().filter(|quote| ['"', '\''].contains(quote))?;
        let value =
            value[1..].strip_suffix(quote).filter(|value| !value.is_empty() && !value.contains(quote))?;
        Some((key.to_owned(), Value::line(value, Span::new(LIST, 0..0))))
    };
    settings.value.text.lines().filter_map(said).collect()
}
