//! From the frozen document to finished pages: shape, break into lines, stack into a galley, cut
//! into pages, bind.
//!
//! Chapters are set and cut side by side; only `bind` knows page numbers and sides. Nothing in
//! here depends on the number of threads.

mod aside;
mod bidi;
mod bind;
mod blocks;
mod chapter;
mod cjk;
mod float;
mod front;
#[cfg(fuzzing)]
pub mod fuzzing;
mod galley;
mod glue;
mod head;
mod hyphenate;
mod item;
mod language;
mod line;
mod lines;
mod listing;
mod math;
mod missing;
mod notes;
mod objects;
mod owner;
pub mod page;
mod paginate;
mod palette;
mod paragraph;
mod paragraph_memo;
mod setter;
mod shape;
mod sizing;
mod style;
mod table;
mod text;
mod verse;

pub use missing::missing_glyphs;

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::{Chapter, Direction, Document, Matter, NoteId, Openers};
use crate::font::Han;
use crate::layout::bind::{PageRun, Runs, bind};
use crate::layout::galley::{Galley, LineBox};
use crate::layout::language::{LangId, Languages};
use crate::layout::page::PagedDocument;
use crate::layout::paginate::{PageKey, PageRules, paginate};
use crate::layout::paragraph::Itemiser;
use crate::layout::setter::{Column, Setter};
use crate::layout::shape::Shaper;
use crate::layout::style::Styles;
use crate::length::Length;
use crate::resource::Resources;
use crate::source::Span;
use crate::theme::Theme;
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// How far down the page a chapter opens, in lines.
const SINK: i64 = 4;

/// Sets a document on pages.
pub fn lay_out(document: &Document, resources: &Resources) -> Warned<PagedDocument> {
    let languages = Languages::of(document, &resources.hyphenation);
    let shaper = Shaper::new(&resources.fonts, &languages);
    let notes = document.notes.iter().map(|note| (note.id, note)).collect();
    let mut first_calls: BTreeMap<usize, BTreeSet<NoteId>> = BTreeMap::new();
    for (note, chapter) in document.first_calls() {
        first_calls.entry(chapter).or_default().insert(note);
    }
    let setter = Setter {
        document,
        notes: &notes,
        first_calls,
        resources,
        styles: Styles::new(&resources.theme, document.metadata.direction() == Direction::RightToLeft),
        itemiser: Itemiser::new(&shaper, resources.theme.squares),
        math_face: math::MathFace::open(&resources.fonts),
        depth: depth(&resources.theme),
        runs_on: document.openers == Openers::RunOn,
    };
    let mut diagnostics = hyphenation_note(&setter);
    let runs = set_runs(&setter);
    let paged = bind(runs, &setter, &mut diagnostics);
    diagnostics.sort_by(|a, b| (a.span, a.code, &a.message).cmp(&(b.span, b.code, &b.message)));
    diagnostics.dedup();
    Warned { value: paged, diagnostics }
}

/// The height of the text area: as many whole lines as the margins leave, so that every full page
/// ends on the same line.
fn depth(theme: &Theme) -> Length {
    let margins = theme.page.margins;
    let room = theme.page.trim.height - margins.top - margins.bottom;
    let lines = (room.0 / theme.body.leading.0.max(1)).max(1);
    theme.body.leading * lines
}

/// Whether words of a language are ever divided by a hyphen: not in the scripts from right to left, nor in those that
/// part no words.
fn knows_hyphens(lang: &str) -> bool {
    let primary = lang.split('-').next().unwrap_or_default();
    let parts_no_words =
        Han::of_language(lang).is_some() || matches!(primary, "th" | "lo" | "km" | "my" | "bo");
    !parts_no_words && Direction::of(lang) == Direction::LeftToRight
}

fn hyphenation_note(setter: &Setter) -> Vec<Diagnostic> {
    let lang = setter.document.metadata.lang();
    if setter.itemiser.shaper.languages().get(LangId::BOOK).hyphenator.has_patterns() || !knows_hyphens(lang)
    {
        return Vec::new();
    }
    let message = format!("there are no hyphenation patterns for `{}`", setter.document.metadata.lang());
    vec![Diagnostic::note(Code::NoHyphenation, Span::GENERATED, message)]
}

/// All runs of pages.
fn set_runs(setter: &Setter) -> Runs {
    let chapters = setter.document.chapters();
    let mut galleys = set_chapters(setter, &chapters);
    // Chapters of front matter at the start have pages of their own numbers.
    let is_front = |chapter: &&Chapter| chapter.section.matter == Matter::Front;
    let body = galleys.split_off(chapters.iter().take_while(is_front).count());
    let arranged = |galleys: Vec<Galley>| match setter.runs_on {
        true if galleys.is_empty() => galleys,
        true => vec![joined(galleys)],
        false => opened(galleys, setter),
    };
    let (front, body) = (arranged(galleys), arranged(body));
    let recto = setter.document.openers == Openers::Recto;
    let rules = PageRules {
        height: setter.depth,
        leading: setter.styles.body.leading,
        separator: notes::separator(setter),
    };
    let run = |galley: Galley, recto: bool| {
        let ends = || paginate(&galley.items, &rules);
        let bodies = setter.resources.memo.get(&PageKey(&galley.items, &rules), ends);
        PageRun { bodies: Arc::unwrap_or_clone(bodies), galley, recto, opens: true }
    };
    let column = Column { left: Length::ZERO, width: setter.resources.theme.page.measure() };
    Runs {
        title: run(setter.title_page(column), true),
        contents: setter.contents(column).map(|contents| run(contents, true)),
        front: front.into_iter().map(|galley| run(galley, recto)).collect(),
        body: body.into_par_iter().map(|galley| run(galley, recto)).collect(),
    }
}

fn set_chapters(setter: &Setter, chapters: &[Chapter]) -> Vec<Galley> {
    chapters.par_iter().map(|&chapter| chapter::set_chapter(setter, chapter)).collect()
}

fn joined(galleys: Vec<Galley>) -> Galley {
    let mut all = Galley::default();
    for galley in galleys {
        all.append(galley);
    }
    all
}

/// Chapters that open a page, each with its white space above.
fn opened(galleys: Vec<Galley>, setter: &Setter) -> Vec<Galley> {
    let sink = setter.styles.body.leading * SINK;
    let opened = galleys.into_iter().map(|mut galley| {
        // A box, since white space at the head of a page is dropped.
        galley.open_page(LineBox::blank(sink));
        galley
    });
    opened.collect()
}
