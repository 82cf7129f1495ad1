//! The lines that say who made the file.

use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::is_capitals;
use std::ops::Range;

/// How the lines begin that say who made the file, letters and digits alone.
pub const PRODUCERS: &[&str] = &[
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
    "produitpar",
    "producidopor",
    "produzidopor",
    "prodottoda",
    "erstelltvon",
    "distributedproofread",
    "onlinedistributedproofread",
];

/// Whether lines of a text without a frame say who made the file: "Produced by …" above all else, for below the
/// title it may be a play that was, and elsewhere what is said of files alone. A title page in capitals says
/// "transcribed from" of the printed book. `is_first` says that nothing but such lines stands above.
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
        && !is_capitals(sheet.content(chunk.start));
    chunk.len() <= MOST_LINES && (transcribed || begins(OF_FILES) || is_first && begins(ABOVE_ALL))
}
