//! Heads and feet of pages that form feeds end.

use super::letters;
use super::number::{PageNumber, numbered};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::without_page;
use crate::reader::plain::role::{Role, Why};
use rustc_hash::{FxHashMap, FxHashSet};
use std::ops::Range;

/// Lines that come on fewer pages are text that happens to stand there.
const FEWEST_PAGES: usize = 3;
/// How many lines of heads and feet are looked for, from the outermost in: a number and a title.
const DEPTH: usize = 3;
/// How far a head is from the page's first line, and from the line above it.
const REACH: usize = 3;
/// What parts the two sides of a head, in columns.
const WIDE: u32 = 4;
/// No head and no title that it repeats is longer.
const LONGEST: usize = 120;

/// The outermost line of a page that is not known to be an edge.
struct Edge {
    line: usize,
    page: usize,
    is_head: bool,
    /// It stands at both edges of its line, as no title does.
    parted: bool,
    number: Option<PageNumber>,
    /// The letters of its words; empty where it is a number alone.
    key: String,
}

/// Marks the lines at the edges of pages that come again, or count the pages.
pub fn mark(sheet: &mut Sheet, pages: &[Range<usize>]) {
    let titles = titles(sheet);
    for _ in 0..DEPTH {
        let edges = edges(sheet, pages);
        let judge = Judge::of(&edges, pages, &titles);
        let found: Vec<usize> = edges.iter().filter(|edge| judge.goes(edge)).map(|edge| edge.line).collect();
        if found.is_empty() {
            return;
        }
        for line in found {
            sheet.mark(line..line + 1, Role::Furniture, Why::PageEdge);
        }
    }
}

/// Where the words of a short line come first, and where again.
struct Said {
    first: usize,
    again: Option<usize>,
}

/// The words of short lines, with and without the number at their front.
fn titles(sheet: &Sheet) -> FxHashMap<String, Said> {
    let mut titles: FxHashMap<String, Said> = FxHashMap::default();
    for line in (0..sheet.lines.len()).filter(|&line| sheet.roles.get(line) == Some(&Role::Text)) {
        let content = sheet.content(line);
        // An entry of a contents list is not yet the title itself.
        if content.len() > LONGEST
            || has_leader(content)
            || without_page(content).is_some_and(|(_, stands_off)| stands_off)
        {
            continue;
        }
        let bare = sheet.numbering(line).map(|numbering| letters(numbering.rest));
        for key in [Some(letters(content)), bare].into_iter().flatten().filter(|key| !key.is_empty()) {
            let said = titles.entry(key).or_insert(Said { first: line, again: None });
            said.again = said.again.or(Some(line).filter(|&line| line != said.first));
        }
    }
    titles
}

fn edges(sheet: &Sheet, pages: &[Range<usize>]) -> Vec<Edge> {
    let mut edges = Vec::new();
    for (page, lines) in pages.iter().enumerate() {
        let head = outermost(sheet, lines.clone());
        let foot = outermost(sheet, lines.clone().rev()).filter(|foot| Some(*foot) != head);
        edges.extend(head.and_then(|line| edge(sheet, page, line, true)));
        edges.extend(foot.and_then(|line| edge(sheet, page, line, false)));
    }
    edges
}

/// The first line of text, with at most so many blank ones before it.
fn outermost(sheet: &Sheet, lines: impl Iterator<Item = usize>) -> Option<usize> {
    let mut blank = 0;
    for line in lines {
        match sheet.roles.get(line) {
            Some(Role::Text) => return Some(line),
            Some(Role::Blank) if blank < REACH => blank += 1,
            Some(Role::Furniture) => blank = 0,
            _ => return None,
        }
    }
    None
}

fn edge(sheet: &Sheet, page: usize, line: usize, is_head: bool) -> Option<Edge> {
    let content = sheet.content(line);
    if content.len() > LONGEST || has_leader(content) {
        return None;
    }
    let (number, key) = match numbered(content) {
        Some((number, words)) => (Some(number), words),
        None => (None, letters(content)),
    };
    let parted = sheet.lines.get(line).is_some_and(|line| line.gap >= WIDE);
    Some(Edge { line, page, is_head, parted, number, key })
}

/// How far a page's number is ahead of its place in the text; roman numbers count by themselves.
type Ahead = (bool, i64);

/// Whether dots lead from a title in a list to its page.
fn has_leader(content: &str) -> bool {
    ["..", ". .", "…"].iter().any(|dots| content.contains(dots))
}

/// What the edges of all pages say together.
struct Judge<'a> {
    pages: &'a [Range<usize>],
    titles: &'a FxHashMap<String, Said>,
    keys: FxHashMap<&'a str, usize>,
    /// How many of them have no number.
    bare: FxHashMap<&'a str, usize>,
    /// How many heads, and how many feet, have a number that is so far ahead. Plates and front matter
    /// without numbers let a text have several.
    ahead: FxHashMap<(bool, Ahead), usize>,
    /// Pages with such a number at both edges, of which one is that of a chapter.
    twice: FxHashSet<(usize, Ahead)>,
}

impl<'a> Judge<'a> {
    fn of(edges: &'a [Edge], pages: &'a [Range<usize>], titles: &'a FxHashMap<String, Said>) -> Judge<'a> {
        let (keys, bare, ahead, twice) = Default::default();
        let mut judge = Judge { pages, titles, keys, bare, ahead, twice };
        let mut seen = FxHashSet::default();
        for edge in edges {
            *judge.keys.entry(edge.key.as_str()).or_default() += 1;
            *judge.bare.entry(edge.key.as_str()).or_default() += usize::from(edge.number.is_none());
            let Some(ahead) = self::ahead(edge) else { continue };
            *judge.ahead.entry((edge.is_head, ahead)).or_default() += 1;
            if !seen.insert((edge.page, ahead)) {
                judge.twice.insert((edge.page, ahead));
            }
        }
        judge
    }

    /// Whether an edge's number is that of its page.
    fn counts(&self, edge: &Edge) -> bool {
        let Some(ahead) = ahead(edge) else { return false };
        let at = |is_head: bool| self.ahead.get(&(is_head, ahead)).copied().unwrap_or(0);
        let (own, other) = (at(edge.is_head), at(!edge.is_head));
        // The pages of a preface are few.
        let fewest = if ahead.0 { 2 } else { FEWEST_PAGES };
        own + other >= fewest.min(self.pages.len().saturating_sub(1)).max(2)
            && (own > other || !self.twice.contains(&(edge.page, ahead)))
    }

    fn goes(&self, edge: &Edge) -> bool {
        let numbered = self.counts(edge);
        if edge.key.is_empty() {
            return numbered;
        }
        let again = self.keys.get(edge.key.as_str()).copied().unwrap_or(0);
        let said = self.titles.get(&edge.key);
        // A title stands where it comes first, though it comes again above later pages, unless it is on
        // its own page a second time.
        if edge.is_head
            && edge.number.is_none()
            && !edge.parted
            && said.is_some_and(|said| said.first == edge.line)
        {
            let page = self.pages.get(edge.page).cloned().unwrap_or_default();
            return again >= FEWEST_PAGES
                && said.and_then(|said| said.again).is_some_and(|line| page.contains(&line));
        }
        // Above a chapter stands its title, without the number that the heads have that say it again.
        let bare = self.bare.get(edge.key.as_str()).copied().unwrap_or(0);
        if edge.is_head && edge.number.is_none() && bare == 1 {
            return false;
        }
        let said_before = said.is_some_and(|said| said.first < edge.line);
        // A memo of three pages has its title above the second and the third.
        let all_count = self.ahead.get(&(false, (false, 1))) == Some(&self.pages.len());
        let above_others = edge.is_head && all_count && again > 1 && again + 1 == self.pages.len();
        again >= FEWEST_PAGES || above_others || numbered && (again > 1 || said_before)
    }
}

fn ahead(edge: &Edge) -> Option<Ahead> {
    let PageNumber { roman, value } = edge.number?;
    Some((roman, i64::from(value) - i64::try_from(edge.page).ok()?))
}
