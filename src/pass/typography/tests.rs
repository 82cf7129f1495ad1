use super::*;
use crate::document::{BlockId, BlockKind, Draft, InlineKind, Metadata, Node};
use crate::pass::testing::inlines;
use crate::source::{FileId, Span};

/// Sets one line of the tests' notation and gives its text back.
fn set_line(lang: &str, line: &str) -> String {
    let mut inlines = inlines(line, Span::GENERATED);
    resolve_links(&mut inlines);
    let (lang, hyphens) = match lang.strip_prefix("typed ") {
        Some(lang) => (lang, Hyphens::Dash),
        None => (lang, Hyphens::Themselves),
    };
    set_run(vec![&mut inlines], &Language::of(lang), hyphens);
    crate::document::text::inline_text(&inlines)
}

fn resolve_links(inlines: &mut [Inline]) {
    for inline in inlines {
        if let InlineKind::Link { target, .. } = &mut inline.kind
            && let crate::document::Target::Written(uri) = target
        {
            *target = crate::document::Target::Outside(uri.clone());
        }
    }
}

#[test]
fn marks_by_language() {
    for (lang, line, expected) in CASES {
        assert_eq!(set_line(lang, line), *expected, "{lang}: {line}");
    }
}

const CASES: &[(&str, &str, &str)] = &[
    // Pairs and nesting.
    ("en", r#""Hello," she said."#, "“Hello,” she said."),
    ("en", r#"He said, "She said 'no.'""#, "He said, “She said ‘no.’”"),
    ("en", r#""'Hello,' he said," she said."#, "“‘Hello,’ he said,” she said."),
    ("en", r#"'He said "no" to me,' she said."#, "‘He said “no” to me,’ she said."),
    ("en", r#""One "two" three""#, "“One ‘two’ three”"),
    ("en", r#"("quoted") ["too"]"#, "(“quoted”) [“too”]"),
    ("en", r#"word--"quoted"--word"#, "word--“quoted”--word"),
    ("typed en", r#"word--"quoted"--word"#, "word—“quoted”—word"),
    ("en", r#"word---"quoted," he said"#, "word—“quoted,” he said"),
    ("en", r#""Wait--" he said."#, "“Wait--” he said."),
    ("typed en", r#""Wait--" he said. 'Men--all--are so.'"#, "“Wait—” he said. ‘Men—all—are so.’"),
    ("typed en", "He said--", "He said—"),
    ("typed en", "Count i-- down, then --help --", "Count i-- down, then --help –"),
    ("en", "He said--", "He said--"),
    ("typed en", "use --help or i--, 3--5, a -- so", "use --help or i--, 3–5, a – so"),
    ("en", "use --help or i--; --i, 3--5, a -- so, b--m", "use --help or i--; --i, 3–5, a – so, b--m"),
    ("en", "-- Ada", "– Ada"),
    // Marks whose sides are known.
    ("ja", "彼\u{FDD0}はい\u{FDD2}いいえ\u{FDD3}と\u{FDD1}と。", "彼「はい『いいえ』と」と。"),
    ("de", "ja\u{FDD0}b\u{FDD2}c\u{FDD3}d\u{FDD1}e", "ja„b‚c‘d“e"),
    ("en", "\"He said \u{FDD0}no\u{FDD1}\"", "“He said ‘no’”"),
    ("en", "\u{FDD0}1\u{FDD1}\u{FDD0}, \u{FDD1}x \u{FDD0}\u{FDD1}y", "“1”“, ”x “”y"),
    ("en", "dogs\u{FDD2}s in\u{FDD3} x", "dogs‘s in’ x"),
    ("en", "\u{FDD0}http://e.org/a--b\u{FDD1}", "“http://e.org/a--b”"),
    ("en", r#""...and so." "I see...""#, "“…and so.” “I see…”"),
    ("en", r#""And then"#, "“And then"),
    ("en", r#"'And then"#, "‘And then"),
    ("en", r#""'Tis true," he said."#, "“’Tis true,” he said."),
    ("en", r#"the "semi-" and "-post" forms"#, "the “semi-” and “-post” forms"),
    ("en", r#"said."And"#, "said.“And"),
    ("en", r#""a"/"b""#, "“a”/“b”"),
    ("en", r#""""#, "“”"),
    ("en", r#""Who?" "Me!""#, "“Who?” “Me!”"),
    ("en", r#""Foo. "Bar," he said."#, "“Foo. “Bar,” he said."),
    // Apostrophes.
    ("en", "don't won't o'clock", "don’t won’t o’clock"),
    ("en", "the '90s and the '80s", "the ’90s and the ’80s"),
    ("en", "rock 'n' roll, fish 'n chips", "rock ’n’ roll, fish ’n chips"),
    ("en", "the dogs' tails", "the dogs’ tails"),
    ("en", "'The dogs' tails,' he said.", "‘The dogs’ tails,’ he said."),
    ("en", "'Get 'em,' he said.", "‘Get ’em,’ he said."),
    ("en", "the word 'em' and 'an'", "the word ‘em’ and ‘an’"),
    ("en", "'Twas 'bout o' the devil", "’Twas ’bout o’ the devil"),
    ("en", "'begin' and 'end'", "‘begin’ and ‘end’"),
    ("en", r#""'Hind the hatchway," he said."#, "“’Hind the hatchway,” he said."),
    ("en", "'tisn't, 'twasn't", "’tisn’t, ’twasn’t"),
    ("en", "John's, James', Hans's", "John’s, James’, Hans’s"),
    ("en", "goin' an' doin' nothin'.", "goin’ an’ doin’ nothin’."),
    ("en", "the great 'un", "the great ’un"),
    ("en", r#""It's the dogs'.""#, "“It’s the dogs’.”"),
    // Primes.
    ("en", r#"6'2" tall"#, "6′2″ tall"),
    ("en", r#""He was 6' 2" tall," she said."#, "“He was 6′ 2″ tall,” she said."),
    ("en", r#"a 5" disc, 12"x12""#, "a 5″ disc, 12″x12″"),
    ("en", r#""Born in 1945" it says"#, "“Born in 1945” it says"),
    ("de-CH", "1'000'000 Franken", "1’000’000 Franken"),
    // Dashes and points.
    ("en", "1939--1945 --- a war...", "1939–1945 — a war…"),
    ("en", "a - b, well-known, ----, <!-- x -->, -->", "a - b, well-known, ----, <!-- x -->, -->"),
    ("en", "The end.... No ..... ./... .. .", "The end…. No ..... ./... .. ."),
    // What is typographic already, code and addresses.
    ("en", "“Hello,” she said. ‘No’", "“Hello,” she said. ‘No’"),
    ("en", r#"`"a--b"` stays "b""#, "\"a--b\" stays “b”"),
    ("en", "`foo`'s `bar`", "foo’s bar"),
    ("en", r#""`code`""#, "“code”"),
    ("en", "see https://e.org/a--b...c'd, don't", "see https://e.org/a--b...c'd, don’t"),
    ("en", r#""https://e.org/--" 'http://e.org/x'."#, "“https://e.org/--” ‘http://e.org/x’."),
    ("en", "www.e.org/a--b (www.e.org/--)", "www.e.org/a--b (www.e.org/--)"),
    ("en", "[https://e.org/'a--b](https://e.org/'a--b)", "https://e.org/'a--b"),
    ("en", "[it's---here](https://e.org/)", "it’s—here"),
    // Markup in between.
    ("en", r#""*Hello*""#, "“Hello”"),
    ("en", r#"*"Hello"* she"#, "“Hello” she"),
    ("en", r#"*"Hello,* he said"."#, "“Hello, he said”."),
    ("en", r#"*dog*'s "end."[^1]"#, "dog’s “end.”"),
    ("en", r#""one"\"two""#, "“one”\n“two”"),
    ("en", r#""![cat](a.png)""#, "“\u{FFFC}”"),
    // Languages.
    ("de", r#""Hallo", sagte er, "sie sagte 'nein'"."#, "„Hallo“, sagte er, „sie sagte ‚nein‘“."),
    ("de", "Wie geht's? 's ist 'ne Frage. Hans' Auto", "Wie geht’s? ’s ist ’ne Frage. Hans’ Auto"),
    ("de_AT", r#""a""#, "„a“"),
    ("de-CH", r#""a 'b' c""#, "«a ‹b› c»"),
    (
        "fr",
        r#"Il dit "oui !" et "non" ; bon : l'un ?"#,
        "Il dit «\u{202F}oui\u{202F}!\u{202F}» et «\u{202F}non\u{202F}»\u{202F}; bon\u{A0}: l’un\u{202F}?",
    ),
    ("fr", "« déjà », «serré», 10:30 oui!", "«\u{202F}déjà\u{202F}», «\u{202F}serré\u{202F}», 10:30 oui!"),
    ("fr", r#""a "b" c""#, "«\u{202F}a “b” c\u{202F}»"),
    ("fr", "https://e.org/?a=b : oui", "https://e.org/?a=b\u{A0}: oui"),
    ("fr-CH", r#""a" ; b"#, "«a»\u{202F}; b"),
    ("es", r#"¿"Hola 'amigo'"? ¡"No"!"#, "¿«Hola “amigo”»? ¡«No»!"),
    ("it", r#"L'uomo disse "un po' di più""#, "L’uomo disse «un po’ di più»"),
    ("nl", r#"'s avonds zei ze "dat 't 'mooi' is""#, "’s avonds zei ze “dat ’t ‘mooi’ is”"),
    ("pl", r#""b 'c' d""#, "„b «c» d”"),
    ("pt", r#""a 'b'""#, "“a ‘b’”"),
    ("pt-PT", r#""a 'b'""#, "«a “b”»"),
    ("sv", r#""a 'b'" sa hon"#, "”a ’b’” sa hon"),
    ("fi", r#""a 'b'""#, "”a ’b’”"),
    ("da", r#""a 'b'""#, "“a ‘b’”"),
    ("nb", r#""a 'b'""#, "«a ‘b’»"),
    ("cs", r#""b 'c'""#, "„b ‚c‘“"),
    ("ru", r#"Роман "Война и "мир"" хорош"#, "Роман «Война и „мир“» хорош"),
    ("uk", r#"п'ять "слів""#, "п’ять «слів»"),
    ("el", r#""α 'β'""#, "«α “β”»"),
    ("hu", r#""a 'b'""#, "„a »b«”"),
    ("tr", r#""İstanbul'da""#, "“İstanbul’da”"),
    ("ja", r#"彼は"はい"と言った。"#, "彼は「はい」と言った。"),
    ("zh-Hant", r#"他說"是""#, "他說「是」"),
    ("zh", r#"他说"是"。"#, "他说“是”。"),
    ("he", r#"צה"ל אמר "כן""#, "צה״ל אמר ”כן”"),
    // Words of one letter.
    (
        "pl",
        r#"W domu i w "z Tobą" (a u nas) o, i."#,
        "W\u{A0}domu i\u{A0}w\u{A0}„z\u{A0}Tobą” (a\u{A0}u\u{A0}nas) o, i.",
    ),
    ("cs", "V lese k vodě, s ním", "V\u{A0}lese k\u{A0}vodě, s\u{A0}ním"),
    ("sk-SK", "ktoré o a *z* neho", "ktoré o\u{A0}a\u{A0}z\u{A0}neho"),
    ("pl", "kto to; KW w; `a` b", "kto to; KW w; a b"),
    ("pl", "https://e.org/?w i", "https://e.org/?w i"),
    ("de", "a b", "a b"),
    ("it-CH", r#""a 'b' c""#, "«a ‹b› c»"),
    ("rm", r#""a 'b' c""#, "«a ‹b› c»"),
    ("de-AT", r#""a 'b' c""#, "„a ‚b‘ c“"),
    ("xx", r#""a 'b' 'tis""#, "“a ‘b’ ’tis”"),
];

#[test]
fn verse_is_one_run_and_titles_are_set() {
    let id = BlockId { file: FileId(0), index: 0 };
    let lines = vec![inlines("\"One", Span::GENERATED), inlines("two\"", Span::GENERATED)];
    let block = crate::document::Block {
        id,
        span: Span::GENERATED,
        kind: BlockKind::Verse(crate::document::Verse::of_lines(lines)),
    };
    let draft = Draft { nodes: vec![Node::Block(block)], ..Draft::default() };
    let metadata = Metadata { title: Some("Don't".into()), ..Metadata::default() };
    let made = |typography: bool| {
        let options = crate::pass::Options { typography, ..Default::default() };
        let drafts = vec![("a.md".into(), draft.clone())];
        let book = crate::pass::prepare(
            drafts,
            metadata.clone(),
            &Default::default(),
            &options,
            &Default::default(),
        )
        .value;
        let verse = crate::document::text::plain_text(&book.sections[0].blocks[0]);
        (book.metadata.title().to_string(), verse)
    };
    assert_eq!(made(true), ("Don’t".into(), "“One\ntwo”\n".into()));
    assert_eq!(made(false), ("Don't".into(), "\"One\ntwo\"\n".into()));
}

#[test]
fn many_marks_take_linear_time() {
    for piece in ["'", "\"", "'a ", "a' ", "\"a ", "s' t", "'a\"", "--- ", "a.."] {
        let text = piece.repeat(200_000);
        assert!(!set_line("en", &text).is_empty());
    }
}
