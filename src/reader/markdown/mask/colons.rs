//! A colon defines a term where a blank follows it, as all dialects have it; the parser takes any.

use super::Hidden;
use super::lines::Line;

/// Masks colons at the start of lines that no blank follows.
pub(super) fn find(text: &str, lines: &[Line], hidden: &mut Hidden) {
    for line in lines {
        let words = line.words(text);
        let defines = words.strip_prefix(':').is_none_or(|rest| rest.starts_with([' ', '\t']));
        if !defines && !hidden.markers.contains_key(&line.start) {
            hidden.text(line.start..line.start + 1);
        }
    }
}
