//! Marks of Markdown where none is read.

/// The first mark of Markdown in a text that cannot well be anything else.
pub(super) fn markdown_in(text: &str) -> Option<&'static str> {
    let strong = text.match_indices("**").nth(1).is_some();
    let link = || text.find("](").is_some_and(|at| text[..at].contains('[') && text[at..].contains(')'));
    match strong {
        true => Some("**"),
        false if link() => Some("[…](…)"),
        false => block_mark(text).or_else(|| text.lines().find_map(mark_among_words)),
    }
}

/// The mark of a block. What stands before the first line's end is behind a tag, where none begins.
fn block_mark(text: &str) -> Option<&'static str> {
    let mut above = None;
    for line in text.split('\n').skip(1) {
        let mark = line_mark(line);
        match mark {
            Some("#" | ">") => return mark,
            // One line may begin with a dash in prose and in dialogues; several are a list.
            Some(_) if mark == above => return mark,
            _ => above = mark,
        }
    }
    None
}

/// The mark of a heading that stands directly behind the tag of a block, in a line of its own: Markdown reads
/// none there. What goes on in its line may be "# of days".
pub(super) fn heading_behind_tag(text: &str) -> Option<&'static str> {
    let (line, _) = text.split_once('\n')?;
    line_mark(line).filter(|mark| *mark == "#")
}

/// The mark that a line begins with.
fn line_mark(line: &str) -> Option<&'static str> {
    let line = line.trim();
    let is_heading = || {
        let words = line.trim_start_matches('#');
        (1..=6).contains(&(line.len() - words.len())) && words.starts_with(' ')
    };
    let is_numbered = || {
        let words = line.trim_start_matches(|c: char| c.is_ascii_digit());
        words.len() < line.len() && words.starts_with(". ")
    };
    match line.get(..2) {
        Some("- ") => Some("-"),
        Some("* ") => Some("*"),
        Some("+ ") => Some("+"),
        Some("> ") => Some(">"),
        _ if is_heading() => Some("#"),
        _ => is_numbered().then_some("1."),
    }
}

/// Emphasis or code in a line. A star that stands alone or between letters is one of multiplication or of a
/// note, and underscores are parts of names.
fn mark_among_words(line: &str) -> Option<&'static str> {
    if encloses(line, '*') {
        return Some("*…*");
    }
    encloses(line, '`').then_some("`…`")
}

/// Whether a word or some are between two of a mark that stand close to them, and apart from others.
fn encloses(line: &str, mark: char) -> bool {
    let (mut before, mut is_open) = (None, false);
    let mut chars = line.chars().peekable();
    while let Some(char) = chars.next() {
        let behind = chars.peek().copied();
        if char == mark {
            let is_letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
            let is_blank = before.is_none_or(char::is_whitespace);
            if is_open && !is_blank && !is_letter(behind) {
                return true;
            }
            is_open = !is_letter(before) && before != Some(mark) && is_letter(behind);
        }
        before = Some(char);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::{heading_behind_tag, markdown_in};

    #[test]
    fn marks_are_told_from_honest_words() {
        let marked = [
            ("\n# Title\n", "#"),
            ("\n- a\n- b\n", "-"),
            ("\n1. a\n2. b\n", "1."),
            ("\n> said\n", ">"),
            ("with *some* stress", "*…*"),
            ("the `code` of it", "`…`"),
            ("**much**", "**"),
        ];
        for (text, mark) in marked {
            assert_eq!(markdown_in(text), Some(mark), "{text}");
        }
        assert_eq!((heading_behind_tag("# Title\n"), heading_behind_tag("# of days")), (Some("#"), None));
        let honest = [
            "a * b * c",
            "5*3*2",
            "*args and *kwargs",
            "word* and another*",
            "C# and F# ",
            "\n#hash\n",
            "\n- Who?\nsaid he\n",
            "`so' and `so'",
            "``quoted''",
            "\n2024. A year\n",
            "*.rs and *.toml",
            "1. a\n",
            "# behind a tag",
            "* See below",
        ];
        for text in honest {
            assert_eq!(markdown_in(text), None, "{text}");
        }
    }
}
