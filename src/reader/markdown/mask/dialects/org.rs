//! Tables between bars as Emacs draws them: the columns of the rule below the head are parted by plus
//! signs (pandoc's manual, "Extension: `pipe_tables`").

use super::super::Hidden;
use super::super::lines::Line;
use super::super::terrain::Terrain;

/// Whether such rules may stand in a text.
pub(super) fn may_stand_in(text: &str) -> bool {
    text.contains("|-") && text.contains("-+")
}

/// Finds these rules, below a line between bars that begins a paragraph.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    for pair in lines.windows(2) {
        let [head, rule] = pair else { continue };
        let words = rule.words(text);
        let is_rule = words.starts_with('|')
            && words.contains("-+")
            && words.bytes().all(|byte| matches!(byte, b'|' | b'+' | b'-' | b':' | b' '));
        if is_rule && head.words(text).starts_with('|') && terrain.begins_run(head.start) {
            hidden.part_columns(words.match_indices('+').map(|(at, _)| rule.start + at));
        }
    }
}
