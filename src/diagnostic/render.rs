//! Diagnostics as text: for people with the source line and a caret, for editors on one line,
//! for programs as JSON. Manuscripts come from strangers, so nothing that a terminal would act
//! on leaves this room unescaped.

pub use super::json::{on_lines, on_one_line};
pub use super::sarif::{FINGERPRINT, SarifLog, WrittenFault};

use super::place::{Lines, SourcePlace, first_chars, last_chars};
use super::{Diagnostic, Severity, fingerprint, json};
use crate::source::{Sources, Span};
use annotate_snippets::{AnnotationKind, Group, Level, Renderer as Snippets, Snippet};
use std::fmt::Write;
use std::ops::Range;

/// The shape of messages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Format {
    /// Several lines with the source line and a caret under the place.
    #[default]
    Human,
    /// `file:line:col: severity[code]: message`; what has no place begins with `bifolio`.
    Short,
    /// One object a line.
    Json,
    /// One document of SARIF 2.1.0 for all of them: `SarifLog`. What is rendered one by one is as `Json` has
    /// it.
    Sarif,
}

impl Format {
    /// Whether programs read it, which want all of it and nothing else.
    pub fn is_for_programs(self) -> bool {
        matches!(self, Format::Json | Format::Sarif)
    }
}

/// Renders the diagnostics of one run.
#[derive(Debug)]
pub struct Renderer<'a> {
    format: Format,
    color: bool,
    files: Vec<Lines<'a>>,
}

impl<'a> Renderer<'a> {
    /// A renderer for spans of `sources`. Colour is ANSI colour and concerns `Format::Human` alone.
    pub fn new(sources: &'a Sources, format: Format, color: bool) -> Renderer<'a> {
        Renderer { format, color, files: sources.iter().map(|(_, source)| Lines::new(source)).collect() }
    }

    /// One diagnostic, with a line end.
    pub fn render(&self, diagnostic: &Diagnostic) -> String {
        let place = self.place(diagnostic.span);
        match self.format {
            Format::Human => human(diagnostic, place.as_ref(), self.color),
            Format::Short => short(diagnostic, place.as_ref()),
            Format::Json | Format::Sarif => json::line(diagnostic, place.as_ref()),
        }
    }

    /// File, line and column of a span's beginning; `None` for what no source holds.
    pub fn locate(&self, span: Span) -> Option<(String, usize, usize)> {
        self.place(span).map(|place| (place.path(), place.line, place.column))
    }

    /// What tells a diagnostic from others although the lines of its file have moved.
    pub fn fingerprint(&self, diagnostic: &Diagnostic) -> String {
        fingerprint::of(diagnostic, self.place(diagnostic.span).as_ref())
    }

    pub(super) fn place(&self, span: Span) -> Option<SourcePlace<'a>> {
        self.files.get(span.file.0 as usize).map(|lines| lines.place(span))
    }
}

/// Text with each character that a terminal acts on, or that turns the direction of what
/// follows, as `\u{…}`.
pub fn escape(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for character in text.chars() {
        push_escaped(character, &mut escaped);
    }
    escaped
}

fn push_escaped(character: char, escaped: &mut String) {
    if is_treacherous(character) {
        escaped.extend(character.escape_default());
    } else {
        escaped.push(character);
    }
}

/// Control characters, the bidirectional controls of UAX #9 and the Unicode line separators. The
/// bidirectional ones could make a message look like another (CVE-2021-42574).
pub(super) fn is_treacherous(character: char) -> bool {
    character.is_control()
        || matches!(character, '\u{61C}' | '\u{200E}' | '\u{200F}' | '\u{2028}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

/// The form of the GNU coding standards, which editors know.
fn short(diagnostic: &Diagnostic, place: Option<&SourcePlace<'_>>) -> String {
    let mut text = match place {
        Some(place) => format!("{}:{}:{}", escape(&place.path()), place.line, place.column),
        None => "bifolio".to_owned(),
    };
    let Diagnostic { severity, code, message, .. } = diagnostic;
    // Writing into a String cannot fail.
    let _ = write!(text, ": {}[{code}]: {}", severity.as_str(), escape(message));
    for hint in &diagnostic.hints {
        let _ = write!(text, " ({})", escape(hint));
    }
    text + "\n"
}

fn human(diagnostic: &Diagnostic, place: Option<&SourcePlace<'_>>, color: bool) -> String {
    let level = match diagnostic.severity {
        Severity::Note => Level::NOTE,
        Severity::Warning => Level::WARNING,
        Severity::Error => Level::ERROR,
    };
    let title = level.primary_title(escape(&diagnostic.message)).id(diagnostic.code.as_str());
    let mut group = Group::with_title(title);
    if let Some(place) = place {
        let (text, marked) = excerpt(place);
        let snippet = Snippet::source(text).line_start(place.line);
        group = group.element(snippet.annotation(AnnotationKind::Primary.span(marked)));
    }
    group = group.elements(diagnostic.hints.iter().map(|hint| Level::HELP.message(escape(hint))));
    let renderer = if color { Snippets::styled() } else { Snippets::plain() };
    let mut text = renderer.render(&[group]) + "\n";
    if let (Some(place), Some(end_of_title)) = (place, text.find('\n')) {
        text.insert_str(end_of_title, &origin(place, color));
    }
    text
}

/// The line that names the place. annotate-snippets would count the column in the excerpt, and
/// it takes a place of our own only together with an empty `:::` line.
fn origin(place: &SourcePlace<'_>, color: bool) -> String {
    let SourcePlace { line, column, .. } = place;
    let indent = line.to_string().len();
    let (on, off) = if color { ("\x1b[1m\x1b[94m", "\x1b[0m") } else { ("", "") };
    format!("\n{:indent$}{on}-->{off} {}:{line}:{column}", "", escape(&place.path()))
}

/// How much of a long line is shown on either side of the place, in characters.
const CONTEXT: usize = 40;
/// A line of up to this many bytes is shown whole.
const SHORT_LINE: usize = 100;

/// The line, escaped, cut to what surrounds the place where it is long, and the place within it.
fn excerpt(place: &SourcePlace<'_>) -> (String, Range<usize>) {
    let Range { start, end } = place.marked;
    let (before, marked, after) = (&place.text[..start], &place.text[start..end], &place.text[end..]);
    if place.text.len() <= SHORT_LINE {
        let (before, marked) = (escape_line(before), escape_line(marked));
        let range = before.len()..before.len() + marked.len();
        return (before + &marked + &escape_line(after), range);
    }
    let mut text = escape_line(last_chars(before, CONTEXT));
    if before.chars().nth(CONTEXT).is_some() {
        text.insert(0, '…');
    }
    let from = text.len();
    text += &escape_line(first_chars(marked, CONTEXT));
    let to = text.len();
    let rest = &place.text[start + first_chars(marked, CONTEXT).len()..];
    text += &escape_line(first_chars(rest, CONTEXT));
    if rest.chars().nth(CONTEXT).is_some() {
        text.push('…');
    }
    (text, from..to)
}

fn escape_line(line: &str) -> String {
    escape(&line.replace('\t', "    "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diagnostic::Code;
    use crate::diagnostic::place::BLOCK;
    use crate::source::{FileId, Source};

    fn render(text: &str, marked: &str, format: Format) -> String {
        let mut sources = Sources::default();
        let file = sources.add(Source { path: "a\u{1b}.md".into(), text: text.into() });
        let start = text.find(marked).unwrap();
        let span = Span::new(file, start..start + marked.len());
        let diagnostic =
            Diagnostic::warning(Code::MissingImage, span, "no file \u{202e}x\u{7}").hint("try y");
        Renderer::new(&sources, format, false).render(&diagnostic)
    }

    #[test]
    fn each_format_names_the_place_and_escapes_what_a_terminal_acts_on() {
        let cases = [
            (Format::Short, "a\\u{1b}.md:2:4: warning[missing-image]: no file \\u{202e}x\\u{7} (try y)\n"),
            (
                Format::Json,
                concat!(
                    r#"{"code":"missing-image","column":4,"end":19,"file":"a\u001b.md","fingerprint":"FINGERPRINT","hints":["try y"],"line":2,"#,
                    r#""message":"no file \u202ex\u0007","severity":"warning","start":10}"#,
                    "\n"
                ),
            ),
            (
                Format::Human,
                "warning[missing-image]: no file \\u{202e}x\\u{7}\n --> a\\u{1b}.md:2:4\n  |\n2 | äh ![](x.png) \\u{1b}\n  |    ^^^^^^^^^\n  |\n  = help: try y\n",
            ),
        ];
        for (format, expected) in cases {
            let rendered = render("first\näh ![](x.png) \u{1b}\r\nlast", "![](x.png", format);
            let (before, behind) = expected.split_once("FINGERPRINT").unwrap_or((expected, ""));
            assert!(rendered.starts_with(before) && rendered.ends_with(behind), "{rendered}");
        }
    }

    #[test]
    fn a_long_line_is_cut_around_the_place() {
        let line = "word ".repeat(100_000) + "HERE" + &" more".repeat(100_000);
        let text = render(&line, "HERE", Format::Human);
        assert!(text.len() < 500 && text.contains("a\\u{1b}.md:1:500001") && text.contains("…"), "{text}");
        assert!(text.contains("^^^^"));
    }

    #[test]
    fn columns_count_characters_in_a_line_of_any_length() {
        for length in [0, 1, BLOCK / 2 - 1, BLOCK / 2, BLOCK / 2 + 1, BLOCK * 3] {
            let text = render(&format!("ü\n{}HERE", "ü".repeat(length)), "HERE", Format::Short);
            assert!(text.contains(&format!("md:2:{}: ", length + 1)), "{length}: {text}");
        }
        // The end of a text that fills its last block.
        let text = render(&format!("{}HERE", "x".repeat(BLOCK - 4)), "HERE", Format::Json);
        assert!(text.contains(&format!("\"column\":{}", BLOCK - 3)), "{text}");
    }

    #[test]
    fn what_has_no_place_names_the_program() {
        let renderer = Renderer { format: Format::Short, color: false, files: Vec::new() };
        let diagnostic = Diagnostic::note(Code::LangNotSet, Span::GENERATED, "English");
        assert_eq!(renderer.render(&diagnostic), "bifolio: note[lang-not-set]: English\n");
    }

    #[test]
    fn a_span_outside_the_text_is_moved_into_it() {
        let mut sources = Sources::default();
        sources.add(Source { path: "e.md".into(), text: "ä\n".into() });
        for (span, place) in [(1..2, "1:1"), (3..9, "2:1"), (900..901, "2:1")] {
            let span = Span::new(FileId(0), span);
            let text = Renderer::new(&sources, Format::Short, false).render(&Diagnostic::note(
                Code::EmptyLink,
                span,
                "m",
            ));
            assert_eq!(text, format!("e.md:{place}: note[empty-link]: m\n"));
        }
    }
}
