//! Chemical formulas and equations, `\ce{2H2 + O2 -> 2H2O}`, as the LaTeX that they stand for.
//!
//! Of the notation of the package mhchem: letters are upright, figures behind a letter or a bracket
//! are subscripts, charges behind `^` or at a word's end superscripts, and arrows are drawn with
//! dashes.

/// Arrows, each of which is a word by itself.
const ARROWS: [(&str, &str); 6] = [
    ("<=>>", r"\rightleftharpoons "),
    ("<<=>", r"\rightleftharpoons "),
    ("<=>", r"\rightleftharpoons "),
    ("<->", r"\leftrightarrow "),
    ("->", r"\rightarrow "),
    ("<-", r"\leftarrow "),
];

pub(super) fn latex(source: &str) -> String {
    let words = source.split_whitespace().map(word);
    words.collect::<Vec<_>>().join(r"\ ")
}

fn word(word: &str) -> String {
    if let Some((_, arrow)) = ARROWS.iter().find(|(sign, _)| *sign == word) {
        return (*arrow).into();
    }
    match word {
        "+" => return "{+}".into(),
        "^" => return r"\uparrow ".into(),
        "v" => return r"\downarrow ".into(),
        _ => {}
    }
    let mut out = String::new();
    let mut rest = word;
    // Whether figures now would count what stands before them.
    let mut countable = false;
    while let Some(first) = rest.chars().next() {
        let length = if let '^' | '_' = first {
            let argument = argument(&rest[1..]);
            let inner = argument.trim_start_matches('{').trim_end_matches('}');
            out.push_str(&format!(r"{first}{{{}}}", plain(inner)));
            1 + argument.len()
        } else if first.is_ascii_digit() {
            let figures = rest.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(rest.len());
            let text = &rest[..figures];
            out.push_str(&if countable { format!("_{{{text}}}") } else { format!(r"{text}\,") });
            figures
        } else if first.is_alphabetic() {
            let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
            out.push_str(&plain(&rest[..letters]));
            countable = true;
            letters
        } else if rest.len() == 1 && matches!(first, '+' | '-') && countable {
            out.push_str(&format!("^{{{first}}}"));
            1
        } else {
            countable = matches!(first, ')' | ']' | '}');
            match first {
                '-' => out.push_str("{-}"),
                '=' => out.push_str("{=}"),
                '#' => out.push_str(r"{\equiv}"),
                '*' | '.' => out.push_str(r"{\cdot}"),
                other => out.push(other),
            }
            first.len_utf8()
        };
        rest = &rest[length..];
    }
    out
}

/// Letters upright, all else as it is.
fn plain(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while !rest.is_empty() {
        let letters = rest.find(|c: char| !c.is_alphabetic()).unwrap_or(rest.len());
        if letters > 0 {
            out.push_str(&format!(r"\mathrm{{{}}}", &rest[..letters]));
        }
        let other = rest[letters..].find(char::is_alphabetic).map_or(rest.len(), |at| letters + at);
        out.push_str(&rest[letters..other]);
        rest = &rest[other..];
    }
    out
}

/// What a `^` or `_` raises or lowers: a group, or all that is no letter, or one letter.
fn argument(text: &str) -> &str {
    if text.starts_with('{') {
        return &text[..text.find('}').map_or(text.len(), |at| at + 1)];
    }
    let signs = text.find(|c: char| !(c.is_ascii_digit() || matches!(c, '+' | '-'))).unwrap_or(text.len());
    let one = text.chars().next().map_or(0, char::len_utf8);
    &text[..signs.max(one)]
}
