//! Images and formulas at the sizes that they are set in.

use crate::document::{Extent, ImageRef};
use crate::layout::float::FIGURE_HEIGHT;
use crate::layout::math::MathSetter;
use crate::layout::objects::{Object, Objects};
use crate::layout::setter::{Column, Setter};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::{Segment, SegmentKind, StyledText};
use crate::length::{Length, Size};
use crate::resource::ImageId;

/// The resolution of images without one of their own: the CSS pixel is 1/96 inch.
const PIXELS_PER_INCH: i64 = 96;

impl Setter<'_> {
    /// The images and formulas among a paragraph's words. Images are as large as they are, but
    /// within the column, and no higher than three lines, unless one stands alone.
    pub fn objects(&self, text: &StyledText, column: Column, style: BlockStyle) -> Objects {
        let within = self.room_for_objects(text, column, style);
        let object =
            |segment: &Segment| match segment.kind {
                SegmentKind::Image(reference) => {
                    let sized = self.sized_image(reference, within);
                    Some(sized.map_or(Object::Image(None, Size::default()), |(id, size)| {
                        Object::Image(Some(id), size)
                    }))
                }
                SegmentKind::Formula(formula) => {
                    let setter = self.math(segment.style).zip(formula.tree.as_ref());
                    Some(Object::Formula(setter.map_or_else(Vec::new, |(setter, tree)| setter.pieces(tree))))
                }
                SegmentKind::Text | SegmentKind::Break | SegmentKind::Mark(_) => None,
            };
        let segments = (0..).zip(&text.segments);
        Objects::new(segments.filter_map(|(index, segment)| Some((index, object(segment)?))))
    }

    /// The room that each image among a paragraph's words has.
    pub fn room_for_objects(&self, text: &StyledText, column: Column, style: BlockStyle) -> Size {
        let height = match text.is_linked_image() {
            true => self.depth.scale(FIGURE_HEIGHT, 100),
            false => style.leading * 3,
        };
        Size { width: column.width, height }
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
