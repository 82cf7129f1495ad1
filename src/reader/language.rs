//! The language of a book that does not name it, told from its text.

use crate::document::content::children;
use crate::document::tag_of_code;
use crate::document::text::{Run, Step, own_text, runs, walk};
use crate::document::{Block, BlockKind, Draft, Group, Inline, InlineKind, Node, Style};
use std::borrow::Cow;
use std::cmp::Ordering;
use whatlang::{Detector, Info, Lang, Script};

/// A language, and what it is called in English.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToldLanguage {
    /// After BCP 47.
    pub tag: &'static str,
    /// Such as "Russian".
    pub name: &'static str,
}

/// The language that the words of a book are in; `None` where that is not sure. Code, formulas and
/// what names its own language have no say.
pub fn tell(drafts: &[Draft]) -> Option<ToldLanguage> {
    language_of(&sample(drafts))
}

/// So many pieces of a text are looked at, evenly spread, since a preface may be in another language.
const PIECES: usize = 96;
/// In characters: pieces of a good paragraph's length, ten thousand words in all.
const LONGEST_PIECE: usize = 600;

fn sample(drafts: &[Draft]) -> String {
    let mut pieces = Vec::new();
    for node in drafts.iter().flat_map(|draft| &draft.nodes) {
        match node {
            Node::Heading { heading, .. } => pieces.push(heading.content.as_slice()),
            Node::Block(block) => gather(block, &mut pieces),
        }
    }
    let step = pieces.len().div_ceil(PIECES).max(1);
    let piece = |inlines: &[Inline]| words(inlines).chars().take(LONGEST_PIECE).collect::<String>();
    pieces.into_iter().step_by(step).map(piece).collect::<Vec<_>>().join("\n")
}

fn gather<'a>(block: &'a Block, pieces: &mut Vec<&'a [Inline]>) {
    if matches!(&block.kind, BlockKind::Group(Group { lang: Some(_), .. })) {
        return;
    }
    pieces.extend(runs(block).into_iter().map(|Run { inlines, .. }| inlines));
    children(block).for_each(|child| gather(child, pieces));
}

/// The words of inlines that are in the language of the book.
fn words(inlines: &[Inline]) -> String {
    let (mut text, mut foreign) = (String::new(), 0usize);
    let names_language = |inline: &Inline| matches!(inline.kind, InlineKind::Styled(Style::Language(_), _));
    walk(inlines, 0, &mut |_, step| match step {
        Step::Enter(inline) => foreign += usize::from(names_language(inline)),
        Step::Leave(inline) => foreign -= usize::from(names_language(inline)),
        Step::Leaf(Inline { kind: kind @ (InlineKind::Text(_) | InlineKind::LineBreak), .. })
            if foreign == 0 =>
        {
            text.push_str(own_text(kind));
        }
        Step::Leaf(_) => text.push(' '),
    });
    text
}

fn language_of(text: &str) -> Option<ToldLanguage> {
    let text = without_loan_words(text);
    let info = whatlang::detect(&text)?;
    let lang = told(&info, &text)?;
    let (tag, name) = match lang {
        Lang::Cmn if is_traditional(&text) => ("zh-Hant", "Chinese"),
        Lang::Cmn => ("zh", "Chinese"),
        Lang::Nob => ("nb", "Norwegian"),
        Lang::Pes => ("fa", "Persian"),
        lang => (tag_of_code(lang.code())?, lang.eng_name()),
    };
    Some(ToldLanguage { tag, name })
}

/// What the letters say, else the detector where it is sure: its confidence is over nine tenths.
fn told(info: &Info, text: &str) -> Option<Lang> {
    let letters = letters_of(text);
    let by_letters = by_letters(info.script(), text).filter(|_| letters >= FEWEST_LETTERS);
    let is_enough = match info.script() {
        script if script.langs().len() == 1 || script == Script::Mandarin => letters >= FEWEST_LETTERS,
        _ => letters_in_sentences(text).max(letters / 10) >= FEWEST_SHARED,
    };
    let by_detector = || info.is_reliable().then(|| info.lang()).or_else(|| northern(info.lang(), text));
    by_letters.or_else(|| if is_enough { by_detector() } else { None })
}

/// Danish and Norwegian have most trigrams in common, so that the detector is seldom sure of either. Where it is sure
/// of one without the other, the words decide that they spell in two ways.
fn northern(lang: Lang, text: &str) -> Option<Lang> {
    const DANISH: &[&str] =
        &["af", "efter", "hvad", "mig", "dig", "sig", "nu", "ud", "op", "blev", "hvornår", "hende", "noget"];
    const NORWEGIAN: &[&str] =
        &["av", "etter", "hva", "meg", "deg", "seg", "nå", "ut", "opp", "ble", "henne", "noe"];
    let other = match lang {
        Lang::Dan => Lang::Nob,
        Lang::Nob => Lang::Dan,
        _ => return None,
    };
    let alone = Detector::with_denylist(vec![other]).detect(text);
    let is_sure = alone.is_some_and(|info| info.lang() == lang && info.is_reliable());
    let count = |own: &[&str], others: &[&str]| {
        let words = text.split(|letter: char| !letter.is_alphabetic()).map(str::to_lowercase);
        words.filter(|word| own.contains(&word.as_str()) && !others.contains(&word.as_str())).count()
    };
    let (danish, norwegian) = (count(DANISH, NORWEGIAN), count(NORWEGIAN, DANISH));
    match danish.cmp(&norwegian) {
        Ordering::Greater if is_sure && danish > norwegian * 2 => Some(Lang::Dan),
        Ordering::Less if is_sure && norwegian > danish * 2 => Some(Lang::Nob),
        _ => None,
    }
}

fn letters_of(text: &str) -> usize {
    text.chars().filter(|letter| letter.is_alphabetic()).count()
}

/// Headings and labels, of one to three words, have few of the short words by which languages are told apart:
/// of a dozen in English the detector was sure that they were French. They count a tenth.
fn letters_in_sentences(text: &str) -> usize {
    text.lines().filter(|line| line.split_whitespace().nth(3).is_some()).map(letters_of).sum()
}

/// A few words, where a script is that of one language, or where each character is a word.
const FEWEST_LETTERS: usize = 10;
/// Of an alphabet that many languages share. Of a thousand paragraphs of an English novel and a manual,
/// of 20 letters and more, the detector was wrong and sure of none that held words.
const FEWEST_SHARED: usize = 40;

/// Names and terms in Latin letters are many letters and few words in a text whose characters are
/// syllables or words.
fn without_loan_words(text: &str) -> Cow<'_, str> {
    let is_syllable = |letter: char| matches!(letter, '\u{3040}'..='\u{30FF}' | '\u{3400}'..='\u{9FFF}' | '\u{AC00}'..='\u{D7AF}');
    let syllables = text.chars().filter(|letter| is_syllable(*letter)).count();
    let letters = text.chars().filter(char::is_ascii_alphabetic).count();
    match syllables * 6 > letters {
        true if syllables > 0 => {
            text.chars().filter(|letter| !letter.is_ascii_alphabetic()).collect::<String>().into()
        }
        _ => text.into(),
    }
}

/// A language by the letters that it has and its neighbours lack, where trigrams of few words cannot tell
/// them apart.
fn by_letters(script: Script, text: &str) -> Option<Lang> {
    let has = |letters: &str| text.contains(|letter: char| letters.contains(letter));
    match script {
        // Ukrainian, Bulgarian, Serbian and Macedonian lack these, Belarusian has a letter beyond them, and
        // so have the languages of Asia that are written so.
        Script::Cyrillic => {
            let known = |letter: char| !matches!(letter, '\u{400}'..='\u{52F}') || is_russian(letter);
            (text.chars().all(known) && has("ыэёЫЭЁ")).then_some(Lang::Rus)
        }
        // Yiddish alone has these pairs in one character, and points its alefs throughout.
        Script::Hebrew => Some(match has("װױײ") || text.contains("אַ") || text.contains("אָ") {
            true => Lang::Yid,
            false => Lang::Heb,
        }),
        // Persian and Urdu have sounds that Arabic has no letters for.
        Script::Arabic => (!has("پچژگٹڈڑںےہکی")).then_some(Lang::Ara),
        _ => None,
    }
}

fn is_russian(letter: char) -> bool {
    matches!(letter, 'а'..='я' | 'А'..='Я' | 'ё' | 'Ё')
}

/// By common characters that were simplified.
fn is_traditional(text: &str) -> bool {
    const TRADITIONAL: &str = "這個們來說時國為會對學後過還沒開長問見無間於與從現應實點樣種";
    const SIMPLIFIED: &str = "这个们来说时国为会对学后过还没开长问见无间于与从现应实点样种";
    let count = |of: &str, but: &str| {
        text.chars().filter(|character| of.contains(*character) && !but.contains(*character)).count()
    };
    count(TRADITIONAL, SIMPLIFIED) > count(SIMPLIFIED, TRADITIONAL)
}

#[cfg(test)]
mod tests {
    use super::language_of;

    #[test]
    fn languages_are_told_where_that_is_sure() {
        for (text, tag) in [
            ("Он сказал: да -- и ушёл. Потом вернулся и сел у окна.", Some("ru")),
            ("Він сказав, що вони ще прийдуть до нас увечері, і пішов собі геть з хати.", Some("uk")),
            ("Ja, sagte er und ging hinaus, denn es hatte aufgehört zu regnen.", Some("de")),
            ("Il pleuvait encore, et la route était couverte de boue jusqu’au moulin.", Some("fr")),
            ("The rain had stopped, and the road was free again for all of us.", Some("en")),
            ("Η βροχή σταμάτησε", Some("el")),
            ("비가 그치기를 기다렸다.", Some("ko")),
            ("توقف المطر وعاد الطريق مفتوحا للجميع في ذلك المساء", Some("ar")),
            ("他把信放在桌上一整天，终于没有人来", Some("zh")),
            ("他把信放在桌上，說了這些話，沒有人來。", Some("zh-Hant")),
            ("吾輩は猫である。名前はまだ無い。", Some("ja")),
            ("为了继续变革，我们使用 Rust 语言写程序，也用 Cargo 和 Clippy 工具。", Some("zh")),
            ("ฝนหยุดตกแล้วและถนนก็ว่าง", Some("th")),
            ("הגשם פסק והדרך הייתה פנויה שוב לכולם באותו הערב", Some("he")),
            ("דער רעגן האָט אויפֿגעהערט און דער וועג איז געווען פֿריי", Some("yi")),
            ("باران بند آمد و جاده دوباره برای همه باز شد و هوا پاک گشت", Some("fa")),
            (
                "Vejen var endnu våd, og ingen vidste, hvornår regnen ville holde op. Mølleren gik ud med hatten i \
                 hånden og så op på himlen, der var grå som floden.",
                Some("da"),
            ),
            (
                "Veien var fortsatt våt, og ingen visste når regnet ville ta slutt. Mølleren gikk ut med hatten i \
                 hånden og så opp på himmelen, som var grå som elven.",
                Some("nb"),
            ),
            ("One. Two.", None),
            (
                "Quick start\nWelcome.\nNeeds\nA pot.\nConduct\nPledge\nBe kind.\nUsage\nPour.\nMore\nStir.",
                None,
            ),
            ("Text.", None),
            ("1234 5678", None),
            ("", None),
        ] {
            assert_eq!(language_of(text).map(|told| told.tag), tag, "{text}");
        }
    }
}
