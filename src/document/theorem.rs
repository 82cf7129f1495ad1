//! Theorems and what else is stated, shown or set as a task under the name of its kind and a number.

/// What such a division is; the words of the book's language have a name for each.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum TheoremKind {
    Theorem,
    Lemma,
    Corollary,
    Proposition,
    Conjecture,
    Definition,
    Example,
    Exercise,
    Solution,
    Remark,
    Proof,
}

/// The kinds by their names in the dialects of Markdown, with what Quarto and bookdown begin their labels with
/// (Quarto's guide, "Theorems and Proofs"; the bookdown book, "Theorems and proofs"). A proof has none, since
/// nothing refers to it.
const KINDS: [(TheoremKind, &str, Option<&str>); 11] = [
    (TheoremKind::Theorem, "theorem", Some("thm")),
    (TheoremKind::Lemma, "lemma", Some("lem")),
    (TheoremKind::Corollary, "corollary", Some("cor")),
    (TheoremKind::Proposition, "proposition", Some("prp")),
    (TheoremKind::Conjecture, "conjecture", Some("cnj")),
    (TheoremKind::Definition, "definition", Some("def")),
    (TheoremKind::Example, "example", Some("exm")),
    (TheoremKind::Exercise, "exercise", Some("exr")),
    (TheoremKind::Solution, "solution", Some("sol")),
    (TheoremKind::Remark, "remark", Some("rem")),
    (TheoremKind::Proof, "proof", None),
];

impl TheoremKind {
    /// The kind of a name.
    pub fn named(name: &str) -> Option<TheoremKind> {
        KINDS.iter().find_map(|(kind, own, _)| (*own == name).then_some(*kind))
    }

    /// The kind of what labels begin with before their first mark: `thm`.
    pub fn labelled(begin: &str) -> Option<TheoremKind> {
        KINDS.iter().find_map(|(kind, _, own)| (*own == Some(begin)).then_some(*kind))
    }

    /// The kind of a label of Quarto: `thm-line`.
    pub fn of_label(label: &str) -> Option<TheoremKind> {
        let (begin, name) = label.split_once('-')?;
        TheoremKind::labelled(begin).filter(|_| !name.is_empty())
    }

    /// Its name.
    pub fn name(self) -> &'static str {
        KINDS.iter().find_map(|(kind, name, _)| (*kind == self).then_some(*name)).unwrap_or_default()
    }

    /// What its labels begin with.
    pub fn label(self) -> Option<&'static str> {
        KINDS.iter().find_map(|(kind, _, label)| (*kind == self).then_some(*label)).flatten()
    }
}

/// A division that is such a thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Theorem {
    pub kind: TheoremKind,
    /// The passes count it.
    pub numbered: bool,
}
