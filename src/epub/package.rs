//! The package document: metadata, manifest and spine.

use super::EpubOptions;
use super::accessibility::claims;
use super::faces::FaceInBook;
use super::nav::places;
use super::plan::{COVER, EpubPlan, NAV, STYLE, TITLE_PAGE};
use crate::document::{Creator, Date, Metadata, Subject, SubjectCode};
use crate::markup::Markup;
use crate::resource::ImageKind;

/// content.opf.
pub(super) fn package(book: &EpubPlan, faces: &[FaceInBook], options: &EpubOptions) -> String {
    let mut markup = Markup::document();
    markup.start("package").attr("xmlns", "http://www.idpf.org/2007/opf").attr("version", "3.0");
    markup.attr("unique-identifier", "book-id").attr("xml:lang", &book.lang).line();
    markup.start("metadata").attr("xmlns:dc", "http://purl.org/dc/elements/1.1/").line();
    let mut writer = MetadataWriter { markup };
    writer.identity(book);
    writer.creators(&book.document.metadata.creators);
    writer.publication(&book.document.metadata);
    // EPUB 3.3 wants exactly one, and in this form.
    writer.property("dcterms:modified", &options.date.iso());
    // The PDF of the same run has this name (`InstanceID`): by it, files of two runs are told.
    writer.property("dcterms:isFormatOf", &options.run);
    writer.claims(book);
    let mut markup = writer.markup;
    markup.end().line();
    manifest(book, faces, &mut markup);
    spine(book, &mut markup);
    guide(book, &mut markup);
    markup.finish()
}

struct MetadataWriter {
    markup: Markup,
}

impl MetadataWriter {
    /// An element of Dublin Core; blank values are left out, since an empty one is an error.
    fn dc(&mut self, name: &'static str, id: Option<&str>, value: &str) {
        if !value.trim().is_empty() {
            self.markup.start(name).attr_if("id", id).text_end(value.trim()).line();
        }
    }

    fn property(&mut self, property: &str, value: &str) {
        self.markup.start("meta").attr("property", property).text_end(value).line();
    }

    fn refine(&mut self, id: &str, property: &str, scheme: Option<&str>, value: &str) {
        self.markup.start("meta").attr("refines", &format!("#{id}")).attr("property", property);
        self.markup.attr_if("scheme", scheme).text_end(value).line();
    }

    fn identity(&mut self, book: &EpubPlan) {
        let metadata = &book.document.metadata;
        let identifier = metadata.book_urn();
        self.dc("dc:identifier", Some("book-id"), &identifier);
        if let Some(isbn) = &metadata.isbn {
            let digits = isbn.replace([' ', '-'], "");
            let urn = format!("urn:isbn:{digits}");
            if !digits.is_empty() && urn != identifier && digits != identifier.replace('-', "") {
                self.dc("dc:identifier", Some("isbn"), &urn);
            }
        }
        for other in &metadata.further_identifiers {
            self.dc("dc:identifier", None, other);
        }
        // A package without a title is invalid (EPUB 3.3, 5.5.3).
        let title = if metadata.title().trim().is_empty() { "–" } else { metadata.title() };
        self.dc("dc:title", Some("title"), title);
        self.refine("title", "title-type", None, "main");
        if let Some(subtitle) = metadata.subtitle.as_ref().filter(|subtitle| !subtitle.is_blank()) {
            self.refine("title", "display-seq", None, "1");
            self.dc("dc:title", Some("subtitle"), &subtitle.plain);
            self.refine("subtitle", "title-type", None, "subtitle");
            self.refine("subtitle", "display-seq", None, "2");
        }
        self.dc("dc:language", None, &book.lang);
    }

    /// Authors are creators, all others contributors.
    fn creators(&mut self, creators: &[Creator]) {
        let named = creators.iter().filter(|creator| !creator.name.trim().is_empty());
        for (index, creator) in named.enumerate() {
            let id = format!("creator-{}", index + 1);
            let element = if creator.role == "aut" { "dc:creator" } else { "dc:contributor" };
            self.dc(element, Some(&id), &creator.name);
            // MARC's codes have three letters; what is none is no role that a reader knows.
            if creator.role.len() == 3 && creator.role.bytes().all(|byte| byte.is_ascii_lowercase()) {
                self.refine(&id, "role", Some("marc:relators"), &creator.role);
            }
            if let Some(file_as) = creator.file_as.as_ref().filter(|name| !name.trim().is_empty()) {
                self.refine(&id, "file-as", None, file_as.trim());
            }
            self.refine(&id, "display-seq", None, &(index + 1).to_string());
        }
    }

    fn publication(&mut self, metadata: &Metadata) {
        // One that is no date of the calendar ("Spring 2024") stands on the title page alone.
        let date = metadata.date().map(Date::iso);
        for (name, value) in [
            ("dc:publisher", metadata.publisher.as_deref()),
            ("dc:date", date.as_deref()),
            ("dc:rights", metadata.rights.as_deref()),
            ("dc:description", metadata.description.as_deref()),
        ] {
            self.dc(name, None, value.unwrap_or_default());
        }
        self.subjects(&metadata.subjects);
        if let Some(series) = metadata.series.as_ref().filter(|series| !series.name.trim().is_empty()) {
            self.markup.start("meta").attr("property", "belongs-to-collection").attr("id", "series");
            self.markup.text_end(series.name.trim()).line();
            self.refine("series", "collection-type", None, "series");
            if let Some(position) = series.position.as_ref().filter(|position| is_position(position)) {
                self.refine("series", "group-position", None, position.trim());
            }
        }
    }

    /// What a book is about; of a classification its name and its sign for that (EPUB 3.3, D.3.1, D.3.12).
    fn subjects(&mut self, subjects: &[Subject]) {
        for (index, Subject { text, code }) in (1..).zip(subjects) {
            let id = format!("subject-{index}");
            self.dc("dc:subject", code.as_ref().map(|_| id.as_str()), text);
            if let Some(SubjectCode { authority, term }) = code {
                self.refine(&id, "authority", None, authority);
                self.refine(&id, "term", None, term);
            }
        }
    }

    fn claims(&mut self, book: &EpubPlan) {
        for (property, value) in claims(book) {
            let english = property == "schema:accessibilitySummary" && !book.is_english();
            self.markup.start("meta").attr("property", property);
            self.markup.attr_if("xml:lang", english.then_some("en")).text_end(&value).line();
        }
        if !book.pages.is_empty() {
            self.property("pageBreakSource", &book.document.metadata.pdf_urn());
        }
        if book.cover.is_some() {
            // What EPUB 2 readers look for.
            self.markup.start("meta").attr("name", "cover").attr("content", "cover-image").void().line();
        }
    }
}

/// EPUB 3.3, group-position: numbers, separated by full stops where they nest.
fn is_position(position: &str) -> bool {
    let number = |part: &str| !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_digit());
    position.trim().split('.').all(number)
}

/// The pages of the spine in reading order: id in the manifest, file, properties.
fn pages<'b>(book: &'b EpubPlan) -> Vec<(String, &'b str, Option<&'static str>)> {
    let cover = book.cover.map(|_| ("cover".to_string(), COVER, None));
    let front = [
        ("titlepage".to_string(), TITLE_PAGE, book.title_page_has_mathematics().then_some("mathml")),
        ("nav".to_string(), NAV, Some(if book.nav_has_mathematics() { "mathml nav" } else { "nav" })),
    ];
    let chapters = book.chapters.iter();
    let chapters = chapters.map(|chapter| {
        let properties = chapter.mathematics.then_some("mathml");
        (chapter.file.trim_end_matches(".xhtml").into(), &*chapter.file, properties)
    });
    cover.into_iter().chain(front).chain(chapters).collect()
}

fn manifest(book: &EpubPlan, faces: &[FaceInBook], markup: &mut Markup) {
    let item = |markup: &mut Markup, id: &str, href: &str, media_type: &str, properties: Option<&str>| {
        markup.start("item").attr("id", id).attr("href", href).attr("media-type", media_type);
        markup.attr_if("properties", properties).void().line();
    };
    markup.start("manifest").line();
    for (id, file, properties) in pages(book) {
        item(markup, &id, file, "application/xhtml+xml", properties);
    }
    item(markup, "ncx", "toc.ncx", "application/x-dtbncx+xml", None);
    item(markup, "style", STYLE, "text/css", None);
    for (index, face) in faces.iter().enumerate() {
        item(markup, &format!("face-{}", index + 1), &face.path, face.media_type, None);
    }
    for (index, file) in book.images.iter().enumerate() {
        let cover = book.cover == Some(file.id);
        let id = if cover { "cover-image".to_string() } else { format!("image-{}", index + 1) };
        let media_type = match file.image.kind {
            ImageKind::Png => "image/png",
            ImageKind::Jpeg => "image/jpeg",
            ImageKind::Svg => "image/svg+xml",
        };
        item(markup, &id, &file.path, media_type, cover.then_some("cover-image"));
    }
    markup.end().line();
}

fn spine(book: &EpubPlan, markup: &mut Markup) {
    let direction = book.turning.as_str();
    markup.start("spine").attr("toc", "ncx").attr("page-progression-direction", direction).line();
    for (id, ..) in pages(book) {
        markup.start("itemref").attr("idref", &id).void().line();
    }
    markup.end().line();
}

/// The landmarks once more, for EPUB 2 readers.
fn guide(book: &EpubPlan, markup: &mut Markup) {
    markup.start("guide").line();
    for (kind, href, label) in places(book) {
        let kind = match kind {
            "titlepage" => "title-page",
            "bodymatter" => "text",
            other => other,
        };
        markup.start("reference").attr("type", kind).attr("title", label).attr("href", href).void().line();
    }
    markup.end().line();
}
