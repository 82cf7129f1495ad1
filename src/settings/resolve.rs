//! What the command line, the front matter and a book's configuration say, brought together.

use super::origin::Origin;
use super::read::{Stated, read};
use super::setting::{self, Place};
use super::{Settings, Value};
use crate::diagnostic::{Diagnostic, Error, Warned};
use crate::document::{Draft, Metadata};
use crate::source::Span;

/// What the user typed, judged.
#[derive(Debug, Default)]
pub struct Typed(Stated);

impl Typed {
    /// Reads keys and values, in order. An empty value of a field of the metadata says nothing, so
    /// that a script can pass on what it does not know.
    ///
    /// Errors: `unknown-setting` and `bad-setting`.
    pub fn parse(typed: &[(String, String)]) -> Result<Typed, Error> {
        let entry =
            |(key, value): &(String, String)| (key.trim().to_owned(), Value::line(value, Span::GENERATED));
        let Warned { value: stated, mut diagnostics } =
            read(typed.iter().map(entry).collect(), Place::CommandLine);
        // What two values are to each other is judged when all are known.
        diagnostics.extend(Settings::default().set_all(&stated.settings, |_| Origin::CommandLine));
        refuse(diagnostics)?;
        Ok(Typed(stated))
    }
}

/// The settings in force, and what is wrong with those of the manuscript. What was typed wins over
/// what drafts say, and each draft over those after it.
///
/// Errors: `bad-setting` for what was typed and does not go with the rest.
pub fn resolve<'a>(
    typed: &Typed,
    drafts: impl IntoIterator<Item = &'a Draft>,
) -> Result<Warned<Settings>, Error> {
    let Typed(typed) = typed;
    let drafts: Vec<&Draft> = drafts.into_iter().collect();
    let (mut settings, mut diagnostics) = (Settings::default(), Vec::new());
    for draft in drafts.iter().rev() {
        diagnostics.extend(settings.apply(&draft.settings, Origin::File));
    }
    refuse(settings.apply(&typed.settings, |_| Origin::CommandLine))?;
    settings.cover_is_typed = typed.metadata.cover_image.is_some();
    let stated = drafts.iter().map(|draft| &draft.metadata);
    settings.metadata =
        stated.fold(typed.metadata.clone(), |known: Metadata, weaker| known.or(weaker.clone()));
    settings.place_metadata(&typed.metadata);
    Ok(Warned { value: settings, diagnostics })
}

/// What is known before a text is read: what was typed, and what `stated` says. What is wrong with it
/// is told when all is known.
pub fn before_reading<'a>(
    typed: &[(String, String)],
    stated: impl IntoIterator<Item = &'a [Written]>,
) -> Settings {
    let mut settings = Settings::default();
    for written in stated {
        settings.apply(written, Origin::File);
    }
    if let Ok(Typed(typed)) = Typed::parse(typed) {
        settings.apply(&typed.settings, |_| Origin::CommandLine);
    }
    settings
}

/// The user is told of the first fault, and has to mend what was typed.
fn refuse(diagnostics: Vec<Diagnostic>) -> Result<(), Error> {
    let first = diagnostics.into_iter().next();
    first.map_or(Ok(()), |diagnostic| Err(Error::new(diagnostic.code, diagnostic.message)))
}

/// Settings as a `Draft` has them: name, value, place.
type Written = (String, String, Span);

impl Settings {
    /// Takes what one place says. Where the values do not go together, those are left out that break
    /// what is sound without them.
    fn apply(&mut self, written: &[Written], by: fn(Span) -> Origin) -> Vec<Diagnostic> {
        let before = self.clone();
        let diagnostics = self.set_all(written, by);
        if self.check().is_ok() {
            return diagnostics;
        }
        *self = before;
        let mut diagnostics = Vec::new();
        for one in in_order(written) {
            let last = self.clone();
            let mut faults = self.set_all(std::slice::from_ref(one), by);
            let (key, value, span) = one;
            faults.extend(self.check().err().map(|refused| refused.diagnostic(key, value, *span)));
            if !faults.is_empty() {
                *self = last;
            }
            diagnostics.append(&mut faults);
        }
        diagnostics
    }

    fn set_all(&mut self, written: &[Written], by: fn(Span) -> Origin) -> Vec<Diagnostic> {
        let set = |one: &&Written| {
            let (key, value, span) = *one;
            let setting = setting::find(key, Place::Own).map(|(_, setting)| setting);
            let set = setting.and_then(|setting| Some((setting, setting.takes.set(self, value.trim())?)));
            match set {
                Some((setting, Ok(()))) => {
                    self.record(setting, value.trim(), by(*span));
                    None
                }
                Some((setting, Err(refused))) => {
                    let refused = refused.diagnostic(key, value, *span);
                    // Of codes, those that are known are in force all the same.
                    let default = setting.default.filter(|_| !setting.name.starts_with("messages."));
                    let default =
                        default.map(|default| format!("it is left out; the default is `{default}`"));
                    Some(default.into_iter().fold(refused, Diagnostic::hint))
                }
                None => setting::unknown(key, Place::Own, &Value::line(value, *span)),
            }
        };
        in_order(written).iter().filter_map(set).collect()
    }
}

/// In the order of the table, in which they count.
fn in_order(written: &[Written]) -> Vec<&Written> {
    let mut written: Vec<&Written> = written.iter().collect();
    let rank = |(key, ..): &&Written| setting::find(key, Place::Own).map(|(rank, _)| rank);
    written.sort_by_key(rank);
    written
}
