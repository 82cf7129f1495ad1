//! The colours that are meant: sRGB, stated by an ICC profile of our own making, which nobody's
//! licence rests on.

use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};

/// IEC 61966-2-1 as ICC.1:2010 (version 4.2) writes it: the primaries adapted to D50, one curve.
pub fn srgb_profile() -> Vec<u8> {
    let tags: [(&[u8; 4], Vec<u8>); 10] = [
        (b"desc", text("sRGB")),
        (b"cprt", text("Free of known copyright")),
        (b"wtpt", xyz(D50)),
        (b"chad", matrix(ADAPTATION)),
        (b"rXYZ", xyz([43_607, 22_249, 1_392])),
        (b"gXYZ", xyz([38_515, 71_687, 9_708])),
        (b"bXYZ", xyz([14_307, 6_061, 71_410])),
        (b"rTRC", curve()),
        (b"gTRC", curve()),
        (b"bTRC", curve()),
    ];
    let mut table = (tags.len() as u32).to_be_bytes().to_vec();
    let mut data = Vec::new();
    let first = HEADER + table.len() + tags.len() * 12;
    for (name, content) in &tags {
        table.extend(*name);
        table.extend(((first + data.len()) as u32).to_be_bytes());
        table.extend((content.len() as u32).to_be_bytes());
        data.extend(content);
        data.resize(data.len().next_multiple_of(4), 0);
    }
    [header(first + data.len()), table, data].concat()
}

const HEADER: usize = 128;

/// Hundred-thousandths, as all the measures of this file.
const D50: [i64; 3] = [96_420, 100_000, 82_491];

/// Bradford's, from D65 to D50. The profile has to say it, since its own white is not that of sRGB.
const ADAPTATION: [i64; 9] = [104_788, 2_292, -5_022, 2_959, 99_048, -1_707, -925, 1_508, 75_168];

/// ICC.1:2010, 7.2: a profile of a display, from RGB to XYZ.
fn header(size: usize) -> Vec<u8> {
    let mut header = vec![0; HEADER];
    let mut set = |at: usize, bytes: &[u8]| header[at..at + bytes.len()].copy_from_slice(bytes);
    set(0, &(size as u32).to_be_bytes());
    set(8, &[4, 0x20]);
    set(12, b"mntrRGB XYZ ");
    // The year, month and day of the edition that it follows: a fixed one.
    set(24, &[7, 218, 0, 1, 0, 1]);
    set(36, b"acsp");
    set(68, &D50.map(fixed).concat());
    header
}

/// A signed number with sixteen bits before and behind its point.
fn fixed(hundred_thousandths: i64) -> [u8; 4] {
    let scaled = (hundred_thousandths * 65_536 * 2 + 100_000).div_euclid(200_000);
    (scaled as i32).to_be_bytes()
}

fn xyz(values: [i64; 3]) -> Vec<u8> {
    [b"XYZ \0\0\0\0".to_vec(), values.map(fixed).concat()].concat()
}

fn matrix(values: [i64; 9]) -> Vec<u8> {
    [b"sf32\0\0\0\0".to_vec(), values.map(fixed).concat()].concat()
}

/// ICC.1:2010, 10.15, function 3: the power of 2.4 with a straight foot.
fn curve() -> Vec<u8> {
    let exponent = 240_000;
    let (slope, offset) = (100_000 * 1_000 / 1_055, 100_000 * 55 / 1_055);
    let (foot, end) = (100_000 * 100 / 1_292, 4_045);
    let values = [exponent, slope, offset, foot, end].map(fixed).concat();
    [b"para\0\0\0\0\0\x03\0\0".to_vec(), values].concat()
}

/// ICC.1:2010, 10.13: a text in one language.
fn text(text: &str) -> Vec<u8> {
    let units: Vec<u8> = text.encode_utf16().flat_map(u16::to_be_bytes).collect();
    let numbers = [1, 12].map(u32::to_be_bytes).concat();
    let place = [units.len() as u32, 28].map(u32::to_be_bytes).concat();
    [b"mluc\0\0\0\0".to_vec(), numbers, b"enUS".to_vec(), place, units].concat()
}

/// The intent for archives (ISO 19005-2, 6.2.3): device colours mean sRGB. Its subtype is called
/// `GTS_PDFA1` in every part of the standard.
pub fn output_intent(pdf: &mut lopdf::Document) -> ObjectId {
    let name = || Object::string_literal("sRGB IEC61966-2.1");
    let profile: Dictionary = dictionary! { "N" => 3 };
    let profile = pdf.add_object(Stream::new(profile, srgb_profile()));
    pdf.add_object(dictionary! {
        "Type" => "OutputIntent",
        "S" => "GTS_PDFA1",
        "OutputConditionIdentifier" => name(),
        "Info" => name(),
        "DestOutputProfile" => profile,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_those_of_the_profile_that_all_use() {
        let cases = [
            (96_420, [0x00, 0x00, 0xF6, 0xD6]),
            (100_000, [0x00, 0x01, 0x00, 0x00]),
            (82_491, [0x00, 0x00, 0xD3, 0x2D]),
            (43_607, [0x00, 0x00, 0x6F, 0xA2]),
            (240_000, [0x00, 0x02, 0x66, 0x66]),
            (-100_000, [0xFF, 0xFF, 0x00, 0x00]),
        ];
        for (value, expected) in cases {
            assert_eq!(fixed(value), expected, "{value}");
        }
        let profile = srgb_profile();
        assert_eq!(profile[..4], (profile.len() as u32).to_be_bytes());
    }
}
