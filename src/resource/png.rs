//! PNG files: whether one can be decoded, and its samples.

use png::{Decoder, DecodingError, Limits, Reader, Transformations};
use std::io::Cursor;

/// The samples of a picture, eight bits each, row by row.
pub struct Samples {
    pub width: u32,
    pub height: u32,
    /// How many samples a pixel has: 1 and 3 are grey and colour, 2 and 4 the same with opacity.
    pub channels: usize,
    pub bytes: Vec<u8>,
}

/// What the chunks of a file may take in memory, beside the picture itself.
const MOST_CHUNK_BYTES: usize = 16 << 20;

/// Decodes a file to its end, row by row, keeping nothing.
///
/// # Errors
///
/// What is wrong with the file.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    let check = || -> Result<(), DecodingError> {
        let mut reader = reader(bytes)?;
        while reader.next_row()?.is_some() {}
        reader.finish()
    };
    check().map_err(|error| error.to_string())
}

/// Pixels to the inch, where the file states them (PNG, 11.3.5.3: by the metre), as nearly as whole
/// numbers go.
pub fn density(bytes: &[u8]) -> Option<u32> {
    let reader = reader(bytes).ok()?;
    let stated = reader.info().pixel_dims.filter(|dims| dims.unit == png::Unit::Meter)?;
    // An inch has 0.0254 metres; half of the divisor rounds.
    let per_inch = (u64::from(stated.xppu) * 254 + 5_000) / 10_000;
    u32::try_from(per_inch).ok()
}

/// The samples of a file that `check` finds sound.
pub fn samples(bytes: &[u8]) -> Option<Samples> {
    let mut reader = reader(bytes).ok()?;
    let (width, height) = reader.info().size();
    let mut bytes = vec![0; reader.output_buffer_size()?];
    reader.next_frame(&mut bytes).ok()?;
    let channels = reader.output_color_type().0.samples();
    Some(Samples { width, height, channels, bytes })
}

/// Colour profiles and texts are passed over: they can unpack to any size, and are not used.
fn reader(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>, DecodingError> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_CHUNK_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.read_info()
}
