//! The order of the texts of a folder that no list names.

use super::Text;
use crate::address::speaks_for_folder;
use crate::diagnostic::{Code, Diagnostic, Warned, named};
use crate::lists::{self, Placed};
use crate::source::Span;
use std::path::Path;

/// Puts texts in the order that they say themselves. Beside such an order, or a file that speaks for the book
/// (`has_list`), what is about the folder is no chapter.
pub(super) fn settle(texts: Vec<Text>, has_list: bool) -> Warned<Vec<Text>> {
    let pages: Vec<_> =
        texts.iter().map(|text| (&text.source, text.standing.clone(), text.found.is_folder)).collect();
    let ordered = lists::by_front_matter(&pages);
    if ordered.is_none() && !has_list {
        return texts.into();
    }
    let (texts, left_out) = without_repository(texts);
    let pages: Vec<_> =
        texts.iter().map(|text| (&text.source, text.standing.clone(), text.found.is_folder)).collect();
    let Some((places, key)) = lists::by_front_matter(&pages) else { return noted(texts, None, &left_out) };
    noted(in_order(texts, places), Some(key), &left_out)
}

fn in_order(texts: Vec<Text>, places: Vec<Placed>) -> Vec<Text> {
    let mut slots: Vec<Option<Text>> = texts.into_iter().map(Some).collect();
    let take = |Placed { index, standing }: Placed| {
        let text = slots.get_mut(index).and_then(Option::take)?;
        Some(Text { standing, ..text })
    };
    places.into_iter().filter_map(take).collect()
}

/// The texts without those about the folder that they are kept in, and the names of these. A `README.md` is the
/// first page where there is no other.
fn without_repository(texts: Vec<Text>) -> (Vec<Text>, Vec<String>) {
    let depth = |path: &Path| path.components().count();
    let top = texts.iter().map(|text| depth(&text.found.path)).min().unwrap_or_default();
    let is_index = |text: &&Text| depth(&text.found.path) == top && speaks_for_folder(&text.found.path);
    let has_index = texts.iter().filter(is_index).count() > 1;
    let is_readme = |path: &Path| path.file_stem().is_some_and(|stem| stem.eq_ignore_ascii_case("readme"));
    let is_kept = |text: &Text| {
        let path = &text.found.path;
        depth(path) > top || !(lists::is_about(path) || has_index && is_readme(path))
    };
    let (kept, left_out): (Vec<Text>, Vec<Text>) = texts.into_iter().partition(is_kept);
    let name = |text: Text| text.found.path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    (kept, left_out.into_iter().map(name).collect())
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
