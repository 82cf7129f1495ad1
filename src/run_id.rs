//! By what a file is known to be of the same run as another.

use crate::document::{Document, Timestamp};
use crate::resource::Resources;
use crate::settings::Settings;
use crate::source::Sources;
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use uuid::Uuid;

/// Settings that say where something lies, or how much may be taken from there. What lies there and was taken counts,
/// and not the folder or the bound.
const PLACES: &[&str] = &["cover-image", "text.outline", "limits", "fonts.files", "hyphenation-patterns"];

/// What both editions are made of.
pub struct Run<'r> {
    pub document: &'r Document,
    pub settings: &'r Settings,
    pub sources: &'r Sources,
    pub resources: &'r Resources,
    pub date: Timestamp,
}

impl Run<'_> {
    /// The name of a run, which both of its editions carry: the same for the same manuscript, settings and
    /// version, wherever the files lie, and another if anything of that has changed. There is no clock in it.
    pub fn id(&self) -> String {
        let mut digest = Parts(Sha256::new());
        digest.add(env!("CARGO_PKG_VERSION"));
        digest.add(self.date.iso());
        for (setting, said) in self.settings.in_force().filter(|(it, _)| !PLACES.contains(&it.name)) {
            digest.add(setting.name);
            said.values.iter().for_each(|value| digest.add(value));
        }
        // Texts that the book is made of, however their list came here.
        let mut read = BTreeSet::new();
        for section in self.document.walk() {
            let file = section.id.file;
            if let Some(source) = self.sources.get(file).filter(|_| read.insert(file)) {
                digest.add(&source.text);
            }
            digest.add([section.level]);
            digest.add(&section.title.plain);
            digest.add(section.number.as_ref().map_or_else(String::new, ToString::to_string));
        }
        self.resources.fonts.brought().for_each(|file| digest.add(file.content.bytes()));
        self.resources.images.iter().for_each(|(_, image)| digest.add(image.content.bytes()));
        let patterns = self.resources.hyphenation.patterns.iter();
        for (tag, patterns) in patterns {
            digest.add(tag);
            digest.add(patterns.content().bytes());
        }
        // By the rules of names from content (RFC 9562, 5.5), in the name space of the URNs of editions.
        let space = Uuid::new_v5(&Uuid::NAMESPACE_DNS, b"bifolio");
        format!("urn:uuid:{}", Uuid::new_v5(&space, &digest.0.finalize()))
    }
}

struct Parts(Sha256);

impl Parts {
    /// Adds a part, so that it cannot be taken for two.
    fn add(&mut self, part: impl AsRef<[u8]>) {
        self.0.update((part.as_ref().len() as u64).to_le_bytes());
        self.0.update(part);
    }
}
