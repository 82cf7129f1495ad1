//! Where directives `{toctree}` stand in a text, and what their lines are.

use std::ops::Range;

/// A directive.
#[derive(Default)]
pub(super) struct Tree {
    pub caption: Option<(String, Range<usize>)>,
    pub is_glob: bool,
    pub entries: Vec<(String, Range<usize>)>,
}

/// An open fence: its mark, how often that stands there, and what is in it.
struct Fence {
    mark: char,
    length: usize,
    inner: Inner,
}

enum Inner {
    Tree(Tree),
    /// Nothing of it is read.
    Code,
    /// Another directive, which may hold some.
    Other,
}

impl Inner {
    fn of(mark: char, info: &str) -> Inner {
        match info {
            _ if info.starts_with("{toctree}") => Inner::Tree(Tree::default()),
            _ if info.starts_with('{') && !info.starts_with("{code") || mark == ':' => Inner::Other,
            _ => Inner::Code,
        }
    }
}

/// The directives of a text, outside of code.
pub(super) fn trees(text: &str) -> Vec<Tree> {
    let (mut trees, mut open, mut at) = (Vec::new(), Vec::<Fence>::new(), 0);
    for line in text.split_inclusive('\n') {
        let range = at..at + line.trim_end().len();
        at += line.len();
        let words = line.trim();
        let mark = words.chars().next().filter(|mark| "`~:".contains(*mark)).unwrap_or_default();
        let length = words.chars().take_while(|&c| c == mark).count();
        let info = if length > 2 { words[length..].trim() } else { "" };
        let closes = |fence: &mut Fence| mark == fence.mark && length >= fence.length && info.is_empty();
        if let Some(fence) = open.pop_if(closes) {
            trees.extend(fence.tree());
            continue;
        }
        match open.last_mut().map(|fence| &mut fence.inner) {
            Some(Inner::Tree(tree)) => tree.line(words, range),
            None | Some(Inner::Other) if length > 2 && !(mark == ':' && info.is_empty()) => {
                open.push(Fence { mark, length, inner: Inner::of(mark, info) });
            }
            _ => {}
        }
    }
    trees.extend(open.into_iter().filter_map(Fence::tree));
    trees
}

impl Fence {
    fn tree(self) -> Option<Tree> {
        match self.inner {
            Inner::Tree(tree) => Some(tree),
            Inner::Code | Inner::Other => None,
        }
    }
}

impl Tree {
    /// Options stand between colons, or as YAML between lines of dashes.
    fn line(&mut self, words: &str, range: Range<usize>) {
        let option =
            words.strip_prefix(':').unwrap_or(words).split_once(':').filter(|_| self.entries.is_empty());
        match option {
            Some(("caption", caption)) => {
                let caption = caption.trim().trim_matches(['"', '\'']).to_owned();
                self.caption = Some((caption, range)).filter(|(caption, _)| !caption.is_empty());
            }
            Some(("glob", _)) => self.is_glob = true,
            Some((key, _)) if words.starts_with(':') || OPTIONS.contains(&key) => {}
            _ if words.is_empty() || words == "---" => {}
            _ => self.entries.push((words.to_owned(), range)),
        }
    }
}

/// Options that say nothing of order or titles.
const OPTIONS: [&str; 7] =
    ["maxdepth", "hidden", "numbered", "titlesonly", "name", "reversed", "includehidden"];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn directives_are_read_outside_of_code() {
        for (text, expected) in [
            ("```{toctree}\n:caption: One\n\na\nB <b>\n```\n", "One: a,B <b>"),
            (":::{toctree}\n---\nmaxdepth: 2\ncaption: \"Two\"\n---\na/b\n:::\n", "Two: a/b"),
            ("````{note}\n```{toctree}\n:glob:\n*\n```\n````\n", "-: *"),
            ("````\n```{toctree}\na\n```\n````\n", ""),
            ("```{toctree}\na", "-: a"),
            ("```{code} x\n```\n~~~{toctree}\nA: B <c>\n~~~", "-: A: B <c>"),
        ] {
            let shown = |tree: &Tree| {
                let entries: Vec<&str> = tree.entries.iter().map(|(line, _)| line.as_str()).collect();
                let caption = tree.caption.as_ref().map_or("-", |(caption, _)| caption.as_str());
                format!("{caption}: {}", entries.join(","))
            };
            let shown: Vec<String> = trees(text).iter().map(shown).collect();
            assert_eq!(shown.join("; "), expected, "{text}");
        }
    }
}
