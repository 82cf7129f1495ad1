//! One image file: what it is, and whether both editions can show it.

use super::FoundFile;
use crate::limits::Limits as Budgets;
use crate::memo::Fingerprint;
use crate::resource::drawing::{Drawer, Drawn};
use crate::resource::{Fault, Image, ImageKind, Lack, Turn, jpeg, png, svg};
use image::codecs::jpeg::{JpegDecoder, JpegEncoder};
use image::{DynamicImage, ImageDecoder, ImageError, ImageFormat, ImageReader, Limits};
use imagesize::ImageType;
use std::cell::Cell;
use std::io::Cursor;
use std::panic::{AssertUnwindSafe, catch_unwind};

/// The image that a file holds: PNG and JPEG as they are, drawings cleaned, all else that can be
/// read as one of the two. The error says why it cannot be used.
pub(super) fn image(found: FoundFile, tools: Tools) -> Result<Image, Fault> {
    let FoundFile { path, content, bytes } = found;
    let image = match is_svg(&bytes) {
        true => drawing(content, &bytes, tools)?,
        false => raster(content, bytes, tools)?,
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
    pub(super) limits: Budgets,
}

fn raster(content: Fingerprint, bytes: Vec<u8>, tools: Tools) -> Result<Image, Fault> {
    let limits = tools.limits;
    match imagesize::image_type(&bytes) {
        Ok(ImageType::Png) => picture(content, bytes, tools),
        Ok(ImageType::Jpeg) => photograph(content, bytes, limits),
        Ok(ImageType::Gif) => picture(content, as_png(&bytes, ImageFormat::Gif, limits)?, tools),
        Ok(ImageType::Webp) => picture(content, as_png(&bytes, ImageFormat::WebP, limits)?, tools),
        _ => Err("it is neither PNG, JPEG, GIF, WebP nor SVG".into()),
    }
}

fn picture(content: Fingerprint, bytes: Vec<u8>, tools: Tools) -> Result<Image, Fault> {
    let (width, height) = size(&bytes, tools.limits.decoded_pixels())?;
    whole(&bytes, b"IEND")?;
    let parts = match tools.is_printed {
        true => png::parts(&bytes)?,
        false => png::check(&bytes).map(|()| png::Parts::default())?,
    };
    let density = sound_density(png::density(&bytes));
    Ok(Image { width, height, density, parts, ..Image::made_of(content, ImageKind::Png, bytes) })
}

/// JPEG goes into both editions as it is.
fn photograph(content: Fingerprint, bytes: Vec<u8>, limits: Budgets) -> Result<Image, Fault> {
    size(&bytes, limits.passed_pixels())?;
    whole(&bytes, &[0xFF, 0xD9])?;
    let header = jpeg::header(&bytes).ok_or("it is broken, or of a kind of JPEG that PDF cannot hold")?;
    let density = sound_density(header.density);
    // Screens do not agree on what the four inks of a press look like, and PDF/A asks which press.
    let (bytes, turn) = match header.components {
        4 => (as_rgb(&bytes, limits)?, Turn::default()),
        _ => {
            let turn = turn(&bytes);
            (bytes, turn)
        }
    };
    let (width, height) = size(&bytes, limits.passed_pixels())?;
    let (width, height) = if turn.swaps_sides() { (height, width) } else { (width, height) };
    Ok(Image { width, height, density, turn, ..Image::made_of(content, ImageKind::Jpeg, bytes) })
}

/// A fault of the libraries' own costs the drawing alone.
fn drawing(content: Fingerprint, bytes: &[u8], tools: Tools) -> Result<Image, Fault> {
    let bounds = svg::Bounds::of(tools.limits);
    let left = Cell::new(bounds.pixels);
    let reading = AssertUnwindSafe(|| {
        let picture = |bytes| within(bytes, &left, tools).map_err(|fault| fault.why);
        let reading = svg::Reading { lang: tools.lang, bounds, picture: &picture };
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
fn within(bytes: Vec<u8>, left: &Cell<u64>, tools: Tools) -> Result<svg::Picture, Fault> {
    if is_svg(&bytes) {
        return Err("it is a drawing itself".into());
    }
    // What has no size is told of where it is read.
    if imagesize::blob_size(&bytes).is_ok() {
        let (width, height) = size(&bytes, left.get())?;
        left.set(left.get() - u64::from(width) * u64::from(height));
    }
    let image = raster(Fingerprint::of_file(&bytes), bytes, Tools { is_printed: false, ..tools })?;
    let kind = if image.kind == ImageKind::Jpeg { "image/jpeg" } else { "image/png" };
    if image.kind == ImageKind::Jpeg {
        // The library that draws decodes it, and would refuse the whole drawing.
        decoded(&image.bytes, ImageFormat::Jpeg, tools.limits).map_err(|error| error.to_string())?;
    }
    Ok(svg::Picture { kind, bytes: image.bytes })
}

/// Width and height in pixels, by the header.
fn size(bytes: &[u8], most: u64) -> Result<(u32, u32), Fault> {
    let size = imagesize::blob_size(bytes).map_err(|error| error.to_string())?;
    let (Ok(width), Ok(height)) = (u32::try_from(size.width), u32::try_from(size.height)) else {
        return Err("its size is not sound".into());
    };
    match u64::from(width) * u64::from(height) {
        0 => Err("it has no pixels".into()),
        pixels if pixels > most => Err(Fault::beyond(format!("{width} × {height} pixels are too many"))),
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
fn as_png(bytes: &[u8], format: ImageFormat, limits: Budgets) -> Result<Vec<u8>, Fault> {
    let picture = decoded(bytes, format, limits).map_err(|error| error.to_string())?;
    let (width, height) = (picture.width(), picture.height());
    let (channels, bytes) = match picture.color().has_alpha() {
        true => (4, picture.into_rgba8().into_raw()),
        false => (3, picture.into_rgb8().into_raw()),
    };
    let mut samples = png::Samples { width, height, channels, bytes };
    samples.leave_full_opacity();
    Ok(png::encoded(&samples).map_err(|error| error.to_string())?)
}

/// So little is lost at this quality that no eye finds it.
const QUALITY: u8 = 94;

/// A JPEG of four inks as one of three colours, upright.
fn as_rgb(bytes: &[u8], limits: Budgets) -> Result<Vec<u8>, Fault> {
    size(bytes, limits.decoded_pixels())?;
    let transcode = || {
        let orientation = JpegDecoder::new(Cursor::new(bytes))?.orientation()?;
        let mut picture = DynamicImage::from(decoded(bytes, ImageFormat::Jpeg, limits)?.into_rgb8());
        picture.apply_orientation(orientation);
        let mut jpeg = Vec::new();
        picture.write_with_encoder(JpegEncoder::new_with_quality(&mut jpeg, QUALITY))?;
        Ok(jpeg)
    };
    Ok(transcode().map_err(|error: ImageError| error.to_string())?)
}

fn decoded(bytes: &[u8], format: ImageFormat, budgets: Budgets) -> Result<DynamicImage, ImageError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), format);
    let mut limits = Limits::default();
    limits.max_alloc = Some(budgets.decoded_pixels().saturating_mul(4));
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
