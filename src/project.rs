//! What is to be made.

use crate::diagnostic::Error;
use crate::document::{Timestamp, language};
use crate::input::Format;
use crate::memo::Memo;
use crate::settings::Typed;
use crate::stage::Observer;
use std::path::PathBuf;

/// One of the two forms of a book.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Edition {
    /// EPUB 3.3.
    Epub,
    /// PDF 1.7, or 2.0 where the standards asked for want it.
    Pdf,
}

impl Edition {
    /// The ending of its files, without the dot.
    pub fn ending(self) -> &'static str {
        match self {
            Edition::Epub => "epub",
            Edition::Pdf => "pdf",
        }
    }
}

/// One book to be made.
#[derive(Clone, Debug, Default)]
pub struct Project {
    /// Files and folders in reading order.
    pub inputs: Vec<PathBuf>,
    /// Folders besides that of the book out of which its images and what its texts take in may come. No manuscript
    /// can name one for itself.
    pub roots: Vec<PathBuf>,
    /// How to read every input; `None` goes by the setting `text.from`, and else by the ending of each.
    pub from: Option<Format>,
    /// Settings and metadata that win over the manuscript's own, in order: `("pdf.trim", "a5")`.
    pub settings: Vec<(String, String)>,
    /// Which editions are wanted. A PDF beside an EPUB gives the EPUB its page list.
    pub editions: Vec<Edition>,
    /// The moment that the files carry; `None` stands for the manuscript's date.
    pub date: Option<Timestamp>,
    /// Who is told how far the work has come.
    pub observer: Observer,
    /// What earlier runs have made, of this book or of others: what did not change is taken from it. The files
    /// are the same, byte for byte. By default nothing is kept.
    pub memo: Memo,
}

impl Project {
    /// Sets one of [`settings::TABLE`](crate::settings::TABLE), judged at once: `("pdf.trim", "a5")`,
    /// `("split-level", 2)`, `("typography", false)`.
    ///
    /// Errors: `unknown-setting` and `bad-setting`; the project is then as it was. Values that are
    /// sound one by one and not together are refused by [`export`](crate::export).
    pub fn set(&mut self, key: &str, value: impl ToString) -> Result<(), Error> {
        let setting = (key.to_owned(), value.to_string());
        Typed::parse(std::slice::from_ref(&setting))?;
        self.settings.push(setting);
        Ok(())
    }

    /// The language that was set, as a tag.
    pub(crate) fn lang(&self) -> Option<String> {
        let set = self.settings.iter().rfind(|(key, _)| ["lang", "language"].contains(&key.trim()));
        set.and_then(|(_, value)| language(value))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_set_is_judged_at_once() {
        let mut project = Project::default();
        assert!(project.set("split-level", 2).is_ok() && project.set("typography", false).is_ok());
        assert!(project.set("split-level", 7).is_err() && project.set("pdf.trm", "a5").is_err());
        assert!(project.set("lang", "xx-nonsense").is_err());
        let expected = [("split-level", "2"), ("typography", "false")];
        assert_eq!(project.settings, expected.map(|(key, value)| (key.to_owned(), value.to_owned())));
    }
}
