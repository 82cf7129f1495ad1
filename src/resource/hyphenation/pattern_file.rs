//! Files of patterns: those of TeX (`hyph-ro.tex`), and the plain lists of hyph-utf8 (`hyph-ro.pat.txt`).

use super::Exceptions;
use std::collections::BTreeMap;

/// The largest of hyph-utf8, of Hungarian, has half a megabyte.
const LARGEST: usize = 4 << 20;
/// So many letters a pattern may have; TeX's own bound is 63.
const LONGEST: usize = 64;

/// A pattern: its letters, with a dot for the end of a word, and its levels before each of them and behind the last.
pub struct Pattern {
    pub letters: Vec<char>,
    pub levels: Vec<u8>,
}

/// The patterns of a file in the order of their letters, and the words that it lists, or why it holds none.
pub fn read(bytes: &[u8]) -> Result<(Vec<Pattern>, Exceptions), String> {
    if bytes.len() > LARGEST {
        return Err(format!("it is larger than {} MB", LARGEST >> 20));
    }
    let text = std::str::from_utf8(bytes).map_err(|_| "it is not UTF-8")?;
    let text = without_comments(text.trim_start_matches('\u{FEFF}'));
    let (patterns, words) = match text.contains(PATTERNS) {
        true => (arguments(&text, PATTERNS), arguments(&text, "\\hyphenation")),
        false => (text, String::new()),
    };
    // Where a pattern comes twice, the last counts.
    let by_letters: BTreeMap<Vec<char>, Vec<u8>> = patterns.split_whitespace().filter_map(pattern).collect();
    if by_letters.is_empty() {
        return Err("it holds no patterns".into());
    }
    let patterns = by_letters.into_iter().map(|(letters, levels)| Pattern { letters, levels }).collect();
    Ok((patterns, words.split_whitespace().filter(|word| !word.contains('\\')).collect()))
}

const PATTERNS: &str = "\\patterns";

fn without_comments(text: &str) -> String {
    let lines = text.lines().map(|line| line.split('%').next().unwrap_or_default());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// What stands between braces behind each use of a command.
fn arguments(text: &str, command: &str) -> String {
    let mut found = String::new();
    for (at, _) in text.match_indices(command) {
        let Some(argument) = text[at + command.len()..].trim_start().strip_prefix('{') else { continue };
        let mut depth = 1;
        let end = argument.find(|c| {
            depth += i32::from(c == '{') - i32::from(c == '}');
            depth == 0
        });
        found.push_str(&argument[..end.unwrap_or(argument.len())]);
        found.push('\n');
    }
    found
}

/// Letters, and a digit before or behind one where it is no nought. What is none, such as a command of TeX, is left out.
fn pattern(written: &str) -> Option<(Vec<char>, Vec<u8>)> {
    let (mut letters, mut levels) = (Vec::new(), vec![0]);
    for c in written.chars() {
        match c.to_digit(10) {
            Some(level) => *levels.last_mut()? = level as u8,
            None if c.is_ascii_punctuation() && !matches!(c, '.' | '\'' | '-') => return None,
            None => {
                letters.push(c);
                levels.push(0);
            }
        }
    }
    let says_something = levels.iter().any(|level| *level > 0) && letters.iter().any(|c| *c != '.');
    (says_something && letters.len() <= LONGEST).then_some((letters, levels))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The patterns as they are written, in the order of their letters.
    fn shown((patterns, _): (Vec<Pattern>, Exceptions)) -> String {
        let shown = |pattern: Pattern| {
            let level = |level: u8| if level > 0 { level.to_string() } else { String::new() };
            let letters = pattern.letters.iter().map(char::to_string).chain([String::new()]);
            let pairs = pattern.levels.iter().zip(letters);
            pairs.map(|(own, letter)| level(*own) + &letter).collect::<String>()
        };
        patterns.into_iter().map(shown).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn files_of_patterns_are_read() {
        let long = "a".repeat(65) + "1";
        for (text, expected) in [
            ("1b2c\n.ach4", Ok(".ach4 1b2c")),
            ("\u{FEFF}a1b % a comment c1d\n\n  e1f\r\ng1h", Ok("a1b e1f g1h")),
            (
                "% title\n\\message{1a}\n\\patterns{% more\n.a1b\nc1d}\n\\hyphenation{\nta-ble}\n2x",
                Ok(".a1b c1d"),
            ),
            ("\\lccode`\\'=`\\' \\patterns {l'1a \\adj{a1b} 1c}\\egroup", Ok("1c l'1a")),
            ("\\patterns{a1b", Ok("a1b")),
            ("a1b a2b", Ok("a2b")),
            ("a0b0", Err("it holds no patterns")),
            ("Call me Ishmael. Some years ago", Err("it holds no patterns")),
            ("1 .1 12", Err("it holds no patterns")),
            (&long, Err("it holds no patterns")),
            ("\\patterns", Err("it holds no patterns")),
        ] {
            let read = read(text.as_bytes()).map(shown);
            assert_eq!(read.as_deref().map_err(String::as_str), expected, "{text}");
        }
        for (bytes, expected) in
            [(vec![b'a', 0xFF, b'1'], "it is not UTF-8"), (vec![b'1'; LARGEST + 1], "it is larger than 4 MB")]
        {
            assert_eq!(read(&bytes).err().as_deref(), Some(expected));
        }
    }

    #[test]
    fn words_of_a_file_of_tex_are_exceptions() {
        let (_, words) = read(b"\\patterns{a1b}\n\\hyphenation{ta-ble\nproject \\more}").expect("patterns");
        assert_eq!(
            (words.of("table"), words.of("project"), words.of("more")),
            (Some(&[2][..]), Some(&[][..]), None)
        );
    }
}
