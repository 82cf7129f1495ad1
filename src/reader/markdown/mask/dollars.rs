//! Dollars: those of money are masked, so that the parser sees those of formulas alone.
//!
//! A formula's first dollar has no blank behind it, its last one no blank before it and no digit behind
//! it, and no dollar lies between (pandoc's manual, "Math"). What begins like a price and holds prose
//! is none either, nor what touches a word and has nothing that only a formula has (`R$`, `$HOME/bin:$PATH`).

use super::Hidden;
use super::terrain::Terrain;
use crate::reader::foreign::Foreign;
use crate::reader::markdown::dialect::Options;
use std::ops::Range;

/// Masks the dollars of a run of words that are no formula's; gives back where its formulas stand.
pub(super) fn find(
    text: &str,
    run: &Range<usize>,
    terrain: &Terrain,
    options: Options,
    hidden: &mut Hidden,
) -> Vec<Range<usize>> {
    let mut formulas = Vec::new();
    let signs = Signs { text, run, terrain, doubled: options.bracket_math, at: run.start };
    let signs: Vec<Sign> = signs.collect();
    let is_of_shell = signs
        .iter()
        .filter(|sign| sign.kind == SignKind::Dollar)
        .all(|sign| text[sign.range.end..run.end].starts_with(begins_variable));
    let mut at = 0;
    while let Some(sign) = signs.get(at) {
        let behind = &signs[at + 1..];
        let end = match sign.kind {
            SignKind::Dollar => behind.first().filter(|end| {
                end.kind == SignKind::Dollar
                    && !is_of_shell
                    && encloses(text, run, sign.range.start, end.range.start)
            }),
            // What `$$` encloses is a formula, whatever it holds.
            kind => behind.iter().take(FARTHEST).find(|other| Some(other.kind) == kind.closed_by()),
        };
        match (sign.kind, end) {
            (SignKind::Opens(_), Some(end)) => brackets(text, sign, end, options, hidden),
            (SignKind::Dollar | SignKind::Dollars | SignKind::Row, None) => hidden.text(sign.range.clone()),
            _ => {}
        }
        let is_formula = options.bracket_math || !matches!(sign.kind, SignKind::Opens(_));
        formulas.extend(end.filter(|_| is_formula).map(|end| sign.range.start..end.range.end));
        let between = end.map_or(0, |end| behind.iter().take_while(|other| *other != end).count() + 1);
        at += 1 + between;
    }
    formulas
}

/// What stands behind every dollar of words about a shell (`$A$B`): a formula's last dollar stands before other
/// signs.
fn begins_variable(c: char) -> bool {
    c.is_ascii_uppercase() || c.is_ascii_digit() || matches!(c, '_' | '{')
}

/// No formula has more dollars and brackets in it.
const FARTHEST: usize = 100;

/// Brackets as TeX has them are formulas where the book asks for them. Elsewhere they are escaped
/// brackets, and what looks like a formula in them is named.
fn brackets(text: &str, start: &Sign, end: &Sign, options: Options, hidden: &mut Hidden) {
    if options.bracket_math {
        hidden.rewritten.push((start.range.clone(), "$$"));
        // A blank behind the formula would be seen.
        hidden.rewritten.push((end.range.clone(), if end.range.len() > 2 { " $$" } else { "$$" }));
    } else if is_formula(&text[start.range.end..end.range.start]) {
        hidden.foreign(Foreign::TexBrackets, start.range.start..end.range.end);
    }
}

/// Whether what stands between escaped brackets has signs of a formula; `\_` is an escaped sign too.
fn is_formula(inner: &str) -> bool {
    let mut before = ' ';
    inner.chars().any(|c| {
        let is_sign =
            matches!(c, '^' | '=') || before == '\\' && c.is_ascii_alphabetic() || before != '\\' && c == '_';
        before = c;
        is_sign
    })
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Sign {
    range: Range<usize>,
    kind: SignKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum SignKind {
    Dollar,
    Dollars,
    /// Three dollars or more, which are words.
    Row,
    /// `\(` or `\[`, by what closes it.
    Opens(u8),
    /// `\)` or `\]`.
    Closes(u8),
}

impl SignKind {
    fn closed_by(self) -> Option<SignKind> {
        match self {
            SignKind::Dollars => Some(SignKind::Dollars),
            SignKind::Opens(close) => Some(SignKind::Closes(close)),
            SignKind::Dollar | SignKind::Row | SignKind::Closes(_) => None,
        }
    }
}

/// The signs of formulas in a run of words, in order.
struct Signs<'t> {
    text: &'t str,
    run: &'t Range<usize>,
    terrain: &'t Terrain,
    /// mdBook's books write the backslash twice, once for Markdown.
    doubled: bool,
    at: usize,
}

impl Iterator for Signs<'_> {
    type Item = Sign;

    fn next(&mut self) -> Option<Sign> {
        let bytes = &self.text.as_bytes()[..self.run.end];
        while let Some(found) = bytes.get(self.at..)?.iter().position(|byte| matches!(byte, b'\\' | b'$')) {
            let at = self.at + found;
            if let Some(opaque) = self.terrain.opaque_at(at) {
                self.at = opaque.end.max(at + 1);
                continue;
            }
            let (length, kind) = sign(&bytes[at..], self.doubled);
            self.at = at + length;
            if let Some(kind) = kind {
                return Some(Sign { range: at..at + length, kind });
            }
        }
        None
    }
}

/// The sign that a text begins with, if it is one, and how long that or what is none is.
fn sign(text: &[u8], doubled: bool) -> (usize, Option<SignKind>) {
    let bracket = |byte: &u8| match byte {
        b'(' => Some(SignKind::Opens(b')')),
        b'[' => Some(SignKind::Opens(b']')),
        b')' | b']' => Some(SignKind::Closes(*byte)),
        _ => None,
    };
    match text {
        [b'$', b'$', b'$', rest @ ..] => {
            let more = rest.iter().take_while(|byte| **byte == b'$').count();
            (3 + more, Some(SignKind::Row))
        }
        [b'$', b'$', ..] => (2, Some(SignKind::Dollars)),
        [b'$', ..] => (1, Some(SignKind::Dollar)),
        [_, b'\\', third, ..] if doubled && bracket(third).is_some() => (3, bracket(third)),
        [_, second, ..] => (2, bracket(second)),
        _ => (1, None),
    }
}

/// Whether two dollars that follow one another enclose a formula.
fn encloses(text: &str, run: &Range<usize>, start: usize, end: usize) -> bool {
    let inner = &text[start + 1..end];
    let behind = text[end + 1..run.end.max(end + 1)].chars().next();
    let before = text[run.start..start].chars().next_back();
    let sound = !inner.starts_with(char::is_whitespace) && !inner.ends_with(char::is_whitespace);
    sound
        && !inner.is_empty()
        && !behind.is_some_and(|c| c.is_ascii_digit())
        && !goes_on(inner)
        && !is_glued(inner, before, behind)
        && !is_money(inner, before)
}

/// Whether what stands behind a dollar goes on with a sentence: ", 10" between "6 $" and "$".
fn goes_on(inner: &str) -> bool {
    let behind = inner.strip_prefix([',', ';', '.', ':', ')', '!', '?', '/']);
    behind.is_some_and(|rest| {
        let is_price = inner.starts_with(',') && !rest.is_empty();
        let is_prose = inner.starts_with('/') && rest.contains(' ') && !rest.contains('\\');
        rest.starts_with(char::is_whitespace) || is_price || is_prose
    })
}

/// Whether a dollar that touches a word is a currency's or a variable's of a shell. Honest formulas touch words
/// too: `CO$_2$`, `3$\times$`, `the $n$th`, `$(k+1)$st`.
fn is_glued(inner: &str, before: Option<char>, behind: Option<char>) -> bool {
    let has_words = inner.split(|c: char| !c.is_alphabetic()).any(|word| word.chars().count() > 1);
    let is_plain = !inner.contains(['\\', '^']);
    let is_name = inner.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_{}".contains(&byte));
    let is_variable = inner.starts_with('{')
        && behind.is_some_and(|c| c == '{' || is_name && (c.is_ascii_alphabetic() || c == '_'));
    let is_open = inner.ends_with([':', ';', ',', '.', '/', '=', '-', '@', '"', '\'']);
    let before_word = behind.is_some_and(|c| c.is_alphabetic() || c == '_');
    let behind_word = before.is_some_and(char::is_alphabetic);
    let is_price =
        inner.starts_with(|c: char| c.is_ascii_digit()) && inner.contains(|c: char| !c.is_ascii_digit());
    is_variable
        || before_word && (is_open || is_plain && has_words)
        || behind_word
            && is_plain
            && !inner.starts_with('_')
            && (has_words || is_price || inner.contains(' '))
}

/// Whether what stands between two dollars is prose between two prices: it begins with a digit, as
/// "5 (or 6 in US" does, or stands behind one, as ", not 6" between "5$" and "$"; it holds words, and
/// nothing that only a formula has.
fn is_money(inner: &str, before: Option<char>) -> bool {
    let priced = inner.starts_with(|c: char| c.is_ascii_digit());
    let follows = before.is_some_and(|c| c.is_ascii_digit());
    let is_formula = inner.contains(['\\', '^', '_', '{', '}', '=', '<', '>']);
    if is_formula || !(priced || follows) {
        return false;
    }
    let words = |c: char| c.is_alphabetic();
    let prose = inner.split(|c: char| !words(c)).any(|word| word.chars().count() > 1);
    // "5$–6$", "5$/6$": a range of prices.
    let range = follows && inner.trim_start_matches(['-', '–', '—', '/', ',', ' ']).len() < inner.len();
    prose || range
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The text with a `#` for each dollar that is money.
    fn shown(text: &str) -> String {
        let mut hidden = Hidden::default();
        let terrain = Terrain::of(text);
        for run in &terrain.runs {
            find(text, run, &terrain, Options::default(), &mut hidden);
        }
        let mut shown = text.to_owned();
        for mask in hidden.masks {
            shown.replace_range(mask.range.clone(), &"#".repeat(mask.range.len()));
        }
        shown
    }

    #[test]
    fn dollars_are_money_or_formulas() {
        for (text, expected) in [
            ("US$3 to US$4 a pot", "US#3 to US#4 a pot"),
            ("Two ($5) and ($6) pans", "Two (#5) and (#6) pans"),
            ("\"$5\" and \"$6\"", "\"#5\" and \"#6\""),
            ("$5-$6, **$10**, **$20**", "#5-#6, **#10**, **#20**"),
            ("$5 and $7.", "#5 and #7."),
            (
                "It is $x$, $a_1$-$a_2$, ($y$) and \"$z$\", or \\$6.",
                "It is $x$, $a_1$-$a_2$, ($y$) and \"$z$\", or \\$6.",
            ),
            ("from $5 to A$ and US$", "from #5 to A# and US#"),
            ("5$ and 6$, 5$–6$, 5$, not 6$", "5# and 6#, 5#–6#, 5#, not 6#"),
            ("$5M–$7M, $1,000 (or $2,000)", "#5M–#7M, #1,000 (or #2,000)"),
            ("$2n$ and $3 \\times 4$ and $5x + 3$", "$2n$ and $3 \\times 4$ and $5x + 3$"),
            ("3$\\times$ as fast for $20", "3$\\times$ as fast for #20"),
            ("`$a` and $b$, <a href=\"$\">$</a>", "`$a` and $b$, <a href=\"$\">#</a>"),
            ("$$ a $5 $$ and $$", "$$ a $5 $$ and ##"),
            ("[a](x$y) $b$", "[a](x$y) $b$"),
            ("R$30 a R$ 50, NZ$3, R$ 20", "R#30 a R# 50, NZ#3, R# 20"),
            ("5 $ bis 6 $, 10$ und", "5 # bis 6 #, 10# und"),
            ("5 $: so. Costs 5$; 5 $/kg, 6$/kg", "5 #: so. Costs 5#; 5 #/kg, 6#/kg"),
            ("R$30 = US$ 6, $HOME/bin:$PATH, ${A}:${B}", "R#30 = US# 6, #HOME/bin:#PATH, #{A}:#{B}"),
            ("A=$B;C=$D, $USER_NAME@$HOST", "A=#B;C=#D, #USER_NAME@#HOST"),
            (
                "CO$_2$, H$^+$, the $n$th, $x$s, $(k+1)$st, $\\alpha$s, p$x$, $, $ok$",
                "CO$_2$, H$^+$, the $n$th, $x$s, $(k+1)$st, $\\alpha$s, p$x$, #, $ok$",
            ),
            ("costs $3\n\nand $4", "costs #3\n\nand #4"),
            ("echo $A$B", "echo #A#B"),
            ("echo $A+$B, ${A}$B, $_$A for $5", "echo #A+#B, #{A}#B, #_#A for #5"),
            ("${x}, ${a}$b, ${x}${y}", "#{x}, #{a}#b, #{x}#{y}"),
            ("$A$, $A$-module, $AB$ and an $N$D array", "$A$, $A$-module, $AB$ and an $N$D array"),
            ("$\\{A\\}$, ${\\cal A}$s, ${A}$", "$\\{A\\}$, ${\\cal A}$s, ${A}$"),
            ("$$$ and $$$money, $$$$ for $x$", "### and ###money, #### for $x$"),
        ] {
            assert_eq!(shown(text), expected);
        }
    }
}
