//! Which messages are not wanted, and which end a run: by code, by group, by severity.

use super::{Code, Diagnostic, Severity};
use crate::nearest::nearest;

/// Messages that are spoken of together.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Selection {
    /// Every warning.
    Warnings,
    /// Those that concern the same thing.
    Group(Group),
    /// Those of one kind.
    Code(Code),
}

/// Kinds of messages that concern the same thing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Group {
    /// What keeps some readers out.
    Accessibility,
    /// Where links, notes and anchors lead.
    Links,
    /// Pictures, whatever they lack.
    Images,
    /// What could not be set as it was meant.
    Layout,
}

impl Group {
    const ALL: &[Group] = &[Group::Accessibility, Group::Links, Group::Images, Group::Layout];

    /// The name that users type.
    pub fn as_str(self) -> &'static str {
        match self {
            Group::Accessibility => "accessibility",
            Group::Links => "links",
            Group::Images => "images",
            Group::Layout => "layout",
        }
    }

    /// The kinds that belong to it. A kind may belong to several.
    pub fn codes(self) -> &'static [Code] {
        match self {
            Group::Accessibility => &[
                Code::MissingAlt,
                Code::SuspiciousAlt,
                Code::HeadingSkip,
                Code::EmptyLink,
                Code::VagueLink,
                Code::HeadlessTable,
                Code::ColorOnly,
                Code::LangNotSet,
            ],
            Group::Links => &[
                Code::DanglingLink,
                Code::EmptyLink,
                Code::UnsafeLink,
                Code::VagueLink,
                Code::DuplicateId,
                Code::UndefinedNote,
                Code::UnusedNote,
            ],
            Group::Images => &[
                Code::MissingImage,
                Code::UnreadableImage,
                Code::LowResolution,
                Code::MissingAlt,
                Code::SuspiciousAlt,
            ],
            Group::Layout => &[
                Code::OverfullLine,
                Code::WideTable,
                Code::MissingGlyph,
                Code::UnreadableFace,
                Code::UnknownFamily,
                Code::UnknownFeature,
                Code::SystemFace,
                Code::IgnoredPageBreak,
                Code::NestingTooDeep,
                Code::NoHyphenation,
                Code::UnreadablePatterns,
            ],
        }
    }
}

impl Selection {
    /// Every group.
    pub fn groups() -> &'static [Group] {
        Group::ALL
    }

    /// What a name selects: a code, a group, or `warnings`. Errors are for whoever wrote it.
    pub fn named(name: &str) -> Result<Selection, String> {
        if name == "warnings" {
            return Ok(Selection::Warnings);
        }
        if let Some(group) = Group::ALL.iter().find(|group| group.as_str() == name) {
            return Ok(Selection::Group(*group));
        }
        if let Some(code) = Code::ALL.iter().find(|code| code.as_str() == name) {
            return Ok(Selection::Code(*code));
        }
        Err(Selection::near(name).map_or_else(
            || "no such code or group".into(),
            |near| format!("no such code or group; did you mean `{near}`?"),
        ))
    }

    /// The name that may have been meant.
    pub fn near(name: &str) -> Option<&'static str> {
        nearest(name, Selection::names())
    }

    /// Every name that selects something.
    pub fn names() -> Vec<&'static str> {
        let groups = Group::ALL.iter().map(|group| group.as_str());
        Code::ALL.iter().map(|code| code.as_str()).chain(groups).chain(["warnings"]).collect()
    }

    /// Whether a message is among those that are spoken of.
    pub fn takes(self, diagnostic: &Diagnostic) -> bool {
        self.takes_kind(diagnostic.code, diagnostic.severity)
    }

    /// Whether messages of this kind are among those that are spoken of.
    pub fn takes_kind(self, kind: Code, severity: Severity) -> bool {
        match self {
            Selection::Warnings => severity >= Severity::Warning,
            Selection::Group(group) => group.codes().contains(&kind),
            Selection::Code(code) => kind == code,
        }
    }
}

/// What one place says of messages: the command line, or a book.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// What ends a run with no book written.
    pub deny: Vec<Selection>,
    /// What is not said, though it is denied in the same place.
    pub allow: Vec<Selection>,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// It is not said.
    Allowed,
    /// It is said, and no book is written.
    Denied,
}

impl Policy {
    /// What becomes of a message; `None` where nothing is said of it. Errors are always said.
    pub fn verdict(&self, diagnostic: &Diagnostic) -> Option<Verdict> {
        let takes = |selections: &[Selection]| selections.iter().any(|selection| selection.takes(diagnostic));
        match (diagnostic.severity == Severity::Error, takes(&self.allow), takes(&self.deny)) {
            (true, ..) => None,
            (false, true, _) => Some(Verdict::Allowed),
            (false, false, true) => Some(Verdict::Denied),
            (false, false, false) => None,
        }
    }

    /// The same where this place wins over another: what it says nothing of is as that has it.
    pub fn verdict_over(&self, weaker: &Policy, diagnostic: &Diagnostic) -> Option<Verdict> {
        self.verdict(diagnostic).or_else(|| weaker.verdict(diagnostic))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::source::Span;

    #[test]
    fn the_stronger_place_wins_and_errors_are_always_said() {
        let policy = |deny: &[&str], allow: &[&str]| {
            let named = |names: &[&str]| names.iter().map(|name| Selection::named(name).unwrap()).collect();
            Policy { deny: named(deny), allow: named(allow) }
        };
        let nothing = || policy(&[], &[]);
        use Verdict::{Allowed, Denied};
        for (strong, weak, expected) in [
            (nothing(), nothing(), None),
            (nothing(), policy(&["links"], &[]), Some(Denied)),
            (nothing(), policy(&["links"], &["dangling-link"]), Some(Allowed)),
            (policy(&["dangling-link"], &[]), policy(&[], &["links"]), Some(Denied)),
            (policy(&[], &["links"]), policy(&["warnings"], &[]), Some(Allowed)),
            (policy(&["images"], &["layout"]), policy(&["warnings"], &[]), Some(Denied)),
        ] {
            let warning = Diagnostic::warning(Code::DanglingLink, Span::GENERATED, "m");
            assert_eq!(strong.verdict_over(&weak, &warning), expected, "{strong:?} over {weak:?}");
            let error = Diagnostic { severity: Severity::Error, ..warning };
            assert_eq!(strong.verdict_over(&weak, &error), None);
        }
    }
}
