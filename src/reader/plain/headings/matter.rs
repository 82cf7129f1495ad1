//! What the pieces before and behind the chapters of a book are called.

use super::title::letters_and_digits;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// The names of such pieces, letters alone and in lower case. No native reader has looked at those of
/// other languages than English and German.
const NAMES: &[&str] = &[
    // English
    "prologue",
    "epilogue",
    "prolog",
    "epilog",
    "preface",
    "foreword",
    "introduction",
    "interlude",
    "intermezzo",
    "afterword",
    "postscript",
    "conclusion",
    "coda",
    "acknowledgements",
    "acknowledgments",
    "authorsnote",
    "noteontheauthor",
    "abouttheauthor",
    "abouttheauthors",
    "aboutthisbook",
    "translatorsnote",
    "translatorspreface",
    "editorsnote",
    "publishersnote",
    "notetothereader",
    "tothereader",
    "dedication",
    "glossary",
    "bibliography",
    "references",
    "sources",
    "notes",
    "endnotes",
    "appendices",
    // German
    "vorwort",
    "nachwort",
    "einleitung",
    "einführung",
    "geleitwort",
    "zwischenspiel",
    "vorspiel",
    "nachspiel",
    "schluss",
    "schluß",
    "schlusswort",
    "danksagung",
    "nachbemerkung",
    "vorbemerkung",
    "anmerkungen",
    "überdenautor",
    "überdieautorin",
    "glossar",
    "literatur",
    "literaturverzeichnis",
    "quellen",
    "widmung",
    // French
    "épilogue",
    "préface",
    "avantpropos",
    "postface",
    "interlude",
    "intermède",
    "avertissement",
    "remerciements",
    "notedelauteur",
    "glossaire",
    "bibliographie",
    "aulecteur",
    // Spanish, Italian, Portuguese
    "prólogo",
    "epílogo",
    "prefacio",
    "introducción",
    "interludio",
    "agradecimientos",
    "notadelautor",
    "posfacio",
    "conclusión",
    "advertencia",
    "bibliografía",
    "prologo",
    "epilogo",
    "prefazione",
    "introduzione",
    "postfazione",
    "ringraziamenti",
    "notadellautore",
    "avvertenza",
    "conclusione",
    "prefácio",
    "introdução",
    "posfácio",
    "agradecimentos",
    "notadoautor",
    "conclusão",
    "interlúdio",
    // Dutch, Swedish, Danish, Norwegian
    "proloog",
    "epiloog",
    "voorwoord",
    "nawoord",
    "inleiding",
    "dankwoord",
    "tussenspel",
    "förord",
    "efterord",
    "inledning",
    "forord",
    "efterskrift",
    "etterord",
    "innledning",
    "indledning",
    "tack",
    // Finnish, Hungarian
    "esipuhe",
    "prologi",
    "epilogi",
    "johdanto",
    "jälkisanat",
    "kiitokset",
    "előszó",
    "utószó",
    "prológus",
    "epilógus",
    "bevezetés",
    "köszönetnyilvánítás",
    // Polish, Czech
    "przedmowa",
    "wstęp",
    "posłowie",
    "podziękowania",
    "zakończenie",
    "předmluva",
    "úvod",
    "doslov",
    "závěr",
    "poděkování",
    // Russian, Ukrainian
    "пролог",
    "эпилог",
    "предисловие",
    "послесловие",
    "введение",
    "вступление",
    "заключение",
    "интерлюдия",
    "отавтора",
    "благодарности",
    "примечания",
    "епілог",
    "передмова",
    "післямова",
    "вступ",
    // Greek, Turkish
    "πρόλογος",
    "επίλογος",
    "εισαγωγή",
    "önsöz",
    "sonsöz",
    "giriş",
    "teşekkür",
    // Chinese, Japanese, Korean
    "序",
    "序言",
    "序章",
    "自序",
    "楔子",
    "引子",
    "前言",
    "后记",
    "後記",
    "尾声",
    "尾聲",
    "番外",
    "终章",
    "終章",
    "跋",
    "序幕",
    "プロローグ",
    "エピローグ",
    "あとがき",
    "まえがき",
    "はじめに",
    "おわりに",
    "프롤로그",
    "에필로그",
    "작가의말",
    "머리말",
    "후기",
    "서문",
    // Arabic, Persian, Hebrew
    "مقدمة",
    "خاتمة",
    "تمهيد",
    "مقدمه",
    "הקדמה",
    "מבוא",
    "אחריתדבר",
    "אפילוג",
    "פרולוג",
];

/// Pieces that are counted by letters: "Appendix A. Exit codes".
const APPENDICES: &[&str] = &[
    "appendix",
    "annex",
    "anhang",
    "anlage",
    "annexe",
    "appendice",
    "apéndice",
    "anexo",
    "allegato",
    "apêndice",
    "bijlage",
    "bilaga",
    "bilag",
    "vedlegg",
    "liite",
    "függelék",
    "dodatek",
    "załącznik",
    "příloha",
    "приложение",
    "додаток",
    "παράρτημα",
    "ek",
    "附录",
    "附錄",
    "付録",
    "부록",
];

static KEYS: LazyLock<BTreeSet<&str>> = LazyLock::new(|| NAMES.iter().copied().collect());

/// Whether a line names a piece before or behind the chapters, and does nothing else: "Prologue",
/// "Author’s Note", "Appendix A. Exit codes".
pub fn names_matter(words: &str) -> bool {
    const LONGEST: usize = 80;
    // As long as its letters are with spaces between them.
    const LONGEST_NAME: usize = 50;
    let words = words.trim();
    let open = words.ends_with([',', ';', '!', '?', '…', '”', '"']);
    let length = words.chars().count();
    let is_name = || length <= LONGEST_NAME && KEYS.contains(letters_and_digits(words).as_str());
    !open && length <= LONGEST && (is_name() || is_appendix(words))
}

/// The name alone, or before a letter or a number that nothing follows unless a mark parts it.
fn is_appendix(words: &str) -> bool {
    let (name, after) = words.split_at(words.find(|c: char| !c.is_alphabetic()).unwrap_or(words.len()));
    if !APPENDICES.contains(&name.to_lowercase().as_str()) {
        return false;
    }
    let after = after.trim_start();
    let end = after.find(|c: char| !c.is_alphanumeric()).unwrap_or(after.len());
    let (count, rest) = after.split_at(end);
    let counts = count.chars().all(|c| c.is_ascii_digit() || c.is_uppercase()) && count.len() <= 4;
    let bare = after.trim_matches(['.', ':']).is_empty();
    let title = rest.trim_start();
    let parted =
        title.is_empty() || title.starts_with(['.', ':', '—', '–', '-', ',']) || rest.starts_with("  ");
    let titled = after.strip_prefix([':', '.', '—', '–']).is_some_and(|title| !title.trim().is_empty());
    bare || titled || counts && !count.is_empty() && parted
}

#[cfg(test)]
mod tests {
    use super::names_matter;

    #[test]
    fn pieces_are_known_by_their_names() {
        for words in [
            "Prologue",
            "PROLOGUE.",
            "Author’s Note",
            "Author's Note",
            "Vorwort",
            "Avant-propos",
            "Пролог",
            "От автора",
            "尾声",
            "Appendix",
            "Appendix A",
            "Appendix B. Exit codes",
            "APPENDIX II",
            "Anhang: Karten",
        ] {
            assert!(names_matter(words), "{words}");
        }
        for words in
            ["Prologue to a war", "Appendix A was lost", "Introduction,", "The Appendix", "Appendixes"]
        {
            assert!(!names_matter(words), "{words}");
        }
    }
}
