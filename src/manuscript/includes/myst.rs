//! `{include}` and `{literalinclude}` (the MyST guide, "Directives"; Sphinx's manual, `literalinclude`).

use super::{Lines, Seen, ending};
use crate::input::include::{Between, Bound, Frame, Lines as Wanted, Mark, Marks, Request, What};
use crate::reader::markdown;

/// The marks of MyST.
pub(super) struct MystMarks;

impl Marks for MystMarks {
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>> {
        if !text.contains("include}") {
            return Vec::new();
        }
        let mut lines = Lines::of(text);
        let (mut marks, mut index) = (Vec::new(), 0);
        while index < lines.lines.len() {
            if let Seen::Opens(mark, length, info) = lines.see(index) {
                if let Some((request, last)) = request(&lines, index, (mark, length), info) {
                    let range = lines.lines[index].start..lines.lines[last].end;
                    marks.push(Mark { range, what: What::File(request) });
                    index = last;
                } else {
                    let directive = markdown::directive_name(info);
                    let is_code = directive.is_none_or(|(name, _)| !markdown::is_directive_of_markdown(name));
                    lines.open(mark, length, is_code && mark != ':');
                }
            }
            index += 1;
        }
        marks
    }

    fn names_absent(&self) -> bool {
        false
    }
}

/// What a directive asks for, and the line that ends it; nothing where an option of it is not known.
fn request<'t>(
    lines: &Lines<'t>,
    index: usize,
    (mark, length): (char, usize),
    info: &'t str,
) -> Option<(Request<'t>, usize)> {
    let (name, path) = markdown::directive_name(info)?;
    let is_literal = match name {
        "include" => false,
        "literalinclude" => true,
        _ => return None,
    };
    let mut said = Options { is_code: is_literal, ..Options::default() };
    said.between.by_line = is_literal;
    let mut last = index + 1;
    loop {
        let words = lines.lines.get(last).map(|_| lines.words(last).trim())?;
        if words.chars().all(|c| c == mark) && words.chars().count() >= length {
            break;
        }
        if !words.is_empty() {
            let (key, value) = words.strip_prefix(':')?.split_once(':')?;
            said.take(key, value.trim(), words)?;
        }
        last += 1;
    }
    let language = said.language.unwrap_or(match ending(path) {
        "" => "text",
        ending => ending,
    });
    let frame = Frame { info: format!("{{code-block}} {language}"), options: said.passed, as_is: true };
    let is_whole = said.between == Between { by_line: is_literal, ..Between::default() };
    let wanted = if is_whole { Wanted::All } else { Wanted::Between(said.between) };
    let request = Request { path, lines: wanted, frame: said.is_code.then_some(frame) };
    (!path.is_empty()).then_some((request, last))
}

/// The options of a directive.
#[derive(Default)]
struct Options<'t> {
    between: Between<'t>,
    is_code: bool,
    language: Option<&'t str>,
    /// The lines of those that are the listing's.
    passed: String,
}

impl<'t> Options<'t> {
    fn take(&mut self, key: &str, value: &'t str, line: &str) -> Option<()> {
        let words = value.trim_matches(['"', '\'']);
        let bound = |within| (!words.is_empty()).then_some(Bound { words, within });
        let number = || value.parse::<usize>().ok();
        match key {
            "start-after" => self.between.start = Some(bound(false)?),
            "start-at" => self.between.start = Some(bound(true)?),
            "end-before" => self.between.end = Some(bound(false)?),
            "end-at" => self.between.end = Some(bound(true)?),
            "lines" => self.between.lines = ranges(value)?,
            "start-line" => self.between.lines = vec![(number()?, self.last())],
            "end-line" => self.between.lines = vec![(self.first(), Some(number()?))],
            "dedent" => self.between.dedent = number()?,
            "language" | "lang" | "code" => {
                self.language = Some(value).filter(|value| !value.is_empty());
                self.is_code = true;
            }
            "literal" => self.is_code = true,
            // What it says of the file's other readers.
            "encoding" | "relative-docs" | "relative-images" | "parser" => {}
            "name" | "label" | "caption" | "class" | "linenos" | "lineno-start" | "lineno-match"
            | "number-lines" | "emphasize-lines" | "filename" | "force" => {
                self.passed += line;
                self.passed += "\n";
            }
            _ => return None,
        }
        Some(())
    }

    fn first(&self) -> usize {
        self.between.lines.first().map_or(0, |(first, _)| *first)
    }

    fn last(&self) -> Option<usize> {
        self.between.lines.first().and_then(|(_, last)| *last)
    }
}

/// `1,3,5-10,20-`
fn ranges(value: &str) -> Option<Vec<(usize, Option<usize>)>> {
    let range = |part: &str| {
        let (first, last) = part.split_once('-').unwrap_or((part, part));
        let first = if first.is_empty() { 1 } else { first.trim().parse::<usize>().ok()? };
        let last = if last.is_empty() { None } else { Some(last.trim().parse::<usize>().ok()?) };
        Some((first.checked_sub(1)?, last))
    };
    value.split(',').map(|part| range(part.trim())).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_read_as_sphinx_has_them() {
        for (value, expected) in [
            ("1,3,5-10,20-", Some(vec![(0, Some(1)), (2, Some(3)), (4, Some(10)), (19, None)])),
            ("-4", Some(vec![(0, Some(4))])),
            ("0", None),
            ("a", None),
        ] {
            assert_eq!(ranges(value), expected, "{value}");
        }
    }
}
