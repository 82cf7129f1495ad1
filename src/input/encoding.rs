//! From bytes to text: UTF-8, UTF-16, and the encodings of before.

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::language;
use crate::source::{FileId, Span};
use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::Encoding;

/// This many places with bytes that are not UTF-8 are named one by one: a file that is no text
/// at all would otherwise have more messages than words.
const NAMED_PLACES: usize = 10;

/// The text of a file, its line ends made alike. What language it is in, if anybody says so, helps where its
/// encoding has to be guessed.
pub(super) fn decode(file: FileId, bytes: &[u8], lang: Option<&str>) -> Warned<String> {
    let decoded = match bytes {
        [0xFF, 0xFE, rest @ ..] => decode_utf16(file, rest, u16::from_le_bytes),
        [0xFE, 0xFF, rest @ ..] => decode_utf16(file, rest, u16::from_be_bytes),
        [0xEF, 0xBB, 0xBF, rest @ ..] => decode_utf8(file, rest),
        bytes => match utf16_without_mark(bytes) {
            Some(unit) => decode_utf16(file, bytes, unit),
            None => decode_older(file, bytes, lang).unwrap_or_else(|| decode_utf8(file, bytes)),
        },
    };
    Warned { value: with_line_ends(decoded.value), ..decoded }
}

/// How the two bytes of a unit of UTF-16 are put together.
type Unit = fn([u8; 2]) -> u16;

/// UTF-16 that does not say so: in Latin text every second byte is zero, and in UTF-8 none is.
fn utf16_without_mark(bytes: &[u8]) -> Option<Unit> {
    const LOOKED_AT: usize = 4096;
    let (units, _) = bytes[..bytes.len().min(LOOKED_AT)].as_chunks::<2>();
    let zeros = |at: usize| units.iter().filter(|unit| unit[at] == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let most = |zeros: usize, others: usize| zeros * 10 > units.len() * 7 && others * 20 < units.len();
    match units.len() >= 8 {
        true if most(second, first) => Some(u16::from_le_bytes),
        true if most(first, second) => Some(u16::from_be_bytes),
        _ => None,
    }
}

/// Whether a text says something of its encoding: it is long, has some letters beyond ASCII for its length, they
/// stand within its words, or its language is known.
fn is_evidence(bytes: &[u8], lang: Option<&str>) -> bool {
    let beyond = bytes.iter().filter(|byte| !byte.is_ascii()).count();
    let enough = matches!((bytes.len(), beyond), (32.., _) | (16.., 2..) | (_, 4..));
    lang.is_some() || enough || has_accents(bytes)
}

/// Whether each byte beyond ASCII is a letter of a word: "Stra\xDFe". What is left of a broken character of UTF-8 has
/// more bytes than one, or is the last of the file.
fn has_accents(bytes: &[u8]) -> bool {
    const FEWEST_LETTERS: usize = 8;
    let is_letter = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_alphabetic);
    let within = |at: usize| is_letter(at.checked_sub(1)) || is_letter(Some(at + 1));
    let letters = bytes.iter().filter(|byte| byte.is_ascii_alphabetic()).count();
    let whole =
        bytes.utf8_chunks().all(|chunk| chunk.invalid().len() < 2) && bytes.last().is_none_or(u8::is_ascii);
    letters >= FEWEST_LETTERS && whole && (0..bytes.len()).all(|at| bytes[at].is_ascii() || within(at))
}

/// Whether a text changes its set of characters as ISO-2022-JP does, in bytes of ASCII alone: to JIS X 0208, to Roman
/// letters, and back.
fn changes_sets(bytes: &[u8]) -> bool {
    bytes.windows(3).any(|escape| matches!(escape, b"\x1B$B" | b"\x1B$@" | b"\x1B(J"))
}

/// Whether a quarter of what is beyond ASCII would be kana in Shift_JIS. Of Cyrillic and Latin text hardly any would;
/// of a sentence the detector takes it for Cyrillic.
fn is_shift_jis(bytes: &[u8]) -> bool {
    const FEWEST: usize = 3;
    let (mut at, mut kana, mut letters) = (0, 0, 0);
    while let Some(lead) = bytes.get(at) {
        let is_pair = matches!(lead, 0x81..=0x9F | 0xE0..=0xFC);
        let hiragana = *lead == 0x82 && matches!(bytes.get(at + 1), Some(0x9F..=0xF1));
        let katakana = *lead == 0x83 && matches!(bytes.get(at + 1), Some(0x40..=0x96));
        kana += usize::from(hiragana || katakana);
        letters += usize::from(!lead.is_ascii());
        at += if is_pair { 2 } else { 1 };
    }
    kana >= FEWEST && kana * 4 >= letters
}

/// Text in an encoding of one country or system, as files were before UTF-8. `None` for what is
/// UTF-8, with or without a few broken places, and for what is no text at all.
fn decode_older(file: FileId, bytes: &[u8], lang: Option<&str>) -> Option<Warned<String>> {
    let escapes = changes_sets(bytes);
    if !escapes && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let chunks = bytes.utf8_chunks().map(|chunk| (chunk.valid(), chunk.invalid().is_empty()));
    let (sound, broken) = chunks.fold((0, 0), |(sound, broken), (valid, whole)| {
        (sound + valid.chars().filter(|c| !c.is_ascii()).count(), broken + usize::from(!whole))
    });
    // Data have control characters. Escape is left out: ISO-2022-JP changes its sets of characters by
    // it.
    let is_text = !bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=26 | 28..=31));
    let stated = stated_language(bytes);
    let lang = lang.or(stated.as_deref());
    if !is_text || !escapes && (broken <= sound || !is_evidence(bytes, lang)) {
        return None;
    }
    let country = lang.and_then(country_of);
    let encoding = guess(bytes, country);
    let (text, _, had_errors) = encoding.decode(bytes);
    if had_errors {
        return None;
    }
    let (agree, parts) = confidence(bytes, encoding, country);
    let why = match lang.filter(|_| guess(bytes, None) != encoding) {
        Some(lang) => format!("as its language ({lang}) suggests"),
        None if parts == 0 => "as the escapes in it say".to_owned(),
        None => format!("as {agree} of {parts} parts of it suggest"),
    };
    let message = format!("the file is not UTF-8; it is read as {}, {why}", encoding.name());
    let note = Diagnostic::note(Code::GuessedEncoding, Span::new(file, 0..0), message);
    let note = note.hint("save it as UTF-8, and nobody has to guess");
    Some(Warned { value: text.into_owned(), diagnostics: vec![note] })
}

fn guess(bytes: &[u8], country: Option<&str>) -> &'static Encoding {
    if country.is_none() && is_shift_jis(bytes) {
        return encoding_rs::SHIFT_JIS;
    }
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    // UTF-8 is out of the question by now.
    detector.guess(country.map(str::as_bytes), Utf8Detection::Deny)
}

/// The language that a text names in its first lines, in letters that all encodings have: `lang: ru`,
/// `Language: Russian`, `language = "ja"`.
fn stated_language(bytes: &[u8]) -> Option<String> {
    const LOOKED_AT: usize = 2048;
    let head = bytes[..bytes.len().min(LOOKED_AT)].split(|byte| matches!(byte, b'\n' | b'\r'));
    head.filter_map(|line| std::str::from_utf8(line).ok()).find_map(|line| {
        let (key, value) = line.split_once([':', '='])?;
        let is_key = ["lang", "language"].iter().any(|name| key.trim().eq_ignore_ascii_case(name));
        is_key.then(|| language(value.trim().trim_matches(['"', '\''])))?
    })
}

/// The country whose sites tell the detector most of the encodings that texts in a language were in, by its
/// domain (ISO 3166-1). Where it is called as the language is, it need not be named here.
const COUNTRIES: &[(&str, &str)] = &[
    ("ar", "sa"),
    ("be", "by"),
    ("cs", "cz"),
    ("da", "dk"),
    ("el", "gr"),
    ("en", "uk"),
    ("et", "ee"),
    ("fa", "ir"),
    ("he", "il"),
    ("ja", "jp"),
    ("kk", "kz"),
    ("ko", "kr"),
    ("nb", "no"),
    ("nn", "no"),
    ("sl", "si"),
    ("sr", "rs"),
    ("sv", "se"),
    ("uk", "ua"),
    ("ur", "pk"),
    ("vi", "vn"),
    ("yi", "il"),
    ("zh", "cn"),
];
const SAME: &[&str] = &[
    "bg", "de", "es", "fi", "fr", "hr", "hu", "is", "it", "lt", "lv", "mk", "nl", "no", "pl", "pt", "ro",
    "ru", "sk", "th", "tr",
];

fn country_of(lang: &str) -> Option<&'static str> {
    let lang = lang.to_ascii_lowercase();
    let mut parts = lang.split('-');
    let primary = parts.next()?;
    if primary == "zh" && parts.any(|part| matches!(part, "hant" | "tw" | "hk" | "mo")) {
        return Some("tw");
    }
    let other = COUNTRIES.iter().find(|(of, _)| *of == primary).map(|(_, country)| *country);
    other.or_else(|| SAME.iter().find(|of| **of == primary).copied())
}

/// How many parts of the file would have been taken for the same encoding by themselves, and how
/// many there are that hold more than ASCII.
fn confidence(bytes: &[u8], encoding: &'static Encoding, country: Option<&str>) -> (usize, usize) {
    let lines: Vec<&[u8]> =
        bytes.split_inclusive(|&byte| byte == b'\n').filter(|line| !line.is_ascii()).collect();
    let parts = lines.chunks(lines.len().div_ceil(4).max(1)).map(<[&[u8]]>::concat);
    let parts: Vec<bool> = parts.map(|part| guess(&part, country) == encoding).collect();
    (parts.iter().filter(|&&agrees| agrees).count(), parts.len())
}

fn decode_utf8(file: FileId, bytes: &[u8]) -> Warned<String> {
    let mut faults = Faults { file, count: 0, diagnostics: Vec::new() };
    let mut decoded = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        decoded.push_str(chunk.valid());
        if !chunk.invalid().is_empty() {
            faults.push(&mut decoded, || format!("not UTF-8: {}", hexadecimal(chunk.invalid())));
        }
    }
    Warned { value: decoded, diagnostics: faults.finish() }
}

/// What begins with the byte order mark of UTF-16, as some editors on Windows write it.
fn decode_utf16(file: FileId, bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Warned<String> {
    let mut faults = Faults { file, count: 0, diagnostics: Vec::new() };
    let mut decoded = String::with_capacity(bytes.len());
    let (units, rest) = bytes.as_chunks::<2>();
    for character in char::decode_utf16(units.iter().map(|&bytes| unit(bytes))) {
        match character {
            Ok(character) => decoded.push(character),
            Err(half) => {
                let unit = half.unpaired_surrogate();
                faults.push(&mut decoded, || format!("not UTF-16: half a pair, {unit:04X}"));
            }
        }
    }
    if !rest.is_empty() {
        faults.push(&mut decoded, || format!("not UTF-16: {} is left over", hexadecimal(rest)));
    }
    Warned { value: decoded, diagnostics: faults.finish() }
}

/// Places that could not be decoded.
struct Faults {
    file: FileId,
    count: usize,
    diagnostics: Vec<Diagnostic>,
}

impl Faults {
    /// Puts U+FFFD at the end of the text, in the place of something that is no character.
    fn push(&mut self, decoded: &mut String, message: impl FnOnce() -> String) {
        let start = decoded.len();
        decoded.push(char::REPLACEMENT_CHARACTER);
        self.count += 1;
        if self.count <= NAMED_PLACES {
            let span = Span::new(self.file, start..decoded.len());
            let message = format!("{}, shown as U+FFFD", message());
            self.diagnostics.push(Diagnostic::warning(Code::InvalidUtf8, span, message));
        }
    }

    fn finish(mut self) -> Vec<Diagnostic> {
        if let Some(more) = self.count.checked_sub(NAMED_PLACES).filter(|&more| more > 0)
            && let Some(last) = self.diagnostics.last_mut()
        {
            last.hints.push(format!("{more} more places are not text: is this file text?"));
        }
        self.diagnostics
    }
}

/// A carriage return alone ends a line, as it did on the first Macintosh: as a line feed, so that
/// readers and messages count the same lines.
fn with_line_ends(text: String) -> String {
    let alone = |offset: usize| !text[offset + 1..].starts_with('\n');
    if !text.match_indices('\r').any(|(offset, _)| alone(offset)) {
        return text;
    }
    let ended = |(offset, character)| if character == '\r' && alone(offset) { '\n' } else { character };
    text.char_indices().map(ended).collect()
}

fn hexadecimal(bytes: &[u8]) -> String {
    let bytes: Vec<String> = bytes.iter().map(|byte| format!("{byte:02X}")).collect();
    format!("byte {}", bytes.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_become_text() {
        type Places = &'static [(u32, u32)];
        let cases: [(&[u8], &str, Places); 13] = [
            (b"plain", "plain", &[]),
            (b"\xEF\xBB\xBFmark", "mark", &[]),
            (b"a\xFFb\xC3", "a\u{FFFD}b\u{FFFD}", &[(1, 4), (5, 8)]),
            (b"\xE2\x82x", "\u{FFFD}x", &[(0, 3)]),
            (b"nul\0", "nul\0", &[]),
            (b"\xFF\xFEa\0\xE4\0", "aä", &[]),
            (b"\xFE\xFF\0a\x20\x28", "a\u{2028}", &[]),
            (b"\xFF\xFE\x00\xD8a\0b", "\u{FFFD}a\u{FFFD}", &[(0, 3), (4, 7)]),
            (b"\xFF\xFE", "", &[]),
            (b"a\rb\r", "a\nb\n", &[]),
            (b"a\r\nb\r", "a\r\nb\n", &[]),
            (b"a\r\nb", "a\r\nb", &[]),
            (b"\r\r\n\xFF", "\n\r\n\u{FFFD}", &[(3, 6)]),
        ];
        for (bytes, text, places) in cases {
            let decoded = decode(FileId(0), bytes, None);
            let found: Vec<_> = decoded.diagnostics.iter().map(|d| (d.span.start, d.span.end)).collect();
            assert_eq!((decoded.value.as_str(), found.as_slice()), (text, places));
        }
        assert_eq!(
            decode(FileId(0), &b"\xC3\xA9\xC3\xA9\x80".repeat(5000), None).diagnostics.len(),
            NAMED_PLACES
        );
    }

    /// A sentence in each encoding, long enough to tell.
    #[test]
    fn older_encodings_are_told_from_their_bytes() {
        let cases = [
            (
                "windows-1252",
                "Der Fuß der Brücke über die Würm, größer als früher.\nÄpfel, Öl und süße Grüße, überall.\n",
            ),
            (
                "windows-1251",
                "Все счастливые семьи похожи друг на друга.\nКаждая несчастливая семья несчастлива по-своему.\n",
            ),
            ("Shift_JIS", "吾輩は猫である。名前はまだ無い。\nどこで生れたかとんと見当がつかぬ。\n"),
            ("EUC-JP", "吾輩は猫である。名前はまだ無い。\nどこで生れたかとんと見当がつかぬ。\n"),
            ("GBK", "道可道，非常道。名可名，非常名。\n无名天地之始；有名万物之母。\n"),
            ("Big5", "道可道，非常道。名可名，非常名。\n無名天地之始；有名萬物之母。\n"),
            (
                "EUC-KR",
                "나라의 말이 중국과 달라 한자와는 서로 통하지 아니하므로.\n어리석은 백성이 이르고자 하는 바가 있어도.\n",
            ),
        ];
        for (name, text) in cases {
            let encoding = Encoding::for_label(name.as_bytes()).expect("a known name");
            let decoded = decode(FileId(0), &encoding.encode(text).0, None);
            assert_eq!(decoded.value, text, "{name}");
            let message = &decoded.diagnostics[0].message;
            assert!(message.contains(name) && message.contains("of 2 parts"), "{message}");
        }
        for unit in [u16::to_le_bytes, u16::to_be_bytes] {
            let text = "UTF-16 without a mark, as some programs write it: süß.\n";
            let bytes: Vec<u8> = text.encode_utf16().flat_map(unit).collect();
            assert_eq!(decode(FileId(0), &bytes, None).value, text);
        }
    }

    /// A line or less of each, alone and in a language that is named.
    #[test]
    fn short_texts_are_told_as_well() {
        for (name, lang, text) in [
            ("GBK", Some("zh-CN"), "道可道，非常道。名可名，"),
            ("GBK", None, "道可道，非常道。名可名，"),
            ("GBK", Some("zh"), "春眠不觉晓"),
            ("Shift_JIS", None, "雪国の夜は長い。"),
            ("Shift_JIS", None, "道は濡れていて、雨がいつやむのか"),
            ("Shift_JIS", None, "ガラスのコップ"),
            ("ISO-2022-JP", None, "道は濡れていた。"),
            ("windows-1252", None, "Die Straße war"),
            ("windows-1252", None, "La route était encore"),
            ("windows-1251", None, "В Вене Вера."),
            ("Shift_JIS", Some("ja"), "雪国の夜"),
            ("EUC-JP", Some("ja"), "雪国の夜は長い。"),
            ("Big5", Some("zh-TW"), "春眠不覺曉，處處聞啼鳥。"),
            ("Big5", None, "春眠不覺曉，處處聞啼鳥。"),
            ("EUC-KR", None, "비가 그치기를 기다렸다."),
            ("windows-1251", None, "Он ушёл домой."),
            ("windows-1251", Some("ru"), "Да, конечно."),
            ("KOI8-U", Some("ru"), "Он ушёл домой поздно."),
            ("KOI8-U", None, "Он ушёл домой поздно."),
            ("windows-1252", None, "Il était une fois un château."),
            ("windows-1252", Some("fr"), "l’été"),
            ("windows-1250", None, "Zażółć gęślą jaźń."),
            ("windows-1253", None, "Η βροχή σταμάτησε."),
            ("windows-1254", Some("tr"), "Işık söndü."),
            ("windows-874", None, "ฝนหยุดตกแล้ว"),
        ] {
            let encoding = Encoding::for_label(name.as_bytes()).expect("a known name");
            let decoded = decode(FileId(0), &encoding.encode(text).0, lang);
            assert_eq!(decoded.value, text, "{name} {lang:?}");
        }
        // What the text says of itself is as good as what is said of it.
        let text = "---\nlang: ja\n---\n\n雪国の夜\n";
        let bytes = encoding_rs::SHIFT_JIS.encode(text).0;
        assert_eq!(decode(FileId(0), &bytes, None).value, text);
    }
}
