//! The parser's events with what was masked put back.

use super::{BREAK, Mask, Masked, Shown, code_formulas, environments};
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Tag, TagEnd};
use std::ops::Range;

/// An event with its place in the text.
type Placed<'e> = (Event<'e>, Range<usize>);

impl Masked<'_> {
    /// Puts back what was masked in the events of the parser that reads this text.
    pub(in crate::reader::markdown) fn unmask<'e>(
        &'e self,
        events: impl Iterator<Item = Placed<'e>> + 'e,
    ) -> Box<dyn Iterator<Item = Placed<'e>> + 'e> {
        let events = events.flat_map(|(event, range)| {
            // Blanks may stand for wider characters.
            let range = range.start..self.written.floor_char_boundary(range.end);
            let marker = match event {
                Event::End(TagEnd::HtmlBlock) => self.marker_below(range.end),
                _ => None,
            };
            std::iter::once((event, range)).chain(marker)
        });
        if self.masks.is_empty() {
            return Box::new(events);
        }
        let mut in_raw = false;
        Box::new(events.flat_map(move |(event, range)| {
            match event {
                Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock) => in_raw = true,
                Event::End(TagEnd::CodeBlock | TagEnd::HtmlBlock) => in_raw = false,
                _ => {}
            }
            match event {
                Event::Text(text) if !in_raw && self.holds_mask(&text) => self.pieces(text, range),
                event => vec![(self.put_back(event, &range), range)],
            }
        }))
    }

    /// The break that stands for the marker directly below a block of HTML.
    fn marker_below<'e>(&self, end: usize) -> Option<Placed<'e>> {
        let &at = self.below_html.range(end..).next()?;
        let is_next = self.written.get(end..at)?.trim_start_matches('\r').matches('\n').count() <= 1;
        is_next.then_some((Event::Rule, at..at + BREAK.len()))
    }

    fn holds_mask(&self, text: &str) -> bool {
        text.as_bytes().contains(&self.sentinel)
    }

    /// The masks that begin in a range.
    fn masks_in(&self, range: &Range<usize>) -> &[Mask] {
        let start = self.masks.partition_point(|mask| mask.range.start < range.start);
        let end = self.masks.partition_point(|mask| mask.range.start < range.end);
        &self.masks[start..end.max(start)]
    }

    /// Text with its masks, as text and code.
    fn pieces<'e>(&'e self, text: CowStr<'e>, range: Range<usize>) -> Vec<Placed<'e>> {
        let mut pieces: Vec<Placed<'e>> = Vec::new();
        let (mut done, mut at) = (0, range.start);
        for mask in self.masks_in(&range) {
            let Some(found) = text[done..].bytes().position(|byte| byte == self.sentinel) else { break };
            let before = text[done..done + found].to_owned();
            if !before.is_empty() {
                pieces.push((Event::Text(before.into()), at..mask.range.start));
            }
            let written = &self.written[mask.range.clone()];
            let event = match mask.shown {
                Shown::Text => Event::Text(written.into()),
                Shown::Code => Event::Code(written.into()),
                Shown::Call => Event::FootnoteReference(label(written)),
                Shown::Number(number) => Event::Text(format!("({number})").into()),
                Shown::Formula => Event::DisplayMath(environments::source(written).into()),
                Shown::CodeFormula => Event::InlineMath(code_formulas::source(written).into()),
                Shown::NoBreak => Event::Text("\u{a0}".into()),
                Shown::Nothing => Event::Text("".into()),
            };
            pieces.push((event, mask.range.clone()));
            done = (done + found + mask.range.len()).min(text.len());
            at = mask.range.end;
        }
        if done < text.len() {
            pieces.push((Event::Text(text[done..].to_owned().into()), at..range.end));
        }
        pieces
    }

    fn put_back<'e>(&self, event: Event<'e>, range: &Range<usize>) -> Event<'e> {
        let from_start = |text| self.restored(text, range.clone(), false);
        // An address and a title stand behind the words of their link.
        let from_end = |text| self.restored(text, range.clone(), true);
        match event {
            Event::Text(text) => Event::Text(from_start(text)),
            Event::Code(text) => Event::Code(from_start(text)),
            Event::Html(text) => Event::Html(from_start(text)),
            Event::InlineHtml(text) => Event::InlineHtml(from_start(text)),
            Event::InlineMath(text) => Event::InlineMath(from_start(text)),
            Event::DisplayMath(text) => Event::DisplayMath(from_start(text)),
            Event::FootnoteReference(text) => Event::FootnoteReference(from_start(text)),
            Event::Start(Tag::FootnoteDefinition(text)) => {
                Event::Start(Tag::FootnoteDefinition(from_start(text)))
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(from_start(info))))
            }
            Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                let dest_url = from_end(dest_url);
                Event::Start(Tag::Link { link_type, dest_url, title: from_end(title), id })
            }
            Event::Start(Tag::Image { link_type, dest_url, title, id }) => {
                let dest_url = from_end(dest_url);
                Event::Start(Tag::Image { link_type, dest_url, title: from_end(title), id })
            }
            event => event,
        }
    }

    /// A text of the parser with its masks put back: they are the first of a range, or the last.
    fn restored<'e>(&self, text: CowStr<'e>, range: Range<usize>, from_end: bool) -> CowStr<'e> {
        if !self.holds_mask(&text) {
            return text;
        }
        let masks = self.masks_in(&range);
        let hidden = text.bytes().filter(|byte| *byte == self.sentinel).count();
        let skipped = if from_end { self.skipped(masks, hidden) } else { 0 };
        let mut written = masks[skipped..].iter().flat_map(|mask| self.written[mask.range.clone()].bytes());
        let bytes = text.bytes().map(|byte| match byte {
            byte if byte == self.sentinel => written.next().unwrap_or(b' '),
            byte => byte,
        });
        let bytes: Vec<u8> = bytes.collect();
        String::from_utf8_lossy(&bytes).into_owned().into()
    }

    /// How many masks stand before the last ones that hide so many bytes.
    fn skipped(&self, masks: &[Mask], mut hidden: usize) -> usize {
        let last = masks.iter().rev().take_while(|mask| {
            let within = hidden > 0;
            hidden = hidden.saturating_sub(mask.range.len());
            within
        });
        masks.len() - last.count()
    }
}

/// The label in `[^label]`.
fn label(call: &str) -> CowStr<'_> {
    call.trim_start_matches("[^").trim_end_matches(']').into()
}
