//! Photographs taken with a turned camera stand upright on the page.

mod common;

use image::metadata::Orientation;
use image::{DynamicImage, ImageFormat, Rgb, RgbImage};
use std::io::Cursor;
use std::path::{Path, PathBuf};
use std::process::Command;

const RED: Rgb<u8> = Rgb([220, 30, 30]);
const GREEN: Rgb<u8> = Rgb([30, 200, 30]);
const BLUE: Rgb<u8> = Rgb([30, 30, 220]);
const YELLOW: Rgb<u8> = Rgb([220, 220, 30]);

/// Four fields of colour.
fn picture() -> RgbImage {
    RgbImage::from_fn(96, 48, |x, y| match (x < 48, y < 24) {
        (true, true) => RED,
        (false, true) => GREEN,
        (true, false) => BLUE,
        (false, false) => YELLOW,
    })
}

/// The picture as JPEG with an orientation in its Exif data: TIFF with one directory of one entry.
fn photograph(orientation: u8) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture().write_to(&mut bytes, ImageFormat::Jpeg).expect("written to memory");
    let mut bytes = bytes.into_inner();
    let mut exif =
        b"\xFF\xE1\x00\x22Exif\0\0MM\x00\x2A\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00"
            .to_vec();
    exif.extend([orientation, 0, 0, 0, 0, 0, 0]);
    bytes.splice(2..2, exif);
    bytes
}

/// The last page of a book that holds nothing but the picture.
fn printed(folder: &Path, photograph: &[u8]) -> Option<RgbImage> {
    std::fs::write(folder.join("a.jpg"), photograph).expect("a file can be written");
    std::fs::write(folder.join("book.md"), "![four fields](a.jpg)\n").expect("a file can be written");
    let pdf = folder.join("book.pdf");
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .args([folder.join("book.md"), "-o".into(), pdf.clone()])
        .output()
        .expect("the program starts");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let pages = lopdf::Document::load(&pdf).expect("lopdf reads the PDF").get_pages().len().to_string();
    let page = folder.join("page");
    let drawn = Command::new("pdftoppm")
        .args(["-r", "72", "-png", "-singlefile", "-f", &pages, "-l", &pages])
        .args([&pdf, &page])
        .output();
    let Ok(drawn) = drawn else {
        common::skip("pdftoppm");
        return None;
    };
    assert!(drawn.status.success(), "{}", String::from_utf8_lossy(&drawn.stderr));
    Some(image::open(page.with_extension("png")).expect("a page is drawn").to_rgb8())
}

fn near(color: &Rgb<u8>, other: &Rgb<u8>) -> bool {
    color.0.iter().zip(other.0).all(|(a, b)| a.abs_diff(b) < 40)
}

/// The colours of the four quarters of what is coloured, and whether it is wider than high.
fn quarters(image: &RgbImage) -> (Vec<usize>, bool) {
    let fields = [RED, GREEN, BLUE, YELLOW];
    let field = |color: &Rgb<u8>| fields.iter().position(|field| near(color, field));
    let colored: Vec<(u32, u32)> = image
        .enumerate_pixels()
        .filter(|(_, _, color)| field(color).is_some())
        .map(|(x, y, _)| (x, y))
        .collect();
    let (left, right) = (colored.iter().map(|at| at.0).min(), colored.iter().map(|at| at.0).max());
    let (top, bottom) = (colored.iter().map(|at| at.1).min(), colored.iter().map(|at| at.1).max());
    let (left, right) = left.zip(right).expect("the picture is on the page");
    let (top, bottom) = top.zip(bottom).expect("the picture is on the page");
    let at = |x: u32, y: u32| {
        let (x, y) = (left + (right - left) * x / 4, top + (bottom - top) * y / 4);
        field(image.get_pixel(x, y)).expect("each quarter has a colour")
    };
    (vec![at(1, 1), at(3, 1), at(1, 3), at(3, 3)], right - left > bottom - top)
}

fn folder(test: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("photographs").join(test);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    folder
}

#[test]
fn photographs_stand_upright() {
    let folder = folder("turned");
    for orientation in 1..=8 {
        let Some(page) = printed(&folder, &photograph(orientation)) else { return };
        let mut upright = DynamicImage::from(picture());
        upright.apply_orientation(Orientation::from_exif(orientation).expect("there are eight"));
        assert_eq!(quarters(&page), quarters(&upright.to_rgb8()), "orientation {orientation}");
    }
}

/// The same picture in the four inks of a press.
const CMYK: &[u8] = include_bytes!("photographs/cmyk.jpg");

#[test]
fn inks_become_the_colours_of_screens() {
    let folder = folder("inks");
    let Some(page) = printed(&folder, CMYK) else { return };
    assert_eq!(quarters(&page), quarters(&picture()));
    let pdf = lopdf::Document::load(folder.join("book.pdf")).expect("lopdf reads the PDF");
    let spaces =
        pdf.objects.values().filter_map(|object| object.as_stream().ok()?.dict.get(b"ColorSpace").ok());
    let spaces: Vec<_> = spaces.filter_map(|space| space.as_name().ok()).collect();
    assert_eq!(spaces, [b"DeviceRGB"]);
}
