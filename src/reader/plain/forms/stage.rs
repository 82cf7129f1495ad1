//! Lines of plays that begin with what may be a name and yet no speech, or stand where one may begin.

use super::names::Lettering;
use super::wrapped::NARROW;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::labels::is_of_stage;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::lines::ends_sentence;

/// Whether what may be a number is a word that may be a name as well: "QUINCE."
pub fn is_number_word(content: &str) -> bool {
    const FEWEST_LETTERS: usize = 4;
    let word = content.trim_end_matches(['.', ':']);
    let roman = word.chars().all(|letter| "IVXLCDM".contains(letter));
    word.chars().all(char::is_alphabetic) && word.chars().count() >= FEWEST_LETTERS && !roman
}

/// Whether a paragraph begins at a line: below a blank one, set in where paragraphs begin so, or below a sentence
/// that ended before its line was full.
pub fn begins_paragraph(sheet: &Sheet, line: usize) -> bool {
    let Some(above) = line.checked_sub(1).filter(|&above| !sheet.content(above).is_empty()) else {
        return true;
    };
    let set_in =
        sheet.manner.first_indent && sheet.lines.get(line).is_some_and(|line| sheet.manner.is_indented(line));
    // Of narrow lines it cannot be said whether they are full.
    let ends = sheet.manner.measure < NARROW || !sheet.is_full(above);
    set_in || ends && ends_sentence(sheet.content(above))
}

/// Whether a line says that nobody speaks: "Pause." In capitals "SILENCE." may be a person.
pub fn names_pause(content: &str, lettering: Lettering) -> bool {
    const PAUSES: &[&str] = &["pause", "пауза", "pausa", "pauze", "paus", "молчание", "занавес"];
    const SILENCES: &[&str] = &["silence", "stille", "schweigen", "silencio", "silenzio", "silêncio"];
    let word = letters_and_digits(content);
    PAUSES.contains(&word.as_str()) || lettering != Lettering::Capitals && SILENCES.contains(&word.as_str())
}

/// Whether a line alone below the heading of a scene names those who are there, with a dash between the groups of
/// them: "SEGISMUNDO, in the tower.--ROSAURA, CLARÍN."
pub fn names_those_there(sheet: &Sheet, line: usize) -> bool {
    const JOINS: &[&str] = &["y", "e", "et", "and", "und"];
    let content = sheet.content(line);
    let last = content.rsplit(['—', '–']).next().unwrap_or(content);
    let last = last.rsplit("--").next().unwrap_or(last);
    let is_name = |word: &str| {
        let letters = word.trim_matches(|letter: char| !letter.is_alphabetic());
        !letters.is_empty() && (!letters.contains(char::is_lowercase) || JOINS.contains(&letters))
    };
    let listed = last.len() < content.len() && last.split_whitespace().all(is_name);
    listed && !last.is_empty() && is_below_scene(sheet, line)
}

/// Whether a line stands alone below the heading of an act or a scene.
pub fn is_below_scene(sheet: &Sheet, line: usize) -> bool {
    const NEAR: usize = 4;
    let is_blank = |line: Option<usize>| line.is_none_or(|line| sheet.content(line).is_empty());
    let above = (line.saturating_sub(NEAR)..line).rev().find(|&above| !sheet.content(above).is_empty());
    let label = above.and_then(|above| sheet.numbering(above)?.label);
    is_blank(line.checked_sub(1)) && is_blank(Some(line + 1)) && label.is_some_and(is_of_stage)
}
