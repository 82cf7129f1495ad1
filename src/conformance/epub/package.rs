//! The package document: metadata, manifest and spine.

use super::EpubFile;
use super::archive::Archive;
use super::path::{is_remote, place};
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use crate::conformance::language::is_well_formed;
use roxmltree::{Document, Node};
use std::collections::{BTreeMap, BTreeSet};

const DC: &str = "http://purl.org/dc/elements/1.1/";

pub(in crate::conformance) struct Item {
    id: String,
    /// The entry of the archive.
    pub path: String,
    pub media_type: String,
    pub properties: Vec<String>,
}

pub(in crate::conformance) struct Package {
    path: String,
    version: String,
    pub items: Vec<Item>,
    spine: Vec<String>,
    /// Every property with its values; those of Dublin Core with `dc:` before the name.
    metadata: BTreeMap<String, Vec<String>>,
    /// The identifier that the package calls its own.
    pub identifier: Option<String>,
}

impl Package {
    /// Errors: the package document is not there, or is no XML.
    pub fn read(archive: &Archive) -> Result<Package, String> {
        let path = archive.package()?;
        let text = archive.text(&path).map_err(|error| format!("its package cannot be read: {error}"))?;
        let tree = super::parse(&text).map_err(|error| format!("its package is no XML: {error}"))?;
        Ok(Package::of(path, &tree))
    }

    fn of(path: String, tree: &Document) -> Package {
        let root = tree.root_element();
        let named =
            |name: &'static str| tree.descendants().filter(move |node| node.tag_name().name() == name);
        let value = |node: Node, name: &str| node.attribute(name).unwrap_or_default().to_owned();
        let items = named("item").map(|node| Item {
            id: value(node, "id"),
            path: place(&path, node.attribute("href").unwrap_or_default())
                .map(|place| place.path)
                .unwrap_or_default(),
            media_type: value(node, "media-type"),
            properties: value(node, "properties").split_whitespace().map(str::to_owned).collect(),
        });
        let unique = root.attribute("unique-identifier");
        let identifier = tree.descendants().find(|node| {
            node.has_tag_name((DC, "identifier")) && unique.is_some() && node.attribute("id") == unique
        });
        let identifier = identifier.map(|node| node.text().unwrap_or_default().trim().to_owned());
        Package {
            version: value(root, "version"),
            items: items.collect(),
            spine: named("itemref").map(|node| value(node, "idref")).collect(),
            metadata: metadata(tree),
            identifier,
            path,
        }
    }

    /// The values of a property, `schema:accessMode` or `dc:title`.
    pub fn values(&self, property: &str) -> &[String] {
        self.metadata.get(property).map_or(&[], Vec::as_slice)
    }

    /// The standards that the book claims.
    pub fn claims(&self) -> Vec<String> {
        let version = (self.version == "3.0").then(|| "EPUB 3".to_owned());
        version.into_iter().chain(self.values("dcterms:conformsTo").iter().cloned()).collect()
    }

    /// The pages in the order of the spine, each once.
    pub fn order(&self) -> Vec<&str> {
        let paths: BTreeMap<&str, &str> =
            self.items.iter().map(|it| (it.id.as_str(), it.path.as_str())).collect();
        let mut seen = BTreeSet::new();
        let pages = self.spine.iter().filter_map(|id| paths.get(id.as_str()).copied());
        pages.filter(|path| seen.insert(*path)).collect()
    }

    /// The navigation document.
    pub fn navigation(&self) -> Option<&Item> {
        self.items.iter().find(|item| item.properties.iter().any(|property| property == "nav"))
    }
}

fn metadata(tree: &Document) -> BTreeMap<String, Vec<String>> {
    let mut metadata: BTreeMap<String, Vec<String>> = BTreeMap::new();
    let holder = tree.descendants().find(|node| node.tag_name().name() == "metadata");
    for node in holder.into_iter().flat_map(|holder| holder.children()) {
        let property = match node.tag_name().namespace() {
            Some(DC) => Some(format!("dc:{}", node.tag_name().name())),
            _ => {
                // What refines another statement says nothing of the book itself.
                node.attribute("property").filter(|_| node.attribute("refines").is_none()).map(str::to_owned)
            }
        };
        let value = node.text().unwrap_or_default().trim();
        if let Some(property) = property.filter(|_| !value.is_empty()) {
            metadata.entry(property).or_default().push(value.to_owned());
        }
    }
    metadata
}

pub(super) fn criteria(book: &EpubFile) -> Vec<Criterion> {
    vec![identity(book), manifest(book), spine(book), properties(book)]
}

fn identity(book: &EpubFile) -> Criterion {
    let rule = "The package says title, language, identifier and when it was changed.";
    let mut finding = Finding::new("package-identity", "EPUB 3.3, 5.5.3", rule);
    let package = &book.package;
    for name in ["dc:title", "dc:language", "dc:identifier", "dcterms:modified"] {
        finding.check(!package.values(name).is_empty(), || format!("package: there is no {name}"));
    }
    for tag in package.values("dc:language") {
        finding.check(is_well_formed(tag), || format!("package: the language is {}", quoted(tag)));
    }
    finding.check(package.identifier.is_some(), || "package: unique-identifier leads nowhere".into());
    finding
        .check(package.version == "3.0", || format!("package: the version is {}", quoted(&package.version)));
    finding.close(package.values("dc:title").first().map_or_else(|| "no title".into(), |title| quoted(title)))
}

fn manifest(book: &EpubFile) -> Criterion {
    let rule = "The manifest lists every file of the book once, and only what is there.";
    let mut finding = Finding::new("manifest", "EPUB 3.3, 5.6", rule);
    let (mut ids, mut paths) = (BTreeSet::new(), BTreeSet::new());
    for item in &book.package.items {
        finding
            .check(book.archive.has(&item.path), || format!("manifest: {} is not there", quoted(&item.path)));
        let once = ids.insert(&item.id) && paths.insert(&item.path);
        finding.check(once, || format!("manifest: {} is listed twice", quoted(&item.path)));
    }
    // These make the container, and are no resources of the book.
    let apart =
        |name: &&String| *name == "mimetype" || name.starts_with("META-INF/") || **name == book.package.path;
    for name in book.archive.names.iter().filter(|name| !apart(name)) {
        finding.check(paths.contains(name), || format!("manifest: {} is not listed", quoted(name)));
    }
    let navigations =
        book.package.items.iter().filter(|item| item.properties.iter().any(|it| it == "nav")).count();
    finding.check(navigations == 1, || format!("manifest: {navigations} items are the navigation"));
    finding.close(count(book.package.items.len(), "item", "items"))
}

fn spine(book: &EpubFile) -> Criterion {
    let rule = "The spine names items of the manifest, each once, that are pages.";
    let mut finding = Finding::new("spine", "EPUB 3.3, 5.7", rule);
    let items: BTreeMap<&str, &Item> =
        book.package.items.iter().map(|item| (item.id.as_str(), item)).collect();
    let mut seen = BTreeSet::new();
    for name in &book.package.spine {
        let item = items.get(name.as_str());
        let page =
            item.is_some_and(|item| ["application/xhtml+xml", "image/svg+xml"].contains(&&*item.media_type));
        finding.check(page && seen.insert(name), || {
            format!("spine: {} is no page, or there twice", quoted(name))
        });
    }
    finding.check(!book.package.spine.is_empty(), || "spine: it is empty".into());
    finding.close(count(book.package.spine.len(), "page", "pages"))
}

/// What the manifest says that a page holds.
fn properties(book: &EpubFile) -> Criterion {
    let rule = "The manifest says of pages which hold formulas, drawings and scripts.";
    let mut finding = Finding::new("properties-earned", "EPUB 3.3, 5.6.2", rule);
    for chapter in &book.chapters {
        let Some(item) = book.package.items.iter().find(|item| item.path == chapter.path) else { continue };
        for (property, elements) in
            // Forms count as scripts (EPUB 3.3).
            [("mathml", &["math"][..]), ("svg", &["svg"]), ("scripted", &["script", "form"])]
        {
            let holds = chapter.elements().any(|node| elements.contains(&node.tag_name().name()));
            let says = item.properties.iter().any(|it| it == property);
            finding.check(holds == says, || {
                let word = if holds { "lacks" } else { "has without need" };
                format!("manifest: {} {word} {property}", quoted(&item.path))
            });
        }
    }
    finding.counted("property", "properties")
}

/// Whether an address of a resource leaves the book.
pub(super) fn leaves(address: &str) -> bool {
    is_remote(address) && !address.starts_with("data:")
}
