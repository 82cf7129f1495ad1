//! The two editions against each other and against the manuscript, read back from the written
//! files: the same words in the same order, and a page list that names the real pages.
//!
//! The text of the pages is pdftotext's, so these tests need it; manuscripts kept outside the
//! project are judged as well where they are at hand.

mod common;

use bifolio::source::Disk;
use bifolio::{Edition, Project, export};
use common::{corpora, epub, examples, pdf, skip, structure, words};
use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

/// Both editions of a manuscript, read back.
struct Editions {
    name: String,
    folder: PathBuf,
    epub: epub::Reading,
    pdf: pdf::Reading,
    pages: Vec<String>,
    messages: String,
}

/// The project's own manuscripts, those at hand, and the examples of CommonMark as one book.
fn manuscripts() -> Vec<PathBuf> {
    let project = Path::new(env!("CARGO_MANIFEST_DIR"));
    let own = [
        "content/handbook",
        "content/article.txt",
        "tests/kitchen-sink/kitchen-sink.md",
        "tests/tables/tables.md",
        "tests/print/print.md",
        "tests/nesting/nesting.md",
        "tests/dialects/pandoc",
        "tests/dialects/leanpub",
        "tests/dialects/quarto",
        "tests/dialects/myst",
        "tests/dialects/obsidian",
        "tests/dialects/jekyll",
        "tests/dialects/hugo",
        "tests/html/html.md",
        "tests/outlines/15-notes.txt",
    ]
    .map(|name| project.join(name));
    let outside = ["article/slideshow-article.txt", "moby-dick/moby-dick.txt", "rust-book/src", "rust-book"];
    let outside = outside.map(|name| corpora().join(name));
    let outside = outside.into_iter().filter(|path| path.exists());
    own.into_iter().chain(outside).chain(examples::folder("editions")).collect()
}

/// The editions of `manuscripts`, each made once for all tests, since to make them takes most of the time. A
/// test says with which manuscript it begins, so that those which run side by side do not wait for each other.
/// Ends early where pdftotext is not installed, which is said.
fn all_from(first: usize) -> impl Iterator<Item = &'static Editions> {
    static MADE: OnceLock<Vec<(PathBuf, OnceLock<Option<Editions>>)>> = OnceLock::new();
    let made = MADE.get_or_init(|| manuscripts().into_iter().map(|input| (input, OnceLock::new())).collect());
    let (before, behind) = made.split_at(first.min(made.len()));
    let numbers = first..;
    numbers.zip(behind).chain((0..).zip(before)).map_while(|(number, (input, made))| {
        made.get_or_init(|| make(&format!("manuscript-{number}"), input)).as_ref()
    })
}

/// `None` where pdftotext is not installed, which is said.
fn make(test: &str, input: &Path) -> Option<Editions> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editions").join(test);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let (book, print) = (folder.join("book.epub"), folder.join("book.pdf"));
    let output = Command::new(env!("CARGO_BIN_EXE_bifolio"))
        .arg(input)
        .args(examples::arguments(input))
        .args([Path::new("-o"), &book, Path::new("-o"), &print])
        .args(["--format", "short"])
        .output()
        .expect("the program starts");
    let messages = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {messages}", input.display());
    let Some(pages) = pdf::page_texts(&print) else {
        skip("pdftotext");
        return None;
    };
    let (epub, pdf) = (epub::read(&book), pdf::read(&print));
    let mut pages = pages;
    for (page, label) in pages.iter_mut().zip(&pdf.labels) {
        if let Some(rest) = epub.heads.get(label).and_then(|head| page.strip_prefix(head.as_str())) {
            *page = rest.to_owned();
        }
    }
    let name = input.display().to_string();
    Some(Editions { name, folder, epub, pdf, pages, messages })
}

impl Editions {
    /// The index of the first page of the manuscript's text.
    fn body(&self) -> usize {
        let (first, _) = self.epub.marks.first().expect("a page is marked");
        self.pdf.labels.iter().position(|label| label == first).expect("a page has this label")
    }
}

impl Editions {
    /// The pages of the body without the notes at their feet, which are those that the EPUB's text
    /// calls between the mark of the page and the next.
    fn without_notes(&self) -> Vec<&str> {
        let marks = &self.epub.marks;
        let pages = (self.body()..self.pages.len()).map(|page| {
            let label = &self.pdf.labels[page];
            let Some(index) = marks.iter().position(|(own, _)| own == label) else {
                return self.pages[page].as_str();
            };
            let (from, to) = (marks[index].1, marks.get(index + 1).map_or(usize::MAX, |next| next.1));
            let notes = self.epub.notes_called_in(from..to);
            self.pages[page].strip_suffix(&notes).unwrap_or_else(|| {
                let end = self.pages[page].chars().rev().take(200).collect::<Vec<_>>();
                let end: String = end.into_iter().rev().collect();
                panic!("{}: page {label} ends in {end}, its notes are {notes}", self.name)
            })
        });
        pages.collect()
    }
}

/// Without right-to-left words and the marks around them: pdftotext gives a line of code that holds
/// them in an order of its own.
fn without_right_to_left(text: &str) -> String {
    let right_to_left = |c: char| ('\u{590}'..'\u{900}').contains(&c);
    let (mut kept, mut run) = (String::new(), String::new());
    for c in text.chars() {
        if c.is_alphanumeric() && !right_to_left(c) {
            if !run.contains(right_to_left) {
                kept.push_str(&run);
            }
            run.clear();
            kept.push(c);
        } else {
            run.push(c);
        }
    }
    kept + &run
}

#[test]
fn both_editions_hold_the_same_words() {
    for editions in all_from(0) {
        let printed = without_right_to_left(&editions.without_notes().concat());
        let read = &without_right_to_left(&editions.epub.text);
        assert!(read.len() > 500, "{}: {} bytes of text", editions.name, read.len());
        let at = read.char_indices().zip(printed.chars()).find(|((_, a), b)| a != b).map(|((at, _), _)| at);
        let at = at.unwrap_or(read.len().min(printed.len()));
        let around = |text: &str| {
            text.chars().skip(read[..at].chars().count().saturating_sub(20)).take(80).collect::<String>()
        };
        assert!(
            *read == printed,
            "{}: the editions part at byte {at}\n  EPUB: {}\n  PDF:  {}",
            editions.name,
            around(read),
            around(&printed)
        );
    }
}

#[test]
fn the_structure_of_the_print_edition_holds_the_words_of_the_e_book() {
    // pdfinfo takes a minute for a long book with much code, and the chapters of one are the same
    // without its summary.
    let whole = std::env::var_os("BIFOLIO_REQUIRE_JUDGES").is_some();
    let left_out = |input: &Path| input.ends_with("rust-book/src") || input.ends_with("rust-book") && !whole;
    for editions in all_from(8).filter(|editions| !left_out(Path::new(&editions.name))) {
        let book = |name: &str| editions.folder.join(name);
        let Some(printed) = structure::of_pdf(&book("book.pdf")) else { return skip("pdfinfo") };
        let read = structure::of_epub(&book("book.epub"));
        assert!(read.len() > 100, "{}: {} words", editions.name, read.len());
        let same = read.iter().zip(&printed).take_while(|(read, printed)| read == printed).count();
        let around = |words: &[String]| {
            words.iter().skip(same.saturating_sub(5)).take(12).cloned().collect::<Vec<_>>()
        };
        assert!(
            read == printed,
            "{}: the editions part at word {same} of {} and {}\n  EPUB: {:?}\n  PDF:  {:?}",
            editions.name,
            read.len(),
            printed.len(),
            around(&read),
            around(&printed)
        );
    }
}

#[test]
fn the_page_list_names_the_real_pages() {
    for editions in all_from(15) {
        let Editions { name, epub, pdf, pages, .. } = editions;
        let marked: Vec<&String> = epub.marks.iter().map(|(label, _)| label).collect();
        assert_eq!(
            marked,
            epub.page_list.iter().collect::<Vec<_>>(),
            "{name}: the list and the marks differ"
        );
        let body = editions.body();
        let with_text = (body..pages.len()).filter(|&page| !pages[page].is_empty());
        let listed = |page: &usize| epub.page_list.contains(&pdf.labels[*page]);
        let missing: Vec<&String> =
            with_text.filter(|page| !listed(page)).map(|page| &pdf.labels[page]).collect();
        assert!(missing.is_empty(), "{name}: pages {missing:?} have text and no entry");
        let mut before = body;
        for (label, at) in &epub.marks {
            let page = (before..pages.len()).find(|&page| pdf.labels[page] == *label);
            let page = page.unwrap_or_else(|| panic!("{name}: {label} is no page behind that before it"));
            before = page + 1;
            let behind = *at..epub.names.get(at).copied().unwrap_or_default().max(*at);
            let mut starts = behind.clone().chain([behind.end]).filter(|&at| epub.text.is_char_boundary(at));
            assert!(
                starts.any(|at| begins(&pages[page], &epub.text[at..])),
                "{name}: page {label} begins {:.60}, its mark stands before {:.60}",
                pages[page],
                &epub.text[*at..]
            );
        }
    }
}

/// Whether a page begins with the words behind a mark, or with what is no word of its own: a
/// list's marker, or the rest of a word that was divided over the page.
fn begins(page: &str, marked: &str) -> bool {
    let first: String = marked.chars().take(page.chars().count().min(24)).collect();
    let skipped = page.find(&first).map(|at| page[..at].chars().count());
    skipped.is_some_and(|skipped| skipped < 16)
}

#[test]
fn both_tables_of_contents_name_the_same_sections() {
    for editions in all_from(0) {
        let plain = |titles: &[String]| titles.iter().map(|title| words(title)).collect::<Vec<_>>();
        assert_eq!(plain(&editions.epub.contents), plain(&editions.pdf.outline), "{}", editions.name);
    }
}

#[test]
fn an_article_of_the_web_has_its_sections() {
    let Some(text) = common::corpus("article/slideshow-article.txt") else { return };
    let article = |editions: &&Editions| editions.name.ends_with("slideshow-article.txt");
    let Some(editions) = all_from(15).find(article) else { return };
    // The list that the text itself gives: the lines below the title.
    let list: Vec<String> = text.lines().skip(2).take(16).map(words).collect();
    let typed = |title: &String| words(title).replace('’', "'");
    assert_eq!(editions.epub.contents.iter().map(typed).collect::<Vec<_>>(), list);
    assert_eq!(editions.pdf.outline.iter().map(typed).collect::<Vec<_>>(), list);
    assert!(editions.messages.contains("note[furniture]: lines 85–87"), "{}", editions.messages);
    assert!(!editions.epub.text.contains("Nevermissastory") && editions.epub.text.contains("PhotoCredit:"));
}

#[test]
fn a_novel_keeps_every_word() {
    let Some(text) = common::corpus("moby-dick/moby-dick.txt") else { return };
    let novel = |editions: &&Editions| editions.name.ends_with("moby-dick.txt");
    let Some(editions) = all_from(15).find(novel) else { return };
    let chapters = editions.epub.contents.iter().filter(|title| title.starts_with("CHAPTER ")).count();
    assert_eq!((chapters, editions.epub.contents.len()), (135, 138));
    // From the heading after the contents list to the end of the frame, without the transcriber's
    // notes, which are furniture. Paragraphs that begin with an asterisk are notes.
    let lines: Vec<&str> = text.lines().collect();
    let start = lines.iter().rposition(|line| line.trim() == "ETYMOLOGY.").expect("the body begins");
    let end = lines.iter().position(|line| line.starts_with("End of Project Gutenberg")).expect("it ends");
    let (mut source, mut notes, mut in_note) = (String::new(), String::new(), false);
    for (index, line) in lines[start..end].iter().enumerate() {
        let label = line.trim_start().strip_prefix('*');
        let begins = label.is_some_and(|words| words.starts_with(char::is_alphabetic));
        in_note = begins || in_note && !line.trim().is_empty();
        if !(325..=335).contains(&(start + index + 1)) {
            if in_note { &mut notes } else { &mut source }.push_str(&letters(line));
        }
    }
    // The text holds the numbers of the notes, where the manuscript has asterisks. It has few other
    // figures, which are compared with the manuscript's by the letters around them.
    let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    assert_eq!(first_difference(&words(&source), &words(&letters(&editions.epub.text))), None);
    let read = words(&letters(&editions.epub.notes_called_in(0..usize::MAX)));
    assert_eq!(first_difference(&words(&notes), &read), None);
    let printed = editions.without_notes().concat();
    assert_eq!(first_difference(&words(&source), &words(&letters(&printed))), None);
}

fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn first_difference(expected: &str, found: &str) -> Option<(String, String)> {
    let at = expected.chars().zip(found.chars()).position(|(a, b)| a != b);
    let at = at
        .or((expected.len() != found.len()).then_some(expected.chars().count().min(found.chars().count())))?;
    let around = |text: &str| text.chars().skip(at.saturating_sub(30)).take(80).collect::<String>();
    Some((around(expected), around(found)))
}

/// Contents and page list of both editions of a manuscript that lies in memory.
fn made_from(test: &str, manuscript: &str) -> Option<Editions> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editions").join(test);
    std::fs::create_dir_all(&folder).expect("a folder can be made");
    let input = folder.join("book.md");
    std::fs::write(&input, manuscript).expect("a file can be written");
    make(test, &input)
}

#[test]
fn notes_do_not_disturb_the_order_of_pages() {
    let words = "Words that fill the pages of this chapter, one after the other. ".repeat(12);
    let calls: String = (0..60).map(|note| format!("Call[^{note}] ")).collect();
    let notes: String = (0..60).map(|note| format!("[^{note}]: A note of some words.\n\n")).collect();
    let prose: String = (0..20).map(|_| format!("{words}\n\n")).collect();
    let manuscript =
        format!("---\ntitle: T\nlang: en\n---\n# One\n\n{calls}\n\n{notes}{prose}# Two\n\n{prose}");
    let Some(editions) = made_from("notes", &manuscript) else { return };
    let numbers: Vec<u32> =
        editions.epub.page_list.iter().map(|label| label.parse().expect("a number")).collect();
    assert!(numbers.len() > 8 && numbers.is_sorted(), "{numbers:?}");
    let marked: Vec<&String> = editions.epub.marks.iter().map(|(label, _)| label).collect();
    assert_eq!(marked, editions.epub.page_list.iter().collect::<Vec<_>>());
}

#[test]
fn a_heading_without_words_is_in_no_contents() {
    let Some(editions) = made_from("empty", "# One\n\nText.\n\n## \n\nText.\n\n# Two\n\nText.\n") else {
        return;
    };
    assert_eq!(editions.epub.contents, ["One", "Two"]);
    assert_eq!(editions.pdf.outline, ["One", "Two"]);
}

#[test]
fn a_link_may_name_the_page_that_it_leads_to() {
    let prose = "Words that fill the pages of this chapter, one after the other. ".repeat(120);
    let manuscript = format!(
        "---\ntitle: T\nlang: en\n---\n# One\n\nSee [Two](#two){{.page}}.\n\n{prose}\n\n# Two\n\n{prose}"
    );
    let Some(editions) = made_from("page", &manuscript) else { return };
    let opening = editions.pages.iter().rposition(|page| page.starts_with("Two")).expect("a page opens Two");
    let printed = format!("SeeTwo,page{}.", editions.pdf.labels[opening]);
    let page = &editions.pages[editions.body()];
    assert!(page.contains(&printed), "{printed} in {page}");
    assert!(editions.epub.text.contains("SeeTwo."), "the e-book names no page");
}

/// A manuscript of `tests/titles` in both editions: the files of the EPUB, the objects of the PDF and
/// the text of each of its pages with head and foot, where pdftotext is at hand.
struct Made {
    files: BTreeMap<String, Vec<u8>>,
    pdf: lopdf::Document,
    pages: Option<Vec<String>>,
}

impl Made {
    fn from(name: &str) -> Made {
        let project = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/titles");
        let inputs = vec![project.join(name).with_extension("md")];
        let editions = vec![Edition::Epub, Edition::Pdf];
        let project = Project { inputs, editions, ..Project::default() };
        let made = export(&project, &Disk).expect("the book is made");
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("editions/titles");
        std::fs::create_dir_all(&folder).expect("a folder can be made");
        let path = folder.join(name).with_extension("pdf");
        std::fs::write(&path, &made.books[1].bytes).expect("a file can be written");
        Made {
            files: epub::files(&made.books[0].bytes),
            pdf: lopdf::Document::load_mem(&made.books[1].bytes).expect("lopdf reads the PDF"),
            pages: pdf::whole_pages(&path),
        }
    }

    fn file(&self, name: &str) -> &str {
        std::str::from_utf8(&self.files[name]).expect("it is UTF-8")
    }
}

#[test]
fn formulas_in_titles_are_set_or_in_characters() {
    let made = Made::from("formula-in-title");
    let formula = "<math xmlns=\"http://www.w3.org/1998/Math/MathML\" alttext=\"x^2\">";
    assert_eq!(pdf::outline(&made.pdf), ["The x² law and its code", "A note and a link", "Two"]);
    assert_eq!(pdf::description(&made.pdf).0, "The law of x²");
    assert!(pdf::description(&made.pdf).1.contains(">The law of x²<"));
    let (nav, title_page) = (made.file("nav.xhtml"), made.file("titlepage.xhtml"));
    assert!(
        nav.contains(&format!("\">The {formula}")) && nav.contains("<em>its</em> <code>code</code></a>"),
        "{nav}"
    );
    assert!(nav.contains(">A note and a link</a>"), "{nav}");
    assert!(title_page.contains(&format!("<h1 epub:type=\"title\">The law of {formula}")), "{title_page}");
    let package = made.file("content.opf");
    assert!(package.contains(">The law of x²</dc:title>"), "{package}");
    for (file, properties) in [("nav.xhtml", "mathml nav"), ("titlepage.xhtml", "mathml")] {
        let item = package.lines().find(|line| line.contains(&format!("href=\"{file}\""))).expect("an item");
        assert!(item.contains(&format!("properties=\"{properties}\"")), "{item}");
    }
    let ncx = made.file("toc.ncx");
    for title in ["The law of x²", "The x² law and its code", "A note and a link"] {
        assert!(ncx.contains(&format!("<text>{title}</text>")), "{ncx}");
    }
    // The reference in the last chapter says what the contents say.
    let last = made.file("chapter-002.xhtml");
    assert!(
        last.contains(&format!("The {formula}")) && last.contains("<em>its</em> <code>code</code></a>"),
        "{last}"
    );
    let Some(pages) = &made.pages else { return skip("pdftotext") };
    let shown = |page: &str| page.replace(['𝑥', '\u{1d465}'], "x").split_whitespace().collect::<String>();
    assert!(shown(&pages[0]).starts_with("Thelawofx2"), "{}", pages[0]);
    let contents = shown(pages.iter().find(|page| page.contains("Contents")).expect("there are contents"));
    assert!(contents.contains("Thex2lawanditscode") && contents.contains("Anoteandalink"), "{contents}");
    let heads: Vec<String> =
        pages.iter().map(|page| shown(page.lines().take(3).collect::<String>().as_str())).collect();
    assert!(heads.iter().any(|head| head.contains("Thelawofx2")), "{heads:?}");
    assert!(heads.iter().filter(|head| head.contains("Thex2lawanditscode")).count() > 1, "{heads:?}");
    let strange = |page: &String| page.contains(['\u{fffc}', '$']);
    assert!(!pages.iter().any(strange), "{pages:?}");
}

#[test]
fn both_editions_speak_the_language_of_the_book() {
    let made = Made::from("words-of-a-language");
    let (nav, chapter) = (made.file("nav.xhtml"), made.file("chapter-001.xhtml"));
    assert!(nav.contains("<h1 id=\"toc-title\">Оглавление</h1>"), "{nav}");
    let labels = ["Рисунок\u{a0}1.1", "Рисунок\u{a0}1.2", "Таблица\u{a0}1.1"];
    assert!(
        labels.iter().all(|label| chapter.contains(&format!("<span class=\"label\">{label}: "))),
        "{chapter}"
    );
    assert!(made.file("chapter-002.xhtml").contains(">Глава\u{a0}1</a>"));
    let Some(pages) = &made.pages else { return skip("pdftotext") };
    let printed: String = pages.concat().split_whitespace().collect();
    for words in ["Оглавление", "Глава1", "Рисунок1.1:", "Рисунок1.2:", "Таблица1.1:"]
    {
        assert!(printed.contains(words), "{words} in {printed}");
    }
}

#[test]
fn both_title_pages_name_the_same_persons() {
    let made = Made::from("authors");
    let persons =
        ["Ann Writer", "Translated by Ben Other", "Edited by Cem Third", "Illustrated by Dee Fourth"];
    let title_page = made.file("titlepage.xhtml");
    let lines: Vec<&str> = title_page.lines().filter_map(|line| line.strip_prefix("<p class=\"")).collect();
    let expected = persons.map(|person| {
        let class = if person == "Ann Writer" { "author" } else { "contributor" };
        format!("{class}\">{person}</p>")
    });
    assert_eq!(lines, expected);
    let package = made.file("content.opf");
    assert!(package.contains("<dc:creator id=\"creator-1\">Ann Writer</dc:creator>"), "{package}");
    for (index, role) in [(1, "aut"), (2, "trl"), (3, "edt"), (4, "ill")] {
        let role = format!("refines=\"#creator-{index}\" property=\"role\" scheme=\"marc:relators\">{role}<");
        assert!(package.contains(&role), "{role} in {package}");
    }
    let (_, xmp) = pdf::description(&made.pdf);
    let list = |name: &str| {
        let (_, rest) = xmp.split_once(&format!("<dc:{name}>")).expect("the property is there");
        let items = rest.split("</dc:").next().unwrap_or_default().split("<rdf:li>").skip(1);
        items.filter_map(|item| Some(item.split_once('<')?.0.to_owned())).collect::<Vec<_>>()
    };
    assert_eq!(list("creator"), ["Ann Writer"]);
    assert_eq!(list("contributor"), ["Ben Other", "Cem Third", "Dee Fourth"]);
    let Some(pages) = &made.pages else { return skip("pdftotext") };
    let printed: Vec<&str> = pages[0].lines().map(str::trim).filter(|line| !line.is_empty()).collect();
    assert_eq!(printed, [&["Several Hands"], &persons[..]].concat());
}
