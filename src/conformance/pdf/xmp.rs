//! The metadata of the file: its title, and the standards that it claims.

use super::objects::File;
use crate::conformance::xml::{self, Dtd};
use lopdf::Dictionary;
use roxmltree::{Document, Node};

const RDF: &str = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";
const DC: &str = "http://purl.org/dc/elements/1.1/";
const XMP_MM: &str = "http://ns.adobe.com/xap/1.0/mm/";
const PDFA: &str = "http://www.aiim.org/pdfa/ns/id/";
const PDFUA: &str = "http://www.aiim.org/pdfua/ns/id/";
/// XML takes several times its length in memory once it is read.
const LARGEST: usize = 4 << 20;

/// What is looked for in the metadata.
#[derive(Debug, Default, PartialEq, Eq)]
pub(in crate::conformance) struct Xmp {
    /// Why it cannot be read.
    pub fault: Option<String>,
    pub title: Option<String>,
    pub identifier: Option<String>,
    /// The name of this state of the file.
    pub instance: Option<String>,
    pub ua_part: Option<String>,
    pub ua_revision: Option<String>,
    pub a_part: Option<String>,
    pub a_conformance: Option<String>,
    pub a_revision: Option<String>,
    /// Whether identifiers stand under other prefixes than the standards prescribe (ISO 14289-1, 5).
    pub foreign_prefix: bool,
}

impl Xmp {
    pub(super) fn read(file: &File, catalog: &Dictionary) -> Xmp {
        let Some(stream) = file.stream(catalog, "Metadata") else { return Xmp::broken("there is none") };
        match file.unpack(stream) {
            Ok(bytes) if bytes.len() <= LARGEST => Xmp::parse(&bytes),
            Ok(_) => Xmp::broken("it is larger than any metadata"),
            Err(reason) => Xmp::broken(&reason),
        }
    }

    fn broken(fault: &str) -> Xmp {
        Xmp { fault: Some(fault.into()), ..Xmp::default() }
    }

    pub fn parse(bytes: &[u8]) -> Xmp {
        let Ok(text) = std::str::from_utf8(bytes) else { return Xmp::broken("it is not UTF-8") };
        let text = text.trim_start_matches('\u{FEFF}').trim_matches(['\0', ' ', '\r', '\n', '\t']);
        match xml::parse(text, Dtd::Refused) {
            Ok(tree) => Xmp::of(&tree),
            Err(error) => Xmp::broken(&format!("it is no XML: {error}")),
        }
    }

    fn of(tree: &Document) -> Xmp {
        let value = |space: &str, name: &str| property(tree, space, name).filter(|value| !value.is_empty());
        let foreign = |space: &str, prefix: &str| {
            let names = tree.descendants().flat_map(|node| node.namespaces().collect::<Vec<_>>());
            names.into_iter().any(|name| name.uri() == space && name.name() != Some(prefix))
        };
        Xmp {
            fault: None,
            title: value(DC, "title"),
            identifier: value(DC, "identifier"),
            instance: value(XMP_MM, "InstanceID"),
            ua_part: value(PDFUA, "part"),
            ua_revision: value(PDFUA, "rev"),
            a_part: value(PDFA, "part"),
            a_conformance: value(PDFA, "conformance"),
            a_revision: value(PDFA, "rev"),
            foreign_prefix: foreign(PDFUA, "pdfuaid") || foreign(PDFA, "pdfaid"),
        }
    }

    /// `PDF/UA-1`, `PDF/A-2a`.
    pub fn claims(&self) -> Vec<String> {
        let conformance = self.a_conformance.as_deref().unwrap_or_default().to_lowercase();
        let accessible = self.ua_part.iter().map(|part| format!("PDF/UA-{part}"));
        accessible.chain(self.a_part.iter().map(|part| format!("PDF/A-{part}{conformance}"))).collect()
    }
}

/// A property of a description, as an attribute or as an element, whose first item it then is.
fn property(tree: &Document, space: &str, name: &str) -> Option<String> {
    let descriptions = tree.descendants().filter(|node| node.has_tag_name((RDF, "Description")));
    descriptions.into_iter().find_map(|description| {
        if let Some(value) = description.attribute((space, name)) {
            return Some(value.trim().to_owned());
        }
        let element = description.children().find(|child| child.has_tag_name((space, name)))?;
        let item = element.descendants().find(|node| node.has_tag_name((RDF, "li")));
        item.or(Some(element)).and_then(|node: Node| node.text()).map(|text| text.trim().to_owned())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packet(properties: &str) -> String {
        format!(
            "<?xpacket begin='\u{FEFF}' id='W5M0'?><x:xmpmeta xmlns:x='adobe:ns:meta/'><rdf:RDF \
             xmlns:rdf='{RDF}'><rdf:Description rdf:about='' xmlns:dc='{DC}' xmlns:pdfaid='{PDFA}' \
             xmlns:pdfuaid='{PDFUA}' {properties}</rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end='w'?>"
        )
    }

    #[test]
    fn claims_are_read() {
        for (properties, claims) in [
            ("pdfuaid:part='1' pdfaid:part='2' pdfaid:conformance='A'>", "PDF/UA-1 PDF/A-2a"),
            (
                "><pdfuaid:part>2</pdfuaid:part><pdfuaid:rev>2024</pdfuaid:rev><pdfaid:part>4</pdfaid:part>",
                "PDF/UA-2 PDF/A-4",
            ),
            (">", ""),
        ] {
            let xmp = Xmp::parse(packet(properties).as_bytes());
            assert_eq!(xmp.claims().join(" "), claims);
            assert!(!xmp.foreign_prefix);
        }
        let title =
            "><dc:title><rdf:Alt><rdf:li xml:lang='x-default'> A &amp; B </rdf:li></rdf:Alt></dc:title>";
        assert_eq!(Xmp::parse(packet(title).as_bytes()).title.as_deref(), Some("A & B"));
        let foreign = packet("pdfuaid:part='1'>").replace("pdfuaid", "ua");
        assert!(Xmp::parse(foreign.as_bytes()).foreign_prefix);
    }

    #[test]
    fn what_is_no_metadata_is_told() {
        for bytes in [&b""[..], b"<a>", b"\xFF", b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"] {
            assert!(Xmp::parse(bytes).fault.is_some(), "{bytes:?}");
        }
    }
}
