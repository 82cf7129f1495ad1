//! What a chapter is in EPUB's structural vocabulary, with the role that screen readers know it by.

use crate::document::{Matter, Section};

/// A word of the vocabulary and its role in DPUB-ARIA.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Kind {
    pub name: &'static str,
    pub role: &'static str,
}

/// The kind of a section that opens a chapter: what a class of its heading says (`{.appendix}`), else
/// what its heading says where that is a word for such a section, else chapter or part. What stands
/// before or behind the body is neither.
pub(super) fn kind(section: &Section, with_children: bool) -> Option<Kind> {
    let heading = section.heading.as_ref()?;
    let classed = heading.classes.iter().find_map(|class| row(|(name, ..)| name == class));
    let title = section.title.plain.trim().to_lowercase();
    let (name, role) = match classed.or_else(|| row(|(_, _, titles)| titles.contains(&title.as_str()))) {
        Some(&(name, role, _)) => (name, role),
        None if section.matter != Matter::Body => return None,
        None if with_children => ("chapter", "doc-chapter"),
        None => ("part", "doc-part"),
    };
    Some(Kind { name, role })
}

/// Name, role, and the headings that say so, in the languages that the navigation speaks. Words that
/// mean something else in another of these languages are left out.
type KindRow = (&'static str, &'static str, &'static [&'static str]);

fn row(is_wanted: impl Fn(&KindRow) -> bool) -> Option<&'static KindRow> {
    KINDS.iter().find(|row| is_wanted(row))
}

const KINDS: &[KindRow] = &[
    ("abstract", "doc-abstract", &["abstract", "zusammenfassung", "résumé"]),
    (
        "acknowledgments",
        "doc-acknowledgments",
        &[
            "acknowledgments",
            "acknowledgements",
            "danksagung",
            "dank",
            "remerciements",
            "agradecimientos",
            "ringraziamenti",
            "dankwoord",
            "agradecimentos",
        ],
    ),
    ("afterword", "doc-afterword", &["afterword", "nachwort", "postface", "nawoord", "posfácio"]),
    (
        "appendix",
        "doc-appendix",
        &["appendix", "anhang", "annexe", "apéndice", "appendice", "bijlage", "apêndice"],
    ),
    (
        "bibliography",
        "doc-bibliography",
        &[
            "bibliography",
            "literaturverzeichnis",
            "bibliographie",
            "bibliografía",
            "bibliografia",
            "bibliografie",
        ],
    ),
    ("colophon", "doc-colophon", &["colophon", "kolophon", "colofón", "colofon"]),
    ("conclusion", "doc-conclusion", &["conclusion", "conclusión", "conclusione", "conclusie", "conclusão"]),
    (
        "dedication",
        "doc-dedication",
        &["dedication", "widmung", "dédicace", "dedicatoria", "dedica", "opdracht"],
    ),
    ("epigraph", "doc-epigraph", &["epigraph"]),
    ("epilogue", "doc-epilogue", &["epilogue", "epilog", "épilogue", "epílogo", "epilogo", "epiloog"]),
    ("errata", "doc-errata", &["errata"]),
    ("foreword", "doc-foreword", &["foreword", "geleitwort", "avant-propos"]),
    ("glossary", "doc-glossary", &["glossary", "glossar", "glossaire", "glosario", "glossario", "glossário"]),
    (
        "introduction",
        "doc-introduction",
        &["introduction", "einleitung", "introducción", "introduzione", "inleiding", "introdução"],
    ),
    (
        "preface",
        "doc-preface",
        &["preface", "vorwort", "préface", "prefacio", "prefazione", "voorwoord", "prefácio"],
    ),
    ("prologue", "doc-prologue", &["prologue", "prolog", "prólogo", "prologo", "proloog"]),
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockId, Heading, Inline, InlineKind, Title};
    use crate::source::{FileId, Span};

    fn section(matter: Matter, title: &str, class: &str) -> Section {
        let content = vec![Inline { span: Span::GENERATED, kind: InlineKind::Text(title.into()) }];
        let classes = class.split_whitespace().map(str::to_owned).collect();
        Section {
            id: BlockId { file: FileId(0), index: 0 },
            span: Span::GENERATED,
            level: 1,
            matter,
            number: None,
            anchor: "a".into(),
            heading: Some(Heading { content, classes, ..Heading::default() }),
            listed_as: None,
            title: Title::from(title),
            is_part: false,
            blocks: Vec::new(),
            children: Vec::new(),
        }
    }

    #[test]
    fn a_chapter_is_what_its_heading_says() {
        for (matter, title, class, whole, expected) in [
            (Matter::Body, "Tea", "", true, Some("chapter doc-chapter")),
            (Matter::Body, "Tea", "", false, Some("part doc-part")),
            (Matter::Front, "To Ada", "", true, None),
            (Matter::Front, " Vorwort ", "", true, Some("preface doc-preface")),
            (Matter::Body, "Préface", "", true, Some("preface doc-preface")),
            (Matter::Back, "Measures", "appendix", true, Some("appendix doc-appendix")),
            (Matter::Body, "Preface", "own afterword", true, Some("afterword doc-afterword")),
            (Matter::Body, "Preface to tea", "", true, Some("chapter doc-chapter")),
        ] {
            let found = kind(&section(matter, title, class), whole);
            let found = found.map(|kind| format!("{} {}", kind.name, kind.role));
            assert_eq!(found.as_deref(), expected, "{title} {class}");
        }
    }
}
