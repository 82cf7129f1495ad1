//! What each language sets for straight quotation marks.
//!
//! The pairs are `quotationStart`, `quotationEnd`, `alternateQuotationStart` and
//! `alternateQuotationEnd` of the Unicode CLDR, release 42 (as ICU 72 gives them), but for those
//! whose line says otherwise.

use super::elision::Elisions;

/// An opening and a closing mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Pair {
    pub open: &'static str,
    pub close: &'static str,
}

/// Spaces of French, within guillemets also where the manuscript has none.
pub(super) struct Spacing {
    pub in_guillemets: bool,
}

/// The habits of one language.
pub(super) struct Language {
    /// For `"…"`.
    pub outer: Pair,
    /// For `'…'`, and for `"…"` within `"…"`.
    pub inner: Pair,
    pub elisions: &'static Elisions,
    pub spacing: Option<Spacing>,
    /// Words of one letter that do not end a line.
    pub tied: &'static str,
    /// Its typists write two hyphens for a dash, without spaces.
    pub types_dashes: bool,
}

impl Language {
    /// The habits of a BCP 47 tag: of its language in its script or region where they differ, else
    /// of its language, else of English.
    pub(super) fn of(tag: &str) -> Language {
        let tag = tag.to_lowercase().replace('_', "-");
        let mut subtags = tag.split('-');
        let primary = subtags.next().unwrap_or_default();
        let own = |name: &str| QUOTES.iter().find(|row| row.0.split(' ').any(|tag| tag == name));
        let regional = subtags.find_map(|subtag| own(&format!("{primary}-{subtag}")));
        let (_, outer, inner) = regional.or_else(|| own(primary)).unwrap_or(&ENGLISH);
        let spacing = Spacing { in_guillemets: !tag.starts_with("fr-ch") };
        Language {
            outer: *outer,
            inner: *inner,
            elisions: Elisions::of(if own(primary).is_some() { primary } else { "en" }),
            spacing: (primary == "fr").then_some(spacing),
            tied: TIED.iter().find(|(tag, _)| *tag == primary).map_or("", |(_, tied)| tied),
            types_dashes: primary == "en",
        }
    }
}

/// Prepositions and conjunctions of one letter, in small letters: of Polish by PN-83/P-55366 ("Zasady składania tekstów
/// w języku polskim"), of Czech by ČSN 01 6910, of Slovak by STN 01 6910.
const TIED: &[(&str, &str)] = &[("pl", "aiouwz"), ("cs", "aikosuvz"), ("sk", "aikosuvz")];

const fn pair(open: &'static str, close: &'static str) -> Pair {
    Pair { open, close }
}

type QuotesRow = (&'static str, Pair, Pair);

const HIGH_DOUBLE: Pair = pair("“", "”");
const HIGH_SINGLE: Pair = pair("‘", "’");
const LOW_DOUBLE: Pair = pair("„", "“");
const LOW_SINGLE: Pair = pair("‚", "‘");
const GUILLEMETS: Pair = pair("«", "»");
const SINGLE_GUILLEMETS: Pair = pair("‹", "›");
const LOW_TO_RIGHT: Pair = pair("„", "”");
const CORNERS: Pair = pair("「", "」");
const WHITE_CORNERS: Pair = pair("『", "』");

const ENGLISH: QuotesRow = ("en", HIGH_DOUBLE, HIGH_SINGLE);

const QUOTES: &[QuotesRow] = &[
    ENGLISH,
    ("pt tr da lv zh ko vi id ga cy af la eo gl hi", HIGH_DOUBLE, HIGH_SINGLE),
    // CLDR has single marks for both; a manuscript that has double ones keeps them.
    ("nl", HIGH_DOUBLE, HIGH_SINGLE),
    ("de cs sk hr sl et is mk", LOW_DOUBLE, LOW_SINGLE),
    // Duden and the Swiss Federal Chancellery's "Schreibweisungen"; CLDR has the German ones for German. Austria has
    // those of German, after the "Österreichisches Wörterbuch".
    ("de-ch de-li fr-ch it-ch rm", GUILLEMETS, SINGLE_GUILLEMETS),
    // CLDR has guillemets for both, which cannot be told apart.
    ("fr", GUILLEMETS, HIGH_DOUBLE),
    ("es it ca eu el pt-pt sq", GUILLEMETS, HIGH_DOUBLE),
    ("nb nn no", GUILLEMETS, HIGH_SINGLE),
    ("ru uk be", GUILLEMETS, LOW_DOUBLE),
    // CLDR has the low marks for both.
    ("bg lt", LOW_DOUBLE, HIGH_SINGLE),
    ("fa", GUILLEMETS, SINGLE_GUILLEMETS),
    ("sv fi he", pair("”", "”"), pair("’", "’")),
    ("pl ro", LOW_TO_RIGHT, GUILLEMETS),
    ("hu", LOW_TO_RIGHT, pair("»", "«")),
    ("sr", LOW_DOUBLE, pair("‘", "‘")),
    ("ar", pair("”", "“"), pair("’", "‘")),
    ("ja zh-hant zh-tw zh-hk zh-mo", CORNERS, WHITE_CORNERS),
];
