//! Who had a hand in a text, as its title page says: "by …", "Aus dem Englischen übersetzt von …".

use super::names;
use super::persons::han_name_before;
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::{Field, Role, Why};
use std::ops::Range;

/// A line of a title page that says who did something.
struct Hand {
    /// A MARC relator code.
    role: &'static str,
    name: String,
    lines: Range<usize>,
}

/// Marks the lines that give the author and others, or say again who they are; what says somebody
/// else stays.
pub fn mark(sheet: &mut Sheet, zone: &[Range<usize>], metadata: &mut Metadata) {
    if metadata.title.is_none() {
        return;
    }
    let lines: Vec<usize> = zone.iter().flat_map(Clone::clone).collect();
    let near: usize = zone.iter().take(NEAR).map(ExactSizeIterator::len).sum();
    let mut seen: Vec<&str> = Vec::new();
    let mut taken = 0;
    for (place, &line) in lines.iter().enumerate() {
        if sheet.roles.get(line) != Some(&Role::Text) {
            continue;
        }
        let Some(hand) = hand(sheet, lines.get(place..).unwrap_or_default()) else { continue };
        if line < taken || seen.contains(&hand.role) || hand.role == AUTHOR && place >= near {
            continue;
        }
        let same = |known: &Creator| letters_and_digits(&known.name) == letters_and_digits(&hand.name);
        let mut known = metadata.creators.iter().filter(|creator| creator.role == hand.role).peekable();
        if known.peek().is_none() {
            let creator = |name| Creator { name, role: hand.role.into(), file_as: None };
            metadata.creators.extend(names(&hand.name).map(creator));
        } else if !known.any(same) {
            continue;
        }
        seen.push(hand.role);
        taken = hand.lines.end;
        let (field, why) = match hand.role {
            AUTHOR => (Field::Author, Why::ByLine),
            _ => (Field::Contributor, Why::Hand),
        };
        sheet.mark(hand.lines, Role::Head(field), why);
    }
}

/// An author stands within so many paragraphs of the title; further down "by" means something else.
const NEAR: usize = 5;
const AUTHOR: &str = "aut";

/// What the first of some lines says, with those below it that it takes to say so.
fn hand(sheet: &Sheet, lines: &[usize]) -> Option<Hand> {
    /// "Translated", "by" and the name.
    const MOST_LINES: usize = 3;
    let (&line, below) = lines.split_first()?;
    let content = |line: usize| sheet.content(line).trim_matches(|c: char| "_*()[]".contains(c));
    let mut words = content(line).to_owned();
    let mut last = line;
    for next in below.iter().map(Some).take(MOST_LINES - 1).chain([None]) {
        match contribution(&words) {
            None => break,
            Some((role, name)) if !name.is_empty() => {
                return Some(Hand { role, name: name.to_owned(), lines: line..last + 1 });
            }
            Some(_) => {}
        }
        let Some(&next) = next.filter(|&&next| next - last <= 3) else { break };
        words = words + " " + content(next);
        last = next;
    }
    let alone = content(line).to_lowercase();
    let (name, lines) = match author(content(line)) {
        Some(name) => (name.to_owned(), line..line + 1),
        None if BY.contains(&alone.as_str()) || BY_ALONE.contains(&alone.as_str()) => {
            let next = below.first().copied().filter(|&next| next - line <= 3 && is_name(content(next)))?;
            (content(next).to_owned(), line..next + 1)
        }
        None => return None,
    };
    Some(Hand { role: AUTHOR, name, lines })
}

/// What stands before an author's name, in the languages of `numbering`.
const BY: &[&str] = &[
    "by",
    "von",
    "par",
    "di",
    "door",
    "av",
    "af",
    "por",
    "written by",
    "od",
    "kirjoittanut",
    "geschreven door",
    "skrifven af",
];

/// What says it only on a line of its own.
const BY_ALONE: &[&str] = &["de", "van", "przez", "napisał", "escrito por", "escrita por", "автор"];

/// What a field of the head is called that gives the author, in lower case.
const NAMED: &[&str] =
    &["author", "autor", "autorin", "auteur", "autore", "автор", "作者", "著者", "지은이", "저자"];
/// A name is no longer than this, in letters.
const LONGEST_NAME: usize = 60;

/// Whether a line leads in an author: "by Nora Example", "Written by".
pub fn leads_in_author(content: &str) -> bool {
    author(content).is_some() || BY.contains(&content.to_lowercase().as_str())
}

/// What stands between "translated from the French" and a name.
const BEFORE_NAME: &[&str] =
    &["by", "von", "par", "por", "di", "da", "door", "av", "af", "ved", "de", "van", "od"];

/// How lines begin that say who did something to a text or for it, with the MARC relator code; the
/// languages are those of Project Gutenberg's larger shelves. Words are facts of title pages; no native
/// reader has looked at them.
const STEMS: &[(&str, &[&str])] = &[
    (
        "trl",
        &[
            "translated",
            "translation",
            "englished",
            "done into english",
            "rendered into english",
            "übersetzt",
            "übersetzung",
            "deutsch",
            "übertragen",
            "verdeutscht",
            "ins deutsche",
            "aus dem",
            "autorisierte übersetzung",
            "traduit",
            "traduite",
            "traduction",
            "traducción",
            "traducido",
            "traducida",
            "versión",
            "tradotto",
            "tradotta",
            "traduzione",
            "versione",
            "tradução",
            "traducção",
            "traduzido",
            "traduzida",
            "vertaald",
            "vertaling",
            "uit het",
            "översättning",
            "öfversättning",
            "översatt",
            "öfversatt",
            "oversat",
            "oversatt",
            "oversættelse",
            "oversættelsen",
            "oversættelse",
            "bemyndigad öfversättning",
        ],
    ),
    (
        "edt",
        &[
            "edited",
            "herausgegeben",
            "hrsg",
            "édité",
            "éditée",
            "publié",
            "édition de",
            "editado",
            "editada",
            "edición",
            "a cura",
            "organizado",
            "edição de",
            "onder redactie",
            "uitgegeven",
            "utgiven",
            "utgifven",
            "redigerad",
            "udgivet",
            "utgitt",
        ],
    ),
    (
        "ill",
        &[
            "illustrated",
            "with illustrations",
            "illustrations",
            "drawings",
            "pictures",
            "illustriert",
            "mit illustrationen",
            "mit bildern",
            "mit zeichnungen",
            "illustré",
            "illustrée",
            "avec illustrations",
            "dessins",
            "ilustrado",
            "ilustrada",
            "ilustraciones",
            "illustrato",
            "illustrata",
            "illustrazioni",
            "ilustrações",
            "geïllustreerd",
            "met illustraties",
            "met teekeningen",
            "met tekeningen",
            "illustrerad",
            "med teckningar",
            "med illustrationer",
            "illustreret",
            "illustrert",
        ],
    ),
];

/// Words that the name follows directly, in languages whose forms of words say "by". In Finnish the
/// original's language may come before them.
const DIRECT: &[(&str, &[&str])] = &[
    (
        "trl",
        &[
            "suomentanut",
            "suomentaneet",
            "suomennos",
            "przekład",
            "przełożył",
            "przełożyła",
            "tłumaczył",
            "tłumaczyła",
            "tłumaczenie",
            "перевод",
            "перевел",
            "перевёл",
            "перевела",
            "译者",
            "訳者",
        ],
    ),
    ("edt", &["toimittanut", "redakcja", "wydał", "под редакцией", "редактор"]),
    ("ill", &["kuvittanut", "ilustrował", "ilustrowała", "ilustracje", "иллюстрации", "рисунки", "художник"]),
];

/// Whether a line says who did something to a text other than writing it.
pub fn names_hand(content: &str) -> bool {
    contribution(content.trim_matches(|c: char| "_*()[]".contains(c))).is_some()
}

/// The role and the name in "Translated from the French by Name"; the name is empty where the line ends
/// before it.
fn contribution(content: &str) -> Option<(&'static str, &str)> {
    const LONGEST: usize = 160;
    if content.len() > LONGEST {
        return None;
    }
    if let Some(name) = han_name_before(content, &['译', '訳', '譯']) {
        return Some(("trl", name));
    }
    let lower = content.to_lowercase();
    // Offsets are those of the content, as long as both have the same length.
    if lower.len() != content.len() {
        return None;
    }
    let begins = |stem: &&&str| {
        lower.strip_prefix(**stem).is_some_and(|rest| !rest.starts_with(char::is_alphanumeric))
    };
    for (role, stems) in STEMS {
        let Some(stem) = stems.iter().find(begins) else { continue };
        // A preposition may be the end of the stem ("édition de").
        let from = BEFORE_NAME.iter().find_map(|by| stem.strip_suffix(by)).map_or(stem.len(), str::len);
        return named(content, &lower, from).map(|name| (*role, name));
    }
    for (role, words) in DIRECT {
        let found = words.iter().find_map(|word| {
            let at = lower.find(word)?;
            let before = lower[..at].split_whitespace().count();
            let after = &content[at + word.len()..];
            (before <= 1 && (at == 0 || lower[..at].ends_with(' '))).then_some(after)
        });
        if let Some(after) = found {
            // "z angielskiego", "с английского": from which language.
            let name = after.trim_start_matches([':', '.', ' ']);
            let name = name.find(char::is_uppercase).map_or(name, |at| &name[at..]);
            return (name.is_empty() || is_name(name)).then_some((*role, name));
        }
    }
    None
}

/// The name behind the first word for "by" that has one, or nothing where the line ends before it.
fn named<'a>(content: &'a str, lower: &str, from: usize) -> Option<&'a str> {
    let mut at = from;
    for word in lower.get(from..)?.split_inclusive([' ', '\t']) {
        at += word.len();
        if BEFORE_NAME.contains(&word.trim_matches([' ', '\t', ','])) {
            let name = content[at..].trim();
            if name.is_empty() || is_name(name) {
                return Some(name);
            }
        }
    }
    // "Aus dem Englischen übersetzt", above "von".
    const MOST_WORDS: usize = 8;
    (lower.split_whitespace().count() <= MOST_WORDS).then_some("")
}

/// The name in "by Name" or "By Name".
pub fn author(content: &str) -> Option<&str> {
    if let Some((field, name)) = content.split_once([':', '：'])
        && NAMED.contains(&field.trim().to_lowercase().as_str())
    {
        return Some(name.trim()).filter(|name| !name.is_empty() && name.chars().count() <= LONGEST_NAME);
    }
    if let Some(name) = han_name_before(content, &['著', '作', '撰']) {
        return Some(name);
    }
    let by = BY.iter().find(|by| {
        content.get(..by.len()).is_some_and(|front| front.to_lowercase() == **by)
            && content[by.len()..].starts_with(' ')
    })?;
    let name = content[by.len()..].trim();
    // "by the Rev. Ann Writer".
    let name = name.strip_prefix("the ").filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(name);
    Some(name).filter(|name| is_name(name))
}

/// Up to eight words that each begin with a capital, but for the small words of names.
fn is_name(name: &str) -> bool {
    const SMALL: &[&str] = &[
        "of", "the", "and", "de", "du", "von", "van", "der", "den", "la", "le", "di", "da", "y", "e", "&",
        "und", "et",
    ];
    let words: Vec<&str> = name.split_whitespace().collect();
    let starts = name.chars().next().is_some_and(char::is_uppercase);
    let capital = |word: &&&str| {
        SMALL.contains(&word.to_lowercase().as_str())
            || word.chars().find(|c| c.is_alphabetic()).is_none_or(|c| !c.is_lowercase())
    };
    let named = words.iter().filter(capital).count();
    let short = name.chars().count() <= LONGEST_NAME && words.len() <= 8;
    starts && short && named == words.len() && !name.ends_with([',', ':', ';', '!', '?'])
}
