//! The page breaker on columns of any lines, notes and figures: every box is on one page, in order, and so is every
//! box of the notes and the figures.
#![no_main]

use bifolio::document::PageSide;
use bifolio::layout::fuzzing::{Attached, GalleyItem, INFINITE, LineBox, PageRules, Space, paginate};
use bifolio::length::Length;
use libfuzzer_sys::fuzz_target;
use std::ops::Range;

fn height(byte: u8) -> Length {
    match byte {
        0..224 => Length::millipt(i64::from(byte) * 250),
        _ => Length::pt(i64::from(byte) * 390),
    }
}

fn item(bytes: &[u8]) -> GalleyItem {
    let [kind, a, b, c] = *bytes else { return GalleyItem::Penalty(0) };
    match kind % 8 {
        0..=2 => LineBox::blank(height(a)).into(),
        3 => {
            let mut line = LineBox::blank(height(a));
            let aside = |count: u8| -> Vec<GalleyItem> {
                let line = || [LineBox::blank(height(c)).into(), GalleyItem::Penalty(0)];
                (0..count % 8).flat_map(|_| line()).collect()
            };
            match b & 3 {
                0 => line.attach().notes = vec![aside(b >> 2 | 1)],
                1 => line.attach().notes = vec![aside(b >> 2), aside(b >> 5)],
                2 => line.attach().figures = vec![aside(b >> 2 | 1)],
                _ => line.attach().head = Some(LineBox::blank(height(b)).into()),
            }
            line.into()
        }
        4 | 5 => GalleyItem::Glue(Space { natural: height(a), stretch: height(b), shrink: height(c) }),
        6 => GalleyItem::Penalty(i32::from(a as i8) * 79),
        _ => match a & 3 {
            0 => GalleyItem::Penalty(INFINITE),
            1 => GalleyItem::Penalty(-INFINITE),
            2 => GalleyItem::Side(PageSide::Recto),
            _ => GalleyItem::Side(PageSide::Verso),
        },
    }
}

/// Every box of a column is in one of the parts, which follow each other.
fn assert_whole(name: &str, column: &[&GalleyItem], parts: &[Range<usize>]) {
    let mut shown = vec![0; column.len()];
    for part in parts {
        shown[part.clone()].iter_mut().for_each(|times| *times += 1);
    }
    for (index, item) in column.iter().enumerate() {
        let is_box = matches!(item, GalleyItem::Box(_));
        assert!(shown[index] == 1 || !is_box, "{name} {index} is on {} pages: {parts:?}", shown[index]);
    }
    let begins: Vec<usize> = parts.iter().filter(|part| !part.is_empty()).map(|part| part.start).collect();
    assert!(begins.is_sorted(), "{name}: {parts:?}");
}

fn aside<'g>(items: &'g [GalleyItem], of: fn(&Attached) -> &[Vec<GalleyItem>]) -> Vec<&'g GalleyItem> {
    let lines = items.iter().filter_map(|item| match item {
        GalleyItem::Box(line) => Some(of(line.attached())),
        _ => None,
    });
    lines.flatten().flatten().collect()
}

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let Some((&[room, leading, separator, _], items)) = data.split_first_chunk() else { return };
    let items: Vec<GalleyItem> = items.chunks_exact(4).map(item).collect();
    let rules = PageRules { height: height(room), leading: height(leading), separator: height(separator) };
    let pages = paginate(&items, &rules);
    let of = |part: fn(&_) -> &Range<usize>| pages.iter().map(part).cloned().collect::<Vec<_>>();
    assert_whole("line", &items.iter().collect::<Vec<_>>(), &of(|page: &bifolio::layout::fuzzing::PageBody| &page.items));
    assert_whole("note", &aside(&items, |attached| &attached.notes), &of(|page| &page.notes));
    assert_whole("figure", &aside(&items, |attached| &attached.figures), &of(|page| &page.figures));
});
