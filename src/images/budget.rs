//! What the images of a book may come to, all together. Each has bounds of its own (`file`).

use crate::limits::Limits;
use crate::resource::{Fault, Image};

/// What is left for the images that are still to be looked into.
pub(super) struct Budget {
    limits: Limits,
    elements: u64,
    pixels: u64,
}

impl Budget {
    pub(super) fn new(limits: Limits) -> Budget {
        Budget { limits, elements: limits.drawn_elements_of_all(), pixels: limits.pixels_of_all() }
    }

    /// Whether anything is left.
    pub(super) fn check(&self) -> Result<(), Fault> {
        match (self.elements, self.pixels) {
            (0, _) => Err(Fault::beyond(format!(
                "the drawings of the book come to more than {} elements",
                self.limits.drawn_elements_of_all()
            ))),
            (_, 0) => Err(Fault::beyond(format!(
                "the pictures of the book have more than {} pixels",
                self.limits.pixels_of_all()
            ))),
            _ => Ok(()),
        }
    }

    /// Takes what an image comes to, or all that is left, where that is not enough.
    pub(super) fn spend(&mut self, image: Image) -> Result<Image, Fault> {
        self.check()?;
        let pixels = u64::from(image.width) * u64::from(image.height);
        let pixels = if image.form.is_some() { 0 } else { pixels };
        self.elements = self.elements.saturating_sub(image.elements);
        self.pixels = self.pixels.saturating_sub(pixels);
        self.check().map(|()| image)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::resource::ImageKind;

    #[test]
    fn what_goes_beyond_the_budget_of_all_is_refused_in_order() {
        let picture =
            |side: u32| Image { width: side, height: side, ..Image::new(ImageKind::Png, Vec::new()) };
        let mut budget = Budget::new(Limits::default());
        // Twenty thousand million pixels are two hundred pictures of a hundred million, the last of which takes all.
        let taken = (0..300).filter(|_| budget.spend(picture(10_000)).is_ok()).count();
        assert_eq!(taken, 199);
        let refused = budget.spend(picture(1)).expect_err("nothing is left");
        assert!(refused.is_beyond && refused.why.contains("20000000000 pixels"), "{refused}");

        let drawing = |elements| Image { elements, ..picture(1) };
        let mut budget = Budget::new(Limits::times(2));
        assert!(budget.spend(drawing(3_999_999)).is_ok());
        let refused = budget.spend(drawing(1)).expect_err("nothing is left");
        assert_eq!(refused.why, "the drawings of the book come to more than 4000000 elements");
    }
}
