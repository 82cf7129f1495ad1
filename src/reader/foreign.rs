//! Marks of dialects that are not read: they stay as they are written, and are named once a kind.

mod tally;

pub use tally::ForeignMarks;

/// A row a kind of mark: what it looks like, what it is and what becomes of it, and what would help.
macro_rules! kinds {
    ($($(#[$shape:meta])* $kind:ident: $says:literal, $hint:literal;)*) => {
        /// What kind of mark it is.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(super) enum Foreign {
            $($(#[$shape])* $kind,)*
        }

        impl Foreign {
            /// What it is, and what becomes of it.
            fn says(self) -> &'static str {
                match self {
                    $(Foreign::$kind => $says,)*
                }
            }

            /// What would help.
            fn hint(self) -> &'static str {
                match self {
                    $(Foreign::$kind => $hint,)*
                }
            }
        }
    };
}

kinds! {
    /// `{{< figure >}}`, `{{% note %}}`
    Shortcode:
        "is a shortcode of Hugo or Quarto, which is not run; it stays as it is written",
        "write what it would give, or export what your site's generator has made of it";
    /// `{{ page.title }}`, `{% if %}`
    Template:
        "is a template's mark (Liquid, Jinja, Handlebars), which is not run; it stays as it is written",
        "write what it would give, or export what your site's generator has made of it";
    /// `{: .class}`
    Kramdown:
        "are attributes as kramdown writes them, which are not read; they stay as they are written",
        "write `{.class}` behind a heading, an image, a link or `[words]`";
    /// `\emph{…}`
    TexCommand:
        "is a command of TeX, which is not run; it stays as it is written",
        "write it in Markdown (`*words*`, `[words]{.smallcaps}`), or as a formula between dollars; `\\newpage` on a line of its own is read";
    /// `\newcommand{\name}{…}` outside of formulas
    TexDefinition:
        "is a definition of TeX, which is read in formulas alone; it is shown as it is written",
        "write it between dollars, before the formulas that it is meant for; `--from pandoc` reads it where it stands";
    /// `\(…\)` where the book does not ask for it
    TexBrackets:
        "looks like a formula in TeX's brackets, which are read as brackets here",
        "write `$…$` and `$$…$$`, or set `text.bracket-math: true`";
    /// `` {doc}`…` ``
    Role:
        "is a role of MyST, which is not read; it stays as it is written",
        "`--from myst` reads it; elsewhere write a link, or a division between lines of `:::`";
    /// ```` ```{note} ```` and `:::{note}`
    Directive:
        "is a directive of MyST, which is not read; it stays as it is written",
        "`--from myst` reads it; elsewhere write a link, or a division between lines of `:::`";
    /// A role or a directive that `--from myst` does not read either
    OtherRole:
        "is a role that is not read; its words are printed",
        "write what it would give";
    /// The same, of another form
    OtherDirective:
        "is a directive that is not read; what it holds is shown as code",
        "write what it would give";
    /// `:header: words`
    DirectiveOption:
        "is an option of a directive with words that are not read, and is left out",
        "write the words into what the directive holds";
    /// A cell of a notebook
    Cell:
        "is a cell of code, which is shown and not run; of its options a caption alone is printed",
        "put in what it gives, as an image or a table, if readers are to see it";
    /// `` `r nrow(mills)` ``
    InlineCell:
        "is code among words, which is not run and left out",
        "write what it would give";
    /// ```` ```{r include=FALSE} ````
    HiddenCell:
        "is a cell of code that readers are not to see; it is left out",
        "take the option out if they are to see it";
    /// `::: {.content-visible when-format="pdf"}`
    OneEdition:
        "is meant for one edition alone; what it holds stands in both",
        "write words that are right in both, and take the condition out";
    /// `::: {.content-visible when-format="docx"}`
    OtherFormat:
        "is meant for other formats; what it holds is left out of both editions",
        "take the condition out if readers are to see it";
    /// `(ref:name) Words`
    TextReference:
        "gives words that no name in the file stands for; it stays as it is written",
        "`(ref:name)` in the same file is replaced by it; it is one line, with an empty line below it";
    /// A list that only another program makes: `{bibliography}`
    Generated:
        "asks for what another program makes, and is left out",
        "write out what it would give";
    /// `{toctree}`
    Chapters:
        "asks for a list of contents, which both editions have anyhow; it is left out",
        "`_toc.yml`, or the files that you name, give the order of the chapters";
    /// `T> …`
    Aside:
        "looks like an aside of Leanpub, which is not read; it stays as it is written",
        "`--from leanpub` reads it; elsewhere `> [!TIP]` begins a notice";
    /// `{blurb}`
    Markua:
        "looks like a mark of Leanpub, which is not read; it stays as it is written",
        "`--from leanpub` reads it; elsewhere `::: tip` begins a notice";
    /// `{quiz}`, which `--from leanpub` does not read either
    OtherMarkua:
        "is a mark of Leanpub that is not read; it stays as it is written",
        "write what it would give";
    /// Words of an image of which a list gives both others
    ImageWords:
        "are the words of an image that is given other ones as caption and alternative text; they are left out",
        "they are the caption where none is given; take out what is not meant";
    /// A list of attributes that `--from leanpub` does not read either
    MarkuaAttributes:
        "holds attributes that are not read, and is left out",
        "write `{#id width=60%}` behind an image, or `{#id .class}` behind a heading";
    /// `{i: "term"}`
    IndexEntry:
        "is an entry of an index, which is not made; it is left out",
        "both editions can be searched; take it out to be rid of this message";
    /// `![[Note]]`
    Embed:
        "embeds a note as Obsidian does, which is not read; it stays as it is written",
        "write `![words](image.png)`, a link to the note, or its words";
    /// The same in a book of Obsidian
    Embedded:
        "embeds another file, which is not put in; a link to it or its name stands there",
        "write in its place what readers are to see of it";
    /// `[!faq]- Title`
    Callout:
        "begins a callout of Obsidian, which is not read; it stays as it is written",
        "`--from obsidian` reads it; elsewhere `[!NOTE]` stands alone on its line";
    /// `[@knuth84]`
    Citation:
        "is a citation, which is not read yet; it stays as it is written",
        "write it out, as a note or a link";
    /// `@fig-mill`
    CrossReference:
        "is a cross-reference of Quarto or pandoc-crossref, which is not read; it stays as it is written",
        "write `[](#id)`, or `[@](#id)`, which gives the label and its number";
    /// `!!! note`
    Admonition:
        "looks like an admonition of MkDocs, which is not read; it stays as it is written",
        "write `> [!NOTE]`, or `::: note` and `:::` around it";
    /// `` `\LaTeX`{=latex} ``
    Raw:
        "is meant for another format, and is left out of both editions",
        "write it in Markdown";
    /// `[TOC]`
    Contents:
        "asks for a list of contents; it stays as it is written",
        "both editions have contents of their own; take the line out";
    /// `{#id .class}` that stands at nothing
    Attributes:
        "stands at nothing that takes attributes; it stays as it is written",
        "put it directly behind a heading, an image, a link, code or `[words]`";
    /// `::: name` that no line of colons closes
    OpenDivision:
        "opens a division that is never closed; it stays text",
        "close it with a line of `:::`";
    /// ```` ```{note} ```` that no line of backticks closes
    OpenDirective:
        "opens a directive that is never closed; it goes on to the end of what it stands in",
        "close it with a line of as many marks; one that holds others begins with more marks than they do";
    /// `:::` that closes nothing
    StrayFence:
        "closes no division; it stays text",
        "`::: name` opens one; take it out where none is meant";
    /// `| a | b |` without a line of dashes below its head
    Bars:
        "looks like a table and is none; it stays text",
        "a table of bars has a line such as `|---|---|` below its head; a bar that is none is written `\\|`";
    /// `| a | b | c |` above `|---|---|`
    OtherRuler:
        "looks like a table and is none, since its line of dashes has another number of cells than its head; it stays text",
        "give the line of dashes as many cells as the head has: `|---|---|---|` for three";
    /// `#Title`
    TightHeading:
        "looks like a heading and is none, since no blank follows the `#`; it stays text",
        "write `# Title`; what is meant as it stands is written `\\#Title`";
    /// `[words] (address)`
    PartedLink:
        "looks like a link or an image and is none, since a blank stands before its address; it stays text",
        "write `[words](address)` without the blank";
    /// Lines behind bars, directly below words
    OpenLineBlock:
        "begins like a line block, but stands directly below words; it stays as it is written",
        "an empty line above the first bar makes verse of the lines";
    /// `[words][name]` without an address of this name
    OpenReference:
        "refers to an address that is not written; it stays text",
        "write `[name]: address` on a line of its own, or `[words](address)`";
    /// `\newpage` among words
    PageBreak:
        "stands among words, where it begins no page; it stays as it is written",
        "give it a paragraph of its own";
    /// `==words==`
    Highlighted:
        "marks words by signs that are not read; it stays as it is written",
        "write `[words]{.mark}`; `--from obsidian` reads it";
    /// `++words++`
    Inserted:
        "marks inserted words by signs that are not read; it stays as it is written",
        "write `<ins>words</ins>`, or `[words]{.underline}`";
    /// `%%words%%`
    PercentComment:
        "is a comment of another tool, which is not read; it stays as it is written",
        "what stands between `<!--` and `-->` is left out; `--from obsidian` reads it";
    /// `{::comment}`, `{# … #}`, `{/* … */}`
    Comment:
        "is a comment of another tool, which is not read; it stays as it is written",
        "what stands between `<!--` and `-->` is left out";
    /// `{++words++}`, `{>>words<<}`
    Change:
        "is a change as CriticMarkup writes it, which is not read; it stays as it is written",
        "accept or reject the changes before the book is made";
    /// `*[HTML]: Hypertext …`
    Abbreviation:
        "explains an abbreviation as PHP Markdown Extra does, which is not read; it stays as it is written",
        "write `<abbr title=\"…\">…</abbr>` where the abbreviation stands, or explain it in words";
    /// `=== "Tab"`
    Tab:
        "begins a tab of MkDocs, which is not read; it stays as it is written",
        "write a heading, or a division between lines of `:::`; what is set in is code here";
    /// `--8<-- "file"`, `{!file!}`, `@import "file"`
    Include:
        "takes in another file, which is not done; it stays as it is written",
        "put the text of that file in its place, between fences if it is code, or make it a file of the book";
    /// The same in a book whose files are taken in
    Untaken:
        "takes in another file, which is not found in the book's folder, or does so in a way that is not read; it stays as it is written",
        "the path is that from the folder of the text; a mark in a list or a quotation is not read";
    /// `+++`
    CellBreak:
        "parts cells of a notebook or front matter in TOML, of which there is none here; it stays as it is written",
        "take the line out; `---` is a break between sections";
    /// `#| echo: false` outside of a cell
    CellOption:
        "is an option of a cell of code and stands in none; it stays as it is written",
        "put it into the cell, or take it out";
    /// `(@label)` of no example
    OpenExample:
        "refers to an example that is not written; it stays text",
        "an example begins with `(@name)` and a blank";
    /// `{::nomarkdown}`
    KramdownExtension:
        "is an extension of kramdown, which is not read; it stays as it is written",
        "write what it would give";
    /// `:smile:`
    Emoji:
        "is the short name of a picture, which is not drawn; it stays as it is written",
        "write what it says in words, or the character itself";
    /// `[[Note]]` where links of a wiki are not read
    OpenWikiLink:
        "is a link of a wiki, which is not read in a file that holds `]](`; it stays as it is written",
        "write `[words](address)`";
    /// `![words](a picture.png)`
    SpacedAddress:
        "looks like a link or an image and is none, since its address holds a blank; it stays text",
        "write the address between `<` and `>`; the size of an image is written behind it, `{width=60%}`";
    /// `![words](data:image/svg+xml;utf8,<svg …></svg>)`
    SpacedData:
        "looks like an image and is none, since the drawing in its address is not encoded; it is shown as it is written",
        "put the drawing into a file of its own, or encode it (`;base64,…`, or `%3Csvg%20…`)";
    /// `[words][name]` in HTML
    HtmlReference:
        "stands in HTML, where Markdown reads no links; it stays text",
        "write `<a href=\"address\">words</a>`, or an empty line before the words";
    /// `{% highlight ruby %}`
    HighlightedCode:
        "is a mark of Hugo or Jekyll around code, which is shown; the mark is left out",
        "a fence says the same: three backticks and the language";
    /// `.. note::` and `` :ref:`label` ``
    Rest:
        "is a mark of reStructuredText, which is not read; it stays as it is written",
        "write it in Markdown: a link, or a division between lines of `:::`";
    /// `== Title`, `include::file[]`
    AsciiDoc:
        "is a mark of AsciiDoc or of a wiki, which is not read; it stays as it is written",
        "write it in Markdown: `## Title`, `![words](image.png)`";
    /// `#+TITLE: …`
    Org:
        "is a mark of Org mode, which is not read; it stays as it is written",
        "write it in Markdown: metadata in front matter, code between fences";
    /// `import X from 'y'`, `{1 + 1}`, `<img src={logo} />`
    Mdx:
        "is a mark of MDX, which is not run; it stays as it is written",
        "write what it would give";
    /// `[name]: address {.class}`
    ReferenceAttributes:
        "are attributes of a reference, which are not read, and left out",
        "put them behind each link or image that they are meant for";
    /// `[words]{title="…"}`: an attribute that has no meaning where it stands
    Attribute:
        "is an attribute that says nothing where it stands, and is left out",
        "the handbook says which attributes are read; write in words what readers are to know";
}

impl Foreign {
    /// Whether what becomes of it is what the readers of a book expect: code is shown and not run, an
    /// edition has what is meant for it, and contents of its own; or may well be meant as it stands.
    fn is_as_expected(self) -> bool {
        matches!(
            self,
            Foreign::Cell
                | Foreign::HiddenCell
                | Foreign::HighlightedCode
                | Foreign::OtherFormat
                | Foreign::Chapters
                | Foreign::TightHeading
                | Foreign::PartedLink
        )
    }
}
