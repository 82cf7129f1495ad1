//! Bad, hostile and odd input: whatever it is, both editions come out and are sound, or one coded
//! error says why there are none.

#[path = "bad_input/law.rs"]
mod law;
#[path = "bad_input/offsets.rs"]
mod offsets;
#[path = "bad_input/vocabulary.rs"]
mod vocabulary;

use bifolio::conformance::{self, Evaluation, Outcome};
use bifolio::source::Memory;
use bifolio::{Edition, Exported, Project, export};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use std::collections::BTreeSet;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;
use std::process::{Command, Output};
use vocabulary::{VOCABULARY, manuscript};

/// Exports one file beside images, in both editions.
fn made(name: &str, text: &[u8], images: &[(&str, Vec<u8>)]) -> Exported {
    made_with(&[], name, text, images)
}

fn made_with(settings: &[(&str, &str)], name: &str, text: &[u8], images: &[(&str, Vec<u8>)]) -> Exported {
    let desk: Memory = images.iter().cloned().chain([(name, text.to_vec())]).collect();
    let settings = settings.iter().chain(&[("lang", "en")]);
    let project = Project {
        inputs: vec![name.into()],
        settings: settings.map(|&(key, value)| (key.into(), value.into())).collect(),
        editions: vec![Edition::Epub, Edition::Pdf],
        ..Project::default()
    };
    export(&project, &desk).expect("what is wrong with a manuscript is no error")
}

/// What was said, as `line:column code`, and the text of the EPUB's first chapter. Both editions
/// are opened on the way, and judged: what the manuscript lacks is said, and nothing else is wrong.
fn judged(exported: &Exported) -> (Vec<String>, String) {
    let said = exported.diagnostics.iter().map(|diagnostic| {
        let source = exported.sources.get(diagnostic.span.file);
        let place = source.map(|source| source.line_column(diagnostic.span.start));
        let place = place.map_or_else(|| "-".into(), |place| format!("{}:{}", place.line, place.column));
        format!("{place} {}", diagnostic.code)
    });
    let [epub, pdf] = exported.books.as_slice() else { panic!("both editions come out") };
    let said: Vec<String> = said.collect();
    assert_sound(conformance::epub(&epub.bytes).expect("it can be read"), &said);
    assert_sound(conformance::pdf(&pdf.bytes).expect("it can be read"), &said);
    let pdf = lopdf::Document::load_mem(&pdf.bytes).expect("lopdf reads the PDF");
    assert!(!pdf.get_pages().is_empty());
    (said, first_chapter(&epub.bytes))
}

/// The same of editions that are judged against each other as well, as far as they can be.
fn judged_together(exported: &Exported) {
    let (said, chapter) = judged(exported);
    // A chapter without a word stands on no page that is listed.
    if chapter.trim().is_empty() {
        return;
    }
    let [epub, pdf] = exported.books.as_slice() else { panic!("both editions come out") };
    let mut parity = conformance::verify(&epub.bytes, &pdf.bytes).expect("both can be read").parity;
    // An anchor within a paragraph is where that begins in the PDF, which may be a page earlier.
    parity.criteria.retain(|criterion| criterion.id != "same-anchors");
    assert_sound(parity, &said);
}

fn assert_sound(evaluation: Evaluation, said: &[String]) {
    // The rules on words for images, which no program can write.
    let lacks_words = said.iter().any(|said| said.ends_with("missing-alt"));
    for criterion in evaluation.criteria {
        let excused = lacks_words && WORDS_FOR_IMAGES.contains(&criterion.id);
        assert!(criterion.outcome != Outcome::NotMet || excused, "{criterion:#?} although {said:?}");
    }
}

const WORDS_FOR_IMAGES: [&str; 2] = ["figures-described", "images-described"];

/// The text of the first chapter. Every file of the EPUB is well-formed XML on the way, its ids
/// are unique, and all that it links to within the book is there.
fn first_chapter(epub: &[u8]) -> String {
    let mut archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an EPUB is a ZIP file");
    let (mut places, mut links, mut chapter) = (BTreeSet::new(), Vec::new(), String::new());
    for index in 0..archive.len() {
        let mut entry = archive.by_index(index).expect("an entry can be read");
        let name = entry.name().trim_start_matches("OEBPS/").to_owned();
        places.insert(name.clone());
        if ![".xhtml", ".opf", ".ncx", ".xml"].iter().any(|ending| name.ends_with(ending)) {
            continue;
        }
        let mut text = String::new();
        entry.read_to_string(&mut text).expect("it is UTF-8");
        let options = roxmltree::ParsingOptions { allow_dtd: true, ..Default::default() };
        let parsed = roxmltree::Document::parse_with_options(&text, options);
        let document = parsed.unwrap_or_else(|error| panic!("{name} is not well-formed: {error}"));
        for node in document.descendants() {
            if let Some(id) = node.attribute("id") {
                assert!(places.insert(format!("{name}#{id}")), "{name} has two of {id}");
            }
            links.extend(
                ["href", "src"].into_iter().filter_map(|key| node.attribute(key)).map(|link| {
                    if link.starts_with('#') { format!("{name}{link}") } else { link.to_owned() }
                }),
            );
        }
        if name == "chapter-001.xhtml" {
            let body = document.descendants().find(|node| node.tag_name().name() == "body");
            let texts = body.into_iter().flat_map(|body| body.descendants());
            chapter = texts.filter(|node| node.is_text()).filter_map(|node| node.text()).collect();
        }
    }
    let inside =
        links.iter().filter(|link| !link.split(['#', '/']).next().is_some_and(|start| start.contains(':')));
    inside.for_each(|link| assert!(places.contains(link), "{link} is not there"));
    chapter.split_whitespace().collect::<Vec<_>>().join(" ")
}

#[test]
fn odd_text_is_read_as_it_is_meant() {
    let utf16: Vec<u8> = "\u{FEFF}Grüße".encode_utf16().flat_map(u16::to_le_bytes).collect();
    let cases: [(&str, &[u8], &str, &[&str]); 14] = [
        ("book.md", &utf16, "Grüße", &[]),
        ("book.txt", &utf16, "Grüße", &["1:1 outline-guessed"]),
        // Lines end in carriage returns, and are counted.
        ("book.md", b"one\r\rtwo\r\r![x](no.png)\r", "one two x", &["5:1 missing-image"]),
        ("book.md", "a\u{2028}b\u{2029}c\u{85}d `e\u{2028}f`".as_bytes(), "a b c d e f", &[]),
        ("book.txt", "a\u{2028}b\u{2029}c\u{85}d".as_bytes(), "a b c d", &["1:1 outline-guessed"]),
        ("book.md", "a\u{7F}b\u{90}c".as_bytes(), "abc", &["1:2 control-character"]),
        ("book.txt", "a\u{7F}b\u{90}c".as_bytes(), "abc", &["1:1 outline-guessed", "1:2 control-character"]),
        ("book.md", b"&#0; &#xD800; &#xFFFF; &#8;", "\u{FFFD} \u{FFFD}", &["1:15 control-character"]),
        // The image has no glyph, and needs none.
        ("book.md", b"a ![x](no.png) b", "a x b", &["1:3 missing-image"]),
        ("book.md", b"---\nlang: Englich\n---\nx", "x", &["2:7 bad-setting"]),
        ("book.md", b"---\nlang: en_US\n---\nx", "x", &[]),
        ("book.md", b"---\na: &a\n- *a\n---\nx", "x", &["2:4 unknown-setting"]),
        (
            "book.md",
            b"[a](http://a@b@c/) [b](http://x..y/)",
            "a b",
            &["1:1 dangling-link", "1:20 dangling-link"],
        ),
        ("book.md", "# \u{200B}\n\n- \u{AD}\n\n\u{A0}\n".as_bytes(), "\u{AD}", &[]),
    ];
    for (name, text, words, said) in cases {
        let (complaints, chapter) = judged(&made(name, text, &[]));
        assert_eq!((chapter.as_str(), complaints), (words, said.iter().map(|&s| s.into()).collect()));
    }
}

#[test]
fn what_unfolds_without_end_is_refused() {
    let aliases =
        "---\na: &a ".to_owned() + &"x".repeat(1000) + "\nauthor:\n" + &"- *a\n".repeat(1000) + "---\nx";
    let level = |level: usize| format!("{level}: &l{level}\n{}", format!("- *l{}\n", level - 1).repeat(10));
    let laughs = "0: &l0 ha\n".to_owned() + &(1..10).map(level).collect::<String>();
    let cases =
        [("aliases", aliases, "front-matter"), ("laughs", format!("---\n{laughs}---\nx"), "front-matter")];
    for (name, text, code) in cases {
        let (said, _) = judged(&made("book.md", text.as_bytes(), &[]));
        assert!(said.iter().any(|said| said.ends_with(code)), "{name}: {said:?}");
    }
}

/// Each is longer than any book has reason for; all of them end, in little memory.
#[test]
fn long_and_deep_input_ends() {
    let cases = [
        ("a word", "abcdefghi-".repeat(20_000)),
        ("a word of many styles", "a*b*`c`_d_é".repeat(3_000)),
        ("accents without end", "a".to_owned() + &"\u{301}".repeat(30_000)),
        ("families without end", "\u{1F469}\u{200D}".repeat(5_000)),
        ("a line of tabs", "\t".repeat(60_000) + "x"),
        ("a line of code", format!("```\n{}\n```", "x".repeat(200_000))),
        ("links in a paragraph", "[a](http://b.example/) ".repeat(4_000)),
        ("notes in a paragraph", "x[^1]".repeat(4_000) + "\n\n[^1]: y"),
        ("quotes", "> ".repeat(10_000) + "x"),
        ("lists", "- ".repeat(10_000) + "x"),
        ("emphasis", "*a ".repeat(5_000) + &" a*".repeat(5_000)),
        ("brackets", "[".repeat(20_000)),
        ("headings", "# H\n\n".repeat(500)),
        ("a heading", "# ".to_owned() + &"word ".repeat(2_000)),
        ("cells that reach down", "<table>".to_owned() + &"<tr><td rowspan=0>x".repeat(1_500)),
        ("cells that span all", "<table>".to_owned() + &"<tr><td colspan=1000>x<td>y".repeat(500)),
        ("a comb", format!("<table><tr>{}{}", "<td rowspan=0>x<td>y".repeat(50), "<tr><td>z".repeat(300))),
        ("a row of cells", "<table><tr>".to_owned() + &"<td>x".repeat(1_200)),
        ("tables in tables", "<table><tr><td>x".repeat(150)),
        ("missing images", "![a](b.png)\n\n".repeat(500)),
    ];
    for (name, text) in cases {
        let letters = |text: &str| text.chars().filter(|c| c.is_ascii_lowercase()).count();
        let (_, chapter) = judged(&made("book.md", text.as_bytes(), &[]));
        assert!(
            letters(&chapter) > 0 || ["brackets", "headings", "families without end"].contains(&name),
            "{name}"
        );
    }
}

/// A PNG with a part of it changed.
fn png(change: impl Fn(&mut Vec<u8>)) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let noise = |x: u32, y: u32| image::Rgb([(x * 37) as u8, (y * 91) as u8, (x * y) as u8]);
    let picture = image::RgbImage::from_fn(40, 40, noise);
    picture.write_to(&mut bytes, image::ImageFormat::Png).expect("written to memory");
    let mut bytes = bytes.into_inner();
    change(&mut bytes);
    bytes
}

#[test]
fn an_image_that_one_edition_cannot_show_is_shown_by_none() {
    let jpeg = |marker: u8, end: &[u8]| {
        let mut bytes = b"\xFF\xD8\xFF\x00\x00\x0B\x08\x00\x10\x00\x10\x01\x01\x11\x00".to_vec();
        bytes[3] = marker;
        bytes.extend(end);
        bytes
    };
    let scan: &[u8] = b"\xFF\xDA\x00\x08\x01\x01\x00\x00\x3F\x00\x12\x34\xFF\xD9";
    let cases = [
        ("a sound one", png(|_| {}), true),
        ("appended data", png(|bytes| bytes.extend(b"more")), true),
        ("broken samples", png(|bytes| bytes[60] ^= 0x55), false),
        ("a wider header", png(|bytes| bytes[19] = 41), false),
        ("no end", png(|bytes| bytes.truncate(200)), false),
        ("nothing", Vec::new(), false),
        ("baseline", jpeg(0xC0, scan), true),
        ("no scan", jpeg(0xC0, b"\xFF\xD9"), false),
        ("lossless", jpeg(0xC3, scan), false),
        ("arithmetic", jpeg(0xC9, scan), false),
        ("an open drawing", b"<svg xmlns='http://www.w3.org/2000/svg'><g></svg>".to_vec(), false),
        ("a drawing of itself", b"<svg><g id='a'><use href='#a'/></g></svg>".to_vec(), false),
    ];
    for (name, bytes, shown) in cases {
        let exported = made("book.md", b"![words](a.png)", &[("a.png", bytes)]);
        let (said, chapter) = judged(&exported);
        let expected: (&[&str], &str) = if shown { (&[], "") } else { (&["1:1 unreadable-image"], "words") };
        assert_eq!(
            (said, chapter.as_str()),
            (expected.0.iter().map(|&s| s.into()).collect(), expected.1),
            "{name}"
        );
        let pdf = lopdf::Document::load_mem(exported.book(Edition::Pdf).expect("a PDF"))
            .expect("lopdf reads the PDF");
        let image = |object: &lopdf::Object| {
            let dict = object.as_stream().map(|stream| &stream.dict);
            dict.and_then(|dict| dict.get(b"Subtype"))
                .is_ok_and(|kind| kind.as_name().is_ok_and(|name| name == b"Image"))
        };
        assert_eq!(pdf.objects.values().any(image), shown, "{name}");
    }
}

/// One odd drawing never ends a run: it is left out of both editions, and its words stand in.
#[test]
fn an_odd_drawing_gives_way_to_its_words() {
    let deep = format!(
        "width='9' height='9'><clipPath id='c'><path d='M0 0h9v9'/></clipPath>{}<path d='M0 0h9v3'/>{}",
        "<g clip-path='url(#c)'>".repeat(40),
        "</g>".repeat(40)
    );
    let odd = [
        "viewBox='0 0 1e38 1e38'><rect width='9' height='9'/>",
        "viewBox='0 0 1e-30 1e-30'><rect width='9' height='9'/>",
        "viewBox='0 0 1e-12 1e-12'><rect width='9' height='9'/>",
        "width='1e20' height='5'><rect width='9' height='9'/>",
        "width='0' height='5'><rect width='9' height='9'/>",
        "width='-9' height='5'><rect width='9' height='9'/>",
        "width='9' height='9'><path d='M-1e20 0 L1e20 9' stroke='red'/>",
        "width='9' height='9'><g transform='scale(1e30)'><rect width='9' height='9'/></g>",
        "width='9' height='9'><g opacity='.5' transform='scale(1e38)'><rect width='1e30' height='9'/></g>",
        deep.as_str(),
    ];
    // A box stands for the character in print, and all else is shown.
    let without_glyph = [
        "viewBox='0 0 99 20'><text y='15'>a 中</text>",
        "viewBox='0 0 99 20'><text y='15' font-family='monospace' opacity='.5'>a <tspan>中</tspan></text>",
        "viewBox='0 0 99 20'><pattern id='p' width='1' height='1'><text y='9'>中</text></pattern><path fill='url(#p)' d='M0 0h9v9'/>",
        "viewBox='0 0 99 20'><pattern id='p' width='1' height='1'><text y='9'>中</text></pattern><text y='9' fill='url(#p)'>a</text>",
        "viewBox='0 0 99 20'><mask id='m'><text y='9'>中</text></mask><path mask='url(#m)' d='M0 0h9v9'/>",
        "viewBox='0 0 99 20'><clipPath id='c'><text y='9'>中</text></clipPath><path clip-path='url(#c)' d='M0 0h9v9'/>",
        "viewBox='0 0 99 20'><marker id='k' overflow='visible'><text y='2'>中</text></marker><path marker-start='url(#k)' d='M0 9h9'/>",
    ];
    // These may be drawn; whatever they are, nothing is broken by them.
    let curious = [
        "viewBox='0 0 0 9'><rect width='9' height='9'/>",
        "width='NaN' height='inf'><rect width='9' height='9'/>",
        "width='1e-30' height='1e-30'><rect width='9' height='9'/>",
        "width='9' height='9' viewBox='NaN 0 9 9'><rect width='9' height='9'/>",
        "width='9' height='9' viewBox='1e30 1e30 1e-30 1e-30'><rect width='9' height='9'/>",
        "width='9' height='9'><text font-size='1e30' y='9'>a</text>",
        "width='9' height='9'><text font-size='0' y='9'>a</text>",
        "width='9' height='9'><text transform='scale(0)' y='9'>a</text>",
        "width='9' height='9'><image width='9' height='9' href='data:image/png;base64,AAAA'/>",
        "width='9' height='9'><pattern id='p' width='1e-9' height='1e-9'><path d='M0 0h9'/></pattern><path fill='url(#p)' d='M0 0h9v9'/>",
        "width='9' height='9'><mask id='m' width='1e30' height='0'/><rect mask='url(#m)' width='9' height='9'/>",
        "width='9' height='9'><rect width='9' height='9' transform='matrix(1e20 1e20 1e20 1e20 0 0)' opacity='.5'/>",
    ];
    let drawing = |inner: &str| format!("<svg xmlns='http://www.w3.org/2000/svg' {inner}</svg>").into_bytes();
    for inner in without_glyph {
        let text = b"# T\n\nSee ![first](a.svg) and ![second](a.svg).\n";
        let (said, chapter) = judged(&made("book.md", text, &[("a.svg", drawing(inner))]));
        assert_eq!(said, ["3:5 missing-glyph"], "{inner}");
        assert!(!chapter.contains("first"), "{inner}: {chapter}");
    }
    for (inner, is_shown) in
        odd.iter().map(|odd| (odd, Some(false))).chain(curious.iter().map(|curious| (curious, None)))
    {
        let text = b"# T\n\nSee ![first](a.svg) and ![second](a.svg).\n";
        let exported = made("book.md", text, &[("a.svg", drawing(inner))]);
        let (said, chapter) = judged(&exported);
        let shown = !said.iter().any(|said| said.starts_with("3:25"));
        assert!(is_shown.is_none_or(|expected| expected == shown), "{inner}: {said:?}");
        if !shown {
            assert_eq!(said, ["3:5 unreadable-image", "3:25 unreadable-image"], "{inner}");
            assert!(chapter.contains("See first and second."), "{inner}: {chapter}");
        }
    }
}

/// What cannot be shown of a drawing is said once; the rest of it is shown at every place.
#[test]
fn a_drawing_without_a_part_of_it_is_shown() {
    let cases = [
        ("<rect filter='url(#f)' width='9' height='9'/>", "its filters"),
        (
            "<image href='dot.png' width='9' height='9'/>",
            "the picture `dot.png`, which is not read from within it",
        ),
        (
            "<image width='1e30' height='9' href='data:image/svg+xml;base64,AAAA'/>",
            "a picture within it that cannot be used: it is neither PNG, JPEG, GIF, WebP nor SVG",
        ),
    ];
    for (inner, part) in cases {
        let drawing = format!("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'>{inner}</svg>");
        let text = b"# T\n\nSee ![first](a.svg) and ![second](a.svg).\n";
        let exported = made("book.md", text, &[("a.svg", drawing.into_bytes())]);
        let (said, chapter) = judged(&exported);
        assert_eq!(said, ["3:5 unreadable-image"], "{inner}");
        assert!(!chapter.contains("first"), "{inner}: {chapter}");
        let messages: Vec<_> = exported.diagnostics.iter().map(|found| found.message.as_str()).collect();
        assert!(
            messages.iter().any(|said| said.ends_with(&format!("is shown without {part}"))),
            "{messages:?}"
        );
    }
}

/// What no face holds is said once a script.
#[test]
fn what_no_face_holds_is_said_once() {
    let text = "# One\n\nA \u{1EC71} here.\n\n# Two\n\nNothing.\n\n\
                Und 為了繼續變革 and 為了 \u{1EC71}.\n\n`\u{1EC72}` &#x10330;\n\n```\n變\n```\n";
    let exported = made("book.md", text.as_bytes(), &[]);
    let (said, _) = judged(&exported);
    let missing: Vec<_> = said.iter().filter(|said| said.ends_with("missing-glyph")).collect();
    assert_eq!(missing, ["3:3 missing-glyph", "9:5 missing-glyph", "11:1 missing-glyph"]);
    let messages: Vec<_> = exported.diagnostics.iter().map(|found| found.message.as_str()).collect();
    for expected in [
        "no available face has glyphs for 2 signs (\u{1EC71}, \u{1EC72}); 3 boxes are printed instead",
        "no available face has glyphs for 6 characters of the script Han (為, 了, 繼, 續, 變, 革); 9 boxes are printed instead",
        "no available face has a glyph for U+10330; a box is printed instead",
    ] {
        assert!(messages.contains(&expected), "{expected}: {messages:#?}");
    }
}

/// Runs the program in a folder. Arguments are split at spaces.
fn run(folder: &Path, arguments: &str) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bifolio"));
    command.args(arguments.split(' ')).current_dir(folder).env_remove("SOURCE_DATE_EPOCH");
    command.output().expect("the program runs")
}

#[test]
fn outputs_that_cannot_be_meant_leave_all_as_it_was() {
    let cases = [
        ("book.pdf -o book.pdf", 1, "cannot write `book.pdf`: it is an input"),
        ("book.pdf -o d/../book.pdf", 1, "it is an input"),
        (
            "book.pdf -o no/such/book.epub",
            1,
            "cannot write `no/such/book.epub`: there is no folder `no/such`",
        ),
        ("book.pdf -o book.pdf/b.epub", 1, "Not a directory"),
        ("book.pdf -o a.epub -o ./a.epub -o a.epub", 0, "wrote a.epub ("),
        ("book.pdf -o . -o x.epub --set title=x", 0, "wrote ./x.epub"),
        ("book.pdf -t pdf -o -", 0, "wrote standard output ("),
        ("book.pdf -o a.epub --set title= --set author= --set cover-image=", 0, "wrote a.epub"),
        ("large.md -o a.epub", 4, "larger than 512 MiB"),
    ];
    for (arguments, code, message) in cases {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("book.pdf"), "# A\n\nx\n").expect("a file can be written");
        fs::create_dir(folder.path().join("d")).expect("a folder can be made");
        let large = fs::File::create(folder.path().join("large.md")).expect("a file can be made");
        large.set_len(1 << 30).expect("a file can be empty and large");
        let output = run(folder.path(), arguments);
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        assert_eq!(output.status.code(), Some(code), "{arguments}: {said}");
        assert!(said.contains(message) && !said.contains(".bifolio-"), "{arguments}: {said}");
        assert_eq!(
            said.matches("a.epub (").count(),
            usize::from(message == "wrote a.epub (" || message == "wrote a.epub"),
            "{said}"
        );
        assert_eq!(fs::read(folder.path().join("book.pdf")).expect("it is there"), b"# A\n\nx\n");
    }
}

#[cfg(unix)]
#[test]
fn links_lead_neither_in_rings_nor_out_of_the_book() {
    use std::os::unix::fs::symlink;
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |path: &str| folder.path().join(path);
    for path in ["book/part", "secret/deep", "mdbook/src", "lent/src"] {
        fs::create_dir_all(at(path)).expect("a folder can be made");
    }
    let picture = png(|_| {});
    let text = "# A\n\n![x](in.png) ![y](out.png) ![z](away/p.png)\n";
    for (path, bytes) in [
        ("book/a.md", text.as_bytes()),
        ("book/part/b.md", b"# B\n\nfound\n"),
        ("book/p.png", &picture),
        ("secret/p.png", &picture),
        ("secret/s.md", b"# canary\n"),
        ("secret/book.toml", b"[book]\ntitle = \"canary\"\n"),
        ("mdbook/book.toml", b"[book]\nlanguage = \"en\"\n"),
        ("mdbook/src/SUMMARY.md", b"- [A](a.md)\n- [S](s.md)\n"),
        ("mdbook/src/a.md", b"# A\n\n{{#include ../../secret/s.md}}\n{{#include s.md}}\n{{#include p.md}}\n"),
        ("mdbook/src/p.md", b"taken in\n"),
        ("lent/src/SUMMARY.md", b"- [A](a.md)\n"),
        ("lent/src/a.md", b"# A\n"),
    ] {
        fs::write(at(path), bytes).expect("a file can be written");
    }
    for (from, to) in [
        ("book/ring", "."),
        ("book/ring2", "../book"),
        ("book/part/up", ".."),
        ("book/again", "part"),
        ("book/in.png", "p.png"),
        ("book/out.png", "../secret/p.png"),
        ("book/away", "../secret"),
        ("book/s.md", "../secret/s.md"),
        ("mdbook/src/s.md", "../../secret/s.md"),
        ("lent/book.toml", "../secret/book.toml"),
    ] {
        symlink(to, at(from)).expect("a link can be made");
    }
    let output = run(folder.path(), "book -o b.epub --format short --set lang=en");
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    let expected = "\
book/a.md:3:14: warning[missing-image]: the image `book/out.png` lies outside the book's folder and is not read
book/a.md:3:28: warning[missing-image]: the image `book/away/p.png` lies outside the book's folder and is not read
bifolio: warning[outside-link]: the link `book/away` leads outside the book's folder and is not followed
bifolio: warning[outside-link]: the link `book/s.md` leads outside the book's folder and is not followed
";
    assert!(said.starts_with(expected), "{said}");
    let epub = fs::read(at("b.epub")).expect("it is written");
    let archive = zip::ZipArchive::new(Cursor::new(epub)).expect("an EPUB is a ZIP file");
    let chapters = archive.file_names().filter(|name| name.contains("chapter-")).count();
    assert_eq!(chapters, 3, "each file is read once, and the folder of one is a part");

    let said = |arguments: &str| {
        let output = run(folder.path(), arguments);
        String::from_utf8_lossy(&output.stderr).into_owned()
    };
    let outside = "\
mdbook/src/SUMMARY.md:2:3: warning[missing-chapter]: cannot read the chapter `s.md`: it lies outside the book's folder
mdbook/src/a.md:3:1: warning[missing-include]: cannot include `../../secret/s.md`: it lies outside the book's folder
mdbook/src/a.md:4:1: warning[missing-include]: cannot include `s.md`: it lies outside the book's folder
";
    let closed = said("check ./mdbook --format short");
    assert!(closed.starts_with(outside), "{closed}");
    let lent = said("check ./lent --format short");
    assert!(lent.contains("cannot read `./lent/book.toml`: it lies outside the book's folder"), "{lent}");
    let opened = said("check ./mdbook --format short --root secret");
    assert!(!opened.contains("missing-include"), "{opened}");
    let absolute = at("secret");
    let opened = said(&format!("check book/a.md --format short --set lang=en --root {}", absolute.display()));
    assert!(!opened.contains("missing-image"), "{opened}");
}

/// What a manuscript names on the web, by every means that one has.
const FETCHING: &str = "\
---
title: A
lang: en
cover-image: https://example.org/cover.png
---

# A

![a](https://example.org/a.png) <img src=\"//example.org/b.png\"> ![c](file:///etc/passwd)

![d](d.svg) <link rel=\"stylesheet\" href=\"https://example.org/x.css\">

<video src=\"https://example.org/v.mp4\"></video><iframe src=\"https://example.org/\"></iframe>

{{#include https://example.org/e.md}}
";

/// The system's own account of a run: it opens no connection and starts no program but itself.
#[cfg(target_os = "linux")]
#[test]
fn nothing_is_fetched_and_no_program_is_run() {
    let folder = tempfile::tempdir().expect("a temporary folder");
    let at = |path: &str| folder.path().join(path);
    let drawing = "<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><style>@import url(https://example.org/x.css);\
                   @font-face{font-family:X;src:url(https://example.org/x.woff2)}</style><image href='https://example.org/p.png'/></svg>";
    for (path, text) in [
        (
            "book/book.toml",
            "[book]\ntitle = \"A\"\n[output.html]\n[preprocessor.x]\ncommand = \"touch canary\"\n",
        ),
        ("book/src/SUMMARY.md", "- [A](a.md)\n"),
        ("book/src/a.md", FETCHING),
        ("book/src/d.svg", drawing),
    ] {
        fs::create_dir_all(at(path).parent().expect("a folder")).expect("a folder can be made");
        fs::write(at(path), text).expect("a file can be written");
    }
    let traced = Command::new("strace")
        .args(["-f", "-qq", "-e", "trace=network,execve,execveat", "-o", "trace.txt"])
        .args([env!("CARGO_BIN_EXE_bifolio"), "./book", "-o", "b.epub", "-o", "b.pdf"])
        .current_dir(folder.path())
        .output();
    let Ok(traced) = traced else { return eprintln!("skipped: strace is not at hand") };
    let trace = fs::read_to_string(at("trace.txt")).unwrap_or_default();
    if !trace.contains("execve(") {
        return eprintln!("skipped: strace may not trace here: {}", String::from_utf8_lossy(&traced.stderr));
    }
    assert!(at("b.epub").exists() && at("b.pdf").exists());
    let calls =
        |names: &[&str]| trace.lines().filter(|line| names.iter().any(|name| line.contains(name))).count();
    // Its own signals come by a pair of sockets that leads nowhere else.
    assert_eq!(calls(&[" socket(", "connect(", "sendto(", "bind("]), 0, "{trace}");
    assert_eq!(calls(&["execve(", "execveat("]), 1, "{trace}");
    assert!(!at("canary").exists() && !at("book/canary").exists());
}

/// Bits of Markdown, whole and broken, of which the worst is made by putting them together.
const FRAGMENTS: &[&str] = &[
    "word",
    " ",
    "\n",
    "\n\n",
    "\n    ",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n999999999. ",
    "# ",
    "\n# ",
    "\n###### ",
    "\n===\n",
    "\n---\n",
    "*",
    "**",
    "_",
    "`",
    "```",
    "\n```\n",
    "\n```verse\n",
    "~~~",
    "[",
    "]",
    "(",
    ")",
    "[a](#a)",
    "[b](b.md \"t\")",
    "![",
    "![i](no.png)",
    "![i](p.png)",
    "[^1]",
    "\n[^1]: ",
    "[^1]: n\n\n",
    "<b>",
    "</b>",
    "<!--",
    "-->",
    "<br>",
    "<div>\n",
    "<table>\n",
    "</table>\n",
    "<thead>",
    "<tfoot><tr>",
    "<tr>",
    "<td>",
    "</td>",
    "<th colspan=2>",
    "<td rowspan=0>",
    "<th rowspan=3 colspan=9>",
    "<caption>",
    "&amp;",
    "&#0;",
    "&",
    "<",
    ">",
    "\"",
    "'",
    "--",
    "...",
    "{#a}",
    " {#a .b}\n",
    "\n| a | b |\n|---|---|\n| c | d |\n",
    "|",
    "\\",
    "\\\n",
    "  \n",
    "\t",
    "\r",
    "\r\n",
    "\0",
    "\u{1}",
    "\u{7F}",
    "\u{85}",
    "\u{A0}",
    "\u{AD}",
    "\u{200B}",
    "\u{200D}",
    "\u{202E}",
    "\u{2028}",
    "\u{301}",
    "\u{FEFF}",
    "\u{FFFC}",
    "\u{FFFD}",
    "\u{FFFF}",
    "\u{E000}",
    "é",
    "ﬁ",
    "שלום",
    "مرحبا",
    "吾輩",
    "👩‍👩‍👧",
    "🇦🇹",
    "—",
    "…",
    "http://x.example/",
    "<http://x.example>",
    "javascript:x",
    "---\ntitle: T\n---\n",
    "---\n",
    "title: [\n",
    "supercalifragilisticexpialidocious",
    "Chapter 1\n\n",
    "CONTENTS\n\n",
    "    ",
    "\u{3000}",
    "1.2 Scope\n\n",
    "Author: X\n",
];

const SETTINGS: &[&[(&str, &str)]] = &[
    &[],
    &[("pdf.trim", "a6"), ("pdf.size", "24pt")],
    &[("pdf.trim", "72x72pt"), ("pdf.margins", "0pt"), ("pdf.size", "4pt"), ("split-level", "3")],
    &[("number-sections", "true"), ("pdf.openers", "recto"), ("toc-depth", "0")],
    &[("pdf.standard", "ua-2,a-4"), ("lists", "figures,tables,listings")],
    &[("pdf.openers", "none"), ("pdf.font", "mono"), ("typography", "no"), ("split-level", "6")],
];

/// So many cases, the same at every run: what two editions of a mixture have in common is judged by rules that are
/// known not to hold of every one (`tests/fuzz/README.md` has those that are left), so that chance would decide
/// whether a change is taken. `PROPTEST_RNG_SEED=N` tries others.
fn chosen(cases: u32) -> ProptestConfig {
    let config = ProptestConfig::default();
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(1),
        chosen => chosen,
    };
    ProptestConfig { cases, rng_seed, ..config }
}

proptest! {
    #![proptest_config(chosen(256))]

    #[test]
    fn any_mixture_makes_sound_books(
        fragments in prop::collection::vec(prop::sample::select(FRAGMENTS), 0..60),
        settings in prop::sample::select(SETTINGS),
        plain in any::<bool>(),
    ) {
        let name = if plain { "book.txt" } else { "book.md" };
        let text = fragments.concat();
        judged_together(&made_with(settings, name, text.as_bytes(), &[("p.png", png(|_| {}))]));
    }

    #[test]
    fn any_bytes_make_sound_books(bytes in prop::collection::vec(any::<u8>(), 0..400), plain in any::<bool>()) {
        judged_together(&made(if plain { "book.txt" } else { "book.md" }, &bytes, &[]));
    }
}

/// What `make` gives where so many threads work.
fn on_threads<T: Send>(threads: usize, make: impl FnOnce() -> T + Send) -> T {
    rayon::ThreadPoolBuilder::new().num_threads(threads).build().expect("a pool").install(make)
}

proptest! {
    #![proptest_config(chosen(100))]

    /// Books of the whole vocabulary are sound, have the same content, and are the same whoever makes them.
    #[test]
    fn any_words_make_the_same_sound_books_on_any_number_of_threads(
        fragments in prop::collection::vec(prop::sample::select(VOCABULARY), 1..40),
        settings in prop::sample::select(SETTINGS),
    ) {
        let (text, ..) = manuscript(&fragments);
        let make = || made_with(settings, "book.md", text.as_bytes(), &[("p.png", png(|_| {}))]);
        let (alone, together) = (on_threads(1, make), on_threads(8, make));
        for (one, other) in alone.books.iter().zip(&together.books) {
            prop_assert!(one.bytes == other.bytes, "{:?} differs", one.edition);
        }
        prop_assert_eq!(format!("{:?}", alone.diagnostics), format!("{:?}", together.diagnostics));
        judged_together(&alone);
    }
}

proptest! {
    /// A drawing with some of its numbers, names and marks changed is shown or refused by both.
    #[test]
    fn any_drawing_is_shown_or_refused(changes in prop::collection::vec((0usize..2000, 0usize..16), 1..12)) {
        const VALUES: [&str; 16] = [
            "0", "-1", "1e38", "1e-38", "NaN", "%", "url(#heat)", "#tip", "<g/>", "</g>", "\"", " ", "em", "none", "m", "99999999999",
        ];
        let drawing = include_str!("kitchen-sink/images/kettle.svg");
        let mut drawing = drawing.to_string();
        for (at, value) in changes {
            let at = drawing.floor_char_boundary(at % drawing.len());
            let end = drawing[at..].chars().next().map_or(at, |c| at + c.len_utf8());
            drawing.replace_range(at..end, VALUES[value]);
        }
        let exported = made("book.md", b"![words](a.svg)", &[("a.svg", drawing.into_bytes())]);
        let (_, _) = judged(&exported);
    }
}
