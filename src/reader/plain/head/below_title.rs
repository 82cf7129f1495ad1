//! The lines directly below a title: a subtitle, a name, a date.

use super::deeds::names_making;
use super::hands::author;
use super::persons::{is_full_name, is_han_name};
use crate::reader::plain::headings::dates::is_date;

/// What a line below a title is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Below {
    Subtitle,
    /// The name of the author, with what the line calls the text before it ("a story by").
    Name {
        kind: Option<String>,
        name: String,
    },
    Date,
}

/// What a line below a title says, if it says so plainly.
pub fn below(words: &str) -> Option<Below> {
    let words = words.strip_suffix('.').filter(|words| is_year(words)).unwrap_or(words);
    if is_year(words) || is_date(words) {
        return Some(Below::Date);
    }
    if let Some(name) = author(words) {
        return Some(Below::Name { kind: None, name: name.to_owned() });
    }
    if let Some((kind, name)) = kind_and_name(words) {
        return Some(Below::Name { kind: Some(kind.to_owned()), name: name.to_owned() });
    }
    if is_subtitle(words) {
        return Some(Below::Subtitle);
    }
    (is_full_name(words) || is_han_name(words)).then(|| Below::Name { kind: None, name: words.to_owned() })
}

fn is_year(words: &str) -> bool {
    words.parse().is_ok_and(|year: u16| (1000..3000).contains(&year))
}

/// "A story by Ann Writer": the kind of text, and its author.
fn kind_and_name(words: &str) -> Option<(&str, &str)> {
    let spaces = words.match_indices(' ').map(|(place, _)| place);
    let parts = spaces.map(|place| words.split_at(place));
    let mut found = parts.filter_map(|(kind, rest)| Some((kind, author(rest.trim_start())?)));
    found.find(|(kind, _)| is_subtitle(kind))
}

/// Words that begin a subtitle that says what a text is.
const ARTICLES: &[&str] =
    &["a", "an", "ein", "eine", "un", "une", "una", "uno", "um", "uma", "een", "en", "ett"];

/// What texts are called in their subtitles. No native reader has looked at the words of other languages
/// than English and German.
const KINDS: &[&str] = &[
    // English
    "novel",
    "novella",
    "story",
    "poem",
    "play",
    "comedy",
    "tragedy",
    "farce",
    "drama",
    "essay",
    "sketch",
    "memoir",
    "diary",
    "history",
    "romance",
    "glossary",
    "manual",
    "handbook",
    "guide",
    "collection",
    "ballad",
    "fable",
    "report",
    "study",
    "episode",
    "volume",
    // German
    "roman",
    "novelle",
    "erzählung",
    "geschichte",
    "gedicht",
    "lustspiel",
    "trauerspiel",
    "schauspiel",
    "komödie",
    "tragödie",
    "tagebuch",
    "handbuch",
    "versuch",
    "bericht",
    // French
    "récit",
    "nouvelle",
    "conte",
    "poème",
    "comédie",
    "tragédie",
    "drame",
    "essai",
    "pièce",
    // Spanish, Italian, Portuguese
    "novela",
    "cuento",
    "relato",
    "poema",
    "comedia",
    "sainete",
    "tragedia",
    "ensayo",
    "romanzo",
    "racconto",
    "commedia",
    "dramma",
    "saggio",
    "conto",
    "peça",
    "crónica",
    // Dutch, Scandinavian
    "verhaal",
    "toneelstuk",
    "berättelse",
    "fortælling",
    "dikt",
    "skuespil",
    // Slavonic
    "роман",
    "повесть",
    "рассказ",
    "поэма",
    "пьеса",
    "комедия",
    "драма",
    "трагедия",
    "сказка",
    "очерк",
    "очерки",
    "оповідання",
    "powieść",
    "opowiadanie",
    "povídka",
    // Chinese, Japanese
    "小说",
    "小說",
    "小説",
    "长篇小说",
    "短篇小说",
    // Korean
    "소설",
    "단편소설",
    "장편소설",
    "희곡",
    "시집",
];

/// The same of several texts, which a book may be called by as well: "EMILY DICKINSON" above "POEMS".
const COLLECTIONS: &[&str] = &[
    "stories",
    "tales",
    "poems",
    "essays",
    "sketches",
    "letters",
    "fables",
    "erzählungen",
    "geschichten",
    "gedichte",
    "märchen",
    "briefe",
    "récits",
    "nouvelles",
    "contes",
    "poèmes",
    "poésies",
    "essais",
    "lettres",
    "cuentos",
    "relatos",
    "poemas",
    "ensayos",
    "racconti",
    "poesie",
    "contos",
    "verhalen",
    "gedichten",
    "berättelser",
    "dikter",
    "fortællinger",
    "digte",
    "рассказы",
    "стихи",
    "сказки",
    "opowiadania",
    "wiersze",
    "povídky",
    "básně",
];

/// How Chinese and Japanese lines end that say what a text is: "四幕喜劇", "短篇小説集".
const EASTERN_KINDS: &[&str] = &[
    "劇",
    "剧",
    "幕",
    "戯曲",
    "戏曲",
    "戲曲",
    "小説",
    "小说",
    "小說",
    "小説集",
    "小说集",
    "小說集",
    "短編集",
    "物語",
    "詩集",
    "诗集",
    "歌集",
    "句集",
    "文集",
    "散文",
    "随筆",
    "隨筆",
    "随笔",
    "童話",
    "童话",
    "寓話",
    "日記",
    "日记",
    "自伝",
    "自傳",
    "自传",
    "回忆录",
    "回憶錄",
    "選集",
    "选集",
    "全集",
    "評論",
    "评论",
];

/// Whether a line of Han letters says what a text is; "第一幕" heads an act of it.
fn is_eastern_kind(words: &str) -> bool {
    const LONGEST: usize = 12;
    let is_letter = |c: char| matches!(c, '\u{3041}'..='\u{30ff}' | '\u{4e00}'..='\u{9fff}');
    let whole = words.chars().all(is_letter) && words.chars().count() <= LONGEST;
    whole && !words.starts_with('第') && EASTERN_KINDS.iter().any(|kind| words.ends_with(kind))
}

/// Whether a line begins as a subtitle may that says what a text is: "A Tale".
pub fn begins_with_article(words: &str) -> bool {
    tokens(words).next().is_some_and(|word| ARTICLES.contains(&word.as_str()))
}

fn tokens(words: &str) -> impl Iterator<Item = String> + '_ {
    words.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(str::to_lowercase)
}

/// Whether a line says what kind of text it stands above: "A farce in one act", "Selected Poems".
fn is_subtitle(words: &str) -> bool {
    const LONGEST: usize = 80;
    let words = words.trim_matches(|c: char| "()[]_*.«»".contains(c));
    let open = words.ends_with([',', ';', ':', '!', '?']) || names_making(words);
    let article = || begins_with_article(words) && tokens(words).count() > 1;
    words.chars().count() <= LONGEST && !open && (article() || holds_kind(words))
}

/// Whether a line holds a word for a kind of text.
pub fn holds_kind(words: &str) -> bool {
    tokens(words).any(|word| KINDS.contains(&word.as_str())) || is_collection(words) || is_eastern_kind(words)
}

/// Whether a line calls texts by their kind, as many titles do.
pub fn is_collection(words: &str) -> bool {
    tokens(words).any(|word| COLLECTIONS.contains(&word.as_str())) && !begins_with_article(words)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_below_titles_say_what_they_are() {
        let name = |kind: Option<&str>, name: &str| {
            Some(Below::Name { kind: kind.map(str::to_owned), name: name.to_owned() })
        };
        let cases = [
            ("A farce in one act", Some(Below::Subtitle)),
            ("Рассказ", Some(Below::Subtitle)),
            ("Selected Poems", Some(Below::Subtitle)),
            ("Sainete en un acto", Some(Below::Subtitle)),
            ("March 2019", Some(Below::Date)),
            ("Ann Writer", name(None, "Ann Writer")),
            ("J. R. Hartley", name(None, "J. R. Hartley")),
            ("by Ann Writer", name(None, "Ann Writer")),
            ("a story by Ann Writer", name(Some("a story"), "Ann Writer")),
            ("Eine Erzählung von Ann Writer", name(Some("Eine Erzählung"), "Ann Writer")),
            ("夏目漱石", name(None, "夏目漱石")),
            ("林远 著", name(None, "林远")),
            ("作者：林远", name(None, "林远")),
            ("短篇小説集", Some(Below::Subtitle)),
            ("一幕劇", Some(Below::Subtitle)),
            ("四幕喜劇", Some(Below::Subtitle)),
            ("a play in one act", Some(Below::Subtitle)),
            ("Комедия в четырёх действиях", Some(Below::Subtitle)),
            ("THE AUTHOR ANN WRITER", name(None, "ANN WRITER")),
            ("The author of Waverley", None),
            ("П. А. Ветров", name(None, "П. А. Ветров")),
            ("第一幕", None),
            ("The Old Bridge", None),
            ("AT THE FERRY", None),
            ("My dear Tom,", None),
            ("Home Again tomorrow", None),
            ("Transcribed from the 1887 edition by Ann Writer", None),
            ("1666.", Some(Below::Date)),
        ];
        for (words, expected) in cases {
            assert_eq!(below(words), expected, "{words}");
        }
    }
}
