//! Page labels (ISO 32000-1, 12.4.2), which are the folios.

use crate::layout::page::{Folio, FolioStyle, Page};
use lopdf::{Dictionary, Object, dictionary};

/// The number tree of the labels: an entry wherever the folios do not simply count on.
pub fn number_tree(pages: &[Page]) -> Dictionary {
    let mut numbers = Vec::new();
    let mut expected = None;
    for (index, page) in (0i64..).zip(pages) {
        if expected != Some(page.folio) {
            numbers.push(Object::Integer(index));
            numbers.push(label(page.folio).into());
        }
        expected = Some(Folio { number: page.folio.number.saturating_add(1), ..page.folio });
    }
    dictionary! { "Nums" => numbers }
}

fn label(folio: Folio) -> Dictionary {
    let style = match folio.style {
        FolioStyle::LowerRoman => "r",
        FolioStyle::Arabic => "D",
    };
    // A label starts from 1 where nothing is said, and may not start lower.
    let mut label = dictionary! { "S" => style };
    if folio.number > 1 {
        label.set("St", i64::from(folio.number));
    }
    label
}
