//! LaTeX to the model's tree: what a library reads, and before it what the library does not know.
//!
//! Definitions and the commands of `COMMANDS` are expanded here, within a budget, so that no
//! definition can make a short formula endless. What has no other name in LaTeX (boxes, strokes)
//! is read by itself and put in place of a private character.

use super::{chemistry, mathml};
use crate::document::{Enclosure, MathNode, MathStyle, MathTable, Operator};
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::collections::BTreeMap;

/// The longest formula that is read, in bytes, and how long definitions may make it.
const LONGEST: usize = 10_000;
/// What is read by itself stands in the formula as one of these: Unicode's Supplementary Private Use
/// Area-A, whose last two code points are no characters.
const PRIVATE: u32 = 0xF_0000;
const PRIVATE_END: u32 = 0xF_FFFD;

/// Commands and what they stand for; `#1` and `#2` are their arguments.
const COMMANDS: &[(&str, usize, &str)] = &[
    ("mbox", 1, r"\text{#1}"),
    ("hbox", 1, r"\text{#1}"),
    ("textnormal", 1, r"\text{#1}"),
    ("pmb", 1, r"\boldsymbol{#1}"),
    ("mathbfit", 1, r"\boldsymbol{#1}"),
    ("bold", 1, r"\mathbf{#1}"),
    ("mathbfcal", 1, r"\mathcal{#1}"),
    ("Bbb", 1, r"\mathbb{#1}"),
    ("frak", 1, r"\mathfrak{#1}"),
    ("substack", 1, r"\begin{subarray}{c}#1\end{subarray}"),
    ("abs", 1, r"\left|#1\right|"),
    ("norm", 1, r"\left\|#1\right\|"),
    ("set", 1, r"\left\{#1\right\}"),
    ("pod", 1, r"\quad(#1)"),
    ("underoverset", 3, r"\underset{#1}{\overset{#2}{#3}}"),
    ("hdots", 0, r"\ldots "),
    ("dotsb", 0, r"\cdots "),
    ("dotsm", 0, r"\cdots "),
    ("dotsi", 0, r"\cdots "),
    ("dotsc", 0, r"\ldots "),
    ("dotso", 0, r"\ldots "),
    ("smallsetminus", 0, r"\setminus "),
    ("strut", 0, r"\mathstrut "),
    ("null", 0, "{}"),
    ("qed", 0, r"\square "),
    ("varlimsup", 0, r"\overline{\lim}"),
    ("varliminf", 0, r"\underline{\lim}"),
    ("enspace", 0, r"\hspace{0.5em}"),
    ("displaylimits", 0, ""),
    ("label", 1, ""),
    ("eqref", 1, r"\text{(#1)}"),
    ("ref", 1, r"\text{#1}"),
    ("href", 2, "#2"),
    ("textup", 1, r"\textrm{#1}"),
    ("mathnormal", 1, "#1"),
    ("sfrac", 2, "{}^{#1}/_{#2}"),
    ("widebar", 1, r"\overline{#1}"),
    ("mathup", 1, r"\mathrm{#1}"),
    ("mathclap", 1, "#1"),
    ("mathllap", 1, "#1"),
    ("mathrlap", 1, "#1"),
    ("llap", 1, r"\text{#1}"),
    ("rlap", 1, r"\text{#1}"),
    ("clap", 1, r"\text{#1}"),
    ("varprojlim", 0, r"\underleftarrow{\lim}"),
    ("varinjlim", 0, r"\underrightarrow{\lim}"),
    ("euro", 0, "€"),
    ("iddots", 0, "⋰"),
    ("class", 2, "#2"),
    ("cssId", 2, "#2"),
];

/// Environments under the names by which the library has them. A number that no one states is not
/// made up: those of the book count on, and are the model's.
const ENVIRONMENTS: &[(&str, &str)] = &[
    ("equation", "equation*"),
    ("align", "align*"),
    ("alignat", "align*"),
    ("alignat*", "align*"),
    ("flalign", "align*"),
    ("flalign*", "align*"),
    ("alignedat", "aligned"),
    ("split", "aligned"),
    ("gather", "gather*"),
    ("multline", "gather*"),
    ("multline*", "gather*"),
    ("matrix*", "matrix"),
    ("pmatrix*", "pmatrix"),
    ("bmatrix*", "bmatrix"),
    ("Bmatrix*", "Bmatrix"),
    ("vmatrix*", "vmatrix"),
    ("Vmatrix*", "Vmatrix"),
    ("displaymath", "equation*"),
    ("math", "equation*"),
    ("eqnarray", "array"),
    ("eqnarray*", "array"),
];

/// A definition of the manuscript's.
#[derive(Clone, Debug)]
struct Definition {
    arguments: usize,
    /// What the first argument is where it is not given, in brackets.
    default: Option<String>,
    body: String,
}

/// Reads formulas, one after another, with what those before have defined.
pub(super) struct Reader {
    library: Option<LatexToMathML>,
    definitions: BTreeMap<String, Definition>,
}

/// One formula while it is rewritten.
#[derive(Default)]
struct Rewriting {
    out: String,
    /// What the private characters stand for.
    nodes: Vec<MathNode>,
    /// Within `\text`.
    words: bool,
    /// How many bytes of definitions may still be put in.
    budget: usize,
}

type Rewritten<T = ()> = Result<T, String>;

impl Reader {
    pub fn new() -> Reader {
        let configuration = MathCoreConfig { allow_unreliable_rendering: true, ..MathCoreConfig::default() };
        Reader { library: LatexToMathML::new(configuration).ok(), definitions: BTreeMap::new() }
    }

    /// What a formula means, or why it cannot be read.
    pub fn read(&mut self, source: &str, display: bool) -> Rewritten<MathNode> {
        if source.len() > LONGEST {
            return Err(format!("it is longer than {LONGEST} bytes"));
        }
        if source.chars().any(|c| (PRIVATE..=PRIVATE_END).contains(&u32::from(c))) {
            return Err("it holds characters for private use".into());
        }
        let mut rewriting = Rewriting { budget: LONGEST, ..Rewriting::default() };
        let numbered = with_number(source.trim()).filter(|_| display);
        self.part(numbered.as_deref().unwrap_or(source.trim()), display, &mut rewriting)
    }

    /// Takes what a text defines outside of formulas. A definition that cannot be read defines nothing, and a
    /// formula that uses it says so.
    pub fn define_before(&mut self, definition: &str) {
        let mut rewriting = Rewriting { budget: LONGEST, ..Rewriting::default() };
        _ = self.rewrite(definition, &mut rewriting);
    }

    /// Reads a formula or a part of one. Of parts within parts the nodes are shared.
    fn part(&mut self, source: &str, display: bool, rewriting: &mut Rewriting) -> Rewritten<MathNode> {
        let outer = std::mem::take(&mut rewriting.out);
        self.rewrite(source, rewriting)?;
        let latex = std::mem::replace(&mut rewriting.out, outer);
        let library = self.library.as_ref().ok_or("the reader of formulas does not work")?;
        let mode = if display { MathDisplay::Block } else { MathDisplay::Inline };
        let read = library.convert_with_local_state(&latex, mode).map_err(|error| error.error_message())?;
        let stands_for = |character: char| {
            let index = u32::from(character).checked_sub(PRIVATE)?;
            rewriting.nodes.get(index as usize).cloned()
        };
        Ok(mathml::tree(&read.mathml, &stands_for)?)
    }

    fn rewrite(&mut self, source: &str, rewriting: &mut Rewriting) -> Rewritten {
        let mut rest = source;
        while let Some(at) = rest.find('\\') {
            rewriting.out.push_str(&rest[..at]);
            let name = command_name(&rest[at + 1..]);
            rest = self.command(name, &rest[at + 1 + name.len()..], rewriting)?;
        }
        rewriting.out.push_str(rest);
        Ok(())
    }

    /// Writes a command as the library knows it; gives back what follows it.
    fn command<'s>(&mut self, name: &str, after: &'s str, to: &mut Rewriting) -> Rewritten<&'s str> {
        if let Some(definition) = self.definition(name) {
            return self.expand(&definition, after, to);
        }
        match name {
            "newcommand" | "renewcommand" | "providecommand" | "def" | "DeclareMathOperator" => {
                self.define(name, after)
            }
            "begin" | "end" => self.environment(name, after, to),
            "left" | "right" | "middle" | "big" | "Big" | "bigg" | "Bigg" | "bigl" | "bigr" | "Bigl"
            | "Bigr" | "biggl" | "biggr" | "Biggl" | "Biggr" => Ok(delimiter(name, after, to)),
            "ce" => self.chemistry(after, to),
            "mathop" => self.operator(after, to),
            "text" => {
                let (words, after) = argument(after);
                self.words(words, to)?;
                Ok(after)
            }
            "boxed" | "fbox" | "sout" | "smash" | "widetilde" | "textcolor" => self.special(name, after, to),
            _ => Ok(adjusted(name, after, to)),
        }
    }

    /// `\ce{H2O}`
    fn chemistry<'s>(&mut self, after: &'s str, to: &mut Rewriting) -> Rewritten<&'s str> {
        let (equation, after) = argument(after);
        let latex = format!("{{{}}}", chemistry::latex(equation));
        self.rewrite(&latex, to)?;
        Ok(after)
    }

    /// `\mathop{name}\limits`
    fn operator<'s>(&mut self, after: &'s str, to: &mut Rewriting) -> Rewritten<&'s str> {
        let (base, after) = argument(after);
        let name = base.trim().trim_start_matches(r"\mathrm").trim_matches(['{', '}']);
        let named = !name.is_empty() && name.chars().all(|c| c.is_ascii_alphabetic());
        let latex = if named { format!(r"\operatorname*{{{name}}}") } else { format!("{{{base}}}") };
        self.rewrite(&latex, to)?;
        Ok(after.strip_prefix(r"\limits").unwrap_or(after))
    }

    /// Words, and the formulas among them: `\text{if $x > 0$}`.
    fn words(&mut self, words: &str, to: &mut Rewriting) -> Rewritten {
        let outer = std::mem::replace(&mut to.words, true);
        // A dollar sign that is meant begins no formula; a control character is in no manuscript.
        let hidden = words.replace(r"\$", "\u{1}");
        for (index, part) in hidden.split('$').enumerate().filter(|(_, part)| !part.is_empty()) {
            to.words = index % 2 == 0;
            to.out.push_str(if to.words { r"\text{" } else { "{" });
            self.rewrite(&part.replace('\u{1}', r"\$"), to)?;
            to.out.push('}');
        }
        to.words = outer;
        Ok(())
    }

    fn definition(&self, name: &str) -> Option<Definition> {
        let own = self.definitions.get(name).cloned();
        own.or_else(|| {
            let found = COMMANDS.iter().find(|(command, ..)| *command == name);
            found.map(|&(_, arguments, body)| Definition { arguments, default: None, body: body.into() })
        })
    }

    /// Puts a definition's body in, with its arguments.
    fn expand<'s>(
        &mut self,
        definition: &Definition,
        after: &'s str,
        to: &mut Rewriting,
    ) -> Rewritten<&'s str> {
        let mut rest = after;
        let Definition { arguments, default, mut body } = definition.clone();
        for number in 1..=arguments {
            let given = default.as_deref().filter(|_| number == 1).map(|default| match in_brackets(rest) {
                Some(given) => given,
                None => (default, rest),
            });
            let (value, after) = given.unwrap_or_else(|| argument(rest));
            rest = after;
            body = body.replace(&format!("#{number}"), value);
            if body.len() > to.budget {
                return Err("its definitions make it too long".into());
            }
        }
        to.budget = to.budget.checked_sub(body.len() + 1).ok_or("its definitions make it too long")?;
        self.rewrite(&body, to)?;
        // A body may end in a command, whose name letters would lengthen.
        if definition.arguments == 0 && rest.starts_with(|c: char| c.is_alphabetic()) {
            to.out.push(' ');
        }
        Ok(rest)
    }

    /// `\newcommand{\name}[1]{body}`, `\def\name#1{body}`, `\DeclareMathOperator{\name}{words}`.
    fn define<'s>(&mut self, command: &str, after: &'s str) -> Rewritten<&'s str> {
        let starred = after.strip_prefix('*');
        let (name, rest) = argument(starred.unwrap_or(after));
        let name = name.trim().trim_start_matches('\\').to_string();
        let (mut arguments, mut default, mut rest) = (0, None, rest.trim_start());
        if command == "def" {
            let opening = rest.find('{').ok_or_else(|| format!("the definition of `\\{name}` has no end"))?;
            arguments = rest[..opening].matches('#').count();
            rest = &rest[opening..];
        } else if let Some((count, after)) = in_brackets(rest) {
            arguments = count.trim().parse().unwrap_or(0);
            rest = after;
            if let Some((value, after)) = in_brackets(rest) {
                default = Some(value.to_owned());
                rest = after;
            }
        }
        if rest.trim().is_empty() {
            return Err(format!("the definition of `\\{name}` has no end"));
        }
        let (body, rest) = argument(rest);
        let body = match command {
            "DeclareMathOperator" => {
                format!(r"\operatorname{}{{{body}}}", if starred.is_some() { "*" } else { "" })
            }
            _ => body.to_string(),
        };
        // TeX's parameters go from 1 to 9.
        self.definitions.insert(name, Definition { arguments: arguments.min(9), default, body });
        Ok(rest)
    }

    fn environment<'s>(&mut self, command: &str, after: &'s str, to: &mut Rewriting) -> Rewritten<&'s str> {
        let (name, mut rest) = argument(after);
        if name == "smallmatrix" && command == "begin" {
            let end = rest.find(r"\end{smallmatrix}").ok_or("its `smallmatrix` has no end")?;
            let body = format!(r"\begin{{matrix}}{}\end{{matrix}}", &rest[..end]);
            let matrix = match self.part(&body, false, to)? {
                MathNode::Table(table) => MathNode::Table(MathTable { close: true, ..table }),
                other => other,
            };
            let style = MathStyle { level: Some(1), ..MathStyle::default() };
            to.put(MathNode::Styled { style, inner: matrix.into() });
            return Ok(&rest[end + r"\end{smallmatrix}".len()..]);
        }
        let known = ENVIRONMENTS.iter().find(|(other, _)| *other == name).map_or(name, |(_, known)| known);
        to.out.push_str(&format!(r"\{command}{{{known}}}"));
        if command == "begin" {
            if name.ends_with("matrix*") && rest.starts_with('[') {
                rest = rest.split_once(']').map_or(rest, |(_, rest)| rest);
            }
            if name.starts_with("alignat") || name == "alignedat" {
                rest = argument(rest).1;
            }
            if known == "array" && name != "array" {
                // The columns that LaTeX gives `eqnarray`.
                to.out.push_str("{rcl}");
            } else if known == "array" {
                let (columns, after) = argument(rest);
                to.out.push_str(&format!("{{{}}}", without_gaps(columns)));
                rest = after;
            }
        }
        Ok(rest)
    }

    /// What the library has no element for.
    fn special<'s>(&mut self, name: &str, after: &'s str, to: &mut Rewriting) -> Rewritten<&'s str> {
        // `\smash[t]`, of which the part is not minded.
        let after =
            after.strip_prefix('[').and_then(|rest| rest.split_once(']')).map_or(after, |(_, rest)| rest);
        let (first, rest) = argument(after);
        if name == "textcolor" {
            let (inner, rest) = argument(rest);
            to.out.push_str(&format!(r"{{\color{{{first}}}"));
            self.rewrite(inner, to)?;
            to.out.push('}');
            return Ok(rest);
        }
        let display = matches!(name, "boxed");
        let inner = self.part(first, display, to)?;
        let style = MathStyle { display: display.then_some(true), ..MathStyle::default() };
        let styled = MathNode::Styled { style, inner: inner.clone().into() };
        to.put(match name {
            "boxed" => MathNode::Enclosed { kind: Enclosure::Box, inner: styled.into() },
            "fbox" => MathNode::Enclosed { kind: Enclosure::Box, inner: inner.into() },
            "sout" => MathNode::Enclosed { kind: Enclosure::StrikeAcross, inner: inner.into() },
            "smash" => MathNode::Phantom { inner: inner.into(), ink: true, width: true, height: false },
            _ => wide_tilde(inner),
        });
        Ok(rest)
    }
}

impl Rewriting {
    /// Puts a node in place of a private character.
    fn put(&mut self, node: MathNode) {
        // A formula of 10,000 bytes cannot have more parts than the plane has characters.
        let character = char::from_u32(PRIVATE + self.nodes.len() as u32).unwrap_or(' ');
        self.nodes.push(node);
        self.out.push_str(&format!("{{{character}}}"));
    }
}

/// Writes a command that the library reads but for something behind it; gives back what follows that.
fn adjusted<'s>(name: &str, after: &'s str, to: &mut Rewriting) -> &'s str {
    match name {
        "hspace" => {
            to.out.push_str(r"\hspace");
            after.strip_prefix('*').unwrap_or(after)
        }
        // Two rules above a row are drawn as one.
        "hline" if after.trim_start().starts_with(r"\hline") => after,
        "tag" => {
            let (number, after) = argument(after.strip_prefix('*').unwrap_or(after));
            let number: String = number.chars().filter(|c| c.is_ascii() && *c != '$').collect();
            to.out.push_str(&format!(r"\tag{{{number}}}"));
            after
        }
        // Of white space behind an escaped sign the library makes none.
        "&" | "$" | "%" | "#" if to.words && after.starts_with(' ') => {
            to.out.push_str(&format!("\\{name}{{}}~"));
            after.trim_start()
        }
        // How far apart two rows are, which is not minded.
        "\\" => {
            to.out.push_str(r"\\ ");
            let after = after.strip_prefix('*').unwrap_or(after);
            after.strip_prefix('[').and_then(|gap| gap.split_once(']')).map_or(after, |(_, rest)| rest)
        }
        _ => {
            to.out.push('\\');
            to.out.push_str(name);
            after
        }
    }
}

/// Environments whose rows may have numbers, as the library has them, instead of those that have none and are all
/// of a display.
const NUMBERED: &[(&str, &str)] =
    &[("aligned", "align*"), ("alignedat", "alignat*"), ("split", "align*"), ("gathered", "gather*")];

/// A display that states its number outside of the environments in which the library takes one, in such an
/// environment: rows that are all of it keep theirs, elsewhere the number is that of the whole.
fn with_number(source: &str) -> Option<String> {
    const TAG: &str = r"\tag";
    let has_number = |name: &&str| source.contains(&format!(r"\begin{{{name}}}"));
    let mut environments = ENVIRONMENTS.iter().filter(|(_, known)| known.ends_with('*'));
    let is_numbered = environments.any(|(name, known)| has_number(name) || has_number(known));
    if !source.contains(TAG) || is_numbered {
        return None;
    }
    let all = NUMBERED.iter().find_map(|(name, numbered)| {
        let rows = source.strip_prefix(&format!(r"\begin{{{name}}}"))?;
        let rows = rows.strip_suffix(&format!(r"\end{{{name}}}"))?;
        let is_one = !rows.contains(&format!(r"\end{{{name}}}"));
        is_one.then(|| format!(r"\begin{{{numbered}}}{rows}\end{{{numbered}}}"))
    });
    if all.is_some() {
        return all;
    }
    let (mut formula, mut numbers, mut rest) = (String::new(), Vec::new(), source);
    while let Some((before, behind)) = rest.split_once(TAG) {
        formula.push_str(before);
        let (number, after) = argument(behind.strip_prefix('*').unwrap_or(behind));
        numbers.push(number);
        rest = after;
    }
    let numbers = numbers.join(", ");
    Some(format!(r"\begin{{equation*}}{formula}{rest}\tag{{{numbers}}}\end{{equation*}}"))
}

fn wide_tilde(inner: MathNode) -> MathNode {
    let tilde = Operator { text: "\u{2DC}".into(), stretchy: Some(true), ..Operator::default() };
    let over = Some(MathNode::Operator(tilde).into());
    MathNode::Limits { base: inner.into(), under: None, over, accent: true }
}

/// Letters, or one character.
fn command_name(after: &str) -> &str {
    let letters = after.find(|c: char| !c.is_ascii_alphabetic()).unwrap_or(after.len());
    if letters > 0 {
        return &after[..letters];
    }
    &after[..after.chars().next().map_or(0, char::len_utf8)]
}

/// An angle bracket may be written as the sign of comparison.
fn delimiter<'s>(name: &str, after: &'s str, to: &mut Rewriting) -> &'s str {
    to.out.push('\\');
    to.out.push_str(name);
    let trimmed = after.trim_start();
    let angle = [("<", r"\langle "), (">", r"\rangle ")];
    for (sign, bracket) in angle {
        if let Some(rest) = trimmed.strip_prefix(sign) {
            to.out.push_str(bracket);
            return rest;
        }
    }
    after
}

/// An argument and what follows it: a group without its braces, a command, or one character.
fn argument(text: &str) -> (&str, &str) {
    let text = text.trim_start();
    match text.chars().next() {
        Some('{') => {
            let end = group_end(text);
            (&text[1..end], text.get(end + 1..).unwrap_or_default())
        }
        Some('\\') => text.split_at(1 + command_name(&text[1..]).len()),
        Some(character) => text.split_at(character.len_utf8()),
        None => ("", ""),
    }
}

/// What stands in the brackets that a text begins with, and what follows them.
fn in_brackets(text: &str) -> Option<(&str, &str)> {
    text.trim_start().strip_prefix('[')?.split_once(']')
}

/// The columns of an array without what is put between them, `@{…}` and `!{…}`.
fn without_gaps(columns: &str) -> String {
    let mut out = String::new();
    let mut rest = columns;
    while let Some(at) = rest.find(['@', '!']) {
        out.push_str(&rest[..at]);
        rest = argument(&rest[at + 1..]).1;
    }
    out + rest
}

/// Where the group that `text` begins with is closed; at the text's end where it never is.
fn group_end(text: &str) -> usize {
    let (mut depth, mut escaped) = (0usize, false);
    for (at, character) in text.char_indices() {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '{' => depth += 1,
            '}' if depth == 1 => return at,
            '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    text.len()
}
