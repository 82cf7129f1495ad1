//! The texts of a folder that no list names: which of them are in the book, and in which order.

use super::repository::Beside;
use super::sieve::{Sieved, sieve};
use super::{Text, drafts, includes, title_page};
use crate::diagnostic::{Code, Diagnostic, Warned, named};
use crate::document::Format;
use crate::lists::{self, Placed};
use crate::source::Span;
use std::path::Path;

/// The folder of a book.
pub(super) struct Folder<'a> {
    pub path: &'a Path,
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
    let texts = in_order(texts, folder).collect(&mut diagnostics);
    let value = title_page::to_front(texts).collect(&mut diagnostics);
    Warned { value, diagnostics }
}

/// Beside an order of pages, or a file that speaks for the book, what is about the folder is no chapter; without
/// these, what its words say is about it.
fn in_order(texts: Vec<Text>, folder: &Folder<'_>) -> Warned<Vec<Text>> {
    let beside = Beside::of(&texts, folder.has_list || places(&texts).is_some());
    let Sieved { kept, left_out } = sieve(texts, folder.path, |text| !beside.is_about_folder(text));
    let Some((places, key)) = places(&kept) else { return noted(kept, None, &left_out) };
    noted(sorted(kept, places), Some(key), &left_out)
}

fn places(texts: &[Text]) -> Option<(Vec<Placed>, &'static str)> {
    let pages: Vec<_> =
        texts.iter().map(|text| (&text.source, text.standing.clone(), text.found.is_folder)).collect();
    lists::by_front_matter(&pages)
}

fn sorted(texts: Vec<Text>, places: Vec<Placed>) -> Vec<Text> {
    let mut slots: Vec<Option<Text>> = texts.into_iter().map(Some).collect();
    let take = |Placed { index, standing }: Placed| {
        let text = slots.get_mut(index).and_then(Option::take)?;
        Some(Text { standing, ..text })
    };
    places.into_iter().filter_map(take).collect()
}

fn noted(value: Vec<Text>, key: Option<&str>, left_out: &[String]) -> Warned<Vec<Text>> {
    let order =
        key.map(|key| format!("the chapters come in the order that `{key}` in their front matter says"));
    let out =
        (!left_out.is_empty()).then(|| format!("what is about the folder is left out: {}", named(left_out)));
    let said: Vec<String> = order.into_iter().chain(out).collect();
    let note = || Diagnostic::note(Code::ChapterList, Span::GENERATED, said.join("; "));
    Warned { value, diagnostics: (!said.is_empty()).then(note).into_iter().collect() }
}
