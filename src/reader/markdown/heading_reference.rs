//! `[Heading]`, `[Heading][]` and `[words][Heading]`: references to headings by their words (pandoc's manual,
//! "Extension: `implicit_header_references`").

use super::attributes::in_braces;
use super::dialect::References;
use super::note;

/// The headings that brackets of a text name, each with its address. What a definition names goes before them,
/// for which the parser sees.
pub(super) fn find(text: &str) -> References {
    let named = named(text);
    let mut found = References::new();
    if named.is_empty() {
        return found;
    }
    let (mut above, mut is_code) = ("", false);
    for line in text.lines() {
        is_code ^= line.starts_with("```") || line.starts_with("~~~");
        let hashes = line.len() - line.trim_start_matches('#').len();
        let is_underline = !above.trim().is_empty()
            && !line.is_empty()
            && (line.bytes().all(|byte| byte == b'=') || line.bytes().all(|byte| byte == b'-'));
        let heading = match hashes {
            1..=6 if line[hashes..].starts_with(' ') => {
                line[hashes..].trim().trim_end_matches('#').trim_end()
            }
            _ if is_underline => above.trim(),
            _ => "",
        };
        above = line;
        let (words, id) = parted(heading);
        let key = note::key(words);
        if !is_code && named.contains(&key) {
            let address = format!("#{}", id.as_deref().unwrap_or(words));
            found.entry(key).or_insert((address, String::new()));
        }
    }
    found
}

/// No heading is longer, in bytes.
const LONGEST: usize = 300;

/// What stands in brackets and may be the words of a heading: numbers and single letters are marks of other
/// things.
fn named(text: &str) -> std::collections::BTreeSet<String> {
    let inner = text.match_indices('[').filter_map(|(at, _)| {
        let behind = &text[at + 1..text.floor_char_boundary(text.len().min(at + 1 + LONGEST))];
        let words = &behind[..behind.find([']', '['])?];
        let is_word = words.chars().filter(|c| c.is_alphabetic()).count() > 1;
        // What stands in two brackets is a link of a wiki.
        let is_wiki = text[..at].ends_with('[');
        (is_word && !is_wiki && !words.starts_with(['^', '@', '!'])).then(|| note::key(words))
    });
    inner.collect()
}

/// The words of a heading, and the id that stands behind them.
fn parted(heading: &str) -> (&str, Option<String>) {
    let attributes = heading.rfind('{').and_then(|at| Some((at, in_braces(&heading[at..])?)));
    match attributes {
        Some((at, (said, ""))) => (heading[..at].trim_end(), said.id),
        _ => (heading, None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn brackets_name_headings() {
        for (text, expected) in [
            ("# Boiling water\n\nSee [boiling Water].", "boiling water #Boiling water"),
            ("[it][Two  words]\n\n## Two words {#two .x} \n", "two words #two"),
            ("Under *lines*\n===\n\n[Under *lines*][]", "under *lines* #Under *lines*"),
            ("# 1\n\n[1] and [x]\n\n# x", ""),
            ("```\n# Code\n```\n\n[Code]", ""),
            ("# One\n\n[^One] and [Other]", ""),
        ] {
            let found: Vec<String> =
                find(text).into_iter().map(|(key, (address, _))| format!("{key} {address}")).collect();
            assert_eq!(found.join(", "), expected, "{text}");
        }
    }
}
