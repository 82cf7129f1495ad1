//! Cells of code in the books of Quarto, R Markdown and bookdown: they are shown and not run. What they would
//! give is numbered and referred to all the same, so that what the author says of it holds.

use super::directive::{unquoted, with_words_behind};
use super::events::Events;
use super::marks::QUARTO_FLOATS;
use super::raw::Raw;
use crate::document::{Float, FloatKind, Numbered};
use crate::reader::build::Attributes;
use crate::reader::foreign::Foreign;

/// What a line of options of a cell begins with, in the languages that Quarto runs.
const OPTION_MARKS: [&str; 4] = ["#|", "//|", "--|", "%%|"];

/// The options that give captions, with what these are captions of.
const CAPTIONS: [(&str, FloatKind); 6] = [
    ("fig-cap", FloatKind::Figure),
    ("fig.cap", FloatKind::Figure),
    ("tbl-cap", FloatKind::Table),
    ("tab.cap", FloatKind::Table),
    ("lst-cap", FloatKind::Listing),
    ("lst.cap", FloatKind::Listing),
];

/// A cell: its code without its options, and the float that it stands in.
pub(super) struct Cell {
    pub(super) code: String,
    pub(super) float: Float,
}

impl Events<'_, '_> {
    /// The cell that a fence holds. Its caption goes to the attributes; what its label and its caption say that it
    /// gives is what it stands for. One that is there for what it does, and not for readers, is none.
    pub(super) fn cell(
        &mut self,
        text: String,
        info: &str,
        raw: &Raw,
        attributes: &mut Attributes,
    ) -> Option<Cell> {
        let info = info.trim();
        let head = info.trim_start_matches('{').split('}').next().unwrap_or_default();
        let mut float = Float { kind: FloatKind::Listing, ..Float::default() };
        // `{.python}` and `{=html}` are no cells.
        if !head.starts_with(|c: char| c.is_ascii_alphabetic()) {
            return Some(Cell { code: text, float });
        }
        let span = self.build.span(raw.range.clone());
        let options: Vec<&str> = text.lines().map_while(option).collect();
        let hidden = is_hidden(head, &options);
        let kind = if hidden { Foreign::HiddenCell } else { Foreign::Cell };
        self.build.report.foreign(kind, &format!("{{{head}}}"), span);
        if hidden {
            return None;
        }
        let code = text.lines().skip(options.len()).collect::<Vec<_>>().join("\n");
        let caption =
            caption_in(&options).or_else(|| caption_behind(head)).or_else(|| caption_of_table(&code));
        let label = label_in(&options).or_else(|| label_behind(head));
        if let Some((kind, _)) = &caption {
            float.kind = *kind;
        }
        let name = label.and_then(|label| name(&label, &mut float, caption.is_some()));
        self.build.anchor(name.as_deref(), raw.range.clone());
        if let Some((_, caption)) = caption {
            attributes.set("caption", caption);
        }
        Some(Cell { code: with_words_behind(info, code), float })
    }
}

/// The name by which references know a cell with a label. One that says what the cell gives numbers it, with a
/// caption or without (Quarto's guide, "Cross References"); what others give needs a caption (the bookdown book,
/// "Figures" and "Tables").
fn name(label: &str, float: &mut Float, is_captioned: bool) -> Option<String> {
    let of_label = QUARTO_FLOATS.into_iter().find(|(prefix, _)| label.starts_with(prefix));
    if let Some((_, kind)) = of_label {
        (float.kind, float.numbered) = (kind, Numbered::Always);
        return Some(label.to_owned());
    }
    match float.kind {
        FloatKind::Figure => Some(format!("fig:{label}")),
        FloatKind::Table => Some(format!("tab:{label}")),
        FloatKind::Listing => None,
    }
    .filter(|_| is_captioned)
}

/// Whether a cell is run for what it does alone: `include=FALSE`, `#| include: false` (Quarto's guide, "Execution
/// Options").
fn is_hidden(head: &str, options: &[&str]) -> bool {
    let says_no = |value: &str| ["false", "f"].contains(&value.trim().to_ascii_lowercase().as_str());
    // A label stands before the first comma, behind the language.
    let behind = head.split_once([' ', ',']).map_or("", |(_, behind)| behind).split(',');
    let behind = behind.filter_map(|part| part.split_once('='));
    let within = options.iter().filter_map(|option| option.split_once(':'));
    behind.chain(within).any(|(name, value)| name.trim() == "include" && says_no(value))
}

/// The option that a line gives.
fn option(line: &str) -> Option<&str> {
    OPTION_MARKS.iter().find_map(|mark| Some(line.strip_prefix(mark)?.trim()))
}

fn label_in(options: &[&str]) -> Option<String> {
    let label = options.iter().find_map(|option| option.strip_prefix("label:"))?;
    Some(unquoted(label.trim()).to_owned()).filter(|label| !label.is_empty())
}

/// The label behind the language of a cell, or among its other options: `{r mill, echo=FALSE}`.
pub(super) fn label_behind(head: &str) -> Option<String> {
    let behind = head[head.find([' ', ','])?..].trim_start_matches([' ', ',']);
    let first = behind.split(',').next()?.trim();
    let label = match first.split_once('=') {
        Some((name, label)) if name.trim() == "label" => unquoted(label.trim()),
        Some(_) => return value_behind(head, "label").filter(|label| !label.contains(' ')),
        None => first,
    };
    (!label.is_empty() && !label.contains(' ')).then(|| label.to_owned())
}

/// The value of a name behind the language of a cell: `{r fig.cap="A mill"}`.
pub(super) fn value_behind(head: &str, name: &str) -> Option<String> {
    head.match_indices(name).find_map(|(at, _)| quoted_value(&head[at + name.len()..]))
}

/// The caption among the options of a cell.
fn caption_in(options: &[&str]) -> Option<(FloatKind, String)> {
    let named = options.iter().filter_map(|option| option.split_once(':'));
    let mut captions = named.filter_map(|(name, caption)| Some((kind_of(name.trim())?, caption.trim())));
    let (kind, caption) = captions.next()?;
    // A list of several captions, or one of several lines, is left to the file.
    let is_line = !caption.is_empty() && !caption.starts_with(['[', '|', '>', '!']);
    is_line.then(|| (kind, unquoted(caption).to_owned()))
}

fn kind_of(option: &str) -> Option<FloatKind> {
    CAPTIONS.into_iter().find_map(|(name, kind)| (name == option).then_some(kind))
}

/// The caption behind the name of a cell, as R Markdown writes it.
fn caption_behind(head: &str) -> Option<(FloatKind, String)> {
    CAPTIONS.into_iter().find_map(|(name, kind)| Some((kind, value_behind(head, name)?)))
}

/// The caption that R's `kable` gives its table (the bookdown book, "Tables").
fn caption_of_table(code: &str) -> Option<(FloatKind, String)> {
    const NAME: &str = "caption";
    let call = &code[code.find("kable(")?..];
    let at = call.find(NAME)? + NAME.len();
    Some((FloatKind::Table, quoted_value(&call[at..])?))
}

/// The value in quotes behind a sign of equality.
fn quoted_value(text: &str) -> Option<String> {
    let behind = text.trim_start().strip_prefix('=')?.trim_start();
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = behind[1..].split_once(quote)?;
    (!value.is_empty()).then(|| value.to_owned())
}
