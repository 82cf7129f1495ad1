//! What stands among words without being letters: images and formulas, at the size they are set.

use crate::document::{Extent, ImageRef};
use crate::layout::lines::LineBreak;
use crate::layout::math::{MathPiece, MathSetter};
use crate::layout::paragraph::{Item, Piece};
use crate::layout::setter::{Column, Setter};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::StyledText;
use crate::length::{Length, Size};
use crate::resource::ImageId;

/// The objects of one paragraph, in the order of `StyledText::images` and `StyledText::formulas`.
#[derive(Debug, Default)]
pub struct Objects {
    pub images: Vec<(Option<ImageId>, Size)>,
    /// Each formula in the pieces between which a line may end.
    pub formulas: Vec<Vec<MathPiece>>,
}

/// The resolution of images without one of their own: the CSS pixel is 1/96 inch.
const PIXELS_PER_INCH: i64 = 96;

impl Objects {
    /// How far the objects of a line reach above its baseline and below it.
    pub fn extent(&self, items: &[Item], line: LineBreak) -> (Length, Length) {
        let objects = items[line.start..line.at].iter().filter_map(|item| match item {
            Item::Box { piece: Piece::Image(image), .. } => {
                Some((self.images[*image].1.height, Length::ZERO))
            }
            Item::Box { piece: Piece::Formula { formula, piece }, .. } => {
                let set = &self.formulas[*formula][*piece].set;
                Some((set.height, set.depth))
            }
            _ => None,
        });
        objects.fold((Length::ZERO, Length::ZERO), |(above, below), (height, depth)| {
            (above.max(height), below.max(depth))
        })
    }
}

impl Setter<'_> {
    /// The images and formulas among a paragraph's words. Images are as large as they are, but
    /// within the column, and no higher than three lines.
    pub fn objects(&self, text: &StyledText, column: Column, style: BlockStyle) -> Objects {
        let within = Size { width: column.width, height: style.leading * 3 };
        let image = |image: &ImageRef| {
            self.sized_image(image, within).map_or((None, Size::default()), |(id, size)| (Some(id), size))
        };
        let images = text.images.iter().map(|(_, reference)| image(reference));
        let formulas = text.formulas.iter().map(|(offset, formula)| {
            let setter = self.math(text.style_at(*offset)).zip(formula.tree.as_ref());
            setter.map_or_else(Vec::new, |(setter, tree)| setter.pieces(tree))
        });
        Objects { images: images.collect(), formulas: formulas.collect() }
    }

    /// What sets formulas among text of a style.
    pub fn math(&self, text: TextStyle) -> Option<MathSetter<'_>> {
        let face = self.math_face.as_ref()?;
        Some(MathSetter { face, shaper: self.itemiser.shaper, text })
    }

    /// An image and its size on paper: as the manuscript asks for, else its natural size, and in
    /// either case scaled down to fit.
    pub fn sized_image(&self, image: &ImageRef, within: Size) -> Option<(ImageId, Size)> {
        let (id, file) = self.resources.images.get(&image.path)?;
        let density = file.density.map_or(PIXELS_PER_INCH, i64::from);
        let natural = |pixels: u32| Length::pt(72).scale(i64::from(pixels), density.max(1));
        let size = Size { width: natural(file.width), height: natural(file.height) };
        let asked = |extent: Option<Extent>, whole: Length| match extent? {
            Extent::Share(thousandths) => Some(whole.scale(thousandths.into(), 1000)),
            Extent::Length(length) => Some(length),
        };
        let size = match (asked(image.width, within.width), asked(image.height, self.depth)) {
            (Some(width), Some(height)) => Size { width, height },
            (Some(width), None) => Size { width, height: size.height.scale(width.0, size.width.0.max(1)) },
            (None, Some(height)) => Size { width: size.width.scale(height.0, size.height.0.max(1)), height },
            (None, None) => size,
        };
        Some((id, scaled_into(size, within)))
    }
}

/// Scales a size down, in proportion, until it fits.
fn scaled_into(size: Size, within: Size) -> Size {
    let mut fitted = size;
    if fitted.width > within.width {
        fitted.height = fitted.height.scale(within.width.0, fitted.width.0.max(1));
        fitted.width = within.width;
    }
    if fitted.height > within.height {
        fitted.width = fitted.width.scale(within.height.0, fitted.height.0.max(1));
        fitted.height = within.height;
    }
    fitted
}
