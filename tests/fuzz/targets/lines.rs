//! The line breaker on items of any kind and width: where it breaks, every item that is set is on one line, in order.
#![no_main]

use bifolio::layout::fuzzing::{INFINITE, INFINITE_BADNESS, Item, LineRules, Measure, Piece, break_lines};
use bifolio::length::Length;
use libfuzzer_sys::fuzz_target;

/// Most measures are those of words; some are as wide as a length may be that a person states.
fn length(byte: u8) -> Length {
    let signed = i64::from(byte as i8);
    match byte & 3 {
        0..=2 => Length::millipt(signed * 250),
        _ => Length::millipt(signed * 750_000),
    }
}

fn width(byte: u8) -> Length {
    Length(length(byte).0.abs())
}

fn item(bytes: &[u8]) -> Item {
    let [kind, a, b, c] = *bytes else { return Item::Box { width: Length::ZERO, piece: Piece::Indent } };
    match kind % 8 {
        // Marks and the room beside words may be of any width, also a negative one.
        0..=2 => Item::Box { width: if kind & 16 == 0 { width(a) } else { length(a) }, piece: Piece::Indent },
        3..=5 => Item::Glue { width: length(a), stretch: width(b), shrink: width(c), space: None },
        6 => Item::Penalty { width: width(a), cost: i32::from(b as i8) * 79, flagged: c & 1 == 1 },
        _ => Item::Penalty {
            width: width(a),
            cost: if b & 1 == 0 { INFINITE } else { -INFINITE },
            flagged: c & 1 == 1,
        },
    }
}

fuzz_target!(init: bifolio_fuzz::start(), |data: &[u8]| {
    let Some((&[how, first, rest, tolerance], items)) = data.split_first_chunk() else { return };
    let mut items: Vec<Item> = items.chunks_exact(4).map(item).collect();
    items.push(Item::Penalty { width: Length::ZERO, cost: -INFINITE, flagged: false });
    let measure = Measure { first: length(first), rest: length(rest) };
    let last_resort = how & 1 == 0;
    let rules = LineRules {
        // As the stages of setting have it: the last of them takes lines however loose they are.
        tolerance: if last_resort { INFINITE_BADNESS } else { (i64::from(tolerance) * 100).min(INFINITE_BADNESS) },
        extra_stretch: if how & 2 == 0 { Length::ZERO } else { width(how) },
        last_resort,
    };
    let Some(lines) = break_lines(&items, measure, &rules) else {
        assert!(!last_resort, "the last resort always breaks");
        return;
    };
    let mut next = 0;
    for line in lines {
        assert!(next <= line.start && line.start <= line.at && line.at < items.len(), "{line:?} behind {next}");
        let passed = &items[next..line.start];
        assert!(!passed.iter().any(|item| matches!(item, Item::Box { .. })), "{line:?} behind {next}");
        next = line.at + 1;
    }
    assert_eq!(next, items.len());
});
