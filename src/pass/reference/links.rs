//! Where links lead: outside, to an anchor of the book, or nowhere.

use super::address::{Address, classify};
use super::anchors::Anchors;
use super::labels::Labels;
use super::paths::{Paths, as_written};
use super::says::{Says, reference, role};
use super::slug::slug;
use crate::address::is_data;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::inline_text;
use crate::document::{BlockId, BlockKind, Formula, Inline, InlineKind, Target};
use crate::nearest::Nearest;
use crate::pass::structure::Structure;
use crate::pass::walk;
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// Resolves every link once, for both editions.
pub(super) fn resolve(
    manuscript: &mut Structure,
    anchors: &Anchors,
    labels: &Labels,
    site_url: Option<&str>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let paths = Paths::new(&manuscript.paths);
    let (places, is_vault) = (manuscript.document.anchors.clone(), manuscript.is_vault);
    let mut links = Links { anchors, labels, site_url, is_vault, places, paths, nearest: Nearest::default() };
    walk::inlines_and_blocks_mut(&mut manuscript.document, &mut |visited| match visited {
        walk::Visited::Inline(inline) => {
            let span = inline.span;
            match &mut inline.kind {
                InlineKind::Math(formula) => diagnostics.extend(links.refer(formula, span)),
                _ => diagnostics.extend(links.settle(inline)),
            }
        }
        walk::Visited::Block(block) => {
            if let BlockKind::Formula { formula, .. } = &mut block.kind {
                diagnostics.extend(links.refer(formula, block.span));
            }
        }
    });
}

struct Links<'a> {
    anchors: &'a Anchors,
    labels: &'a Labels,
    site_url: Option<&'a str>,
    /// Notes are found wherever they lie.
    is_vault: bool,
    places: BTreeMap<String, BlockId>,
    paths: Paths<'a>,
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

    /// With what may have been meant, as it is to be written.
    fn meant(self, near: Option<String>) -> Fault {
        Fault { hint: near.map(|near| format!("did you mean `{near}`?")), ..self }
    }

    fn diagnostic(self, span: Span) -> Diagnostic {
        let diagnostic = Diagnostic::warning(self.code, span, self.message);
        self.hint.into_iter().fold(diagnostic, Diagnostic::hint)
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
        let label = written.strip_prefix('#').unwrap_or_default();
        let says = Says::of(&text, label).filter(|_| matches!(classify(written), Address::Inside { .. }));
        let is_reference = says.is_some();
        let found = match text.trim() {
            "" if !is_reference => Err(empty(written)),
            _ => self.find(written, inline.span.file),
        };
        let found = match found {
            Ok(Target::Inside(anchor)) => match says.map(|says| self.said(&anchor, says)) {
                Some(Some(said)) => {
                    *content = said;
                    Ok(Target::Inside(anchor))
                }
                Some(None) => Err(unnamed(written)),
                None => Ok(Target::Inside(anchor)),
            },
            found => found,
        };
        let (settled, fault) = match found {
            Ok(settled) => (settled, None),
            Err(fault) => {
                // Without what it refers to, a role has words of its own.
                if let Some(own) = role(text.trim()) {
                    *content = vec![Inline::text(own, inline.span)];
                }
                (Target::Nowhere, Some(fault))
            }
        };
        *target = settled;
        Some(fault?.diagnostic(inline.span))
    }

    /// What a reference to an anchor says; without a number, its label.
    fn said(&self, anchor: &str, says: Says) -> Option<Vec<Inline>> {
        if let Some(title) = self.labels.of_title(anchor) {
            return Some(title.to_vec());
        }
        let block = *self.places.get(anchor)?;
        let number = self.labels.number_of(block).filter(|_| says != Says::Label);
        match number {
            Some(number) => Some(vec![Inline::text(says.number(number), Span::GENERATED)]),
            None => self.labels.of(block).map(<[Inline]>::to_vec),
        }
    }

    /// Puts the numbers of what a formula refers to into its source.
    fn refer(&mut self, formula: &mut Formula, span: Span) -> Vec<Diagnostic> {
        let mut diagnostics = Vec::new();
        let mut at = 0;
        while let Some((range, label)) = reference(&formula.source[at..]) {
            let range = at + range.start..at + range.end;
            let says = Says::of(&formula.source[range.clone()], label).unwrap_or(Says::Number);
            let found = self.find(&format!("#{label}"), span.file);
            at = range.end;
            match found {
                Ok(Target::Inside(anchor)) => {
                    let block = self.places.get(&anchor);
                    let number = block.and_then(|block| self.labels.number_of(*block));
                    if let Some(number) = number {
                        let said = format!("\\text{{{}}}", says.number(number));
                        at = range.start + said.len();
                        formula.source.replace_range(range, &said);
                    }
                }
                Ok(_) => {}
                Err(fault) => diagnostics.push(fault.diagnostic(span)),
            }
        }
        diagnostics
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
                (Err(_), Some(site)) => {
                    let page = self.paths.on_site(site, path, from);
                    let fragment = name.map_or_else(String::new, |name| format!("#{name}"));
                    return Ok(Target::Outside(page + &fragment));
                }
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
            Some(name) => {
                let find = |name: &str| self.anchors.in_file(file, name);
                find(name).or_else(|| find(&slug(name)))
            }
        };
        // Where nothing has that name, it is HTML's own for the beginning (HTML, 7.4.6.4).
        let is_top = name.is_some_and(|name| name.eq_ignore_ascii_case("top"));
        let anchor = anchor.or_else(|| self.anchors.start(file).filter(|_| is_top));
        match (anchor, name) {
            (Some(anchor), _) => Ok(Target::Inside(anchor.into())),
            (None, Some(name)) => Err(self.no_anchor(path, name, from, file)),
            (None, None) => Err(Fault::dangling(format!("`{path}` holds no text of the book"))),
        }
    }

    fn find_file(&mut self, path: &str, from: FileId) -> Result<FileId, Fault> {
        if let Some(file) = self.paths.find(path, from) {
            return Ok(file);
        }
        let notes = if self.is_vault { self.paths.notes(path) } else { Vec::new() };
        match notes.as_slice() {
            [one, other, ..] => return Err(ambiguous(path, one, other)),
            [only] => self.paths.file(only),
            [] => None,
        }
        .ok_or_else(|| {
            let near = self.paths.near(path, from, &mut self.nearest);
            Fault::dangling(format!("`{path}` is not part of this book")).meant(near)
        })
    }

    fn no_anchor(&mut self, path: &str, name: &str, from: FileId, file: FileId) -> Fault {
        let place = if path.is_empty() { "this book".into() } else { format!("`{path}`") };
        let fault = Fault::dangling(format!("no heading of {place} has the anchor `#{name}`"));
        if let Some(elsewhere) = self.in_another_file(name, from).filter(|_| !path.is_empty()) {
            return fault.meant(Some(elsewhere));
        }
        let near = self.nearest.find(name, self.anchors.names_in_file(file));
        let near = match near {
            None if path.is_empty() => self.nearest.find(name, self.anchors.names_in_book()),
            near => near,
        };
        fault.meant(near.map(|near| format!("{}#{near}", as_written(path))))
    }

    /// The link to an anchor of this very name in whatever file has it.
    fn in_another_file(&self, name: &str, from: FileId) -> Option<String> {
        let place = self.places.get(self.anchors.in_book(name)?)?;
        Some(format!("{}#{name}", self.paths.link(place.file, from)?))
    }
}

fn ambiguous(path: &str, one: &str, other: &str) -> Fault {
    let hint = "name the note with the folder that it lies in".to_owned();
    let fault = Fault::dangling(format!("`{path}` may be `{one}` or `{other}`"));
    Fault { hint: Some(hint), ..fault }
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
    // What it holds says nothing to anybody.
    let start = start
        .split_once(',')
        .filter(|_| is_data(&start))
        .map_or(start.clone(), |(kind, _)| format!("{kind},…"));
    Fault {
        code: Code::UnsafeLink,
        message: format!(
            "a link to `{start}` is not known to be harmless to readers; its text alone is kept"
        ),
        hint: None,
    }
}
