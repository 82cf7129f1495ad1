//! What is asked of the manuscript itself, before any file is made.

use crate::diagnostic::Code;

/// One question to the manuscript.
#[derive(Debug)]
pub(super) struct Asked {
    pub code: Code,
    /// The rule as one sentence.
    pub rule: &'static str,
    pub clause: &'static str,
}

/// One for every code that concerns accessibility.
pub(super) const ASKED: &[Asked] = &[
    asked(
        Code::MissingAlt,
        "Every image has an alternative text or is marked as decoration.",
        "WCAG 2.2, 1.1.1",
    ),
    asked(
        Code::SuspiciousAlt,
        "No alternative text is the name of a file or a word for images as such.",
        "WCAG 2.2, 1.1.1",
    ),
    asked(Code::HeadingSkip, "No level of headings is skipped.", "WCAG 2.2, 1.3.1"),
    asked(Code::HeadlessTable, "Every table has heads.", "WCAG 2.2, 1.3.1"),
    asked(Code::ColorOnly, "Nothing is given a colour that the editions lack.", "WCAG 2.2, 1.4.1"),
    asked(Code::EmptyLink, "Every link has a text.", "WCAG 2.2, 2.4.4"),
    asked(Code::VagueLink, "No link says no more than “here” or “more”.", "WCAG 2.2, 2.4.4"),
    asked(Code::LangNotSet, "The language of the book is stated.", "WCAG 2.2, 3.1.1"),
];

const fn asked(code: Code, rule: &'static str, clause: &'static str) -> Asked {
    Asked { code, rule, clause }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::policy::Group;

    #[test]
    fn every_code_that_concerns_accessibility_is_asked_for() {
        let concerning: Vec<Code> =
            Code::ALL.iter().copied().filter(|code| Group::Accessibility.codes().contains(code)).collect();
        let mut asked: Vec<Code> = ASKED.iter().map(|asked| asked.code).collect();
        asked.sort();
        assert_eq!(asked, concerning);
    }
}
