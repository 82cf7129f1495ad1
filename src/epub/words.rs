//! The few words that an EPUB needs besides the author's, by language.

use crate::document::language_tag;

/// What the book's own pages and its navigation say.
#[derive(Debug)]
pub(super) struct Words {
    /// The language that these words are in.
    pub lang: &'static str,
    pub contents: &'static str,
    pub landmarks: &'static str,
    pub pages: &'static str,
    pub cover: &'static str,
    pub title_page: &'static str,
    pub start: &'static str,
    pub notes: &'static str,
    /// States of a task.
    pub done: &'static str,
    pub open: &'static str,
    editor: &'static str,
    translator: &'static str,
    illustrator: &'static str,
}

const LANGUAGES: &[Words] = &[
    words(
        "en",
        ["Contents", "Landmarks", "Pages", "Cover", "Title page", "Start", "Notes", "done", "open"],
        ["editor", "translator", "illustrator"],
    ),
    words(
        "de",
        [
            "Inhalt",
            "Orientierung",
            "Seiten",
            "Umschlag",
            "Titelseite",
            "Anfang",
            "Anmerkungen",
            "erledigt",
            "offen",
        ],
        ["Herausgabe", "Übersetzung", "Illustration"],
    ),
    words(
        "es",
        [
            "Índice",
            "Puntos de referencia",
            "Páginas",
            "Cubierta",
            "Portada",
            "Comienzo",
            "Notas",
            "hecho",
            "pendiente",
        ],
        ["edición", "traducción", "ilustraciones"],
    ),
    words(
        "fr",
        [
            "Table des matières",
            "Repères",
            "Pages",
            "Couverture",
            "Page de titre",
            "Début",
            "Notes",
            "fait",
            "à faire",
        ],
        ["édition", "traduction", "illustrations"],
    ),
    words(
        "it",
        [
            "Indice",
            "Punti di riferimento",
            "Pagine",
            "Copertina",
            "Frontespizio",
            "Inizio",
            "Note",
            "fatto",
            "da fare",
        ],
        ["a cura di", "traduzione", "illustrazioni"],
    ),
    words(
        "nl",
        [
            "Inhoud",
            "Oriëntatiepunten",
            "Pagina’s",
            "Omslag",
            "Titelpagina",
            "Begin",
            "Noten",
            "gedaan",
            "open",
        ],
        ["redactie", "vertaling", "illustraties"],
    ),
    words(
        "pt",
        [
            "Sumário",
            "Pontos de referência",
            "Páginas",
            "Capa",
            "Folha de rosto",
            "Início",
            "Notas",
            "feito",
            "a fazer",
        ],
        ["edição", "tradução", "ilustrações"],
    ),
];

const fn words(lang: &'static str, own: [&'static str; 9], roles: [&'static str; 3]) -> Words {
    let [contents, landmarks, pages, cover, title_page, start, notes, done, open] = own;
    let [editor, translator, illustrator] = roles;
    Words {
        lang,
        contents,
        landmarks,
        pages,
        cover,
        title_page,
        start,
        notes,
        done,
        open,
        editor,
        translator,
        illustrator,
    }
}

impl Words {
    /// The words for a BCP 47 tag; English where its language is not known here.
    pub fn of(lang: &str) -> &'static Words {
        let primary = primary(lang);
        LANGUAGES.iter().find(|words| words.lang == primary).unwrap_or(&LANGUAGES[0])
    }

    /// What a MARC relator code is called on a title page. Authors need no word; a code that is
    /// not in use here has none.
    pub fn role(&self, code: &str) -> Option<&'static str> {
        match code {
            "edt" => Some(self.editor),
            "trl" => Some(self.translator),
            "ill" => Some(self.illustrator),
            _ => None,
        }
    }
}

/// The tag as it may stand in `xml:lang`: well-formed after BCP 47, or `und`.
pub(super) fn well_formed(lang: &str) -> String {
    language_tag(lang).unwrap_or_else(|| "und".into())
}

fn primary(lang: &str) -> String {
    lang.split('-').next().unwrap_or_default().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Direction;

    #[test]
    fn tags_are_read_and_mended() {
        for (written, tag, contents, right_to_left) in [
            ("en", "en", "Contents", false),
            ("de-AT", "de-AT", "Inhalt", false),
            ("fr_CA", "fr-CA", "Table des matières", false),
            ("he", "he", "Contents", true),
            ("az-Arab", "az-Arab", "Contents", true),
            ("ur-Latn", "ur-Latn", "Contents", false),
            ("English", "und", "Contents", false),
            ("en-", "und", "Contents", false),
            ("en-x", "und", "Contents", false),
            ("", "und", "Contents", false),
        ] {
            let lang = well_formed(written);
            assert_eq!(lang, tag, "{written}");
            assert_eq!(Words::of(&lang).contents, contents, "{written}");
            assert_eq!(Direction::of(&lang) == Direction::RightToLeft, right_to_left, "{written}");
        }
    }
}
