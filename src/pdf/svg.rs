//! Drawings as form objects: lines and letters stay what they are.

use crate::diagnostic::{Code, Error};
use crate::font::{Family, FontBook};
use crate::resource::{Image, ImageId, ImageKind, svg};
use lopdf::{Dictionary, Object, ObjectId, Stream, dictionary};
use rayon::prelude::*;
use std::sync::Arc;
use svg2pdf::usvg::fontdb::Database;

/// The drawings among some images, each as a PDF of its own.
pub fn draw_all<'i>(
    images: impl Iterator<Item = (ImageId, &'i Image)>,
    fonts: &FontBook,
) -> Result<Vec<(ImageId, lopdf::Document)>, Error> {
    let drawings: Vec<_> = images.filter(|(_, image)| image.kind == ImageKind::Svg).collect();
    if drawings.is_empty() {
        return Ok(Vec::new());
    }
    let faces = faces(fonts);
    let drawn = drawings.into_par_iter().map(|(id, image)| {
        let drawn = draw(image, &faces).ok_or_else(|| {
            Error::new(Code::Internal, format!("the drawing `{}` cannot be turned into PDF", image.path))
        });
        Ok((id, drawn?))
    });
    drawn.collect()
}

/// The faces that drawings find, under the names of the families and for the generic ones.
fn faces(fonts: &FontBook) -> Arc<Database> {
    let mut database = Database::new();
    for (_, face) in fonts.iter().filter(|(_, face)| face.family != Family::Math) {
        database.load_font_data(face.data.to_vec());
    }
    database.set_serif_family("Libertinus Serif");
    database.set_sans_serif_family("Source Sans 3");
    database.set_monospace_family("Source Code Pro");
    database.set_cursive_family("Libertinus Serif");
    database.set_fantasy_family("Source Sans 3");
    Arc::new(database)
}

/// A drawing as a PDF of its own; `None` where the library cannot draw it.
fn draw(image: &Image, faces: &Arc<Database>) -> Option<lopdf::Document> {
    let mut options = svg::options();
    options.fontdb = faces.clone();
    options.font_family = "Libertinus Serif".into();
    let tree = svg2pdf::usvg::Tree::from_data(&image.bytes, &options).ok()?;
    let conversion = svg2pdf::ConversionOptions { compress: false, ..Default::default() };
    let page = svg2pdf::PageOptions { dpi: 72.0 };
    let bytes = svg2pdf::to_pdf(&tree, conversion, page).ok()?;
    lopdf::Document::load_mem(&bytes).ok()
}

/// Puts a drawing in place of the object `form`, as wide and as high as one unit, as images are.
pub fn place(
    pdf: &mut lopdf::Document,
    form: ObjectId,
    mut drawing: lopdf::Document,
) -> Result<(), lopdf::Error> {
    drawing.renumber_objects_with(pdf.max_id + 1);
    let (_, page) = drawing.get_pages().into_iter().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
    let content = drawing.get_page_content(page);
    let dictionary = drawing.get_dictionary(page)?;
    let bounds = dictionary.get(b"MediaBox")?.as_array()?.clone();
    let resources = dictionary.get(b"Resources").cloned().unwrap_or_else(|_| Dictionary::new().into());
    let extent =
        |index: usize| bounds.get(index).and_then(|side| side.as_float().ok()).filter(|&side| side > 0.0);
    let (width, height) = (extent(2).unwrap_or(1.0), extent(3).unwrap_or(1.0));
    let unit: Vec<Object> =
        vec![(1.0 / width).into(), 0.into(), 0.into(), (1.0 / height).into(), 0.into(), 0.into()];
    let own = dictionary! {
        "Type" => "XObject",
        "Subtype" => "Form",
        "BBox" => bounds,
        "Matrix" => unit,
        "Resources" => resources,
        // What is drawn is put together first, and then laid on the page.
        "Group" => dictionary! { "Type" => "Group", "S" => "Transparency", "CS" => "DeviceRGB" },
    };
    pdf.max_id = drawing.max_id;
    pdf.objects.extend(drawing.objects);
    pdf.set_object(form, Stream::new(own, content));
    Ok(())
}
