//! Ruby: words with words above them.

use crate::document::content::is_blank;
use crate::document::{Inline, InlineKind, Style};
use crate::source::Span;

/// A part of a ruby, in the order of the manuscript.
#[derive(Clone, Debug)]
pub(in crate::reader) enum Part {
    /// Words that something stands above.
    Base(Vec<Inline>),
    /// What stands above the words before it.
    Above(String),
    /// What stands over all of the words before it (HTML's `rtc`).
    Apart(String),
}

/// Words that belong together, with what stands above each of them.
#[derive(Default)]
struct Segment {
    bases: Vec<Vec<Inline>>,
    above: Vec<String>,
    apart: Vec<String>,
}

/// The inlines of a ruby; `last` are the words behind its last part. Words follow one another and
/// then what stands above them, pair by pair or all words first (HTML, 4.5.10).
pub(super) fn inlines(parts: Vec<Part>, last: Vec<Inline>, span: Span) -> Vec<Inline> {
    let mut segments = vec![Segment::default()];
    for part in parts {
        let is_complete = segments.last().is_some_and(Segment::has_words_above);
        if is_complete && matches!(part, Part::Base(_)) {
            segments.push(Segment::default());
        }
        let Some(segment) = segments.last_mut() else { continue };
        match part {
            Part::Base(words) => segment.bases.push(words),
            Part::Above(text) => segment.above.push(text),
            Part::Apart(text) => segment.apart.push(text),
        }
    }
    let mut inlines: Vec<Inline> = segments.into_iter().flat_map(|segment| segment.inlines(span)).collect();
    inlines.extend(last);
    inlines
}

impl Segment {
    fn has_words_above(&self) -> bool {
        !(self.above.is_empty() && self.apart.is_empty())
    }

    /// As many pairs as there are; where the counts differ, what is left over goes to the last one.
    fn inlines(mut self, span: Span) -> Vec<Inline> {
        let pairs = self.bases.len().min(self.above.len()).max(1);
        let rest: Vec<Inline> =
            self.bases.split_off(pairs.min(self.bases.len())).into_iter().flatten().collect();
        if let Some(last) = self.bases.last_mut() {
            last.extend(rest);
        }
        let mut above = self.above.into_iter();
        let mut inlines = Vec::new();
        for (index, words) in self.bases.into_iter().enumerate() {
            let over: Vec<String> = if index + 1 == pairs {
                above.by_ref().collect()
            } else {
                above.next().into_iter().collect()
            };
            push(&mut inlines, words, &over.join(" "), span);
        }
        // Without a word below it, it is a word among others.
        inlines.extend(above.map(|text| Inline::text(text, span)));
        // HTML itself has this for those who cannot set them above one another (`rp`).
        inlines.extend(self.apart.into_iter().map(|text| Inline::text(format!(" ({text})"), span)));
        inlines
    }
}

/// Words with a text above them. Rubies do not nest: the text of one around another follows it.
fn push(inlines: &mut Vec<Inline>, words: Vec<Inline>, above: &str, span: Span) {
    let nests = holds_ruby(&words);
    if above.is_empty() || nests || is_blank(&words) {
        inlines.extend(words);
        if !above.is_empty() {
            let text = if nests { format!(" ({above})") } else { above.to_owned() };
            inlines.push(Inline::text(text, span));
        }
        return;
    }
    inlines.push(Inline { span, kind: InlineKind::Styled(Style::Ruby(above.to_owned()), words) });
}

fn holds_ruby(inlines: &[Inline]) -> bool {
    inlines.iter().any(|inline| {
        matches!(inline.kind, InlineKind::Styled(Style::Ruby(_), _)) || holds_ruby(inline.kind.content())
    })
}
