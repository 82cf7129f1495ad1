//! What stands aside from the lines of a galley, as a column of its own which pages take from its
//! head: the notes at their feet, the figures at their tops.

use crate::layout::galley::{Attached, GalleyItem};
use crate::layout::item::INFINITE;
use crate::length::Length;
use std::ops::Range;

/// Where such a column may be parted, and how high it is.
pub struct Aside {
    /// The height of everything before each item of the column, and of all of it.
    heights: Vec<Length>,
    /// Where a page may end in the column: before these items.
    cuts: Vec<usize>,
    /// The first box at or after each item.
    boxes: Vec<usize>,
    /// Where notes or figures begin.
    starts: Vec<usize>,
    /// How many items belong to the lines before each item of the galley.
    called: Vec<usize>,
}

impl Aside {
    /// The column of what the lines of a galley have aside.
    pub fn new(galley: &[GalleyItem], of: fn(&Attached) -> &[Vec<GalleyItem>]) -> Aside {
        let mut column: Vec<&GalleyItem> = Vec::new();
        let (mut starts, mut called) = (Vec::new(), vec![0]);
        for item in galley {
            if let GalleyItem::Box(line) = item {
                for part in of(line.attached()) {
                    starts.push(column.len());
                    column.extend(part);
                }
            }
            called.push(column.len());
        }
        let mut heights = vec![Length::ZERO];
        let mut total = Length::ZERO;
        for item in &column {
            total += item.height();
            heights.push(total);
        }
        let is_box = |at: usize| matches!(column.get(at), Some(GalleyItem::Box(_)));
        let may_end = |at: usize| match column.get(at) {
            Some(GalleyItem::Penalty(cost)) => *cost < INFINITE,
            // What stands beside the text ends no page by itself.
            Some(GalleyItem::Side(_)) => false,
            Some(GalleyItem::Glue(_)) => true,
            Some(GalleyItem::Box(_)) => starts.binary_search(&at).is_ok(),
            None => true,
        };
        // A part ends in a line: white space at its end would lift notes off the foot of the page.
        let cuts = (1..=column.len()).filter(|&at| is_box(at - 1) && may_end(at)).collect();
        let mut boxes = vec![column.len(); column.len() + 1];
        for at in (0..column.len()).rev() {
            boxes[at] = if is_box(at) { at } else { boxes[at + 1] };
        }
        Aside { heights, cuts, boxes, starts, called }
    }

    /// The part of the column that a page with these items of the galley has if it holds all that
    /// its lines call, and what waits since `from`.
    pub fn whole(&self, from: usize, galley: &Range<usize>) -> Range<usize> {
        let to = self.called[galley.end];
        let from = from.min(self.called[galley.start]);
        self.boxes[from].min(to)..to
    }

    pub fn height(&self, part: &Range<usize>) -> Length {
        self.heights[part.end] - self.heights[part.start]
    }

    /// The longest beginning of a part that finds room, and in which every note that the page's
    /// lines call has begun; `None` where there is none.
    pub fn cut(&self, part: &Range<usize>, room: Length) -> Option<Range<usize>> {
        let begun = self.starts.partition_point(|&start| start < part.end);
        let last = begun.checked_sub(1).map_or(0, |index| self.starts[index]);
        self.beginning(part, room).filter(|found| found.end > last)
    }

    /// The longest beginning of a part that finds room, whatever waits behind it; `None` where not even a line does.
    pub fn beginning(&self, part: &Range<usize>, room: Length) -> Option<Range<usize>> {
        let highest = self.heights[part.start] + room;
        let within = self.cuts.partition_point(|&at| at < part.end && self.heights[at] <= highest);
        let end = *self.cuts.get(within.checked_sub(1)?)?;
        (end > part.start).then_some(part.start..end)
    }
}

impl Aside {
    /// As much of a part as finds room without being cut.
    pub fn uncut(&self, part: &Range<usize>, room: Length) -> Range<usize> {
        let highest = self.heights[part.start] + room;
        let ends = self.starts.iter().copied().chain([self.heights.len() - 1]);
        let fits = |at: &usize| part.contains(at) || *at == part.end;
        let end = ends.filter(fits).take_while(|&at| self.heights[at] <= highest).last();
        part.start..end.unwrap_or(part.start)
    }

    /// How many notes or figures begin in a part.
    pub fn count(&self, part: &Range<usize>) -> usize {
        let before = |at: usize| self.starts.partition_point(|&start| start < at);
        before(part.end) - before(part.start)
    }
}

/// The height of notes at the foot of a page.
pub fn height(notes: &[GalleyItem]) -> Length {
    notes.iter().map(GalleyItem::height).sum()
}
