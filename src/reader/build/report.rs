//! What there is to say about one file. Things that occur by the thousand are counted and named
//! once, so that a big book is not drowned in messages.

mod mention;

pub(in crate::reader) use mention::Mention;

use crate::diagnostic::allowance::Allowances;
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::control::LeftOut;
use crate::reader::foreign::{Foreign, ForeignMarks};
use crate::source::Span;
use std::borrow::Cow;
use std::collections::BTreeMap;

/// So many different names are reported apart; a file with more is broken in some other way.
const NAMES: usize = 100;

/// The diagnostics of one file while it is read.
#[derive(Debug, Default)]
pub(in crate::reader) struct Report {
    pub(in crate::reader) diagnostics: Vec<Diagnostic>,
    controls: LeftOut,
    mentions: BTreeMap<Mention, Tally>,
    /// Marks of other dialects, which are told of all files of a book together.
    pub(super) foreign: ForeignMarks,
    too_deep: bool,
}

impl Report {
    /// `text` without the characters that neither edition may carry.
    pub(super) fn clean<'a>(&mut self, text: &'a str, span: Span) -> Cow<'a, str> {
        self.controls.clean(text, span)
    }

    /// A tag that was left out. An end tag counts only where no start tag was seen.
    pub(in crate::reader) fn tag(&mut self, name: &str, closing: bool, span: Span) {
        let kind = match name {
            "?" => Mention::Instruction,
            "!" => Mention::Declaration,
            _ => Mention::Tag,
        };
        let tally = self.mentions.entry(kind).or_default();
        if !(closing && tally.places.contains_key(&name.to_ascii_lowercase())) {
            tally.add_as(name, name, span);
        }
    }

    /// Something that is told of once a name.
    pub(in crate::reader) fn mention(&mut self, kind: Mention, name: &str, span: Span) {
        self.mentions.entry(kind).or_default().add_as(name, name, span);
    }

    /// An element that shows what is not in the book: `what` is its address or its title, and `stands`
    /// what is there in its place.
    pub(in crate::reader) fn embedded(&mut self, name: &str, what: &str, stands: &str, span: Span) {
        let written = if what.is_empty() { format!("`<{name}>`") } else { format!("`<{name}>` of `{what}`") };
        let written = format!("what {written} shows is in neither edition: {stands}");
        self.mentions.entry(Mention::Embedded).or_default().add_as(
            &format!("{name} {stands}"),
            &written,
            span,
        );
    }

    /// A mark of another dialect.
    pub(in crate::reader) fn foreign(&mut self, kind: Foreign, written: &str, span: Span) {
        self.foreign.add(kind, written, span);
    }

    /// A note that nothing calls.
    pub(super) fn unused_note(&mut self, span: Span) {
        let message = "this note is never called";
        self.diagnostics.push(Diagnostic::warning(Code::UnusedNote, span, message));
    }

    /// A note with the label of another.
    pub(super) fn repeated_note(&mut self, label: &str, span: Span) {
        let message = format!("`[^{label}]` is written twice; the second is in neither edition");
        let warning = Diagnostic::warning(Code::UnusedNote, span, message);
        self.diagnostics.push(warning.hint("give each note a label of its own"));
    }

    /// The start of a comment without an end.
    pub(in crate::reader) fn open_comment(&mut self, span: Span) {
        let message = "this comment is never closed; its text is kept";
        self.diagnostics.push(Diagnostic::warning(Code::RawHtml, span, message).hint("close it with `-->`"));
    }

    /// Says once a file that nesting went too deep.
    pub(super) fn too_deep(&mut self, levels: usize, span: Span) {
        if !std::mem::replace(&mut self.too_deep, true) {
            let message =
                format!("nested deeper than {levels} levels; what is deeper follows at the last one");
            self.diagnostics.push(Diagnostic::warning(Code::NestingTooDeep, span, message));
        }
    }

    /// All diagnostics, those that were counted among them. What is allowed where it stands is counted by
    /// itself.
    pub(super) fn finish(mut self, allowances: &Allowances) -> Vec<Diagnostic> {
        self.diagnostics.extend(self.controls.diagnostics(allowances));
        for (kind, tally) in self.mentions {
            tally.finish(kind, allowances, &mut self.diagnostics);
        }
        self.diagnostics
    }
}

/// Occurrences by name: how the first is written, and where they are.
#[derive(Debug, Default)]
struct Tally {
    places: BTreeMap<String, (String, Vec<Span>)>,
    /// The occurrences of names beyond `NAMES`.
    others: Vec<Span>,
}

impl Tally {
    /// Counts by a name what is written in some other way.
    fn add_as(&mut self, name: &str, written: &str, span: Span) {
        let full = self.places.len() >= NAMES;
        match self.places.get_mut(&name.to_ascii_lowercase()) {
            Some((_, spans)) => spans.push(span),
            None if full => self.others.push(span),
            None => {
                self.places.insert(name.to_ascii_lowercase(), (written.to_owned(), vec![span]));
            }
        }
    }

    fn finish(self, kind: Mention, allowances: &Allowances, diagnostics: &mut Vec<Diagnostic>) {
        let mut tell = |spans: Vec<Span>, message: &dyn Fn(usize) -> String| {
            let is_allowed = |span: &Span| allowances.allow(kind.code(), kind.severity(), *span);
            let (allowed, said): (Vec<Span>, Vec<Span>) = spans.into_iter().partition(is_allowed);
            for spans in [said, allowed] {
                let Some(first) = spans.first() else { continue };
                let message = message(spans.len());
                diagnostics.push(Diagnostic::new(kind.severity(), kind.code(), *first, message));
            }
        };
        for (written, spans) in self.places.into_values() {
            tell(spans, &|count| {
                let more = match count {
                    1 => String::new(),
                    count => format!(" ({} more like it in this file)", count - 1),
                };
                kind.message(&written) + &more
            });
        }
        tell(self.others, &|count| format!("{count} more of this kind under other names in this file"));
    }
}
