//! Drawings as forms of PDF: lines and letters stay what they are. They are made when a drawing is
//! loaded, so that one that cannot be shown in print is known before anything is set, and both
//! editions show the same.

use super::svg;
use crate::font::{Family, FontBook};
use lopdf::{Dictionary, Document, Object, ObjectId, Stream, dictionary};
use std::collections::BTreeSet;
use std::sync::{Arc, OnceLock};
use svg2pdf::usvg;
use svg2pdf::usvg::fontdb::{Database, Source};

/// A drawing as a form, as wide and as high as one unit, as images are.
#[derive(Clone, Debug)]
pub struct Form {
    /// What the form is made of, and the form itself.
    objects: Arc<Document>,
    id: ObjectId,
}

impl Form {
    /// Puts the form in place of the object `place` of another document. What it is made of gets the numbers
    /// behind the last one there: lopdf's own way to that looks for each reference among all before it.
    pub fn put(&self, pdf: &mut Document, place: ObjectId) {
        let behind = pdf.max_id;
        for (id, object) in &self.objects.objects {
            let mut object = object.clone();
            renumber(&mut object, behind);
            match *id == self.id {
                true => pdf.set_object(place, object),
                false => _ = pdf.objects.insert((id.0 + behind, id.1), object),
            }
        }
        pdf.max_id += self.objects.max_id;
    }
}

/// Adds a number to those of all objects that are referred to.
fn renumber(object: &mut Object, by: u32) {
    let all = |dictionary: &mut Dictionary| dictionary.iter_mut().for_each(|(_, value)| renumber(value, by));
    match object {
        Object::Reference(id) => id.0 += by,
        Object::Array(items) => items.iter_mut().for_each(|item| renumber(item, by)),
        Object::Dictionary(dictionary) => all(dictionary),
        Object::Stream(stream) => all(&mut stream.dict),
        _ => {}
    }
}

/// A drawing, and what could not be drawn of it.
#[derive(Debug)]
pub struct Drawn {
    pub form: Form,
    /// The characters that no face has: a box stands for each.
    pub missing: BTreeSet<char>,
}

/// Turns drawings into forms, with the book's faces for their text.
#[derive(Debug, Default)]
pub struct Drawer {
    fonts: FontBook,
    /// Opened for the first drawing: most books have none.
    faces: OnceLock<Arc<Database>>,
}

impl Drawer {
    /// One that finds the faces for text by the names of their families, and by the generic ones.
    pub fn new(fonts: &FontBook) -> Drawer {
        Drawer { fonts: fonts.clone(), faces: OnceLock::new() }
    }

    /// Draws an SVG that `svg::clean` let through.
    ///
    /// # Errors
    ///
    /// What keeps it from being shown in print.
    pub fn draw(&self, bytes: &[u8]) -> Result<Drawn, String> {
        let mut missing = BTreeSet::new();
        let form = match self.form(bytes, &mut missing) {
            // A box instead of each of them is in a face, or the drawing is refused after all.
            Err(_) if !missing.is_empty() => self.form(&with_boxes(bytes, &missing), &mut BTreeSet::new()),
            drawn => drawn,
        };
        Ok(Drawn { form: form?, missing })
    }

    /// Draws it, or says which characters no face has.
    fn form(&self, bytes: &[u8], missing: &mut BTreeSet<char>) -> Result<Form, String> {
        let mut options = svg::options();
        options.fontdb = self.faces.get_or_init(|| faces(&self.fonts)).clone();
        options.font_family = "Libertinus Serif".into();
        let tree = usvg::Tree::from_data(bytes, &options).map_err(unprintable)?;
        without_glyph(tree.root(), missing);
        if let Some(first) = missing.first() {
            return Err(unprintable(format!(
                "no available face has a glyph for U+{:04X}",
                u32::from(*first)
            )));
        }
        let conversion = svg2pdf::ConversionOptions { compress: false, ..Default::default() };
        // A pixel becomes a point: how large the drawing is to be, its place on the page says.
        let page = svg2pdf::PageOptions { dpi: 72.0 };
        let bytes = svg2pdf::to_pdf(&tree, conversion, page).map_err(unprintable)?;
        let mut objects = Document::load_mem(&bytes).map_err(unprintable)?;
        objects.objects.values_mut().for_each(order_resources);
        let form = form(&objects).map_err(unprintable)?;
        let id = objects.add_object(form);
        // The form is among them: the matrix of a tiny drawing is huge.
        if !is_sound(&objects) {
            return Err(unprintable("its numbers are beyond those of PDF"));
        }
        Ok(Form { objects: Arc::new(objects), id })
    }
}

fn unprintable(why: impl std::fmt::Display) -> String {
    let why = why.to_string();
    format!("it cannot be turned into PDF: {}", why.trim_end_matches('.'))
}

/// The characters of a drawing that are shown by the glyph of none, which PDF/UA-1, 7.21.8, and PDF/A-2,
/// 6.2.11.8, forbid. Patterns, masks, clips and markers are trees of their own.
fn without_glyph(group: &usvg::Group, missing: &mut BTreeSet<char>) {
    for node in group.children() {
        match node {
            usvg::Node::Group(inner) => without_glyph(inner, missing),
            usvg::Node::Text(text) => {
                let glyphs = text.layouted().iter().flat_map(|span| &span.positioned_glyphs);
                missing.extend(glyphs.filter(|glyph| glyph.id.0 == 0).flat_map(|glyph| glyph.text.chars()));
            }
            _ => {}
        }
        node.subroots(|root| without_glyph(root, missing));
    }
}

/// What stands for a character that no face has.
const BOX: char = '\u{25A1}';

/// The XML of a drawing with a box for each of these characters of its text. Names of its parts may
/// hold them too, and stay.
fn with_boxes(xml: &[u8], missing: &BTreeSet<char>) -> Vec<u8> {
    let (mut is_tag, mut quote) = (false, None);
    let xml = String::from_utf8_lossy(xml);
    let boxed = xml.chars().map(|c| {
        match (is_tag, quote) {
            (true, Some(mark)) => quote = Some(mark).filter(|mark| *mark != c),
            (true, None) if matches!(c, '"' | '\'') => quote = Some(c),
            (true, None) => is_tag = c != '>',
            (false, _) => is_tag = c == '<',
        }
        if !is_tag && missing.contains(&c) { BOX } else { c }
    });
    boxed.collect::<String>().into_bytes()
}

fn faces(fonts: &FontBook) -> Arc<Database> {
    let mut database = Database::new();
    for (_, face) in fonts.iter().filter(|(_, face)| face.style.family != Family::Math) {
        database.load_font_source(Source::Binary(Arc::new(face.file.data.clone())));
    }
    database.set_serif_family("Libertinus Serif");
    database.set_sans_serif_family("Source Sans 3");
    database.set_monospace_family("Source Code Pro");
    database.set_cursive_family("Libertinus Serif");
    database.set_fantasy_family("Source Sans 3");
    Arc::new(database)
}

/// The only page of a document as a form of one unit.
fn form(drawing: &Document) -> Result<Stream, lopdf::Error> {
    let page = drawing.page_iter().next().ok_or(lopdf::Error::PageNumberNotFound(1))?;
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
    Ok(Stream::new(own, content))
}

/// The converter keeps what a form or pattern refers to in a hash map, whose order differs from run
/// to run. Once these names are in order, everything is: the file's objects are numbered in the
/// order in which they are referred to.
fn order_resources(object: &mut Object) {
    let dictionary = match object {
        Object::Dictionary(dictionary) => dictionary,
        Object::Stream(stream) => &mut stream.dict,
        _ => return,
    };
    let Ok(resources) = dictionary.get_mut(b"Resources").and_then(Object::as_dict_mut) else { return };
    for (_, kind) in resources.iter_mut() {
        if let Ok(named) = kind.as_dict_mut() {
            named.as_hashmap_mut().sort_unstable_keys();
        }
    }
}

/// Whether every number is one that PDF can hold and every reference leads somewhere: what cannot be
/// read back is left out by the library that reads.
fn is_sound(drawing: &Document) -> bool {
    drawing.objects.values().all(|object| fits(object, drawing))
}

fn fits(object: &Object, drawing: &Document) -> bool {
    let all = |dictionary: &Dictionary| dictionary.iter().all(|(_, value)| fits(value, drawing));
    match object {
        Object::Integer(number) => i32::try_from(*number).is_ok(),
        Object::Real(number) => number.abs() <= LARGEST,
        Object::Reference(id) => drawing.objects.contains_key(id),
        Object::Array(items) => items.iter().all(|item| fits(item, drawing)),
        Object::Dictionary(dictionary) => all(dictionary),
        Object::Stream(stream) => {
            let draws = !stream.dict.has(b"Filter") && !stream.dict.has_type(b"CMap");
            let mut tokens = stream.content.split(|&byte| ends_number(byte));
            all(&stream.dict) && (!draws || tokens.all(is_within_bounds))
        }
        _ => true,
    }
}

/// ISO 32000-1, annex C: integers end there, and both libraries write such reals as integers.
const LARGEST: f32 = i32::MAX as f32;

fn ends_number(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'\0' | b'[' | b']' | b'(' | b')' | b'<' | b'>' | b'/')
}

/// Whether a token of a content stream is no number that is beyond PDF's. A string there is the
/// number of one glyph in four digits, which is not.
fn is_within_bounds(token: &[u8]) -> bool {
    let Ok(token) = std::str::from_utf8(token) else { return true };
    let digits = token.trim_start_matches('-');
    match digits {
        "NaN" | "inf" => false,
        _ => digits.parse::<f32>().map_or(true, |number| number <= LARGEST),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(attributes: &str, inner: &str) -> Result<Drawn, String> {
        let text = format!("<svg xmlns='http://www.w3.org/2000/svg' {attributes}>{inner}</svg>");
        let bounds = svg::Bounds { elements: 1_000, pixels: 1_000, matches: 1_000 };
        let reading = svg::Reading { lang: "en", bounds, picture: &|_| Err("no picture".into()) };
        let cleaned = svg::clean(text.as_bytes(), reading).map_err(|fault| fault.why)?;
        Drawer::new(&FontBook::embedded()).draw(&cleaned.bytes)
    }

    #[test]
    fn the_order_of_what_a_form_uses_is_fixed() {
        let opacities: String =
            (1..8).map(|n| format!("<g opacity='.{n}'><rect width='{n}' height='9'/></g>")).collect();
        let form = drawn("width='9' height='9'", &opacities).expect("it can be drawn").form;
        let named = form.objects.get_object(form.id).and_then(Object::as_stream).and_then(|stream| {
            stream
                .dict
                .get(b"Resources")
                .and_then(Object::as_dict)?
                .get(b"ExtGState")
                .and_then(Object::as_dict)
        });
        let names = named.expect("it has states").iter().map(|(name, _)| name);
        assert!(names.is_sorted());
    }

    #[test]
    fn two_drawings_in_one_file_share_no_object() {
        let forms = ["<rect width='9' height='9'/>", "<g opacity='.5'><circle r='9'/></g>"]
            .map(|inner| drawn("width='9' height='9'", inner).expect("it can be drawn").form);
        let mut pdf = Document::with_version("1.7");
        let places = forms.map(|form| {
            let place = pdf.add_object(Object::Null);
            form.put(&mut pdf, place);
            place
        });
        let objects = pdf.objects.len();
        assert!(is_sound(&pdf), "every reference leads somewhere");
        assert!(pdf.objects.keys().all(|id| id.0 <= pdf.max_id));
        let reached = |place| {
            let mut alone = pdf.clone();
            alone.trailer.set("Root", Object::Reference(place));
            alone.prune_objects();
            alone.objects.into_keys().collect::<BTreeSet<ObjectId>>()
        };
        let [one, other] = places.map(reached);
        assert!(one.is_disjoint(&other) && one.len() + other.len() <= objects);
        assert!(one.len() > 1 || other.len() > 1, "a form refers to something");
    }

    #[test]
    fn a_character_without_a_glyph_is_named() {
        let text = "<text id='\u{4E2D}' y='15'>a \u{4E2D} b</text>";
        let drawn = drawn("viewBox='0 0 99 20'", text).expect("it is drawn");
        assert_eq!(drawn.missing, BTreeSet::from(['\u{4E2D}']));
        let boxed = with_boxes(text.as_bytes(), &drawn.missing);
        assert_eq!(String::from_utf8_lossy(&boxed), "<text id='\u{4E2D}' y='15'>a \u{25A1} b</text>");
    }

    #[test]
    fn numbers_beyond_those_of_pdf_are_refused() {
        for (token, fits) in [
            ("2147483520", true),
            ("-2147483520", true),
            ("1000000000000", false),
            ("-100000000000000000000", false),
            ("12.5", true),
            ("NaN", false),
            ("-inf", false),
            ("re", true),
            ("", true),
        ] {
            assert_eq!(is_within_bounds(token.as_bytes()), fits, "{token}");
        }
    }
}
