//! Images as external objects: the streams of JPEG and PNG as they are; drawings come in the pass over
//! the shell.

use crate::layout::page::{Page, PageItem};
use crate::length::Length;
use crate::memo::Memo;
use crate::resource::png::Colors;
use crate::resource::{Image, ImageId, ImageKind, Images, jpeg, png};
use printpdf::{DictItem, ExternalStream, ExternalXObject, XObject};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
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
        ImageKind::Png => picture(image)?,
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
    let mut dict = dictionary(header.width.into(), header.height.into(), 8, name(color_space));
    dict.insert("Filter".into(), name("DCTDecode"));
    ExternalStream { dict, content: bytes.to_vec(), compress: false }
}

/// A PNG, which lets the paper through by a mask or by a colour.
fn picture(image: &Image) -> Option<ExternalStream> {
    let file = image.parts.colors.as_ref().unwrap_or(&image.bytes);
    let mut colors = png::stream(file)?;
    let unpainted = colors.unpainted.take();
    let mut stream = filtered(colors);
    if let Some(opacity) = &image.parts.opacity {
        stream.dict.insert("SMask".into(), DictItem::Stream { stream: filtered(png::stream(opacity)?) });
    } else if let Some(unpainted) = unpainted {
        let bounds = unpainted.iter().flat_map(|samples| [samples.start(), samples.end()]);
        let bounds = bounds.map(|&sample| DictItem::Int(sample.into()));
        stream.dict.insert("Mask".into(), DictItem::Array(bounds.collect()));
    }
    Some(stream)
}

/// Rows behind PNG's filters, which any number of 10 and more announces (ISO 32000-1, 7.4.4.4).
fn filtered(rows: png::Stream) -> ExternalStream {
    let (samples, color_space) = match rows.colors {
        Colors::Gray => (1, name("DeviceGray")),
        Colors::Rgb => (3, name("DeviceRGB")),
        Colors::Indexed(colors) => (1, indexed(colors)),
    };
    let parameters = [
        ("Predictor", 15),
        ("Colors", samples),
        ("BitsPerComponent", rows.bits.into()),
        ("Columns", rows.width.into()),
    ];
    let parameters = parameters.map(|(key, value)| (key.into(), DictItem::Int(value)));
    let mut dict = dictionary(rows.width, rows.height, rows.bits, color_space);
    dict.insert("Filter".into(), name("FlateDecode"));
    dict.insert("DecodeParms".into(), DictItem::Dict { map: parameters.into() });
    ExternalStream { dict, content: rows.rows, compress: false }
}

/// A list of colours (ISO 32000-1, 8.6.6.3).
fn indexed(colors: Vec<u8>) -> DictItem {
    let last = (colors.len() / 3) as i64 - 1;
    let colors = DictItem::String { data: colors, literal: true };
    DictItem::Array(vec![name("Indexed"), name("DeviceRGB"), DictItem::Int(last), colors])
}

fn dictionary(width: u32, height: u32, bits: u8, color_space: DictItem) -> BTreeMap<String, DictItem> {
    BTreeMap::from([
        ("Type".into(), name("XObject")),
        ("Subtype".into(), name("Image")),
        ("Width".into(), DictItem::Int(width.into())),
        ("Height".into(), DictItem::Int(height.into())),
        ("ColorSpace".into(), color_space),
        ("BitsPerComponent".into(), DictItem::Int(bits.into())),
    ])
}

fn name(name: &str) -> DictItem {
    DictItem::Name(name.as_bytes().to_vec())
}
