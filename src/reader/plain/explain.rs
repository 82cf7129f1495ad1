//! How each line of a text was understood, for its author to read.

use super::Sheet;
use super::blocks::stretches;
use super::forms::manner::Wrapping;
use super::forms::{Form, forms};
use super::role::{Field, Role, Why};

/// One line of a text as it was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Understood {
    /// From 1, as an editor counts.
    pub line: usize,
    /// `blank`, `title`, `subtitle`, `author`, `contributor`, `field`, `contents`, `heading`, `speaker`, `rule`, `paragraph`,
    /// `quotation`, `verse`, `list`, `table`, `columns`, `break`, `note` or `furniture`.
    pub role: &'static str,
    /// Of a heading, from 1.
    pub level: Option<u8>,
    /// In words; empty for a blank line.
    pub why: String,
    /// Whether neither edition holds it: it is not part of the text.
    pub left_out: bool,
    /// The line without the white space around it.
    pub text: String,
}

/// Every line of a text whose roles are known.
pub fn explain(sheet: &Sheet, keep_furniture: bool) -> Vec<Understood> {
    let mut lines = Vec::with_capacity(sheet.lines.len());
    for (stretch, role) in stretches(sheet) {
        if role == Role::Text {
            for (part, form) in forms(sheet, stretch) {
                let why = reason(sheet, form, part.len());
                let speaks = sheet.speakers.contains_key(&part.start).then_some(part.start);
                lines.extend(part.map(|line| {
                    let speaks = speaks == Some(line);
                    let why = if speaks { Why::BeginsWithName.to_string() } else { why.to_owned() };
                    understood(sheet, line, name(form), why)
                }));
            }
            continue;
        }
        for line in stretch {
            let role = sheet.roles.get(line).copied().unwrap_or(Role::Blank);
            let why = sheet.reasons.get(line).map_or_else(String::new, ToString::to_string);
            let mut line = understood(sheet, line, named(role), why);
            line.left_out = role == Role::Furniture && !keep_furniture;
            if let Role::Heading { level, .. } = role {
                line.level = Some(level);
            }
            lines.push(line);
        }
    }
    // A form feed parts lines of one number, which stay as they are.
    lines.sort_by_key(|line| line.line);
    lines
}

fn understood(sheet: &Sheet, line: usize, role: &'static str, why: String) -> Understood {
    let text = sheet.content(line).to_owned();
    Understood { line: sheet.number(line) as usize, role, level: None, why, left_out: false, text }
}

fn named(role: Role) -> &'static str {
    match role {
        Role::Blank => "blank",
        Role::Text => "paragraph",
        Role::Head(Field::Title) => "title",
        Role::Head(Field::Subtitle) => "subtitle",
        Role::Head(Field::Author) => "author",
        Role::Head(Field::Contributor) => "contributor",
        Role::Head(Field::Stated) => "field",
        Role::Contents => "contents",
        Role::Heading { .. } => "heading",
        Role::Speaker => "speaker",
        Role::Rule => "rule",
        Role::Note => "note",
        Role::Furniture => "furniture",
    }
}

fn name(form: Form) -> &'static str {
    match form {
        Form::Paragraph => "paragraph",
        Form::Quote => "quotation",
        Form::Verse => "verse",
        Form::List => "list",
        Form::Table => "table",
        Form::Columns => "columns",
        Form::Break => "break",
    }
}

fn reason(sheet: &Sheet, form: Form, lines: usize) -> &'static str {
    match (form, sheet.manner.wrapping) {
        (Form::Verse, _) if sheet.keep_lines => "`text.keep-lines` keeps its end",
        (Form::Paragraph, Wrapping::Wrapped) if lines > 1 => "full lines, joined",
        (Form::Paragraph, _) if lines > 1 => "lines that are joined",
        (Form::Paragraph, _) => "a line of its own",
        (Form::Quote, _) => "full lines that are set in",
        (Form::Verse, Wrapping::Ragged) => "lines that no width explains",
        (Form::Verse, _) => "lines that end before they are full",
        (Form::List, _) => "numbers that go up, or bullets",
        (Form::Table, _) => "each line has all columns",
        (Form::Columns, _) => "words that stand below each other",
        (Form::Break, _) => "a row of marks alone",
    }
}
