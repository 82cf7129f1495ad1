//! What a JPEG file says of itself before its samples: what PDF's `DCTDecode` needs to know.

/// The frame of a file that `DCTDecode` reads.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Header {
    pub width: u16,
    pub height: u16,
    /// 1, 3 or 4.
    pub components: u8,
    /// Pixels to the inch, where JFIF's segment states them.
    pub density: Option<u32>,
}

/// Reads the segments up to the first scan (ITU-T T.81, B.1.1). `None` for what `DCTDecode` does
/// not read: lossless and arithmetic coding, samples of more than eight bits, other numbers of
/// components, a file without a scan.
pub fn header(bytes: &[u8]) -> Option<Header> {
    let mut rest = bytes.strip_prefix(&[0xFF, 0xD8])?;
    let (mut density, mut found) = (None, None);
    loop {
        // Any number of such bytes may stand before a marker (T.81, B.1.1.2).
        let start = rest.iter().position(|&byte| byte != 0xFF)?;
        let (&marker, after) = rest.get(start..)?.split_first()?;
        let length = usize::from(u16::from_be_bytes(*after.first_chunk()?));
        let segment = after.get(2..length)?;
        match marker {
            // Baseline, extended and progressive, all of Huffman coding (T.81, table B.1).
            0xC0..=0xC2 => found = Some(frame(segment)?),
            0xC3 | 0xC5..=0xC7 | 0xC9..=0xCB | 0xCD..=0xCF | 0xD9 => return None,
            0xDA => return found.map(|header| Header { density, ..header }),
            0xE0 => density = density.or(jfif_density(segment)),
            _ => {}
        }
        rest = after.get(length..)?;
        if rest.first() != Some(&0xFF) {
            return None;
        }
    }
}

/// JFIF 1.02: after the identifier and two bytes of version, the unit (1 for the inch, 2 for the
/// centimetre) and the horizontal density.
fn jfif_density(segment: &[u8]) -> Option<u32> {
    let &[_, _, unit, x1, x0, ..] = segment.strip_prefix(b"JFIF\0")? else { return None };
    let density = u32::from(u16::from_be_bytes([x1, x0]));
    match unit {
        1 => Some(density),
        2 => Some((density * 254 + 50) / 100),
        _ => None,
    }
}

fn frame(segment: &[u8]) -> Option<Header> {
    // Eight bits a sample.
    let &[8, h1, h0, w1, w0, components, ..] = segment else { return None };
    let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
    let drawable = width > 0 && height > 0 && matches!(components, 1 | 3 | 4);
    drawable.then_some(Header { width, height, components, density: None })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn file(segments: &[(u8, &[u8])]) -> Vec<u8> {
        let mut bytes = vec![0xFF, 0xD8];
        for (marker, content) in segments {
            bytes.extend([0xFF, *marker]);
            bytes.extend((content.len() as u16 + 2).to_be_bytes());
            bytes.extend(*content);
        }
        bytes
    }

    #[test]
    fn headers_are_read_and_strange_files_refused() {
        let frame = |components| [8, 0, 3, 0, 5, components];
        let header = |components| Some(Header { width: 5, height: 3, components, density: None });
        let inch = Some(Header { density: Some(300), ..header(3).expect("a header") });
        let centimetre = Some(Header { density: Some(300), ..header(1).expect("a header") });
        let cases = [
            (file(&[(0xE0, b"JFIF\0\x01\x02\x01\x01\x2c\x01\x2c"), (0xC0, &frame(3)), (0xDA, b"")]), inch),
            (
                file(&[(0xE0, b"JFIF\0\x01\x02\x02\x00\x76\x00\x76"), (0xC0, &frame(1)), (0xDA, b"")]),
                centimetre,
            ),
            (file(&[(0xE0, b"JFIF"), (0xC0, &frame(3)), (0xDA, b"")]), header(3)),
            (file(&[(0xC2, &frame(1)), (0xC4, b"table"), (0xDA, b"")]), header(1)),
            (file(&[(0xEE, b"Adobe\0d"), (0xC1, &frame(4)), (0xDA, b"")]), header(4)),
            (file(&[(0xC0, &frame(3))]), None),
            (file(&[(0xDA, b"")]), None),
            (file(&[(0xC0, &frame(2))]), None),
            (file(&[(0xC3, &frame(3))]), None),
            (file(&[(0xC9, &frame(3))]), None),
            (file(&[(0xC0, &[12, 0, 3, 0, 5, 3])]), None),
            (file(&[(0xC0, &[8, 0, 0, 0, 5, 3])]), None),
            (file(&[(0xC0, &[8, 0])]), None),
            (vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 0], None),
            (vec![0xFF, 0xD8, 0xFF, 0xE0, 0, 9, 1], None),
            (vec![0xFF, 0xD8], None),
            (b"GIF89a".to_vec(), None),
        ];
        for (bytes, expected) in cases {
            assert_eq!(super::header(&bytes), expected, "{bytes:?}");
        }
    }
}
