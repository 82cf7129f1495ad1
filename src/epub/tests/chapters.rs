//! Blocks, inlines and page marks against the XHTML they become.

use super::sample::figure;
use super::*;
use crate::document::{
    Group, GroupKind, ImageRef, List, ListItem, Listing, Note, NoteId, Table, Target, Verse,
};
use crate::theme::Notes;

fn emphasis(words: &str) -> Inline {
    inline(InlineKind::Styled(crate::document::Style::Emphasis, vec![text(words)]))
}

fn link(target: Target, content: Vec<Inline>) -> Inline {
    inline(InlineKind::Link { target, title: None, content })
}

fn image(path: &str, alt: &str) -> ImageRef {
    ImageRef { path: path.into(), alt: alt.into(), title: None, ..ImageRef::default() }
}

fn list(start: Option<u64>, tight: bool, items: Vec<Vec<Block>>) -> BlockKind {
    let items = items.into_iter().map(|blocks| ListItem { task: None, blocks }).collect();
    BlockKind::List(List { start, tight, items })
}

#[test]
fn blocks_become_xhtml() {
    for (kind, xhtml) in [
        (BlockKind::Paragraph(vec![text("A & B <i>")]), "<p>A &amp; B &lt;i&gt;</p>"),
        (BlockKind::Quote(vec![paragraph(2, "q")]), "<blockquote>\n<p>q</p>\n</blockquote>"),
        (
            list(
                None,
                true,
                vec![vec![paragraph(2, "a"), block(3, list(Some(3), true, vec![vec![paragraph(4, "b")]]))]],
            ),
            "<ul class=\"tight\">\n<li>a<ol start=\"3\" class=\"tight\">\n<li>b</li>\n</ol>\n</li>\n</ul>",
        ),
        (
            list(Some(1), false, vec![vec![paragraph(2, "a")]]),
            "<ol class=\"loose\">\n<li><p>a</p>\n</li>\n</ol>",
        ),
        (
            list(None, true, vec![vec![paragraph(2, "a"), paragraph(3, "b")]]),
            "<ul class=\"tight\">\n<li>a<p>b</p>\n</li>\n</ul>",
        ),
        (
            BlockKind::Code(Listing {
                language: Some("rust ignore".into()),
                text: "a<b>\n  c".into(),
                ..Listing::default()
            }),
            "<pre><code class=\"language-rust\">a&lt;b&gt;\n  c</code></pre>",
        ),
        (
            BlockKind::Verse(Verse::of_lines([vec![text("one")], vec![emphasis("two")]])),
            "<div class=\"verse\">\n<div class=\"stanza\">\n<p class=\"line\">one</p>\n<p class=\"line\"><em>two</em></p>\n</div>\n</div>",
        ),
        (
            BlockKind::Table(headed(row(2, ["H", ""]), vec![vec![row(4, ["a", "b"])]])),
            "<table>\n<thead>\n<tr><th scope=\"col\">H</th><td></td></tr>\n</thead>\n<tbody>\n\
             <tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>",
        ),
        (
            figure(image("gone.png", "A <cat>"), vec![text("Cap")]),
            "<figure class=\"figure\">\n<p class=\"missing-image\">A &lt;cat&gt;</p>\n<figcaption>Cap</figcaption>\n</figure>",
        ),
        (BlockKind::Break, "<hr/>"),
        (
            BlockKind::Group(Group {
                kind: GroupKind::Division(vec!["letter".into()]),
                alignment: None,
                lang: Some("de".into()),
                title: vec![],
                blocks: vec![paragraph(2, "Tee")],
            }),
            "<div class=\"letter\" lang=\"de\" xml:lang=\"de\">\n<p>Tee</p>\n</div>",
        ),
        (
            BlockKind::InnerHeading {
                level: 5,
                heading: Heading { content: vec![text("In")], ..Heading::default() },
                anchor: "nowhere".into(),
            },
            "<h2 class=\"inner\">In</h2>",
        ),
    ] {
        // The inner heading's anchor is its own, whether or not the document lists it.
        let xhtml = xhtml.replace("<h2 class", "<h2 id=\"nowhere\" class");
        assert_eq!(body(vec![block(1, kind.clone())], vec![]), xhtml, "{kind:?}");
    }
}

#[test]
fn inlines_become_xhtml() {
    let outside = |address: &str| Target::Outside(address.into());
    for (inlines, xhtml) in [
        (vec![inline(InlineKind::Code("a<b".into()))], "<code>a&lt;b</code>"),
        (vec![text("a"), inline(InlineKind::LineBreak), text("b")], "a<br/>b"),
        (
            vec![link(outside("https://example.org/a b?c&d"), vec![text("x")])],
            "<a href=\"https://example.org/a%20b?c&amp;d\">x</a>",
        ),
        (vec![link(outside("https://example.org"), vec![])], ""),
        (vec![link(outside("relative.html"), vec![text("x")])], "x"),
        (vec![link(Target::Nowhere, vec![text("x")])], "x"),
        (vec![link(Target::Inside("c".into()), vec![text("x")])], "<a href=\"#c\">x</a>"),
        (vec![link(Target::Inside("lost".into()), vec![text("x")])], "x"),
        (
            vec![link(
                Target::Inside("c".into()),
                vec![link(outside("https://example.org"), vec![text("x")])],
            )],
            "<a href=\"#c\">x</a>",
        ),
        (
            vec![inline(InlineKind::Image(image("gone.png", "alt")))],
            "<span class=\"missing-image\">alt</span>",
        ),
    ] {
        let paragraph = block(1, BlockKind::Paragraph(inlines.clone()));
        assert_eq!(body(vec![paragraph], vec![]), format!("<p>{xhtml}</p>"), "{inlines:?}");
    }
}

/// `|n|` in the expectation stands for the mark of page n.
#[test]
fn page_marks_stand_at_their_offset() {
    let words = |inlines: Vec<Inline>| BlockKind::Paragraph(inlines);
    let alone = || BlockKind::Image(image("gone.png", "alt"));
    let image = inline(InlineKind::Image(image("gone.png", "alt")));
    for (kind, offsets, xhtml) in [
        (words(vec![text("one two")]), vec![0], "<p>|0|one two</p>"),
        (words(vec![text("one two")]), vec![4], "<p>one |4|two</p>"),
        (words(vec![text("one two")]), vec![0, 4, 7], "<p>|0|one |4|two|7|</p>"),
        (words(vec![text("one two")]), vec![99], "<p>one two|99|</p>"),
        (words(vec![text("äöü")]), vec![2, 3], "<p>ä|2||3|öü</p>"),
        (words(vec![text("one "), emphasis("two three")]), vec![4, 8], "<p>one |4|<em>two |8|three</em></p>"),
        (
            words(vec![link(Target::Inside("c".into()), vec![emphasis("one two")])]),
            vec![4],
            "<p><a href=\"#c\"><em>one |4|two</em></a></p>",
        ),
        (
            words(vec![text("a"), inline(InlineKind::LineBreak), image, text("b")]),
            vec![2, 5],
            "<p>a<br/>|2|<span class=\"missing-image\">alt</span>|5|b</p>",
        ),
        (
            BlockKind::Code(Listing { language: None, text: "one\ntwo".into(), ..Listing::default() }),
            vec![4],
            "<pre><code>one\n|4|two</code></pre>",
        ),
        (
            BlockKind::Verse(Verse::of_lines([vec![text("one")], vec![text("two")]])),
            vec![3, 4],
            "<div class=\"verse\">\n<div class=\"stanza\">\n<p class=\"line\">one|3|</p>\n<p class=\"line\">|4|two</p>\n</div>\n</div>",
        ),
        (
            BlockKind::Table(Table {
                columns: 2,
                bodies: vec![vec![row(2, ["a", "b"])]],
                ..Table::default()
            }),
            vec![0],
            "|0|<table>\n<tbody>\n<tr><td>a</td><td>b</td></tr>\n</tbody>\n</table>",
        ),
        (
            alone(),
            vec![0],
            "|0|<figure>
<p class=\"missing-image\">alt</p>
</figure>",
        ),
        (BlockKind::Break, vec![0], "|0|<hr/>"),
        (BlockKind::Quote(vec![paragraph(2, "q")]), vec![0], "|0|<blockquote>\n<p>q</p>\n</blockquote>"),
    ] {
        let marks = offsets.iter().map(|&offset| mark(&offset.to_string(), 1, offset)).collect();
        let mut found = body(vec![block(1, kind.clone())], marks);
        for offset in offsets {
            let mark = format!(
                "<span epub:type=\"pagebreak\" role=\"doc-pagebreak\" id=\"page-{offset}\" aria-label=\"{offset}\"></span>"
            );
            found = found.replace(&mark, &format!("|{offset}|"));
        }
        assert_eq!(found, xhtml, "{kind:?}");
    }
}

#[test]
fn folios_that_look_alike_get_ids_of_their_own() {
    // "page-iv" is a heading's anchor already, and a book may count from 1 twice.
    let chapter = section(0, 1, "page-iv", "Page iv", vec![paragraph(1, "one two three")]);
    let marks = vec![mark("iv", 0, 0), mark("4", 1, 0), mark("4", 1, 4)];
    let files = files(&document(vec![chapter]), Some(marks), &Resources::default());
    let nav = read(&files, "nav.xhtml");
    for line in [
        "<a href=\"chapter-001.xhtml#page-iv-2\">iv</a>",
        "<a href=\"chapter-001.xhtml#page-4\">4</a>",
        "<a href=\"chapter-001.xhtml#page-4-2\">4</a>",
    ] {
        assert!(nav.contains(line), "{line}\n{nav}");
    }
}

#[test]
fn notes_pop_up_or_stand_at_the_end() {
    let id = NoteId { file: FileId(0), index: 0 };
    let call = Inline { span: Span::GENERATED, kind: InlineKind::NoteMark(id) };
    let called = vec![block(1, BlockKind::Paragraph(vec![text("Called"), call]))];
    let mut document = document(vec![section(0, 1, "c", "C", called)]);
    document.notes = vec![Note { id, span: Span::GENERATED, number: 1, blocks: vec![paragraph(2, "Said.")] }];
    for (notes, shown, hidden) in [
        (
            Notes::PopUp,
            ["<aside class=\"note\"", "epub:type=\"noteref\"", "epub:type=\"footnote\""],
            "endnote",
        ),
        (
            Notes::ChapterEnd,
            ["<div class=\"note\"", "role=\"doc-noteref\"", "epub:type=\"endnote\""],
            "aside",
        ),
    ] {
        let mut resources = Resources::default();
        resources.theme.notes = notes;
        let page = read(&files(&document, None, &resources), "chapter-001.xhtml");
        for part in shown {
            assert!(page.contains(part), "{part} in {page}");
        }
        assert!(!page.contains(hidden), "{hidden} in {page}");
    }
}
