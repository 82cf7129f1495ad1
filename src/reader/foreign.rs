//! Marks of dialects that are not read: they stay as they are written, and are named once a kind.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::source::Span;
use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

/// What kind of mark it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Foreign {
    /// `{{< figure >}}`, `{{% note %}}`
    Shortcode,
    /// `{{ page.title }}`, `{% if %}`
    Template,
    /// `{: .class}`
    Kramdown,
    /// `\emph{…}`
    TexCommand,
    /// `\(…\)` where the book does not ask for it
    TexBrackets,
    /// `` {doc}`…` ``
    Role,
    /// ```` ```{note} ```` and `:::{note}`
    Directive,
    /// A role or a directive that `--from myst` does not read either
    OtherRole,
    OtherDirective,
    /// A cell of a notebook
    Cell,
    /// `T> …`
    Aside,
    /// `{blurb}`
    Markua,
    /// `{quiz}`, which `--from leanpub` does not read either
    OtherMarkua,
    /// A list of attributes that `--from leanpub` does not read either
    MarkuaAttributes,
    /// `![[Note]]`
    Embed,
    /// `[!faq]- Title`
    Callout,
    /// `[@knuth84]`
    Citation,
    /// `@fig-mill`
    CrossReference,
    /// `!!! note`
    Admonition,
    /// `` `\LaTeX`{=latex} ``
    Raw,
    /// `[TOC]`
    Contents,
    /// `{#id .class}` that stands at nothing
    Attributes,
    /// `::: name` that no line of colons closes
    OpenDivision,
    /// `:::` that closes nothing
    StrayFence,
    /// `| a | b |` without a line of dashes below its head
    Bars,
    /// `[words][name]` without an address of this name
    OpenReference,
    /// `\newpage` among words
    PageBreak,
}

impl Foreign {
    /// What it is, and what becomes of it.
    fn says(self) -> &'static str {
        match self {
            Foreign::Shortcode => {
                "is a shortcode of Hugo or Quarto, which is not run; it stays as it is written"
            }
            Foreign::Template => {
                "is a template's mark (Liquid, Jinja, Handlebars), which is not run; it stays as it is written"
            }
            Foreign::Kramdown => {
                "are attributes as kramdown writes them, which are not read; they stay as they are written"
            }
            Foreign::TexCommand => "is a command of TeX, which is not run; it stays as it is written",
            Foreign::TexBrackets => "looks like a formula in TeX's brackets, which are read as brackets here",
            Foreign::Role => "is a role of MyST, which is not read; it stays as it is written",
            Foreign::Directive => "is a directive of MyST, which is not read; it stays as it is written",
            Foreign::OtherRole => "is a role that is not read; it stays as it is written",
            Foreign::OtherDirective => "is a directive that is not read; what it holds is shown as code",
            Foreign::OtherMarkua => "is a mark of Leanpub that is not read; it stays as it is written",
            Foreign::Cell => "is a cell of code, which is shown and not run; its options are not printed",
            Foreign::MarkuaAttributes => "holds attributes that are not read, and is left out",
            Foreign::Callout => "begins a callout of Obsidian, which is not read; it stays as it is written",
            Foreign::Aside => "looks like an aside of Leanpub, which is not read; it stays as it is written",
            Foreign::Markua => "looks like a mark of Leanpub, which is not read; it stays as it is written",
            Foreign::Embed => "embeds a note as Obsidian does, which is not read; it stays as it is written",
            Foreign::Citation => "is a citation, which is not read yet; it stays as it is written",
            Foreign::CrossReference => {
                "is a cross-reference of Quarto or pandoc-crossref, which is not read; it stays as it is written"
            }
            Foreign::Admonition => {
                "looks like an admonition of MkDocs, which is not read; it stays as it is written"
            }
            Foreign::Raw => "is meant for another format, and is left out of both editions",
            Foreign::Contents => "asks for a list of contents; it stays as it is written",
            Foreign::Attributes => "stands at nothing that takes attributes; it stays as it is written",
            Foreign::OpenDivision => "opens a division that is never closed; it stays text",
            Foreign::StrayFence => "closes no division; it stays text",
            Foreign::Bars => "looks like a table and is none; it stays text",
            Foreign::OpenReference => "refers to an address that is not written; it stays text",
            Foreign::PageBreak => "stands among words, where it begins no page; it stays as it is written",
        }
    }

    fn hint(self) -> &'static str {
        match self {
            Foreign::Shortcode | Foreign::Template => {
                "write what it would give, or export what your site's generator has made of it"
            }
            Foreign::Kramdown => "write `{.class}` behind a heading, an image, a link or `[words]`",
            Foreign::TexCommand => {
                "write it in Markdown (`*words*`, `[words]{.smallcaps}`), or as a formula between dollars; `\\newpage` on a line of its own is read"
            }
            Foreign::TexBrackets => "write `$…$` and `$$…$$`, or set `text.bracket-math: true`",
            Foreign::Role | Foreign::Directive => {
                "`--from myst` reads it; elsewhere write a link, or a division between lines of `:::`"
            }
            Foreign::OtherRole | Foreign::OtherDirective | Foreign::OtherMarkua => "write what it would give",
            Foreign::Cell => "put in what it gives, as an image or a table, if readers are to see it",
            Foreign::MarkuaAttributes => {
                "write `{#id width=60%}` behind an image, or `{#id .class}` behind a heading"
            }
            Foreign::Callout => "`--from obsidian` reads it; elsewhere `[!NOTE]` stands alone on its line",
            Foreign::Aside => "`--from leanpub` reads it; elsewhere `> [!TIP]` begins a notice",
            Foreign::Markua => "`--from leanpub` reads it; elsewhere `::: tip` begins a notice",
            Foreign::Embed => "write `![words](image.png)`, a link to the note, or its words",
            Foreign::Citation => "write it out, as a note or a link",
            Foreign::CrossReference => "write `[](#id)`, or `[@](#id)`, which gives the label and its number",
            Foreign::Admonition => "write `> [!NOTE]`, or `::: note` and `:::` around it",
            Foreign::Raw => "write it in Markdown",
            Foreign::Contents => "both editions have contents of their own; take the line out",
            Foreign::OpenDivision => "close it with a line of `:::`",
            Foreign::StrayFence => "`::: name` opens one; take it out where none is meant",
            Foreign::Bars => {
                "a table of bars has a line such as `|---|---|` below its head; a bar that is none is written `\\|`"
            }
            Foreign::OpenReference => "write `[name]: address` on a line of its own, or `[words](address)`",
            Foreign::PageBreak => "give it a paragraph of its own",
            Foreign::Attributes => "put it directly behind a heading, an image, a link, code or `[words]`",
        }
    }
}

/// The marks of a text, or of a book, that are not read: of each kind the first, and how many there are.
#[derive(Clone, Debug, Default)]
pub struct ForeignMarks(BTreeMap<Foreign, Tallied>);

#[derive(Clone, Debug)]
struct Tallied {
    written: String,
    first: Span,
    count: usize,
}

impl ForeignMarks {
    /// Counts a mark.
    pub(super) fn add(&mut self, kind: Foreign, written: &str, span: Span) {
        let first = || Tallied { written: shortened(written), first: span, count: 0 };
        self.0.entry(kind).or_insert_with(first).count += 1;
    }

    /// Adds the marks of a text behind those of the texts before it.
    pub fn append(&mut self, behind: ForeignMarks) {
        for (kind, found) in behind.0 {
            match self.0.entry(kind) {
                Entry::Vacant(entry) => _ = entry.insert(found),
                Entry::Occupied(mut entry) => entry.get_mut().count += found.count,
            }
        }
    }

    /// One message a kind.
    pub fn diagnostics(self) -> Vec<Diagnostic> {
        let messages = self.0.into_iter().map(|(kind, Tallied { written, first, count })| {
            let more = match count {
                1 => String::new(),
                count => format!(" ({} more like it)", count - 1),
            };
            let message = format!("`{written}` {}{more}", kind.says());
            // That code is shown and not run is what the readers of a book expect.
            let severity = if kind == Foreign::Cell { Severity::Note } else { Severity::Warning };
            Diagnostic::new(severity, Code::ForeignMarkup, first, message).hint(kind.hint())
        });
        messages.collect()
    }
}

/// So much of a mark stands in a message.
const LONGEST: usize = 60;

fn shortened(written: &str) -> String {
    let line = written.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &line[..end]),
        None => line,
    }
}
