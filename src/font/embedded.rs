//! The files of `fonts/`, which are a part of the program.

use super::{FaceStyle, Family};
use unicode_script::Script;

/// A face of the program.
pub(super) struct Embedded {
    pub(super) style: FaceStyle,
    /// The scripts for which it stands in where the faces of a text lack a character; none of those that a
    /// text can be set in.
    pub(super) scripts: &'static [Script],
    pub(super) bytes: &'static [u8],
}

macro_rules! embedded {
    ($($family:expr, $bold:literal $italic:literal $path:literal [$($script:ident)*];)*) => {
        &[$(Embedded {
            style: FaceStyle { family: $family, bold: $bold, italic: $italic },
            scripts: &[$(Script::$script),*],
            bytes: include_bytes!(concat!("../../fonts/", $path)),
        },)*]
    };
}

/// In the order of their ids: what stands here last is asked for a character last.
pub(super) const EMBEDDED: &[Embedded] = embedded! {
    Family::Serif, false false "libertinus-serif/LibertinusSerif-Regular.otf" [];
    Family::Serif, false true "libertinus-serif/LibertinusSerif-Italic.otf" [];
    Family::Serif, true false "libertinus-serif/LibertinusSerif-Bold.otf" [];
    Family::Serif, true true "libertinus-serif/LibertinusSerif-BoldItalic.otf" [];
    Family::Sans, false false "source-sans-3/SourceSans3-Regular.otf" [];
    Family::Sans, false true "source-sans-3/SourceSans3-It.otf" [];
    Family::Sans, true false "source-sans-3/SourceSans3-Bold.otf" [];
    Family::Sans, true true "source-sans-3/SourceSans3-BoldIt.otf" [];
    Family::Mono, false false "source-code-pro/SourceCodePro-Regular.otf" [];
    Family::Mono, false true "source-code-pro/SourceCodePro-It.otf" [];
    Family::Mono, true false "source-code-pro/SourceCodePro-Bold.otf" [];
    Family::Mono, true true "source-code-pro/SourceCodePro-BoldIt.otf" [];
    Family::Math, false false "stix-two-math/STIXTwoMath-Regular.otf" [];
    Family::Other(0), false false "noto/NotoNaskhArabic-Regular.ttf" [Arabic];
    Family::Other(0), true false "noto/NotoNaskhArabic-Bold.ttf" [Arabic];
    Family::Other(1), false false "noto/NotoSerifHebrew-Regular.ttf" [Hebrew];
    Family::Other(1), true false "noto/NotoSerifHebrew-Bold.ttf" [Hebrew];
    Family::Other(2), false false "noto/NotoSerifDevanagari-Regular.ttf" [Devanagari];
    Family::Other(2), true false "noto/NotoSerifDevanagari-Bold.ttf" [Devanagari];
    Family::Other(3), false false "noto/NotoSerifBengali-Regular.ttf" [Bengali];
    Family::Other(3), true false "noto/NotoSerifBengali-Bold.ttf" [Bengali];
    Family::Other(4), false false "noto/NotoSerifTamil-Regular.ttf" [Tamil];
    Family::Other(4), true false "noto/NotoSerifTamil-Bold.ttf" [Tamil];
    Family::Other(5), false false "noto/NotoSerifThai-Regular.ttf" [Thai];
    Family::Other(5), true false "noto/NotoSerifThai-Bold.ttf" [Thai];
    Family::Other(6), false false "noto/NotoSerifKhmer-Regular.ttf" [Khmer];
    Family::Other(6), true false "noto/NotoSerifKhmer-Bold.ttf" [Khmer];
    Family::Other(7), false false "noto/NotoSerifGeorgian-Regular.ttf" [Georgian];
    Family::Other(7), true false "noto/NotoSerifGeorgian-Bold.ttf" [Georgian];
    Family::Other(8), false false "noto/NotoSerifArmenian-Regular.ttf" [Armenian];
    Family::Other(8), true false "noto/NotoSerifArmenian-Bold.ttf" [Armenian];
    Family::Other(9), false false "noto-emoji/NotoEmoji-Regular.ttf" [Common];
    Family::Other(10), false false "noto/NotoSansSymbols2-Regular.ttf" [Common Braille];
};
