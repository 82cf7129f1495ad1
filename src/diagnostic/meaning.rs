//! What a code means, in the words of the handbook.

use super::Code;
use std::ops::Range;

/// The handbook's chapter on messages, which explains each of them.
const MESSAGES: &str = include_str!("../../content/handbook/10-diagnostics.md");

/// The section of the handbook on a code, as plain text for a terminal: its cause and its cure.
pub fn meaning(code: Code) -> String {
    let (mut text, mut is_code) = (Vec::new(), false);
    for line in section(code) {
        match line {
            _ if line.starts_with("```") => is_code = !is_code,
            _ if is_code => text.push(line.to_owned()),
            _ => text.push(without_links(line)),
        }
    }
    text.join("\n").trim().to_owned()
}

/// The first sentence of that on a code's cause, on one line.
pub fn gist(code: Code) -> String {
    let (mut prose, mut is_code) = (String::new(), false);
    for line in section(code) {
        match line {
            _ if line.starts_with("```") => is_code = !is_code,
            _ if is_code || line.is_empty() => {}
            _ => {
                prose = without_links(line);
                break;
            }
        }
    }
    // "A note, once a book." is no cause.
    let is_cause = |sentence: &&str| !["A note", "An error."].iter().any(|kind| sentence.starts_with(kind));
    let sentence = prose.split_inclusive(". ").find(is_cause).unwrap_or(&prose);
    sentence.trim_end().to_owned()
}

/// The lines of the handbook's section on a code.
fn section(code: Code) -> impl Iterator<Item = &'static str> {
    let heading = format!("### `{code}`");
    let lines = MESSAGES.lines().skip_while(move |line| *line != heading).skip(1);
    lines.take_while(|line| !line.starts_with('#'))
}

/// A line of the handbook with the words of its links alone. Code that shows how a link is written stays.
fn without_links(line: &str) -> String {
    let prose = without_code(line);
    let (mut text, mut done) = (String::new(), 0);
    while let Some(link) = link(&prose, done) {
        text += &line[done..link.start];
        text += &line[link.words];
        done = link.end;
    }
    text + &line[done..]
}

/// A line of the same length in which no code could be taken for a link.
fn without_code(line: &str) -> String {
    let mut parts = line.split('`');
    let mut prose = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        prose.push('`');
        match index % 2 {
            0 => prose.extend(std::iter::repeat_n('x', part.len())),
            _ => prose += part,
        }
    }
    prose
}

/// Where a link stands in a line, and its words.
struct Link {
    start: usize,
    words: Range<usize>,
    end: usize,
}

fn link(line: &str, from: usize) -> Option<Link> {
    let middle = from + line[from..].find("](")?;
    let start = from + line[from..middle].rfind('[')?;
    let end = middle + line[middle..].find(')')? + 1;
    Some(Link { start, words: start + 1..middle, end })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_section() {
        for code in Code::ALL {
            let meaning = meaning(*code);
            assert!(meaning.len() > 50, "{code}: {meaning}");
            assert!(!without_code(&meaning).contains("](") && !meaning.contains("```"), "{code}: {meaning}");
        }
    }

    #[test]
    fn links_are_their_words() {
        for (line, expected) in [
            ("a [b](c.md#d) e [f](g).", "a b e f."),
            ("`![…](…)`; [x]", "`![…](…)`; [x]"),
            ("[`a`](b) and `[](c)`", "`a` and `[](c)`"),
        ] {
            assert_eq!(without_links(line), expected);
        }
    }
}
