//! What the book says of its accessibility, against what it holds.

use super::EpubFile;
use super::content::{Picture, pictures};
use super::navigation::{has_list, marks};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};

pub(super) fn criteria(book: &EpubFile) -> Vec<Criterion> {
    vec![present(book), modes(book), features(book), hazards(book), conformance(book)]
}

fn present(book: &EpubFile) -> Criterion {
    let rule = "The metadata say how the book can be read, what helps, what harms, and sum it up.";
    let mut finding = Finding::new("accessibility-metadata", "EPUB Accessibility 1.1, 2.2", rule);
    let names = [
        "accessMode",
        "accessModeSufficient",
        "accessibilityFeature",
        "accessibilityHazard",
        "accessibilitySummary",
    ];
    for name in names {
        let said = !values(book, name).is_empty();
        finding.check(said, || format!("package: there is no schema:{name}"));
    }
    let said: usize = names.into_iter().map(|name| values(book, name).len()).sum();
    finding.close(count(said, "statement", "statements"))
}

fn values<'b>(book: &'b EpubFile, name: &str) -> &'b [String] {
    book.package.values(&format!("schema:{name}"))
}

/// What the images of a book are, counted.
struct Images {
    described: usize,
    mute: usize,
}

fn images(book: &EpubFile) -> Images {
    let all: Vec<Picture> =
        book.chapters.iter().flat_map(|it| pictures(it).map(|(_, picture)| picture)).collect();
    let number = |wanted: Picture| all.iter().filter(|picture| **picture == wanted).count();
    Images { described: number(Picture::Described), mute: number(Picture::Mute) }
}

fn modes(book: &EpubFile) -> Criterion {
    let rule = "The declared access modes match the content.";
    let mut finding = Finding::new("modes-earned", "EPUB Accessibility 1.1, 2.2", rule);
    let images = images(book);
    let says = |mode: &str| values(book, "accessMode").iter().any(|value| value == mode);
    let seen = images.described + images.mute > 0;
    finding.check(!seen || says("visual"), || "package: there are images, but no mode visual".into());
    // Decoration is seen too: it earns the mode, and does not ask for it.
    finding.check(seen || !says("visual") || has_pictures(book), || {
        "package: the mode visual, but no images".into()
    });
    let textual = values(book, "accessModeSufficient").iter().any(|value| value.trim() == "textual");
    finding.check(!textual || images.mute == 0, || {
        format!(
            "package: text is said to suffice, but {}",
            count(images.mute, "image has no words", "images have no words")
        )
    });
    let described = count(images.described, "image with words", "images with words");
    finding.close(format!("{}; {described}", values(book, "accessMode").join(", ")))
}

fn has_pictures(book: &EpubFile) -> bool {
    book.chapters.iter().any(|chapter| pictures(chapter).next().is_some())
}

/// Whether a feature is earned; `None` where nobody but a reader can tell.
fn earned(book: &EpubFile, feature: &str) -> Option<bool> {
    let holds = |names: &[&str]| {
        let mut elements = book.chapters.iter().flat_map(|chapter| chapter.elements());
        elements.any(|node| names.contains(&node.tag_name().name()))
    };
    match feature {
        "alternativeText" => {
            let images = images(book);
            Some(images.mute == 0 && images.described > 0)
        }
        "MathML" => Some(holds(&["math"])),
        "pageBreakMarkers" | "printPageNumbers" => Some(!marks(book).is_empty()),
        "pageNavigation" => Some(has_list(book, "page-list") && !marks(book).is_empty()),
        "tableOfContents" => Some(has_list(book, "toc")),
        "structuralNavigation" => Some(holds(&["h1", "h2", "h3", "h4", "h5", "h6"])),
        "captions" | "audioDescription" | "signLanguage" => Some(holds(&["video", "audio"])),
        "rubyAnnotations" => Some(holds(&["ruby"])),
        "none" => Some(values(book, "accessibilityFeature").len() == 1),
        _ => None,
    }
}

fn features(book: &EpubFile) -> Criterion {
    let rule = "Every feature that the book claims is in it.";
    let mut finding = Finding::new("features-earned", "EPUB Accessibility 1.1, 2.2", rule);
    let claimed = values(book, "accessibilityFeature");
    for feature in claimed {
        let earned = earned(book, feature) != Some(false);
        finding.check(earned, || format!("package: {} is claimed, but not there", quoted(feature)));
    }
    finding.close(claimed.join(", "))
}

fn hazards(book: &EpubFile) -> Criterion {
    let rule = "\"No hazards\" is declared on its own, and only for books without animation or sound.";
    let mut finding = Finding::new("hazards-earned", "EPUB Accessibility 1.1, 2.2", rule);
    let said = values(book, "accessibilityHazard");
    if said.iter().any(|hazard| hazard == "none") {
        let mut elements = book.chapters.iter().flat_map(|chapter| chapter.elements());
        let moves =
            elements.any(|node| ["video", "audio", "script", "animate"].contains(&node.tag_name().name()));
        finding.check(said.len() == 1, || "package: there are hazards besides none".into());
        finding.check(!moves, || "package: something moves or sounds".into());
    }
    finding.close(said.join(", "))
}

fn conformance(book: &EpubFile) -> Criterion {
    let rule = "A standard is claimed together with who has checked it.";
    let mut finding = Finding::new("conformance-certified", "EPUB Accessibility 1.1, 3.4", rule);
    let certified = !book.package.values("a11y:certifiedBy").is_empty();
    for claim in book.package.values("dcterms:conformsTo") {
        finding
            .check(certified, || format!("package: {} is claimed, but nobody certifies it", quoted(claim)));
    }
    finding.counted("claim", "claims")
}
