//! What the book may say of its accessibility: earned from what it holds, never a fixed list.

use super::plan::EpubPlan;

/// Properties of schema.org's vocabulary with their values, in the order they are written.
pub(super) fn claims(book: &EpubPlan) -> Vec<(&'static str, String)> {
    let mut claims = vec![("schema:accessMode", "textual".to_string())];
    if book.images_speak {
        claims.push(("schema:accessMode", "visual".into()));
    }
    claims.extend(sufficient(book).iter().map(|modes| ("schema:accessModeSufficient", (*modes).into())));
    claims.extend(features(book).into_iter().map(|feature| ("schema:accessibilityFeature", feature.into())));
    // Text and still images neither flash nor move nor sound.
    claims.push(("schema:accessibilityHazard", "none".into()));
    claims.push(("schema:accessibilitySummary", summary(book)));
    // A person must have looked: the book says so only where its author does.
    let metadata = &book.document.metadata;
    claims.extend(metadata.conforms_to.map(|level| ("dcterms:conformsTo", level.to_string())));
    claims.extend(metadata.certified_by.clone().map(|name| ("a11y:certifiedBy", name)));
    claims
}

/// Each way in which the whole book can be read: by its text alone, or by text and images together.
fn sufficient(book: &EpubPlan) -> &'static [&'static str] {
    match (book.images_speak, book.images_described) {
        (false, _) => &["textual"],
        (true, true) => &["textual", "textual,visual"],
        (true, false) => &["textual,visual"],
    }
}

/// Of the vocabulary of schema.org. What only a person could claim, such as long descriptions, is
/// not among them; nor is what a shop may undo, such as the absence of locks.
fn features(book: &EpubPlan) -> Vec<&'static str> {
    // The style sheet sets no face, no size in absolute units and no colour on running text, and
    // the navigation, the notes and the marks of pages have the roles of DPUB-ARIA.
    let mut features = vec!["displayTransformability", "readingOrder", "tableOfContents", "ARIA"];
    if book.document.walk().any(|section| section.heading.is_some()) {
        features.push("structuralNavigation");
    }
    if book.images_speak && book.images_described {
        features.push("alternativeText");
    }
    if book.chapters.iter().any(|chapter| chapter.mathematics) {
        features.push("MathML");
    }
    if !book.pages.is_empty() {
        features.extend(["pageBreakMarkers", "pageNavigation"]);
    }
    features
}

/// One sentence, in English.
fn summary(book: &EpubPlan) -> String {
    let mut parts = vec!["Reflowable text in a logical reading order with a linked table of contents"];
    match (book.images.is_empty(), book.images_speak, book.images_described) {
        (true, ..) => parts.push("without images"),
        (_, false, _) => parts.push("with images that only decorate"),
        (_, true, true) => parts.push("with alternative text for every image"),
        (_, true, false) => parts.push("in which some images lack alternative text"),
    }
    if book.chapters.iter().any(|chapter| chapter.mathematics) {
        parts.push("with formulas as MathML");
    }
    if !book.pages.is_empty() {
        parts.push("with the page numbers of the print edition");
    }
    parts.join(", ") + "."
}
