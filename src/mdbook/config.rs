//! `book.toml`: what mdBook's own tables say of the book, and our settings in `[output.bifolio]`.

use crate::diagnostic::{Code, Diagnostic, Warned};
use crate::document::Draft;
use crate::source::{FileId, Span};
use std::ops::Range;
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// What the file says that concerns us. Unknown tables belong to mdBook and its plugins.
#[derive(Debug)]
pub(super) struct Config {
    /// Metadata and settings, as a draft without text.
    pub draft: Draft,
    /// The folder of the Markdown, relative to the file.
    pub src: String,
}

/// mdBook's preprocessors that are read here as they are.
const BUILT_IN: [&str; 2] = ["links", "index"];

/// Reads `book.toml`. What is no TOML is reported, and the rest is read.
pub(super) fn read(file: FileId, text: &str) -> Warned<Config> {
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader { file, draft: Draft::default(), diagnostics: Vec::new() };
    for error in errors {
        let message = format!("this is no TOML: {}", error.message().trim());
        let span = reader.span(error.span().unwrap_or(0..0));
        reader.diagnostics.push(Diagnostic::warning(Code::BookToml, span, message));
    }
    let src = reader.book(table.get_ref());
    reader.outputs(table.get_ref());
    reader.preprocessors(table.get_ref());
    Warned { value: Config { draft: reader.draft, src }, diagnostics: reader.diagnostics }
}

struct Reader {
    file: FileId,
    draft: Draft,
    diagnostics: Vec<Diagnostic>,
}

type Table<'t> = DeTable<'t>;

fn table<'t>(within: &'t Table<'t>, name: &str) -> Option<&'t Table<'t>> {
    within.get(name)?.get_ref().as_table()
}

impl Reader {
    fn span(&self, range: Range<usize>) -> Span {
        Span::new(self.file, range)
    }

    /// `[book]`; the folder of the Markdown.
    fn book(&mut self, root: &Table<'_>) -> String {
        let Some(book) = table(root, "book") else { return "src".into() };
        for (key, setting) in [
            ("title", "title"),
            ("description", "description"),
            ("language", "lang"),
            ("text-direction", "text-direction"),
        ] {
            if let Some(value) = book.get(key) {
                self.setting(setting, value);
            }
        }
        if let Some(authors) = book.get("authors").and_then(|authors| authors.get_ref().as_array()) {
            authors.iter().for_each(|author| self.setting("author", author));
        }
        let src = book.get("src").and_then(|src| src.get_ref().as_str());
        src.unwrap_or("src").to_owned()
    }

    /// Our own table, and the address at which mdBook's own edition stands.
    fn outputs(&mut self, root: &Table<'_>) {
        let Some(output) = table(root, "output") else { return };
        let site = table(output, "html").and_then(|html| html.get("site-url"));
        // It may be a path on a host that is not named.
        if let Some(site) =
            site.filter(|site| site.get_ref().as_str().is_some_and(|url| url.starts_with("http")))
        {
            self.setting("site-url", site);
        }
        if let Some(own) = table(output, "bifolio") {
            self.settings("", own);
        }
    }

    /// The keys of a table as settings; tables within it are settings under its name.
    fn settings(&mut self, prefix: &str, table: &Table<'_>) {
        for (key, value) in table.iter() {
            // mdBook's own keys in the table of every renderer.
            if prefix.is_empty() && matches!(key.get_ref().as_ref(), "command" | "optional") {
                continue;
            }
            let name = format!("{prefix}{}", key.get_ref());
            match value.get_ref() {
                DeValue::Table(inner) => self.settings(&format!("{name}."), inner),
                DeValue::Array(items) if name == "author" || name == "subject" => {
                    items.iter().for_each(|item| self.setting(&name, item));
                }
                _ => self.setting(&name, value),
            }
        }
    }

    fn setting(&mut self, key: &str, value: &Spanned<DeValue<'_>>) {
        let span = self.span(value.span());
        match plain(value.get_ref()) {
            Some(text) => self.draft.settings.push((key.to_owned(), text, span)),
            None => {
                let message = format!("`{key}` is a table, where a value is wanted");
                self.diagnostics.push(Diagnostic::warning(Code::BadSetting, span, message));
            }
        }
    }

    /// Preprocessors are programs of others: none is run.
    fn preprocessors(&mut self, root: &Table<'_>) {
        let Some(named) = root.get("preprocessor").and_then(|value| value.get_ref().as_table()) else {
            return;
        };
        let foreign: Vec<_> =
            named.keys().filter(|name| !BUILT_IN.contains(&name.get_ref().as_ref())).collect();
        let Some(first) = foreign.first() else { return };
        let names: Vec<String> = foreign.iter().map(|name| format!("`{}`", name.get_ref())).collect();
        let message = format!("preprocessors are programs, and none is run: {}", names.join(", "));
        let hint = "what they would have changed stands as it is written";
        let span = self.span(first.span());
        self.diagnostics.push(Diagnostic::note(Code::Preprocessor, span, message).hint(hint));
    }
}

/// A value as `--set` would have it; a list is its items with spaces between.
fn plain(value: &DeValue<'_>) -> Option<String> {
    Some(match value {
        DeValue::String(text) => text.to_string(),
        DeValue::Integer(number) => number.as_str().to_owned(),
        DeValue::Float(number) => number.as_str().to_owned(),
        DeValue::Boolean(switch) => switch.to_string(),
        DeValue::Datetime(date) => date.to_string(),
        DeValue::Array(items) => {
            let items: Option<Vec<String>> = items.iter().map(|item| plain(item.get_ref())).collect();
            items?.join(" ")
        }
        DeValue::Table(_) => return None,
    })
}
