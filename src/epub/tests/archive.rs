//! Whole books: structure of the archive, agreement between its files, any document at all.

use super::*;
use crate::document::{Chapter, Conformance, ImageRef};
use std::collections::BTreeSet;

/// Parses every XML file of a book and checks that whatever is referred to is there.
fn check(files: &BTreeMap<String, Vec<u8>>) {
    let mut ids: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut links = Vec::new();
    for (name, bytes) in files
        .iter()
        .filter(|(name, _)| name.ends_with("xhtml") || name.ends_with("ncx") || name.ends_with("opf"))
    {
        let text = String::from_utf8(bytes.clone()).expect("UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let parsed = roxmltree::Document::parse_with_options(&text, options)
            .unwrap_or_else(|error| panic!("{name}: {error}\n{text}"));
        let own = ids.entry(name.clone()).or_default();
        for node in parsed.descendants().filter(roxmltree::Node::is_element) {
            if let Some(id) = node.attribute("id") {
                assert!(own.insert(id.to_string()), "{name}: {id} twice");
            }
            links.extend(
                ["href", "src"]
                    .iter()
                    .filter_map(|key| node.attribute(*key))
                    .map(|link| (name.clone(), link.to_string())),
            );
        }
    }
    for (name, link) in links.iter().filter(|(_, link)| !link.contains(':')) {
        let (file, fragment) =
            link.split_once('#').map_or((link.as_str(), None), |(file, id)| (file, Some(id)));
        let target = if file.is_empty() { name.clone() } else { format!("OEBPS/{file}") };
        assert!(files.contains_key(&target), "{name} leads to {link}");
        if let Some(fragment) = fragment {
            assert!(ids[&target].contains(fragment), "{name} leads to {link}");
        }
    }
}

fn sample() -> (Vec<u8>, BTreeMap<String, Vec<u8>>) {
    let (document, marks, resources) = sample::book();
    let options = EpubOptions { date: Timestamp::default(), toc_depth: 0, run: "urn:example:run".into() };
    let book = export(&document, Some(&PageMap { marks }), &resources, &options).expect("made");
    let files = unzip(&book);
    (book, files)
}

#[test]
fn the_sample_is_sound() {
    let (book, files) = sample();
    check(&files);
    // For judges outside: BIFOLIO_SAMPLE names a file to keep the book in.
    if let Ok(path) = std::env::var("BIFOLIO_SAMPLE") {
        std::fs::write(path, &book).expect("written");
    }
    assert_eq!(&book[30..58], b"mimetypeapplication/epub+zip", "stored and first");
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "META-INF/container.xml",
        "OEBPS/chapter-001.xhtml",
        "OEBPS/chapter-002.xhtml",
        "OEBPS/chapter-003.xhtml",
        "OEBPS/chapter-004.xhtml",
        "OEBPS/content.opf",
        "OEBPS/cover.xhtml",
        "OEBPS/images/image-001.png",
        "OEBPS/images/image-002.png",
        "OEBPS/nav.xhtml",
        "OEBPS/style.css",
        "OEBPS/titlepage.xhtml",
        "OEBPS/toc.ncx",
        "mimetype",
    ];
    assert_eq!(names, expected);
}

#[test]
fn bytes_depend_on_the_arguments_alone() {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(1).build().expect("a pool");
    assert!(sample().0 == pool.install(sample).0);
}

#[test]
fn the_package_says_what_the_metadata_says() {
    let (_, files) = sample();
    let package = read(&files, "content.opf");
    for line in [
        "unique-identifier=\"book-id\" xml:lang=\"en-GB\"",
        "<dc:identifier id=\"book-id\">https://example.org/books/rope?edition=1&amp;x=2</dc:identifier>",
        "<dc:identifier id=\"isbn\">urn:isbn:9783161484100</dc:identifier>",
        "<dc:title id=\"title\">Rope &amp; Water &lt;or: The Quay&gt;</dc:title>",
        "<meta refines=\"#subtitle\" property=\"title-type\">subtitle</meta>",
        "<dc:creator id=\"creator-2\">Ben &amp; Sons</dc:creator>",
        "<meta refines=\"#creator-1\" property=\"file-as\">Example, Ada</meta>",
        "<dc:contributor id=\"creator-4\">Dan Elsewhere</dc:contributor>",
        "<meta refines=\"#creator-4\" property=\"role\" scheme=\"marc:relators\">trl</meta>",
        "<dc:date>2024-05-01</dc:date>",
        "<meta property=\"belongs-to-collection\" id=\"series\">Harbours &amp; Havens</meta>",
        "<meta refines=\"#series\" property=\"group-position\">2</meta>",
        "<meta property=\"dcterms:modified\">2000-01-01T00:00:00Z</meta>",
        "<meta property=\"pageBreakSource\">urn:uuid:",
        "<meta property=\"schema:accessibilityFeature\">alternativeText</meta>",
        "<meta property=\"schema:accessibilityFeature\">pageNavigation</meta>",
        "properties=\"cover-image\"",
        "<spine toc=\"ncx\" page-progression-direction=\"ltr\">",
    ] {
        assert!(package.contains(line), "{line}\n{package}");
    }
    assert!(!package.contains("nobody"), "not a role: {package}");
}

#[test]
fn claims_are_earned() {
    let chapter = || document(vec![section(0, 1, "a", "A", vec![paragraph(1, "b")])]);
    let package = read(&files(&chapter(), None, &Resources::default()), "content.opf");
    for absent in
        ["pageBreak", "pageNavigation", "visual", "alternativeText", "dc:date", "dc:creator", "cover"]
    {
        assert!(!package.contains(absent), "{absent}\n{package}");
    }
    assert!(!package.contains("conformsTo") && !package.contains("certifiedBy"), "{package}");
    let (mut book, _, resources) = sample::book();
    book.metadata.conforms_to = Conformance::parse("WCAG-2.1-AA");
    book.metadata.certified_by = Some("N. Example".into());
    let silent = ImageRef { path: "images/a picture.png".into(), alt: " ".into(), ..ImageRef::default() };
    let mut of = |image: &ImageRef| {
        book.sections[0].blocks.push(block(2, BlockKind::Image(image.clone())));
        let files = files(&book, None, &resources);
        book.sections[0].blocks.pop();
        (read(&files, "content.opf"), read(&files, "chapter-001.xhtml"))
    };
    let modes = |package: &str| {
        let rows = package.lines().filter(|line| line.contains("schema:accessModeSufficient"));
        rows.map(|row| row.split(['>', '<']).nth(2).unwrap_or_default().to_owned()).collect::<Vec<_>>()
    };
    let (package, _) = of(&silent);
    assert_eq!(modes(&package), ["textual,visual"], "{package}");
    assert!(!package.contains("alternativeText"), "{package}");
    let stated = "<meta property=\"dcterms:conformsTo\">EPUB Accessibility 1.1 - WCAG 2.1 Level AA</meta>";
    assert!(package.contains(stated), "{package}");
    assert!(package.contains("<meta property=\"a11y:certifiedBy\">N. Example</meta>"), "{package}");
    let (package, chapter) = of(&ImageRef { decorative: true, ..silent.clone() });
    assert_eq!(modes(&package), ["textual", "textual,visual"], "{package}");
    assert!(chapter.contains("alt=\"\" role=\"presentation\""), "{chapter}");
    // A book that holds nothing but decoration is read with the ears as well as with the eyes.
    let leaf = BlockKind::Image(ImageRef { decorative: true, ..silent });
    let leaf = document(vec![section(0, 1, "a", "A", vec![block(1, leaf)])]);
    let package = read(&files(&leaf, None, &resources), "content.opf");
    assert_eq!(modes(&package), ["textual"], "{package}");
    assert!(!package.contains(">visual<") && !package.contains("alternativeText"), "{package}");
    assert!(package.contains("with images that only decorate"), "{package}");
}

#[test]
fn ncx_counts_contents_and_pages_together() {
    let (_, files) = sample();
    let ncx = read(&files, "toc.ncx");
    let parsed = roxmltree::Document::parse(&ncx).expect("XML");
    let label = |node: &roxmltree::Node| {
        let text = node
            .descendants()
            .find(|node| node.has_tag_name(("http://www.daisy.org/z3986/2005/ncx/", "text")));
        text.and_then(|text| text.text()).unwrap_or_default().to_string()
    };
    let mut ordered: Vec<(usize, String)> = parsed
        .descendants()
        .filter_map(|node| Some((node.attribute("playOrder")?.parse().ok()?, label(&node))))
        .collect();
    ordered.sort();
    let orders: Vec<usize> = ordered.iter().map(|(order, _)| *order).collect();
    assert_eq!(orders, (1..=ordered.len()).collect::<Vec<_>>());
    let labels: Vec<&str> = ordered.iter().map(|(_, label)| label.as_str()).collect();
    assert_eq!(
        labels,
        [
            "Preface & Thanks",
            "iii",
            "iv",
            "1 The Harbour",
            "1",
            "2",
            "1.1 Knots",
            "3",
            "4",
            "1.1.1 Three bowlines",
            "5",
            "2 Water “deep” & <wide>",
            "6",
        ]
    );
    assert!(ncx.contains("<meta name=\"dtb:depth\" content=\"3\"/>"));
    assert!(ncx.contains("type=\"front\"") && ncx.contains("type=\"normal\" value=\"6\""));
}

#[test]
fn odd_documents_make_sound_books() {
    let blank = || section(0, 1, "a", " ", vec![]);
    let mut parts = document(vec![section(0, 1, "part", "Part", vec![paragraph(1, "x")])]);
    parts.sections[0].children.push(section(2, 2, "one", "", vec![]));
    parts.sections[0].children[0].children.push(section(3, 3, "deep", "Deep", vec![]));
    parts.split_level = 2;
    let mut titled = document(vec![blank()]);
    titled.metadata.title = Some(" \u{1}".into());
    titled.metadata.lang = Some("Klingon of the north".into());
    titled.metadata.identifier = Some(" ".into());
    titled.metadata.creators = vec![crate::document::Creator::author("")];
    titled.metadata.date = Some("Spring 2024".into());
    let mut deep = paragraph(200, "deep");
    for index in (100..200).rev() {
        deep = block(index, BlockKind::Quote(vec![deep]));
    }
    for document in [
        Document::default(),
        document(vec![blank()]),
        parts,
        titled,
        document(vec![section(0, 200, "a", "Very low", vec![deep])]),
    ] {
        // A mark in a block that is nowhere is left out of the lists too.
        let marks = vec![mark("1", 0, 7), mark("2", 999, 0)];
        let files = files(&document, Some(marks), &Resources::default());
        check(&files);
        assert!(!read(&files, "nav.xhtml").contains(">2<"));
        let chapters: Vec<Chapter> = document.chapters();
        assert_eq!(files.keys().filter(|name| name.contains("chapter-")).count(), chapters.len());
    }
}
