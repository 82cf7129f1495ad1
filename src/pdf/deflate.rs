//! Streams, deflated.

use flate2::{Compress, Compression, FlushCompress, Status};
use std::cell::RefCell;
use std::io;

/// Of deflate: higher levels take much longer for little. Level 9 made the packed objects of a book of 20,000
/// sections 2 % smaller, and the export a third longer.
const LEVEL: u32 = 6;

/// A stream that was deflated.
#[derive(Clone)]
pub struct Deflated(pub Vec<u8>);

thread_local! {
    /// What a thread deflates with, again and again: to make it anew takes as long as to deflate half a page.
    static DEFLATER: RefCell<Compress> = RefCell::new(Compress::new(Compression::new(LEVEL), true));
}

/// Deflates a stream, as the filter `FlateDecode` wants it (ISO 32000-1, 7.4.4).
pub fn deflated(content: &[u8]) -> io::Result<Deflated> {
    DEFLATER.with_borrow_mut(|deflater| {
        deflater.reset();
        let mut packed = Vec::with_capacity(content.len() / 2 + 64);
        loop {
            let rest = &content[deflater.total_in() as usize..];
            match deflater.compress_vec(rest, &mut packed, FlushCompress::Finish)? {
                Status::StreamEnd => break,
                Status::Ok | Status::BufError => packed.reserve(packed.capacity()),
            }
        }
        packed.shrink_to_fit();
        Ok(Deflated(packed))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::read::ZlibDecoder;
    use std::io::Read;

    #[test]
    fn streams_are_read_as_they_were_whatever_was_deflated_before() {
        let noise: Vec<u8> = (0..100_000u32).map(|n| (n.wrapping_mul(2_654_435_761) >> 24) as u8).collect();
        let streams = [&b""[..], b"BT ET", &noise, &[7; 70_000], b"BT ET"];
        let packed: Vec<Vec<u8>> = streams.map(|stream| deflated(stream).expect("memory").0).to_vec();
        for (stream, packed) in streams.iter().zip(&packed) {
            let mut read = Vec::new();
            ZlibDecoder::new(packed.as_slice()).read_to_end(&mut read).expect("a zlib stream");
            assert_eq!(read, *stream);
        }
        assert_eq!(packed[1], packed[4]);
    }
}
