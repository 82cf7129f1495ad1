//! HTML's elements as nodes: an allow-list. What it does not name leaves its content and a
//! diagnostic.

use super::attributes::{self, Attributes};
use super::build::Builder;
use super::container::{Division, Kind};
use super::html;
use super::inline::{Inlines, Wrapper};
use super::leaf::{self, Leaf, Raw, Role};
use crate::document::{BlockKind, Float, FloatKind, Heading, ImageRef, Listing, Style, language_tag};
use crate::reader::path;
use std::ops::Range;

/// HTML's `pre` while it is open.
#[derive(Debug)]
pub(super) struct Preformatted {
    start: usize,
    language: Option<String>,
    text: String,
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

impl Builder<'_> {
    /// An HTML block: its text and its elements, which may go on in the blocks after it.
    pub(super) fn end_html(&mut self, raw: &Raw) {
        for piece in html::pieces(&raw.text) {
            match piece {
                html::Piece::Silent => {}
                html::Piece::OpenComment(range) => {
                    let span = self.span(raw.source(range));
                    self.report.open_comment(span);
                }
                html::Piece::Text(range) => self.html_text(raw, range),
                html::Piece::Tag { name, closing, range } => {
                    let place = self.within(raw.source(range.clone()));
                    self.tag(name, closing, raw.text.get(range).unwrap_or_default(), place, true);
                }
            }
        }
        if self.preformatted.is_none() {
            self.end_implicit();
        }
    }

    fn html_text(&mut self, raw: &Raw, range: Range<usize>) {
        for (part, text) in html::decode(raw.text.get(range.clone()).unwrap_or_default()) {
            let place = self.within(raw.source(range.start + part.start..range.start + part.end));
            let text = self.clean(&text, place.clone());
            if let Some(open) = &mut self.preformatted {
                open.text.push_str(&text);
            } else if self.leaf.is_some() || !text.trim().is_empty() {
                self.open_words(&place).text(&text, place);
            }
        }
    }

    /// A tag among words.
    pub(super) fn inline_html(&mut self, written: &str, range: Range<usize>) {
        self.open_words(&range);
        if let Some((name, closing)) = html::tag_name(written) {
            self.tag(name, closing, written, range, false);
        }
    }

    /// Opens or closes what a tag stands for. Elements of block level count in HTML blocks alone:
    /// a paragraph of Markdown cannot hold them.
    fn tag(&mut self, name: &str, closing: bool, written: &str, range: Range<usize>, blocks: bool) {
        let attributes = if closing { Attributes::default() } else { attributes::of_tag(written) };
        let tag = Tag { name: name.to_ascii_lowercase(), closing, attributes, written: name, range };
        if self.preformatted.is_some() && tag.name != "pre" {
            return self.tag_in_preformatted(&tag);
        }
        if has_color(&tag.attributes) {
            let span = self.span(tag.range.clone());
            self.report.color(name, span);
        }
        if let Some(written) = unknown_lang(&tag.attributes) {
            let span = self.span(tag.range.clone());
            self.report.unknown_lang(written, span);
        }
        // Links and headings note their ids themselves.
        if blocks && tag.name != "a" && !is_heading(&tag.name) && !tag.closing {
            self.anchor(tag.attributes.id.as_deref(), tag.range.clone());
        }
        if !(self.inline_tag(&tag) || blocks && self.block_tag(&tag)) {
            let name = self.clean(tag.written, tag.range.clone());
            let span = self.span(tag.range.clone());
            self.report.tag(&name, tag.closing, span);
        }
    }

    /// Elements among words; `false` where the tag is none of them.
    fn inline_tag(&mut self, tag: &Tag<'_>) -> bool {
        let range = tag.range.clone();
        match tag.name.as_str() {
            "br" => self.open_words(&range).line_break(range),
            "wbr" => {}
            "img" if !tag.closing => self.html_image(&tag.attributes, range),
            "a" if tag.closing => {
                if let Some(inlines) = self.inlines() {
                    inlines.close_element("a", range.end);
                }
            }
            "a" => self.html_link(&tag.attributes, range),
            name => {
                let Some(wrapper) = wrapper(name, &tag.attributes) else { return false };
                if tag.closing {
                    if let Some(inlines) = self.inlines() {
                        inlines.close_element(name, range.end);
                    }
                } else {
                    self.open_words(&range).open_element(name, wrapper, lang(&tag.attributes), range.start);
                }
            }
        }
        true
    }

    fn html_link(&mut self, attributes: &Attributes, range: Range<usize>) {
        let id = attributes.id.as_deref().or(attributes.value("name"));
        self.anchor(id, range.clone());
        let Some(target) = attributes.value("href") else { return };
        let target = self.clean(target, range.clone());
        let title = attributes.value("title").map(|title| self.clean(title, range.clone()));
        let lang = lang(attributes);
        self.open_words(&range).open_element("a", Wrapper::Link { target, title }, lang, range.start);
    }

    fn html_image(&mut self, attributes: &Attributes, range: Range<usize>) {
        let value = |name| attributes.value(name).unwrap_or_default();
        let path = path::resolve(&self.clean(value("src"), range.clone()), self.path());
        let title = attributes.value("title").map(|title| self.clean(title, range.clone()));
        let image = ImageRef {
            path,
            alt: self.clean(value("alt").trim(), range.clone()),
            title,
            width: attributes.value("width").and_then(leaf::extent),
            height: attributes.value("height").and_then(leaf::extent),
            decorative: is_decorative(attributes),
        };
        self.open_words(&range).image(image, range);
    }

    /// Elements of block level; `false` where the tag is none of them.
    fn block_tag(&mut self, tag: &Tag<'_>) -> bool {
        match tag.name.as_str() {
            "p" if self.in_caption() => self.break_caption(&tag.range),
            "p" => self.open_leaf(Role::Paragraph, tag),
            "summary" => self.open_leaf(Role::Summary, tag),
            "figcaption" => self.open_leaf(Role::Caption, tag),
            "dt" => {
                self.close_within(&["dd"], &["dl"]);
                self.open_leaf(Role::Term, tag);
            }
            name if is_heading(name) => self.html_heading(tag),
            "hr" => {
                self.end_implicit();
                self.push_block(BlockKind::Break, tag.range.clone());
            }
            "pre" if tag.closing => self.end_preformatted(),
            "pre" => self.start_preformatted(tag),
            _ => return self.table_tag(tag) || self.container_tag(tag),
        }
        true
    }

    fn in_caption(&self) -> bool {
        matches!(self.leaf, Some(Leaf::Words { role: Role::Caption, .. }))
    }

    /// Paragraphs in a caption are lines of it.
    fn break_caption(&mut self, range: &Range<usize>) {
        if let Some(inlines) = self.inlines() {
            inlines.new_line(range.clone());
        }
    }

    /// A block that holds words: it ends at its end tag or where the next block begins.
    pub(super) fn open_leaf(&mut self, role: Role, tag: &Tag<'_>) {
        self.end_implicit();
        if !tag.closing {
            let mut inlines = Inlines::new(self.file);
            inlines.lang = lang(&tag.attributes);
            self.leaf = Some(Leaf::Words { range: tag.range.clone(), inlines, role, of_html: true });
        }
    }

    fn html_heading(&mut self, tag: &Tag<'_>) {
        let level = tag.name.as_bytes().get(1).map_or(1, |digit| digit - b'0');
        let classes = tag.attributes.classes.clone();
        let heading = Heading { content: Vec::new(), explicit_id: tag.attributes.id.clone(), classes };
        self.open_leaf(Role::Heading(level, heading), tag);
    }

    fn container_tag(&mut self, tag: &Tag<'_>) -> bool {
        let name = tag.name.as_str();
        if tag.closing {
            return self.close_within(&[name], &[]) || kind_of(tag).is_some();
        }
        match name {
            "li" => drop(self.close_within(&["li"], &["ul", "ol"])),
            "dd" => drop(self.close_within(&["dd"], &["dl"])),
            _ => {}
        }
        let known = kind_of(tag);
        let fits = match name {
            "li" => matches!(self.containers.innermost(), Some(Kind::List { .. })),
            "dd" => matches!(self.containers.innermost(), Some(Kind::Definitions(_))),
            _ => true,
        };
        let kind = known.or_else(|| self.unknown(tag)).filter(|_| fits);
        let Some(kind) = kind else { return false };
        self.end_implicit();
        self.open_element(kind, tag);
        true
    }

    /// An unknown element that says something of what it holds is a float.
    fn unknown(&mut self, tag: &Tag<'_>) -> Option<Kind> {
        let mut float = Float { kind: FloatKind::Listing, ..Float::default() };
        self.caption_from(&mut float, &tag.attributes, &tag.range);
        let says = !(float.caption.is_empty() && float.title.is_empty() && float.number.is_none());
        says.then(|| Kind::Float(Box::new(float)))
    }

    /// The language of an item stands within it, that of any other element around it.
    pub(super) fn open_element(&mut self, kind: Kind, tag: &Tag<'_>) {
        let within = matches!(kind, Kind::Item { .. } | Kind::Details | Kind::Cell(_));
        let lang = lang(&tag.attributes).filter(|_| !matches!(kind, Kind::Division(_)));
        let (around, within) = if within { (None, lang) } else { (lang, None) };
        self.open_language(around, true, &tag.range);
        self.open_named(&tag.name, kind, &tag.range);
        self.open_language(within, false, &tag.range);
    }

    /// Opens a division that says the language of what it holds; without a language, none.
    pub(super) fn open_language(&mut self, lang: Option<String>, lone: bool, range: &Range<usize>) {
        if lang.is_some() {
            let division = Division { lang, lone, ..Division::default() };
            // No end tag has this name.
            self.open_named("", Kind::Division(division), range);
        }
    }

    fn open_named(&mut self, name: &str, kind: Kind, range: &Range<usize>) {
        let counts = kind.counts();
        let id = self.next_block_id();
        if self.containers.open_element(id, name, kind, range.clone()) && counts {
            self.next_id();
        }
    }

    /// Closes elements up to the innermost of these names, if nothing of Markdown is open in it.
    pub(super) fn close_within(&mut self, names: &[&str], within: &[&str]) -> bool {
        let Some(depth) = self.containers.depth_of(names, within) else { return false };
        self.close_down_to(self.containers.count() - depth);
        true
    }

    /// Closes containers until so many are open: one may close another that was there for it alone.
    pub(super) fn close_down_to(&mut self, count: usize) {
        self.end_implicit();
        while self.containers.count() > count {
            self.close_container();
        }
    }

    fn start_preformatted(&mut self, tag: &Tag<'_>) {
        self.end_implicit();
        let language = language(&tag.attributes);
        self.preformatted = Some(Preformatted { start: tag.range.start, language, text: String::new() });
    }

    /// Of `code` within `pre` the language counts; other tags are left out of a listing.
    fn tag_in_preformatted(&mut self, tag: &Tag<'_>) {
        if let Some(open) = &mut self.preformatted
            && tag.name == "code"
        {
            open.language = open.language.take().or_else(|| language(&tag.attributes));
        }
    }

    pub(super) fn end_preformatted(&mut self) {
        let Some(open) = self.preformatted.take() else { return };
        let text = open.text.replace("\r\n", "\n").replace('\r', "\n");
        let text = text.strip_prefix('\n').unwrap_or(&text).trim_end_matches('\n').to_owned();
        let range = open.start..open.start;
        self.push_block(
            BlockKind::Code(Listing { language: open.language, text, ..Listing::default() }),
            range,
        );
    }
}

/// Whether a tag is read where it stands among words; a comment is.
pub(super) fn stands_among_words(written: &str) -> bool {
    html::tag_name(written).is_none_or(|(name, _)| {
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

/// What an element of block level becomes that holds blocks.
fn kind_of(tag: &Tag<'_>) -> Option<Kind> {
    Some(match tag.name.as_str() {
        "div" | "section" | "article" | "aside" | "main" | "header" | "footer" | "center" | "address" => {
            let (classes, lang) = (tag.attributes.classes.clone(), lang(&tag.attributes));
            Kind::Division(Division { classes, lang, lone: false })
        }
        "blockquote" => Kind::Quote,
        "ul" => Kind::List { start: None, loose: false, items: Vec::new() },
        "ol" => {
            let start = tag.attributes.value("start").and_then(|start| start.parse().ok());
            Kind::List { start: Some(start.unwrap_or(1)), loose: false, items: Vec::new() }
        }
        "li" => Kind::Item { task: None },
        "dl" => Kind::Definitions(Vec::new()),
        "dd" => Kind::Details,
        "details" => Kind::Collapsible(Vec::new()),
        "figure" => Kind::Float(Box::new(Float { kind: FloatKind::Figure, ..Float::default() })),
        _ => return None,
    })
}

/// As HTML says it (HTML, 4.8.4.4): an empty alternative text that is not left out but written.
fn is_decorative(attributes: &Attributes) -> bool {
    let empty = attributes.value("alt").is_some_and(|alt| alt.trim().is_empty());
    empty
        || attributes.has_class(&["decorative"])
        || attributes.value("role").is_some_and(|role| matches!(role, "presentation" | "none"))
}

fn is_heading(name: &str) -> bool {
    matches!(name, "h1" | "h2" | "h3" | "h4" | "h5" | "h6")
}

/// The language that a tag says its content is in.
pub(super) fn lang(attributes: &Attributes) -> Option<String> {
    language_tag(written_lang(attributes)?)
}

/// What stands in the place of a language and names none. Without a word in it, it says that the
/// language is not known (HTML, 3.2.6.2).
fn unknown_lang(attributes: &Attributes) -> Option<&str> {
    written_lang(attributes).filter(|written| !written.trim().is_empty() && language_tag(written).is_none())
}

fn written_lang(attributes: &Attributes) -> Option<&str> {
    attributes.value("lang").or(attributes.value("xml:lang"))
}

fn has_color(attributes: &Attributes) -> bool {
    let of_rule = |rule: &str| {
        matches!(rule.split(':').next().map(str::trim), Some("color" | "background-color" | "background"))
    };
    attributes.value("color").or(attributes.value("bgcolor")).is_some_and(|color| !color.is_empty())
        || attributes.value("style").is_some_and(|style| style.split(';').any(of_rule))
}

fn language(attributes: &Attributes) -> Option<String> {
    let named = attributes.classes.iter().find_map(|class| class.strip_prefix("language-"));
    named.map(str::to_owned)
}
