//! The words that name what references lead to, by language.

use crate::document::{Alert, FloatKind};

pub(in crate::pass::reference) struct Words {
    lang: &'static str,
    pub chapter: &'static str,
    pub section: &'static str,
    pub equation: &'static str,
    pub page: &'static str,
    floats: [&'static str; 3],
    lists: [&'static str; 3],
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

    /// What a list of them is called.
    pub fn list(&self, kind: FloatKind) -> &'static str {
        self.lists[kind as usize]
    }

    pub fn alert(&self, alert: Alert) -> &'static str {
        self.alerts[alert as usize]
    }
}

const fn words(
    lang: &'static str,
    [chapter, section, equation, page]: [&'static str; 4],
    floats: [&'static str; 3],
    lists: [&'static str; 3],
    alerts: [&'static str; 5],
) -> Words {
    Words { lang, chapter, section, equation, page, floats, lists, alerts }
}

const LANGUAGES: &[Words] = &[
    words(
        "en",
        ["Chapter", "Section", "Equation", "page"],
        ["Figure", "Table", "Listing"],
        ["Figures", "Tables", "Listings"],
        ["Note", "Tip", "Important", "Warning", "Caution"],
    ),
    words(
        "de",
        ["Kapitel", "Abschnitt", "Gleichung", "Seite"],
        ["Abbildung", "Tabelle", "Listing"],
        ["Abbildungen", "Tabellen", "Listings"],
        ["Hinweis", "Tipp", "Wichtig", "Warnung", "Vorsicht"],
    ),
    words(
        "fr",
        ["Chapitre", "Section", "Équation", "page"],
        ["Figure", "Tableau", "Listing"],
        ["Figures", "Tableaux", "Listings"],
        ["Remarque", "Conseil", "Important", "Avertissement", "Attention"],
    ),
    words(
        "es",
        ["Capítulo", "Sección", "Ecuación", "página"],
        ["Figura", "Tabla", "Listado"],
        ["Figuras", "Tablas", "Listados"],
        ["Nota", "Consejo", "Importante", "Advertencia", "Precaución"],
    ),
    words(
        "it",
        ["Capitolo", "Sezione", "Equazione", "pagina"],
        ["Figura", "Tabella", "Listato"],
        ["Figure", "Tabelle", "Listati"],
        ["Nota", "Suggerimento", "Importante", "Avvertenza", "Attenzione"],
    ),
    words(
        "pt",
        ["Capítulo", "Seção", "Equação", "página"],
        ["Figura", "Tabela", "Listagem"],
        ["Figuras", "Tabelas", "Listagens"],
        ["Nota", "Dica", "Importante", "Aviso", "Cuidado"],
    ),
    words(
        "nl",
        ["Hoofdstuk", "Paragraaf", "Vergelijking", "pagina"],
        ["Figuur", "Tabel", "Listing"],
        ["Figuren", "Tabellen", "Listings"],
        ["Opmerking", "Tip", "Belangrijk", "Waarschuwing", "Let op"],
    ),
    words(
        "sv",
        ["Kapitel", "Avsnitt", "Ekvation", "sida"],
        ["Figur", "Tabell", "Listning"],
        ["Figurer", "Tabeller", "Listningar"],
        ["Obs", "Tips", "Viktigt", "Varning", "Försiktighet"],
    ),
];
