//! Numbers in words, as titles write them beside the name of a division.

use super::eastern;

/// "One", "two" and so on where they follow a label: in English, German, French, Spanish, Italian,
/// Portuguese, Dutch, Swedish and Danish.
const CARDINALS: &[&[&str]] = &[
    &["one", "eins", "un", "une", "uno", "um", "een", "één", "ett", "en", "et"],
    &["two", "zwei", "deux", "dos", "due", "dois", "twee", "två", "to"],
    &["three", "drei", "trois", "tres", "tre", "três", "drie"],
    &["four", "vier", "quatre", "cuatro", "quattro", "quatro", "fyra", "fire"],
    &["five", "fünf", "cinq", "cinco", "cinque", "vijf", "fem"],
    &["six", "sechs", "seis", "sei", "zes", "sex", "seks"],
    &["seven", "sieben", "sept", "siete", "sette", "sete", "zeven", "sju", "syv"],
    &["eight", "acht", "huit", "ocho", "otto", "oito", "åtta", "otte"],
    &["nine", "neun", "neuf", "nueve", "nove", "negen", "nio", "ni"],
    &["ten", "zehn", "dix", "diez", "dieci", "dez", "tien", "tio", "ti"],
    &["eleven", "elf", "onze", "once", "undici", "elva", "elleve"],
    &["twelve", "zwölf", "douze", "doce", "dodici", "doze", "twaalf", "tolv"],
    &["thirteen", "dreizehn", "treize", "trece", "tredici", "treze", "dertien", "tretton", "tretten"],
    &["fourteen", "vierzehn", "quatorze", "catorce", "quattordici", "veertien", "fjorton", "fjorten"],
    &["fifteen", "fünfzehn", "quinze", "quince", "quindici", "vijftien", "femton", "femten"],
    &["sixteen", "sechzehn", "seize", "dieciséis", "sedici", "dezesseis", "zestien", "sexton", "seksten"],
    &["seventeen", "siebzehn", "diecisiete", "diciassette", "dezessete", "zeventien", "sjutton", "sytten"],
    &["eighteen", "achtzehn", "dieciocho", "diciotto", "dezoito", "achttien", "arton", "atten"],
    &["nineteen", "neunzehn", "diecinueve", "diciannove", "dezenove", "negentien", "nitton", "nitten"],
];

/// Tens that a unit follows, in English, French and Russian.
const TENS: &[&[&str]] = &[
    &["twenty", "vingt", "двадцать"],
    &["thirty", "trente", "тридцать"],
    &["forty", "quarante", "сорок"],
    &["fifty", "cinquante", "пятьдесят"],
    &["sixty", "soixante", "шестьдесят"],
    &["seventy", "семьдесят"],
    &["eighty", "восемьдесят"],
    &["ninety", "девяносто"],
];

/// A number below a hundred at the front of a text ("twenty-one", "Twenty One", "drei"), and its length
/// in bytes.
pub fn cardinal(text: &str) -> Option<(u32, usize)> {
    let unit = |word: &str| place(CARDINALS, word).map(|place| place + 1);
    let word = first_word(text);
    if let Some(number) = unit(word) {
        return Some((number, word.len()));
    }
    let tens = (place(TENS, word)? + 2) * 10;
    let below = parted(&text[word.len()..]).map(first_word).and_then(|next| Some((unit(next)?, next.len())));
    Some(match below.filter(|(unit, _)| *unit < 10) {
        Some((unit, length)) => {
            let parted = text[word.len()..].chars().next().map_or(0, char::len_utf8);
            (tens + unit, word.len() + parted + length)
        }
        None => (tens, word.len()),
    })
}

fn place(rows: &[&[&str]], word: &str) -> Option<u32> {
    let word = word.to_lowercase();
    let place = rows.iter().position(|names| names.contains(&word.as_str()))?;
    u32::try_from(place).ok()
}

/// What follows a hyphen or a space.
fn parted(text: &str) -> Option<&str> {
    text.strip_prefix(['-', ' ', '\u{2011}'])
}

fn first_word(text: &str) -> &str {
    text.find(|letter: char| !is_of_word(letter)).map_or(text, |end| &text[..end])
}

/// Whether a character is part of a word: a letter, or the sign that takes the vowel from one of Hindi.
pub fn is_of_word(letter: char) -> bool {
    letter.is_alphabetic() || letter == '\u{94d}'
}

/// What the words for "first", "second" and so on begin with: in English, German, French, Italian,
/// Spanish, Portuguese, Dutch, Latin, Swedish, Danish and Norwegian, Polish, Czech, Russian, Ukrainian,
/// Finnish, Hungarian and Greek.
const ORDINALS: &[&[&str]] = &[
    &[
        "first",
        // The only one.
        "only",
        "einzig",
        "únic",
        "unic",
        "uniqu",
        "erst",
        "premi",
        "prim",
        "eerst",
        "först",
        "først",
        "pierwsz",
        "prvn",
        "перв",
        "перш",
        "ensimmäi",
        "első",
        "πρώτ",
    ],
    &[
        "second",
        "zweit",
        "deuxi",
        "segund",
        "tweed",
        "andra",
        "andre",
        "anden",
        "andet",
        "annen",
        "drug",
        "druh",
        "втор",
        "друг",
        "toinen",
        "második",
        "δεύτερ",
    ],
    &[
        "third", "dritt", "troisi", "terc", "terz", "tert", "derd", "tredj", "trzec", "třet", "трет",
        "kolma", "harmadik", "τρίτ",
    ],
    &[
        "fourth",
        "viert",
        "quatri",
        "cuart",
        "quart",
        "vierd",
        "fjärd",
        "fjerd",
        "czwart",
        "čtvrt",
        "четв",
        "четверт",
        "четвёрт",
        "neljä",
        "negyedik",
        "τέταρτ",
    ],
    &[
        "fifth",
        "fünft",
        "cinqui",
        "quint",
        "vijfd",
        "femte",
        "piąt",
        "pát",
        "пят",
        "viide",
        "ötödik",
        "πέμπτ",
    ],
    &[
        "sixth", "sechst", "sixi", "sext", "sest", "zesd", "sjätt", "sjett", "szóst", "šest", "шест", "шост",
        "kuude", "hatodik", "έκτ",
    ],
    &[
        "seventh",
        "siebt",
        "siebent",
        "septi",
        "séptim",
        "sétim",
        "settim",
        "zevend",
        "sjund",
        "syvend",
        "siódm",
        "sedm",
        "седьм",
        "сьом",
        "seitsem",
        "hetedik",
        "έβδομ",
    ],
    &[
        "eighth",
        "acht",
        "huiti",
        "octav",
        "ottav",
        "oitav",
        "åttond",
        "ottend",
        "åttend",
        "ósm",
        "osm",
        "восьм",
        "kahdeksa",
        "nyolcadik",
        "όγδο",
    ],
    &[
        "ninth",
        "neunt",
        "neuvi",
        "noven",
        "nono",
        "nona",
        "negend",
        "niond",
        "niend",
        "dziewiąt",
        "devát",
        "девят",
        "yhdeksä",
        "kilencedik",
        "ένατ",
    ],
    &[
        "tenth",
        "zehnt",
        "dixi",
        "décim",
        "decim",
        "tiend",
        "tiond",
        "dziesiąt",
        "desát",
        "десят",
        "kymmene",
        "tizedik",
        "δέκατ",
    ],
    &[
        "eleventh",
        "elft",
        "onzi",
        "undécim",
        "undicesim",
        "elfd",
        "ellevt",
        "jedenast",
        "jedenáct",
        "одиннадцат",
        "yhdestoist",
        "tizenegyedik",
        "ενδέκατ",
    ],
    &[
        "twelfth",
        "zwölft",
        "douzi",
        "duodécim",
        "dodicesim",
        "twaalfd",
        "tolft",
        "tolvt",
        "dwunast",
        "dvanáct",
        "двенадцат",
        "kahdestoist",
        "tizenkettedik",
        "δωδέκατ",
    ],
    &["thirteenth", "dreizehnt", "treizi", "tredicesim", "dertiend", "trettond", "trettend", "тринадцат"],
    &[
        "fourteenth",
        "vierzehnt",
        "quatorzi",
        "quattordicesim",
        "veertiend",
        "fjortond",
        "fjortend",
        "четырнадцат",
    ],
    &["fifteenth", "fünfzehnt", "quinzi", "quindicesim", "vijftiend", "femtond", "femtend", "пятнадцат"],
    &["sixteenth", "sechzehnt", "seizi", "sedicesim", "zestiend", "sextond", "sekstend", "шестнадцат"],
    &["seventeenth", "siebzehnt", "diciassettesim", "zeventiend", "sjuttond", "syttend", "семнадцат"],
    &["eighteenth", "achtzehnt", "diciottesim", "achttiend", "artond", "attend", "восемнадцат"],
    &["nineteenth", "neunzehnt", "diciannovesim", "negentiend", "nittond", "nittend", "девятнадцат"],
    &["twentieth", "zwanzigst", "vingti", "ventesim", "vigésim", "twintigst", "tjugond", "tyvend", "двадцат"],
];

/// German puts the units before the tens: "einundzwanzigstes".
const GERMAN_UNITS: &[&str] = &["ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];
const GERMAN_TENS: &[&str] = &["zwanzigst", "dreißigst", "vierzigst", "fünfzigst"];

/// The number of words such as "erstes", "Première", "THIRD" or "Twenty-First" at the front of a text, and
/// their length in bytes. They are to be asked only beside the name of a division, where such words mean
/// nothing else.
pub fn ordinal(text: &str) -> Option<(u32, usize)> {
    let word = first_word(text);
    let tens = place(TENS, word).map(|place| (place + 2) * 10);
    if let Some(tens) = tens
        && let Some(rest) = parted(&text[word.len()..])
        && let next = first_word(rest)
        && let Some(unit) = one_word(next).filter(|unit| *unit < 10)
    {
        return Some((tens + unit, text.len() - rest.len() + next.len()));
    }
    one_word(word).map(|number| (number, word.len()))
}

fn one_word(word: &str) -> Option<u32> {
    // The small letter of the Turkish "İ" has a dot of its own.
    let word = word.to_lowercase().replace('\u{307}', "");
    let is_form = |stem: &str| word.strip_prefix(stem).is_some_and(|ending| ending.chars().count() <= 4);
    let rows = (1u32..).zip(ORDINALS).chain((1u32..).zip(eastern::ORDINALS));
    let forms = rows.flat_map(|(number, stems)| stems.iter().map(move |stem| (number, *stem)));
    // "Femtende" is no form of "femte".
    let longest = forms.filter(|(_, stem)| is_form(stem)).max_by_key(|(_, stem)| stem.len());
    longest.map(|(number, _)| number).or_else(|| in_german(&word))
}

fn in_german(word: &str) -> Option<u32> {
    let (unit, tens) = word.split_once("und")?;
    let unit = GERMAN_UNITS.iter().position(|own| *own == unit)?;
    let is_tens = |own: &&str| tens.strip_prefix(own).is_some_and(|ending| ending.chars().count() <= 2);
    let tens = GERMAN_TENS.iter().position(is_tens)?;
    u32::try_from((tens + 2) * 10 + unit + 1).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_words() {
        let cases: [(&str, Option<(u32, usize)>); 8] = [
            ("Twenty-One: The Boat", Some((21, 10))),
            ("ONE", Some((1, 3))),
            ("forty two", Some((42, 9))),
            ("Thirty boats", Some((30, 6))),
            ("twenty-ten", Some((20, 6))),
            ("zwei", Some((2, 4))),
            ("dieciséis", Some((16, 10))),
            ("oneself", None),
        ];
        for (text, expected) in cases {
            assert_eq!(cardinal(text), expected, "{text}");
        }
        let ordinals = [
            ("Erstes", 1),
            ("PREMIÈRE", 1),
            ("zwölfter", 12),
            ("Третья", 3),
            ("settimo", 7),
            ("pierwszy", 1),
            ("První", 1),
            ("femtende", 15),
            ("femte", 5),
            ("achtzehntes", 18),
            ("Twenty-First", 21),
            ("vingt-deuxième", 22),
            ("einundzwanzigstes", 21),
            ("двадцать первая", 21),
            ("Második", 2),
            ("Ensimmäinen", 1),
        ];
        for (words, expected) in ordinals {
            assert_eq!(ordinal(words).map(|(number, _)| number), Some(expected), "{words}");
        }
        assert_eq!(ordinal("firstborns"), None);
    }
}
