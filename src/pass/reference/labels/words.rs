//! The words that name what references lead to, by language.

use crate::document::{Alert, FloatKind};

pub(super) struct Words {
    lang: &'static str,
    pub chapter: &'static str,
    pub section: &'static str,
    pub equation: &'static str,
    pub page: &'static str,
    floats: [&'static str; 3],
    alerts: [&'static str; 5],
}

impl Words {
    /// The words for a BCP 47 tag; English where its language is not known here.
    pub fn of(lang: &str) -> &'static Words {
        let primary = lang.split(['-', '_']).next().unwrap_or_default().to_ascii_lowercase();
        LANGUAGES.iter().find(|words| words.lang == primary).unwrap_or(&LANGUAGES[0])
    }

    pub fn float(&self, kind: FloatKind) -> &'static str {
        self.floats[kind as usize]
    }

    pub fn alert(&self, alert: Alert) -> &'static str {
        self.alerts[alert as usize]
    }
}

const fn words(
    lang: &'static str,
    [chapter, section, equation, page]: [&'static str; 4],
    floats: [&'static str; 3],
    alerts: [&'static str; 5],
) -> Words {
    Words { lang, chapter, section, equation, page, floats, alerts }
}

const LANGUAGES: &[Words] = &[
    words(
        "en",
        ["Chapter", "Section", "Equation", "page"],
        ["Figure", "Table", "Listing"],
        ["Note", "Tip", "Important", "Warning", "Caution"],
    ),
    words(
        "de",
        ["Kapitel", "Abschnitt", "Gleichung", "Seite"],
        ["Abbildung", "Tabelle", "Listing"],
        ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"],
    ),
    words(
        "fr",
        ["Chapitre", "Section", "Équation", "page"],
        ["Figure", "Tableau", "Listing"],
        ["Remarque", "Conseil", "Important", "Avertissement", "Attention"],
    ),
    words(
        "es",
        ["Capítulo", "Sección", "Ecuación", "página"],
        ["Figura", "Tabla", "Listado"],
        ["Nota", "Consejo", "Importante", "Advertencia", "Precaución"],
    ),
    words(
        "it",
        ["Capitolo", "Sezione", "Equazione", "pagina"],
        ["Figura", "Tabella", "Listato"],
        ["Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione"],
    ),
    words(
        "pt",
        ["Capítulo", "Seção", "Equação", "página"],
        ["Figura", "Tabela", "Listagem"],
        ["Nota", "Dica", "Importante", "Aviso", "Cuidado"],
    ),
    words(
        "nl",
        ["Hoofdstuk", "Paragraaf", "Vergelijking", "pagina"],
        ["Figuur", "Tabel", "Listing"],
        ["Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"],
    ),
    words(
        "sv",
        ["Kapitel", "Avsnitt", "Ekvation", "sida"],
        ["Figur", "Tabell", "Listning"],
        ["Obs", "Tips", "Viktigt", "Varning", "Försiktighet"],
    ),
];
