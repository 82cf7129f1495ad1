//! Images as external objects: JPEG as it is, PNG as samples with a soft mask.

mod jpeg;

use crate::layout::page::{Page, PageItem};
use crate::length::Length;
use crate::resource::{Image, ImageId, ImageKind, Images};
use image::{DynamicImage, GenericImageView, ImageFormat, ImageReader};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::io::Cursor;

/// The name of an image in the pages' resources.
pub fn resource_name(image: ImageId) -> String {
    format!("I{}", image.0)
}

/// The images that the pages draw, each once. What cannot be decoded is left out: readers of
/// the manuscript have reported it already.
pub fn embed(pages: &[Page], images: &Images) -> BTreeMap<ImageId, XObject> {
    let used: BTreeSet<ImageId> = pages.iter().flat_map(drawn).collect();
    let used: Vec<(ImageId, &Image)> = images.iter().filter(|(id, _)| used.contains(id)).collect();
    used.into_par_iter().filter_map(|(id, image)| Some((id, object(image)?))).collect()
}

fn drawn(page: &Page) -> impl Iterator<Item = ImageId> + '_ {
    page.items.iter().filter_map(|placed| match placed.item {
        PageItem::Image(id, size) if size.width > Length::ZERO && size.height > Length::ZERO => Some(id),
        _ => None,
    })
}

fn object(image: &Image) -> Option<XObject> {
    let direct = match image.kind {
        ImageKind::Jpeg => jpeg::header(&image.bytes),
        ImageKind::Png => None,
    };
    let stream = match direct {
        Some(header) => passed_through(&image.bytes, header),
        None => decoded(image)?,
    };
    Some(XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None }))
}

fn passed_through(bytes: &[u8], header: jpeg::Header) -> ExternalStream {
    let color_space = match header.components {
        1 => "DeviceGray",
        3 => "DeviceRGB",
        _ => "DeviceCMYK",
    };
    let mut dict = dictionary(header.width.into(), header.height.into(), color_space);
    dict.insert("Filter".into(), name("DCTDecode"));
    if header.components == 4 && header.adobe {
        // Adobe writes CMYK inverted.
        let inverted = [1, 0].repeat(4).into_iter().map(DictItem::Int).collect();
        dict.insert("Decode".into(), DictItem::Array(inverted));
    }
    ExternalStream { dict, content: bytes.to_vec(), compress: false }
}

/// Samples of eight bits. They are deflated with all other streams.
fn decoded(image: &Image) -> Option<ExternalStream> {
    let format = match image.kind {
        ImageKind::Png => ImageFormat::Png,
        ImageKind::Jpeg => ImageFormat::Jpeg,
    };
    // The reader's own limits hold against files that unpack to more than memory has.
    let pixels = ImageReader::with_format(Cursor::new(&image.bytes), format).decode().ok()?;
    let (width, height) = pixels.dimensions();
    if width == 0 || height == 0 {
        return None;
    }
    let alpha = alpha(&pixels);
    let grey = !pixels.color().has_color();
    let color_space = if grey { "DeviceGray" } else { "DeviceRGB" };
    let mut dict = dictionary(width, height, color_space);
    if let Some(content) = alpha {
        let mask = ExternalStream { dict: dictionary(width, height, "DeviceGray"), content, compress: true };
        dict.insert("SMask".into(), DictItem::Stream { stream: mask });
    }
    let content = if grey { pixels.into_luma8().into_raw() } else { pixels.into_rgb8().into_raw() };
    Some(ExternalStream { dict, content, compress: true })
}

/// The opacity of every pixel, where any pixel lets the paper through.
fn alpha(pixels: &DynamicImage) -> Option<Vec<u8>> {
    if !pixels.color().has_alpha() {
        return None;
    }
    let alpha: Vec<u8> = pixels.to_rgba8().pixels().map(|pixel| pixel.0[3]).collect();
    alpha.iter().any(|&value| value != u8::MAX).then_some(alpha)
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
