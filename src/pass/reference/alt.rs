//! Images without alternative text.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BlockKind, Document, ImageRef, InlineKind};
use crate::pass::walk;
use crate::resource::Images;
use crate::source::Span;

/// Reports every image of the text that has no alternative text. The cover is not among them:
/// what it shows is the title, which stands in for it. That an image is missing says the loader.
pub(super) fn check(document: &mut Document, images: &Images, diagnostics: &mut Vec<Diagnostic>) {
    let mut figure = |span: Span, image: &ImageRef| {
        if image.alt.trim().is_empty() {
            diagnostics.push(missing(span, image, images));
        }
    };
    walk::sections_mut(&mut document.sections, &mut |section| {
        walk::blocks_mut(&mut section.blocks, &mut |block| {
            if let BlockKind::Image(image) = &block.kind {
                figure(block.span, image);
            }
        });
    });
    for note in &mut document.notes {
        walk::blocks_mut(&mut note.blocks, &mut |block| {
            if let BlockKind::Image(image) = &block.kind {
                figure(block.span, image);
            }
        });
    }
    walk::inlines_mut(document, &mut |inline| {
        if let InlineKind::Image(image) = &inline.kind {
            figure(inline.span, image);
        }
    });
}

fn missing(span: Span, image: &ImageRef, images: &Images) -> Diagnostic {
    let path = &image.path;
    let loss = match images.get(path) {
        Some(_) => "who cannot see it learns nothing of it",
        None => "and as it cannot be shown, nothing stands in its place",
    };
    let message = format!("the image `{path}` has no alternative text: {loss}");
    Diagnostic::warning(Code::MissingAlt, span, message).hint("write what it shows: `![…](…)`")
}
