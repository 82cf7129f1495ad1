//! What the file says of the book, twice in the same words: the Info dictionary and XMP.

use super::objects::text_string;
use crate::document::{Accessible, Archived, Metadata, Standards, Timestamp};
use crate::markup::escaped;
use lopdf::{Dictionary, Stream, dictionary};

/// The words that Info and XMP share.
pub struct Description<'a> {
    metadata: &'a Metadata,
    date: Timestamp,
    /// The name of what the file was made in.
    pub run: &'a str,
    keywords: String,
    standards: Standards,
}

/// The program and its version.
const PRODUCER: &str = concat!("Bifolio ", env!("CARGO_PKG_VERSION"));

impl<'a> Description<'a> {
    /// `run` is the name of what the file was made in, `standards` are those that it meets.
    pub fn new(
        metadata: &'a Metadata,
        date: Timestamp,
        run: &'a str,
        standards: Standards,
    ) -> Description<'a> {
        let subjects: Vec<&str> = metadata.subjects.iter().map(|subject| subject.text.as_str()).collect();
        Description { metadata, date, run, keywords: subjects.join(", "), standards }
    }

    /// The Info dictionary (ISO 32000-1, 14.3.3).
    pub fn info(&self) -> Dictionary {
        let mut info = dictionary! { "Title" => text_string(self.metadata.title()) };
        let description = self.metadata.description.as_deref().unwrap_or_default();
        // It has room for one author; XMP names several one by one, and the two are to agree.
        let author = self.metadata.authors().next().filter(|_| self.metadata.authors().count() == 1);
        for (key, text) in [
            ("Author", author.unwrap_or_default()),
            ("Subject", description),
            ("Keywords", self.keywords.as_str()),
        ] {
            if !text.is_empty() {
                info.set(key, text_string(text));
            }
        }
        info.set("Producer", text_string(PRODUCER));
        info.set("CreationDate", text_string(&self.date.pdf()));
        info.set("ModDate", text_string(&self.date.pdf()));
        info
    }

    /// The metadata stream of the catalog. It is never compressed, so that programs which know
    /// nothing of PDF find it (ISO 16684-1, 7.3).
    pub fn stream(&self) -> Stream {
        let dict = dictionary! { "Type" => "Metadata", "Subtype" => "XML" };
        Stream::new(dict, self.xmp().into_bytes()).with_compression(false)
    }

    fn xmp(&self) -> String {
        let Metadata { description, rights, publisher, subjects, .. } = self.metadata;
        let date = self.date.iso();
        let others = self.metadata.creators.iter().filter(|creator| creator.role != "aut");
        let contributors: Vec<&str> = others.map(|creator| creator.name.as_str()).collect();
        // Whether a property is one text, a list in order or one without is XMP's to say (ISO 16684-1,
        // 8.3).
        let properties = [
            text("dc:format", "application/pdf"),
            alternatives("dc:title", Some(self.metadata.title())),
            list("dc:creator", "Seq", &self.metadata.authors().collect::<Vec<_>>()),
            list("dc:contributor", "Bag", &contributors),
            alternatives("dc:description", description.as_deref()),
            list(
                "dc:subject",
                "Bag",
                &subjects.iter().map(|subject| subject.text.as_str()).collect::<Vec<_>>(),
            ),
            list("dc:language", "Bag", &[self.metadata.lang()]),
            list("dc:publisher", "Bag", publisher.as_deref().as_slice()),
            alternatives("dc:rights", rights.as_deref()),
            text("dc:identifier", &self.metadata.pdf_urn()),
            text("pdf:Producer", PRODUCER),
            text("pdf:Keywords", &self.keywords),
            text("xmp:CreateDate", &date),
            text("xmp:ModifyDate", &date),
            text("xmp:MetadataDate", &date),
            text("xmpMM:InstanceID", self.run),
            archived(self.standards),
            accessible(self.standards),
        ];
        format!("{HEAD}{}{FOOT}", properties.concat())
    }
}

/// The packet of XMP (ISO 16684-1, 7.3): its `id` is the same in all files of the world, and `end="r"`
/// says that it is not to be changed in place.
const HEAD: &str = concat!(
    "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>\n",
    "<x:xmpmeta xmlns:x=\"adobe:ns:meta/\">\n",
    "<rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\">\n",
    "<rdf:Description rdf:about=\"\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"",
    " xmlns:pdf=\"http://ns.adobe.com/pdf/1.3/\" xmlns:xmp=\"http://ns.adobe.com/xap/1.0/\"",
    " xmlns:xmpMM=\"http://ns.adobe.com/xap/1.0/mm/\"",
    " xmlns:pdfaid=\"http://www.aiim.org/pdfa/ns/id/\"",
    " xmlns:pdfuaid=\"http://www.aiim.org/pdfua/ns/id/\">\n",
);

const FOOT: &str = "</rdf:Description>\n</rdf:RDF>\n</x:xmpmeta>\n<?xpacket end=\"r\"?>";

/// What the file claims to be by ISO 19005: part and level, or part and year (19005-4, 6.7.3).
fn archived(standards: Standards) -> String {
    match standards.archived {
        None => String::new(),
        Some(Archived::A2a) => text("pdfaid:part", "2") + &text("pdfaid:conformance", "A"),
        Some(Archived::A3a) => text("pdfaid:part", "3") + &text("pdfaid:conformance", "A"),
        Some(Archived::A4) => text("pdfaid:part", "4") + &text("pdfaid:rev", "2020"),
        Some(Archived::A4f) => {
            text("pdfaid:part", "4") + &text("pdfaid:rev", "2020") + &text("pdfaid:conformance", "F")
        }
    }
}

/// What the file claims to be by ISO 14289.
fn accessible(standards: Standards) -> String {
    match standards.accessible {
        None => String::new(),
        Some(Accessible::Ua2) => text("pdfuaid:part", "2") + &text("pdfuaid:rev", "2024"),
        // Archives of PDF 1.7 want every schema described that is not XMP's own (19005-2, 6.6.2.3).
        Some(Accessible::Ua1) => {
            let described = standards.archived.map_or("", |_| EXTENSION);
            text("pdfuaid:part", "1") + described
        }
    }
}

const EXTENSION: &str = concat!(
    "<pdfaExtension:schemas xmlns:pdfaExtension=\"http://www.aiim.org/pdfa/ns/extension/\"",
    " xmlns:pdfaSchema=\"http://www.aiim.org/pdfa/ns/schema#\"",
    " xmlns:pdfaProperty=\"http://www.aiim.org/pdfa/ns/property#\"><rdf:Bag>\n",
    "<rdf:li rdf:parseType=\"Resource\">\n",
    "<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>\n",
    "<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>\n",
    "<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>\n",
    "<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType=\"Resource\">\n",
    "<pdfaProperty:name>part</pdfaProperty:name>\n",
    "<pdfaProperty:valueType>Integer</pdfaProperty:valueType>\n",
    "<pdfaProperty:category>internal</pdfaProperty:category>\n",
    "<pdfaProperty:description>The part of ISO 14289 that the file meets</pdfaProperty:description>\n",
    "</rdf:li></rdf:Seq></pdfaSchema:property>\n",
    "</rdf:li>\n",
    "</rdf:Bag></pdfaExtension:schemas>\n",
);

fn text(name: &str, value: &str) -> String {
    if value.is_empty() { String::new() } else { format!("<{name}>{}</{name}>\n", escaped(value)) }
}

/// A text that could be there in several languages.
fn alternatives(name: &str, value: Option<&str>) -> String {
    let Some(value) = value.filter(|value| !value.is_empty()) else { return String::new() };
    let value = escaped(value);
    format!("<{name}><rdf:Alt><rdf:li xml:lang=\"x-default\">{value}</rdf:li></rdf:Alt></{name}>\n")
}

fn list(name: &str, kind: &str, values: &[&str]) -> String {
    if values.is_empty() {
        return String::new();
    }
    let items: String = values.iter().map(|value| format!("<rdf:li>{}</rdf:li>", escaped(value))).collect();
    format!("<{name}><rdf:{kind}>{items}</rdf:{kind}></{name}>\n")
}
