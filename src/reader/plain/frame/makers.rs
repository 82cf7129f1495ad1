//! The lines that say who made the file.

use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::{is_capitals, letters_and_digits};
use std::ops::Range;

/// How the lines begin that say who made the file, letters and digits alone.
const PRODUCERS: &[&str] = &[
    "producedby",
    "etextproducedby",
    "etextpreparedby",
    "ebookpreparedby",
    "etextby",
    "preparedby",
    "transcribedby",
    "transcribedfrom",
    "scannedby",
    "scannedand",
    "digitizedby",
    "digitalizedby",
    "proofreadby",
    "htmlversion",
    "thisetext",
    "thisebook",
    "thisfilewas",
    "fileproducedby",
    "imagesgenerously",
    "generouslymadeavailable",
    "wethankthe",
    "nousremercions",
    "theprojectgutenbergetext",
    "theprojectgutenbergebook",
    "projectgutenbergs",
    "noteprojectgutenberg",
    "noteimagesoftheoriginal",
    "imagesoftheoriginalpages",
    "produitpar",
    "producidopor",
    "produzidopor",
    "prodottoda",
    "erstelltvon",
    "thisfileshould",
    "correctededitionsof",
    "portionsofthis",
    "typedby",
    "typedand",
];

/// Whether lines within a frame say who made the file. `key` is what they say, letters and digits alone.
pub fn names_producer(sheet: &Sheet, chunk: &Range<usize>, key: &str) -> bool {
    const MOST_LINES: usize = 3;
    // "Ann Writer, Ben Other and the Online Distributed", "Proofreading Team".
    let is_team = || letters_and_digits(&sheet.words(chunk.clone())).contains("distributedproofread");
    let said = PRODUCERS.iter().any(|producer| key.starts_with(producer)) && !is_of_print(sheet, chunk, key);
    said || chunk.len() <= MOST_LINES && is_team()
}

/// Whether lines say from what manuscript a printed book was made, as a title page in capitals does.
fn is_of_print(sheet: &Sheet, chunk: &Range<usize>, key: &str) -> bool {
    key.starts_with("transcribed") && is_capitals(sheet.content(chunk.start))
}

/// Whether lines of a text without a frame say who made the file: "Produced by …" above all else, for below the
/// title it may be a play that was, and elsewhere what is said of files alone. `is_first` says that nothing but such lines stands above.
pub fn names_maker(sheet: &Sheet, chunk: &Range<usize>, key: &str, is_first: bool) -> bool {
    const MOST_LINES: usize = 4;
    const ABOVE_ALL: &[&str] = &["producedby", "preparedby", "produitpar", "erstelltvon", "prodottoda"];
    const OF_FILES: &[&str] = &[
        "etextproducedby",
        "etextpreparedby",
        "ebookpreparedby",
        "ebookproducedby",
        "thisetextwas",
        "thisebookwas",
        "thisfilewas",
        "fileproducedby",
        "scannedby",
        "scannedand",
        "digitizedby",
        "proofreadby",
    ];
    let begins = |words: &[&str]| words.iter().any(|word| key.starts_with(word));
    let transcribed = (key.starts_with("transcribedfrom") || key.starts_with("transcribedby"))
        && key.contains("edition")
        && !is_of_print(sheet, chunk, key);
    chunk.len() <= MOST_LINES && (transcribed || begins(OF_FILES) || is_first && begins(ABOVE_ALL))
}
