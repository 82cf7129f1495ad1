//! One image file: what it is, and whether both editions can show it.

use super::FoundFile;
use crate::memo::Fingerprint;
use crate::resource::drawing::{Drawer, Drawn};
use crate::resource::{Image, ImageKind, Lack, Turn, jpeg, png, svg};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use imagesize::ImageType;
use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The image that a file holds: PNG and JPEG as they are, drawings cleaned, all else that can be
/// read as one of the two. The error says why it cannot be used.
pub(super) fn image(found: FoundFile, tools: Tools) -> Result<Image, String> {
    let FoundFile { path, content, bytes } = found;
    let image = match is_svg(&bytes) {
        true => drawing(content, &bytes, tools)?,
        false => raster(content, bytes, tools.is_printed)?,
    };
    Ok(Image { path, ..image })
}

/// What drawings are read and drawn with.
#[derive(Clone, Copy)]
pub(super) struct Tools<'a> {
    pub(super) drawer: &'a Drawer,
    /// The language of the book.
    pub(super) lang: &'a str,
    pub(super) is_printed: bool,
}

fn raster(content: Fingerprint, bytes: Vec<u8>, is_printed: bool) -> Result<Image, String> {
    match imagesize::image_type(&bytes) {
        Ok(ImageType::Png) => picture(content, bytes, is_printed),
        Ok(ImageType::Jpeg) => photograph(content, bytes),
        Ok(ImageType::Gif) => picture(content, as_png(&bytes, ImageFormat::Gif)?, is_printed),
        Ok(ImageType::Webp) => picture(content, as_png(&bytes, ImageFormat::WebP)?, is_printed),
        _ => Err("it is neither PNG, JPEG, GIF, WebP nor SVG".into()),
    }
}

/// More pixels than this are refused by the header where they are decoded: four bytes each are
/// 200 MB.
const MOST_DECODED: u64 = 50_000_000;
/// JPEG goes into both editions as it is, so that its pixels are never in memory.
const MOST_PASSED: u64 = 500_000_000;

fn picture(content: Fingerprint, bytes: Vec<u8>, is_printed: bool) -> Result<Image, String> {
    let (width, height) = size(&bytes, MOST_DECODED)?;
    whole(&bytes, b"IEND")?;
    let parts = match is_printed {
        true => png::parts(&bytes)?,
        false => png::check(&bytes).map(|()| png::Parts::default())?,
    };
    let density = sound_density(png::density(&bytes));
    Ok(Image { width, height, density, parts, ..Image::made_of(content, ImageKind::Png, bytes) })
}

fn photograph(content: Fingerprint, bytes: Vec<u8>) -> Result<Image, String> {
    size(&bytes, MOST_PASSED)?;
    whole(&bytes, &[0xFF, 0xD9])?;
    let header = jpeg::header(&bytes).ok_or("it is broken, or of a kind of JPEG that PDF cannot hold")?;
    let density = sound_density(header.density);
    // Screens do not agree on what the four inks of a press look like, and PDF/A asks which press.
    let (bytes, turn) = match header.components {
        4 => (as_rgb(&bytes)?, Turn::default()),
        _ => {
            let turn = turn(&bytes);
            (bytes, turn)
        }
    };
    let (width, height) = size(&bytes, MOST_PASSED)?;
    let (width, height) = if turn.swaps_sides() { (height, width) } else { (width, height) };
    Ok(Image { width, height, density, turn, ..Image::made_of(content, ImageKind::Jpeg, bytes) })
}

/// What a drawing may come to.
const DRAWN: svg::Bounds = svg::Bounds { elements: 200_000, pixels: MOST_DECODED, matches: 2_000_000 };

/// A fault of the libraries' own costs the drawing alone.
fn drawing(content: Fingerprint, bytes: &[u8], tools: Tools) -> Result<Image, String> {
    let left = Cell::new(DRAWN.pixels);
    let reading = AssertUnwindSafe(|| {
        let picture = |bytes| within(bytes, &left);
        let reading = svg::Reading { lang: tools.lang, bounds: DRAWN, picture: &picture };
        let svg::Drawing { bytes, width, height, without, elements } = svg::clean(bytes, reading)?;
        let Drawn { form, missing } = tools.drawer.draw(&bytes)?;
        let mut without: Vec<Lack> = without.into_iter().map(Lack::Part).collect();
        without.extend(Some(missing).filter(|missing| !missing.is_empty()).map(Lack::Glyphs));
        Ok(Image {
            width,
            height,
            form: Some(form),
            elements,
            without,
            ..Image::made_of(content, ImageKind::Svg, bytes)
        })
    });
    catch_unwind(reading).unwrap_or_else(|_| Err("the library that draws it gave up".into()))
}

/// A picture within a drawing: as any other, but for drawings, which would have to be cleaned within
/// each other without end. All of them together have no more pixels than are `left`, since all are decoded.
fn within(bytes: Vec<u8>, left: &Cell<u64>) -> Result<svg::Picture, String> {
    if is_svg(&bytes) {
        return Err("it is a drawing itself".into());
    }
    let (width, height) = size(&bytes, left.get())?;
    left.set(left.get() - u64::from(width) * u64::from(height));
    let image = raster(Fingerprint::of_file(&bytes), bytes, false)?;
    let kind = if image.kind == ImageKind::Jpeg { "image/jpeg" } else { "image/png" };
    if image.kind == ImageKind::Jpeg {
        // The library that draws decodes it, and would refuse the whole drawing.
        decoded(&image.bytes, ImageFormat::Jpeg).map_err(|error| error.to_string())?;
    }
    Ok(svg::Picture { kind, bytes: image.bytes })
}

/// Width and height in pixels, by the header.
fn size(bytes: &[u8], most: u64) -> Result<(u32, u32), String> {
    let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
    let (Ok(width), Ok(height)) = (u32::try_from(size.width), u32::try_from(size.height)) else {
        return Err("its size is not sound".into());
    };
    match u64::from(width) * u64::from(height) {
        0 => Err("it has no pixels".into()),
        pixels if pixels > most => Err(format!("{width} × {height} pixels are too many")),
        _ => Ok((width, height)),
    }
}

/// The file holds its end mark: PNG's IEND chunk or JPEG's EOI marker. Other programs append their
/// own data behind it, so it need not be the last thing.
fn whole(bytes: &[u8], mark: &[u8]) -> Result<(), String> {
    let is_there = bytes.windows(mark.len()).rev().any(|window| window == mark);
    is_there.then_some(()).ok_or_else(|| "the file is cut off".into())
}

/// The resolution that a file states, where it is one that a print or a screen could have: others
/// are mistakes of the program that wrote it.
fn sound_density(stated: Option<u32>) -> Option<u32> {
    stated.filter(|density| (60..=2400).contains(density))
}

/// How the camera was held, as Exif states it. Reading systems turn such a picture themselves.
fn turn(bytes: &[u8]) -> Turn {
    let orientation = JpegDecoder::new(Cursor::new(bytes)).and_then(|mut decoder| decoder.orientation());
    orientation.map_or(Turn::default(), |turn| Turn::new(turn.to_exif()))
}

/// The first frame of a GIF, or WebP, which PDF does not know and old reading systems lack.
fn as_png(bytes: &[u8], format: ImageFormat) -> Result<Vec<u8>, String> {
    let picture = decoded(bytes, format).map_err(|error| error.to_string())?;
    let (width, height) = (picture.width(), picture.height());
    let (channels, bytes) = match picture.color().has_alpha() {
        true => (4, picture.into_rgba8().into_raw()),
        false => (3, picture.into_rgb8().into_raw()),
    };
    let mut samples = png::Samples { width, height, channels, bytes };
    samples.leave_full_opacity();
    png::encoded(&samples).map_err(|error| error.to_string())
}

/// So little is lost at this quality that no eye finds it.
const QUALITY: u8 = 94;

/// A JPEG of four inks as one of three colours, upright.
fn as_rgb(bytes: &[u8]) -> Result<Vec<u8>, String> {
    size(bytes, MOST_DECODED)?;
    let transcode = || {
        let orientation = JpegDecoder::new(Cursor::new(bytes))?.orientation()?;
        let mut picture = DynamicImage::from(decoded(bytes, ImageFormat::Jpeg)?.into_rgb8());
        picture.apply_orientation(orientation);
        let mut jpeg = Vec::new();
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))?;
        Ok(jpeg)
    };
    transcode().map_err(|error: ImageError| error.to_string())
}

fn decoded(bytes: &[u8], format: ImageFormat) -> Result<DynamicImage, ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(4 * MOST_DECODED);
    reader.limits(limits);
    reader.decode()
}

/// Whether a file is XML that soon comes to an `svg` element.
fn is_svg(bytes: &[u8]) -> bool {
    /// Before the root stand at most a declaration, a type and some comments.
    const LOOKED_AT: usize = 4096;
    let start = bytes.strip_prefix("\u{FEFF}".as_bytes()).unwrap_or(bytes).trim_ascii_start();
    start.starts_with(b"<") && start[..start.len().min(LOOKED_AT)].windows(4).any(|window| window == b"<svg")
}
