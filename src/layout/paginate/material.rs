//! What the search for pages sees of a galley: the places where a page may end, and running sums.

use super::FORBIDDEN;
use crate::layout::galley::GalleyItem;
use crate::layout::item::INFINITE;
use crate::length::Length;

/// Whether an item has nothing aside and repeats no head: of such, more are never less high.
pub(super) fn is_text_alone(item: &GalleyItem) -> bool {
    match item {
        GalleyItem::Box(line) => {
            let attached = line.attached();
            attached.notes.is_empty()
                && attached.figures.is_empty()
                && attached.head.is_none()
                && line.height >= Length::ZERO
        }
        GalleyItem::Glue(space) => space.natural >= space.shrink,
        GalleyItem::Penalty(_) | GalleyItem::Side(_) => true,
    }
}

/// A place where a page may end.
#[derive(Clone, Copy)]
pub(super) struct Break {
    /// The item after the last of the page.
    pub(super) end: usize,
    /// The first box after the break.
    pub(super) next: usize,
    pub(super) cost: i64,
    pub(super) forced: bool,
}

/// The beginning of the galley, every legal break in order, and the end.
pub(super) fn legal_breaks(items: &[GalleyItem]) -> Vec<Break> {
    let first = next_box(items, 0);
    let mut begun = None;
    let mut breaks = vec![Break { end: first, next: first, cost: 0, forced: false }];
    for (index, item) in items.iter().enumerate().skip(first) {
        let (cost, forced) = match item {
            GalleyItem::Penalty(cost) if *cost <= -INFINITE => (0, true),
            GalleyItem::Penalty(cost) if *cost >= INFINITE => (FORBIDDEN, false),
            GalleyItem::Penalty(cost) => (i64::from(*cost) * i64::from(*cost), false),
            // As in TeX, glue is a place only behind a box: `Galley::keep` rests on it.
            GalleyItem::Glue(_) if matches!(items.get(index.wrapping_sub(1)), Some(GalleyItem::Box(_))) => {
                (0, false)
            }
            _ => continue,
        };
        let next = next_box(items, index);
        // Where a new page was asked for already, nothing stands between.
        if next < items.len() && begun != Some(next) {
            begun = if forced { Some(next) } else { begun };
            breaks.push(Break { end: index, next, cost, forced });
        }
    }
    // Forced, so that the last page is judged as one.
    breaks.push(Break { end: items.len(), next: items.len(), cost: 0, forced: true });
    breaks
}

fn next_box(items: &[GalleyItem], from: usize) -> usize {
    let passed = items[from..].iter().take_while(|item| !matches!(item, GalleyItem::Box(_))).count();
    from + passed
}

/// Running sums of heights and of glue.
pub(super) struct Sums {
    pub(super) height: Vec<Length>,
    pub(super) stretch: Vec<Length>,
    pub(super) shrink: Vec<Length>,
    /// One past the last box before each item.
    pub(super) last_box: Vec<usize>,
    /// What goes before each item where it begins a page.
    pub(super) heads: Vec<Length>,
}

impl Sums {
    pub(super) fn new(items: &[GalleyItem]) -> Sums {
        let mut sums = Sums {
            height: vec![Length::ZERO],
            stretch: vec![Length::ZERO],
            shrink: vec![Length::ZERO],
            last_box: vec![0],
            heads: Vec::with_capacity(items.len()),
        };
        let (mut height, mut stretch, mut shrink, mut last_box) = Default::default();
        for (index, item) in items.iter().enumerate() {
            match item {
                GalleyItem::Box(line) => {
                    height += line.height;
                    last_box = index + 1;
                }
                GalleyItem::Glue(space) => {
                    height += space.natural;
                    stretch += space.stretch;
                    shrink += space.shrink;
                }
                GalleyItem::Penalty(_) | GalleyItem::Side(_) => {}
            }
            sums.height.push(height);
            sums.stretch.push(stretch);
            sums.shrink.push(shrink);
            sums.last_box.push(last_box);
            sums.heads.push(match item {
                GalleyItem::Box(line) => {
                    line.attached().head.as_ref().map_or(Length::ZERO, |head| head.height)
                }
                _ => Length::ZERO,
            });
        }
        sums
    }
}
