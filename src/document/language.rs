//! Tags of languages (BCP 47), as the registry of IANA knows their parts.

use crate::nearest::nearest;
use language_tags::LanguageTag;

/// Names of languages in English, as catalogues write them, and their tags: of two letters, which the
/// registry has, and of three, which it has not (ISO 639-2/T).
const NAMES: &[(&str, &str, &str)] = &[
    ("english", "en", "eng"),
    ("french", "fr", "fra"),
    ("german", "de", "deu"),
    ("spanish", "es", "spa"),
    ("italian", "it", "ita"),
    ("portuguese", "pt", "por"),
    ("dutch", "nl", "nld"),
    ("finnish", "fi", "fin"),
    ("swedish", "sv", "swe"),
    ("danish", "da", "dan"),
    ("norwegian", "no", "nor"),
    ("latin", "la", "lat"),
    ("greek", "el", "ell"),
    ("russian", "ru", "rus"),
    ("polish", "pl", "pol"),
    ("czech", "cs", "ces"),
    ("hungarian", "hu", "hun"),
    ("esperanto", "eo", "epo"),
    ("catalan", "ca", "cat"),
    ("chinese", "zh", "zho"),
    ("japanese", "ja", "jpn"),
    ("korean", "ko", "kor"),
    ("hebrew", "he", "heb"),
    ("arabic", "ar", "ara"),
    ("turkish", "tr", "tur"),
    ("ukrainian", "uk", "ukr"),
    ("romanian", "ro", "ron"),
    ("bulgarian", "bg", "bul"),
    ("welsh", "cy", "cym"),
    ("irish", "ga", "gle"),
    ("afrikaans", "af", "afr"),
    ("akan", "ak", "aka"),
    ("amharic", "am", "amh"),
    ("armenian", "hy", "hye"),
    ("azerbaijani", "az", "aze"),
    ("belarusian", "be", "bel"),
    ("bengali", "bn", "ben"),
    ("burmese", "my", "mya"),
    ("croatian", "hr", "hrv"),
    ("estonian", "et", "est"),
    ("georgian", "ka", "kat"),
    ("gujarati", "gu", "guj"),
    ("hindi", "hi", "hin"),
    ("icelandic", "is", "isl"),
    ("indonesian", "id", "ind"),
    ("javanese", "jv", "jav"),
    ("kannada", "kn", "kan"),
    ("khmer", "km", "khm"),
    ("latvian", "lv", "lav"),
    ("lithuanian", "lt", "lit"),
    ("macedonian", "mk", "mkd"),
    ("malayalam", "ml", "mal"),
    ("marathi", "mr", "mar"),
    ("nepali", "ne", "nep"),
    ("oriya", "or", "ori"),
    ("persian", "fa", "fas"),
    ("punjabi", "pa", "pan"),
    ("serbian", "sr", "srp"),
    ("shona", "sn", "sna"),
    ("sinhalese", "si", "sin"),
    ("slovak", "sk", "slk"),
    ("slovenian", "sl", "slv"),
    ("tagalog", "tl", "tgl"),
    ("tamil", "ta", "tam"),
    ("telugu", "te", "tel"),
    ("thai", "th", "tha"),
    ("turkmen", "tk", "tuk"),
    ("urdu", "ur", "urd"),
    ("uzbek", "uz", "uzb"),
    ("vietnamese", "vi", "vie"),
    ("yiddish", "yi", "yid"),
    ("zulu", "zu", "zul"),
];

/// Names of languages in themselves, in small letters, and other names of theirs, with their tags: those that have
/// books in such numbers that people write them without thinking of tags.
const OTHER_NAMES: &[(&str, &str)] = &[
    ("deutsch", "de"),
    ("français", "fr"),
    ("francais", "fr"),
    ("español", "es"),
    ("espanol", "es"),
    ("castellano", "es"),
    ("italiano", "it"),
    ("português", "pt"),
    ("portugues", "pt"),
    ("português brasileiro", "pt-BR"),
    ("português do brasil", "pt-BR"),
    ("brazilian portuguese", "pt-BR"),
    ("nederlands", "nl"),
    ("suomi", "fi"),
    ("svenska", "sv"),
    ("dansk", "da"),
    ("norsk", "no"),
    ("bokmål", "nb"),
    ("nynorsk", "nn"),
    ("íslenska", "is"),
    ("latina", "la"),
    ("ελληνικά", "el"),
    ("русский", "ru"),
    ("українська", "uk"),
    ("беларуская", "be"),
    ("български", "bg"),
    ("српски", "sr"),
    ("македонски", "mk"),
    ("polski", "pl"),
    ("čeština", "cs"),
    ("český", "cs"),
    ("slovenčina", "sk"),
    ("slovenščina", "sl"),
    ("hrvatski", "hr"),
    ("srpski", "sr"),
    ("magyar", "hu"),
    ("română", "ro"),
    ("eesti", "et"),
    ("latviešu", "lv"),
    ("lietuvių", "lt"),
    ("türkçe", "tr"),
    ("català", "ca"),
    ("euskara", "eu"),
    ("galego", "gl"),
    ("cymraeg", "cy"),
    ("gaeilge", "ga"),
    ("עברית", "he"),
    ("العربية", "ar"),
    ("فارسی", "fa"),
    ("हिन्दी", "hi"),
    ("हिंदी", "hi"),
    ("ไทย", "th"),
    ("tiếng việt", "vi"),
    ("bahasa indonesia", "id"),
    ("中文", "zh"),
    ("汉语", "zh"),
    ("普通话", "zh"),
    ("简体中文", "zh-Hans"),
    ("繁體中文", "zh-Hant"),
    ("繁体中文", "zh-Hant"),
    ("正體中文", "zh-Hant"),
    ("mandarin", "zh"),
    ("simplified chinese", "zh-Hans"),
    ("traditional chinese", "zh-Hant"),
    ("日本語", "ja"),
    ("한국어", "ko"),
    ("esperanto", "eo"),
    ("farsi", "fa"),
    ("gaelic", "gd"),
    ("british english", "en-GB"),
    ("american english", "en-US"),
    ("ancient greek", "grc"),
    ("greek, ancient", "grc"),
    // Codes of countries that are codes of no language, and are written for theirs.
    ("cn", "zh"),
    ("cz", "cs"),
    ("dk", "da"),
    ("gr", "el"),
    ("jp", "ja"),
    ("ua", "uk"),
    ("vn", "vi"),
    ("modern greek", "el"),
];

/// What stands in parentheses behind the name of a language: "Chinese (Simplified)", "English (US)".
const VARIANTS: &[(&str, &str)] = &[
    ("simplified", "Hans"),
    ("traditional", "Hant"),
    ("brazil", "BR"),
    ("brasil", "BR"),
    ("portugal", "PT"),
    ("us", "US"),
    ("usa", "US"),
    ("united states", "US"),
    ("american", "US"),
    ("uk", "GB"),
    ("gb", "GB"),
    ("united kingdom", "GB"),
    ("british", "GB"),
    ("canada", "CA"),
    ("australia", "AU"),
    ("austria", "AT"),
    ("österreich", "AT"),
    ("switzerland", "CH"),
    ("schweiz", "CH"),
    ("germany", "DE"),
    ("deutschland", "DE"),
    ("spain", "ES"),
    ("españa", "ES"),
    ("mexico", "MX"),
    ("méxico", "MX"),
    ("latin america", "419"),
    ("taiwan", "TW"),
    ("hong kong", "HK"),
    ("china", "CN"),
];

/// The tag of a language, however people write it: a tag, a locale of a system (`de_DE.UTF-8`), the language's
/// name in English or in itself, perhaps with a country (`Chinese (Simplified)`), or a code of three letters
/// (`ger`).
pub fn language(written: &str) -> Option<String> {
    let written = written.trim();
    let of_system = written.split(['.', '@']).next().unwrap_or_default();
    language_tag(written)
        .or_else(|| language_named(written))
        .or_else(|| of_variant(written))
        .or_else(|| language_tag(of_system))
        .or_else(|| of_three_letters(&written.to_lowercase()).and_then(language_named))
        .or_else(|| of_britain(written))
        .or_else(|| first_of(written))
}

/// Of `en-UK`: the country has another code.
fn of_britain(written: &str) -> Option<String> {
    let (tag, country) = written.rsplit_once(['-', '_'])?;
    country.eq_ignore_ascii_case("uk").then(|| language_tag(&format!("{tag}-GB")))?
}

/// The first of several languages by name: `English, French`, `Latin and Greek`.
fn first_of(written: &str) -> Option<String> {
    let parts: Vec<&str> =
        written.split([',', ';', '/', '&']).flat_map(|part| part.split(" and ")).map(str::trim).collect();
    let tags: Option<Vec<String>> = parts.iter().map(|part| language_named(part)).collect();
    tags.filter(|tags| tags.len() > 1)?.into_iter().next()
}

/// Of `English (US)`, `English, US` or `English - US`.
fn of_variant(written: &str) -> Option<String> {
    let lower = written.to_lowercase();
    let (name, variant) = lower.split_once(['(', ',', '-', '_', '/'])?;
    let variant = variant.trim_matches(|c: char| !c.is_alphanumeric());
    let part = VARIANTS.iter().find(|(known, _)| *known == variant).map(|(_, part)| *part)?;
    language_tag(&format!("{}-{part}", language_named(name.trim())?))
}

/// The English name of the language that has a code of three letters (ISO 639-2/T, and /B, which are the first of many
/// names).
fn of_three_letters(code: &str) -> Option<&'static str> {
    let is_code = |&&(name, _, known): &&(&str, &str, &str)| {
        code.len() == 3 && (known == code || name.starts_with(code))
    };
    NAMES.iter().find(is_code).map(|(name, ..)| *name)
}

/// The tag of a language in the case of letters that the registry has (RFC 5646, 2.1.1), with hyphens: well-formed
/// after BCP 47, and of parts that the registry knows (2.2.9: a "valid" tag). A tag for private
/// use alone (`x-…`) names no language.
pub fn language_tag(written: &str) -> Option<String> {
    let tag = written.trim().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    // Longer ones are reserved, or registered for no language (RFC 5646, 2.2.1).
    let letters = (2..=3).contains(&primary.len());
    let parsed = LanguageTag::parse(&tag).ok().filter(|tag| letters && tag.is_valid())?;
    Some(parsed.as_str().to_owned())
}

/// The tag that may have been meant by what is none: as much of it as is one, or the language whose
/// English name it is, begins or nearly is (`de-XX`, `German`, `eng`).
pub fn nearest_language_tag(written: &str) -> Option<String> {
    let mut tag = written.trim().replace('_', "-");
    while let Some((known, _)) = tag.rsplit_once('-') {
        tag.truncate(known.len());
        if let Some(tag) = language_tag(&tag) {
            return Some(tag);
        }
    }
    let word = written.split(|c: char| !c.is_alphabetic()).find(|word| !word.is_empty())?;
    language_named(word).or_else(|| {
        let word = word.to_lowercase();
        language_named(
            of_three_letters(&word).or_else(|| nearest(&word, NAMES.iter().map(|(name, ..)| *name)))?,
        )
    })
}

/// The tag of the language of a code of three letters (ISO 639-2/T).
pub fn tag_of_code(code: &str) -> Option<&'static str> {
    NAMES.iter().find(|(.., known)| *known == code).map(|(_, tag, _)| *tag)
}

/// The tag of the language that is called so in English or in itself.
pub fn language_named(name: &str) -> Option<String> {
    let name = name.trim().to_lowercase();
    let mut names = NAMES.iter().map(|(known, tag, _)| (*known, *tag)).chain(OTHER_NAMES.iter().copied());
    names.find(|(known, _)| *known == name).map(|(_, tag)| tag.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_read_in_every_spelling() {
        for (written, tag) in [
            ("zh-cn", Some("zh-CN")),
            ("zh_CN", Some("zh-CN")),
            ("ZH-hant-tw", Some("zh-Hant-TW")),
            ("pt_br", Some("pt-BR")),
            ("EN", Some("en")),
            ("en_US.UTF-8", Some("en-US")),
            ("de_DE@euro", Some("de-DE")),
            ("German", Some("de")),
            (" deutsch ", Some("de")),
            ("Français", Some("fr")),
            ("Русский", Some("ru")),
            ("日本語", Some("ja")),
            ("简体中文", Some("zh-Hans")),
            ("Chinese (Simplified)", Some("zh-Hans")),
            ("English, UK", Some("en-GB")),
            ("en-UK", Some("en-GB")),
            ("jp", Some("ja")),
            ("English, French", Some("en")),
            ("Latin and Greek", Some("la")),
            ("Greek, Ancient", Some("grc")),
            ("Latin, and nobody speaks it", None),
            ("Português (Brasil)", Some("pt-BR")),
            ("ger", Some("de")),
            ("eng", Some("en")),
            ("fre", Some("fr")),
            ("rus", Some("ru")),
            ("grc", Some("grc")),
            ("yue", Some("yue")),
            ("C.UTF-8", None),
            ("C", None),
            ("nobody speaks it", None),
            ("", None),
        ] {
            assert_eq!(language(written).as_deref(), tag, "{written}");
        }
    }

    #[test]
    fn tags_are_those_of_the_registry() {
        for (written, tag, near) in [
            ("en", Some("en"), None),
            ("de_AT", Some("de-AT"), None),
            ("zh-Hant-TW", Some("zh-Hant-TW"), None),
            ("sr-Latn", Some("sr-Latn"), None),
            ("es-419", Some("es-419"), None),
            ("ca-valencia", Some("ca-valencia"), None),
            ("de-u-co-phonebk", Some("de-u-co-phonebk"), None),
            ("en-x-house", Some("en-x-house"), None),
            ("qaa", Some("qaa"), None),
            ("grc", Some("grc"), None),
            ("xx-nonsense-zzz", None, None),
            ("xx", None, None),
            ("en-UK", None, Some("en")),
            ("pt-BZZ", None, Some("pt")),
            ("zh-Hant-XYZ", None, Some("zh-Hant")),
            ("en-", None, Some("en")),
            ("en-x", None, Some("en")),
            ("English", None, Some("en")),
            ("english please", None, Some("en")),
            ("Germann", None, Some("de")),
            ("eng", None, Some("en")),
            ("ger", None, Some("de")),
            ("deu", None, Some("de")),
            ("fra-CA", None, Some("fr")),
            ("x-house", None, None),
            ("", None, None),
            ("--", None, None),
            ("ü", None, None),
        ] {
            assert_eq!(language_tag(written).as_deref(), tag, "{written}");
            if tag.is_none() {
                assert_eq!(nearest_language_tag(written).as_deref(), near, "{written}");
            }
        }
    }
}
