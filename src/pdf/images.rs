//! Images as external objects: the streams of JPEG and PNG as they are, and drawings as forms.

use crate::layout::page::{Page, PageItem};
use crate::length::Length;
use crate::memo::Memo;
use crate::resource::drawing::Form;
use crate::resource::png::Colors;
use crate::resource::{Image, ImageId, ImageKind, Images, jpeg, png};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, StringFormat, dictionary};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

/// The name of an image in the pages' resources.
pub fn resource_name(image: ImageId) -> String {
    format!("I{}", image.0)
}

/// What the pages draw as an image.
pub enum Embedded<'a> {
    Picture(Box<Picture>),
    Drawing(&'a Form),
}

/// A picture, and the mask that lets the paper through it.
#[derive(Clone)]
pub struct Picture {
    colors: Stream,
    opacity: Option<Stream>,
}

/// The images that the pages draw, each once. All can be decoded: what could
/// not be was refused when it was loaded.
pub fn embed<'a>(pages: &[Page], images: &'a Images, memo: &Memo) -> BTreeMap<ImageId, Embedded<'a>> {
    let used: BTreeSet<ImageId> = pages.iter().flat_map(drawn).collect();
    let used: Vec<(ImageId, &Image)> = images.iter().filter(|(id, _)| used.contains(id)).collect();
    let embedded = |image: &'a Image| {
        if let Some(form) = &image.form {
            return Some(Embedded::Drawing(form));
        }
        let picture = memo.get(&(image.kind, &image.bytes), || Picture::of(image));
        Some(Embedded::Picture(Box::new(Arc::unwrap_or_clone(picture)?)))
    };
    used.into_par_iter().filter_map(|(id, image)| Some((id, embedded(image)?))).collect()
}

fn drawn(page: &Page) -> impl Iterator<Item = ImageId> + '_ {
    page.items.iter().filter_map(|placed| match placed.item {
        PageItem::Image(id, size) if size.width > Length::ZERO && size.height > Length::ZERO => Some(id),
        _ => None,
    })
}

impl Embedded<'_> {
    /// Puts the image in place of the object `place`.
    pub fn put(self, pdf: &mut Document, place: ObjectId) {
        match self {
            Embedded::Drawing(form) => form.put(pdf, place),
            Embedded::Picture(picture) => {
                let Picture { mut colors, opacity } = *picture;
                if let Some(opacity) = opacity {
                    colors.dict.set("SMask", pdf.add_object(opacity));
                }
                pdf.set_object(place, colors);
            }
        }
    }
}

impl Picture {
    fn of(image: &Image) -> Option<Picture> {
        match image.kind {
            ImageKind::Jpeg => Some(photograph(&image.bytes, jpeg::header(&image.bytes)?)),
            ImageKind::Png => picture(image),
            ImageKind::Svg => None,
        }
    }
}

fn photograph(bytes: &[u8], header: jpeg::Header) -> Picture {
    let color_space = match header.components {
        1 => "DeviceGray",
        // Four inks have become three colours when the file was loaded.
        _ => "DeviceRGB",
    };
    let mut dictionary = dictionary(header.width.into(), header.height.into(), 8, color_space.into());
    dictionary.set("Filter", "DCTDecode");
    Picture { colors: packed(dictionary, bytes.to_vec()), opacity: None }
}

/// A PNG, which lets the paper through by a mask or by a colour.
fn picture(image: &Image) -> Option<Picture> {
    let file = image.parts.colors.as_ref().unwrap_or(&image.bytes);
    let mut rows = png::stream(file)?;
    let unpainted = rows.unpainted.take();
    let mut colors = filtered(rows);
    if let Some(opacity) = &image.parts.opacity {
        return Some(Picture { colors, opacity: Some(filtered(png::stream(opacity)?)) });
    }
    if let Some(unpainted) = unpainted {
        let bounds = unpainted.iter().flat_map(|samples| [samples.start(), samples.end()]);
        colors.dict.set("Mask", bounds.map(|&sample| i64::from(sample).into()).collect::<Vec<Object>>());
    }
    Some(Picture { colors, opacity: None })
}

/// Rows behind PNG's filters, which any number of 10 and more announces (ISO 32000-1, 7.4.4.4).
fn filtered(rows: png::Stream) -> Stream {
    let (samples, color_space) = match rows.colors {
        Colors::Gray => (1, "DeviceGray".into()),
        Colors::Rgb => (3, "DeviceRGB".into()),
        Colors::Indexed(colors) => (1, indexed(colors)),
    };
    let parameters = dictionary! {
        "Predictor" => 15,
        "Colors" => samples,
        "BitsPerComponent" => i64::from(rows.bits),
        "Columns" => i64::from(rows.width),
    };
    let mut dictionary = dictionary(rows.width, rows.height, rows.bits, color_space);
    dictionary.set("Filter", "FlateDecode");
    dictionary.set("DecodeParms", parameters);
    packed(dictionary, rows.rows)
}

/// A list of colours (ISO 32000-1, 8.6.6.3).
fn indexed(colors: Vec<u8>) -> Object {
    let last = colors.len() as i64 / 3 - 1;
    vec!["Indexed".into(), "DeviceRGB".into(), last.into(), Object::String(colors, StringFormat::Literal)]
        .into()
}

fn dictionary(width: u32, height: u32, bits: u8, color_space: Object) -> Dictionary {
    dictionary! {
        "Type" => "XObject",
        "Subtype" => "Image",
        "Width" => i64::from(width),
        "Height" => i64::from(height),
        "ColorSpace" => color_space,
        "BitsPerComponent" => i64::from(bits),
    }
}

fn packed(dictionary: Dictionary, content: Vec<u8>) -> Stream {
    Stream::new(dictionary, content).with_compression(false)
}
