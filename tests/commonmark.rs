//! The examples of the CommonMark specification and of GitHub's extensions: the EPUB's XHTML is the
//! HTML that they expect, but for what is listed here with its reason.

mod common;

use bifolio::document::content::children;
use bifolio::document::text::runs;
use bifolio::document::{Block, BlockKind, Draft, Inline, InlineKind, Metadata, Node as DraftNode};
use bifolio::epub::EpubOptions;
use bifolio::pass::{self, Links};
use bifolio::reader::markdown::{self, Dialect};
use bifolio::resource::{Image, ImageKind, Images, Resources};
use bifolio::source::{FileId, Source};
use common::epub;
use common::examples::{self, Example};
use roxmltree::{Document, Node, ParsingOptions};
use std::collections::BTreeMap;
use std::io::Cursor;

/// The examples that come out otherwise.
struct Exceptions {
    why: &'static str,
    numbers: &'static [usize],
}

const COMMONMARK: &[Exceptions] = &[
    Exceptions {
        why: "raw HTML that is not well-formed: here it is, and what is not allowed is gone",
        numbers: &[
            21, 31, 148, 150, 151, 155, 156, 157, 158, 165, 173, 174, 175, 181, 184, 187, 344, 476, 477, 491,
            494, 524, 536, 613, 616, 623, 625, 626, 628, 630, 631, 642, 643,
        ],
    },
    Exceptions {
        why: "elements that are not allowed (scripts, styles, forms, unknown ones): gone, or their text stays",
        numbers: &[163, 170, 171, 172, 176, 178, 201, 614, 615, 617],
    },
    Exceptions {
        why: "words directly in an HTML block: here they are a paragraph, or in the element that allows them",
        numbers: &[159, 161, 162, 164, 166, 167, 177, 182, 185, 186, 189],
    },
    Exceptions {
        why: "HTML's `pre` and tables across blocks of code: without the line end after the tag, and cut",
        numbers: &[169, 191],
    },
    Exceptions {
        why: "raw HTML's image without alternative text: here it has an empty one",
        numbers: &[475],
    },
    Exceptions {
        why: "headings within quotations and lists: one level below the section, since levels may not skip",
        numbers: &[300],
    },
    Exceptions {
        why: "headings without words: left out, since assistive technology would stop at nothing",
        numbers: &[79],
    },
];

#[test]
fn commonmark_comes_out_as_specified() {
    compare("spec.rs", Dialect::CommonMark, 652, COMMONMARK);
}

#[test]
fn githubs_extensions_come_out_as_specified() {
    compare("gfm_table.rs", Dialect::Gfm, 9, &[]);
    compare("gfm_strikethrough.rs", Dialect::Gfm, 3, &[]);
    compare("gfm_tasklist.rs", Dialect::Gfm, 2, &[]);
}

fn compare(name: &str, dialect: Dialect, count: usize, exceptions: &[Exceptions]) {
    let Some(examples) = examples::read(name) else { return };
    assert_eq!(examples.len(), count, "{name}");
    let mut unequal = BTreeMap::new();
    for example in &examples {
        let (made, wanted) = (made(example, dialect), wanted(&example.html));
        if wanted.as_ref() != Some(&made) {
            unequal.insert(example.number, (made, wanted));
        }
    }
    let listed: Vec<usize> = exceptions.iter().flat_map(|exception| exception.numbers).copied().collect();
    eprintln!("{name}: {} of {count} examples are equal", count - unequal.len());
    for exception in exceptions {
        eprintln!("{name}: {} are not: {}", exception.numbers.len(), exception.why);
    }
    for (number, (made, wanted)) in &unequal {
        let markdown = &examples[number - 1].markdown;
        assert!(
            listed.contains(number),
            "{name}, example {number}\n{markdown}\nmade:   {made}\nwanted: {wanted:?}"
        );
    }
    for number in listed {
        assert!(unequal.contains_key(&number), "{name}, example {number} is no exception any more");
    }
}

/// The body of the book that one example makes, normalised.
fn made(example: &Example, dialect: Dialect) -> String {
    let file = FileId(0);
    let source = Source { path: "example.md".into(), text: example.markdown.clone() };
    let draft = markdown::read(file, &source, dialect.into()).value;
    let images = pictures(&draft);
    let metadata = Metadata { title: Some("Example".into()), ..Metadata::default() };
    let options = pass::Options { typography: false, links: Links::AsWritten, ..pass::Options::default() };
    let drafts = vec![("example.md".to_owned(), draft)];
    let document = pass::prepare(drafts, metadata, &images, &options, &Default::default()).value;
    let resources = Resources { images, ..Resources::default() };
    let options = EpubOptions { date: Default::default(), toc_depth: 3, run: "urn:example:run".into() };
    let book = bifolio::epub::export(&document, None, &resources, &options).expect("a book can be made");
    let files = epub::files(&book);
    let mut reader = Normaliser::new(&resources.images, &files);
    for (_, text) in files.iter().filter(|(name, _)| name.starts_with("chapter")) {
        let text = std::str::from_utf8(text).expect("a chapter is UTF-8");
        let options = ParsingOptions { allow_dtd: true, ..ParsingOptions::default() };
        let chapter = Document::parse_with_options(text, options).expect("a chapter is well-formed");
        let body = chapter.descendants().find(|node| node.has_tag_name((XHTML, "body")));
        reader.content(body.expect("a chapter has a body"));
    }
    reader.finish()
}

const XHTML: &str = "http://www.w3.org/1999/xhtml";

/// What an example expects, normalised; `None` where it is not well-formed, as raw HTML need not be.
fn wanted(html: &str) -> Option<String> {
    let html = html.replace("<input disabled=\"\" type=\"checkbox\"/>", "☐ ");
    let html = html.replace("<input disabled=\"\" type=\"checkbox\" checked=\"\"/>", "☑ ");
    let page = format!("<body>{html}</body>");
    let page = Document::parse(&page).ok()?;
    let mut reader = Normaliser::default();
    reader.content(page.root_element());
    Some(reader.finish())
}

/// A picture for every path that an example names, each of another width.
fn pictures(draft: &Draft) -> Images {
    let mut paths = Vec::new();
    for node in &draft.nodes {
        match node {
            DraftNode::Heading { heading, .. } => {
                heading.content.iter().for_each(|i| push_inline(i, &mut paths))
            }
            DraftNode::Block(block) => push_block(block, &mut paths),
        }
    }
    let mut images = Images::default();
    for (path, width) in paths.into_iter().zip(1..) {
        let mut bytes = Cursor::new(Vec::new());
        let picture = image::GrayImage::new(width, 1);
        picture.write_to(&mut bytes, image::ImageFormat::Png).expect("written to memory");
        let bytes = bytes.into_inner();
        images.add(Image { path, width, height: 1, ..Image::new(ImageKind::Png, bytes) });
    }
    images
}

fn push_block(block: &Block, paths: &mut Vec<String>) {
    if let BlockKind::Image(image) = &block.kind {
        paths.push(image.path.clone());
    }
    runs(block).into_iter().flat_map(|run| run.inlines).for_each(|inline| push_inline(inline, paths));
    children(block).for_each(|block| push_block(block, paths));
}

fn push_inline(inline: &Inline, paths: &mut Vec<String>) {
    match &inline.kind {
        InlineKind::Image(image) => paths.push(image.path.clone()),
        kind => kind.content().iter().for_each(|inline| push_inline(inline, paths)),
    }
}

/// Writes a tree as HTML in which only what matters differs: white space as one space, none beside
/// blocks, addresses decoded, and a heading's level as its depth beneath those before it.
#[derive(Default)]
struct Normaliser {
    out: String,
    /// The paths of the pictures in the archive, where it is one that is read.
    pictures: Option<BTreeMap<String, String>>,
    /// The levels of the headings that are open.
    levels: Vec<u32>,
    in_pre: bool,
    /// In a quotation or a list.
    inner: usize,
}

/// Stands around blocks until white space beside them is dropped.
const EDGE: char = '\u{1}';

const BLOCKS: &[&str] = &[
    "p",
    "blockquote",
    "ul",
    "ol",
    "li",
    "pre",
    "hr",
    "div",
    "table",
    "thead",
    "tbody",
    "tr",
    "th",
    "td",
    "h",
];

impl Normaliser {
    fn new(images: &Images, files: &BTreeMap<String, Vec<u8>>) -> Normaliser {
        let mut pictures = BTreeMap::new();
        for (name, bytes) in files.iter().filter(|(name, _)| name.ends_with(".png")) {
            let image = images.iter().find(|(_, image)| image.bytes == *bytes);
            let (_, image) = image.expect("a picture of the archive is one of ours");
            pictures.insert(name.clone(), image.path.clone());
        }
        Normaliser { pictures: Some(pictures), ..Normaliser::default() }
    }

    fn content(&mut self, node: Node) {
        node.children().for_each(|child| self.node(child));
    }

    fn node(&mut self, node: Node) {
        if let Some(text) = node.text().filter(|_| node.is_text()) {
            return self.text(text);
        }
        if !node.is_element() {
            return;
        }
        let name = node.tag_name().name().to_ascii_lowercase();
        match name.as_str() {
            // Ours alone: sections, tokens of code, the frame of a lone picture. HTML may leave out the
            // parts of a table.
            "section" | "span" | "thead" | "tbody" => self.content(node),
            "figure" => self.element("p", node, &[]),
            "del" | "s" => self.element("del", node, &[]),
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => {
                let level = name[1..].parse().expect("a heading's name ends in a digit");
                let level = self.depth(level);
                self.element("h", node, &[("level", level)]);
            }
            "img" => {
                let path = node.attribute("src").unwrap_or_default();
                let named = self.pictures.as_ref().and_then(|pictures| pictures.get(path));
                let path = named.map_or(path, String::as_str);
                self.element("img", node, &[("src", decoded(path))]);
            }
            name => self.element(name, node, &[]),
        }
    }

    fn depth(&mut self, level: u32) -> String {
        if self.inner > 0 {
            return level.to_string();
        }
        self.levels.retain(|&above| above < level);
        self.levels.push(level);
        self.levels.len().to_string()
    }

    fn text(&mut self, text: &str) {
        let text = text.replace('&', "&amp;").replace('<', "&lt;");
        match self.in_pre {
            true => self.out.push_str(&text.replace(' ', "·").replace('\n', "¶").replace('\t', "⇥")),
            false => self.out.push_str(&text),
        }
    }

    fn element(&mut self, name: &str, node: Node, more: &[(&str, String)]) {
        let edge = if BLOCKS.contains(&name) || name == "br" { EDGE.to_string() } else { String::new() };
        let mut attributes: Vec<String> =
            more.iter().map(|(name, value)| format!(" {name}=\"{value}\"")).collect();
        attributes.extend(node.attributes().filter_map(attribute));
        attributes.sort();
        self.out.push_str(&format!("{edge}<{name}{}>{edge}", attributes.concat()));
        let inner = matches!(name, "blockquote" | "li");
        self.inner += usize::from(inner);
        let outer = self.in_pre;
        self.in_pre |= name == "pre";
        self.content(node);
        // The line end of the last line is no line of its own.
        if self.pictures.is_none() && name == "code" && self.in_pre && self.out.ends_with('¶') {
            self.out.pop();
        }
        self.in_pre = outer;
        self.inner -= usize::from(inner);
        self.out.push_str(&format!("{edge}</{name}>{edge}"));
    }

    fn finish(self) -> String {
        let pieces = self.out.split(EDGE).map(|piece| collapsed(piece.trim_matches(SPACE)));
        pieces.collect()
    }
}

const SPACE: [char; 4] = [' ', '\n', '\t', '\r'];

/// White space as one space; a no-break space is none.
fn collapsed(text: &str) -> String {
    let ends = |end: bool| if end { " " } else { "" };
    let words: Vec<&str> = text.split(SPACE).filter(|word| !word.is_empty()).collect();
    format!("{}{}{}", ends(text.starts_with(SPACE)), words.join(" "), ends(text.ends_with(SPACE)))
}

fn attribute(attribute: roxmltree::Attribute) -> Option<String> {
    let value = attribute.value();
    let (name, value) = match (attribute.name(), value) {
        ("href", value) => ("href", decoded(value)),
        ("title" | "alt" | "start", value) => (attribute.name(), collapsed(value)),
        ("class", value) if value.starts_with("language-") => ("class", value.to_owned()),
        ("class", "centre") | ("style", "text-align: center") => ("align", "center".to_owned()),
        ("class", "end") | ("style", "text-align: right") => ("align", "right".to_owned()),
        _ => return None,
    };
    Some(format!(" {name}=\"{value}\""))
}

fn decoded(address: &str) -> String {
    percent_encoding::percent_decode_str(address).decode_utf8_lossy().into_owned()
}
