//! Attributes behind the address that a reference stands for: `[name]: address {.class}` (pandoc's manual,
//! "Extension: `link_attributes`"). The parser would read no reference there.

use super::Hidden;
use super::lines::Line;
use crate::reader::foreign::Foreign;

/// Hides such attributes, and names them.
pub(super) fn find(text: &str, lines: &[Line], hidden: &mut Hidden) {
    for line in lines {
        let words = line.words(text);
        if !(words.starts_with('[') && words.ends_with('}')) {
            continue;
        }
        let Some((label, rest)) = words.split_once("]: ") else { continue };
        let Some(at) = rest.rfind('{').filter(|&at| rest[..at].ends_with(' ')) else { continue };
        let is_note = label.starts_with("[^");
        if !is_note && !rest[..at].trim().is_empty() && super::attributes(&rest[at..]).is_some() {
            let start = line.start + label.len() + "]: ".len() + at;
            let range = start..line.start + words.len();
            hidden.foreign(Foreign::ReferenceAttributes, range.clone());
            hidden.blank(range);
        }
    }
}
