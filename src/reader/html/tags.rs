//! HTML's elements as nodes: an allow-list. What it does not name leaves its content and a
//! diagnostic.

use super::attributes::{self, has_color, language, unknown_lang};
use super::blocks::{is_plain_block, is_title};
use super::embedded::DRAWN;
use super::{inline, marks, reference, scan};
use crate::markup::is_block;
use crate::reader::build::{Attributes, Builder, Mention, Role};
use std::ops::Range;

/// A driver of the builder: what HTML's tags and text open and close.
pub(in crate::reader) struct Tags<'b, 'a> {
    pub(super) build: &'b mut Builder<'a>,
}

/// A tag as it stands in the manuscript.
pub(super) struct Tag<'t> {
    /// In lower case.
    pub(super) name: String,
    pub(super) closing: bool,
    pub(super) attributes: Attributes,
    pub(super) written: &'t str,
    pub(super) range: Range<usize>,
}

impl<'b, 'a> Tags<'b, 'a> {
    /// A driver of this builder.
    pub(in crate::reader) fn new(build: &'b mut Builder<'a>) -> Tags<'b, 'a> {
        Tags { build }
    }

    /// HTML of block level: its text and its elements, which may go on in the blocks after it.
    /// `place` says where a range of the text stands in the manuscript.
    pub(in crate::reader) fn block(&mut self, html: &str, place: &dyn Fn(Range<usize>) -> Range<usize>) {
        self.build.keep_open(true);
        for piece in scan::pieces(html) {
            if self.build.is_left_out(place(piece.start()..piece.start()).start) {
                continue;
            }
            match piece {
                scan::Piece::Silent(range) => {
                    let written = html.get(range.clone()).unwrap_or_default();
                    self.build.comment(written, place(range));
                }
                scan::Piece::OpenComment(range) => {
                    let span = self.build.span(place(range));
                    self.build.report.open_comment(span);
                }
                scan::Piece::Text(range) => self.text(html, range, place),
                scan::Piece::Tag { name, closing, range } => {
                    let place = self.build.within(place(range.clone()));
                    self.tag(name, closing, html.get(range).unwrap_or_default(), place, true);
                }
                scan::Piece::Endless(ending, range) => {
                    let place = self.build.within(place(range));
                    if !self.build.hide_until(ending, place.end) {
                        let span = self.build.span(place);
                        self.build.report.mention(Mention::NeverClosed, &ending["</".len()..], span);
                    }
                }
            }
        }
        if !self.build.has_open_listing() {
            self.build.end_implicit();
        }
        self.build.keep_open(false);
    }

    fn text(&mut self, html: &str, range: Range<usize>, place: &dyn Fn(Range<usize>) -> Range<usize>) {
        for (part, text) in reference::decode(html.get(range.clone()).unwrap_or_default()) {
            let part = self.build.within(place(range.start + part.start..range.start + part.end));
            let begins_block = || !self.build.has_words() && !self.build.has_open("table");
            let behind_tag = || marks::heading_behind_tag(&text).filter(|_| begins_block());
            let mark = marks::markdown_in(&text).or_else(behind_tag);
            if let Some(mark) = mark.filter(|_| !self.is_in_code()) {
                let span = self.build.span(part.clone());
                self.build.report.mention(Mention::MarkdownInHtml, mark, span);
            }
            self.build.element_text(&text, part);
        }
    }

    /// Whether marks are what code has of its own.
    fn is_in_code(&self) -> bool {
        self.build.has_open_listing() || self.build.is_in(&["code", "tt", "kbd", "samp", "var"])
    }

    /// A tag among words.
    pub(in crate::reader) fn inline(&mut self, written: &str, range: Range<usize>) {
        let Some((name, closing)) = scan::tag_name(written) else {
            self.build.comment_among_words(written, range.clone());
            self.build.open_words(&range);
            return;
        };
        if let Some(text) = written.strip_prefix(scan::CHARACTER_DATA) {
            return self.build.element_text(text.strip_suffix("]]>").unwrap_or(text), range);
        }
        let lower = name.to_ascii_lowercase();
        if self.build.hidden_by().is_some_and(|hidden| !(closing && hidden == lower)) {
            return;
        }
        if self.build.hidden_by().is_some() {
            return self.build.show_words(range.end);
        }
        if !closing && inline::is_comparison(written, self.build.source_behind(range.end)) {
            return self.build.element_text(written, range);
        }
        self.build.open_words(&range);
        self.tag(name, closing, written, range.clone(), false);
        // A drawing has titles of its own, which are words of it.
        if !closing && is_hidden(&lower) && !(lower == "title" && self.build.is_in(&DRAWN)) {
            self.build.hide_words(&lower, range);
        }
    }

    /// Opens or closes what a tag stands for. Elements of block level count in HTML blocks alone:
    /// a paragraph of Markdown cannot hold them, and is parted where they stand.
    fn tag(&mut self, name: &str, closing: bool, written: &str, range: Range<usize>, blocks: bool) {
        let attributes = if closing { Attributes::default() } else { attributes::of_tag(written) };
        let tag = Tag { name: name.to_ascii_lowercase(), closing, attributes, written: name, range };
        if self.build.has_open_listing() && tag.name != "pre" {
            return self.in_listing(&tag);
        }
        self.report_attributes(&tag);
        if self.hide(&tag) {
            return self.note_ids(&tag, false);
        }
        // Within drawings and what is embedded no block begins.
        let blocks = blocks && !self.build.is_in(&DRAWN) && !self.build.is_in_embedded();
        let is_block = is_block(&tag.name);
        if blocks && is_block {
            self.build.end_implicit();
        }
        // A block among words parts them first, and is named behind that.
        let parts = is_block && !blocks;
        if !parts {
            self.note_ids(&tag, blocks);
        }
        self.break_page(&tag, blocks);
        if !(self.inline_tag(&tag) || blocks && self.block_tag(&tag) || self.drawn_tag(&tag)) {
            let is_heading = is_block && !blocks && self.heading_among_words(&tag);
            if is_block && !is_heading {
                _ = self.build.part_words(Role::Paragraph, &tag.range);
            }
            // A paragraph among words is one of its own then, and nothing is lost.
            if blocks || !is_block || !(is_heading || is_plain_block(&tag.name)) {
                self.report_left_out(&tag);
            }
        }
        if parts && !is_heading(&tag.name) {
            self.note_ids(&tag, blocks);
        }
        if blocks {
            self.break_page_after(&tag);
        }
    }

    /// Of `code` within `pre` the language counts; a line's end is one there too, and other tags are
    /// left out of a listing.
    fn in_listing(&mut self, tag: &Tag<'_>) {
        match tag.name.as_str() {
            "code" => self.build.name_listing(language(&tag.attributes)),
            "br" => self.build.element_text("\n", tag.range.clone()),
            _ => {}
        }
    }

    fn report_attributes(&mut self, tag: &Tag<'_>) {
        let span = self.build.span(tag.range.clone());
        if has_color(&tag.attributes) {
            self.build.report.mention(Mention::Color, tag.written, span);
        }
        if let Some(written) = unknown_lang(&tag.attributes) {
            self.build.report.mention(Mention::UnknownLang, written, span);
        }
        self.report_override(tag);
        self.report_style(tag);
    }

    /// Notes the names that links may use. Headings note theirs themselves.
    fn note_ids(&mut self, tag: &Tag<'_>, blocks: bool) {
        let notes_itself = || match tag.name.as_str() {
            "caption" | "tr" | "td" | "th" => self.build.has_open("table"),
            name => is_heading(name) || is_title(name),
        };
        if tag.closing || blocks && notes_itself() {
            return;
        }
        let name = tag.attributes.value("name").filter(|_| tag.name == "a");
        let id = tag.attributes.id.as_deref();
        for id in id.into_iter().chain(name.filter(|name| Some(*name) != id)) {
            match inline::stands_among_words(&format!("<{}>", tag.name)) {
                true => self.build.anchor_among_words(Some(id), tag.range.clone()),
                false => self.build.anchor(Some(id), tag.range.clone()),
            }
        }
    }

    /// Reports a tag of which nothing is left.
    pub(super) fn report_left_out(&mut self, tag: &Tag<'_>) {
        let name = self.build.clean(tag.written, tag.range.clone());
        let span = self.build.span(tag.range.clone());
        match is_hidden(&tag.name) {
            true if tag.closing => {}
            true => self.build.report.mention(Mention::Hidden, &tag.name, span),
            false => self.build.report.tag(&name, tag.closing, span),
        }
    }
}

/// Whether a name is that of a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// Whether what an element holds is left out.
fn is_hidden(name: &str) -> bool {
    scan::hidden_ending(name).is_some()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{BlockKind, Node};
    use crate::reader::build::Conventions;
    use crate::source::{FileId, Source};

    /// A language that adds nothing to what is built.
    struct Nothing;

    impl Conventions for Nothing {}

    #[test]
    fn html_is_read_without_another_language() {
        let text = "<h2 id=a>One</h2><p>x^2^ is <em>x</em>{#b}, see www.example.org</p>\
                    <img src=a.png title=T><p><em>Beside</em></p><pre><code class=language-c>int\n</code></pre>";
        let source = Source { path: "a.html".into(), text: text.to_owned() };
        let mut build = Builder::new(FileId(0), &source, &Nothing);
        Tags::new(&mut build).block(text, &|range| range);
        let read = build.finish().draft;
        assert!(read.diagnostics.is_empty(), "{:?}", read.diagnostics);
        let [
            Node::Heading { level: 2, heading, .. },
            Node::Block(words),
            Node::Block(image),
            Node::Block(beside),
            Node::Block(code),
        ] = read.value.nodes.as_slice()
        else {
            panic!("{:?}", read.value.nodes)
        };
        assert_eq!(heading.explicit_id.as_deref(), Some("a"));
        // What is markup in other languages is text in HTML.
        let BlockKind::Paragraph(content) = &words.kind else { panic!("{words:?}") };
        assert_eq!(content.len(), 3);
        assert_eq!(crate::document::text::inline_text(content), "x^2^ is x{#b}, see www.example.org");
        assert!(matches!(&image.kind, BlockKind::Image(image) if image.title.as_deref() == Some("T")));
        assert!(matches!(beside.kind, BlockKind::Paragraph(_)));
        assert!(
            matches!(&code.kind, BlockKind::Code(code) if code.language.as_deref() == Some("c") && code.text == "int")
        );
    }
}
