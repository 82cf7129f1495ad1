//! What a note of Obsidian's embeds: other notes, sound, film, documents (Obsidian's help, "Embed files").

use super::super::mask::Hidden;
use std::ops::Range;

/// What Obsidian plays or shows, besides notes and images ("Accepted file formats").
const MEDIA: [&str; 16] = [
    "pdf", "mp3", "wav", "m4a", "ogg", "oga", "3gp", "flac", "mp4", "m4v", "webm", "ogv", "mov", "mkv",
    "canvas", "base",
];

/// Makes a link of what embeds a note, and words of what embeds a file that is none: those behind a bar,
/// or its name.
pub(super) fn show(text: &str, range: &Range<usize>, hidden: &mut Hidden) {
    let inner = range.start + "![[".len()..range.end - "]]".len();
    let (name, words) = text[inner.clone()].split_once('|').unwrap_or((&text[inner.clone()], ""));
    let file = name.split('#').next().unwrap_or_default().trim_end_matches('\\');
    let ending = file.rsplit_once('.').map_or("", |(_, ending)| ending).to_ascii_lowercase();
    if !MEDIA.contains(&ending.as_str()) {
        return hidden.nothing(range.start..range.start + 1);
    }
    // Digits are a size.
    let is_named = words.contains(|c: char| !c.is_ascii_digit() && c != 'x');
    let shown = match is_named {
        true => inner.end - words.len()..inner.end,
        false => inner.start..inner.start + file.len(),
    };
    hidden.nothing(range.start..shown.start);
    hidden.nothing(shown.end..range.end);
}
