//! What a text's account is: nothing of it gets lost while it is read.

use bifolio::diagnostic::{Code, Diagnostic};
use bifolio::document::text::inline_text;
use bifolio::document::{Block, BlockKind, Digits, Inline, InlineKind, ListItem, Metadata, Node, Style};
use bifolio::reader::plain::{self, Understood};
use bifolio::source::{FileId, Source};

/// What is wrong with a text's account: every character that is not white space comes out again in
/// the order of the text, but for the marks that the roles of the lines say to be read as marks, and
/// the lines that are left out, which are listed.
pub fn lost(source: &Source) -> Option<String> {
    lost_by(source, plain::Options::default())
}

/// The same of a text that is read as somebody asks for.
pub fn lost_by(source: &Source, options: plain::Options) -> Option<String> {
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
    if let Some(fault) = unlisted(&lines, &draft.diagnostics).or_else(|| unread_marks(&lines)) {
        return Some(fault);
    }
    let of = |roles: &[&str]| -> String {
        // A row of marks is a break wherever it stands, and a rule below the heads of a table.
        let is_words = |line: &&Understood| {
            let marks = match line.role {
                "note" => "*-=_—#~ ",
                "table" => "*-=_—# +|:\t",
                _ => return true,
            };
            !line.text.chars().all(|c| marks.contains(c))
        };
        // The bars of a table are its columns.
        let words = |line: &Understood| match line.role {
            "table" => solid(&line.text).replace('|', ""),
            "note" => undrawn(&solid(&line.text)),
            _ => solid(&line.text),
        };
        let own = lines.iter().filter(|line| roles.contains(&line.role)).filter(is_words);
        own.map(words).collect()
    };
    let text = of(&["paragraph", "quotation", "verse", "list", "table", "columns", "heading", "speaker"]);
    let nodes = draft.value.nodes.iter().filter(|node| !is_listed_only(source, &lines, node));
    let text = without_labels(&text, &said(nodes));
    let notes: String = draft.value.notes.iter().map(|note| undrawn(&solid(&blocks(&note.blocks)))).collect();
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
        let lost = !known.contains(&head) && !known.contains(&heads.concat());
        lost.then(|| format!("of the head “{head}” is “{known}”"))
    })
}

/// The first line that is left out and that no message names.
fn unlisted(lines: &[Understood], diagnostics: &[Diagnostic]) -> Option<String> {
    let messages = diagnostics.iter().filter(|found| found.code == Code::Furniture);
    // "lines 85–87 are not part of the text and left out: “More for you”", "… are left out, lines 8, 15–17".
    let named: Vec<&str> =
        messages.map(|found| found.message.split('“').next().unwrap_or_default()).collect();
    let ranges: Vec<(usize, usize)> = named
        .iter()
        .flat_map(|message| message.split(|c: char| !c.is_ascii_digit() && c != '–'))
        .filter_map(|range| {
            let (first, last) = range.split_once('–').unwrap_or((range, range));
            Some((first.parse().ok()?, last.parse().ok()?))
        })
        .collect();
    let is_named =
        |line: &Understood| ranges.iter().any(|(first, last)| (*first..=*last).contains(&line.line));
    let missing = lines.iter().find(|line| line.left_out && !is_named(line))?;
    Some(format!("line {} is left out, and no message names it", missing.line))
}

/// The first line that is taken for a row of marks and holds words.
fn unread_marks(lines: &[Understood]) -> Option<String> {
    let has_words = |line: &&Understood| line.text.contains(char::is_alphanumeric);
    let marks = lines.iter().filter(|line| ["break", "rule", "blank"].contains(&line.role));
    marks.filter(has_words).map(|line| format!("“{}” is a {}", line.text, line.role)).next()
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

/// Without the bars and rows of a table that is drawn in a note.
fn undrawn(text: &str) -> String {
    const SHORTEST: usize = 3;
    let mut kept = String::new();
    let letters: Vec<char> = text.chars().filter(|c| !"|+".contains(*c)).collect();
    for run in letters.chunk_by(|one, next| one == next) {
        let is_row = run.len() >= SHORTEST && matches!(run, ['-' | '=', ..]);
        kept.extend(run.iter().filter(|_| !is_row));
    }
    kept
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
    // At the foot of a page figures alone are labels: "1", "2.", "(1)".
    if let Some(rest) = text.strip_prefix('(').unwrap_or(text).strip_prefix(['1', '2']) {
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
                let label =
                    list.numbers.map_or(BULLET.to_string(), |numbers| numbers.label(index, Digits::Latin));
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
