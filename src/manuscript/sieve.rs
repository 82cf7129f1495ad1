//! Texts of a folder that are no part of the book, taken out of it.

use super::Text;
use crate::address::with_slashes;
use crate::document::{Standing, StandingKind};
use std::path::Path;

/// What is left, and what is not.
pub(super) struct Sieved {
    pub kept: Vec<Text>,
    /// As they are named from the folder.
    pub left_out: Vec<String>,
}

/// Takes texts out, and the parts that nothing is left in. A part whose own text goes is called as its folder is.
pub(super) fn sieve(texts: Vec<Text>, folder: &Path, is_kept: impl Fn(&Text) -> bool) -> Sieved {
    let mut left_out = Vec::new();
    let take = |mut text: Text| {
        if is_kept(&text) {
            return Some(text);
        }
        let path = &text.found.path;
        left_out.push(with_slashes(&path.strip_prefix(folder).unwrap_or(path).to_string_lossy()));
        let is_part = text.standing.as_ref().is_some_and(|standing| standing.kind == StandingKind::Part);
        text.found.is_folder = true;
        text.source.text.clear();
        text.diagnostics.clear();
        is_part.then_some(text)
    };
    let kept: Vec<Text> = texts.into_iter().filter_map(take).collect();
    let kept = if left_out.is_empty() { kept } else { without_lone_folder(without_empty_parts(kept)) };
    Sieved { kept, left_out }
}

fn depth(text: &Text) -> u8 {
    text.standing.as_ref().map_or(0, |standing| standing.depth)
}

fn without_empty_parts(texts: Vec<Text>) -> Vec<Text> {
    let mut kept: Vec<Text> = Vec::with_capacity(texts.len());
    for text in texts.into_iter().rev() {
        let holds_others = kept.last().is_some_and(|next| depth(next) > depth(&text));
        if !text.found.is_folder || holds_others {
            kept.push(text);
        }
    }
    kept.reverse();
    kept
}

/// A folder that is left alone is no part of the book but its place.
fn without_lone_folder(mut texts: Vec<Text>) -> Vec<Text> {
    while texts.first().is_some_and(|first| first.found.is_folder && depth(first) == 0)
        && texts.iter().skip(1).all(|text| depth(text) > 0)
    {
        texts.remove(0);
        texts.iter_mut().for_each(|text| text.standing = text.standing.take().and_then(raised));
    }
    texts
}

fn raised(standing: Standing) -> Option<Standing> {
    let raised = Standing { depth: standing.depth.saturating_sub(1), ..standing };
    let is_plain = raised.depth == 0 && raised.title.is_blank() && raised.kind == StandingKind::Chapter;
    (!is_plain).then_some(raised)
}
