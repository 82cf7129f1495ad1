//! Fancy lists: items that begin `a.`, `iv)`, `(2)` or `#.` (pandoc's manual, "Extension:
//! `fancy_lists`"). Their marks become figures of the same length, which the parser reads, and what they
//! are numbered with is kept beside.

use super::lines::{self, Line};
use super::terrain::Terrain;
use super::{Hidden, readable};
use crate::document::{Delimiter, Figures, Numbers};
use crate::reader::markdown::dialect::{self, Dialect};
use pulldown_cmark::{Event, Tag};
use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

/// Whether such items may stand in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    let marks = text.lines().filter_map(|line| {
        let words = line.trim_start_matches([' ', '\t', '>']);
        let words = &words[lead(words)..];
        let words = &words[lines::item_mark(words).unwrap_or_default()..];
        Mark::of(words.trim_start_matches([' ', '\t', '>']), 0)
    });
    let mut count = 0;
    marks.into_iter().any(|mark| {
        count += 1;
        count > 1 || mark.is_generic()
    })
}

/// So deep do such lists nest: the items of one are seen when those around it are.
const DEEPEST: usize = 4;

/// Finds such lists in a text and its terrain; gives back both as the parser is to see them.
pub(super) fn find<'t>(
    mut text: Cow<'t, str>,
    mut terrain: Terrain,
    hidden: &mut Hidden,
) -> (Cow<'t, str>, Terrain) {
    for _ in 0..DEEPEST {
        let found = Search::of(&text, &terrain);
        let Some((rewritten, items)) = sound(&text, found.items) else { break };
        items.into_iter().for_each(|item| hidden.item(item));
        terrain = Terrain::of(&rewritten);
        text = Cow::Owned(rewritten);
    }
    (text, terrain)
}

/// The mark of an item.
#[derive(Clone, Debug)]
pub(super) struct Item {
    /// Where it is written.
    pub(super) range: Range<usize>,
    /// What the parser sees instead of it.
    pub(super) stand_in: &'static str,
    /// What it says of its number; `#` says nothing.
    pub(super) numbers: Option<Numbers>,
}

/// Where the mark of an item stands: the parser has it begin with the blanks before it.
pub(super) fn mark_of(text: &str, item: usize) -> usize {
    let written = text.get(item..).unwrap_or_default();
    item + written.len() - written.trim_start_matches([' ', '\t']).len()
}

/// So often the parser is asked again when it takes some marks for words.
const ROUNDS: usize = 4;

/// The text with the marks of those items that the parser takes for some.
fn sound(text: &str, mut items: Vec<Item>) -> Option<(String, Vec<Item>)> {
    for _ in 0..ROUNDS {
        if items.is_empty() {
            return None;
        }
        let rewritten = rewrite(text, &items)?;
        let seen: BTreeSet<usize> = dialect::parser(&readable::of(&rewritten).text, Dialect::Bifolio)
            .into_offset_iter()
            .filter(|(event, _)| matches!(event, Event::Start(Tag::Item)))
            .map(|(_, range)| mark_of(&rewritten, range.start))
            .collect();
        let count = items.len();
        // What the parser takes for code or for words is to be printed as it is written.
        items.retain(|item| seen.contains(&item.range.start));
        if items.len() == count {
            return Some((rewritten, items));
        }
    }
    None
}

fn rewrite(text: &str, items: &[Item]) -> Option<String> {
    let mut bytes = text.as_bytes().to_vec();
    for Item { range, stand_in, .. } in items {
        bytes.get_mut(range.clone())?.copy_from_slice(stand_in.as_bytes());
    }
    String::from_utf8(bytes).ok()
}

/// A mark of a length that the parser knows: as the first of its list, so that it may stand below the words of
/// the item around it.
fn stand_in(length: usize, has_period: bool) -> &'static str {
    let mark = if has_period { "000000001." } else { "000000001)" };
    &mark[mark.len() - length..]
}

/// The mark of an item, as it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Mark<'t> {
    /// Where it stands in the text.
    start: usize,
    /// What stands within the delimiter.
    number: &'t str,
    delimiter: Delimiter,
    length: usize,
    /// Where the words of its item begin, behind the mark and blanks.
    content: usize,
}

impl<'t> Mark<'t> {
    /// The mark at the beginning of a line, with a blank and words behind it.
    fn of(words: &'t str, start: usize) -> Option<Mark<'t>> {
        const LONGEST: usize = 8;
        let inner = words.strip_prefix('(').unwrap_or(words);
        let end = inner.find(|c: char| !c.is_ascii_alphanumeric()).filter(|end| *end <= LONGEST)?;
        let (end, is_generic) = if inner.starts_with('#') { (1, true) } else { (end, false) };
        let delimiter = match (inner.len() < words.len(), inner[end..].chars().next()?) {
            (true, ')') => Delimiter::Parentheses,
            (false, ')') => Delimiter::Parenthesis,
            (false, '.') => Delimiter::Period,
            _ => return None,
        };
        let number = &inner[..end];
        let is_figure = number.bytes().all(|byte| byte.is_ascii_digit());
        // The parser reads figures with one delimiter.
        if number.is_empty() || is_figure && delimiter != Delimiter::Parentheses {
            return None;
        }
        if is_generic && delimiter != Delimiter::Period {
            return None;
        }
        let length = words.len() - inner.len() + end + 1;
        let behind = &words[length..];
        let blanks = behind.len() - behind.trim_start_matches([' ', '\t']).len();
        let has_words = blanks > 0 && !behind[blanks..].trim().is_empty();
        let mark =
            Mark { start, number, delimiter, length, content: length + if blanks > 4 { 1 } else { blanks } };
        let is_sound =
            has_words && (is_generic || FIGURES.iter().any(|figures| mark.reads(*figures).is_some()));
        // "B. Russell" is a name (pandoc's manual).
        let is_initial = delimiter == Delimiter::Period
            && number.len() == 1
            && number.starts_with(|c: char| c.is_ascii_uppercase())
            && !(blanks > 1 || behind.starts_with('\t'));
        (is_sound && !is_initial).then_some(mark)
    }

    fn is_generic(&self) -> bool {
        self.number == "#"
    }

    fn reads(&self, figures: Figures) -> Option<i64> {
        figures.read(self.number)
    }
}

/// What a first mark may be, what is likelier first: `i` is a numeral, another single letter is none.
const FIGURES: [Figures; 5] =
    [Figures::Decimal, Figures::LowerLatin, Figures::UpperLatin, Figures::LowerRoman, Figures::UpperRoman];

/// Items of one list so far.
struct Open<'t> {
    /// Where its marks stand, and where the words of its last item do: columns.
    column: usize,
    content: usize,
    quoted: usize,
    items: Vec<Mark<'t>>,
    /// What all of them may be numbered with.
    figures: Vec<Figures>,
    /// What parts their figures from their words in the text for the parser.
    has_period: bool,
}

impl<'t> Open<'t> {
    /// Whether a mark can be that of its next item; says so, if it can.
    fn takes(&mut self, mark: &Mark<'t>) -> bool {
        let Some(last) = self.items.last() else { return false };
        if last.delimiter != mark.delimiter || last.is_generic() != mark.is_generic() {
            return false;
        }
        if mark.is_generic() {
            return true;
        }
        let goes_on = |figures: &Figures| {
            last.reads(*figures).zip(mark.reads(*figures)).is_some_and(|(last, next)| last < next)
        };
        let figures: Vec<Figures> = self.figures.iter().copied().filter(goes_on).collect();
        let takes = !figures.is_empty();
        if takes {
            self.figures = figures;
        }
        takes
    }

    /// Its last item, where the next mark shows that it is the first of another list: `i` is a letter until `ii`
    /// follows it.
    fn numeral_before(&mut self, mark: &Mark<'t>) -> Option<Mark<'t>> {
        let is_letters = matches!(self.figures.as_slice(), [Figures::LowerLatin | Figures::UpperLatin]);
        let last = self.items.last().filter(|last| is_letters && last.delimiter == mark.delimiter)?;
        let is_second = matches!((last.number, mark.number), ("i", "ii") | ("I", "II"));
        if is_second && self.items.len() > 1 { self.items.pop() } else { None }
    }

    /// The list of numerals that follows this one at its place.
    fn with_numerals(&self, first: Mark<'t>, second: Mark<'t>, column: usize) -> Open<'t> {
        let figures = if first.number == "i" { Figures::LowerRoman } else { Figures::UpperRoman };
        Open {
            column,
            content: column + second.content,
            quoted: self.quoted,
            items: vec![first, second],
            figures: vec![figures],
            has_period: !self.has_period,
        }
    }

    /// Its items with their numbers, where it is a list beyond doubt.
    fn items(self) -> Vec<Item> {
        let is_generic = self.items.iter().any(Mark::is_generic);
        if self.items.len() < 2 && !is_generic {
            return Vec::new();
        }
        let starts_as_numeral = self.items.first().is_some_and(|mark| matches!(mark.number, "i" | "I"));
        let is_roman = |figures: &&Figures| matches!(figures, Figures::LowerRoman | Figures::UpperRoman);
        let roman = self.figures.iter().find(is_roman).filter(|_| starts_as_numeral);
        let figures = roman.or(self.figures.first()).copied().unwrap_or_default();
        let numbers = |mark: &Mark<'_>| {
            Some(Numbers { figures, delimiter: mark.delimiter, ..Numbers::from(mark.reads(figures)?) })
        };
        let item = |mark: &Mark<'_>| Item {
            range: mark.start..mark.start + mark.length,
            stand_in: stand_in(mark.length, self.has_period),
            numbers: numbers(mark),
        };
        self.items.iter().map(item).collect()
    }
}

/// The search for lists, line by line.
struct Search<'t> {
    text: &'t str,
    terrain: &'t Terrain,
    open: Vec<Open<'t>>,
    /// Where the words of the item stand that the line above belongs to.
    item: Option<usize>,
    /// Where the mark of the last item stands that the parser knows.
    known: Option<usize>,
    /// Whether a period parted the figures of the last item from its words.
    had_period: bool,
    above: Above,
    items: Vec<Item>,
}

/// What the line above is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Above {
    Blank,
    /// Below it words begin as below a blank line.
    Fence,
    /// It announces what follows.
    Colon,
    Words,
}

impl<'t> Search<'t> {
    fn of(text: &'t str, terrain: &'t Terrain) -> Search<'t> {
        let mut search = Search {
            text,
            terrain,
            open: Vec::new(),
            item: None,
            known: None,
            had_period: false,
            above: Above::Blank,
            items: Vec::new(),
        };
        for line in lines::of(text, terrain) {
            search.see(&line);
        }
        search.close(0);
        search
    }

    fn see(&mut self, line: &Line) {
        let start = line.start + lead(line.words(self.text));
        let words = self.text[start..line.whole.end].trim_end();
        if words.is_empty() {
            self.above = Above::Blank;
            return;
        }
        let prefix = &self.text[line.whole.start..start];
        let column = columns(prefix);
        let unlisted = columns(&self.text[line.whole.start..line.unlisted]);
        let quoted = prefix.bytes().filter(|&byte| byte == b'>').count();
        if self.open.last().is_some_and(|open| open.quoted != quoted) {
            self.close(0);
        }
        let has_mark = start > line.unlisted;
        if has_mark {
            self.leave(unlisted);
            (self.item, self.known) = (Some(column), Some(unlisted));
            let marks = self.text[line.unlisted..start].trim_end();
            self.had_period = marks.ends_with('.') || !marks.ends_with(')') && self.had_period;
        }
        match Mark::of(words, start) {
            Some(mark) => self.mark(mark, has_mark, column, quoted),
            None if self.above != Above::Words || interrupts(words) => self.leave(column),
            None => {}
        }
        self.above = match words {
            _ if words.starts_with(":::") => Above::Fence,
            _ if words.ends_with(':') => Above::Colon,
            _ => Above::Words,
        };
    }

    /// A line that begins like an item.
    fn mark(&mut self, mark: Mark<'t>, has_mark: bool, column: usize, quoted: usize) {
        let mut follows = false;
        while let Some(open) = self.open.last_mut().filter(|open| column < open.content) {
            let outer = open.column;
            if !has_mark
                && column + 3 >= outer
                && let Some(first) = open.numeral_before(&mark)
            {
                let inner = open.with_numerals(first, mark, column);
                (self.item, self.had_period) = (Some(inner.content), inner.has_period);
                self.close(self.open.len() - 1);
                self.open.push(inner);
                return;
            }
            if !has_mark && column + 3 >= outer && open.takes(&mark) {
                open.items.push(mark);
                open.content = column + mark.content;
                (self.item, self.had_period) = (Some(open.content), open.has_period);
                return;
            }
            // Another kind of mark at the place of the last one begins another list.
            follows |= column == outer;
            self.close(self.open.len() - 1);
        }
        let is_first = mark.is_generic() || FIGURES.iter().any(|figures| mark.reads(*figures) == Some(1));
        let within = self.item.is_some_and(|content| column >= content);
        let begins = match self.above {
            Above::Blank | Above::Fence => true,
            _ if self.terrain.begins_run(mark.start) || has_mark || follows => true,
            _ if mark.is_generic() && self.known == Some(column) => true,
            Above::Colon => is_first,
            Above::Words => within && is_first,
        };
        if !begins {
            return;
        }
        let content = column + mark.content;
        let figures = FIGURES.into_iter().filter(|figures| mark.reads(*figures).is_some()).collect();
        // Another delimiter keeps it apart from the list above; what has no number goes on with that.
        let goes_on = mark.is_generic() && self.known == Some(column);
        let has_period = if goes_on { self.had_period } else { !self.had_period };
        self.open.push(Open { column, content, quoted, items: vec![mark], figures, has_period });
        (self.item, self.had_period) = (Some(content), has_period);
    }

    /// Closes the lists whose items a column stands outside of.
    fn leave(&mut self, column: usize) {
        let inner = self.open.iter().position(|open| column < open.content);
        self.close(inner.unwrap_or(self.open.len()));
        if self.item.is_some_and(|content| column < content) {
            (self.item, self.known) = (None, self.known.filter(|known| column == *known));
        }
    }

    /// Closes all lists from a depth on.
    fn close(&mut self, depth: usize) {
        for open in self.open.drain(depth..) {
            self.items.extend(open.items());
        }
    }
}

/// How long the mark of a definition or of a note is that a line begins with.
fn lead(words: &str) -> usize {
    let behind = match words.strip_prefix("[^").and_then(|rest| rest.split_once("]:")) {
        Some((_, behind)) => behind,
        None => words.strip_prefix([':', '~']).unwrap_or(words),
    };
    let rest = behind.trim_start_matches(' ');
    if rest.len() < behind.len() && behind.len() < words.len() { words.len() - rest.len() } else { 0 }
}

/// Whether a line begins another block, though no empty line stands before it.
fn interrupts(words: &str) -> bool {
    ["#", "```", "~~~", "---", "***", "___", ":::"].iter().any(|mark| words.starts_with(mark))
}

/// How wide the beginning of a line is: a tab goes to the next column of four (CommonMark, 2.2).
fn columns(prefix: &str) -> usize {
    prefix.chars().fold(0, |column, c| if c == '\t' { (column / 4 + 1) * 4 } else { column + 1 })
}
