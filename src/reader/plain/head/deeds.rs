//! The words that say who did something to a text other than writing it, in the languages that title
//! pages are known of.

use super::persons::{han_name_before, is_han_name, is_name};

/// What stands between "translated from the French" and a name.
const BEFORE_NAME: &[&str] =
    &["by", "von", "durch", "par", "por", "di", "da", "door", "av", "af", "ved", "de", "van", "od"];

/// Those of them that stand before persons alone, and not before a language.
pub const BY_ONLY: &[&str] = &["by", "von", "durch", "par", "por", "door", "av", "af", "ved"];

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

/// How such lines begin where the same word also begins titles ("Selected Poems"): "by" must follow at
/// once, or behind another deed ("selected and arranged by").
const GATHERED: &[&str] = &[
    "selected",
    "collected",
    "compiled",
    "arranged",
    "chosen",
    "gathered",
    "gesammelt",
    "ausgewählt",
    "zusammengestellt",
    "recueilli",
    "recueillis",
    "recueillies",
    "réunis",
    "réunies",
    "choisis",
    "choisies",
    "recopilado",
    "recopilados",
    "compilado",
    "compilados",
    "reunidos",
    "raccolti",
    "raccolte",
    "scelti",
    "coligido",
    "coligidos",
    "verzameld",
    "bijeengebracht",
    "samlade",
    "samlet",
];

/// What may follow such a word: "by", and what joins it to another deed.
const JOINS: &[&str] = &["and", "und", "et", "y", "e", "en", "och", "og", "with", "mit", "from", "aus"];

/// What stands behind a name in Chinese and Japanese for what somebody did, the longer words first.
const BEHIND_NAME: &[(&str, &[&str])] = &[
    ("trl", &["翻译", "翻譯", "翻訳", "编译", "編譯", "編訳", "译", "訳", "譯"]),
    (
        "edt",
        &[
            "主编", "主編", "編集", "编辑", "編輯", "编选", "編選", "选编", "選編", "校注", "校註", "校訂",
            "校订", "編", "编", "輯", "辑",
        ],
    ),
    ("ill", &["挿絵", "挿画", "插图", "插圖", "插畫", "绘", "繪"]),
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
    (
        "edt",
        &[
            "toimittanut",
            "toimittaneet",
            "koonnut",
            "koonneet",
            "kerännyt",
            "redakcja",
            "wydał",
            "zebrał",
            "zebrała",
            "под редакцией",
            "редактор",
            "собрал",
            "собрала",
            "составил",
            "составила",
            "составитель",
            "主编",
            "主編",
            "编者",
            "編者",
        ],
    ),
    ("ill", &["kuvittanut", "ilustrował", "ilustrowała", "ilustracje", "иллюстрации", "рисунки", "художник"]),
];

/// Whether a line says who did something to a text other than writing it.
pub fn names_hand(content: &str) -> bool {
    contribution(content.trim_matches(|c: char| "_*()[]".contains(c))).is_some()
}

/// How lines begin that say how a text got into print, or into a file, before "from" or "by".
const MADE: &[&str] = &[
    "transcribed",
    "reprinted",
    "printed",
    "reproduced",
    "produced",
    "published",
    "digitized",
    "réimprimé",
    "imprimé",
    "gedruckt",
    "nachgedruckt",
    "impreso",
    "stampato",
];

/// Whether a line says where a text comes from: neither a title nor who wrote it.
pub fn names_making(content: &str) -> bool {
    const LEADS: &[&str] = &[
        "from",
        "by",
        "for",
        "d’après",
        "d'après",
        "par",
        "pour",
        "nach",
        "bei",
        "von",
        "für",
        "por",
        "da",
        "per",
    ];
    let mut words = content.split_whitespace().map(str::to_lowercase);
    let made = words.next().is_some_and(|word| MADE.contains(&word.as_str()));
    // "Printed and published by".
    made && words.take(3).any(|word| LEADS.contains(&word.as_str()))
}

/// Whether a line is what the law and printers want on a title page: "Copyright, 1908", "Printed for the author".
pub fn is_imprint(content: &str) -> bool {
    const BEGINS: &[&str] = &[
        "entered",
        "copyright",
        "copyrighted",
        "printed",
        "published",
        "sold by",
        "and sold by",
        "all rights",
        "©",
        "(c)",
    ];
    // What prints it in italics says it as well.
    let words = content.trim_start_matches(['_', '*', '(', '[']);
    let begins = |own: &&str| {
        let front = words.get(..own.len()).unwrap_or_default();
        front.eq_ignore_ascii_case(own) && !words[own.len()..].starts_with(char::is_alphabetic)
    };
    BEGINS.iter().any(begins) || names_making(words)
}

/// The role and the name in "Translated from the French by Name"; the name is empty where the line ends
/// before it.
pub fn contribution(content: &str) -> Option<(&'static str, &str)> {
    const LONGEST: usize = 160;
    if content.len() > LONGEST {
        return None;
    }
    let mut behind = BEHIND_NAME.iter();
    if let Some(found) = behind.find_map(|(role, deeds)| Some((*role, han_name_before(content, deeds)?))) {
        return Some(found);
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
    if let Some(deed) = GATHERED.iter().find(begins) {
        let next = lower[deed.len()..].split_whitespace().next().map(|word| word.trim_matches(','));
        let leads = next.is_none_or(|next| BEFORE_NAME.contains(&next) || JOINS.contains(&next));
        return named(content, &lower, deed.len()).filter(|_| leads).map(|name| ("edt", name));
    }
    // It is the first word of the line or the second.
    let second = lower.find(' ').map(|end| lower.len() - lower[end..].trim_start_matches(' ').len());
    for (role, words) in DIRECT {
        let found = words.iter().find_map(|word| {
            let at = [Some(0), second].into_iter().flatten().find(|at| lower[*at..].starts_with(word))?;
            content.get(at + word.len()..)
        });
        if let Some(after) = found {
            // "z angielskiego", "с английского": from which language.
            let name = after.trim_start_matches([':', '：', '.', ' ', '\u{3000}']);
            let name = name.find(char::is_uppercase).map_or(name, |at| &name[at..]);
            return (name.is_empty() || is_name(name) || is_han_name(name)).then_some((*role, name));
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
            let name = without_article(content[at..].trim());
            if name.is_empty() || is_name(name) {
                return Some(name);
            }
        }
    }
    // "Aus dem Englischen übersetzt", above "von".
    const MOST_WORDS: usize = 8;
    (lower.split_whitespace().count() <= MOST_WORDS).then_some("")
}

/// "the Brothers Grimm", "die Brüder Grimm" without what no name begins with.
fn without_article(name: &str) -> &str {
    const ARTICLES: &[&str] = &["the ", "die ", "den ", "der ", "dem ", "les ", "los ", "i ", "os ", "de "];
    let bare = ARTICLES.iter().find_map(|article| name.strip_prefix(article));
    bare.filter(|name| name.starts_with(char::is_uppercase)).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::contribution;

    #[test]
    fn deeds_are_told_from_titles() {
        for (words, expected) in [
            ("SELECTED BY F. T. PALGRAVE", Some(("edt", "F. T. PALGRAVE"))),
            ("Compiled by Ann Writer", Some(("edt", "Ann Writer"))),
            ("Selected and arranged, with notes, by Ann Writer", Some(("edt", "Ann Writer"))),
            ("gesammelt durch die Brüder Grimm", Some(("edt", "Brüder Grimm"))),
            ("Koonnut Elias Lönnrot", Some(("edt", "Elias Lönnrot"))),
            ("蘅塘退士 編", Some(("edt", "蘅塘退士"))),
            ("（清）蘅塘退士　编选", Some(("edt", "蘅塘退士"))),
            ("罗贯中 译", Some(("trl", "罗贯中"))),
            ("编者：林远", Some(("edt", "林远"))),
            ("Collected by", Some(("edt", ""))),
            ("Edited by two of her friends", Some(("edt", ""))),
            ("Selected Poems", None),
            ("Collected Stories by Ann Writer", None),
            ("長編 訳", None),
        ] {
            assert_eq!(contribution(words), expected, "{words}");
        }
    }
}
