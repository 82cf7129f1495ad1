//! The texts of a folder that no list names: which of them are in the book, and in which order.

use super::repository::Beside;
use super::sieve::{Sieved, sieve};
use super::{Text, drafts, includes, title_page};
use crate::address::speaks_for_folder;
use crate::diagnostic::{Code, Diagnostic, Warned, named};
use crate::document::{Format, StandingKind, Title};
use crate::lists::{self, Category, Page, Placed};
use crate::reader::plain::{CHAPTER, matter_place};
use crate::source::{Files, Span};
use std::path::Path;

/// The folder of a book.
pub(super) struct Folder<'a> {
    pub path: &'a Path,
    pub files: &'a dyn Files,
    /// A file in it speaks for the book.
    pub has_list: bool,
}

/// Leaves out what is no chapter, and puts the others in the order that they say themselves.
pub(super) fn settle(
    texts: Vec<Text>,
    folder: &Folder<'_>,
    format_of: &mut dyn FnMut(&Path) -> Format,
) -> Warned<Vec<Text>> {
    let mut diagnostics = Vec::new();
    let texts = drafts::leave_out(texts, folder.path).collect(&mut diagnostics);
    let texts = includes::leave_out(texts, folder.path, format_of).collect(&mut diagnostics);
    let texts = in_order(in_categories(texts, folder.files), folder).collect(&mut diagnostics);
    let value = title_page::to_front(texts).collect(&mut diagnostics);
    diagnostics.extend(lists::unread_order(folder.path, folder.files));
    Warned { value, diagnostics }
}

/// Beside an order of pages, or a file that speaks for the book, what is about the folder is no chapter; without
/// these, what its words say is about it.
fn in_order(texts: Vec<Text>, folder: &Folder<'_>) -> Warned<Vec<Text>> {
    let beside = Beside::of(&texts, folder.has_list || places(&texts).is_some());
    let Sieved { kept, left_out } = sieve(texts, folder.path, |text| !beside.is_about_folder(text));
    if let Some((places, key)) = places(&kept) {
        let order = format!("the chapters come in the order that `{key}` in their front matter says");
        return noted(sorted(kept, places), Some(order), &left_out);
    }
    let (kept, moved) = by_names(kept, folder.path);
    let order = (!moved.is_empty()).then(|| {
        format!(
            "the chapters come in the order of their names, but for those that are called as what opens or closes \
             a book: {}",
            named(&moved)
        )
    });
    noted(kept, order, &left_out)
}

/// Puts what is called "Preface" or "Epilogue" before or behind the others, in a folder that has no others in it,
/// and says which files these are, unless all stand there by their names alone.
fn by_names(mut texts: Vec<Text>, folder: &Path) -> (Vec<Text>, Vec<String>) {
    let place = |text: &Text| match text.found.path.file_stem() {
        Some(_) if speaks_for_folder(&text.found.path) => 0,
        Some(stem) => matter_place(&stem.to_string_lossy().replace(['-', '_'], " ")),
        None => CHAPTER,
    };
    let is_flat = texts.iter().all(|text| !text.found.is_folder && text.found.path.parent() == Some(folder));
    if !is_flat || texts.is_sorted_by_key(place) {
        return (texts, Vec::new());
    }
    texts.sort_by_key(place);
    let others = texts.iter().filter(|text| place(text) != CHAPTER && !speaks_for_folder(&text.found.path));
    let name = |text: &Text| text.found.path.file_name().map(|name| name.to_string_lossy().into_owned());
    let moved = others.filter_map(name).collect();
    (texts, moved)
}

fn places(texts: &[Text]) -> Option<(Vec<Placed>, &'static str)> {
    lists::by_front_matter(&texts.iter().map(page).collect::<Vec<_>>())
}

fn page(text: &Text) -> Page<'_> {
    Page {
        source: &text.source,
        standing: text.standing.clone(),
        is_bare: text.found.is_folder,
        position: text.position.as_ref(),
    }
}

/// Calls parts as files beside their texts say.
fn in_categories(mut texts: Vec<Text>, files: &dyn Files) -> Vec<Text> {
    for text in &mut texts {
        let Some(standing) = text.standing.as_mut().filter(|own| own.kind == StandingKind::Part) else {
            continue;
        };
        let path = text.found.path.as_path();
        let folder = if text.found.is_folder { Some(path) } else { path.parent() };
        let Some(Category { label, position }) = folder.and_then(|folder| lists::category(folder, files))
        else {
            continue;
        };
        text.position = position;
        if let Some(label) = label {
            standing.title = Title::from(label);
        }
    }
    texts
}

fn sorted(texts: Vec<Text>, places: Vec<Placed>) -> Vec<Text> {
    let mut slots: Vec<Option<Text>> = texts.into_iter().map(Some).collect();
    let take = |Placed { index, standing }: Placed| {
        let text = slots.get_mut(index).and_then(Option::take)?;
        Some(Text { standing, ..text })
    };
    places.into_iter().filter_map(take).collect()
}

fn noted(value: Vec<Text>, order: Option<String>, left_out: &[String]) -> Warned<Vec<Text>> {
    let out =
        (!left_out.is_empty()).then(|| format!("what is about the folder is left out: {}", named(left_out)));
    let said: Vec<String> = order.into_iter().chain(out).collect();
    let note = || Diagnostic::note(Code::ChapterList, Span::GENERATED, said.join("; "));
    Warned { value, diagnostics: (!said.is_empty()).then(note).into_iter().collect() }
}
