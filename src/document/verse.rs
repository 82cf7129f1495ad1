//! Poems: lines in stanzas, and what is written to say so.

use super::content::{Inline, InlineKind, is_blank};

/// A poem, or a part of one, in stanzas.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Verse {
    pub stanzas: Vec<Vec<VerseLine>>,
}

/// A line of verse.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VerseLine {
    /// How far it is set in, in characters of the manuscript; both editions take half an em for one.
    pub indent: u16,
    pub content: Vec<Inline>,
}

/// Deeper than this no line is set in, so that it finds room beside its indent.
const DEEPEST_INDENT: usize = 24;

impl Verse {
    /// The verse of lines as they are written: one without words parts stanzas, and white space at the
    /// beginning of one says how far it is set in.
    pub fn of_lines(lines: impl IntoIterator<Item = Vec<Inline>>) -> Verse {
        Verse::of_indented(lines.into_iter().map(|content| VerseLine { indent: 0, content }))
    }

    /// The same of lines whose indents are known already; what white space they still begin with is
    /// added.
    pub fn of_indented(lines: impl IntoIterator<Item = VerseLine>) -> Verse {
        let mut verse = Verse::default();
        let mut stanza = Vec::new();
        for line in lines {
            if is_blank(&line.content) {
                verse.end_stanza(&mut stanza);
            } else {
                stanza.push(line.settled());
            }
        }
        verse.end_stanza(&mut stanza);
        verse
    }

    fn end_stanza(&mut self, stanza: &mut Vec<VerseLine>) {
        if !stanza.is_empty() {
            self.stanzas.push(std::mem::take(stanza));
        }
    }

    /// All lines in their order.
    pub fn lines(&self) -> impl Iterator<Item = &VerseLine> {
        self.stanzas.iter().flatten()
    }

    /// All lines in their order, to be changed.
    pub fn lines_mut(&mut self) -> impl Iterator<Item = &mut VerseLine> {
        self.stanzas.iter_mut().flatten()
    }

    /// The deepest indent of all lines.
    pub fn deepest_indent(&self) -> u16 {
        self.lines().map(|line| line.indent).max().unwrap_or(0)
    }
}

impl VerseLine {
    /// The line with the white space at its beginning as its indent.
    fn settled(mut self) -> VerseLine {
        let mut column = usize::from(self.indent);
        take_indent(&mut self.content, &mut column);
        self.indent = column.min(DEEPEST_INDENT) as u16;
        self
    }
}

/// Takes the white space off the beginning of inlines, counting its columns. `false` where it has come
/// to something else.
fn take_indent(content: &mut Vec<Inline>, column: &mut usize) -> bool {
    let goes_on = content.iter_mut().all(|inline| match &mut inline.kind {
        InlineKind::Text(text) => {
            let words = text.trim_start();
            *column = text[..text.len() - words.len()].chars().fold(*column, column_behind);
            *text = words.to_owned();
            text.is_empty()
        }
        InlineKind::Styled(_, inner) | InlineKind::Link { content: inner, .. } => take_indent(inner, column),
        _ => false,
    });
    content.retain(|inline| !matches!(&inline.kind, InlineKind::Text(text) if text.is_empty()));
    goes_on
}

/// The column behind white space that begins at a column.
pub fn column_behind(column: usize, blank: char) -> usize {
    match blank {
        '\t' => (column / 4 + 1) * 4,
        // An em is two columns wide, and so is the ideographic space that begins a Chinese or Japanese line.
        '\u{2001}' | '\u{2003}' | '\u{3000}' => column + 2,
        _ => column + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Style;
    use crate::document::text::inline_text;
    use crate::source::Span;

    fn shown(lines: &[&str]) -> Vec<String> {
        let lines = lines.iter().map(|line| vec![Inline::text(*line, Span::GENERATED)]);
        let stanza = |stanza: &Vec<VerseLine>| {
            let lines = stanza.iter().map(|line| format!("{}{}", line.indent, inline_text(&line.content)));
            lines.collect::<Vec<_>>().join("/")
        };
        Verse::of_lines(lines).stanzas.iter().map(stanza).collect()
    }

    #[test]
    fn written_lines_are_stanzas_and_indents() {
        for (lines, expected) in [
            (&["a", "  b"][..], &["0a/2b"][..]),
            (&["", "a", "", " ", "b", ""], &["0a", "0b"]),
            (&["\ta", " \tb", "  \t\tc"], &["4a/4b/8c"]),
            (&["\u{a0}\u{a0}a", "\u{2003}b", "\u{3000}c", "d  e"], &["2a/2b/2c/0d  e"]),
            (&[&format!("{}a", " ".repeat(90))], &["24a"]),
            (&["", "\u{a0}"], &[]),
        ] {
            assert_eq!(shown(lines), expected, "{lines:?}");
        }
    }

    #[test]
    fn an_indent_is_found_within_markup() {
        let within = |text: &str| Inline {
            span: Span::GENERATED,
            kind: InlineKind::Styled(Style::Emphasis, vec![Inline::text(text, Span::GENERATED)]),
        };
        let line = vec![Inline::text(" ", Span::GENERATED), within(" a "), within(" b")];
        let verse = Verse::of_indented([VerseLine { indent: 3, content: line }]);
        let line = verse.lines().next().expect("it has a line");
        assert_eq!((line.indent, inline_text(&line.content)), (5, "a  b".to_owned()));
    }
}
