//! Page labels (ISO 32000-1, 12.4.2), which are the folios.

use super::objects::text_string;
use crate::document::Digits;
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
        let counts_on =
            matches!(page.folio.style, FolioStyle::LowerRoman | FolioStyle::Decimal(Digits::Latin));
        let next = Folio { number: page.folio.number.saturating_add(1), ..page.folio };
        expected = counts_on.then_some(next);
    }
    dictionary! { "Nums" => numbers }
}

fn label(folio: Folio) -> Dictionary {
    let style = match folio.style {
        FolioStyle::LowerRoman => "r",
        FolioStyle::Decimal(Digits::Latin) => "D",
        // PDF counts in no other digits: each label is what stands before a number that is not there.
        FolioStyle::Decimal(_) => return dictionary! { "P" => text_string(&folio.to_string()) },
    };
    // A label starts from 1 where nothing is said, and may not start lower.
    let mut label = dictionary! { "S" => style };
    if folio.number > 1 {
        label.set("St", i64::from(folio.number));
    }
    label
}
