//! The stream of a PNG file, which is one of PDF as well: rows behind filters, deflated
//! (ISO 32000-1, 7.4.4.4).

use super::reader;
use flate2::{Crc, Decompress, FlushDecompress, Status};
use png::{BitDepth, ColorType, Info};
use std::borrow::Cow;
use std::ops::RangeInclusive;

/// A picture as PDF takes it over from a file.
pub struct Stream {
    pub width: u32,
    pub height: u32,
    /// Of each sample.
    pub bits: u8,
    pub colors: Colors,
    /// For each sample of a pixel, those that are not painted, where a single colour is transparent.
    pub unpainted: Option<Vec<RangeInclusive<u16>>>,
    pub rows: Vec<u8>,
}

/// What the samples mean.
pub enum Colors {
    Gray,
    Rgb,
    /// Places in a list of colours of three bytes each.
    Indexed(Vec<u8>),
}

/// How a picture lets the paper through.
#[derive(PartialEq)]
pub(super) enum Opacity {
    Full,
    /// Pixels of such samples do, and no others.
    Key(Vec<RangeInclusive<u16>>),
    /// What else there is.
    Soft,
}

/// The stream of a file whose colours PDF can take as they are; of one that `parts` has left so.
pub fn stream(bytes: &[u8]) -> Option<Stream> {
    let reader = reader(bytes).ok()?;
    let info = reader.info();
    let unpainted = match Opacity::of(info) {
        Opacity::Key(key) => Some(key),
        Opacity::Full | Opacity::Soft => None,
    };
    let (width, height) = info.size();
    let colors = Colors::of(info)?;
    Some(Stream {
        width,
        height,
        bits: info.bit_depth as u8,
        colors,
        unpainted,
        rows: data(bytes).into_owned(),
    })
}

impl Colors {
    /// The colours of a file of which PDF knows the order of rows and samples.
    pub(super) fn of(info: &Info) -> Option<Colors> {
        match info.color_type {
            _ if info.interlaced => None,
            ColorType::Grayscale => Some(Colors::Gray),
            ColorType::Rgb => Some(Colors::Rgb),
            ColorType::Indexed => Some(Colors::Indexed(palette(info)?)),
            ColorType::GrayscaleAlpha | ColorType::Rgba => None,
        }
    }
}

/// The colours that samples can name. What is in no list is black to decoders of PNG, and the last
/// colour of the list to PDF (8.6.6.3).
fn palette(info: &Info) -> Option<Vec<u8>> {
    let most = 1 << info.bit_depth as u8;
    let mut colors = info.palette.as_deref().filter(|colors| colors.len() >= 3)?.to_vec();
    colors.truncate((colors.len() / 3).min(most) * 3);
    if colors.len() < most * 3 {
        colors.extend([0; 3]);
    }
    Some(colors)
}

impl Opacity {
    pub(super) fn of(info: &Info) -> Opacity {
        let Some(stated) = info.trns.as_deref() else { return Opacity::Full };
        match (info.color_type, info.bit_depth) {
            (ColorType::Indexed, _) => Opacity::of_indexed(stated, info),
            // Readers that keep eight bits of a sample could not compare it.
            (_, BitDepth::Sixteen) => Opacity::Soft,
            (_, depth) if stated.iter().any(|&sample| u32::from(sample) >> depth as u8 != 0) => Opacity::Full,
            _ => Opacity::Key(
                stated.iter().map(|&sample| sample.into()).map(|sample| sample..=sample).collect(),
            ),
        }
    }

    /// That of the colours of a list, from the first.
    fn of_indexed(stated: &[u8], info: &Info) -> Opacity {
        let listed = info.palette.as_deref().unwrap_or_default().len() / 3;
        // Decoders pass over a list that is too long.
        let stated = if stated.len() > listed { &[] } else { stated };
        let stated = &stated[..stated.len().min(1 << info.bit_depth as u8)];
        let is_full = |&opacity: &u8| opacity == u8::MAX;
        let Some(first) = stated.iter().position(|opacity| !is_full(opacity)) else { return Opacity::Full };
        let clear = stated[first..].iter().take_while(|&&opacity| opacity == 0).count();
        // MuPDF (1.21) compares places of less than eight bits with another scale, on which 0 is 0 as well.
        let is_comparable = info.bit_depth == BitDepth::Eight || (first, clear) == (0, 1);
        match clear > 0 && is_comparable && stated[first + clear..].iter().all(is_full) {
            true => Opacity::Key(vec![first as u16..=(first + clear - 1) as u16]),
            false => Opacity::Soft,
        }
    }
}

/// A chunk of a file (PNG, 5.3).
pub(super) struct Chunk<'a> {
    pub(super) kind: [u8; 4],
    pub(super) data: &'a [u8],
    /// What the checksum is of.
    checked: &'a [u8],
    checksum: u32,
}

impl Chunk<'_> {
    fn is_sound(&self) -> bool {
        let mut crc = Crc::new();
        crc.update(self.checked);
        crc.sum() == self.checksum
    }

    /// Whether the picture can be shown by who does not know the chunk (PNG, 5.4).
    fn is_ancillary(&self) -> bool {
        self.kind[0].is_ascii_lowercase()
    }
}

/// The chunks of a file, as far as they are whole.
pub(super) fn chunks(bytes: &[u8]) -> impl Iterator<Item = Chunk<'_>> {
    const SIGNATURE: usize = 8;
    let mut rest = bytes.get(SIGNATURE..).unwrap_or_default();
    std::iter::from_fn(move || {
        let (length, after) = rest.split_first_chunk()?;
        let length = u32::from_be_bytes(*length) as usize;
        let (checked, after) = after.split_at_checked(length.checked_add(4)?)?;
        let (checksum, after) = after.split_first_chunk()?;
        let (kind, data) = checked.split_first_chunk()?;
        rest = after;
        Some(Chunk { kind: *kind, data, checked, checksum: u32::from_be_bytes(*checksum) })
    })
}

/// The stream, which may stand in several chunks.
fn data(bytes: &[u8]) -> Cow<'_, [u8]> {
    let parts: Vec<&[u8]> =
        chunks(bytes).filter(|chunk| &chunk.kind == b"IDAT").map(|chunk| chunk.data).collect();
    match parts.as_slice() {
        [whole] => Cow::Borrowed(whole),
        parts => Cow::Owned(parts.concat()),
    }
}

/// Whether a file keeps to its format in all that concerns its stream, and this has what its header
/// says, not a byte more or less.
pub(super) fn is_exact(bytes: &[u8], info: &Info) -> bool {
    let lacks_colors = info.color_type == ColorType::Indexed && info.palette.is_none();
    !info.interlaced && !lacks_colors && is_framed(bytes) && has_rows(&data(bytes), info)
}

/// Whether every chunk is as it was written, those of the stream follow each other, and the last is
/// the end mark.
fn is_framed(bytes: &[u8]) -> bool {
    let mut chunks = chunks(bytes).skip_while(|chunk| chunk.is_sound() && &chunk.kind != b"IDAT").peekable();
    while chunks.next_if(|chunk| chunk.is_sound() && &chunk.kind == b"IDAT").is_some() {}
    let end = chunks.find(|chunk| !(chunk.is_sound() && chunk.is_ancillary()));
    end.is_some_and(|chunk| chunk.is_sound() && &chunk.kind == b"IEND")
}

/// Whether a stream unpacks to all rows of a picture, each behind the number of a filter.
fn has_rows(stream: &[u8], info: &Info) -> bool {
    /// PNG has five filters (PNG, 9.2).
    const LAST_FILTER: u8 = 4;
    const AT_ONCE: usize = 1 << 16;
    let row = info.raw_row_length();
    let size = row as u64 * u64::from(info.height);
    let (mut unpacked, mut inflate) = (vec![0; AT_ONCE], Decompress::new(true));
    loop {
        let (read, start) = (inflate.total_in(), inflate.total_out());
        let status = inflate.decompress(&stream[read as usize..], &mut unpacked, FlushDecompress::None);
        let new = &unpacked[..(inflate.total_out() - start) as usize];
        let first = start.next_multiple_of(row as u64) - start;
        let are_filters = new.iter().skip(first as usize).step_by(row).all(|&filter| filter <= LAST_FILTER);
        let is_stuck = new.is_empty() && inflate.total_in() == read;
        match status {
            Ok(Status::StreamEnd) => {
                let is_all = inflate.total_in() == stream.len() as u64;
                return are_filters && is_all && inflate.total_out() == size;
            }
            Ok(_) if are_filters && !is_stuck && inflate.total_out() <= size => {}
            _ => return false,
        }
    }
}
