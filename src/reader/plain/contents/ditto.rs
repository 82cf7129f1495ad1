//! Marks in a contents list that stand for the words above them.

use super::candidates::LONGEST_TITLE;
use crate::document::verse::column_behind;
use crate::reader::plain::Sheet;
use std::collections::BTreeMap;
use std::ops::Range;

/// A word and the column that it begins at.
type Word = (usize, String);

/// What lines of a run with ditto marks may say in full, by line: by the columns of the words, and by the
/// number of the marks, for not all rows are typed with care.
pub fn spelled_out(sheet: &Sheet, run: &Range<usize>) -> BTreeMap<usize, Vec<String>> {
    let mut spelled = BTreeMap::new();
    let mut above: Vec<Word> = Vec::new();
    for line in run.clone().filter(|&line| !sheet.content(line).is_empty()) {
        let own = words(sheet, line);
        if own.iter().any(|(_, word)| is_ditto(word)) {
            let counted = joined(&expand(&above, &own, true));
            let full = expand(&above, &own, false);
            let text = joined(&full);
            // A row of such lines could else grow without end.
            above = if text.len() > LONGEST_TITLE * 2 { Vec::new() } else { full };
            let counted = Some(counted).filter(|counted| *counted != text);
            // "What do I need?" may mean what it says.
            let plain = own.iter().any(|(_, word)| is_ditto(word) && word.ends_with(char::is_alphabetic));
            let plain = plain.then(|| joined(&own));
            spelled.insert(line, std::iter::once(text).chain(counted).chain(plain).collect());
        } else {
            above = own;
        }
    }
    spelled
}

fn words(sheet: &Sheet, line: usize) -> Vec<Word> {
    let mut column = sheet.lines.get(line).map_or(0, |line| line.indent);
    let mut words: Vec<Word> = Vec::new();
    let mut open = false;
    for letter in sheet.content(line).chars() {
        match words.last_mut() {
            _ if letter.is_whitespace() => {}
            Some((_, word)) if open => word.push(letter),
            _ => words.push((column, letter.to_string())),
        }
        open = !letter.is_whitespace();
        column = column_behind(column, letter);
    }
    words
}

fn joined(words: &[Word]) -> String {
    words.iter().map(|(_, word)| word.as_str()).collect::<Vec<_>>().join(" ")
}

/// A mark stands for the words above that begin behind the word before it, and before the column of
/// the next word that is none; `counted`, it stands for one of them where it has neighbours.
fn expand(above: &[Word], own: &[Word], counted: bool) -> Vec<Word> {
    let mut full: Vec<Word> = Vec::new();
    let (mut start, mut marks) = (0, 0);
    for (place, (column, word)) in own.iter().enumerate() {
        let next = own.get(place + 1);
        if !is_ditto(word) {
            start = column + word.chars().count();
            full.push((*column, word.clone()));
            continue;
        }
        marks += 1;
        // The marks of a row share what is above them.
        if next.is_some_and(|(_, next)| is_ditto(next)) {
            continue;
        }
        let end = next.map_or(usize::MAX, |(next, _)| *next);
        let most = if counted && marks > 1 { marks } else { usize::MAX };
        full.extend(above.iter().filter(|(column, _)| (start..end).contains(column)).take(most).cloned());
        marks = 0;
    }
    full
}

/// A text without the mark at its end that stands for the name of a column.
pub fn without_last_ditto(text: &str) -> &str {
    let parted = text.trim_end().rsplit_once(char::is_whitespace).filter(|(_, last)| is_ditto(last));
    parted.map_or(text, |(text, _)| text)
}

/// Whether a line begins with a mark.
pub fn begins_with_ditto(content: &str) -> bool {
    content.split_whitespace().next().is_some_and(is_ditto)
}

/// A text without the marks at its front.
pub fn without_first_dittos(text: &str) -> &str {
    let mut rest = text.trim_start();
    while let Some((_, behind)) = rest.split_once(char::is_whitespace).filter(|_| begins_with_ditto(rest)) {
        rest = behind.trim_start();
    }
    rest
}

/// Whether a word of a text is a mark.
pub fn holds_ditto(text: &str) -> bool {
    text.split_whitespace().any(is_ditto)
}

fn is_ditto(word: &str) -> bool {
    const MARKS: &[&str] = &["\"", "”", "“", "„", "″", "〃", "''", "’’", ",,", "»", "«", "-\"-", "—\"—"];
    const WORDS: &[&str] = &["do", "ditto", "dto", "id", "idem", "dito", "desgl"];
    let bare = word.trim_end_matches(['.', ',']);
    MARKS.contains(&word) || WORDS.contains(&bare.to_lowercase().as_str())
}

#[cfg(test)]
mod tests {
    use super::spelled_out;
    use crate::reader::plain::Sheet;
    use crate::source::FileId;

    #[test]
    fn marks_stand_for_the_words_above_them() {
        let cases = [
            ("To his Brother, March  3\n  \"    \"       May    5", "To his Brother, May 5"),
            (
                "To his Brother, March  3\n  \"    \"       May    5\n  \"    \"       June   7",
                "To his Brother, June 7",
            ),
            ("To his Brother, March\n   Do.          April", "To his Brother, April"),
            ("1. To the King   3\n2. \"   \"  Queen  5", "2. To the Queen 5"),
            ("To the Harbour Office  3\n \"   \"    Mayor        9", "To the Mayor 9"),
            ("An den Bruder  3\n „  „          5", "An den Bruder 5"),
        ];
        for (text, expected) in cases {
            let sheet = Sheet::new(FileId(0), text);
            let run = 0..sheet.lines.len();
            let last = spelled_out(&sheet, &run).into_values().next_back().unwrap_or_default();
            assert!(last.iter().any(|text| text == expected), "{last:?}");
        }
    }
}
