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

/// The tag of a language, as it is written but for `en_US`, which is `en-US`: well-formed after
/// BCP 47, and of parts that the registry knows (RFC 5646, 2.2.9: a "valid" tag). A tag for private
/// use alone (`x-…`) names no language.
pub fn language_tag(written: &str) -> Option<String> {
    let tag = written.trim().replace('_', "-");
    let primary = tag.split('-').next().unwrap_or_default();
    // Longer ones are reserved, or registered for no language (RFC 5646, 2.2.1).
    let letters = (2..=3).contains(&primary.len());
    (letters && LanguageTag::parse(&tag).is_ok_and(|tag| tag.is_valid())).then_some(tag)
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
        // Library catalogues write the first three letters of many names (ISO 639-2/B).
        let is_code = |&&(name, _, code): &&(&str, &str, &str)| {
            word.len() == 3 && (code == word || name.starts_with(&word))
        };
        let of_code = NAMES.iter().find(is_code).map(|(name, ..)| *name);
        language_named(of_code.or_else(|| nearest(&word, NAMES.iter().map(|(name, ..)| *name)))?)
    })
}

/// The tag of the language of a code of three letters (ISO 639-2/T).
pub fn tag_of_code(code: &str) -> Option<&'static str> {
    NAMES.iter().find(|(.., known)| *known == code).map(|(_, tag, _)| *tag)
}

/// The tag of the language that is called so in English.
pub fn language_named(name: &str) -> Option<String> {
    let name = name.to_lowercase();
    NAMES.iter().find(|(known, ..)| *known == name).map(|(_, tag, _)| (*tag).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

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
