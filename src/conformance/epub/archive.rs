//! The archive: its entries, unpacked one by one where they are asked for.

use super::path::{decoded, joined};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count};
use std::cell::{Cell, RefCell};
use std::collections::BTreeSet;
use std::io::{Cursor, Read};
use zip::{CompressionMethod, ZipArchive};

const MIMETYPE: &str = "application/epub+zip";
/// No text may unpack to more, and all together not to eight times as much. Deflate packs a thousand
/// bytes into one, so that a small file can hold more than memory.
const LARGEST_TEXT: u64 = 64 << 20;
const ENTRIES: usize = 1 << 16;

pub(in crate::conformance) struct Archive<'b> {
    zip: RefCell<ZipArchive<Cursor<&'b [u8]>>>,
    pub names: BTreeSet<String>,
    /// How many entries there are; more than names where one is there twice.
    entries: usize,
    budget: Cell<u64>,
}

impl<'b> Archive<'b> {
    /// Errors: the bytes are no archive, or one with more entries than any book has.
    pub fn open(bytes: &'b [u8]) -> Result<Archive<'b>, String> {
        let opened = crate::conformance::guarded(|| ZipArchive::new(Cursor::new(bytes)))?;
        // What the library says is no word for those who read books.
        let zip =
            opened.map_err(|_| "it is cut off or damaged: it is no archive that can be read".to_owned())?;
        if zip.len() > ENTRIES {
            return Err("it has more entries than any book".into());
        }
        let names: BTreeSet<String> =
            zip.file_names().filter(|name| !name.ends_with('/')).map(str::to_owned).collect();
        let entries = zip.file_names().filter(|name| !name.ends_with('/')).count();
        Ok(Archive { zip: RefCell::new(zip), names, entries, budget: Cell::new(8 * LARGEST_TEXT) })
    }

    pub fn has(&self, name: &str) -> bool {
        self.names.contains(name)
    }

    /// An entry as text. Errors: it is not there, damaged, too large, or no UTF-8.
    pub fn text(&self, name: &str) -> Result<String, String> {
        let bytes = crate::conformance::guarded(|| self.unpack(name))??;
        String::from_utf8(bytes).map_err(|_| "it is not UTF-8".into())
    }

    fn unpack(&self, name: &str) -> Result<Vec<u8>, String> {
        let mut zip = self.zip.borrow_mut();
        let file = zip.by_name(name).map_err(|error| error.to_string())?;
        let (limit, mut bytes) = (self.budget.get().min(LARGEST_TEXT), Vec::new());
        // One byte more than may be there tells that there is more; the length that the entry states is
        // not believed.
        file.take(limit + 1).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
        let length = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.budget.set(self.budget.get().saturating_sub(length));
        if length > limit { Err("it unpacks to more than any text".into()) } else { Ok(bytes) }
    }

    /// The package document that the container names.
    pub fn package(&self) -> Result<String, String> {
        let text =
            self.text("META-INF/container.xml").map_err(|error| format!("it has no container: {error}"))?;
        let tree = super::parse(&text).map_err(|error| format!("its container is no XML: {error}"))?;
        let named = tree.descendants().find(|node| node.tag_name().name() == "rootfile");
        let path =
            named.and_then(|node| node.attribute("full-path")).ok_or("its container names no package")?;
        joined("", &decoded(path)).ok_or_else(|| "its container names a package outside".into())
    }

    pub fn criterion(&self) -> Criterion {
        let rule = "The first entry is the type of the file, stored as it is.";
        let mut finding = Finding::new("archive-mimetype", "EPUB 3.3, 4.3.3", rule);
        let fault = crate::conformance::guarded(|| self.mimetype_fault()).unwrap_or(Some("cannot be read"));
        finding.check(fault.is_none(), || format!("the entry mimetype {}", fault.unwrap_or_default()));
        let said = self.text("mimetype").unwrap_or_default();
        finding.check(said == MIMETYPE, || "the entry mimetype says something else".into());
        // Readers do not agree on which of two they take.
        finding.check(self.entries == self.names.len(), || "an entry is there twice".into());
        finding.close(count(self.names.len(), "entry", "entries"))
    }

    fn mimetype_fault(&self) -> Option<&'static str> {
        let mut zip = self.zip.borrow_mut();
        let Ok(first) = zip.by_index_raw(0) else { return Some("is not there") };
        match () {
            () if first.name() != "mimetype" || first.header_start() != 0 => Some("is not the first"),
            () if first.compression() != CompressionMethod::Stored => Some("is compressed"),
            () if first.extra_data().is_some_and(|extra| !extra.is_empty()) => Some("has an extra field"),
            () => None,
        }
    }
}
