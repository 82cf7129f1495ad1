//! What the parser would misread, masked before it reads: dollars that are money, colons that define
//! nothing, and the marks of dialects that it does not know. A mask is as long as what it hides, so
//! that every place stays where it is, and what it hides comes back in the parser's events.

mod calls;
mod code_formulas;
mod colons;
mod dialects;
mod divisions;
mod dollars;
mod environments;
mod events;
mod examples;
mod fancy_lists;
mod highlighted;
mod line_blocks;
mod lines;
mod metadata;
mod no_break;
mod page_breaks;
mod raw_words;
mod readable;
mod references;
mod site_links;
mod tables;
mod terrain;

use super::dialect::{self, Dialect, Options};
use super::foreign::{self, Ground};
use super::marks::text_reference::TextReferences;
use super::pandoc_table::Line;
use crate::document::{Delimiter, Matter, Numbers, PageSide};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;
use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub(super) use divisions::Opening;
pub(in crate::reader::markdown) use page_breaks::COMMANDS as PAGE_BREAKS;
pub(in crate::reader::markdown) use terrain::Terrain;

/// A text as the parser is to read it.
#[derive(Debug)]
pub(super) struct Masked<'t> {
    written: &'t str,
    text: Cow<'t, str>,
    /// Stands in `text` for each byte that is masked among words; no character of what is written.
    sentinel: u8,
    /// In the order of the text, without overlaps.
    masks: Vec<Mask>,
    /// What stands where the parser sees a thematic break, by where it begins.
    markers: BTreeMap<usize, Marker>,
    /// The markers directly below HTML, where the parser sees an empty line.
    below_html: BTreeSet<usize>,
    /// The numbers of items that the parser does not know, by where they begin.
    items: BTreeMap<usize, Numbers>,
    /// Blocks of metadata in the midst of the text, without their lines of dashes.
    pub(super) metadata: Vec<Range<usize>>,
    /// What names stand for in bookdown's texts.
    pub(super) text_references: TextReferences,
    /// Definitions of TeX among the words, which formulas know.
    pub(super) definitions: Vec<Range<usize>>,
    /// Marks of dialects that are not read, in the order of the text.
    pub(super) foreign: Vec<(Foreign, Range<usize>)>,
}

/// A stretch among words that the parser is not to look at.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Mask {
    range: Range<usize>,
    shown: Shown,
}

/// How a masked stretch comes back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Shown {
    /// As text.
    Text,
    /// As code: marks that are meant for another program.
    Code,
    /// As the call of a note.
    Call,
    /// As a number in parentheses.
    Number(i64),
    /// As a formula that stands by itself.
    Formula,
    /// As the formula in its code.
    CodeFormula,
    /// As a no-break space.
    NoBreak,
    /// Not at all.
    Nothing,
}

/// Lines that stand for a block which the parser does not know.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Marker {
    /// `::: {.class}`
    Opens(Opening),
    /// `:::`, and how many divisions end there.
    Closes(usize),
    /// Lines behind bars, each with where it stands; the bars and one blank are not among them.
    LineBlock(Vec<Range<usize>>),
    /// A table that is drawn in text, by its lines.
    Table(Vec<Range<usize>>),
    /// Code between marks of another tool, by its lines.
    Code { language: Option<String>, lines: Vec<Range<usize>> },
    /// `\newpage`
    PageBreak(PageSide),
    /// `(label)=`: what follows is called so.
    Anchor(String),
    /// The block above is named so.
    AnchorAbove(String),
    /// `{mainmatter}`: what follows belongs to another part of the book.
    Matter(Matter),
    /// `-# Title`: the heading is that of a part, which may begin another matter.
    Part(Option<Matter>),
    /// `[!name] Title`: what the quotation is that it stands in.
    Callout(Opening),
    /// What is said of the block below.
    Attributes(Attributes),
    /// The title of the division that is open.
    Title(String),
    /// The title of a tab in the division that is open.
    Tab(String),
    /// The class of a part of the division that is open.
    Within(&'static str),
}

impl<'t> Masked<'t> {
    /// Masks what dialects beside CommonMark and GitHub's mean otherwise than the parser.
    pub(super) fn new(written: &'t str, options: Options) -> Masked<'t> {
        let mut masked = Masked {
            written,
            text: Cow::Borrowed(written),
            sentinel: 0,
            masks: Vec::new(),
            markers: BTreeMap::new(),
            below_html: BTreeSet::new(),
            items: BTreeMap::new(),
            metadata: Vec::new(),
            text_references: TextReferences::new(),
            definitions: Vec::new(),
            foreign: Vec::new(),
        };
        let is_told = options.dialect.is_of_another_tool();
        if options.has_ours() && (is_told || may_need_masks(written)) {
            masked.look(options);
        } else if options.dialect == Dialect::Gfm && written.contains(code_formulas::OPENS) {
            masked.look_for_formulas();
        }
        masked
    }

    /// What the parser is to read.
    pub(super) fn text(&self) -> &str {
        &self.text
    }

    /// A stretch as it is written.
    pub(super) fn written(&self, range: &Range<usize>) -> &str {
        self.written.get(range.clone()).unwrap_or_default()
    }

    /// What stands where a thematic break begins.
    pub(super) fn marker(&self, start: usize) -> Option<&Marker> {
        self.markers.get(&start)
    }

    /// How the item of an ordered list is numbered that begins at a place.
    pub(super) fn numbers(&self, start: usize) -> Numbers {
        let start = fancy_lists::mark_of(self.written, start);
        self.items.get(&start).copied().unwrap_or_else(|| {
            let mark = self.written.get(start..).unwrap_or_default();
            let behind = mark.trim_start_matches(|c: char| c.is_ascii_digit());
            let first = mark[..mark.len() - behind.len()].parse().unwrap_or(1);
            let delimiter = if behind.starts_with(')') { Delimiter::Parenthesis } else { Delimiter::Period };
            Numbers { delimiter, ..Numbers::from(first) }
        })
    }

    /// Whether a number of its own is given to the item that begins at a place.
    pub(super) fn is_numbered(&self, start: usize) -> bool {
        self.items.contains_key(&fancy_lists::mark_of(self.written, start))
    }

    /// Whether tables are drawn in the text.
    pub(super) fn has_tables(&self) -> bool {
        self.markers.values().any(|marker| matches!(marker, Marker::Table(_)))
    }

    /// Lines as they are written.
    pub(super) fn lines(&self, lines: &[Range<usize>]) -> Vec<Line<'_>> {
        lines.iter().map(|line| Line { text: self.written(line), start: line.start }).collect()
    }

    /// Masks the formulas that GitHub reads, and nothing else.
    fn look_for_formulas(&mut self) {
        let Some(sentinel) = sentinel(self.written) else { return };
        self.sentinel = sentinel;
        let mut hidden = Hidden::default();
        let terrain = Terrain::of(self.written);
        for run in &terrain.runs {
            code_formulas::find(self.written, run, &terrain, &mut hidden);
        }
        self.hide(hidden);
    }

    fn look(&mut self, options: Options) {
        let Some(sentinel) = sentinel(self.written) else { return };
        self.sentinel = sentinel;
        let mut hidden = Hidden::default();
        let without_formulas = environments::find(self.written, sentinel, &mut hidden);
        let text = without_formulas.as_deref().unwrap_or(self.written);
        let rewritten = dialects::rewrite(text, options.dialect, &mut hidden);
        let text = rewritten.as_deref().unwrap_or(text);
        let (text, mut terrain) = fancy_lists::find(Cow::Borrowed(text), Terrain::of(text), &mut hidden);
        let text = text.as_ref();
        let mut lines = lines::of(text, &terrain);
        // The cells of a table are read by themselves.
        let tables = tables::find(text, &terrain, &mut hidden);
        let is_in_table = |at: usize| {
            let after = tables.partition_point(|table| table.start <= at);
            tables[..after].last().is_some_and(|table| at < table.end)
        };
        terrain.cut(&tables);
        lines.retain(|line| !is_in_table(line.start));
        divisions::find(text, &lines, &terrain, &mut hidden);
        line_blocks::find(text, &lines, &terrain, &mut hidden);
        page_breaks::find(text, &lines, &terrain, &mut hidden);
        colons::find(text, &lines, &terrain, &mut hidden);
        examples::find(text, &lines, &terrain, &mut hidden);
        references::find(text, &lines, &mut hidden);
        terrain.runs.retain(|run| !hidden.markers.contains_key(&run.start));
        let mut formulas = Vec::new();
        for run in &terrain.runs {
            calls::find(text, run, &terrain, &mut hidden);
            raw_words::find(text, run, &terrain, &mut hidden);
            code_formulas::find(text, run, &terrain, &mut hidden);
            formulas.extend(dollars::find(text, run, &terrain, options, &mut hidden));
        }
        let ground = Ground { terrain: &terrain, formulas: &formulas };
        terrain.runs.iter().for_each(|run| no_break::find(text, run, &ground, &mut hidden));
        foreign::find(text, &terrain.runs, &ground, options, &mut hidden);
        let examples = std::mem::take(&mut hidden.examples);
        hidden.foreign.retain(|(kind, range)| {
            !dialects::reads(options.dialect, *kind) && !examples.contains(&range.start)
        });
        for (kind, _) in &mut hidden.foreign {
            *kind = dialects::named(options.dialect, *kind);
        }
        self.hide(hidden);
        // What is masked may be what kept the links of a wiki from being read.
        if dialect::has_wiki_links(&self.text) {
            self.foreign.retain(|(kind, _)| *kind != Foreign::OpenWikiLink);
        }
    }

    /// Builds the text with the masks.
    fn hide(&mut self, mut hidden: Hidden) {
        hidden.masks.sort_by_key(|mask| mask.range.start);
        let mut text = self.written.as_bytes().to_vec();
        let mut done = 0;
        hidden.masks.retain(|mask| {
            let free = mask.range.start >= done;
            done = if free { mask.range.end } else { done };
            free
        });
        for Mask { range, .. } in &hidden.masks {
            text[range.clone()].fill(self.sentinel);
        }
        hidden.rewrite(&mut text);
        hidden.foreign.sort_by_key(|(_, range)| range.start);
        (self.masks, self.markers) = (hidden.masks, hidden.markers);
        (self.foreign, self.items) = (hidden.foreign, hidden.items);
        (self.metadata, self.text_references) = (hidden.metadata, hidden.text_references);
        (self.below_html, self.definitions) = (hidden.below_html, hidden.definitions);
        // Whole characters are hidden by characters of one byte.
        match String::from_utf8(text) {
            Ok(text) => self.text = Cow::Owned(text),
            Err(_) => (self.masks, self.markers) = (Vec::new(), BTreeMap::new()),
        }
    }
}

/// What has been found.
#[derive(Debug, Default)]
pub(super) struct Hidden {
    masks: Vec<Mask>,
    markers: BTreeMap<usize, Marker>,
    /// The markers directly below HTML.
    below_html: BTreeSet<usize>,
    /// Stretches whose bytes are blanks, but for what stands in them at their start.
    rewritten: Vec<(Range<usize>, &'static str)>,
    /// The numbers of items that the parser does not know, by where they begin.
    items: BTreeMap<usize, Numbers>,
    /// Where the signs of examples stand, which are no citations.
    examples: BTreeSet<usize>,
    /// Blocks of metadata, without their lines of dashes.
    metadata: Vec<Range<usize>>,
    /// What names stand for in bookdown's texts.
    text_references: TextReferences,
    /// Definitions of TeX that formulas know.
    definitions: Vec<Range<usize>>,
    foreign: Vec<(Foreign, Range<usize>)>,
}

/// A thematic break that can begin in any list and is no underline of a heading. It ends a paragraph.
const BREAK: &str = "___";

impl Hidden {
    /// Text that is no mark.
    pub(super) fn text(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::Text });
    }

    /// The mark of an item, instead of which another one stands, and its number.
    fn example(&mut self, range: Range<usize>, mark: &'static str, number: i64) {
        let end = range.start + mark.len();
        self.rewritten.push((range.start..end, mark));
        if end < range.end {
            self.masks.push(Mask { range: end..range.end, shown: Shown::Nothing });
        }
        let numbers = Numbers { delimiter: Delimiter::Parentheses, ..Numbers::from(number) };
        self.items.insert(range.start, numbers);
        self.examples.insert(range.start + 1);
    }

    /// The mark of an item of an ordered list, and how it is numbered, where it says so.
    fn item(&mut self, item: fancy_lists::Item) {
        self.items.extend(item.numbers.map(|numbers| (item.range.start, numbers)));
        self.rewritten.push((item.range, item.stand_in));
    }

    fn is_item(&self, at: usize) -> bool {
        self.items.contains_key(&at)
    }

    /// A formula that stands by itself.
    fn formula(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::Formula });
    }

    /// A formula in code.
    fn code_formula(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::CodeFormula });
    }

    /// A blank that no line ends at.
    fn no_break(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::NoBreak });
    }

    /// Words that are not shown.
    pub(super) fn nothing(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::Nothing });
    }

    /// A definition of TeX, which says something to formulas alone.
    pub(super) fn definition(&mut self, range: Range<usize>) {
        self.definitions.push(range.clone());
        self.nothing(range);
    }

    /// A number in parentheses.
    fn number(&mut self, range: Range<usize>, number: i64) {
        self.examples.insert(range.start + 1);
        self.masks.push(Mask { range, shown: Shown::Number(number) });
    }

    /// A reference to no example.
    fn open_example(&mut self, range: Range<usize>) {
        self.examples.insert(range.start + 1);
        self.foreign(Foreign::OpenExample, range);
    }

    /// The call of a note.
    fn call(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::Call });
    }

    /// The mark of a dialect that is not read.
    pub(super) fn foreign(&mut self, kind: Foreign, range: Range<usize>) {
        self.foreign.push((kind, range));
    }

    /// What is meant for another program is shown as it is written.
    pub(super) fn code(&mut self, range: Range<usize>) {
        self.masks.push(Mask { range, shown: Shown::Code });
    }

    /// What has been found of other dialects, in the order of finding.
    #[cfg(test)]
    pub(super) fn found(&self) -> impl Iterator<Item = (Foreign, Range<usize>)> + '_ {
        self.foreign.iter().cloned()
    }

    /// What the parser is to see nothing of.
    fn blank(&mut self, range: Range<usize>) {
        self.rewritten.push((range, ""));
    }

    /// Plus signs that stand for the bars of a table.
    fn part_columns(&mut self, signs: impl Iterator<Item = usize>) {
        self.rewritten.extend(signs.map(|at| (at..at + 1, "|")));
    }

    /// Two characters at the start of a line that are the mark of a quotation, and what it opens.
    fn quote(&mut self, start: usize, mark: &'static str, opening: Option<Opening>) {
        self.rewritten.push((start..start + mark.len(), mark));
        if let Some(opening) = opening {
            let begins = start + mark.rfind('>').unwrap_or_default();
            self.markers.insert(begins, Marker::Opens(opening));
        }
    }

    /// The first line of a quotation that another one stands directly above: its letter, or the first of the
    /// blanks before that, becomes the end of an empty line between the two.
    fn quote_apart(&mut self, line: usize, start: usize, opening: Opening) {
        self.rewritten.push((line..start + 1, "\n"));
        self.rewritten.push((start + 1..start + 2, ">"));
        self.markers.insert(start + 1, Marker::Opens(opening));
    }

    /// The hyphen before the mark of a heading, which makes a part of it.
    fn part(&mut self, start: usize) {
        self.rewritten.push((start..start + 1, ""));
        self.begin_part(start + 1, None);
    }

    /// A heading is that of a part, and begins another matter of the book, where it says so.
    fn begin_part(&mut self, heading: usize, matter: Option<Matter>) {
        self.markers.insert(heading, Marker::Part(matter));
    }

    /// Whether anything is to be read otherwise than it is written.
    fn has_rewritten(&self) -> bool {
        !self.rewritten.is_empty()
    }

    /// Writes what stands instead of stretches.
    fn rewrite(&self, text: &mut [u8]) {
        for (range, with) in &self.rewritten {
            text[range.clone()].fill(b' ');
            text[range.start..range.start + with.len()].copy_from_slice(with.as_bytes());
        }
    }

    /// A marker directly below a block of HTML, which an empty line alone ends (CommonMark 4.6).
    fn marker_below_html(&mut self, range: Range<usize>, marker: Marker) {
        self.below_html.insert(range.start);
        self.markers.insert(range.start, marker);
        self.blank(range);
    }

    /// Lines that are a block of their own, at the places of what stands in them without the prefixes
    /// of containers. The first has room for a thematic break.
    fn marker(&mut self, lines: &[Range<usize>], marker: Marker) {
        for (index, line) in lines.iter().enumerate() {
            self.rewritten.push((line.clone(), if index == 0 { BREAK } else { "" }));
        }
        if let Some(first) = lines.first() {
            self.markers.insert(first.start, marker);
        }
    }
}

/// Looking takes a reading of the text: one that holds no such mark is spared it.
fn may_need_masks(text: &str) -> bool {
    text.contains(['$', '\\', '@', '{'])
        || tables::may_stand_in(text)
        || calls::may_hold(text)
        || foreign::may_stand_in(text)
        || fancy_lists::may_stand_in(text)
        || metadata::may_stand_in(text)
        || text.lines().any(|line| {
            let words = line.trim_start_matches([' ', '\t', '>', '-', '+', '*']);
            words.starts_with([':', '~', '|', '[', '!', '?']) || words.get(1..3) == Some("> ")
        })
}

/// A control character that the text does not hold; such characters are left out of both editions.
fn sentinel(text: &str) -> Option<u8> {
    (1..=8).find(|candidate| !text.as_bytes().contains(candidate))
}

/// Reads `{…}` and what follows it.
fn attributes(text: &str) -> Option<(Attributes, &str)> {
    super::attributes::in_braces(text)
}
