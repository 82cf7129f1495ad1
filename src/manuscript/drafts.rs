//! Pages that say of themselves that they are not to be published: `draft: true` of Hugo, Zola, Docusaurus and
//! Quarto, `published: false` of Jekyll.

use super::Text;
use super::sieve::{Sieved, sieve};
use crate::diagnostic::{Code, Diagnostic, Warned, named};
use crate::reader::front_matter;
use crate::settings::Value;
use crate::source::{Source, Span};
use std::path::Path;

/// Takes drafts out of a folder. Where every text is one, the book itself is a draft, and has all of them.
pub(super) fn leave_out(texts: Vec<Text>, folder: &Path) -> Warned<Vec<Text>> {
    let is_draft = |text: &Text| !text.found.is_folder && is_draft(&text.source);
    if texts.iter().all(|text| text.found.is_folder || is_draft(text)) {
        return texts.into();
    }
    let Sieved { kept, left_out } = sieve(texts, folder, |text| !is_draft(text));
    let note = || {
        let (count, texts) = (left_out.len(), if left_out.len() == 1 { "text is" } else { "texts are" });
        let message =
            format!("{count} {texts} left out as drafts, by their front matter: {}", named(&left_out));
        Diagnostic::note(Code::ChapterList, Span::GENERATED, message)
            .hint("without `draft: true` or `published: false`, or named in a list of chapters, a text is in the book")
    };
    let diagnostics = (!left_out.is_empty()).then(note).into_iter().collect();
    Warned { value: kept, diagnostics }
}

fn is_draft(source: &Source) -> bool {
    let said = front_matter::keys(source);
    let says = |key: &str, word: &str| {
        let value = said.iter().find(|(name, _)| name == key).and_then(|(_, value)| Value::as_text(value));
        value.is_some_and(|value| value.trim().eq_ignore_ascii_case(word))
    };
    says("draft", "true") || says("published", "false")
}
