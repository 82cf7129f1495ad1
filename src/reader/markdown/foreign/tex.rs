//! Commands of TeX among words.

use crate::reader::foreign::Foreign;
use crate::reader::markdown::mask::PAGE_BREAKS;
use crate::reader::markdown::tex_reference;

/// Commands that stand without braces in a text, and say something to TeX alone.
const BARE: [&str; 30] = [
    "LaTeX",
    "TeX",
    "appendix",
    "backmatter",
    "bigskip",
    "centering",
    "dots",
    "frontmatter",
    "hfill",
    "hrulefill",
    "indent",
    "item",
    "ldots",
    "linebreak",
    "listoffigures",
    "listoftables",
    "mainmatter",
    "maketitle",
    "medskip",
    "newline",
    "noindent",
    "par",
    "printbibliography",
    "printindex",
    "qquad",
    "quad",
    "smallskip",
    "tableofcontents",
    "today",
    "vfill",
];

/// Commands that change how the words of their group look.
const SWITCHES: [&str; 26] = [
    "LARGE",
    "Large",
    "bf",
    "bfseries",
    "centering",
    "em",
    "footnotesize",
    "huge",
    "it",
    "itshape",
    "large",
    "normalsize",
    "raggedleft",
    "raggedright",
    "rm",
    "rmfamily",
    "sc",
    "scriptsize",
    "scshape",
    "sf",
    "sffamily",
    "sl",
    "slshape",
    "small",
    "tt",
    "ttfamily",
];

/// A command with its first argument, one that is all of a paragraph, or one that is known to have no
/// argument. References are read.
pub(super) fn command(rest: &str, before: Option<char>, alone: bool) -> Option<(Foreign, usize)> {
    let name = name_end(rest);
    if name < 3 || tex_reference::is_command(&rest[1..name]) {
        return None;
    }
    if DEFINITIONS.contains(&&rest[1..name]) && rest[name..].starts_with(['{', '*', '\\']) {
        return Some((Foreign::TexDefinition, definition_end(rest, name)));
    }
    // In a path of Windows a word or a colon stands before.
    let is_free = !before.is_some_and(|c| c.is_alphanumeric() || "\\:/.".contains(c));
    let length = match rest[name..].chars().next() {
        _ if !alone && PAGE_BREAKS.contains(&&rest[..name]) => return Some((Foreign::PageBreak, name)),
        Some('{' | '[') => rest.find('}').map_or(name, |end| end + 1),
        None if alone => name,
        Some('/') => return None,
        Some('\\') if rest[name + 1..].starts_with(|c: char| c.is_alphanumeric()) => return None,
        _ if is_free && (BARE.contains(&&rest[1..name]) || SWITCHES.contains(&&rest[1..name])) => name,
        _ => return None,
    };
    let is_page_break = PAGE_BREAKS.contains(&&rest[..length]);
    Some((if is_page_break { Foreign::PageBreak } else { Foreign::TexCommand }, length))
}

/// Commands that define others (`pass/math` reads them in formulas).
const DEFINITIONS: [&str; 5] = ["DeclareMathOperator", "def", "newcommand", "providecommand", "renewcommand"];

/// Where a definition ends whose command ends at `name`: behind the group that no other argument follows.
fn definition_end(rest: &str, name: usize) -> usize {
    let mut depth = 0usize;
    let mut end = name;
    for (at, c) in rest[name..].char_indices() {
        match c {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            _ if depth > 0 || c.is_ascii_alphanumeric() || "[]#*\\".contains(c) => continue,
            _ => break,
        }
        if depth == 0 {
            end = name + at + 1;
            if !rest[end..].starts_with(['{', '[', '#', '\\']) {
                break;
            }
        }
    }
    end
}

/// Whether a definition says what is defined, and what that is.
pub(super) fn is_whole_definition(written: &str) -> bool {
    let (mut depth, mut groups) = (0usize, 0);
    for byte in written.bytes() {
        match byte {
            b'{' if depth == 0 => (depth, groups) = (1, groups + 1),
            b'{' => depth += 1,
            b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    let name = written[name_end(written)..].trim_start_matches('*');
    depth == 0 && groups >= if name.starts_with('{') { 2 } else { 1 }
}

/// `{\it words}`
pub(super) fn group(rest: &str) -> Option<usize> {
    let command = &rest[1..];
    let name = name_end(command);
    let is_switch = SWITCHES.contains(&&command[1..name]) && command[name..].starts_with([' ', '\\', '\n']);
    is_switch.then(|| rest.find('}').map(|end| end + 1)).flatten()
}

/// Where the name of the command ends that a text begins with.
fn name_end(text: &str) -> usize {
    text[1..].find(|c: char| !c.is_ascii_alphabetic()).map_or(text.len(), |end| end + 1)
}
