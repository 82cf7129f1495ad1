//! Lengths on paper as integers, so that sums depend neither on their order nor on the platform.
//!
//! The unit is the scaled point, 1/65536 of a PostScript point (1/72 inch), after TeX's `sp`
//! (which is 1/65536 of TeX's slightly smaller point). Conversion to floating point happens only
//! where a PDF operand is written.

use std::iter::Sum;
use std::ops::{Add, AddAssign, Div, Mul, Neg, Sub, SubAssign};

/// A length in scaled points: 65536 of them make one PostScript point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Length(pub i64);

impl Length {
    pub const ZERO: Length = Length(0);
    const PER_POINT: i64 = 65_536;

    /// Whole points.
    pub const fn pt(points: i64) -> Length {
        Length(points * Self::PER_POINT)
    }

    /// Thousandths of a point: `Length::millipt(10_500)` is 10.5 pt.
    pub const fn millipt(thousandths: i64) -> Length {
        Length(thousandths * Self::PER_POINT / 1000)
    }

    /// This length times `numerator / denominator`, rounded toward zero.
    #[inline]
    pub const fn scale(self, numerator: i64, denominator: i64) -> Length {
        // Nearly always the product has room, and to divide 128 bits takes many times as long.
        match self.0.checked_mul(numerator) {
            Some(product) => Length(product / denominator),
            None => Length((self.0 as i128 * numerator as i128 / denominator as i128) as i64),
        }
    }

    /// Thousandths of a point, rounded, halves away from zero.
    #[inline]
    pub const fn to_millipt(self) -> i64 {
        let half = if self.0 < 0 { -Self::PER_POINT / 2 } else { Self::PER_POINT / 2 };
        (self.0.saturating_mul(1000).saturating_add(half)) / Self::PER_POINT
    }

    /// Points as floating point, for writing and for ratios only.
    #[inline]
    pub fn to_pt(self) -> f64 {
        self.0 as f64 / Self::PER_POINT as f64
    }

    /// Reads `10.5pt`, `6in`, `148mm`, `21cm`; a bare number is points. `None` for anything else.
    pub fn parse(text: &str) -> Option<Length> {
        let text = text.trim();
        let digits = text.find(|c: char| !(c.is_ascii_digit() || c == '.')).unwrap_or(text.len());
        let value: f64 = text[..digits].parse().ok()?;
        let points = match text[digits..].trim() {
            "" | "pt" => value,
            "in" => value * 72.0,
            "mm" => value * 72.0 / 25.4,
            "cm" => value * 72.0 / 2.54,
            _ => return None,
        };
        (points.is_finite() && points < 100_000.0)
            .then(|| Length((points * Self::PER_POINT as f64).round() as i64))
    }
}

/// A length of which a book keeps a million: within a line, and in half the room. What is longer than
/// 32,767 pt, which is more than twice the longest page of PDF (ISO 32000-1, annex C.2), is as long as that.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct ShortLength(i32);

impl ShortLength {
    /// Nothing.
    pub const ZERO: ShortLength = ShortLength(0);
}

impl From<Length> for ShortLength {
    #[inline]
    fn from(length: Length) -> ShortLength {
        ShortLength(length.0.clamp(i32::MIN.into(), i32::MAX.into()) as i32)
    }
}

impl From<ShortLength> for Length {
    #[inline]
    fn from(short: ShortLength) -> Length {
        Length(short.0.into())
    }
}

impl Add for Length {
    type Output = Length;
    #[inline]
    fn add(self, other: Length) -> Length {
        Length(self.0 + other.0)
    }
}
impl Sub for Length {
    type Output = Length;
    #[inline]
    fn sub(self, other: Length) -> Length {
        Length(self.0 - other.0)
    }
}
impl Neg for Length {
    type Output = Length;
    #[inline]
    fn neg(self) -> Length {
        Length(-self.0)
    }
}
impl Mul<i64> for Length {
    type Output = Length;
    #[inline]
    fn mul(self, factor: i64) -> Length {
        Length(self.0 * factor)
    }
}
impl Div<i64> for Length {
    type Output = Length;
    #[inline]
    fn div(self, divisor: i64) -> Length {
        Length(self.0 / divisor)
    }
}
impl AddAssign for Length {
    #[inline]
    fn add_assign(&mut self, other: Length) {
        self.0 += other.0;
    }
}
impl SubAssign for Length {
    #[inline]
    fn sub_assign(&mut self, other: Length) {
        self.0 -= other.0;
    }
}
impl Sum for Length {
    fn sum<I: Iterator<Item = Length>>(lengths: I) -> Length {
        lengths.fold(Length::ZERO, Add::add)
    }
}

/// A place on a page, measured from its top left corner; y grows downward.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Point {
    pub x: Length,
    pub y: Length,
}

/// Width and height.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub struct Size {
    pub width: Length,
    pub height: Length,
}

/// The four margins of a book page: inner is at the spine, left on a right-hand page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sides {
    pub inner: Length,
    pub outer: Length,
    pub top: Length,
    pub bottom: Length,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousandths_are_those_of_exact_arithmetic() {
        // So far doubles hold both the length in points and its product exactly.
        let large = (1i64 << 42) - 4_000;
        for units in (-140_000..140_000).step_by(7).chain((large..1 << 42).step_by(3)) {
            let exact = (Length(units).to_pt() * 1000.0).round() as i64;
            assert_eq!(Length(units).to_millipt(), exact, "{units}");
        }
        for (units, thousandths) in [(0, 0), (32_768, 500), (33, 1), (-33, -1), (i64::MAX, i64::MAX / 65_536)]
        {
            assert_eq!(Length(units).to_millipt(), thousandths, "{units}");
        }
    }
}
