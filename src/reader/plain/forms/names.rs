//! The names that lines of a play may begin with.

use super::persons::{comes_or_goes, names_setting};
use super::said::is_shot;
use super::stage::{begins_paragraph, is_number_word, names_pause, names_those_there};
use crate::reader::line_end::is_unspaced;
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::labels::is_of_stage;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::Role;
use std::collections::BTreeSet;
use std::ops::Range;

/// A name has at most so many words.
const LONGEST_NAME: usize = 6;
/// A direction behind a name is short.
const LONGEST_DIRECTION: usize = 60;

/// How a play writes who speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lettering {
    /// MARY.
    Capitals,
    /// "Mary: …", on lines below each other as well.
    Called,
    /// Mary.
    Capitalised,
}

/// A name at the front of a line.
#[derive(Clone, Debug)]
pub struct Name {
    /// Its letters, by which it is told from others.
    pub key: String,
    /// Where it ends, the mark behind it included, in bytes of the line.
    pub end: usize,
    /// Nothing but a direction follows it on the line.
    pub alone: bool,
}

/// The letters of the words in capitals that a line begins with.
pub fn person(content: &str) -> String {
    let is_capital =
        |word: &&str| word.chars().any(char::is_uppercase) && !word.chars().any(char::is_lowercase);
    words(content).map(|word| &content[word]).take_while(is_capital).map(letters_and_digits).collect()
}

/// The names that a line may begin with, from the shortest: "MRS. UPJOHN. I see" may begin with three.
pub fn names(sheet: &Sheet, line: usize, lettering: Lettering) -> Vec<Name> {
    let content = sheet.content(line);
    if !lettering.may_begin(content) {
        return Vec::new();
    }
    let counted = counts(sheet, line) && !is_number_word(content);
    // Words with a capital may begin any line; those of who speaks begin a paragraph.
    let begins = line.checked_sub(1).is_none_or(|above| sheet.content(above).is_empty());
    let within = lettering == Lettering::Capitalised && !begins && !begins_paragraph(sheet, line);
    // Nor does one that goes on in the midst of a sentence.
    let above = line.checked_sub(1).map_or("", |above| sheet.content(above));
    let open = above.ends_with(|last: char| last.is_alphanumeric() || last == ',');
    let goes_on = lettering == Lettering::Capitals && open && sheet.is_full(line - 1);
    let directs = comes_or_goes(content)
        || is_shot(content)
        || names_pause(content, lettering)
        || names_those_there(sheet, line);
    if counted || is_address(content) || directs || within || goes_on || names_chapter(sheet, line) {
        return Vec::new();
    }
    if lettering == Lettering::Called
        && let Some(name) = eastern(content)
    {
        return vec![name];
    }
    let (mut names, mut key) = (Vec::new(), String::new());
    let may_belong = |word: &Range<usize>| {
        let word = &content[word.clone()];
        lettering.has(word) && !is_leader(word)
    };
    // In italics a name is whole: "_Ann._ No."
    let italics =
        content.strip_prefix('_').and_then(|rest| rest.find('_')).map_or(content.len(), |end| end + 1);
    let begins_within = |word: &Range<usize>| word.start < italics;
    for word in words(content).take(LONGEST_NAME).take_while(begins_within).take_while(may_belong) {
        key.push_str(&letters_and_digits(&content[word.clone()]));
        let is_name =
            key.chars().filter(|letter| letter.is_alphabetic()).count() > lettering.fewest_letters();
        let Some(end) = speech(content, word.end, lettering).filter(|_| is_name) else { continue };
        let alone = end == content.len();
        let wrapped = content.len() > LONGEST_DIRECTION && sheet.is_full(line);
        // "HARPAGON, LA FLÈCHE." are those on stage.
        let several = content[..word.start].trim_end().ends_with(',');
        let unmarked = before_comma(content) && !content.ends_with(['.', ':', ')', ']', '_']);
        let above = alone && !wrapped && !several && (begins || !unmarked);
        if !alone || above && is_above_speech(sheet, line) {
            names.push(Name { key: key.clone(), end, alone });
        }
    }
    // "SCENE: A kitchen."
    if !names.is_empty() && names_setting(content) { Vec::new() } else { names }
}

/// Whether a line stands below the number of a chapter that stands alone, and no other line directly below it:
/// it is what the chapter is called, in the contents list as well.
fn names_chapter(sheet: &Sheet, line: usize) -> bool {
    const MOST_BLANK_LINES: usize = 2;
    let is_filled = |line: &usize| !sheet.content(*line).is_empty();
    let above = (0..line).rev().take(MOST_BLANK_LINES + 1).find(is_filled);
    let number = above.and_then(|above| sheet.numbering(above)).filter(|number| number.rest.is_empty());
    let is_chapter = number.and_then(|number| number.label).is_some_and(|label| !is_of_stage(label));
    is_chapter && !is_filled(&(line + 1))
}

/// Whether a line is a number, or begins with one as divisions do.
fn counts(sheet: &Sheet, line: usize) -> bool {
    sheet.numbering(line).is_some_and(|number| number.label.is_some() || number.rest.is_empty())
}

/// 「老人「星だよ」」, 「老人：星だよ」: a name in a script without spaces, and what parts it from the words.
fn eastern(content: &str) -> Option<Name> {
    const LONGEST: usize = 6;
    let place = content.char_indices().take(LONGEST + 1).find(|(_, letter)| !letter.is_alphanumeric());
    let (end, mark) =
        place.filter(|(end, mark)| *end > 0 && matches!(mark, '\u{3000}' | '：' | '「' | '『'))?;
    let name = &content[..end];
    let said = if matches!(mark, '\u{3000}' | '：') { end + mark.len_utf8() } else { end };
    let unspaced = name.chars().all(is_unspaced);
    unspaced.then(|| Name { key: letters_and_digits(name), end: said, alone: said == content.len() })
}

/// Words before colons that are nobody's name: those of manuals, recipes and letters.
const LABELS: &[&str] = &[
    "note",
    "notes",
    "warning",
    "caution",
    "danger",
    "important",
    "tip",
    "hint",
    "example",
    "step",
    "result",
    "ingredients",
    "method",
    "serves",
    "time",
    "from",
    "sent",
    "subject",
    "date",
    "attachments",
    "question",
    "answer",
    "hinweis",
    "achtung",
    "warnung",
    "tipp",
    "beispiel",
    "schritt",
    "zutaten",
    "zubereitung",
    "von",
    "betreff",
    "datum",
    "frage",
    "antwort",
    "remarque",
    "attention",
    "astuce",
    "conseil",
    "exemple",
    "objet",
    "nota",
    "aviso",
    "ejemplo",
    "consejo",
    "asunto",
    "fecha",
    "esempio",
    "oggetto",
];

/// Whether a name before a colon, or in a script without spaces, may begin a line.
pub fn may_be_called(content: &str) -> bool {
    content.contains(':') || content.starts_with(is_unspaced)
}

/// Keeps of names before colons, and before other marks those that a list of persons has.
pub fn keep_called(sheet: &Sheet, named: &mut Vec<(usize, Vec<Name>)>, listed: &BTreeSet<String>) {
    for (line, names) in named.iter_mut() {
        let content = sheet.content(*line);
        let is_called = |name: &Name| {
            let before = content.get(..name.end).unwrap_or_default();
            let called = before.trim_end_matches(['_', ' ', '—', '-']).ends_with(':');
            called && !LABELS.contains(&name.key.as_str()) || listed.contains(&name.key)
        };
        names.retain(|name| is_called(name) || content.starts_with(is_unspaced));
    }
    named.retain(|(_, names)| !names.is_empty());
}

/// Whether a word is the dots that lead to a page or to what a list says.
fn is_leader(word: &str) -> bool {
    word.len() > 1 && word.bytes().all(|byte| byte == b'.')
}

/// Whether a comma and a small letter follow the first words of a line: "MARTINE, au fond".
fn before_comma(content: &str) -> bool {
    content.split_once(", ").is_some_and(|(_, rest)| rest.starts_with(char::is_lowercase))
}

/// The words of a line as ranges of its bytes, without the blanks between them. A dash behind a full stop
/// parts words, too: "ROSA.—Who".
fn words(content: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    const MARKS: &[&str] = &[".—", ".–", ".-", ":—", ":-"];
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = &content[at..];
        let start = at + rest.len() - rest.trim_start().len();
        let word = &content[start..];
        let word = &word[..word.find(char::is_whitespace).unwrap_or(word.len())];
        let marks = if word.contains(['.', ':']) { MARKS } else { &[] };
        let parted = marks.iter().filter_map(|mark| word.find(mark).map(|found| found + 1));
        at = start + parted.min().unwrap_or(word.len());
        (start < at).then_some(start..at)
    })
}

/// Where what is said begins behind a name and a direction: "(aside).", ", aside.", "[_Aside._]". `None`
/// where nothing parts the name from the words behind it; a name in capitals may stand alone.
fn speech(content: &str, name: usize, lettering: Lettering) -> Option<usize> {
    let is_mark = |letter: char| matches!(letter, '.' | ':' | '—' | '–' | '-' | ' ' | '_' | '*');
    let (before, behind) = content.split_at(name);
    let said = |rest: &str| content.len() - rest.trim_start_matches(is_mark).len();
    let closed = before.starts_with(['[', '*']) && before.ends_with([']', '*']);
    // "[THE SAME SCENE.—_The tree is" is a direction.
    if before.starts_with(['[', '(']) && !before.trim_end_matches(['.', ':']).ends_with([']', ')']) {
        return None;
    }
    let marks = ['.', ':', '—'];
    let marked = before.trim_end_matches(['_', '*']).ends_with(marks) || closed;
    let capitals = lettering == Lettering::Capitals;
    if let Some(rest) = behind_direction(behind, capitals && before.ends_with(',')) {
        // Leaders lead to what a list says of a person.
        let leader = rest.starts_with(". .") || rest.starts_with("..");
        let after = rest.trim_start_matches(['_', ' ']);
        let parted = marked || after.starts_with(marks) || capitals && after.starts_with('-');
        let parted = parted && !leader;
        let alone = rest.trim_matches(is_mark).is_empty();
        return (parted || alone).then(|| said(rest));
    }
    // "THE EXAMPLE COMPANY," goes on below.
    let alone = behind.trim_matches(is_mark).is_empty() && !before.ends_with(',');
    (marked || alone && capitals || capitals && behind.trim_start().starts_with("— ")).then(|| said(behind))
}

/// What stands behind a direction that a text begins with.
fn behind_direction(text: &str, is_after_comma: bool) -> Option<&str> {
    let words = text.trim_start_matches([' ', '_']);
    let pairs = [('(', ')'), ('[', ']')];
    if let Some((_, close)) = pairs.iter().find(|(open, _)| words.starts_with(*open)) {
        return words.find(*close).map(|end| &words[end + close.len_utf8()..]);
    }
    // "LE BAILLI, entrant.", "VALÈRE, _à part_."
    let ends = |end: &usize| is_after_comma && *end <= LONGEST_DIRECTION;
    // "MARTINE, au fond", with nothing behind it.
    let end = words.find(['.', ':']).unwrap_or(words.len());
    let end = Some(end).filter(ends).filter(|_| words.starts_with(char::is_lowercase))?;
    Some(&words[end..])
}

impl Lettering {
    /// Whether the first letters of a line may be those of a name, which they seldom are.
    fn may_begin(self, content: &str) -> bool {
        let mut letters = content.chars();
        let (first, second) = (letters.next(), letters.next());
        let is_word = first.is_some_and(char::is_alphabetic);
        let is_small = |letter: Option<char>| letter.is_some_and(char::is_lowercase);
        !(is_small(first) || self == Lettering::Capitals && is_word && is_small(second))
    }

    /// Whether a word may be one of a name.
    fn has(self, word: &str) -> bool {
        let mut letters = word.chars().filter(|letter| letter.is_alphabetic());
        match self {
            Lettering::Capitals => !letters.any(char::is_lowercase),
            Lettering::Called | Lettering::Capitalised => letters.next().is_none_or(char::is_uppercase),
        }
    }

    /// "Mr." begins no speech.
    fn fewest_letters(self) -> usize {
        match self {
            Lettering::Capitals => 1,
            Lettering::Called | Lettering::Capitalised => 2,
        }
    }
}

/// "TO HIS BROTHER.": who a letter is for.
fn is_address(content: &str) -> bool {
    ["TO ", "AN ", "À ", "AL ", "AAN "].iter().any(|to| content.starts_with(to))
}

/// Whether something said can stand below a line: no number of a chapter or a letter, and no other name. In
/// a list of persons, names stand directly below each other.
fn is_above_speech(sheet: &Sheet, line: usize) -> bool {
    let begins_with_name = |line: usize| person(sheet.content(line)).chars().count() > 1;
    if begins_with_name(line + 1) || line.checked_sub(1).is_some_and(begins_with_name) {
        return false;
    }
    let below = (line + 1..line + 4).find(|&below| sheet.roles.get(below) != Some(&Role::Blank));
    below.is_some_and(|below| {
        let content = sheet.content(below);
        let counted =
            sheet.numbering(below).is_some_and(|number| number.label.is_some() || number.rest.is_empty());
        let names = person(content).chars().count() > 1;
        sheet.roles.get(below) == Some(&Role::Text)
            && !counted
            && !names
            && content.chars().any(char::is_lowercase)
    })
}
