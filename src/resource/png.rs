//! PNG files: whether one can be decoded, and what of it goes into a PDF as it is.

mod encode;
mod profile;
mod stream;

pub use encode::encoded;
pub use stream::{Colors, Stream, stream};

use png::{Decoder, DecodingError, Limits, Reader, Transformations};
use std::error::Error;
use std::io::Cursor;
use stream::Opacity;

/// The samples of a picture, eight bits each, row by row.
pub struct Samples {
    pub width: u32,
    pub height: u32,
    /// How many samples a pixel has: 1 and 3 are grey and colour, 2 and 4 the same with opacity.
    pub channels: usize,
    pub bytes: Vec<u8>,
}

/// What PDF shows of a picture: files whose streams it takes over as they are.
#[derive(Clone, Debug, Default)]
pub struct Parts {
    /// The colours, where it cannot take those of the file itself.
    pub colors: Option<Vec<u8>>,
    /// The opacity as grey of eight bits, where any pixel lets the paper through and no single colour
    /// stands for that.
    pub opacity: Option<Vec<u8>>,
}

/// What the chunks of a file may take in memory, beside the picture itself.
const MOST_CHUNK_BYTES: usize = 16 << 20;

/// Finds out whether a file can be decoded, keeping nothing.
///
/// # Errors
///
/// What is wrong with the file.
pub fn check(bytes: &[u8]) -> Result<(), String> {
    profile::check(bytes)?;
    let check = || -> Result<(), DecodingError> {
        let mut reader = reader(bytes)?;
        if stream::is_exact(bytes, reader.info()) {
            return Ok(());
        }
        // Much of what is not exact can be decoded all the same, and else this says why not.
        while reader.next_row()?.is_some() {}
        reader.finish()
    };
    check().map_err(|error| error.to_string())
}

/// What PDF shows of a file. It is decoded only where PDF cannot take its stream as it is.
///
/// # Errors
///
/// What is wrong with the file.
pub fn parts(bytes: &[u8]) -> Result<Parts, String> {
    profile::check(bytes)?;
    let parts = || -> Result<Parts, Box<dyn Error>> {
        let mut reader = reader(bytes)?;
        let info = reader.info();
        let passes = Colors::of(info).is_some() && stream::is_exact(bytes, info);
        if passes && Opacity::of(info) != Opacity::Soft {
            return Ok(Parts::default());
        }
        let mut colors = samples(&mut reader)?;
        colors.leave_full_opacity();
        let opacity = colors.take_opacity();
        Ok(Parts {
            colors: (!passes).then(|| encoded(&colors)).transpose()?,
            opacity: opacity.as_ref().map(encoded).transpose()?,
        })
    };
    parts().map_err(|error| error.to_string())
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

/// The samples of a file that is read to its end.
fn samples(reader: &mut Reader<Cursor<&[u8]>>) -> Result<Samples, DecodingError> {
    let (width, height) = reader.info().size();
    let mut bytes = vec![0; reader.output_buffer_size().ok_or(DecodingError::LimitsExceeded)?];
    reader.next_frame(&mut bytes)?;
    reader.finish()?;
    let channels = reader.output_color_type().0.samples();
    Ok(Samples { width, height, channels, bytes })
}

impl Samples {
    /// Leaves the opacity out where no pixel lets the paper through.
    pub fn leave_full_opacity(&mut self) {
        let has_opacity = matches!(self.channels, 2 | 4);
        let mut opacity = self.bytes.iter().skip(self.channels - 1).step_by(self.channels);
        if has_opacity && opacity.all(|&opacity| opacity == u8::MAX) {
            self.take_opacity();
        }
    }

    /// Takes the opacity of the pixels from their colours, in place: a picture may be a large part of
    /// what memory there is.
    fn take_opacity(&mut self) -> Option<Samples> {
        let opacity = match self.channels {
            2 => last_taken::<2>(&mut self.bytes),
            4 => last_taken::<4>(&mut self.bytes),
            _ => return None,
        };
        self.channels -= 1;
        Some(Samples { width: self.width, height: self.height, channels: 1, bytes: opacity })
    }
}

/// Takes the last of every so many bytes.
fn last_taken<const EVERY: usize>(bytes: &mut Vec<u8>) -> Vec<u8> {
    let mut taken = Vec::with_capacity(bytes.len() / EVERY);
    let mut kept = 0;
    for start in (0..bytes.len()).step_by(EVERY) {
        let Some(&together) = bytes[start..].first_chunk::<EVERY>() else { break };
        taken.push(together[EVERY - 1]);
        // The last as well, for that is faster: the next ones overwrite it.
        bytes[kept..kept + EVERY].copy_from_slice(&together);
        kept += EVERY - 1;
    }
    bytes.truncate(kept);
    taken
}

/// Colour profiles and texts are passed over: they are not used.
fn reader(bytes: &[u8]) -> Result<Reader<Cursor<&[u8]>>, DecodingError> {
    let mut decoder = Decoder::new_with_limits(Cursor::new(bytes), Limits { bytes: MOST_CHUNK_BYTES });
    decoder.set_transformations(Transformations::normalize_to_color8());
    decoder.set_ignore_text_chunk(true);
    decoder.set_ignore_iccp_chunk(true);
    decoder.read_info()
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, Crc, write::ZlibEncoder};
    use std::io::Write;

    fn chunk(kind: &[u8; 4], data: &[u8]) -> Vec<u8> {
        let mut crc = Crc::new();
        crc.update(&[kind, data].concat());
        [&(data.len() as u32).to_be_bytes(), &kind[..], data, &crc.sum().to_be_bytes()].concat()
    }

    /// A file of two pixels above two others; `kind` is the type of colour.
    fn file(kind: u8, rows: &[u8], behind: &[Vec<u8>]) -> Vec<u8> {
        let mut stream = ZlibEncoder::new(Vec::new(), Compression::default());
        stream.write_all(rows).expect("memory takes everything");
        let stream = stream.finish().expect("memory takes everything");
        let header = chunk(b"IHDR", &[0, 0, 0, 2, 0, 0, 0, 2, 8, kind, 0, 0, 0]);
        let end = chunk(b"IEND", b"");
        [b"\x89PNG\r\n\x1a\n".to_vec(), header, chunk(b"IDAT", &stream), behind.concat(), end].concat()
    }

    /// A colour profile of so many bytes.
    fn profile(length: usize) -> Vec<u8> {
        let mut stream = ZlibEncoder::new(b"name\0\0".to_vec(), Compression::default());
        stream.write_all(&vec![0; length]).expect("memory takes everything");
        chunk(b"iCCP", &stream.finish().expect("memory takes everything"))
    }

    /// One byte is another one.
    fn changed(mut file: Vec<u8>, place: usize) -> Vec<u8> {
        file[place] ^= 0x10;
        file
    }

    const ROWS: &[u8] = &[0, 10, 20, 4, 30, 40];

    #[test]
    fn what_is_broken_is_refused_in_either_run() {
        let sound = file(0, ROWS, &[]);
        let cases = [
            ("nothing is wrong", sound.clone(), true),
            ("words behind the stream", file(0, ROWS, &[chunk(b"tEXt", b"a\0b")]), true),
            ("rows behind the last", file(0, &[ROWS, &[0; 9]].concat(), &[]), true),
            ("the header is changed", changed(sound.clone(), 19), false),
            ("the stream is changed", changed(sound.clone(), 45), false),
            ("the end is missing", sound[..sound.len() - 12].to_vec(), false),
            ("a row is missing", file(0, &ROWS[..3], &[]), false),
            ("a filter that is not there", file(0, &[0, 10, 20, 5, 30, 40], &[]), false),
            ("colours of a list that is not there", file(3, ROWS, &[]), false),
            ("a stream in two places", file(0, ROWS, &[chunk(b"tEXt", b"a\0b"), chunk(b"IDAT", b"")]), false),
            ("a profile", file(0, ROWS, &[profile(1 << 20)]), true),
            ("a profile that no screen and no press has", file(0, ROWS, &[profile(17 << 20)]), false),
            ("a profile that is none", file(0, ROWS, &[chunk(b"iCCP", b"name")]), true),
            ("a chunk that has to be known", file(0, ROWS, &[chunk(b"ABCD", b"")]), false),
        ];
        for (said, file, is_sound) in cases {
            let (check, parts) = (check(&file), parts(&file));
            assert_eq!(check.is_ok(), is_sound, "{said}: {check:?}");
            assert_eq!(parts.is_ok(), is_sound, "{said}: {parts:?}");
        }
    }

    #[test]
    fn drawings_photographs_and_slopes_are_packed_by_other_means() {
        let samples = |sample: fn(u32, u32) -> u32| {
            let bytes = (0..200).flat_map(|y| (0..200).map(move |x| sample(x, y) as u8)).collect();
            Samples { width: 200, height: 200, channels: 1, bytes }
        };
        let drawing = samples(|x, y| x / 30 * 40 + y / 50 * 7);
        let slope = samples(|x, y| x * 3 + y * 5);
        // Noise of three bits upon a slope.
        let photograph = samples(|x, y| x / 2 + y / 3 + (x * 7919 + y * 104_729 + x * y * 31) % 4093 % 8);
        // Without a filter the photograph has 35,000 bytes.
        for (samples, most) in [(drawing, 1_000), (slope, 1_000), (photograph, 26_000)] {
            let file = encoded(&samples).expect("a file");
            assert!(file.len() < most, "{} bytes", file.len());
            let mut reader = reader(&file).expect("a header");
            assert!(super::samples(&mut reader).expect("samples").bytes == samples.bytes);
        }
    }
}
