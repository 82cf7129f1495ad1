//! The law of both editions: every word of a manuscript is in both, or a message names it. Random
//! documents of the whole vocabulary, and of that of each dialect, are made of fragments whose words are
//! all different.

use bifolio::diagnostic::Diagnostic;
use bifolio::document::{Metadata, Timestamp};
use bifolio::epub::EpubOptions;
use bifolio::layout::lay_out;
use bifolio::layout::page::PageItem;
use bifolio::length::{Length, Size};
use bifolio::reader::markdown::Dialect;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};
use proptest::prelude::*;
use std::collections::BTreeSet;
use std::io::Read;

/// `§` is a word that has to be in both editions, `¤` one that may be left out where a message of the
/// kind that stands beside the fragment says so.
const VOCABULARY: &[(&str, &str)] = &[
    // Markdown.
    ("§ ", ""),
    ("§\n§ ", ""),
    ("\n\n§\n\n", ""),
    ("*§ §* ", ""),
    ("**§*§*** ", ""),
    ("~~§~~ ", ""),
    ("`§` ", ""),
    ("`` § ` § `` ", ""),
    ("x^§^ and H~§~O ", ""),
    ("[§](http://x.example) ", ""),
    ("[§ *§*](#nowhere) ", ""),
    ("![§](none.png) ", ""),
    ("[![§](none.png)](http://x.example) ", ""),
    ("[[§]] ", ""),
    ("<http://§.example> ", ""),
    ("http://§.example/§ ", ""),
    ("\n\n![§](none.png \"§\")\n\n", ""),
    ("\n\n![§](none.png)\n*§*\n\n", ""),
    ("§[^§]\n\n[^§]: § *§*\n\n", "undefined-note"),
    ("§[^k] ", ""),
    ("\n\n[^k]: § §\n\n    §\n\n", "unused-note"),
    ("^[§ [§] *§*] ", ""),
    ("\n\n# § *§* {#a .b}\n\n", ""),
    ("\n\n§\n===\n\n", ""),
    ("\n\n## § {§, §}\n\n", ""),
    ("\n\n- §\n- §\n  - §\n\n    §\n\n", ""),
    ("\n\n3. §\n4. §\n\n", ""),
    ("\n\n- [ ] §\n- [x] §\n\n", ""),
    ("\n\n> §\n> > §\n>\n> - §\n\n", ""),
    ("\n\n> [!TIP]\n> §\n\n", ""),
    ("\n\n    §\n    §\n\n", ""),
    ("\n\n```rust\n§\n```\n\n", ""),
    ("\n\n```{.rust caption=\"§\" file-name=§}\n§\n```\n\n", ""),
    ("\n\n```verse\n§\n  §\n\n§\n```\n\n", ""),
    ("\n\n| §\n|   § *§*\n|\n| §\n\n", ""),
    ("\n\n§\\\n§\\\n§\n\n", ""),
    ("\n\n§\n: §\n\n  §\n\n", ""),
    ("\n\n§\n:§\n:§:\n\n", ""),
    ("\n\n| § | § |\n|---|:-:|\n| § | § `§` |\n\n", ""),
    ("\n\n| § |\n|---|\n| § | ¤ |\n\n", "table-cells"),
    ("\n\nTable: §\n\n| § |\n|---|\n| § |\n\n", ""),
    ("\n\n| § | § |\n| § | § |\n\n", ""),
    (
        "\n\n+-----------+-----------+\n| §     | §     |\n+===========+===========+\n| - §   | §     |\n+-----------+-----------+\n\n",
        "",
    ),
    ("\n\n  §     §\n------- -------\n  §     §\n  §     §\n\n", ""),
    (
        "\n\n--------------------\n §     §\n-------- -----------\n §     §\n         §\n\n §     §\n--------------------\n\n",
        "",
    ),
    ("\n\n::: {.tip title=\"§ *§*\"}\n§\n\n## §\n\n§\n:::\n\n", ""),
    ("\n\n::: note §\n§\n:::: {.x title=§}\n§\n::::\n:::\n\n", ""),
    ("\n\n::: x\n§\n\n", ""),
    ("\n\n:::\n§\n\n", ""),
    ("[§ *§*]{.smallcaps} [§]{lang=de .x} [§]{} ", ""),
    ("[§ [§] §] ", ""),
    ("$§$ and $§ and §$5 ", ""),
    ("\n\n$$ § $$ {#e}\n\n", ""),
    ("\\(§\\) \\[§\\] ", ""),
    ("\\label{§} \\ref{§} \\eqref{nowhere} ", "dangling-link"),
    ("`¤`{=latex} ", "foreign-markup"),
    ("\n\n```{=latex}\n¤\n```\n\n", "foreign-markup"),
    ("\n\n```{=html}\n<p>§ <b>§</b></p>\n```\n\n", ""),
    ("\n\n\\newpage\n\n", ""),
    ("\n\n---\n\n", ""),
    ("\\emph{§} \\begin{§}§\\end{§} ", ""),
    ("{{< § \"§\" >}} {{% § %}} {{ § }} {% § %} {{§ ", ""),
    ("[@§, p. §] @§99 @fig-§ ", ""),
    // The name of a role is named once a kind.
    ("{¤}`word` ", "foreign-markup"),
    ("`§` ![[§]] ![[none.png|§]] ==§== ", ""),
    ("\n\n!!! note \"§\"\n    §\n\n", ""),
    ("\n\nT> § §\n\n{§}\n\n", ""),
    // Above a heading or an image a class is read in Leanpub's books.
    ("\n\n{.¤}\n\nWords.\n\n", "foreign-markup"),
    ("\n\n```{note} §\n§\n```\n\n", ""),
    ("\n\n[k]: http://x.example\n\n[§][k] ", ""),
    ("\\*§\\* &amp;§&nbsp;§&#§; &§; ", ""),
    // Marks of other tools.
    ("%%§%% ", ""),
    ("==§ *§*== ++§++ :smile:§ :§:`§` `§ <x>`_ ", ""),
    ("\n\n%%\n§\n%%\n\n", ""),
    ("\n\n*[§]: §\n\n", ""),
    ("\n\n=== \"§\"\n\n    §\n\n", ""),
    ("\n\n--8<-- \"§\"\n\n@import \"§\"\n\n", ""),
    ("{::comment}§{:/comment} {>>§<<} {++§++} {# § #} {/* § */} {!§!} <% § %> ", ""),
    ("\n\n{% highlight ruby %}\n§\n\n    §\n# §\n{% endhighlight %}\n\n", ""),
    ("\n\n{{< highlight ¤ >}}\n¤\n{{< /highlight >}}\n\n", "foreign-markup"),
    ("\n\n{% highlight § %}\n§\n\n", ""),
    ("\n\n.. §:: §\n   §\n\n== §\n\n#+§: §\n\n", ""),
    ("\n\nimport § from '§';\n\n", ""),
    ("![§ §](§ §.png) [§](§ § =5x5) $$$§ ", ""),
    ("\n\n(@a) §\n\n", ""),
    ("§ (@§) \\noindent § {\\it §} ", ""),
    ("\n\n§[^v]\n\n[^v]: | §\n      | §\n\n", ""),
    ("\n\n[//]: # (§ (§) §) §\n\n", ""),
    // HTML among words.
    ("<b>§ <i>§</i></b> ", ""),
    ("<u>§ ", ""),
    ("</i>§ ", ""),
    ("<q>§ <q>§</q></q> ", ""),
    ("<abbr title=\"x\">§</abbr> <time datetime=\"2026\">§</time> <bdi>§</bdi> <data value=1>§</data> ", ""),
    ("<ruby>§<rp>(</rp><rt>§</rt><rp>)</rp></ruby> <ruby>§<rt>§</rt>§<rt>§</rt></ruby> ", ""),
    ("<span class=\"smallcaps x\" id=\"y\">§</span> <font color=red>§</font> ", ""),
    ("<a href=\"#y\">§</a> <a name=z>§</a> <a id=w></a>§ ", ""),
    ("<a href=\"http://x.example\"><p>§</p><p>§</p></a> ", ""),
    ("<style>p{}</style>§ <script>x()</script>§ ", ""),
    ("<unknown>§</unknown> <x-y z=\"x\">§</x-y> ", ""),
    ("<img src=none.png alt=\"§\"> <br>§<wbr>§ ", ""),
    ("<kbd>§</kbd> <code>§</code> <tt>§</tt> <samp>§</samp> <var>§</var> <sup>§</sup> ", ""),
    ("<label>§</label> <button>§</button> <select><option>§</select> <textarea>§</textarea> ", ""),
    ("<svg><title>§</title><text>§</text></svg> <math><mi>§</mi></math> ", ""),
    ("<meter>§</meter> <progress>§</progress> <output>§</output> ", ""),
    // HTML of block level.
    ("\n\n<p align=center>§ <b>§\n\n", ""),
    ("\n\n<div class=warning>\n\n§\n\n</div>\n\n", ""),
    ("\n\n<div align=center>\n\n# §\n\n§\n\n</div>\n\n", ""),
    ("\n\n<section><h2>§</h2>§<p>§</section>\n\n", ""),
    ("\n\n<details>\n\n§\n\n</details>\n\n", ""),
    ("\n\n<details>§<summary>§ <h3>§</h3></summary>§</details>\n\n", ""),
    ("\n\n<ul>§<li>§<ul><li>§</ul><ul><li>§</li></ul>§</ul>\n\n", ""),
    ("\n\n<ol start=3 reversed>§<li value=9>§<p>§<li>§</ol>§\n\n", ""),
    ("\n\n<dl>§<div><dt>§</dt><dd>§</dd>§</div><dt>§</dl>\n\n", ""),
    ("\n\n<table>§<tr><td>§<th>§<tr>§<td colspan=2>§</table>\n\n", ""),
    ("\n\n<table><caption>§<thead><tr><th>§<tbody><tr><td>§\n\n*§*\n\n<td>§</table>\n\n", ""),
    ("\n\n<figure><img src=none.png alt=\"§\"><figcaption>§</figcaption>§</figure>\n\n", ""),
    ("\n\n<blockquote>§<p>§<cite>§</cite></blockquote>\n\n", ""),
    ("\n\n<pre>§\n<b>§</b></pre>\n\n<listing>§</listing>\n\n", ""),
    ("\n\n<iframe src=\"http://x.example\" title=\"§\">¤</iframe>\n\n", "embedded-media"),
    ("\n\n<video src=\"http://x.example/v\"><p>§ <a href=\"x\">§</a></video>\n\n", "embedded-media"),
    (
        "\n\n<audio controls>§</audio><object data=\"http://x.example\">§</object><embed src=\"http://x.example\" title=\"§\">\n\n",
        "",
    ),
    ("\n\n<form>§<fieldset><legend>§</legend>§</fieldset></form>\n\n", ""),
    ("\n\n<aside>§</aside><nav>§</nav><dialog>§</dialog><menu><li>§</menu>\n\n", ""),
    ("\n\n<noscript>§</noscript><canvas>§</canvas>\n\n", ""),
    ("\n\n<template>§</template>\n\n", "raw-html"),
    ("\n\n<p hidden>§</p>\n\n", "raw-html"),
    ("\n\n<div style=\"display: none\">\n\n* §\n\n§\n\n</div>\n\n", "raw-html"),
    ("<span hidden>§</span> ", "raw-html"),
    ("\n\n<h2><p>§</p><div>§</div></h2>\n\n", ""),
    ("\n\n<h3>\n\n§\n\n</h3>\n\n", ""),
    ("\n\n<a id=h></a><h2>§ *§*</h2>\n\n", ""),
    ("*§ <h3>§ `§`</h3> §* ", ""),
    ("\n\n<div># §\n\n§\n</div>\n\n", ""),
    ("\n\n<ul><li id=l></li><li>§</ul><dl><dt>§<dd id=d></dd></dl>\n\n", ""),
    ("\n\n![§](none.png){#p}\n\n: §\n\n<a id=q></a>§\n: §\n\n", ""),
    ("\n\n<div dir=\"rtl\">§</div>\n\n", ""),
    ("\n\n<video><source src=\"a.mp4\">§</video>\n\n", ""),
    ("\n\n<hr><center>§</center><address>§</address><hgroup><h1>§</h1><p>§</hgroup>\n\n", ""),
    ("\n\n<!-- a comment -->§\n\n", ""),
    ("\n\n</div></table></li></dl>§\n\n", ""),
    ("\n\n<?php ¤ ?>\n\n<!¤>\n\n", "raw-html"),
    ("\n\n<![CDATA[§]]>\n\n<!DOCTYPE html>§\n\n", ""),
];

/// What is written in one dialect alone, besides the whole vocabulary.
const DIALECTS: &[(Dialect, &[(&str, &str)])] = &[
    (
        Dialect::Pandoc,
        &[
            ("\n\n![§ *§* [§](#nowhere)](none.png){#x width=50%}\n\n", ""),
            ("\n\n![§](none.png)\\ \n\n", ""),
            ("\n\n![§][pic]\n\n[pic]: none.png\n\n", ""),
            ("\n\n- ![§](none.png)\n- §\n\n", ""),
            ("\n\n\\newcommand{\\R}{x}\n\\def\\S#1{#1}\n\n$\\R§$ \\newcommand{§ ", ""),
            ("§ \\renewcommand{\\R}[1]{x#1} § $\\R{§}$ ", ""),
            ("\n\n| a \\newcommand{\\T}{t} | §$\\T$ |\n|---|---|\n| § | § |\n\n", ""),
            ("\n\n§:\n(@) §\n\n", ""),
            ("\n\n§:\n(@k) § (@k)\n(@l) §\n\n", ""),
            ("\n\n(a) §\n(b) §\n(i) §\n\n", ""),
            ("\n\n::: {style=\"margin: 0\"}\n§\n:::\n\n", ""),
        ],
    ),
    (
        Dialect::Leanpub,
        &[
            ("\n\nT> § *§*\nT> §\n\n", ""),
            ("\n\nT> {title: \"§ *§*\"}\nT> §\n\n", ""),
            ("\n\nG> {format: ruby}\nG> ```\nG> §\nG> {§}\nG> ```\nG> §\n\n", ""),
            ("\n\nW> §\nX> §\n\n", ""),
            ("\n\n{blurb, class: tip}\n§\n\n## §\n\n§\n{/blurb}\n\n", ""),
            ("\n\n{aside}\n§\n{/aside}\n\n", ""),
            ("\n\n{aside}\n§\n\n", ""),
            ("\n\n{/blurb}\n§\n\n", ""),
            ("\n\n{id: x}\n§\n\n", ""),
            ("\n\n{#x}\n# §\n\n", ""),
            ("\n\n{title: \"§\", format: ruby}\n```\n§\n```\n\n", ""),
            ("\n\n{width: 50%, caption: \"¤\"}\n![§](none.png)\n\n", "foreign-markup"),
            ("\n\n{mainmatter}\n\n{pagebreak}\n\n", ""),
            ("\n\n{quiz, id: a}\n§\n{/quiz}\n\n", ""),
            ("{$$}§{/$$} `§`$ ", ""),
            ("\n\n-# §\n\n", ""),
            ("\n\n{sample: true}\n# §\n\n", ""),
        ],
    ),
    (
        Dialect::Quarto,
        &[
            ("\n\n::: {.callout-note}\n## §\n§\n:::\n\n", ""),
            ("\n\n::: {.callout-tip title=\"§\" collapse=true}\n§\n:::\n\n", ""),
            ("\n\n::: {.panel-tabset}\n## §\n§\n\n## §\n§\n:::\n\n", ""),
            ("\n\n```{r}\n#| echo: false\n§\n```\n\n", ""),
            ("\n\n```{mermaid}\n§\n```\n\n", ""),
            ("@fig-§ [@tbl-§] \\@ref(fig:§) ", ""),
            ("\n\n![§](none.png){#fig-x fig-alt=\"§\"}\n\n", ""),
            ("\n\n{{< pagebreak >}}\n\n", ""),
            ("{{< var § >}} ", ""),
            ("\n\n# (PART) §\n\n# (APPENDIX) § {-}\n\n# §\n\n", ""),
            ("\n\n(ref:k) § *§*\n\nWords (ref:k), `(ref:k)`.\n\n", ""),
            ("\n\n(ref:k) §\n(ref:l) §\n§\n\n`(ref:l)` ![(ref:k)](none.png)\n\n", ""),
            ("\n\n::: {#thm-x}\n## §\n§\n:::\n\n", ""),
        ],
    ),
    (
        Dialect::Myst,
        &[
            ("\n\n```{note}\n§\n\n## §\n```\n\n", ""),
            ("\n\n:::{tip}\n§\n:::\n\n", ""),
            ("\n\n```{note} §\n§\n\n", ""),
            ("\n\n````{admonition} §\n:class: tip\n§\n\n", ""),
            ("\n\n- §\n\n  ```{note} §\n  §\n\n> ~~~~{tip} §\n> §\n\n", ""),
            ("\n\n```{figure} none.png\n§\n\n", ""),
            ("\n\n:::{card} §\n```{hint} §\n§\n:::\n\n", ""),
            ("\n\n````{admonition} § *§*\n:class: tip\n§\n```{hint}\n§\n```\n````\n\n", ""),
            ("{ref}`§ <nowhere>` {doc}`§ <a>` {math}`§` ", ""),
            ("{sub}`§` {kbd}`§` {abbr}`§ (long)` {unknown}`§` ", ""),
            ("\n\n```{figure} none.png\n:name: x\n§ *§*\n```\n\n", ""),
            ("\n\n```{code-block} rust\n:caption: §\n§\n```\n\n", ""),
            ("\n\n```{math}\n:label: y\n§\n```\n\n", ""),
            ("\n\n(label)=\n§\n\n", ""),
            ("\n\n§\n+++\n§\n\n", ""),
            ("\n\n```{list-table}\n* - §\n  - §\n```\n\n", ""),
            ("\n\n```{mermaid}\n§\n```\n\n", ""),
            ("\n\n:::{card} §\n§\n:::\n\n", ""),
            ("\n\n```{dropdown} §\n§\n```\n\n", ""),
            ("\n\n```{unknown} §\n§\n```\n\n", ""),
        ],
    ),
    (
        Dialect::Obsidian,
        &[
            ("\n\n> [!faq]- § *§*\n> §\n\n", ""),
            ("\n\n> [!x]\n> §\n> > [!tip] §\n> > §\n\n", ""),
            ("==§ *§*== a==§==b ==§ ", ""),
            ("§ %%a comment%% §\n\n%%\na comment\n%%\n\n§ ", ""),
            ("\n\n§ ^name\n\n", ""),
            ("\n\n§\n\n^name\n\n", ""),
            ("[[Note|§]] [[Note#§]] [[#§]] #§ ", ""),
            ("![[a.pdf]] ![[a.mp4|§]] ![[Note|§]] ![[§.mp3#t=1]]\n\n| ![[a.pdf\\|§]] |\n|---|\n\n", ""),
            ("![[§#§]] ![§|300](none.png) ", ""),
            ("\n\n| § |\n|---|\n| [[Note\\|§]] |\n\n", ""),
        ],
    ),
];

/// A word that is no other word, nor a part of one, and that is not divided.
fn word(number: usize) -> String {
    let letter = |place: u32| char::from(b'a' + (number / 26_usize.pow(place) % 26) as u8);
    format!("q{}{}{}j", letter(2), letter(1), letter(0))
}

/// A manuscript of these fragments, its words that have to be in both editions, and those that may be
/// left out by a message of a kind.
fn manuscript(fragments: &[(&str, &str)]) -> (String, Vec<String>, Vec<(String, String)>) {
    let (mut text, mut kept, mut named) = (String::new(), Vec::new(), Vec::new());
    for (fragment, code) in fragments {
        for character in fragment.chars() {
            let word = word(kept.len() + named.len());
            match character {
                '§' if code.is_empty() => kept.push(word.clone()),
                '§' | '¤' => named.push((word.clone(), (*code).to_owned())),
                other => {
                    text.push(other);
                    continue;
                }
            }
            text.push_str(&word);
        }
    }
    (text, kept, named)
}

/// The kinds of messages that say of words that they are left out.
const TELLING: &[&str] = &["raw-html", "foreign-markup", "embedded-media", "table-cells", "unused-note"];

struct Outcome {
    epub: String,
    pdf: String,
    codes: BTreeSet<&'static str>,
    diagnostics: Vec<Diagnostic>,
}

/// What is no letter of a word: a page has line ends and hyphens of its own.
fn bare(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{AD}' | '-')).collect()
}

fn made(text: &str, dialect: Dialect) -> Outcome {
    let source = Source { path: "book.md".into(), text: text.to_owned() };
    let mut diagnostics = Vec::new();
    let draft = bifolio::reader::markdown::read(FileId(0), &source, dialect.into());
    let drafts = vec![("book.md".to_string(), draft.collect(&mut diagnostics))];
    let metadata = Metadata { lang: Some("en".into()), title: Some("T".into()), ..Metadata::default() };
    let document = bifolio::pass::prepare(
        drafts,
        metadata,
        &Images::default(),
        &Default::default(),
        &Default::default(),
    );
    let document = document.collect(&mut diagnostics);
    let mut resources = Resources::default();
    resources.theme.page.trim = Size { width: Length::pt(400), height: Length::pt(600) };
    let paged = lay_out(&document, &resources).collect(&mut diagnostics);
    let items = paged.pages.iter().flat_map(|page| &page.items);
    let shown: String = items
        .filter_map(|piece| match &piece.item {
            PageItem::Glyphs(run) => Some(&*run.text),
            _ => None,
        })
        .collect();
    let options = EpubOptions { date: Timestamp::default(), toc_depth: 0, run: "urn:example:run".into() };
    let book = bifolio::epub::export(&document, None, &resources, &options).expect("it is put together");
    let codes = diagnostics.iter().map(|diagnostic| diagnostic.code.as_str()).collect();
    Outcome { epub: bare(&text_of(&book)), pdf: bare(&shown), codes, diagnostics }
}

/// The text of all chapters.
fn text_of(book: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(std::io::Cursor::new(book)).expect("it is an archive");
    let names: Vec<String> = archive.file_names().map(str::to_owned).collect();
    let mut text = String::new();
    for name in names.iter().filter(|name| name.contains("/chapter")) {
        let mut chapter = String::new();
        let mut file = archive.by_name(name).expect("it is in the archive");
        file.read_to_string(&mut chapter).expect("a chapter is text");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let tree = roxmltree::Document::parse_with_options(&chapter, options).expect("it is well-formed");
        let body = tree.descendants().find(|node| node.tag_name().name() == "body").expect("it has a body");
        text.extend(body.descendants().filter(|node| node.is_text()).filter_map(|node| node.text()));
    }
    text
}

/// What the law says of a manuscript that is broken, if anything is.
fn broken(fragments: &[(&str, &str)], dialect: Dialect) -> Option<String> {
    let (text, kept, named) = manuscript(fragments);
    let made = made(&text, dialect);
    let is_there = |word: &String| made.epub.contains(word.as_str()) && made.pdf.contains(word.as_str());
    let is_told = |word: &String| {
        let at = text.find(word.as_str()).unwrap_or_default();
        let line = text[..at].matches('\n').count();
        let telling =
            made.diagnostics.iter().filter(|diagnostic| TELLING.contains(&diagnostic.code.as_str()));
        telling.into_iter().any(|diagnostic| {
            let first = text[..(diagnostic.span.start as usize).min(text.len())].matches('\n').count();
            let last = text[..(diagnostic.span.end as usize).min(text.len())].matches('\n').count();
            diagnostic.message.contains(word.as_str()) || (first..=last.max(first)).contains(&line)
        })
    };
    let lost = kept.iter().find(|word| !is_there(word) && !is_told(word));
    let silent = named.iter().find(|(word, code)| !is_there(word) && !made.codes.contains(code.as_str()));
    let lost = lost.or(silent.map(|(word, _)| word))?;
    let (epub, pdf) = (made.epub.contains(lost.as_str()), made.pdf.contains(lost.as_str()));
    Some(format!(
        "`{lost}` in the EPUB: {epub}, in the PDF: {pdf}\n{dialect:?}: {text}\n{:?}",
        made.diagnostics
    ))
}

/// What is lost of fragments, each by itself.
fn lost(fragments: &[(&str, &str)], dialect: Dialect) -> Vec<String> {
    let alone = fragments.iter().map(std::slice::from_ref);
    alone.filter_map(|fragment| broken(fragment, dialect)).collect()
}

#[test]
fn no_word_of_the_vocabulary_is_lost() {
    let lost = lost(VOCABULARY, Dialect::default());
    assert!(lost.is_empty(), "{}", lost.join("\n\n"));
}

#[test]
fn no_word_of_a_dialect_is_lost() {
    let lost: Vec<String> = DIALECTS.iter().flat_map(|(dialect, own)| lost(own, *dialect)).collect();
    assert!(lost.is_empty(), "{}", lost.join("\n\n"));
}

/// A dialect with fragments of its own and of the whole vocabulary.
fn mixture() -> impl Strategy<Value = (Dialect, Vec<(&'static str, &'static str)>)> {
    // What is a comment in some of them is left out, as comments are, and the title of an image is no words of
    // the page to pandoc.
    let is_elsewhere = |fragment: &str| fragment.contains("%%") || fragment.contains(".png \"");
    let common = VOCABULARY.iter().filter(|(fragment, _)| !is_elsewhere(fragment));
    let common: Vec<_> = common.copied().collect();
    prop::sample::select(DIALECTS).prop_flat_map(move |(dialect, own)| {
        let fragment = prop_oneof![prop::sample::select(own), prop::sample::select(common.clone())];
        (Just(dialect), prop::collection::vec(fragment, 1..20))
    })
}

proptest! {
    #[test]
    fn no_word_of_a_mixture_is_lost(fragments in prop::collection::vec(prop::sample::select(VOCABULARY), 1..25)) {
        if let Some(lost) = broken(&fragments, Dialect::default()) {
            panic!("{lost}");
        }
    }

    #[test]
    fn no_word_of_a_dialects_mixture_is_lost((dialect, fragments) in mixture()) {
        if let Some(lost) = broken(&fragments, dialect) {
            panic!("{lost}");
        }
    }
}
