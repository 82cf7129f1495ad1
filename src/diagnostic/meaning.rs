//! What a code means, in the words of the handbook.

use super::Code;

/// The handbook's chapter on messages, which explains each of them.
const MESSAGES: &str = include_str!("../../content/handbook/10-diagnostics.md");

/// The section of the handbook on a code, as plain text for a terminal: its cause and its cure.
pub fn meaning(code: Code) -> String {
    let heading = format!("### `{code}`");
    let lines = MESSAGES.lines().skip_while(|line| *line != heading).skip(1);
    let section: Vec<String> = lines.take_while(|line| !line.starts_with('#')).map(without_marks).collect();
    section.join("\n").trim().to_owned()
}

/// A line of the handbook without the marks of links and fences.
fn without_marks(line: &str) -> String {
    if line.starts_with("```") {
        return String::new();
    }
    let mut text = String::new();
    let mut rest = line;
    while let Some((before, words, after)) = link(rest) {
        text += before;
        text += words;
        rest = after;
    }
    text + rest
}

/// The first link of a line: what stands before it, its words, and what stands behind it.
fn link(line: &str) -> Option<(&str, &str, &str)> {
    let (head, tail) = line.split_once("](")?;
    let (before, words) = head.rsplit_once('[')?;
    let (_, after) = tail.split_once(')')?;
    Some((before, words, after))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_code_has_its_section() {
        for code in Code::ALL {
            let meaning = meaning(*code);
            assert!(meaning.len() > 50, "{code}: {meaning}");
            assert!(!meaning.contains("](") && !meaning.contains("```"), "{code}: {meaning}");
        }
    }

    #[test]
    fn links_are_their_words() {
        assert_eq!(without_marks("a [b](c.md#d) e [f](g)."), "a b e f.");
        assert_eq!(without_marks("`![…](…)`; [x]"), "`!…`; [x]");
    }
}
