//! Pictures to PNG files, as small as they become at once.

use super::Samples;
use png::{BitDepth, ColorType, DeflateCompression, Encoder, EncodingError, Filter};

/// A file of these samples: for drawings and photographs by different means, since what packs the one
/// well makes the other large, and takes ten times as long.
///
/// # Errors
///
/// Where the samples are not as many as their picture has, which would be a fault of ours.
pub fn encoded(samples: &Samples) -> Result<Vec<u8>, EncodingError> {
    if samples.is_flat() {
        return file(samples, &DRAWING);
    }
    let band = samples.band();
    let (quick, searched) = (file(&band, &PHOTOGRAPH)?.len(), file(&band, &REGULAR)?.len());
    let is_regular = searched * 5 < quick * 4;
    file(samples, if is_regular { &REGULAR } else { &PHOTOGRAPH })
}

/// How the rows are filtered and packed.
struct Means {
    filter: Filter,
    packing: DeflateCompression,
}

/// As all other streams of a PDF are packed.
const LEVEL: DeflateCompression = DeflateCompression::Level(6);

/// Equal stretches are found only where no filter changes them by what is above: screenshots and
/// diagrams become a fifth larger by filters.
const DRAWING: Means = Means { filter: Filter::NoFilter, packing: LEVEL };

/// Filters make photographs smaller by a quarter to a half. Their noise never comes twice, so that to
/// search it as well saves a twentieth to a sixth, in nine times the time.
const PHOTOGRAPH: Means = Means { filter: Filter::Adaptive, packing: DeflateCompression::FdeflateUltraFast };

/// Smooth slopes: what is left by the filters comes again and again.
const REGULAR: Means = Means { filter: Filter::Adaptive, packing: LEVEL };

/// So many bytes of a picture show whether a search is in vain.
const BAND: usize = 8 << 10;

impl Samples {
    /// Whether nine of ten samples are as those of the pixel before. Of sixty pictures, those which
    /// filters made smaller have less than that.
    fn is_flat(&self) -> bool {
        let Some(next) = self.bytes.get(self.channels..) else { return true };
        let equal: u32 = self.bytes.iter().zip(next).map(|(byte, next)| u32::from(byte == next)).sum();
        u64::from(equal) * 10 >= next.len() as u64 * 9
    }

    /// Some rows about the middle.
    fn band(&self) -> Samples {
        let row = self.width as usize * self.channels;
        let height = BAND.div_ceil(row).min(self.height as usize);
        let top = (self.height as usize - height) / 2;
        let bytes = self.bytes[top * row..(top + height) * row].to_vec();
        Samples { height: height as u32, bytes, ..*self }
    }
}

fn file(samples: &Samples, means: &Means) -> Result<Vec<u8>, EncodingError> {
    let mut bytes = Vec::new();
    let mut encoder = Encoder::new(&mut bytes, samples.width, samples.height);
    encoder.set_depth(BitDepth::Eight);
    encoder.set_color(match samples.channels {
        1 => ColorType::Grayscale,
        2 => ColorType::GrayscaleAlpha,
        3 => ColorType::Rgb,
        _ => ColorType::Rgba,
    });
    encoder.set_filter(means.filter);
    encoder.set_deflate_compression(means.packing);
    let mut writer = encoder.write_header()?;
    writer.write_image_data(&samples.bytes)?;
    writer.finish()?;
    Ok(bytes)
}
