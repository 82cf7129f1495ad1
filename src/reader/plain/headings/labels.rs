//! What the divisions of books and plays are called, and which is the larger one.

use crate::document::{Word, Words};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Words that name a division, with their rank: a smaller one is the larger division. Words for
/// chapters and sections of many more languages are those that books print (`words.txt`).
const LABELS: &[(u8, &[&str])] = &[
    (
        0,
        &[
            "volume",
            "tome",
            "band",
            "tomo",
            "volumen",
            "tom",
            "том",
            "kötet",
            "nide",
            "bind",
            "svazek",
            "τόμος",
            "τομος",
        ],
    ),
    // Parts and books.
    (
        1,
        &[
            "part",
            "book",
            "teil",
            "buch",
            "partie",
            "livre",
            "parte",
            "libro",
            "livro",
            "liber",
            "deel",
            "boek",
            "del",
            "bok",
            "bog",
            "część",
            "księga",
            "část",
            "kniha",
            "osa",
            "kirja",
            "rész",
            "könyv",
            "часть",
            "книга",
            "частина",
            "μέρος",
            "μερος",
            "βιβλίο",
            "βιβλίον",
            "βιβλιο",
            "βιβλιον",
        ],
    ),
    (1, ACTS),
    (
        2,
        &[
            "chapter",
            "kapitel",
            "kapitlet",
            "chapitre",
            "capítulo",
            "capitulo",
            "capitolo",
            "caput",
            "hoofdstuk",
            "rozdział",
            "kapitola",
            "luku",
            "fejezet",
            "глава",
            "canto",
            "chant",
            "gesang",
            "pieśń",
            "песнь",
            "laulu",
            "stave",
            "fytte",
            "lecture",
            "lesson",
            "sermon",
            "essay",
            "letter",
            "epistle",
            "lettre",
            "lettera",
            "письмо",
            "sonnet",
            "elegy",
            "appendix",
        ],
    ),
    (2, SCENES),
    // Scripts and languages of the East; capitals of Greek have no accents.
    (1, &["الجزء", "القسم", "بخش", "חלק", "ספר", "भाग", "खंड", "kısım", "kitap"]),
    (
        2,
        &[
            "الفصل",
            "فصل",
            "الباب",
            "باب",
            "פרק",
            "अध्याय",
            "bölüm",
            "κεφάλαιο",
            "κεφάλαιον",
            "κεφαλαιο",
            "κεφαλαιον",
        ],
    ),
    // Days of a journey, letters of a correspondence, songs of a book.
    (2, DAILY),
    (3, &["section", "abschnitt"]),
];

/// The acts of plays.
const ACTS: &[&str] = &[
    "act",
    "actus",
    "akt",
    "aufzug",
    "acte",
    "atto",
    "acto",
    "ato",
    "jornada",
    "bedrijf",
    "näytös",
    "felvonás",
    "jednání",
    "dějství",
    "действие",
    "дія",
    "πράξη",
];

/// Their scenes.
const SCENES: &[&str] = &[
    "scene",
    "szene",
    "scène",
    "scena",
    "scaena",
    "escena",
    "cena",
    "auftritt",
    "scen",
    "tafereel",
    "tooneel",
    "toneel",
    "kohtaus",
    "jelenet",
    "výstup",
    "сцена",
    "явление",
    "картина",
    "σκηνή",
];

/// Words that name a division where they are counted, and are common words else.
const DAILY: &[&str] = &[
    "day",
    "night",
    "week",
    "tag",
    "nacht",
    "woche",
    "jour",
    "journée",
    "nuit",
    "día",
    "noche",
    "giorno",
    "giornata",
    "notte",
    "dag",
    "natt",
    "dzień",
    "день",
    "ночь",
    "brief",
    "carta",
    "brev",
    "psalm",
    "psaume",
    "salmo",
    "псалом",
    "fable",
    "fabel",
    "favola",
    "fábula",
    "episode",
    "folge",
    "episodio",
    "эпизод",
    "hymn",
    "ode",
    "elegie",
    "lektion",
    "leçon",
    "lección",
    "lezione",
    "урок",
    "conversation",
    "dialogue",
];

/// Whether a label is a common word: one line alone with it says nothing.
pub fn is_daily(label: &str) -> bool {
    DAILY.contains(&label)
}

/// Labels of languages that put no dot behind a number to make it an ordinal, most of which are common words
/// or, as "Tom" is, a name. Names of divisions that German or Danish share are not here.
const UNDOTTED: &[&str] = &[
    "volume", "part", "book", "act", "chapter", "scene", "letter", "sermon", "lesson", "lecture", "essay",
    "day", "night", "week", "section", "tom", "tome", "jour", "nuit", "carta", "libro", "parte",
];

/// Whether "2." before a label is no ordinal: "2. Night".
pub fn never_follows_dot(label: &str) -> bool {
    UNDOTTED.contains(&label)
}

/// What the divisions of long poems are called, in which numbers count stanzas.
const SUNG: &[&str] = &["canto", "chant", "gesang", "pieśń", "песнь", "laulu", "fytte"];

/// Whether a label is that of a division of a long poem.
pub fn is_sung(label: &str) -> bool {
    SUNG.contains(&label)
}

/// Whether a label is that of an act or a scene, which are the outline of a play.
pub fn is_of_stage(label: &str) -> bool {
    ACTS.contains(&label) || SCENES.contains(&label)
}

static RANKS: LazyLock<FxHashMap<String, u8>> = LazyLock::new(|| {
    let printed = |word: Word, rank: u8| {
        let bare = |text: &str| text.replace('#', "").trim_matches(['.', ' ']).to_lowercase();
        Words::every(word).map(move |text| (bare(text), rank))
    };
    let printed = printed(Word::Section, 3).chain(printed(Word::Chapter, 2));
    let own = LABELS.iter().flat_map(|(rank, names)| names.iter().map(|name| ((*name).to_owned(), *rank)));
    printed.chain(own).collect()
});

/// The rank of a label, in lower case, among the divisions of a book.
pub fn rank(label: &str) -> Option<u8> {
    RANKS.get(label).copied()
}

/// A word, in lower case, that names a division of a book.
pub fn label(word: &str) -> Option<&'static str> {
    RANKS.get_key_value(word).map(|(own, _)| own.as_str())
}

/// Signs that follow the number of a Chinese, Japanese or Korean division (第三章, 제3장), with what
/// they mean.
const SIGNS: &[(char, &str)] = &[
    ('卷', "volume"),
    ('巻', "volume"),
    ('集', "volume"),
    ('冊', "volume"),
    ('册', "volume"),
    ('권', "volume"),
    ('部', "part"),
    ('編', "part"),
    ('编', "part"),
    ('篇', "part"),
    ('부', "part"),
    ('幕', "act"),
    ('막', "act"),
    ('章', "chapter"),
    ('回', "chapter"),
    ('話', "chapter"),
    ('话', "chapter"),
    ('장', "chapter"),
    ('화', "chapter"),
    ('場', "scene"),
    ('场', "scene"),
    ('折', "scene"),
    ('齣', "scene"),
    ('節', "section"),
    ('节', "section"),
    ('절', "section"),
];

/// What a sign behind a number says.
pub fn meaning(sign: char) -> Option<&'static str> {
    SIGNS.iter().find(|(own, _)| *own == sign).map(|(_, label)| *label)
}
