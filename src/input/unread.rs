//! Texts in forms that are not read, told by their names.

use crate::diagnostic::{Code, Diagnostic, named};
use crate::source::{FileId, Span};
use std::path::Path;

/// A form that texts are written in, by the endings of their names.
struct Form {
    endings: &'static [&'static str],
    hint: &'static str,
    /// It is Markdown all the same, and read where it is named.
    is_markdown: bool,
}

const fn form(endings: &'static [&'static str], hint: &'static str) -> Form {
    Form { endings, hint, is_markdown: false }
}

const FORMS: &[Form] = &[
    form(
        &["docx", "odt", "rtf", "fb2"],
        "pandoc makes Markdown of it: `pandoc book.docx -s -t markdown --wrap=none --extract-media=. -o book.md`",
    ),
    form(
        &["doc", "pages", "wpd", "sxw"],
        "a word processor saves it as .docx, of which pandoc makes Markdown",
    ),
    form(
        &["rst", "org", "tex", "textile", "mediawiki", "typ", "muse"],
        "pandoc makes Markdown of it: `pandoc text.rst -s -t markdown --wrap=none -o text.md`",
    ),
    form(
        &["adoc", "asciidoc", "asc"],
        "Asciidoctor makes DocBook of it (`asciidoctor -b docbook text.adoc`), and pandoc Markdown of that",
    ),
    form(&["ipynb"], "Jupyter makes Markdown of it: `jupyter nbconvert --to markdown text.ipynb`"),
    Form {
        endings: &["mdown", "mkd", "mkdn", "mkdown", "mdwn", "mdtxt", "mdtext", "mdx"],
        hint: "what is Markdown is read once its name ends in .md",
        is_markdown: true,
    },
];

fn form_of(path: &Path) -> Option<&'static Form> {
    let ending = path.extension()?.to_str()?.to_ascii_lowercase();
    FORMS.iter().find(|form| form.endings.contains(&ending.as_str()))
}

/// What helps with a file that may be a text and is not read; `None` for all others.
pub fn hint_for(path: &Path) -> Option<&'static str> {
    form_of(path).map(|form| form.hint)
}

/// What is to be said of a text in another form that is read as Markdown, since it is named.
pub fn read_as_markdown(file: FileId, path: &Path) -> Option<Diagnostic> {
    let form = form_of(path).filter(|form| !form.is_markdown)?;
    let message = "its name suggests that this is not Markdown; it is read as Markdown, and other marks are printed as they stand";
    Some(Diagnostic::warning(Code::UnreadFile, Span::new(file, 0..0), message).hint(form.hint))
}

/// The files of a folder that may be texts and are not read.
#[derive(Default)]
pub(super) struct Unread {
    /// Their names, each with what would help.
    files: Vec<(String, &'static str)>,
}

impl Unread {
    pub(super) fn look_at(&mut self, path: &Path) {
        self.files.extend(hint_for(path).map(|hint| (super::name(path), hint)));
    }

    /// What is there in the place of texts.
    pub(super) fn instead(&self) -> String {
        let hint = |(_, hint): &(String, &str)| format!("; {}: {hint}", self.not_read());
        self.files.first().map_or_else(String::new, hint)
    }

    /// What is not read beside texts. TeX is there for the looks of a book, as a rule.
    pub(super) fn diagnostic(mut self) -> Option<Diagnostic> {
        self.files.retain(|(name, _)| !name.ends_with(".tex"));
        let message = format!("{}: no word of that is in either edition", self.not_read());
        let mut warning = Diagnostic::warning(Code::UnreadFile, Span::GENERATED, message);
        for (_, hint) in &self.files {
            if !warning.hints.iter().any(|known| known == hint) {
                warning = warning.hint(*hint);
            }
        }
        (!self.files.is_empty()).then_some(warning)
    }

    fn not_read(&self) -> String {
        let are = if self.files.len() == 1 { "is" } else { "are" };
        let names: Vec<String> = self.files.iter().map(|(name, _)| name.clone()).collect();
        format!("{} {are} not read", named(&names))
    }
}
