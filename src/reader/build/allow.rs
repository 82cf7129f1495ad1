//! Comments by which a manuscript allows messages in its next block: `<!-- bifolio allow: raw-html -->`.

use super::builder::Builder;
use crate::diagnostic::allowance::Allowance;
use crate::diagnostic::policy::Selection;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::runs;
use crate::document::{Block, Draft, Inline, Node, content};
use crate::nearest::nearest;
use crate::source::{Nested, Span};
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
        let extents = extents(&self.draft);
        for AllowComment { span, selections } in comments {
            match next_block(&extents, span) {
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

/// Where the blocks, headings and notes of a text stand.
fn extents(draft: &Draft) -> Nested {
    let mut spans: Vec<Span> = draft.notes.iter().map(|note| note.span).collect();
    for note in &draft.notes {
        push_extents(&note.blocks.iter().collect::<Vec<_>>(), u32::MAX, &mut spans);
    }
    let mut run: Vec<&Block> = Vec::new();
    for node in &draft.nodes {
        match node {
            Node::Block(block) => run.push(block),
            Node::Heading { span, .. } => {
                push_extents(&std::mem::take(&mut run), span.start, &mut spans);
                spans.push(*span);
            }
        }
    }
    push_extents(&run, u32::MAX, &mut spans);
    spans.into_iter().collect()
}

/// Adds the stretches of siblings, and of the blocks in them, before a place. Where a tag opened a block, its
/// span ends with the tag; its stretch reaches to the end of what it holds. Words that a name stands for may
/// come from elsewhere in the text: no stretch reaches into the next block.
fn push_extents(siblings: &[&Block], limit: u32, spans: &mut Vec<Span>) -> u32 {
    let mut last = 0;
    for (index, block) in siblings.iter().enumerate() {
        let start = block.span.start;
        let next = siblings.get(index + 1).map_or(limit, |next| next.span.start);
        let limit = if next > start { next.min(limit) } else { limit };
        let children: Vec<&Block> = content::children(block).collect();
        let of_words = runs(block).iter().map(|run| end_of_words(run.inlines, start..limit)).max();
        let end = [block.span.end.min(limit), of_words.unwrap_or(0), push_extents(&children, limit, spans)];
        let end = end.into_iter().max().unwrap_or(start).max(start);
        spans.push(Span { end, ..block.span });
        last = last.max(end);
    }
    last
}

/// Where words end of which the first letters lie in a stretch.
fn end_of_words(inlines: &[Inline], within: Range<u32>) -> u32 {
    let of_one = |inline: &Inline| {
        let own = if within.contains(&inline.span.start) { inline.span.end.min(within.end) } else { 0 };
        own.max(end_of_words(inline.kind.content(), within.clone()))
    };
    inlines.iter().map(of_one).max().unwrap_or(0)
}

/// The first block behind a place, within the innermost one that the place is in.
fn next_block(extents: &Nested, place: Span) -> Option<Span> {
    let end =
        extents.around(place).find(|around| around.end >= place.end).map_or(u32::MAX, |around| around.end);
    extents.behind(place).filter(|block| block.start < end)
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
