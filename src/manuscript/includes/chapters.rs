//! Texts of a folder that others take in, which are no chapters of their own.

use super::super::Text;
use super::super::sieve::{Sieved, sieve};
use super::marks_of;
use crate::address::normal;
use crate::diagnostic::{Code, Diagnostic, Warned, named};
use crate::input::Format;
use crate::input::include::{Request, What};
use crate::source::Span;
use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};

/// Takes such texts out of a folder. What is taken in as code stays.
pub(in super::super) fn leave_out(
    texts: Vec<Text>,
    folder: &Path,
    format_of: &mut dyn FnMut(&Path) -> Format,
) -> Warned<Vec<Text>> {
    let numbers: BTreeMap<PathBuf, usize> =
        texts.iter().enumerate().map(|(index, text)| (normal(&text.found.path), index)).collect();
    let within: Vec<Vec<usize>> =
        texts.iter().map(|text| taken_in(text, folder, format_of(&text.found.path), &numbers)).collect();
    if within.iter().all(Vec::is_empty) {
        return texts.into();
    }
    let kept = kept(&within);
    let kept: BTreeSet<PathBuf> = kept.into_iter().map(|index| texts[index].found.path.clone()).collect();
    let Sieved { kept, left_out } = sieve(texts, folder, |text| kept.contains(&text.found.path));
    let note = || {
        let is = if left_out.len() == 1 { "is" } else { "are" };
        let message = format!("{} {is} taken in by other texts, and no chapter", named(&left_out));
        Diagnostic::note(Code::ChapterList, Span::GENERATED, message)
    };
    let diagnostics = (!left_out.is_empty()).then(note).into_iter().collect();
    Warned { value: kept, diagnostics }
}

/// The texts of the folder that one takes in.
fn taken_in(text: &Text, folder: &Path, format: Format, numbers: &BTreeMap<PathBuf, usize>) -> Vec<usize> {
    let Some(marks) = marks_of(format).filter(|_| !text.found.is_folder) else { return Vec::new() };
    let beside = text.found.path.parent().unwrap_or(Path::new(""));
    let number = |written: String| {
        let path = match written.strip_prefix('/') {
            Some(below) => folder.join(below),
            None => beside.join(&written),
        };
        numbers.get(&normal(&path)).copied().filter(|_| normal(&path) != normal(&text.found.path))
    };
    let found = marks.find(&text.source.text);
    let requests = found.iter().filter_map(|mark| match &mark.what {
        What::File(Request { path, frame: None, .. }) => Some(*path),
        _ => None,
    });
    requests.filter_map(|path| marks.places(path).into_iter().find_map(number)).collect()
}

/// The texts that no other takes in, and the first of each circle of texts that take in each other.
fn kept(within: &[Vec<usize>]) -> Vec<usize> {
    let taken: BTreeSet<usize> = within.iter().flatten().copied().collect();
    let roots = (0..within.len()).filter(|index| !taken.contains(index));
    let (mut kept, mut reached) = (Vec::new(), BTreeSet::new());
    for root in roots.chain(0..within.len()) {
        if !reached.insert(root) {
            continue;
        }
        kept.push(root);
        let mut open = vec![root];
        while let Some(index) = open.pop() {
            open.extend(within[index].iter().filter(|inner| reached.insert(**inner)));
        }
    }
    kept
}
