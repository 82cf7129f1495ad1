//! The words of contents lists that name nothing: what a list is called, and the heads of its columns.

use crate::document::{Word, Words};
use crate::reader::plain::headings::title::letters_and_digits;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// What a contents list is called besides what the words of the languages say, letters alone.
const LIST_NAMES: &[&str] = &[
    // English
    "content",
    "chapters",
    "inthisarticle",
    "listofchapters",
    "tableofcontents",
    "thecontents",
    // German
    "inhaltsverzeichnis",
    "inhaltsverzeichniß",
    "inhaltsübersicht",
    "inhaltsangabe",
    // French
    "table",
    "tabledesmatieres",
    "tabledeschapitres",
    "sommaire",
    // Spanish, Italian, Portuguese
    "indice",
    "indicedecapítulos",
    "contenido",
    "tabladecontenido",
    "tabladecontenidos",
    "tablademateria",
    "tablademateriales",
    "sumario",
    "sommario",
    "indicedeicapitoli",
    "conteúdo",
    "indicegenerale",
    "índicegeneral",
    "índicegeral",
    // Dutch, Swedish, Danish, Norwegian
    "inhoudsopgave",
    "inhoudsopgaaf",
    "bladwijzer",
    "innehållsförteckning",
    "indholdsfortegnelse",
    "indholdsliste",
    "innholdsfortegnelse",
    // Finnish, Hungarian
    "sisältö",
    "sisällysluettelo",
    "tartalom",
    "tartalomjegyzék",
    // Polish, Czech
    "spisrozdziałów",
    "spisrzeczy",
    "treść",
    "obsahknihy",
    // Russian
    "содержание",
    "содержаніе",
    "оглавленіе",
    // Chinese, Japanese
    "目次",
    "目录",
    "目錄",
    "内容",
    "總目",
    "もくじ",
];

/// What stands above the columns of a list besides the word for "page", letters alone.
const COLUMN_HEADS: &[&str] = &[
    // English
    "pages",
    "pag",
    "chapter",
    "chap",
    "no",
    "letter",
    // German
    "seiten",
    "kapitel",
    "nr",
    // French, Spanish, Italian, Portuguese
    "pág",
    "págs",
    "págin",
    "chapitre",
    "capítulo",
    "capitolo",
    // Dutch, Scandinavian
    "bladz",
    "blz",
    "bladzijde",
    "bladzij",
    "sid",
    "sidan",
    "siden",
    "siv",
    // Slavonic
    "str",
    "стр",
    "страница",
    // Chinese, Japanese
    "頁",
    "頁数",
];

/// Such a head is one letter where it is that of a word for "page": `S.`, `с.`, `p.`
const INITIALS: &[&str] = &["s", "p", "с", "l"];

/// What stands above the persons of a play, letters alone; a list of them leads nowhere.
const PERSONS: &[&str] = &[
    // English, Latin
    "persons",
    "personsoftheplay",
    "personsofthedrama",
    "personsrepresented",
    "dramatispersonae",
    "dramatispersonæ",
    "characters",
    "charactersoftheplay",
    "charactersinorderofappearance",
    "cast",
    "castofcharacters",
    "thepersons",
    "thepersonsoftheplay",
    "thepersonsintheplay",
    "personsintheplay",
    "thecharacters",
    "thecharactersintheplay",
    "charactersintheplay",
    "charactersofthedrama",
    "peopleintheplay",
    "peopleoftheplay",
    "thepeopleoftheplay",
    "thepeopleintheplay",
    "dramatispersonaeinorderofappearance",
    "thecast",
    // German, Dutch, Scandinavian
    "personen",
    "personenverzeichnis",
    "diepersonen",
    "personendesstückes",
    "personendesstücks",
    "handelndepersonen",
    "figuren",
    "personagien",
    "personages",
    "personer",
    "personerne",
    "personerna",
    "roller",
    // French, Spanish, Italian, Portuguese
    "personnages",
    "lespersonnages",
    "personnagesdelapièce",
    "acteurs",
    "personajes",
    "lospersonajes",
    "personajesdelacomedia",
    "personasquehablanenella",
    "personas",
    "reparto",
    "personaggi",
    "personedeldramma",
    "personaggideldramma",
    "interlocutori",
    "attori",
    "personagens",
    "pessoas",
    // Slavonic, Hungarian, Finnish, Greek
    "действующиелица",
    "действующіялица",
    "дѣйствующіялица",
    "действующиелицаиисполнители",
    "лица",
    "персонажи",
    "дійовіособи",
    "дійовіособи",
    "osoby",
    "postacie",
    "személyek",
    "szereplők",
    "henkilöt",
    "πρόσωπα",
    // Chinese, Japanese
    "人物",
    "人物表",
    "出場人物",
    "剧中人物",
    "劇中人物",
    "登場人物",
    "登场人物",
];

/// Whether a line stands above the persons of a play.
pub fn names_persons(words: &str) -> bool {
    const LONGEST: usize = 60;
    let key = if words.len() <= LONGEST { letters_and_digits(words) } else { String::new() };
    PERSONS.contains(&key.strip_suffix("intheplay").unwrap_or(&key))
}

/// Whether a line stands above a list of the acts or scenes of a play.
pub fn names_acts(words: &str) -> bool {
    const LONGEST: usize = 60;
    const ACTS: &[&str] = &[
        "scenes",
        "thescenes",
        "scenesoftheplay",
        "thescenesoftheplay",
        "synopsisofscenes",
        "acts",
        "theacts",
        "synopsis",
    ];
    words.len() <= LONGEST && ACTS.contains(&letters_and_digits(words).as_str())
}

static NAMES: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = Words::every(Word::Contents).map(letters_and_digits);
    words.chain(LIST_NAMES.iter().map(|name| (*name).to_owned())).collect()
});

static HEADS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let words = Words::every(Word::Page).chain(Words::every(Word::Pages)).map(letters_and_digits);
    words.chain(COLUMN_HEADS.iter().map(|name| (*name).to_owned())).collect()
});

/// Whether a line names a contents list: "CONTENTS", "Contents of the first volume".
pub fn names_list(words: &str) -> bool {
    const LONGEST: usize = 60;
    if words.len() > LONGEST {
        return false;
    }
    let key = letters_and_digits(words);
    NAMES.contains(&key) || key.starts_with("contentsof")
}

/// Whether a line is nothing but the heads of columns: "Chapter   Page".
pub fn heads_columns(words: &str) -> bool {
    const MOST: usize = 4;
    let tokens = || words.split(|c: char| !c.is_alphanumeric()).filter(|token| !token.is_empty());
    tokens().next().is_some() && tokens().take(MOST + 1).count() <= MOST && tokens().all(is_column_head)
}

fn is_column_head(word: &str) -> bool {
    let key = letters_and_digits(word);
    HEADS.contains(&key) || INITIALS.contains(&key.as_str())
}

/// A line without the head of the column of pages that wide spaces set off at its end.
pub fn without_column_head(words: &str) -> Option<&str> {
    let (rest, last) = words.rsplit_once(|c: char| c.is_whitespace())?;
    let title = rest.trim_end();
    let wide = rest.len() - title.len() >= 1 || words[rest.len()..].starts_with('\t');
    (wide && !title.is_empty() && is_column_head(last)).then_some(title)
}

/// A line without the word for "page", shortened, at its end: "Il carro Pag."
pub fn without_page_word(words: &str) -> Option<&str> {
    const WORDS: &[&str] = &["pag", "pág", "págs", "bladz", "blz", "sid", "str", "стр", "p", "pp", "s", "с"];
    let (title, last) = words.trim_end().rsplit_once(char::is_whitespace)?;
    WORDS.contains(&letters_and_digits(last).as_str()).then(|| title.trim_end())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_heads_are_told_in_many_languages() {
        for name in [
            "CONTENTS.",
            "Contents of Vol. I",
            "Inhalt",
            "TABLE DES MATIÈRES",
            "ÍNDICE",
            "Indice",
            "Sumário",
            "INHOUD.",
            "Spis treści",
            "Innehåll",
            "Indhold",
            "Innhold",
            "Sisällys",
            "Obsah",
            "Tartalom",
            "Оглавление",
            "目录",
            "目　次",
        ] {
            assert!(names_list(name), "{name}");
        }
        assert!(!names_list("Contents and discontents"));
        for head in ["PAGE", "Pag.", "Pág.", "Seite", "Bladz.", "Sid.", "Стр.", "S.", "CHAP.   PAGE"] {
            assert!(heads_columns(head), "{head}");
        }
        assert!(!heads_columns("The page"));
        assert_eq!(without_column_head("EARLY PIECES.      PAGE"), Some("EARLY PIECES."));
        assert_eq!(without_column_head("The last page"), None);
    }
}
