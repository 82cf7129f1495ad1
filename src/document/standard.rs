//! The standards that a PDF can be asked to meet.

use std::fmt;

/// What a PDF is to be by the standards, and hence which version of PDF it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standards {
    /// It holds the structure of the text, which every one of the standards wants.
    pub tagged: bool,
    pub accessible: Option<Accessible>,
    pub archived: Option<Archived>,
}

/// PDF/UA, ISO 14289.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Accessible {
    Ua1,
    /// Of PDF 2.0.
    Ua2,
}

/// PDF/A, ISO 19005, on the level that keeps the structure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Archived {
    A2a,
    /// As A-2a, and may hold other files.
    A3a,
    /// Of PDF 2.0; this part knows no levels.
    A4,
    /// As A-4, and may hold other files.
    A4f,
}

impl Default for Standards {
    /// Those that public bodies and archives ask for today; one file meets both.
    fn default() -> Standards {
        Standards { tagged: true, accessible: Some(Accessible::Ua1), archived: Some(Archived::A2a) }
    }
}

impl Standards {
    /// Neither structure nor claims: the smallest file.
    pub const NONE: Standards = Standards { tagged: false, accessible: None, archived: None };

    /// The names of those that can be asked for.
    pub const NAMES: [&str; 5] = ["ua-1", "ua-2", "a-2a", "a-3a", "a-4"];

    /// Reads names separated by commas: `ua-1,a-2a`. `None` for what is unknown, and for standards
    /// that no file can meet together: those of PDF 1.7 and of PDF 2.0, or two of one family.
    pub fn parse(names: &str) -> Option<Standards> {
        let names: Vec<String> = names.split(',').map(|name| name.trim().to_ascii_lowercase()).collect();
        if names == ["none"] {
            return Some(Standards::NONE);
        }
        let mut standards = Standards { tagged: true, ..Standards::NONE };
        for name in &names {
            let doubled = match name.as_str() {
                "ua-1" => standards.accessible.replace(Accessible::Ua1).is_some(),
                "ua-2" => standards.accessible.replace(Accessible::Ua2).is_some(),
                "a-2a" => standards.archived.replace(Archived::A2a).is_some(),
                "a-3a" => standards.archived.replace(Archived::A3a).is_some(),
                "a-4" => standards.archived.replace(Archived::A4).is_some(),
                _ => return None,
            };
            if doubled {
                return None;
            }
        }
        let newer = [
            standards.accessible.map(|accessible| accessible == Accessible::Ua2),
            standards.archived.map(|archived| archived == Archived::A4),
        ];
        let agree = newer != [Some(true), Some(false)] && newer != [Some(false), Some(true)];
        agree.then_some(standards)
    }

    /// The same for a file that holds other files: the parts of PDF/A that let it.
    pub fn with_attachments(self) -> Standards {
        let archived = self.archived.map(|archived| match archived {
            Archived::A2a | Archived::A3a => Archived::A3a,
            Archived::A4 | Archived::A4f => Archived::A4f,
        });
        Standards { archived, ..self }
    }

    /// Whether the file is PDF 2.0; else it is PDF 1.7.
    pub fn is_pdf_2(self) -> bool {
        self.accessible == Some(Accessible::Ua2)
            || matches!(self.archived, Some(Archived::A4 | Archived::A4f))
    }
}

impl fmt::Display for Accessible {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Accessible::Ua1 => "PDF/UA-1",
            Accessible::Ua2 => "PDF/UA-2",
        })
    }
}

impl fmt::Display for Archived {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Archived::A2a => "PDF/A-2a",
            Archived::A3a => "PDF/A-3a",
            Archived::A4 => "PDF/A-4",
            Archived::A4f => "PDF/A-4f",
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_read_and_what_cannot_be_together_is_refused() {
        let of = |accessible, archived| Some(Standards { tagged: true, accessible, archived });
        let cases = [
            ("ua-1,a-2a", Some(Standards::default())),
            ("UA-1 , A-2A", Some(Standards::default())),
            ("none", Some(Standards::NONE)),
            ("ua-1", of(Some(Accessible::Ua1), None)),
            ("a-3a,ua-1", of(Some(Accessible::Ua1), Some(Archived::A3a))),
            ("ua-2,a-4", of(Some(Accessible::Ua2), Some(Archived::A4))),
            ("a-4", of(None, Some(Archived::A4))),
            ("ua-1,a-4", None),
            ("ua-2,a-2a", None),
            ("ua-1,ua-2", None),
            ("a-2a,a-3a", None),
            ("a-2b", None),
            ("ua-1,none", None),
            ("", None),
        ];
        for (names, expected) in cases {
            assert_eq!(Standards::parse(names), expected, "{names}");
        }
    }
}
