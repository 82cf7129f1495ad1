//! Where links lead: outside, to an anchor of the book, or nowhere.

use super::address::{Address, classify};
use super::anchors::Anchors;
use super::labels::Labels;
use super::slug::slug;
use crate::address::{normal_text, with_slashes};
use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::inline_text;
use crate::document::{BlockId, Inline, InlineKind, Target};
use crate::nearest::Nearest;
use crate::pass::structure::Structure;
use crate::pass::walk;
use crate::source::FileId;
use std::collections::BTreeMap;

/// Resolves every link once, for both editions.
pub(super) fn resolve(
    manuscript: &mut Structure,
    anchors: &Anchors,
    labels: &Labels,
    site_url: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut files = BTreeMap::new();
    for (file, path) in &manuscript.paths {
        files.entry(normal_text(path)).or_insert(*file);
    }
    let places = manuscript.document.anchors.clone();
    let mut links = Links {
        anchors,
        labels,
        site_url,
        places,
        paths: &manuscript.paths,
        files,
        nearest: Nearest::default(),
    };
    walk::inlines_mut(&mut manuscript.document, &mut |inline| {
        diagnostics.extend(links.settle(inline));
    });
}

struct Links<'a> {
    anchors: &'a Anchors,
    labels: &'a Labels,
    site_url: Option<&'a str>,
    places: BTreeMap<String, BlockId>,
    paths: &'a BTreeMap<FileId, String>,
    /// Files by normalised path; of a file that is listed twice, the first.
    files: BTreeMap<String, FileId>,
    nearest: Nearest,
}

/// Why a link leads nowhere.
struct Fault {
    code: Code,
    message: String,
    hint: Option<String>,
}

impl Fault {
    fn dangling(message: String) -> Fault {
        Fault { code: Code::DanglingLink, message, hint: None }
    }
}

impl Links<'_> {
    /// A page number leads where its link does, which is judged by itself.
    fn settle_page_number(&mut self, inline: &mut Inline) {
        let from = inline.span.file;
        if let InlineKind::PageNumber { target, word } = &mut inline.kind
            && let Target::Written(written) = &*target
        {
            *target = match self.find(written, from) {
                Ok(Target::Inside(anchor)) => Target::Inside(anchor),
                _ => Target::Nowhere,
            };
            *word = self.labels.page().to_owned();
        }
    }

    fn settle(&mut self, inline: &mut Inline) -> Option<Diagnostic> {
        self.settle_page_number(inline);
        let InlineKind::Link { target, content, .. } = &mut inline.kind else { return None };
        let Target::Written(written) = &*target else { return None };
        let text = inline_text(content);
        let is_reference =
            matches!(text.trim(), "" | "@") && matches!(classify(written), Address::Inside { .. });
        let found = match text.trim() {
            "" if !is_reference => Err(empty(written)),
            _ => self.find(written, inline.span.file),
        };
        let found = match found {
            Ok(Target::Inside(anchor)) if is_reference => match self.label(&anchor) {
                Some(label) => {
                    *content = label.to_vec();
                    Ok(Target::Inside(anchor))
                }
                None => Err(unnamed(written)),
            },
            found => found,
        };
        let (settled, fault) = match found {
            Ok(settled) => (settled, None),
            Err(fault) => (Target::Nowhere, Some(fault)),
        };
        *target = settled;
        let fault = fault?;
        let diagnostic = Diagnostic::warning(fault.code, inline.span, fault.message);
        Some(fault.hint.into_iter().fold(diagnostic, Diagnostic::hint))
    }

    /// What a reference to an anchor says.
    fn label(&self, anchor: &str) -> Option<&[Inline]> {
        self.labels.of(*self.places.get(anchor)?)
    }

    fn find(&mut self, written: &str, from: FileId) -> Result<Target, Fault> {
        match classify(written) {
            Address::Outside(uri) => Ok(Target::Outside(uri)),
            Address::Unsafe => Err(unsafe_link(written)),
            Address::Broken => Err(Fault::dangling(format!("`{written}` names no host"))),
            Address::Inside { .. } if written.trim().is_empty() => {
                Err(Fault::dangling("the link has no destination".into()))
            }
            Address::Inside { path, name } => self.find_inside(&path, name.as_deref(), from),
        }
    }

    fn find_inside(&mut self, path: &str, name: Option<&str>, from: FileId) -> Result<Target, Fault> {
        let file = match path {
            "" => from,
            _ => match (self.find_file(path, from), self.site_url) {
                (Ok(file), _) => file,
                (Err(_), Some(site)) => return Ok(Target::Outside(self.on_site(site, path, name, from))),
                (Err(fault), None) => return Err(fault),
            },
        };
        let anchor = match name {
            None => self.anchors.start(file),
            // The words of a heading name it as well, as in wiki links.
            Some(name) if path.is_empty() => {
                let find =
                    |name: &str| self.anchors.in_file(file, name).or_else(|| self.anchors.in_book(name));
                find(name).or_else(|| find(&slug(name)))
            }
            Some(name) => self.anchors.in_file(file, name),
        };
        match (anchor, name) {
            (Some(anchor), _) => Ok(Target::Inside(anchor.into())),
            (None, Some(name)) => Err(self.no_anchor(path, name, file)),
            (None, None) => Err(Fault::dangling(format!("`{path}` holds no text of the book"))),
        }
    }

    /// The address of what the book does not hold, where the whole of it stands on the web. The
    /// folder that all files of the book have in common is the site's.
    fn on_site(&self, site: &str, path: &str, name: Option<&str>, from: FileId) -> String {
        let full = self.full_path(path, from);
        let mut folders = self.files.keys().map(|file| folders_of(file));
        let first = folders.next().unwrap_or_default();
        let common = folders.fold(first, |common, folders| common[..shared(&common, &folders)].to_vec());
        let parts: Vec<&str> = full.split('/').collect();
        let kept = shared(&common, &parts);
        // What lies above the book's folder lies above the site's.
        let mut base = site.trim_end_matches('/').to_owned();
        for _ in kept..common.len() {
            let host = base.find("://").map_or(0, |at| at + 3);
            base.truncate(base[host..].rfind('/').map_or(base.len(), |slash| host + slash));
        }
        let page = parts[kept..].join("/");
        let page = page.strip_suffix(".md").map_or_else(|| page.clone(), |stem| format!("{stem}.html"));
        let fragment = name.map_or_else(String::new, |name| format!("#{name}"));
        format!("{base}/{page}{fragment}")
    }

    /// A path of the manuscript as a path from where its files are named.
    fn full_path(&self, path: &str, from: FileId) -> String {
        let linking = self.paths.get(&from).map_or("", String::as_str);
        let folders = with_slashes(linking);
        let folder = folders.rsplit_once('/').map_or("", |(folder, _)| folder);
        match path.starts_with('/') {
            true => normal_text(path),
            false if linking.starts_with('/') && folder.is_empty() => normal_text(&format!("/{path}")),
            false if folder.is_empty() => normal_text(path),
            false => normal_text(&format!("{folder}/{path}")),
        }
    }

    fn find_file(&mut self, path: &str, from: FileId) -> Result<FileId, Fault> {
        let full = self.full_path(path, from);
        sources_of(&full).iter().find_map(|source| self.files.get(source).copied()).ok_or_else(|| {
            let message = format!("`{path}` is no file of this book");
            let hint = self.nearest.find(&full, self.files.keys());
            Fault { hint: hint.map(|near| format!("did you mean `{near}`?")), ..Fault::dangling(message) }
        })
    }

    fn no_anchor(&mut self, path: &str, name: &str, file: FileId) -> Fault {
        let place = if path.is_empty() { "this book".into() } else { format!("`{path}`") };
        let near = self.nearest.find(name, self.anchors.names_in_file(file));
        let near = match near {
            None if path.is_empty() => self.nearest.find(name, self.anchors.names_in_book()),
            near => near,
        };
        let message = format!("no heading of {place} has the anchor `#{name}`");
        Fault { hint: near.map(|near| format!("did you mean `#{near}`?")), ..Fault::dangling(message) }
    }
}

fn unnamed(written: &str) -> Fault {
    let message = format!("what `{written}` leads to has neither number nor title to refer to it by");
    Fault { code: Code::EmptyLink, message, hint: Some("give the link a text".into()) }
}

fn empty(written: &str) -> Fault {
    Fault { code: Code::EmptyLink, message: format!("the link to `{written}` has no text"), hint: None }
}

fn unsafe_link(written: &str) -> Fault {
    // The start is enough to find it again: a `data:` address can be megabytes.
    let start: String = written.chars().filter(|char| !char.is_control()).take(40).collect();
    Fault {
        code: Code::UnsafeLink,
        message: format!(
            "a link to `{start}` is not known to be harmless to readers; its text alone is kept"
        ),
        hint: None,
    }
}

/// The paths that a link may mean: mdBook's and other tools' manuscripts link to the HTML that a
/// Markdown file becomes.
fn sources_of(path: &str) -> Vec<String> {
    let mut sources = vec![path.to_string()];
    if let Some(stem) = path.strip_suffix(".html").or_else(|| path.strip_suffix(".htm")) {
        sources.extend(["md", "markdown", "txt"].map(|ending| format!("{stem}.{ending}")));
    }
    // README.md is its folder's index.
    let index = sources.iter().find_map(|source| source.strip_suffix("index.md"));
    if let Some(folder) = index.filter(|folder| folder.is_empty() || folder.ends_with('/')) {
        sources.push(format!("{folder}README.md"));
    }
    sources
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
