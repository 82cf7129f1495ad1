//! Chords above the words of a song, which stand over the syllables that they are played with.

use crate::reader::plain::Sheet;
use std::ops::Range;

/// Whether lines are those of a song with chords: lines of chords stand above lines of words. One alone is
/// told by its blanks or figures.
pub fn are_above_words(sheet: &Sheet, lines: &Range<usize>) -> bool {
    let is_above = |line: &usize| {
        let next = line + 1;
        are_played(sheet, *line)
            && next < lines.end
            && sheet.content(next).contains(char::is_alphabetic)
            && !are_chords(sheet.content(next))
    };
    let is_sure = |line: usize| {
        let content = sheet.content(line);
        content.contains("  ") || content.contains(|c: char| c.is_ascii_digit())
    };
    let above: Vec<usize> = lines.clone().filter(is_above).collect();
    above.len() > 1 || above.into_iter().any(is_sure)
}

/// Whether a line has nothing but chords, and is no single letter at the left edge, which may be a name.
pub fn are_played(sheet: &Sheet, line: usize) -> bool {
    let content = sheet.content(line);
    let is_set_in = sheet.lines.get(line).is_some_and(|line| line.indent > 0);
    are_chords(content) && (is_set_in || content.len() > 1)
}

/// Whether a line has nothing but chords: "G", "D7", "F#m", "C/G", "Bbmaj7".
fn are_chords(content: &str) -> bool {
    let is_played = |word: &str| is_chord(word) || matches!(word, "|" | "N.C." | "%" | "/");
    content.starts_with(|c: char| matches!(c, 'A'..='H' | '|' | 'N' | '('))
        && content.split_whitespace().all(is_played)
}

fn is_chord(word: &str) -> bool {
    const QUALITIES: &[&str] = &["maj", "min", "dim", "aug", "sus", "add", "m", "M", "+", "°", "ø", "-"];
    let word = word.trim_matches(['(', ')']);
    let (chord, bass) = word.split_once('/').map_or((word, None), |(chord, bass)| (chord, Some(bass)));
    let is_root = |root: &str| rest_of_root(root).is_some_and(str::is_empty);
    let Some(mut rest) = rest_of_root(chord) else { return false };
    if let Some(next) = QUALITIES.iter().find_map(|quality| rest.strip_prefix(quality)) {
        rest = next;
    }
    let extends = |c: char| c.is_ascii_digit() || "#b♯♭+-".contains(c);
    let rest = rest.trim_start_matches(extends);
    let rest = ["sus", "add", "maj"].iter().find_map(|more| rest.strip_prefix(more)).unwrap_or(rest);
    rest.trim_start_matches(extends).is_empty() && bass.is_none_or(is_root)
}

/// What follows the letter of a chord and its sharp or flat.
fn rest_of_root(chord: &str) -> Option<&str> {
    let rest = chord.strip_prefix(['A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'])?;
    Some(rest.strip_prefix(['#', 'b', '♯', '♭']).unwrap_or(rest))
}
