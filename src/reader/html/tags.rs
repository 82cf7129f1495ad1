//! HTML's elements as nodes: an allow-list. What it does not name leaves its content and a
//! diagnostic.

use super::attributes::{self, has_color, is_decorative, lang, language, unknown_lang};
use super::{reference, scan};
use crate::document::{ImageRef, Style};
use crate::reader::build::{Attributes, Builder, Wrapper, extent};
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
    written: &'t str,
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
        for piece in scan::pieces(html) {
            match piece {
                scan::Piece::Silent => {}
                scan::Piece::OpenComment(range) => {
                    let span = self.build.span(place(range));
                    self.build.report.open_comment(span);
                }
                scan::Piece::Text(range) => self.text(html, range, place),
                scan::Piece::Tag { name, closing, range } => {
                    let place = self.build.within(place(range.clone()));
                    self.tag(name, closing, html.get(range).unwrap_or_default(), place, true);
                }
            }
        }
        if !self.build.has_open_listing() {
            self.build.end_implicit();
        }
    }

    fn text(&mut self, html: &str, range: Range<usize>, place: &dyn Fn(Range<usize>) -> Range<usize>) {
        for (part, text) in reference::decode(html.get(range.clone()).unwrap_or_default()) {
            let part = self.build.within(place(range.start + part.start..range.start + part.end));
            self.build.element_text(&text, part);
        }
    }

    /// A tag among words.
    pub(in crate::reader) fn inline(&mut self, written: &str, range: Range<usize>) {
        self.build.open_words(&range);
        if let Some((name, closing)) = scan::tag_name(written) {
            self.tag(name, closing, written, range, false);
        }
    }

    /// Opens or closes what a tag stands for. Elements of block level count in HTML blocks alone:
    /// a paragraph of Markdown cannot hold them.
    fn tag(&mut self, name: &str, closing: bool, written: &str, range: Range<usize>, blocks: bool) {
        let attributes = if closing { Attributes::default() } else { attributes::of_tag(written) };
        let tag = Tag { name: name.to_ascii_lowercase(), closing, attributes, written: name, range };
        if self.build.has_open_listing() && tag.name != "pre" {
            // Of `code` within `pre` the language counts; other tags are left out of a listing.
            if tag.name == "code" {
                self.build.name_listing(language(&tag.attributes));
            }
            return;
        }
        if has_color(&tag.attributes) {
            let span = self.build.span(tag.range.clone());
            self.build.report.color(name, span);
        }
        if let Some(written) = unknown_lang(&tag.attributes) {
            let span = self.build.span(tag.range.clone());
            self.build.report.unknown_lang(written, span);
        }
        // Links and headings note their ids themselves.
        if blocks && tag.name != "a" && !is_heading(&tag.name) && !tag.closing {
            self.build.anchor(tag.attributes.id.as_deref(), tag.range.clone());
        }
        if !(self.inline_tag(&tag) || blocks && self.block_tag(&tag)) {
            let name = self.build.clean(tag.written, tag.range.clone());
            let span = self.build.span(tag.range.clone());
            self.build.report.tag(&name, tag.closing, span);
        }
    }

    /// Elements among words; `false` where the tag is none of them.
    fn inline_tag(&mut self, tag: &Tag<'_>) -> bool {
        let range = tag.range.clone();
        match tag.name.as_str() {
            "br" => self.build.open_words(&range).line_break(range),
            "wbr" => {}
            "img" if !tag.closing => self.image(&tag.attributes, range),
            "a" if tag.closing => {
                if let Some(inlines) = self.build.inlines() {
                    inlines.close_element("a", range.end);
                }
            }
            "a" => self.link(&tag.attributes, range),
            name => {
                let Some(wrapper) = wrapper(name, &tag.attributes) else { return false };
                if tag.closing {
                    if let Some(inlines) = self.build.inlines() {
                        inlines.close_element(name, range.end);
                    }
                } else {
                    self.build.open_words(&range).open_element(
                        name,
                        wrapper,
                        lang(&tag.attributes),
                        range.start,
                    );
                }
            }
        }
        true
    }

    fn link(&mut self, attributes: &Attributes, range: Range<usize>) {
        let id = attributes.id.as_deref().or(attributes.value("name"));
        self.build.anchor(id, range.clone());
        let Some(target) = attributes.value("href") else { return };
        let target = self.build.clean(target, range.clone());
        let title = attributes.value("title").map(|title| self.build.clean(title, range.clone()));
        let lang = lang(attributes);
        self.build.open_words(&range).open_element("a", Wrapper::Link { target, title }, lang, range.start);
    }

    fn image(&mut self, attributes: &Attributes, range: Range<usize>) {
        let value = |name| attributes.value(name).unwrap_or_default();
        let path = self.build.image_path(value("src"), range.clone());
        let title = attributes.value("title").map(|title| self.build.clean(title, range.clone()));
        let image = ImageRef {
            path,
            alt: self.build.clean(value("alt").trim(), range.clone()),
            title,
            width: attributes.value("width").and_then(extent),
            height: attributes.value("height").and_then(extent),
            decorative: is_decorative(attributes),
        };
        self.build.open_words(&range).image(image, range);
    }
}

/// Whether a tag is read where it stands among words; a comment is.
pub(in crate::reader) fn stands_among_words(written: &str) -> bool {
    scan::tag_name(written).is_none_or(|(name, _)| {
        let name = name.to_ascii_lowercase();
        let own = matches!(name.as_str(), "br" | "wbr" | "img" | "a");
        own || wrapper(&name, &Attributes::default()).is_some()
    })
}

/// What an element among words becomes.
fn wrapper(name: &str, attributes: &Attributes) -> Option<Wrapper> {
    Some(Wrapper::Styled(match name {
        "em" | "i" | "cite" | "dfn" | "var" => Style::Emphasis,
        "strong" | "b" => Style::Strong,
        "s" | "del" | "strike" => Style::Struck,
        "u" | "ins" => Style::Underlined,
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        "mark" => Style::Highlighted,
        "small" => Style::Small,
        "kbd" => Style::Keyboard,
        "span" | "abbr" | "time" | "bdi" | "bdo" | "q" => Style::Classes(attributes.classes.clone()),
        "code" | "samp" | "tt" => return Some(Wrapper::Code),
        _ => return None,
    }))
}

/// Whether a name is that of a heading.
pub(super) fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
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
        let read = build.finish();
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
