//! Marks of dialects that are not read: they stay as they are written, and are named once a kind.

mod tally;

pub use tally::ForeignMarks;

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
    /// `\newcommand{\name}{…}` outside of formulas
    TexDefinition,
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
    /// `::: {.content-visible when-format="pdf"}`
    OneEdition,
    /// `::: {.content-visible when-format="docx"}`
    OtherFormat,
    /// `(ref:name) Words`
    TextReference,
    /// A list that only another program makes: `{bibliography}`
    Generated,
    /// `{toctree}`
    Chapters,
    /// `T> …`
    Aside,
    /// `{blurb}`
    Markua,
    /// `{quiz}`, which `--from leanpub` does not read either
    OtherMarkua,
    /// Words of an image of which a list gives both others
    ImageWords,
    /// A list of attributes that `--from leanpub` does not read either
    MarkuaAttributes,
    /// `{i: "term"}`
    IndexEntry,
    /// `![[Note]]`
    Embed,
    /// The same in a book of Obsidian
    Embedded,
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
    /// ```` ```{note} ```` that no line of backticks closes
    OpenDirective,
    /// `:::` that closes nothing
    StrayFence,
    /// `| a | b |` without a line of dashes below its head
    Bars,
    /// Lines behind bars, directly below words
    OpenLineBlock,
    /// `[words][name]` without an address of this name
    OpenReference,
    /// `\newpage` among words
    PageBreak,
    /// `==words==`
    Highlighted,
    /// `++words++`
    Inserted,
    /// `%%words%%`
    PercentComment,
    /// `{::comment}`, `{# … #}`, `{/* … */}`
    Comment,
    /// `{++words++}`, `{>>words<<}`
    Change,
    /// `*[HTML]: Hypertext …`
    Abbreviation,
    /// `=== "Tab"`
    Tab,
    /// `--8<-- "file"`, `{!file!}`, `@import "file"`
    Include,
    /// `+++`
    CellBreak,
    /// `#| echo: false` outside of a cell
    CellOption,
    /// `(@label)` of no example
    OpenExample,
    /// `{::nomarkdown}`
    KramdownExtension,
    /// `:smile:`
    Emoji,
    /// `[[Note]]` where links of a wiki are not read
    OpenWikiLink,
    /// `![words](a picture.png)`
    SpacedAddress,
    /// `![words](data:image/svg+xml;utf8,<svg …></svg>)`
    SpacedData,
    /// `[words][name]` in HTML
    HtmlReference,
    /// `{% highlight ruby %}`
    HighlightedCode,
    /// `.. note::` and `` :ref:`label` ``
    Rest,
    /// `== Title`, `include::file[]`
    AsciiDoc,
    /// `#+TITLE: …`
    Org,
    /// `import X from 'y'`
    Mdx,
    /// `[name]: address {.class}`
    ReferenceAttributes,
    /// `[words]{title="…"}`: an attribute that has no meaning where it stands
    Attribute,
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
            Foreign::TexDefinition => {
                "is a definition of TeX, which is read in formulas alone; it is shown as it is written"
            }
            Foreign::TexBrackets => "looks like a formula in TeX's brackets, which are read as brackets here",
            Foreign::Role => "is a role of MyST, which is not read; it stays as it is written",
            Foreign::Directive => "is a directive of MyST, which is not read; it stays as it is written",
            Foreign::OtherRole => "is a role that is not read; its words are printed",
            Foreign::OtherDirective => "is a directive that is not read; what it holds is shown as code",
            Foreign::OtherMarkua => "is a mark of Leanpub that is not read; it stays as it is written",
            Foreign::Cell => {
                "is a cell of code, which is shown and not run; of its options a caption alone is printed"
            }
            Foreign::OneEdition => "is meant for one edition alone; what it holds stands in both",
            Foreign::OtherFormat => "is meant for other formats; what it holds is left out of both editions",
            Foreign::TextReference => {
                "gives words that no name in the file stands for; it stays as it is written"
            }
            Foreign::Generated => "asks for what another program makes, and is left out",
            Foreign::Chapters => {
                "asks for a list of contents, which both editions have anyhow; it is left out"
            }
            Foreign::ImageWords => {
                "are the words of an image that is given other ones as caption and alternative text; they are left out"
            }
            Foreign::MarkuaAttributes => "holds attributes that are not read, and is left out",
            Foreign::IndexEntry => "is an entry of an index, which is not made; it is left out",
            Foreign::Callout => "begins a callout of Obsidian, which is not read; it stays as it is written",
            Foreign::Aside => "looks like an aside of Leanpub, which is not read; it stays as it is written",
            Foreign::Markua => "looks like a mark of Leanpub, which is not read; it stays as it is written",
            Foreign::Embed => "embeds a note as Obsidian does, which is not read; it stays as it is written",
            Foreign::Embedded => {
                "embeds another file, which is not put in; a link to it or its name stands there"
            }
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
            Foreign::OpenDirective => {
                "opens a directive that is never closed; it goes on to the end of what it stands in"
            }
            Foreign::StrayFence => "closes no division; it stays text",
            Foreign::Bars => "looks like a table and is none; it stays text",
            Foreign::OpenLineBlock => {
                "begins like a line block, but stands directly below words; it stays as it is written"
            }
            Foreign::OpenReference => "refers to an address that is not written; it stays text",
            Foreign::ReferenceAttributes => "are attributes of a reference, which are not read, and left out",
            Foreign::Attribute => "is an attribute that says nothing where it stands, and is left out",
            Foreign::PageBreak => "stands among words, where it begins no page; it stays as it is written",
            Foreign::Highlighted => "marks words by signs that are not read; it stays as it is written",
            Foreign::Inserted => "marks inserted words by signs that are not read; it stays as it is written",
            Foreign::PercentComment | Foreign::Comment => {
                "is a comment of another tool, which is not read; it stays as it is written"
            }
            Foreign::Change => {
                "is a change as CriticMarkup writes it, which is not read; it stays as it is written"
            }
            Foreign::Abbreviation => {
                "explains an abbreviation as PHP Markdown Extra does, which is not read; it stays as it is written"
            }
            Foreign::Tab => "begins a tab of MkDocs, which is not read; it stays as it is written",
            Foreign::Include => "takes in another file, which is not done; it stays as it is written",
            Foreign::CellBreak => {
                "parts cells of a notebook or front matter in TOML, of which there is none here; it stays as it is written"
            }
            Foreign::CellOption => {
                "is an option of a cell of code and stands in none; it stays as it is written"
            }
            Foreign::OpenExample => "refers to an example that is not written; it stays text",
            Foreign::KramdownExtension => {
                "is an extension of kramdown, which is not read; it stays as it is written"
            }
            Foreign::Emoji => "is the short name of a picture, which is not drawn; it stays as it is written",
            Foreign::OpenWikiLink => {
                "is a link of a wiki, which is not read in a file that holds `]](`; it stays as it is written"
            }
            Foreign::SpacedAddress => {
                "looks like a link or an image and is none, since its address holds a blank; it stays text"
            }
            Foreign::SpacedData => {
                "looks like an image and is none, since the drawing in its address is not encoded; it is shown as it is written"
            }
            Foreign::HtmlReference => "stands in HTML, where Markdown reads no links; it stays text",
            Foreign::HighlightedCode => {
                "is a mark of Hugo or Jekyll around code, which is shown; the mark is left out"
            }
            Foreign::Rest => "is a mark of reStructuredText, which is not read; it stays as it is written",
            Foreign::AsciiDoc => {
                "is a mark of AsciiDoc or of a wiki, which is not read; it stays as it is written"
            }
            Foreign::Org => "is a mark of Org mode, which is not read; it stays as it is written",
            Foreign::Mdx => "is a mark of MDX, which is not run; it stays as it is written",
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
            Foreign::TexDefinition => "write it between dollars, before the formulas that it is meant for",
            Foreign::TexBrackets => "write `$…$` and `$$…$$`, or set `text.bracket-math: true`",
            Foreign::Role | Foreign::Directive => {
                "`--from myst` reads it; elsewhere write a link, or a division between lines of `:::`"
            }
            Foreign::OtherRole | Foreign::OtherDirective | Foreign::OtherMarkua => "write what it would give",
            Foreign::Cell => "put in what it gives, as an image or a table, if readers are to see it",
            Foreign::OneEdition => "write words that are right in both, and take the condition out",
            Foreign::OtherFormat => "take the condition out if readers are to see it",
            Foreign::TextReference => {
                "`(ref:name)` in the same file is replaced by it; it is one line, with an empty line below it"
            }
            Foreign::Generated => "write out what it would give",
            Foreign::Chapters => "`_toc.yml`, or the files that you name, give the order of the chapters",
            Foreign::ImageWords => "they are the caption where none is given; take out what is not meant",
            Foreign::MarkuaAttributes => {
                "write `{#id width=60%}` behind an image, or `{#id .class}` behind a heading"
            }
            Foreign::IndexEntry => "both editions can be searched; take it out to be rid of this message",
            Foreign::Callout => "`--from obsidian` reads it; elsewhere `[!NOTE]` stands alone on its line",
            Foreign::Aside => "`--from leanpub` reads it; elsewhere `> [!TIP]` begins a notice",
            Foreign::Markua => "`--from leanpub` reads it; elsewhere `::: tip` begins a notice",
            Foreign::Embed => "write `![words](image.png)`, a link to the note, or its words",
            Foreign::Embedded => "write in its place what readers are to see of it",
            Foreign::Citation => "write it out, as a note or a link",
            Foreign::CrossReference => "write `[](#id)`, or `[@](#id)`, which gives the label and its number",
            Foreign::Admonition => "write `> [!NOTE]`, or `::: note` and `:::` around it",
            Foreign::Raw => "write it in Markdown",
            Foreign::Contents => "both editions have contents of their own; take the line out",
            Foreign::OpenDivision => "close it with a line of `:::`",
            Foreign::OpenDirective => {
                "close it with a line of as many marks; one that holds others begins with more marks than they do"
            }
            Foreign::StrayFence => "`::: name` opens one; take it out where none is meant",
            Foreign::Bars => {
                "a table of bars has a line such as `|---|---|` below its head; a bar that is none is written `\\|`"
            }
            Foreign::OpenLineBlock => "an empty line above the first bar makes verse of the lines",
            Foreign::OpenReference => "write `[name]: address` on a line of its own, or `[words](address)`",
            Foreign::ReferenceAttributes => "put them behind each link or image that they are meant for",
            Foreign::Attribute => {
                "the handbook says which attributes are read; write in words what readers are to know"
            }
            Foreign::PageBreak => "give it a paragraph of its own",
            Foreign::Highlighted => "write `[words]{.mark}`; `--from obsidian` reads it",
            Foreign::Inserted => "write `<ins>words</ins>`, or `[words]{.underline}`",
            Foreign::PercentComment => {
                "what stands between `<!--` and `-->` is left out; `--from obsidian` reads it"
            }
            Foreign::Comment => "what stands between `<!--` and `-->` is left out",
            Foreign::Change => "accept or reject the changes before the book is made",
            Foreign::Abbreviation => {
                "write `<abbr title=\"…\">…</abbr>` where the abbreviation stands, or explain it in words"
            }
            Foreign::Tab => {
                "write a heading, or a division between lines of `:::`; what is set in is code here"
            }
            Foreign::Include => {
                "put the text of that file in its place, between fences if it is code, or make it a file of the book"
            }
            Foreign::CellBreak => "take the line out; `---` is a break between sections",
            Foreign::CellOption => "put it into the cell, or take it out",
            Foreign::OpenExample => "an example begins with `(@name)` and a blank",
            Foreign::KramdownExtension | Foreign::Mdx => "write what it would give",
            Foreign::Emoji => "write what it says in words, or the character itself",
            Foreign::OpenWikiLink => "write `[words](address)`",
            Foreign::SpacedAddress => {
                "write the address between `<` and `>`; the size of an image is written behind it, `{width=60%}`"
            }
            Foreign::SpacedData => {
                "put the drawing into a file of its own, or encode it (`;base64,…`, or `%3Csvg%20…`)"
            }
            Foreign::HtmlReference => {
                "write `<a href=\"address\">words</a>`, or an empty line before the words"
            }
            Foreign::HighlightedCode => "a fence says the same: three backticks and the language",
            Foreign::Rest => "write it in Markdown: a link, or a division between lines of `:::`",
            Foreign::AsciiDoc => "write it in Markdown: `## Title`, `![words](image.png)`",
            Foreign::Org => "write it in Markdown: metadata in front matter, code between fences",
            Foreign::Attributes => "put it directly behind a heading, an image, a link, code or `[words]`",
        }
    }

    /// Whether what becomes of it is what the readers of a book expect: code is shown and not run, an
    /// edition has what is meant for it, and contents of its own.
    fn is_as_expected(self) -> bool {
        matches!(self, Foreign::Cell | Foreign::HighlightedCode | Foreign::OtherFormat | Foreign::Chapters)
    }
}
