//! Dashes, ellipses, the spaces before marks that French wants, and those behind words of one letter.

use super::language::Spacing;
use super::run::{Edit, Run};

/// What two hyphens between words are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hyphens {
    /// Nothing but themselves: options (`--help`), names of classes, `i--`.
    Themselves,
    /// An em dash, as on a typewriter.
    Dash,
}

/// `--` between digits or between blanks becomes an en dash, `---` an em dash, `...` an ellipsis.
/// Longer rows are drawn lines or leaders, but for four points: an ellipsis and a full stop.
pub(super) fn dashes_and_dots(run: &Run, hyphens: Hyphens) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    while let Some(passed) = run.chars[at..].iter().position(|char| matches!(char, '-' | '.')) {
        at += passed;
        let char = run.chars[at];
        let row = row_length(run, at, char);
        let mark = match (char, row) {
            ('-', 2 | 3) if is_arrow(run, at, row) => None,
            ('-', 2) => two_hyphens(run, at, hyphens).map(|dash| (dash, 2)),
            ('-', 3) => Some(("—", 3)),
            // `../...` and the like are paths.
            ('.', 3 | 4) if !matches!(run.before(at), Some('/' | '\\')) => Some(("…", 3)),
            _ => None,
        };
        if let Some((text, length)) = mark {
            edits.push(Edit { at, text });
            edits.extend((at + 1..at + length).map(|at| Edit { at, text: "" }));
        }
        at += row.max(1);
    }
    edits
}

/// The dash that two hyphens at a place are. Pandoc makes one of any; but then `--help` and `i--` are no
/// longer what was written.
fn two_hyphens(run: &Run, at: usize, hyphens: Hyphens) -> Option<&'static str> {
    let (before, after) = (run.before(at), run.at(at + 2));
    let is_blank = |side: Option<char>| side.is_none_or(char::is_whitespace);
    match (before, after) {
        (None, None) => None,
        (Some(before), Some(after)) if before.is_ascii_digit() && after.is_ascii_digit() => Some("–"),
        (before, after) if is_blank(before) && is_blank(after) => Some("–"),
        // What breaks off at the end of a paragraph: "He said--". Before a blank it may be code (`i--`).
        (Some(before), None) if hyphens == Hyphens::Dash => ends_word(before).then_some("—"),
        (Some(before), Some(after)) if hyphens == Hyphens::Dash => {
            let begins = after.is_alphanumeric() || "'\"‘“’”(".contains(after);
            (ends_word(before) && begins).then_some("—")
        }
        _ => None,
    }
}

fn ends_word(character: char) -> bool {
    character.is_alphanumeric() || ",.;:!?'\"’”)".contains(character)
}

fn row_length(run: &Run, at: usize, char: char) -> usize {
    (at..).take_while(|index| run.is(*index, char)).count()
}

fn is_arrow(run: &Run, at: usize, row: usize) -> bool {
    matches!(run.before(at), Some('<' | '!')) || run.at(at + row) == Some('>')
}

/// Makes the spaces before `; ! ? » :` and after `«` such that no line breaks there. Where the
/// manuscript has none, only guillemets get one. As in the *Lexique* of the Imprimerie nationale, the
/// colon has a whole space, the higher marks a narrow one.
pub(super) fn spaces(run: &Run, spacing: &Spacing) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (at, char) in run.chars.iter().enumerate() {
        match char {
            ';' | '!' | '?' | '»' | ':' => {
                let space = if *char == ':' { "\u{A0}" } else { "\u{202F}" };
                if let Some(at) = at.checked_sub(1).filter(|before| is_space_in_line(run, *before)) {
                    edits.push(Edit { at, text: space });
                } else if *char == '»' && spacing.in_guillemets && wants_space(run, at, run.before(at)) {
                    edits.push(Edit { at, text: "\u{202F}»" });
                }
            }
            '«' if is_space_in_line(run, at + 1) => edits.push(Edit { at: at + 1, text: "\u{202F}" }),
            '«' if spacing.in_guillemets && wants_space(run, at, run.at(at + 1)) => {
                edits.push(Edit { at, text: "«\u{202F}" });
            }
            _ => {}
        }
    }
    // In `« »` one space is both after and before.
    edits.dedup_by_key(|edit| edit.at);
    edits
}

/// Ties words of one letter to what follows, so that no line ends with them.
pub(super) fn ties(run: &Run, tied: &str) -> Vec<Edit> {
    let is_tied = |at: usize| {
        let begins = at.checked_sub(1).is_none_or(|before| begins_word(run.chars[before]));
        begins && run.chars[at].to_lowercase().all(|small| tied.contains(small))
    };
    let spaces = (1..run.chars.len()).filter(|&at| run.is(at, ' ') && is_tied(at - 1));
    spaces.map(|at| Edit { at, text: "\u{A0}" }).collect()
}

/// Whether a word may begin behind a character: behind a blank, an opening mark or a dash.
fn begins_word(character: char) -> bool {
    character.is_whitespace() || "([{\"'„“‚‘«»‹›—–".contains(character)
}

/// A common space that does not begin its line.
fn is_space_in_line(run: &Run, at: usize) -> bool {
    run.is(at, ' ') && run.before(at).is_some_and(|before| !before.is_whitespace())
}

fn wants_space(run: &Run, at: usize, beside: Option<char>) -> bool {
    run.is_editable(at) && beside.is_some_and(|beside| !beside.is_whitespace())
}
