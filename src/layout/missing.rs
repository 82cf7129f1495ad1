//! What the pages show as boxes: said once a script, with the first place. A book in a script that no
//! face holds would drown all other messages.

use crate::diagnostic::allowance::Allowances;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::document::{Block, BlockId, Document, content};
use crate::layout::page::{NOTDEF, Page, PageItem, PagedDocument, Part};
use crate::length::Length;
use crate::source::{Sources, Span};
use rayon::prelude::*;
use std::collections::BTreeMap;
use std::sync::LazyLock;
use unicode_script::{Script, UnicodeScript};

/// So many characters of a script are named.
const NAMED: usize = 12;

/// How often a character is shown as a box, and where first.
#[derive(Clone, Copy)]
struct Tally {
    count: usize,
    first: (BlockId, u32),
}

/// By whether it is allowed where it stands.
type Tallies = BTreeMap<(bool, char), Tally>;

/// Reports the characters of the finished pages that no face has. The texts are those that the
/// document was read from.
pub fn missing_glyphs(
    document: &Document,
    paged: &PagedDocument,
    sources: &Sources,
    allowances: &Allowances,
) -> Vec<Diagnostic> {
    let spans = LazyLock::new(|| spans(document));
    let is_allowed = |block: BlockId| {
        let span = span_of(block, &spans);
        span.is_some_and(|span| allowances.allow(Code::MissingGlyph, Severity::Warning, span))
    };
    let with_page = |tallies, page: &Page| with_page(tallies, page, &is_allowed);
    let tallies =
        paged.pages.par_iter().fold(Tallies::new, with_page).reduce(Tallies::new, |mut all, tallies| {
            tallies.into_iter().for_each(|(key, tally)| add(&mut all, key, tally));
            all
        });
    if tallies.is_empty() {
        return Vec::new();
    }
    let mut scripts: BTreeMap<(bool, &str), Vec<(char, Tally)>> = BTreeMap::new();
    for ((allowed, character), tally) in tallies {
        let script = (allowed, character.script().short_name());
        scripts.entry(script).or_default().push((character, tally));
    }
    let place = |&(character, tally): &(char, Tally)| place(character, tally.first.0, &spans, sources);
    let mut diagnostics = Vec::new();
    for mut missing in scripts.into_values() {
        missing.sort_by_key(|(_, tally)| tally.first);
        match missing.as_slice() {
            [one] => diagnostics.push(of_character(*one, place(one))),
            [first, ..] => diagnostics.push(of_script(&missing, place(first))),
            [] => {}
        }
    }
    diagnostics
}

fn with_page(mut tallies: Tallies, page: &Page, is_allowed: &dyn Fn(BlockId) -> bool) -> Tallies {
    for placed in &page.items {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        if !run.has_boxes() {
            continue;
        }
        let (block, start) = match &placed.part {
            Part::Content { block, text } => (*block, text.start),
            Part::Formula(formula) => (formula.block, formula.text.start),
            Part::Call { block, at, .. } | Part::Annotation { block, at, .. } => (*block, *at),
            Part::Generated { block, .. } => (*block, 0),
            // What repeats is reported where it stands for the first time; labels are our own.
            Part::Label(_) | Part::Artifact(_) => continue,
        };
        // Joiners and the like go along with a box and take no room.
        let boxes = run
            .glyphs
            .iter()
            .filter(|glyph| glyph.id == NOTDEF && Length::from(glyph.advance) > Length::ZERO);
        for glyph in boxes {
            let character = run.text.get(glyph.text as usize..).and_then(|text| text.chars().next());
            let tally = Tally { count: 1, first: (block, start + glyph.text) };
            let key = character.map(|character| (is_allowed(block), character));
            key.into_iter().for_each(|key| add(&mut tallies, key, tally));
        }
    }
    tallies
}

fn add(tallies: &mut Tallies, key: (bool, char), tally: Tally) {
    let known = tallies.entry(key).or_insert(Tally { count: 0, ..tally });
    known.count += tally.count;
    known.first = known.first.min(tally.first);
}

/// Where every block stands in the manuscript.
fn spans(document: &Document) -> BTreeMap<BlockId, Span> {
    let mut spans: BTreeMap<BlockId, Span> =
        document.walk().map(|section| (section.id, section.span)).collect();
    let of_sections = document.walk().flat_map(|section| &section.blocks);
    let mut open: Vec<&Block> =
        of_sections.chain(document.notes.iter().flat_map(|note| &note.blocks)).collect();
    while let Some(block) = open.pop() {
        spans.insert(block.id, block.span);
        open.extend(content::children(block));
    }
    spans
}

/// Where a block stands, or that which it is a part of: parts of a block, such as captions, have numbers
/// behind their block's.
fn span_of(block: BlockId, spans: &BTreeMap<BlockId, Span>) -> Option<Span> {
    let before = spans.range(..=block).next_back().filter(|(id, _)| id.file == block.file);
    before.map(|(_, span)| *span)
}

/// The character's own place, if it stands in its block as it is printed, and not as an entity.
fn place(character: char, block: BlockId, spans: &BTreeMap<BlockId, Span>, sources: &Sources) -> Span {
    let Some(span) = span_of(block, spans) else { return Span::GENERATED };
    let text = sources.get(span.file).map_or("", |source| &source.text);
    let within = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    within.find(character).map_or(span, |at| {
        let start = span.start as usize + at;
        Span::new(span.file, start..start + character.len_utf8())
    })
}

fn of_character((character, tally): (char, Tally), span: Span) -> Diagnostic {
    let times = if tally.count > 1 { format!(", {} times", tally.count) } else { String::new() };
    let message = format!(
        "no available face has a glyph for U+{:04X}; a box is printed instead{times}",
        u32::from(character)
    );
    warning(character.script(), span, message)
}

/// `missing` in the order of their places.
fn of_script(missing: &[(char, Tally)], span: Span) -> Diagnostic {
    let script = missing.first().map_or(Script::Unknown, |(character, _)| character.script());
    let what = match script {
        Script::Common | Script::Inherited => "signs".to_owned(),
        Script::Unknown => "characters of no known script".to_owned(),
        script => format!("characters of the script {}", script.full_name().replace('_', " ")),
    };
    let count = missing.len();
    let boxes: usize = missing.iter().map(|(_, tally)| tally.count).sum();
    let samples: Vec<String> =
        missing.iter().take(NAMED).map(|(character, _)| character.to_string()).collect();
    let rest = if count > NAMED { ", …" } else { "" };
    let samples = samples.join(", ") + rest;
    let message = format!(
        "no available face has glyphs for {count} {what} ({samples}); {boxes} boxes are printed instead"
    );
    warning(script, span, message)
}

fn warning(script: Script, span: Span, message: String) -> Diagnostic {
    let having = family_of(script).map_or_else(
        || "a face that has them".to_owned(),
        |family| format!("one that has them, such as {family}, which is free,"),
    );
    Diagnostic::warning(Code::MissingGlyph, span, message).hint(format!(
        "the EPUB leaves them to the fonts of the reader's device; in print {having} helps: `fonts.files` names \
         files and folders of faces"
    ))
}

/// The family of the Noto project for a script, one with serifs where there is one (notofonts.github.io).
fn family_of(script: Script) -> Option<String> {
    use Script::*;
    let name = script.full_name().replace('_', " ");
    Some(match script {
        Unknown => return None,
        Han | Hiragana | Katakana | Hangul | Bopomofo => "Noto Serif CJK".into(),
        Common | Inherited => "Noto Sans Symbols or Noto Sans Math".into(),
        Latin | Greek | Cyrillic => "Noto Serif".into(),
        Arabic => "Noto Naskh Arabic".into(),
        Nko => "Noto Sans NKo".into(),
        Nyiakeng_Puachue_Hmong => "Noto Serif NP Hmong".into(),
        Phags_Pa => "Noto Sans PhagsPa".into(),
        SignWriting => "Noto Sans SignWriting".into(),
        Ahom | Armenian | Balinese | Bengali | Devanagari | Dives_Akuru | Dogra | Ethiopic | Georgian
        | Grantha | Gujarati | Gurmukhi | Hebrew | Kannada | Khitan_Small_Script | Khmer | Khojki | Lao
        | Makasar | Malayalam | Myanmar | Old_Uyghur | Oriya | Sinhala | Tamil | Tangut | Telugu | Thai
        | Tibetan | Toto | Vithkuqi | Yezidi => format!("Noto Serif {name}"),
        _ => format!("Noto Sans {name}"),
    })
}
