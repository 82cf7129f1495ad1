//! What pages hold that is no text, and what they may not hold.

use super::EpubFile;
use super::chapters::{Chapter, has_role, words};
use super::package::leaves;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, quoted};
use roxmltree::Node;

pub(super) fn criteria(book: &EpubFile) -> Vec<Criterion> {
    vec![images(book), links_named(book), scripts(book), resources(book)]
}

/// How an image stands to readers who do not see it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Picture {
    /// It says in words what it shows.
    Described,
    /// It is marked as saying nothing.
    Decorative,
    /// Nobody knows.
    Mute,
}

/// Every image of a page: pictures, and drawings that stand in the page.
pub(super) fn pictures<'c>(chapter: &'c Chapter) -> impl Iterator<Item = (Node<'c, 'c>, Picture)> {
    let images = chapter.elements().filter(|node| matches!(node.tag_name().name(), "img" | "svg" | "image"));
    // The image within a drawing is described by the drawing.
    let outermost =
        images.filter(|node| !node.ancestors().skip(1).any(|around| around.tag_name().name() == "svg"));
    outermost.map(|node| (node, picture(node)))
}

fn picture(node: Node) -> Picture {
    let label = node.attribute("aria-label").is_some_and(|label| !label.trim().is_empty());
    let by_title =
        node.children().any(|child| child.tag_name().name() == "title" && !words(child).trim().is_empty());
    let labelled =
        label || node.attribute("aria-labelledby").is_some() || by_title && node.tag_name().name() == "svg";
    let hidden = node.attribute("aria-hidden") == Some("true");
    match node.attribute("alt") {
        // ARIA goes before `alt` where names are computed.
        _ if labelled => Picture::Described,
        _ if has_role(node, "presentation") || has_role(node, "none") || hidden => Picture::Decorative,
        Some("") => Picture::Decorative,
        Some(text) if !text.trim().is_empty() => Picture::Described,
        _ => Picture::Mute,
    }
}

fn images(book: &EpubFile) -> Criterion {
    let rule = "Every image has an alternative text, or is marked as decoration.";
    let mut finding = Finding::new("images-described", "WCAG 2.2, 1.1.1", rule);
    for chapter in &book.chapters {
        for (node, picture) in pictures(chapter) {
            finding
                .check(picture != Picture::Mute, || format!("{}: an image has no alt", chapter.place(node)));
        }
    }
    finding.counted("image", "images")
}

fn links_named(book: &EpubFile) -> Criterion {
    let mut finding = Finding::new("links-named", "WCAG 2.2, 2.4.4, 4.1.2", "Every link says something.");
    for chapter in &book.chapters {
        for node in chapter.named("a").filter(|node| node.attribute("href").is_some()) {
            let label = node
                .descendants()
                .any(|it| ["alt", "aria-label"].iter().any(|name| it.attribute(*name).is_some()));
            let math = node.descendants().any(|it| it.tag_name().name() == "math");
            let named = label || math || !words(node).trim().is_empty();
            finding.check(named, || format!("{}: a link is empty", chapter.place(node)));
        }
    }
    finding.counted("link", "links")
}

fn scripts(book: &EpubFile) -> Criterion {
    let mut finding = Finding::new("scripts-none", "EPUB 3.3, 6.3.2", "No page holds scripts or forms.");
    for chapter in &book.chapters {
        finding.look();
        for node in chapter.elements() {
            let name = node.tag_name().name();
            let handler = node.attributes().any(|it| it.name().starts_with("on"));
            let address = ["href", "src", "action"].iter().filter_map(|name| node.attribute(*name));
            let active =
                address.into_iter().any(|it| it.trim_start().to_lowercase().starts_with("javascript:"));
            if matches!(name, "script" | "form" | "iframe" | "object" | "embed") || handler || active {
                finding.fault(|| format!("{}: {}", chapter.place(node), quoted(name)));
            }
        }
    }
    finding.counted("page", "pages")
}

/// Elements and attributes by which a page fetches something. Links are not: what they lead to is no
/// resource of the book.
const FETCHES: &[(&str, &str)] = &[
    ("img", "src"),
    ("img", "srcset"),
    ("image", "href"),
    ("use", "href"),
    ("link", "href"),
    ("source", "src"),
    ("source", "srcset"),
    ("audio", "src"),
    ("video", "src"),
    ("video", "poster"),
    ("track", "src"),
    ("script", "src"),
    ("iframe", "src"),
    ("embed", "src"),
    ("object", "data"),
    ("input", "src"),
    ("feImage", "href"),
];

fn resources(book: &EpubFile) -> Criterion {
    let rule = "Everything that pages and style sheets fetch is within the book.";
    let mut finding = Finding::new("resources-inside", "EPUB 3.3, 3.6", rule);
    for chapter in &book.chapters {
        for node in chapter.elements() {
            for attribute in node.attributes() {
                let fetches = FETCHES.contains(&(node.tag_name().name(), attribute.name()));
                if !fetches {
                    continue;
                }
                let inside = !leaves(attribute.value());
                finding.check(inside, || format!("{}: {}", chapter.place(node), quoted(attribute.value())));
            }
        }
        for style in chapter.named("style") {
            finding.check(!fetches_outside(&words(style)), || format!("{}: a style", chapter.place(style)));
        }
    }
    for item in book.package.items.iter().filter(|item| item.media_type == "text/css") {
        let sheet = book.archive.text(&item.path).unwrap_or_default();
        finding.check(!fetches_outside(&sheet), || format!("{} fetches something from outside", item.path));
    }
    finding.counted("resource", "resources")
}

/// Whether a style sheet names something outside of the book.
fn fetches_outside(sheet: &str) -> bool {
    let sheet = sheet.to_lowercase();
    let leaves = |rest: &str| leaves(rest.trim_start_matches([' ', '"', '\'', '\t', '\n']));
    let names = |before: &str| sheet.split(before).skip(1).any(leaves);
    names("url(") || names("@import")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn images_say_what_they_are() {
        for (markup, expected) in [
            ("<img alt='a'/>", Picture::Described),
            ("<img alt=''/>", Picture::Decorative),
            ("<img/>", Picture::Mute),
            ("<img alt=' '/>", Picture::Mute),
            ("<img role='presentation'/>", Picture::Decorative),
            ("<svg aria-label='a'/>", Picture::Described),
            ("<svg><title>a</title></svg>", Picture::Described),
            ("<svg/>", Picture::Mute),
        ] {
            let tree = roxmltree::Document::parse(markup).expect("XML");
            assert_eq!(picture(tree.root_element()), expected, "{markup}");
        }
    }

    #[test]
    fn style_sheets_stay_inside() {
        for (sheet, outside) in [
            ("a { background: url(b.png) }", false),
            ("a { background: url( 'https://b/c.png' ) }", true),
            ("@import \"//b/c.css\";", true),
            ("@import url(data:text/css,)", false),
            ("/* https://b */", false),
        ] {
            assert_eq!(fetches_outside(sheet), outside, "{sheet}");
        }
    }
}
