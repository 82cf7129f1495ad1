//! Marks among words: each function gives the length of what a text begins with, if it is such a mark.

use super::emoji;
use super::tex;
use crate::reader::foreign::Foreign;
use std::ops::Range;

/// What begins with a brace.
pub(super) fn braces(rest: &str) -> Option<(Foreign, usize)> {
    let until = |end: &str| rest.find(end).map(|found| found + end.len());
    Some(match rest.as_bytes() {
        [b'{', b'{', b'<', ..] => {
            let is_include = rest[3..].trim_start().starts_with("include ");
            (if is_include { Foreign::Include } else { Foreign::Shortcode }, until(">}}")?)
        }
        [b'{', b'{', b'%', ..] => (Foreign::Shortcode, until("%}}")?),
        [b'{', b'{', ..] => (Foreign::Template, until("}}")?),
        [b'{', b'%', ..] => (Foreign::Template, until("%}")?),
        [b'{', b':', b':' | b'/', ..] => {
            let is_comment = rest.starts_with("{::comment") || rest.starts_with("{:/comment");
            (if is_comment { Foreign::Comment } else { Foreign::KramdownExtension }, until("}")?)
        }
        // `{:}` says nothing.
        [b'{', b':', b'}', ..] => return None,
        [b'{', b':', ..] => (Foreign::Kramdown, until("}")?),
        [b'{', b'#', b' ' | b'-', ..] => (Foreign::Comment, until("#}")?),
        [b'{', b'/', b'*', ..] => (Foreign::Comment, until("*/}")?),
        [b'{', b'!', ..] => (Foreign::Include, until("!}").filter(|&end| !rest[..end].contains('\n'))?),
        [b'{', b'+', b'+', ..] => (Foreign::Change, until("++}")?),
        [b'{', b'-', b'-', ..] => (Foreign::Change, until("--}")?),
        [b'{', b'~', b'~', ..] => (Foreign::Change, until("~~}")?),
        [b'{', b'=', b'=', ..] => (Foreign::Change, until("==}")?),
        [b'{', b'>', b'>', ..] => (Foreign::Change, until("<<}")?),
        [b'{', b'\\', ..] => (Foreign::TexCommand, tex::group(rest)?),
        _ if rest.starts_with("{props.") || rest.starts_with("{frontMatter.") => (Foreign::Mdx, until("}")?),
        _ => (Foreign::Role, role(rest)?),
    })
}

/// The name of a role in braces directly before code: `` {ref}`label` ``.
fn role(rest: &str) -> Option<usize> {
    let end = rest.find('}')?;
    let name = &rest[1..end];
    let is_name = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphanumeric() || "-_:".contains(c));
    (is_name && rest[end + 1..].starts_with('`')).then_some(end + 1)
}

/// What embeds another note. An image is read.
pub(super) fn embed(rest: &str) -> Option<usize> {
    let end = rest.find("]]")?;
    let name = rest[3..end].split(['|', '#']).next().unwrap_or_default();
    let is_image = name.rsplit_once('.').is_some_and(|(_, ending)| {
        // In a cell a bar behind the name is escaped.
        let ending = ending.trim_end_matches('\\').to_ascii_lowercase();
        ["png", "jpg", "jpeg", "gif", "webp", "svg"].contains(&ending.as_str())
    });
    (!is_image && !rest[..end].contains('\n')).then_some(end + 2)
}

/// Words between two marks such as `==`, apart from the words around them: `C++` and `a == b` are none.
pub(super) fn pair(rest: &str, before: Option<char>, mark: &str) -> Option<usize> {
    let touches = |c: char| c.is_alphanumeric() || mark.starts_with(c);
    let inner = rest.strip_prefix(mark)?;
    let end = inner.find(mark).filter(|&end| end > 0)?;
    let (words, behind) = (&inner[..end], &inner[end + mark.len()..]);
    let is_apart = !before.is_some_and(touches) && !behind.starts_with(touches);
    let is_sound = !words.starts_with(|c: char| c.is_whitespace() || mark.starts_with(c))
        && !words.ends_with(char::is_whitespace);
    (is_apart && is_sound).then_some(mark.len() * 2 + end)
}

/// `==words==`. What arrows of signs enclose is none: `==> a ==> b <==`.
pub(super) fn highlighted(rest: &str, before: Option<char>) -> Option<usize> {
    const MARK: &str = "==";
    let is_arrow = rest[MARK.len()..].starts_with('>') || before == Some('<');
    let length = pair(rest, before, MARK).filter(|_| !is_arrow)?;
    (!rest[..length - MARK.len()].ends_with('<')).then_some(length)
}

/// `++words++`. Two variables that are counted up may stand in a sentence: `++i, then j++`.
pub(super) fn inserted(rest: &str, before: Option<char>) -> Option<usize> {
    const MARK: &str = "++";
    let length = pair(rest, before, MARK)?;
    let inner = &rest[MARK.len()..length - MARK.len()];
    let is_word = |word: Option<&str>| word.is_some_and(|word| word.chars().count() > 1);
    let mut words = inner.split(|c: char| !c.is_alphanumeric());
    let is_prose = is_word(words.next()) && is_word(words.next_back()) && !inner.contains(';');
    (is_prose || !inner.contains(' ')).then_some(length)
}

/// `%%words%%`, and a line that `%%` begins.
pub(super) fn percent_comment(rest: &str, before: Option<char>) -> Option<usize> {
    const MARK: &str = "%%";
    if let Some(length) = pair(rest, before, MARK) {
        return Some(length);
    }
    let line = rest.lines().next()?.trim_end();
    let begins = before.is_none_or(|c| c == '\n') && (line == MARK || line.starts_with("%% "));
    begins.then_some(line.len())
}

/// No short name and no role is longer, in bytes.
const LONGEST_NAME: usize = 60;

/// `:smile:`, and the name of a role of reStructuredText, `` :ref:`label` ``.
pub(super) fn short_name(rest: &str, before: Option<char>) -> Option<(Foreign, usize)> {
    let rest = &rest[..rest.floor_char_boundary(LONGEST_NAME)];
    let is_part = |c: char| c.is_ascii_alphanumeric() || "_+-:".contains(c);
    let end = rest.find(|c: char| !is_part(c)).unwrap_or(rest.len());
    let name = rest[1..end].strip_suffix(':')?;
    if name.is_empty() || before.is_some_and(|c| c.is_alphanumeric() || c == ':') {
        return None;
    }
    let is_role = name.starts_with(|c: char| c.is_ascii_alphabetic()) && rest[end..].starts_with('`');
    match is_role {
        true => Some((Foreign::Rest, end)),
        false => emoji::is_known(name).then_some((Foreign::Emoji, end)),
    }
}

/// A link of reStructuredText: code that ends in an address, with `_` behind it.
pub(super) fn rest_link(text: &str, code: Option<&Range<usize>>, start: usize) -> Option<usize> {
    let code = code.filter(|code| code.start == start)?;
    let is_link = text[code.clone()].ends_with(">`") && text[code.end..].starts_with('_');
    (is_link && text[code.clone()].contains(" <")).then(|| code.len() + 1)
}

/// `[[Note]]` behind no word, as code may have it (`a[[i]]`), and before no address.
pub(super) fn wiki_link(rest: &str, before: Option<char>) -> Option<usize> {
    let end = rest.find("]]")?;
    let (name, behind) = (&rest[2..end], &rest[end + 2..]);
    let is_name = name.contains(char::is_alphabetic) && !name.contains(['[', ']', '\n']);
    let is_free = !before.is_some_and(char::is_alphanumeric) && !behind.starts_with(['(', '[', ':']);
    (is_name && is_free).then_some(end + 2)
}

/// What an image begins whose address holds it.
pub(super) const OPENS_DATA: &str = "](data:";

/// No drawing that is written into an address is longer, in bytes.
const LONGEST_DATA: usize = 10_000;

/// `![words](data:image/svg+xml;utf8,<svg …></svg>)` around the brackets at a place, where the parser has found no
/// image.
pub(super) fn spaced_data(text: &str, at: usize, run: &Range<usize>) -> Option<Range<usize>> {
    const END: &str = "</svg>";
    let before = &text[text.ceil_char_boundary(run.start.max(at.saturating_sub(LONGEST_LINK)))..at];
    let behind = &text[at..text.floor_char_boundary(run.end.min(at + LONGEST_DATA))];
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let drawing = behind.find("<svg").filter(|&drawing| !behind[..drawing].contains([')', ' ', '\n']))?;
    let end = drawing + behind[drawing..].find(END)? + END.len();
    let closes = end + behind[end..].find(')')? + 1;
    let image = usize::from(before[..open].ends_with('!'));
    Some(at - (before.len() - open) - image..at + closes)
}

/// No link is longer, in bytes.
const LONGEST_LINK: usize = 300;

/// `[words](an address)` around the brackets at a place, where the parser has found no link.
pub(super) fn spaced_address(text: &str, at: usize, run: &Range<usize>) -> Option<Range<usize>> {
    let before = &text[text.ceil_char_boundary(run.start.max(at.saturating_sub(LONGEST_LINK)))..at];
    let behind = &text[at + 2..text.floor_char_boundary(run.end.min(at + 2 + LONGEST_LINK))];
    let address = &behind[..behind.find([')', '\n', '"', '\'', '<', '('])?];
    // A template in an address is named as such.
    let is_address = address.contains(['.', '/']) && !address.contains('{');
    let is_spaced = is_address && address.trim().contains(' ');
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let lead = before[..open].chars().next_back();
    let is_free = !lead.is_some_and(|c| c.is_alphanumeric() || "\\])".contains(c));
    if !is_spaced || !is_free || !behind[address.len()..].starts_with(')') {
        return None;
    }
    let image = usize::from(lead == Some('!'));
    Some(at - (before.len() - open) - image..at + 2 + address.len() + 1)
}

/// `[words] (address)` around the bracket at a place. Only what is an address beyond doubt counts: words in
/// parentheses may follow others in brackets.
pub(super) fn parted_link(text: &str, at: usize, run: &Range<usize>) -> Option<Range<usize>> {
    const ENDINGS: [&str; 11] =
        [".md", ".html", ".htm", ".png", ".jpg", ".jpeg", ".gif", ".svg", ".webp", ".pdf", ".txt"];
    let before = &text[text.ceil_char_boundary(run.start.max(at.saturating_sub(LONGEST_LINK)))..at];
    let behind = &text[at..text.floor_char_boundary(run.end.min(at + LONGEST_LINK))];
    let rest = behind.strip_prefix("] (")?;
    let address = &rest[..rest.find([')', '(', '\n', ' '])?];
    let path = address.split(['#', '?']).next().unwrap_or_default();
    let is_address =
        ["http://", "https://", "mailto:", "www."].iter().any(|start| address.starts_with(start))
            || ENDINGS.iter().any(|ending| path.to_ascii_lowercase().ends_with(ending));
    let open = before.rfind(['[', ']']).filter(|&open| before.as_bytes()[open] == b'[')?;
    let lead = before[..open].chars().next_back();
    let is_link = !before[open + 1..].trim().is_empty() && !before[open + 1..].starts_with('^');
    if !is_address || !is_link || lead == Some('\\') || !rest[address.len()..].starts_with(')') {
        return None;
    }
    let image = usize::from(lead == Some('!'));
    Some(at - (before.len() - open) - image..at + "] (".len() + address.len() + 1)
}
