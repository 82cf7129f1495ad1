//! Style sheets of drawings and their attributes, read as far as CSS Syntax 3 asks for, so that one
//! part that offends costs no other: rules and declarations, without comments.

mod variables;

pub(super) use variables::Variables;

use std::borrow::Cow;

/// What a style sheet holds that a drawing is shown by, and what it asks for besides.
#[derive(Debug, Default)]
pub(super) struct Sheet {
    pub(super) rules: Vec<Rule>,
    /// The addresses of `@import`.
    pub(super) imports: Vec<String>,
    /// The families of `@font-face`.
    pub(super) faces: Vec<String>,
}

#[derive(Debug)]
pub(super) struct Rule {
    pub(super) selector: String,
    pub(super) declarations: Vec<Declaration>,
}

/// A property and its value, as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Declaration {
    /// In small letters.
    pub(super) name: String,
    pub(super) value: String,
}

/// Blocks that hold rules may hold such blocks; more than a few levels nobody writes.
const LEVELS: usize = 8;

/// Reads a style sheet.
pub(super) fn sheet(css: &str) -> Sheet {
    let mut sheet = Sheet::default();
    sheet.add(&without_comments(css), LEVELS);
    sheet
}

/// Reads the declarations of an attribute.
pub(super) fn declarations(css: &str) -> Vec<Declaration> {
    of_block(&without_comments(css))
}

/// Declarations as they are written down again.
pub(super) fn written(declarations: &[Declaration]) -> String {
    let written: Vec<String> =
        declarations.iter().map(|Declaration { name, value }| format!("{name}:{value}")).collect();
    written.join(";")
}

impl Sheet {
    fn add(&mut self, css: &str, levels: usize) {
        let mut rest = css.trim_start();
        while !rest.is_empty() {
            let is_at = rest.starts_with('@');
            let prelude_end = end(rest, if is_at { &['{', ';'] } else { &['{'] });
            let (prelude, after) = rest.split_at(prelude_end);
            let (block, after) = match after.strip_prefix('{') {
                Some(after) => {
                    let (block, after) = after.split_at(end(after, &['}']));
                    (Some(block), after)
                }
                None => (None, after),
            };
            match prelude.strip_prefix('@') {
                Some(prelude) => self.at_rule(prelude, block.unwrap_or_default(), levels),
                None => self.rule(prelude, block.unwrap_or_default()),
            }
            // Over the brace or the semicolon.
            rest = after.get(1..).unwrap_or_default().trim_start();
        }
    }

    fn rule(&mut self, selector: &str, block: &str) {
        let selector = selector.split_whitespace().collect::<Vec<_>>().join(" ");
        let declarations = of_block(block);
        if !selector.is_empty() && !declarations.is_empty() {
            self.rules.push(Rule { selector, declarations });
        }
    }

    fn at_rule(&mut self, prelude: &str, block: &str, levels: usize) {
        let name_end = prelude.find(|c: char| !c.is_alphanumeric() && c != '-').unwrap_or(prelude.len());
        let (name, prelude) = prelude.split_at(name_end);
        match name.to_ascii_lowercase().as_str() {
            "import" => self.imports.extend(address(prelude)),
            "font-face" => {
                let family = of_block(block).into_iter().find(|found| found.name == "font-family");
                self.faces.extend(family.map(|found| found.value.trim_matches(['"', '\'']).to_owned()));
            }
            "media" if levels > 0 && is_of_both(prelude) => self.add(block, levels - 1),
            "layer" if levels > 0 => self.add(block, levels - 1),
            _ => {}
        }
    }
}

/// Whether what a condition of media holds for is on paper and on screens, whatever they are like. All
/// other blocks are passed over: a drawing is the same in both editions, and what it is without
/// conditions is what it is anywhere.
pub(super) fn is_of_both(media: &str) -> bool {
    let media = media.to_ascii_lowercase();
    let kinds: Vec<&str> = media.split(',').map(str::trim).collect();
    let has = |kind: &str| kinds.contains(&kind);
    has("all") || has("") || has("print") && has("screen")
}

/// The address in `url(x)`, `url("x")` or `"x"`.
fn address(prelude: &str) -> Option<String> {
    let prelude = prelude.trim();
    let is_url = prelude.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url("));
    let inner = if is_url { prelude[4..].split(')').next()?.trim() } else { prelude };
    let quoted = inner.strip_prefix(['"', '\'']).and_then(|rest| rest.split(['"', '\'']).next());
    let address = quoted.or(inner.split_whitespace().next())?;
    Some(address.to_owned()).filter(|address| !address.is_empty())
}

/// The declarations of a block. Rules within it are passed over, as other readers of drawings do.
fn of_block(css: &str) -> Vec<Declaration> {
    let mut found = Vec::new();
    let mut rest = css;
    while !rest.is_empty() {
        let (piece, after) = rest.split_at(end(rest, &[';']));
        rest = after.get(1..).unwrap_or_default();
        let Some((name, value)) = piece.split_once(':') else { continue };
        let (name, value) = (unescaped(name.trim()).to_lowercase(), value.trim());
        let is_name = |c: char| c.is_alphanumeric() || c == '-' || c == '_';
        let is_flat = end(value, &['{', '}']) == value.len();
        if !name.is_empty() && name.chars().all(is_name) && !value.is_empty() && is_flat {
            found.push(Declaration { name, value: value.to_owned() });
        }
    }
    found
}

/// Where one of `stops` first stands that lies in no string, no brackets and behind no backslash; else
/// the end.
fn end(css: &str, stops: &[char]) -> usize {
    let mut depth = 0usize;
    let mut scan = Scan::default();
    for (at, c) in css.char_indices() {
        if scan.is_hidden(c) {
            continue;
        }
        if depth == 0 && stops.contains(&c) {
            return at;
        }
        match c {
            '(' | '[' | '{' => depth += 1,
            ')' | ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    css.len()
}

/// What the characters of a style sheet stand in.
#[derive(Default)]
struct Scan {
    quote: Option<char>,
    is_escaped: bool,
}

impl Scan {
    /// Whether the next character is part of a string or an escape. A string ends with its line at
    /// the latest (CSS Syntax 3, 4.3.5).
    fn is_hidden(&mut self, c: char) -> bool {
        if std::mem::take(&mut self.is_escaped) {
            return true;
        }
        self.is_escaped = c == '\\';
        match self.quote {
            Some(quote) => {
                self.quote = self.quote.filter(|_| c != quote && c != '\n');
                true
            }
            None => {
                self.quote = matches!(c, '"' | '\'').then_some(c);
                self.quote.is_some() || self.is_escaped
            }
        }
    }
}

/// A style sheet with a space for each comment, and without the marks that once hid one from HTML.
fn without_comments(css: &str) -> Cow<'_, str> {
    if !css.contains("/*") && !css.contains("<!--") && !css.contains("-->") {
        return Cow::Borrowed(css);
    }
    let (mut out, mut scan, mut done) = (String::with_capacity(css.len()), Scan::default(), 0);
    for (at, c) in css.char_indices() {
        if at < done || scan.is_hidden(c) {
            continue;
        }
        let rest = &css[at..];
        let length = match c {
            // Within an address that has no quotation marks there are no comments.
            'u' | 'U' if is_bare_url(rest) => {
                out.push_str(&css[done..at]);
                let length = rest.find(')').unwrap_or(rest.len());
                out.push_str(&rest[..length]);
                done = at + length;
                continue;
            }
            '/' if rest.starts_with("/*") => rest[2..].find("*/").map_or(rest.len(), |length| length + 4),
            '<' if rest.starts_with("<!--") => 4,
            '-' if rest.starts_with("-->") => 3,
            _ => continue,
        };
        out.push_str(&css[done..at]);
        out.push(' ');
        done = at + length;
    }
    Cow::Owned(out + &css[done..])
}

fn is_bare_url(css: &str) -> bool {
    let start = css.get(..4).is_some_and(|start| start.eq_ignore_ascii_case("url("));
    start && !css[4..].trim_start().starts_with(['"', '\''])
}

/// The text that escapes stand for: up to six hexadecimal figures and one space, or the character
/// itself (CSS Syntax 3, 4.3.7).
pub(super) fn unescaped(css: &str) -> Cow<'_, str> {
    if !css.contains('\\') {
        return Cow::Borrowed(css);
    }
    let mut out = String::new();
    let mut parts = css.split('\\');
    out.push_str(parts.next().unwrap_or_default());
    let mut is_literal = false;
    for part in parts {
        let figures = part.bytes().take(6).take_while(u8::is_ascii_hexdigit).count();
        if figures > 0 && !std::mem::take(&mut is_literal) {
            let code = u32::from_str_radix(&part[..figures], 16).unwrap_or_default();
            out.push(char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
            out.push_str(part[figures..].strip_prefix([' ', '\n', '\t']).unwrap_or(&part[figures..]));
        } else {
            // Two in a row are one that is meant.
            is_literal = part.is_empty() && !std::mem::take(&mut is_literal);
            if is_literal {
                out.push('\\');
            }
            out.push_str(part);
        }
    }
    Cow::Owned(out)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(css: &str) -> String {
        let sheet = sheet(css);
        let rules =
            sheet.rules.iter().map(|rule| format!("{}{{{}}}", rule.selector, written(&rule.declarations)));
        let named = [("import", &sheet.imports), ("face", &sheet.faces)];
        let named =
            named.iter().flat_map(|(kind, names)| names.iter().map(move |name| format!("{kind} {name}")));
        rules.chain(named).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn rules_are_told_apart() {
        for (css, expected) in [
            (".b{fill:#f00}", ".b{fill:#f00}"),
            ("/* a */ .b /* c */ .d{ FILL : /* e */ red ; ; }", ".b .d{fill:red}"),
            ("@import url(x.css); .b{fill:red}", ".b{fill:red} import x.css"),
            ("@import 'y.css' print;.b{fill:red}", ".b{fill:red} import y.css"),
            ("@charset \"utf-8\";.b{fill:red}", ".b{fill:red}"),
            (
                "@font-face{font-family:\"X Y\";src:url(data:font/woff2;base64,AA/*A)} .b{fill:red}",
                ".b{fill:red} face X Y",
            ),
            ("@media (prefers-color-scheme:dark){.b{fill:#000} .c{x:y}} .b{fill:red}", ".b{fill:red}"),
            ("@media print{.b{fill:#000}} .b{fill:red}", ".b{fill:red}"),
            ("@media all{.b{fill:#000}} @media screen, print{.c{x:y}}", ".b{fill:#000} .c{x:y}"),
            ("@keyframes k{from{x:y}to{x:z}} .b{fill:red}", ".b{fill:red}"),
            ("@layer base{.b{fill:red}}", ".b{fill:red}"),
            (".a{fill:red;.b{fill:blue} stroke:x} .c{x:y}", ".a{fill:red} .c{x:y}"),
            (".a{content:'};/*'} .b{x:y}", ".a{content:'};/*'} .b{x:y}"),
            (".a\\:b, .c\\{{x:y}", ".a\\:b, .c\\{{x:y}"),
            ("<!-- .a{x:y} -->", ".a{x:y}"),
            (".a{x:y", ".a{x:y}"),
            (".a{x:y}} .b{x:y}", ".a{x:y} } .b{x:y}"),
            ("/* no end .a{x:y}", ""),
            (".a{f\\69ll:red}", ".a{fill:red}"),
            (".a{fill:url(/*x*/#p)}", ".a{fill:url(/*x*/#p)}"),
        ] {
            assert_eq!(shown(css), expected, "{css}");
        }
    }

    #[test]
    fn escapes_are_undone() {
        for (css, expected) in [
            ("u\\72l(x)", "url(x)"),
            ("u\\000072 l", "url"),
            ("\\75\\72\\6c(", "url("),
            ("a\\\\62 c", "a\\62 c"),
            ("a\\:b", "a:b"),
            ("\\110000 x", "\u{FFFD}x"),
            ("x\\", "x\\"),
        ] {
            assert_eq!(unescaped(css), expected, "{css}");
        }
    }
}
