//! Elements among words.

use super::attributes::{is_decorative, lang, of_tag};
use super::embedded::source;
use super::page_break::asks_for_page;
use super::scan;
use super::tags::{Tag, Tags};
use crate::document::{ImageRef, Meaning, Style};
use crate::markup::is_block;
use crate::reader::build::{Attributes, Mention, Wrapper};
use std::ops::Range;

impl Tags<'_, '_> {
    /// Elements among words; `false` where the tag is none of them.
    pub(super) fn inline_tag(&mut self, tag: &Tag<'_>) -> bool {
        let range = tag.range.clone();
        match tag.name.as_str() {
            // The lines that it parts are parted by the page already.
            "br" if asks_for_page(&tag.attributes) => {}
            "br" => self.build.open_words(&range).line_break(range),
            "wbr" if !tag.closing => self.build.open_words(&range).text(ZERO_WIDTH_SPACE, range),
            "wbr" => {}
            "img" if !tag.closing => self.image(&tag.attributes, range),
            "q" | "rt" | "rtc" | "rb" if self.quotation(tag) || self.ruby_part(tag) => {}
            "a" if !tag.closing => self.link(&tag.attributes, range),
            name if tag.closing && wrappers(name, &tag.attributes).is_some() || name == "a" => {
                self.build.close_inline_element(name, range.end);
            }
            name => {
                let Some(wrappers) = wrappers(name, &tag.attributes) else {
                    return self.embedded_tag(tag) || self.control_tag(tag);
                };
                self.open_levels(name, wrappers, tag);
            }
        }
        true
    }

    /// Opens levels for an element; its end tag ends all of them.
    pub(super) fn open_levels(&mut self, name: &str, wrappers: Vec<Wrapper>, tag: &Tag<'_>) {
        let direction = self.direction(tag).map(|direction| Wrapper::Styled(Style::Direction(direction)));
        let wrappers = direction.into_iter().chain(wrappers);
        let start = tag.range.start;
        let inlines = self.build.open_words(&tag.range);
        let mut own = (name, lang(&tag.attributes));
        for wrapper in wrappers {
            // No end tag has the name of the inner ones.
            let (name, lang) = std::mem::take(&mut own);
            inlines.open_element(name, wrapper, lang, start);
        }
    }

    /// Quotations nest, and take the marks of the other kind then. The passes make those of the
    /// language of them.
    fn quotation(&mut self, tag: &Tag<'_>) -> bool {
        if tag.name == "q" && !tag.closing {
            let depth = self.build.open_words(&tag.range).count_of("q");
            self.open_levels("q", vec![Wrapper::Quotation(depth)], tag);
            return true;
        }
        if tag.name == "q" {
            self.build.close_inline_element("q", tag.range.end);
        }
        tag.name == "q"
    }

    /// The words of a ruby and those above them; `false` where none is open.
    fn ruby_part(&mut self, tag: &Tag<'_>) -> bool {
        let inlines = self.build.open_words(&tag.range);
        if inlines.count_of("ruby") == 0 {
            return false;
        }
        // What stands in `rtc` is one text.
        if inlines.count_of("rtc") > 0 && tag.name == "rt" {
            return true;
        }
        match (tag.name.as_str(), tag.closing) {
            (name @ ("rt" | "rtc"), true) => _ = inlines.close_element(name, tag.range.end),
            ("rt" | "rtc", false) => {
                inlines.end_ruby_base(tag.range.start);
                let apart = tag.name == "rtc";
                self.open_levels(&tag.name, vec![Wrapper::Annotation { apart }], tag);
            }
            _ => inlines.end_ruby_base(tag.range.end),
        }
        true
    }

    fn link(&mut self, attributes: &Attributes, range: Range<usize>) {
        let Some(target) = attributes.value("href") else { return };
        let target = self.build.clean(target, range.clone());
        let title = attributes.value("title").map(|title| self.build.clean(title, range.clone()));
        let lang = lang(attributes);
        // Links do not nest: one that begins ends the one before (HTML, 13.2.6.4.7).
        self.build.close_inline_element("a", range.start);
        if self.build.open_words(&range).is_in_link() {
            let span = self.build.span(range);
            return self.build.report.mention(Mention::LinkWithin, &target, span);
        }
        self.build.open_words(&range).open_element("a", Wrapper::Link { target, title }, lang, range.start);
    }

    fn image(&mut self, attributes: &Attributes, range: Range<usize>) {
        let value = |name| attributes.value(name).unwrap_or_default();
        let Some(source) = source(attributes) else {
            let span = self.build.span(range.clone());
            self.build.report.mention(Mention::Sourceless, "img", span);
            return self.build.element_text(value("alt"), range);
        };
        let path = self.build.image_path(source, range.clone());
        let title = attributes.value("title").map(|title| self.build.clean(title, range.clone()));
        let image = ImageRef {
            path,
            alt: self.build.clean(value("alt").trim(), range.clone()),
            title,
            width: attributes.size("width"),
            height: attributes.size("height"),
            decorative: is_decorative(attributes),
        };
        self.build.open_words(&range).image(image, range);
    }
}

/// Where a line may end within a word (UAX #14, class ZW).
const ZERO_WIDTH_SPACE: &str = "\u{200B}";

/// Whether a tag is read where it stands among words; a comment is.
pub(in crate::reader) fn stands_among_words(written: &str) -> bool {
    scan::tag_name(written).is_none_or(|(name, _)| {
        let name = name.to_ascii_lowercase();
        let own = matches!(name.as_str(), "br" | "wbr" | "img" | "a" | "q" | "rt" | "rb" | "rtc");
        own || wrappers(&name, &Attributes::default()).is_some()
    })
}

/// Whether what looks like the tag of an element among words is words between two signs, as in "if a<b and
/// c>d": it has attributes without values, none of them HTML's, and no end in its paragraph.
pub(super) fn is_comparison(written: &str, behind: &str) -> bool {
    const WITHOUT_VALUES: [&str; 8] =
        ["hidden", "inert", "download", "ismap", "itemscope", "autofocus", "nowrap", "contenteditable"];
    let Some((name, _)) = scan::tag_name(written).filter(|_| stands_among_words(written)) else {
        return false;
    };
    let Attributes { id, classes, values } = of_tag(written);
    let is_word = |(name, value): &(String, String)| {
        value.is_empty()
            && name.chars().all(char::is_alphanumeric)
            && !WITHOUT_VALUES.contains(&name.as_str())
    };
    let has_words = id.is_none() && classes.is_empty() && !values.is_empty() && values.iter().all(is_word);
    has_words && !written.contains(['=', '"', '\'']) && !ends_in_paragraph(name, behind)
}

/// Whether the end tag of an element stands in its paragraph, by the text behind its tag.
pub(super) fn ends_in_paragraph(name: &str, behind: &str) -> bool {
    // So far off no element ends that a person wrote among words.
    const FAR: usize = 1_000;
    let end = format!("</{name}");
    let behind = behind.as_bytes().get(..FAR.min(behind.len())).unwrap_or_default();
    let blank = behind.windows(2).position(|bytes| bytes == b"\n\n");
    let behind = blank.map_or(behind, |blank| &behind[..blank]);
    behind.windows(end.len()).any(|bytes| bytes.eq_ignore_ascii_case(end.as_bytes()))
}

/// The name of the tag that a text begins with, where HTML has such an element.
pub(in crate::reader) fn element_at(text: &str) -> Option<String> {
    let (name, _) = scan::tag_name(text)?;
    let name = name.to_ascii_lowercase();
    (is_block(&name) || stands_among_words(text)).then_some(name)
}

/// What an element among words becomes: levels, the outermost first.
fn wrappers(name: &str, attributes: &Attributes) -> Option<Vec<Wrapper>> {
    let title = || attributes.value("title").map(str::trim).filter(|title| !title.is_empty());
    let style = match name {
        "em" | "i" => Style::Emphasis,
        "strong" | "b" => Style::Strong,
        "s" | "strike" => Style::Struck,
        "u" => Style::Underlined,
        "sup" => Style::Superscript,
        "sub" => Style::Subscript,
        "mark" => Style::Highlighted,
        "small" => Style::Small,
        "kbd" => Style::Keyboard,
        "abbr" | "acronym" => Style::Meaning(Meaning::Abbreviation(title().map(str::to_owned))),
        "cite" => Style::Meaning(Meaning::Citation),
        "dfn" => Style::Meaning(Meaning::Definition),
        "del" => Style::Meaning(Meaning::Deleted),
        "ins" => Style::Meaning(Meaning::Inserted),
        "bdi" => Style::Meaning(Meaning::Isolated),
        "samp" => Style::Meaning(Meaning::Sample),
        "time" => {
            Style::Meaning(Meaning::Time(attributes.value("datetime").map(|moment| moment.trim().to_owned())))
        }
        "var" => Style::Meaning(Meaning::Variable),
        "span" | "bdo" | "label" | "output" | "data" => return Some(span(attributes)),
        // Pictures are their images, and a map its areas, which are links.
        "picture" | "map" => Style::Classes(Vec::new()),
        "code" | "tt" => return Some(vec![Wrapper::Code]),
        "nobr" => return Some(vec![Wrapper::Unbroken]),
        "ruby" => return Some(vec![Wrapper::Ruby(Vec::new())]),
        "rp" => return Some(vec![Wrapper::Dropped]),
        _ => return None,
    };
    Some(vec![Wrapper::Styled(style)])
}

/// What the classes and the style of an element say of its words; it is there at any rate.
fn span(attributes: &Attributes) -> Vec<Wrapper> {
    let of_line = |(name, value): (String, String)| name == "white-space" && value == "nowrap";
    let unbroken = attributes.rules().any(of_line).then_some(Wrapper::Unbroken);
    let styles = attributes.styles().into_iter().map(Wrapper::Styled);
    let wrappers: Vec<Wrapper> = unbroken.into_iter().chain(styles).collect();
    match wrappers.is_empty() {
        true => vec![Wrapper::Styled(Style::Classes(Vec::new()))],
        false => wrappers,
    }
}
