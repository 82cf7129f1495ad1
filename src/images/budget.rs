//! What the images of a book may come to, all together. Each has bounds of its own (`file`).

use crate::resource::Image;

/// What is left for the images that are still to be looked into.
pub(super) struct Budget {
    elements: u64,
    pixels: u64,
}

/// A manual of a thousand diagrams has some hundred thousand elements; four kilobytes of memory stand behind each
/// where it is printed.
const ELEMENTS: u64 = 2_000_000;

/// A thousand photographs of twenty million pixels each.
const PIXELS: u64 = 20_000_000_000;

impl Default for Budget {
    fn default() -> Budget {
        Budget { elements: ELEMENTS, pixels: PIXELS }
    }
}

impl Budget {
    /// Whether anything is left.
    pub(super) fn check(&self) -> Result<(), String> {
        match (self.elements, self.pixels) {
            (0, _) => Err(format!("the drawings of the book have more than {ELEMENTS} elements")),
            (_, 0) => Err(format!("the pictures of the book have more than {PIXELS} pixels")),
            _ => Ok(()),
        }
    }

    /// Takes what an image comes to, or all that is left, where that is not enough.
    pub(super) fn spend(&mut self, image: Image) -> Result<Image, String> {
        self.check()?;
        let pixels = u64::from(image.width) * u64::from(image.height);
        let pixels = if image.form.is_some() { 0 } else { pixels };
        self.elements = self.elements.saturating_sub(image.elements);
        self.pixels = self.pixels.saturating_sub(pixels);
        self.check().map(|()| image)
    }
}
