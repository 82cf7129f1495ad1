//! Patterns of division, and how words are divided by them: the algorithm of F. M. Liang's thesis, "Word Hy-phen-a-tion
//! by Com-put-er" (Stanford, 1983), which is that of TeX.

use super::pattern_file::{self, Pattern};
use super::{Exceptions, in_small_letters};
use crate::memo::Fingerprint;
use std::hash::{Hash, Hasher};
use std::ops::Range;

/// The patterns of one language: a trie of their letters, laid out level by level, so that the children of a node stand
/// side by side and in order.
#[derive(Clone, Debug)]
pub struct Patterns {
    nodes: Vec<Node>,
    /// The levels of all patterns, one after the other.
    levels: Vec<u8>,
    /// Words that the file of the patterns lists beside them.
    exceptions: Exceptions,
    /// The file that they are of.
    content: Fingerprint,
}

#[derive(Clone, Debug, Default)]
struct Node {
    letter: char,
    children: Range<u32>,
    /// What the pattern that ends here says of the places between its letters; empty where none ends.
    levels: Range<u32>,
}

impl PartialEq for Patterns {
    fn eq(&self, other: &Patterns) -> bool {
        self.content == other.content
    }
}

impl Eq for Patterns {}

impl Hash for Patterns {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.content.hash(state);
    }
}

impl Patterns {
    /// What stands for the file in names that editions carry.
    pub fn content(&self) -> Fingerprint {
        self.content
    }

    /// The patterns of a file, or why it holds none.
    pub fn read(bytes: &[u8]) -> Result<Patterns, String> {
        let (patterns, exceptions) = pattern_file::read(bytes)?;
        let mut read = Patterns {
            nodes: Vec::new(),
            levels: Vec::new(),
            exceptions,
            content: Fingerprint::of_file(bytes),
        };
        read.grow(&patterns);
        Ok(read)
    }

    /// The trie of patterns that are in the order of their letters.
    fn grow(&mut self, patterns: &[Pattern]) {
        self.nodes.push(Node::default());
        // The patterns that begin with the letters of a node, and how many letters these are.
        let mut of_nodes = vec![(0..patterns.len(), 0)];
        let mut next = 0;
        while let Some((mut range, depth)) = of_nodes.get(next).cloned() {
            let first = patterns.get(range.start).filter(|pattern| pattern.letters.len() == depth);
            if let Some(pattern) = first {
                let start = self.levels.len() as u32;
                self.levels.extend(&pattern.levels);
                self.nodes[next].levels = start..self.levels.len() as u32;
                range.start += 1;
            }
            let children = self.nodes.len() as u32;
            while let Some(&letter) =
                patterns[range.clone()].first().and_then(|pattern| pattern.letters.get(depth))
            {
                let same =
                    patterns[range.clone()].partition_point(|pattern| pattern.letters[depth] <= letter);
                of_nodes.push((range.start..range.start + same, depth + 1));
                self.nodes.push(Node { letter, ..Node::default() });
                range.start += same;
            }
            self.nodes[next].children = children..self.nodes.len() as u32;
            next += 1;
        }
    }

    /// So many letters of a word stand before each place where it may be divided, at the least `before` of them, and
    /// at the least `behind` behind it. It takes as many steps as the word has letters times those of the longest
    /// pattern.
    pub fn places(&self, word: &str, (before, behind): (usize, usize)) -> Vec<usize> {
        if let Some(places) = self.exceptions.of(word) {
            return places.to_vec();
        }
        let word: Vec<char> = format!(".{}.", in_small_letters(word)).chars().collect();
        // Of the place before each character.
        let mut levels = vec![0; word.len() + 1];
        for start in 0..word.len() {
            let mut node = self.nodes.first();
            for letter in &word[start..] {
                node = node.and_then(|node| self.child(node, *letter));
                let Some(node) = node else { break };
                for (level, own) in levels[start..].iter_mut().zip(self.levels_of(node)) {
                    *level = (*level).max(*own);
                }
            }
        }
        let letters = word.len() - 2;
        (before.max(1)..=letters.saturating_sub(behind.max(1)))
            .filter(|place| levels[place + 1] % 2 == 1)
            .collect()
    }

    fn child(&self, node: &Node, letter: char) -> Option<&Node> {
        let children = self.nodes.get(node.children.start as usize..node.children.end as usize)?;
        children.binary_search_by_key(&letter, |child| child.letter).ok().map(|at| &children[at])
    }

    fn levels_of(&self, node: &Node) -> &[u8] {
        self.levels.get(node.levels.start as usize..node.levels.end as usize).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn divided(patterns: &str, word: &str, least: (usize, usize)) -> String {
        let patterns = Patterns::read(patterns.as_bytes()).expect("there are patterns");
        let mut shown: Vec<char> = word.chars().collect();
        patterns.places(word, least).into_iter().rev().for_each(|place| shown.insert(place, '-'));
        shown.into_iter().collect()
    }

    #[test]
    fn words_are_divided_as_liang_has_it() {
        // The patterns that meet the word in Liang's thesis.
        let classic = "hy3ph he2n hena4 hen5at 1na n2at 1tio 2io o2n";
        for (patterns, word, least, expected) in [
            (classic, "hyphenation", (2, 3), "hy-phen-ation"),
            (classic, "HYPHENATION", (2, 3), "HY-PHEN-ATION"),
            (classic, "hyphenation", (3, 3), "hyphen-ation"),
            (classic, "hyphenation", (2, 6), "hy-phenation"),
            (classic, "hy", (2, 3), "hy"),
            (classic, "", (2, 3), ""),
            // The ends of a word, and the larger number where two patterns meet.
            (".a1b b1c.", "abcabc", (1, 1), "a-bcab-c"),
            ("1b 2b", "abab", (1, 1), "abab"),
            ("1b a2b. ", "abab", (1, 1), "a-bab"),
            ("a1b\na2b3c", "abc", (1, 1), "ab-c"),
            ("é1t", "État été", (1, 1), "É-tat é-té"),
            // Letters that are no marks of the notation, and those beyond the first plane.
            ("l'1a", "l'amica", (1, 1), "l'-amica"),
            ("𐐨1𐐩", "𐐨𐐩", (1, 1), "𐐨-𐐩"),
            ("\\patterns{a1b}\\hyphenation{ab-ab}", "abab", (1, 1), "ab-ab"),
        ] {
            assert_eq!(divided(patterns, word, least), expected, "{patterns}");
        }
    }

    #[test]
    fn a_long_word_takes_linear_time() {
        let patterns = Patterns::read(("a".repeat(63) + "1").as_bytes()).expect("there are patterns");
        assert_eq!(patterns.places(&"a".repeat(100_000), (1, 1)).len(), 100_000 - 63);
    }
}
