//! Plain texts in the shapes that people have, each with its outline beside it: the titles that
//! are to be found, indented by two spaces for each level.

mod common;

use bifolio::diagnostic::Code;
use bifolio::document::text::inline_text;
use bifolio::document::{Block, BlockKind, Inline, InlineKind, ListItem, Metadata, Node, Style};
use bifolio::reader::plain::{self, Understood};
use bifolio::source::{FileId, Source};
use common::corpus;
use proptest::prelude::*;
use std::path::{Path, PathBuf};

fn texts() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/outlines");
    let entries = std::fs::read_dir(&folder).expect("the texts are there");
    let paths = entries.map(|entry| entry.expect("an entry is readable").path());
    let mut paths: Vec<PathBuf> = paths.filter(|path| path.extension().is_some_and(|e| e == "txt")).collect();
    paths.sort();
    assert!(paths.len() > 20, "the texts are elsewhere: {}", folder.display());
    paths
}

fn source(path: &Path) -> Source {
    Source { path: path.to_owned(), text: std::fs::read_to_string(path).expect("a text is readable") }
}

/// The headings of a draft, as an outline is written.
fn outline(nodes: &[Node]) -> String {
    let headings = nodes.iter().filter_map(|node| match node {
        Node::Heading { level, heading, .. } => {
            let indent = "  ".repeat(usize::from(*level) - 1);
            Some(format!("{indent}{}\n", inline_text(&heading.content)))
        }
        Node::Block(_) => None,
    });
    headings.collect()
}

/// What is wrong with a text's account: every character that is not white space comes out again in
/// the order of the text, but for the marks that the roles of the lines say to be read as marks, and
/// the lines that are left out, which are listed.
fn lost(source: &Source) -> Option<String> {
    let options = plain::Options::default();
    let draft = plain::read(FileId(0), source, options);
    let lines = plain::explain(FileId(0), source, options).value.lines;
    let numbers: Vec<usize> = lines.iter().map(|line| line.line).collect();
    if !numbers.is_sorted() || lines.iter().any(|line| line.left_out != (line.role == "furniture")) {
        return Some("lines are missing, or come twice".into());
    }
    let left_out = lines.iter().any(|line| line.left_out);
    let listed = draft.diagnostics.iter().any(|found| found.code == Code::Furniture);
    if left_out != listed {
        return Some("what is left out is not listed".into());
    }
    let of = |roles: &[&str]| -> String {
        // A row of marks is a break wherever it stands, and a rule below the heads of a table.
        let is_words = |line: &&Understood| {
            let marks = match line.role {
                "note" => "*-=_—# ",
                "table" => "*-=_—# +|:\t",
                _ => return true,
            };
            !line.text.chars().all(|c| marks.contains(c))
        };
        // The bars of a table are its columns.
        let words = |line: &Understood| match line.role {
            "table" => solid(&line.text).replace('|', ""),
            _ => solid(&line.text),
        };
        let own = lines.iter().filter(|line| roles.contains(&line.role)).filter(is_words);
        own.map(words).collect()
    };
    let text = of(&["paragraph", "quotation", "verse", "list", "table", "columns", "heading", "speaker"]);
    let nodes = draft.value.nodes.iter().filter(|node| !is_listed_only(source, &lines, node));
    let text = without_labels(&text, &said(nodes));
    let notes: String = draft.value.notes.iter().map(|note| solid(&blocks(&note.blocks))).collect();
    text.or_else(|| without_labels(&of(&["note"]), &notes)).or_else(|| {
        let letters = |text: &str| {
            text.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
        };
        let Metadata { title, subtitle, .. } = &draft.value.metadata;
        let known =
            letters(&title.iter().chain(subtitle).map(|title| title.plain.as_str()).collect::<String>());
        let heads = lines.iter().filter(|line| ["title", "subtitle"].contains(&line.role));
        let heads: Vec<String> = heads.map(|line| letters(&line.text)).collect();
        // What a half title says as well as the title page is in the book once.
        let again = |at: usize| {
            let longer = |other: &String| other.len() > heads[at].len() && other.contains(&heads[at]);
            heads[..at].contains(&heads[at]) || heads.iter().any(longer)
        };
        let head: String = (0..heads.len()).filter(|at| !again(*at)).map(|at| heads[at].as_str()).collect();
        (!known.contains(&head)).then(|| format!("of the head “{head}” is “{known}”"))
    })
}

/// Whether a heading stands in the contents list alone, and says words of its line.
fn is_listed_only(source: &Source, lines: &[Understood], node: &Node) -> bool {
    let Node::Heading { span, heading, .. } = node else { return false };
    let before = source.text[..span.start as usize].replace("\r\n", "\n").replace('\r', "\n");
    let number = before.matches('\n').count() + 1;
    let own = lines.iter().find(|line| line.line == number && line.role == "contents");
    own.is_some_and(|line| solid(&line.text).starts_with(&solid(&inline_text(&heading.content))))
}

/// Without white space, and without the marks of emphasis.
fn solid(text: &str) -> String {
    unmarked(text).chars().filter(|&c| !c.is_whitespace() && c != '_' && !c.is_control()).collect()
}

/// Without the marks of Aozora Bunko.
fn unmarked(text: &str) -> String {
    let mut parts = text.split("［＃");
    let first = parts.next().unwrap_or_default().to_owned();
    let text = parts.fold(first, |text, part| {
        let (mark, behind) = part.split_once('］').unwrap_or(("", part));
        // The letter that a mark names by its place in Unicode.
        let digits = mark.split("U+").nth(1).map(|place| place.split('、').next().unwrap_or_default());
        let letter = digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()).and_then(char::from_u32);
        let before = if letter.is_some() { text.trim_end_matches('※') } else { &text };
        before.to_owned() + &letter.map(String::from).unwrap_or_default() + behind
    });
    text.replace('｜', "")
}

/// Compares what was written with what is read; where they part, a note's label or name is passed
/// over.
fn without_labels(written: &str, read: &str) -> Option<String> {
    let mut rest = written;
    for (at, c) in read.char_indices() {
        if c == CALL {
            rest = pass_label(rest);
            continue;
        }
        if c == BULLET {
            rest = rest.strip_prefix(|c| "-*+•‣◦▪·o".contains(c)).unwrap_or(rest);
            continue;
        }
        while !rest.starts_with(c) {
            let passed = pass_label(rest);
            if passed.len() == rest.len() {
                let read: String = read[at..].chars().take(40).collect();
                return Some(format!("“{}” became “{read}”", rest.chars().take(40).collect::<String>()));
            }
            rest = passed;
        }
        rest = &rest[c.len_utf8()..];
    }
    let rest = rest.trim_end_matches(']');
    (!rest.is_empty()).then(|| format!("“{rest}” is lost"))
}

/// Without the label of a note at its front.
fn pass_label(text: &str) -> &str {
    let marks = text.trim_start_matches(|c| "*†‡¹²³]-‐".contains(c));
    if marks.len() < text.len() {
        return marks;
    }
    // At the foot of a page figures alone are labels.
    if let Some(rest) = text.strip_prefix(['1', '2']) {
        return rest.strip_prefix(['.', ')']).unwrap_or(rest);
    }
    let named = ["NOTES", "Notes", "[Footnote", "Footnote"].iter().find_map(|name| text.strip_prefix(name));
    let label = named.or_else(|| text.strip_prefix('[')).unwrap_or(text);
    let figures = label.trim_start_matches(|c: char| c.is_ascii_digit() || c == 'A');
    if label.len() < text.len() { figures.trim_start_matches(['.', ']', ':']) } else { text }
}

/// Where a note is called.
const CALL: char = '\u{1}';
/// Where an item without a number begins, whatever bullet is written.
const BULLET: char = '\u{2}';

/// The text of the nodes without white space; calls of notes are marked.
fn said<'a>(nodes: impl Iterator<Item = &'a Node>) -> String {
    let texts = nodes.map(|node| match node {
        Node::Heading { heading, .. } => inlines(&heading.content),
        Node::Block(block) => blocks(std::slice::from_ref(block)),
    });
    texts
        .map(|text| unmarked(&text).chars().filter(|c| !c.is_whitespace() && *c != '_').collect::<String>())
        .collect()
}

fn blocks(blocks: &[Block]) -> String {
    let text = |block: &Block| match &block.kind {
        BlockKind::Paragraph(content) => inlines(content),
        BlockKind::Verse(verse) => verse.lines().map(|line| inlines(&line.content)).collect(),
        BlockKind::Quote(inner) => self::blocks(inner),
        BlockKind::Break | BlockKind::PageBreak(_) => String::new(),
        BlockKind::Code(listing) => listing.text.clone(),
        BlockKind::List(list) => {
            let item = |(index, item): (usize, &ListItem)| {
                let label = list.numbers.map_or(BULLET.to_string(), |numbers| numbers.label(index));
                label + &self::blocks(&item.blocks)
            };
            list.items.iter().enumerate().map(item).collect()
        }
        BlockKind::Table(table) => table.cells().map(|cell| self::blocks(&cell.blocks)).collect(),
        BlockKind::Group(group) => inlines(&group.title) + &self::blocks(&group.blocks),
        other => panic!("plain text makes no {other:?}"),
    };
    blocks.iter().map(text).collect()
}

fn inlines(content: &[Inline]) -> String {
    let text = |inline: &Inline| match &inline.kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Styled(Style::Ruby(reading), inner) => inlines(inner) + &format!("《{reading}》"),
        InlineKind::Styled(_, inner) => inlines(inner),
        InlineKind::NoteMark(_) => CALL.to_string(),
        other => panic!("plain text makes no {other:?}"),
    };
    content.iter().map(text).collect()
}

/// The roles of the lines of a text: each stretch of lines of one role, without the blank ones.
fn roles(source: &Source) -> String {
    let lines = plain::explain(FileId(0), source, plain::Options::default()).value.lines;
    let stretches = lines.chunk_by(|line, next| line.role == next.role);
    let written = stretches.filter(|stretch| stretch[0].role != "blank").map(|stretch| {
        let (first, last) = (stretch[0].line, stretch[stretch.len() - 1].line);
        let lines = if first == last { first.to_string() } else { format!("{first}-{last}") };
        format!("{lines} {}\n", stretch[0].role)
    });
    written.collect()
}

/// `BLESS=1` writes what is found.
#[test]
fn lines_have_the_roles_beside_them() {
    let mut faults = Vec::new();
    for path in texts() {
        let (beside, found) = (path.with_extension("roles"), roles(&source(&path)));
        match std::fs::read_to_string(&beside) {
            Ok(_) if std::env::var_os("BLESS").is_some() => {
                std::fs::write(&beside, &found).expect("the roles can be written");
            }
            Ok(expected) if found != expected => {
                faults.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.display()));
            }
            _ => {}
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn no_text_is_lost() {
    for name in ["moby-dick/moby-dick.txt", "article/slideshow-article.txt"] {
        let Some(text) = corpus(name) else { continue };
        assert_eq!(lost(&Source { path: name.into(), text }), None, "{name}");
    }
    for path in texts() {
        assert_eq!(lost(&source(&path)), None, "{}", path.display());
    }
    // A note is no song, whatever its words are.
    let text = "[1] A note.\n  G      D7\nthat goes on.]\n=====\n\nThe lamp[1] was out.\n";
    assert_eq!(lost(&Source { path: "note.txt".into(), text: text.into() }), None);
}

/// Lines of every kind that plain texts have.
fn line() -> impl Strategy<Value = String> {
    const FIXED: &[&str] = &[
        "",
        "",
        "",
        "CONTENTS",
        "CHAPTER I",
        "CHAPTER II. The Door",
        "The Door ..... 12",
        "The Door",
        "1. Scope",
        "1.1 Depth",
        "=====",
        "-----",
        "* * *",
        "[1] A note.",
        "*A note.",
        "[Footnote 2: A note",
        "that goes on.]",
        "Footnote 1:",
        "{3}",
        "NOTES",
        "¹ raised",
        "by Nora Example",
        "Title: A Book",
        "*** START OF THE PROJECT GUTENBERG EBOOK X ***",
        "*** END OF THE PROJECT GUTENBERG EBOOK X ***",
        "Produced by A. Volunteer",
        "Subscribe now",
        "More for you",
        "    set in, as verse is,",
        "        and further",
        "It was _very_ late[1] and* the lamp¹ was out.[2]",
        "第一章 雾",
        "a\tb\tc",
        "Alder    12    2s",
        "Brook     7   14s",
        "-----    --    --",
        "1. Pay the driver.",
        "2. Keep the ticket.",
        "  a) it is green",
        "  b) it is valid",
        "- bread",
        "- salt, - he said.",
        "• oil",
        "MARY.",
        "JOHN. (aside)",
        "MARY. Nobody comes.",
        "JOHN. It rains, and",
        "[Exit.]",
        "REFERENCES",
        "_",
        "[",
        "*",
        "Place   Depth   Day",
        "Prologue",
        "Appendix A. Lamps",
        "Chapter 1",
        "Chapter 2: The Lamp",
        "- 3 -",
        "iv.",
        "3 December",
        "4 December",
        "1888",
        "Persons",
        "A farce in one act",
        "a story by Nora Example",
        "Nora Example",
        "\u{c}",
        "\u{c}THE MILL        7",
        "8   THE MILL",
        "- 9 -",
        "12",
        "It ends in the midst of a mid-",
        "vor- und nach-",
        "The mill1 stood.2 And* it fell.",
        "1 Of stone.",
        "2) Of wood.",
        "-----",
        "EARLY PIECES.                 PAGE",
        "   \"    \"  Window ..... 15",
        "INDICE",
        "217.",
        "TO HIS BROTHER.",
        "Alder, March 3, 1801",
        "A",
        "— B —",
        "SCENE I.—A kitchen",
        "I",
        "二、灯",
        "| a | b |",
        "|---|--:|",
        "+---+---+",
        "=======",
        "   o  the rope",
        "  G      D7",
        "    +--+   +--+",
        "Name:    twelve",
        "Present: A. Writer, and",
        "          of the mill                      20",
        "MARY.     Nobody comes",
        "Mary",
        "ANN",
        "  (She goes to the door.)",
        "ROSA.—Who is there?",
        "                 Then for what?",
        "Captain: Hold fast.",
        "PERSONS OF THE PLAY",
        "M. DUVAL, rentier . . . 50 ans",
        "Control room ............ 211",
        "The Mill . . . . . . xiv",
        "\u{c}1. Of wool, which",
        "goes on.2 And the mill.* It stood",
        "* Of the mill, and",
        "1. of the weir.",
        "    1. it is blue",
        "      - it is new",
        "  • it is old",
        "1 cup pearl barley",
        "Step 1. Boil it.",
        "第二章　灯",
        "三 雨",
        "卷二",
        "　　雨が降っていた。彼は黙って歩いた。",
        "「どこへ？」",
        "Every paragraph of it is a line that goes on far beyond what anybody would wrap by hand or by program, as it does here, to its end.",
        "He did not know whether the ferry had gone, and nobody was there whom he could have asked about it, for the whole of the long evening.",
    ];
    let prose = "[a-zé]{1,9}( [a-z]{1,9}){0,14}[.,]?".prop_map(|words| words);
    prop_oneof![4 => proptest::sample::select(FIXED).prop_map(str::to_owned), 3 => prose]
}

proptest! {
    #![proptest_config(ProptestConfig {
        // More where `PROPTEST_CASES` asks for more.
        cases: ProptestConfig::default().cases.max(2000),
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn of_no_text_is_anything_lost(lines in proptest::collection::vec(line(), 0..60), end in "\n|\r\n|\r") {
        let source = Source { path: "book.txt".into(), text: lines.join(&end) };
        let fault = lost(&source);
        prop_assert!(fault.is_none(), "{}\n---\n{}", fault.unwrap_or_default(), lines.join("\n"));
    }
}

#[test]
fn every_text_has_the_outline_beside_it() {
    let mut faults = Vec::new();
    for path in texts() {
        let expected = std::fs::read_to_string(path.with_extension("outline")).expect("an outline is there");
        let draft = plain::read(FileId(0), &source(&path), plain::Options::default()).value;
        let found = outline(&draft.nodes);
        if found.trim_end() != expected.trim_end() {
            faults.push(format!("{}\nexpected:\n{expected}\nfound:\n{found}", path.display()));
        }
    }
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[test]
fn an_outline_of_the_users_overrides_all_guessing() {
    for path in texts() {
        let text = source(&path);
        let titles = source(&path.with_extension("outline"));
        let options = plain::Options { outline: Some((FileId(1), &titles)), ..plain::Options::default() };
        let read = plain::read(FileId(0), &text, options);
        assert_eq!(outline(&read.value.nodes).trim_end(), titles.text.trim_end(), "{}", path.display());
        let unmatched = read.diagnostics.iter().filter(|found| found.code == Code::OutlineUnmatched).count();
        assert_eq!(unmatched, 0, "{}", path.display());
    }
}

#[test]
fn the_outline_that_is_found_can_be_given_back() {
    for path in texts() {
        let text = source(&path);
        let found = plain::explain(FileId(0), &text, plain::Options::default()).value.outline;
        let titles = Source { path: "outline.txt".into(), text: found.clone() };
        let options = plain::Options { outline: Some((FileId(1), &titles)), ..plain::Options::default() };
        let read = plain::explain(FileId(0), &text, options).value.outline;
        assert_eq!(read, found, "{}", path.display());
    }
}
