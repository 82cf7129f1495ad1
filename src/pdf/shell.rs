//! The document as printpdf holds it: pages, faces and places of images.

use super::fonts::{self, EmbeddedFont};
use super::images;
use crate::font::FontId;
use crate::layout::page::Page;
use crate::resource::ImageId;
use printpdf::{
    Codepoint, ExternalStream, ExternalXObject, FontMetrics, Mm, Op, ParsedFont, PdfDocument, PdfFont,
    PdfFontHandle, PdfPage, PdfSaveOptions, Pt, TextItem, XObject, XObjectId,
};
use std::collections::BTreeMap;

/// Builds the document and turns it into lopdf's objects. Page content, widths and texts of
/// the glyphs and all of the catalog are left to the pass over the result.
pub fn build(
    pages: &[Page],
    fonts: &BTreeMap<FontId, EmbeddedFont>,
    images: impl Iterator<Item = ImageId>,
) -> lopdf::Document {
    let mut shell = PdfDocument::new("");
    for (&id, font) in fonts {
        shell.resources.fonts.map.insert(font_id(id), PdfFont::new(parsed(font)));
    }
    for id in images {
        shell.resources.xobjects.map.insert(XObjectId(images::resource_name(id)), placeholder());
    }
    // printpdf embeds the faces that some page shows a glyph of; that content is replaced.
    let mut first_operations: Vec<Op> = fonts.keys().flat_map(|&id| show_one_glyph(id)).collect();
    for _ in pages {
        // The size is set by the pass as well, since printpdf's would be rounded.
        shell.pages.push(PdfPage::new(Mm(1.0), Mm(1.0), std::mem::take(&mut first_operations)));
    }
    shell.to_lopdf_document(&PdfSaveOptions::default(), &mut Vec::new())
}

fn font_id(font: FontId) -> printpdf::FontId {
    printpdf::FontId(fonts::resource_name(font))
}

/// A subset has no character map to parse, so printpdf is told what it wants to know.
fn parsed(font: &EmbeddedFont) -> ParsedFont {
    let face = font.face;
    let metrics = FontMetrics { ascent: face.ascent as i16, descent: -face.descent as i16 };
    let mut parsed = ParsedFont::with_glyph_data(
        font.program.clone(),
        0,
        Some(font.name.clone()),
        BTreeMap::new(),
        BTreeMap::new(),
        face.units_per_em,
        metrics,
    );
    let [left, bottom, right, top] = font.shape.bounds;
    parsed.pdf_font_metrics.x_min = left as i16;
    parsed.pdf_font_metrics.y_min = bottom as i16;
    parsed.pdf_font_metrics.x_max = right as i16;
    parsed.pdf_font_metrics.y_max = top as i16;
    parsed.pdf_font_metrics.us_weight_class = font.shape.weight;
    parsed
}

/// What the pass puts an image in place of: printpdf would copy it.
fn placeholder() -> XObject {
    let stream = ExternalStream { dict: BTreeMap::new(), content: Vec::new(), compress: false };
    XObject::External(ExternalXObject { stream, width: None, height: None, dpi: None })
}

fn show_one_glyph(font: FontId) -> [Op; 4] {
    [
        Op::StartTextSection,
        Op::SetFont { font: PdfFontHandle::External(font_id(font)), size: Pt(1.0) },
        Op::ShowText { items: vec![TextItem::GlyphIds(vec![Codepoint::with_cid(0, 0.0, " ".into())])] },
        Op::EndTextSection,
    ]
}
