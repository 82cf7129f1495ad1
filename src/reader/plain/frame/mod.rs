//! What Project Gutenberg and those who made the file write around a text.

pub mod aozora;
pub mod furniture;
pub mod hyphens;
mod makers;
pub mod pages;
pub mod typescript;

use self::makers::{names_maker, names_producer};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::{letters_and_digits, looks_like_title};
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// Marks what stands outside the frame's two marks, and the producers' lines within. Returns the
/// lines of the text between.
pub fn mark(sheet: &mut Sheet) -> Range<usize> {
    let count = sheet.lines.len();
    let start = start(sheet);
    let body_start = start.map_or(0, |line| end_of_mark(sheet, line));
    let body_end = end(sheet, body_start, start.is_some()).unwrap_or(count);
    sheet.mark(0..body_start, Role::Furniture, Why::OutsideFrame);
    sheet.mark(body_end..count, Role::Furniture, Why::OutsideFrame);
    mark_producers(sheet, start.is_some());
    typescript::mark(sheet);
    mark_last_note(sheet, body_start..body_end);
    body_start..body_end
}

/// Whether a line is the starred mark "*** START OF …", or that of the end.
fn is_mark(sheet: &Sheet, line: usize, word: &str) -> bool {
    let content = sheet.content(line);
    content.starts_with("***") && {
        let content = content.to_uppercase();
        content.contains(word) && content.contains("PROJECT GUTENBERG")
    }
}

/// The mark above the text. Until 2002 it was the end of the "Small Print", which since then stands
/// at the end.
fn start(sheet: &Sheet) -> Option<usize> {
    let count = sheet.lines.len();
    let small_print = |line: &usize| {
        // "*END*THE SMALL PRINT! …", "**END THE SMALL PRINT! …".
        let content = sheet.content(*line);
        let ends = content.starts_with('*') && content.trim_start_matches(['*', ' ']).starts_with("END");
        ends && content.to_uppercase().contains("THE SMALL PRINT")
    };
    let starred = (0..count).find(|&line| is_mark(sheet, line, "START OF"));
    starred.or_else(|| (0..count / 2).find(small_print))
}

/// The line behind a mark, which goes on until its closing asterisks.
fn end_of_mark(sheet: &Sheet, line: usize) -> usize {
    let mut end = line;
    while end + 1 < line + 3
        && !sheet.content(end).trim_end().ends_with('*')
        && !sheet.content(end + 1).is_empty()
    {
        end += 1;
    }
    end + 1
}

/// Where the text ends: at the starred mark, or at the line above it; old texts have that alone.
fn end(sheet: &Sheet, start: usize, framed: bool) -> Option<usize> {
    /// A text without a head has nothing but that line at its end.
    const NEAR_THE_END: usize = 40;
    let count = sheet.lines.len();
    if let Some(line) = (start..count).find(|&line| is_mark(sheet, line, "END OF")) {
        let mut near = line.saturating_sub(6).max(start)..line;
        return near.find(|&line| closes(sheet.content(line))).or(Some(line));
    }
    let first = if framed { start } else { count.saturating_sub(NEAR_THE_END) };
    (first..count).rev().find(|&line| closes(sheet.content(line)))
}

/// "End of Project Gutenberg’s …", "Ende dieses Projekt Gutenberg Etextes", "Fin du Projet Gutenberg".
fn closes(content: &str) -> bool {
    const ENDS: &[&str] =
        &["end of", "ende d", "fin d", "fine d", "fim d", "einde v", "slut p", "slutet", "koniec", "конец"];
    const LONGEST: usize = 160;
    let content = content.trim_start_matches(['*', ' ']);
    let begins = |end: &&str| content.get(..end.len()).is_some_and(|front| front.to_lowercase() == **end);
    content.len() <= LONGEST && ENDS.iter().any(begins) && {
        let key = letters_and_digits(content);
        let project = key.contains("projectgutenberg") || key.contains("projektgutenberg");
        project
            || ["projet", "proyecto", "projecto", "progetto"]
                .iter()
                .any(|p| key.contains(&format!("{p}gutenberg")))
    }
}

/// What a transcriber's note is called, letters and digits alone.
const NOTES: &[&str] = &[
    "transcribersnote",
    "transcribernote",
    "transcribersendnote",
    "notedutranscripteur",
    "notesdutranscripteur",
    "notedetranscription",
    "notesdetranscription",
    "notesurlatranscription",
    "notessurlatranscription",
    "anmerkungzurtranskription",
    "anmerkungenzurtranskription",
    "hinweisezurtranskription",
    "anmerkungdesbearbeiters",
    "anmerkungendesbearbeiters",
    "notadeltranscriptor",
    "notasdeltranscriptor",
    "notadetranscripción",
    "notadeltrascrittore",
    "notedeltrascrittore",
    "notaditrascrizione",
    "notadotranscritor",
    "notasdotranscritor",
    "notadetranscrição",
    "notasdetranscrição",
    "opmerkingvandebewerker",
    "opmerkingenvandebewerker",
    "aantekeningenvandebewerker",
    "transkriberarensanmärkning",
    "anmärkningaravtranskriberaren",
    "transkribersanmärkning",
    "noteringaravtranskriberaren",
    "afskriverensbemærkning",
    "huomautuksia",
    "huomautuksiasähköisestäversiosta",
    "notatranskryptora",
    "uwagitranskryptora",
    "uwagidowydaniaelektronicznego",
    "примечанияпереписчика",
    "примечаниепереписчика",
];

/// A note’s name is no longer, in bytes.
const LONGEST_NAME: usize = 60;

/// Whether a line names a transcriber’s note: its beginning, or the whole of it.
fn names_note(content: &str) -> bool {
    let key = letters_and_digits(content);
    let begins = NOTES.iter().any(|name| key.starts_with(name));
    // "Huomautuksia" alone is a word of every day.
    let everyday = key.starts_with("huomautuksia") && key.len() > LONGEST_NAME;
    begins && !everyday || key.len() < 40 && key.contains("transcribersnote")
}

/// The lines that name who made the file, and a transcriber's notes, above the first prose.
fn mark_producers(sheet: &mut Sheet, framed: bool) {
    let chunks = sheet.chunks();
    let (mut next, mut makers) = (0, 0);
    while let Some(chunk) = chunks.get(next) {
        let key = letters_and_digits(sheet.content(chunk.start));
        next += 1;
        if names_note(sheet.content(chunk.start)) {
            let last = last_of_note(sheet, &chunks, next - 1);
            for lines in chunks.get(next - 1..=last).unwrap_or_default() {
                sheet.mark(lines.clone(), Role::Furniture, Why::TranscriberNote);
            }
            next = last + 1;
        } else if framed && names_producer(sheet, chunk, &key)
            || !framed && names_maker(sheet, chunk, &key, makers + 1 == next)
        {
            makers += 1;
            sheet.mark(chunk.clone(), Role::Furniture, Why::Producer);
        } else if sheet.is_prose(chunk) {
            return;
        }
    }
}

/// The last paragraph of a note that begins with a paragraph: that with the bracket that closes it;
/// where its name stands alone, the last before a wider gap, another indent or a title.
fn last_of_note(sheet: &Sheet, chunks: &[Range<usize>], first: usize) -> usize {
    /// What goes on for longer is not a note.
    const MOST: usize = 24;
    let Some(chunk) = chunks.get(first) else { return first };
    let name = sheet.content(chunk.start);
    if name.starts_with('[') {
        let closes = |lines: &Range<usize>| sheet.content(lines.end - 1).ends_with(']');
        return chunks.iter().skip(first).take(MOST).position(closes).map_or(first, |place| first + place);
    }
    if chunk.len() > 1 || name.len() > LONGEST_NAME {
        return first;
    }
    let indent = |lines: &Range<usize>| sheet.lines.get(lines.start).map_or(0, |line| line.indent);
    let mut last = first;
    for (index, pair) in chunks.windows(2).enumerate().skip(first).take(MOST) {
        let [above, below] = pair else { break };
        let words = sheet.content(below.start);
        let is_title = below.len() == 1 && looks_like_title(words);
        let apart = below.start - above.end > 1 || indent(below) + 2 < indent(above);
        // Whatever its form, a name has something below it.
        if index > first && (is_title || apart) {
            break;
        }
        last = index + 1;
    }
    last
}

/// A transcriber's note at the end of the text, which goes on to the end, or to its bracket.
fn mark_last_note(sheet: &mut Sheet, body: Range<usize>) {
    /// The longest lists of corrections.
    const LONGEST: usize = 400;
    let first = body.end.saturating_sub(LONGEST).max(body.start + body.len() / 2);
    let chunks = sheet.chunks();
    let is_name = |lines: &Range<usize>| {
        let content = sheet.content(lines.start);
        lines.start >= first && content.len() <= LONGEST_NAME && names_note(content)
    };
    let Some(place) = chunks.iter().position(is_name) else { return };
    let Some(name) = chunks.get(place) else { return };
    let end = match sheet.content(name.start).starts_with('[') {
        true => chunks.get(last_of_note(sheet, &chunks, place)).map_or(name.end, |last| last.end),
        false => body.end,
    };
    sheet.mark(name.start..end, Role::Furniture, Why::TranscriberNote);
}
