//! What there is to say about one file. Things that occur by the thousand are counted and named
//! once, so that a big book is not drowned in messages.

use crate::diagnostic::{Code, Diagnostic, Severity};
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
    tags: Tally,
    hidden: Tally,
    endless: Tally,
    unseen: Tally,
    shown: Tally,
    silent: Tally,
    drawn: Tally,
    embedded: Tally,
    aligned: Tally,
    unlinked: Tally,
    reordered: Tally,
    links_within: Tally,
    sourceless: Tally,
    markdown: Tally,
    indented: Tally,
    numbering: Tally,
    colors: Tally,
    langs: Tally,
    undefined: Tally,
    /// Marks of other dialects, which are told of all files of a book together.
    pub(super) foreign: ForeignMarks,
    uncalled: Tally,
    too_deep: bool,
}

impl Report {
    /// `text` without the characters that neither edition may carry.
    pub(super) fn clean<'a>(&mut self, text: &'a str, span: Span) -> Cow<'a, str> {
        self.controls.clean(text, span)
    }

    /// A tag that was left out. An end tag counts only where no start tag was seen.
    pub(in crate::reader) fn tag(&mut self, name: &str, closing: bool, span: Span) {
        if !(closing && self.tags.places.contains_key(&name.to_ascii_lowercase())) {
            self.tags.add(name, span);
        }
    }

    /// An element that is left out with all that it holds.
    pub(in crate::reader) fn hidden(&mut self, name: &str, span: Span) {
        self.hidden.add(name, span);
    }

    /// Such an element without its end.
    pub(in crate::reader) fn never_closed(&mut self, name: &str, span: Span) {
        self.endless.add(name, span);
    }

    /// An element that is not to be seen, by what says so.
    pub(in crate::reader) fn unseen(&mut self, asked: &str, span: Span) {
        self.unseen.add(asked, span);
    }

    /// Such an element that has no end.
    pub(in crate::reader) fn shown(&mut self, asked: &str, span: Span) {
        self.shown.add(asked, span);
    }

    /// An element that readers aloud are not to say.
    pub(in crate::reader) fn silent(&mut self, name: &str, span: Span) {
        self.silent.add(name, span);
    }

    /// A drawing or a formula that is made of tags.
    pub(in crate::reader) fn drawn(&mut self, name: &str, span: Span) {
        self.drawn.add(name, span);
    }

    /// An element that shows what is not in the book: `what` is its address or its title, and `stands`
    /// what is there in its place.
    pub(in crate::reader) fn embedded(&mut self, name: &str, what: &str, stands: &str, span: Span) {
        let written = if what.is_empty() { format!("`<{name}>`") } else { format!("`<{name}>` of `{what}`") };
        let written = format!("what {written} shows is in neither edition: {stands}");
        self.embedded.add_as(&format!("{name} {stands}"), &written, span);
    }

    /// A link around blocks of Markdown, which are not linked.
    pub(in crate::reader) fn unlinked(&mut self, target: &str, span: Span) {
        self.unlinked.add(target, span);
    }

    /// What is to run another way than lines do in print.
    pub(in crate::reader) fn reordered(&mut self, written: &str, span: Span) {
        self.reordered.add(written, span);
    }

    /// A link within another, which is not linked.
    pub(in crate::reader) fn link_within(&mut self, target: &str, span: Span) {
        self.links_within.add(target, span);
    }

    /// An image that names no file.
    pub(in crate::reader) fn sourceless(&mut self, span: Span) {
        self.sourceless.add("img", span);
    }

    /// Markdown where none is read.
    pub(in crate::reader) fn markdown_in_html(&mut self, mark: &str, span: Span) {
        self.markdown.add(mark, span);
    }

    /// A tag within an open element that its indent makes code.
    pub(in crate::reader) fn indented_tag(&mut self, name: &str, span: Span) {
        self.indented.add(name, span);
    }

    /// A list that is to be numbered in some other way.
    pub(in crate::reader) fn numbering(&mut self, written: &str, span: Span) {
        self.numbering.add(written, span);
    }

    /// A heading that is to stand elsewhere than the others.
    pub(in crate::reader) fn aligned_heading(&mut self, name: &str, span: Span) {
        self.aligned.add(name, span);
    }

    /// A tag that gives a colour, which neither edition has.
    pub(in crate::reader) fn color(&mut self, name: &str, span: Span) {
        self.colors.add(name, span);
    }

    /// A `lang` that names no language.
    pub(in crate::reader) fn unknown_lang(&mut self, written: &str, span: Span) {
        self.langs.add(written, span);
    }

    /// A call of a note that is not written.
    pub(in crate::reader) fn undefined_note(&mut self, label: &str, span: Span) {
        self.undefined.add(label, span);
    }

    /// A mark of another dialect.
    pub(in crate::reader) fn foreign(&mut self, kind: Foreign, written: &str, span: Span) {
        self.foreign.add(kind, written, span);
    }

    /// The mark of a note that is written, in HTML, where it calls none.
    pub(in crate::reader) fn uncalled_note(&mut self, label: &str, span: Span) {
        self.uncalled.add(label, span);
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

    /// All diagnostics, those that were counted among them.
    pub(super) fn finish(mut self) -> Vec<Diagnostic> {
        self.diagnostics.extend(self.controls.diagnostic());
        self.tags.finish(Code::RawHtml, &mut self.diagnostics, |tag| match tag {
            "?" => "`<?…>` is meant for another program, and is left out".to_owned(),
            "!" => "`<!…>` is a declaration of HTML, and is left out".to_owned(),
            tag => format!("`<{tag}>` is raw HTML: the tag is left out, the text around it is kept"),
        });
        self.hidden.finish(Code::RawHtml, &mut self.diagnostics, |tag| {
            format!("`<{tag}>` is left out with all that it holds")
        });
        self.endless.finish(Code::RawHtml, &mut self.diagnostics, |tag| {
            format!("`<{tag}>` is never closed: all up to the end of its block is left out")
        });
        self.unseen.finish_as(Severity::Note, Code::RawHtml, &mut self.diagnostics, |asked| {
            format!(
                "`{asked}` hides an element from those who read the page: what it holds is in neither edition"
            )
        });
        self.shown.finish(Code::RawHtml, &mut self.diagnostics, |asked| {
            format!("`{asked}` asks to hide an element that is never closed; what it holds is shown")
        });
        self.silent.finish_as(Severity::Note, Code::RawHtml, &mut self.diagnostics, |tag| {
            format!("`<{tag}>` is to be hidden from readers aloud alone; its words are said as they are seen")
        });
        self.drawn.finish(Code::RawHtml, &mut self.diagnostics, |tag| {
            format!("what `<{tag}>` draws is in neither edition; its words are kept")
        });
        self.embedded.finish(Code::EmbeddedMedia, &mut self.diagnostics, str::to_owned);
        self.aligned.finish_as(Severity::Note, Code::RawHtml, &mut self.diagnostics, |tag| {
            format!("`<{tag}>` asks for a place of its own; headings stand as those of the book do")
        });
        self.unlinked.finish(Code::RawHtml, &mut self.diagnostics, |target| {
            format!("the link to `{target}` is around blocks of Markdown, which are kept without it")
        });
        self.reordered.finish(Code::RawHtml, &mut self.diagnostics, |written| {
            format!(
                "`{written}` is kept in the EPUB; the PDF sets words in the order in which they are written"
            )
        });
        self.links_within.finish(Code::RawHtml, &mut self.diagnostics, |target| {
            format!("the link to `{target}` stands within another, and links do not nest: its words are kept")
        });
        self.sourceless.finish(Code::MissingImage, &mut self.diagnostics, |tag| {
            format!("`<{tag}>` names no file: its alternative text stands for it")
        });
        self.markdown.finish(Code::RawHtml, &mut self.diagnostics, |mark| {
            format!(
                "`{mark}` stands within HTML, where Markdown is read between blank lines alone; it is text"
            )
        });
        self.indented.finish(Code::RawHtml, &mut self.diagnostics, |tag| {
            format!(
                "`<{tag}>` is printed as code, since it stands below an empty line and four blanks deep; \
                 leave out the line, or indent the tag by less"
            )
        });
        self.numbering.finish(Code::RawHtml, &mut self.diagnostics, |written| {
            format!("`{written}` asks for other numbers than a book's lists have; they count one by one")
        });
        self.colors.finish(Code::ColorOnly, &mut self.diagnostics, |tag| {
            format!("`<{tag}>` gives a colour, which neither edition has: what colour alone says is lost")
        });
        self.langs.finish(Code::RawHtml, &mut self.diagnostics, |lang| {
            format!("`lang=\"{lang}\"` names no language that the registry of IANA knows; it says nothing")
        });
        self.undefined.finish(Code::UndefinedNote, &mut self.diagnostics, |label| {
            format!("the note `[^{label}]` is called but not written; the mark stays as text")
        });
        self.uncalled.finish(Code::UndefinedNote, &mut self.diagnostics, |label| {
            format!("`[^{label}]` stands in HTML, where Markdown calls no note; the mark stays as text")
        });
        self.diagnostics
    }
}

/// Occurrences by name: how the first is written, where it is, and how many there are.
#[derive(Debug, Default)]
struct Tally {
    places: BTreeMap<String, (String, Span, usize)>,
    /// The first occurrence of a name beyond `NAMES`, and how many there are.
    others: Option<(Span, usize)>,
}

impl Tally {
    fn add(&mut self, name: &str, span: Span) {
        self.add_as(name, name, span);
    }

    /// Counts by a name what is written in some other way.
    fn add_as(&mut self, name: &str, written: &str, span: Span) {
        let full = self.places.len() >= NAMES;
        match self.places.get_mut(&name.to_ascii_lowercase()) {
            Some((_, _, count)) => *count += 1,
            None if full => self.others.get_or_insert((span, 0)).1 += 1,
            None => {
                self.places.insert(name.to_ascii_lowercase(), (written.to_owned(), span, 1));
            }
        }
    }

    fn finish(self, code: Code, diagnostics: &mut Vec<Diagnostic>, message: impl Fn(&str) -> String) {
        self.finish_as(Severity::Warning, code, diagnostics, message);
    }

    fn finish_as(
        self,
        severity: Severity,
        code: Code,
        diagnostics: &mut Vec<Diagnostic>,
        message: impl Fn(&str) -> String,
    ) {
        for (name, span, count) in self.places.into_values() {
            let more = match count {
                1 => String::new(),
                count => format!(" ({} more like it in this file)", count - 1),
            };
            diagnostics.push(Diagnostic::new(severity, code, span, message(&name) + &more));
        }
        if let Some((span, count)) = self.others {
            let message = format!("{count} more of this kind under other names in this file");
            diagnostics.push(Diagnostic::new(severity, code, span, message));
        }
    }
}
