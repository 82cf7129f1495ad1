//! The persons of a play: the lists of them, and the lines that say who of them is on stage.

use crate::reader::plain::Sheet;
use crate::reader::plain::contents::list_words::{names_acts, names_list, names_persons};
use crate::reader::plain::headings::labels::is_of_stage;
use crate::reader::plain::headings::title::{is_capitals, letters_and_digits};
use std::collections::BTreeSet;
use std::ops::Range;

/// What a text says of itself where it is a play.
#[derive(Clone, Debug, Default)]
pub struct Play {
    /// The lists of persons, each from its name on, in order.
    pub lists: Vec<Range<usize>>,
    /// The names of those who speak or are listed, letters and digits alone.
    pub names: BTreeSet<String>,
    /// The column that verse stands at behind the names of who says it, where most of it does.
    pub said_at: Option<usize>,
    /// What is said behind names on the same line is prose.
    pub is_prose: bool,
    /// The lines alone that are verse, since what is said around them is.
    pub verses: BTreeSet<usize>,
    /// It is the play of a film, in which what is said is prose, however narrow it is set.
    pub is_filmed: bool,
}

/// Where the names of lists of persons stand.
pub struct Names {
    chunks: Vec<Range<usize>>,
    /// The chunks that begin with one.
    places: Vec<usize>,
}

impl Names {
    pub fn of(sheet: &Sheet) -> Names {
        let chunks = sheet.chunks();
        let is_name = |chunk: &Range<usize>| names_persons(sheet.content(chunk.start));
        let places = (0..chunks.len()).filter(|&index| chunks.get(index).is_some_and(is_name)).collect();
        Names { chunks, places }
    }

    pub fn are_some(&self) -> bool {
        !self.places.is_empty()
    }

    /// The lists below them; `speaks` says of a line that somebody speaks there who does so elsewhere.
    pub fn lists(&self, sheet: &Sheet, speaks: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
        self.places.iter().filter_map(|&name| list(sheet, self.chunks.get(name..)?, &speaks)).collect()
    }
}

/// The names in some lists of persons, letters and digits alone.
pub fn listed_in(sheet: &Sheet, lists: &[Range<usize>]) -> BTreeSet<String> {
    let lines = lists.iter().flat_map(|list| list.start + 1..list.end);
    lines.filter_map(|line| listed(sheet.content(line))).collect()
}

/// Whether a line says where and when a play is set, or that it ends.
pub fn names_setting(content: &str) -> bool {
    const OTHERS: &[&str] =
        &["time", "place", "setting", "scenery", "note", "curtain", "ort", "zeit", "vorhang"];
    let word = content.trim_start_matches(['_', '[', '(']);
    let word = word.split(|letter: char| !letter.is_alphabetic()).next().unwrap_or_default().to_lowercase();
    is_of_stage(&word) || OTHERS.contains(&word.as_str())
}

/// The list below the first line of some chunks, with that line.
fn list(sheet: &Sheet, chunks: &[Range<usize>], speaks: impl Fn(usize) -> bool) -> Option<Range<usize>> {
    let (head, below) = chunks.split_first()?;
    let own = (head.len() > 1).then(|| head.start + 1..head.end);
    let mut names: BTreeSet<String> = BTreeSet::new();
    let mut end = head.start + 1;
    for chunk in own.into_iter().chain(below.iter().cloned()) {
        let first = names.is_empty();
        let entries = chunk.clone().filter_map(|line| listed(sheet.content(line)));
        let is_new = || listed(sheet.content(chunk.start)).is_some_and(|name| !names.contains(&name));
        let more = || is_new() && !speaks(chunk.start) && are_entries(sheet, &chunk);
        if !may_be_listed(sheet, &chunk) || !first && !more() {
            break;
        }
        names.extend(entries);
        end = chunk.end;
    }
    (names.len() > 1).then_some(head.start..end)
}

/// Whether lines are neither prose nor a heading nor a direction.
fn may_be_listed(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    let content = sheet.content(chunk.start);
    let labelled = sheet.numbering(chunk.start).is_some_and(|number| number.label.is_some());
    let named =
        names_setting(content) || names_persons(content) || names_acts(content) || names_list(content);
    listed(content).is_some() && !labelled && !named && !sheet.is_prose(chunk)
}

/// Whether each line names somebody and says no more than who he is; those below the first of a person's may
/// be set in.
fn are_entries(sheet: &Sheet, chunk: &Range<usize>) -> bool {
    let indent = |line: usize| sheet.lines.get(line).map_or(0, |line| line.indent);
    let is_entry = |line: usize| {
        let content = sheet.content(line);
        let is_alone = is_capitals(content) || content.split_whitespace().count() <= 3;
        listed(content).is_some()
            && (is_alone || content.contains([',', '(', '—', '\t', '，', '（']) || has_leader(content))
    };
    chunk.clone().all(|line| is_entry(line) || indent(line) > indent(chunk.start))
}

fn has_leader(content: &str) -> bool {
    [" . .", "..", "…", "--", " - ", " – ", "   "].iter().any(|mark| content.contains(mark))
}

/// The name that an entry of a list of persons begins with, letters and digits alone.
pub fn listed(content: &str) -> Option<String> {
    const LONGEST: usize = 6;
    let marks = [" . .", "..", "--", " - ", " – ", "   "];
    let ends = marks.iter().filter_map(|mark| content.find(mark));
    let end = ends
        .chain(content.find([',', '(', '[', '—', ':', ';', '\t', '…', '，', '、', '（', '：', '\u{3000}']))
        .min();
    let name = &content[..end.unwrap_or(content.len())];
    let begins = name.trim_start_matches(['_', '*']).starts_with(|first: char| !first.is_lowercase());
    let key = letters_and_digits(name);
    let fits = name.split_whitespace().count() <= LONGEST && key.chars().nth(1).is_some();
    (begins && fits && key.starts_with(char::is_alphabetic)).then_some(key)
}

/// How a scene says that those stay who were on stage in the last one.
const SAME: &[&str] = &[
    "the same",
    "les mêmes",
    "les memes",
    "les précédents",
    "les précédens",
    "die vorigen",
    "vorige",
    "dieselben",
    "los mismos",
    "dichos",
    "i precedenti",
    "i medesimi",
    "gli stessi",
    "detti",
    "os mesmos",
    "de vorigen",
    "dezelfden",
    "de samme",
    "de förra",
    "те же",
    "тѣ же",
    "прежние",
];

/// "[Enter Lane.]", "Exeunt.": a direction that says who comes and goes.
pub fn comes_or_goes(content: &str) -> bool {
    const VERBS: &[&str] = &[
        "Enter", "ENTER", "Reenter", "Exit", "EXIT", "Exeunt", "EXEUNT", "Entra", "Entrano", "Entrent",
        "Sort",
    ];
    let verb = content.split(|letter: char| letter.is_whitespace() || ".:,".contains(letter)).next();
    let verb: Option<String> =
        verb.map(|verb| verb.chars().filter(|letter| letter.is_alphabetic()).collect());
    verb.is_some_and(|verb| VERBS.contains(&verb.as_str()))
}

/// What stands between the names of persons.
const BETWEEN: &[&str] =
    &[" and ", " et ", " und ", " y ", " e ", " i ", " и ", " en ", " och ", " og ", "&"];

/// Whether a line stands in one of some lists, which are in order.
pub fn is_within(lists: &[Range<usize>], line: usize) -> bool {
    let next = lists.partition_point(|list| list.end <= line);
    lists.get(next).is_some_and(|list| list.contains(&line))
}

impl Play {
    /// Whether lines are those of a list of persons, each of them somebody's.
    pub fn lists_each(&self, sheet: &Sheet, lines: &Range<usize>) -> bool {
        let is_entry = |line: usize| listed(sheet.content(line)).is_some();
        lines.len() > 1
            && !self.names.is_empty()
            && is_within(&self.lists, lines.start)
            && lines.clone().all(is_entry)
    }

    /// Whether a line below the heading of a scene says who is on stage: "LES MÊMES, GASTON".
    pub fn says_who_is_there(&self, words: &str) -> bool {
        self.says_the_same(words) || self.count_names(words) > 0
    }

    /// Whether a line says this wherever it stands: it names more than one of the persons.
    pub fn gathers(&self, words: &str) -> bool {
        !self.names.is_empty() && (self.says_the_same(words) || self.count_names(words) > 1)
    }

    fn says_the_same(&self, words: &str) -> bool {
        let words = words.trim_start_matches(['(', '[', '_']).to_lowercase();
        let rest = SAME.iter().find_map(|same| words.strip_prefix(same));
        rest.is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    }

    /// How many persons a line names that names nobody else, unless in capitals.
    fn count_names(&self, words: &str) -> usize {
        const LONGEST: usize = 120;
        if self.names.is_empty() || words.chars().count() > LONGEST {
            return 0;
        }
        let mut listed = words.to_lowercase();
        for between in BETWEEN {
            listed = listed.replace(between, ",");
        }
        let is_named: Vec<bool> = listed.split([',', ';']).map(|part| self.names_one(part)).collect();
        let count = is_named.iter().filter(|named| **named).count();
        let first = is_named.first() == Some(&true) || is_capitals(words);
        if first && count * 2 >= is_named.len() { count } else { 0 }
    }

    /// Whether words are a person's name, with a word or two of what he does: "HORTENSE seule".
    fn names_one(&self, words: &str) -> bool {
        const LONGEST: usize = 6;
        const MOST_OTHERS: usize = 2;
        let words: Vec<String> = words.split_whitespace().take(LONGEST + 1).map(letters_and_digits).collect();
        let is_name = |end: &usize| self.names.contains(&words[..*end].concat());
        let longest = (1..=words.len()).rev().find(is_name);
        longest.is_some_and(|end| words.len() - end <= MOST_OTHERS)
    }
}
