//! Printed section numbers.

use crate::document::{Digits, Matter, Number, Section};

/// Numbers the sections of the body by depth: 1, 1.1, 1.2, 2. A section of class `unnumbered` and
/// one without a heading have no number, and neither has anything below them.
pub(super) fn number(sections: &mut [Section], above: &[u32]) {
    let mut count = 0;
    for section in sections.iter_mut().filter(|section| is_numbered(section)) {
        count += 1;
        let number: Vec<u32> = above.iter().copied().chain([count]).collect();
        number_below(section, number);
    }
}

fn number_below(section: &mut Section, own: Vec<u32>) {
    number(&mut section.children, &own);
    section.number = Some(Number::from(own));
}

fn is_numbered(section: &Section) -> bool {
    let Some(heading) = &section.heading else { return false };
    section.matter == Matter::Body && !heading.classes.iter().any(|class| class == "unnumbered")
}

/// Has all numbers written in the digits of the book.
pub(super) fn write_in(digits: Digits, sections: &mut [Section]) {
    for section in sections {
        if let Some(number) = &mut section.number {
            number.digits = digits;
        }
        write_in(digits, &mut section.children);
    }
}

/// Takes all numbers away.
pub(super) fn clear(sections: &mut [Section]) {
    for section in sections {
        section.number = None;
        clear(&mut section.children);
    }
}
