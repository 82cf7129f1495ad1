//! Comments by which a manuscript allows messages in its next block: `<!-- bifolio allow: raw-html -->`.

use super::builder::Builder;
use crate::diagnostic::allowance::Allowance;
use crate::diagnostic::policy::Selection;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Block, Draft, Node, content};
use crate::nearest::nearest;
use crate::source::Span;
use std::cmp::Reverse;
use std::collections::BTreeSet;
use std::ops::Range;

/// What a comment allows in the block behind it.
#[derive(Debug)]
pub(super) struct AllowComment {
    span: Span,
    selections: BTreeSet<Selection>,
}

/// What such a comment asks for.
const ALLOW: &str = "allow";

impl Builder<'_> {
    /// Notes what a comment says to this program, if it does.
    pub(in crate::reader) fn comment(&mut self, written: &str, range: Range<usize>) {
        let Some(names) = names(written) else { return };
        let mut selections = BTreeSet::new();
        for (at, name) in names {
            let start = range.start + at;
            match Selection::named(name) {
                Ok(selection) => _ = selections.insert(selection),
                Err(why) => {
                    let span = self.span(start..start + name.len());
                    self.warn_of_comment(span, format!("`{name}` cannot be allowed: {why}"));
                }
            }
        }
        let span = self.span(range);
        self.allow_comments.push(AllowComment { span, selections });
    }

    /// The same of a comment among words, which is before no block.
    pub(in crate::reader) fn comment_among_words(&mut self, written: &str, range: Range<usize>) {
        if names(written).is_some() {
            let span = self.span(range);
            let message = "this comment stands among words, where it allows nothing";
            self.warn_of_comment(span, message.to_owned());
        }
    }

    fn warn_of_comment(&mut self, span: Span, message: String) {
        let warning = Diagnostic::warning(Code::AllowComment, span, message);
        let hint =
            "on a line of its own directly before a block, `<!-- bifolio allow: CODE -->` allows CODE there";
        self.report.diagnostics.push(warning.hint(hint));
    }

    /// Gives what comments allow to the blocks behind them, when all blocks are there.
    pub(super) fn settle_comments(&mut self) {
        let comments = std::mem::take(&mut self.allow_comments);
        if comments.is_empty() {
            return;
        }
        let extents = Extents::of(&self.draft);
        for AllowComment { span, selections } in comments {
            match extents.behind(span) {
                Some(span) => self.draft.allowances.push(Allowance { span, selections }),
                None => {
                    let message = "no block follows this comment, and it allows nothing";
                    self.warn_of_comment(span, message.to_owned());
                }
            }
        }
    }
}

/// The codes and groups that a comment names, with where they stand in it; `None` for comments that are for
/// people.
fn names(written: &str) -> Option<impl Iterator<Item = (usize, &str)>> {
    let inner = written.strip_prefix("<!--")?;
    let inner = inner.strip_suffix("-->").unwrap_or(inner);
    let (head, list) = inner.split_once(':')?;
    let mut head = head.split_whitespace();
    let is_ours = head.next().is_some_and(|word| word.eq_ignore_ascii_case("bifolio"));
    // A slip in the word must not make a comment of it that nobody reads.
    let asks = head.next().is_some_and(|word| nearest(&word.to_lowercase(), [ALLOW]).is_some());
    if !(is_ours && asks && head.next().is_none()) {
        return None;
    }
    let names = list.split(|c: char| c == ',' || c.is_whitespace()).filter(|name| !name.is_empty());
    // Parts of a text know where they stand in it.
    Some(names.map(move |name| (name.as_ptr() as usize - written.as_ptr() as usize, name)))
}

/// Where the blocks, headings and notes of a text stand, outer ones before what they hold.
struct Extents {
    sorted: Vec<Span>,
    /// The innermost of `sorted` that each is within.
    outer: Vec<Option<usize>>,
}

impl Extents {
    fn of(draft: &Draft) -> Extents {
        let mut sorted: Vec<Span> = draft.notes.iter().map(|note| note.span).collect();
        let mut open: Vec<&Block> = draft.notes.iter().flat_map(|note| &note.blocks).collect();
        for node in &draft.nodes {
            match node {
                Node::Heading { span, .. } => sorted.push(*span),
                Node::Block(block) => open.push(block),
            }
        }
        while let Some(block) = open.pop() {
            sorted.push(block.span);
            open.extend(content::children(block));
        }
        sorted.sort_by_key(|span| (span.start, Reverse(span.end)));
        let (mut open, mut outer): (Vec<usize>, _) = (Vec::new(), Vec::new());
        for (index, span) in sorted.iter().enumerate() {
            while open.last().is_some_and(|&within| sorted[within].end <= span.start) {
                open.pop();
            }
            outer.push(open.last().copied());
            open.push(index);
        }
        Extents { sorted, outer }
    }

    /// The first block behind a place, within the innermost one that the place is in.
    fn behind(&self, place: Span) -> Option<Span> {
        let next = self.sorted.partition_point(|span| span.start < place.end);
        let mut within = self.sorted.partition_point(|span| span.start <= place.start).checked_sub(1);
        while let Some(index) = within.filter(|index| self.sorted[*index].end < place.end) {
            within = self.outer[index];
        }
        let end = within.map_or(u32::MAX, |index| self.sorted[index].end);
        self.sorted.get(next).copied().filter(|span| span.start < end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn comments_for_people_are_left_alone() {
        for (written, expected) in [
            ("<!-- bifolio allow: raw-html, links -->", Some("20:raw-html 30:links")),
            ("<!--bifolio allow:raw-html-->", Some("18:raw-html")),
            ("<!-- Bifolio\nalow: x\ny -->", Some("19:x 21:y")),
            ("<!-- bifolio allow: -->", Some("")),
            ("<!-- bifolio allow raw-html -->", None),
            ("<!-- bifolio: a leaf of paper -->", None),
            ("<!-- the bifolio allow: x -->", None),
            ("<!-- TODO: raw-html -->", None),
        ] {
            let found = names(written)
                .map(|names| names.map(|(at, name)| format!("{at}:{name}")).collect::<Vec<_>>().join(" "));
            assert_eq!(found.as_deref(), expected, "{written}");
        }
    }
}
