//! How a criterion comes about: things are looked at, faults are told, and the outcome follows.

use super::{Criterion, Outcome};

/// So many faults are told; all of them are counted.
const TOLD: usize = 100;

/// A criterion while its file is still being read.
#[derive(Debug)]
pub(super) struct Finding {
    id: &'static str,
    source: &'static str,
    rule: &'static str,
    /// Things that the rule speaks of.
    looked: usize,
    broken: usize,
    faults: Vec<String>,
}

impl Finding {
    pub fn new(id: &'static str, source: &'static str, rule: &'static str) -> Finding {
        Finding { id, source, rule, looked: 0, broken: 0, faults: Vec::new() }
    }

    /// One more thing that the rule speaks of, sound so far.
    pub fn look(&mut self) {
        self.looked += 1;
    }

    /// How many things the rule spoke of so far.
    pub fn looked(&self) -> usize {
        self.looked
    }

    /// The rule is broken. The words are put together only where they will be read.
    pub fn fault(&mut self, words: impl FnOnce() -> String) {
        self.broken += 1;
        if self.faults.len() < TOLD {
            self.faults.push(words());
        }
    }

    /// One more thing, which may break the rule.
    pub fn check(&mut self, sound: bool, words: impl FnOnce() -> String) {
        self.look();
        if !sound {
            self.fault(words);
        }
    }

    /// The criterion, with what was counted. Where nothing was looked at, nothing is claimed.
    pub fn close(self, evidence: impl Into<String>) -> Criterion {
        let outcome = match (self.broken, self.looked) {
            (0, 0) => Outcome::NotApplicable,
            (0, _) => Outcome::Met,
            _ => Outcome::NotMet,
        };
        let mut evidence = evidence.into();
        if self.broken > 0 {
            evidence = format!("{evidence}; {}", count(self.broken, "fault", "faults"));
        }
        let Finding { id, source, rule, faults, .. } = self;
        Criterion { id, source, rule, outcome, evidence, faults }
    }

    /// `close` with the number of things as the evidence.
    pub fn counted(self, one: &str, many: &str) -> Criterion {
        let evidence = count(self.looked, one, many);
        self.close(evidence)
    }
}

/// A number with its noun: `no marks`, `1 mark`, `4,120 marks`.
pub(super) fn count(number: usize, one: &str, many: &str) -> String {
    match number {
        0 => format!("no {many}"),
        1 => format!("1 {one}"),
        _ => format!("{} {many}", grouped(number)),
    }
}

/// A number with commas between its thousands.
fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut text = String::new();
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

/// A number as the place in a row: `the 1st P`, `the 12th Figure`.
pub(super) fn nth(number: usize, noun: &str) -> String {
    let ending = match (number % 10, number % 100) {
        (_, 11..=13) => "th",
        (1, _) => "st",
        (2, _) => "nd",
        (3, _) => "rd",
        _ => "th",
    };
    format!("the {}{ending} {noun}", grouped(number))
}

/// Foreign words as they may stand in a report: cut to a length that can be read, without
/// control characters.
pub(super) fn quoted(text: &str) -> String {
    const LONGEST: usize = 60;
    let shown: String = text.chars().take(LONGEST).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let rest = if text.chars().nth(LONGEST).is_some() { "…" } else { "" };
    format!("“{shown}{rest}”")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_outcome_follows_from_what_was_seen() {
        let close = |looked: usize, broken: usize| {
            let mut finding = Finding::new("x", "y", "z");
            (0..looked).for_each(|_| finding.look());
            (0..broken).for_each(|n| finding.fault(|| n.to_string()));
            finding.counted("thing", "things")
        };
        for (looked, broken, outcome, evidence, told) in [
            (0, 0, Outcome::NotApplicable, "no things", 0),
            (1, 0, Outcome::Met, "1 thing", 0),
            (0, 1, Outcome::NotMet, "no things; 1 fault", 1),
            (4_120, 101, Outcome::NotMet, "4,120 things; 101 faults", 100),
        ] {
            let criterion = close(looked, broken);
            let seen = (criterion.outcome, criterion.evidence.as_str(), criterion.faults.len());
            assert_eq!(seen, (outcome, evidence, told));
        }
    }

    #[test]
    fn numbers_have_commas_and_endings() {
        for (number, ordinal) in
            [(1, "1st"), (2, "2nd"), (3, "3rd"), (4, "4th"), (11, "11th"), (112, "112th")]
        {
            assert_eq!(nth(number, "P"), format!("the {ordinal} P"));
        }
        assert_eq!(nth(1_021, "TD"), "the 1,021st TD");
        assert_eq!(grouped(1_234_567), "1,234,567");
    }

    #[test]
    fn foreign_words_are_cut() {
        assert_eq!(quoted("a\nb"), "“a b”");
        assert_eq!(quoted(&"é".repeat(61)), format!("“{}…”", "é".repeat(60)));
    }
}
