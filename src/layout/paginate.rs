//! Where pages end: the least cost over a whole chapter, found by dynamic programming. Least for the
//! lines; how much a page takes of a note that must be parted, and of figures that wait, is decided
//! page by page (the longest part that finds room), so that with these it is no proven optimum.
//!
//! The same three words serve as for lines. A greedy paginator fills each page and leaves the
//! trouble to the next; here every set of page ends is weighed, so a page may be a line short to
//! save a later one from being two. Michael Plass showed the method in "Optimal Pagination
//! Techniques for Automatic Typesetting Systems" (1981); the costs are our own.

mod material;

use crate::layout::aside::Aside;
use crate::layout::galley::{Attached, GalleyItem};
use crate::layout::lines::badness;
use crate::length::Length;
use material::{Break, Sums, is_text_alone, legal_breaks};
use std::hash::{Hash, Hasher};
use std::mem::discriminant;
use std::ops::Range;

/// One page's part of a galley.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PageBody {
    /// Items of the galley, from the first box on; glue at either end is left out.
    pub items: Range<usize>,
    /// Its part of the galley's notes, counted in their items; the rest of a note that the page
    /// before had no room for comes first.
    pub notes: Range<usize>,
    /// Its part of the galley's figures that stand at the top of a page, counted likewise.
    pub figures: Range<usize>,
    /// It ends where the manuscript asks for a new page: what it lacks stays at its foot.
    pub ends_early: bool,
    /// What the page lacks to its full height (never negative unless it is overfull), to be
    /// shared among its glue.
    pub missing: Length,
}

/// The room on a page, and what a line of text takes of it.
#[derive(Clone, Copy, Debug)]
pub struct PageRules {
    pub height: Length,
    pub leading: Length,
    /// What parts the notes of a page from its text.
    pub separator: Length,
}

/// All of a galley that decides where its pages end: heights, and what may be parted.
pub struct PageKey<'a>(pub &'a [GalleyItem], pub &'a PageRules);

impl Hash for PageKey<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        let PageRules { height, leading, separator } = self.1;
        (height, leading, separator).hash(state);
        hash_items(self.0, state);
    }
}

fn hash_items<H: Hasher>(items: &[GalleyItem], state: &mut H) {
    items.len().hash(state);
    for item in items {
        discriminant(item).hash(state);
        match item {
            GalleyItem::Box(line) => {
                let Attached { notes, figures, head, .. } = line.attached();
                (line.height, head.as_ref().map(|head| head.height)).hash(state);
                (notes.len(), figures.len()).hash(state);
                notes.iter().chain(figures).for_each(|aside| hash_items(aside, state));
            }
            GalleyItem::Glue(space) => space.hash(state),
            GalleyItem::Penalty(cost) => cost.hash(state),
            GalleyItem::Side(side) => side.hash(state),
        }
    }
}

/// A page that is a line short costs this much; two lines cost eight times as much, and so on.
const SHORT_LINE: i64 = 3_000;
/// A page that cannot hold what must be on it: taken only where nothing else is possible.
const OVERFULL: i64 = 1 << 40;
/// Ending a page where it must not end (within a heading, say), taken only before `OVERFULL`.
const FORBIDDEN: i64 = 1 << 36;
/// A page on which not every note of its lines begins, taken only where one line has more notes than a page holds.
const WAITING_NOTES: i64 = 1 << 38;
/// A figure that has to wait for the next page: dearer than a page that is a line short.
const WAITING_FIGURE: i64 = 4_000;
/// A last page with fewer lines than this looks like a mistake.
const RUNT_LINES: i64 = 3;
/// Dearer than a page that is a line short (3,100), cheaper than one that is two lines short (24,100).
const RUNT: i64 = 20_000;

/// Cuts a galley into pages; every box is on exactly one of them, in order, and so is every box of
/// the notes, which begin on the page of the line that calls them.
pub fn paginate(items: &[GalleyItem], rules: &PageRules) -> Vec<PageBody> {
    if !items.iter().any(|item| matches!(item, GalleyItem::Box(_))) {
        return Vec::new();
    }
    let sums = Sums::new(items);
    let (foot, top) =
        (Aside::new(items, |attached| &attached.notes), Aside::new(items, |attached| &attached.figures));
    let breaks = legal_breaks(items);
    let is_text_alone = items.iter().all(is_text_alone);
    PageSearch { sums: &sums, foot: &foot, top: &top, breaks: &breaks, rules, is_text_alone }.run()
}

struct PageSearch<'s> {
    sums: &'s Sums,
    foot: &'s Aside,
    top: &'s Aside,
    breaks: &'s [Break],
    rules: &'s PageRules,
    /// See the function of this name: the longer a page, the higher.
    is_text_alone: bool,
}

impl PageSearch<'_> {
    fn run(&self) -> Vec<PageBody> {
        let mut best = vec![Best::default()];
        for end in 1..self.breaks.len() {
            best.push(self.best_before(end, &best));
        }
        let mut at = self.breaks.len() - 1;
        let mut pages = self.notes_alone(best[at].taken.notes, self.breaks[at].next);
        pages.extend(self.figures_alone(best[at].taken.figures, self.breaks[at].next));
        pages.reverse();
        while at > 0 {
            let from = best[at].start;
            let weighed = self.weighed(best[from].taken, from, at);
            pages.push(weighed.page);
            if weighed.alone {
                pages.extend(
                    self.notes_alone(best[from].taken.notes, self.breaks[from].next).into_iter().rev(),
                );
            }
            at = from;
        }
        pages.reverse();
        pages
    }

    /// Pages for nothing but the notes of the lines before `end` that are not yet set.
    fn notes_alone(&self, from: usize, end: usize) -> Vec<PageBody> {
        let room = self.rules.height - self.rules.separator;
        let take = |waiting: &Range<usize>| match self.foot.height(waiting) <= room {
            true => None,
            false => self.foot.beginning(waiting, room),
        };
        let parts = waiting_parts(self.foot, from, end, take).into_iter();
        let page = |notes: Range<usize>| {
            let missing = (room - self.foot.height(&notes)).min(Length::ZERO);
            PageBody { items: end..end, notes, figures: 0..0, ends_early: false, missing }
        };
        parts.map(page).collect()
    }

    /// Pages for the figures that have found no room beside the text.
    fn figures_alone(&self, from: usize, end: usize) -> Vec<PageBody> {
        let take = |waiting: &Range<usize>| {
            Some(self.top.uncut(waiting, self.rules.height)).filter(|fitting| !fitting.is_empty())
        };
        let parts = waiting_parts(self.top, from, end, take).into_iter();
        let page = |figures| PageBody {
            items: end..end,
            notes: 0..0,
            figures,
            ends_early: false,
            missing: Length::ZERO,
        };
        parts.map(page).collect()
    }

    /// Looks back from a break over every page that could end there, nearest first, until pages
    /// are overfull; one overfull page is weighed too, since nothing else may be possible.
    fn best_before(&self, end: usize, best: &[Best]) -> Best {
        let mut least = Best { cost: i64::MAX, start: end - 1, taken: Taken::default() };
        let known = self.known_cost(end, best);
        for start in (0..end).rev() {
            if best[start].cost.saturating_add(self.least_cost(start, end)) > known {
                continue;
            }
            let weighed = self.weighed(best[start].taken, start, end);
            let cost = best[start].cost.saturating_add(weighed.cost);
            if cost < least.cost {
                let PageBody { notes, figures, .. } = &weighed.page;
                let taken = Taken { notes: notes.end, figures: figures.end };
                least = Best { cost, start, taken };
            }
            // No page reaches back over a forced end; the beginning of the galley is none.
            if weighed.overfull || (start > 0 && self.breaks[start].forced) {
                break;
            }
        }
        least
    }

    /// What a way to a break costs that is found without looking: its last page begins where that of
    /// the break before begins. What must cost more is no better, and is not weighed.
    fn known_cost(&self, end: usize, best: &[Best]) -> i64 {
        // Where heights do not grow with the lines, that page may lie beyond the first overfull one.
        if !self.is_text_alone || self.breaks[end - 1].forced {
            return i64::MAX;
        }
        let start = best[end - 1].start;
        best[start].cost.saturating_add(self.weighed(best[start].taken, start, end).cost)
    }

    /// What a page costs at the least: nothing, unless it is short and holds only lines.
    fn least_cost(&self, start: usize, end: usize) -> i64 {
        let items = self.items(start, end);
        let missing = self.rules.height - (self.sums.height[items.end] - self.sums.height[items.start]);
        match self.is_text_alone && missing.0 > 0 && !self.breaks[end].forced {
            true => self.short_page(missing, self.give(&items).0),
            false => 0,
        }
    }

    /// The page from one break to another, and what it costs; `taken` stands on the pages before.
    fn weighed(&self, taken: Taken, start: usize, end: usize) -> Weighed {
        let page = self.page(taken, start, end);
        let finish = &self.breaks[end];
        let (stretch, shrink) = self.give(&page.items);
        if -page.missing <= shrink {
            let cost = if page.missing.0 <= 0 {
                badness(-page.missing, shrink)
            } else if finish.forced {
                self.last_page(&page)
            } else {
                self.short_page(page.missing, stretch)
            };
            let waiting = self.top.whole(page.figures.end, &page.items);
            // What waits when the text is at its end stands on pages of its own.
            let last = finish.next == self.sums.height.len() - 1;
            let each = if last { self.half_empty() } else { WAITING_FIGURE };
            let waits = self.top.count(&waiting) as i64 * each;
            return Weighed { cost: cost + waits + finish.cost, overfull: false, alone: false, page };
        }
        if let Some(page) = self.with_notes_cut(&page) {
            return Weighed { cost: self.parted(&page, end), overfull: false, alone: false, page };
        }
        // What waits may leave no room for the page's own notes: it is set before it.
        let own = self.page(Taken { notes: usize::MAX, ..taken }, start, end);
        if taken.notes < own.notes.start {
            let page = if -own.missing <= shrink { Some(own.clone()) } else { self.with_notes_cut(&own) };
            if let Some(page) = page {
                return Weighed { cost: self.parted(&page, end) * 3, overfull: false, alone: true, page };
            }
        }
        let alone = taken.notes < own.notes.start;
        if let Some(page) = self.with_notes_waiting(&own, shrink) {
            let cost = WAITING_NOTES + self.parted(&page, end);
            return Weighed { cost, overfull: true, alone, page };
        }
        // In whole points, of which each weighs 2^12: the least overfull of overfull pages.
        let beyond = (-page.missing).0 >> 16;
        Weighed { cost: OVERFULL + (beyond << 12) + finish.cost, overfull: true, alone: false, page }
    }

    /// What it costs to part a note: as much as a page that is half empty, and more the more of it
    /// waits for the pages after.
    fn parted(&self, page: &PageBody, end: usize) -> i64 {
        let half_empty = self.half_empty();
        let waits = self.foot.height(&self.foot.whole(page.notes.end, &(page.items.end..page.items.end)));
        // A note of many pages beneath very long ones: the product alone would not fit its integer.
        let waits = waits.scale(half_empty, self.rules.height.0.max(1)).0.min(OVERFULL);
        half_empty + waits + self.breaks[end].cost
    }

    fn half_empty(&self) -> i64 {
        self.short_page(self.rules.height / 2, Length::ZERO)
    }

    /// The page with as much of its notes as finds room, if all of them can begin there.
    fn with_notes_cut(&self, page: &PageBody) -> Option<PageBody> {
        let room = page.missing + self.foot.height(&page.notes);
        let notes = self.foot.cut(&page.notes, room)?;
        let missing = room - self.foot.height(&notes);
        Some(PageBody { notes, missing, ..page.clone() })
    }

    /// The page with as much of its notes as finds room, although some of them begin on later ones.
    fn with_notes_waiting(&self, page: &PageBody, shrink: Length) -> Option<PageBody> {
        let room = page.missing + self.foot.height(&page.notes);
        let beginning = self.foot.beginning(&page.notes, room);
        let separator = if beginning.is_some() { Length::ZERO } else { self.rules.separator };
        let notes = beginning.unwrap_or(page.notes.start..page.notes.start);
        let missing = room + separator - self.foot.height(&notes);
        (!page.notes.is_empty() && -missing <= shrink).then(|| PageBody { notes, missing, ..page.clone() })
    }

    /// White space is stretched first; what it cannot cover is cubed in lines.
    fn short_page(&self, missing: Length, stretch: Length) -> i64 {
        let rest = missing - stretch;
        if rest.0 <= 0 {
            return badness(missing, stretch);
        }
        let percent = rest.0 * 100 / self.rules.leading.0.max(1);
        // More than two hundred lines count as that many: the product stays within its integer, and a
        // short page cheaper than `FORBIDDEN`.
        let percent = percent.min(20_000);
        // A hundred is the badness of white space that is stretched as far as it goes.
        100 + SHORT_LINE * percent * percent / 10_000 * percent / 100
    }

    fn last_page(&self, page: &PageBody) -> i64 {
        let text = self.rules.height - page.missing;
        if text.0 < self.rules.leading.0 * RUNT_LINES && page.items.start > 0 { RUNT } else { 0 }
    }

    /// The page with all its notes, whether it has room for them or not, and with the figures that
    /// it has room for. Of the notes, at the most those of the lines before it are taken.
    fn page(&self, taken: Taken, start: usize, end: usize) -> PageBody {
        let items = self.items(start, end);
        let head = self.sums.heads.get(items.start).copied().unwrap_or_default();
        let notes = self.foot.whole(taken.notes, &items);
        let separator = if notes.is_empty() { Length::ZERO } else { self.rules.separator };
        let foot = self.foot.height(&notes) + separator;
        let height = head + self.sums.height[items.end] - self.sums.height[items.start] + foot;
        let room = self.rules.height - height;
        let figures = self.top.whole(taken.figures, &items);
        // None stands above what opens the run.
        let space = if start == 0 { -Length::pt(1) } else { room + self.give(&items).1 };
        let figures = self.top.uncut(&figures, space);
        let missing = room - self.top.height(&figures);
        let finish = &self.breaks[end];
        let ends_early = finish.forced && finish.next < self.sums.height.len() - 1;
        PageBody { items, notes, figures, ends_early, missing }
    }

    /// From the first box behind a break to the last before another.
    fn items(&self, start: usize, end: usize) -> Range<usize> {
        let first = self.breaks[start].next;
        first..self.sums.last_box[self.breaks[end].end].max(first)
    }

    fn give(&self, items: &Range<usize>) -> (Length, Length) {
        let difference = |sums: &[Length]| sums[items.end] - sums[items.start];
        (difference(&self.sums.stretch), difference(&self.sums.shrink))
    }
}

/// Cuts what waits of a column into pages of its own: each takes what `take` says, or all.
fn waiting_parts(
    column: &Aside,
    mut from: usize,
    end: usize,
    take: impl Fn(&Range<usize>) -> Option<Range<usize>>,
) -> Vec<Range<usize>> {
    let mut parts = Vec::new();
    loop {
        let waiting = column.whole(from, &(end..end));
        if waiting.is_empty() {
            return parts;
        }
        let part = take(&waiting).unwrap_or(waiting);
        from = part.end;
        parts.push(part);
    }
}

/// How much of notes and figures stands on pages before.
#[derive(Clone, Copy, Default)]
struct Taken {
    notes: usize,
    figures: usize,
}

/// The best way to a break: what it costs, the break that its last page begins at, and what its pages
/// have taken.
#[derive(Clone, Copy, Default)]
struct Best {
    cost: i64,
    start: usize,
    taken: Taken,
}

struct Weighed {
    cost: i64,
    /// Neither it nor any that is longer holds all that it ought to.
    overfull: bool,
    /// What waits of the notes stands on pages of its own before it.
    alone: bool,
    page: PageBody,
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::layout::galley::{LineBox, Space};
    use crate::layout::item::INFINITE;
    use proptest::prelude::*;

    const LINE: i64 = 10;

    /// A galley in a small notation: `l` is a line, `n` one with a note of its own height, `h` one
    /// with a head of that height where it begins a page, `N` one with a note of seven lines,
    /// `m` one with a dozen notes, `f` one with a figure of three, `.` a place where a page may end, `x` one
    /// where it must not, `!` one where it must, a digit white space of that many points.
    fn galley(notation: &str) -> Vec<GalleyItem> {
        let line = || LineBox::blank(Length::pt(LINE));
        let with = |give: fn(&mut LineBox)| {
            let mut line = line();
            give(&mut line);
            GalleyItem::from(line)
        };
        let item = |sign| match sign {
            'n' => with(|line| line.attach().notes = vec![vec![line.clone().into()]]),
            'f' => with(|line| line.attach().figures = vec![vec![line.clone().into(); 3]]),
            'N' => with(|line| line.attach().notes = vec![long_note(7)]),
            'm' => with(|line| line.attach().notes = vec![long_note(2); 12]),
            'h' => with(|line| line.attach().head = Some(line.clone().into())),
            'l' => line().into(),
            '.' => GalleyItem::Penalty(0),
            'x' => GalleyItem::Penalty(INFINITE),
            '!' => GalleyItem::Penalty(-INFINITE),
            digit => GalleyItem::Glue(Space::flexible(Length::pt(digit.to_digit(10).map_or(0, i64::from)))),
        };
        notation.chars().map(item).collect()
    }

    /// A note that pages may cut between any two of its lines.
    fn long_note(lines: usize) -> Vec<GalleyItem> {
        let line = GalleyItem::from(LineBox::blank(Length::pt(LINE)));
        std::iter::repeat_n([line, GalleyItem::Penalty(0)], lines).flatten().take(2 * lines - 1).collect()
    }

    fn pages(notation: &str, lines: i64) -> Vec<PageBody> {
        let rules = PageRules {
            height: Length::pt(lines * LINE),
            leading: Length::pt(LINE),
            separator: Length::pt(LINE),
        };
        paginate(&galley(notation), &rules)
    }

    /// The number of lines on each page.
    fn counts(notation: &str, lines: i64) -> Vec<usize> {
        let count =
            |body: &PageBody| notation[body.items.clone()].matches(['l', 'n', 'h', 'N', 'm', 'f']).count();
        pages(notation, lines).iter().map(count).collect()
    }

    #[test]
    fn a_note_of_many_pages_is_parted_on_pages_of_any_length() {
        for lines in [10, 1_000, 100_000] {
            let mut line = LineBox::blank(Length::pt(LINE));
            line.attach().notes = vec![long_note(3 * lines as usize)];
            let height = Length::pt(lines * LINE);
            let rules = PageRules { height, leading: Length::pt(LINE), separator: Length::pt(LINE) };
            let notes: Vec<_> = paginate(&[line.into()], &rules).into_iter().map(|page| page.notes).collect();
            assert_eq!(notes.len(), 4, "{lines} lines: {notes:?}");
        }
    }

    #[test]
    fn pages_end_where_they_are_best() {
        let cases: &[(&str, i64, &[usize])] = &[
            ("l.l.l.l.l.l.l", 4, &[4, 3]),
            // A last page of two lines looks like a mistake: the one before lends it a third.
            ("l.l.l.l.l", 3, &[2, 3]),
            // A paragraph of three lines is not divided: its page before is left short.
            ("l.l.lxlxl.l", 3, &[2, 3, 1]),
            // Greedy would fill the first page and leave the second two lines short.
            ("l.l.l.l.l.lxlxl.l.l.l.l.l", 5, &[5, 5, 3]),
            ("l.l.l.l.lxlxlxl.l.l.l.l.l", 5, &[4, 5, 4]),
            // A heading stays with what follows.
            ("l.l.lxl.l.l", 3, &[2, 3, 1]),
            ("l!l", 9, &[1, 1]),
            // Asked for twice, at the beginning and at the end, it makes no page of nothing.
            ("!l!!l5!x!5ll!", 9, &[1, 1, 2]),
            // A note and what parts it from the text take two lines; the head of a table one.
            ("l.l.l.n.l.l.l.l", 5, &[3, 2, 3]),
            ("l.l.h.h.h.h.h.l", 4, &[4, 2, 2]),
            // A note of seven lines finds no room on six: it begins with its line and goes on below.
            ("l.l.N.l.l.l", 6, &[3, 2, 1]),
            // A dozen notes of two lines find no room on six: most of them begin on later pages.
            ("l.l.m.l.l.l", 6, &[2, 4, 0, 0, 0, 0, 0]),
            // A figure of three lines finds room above its line, or waits for the next page.
            ("l.l.l.l.l.f.l.l", 5, &[5, 2, 1]),
            ("l.l.l.l.f.l.l.l.l", 6, &[6, 3]),
            ("lxlxlxl", 2, &[2, 2]),
            ("", 5, &[]),
            ("5.x", 5, &[]),
        ];
        for &(notation, lines, expected) in cases {
            assert_eq!(counts(notation, lines), expected, "{notation:?} on {lines} lines");
        }
    }

    proptest! {
        #[test]
        fn every_line_is_on_exactly_one_page(notation in "(l|l[.x]|l[0-9]|l?!|!){0,120}", lines in 1i64..12) {
            let mut next = 0;
            for body in pages(&notation, lines) {
                prop_assert!(body.items.start < body.items.end);
                prop_assert!(!notation[next..body.items.start].contains('l'), "no line is lost between pages");
                next = body.items.end;
            }
            prop_assert!(!notation[next..].contains('l'));
        }

        #[test]
        fn notes_begin_on_the_page_of_their_line(notation in "([lnNhf][.0-5]){0,120}", lines in 4i64..16) {
            let (items, mut seen, mut placed) = (galley(&notation), 0, 0);
            let foot = Aside::new(&items, |attached| &attached.notes);
            let (top, mut shown) = (Aside::new(&items, |attached| &attached.figures), 0);
            let is_box = |item: &&GalleyItem| matches!(item, GalleyItem::Box(_));
            let mut called = 0;
            for body in pages(&notation, lines) {
                let on_page = &items[body.items.clone()];
                let head = i64::from(notation[body.items.clone()].starts_with('h'));
                let blank: Length = on_page.iter().map(|item| match item {
                    GalleyItem::Glue(space) => space.natural - space.shrink,
                    _ => Length::ZERO,
                }).sum();
                let boxes = on_page.iter().filter(is_box).count() as i64;
                let rule = if body.notes.is_empty() { 0 } else { 1 };
                let figures = top.height(&body.figures);
                let height = Length::pt((boxes + head + rule) * LINE) + figures + foot.height(&body.notes) + blank;
                prop_assert!(height <= Length::pt(lines * LINE), "{}", &notation[body.items.clone()]);
                prop_assert!(body.figures.is_empty() || body.figures.start == shown && body.figures.len() % 3 == 0);
                shown = body.figures.end.max(shown);
                // What lies between two pages is no line of a note.
                let fresh = body.notes.start >= placed && body.notes.start - placed <= 1;
                prop_assert!(body.notes.is_empty() || fresh);
                for item in on_page {
                    if let GalleyItem::Box(line) = item && let [note] = line.attached().notes.as_slice() {
                        prop_assert!(body.notes.contains(&called), "the note at {called} has begun");
                        called += note.len();
                    }
                }
                placed = body.notes.end.max(placed);
                seen += boxes;
            }
            prop_assert_eq!(shown, 3 * notation.matches('f').count());
            prop_assert_eq!(placed, foot.whole(0, &(items.len()..items.len())).end);
            prop_assert_eq!(seen, notation.matches(['l', 'n', 'h', 'N', 'f']).count() as i64);
        }

        #[test]
        fn any_number_of_notes_finds_room(notation in "([lnNm][.0-5]){0,60}", lines in 3i64..16) {
            let items = galley(&notation);
            let foot = Aside::new(&items, |attached| &attached.notes);
            let mut placed = 0;
            for body in pages(&notation, lines) {
                let shrink = |item: &GalleyItem| match item {
                    GalleyItem::Glue(space) => space.shrink,
                    _ => Length::ZERO,
                };
                let shrink: Length = items[body.items.clone()].iter().map(shrink).sum();
                prop_assert!(body.missing + shrink >= Length::ZERO, "{body:?}");
                let rule = Length::pt(if body.notes.is_empty() { 0 } else { LINE });
                prop_assert!(foot.height(&body.notes) + rule <= Length::pt(lines * LINE), "{body:?}");
                prop_assert!(body.notes.is_empty() || (0..=1).contains(&(body.notes.start - placed)));
                placed = body.notes.end.max(placed);
            }
            prop_assert_eq!(placed, foot.whole(0, &(items.len()..items.len())).end);
        }

        #[test]
        fn a_page_that_can_fit_does(notation in "(l[.0-5]){0,120}", lines in 2i64..12) {
            for body in pages(&notation, lines) {
                let shrink: Length = galley(&notation)[body.items.clone()].iter().map(|item| match item {
                    GalleyItem::Glue(space) => space.shrink,
                    _ => Length::ZERO,
                }).sum();
                prop_assert!(body.missing + shrink >= Length::ZERO);
            }
        }
    }
}
