//! Images as external objects: JPEG as it is, PNG as samples with a soft mask; drawings come in the
//! pass over the shell.

use crate::layout::page::{Page, PageItem};
use crate::length::Length;
use crate::memo::Memo;
use crate::resource::png::Samples;
use crate::resource::{Image, ImageId, ImageKind, Images, jpeg, png};
use flate2::{Compression, write::ZlibEncoder};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Write;
use std::sync::Arc;

/// The name of an image in the pages' resources.
pub fn resource_name(image: ImageId) -> String {
    format!("I{}", image.0)
}

/// The images that the pages draw, each once. All can be decoded: what could
/// not be was refused when it was loaded.
pub fn embed(pages: &[Page], images: &Images, memo: &Memo) -> BTreeMap<ImageId, XObject> {
    let used: BTreeSet<ImageId> = pages.iter().flat_map(drawn).collect();
    let used: Vec<(ImageId, &Image)> = images.iter().filter(|(id, _)| used.contains(id)).collect();
    let object = |image: &Image| memo.get(&(image.kind, &image.bytes), || object(image));
    used.into_par_iter().filter_map(|(id, image)| Some((id, Arc::unwrap_or_clone(object(image))?))).collect()
}

fn drawn(page: &Page) -> impl Iterator<Item = ImageId> + '_ {
    page.items.iter().filter_map(|placed| match placed.item {
        PageItem::Image(id, size) if size.width > Length::ZERO && size.height > Length::ZERO => Some(id),
        _ => None,
    })
}

fn object(image: &Image) -> Option<XObject> {
    let stream = match image.kind {
        ImageKind::Jpeg => passed_through(&image.bytes, jpeg::header(&image.bytes)?),
        ImageKind::Png => packed(&png::samples(&image.bytes)?)?,
        ImageKind::Svg => placeholder(),
    };
    Some(XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None }))
}

/// What the pass over the shell puts a drawing in place of.
fn placeholder() -> ExternalStream {
    let dict = BTreeMap::from([("Type".into(), name("XObject")), ("Subtype".into(), name("Form"))]);
    ExternalStream { dict, content: Vec::new(), compress: false }
}

fn passed_through(bytes: &[u8], header: jpeg::Header) -> ExternalStream {
    let color_space = match header.components {
        1 => "DeviceGray",
        // Four inks have become three colours when the file was loaded.
        _ => "DeviceRGB",
    };
    let mut dict = dictionary(header.width.into(), header.height.into(), color_space);
    dict.insert("Filter".into(), name("DCTDecode"));
    ExternalStream { dict, content: bytes.to_vec(), compress: false }
}

/// Samples with their opacity as a mask of its own. They are packed at once: those of all the
/// pictures of a book together can be more than memory holds.
fn packed(samples: &Samples) -> Option<ExternalStream> {
    let colors = if samples.channels < 3 { 1 } else { 3 };
    let color_space = if colors == 1 { "DeviceGray" } else { "DeviceRGB" };
    let mut stream = deflated(samples, color_space, |pixel, row| row.extend(&pixel[..colors]))?;
    // A mask is only wanted where any pixel lets the paper through.
    let has_alpha = colors < samples.channels;
    if has_alpha && samples.bytes.chunks_exact(samples.channels).any(|pixel| pixel[colors] != u8::MAX) {
        let mask = deflated(samples, "DeviceGray", |pixel, row| row.push(pixel[colors]))?;
        stream.dict.insert("SMask".into(), DictItem::Stream { stream: mask });
    }
    Some(stream)
}

/// A stream of what `take` takes of each pixel.
fn deflated(
    samples: &Samples,
    color_space: &str,
    take: impl Fn(&[u8], &mut Vec<u8>),
) -> Option<ExternalStream> {
    // As all other streams are (`finish.rs`).
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::new(6));
    let mut row = Vec::new();
    for pixels in samples.bytes.chunks_exact(samples.width as usize * samples.channels) {
        row.clear();
        pixels.chunks_exact(samples.channels).for_each(|pixel| take(pixel, &mut row));
        encoder.write_all(&row).ok()?;
    }
    let mut dict = dictionary(samples.width, samples.height, color_space);
    dict.insert("Filter".into(), name("FlateDecode"));
    Some(ExternalStream { dict, content: encoder.finish().ok()?, compress: false })
}

fn dictionary(width: u32, height: u32, color_space: &str) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Image")),
        ("Width".into(), DictItem::Int(width.into())),
        ("Height".into(), DictItem::Int(height.into())),
        ("ColorSpace".into(), name(color_space)),
        ("BitsPerComponent".into(), DictItem::Int(8)),
    ])
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}
