//! Where verse, aligned paragraphs and annotations stand on their page.

use bifolio::document::{Document, Metadata};
use bifolio::layout::lay_out;
use bifolio::layout::page::{Page, PageItem, Part};
use bifolio::length::Length;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};
use bifolio::theme::Theme;

/// A run of glyphs; its place is counted from the text area's left edge.
#[derive(Debug)]
struct Run {
    text: String,
    x: Length,
    y: Length,
    width: Length,
    size: Length,
    glyphs: Vec<u16>,
    is_annotation: bool,
}

impl Run {
    fn right(&self) -> Length {
        self.x + self.width
    }

    fn middle(&self) -> Length {
        self.x + self.width / 2
    }
}

fn document(text: &str) -> Document {
    let source = Source { path: "book.md".into(), text: text.into() };
    let draft = bifolio::reader::markdown::read(FileId(0), &source, Default::default()).value;
    let metadata = Metadata { lang: Some("en".into()), title: Some("T".into()), ..Metadata::default() };
    let named = vec![("book.md".to_string(), draft)];
    bifolio::pass::prepare(named, metadata, &Images::default(), &Default::default(), &Default::default())
        .value
}

/// The runs of the last page.
fn runs(text: &str) -> Vec<Run> {
    let paged = lay_out(&document(text), &Resources::default()).value;
    runs_of(paged.pages.last().expect("there is a page"))
}

fn runs_of(page: &Page) -> Vec<Run> {
    let margins = Theme::default().page.margins;
    let left = if page.folio.number % 2 == 1 { margins.inner } else { margins.outer };
    let runs = page.items.iter().filter_map(|placed| match &placed.item {
        PageItem::Glyphs(run) if !matches!(placed.part, Part::Artifact(_)) => Some(Run {
            text: run.text.trim_end().to_owned(),
            x: placed.at.x - left,
            y: placed.at.y,
            width: run.width(),
            size: run.size,
            glyphs: run.glyphs.iter().map(|glyph| glyph.id).collect(),
            is_annotation: matches!(placed.part, Part::Annotation { .. }),
        }),
        _ => None,
    });
    runs.collect()
}

fn run<'r>(runs: &'r [Run], beginning: &str) -> &'r Run {
    runs.iter().find(|run| run.text.starts_with(beginning)).unwrap_or_else(|| panic!("{beginning}: {runs:?}"))
}

#[test]
fn lines_of_verse_stand_as_they_are_written() {
    let long =
        "and this line is so long that it is turned over to another that begins deeper than the deepest";
    let runs = runs(&format!("```verse\nfirst\n  second {long}\n\n      third\nfourth\n```\n"));
    let [first, second, third, fourth] = ["first", "second", "third", "fourth"].map(|word| run(&runs, word));
    let over = runs.iter().find(|run| run.y > second.y && run.y < third.y).expect("a line is turned over");
    let body = Theme::default().body;
    assert_eq!(second.x - first.x, body.size);
    assert_eq!(third.x - first.x, body.size * 3);
    assert_eq!(over.x - first.x, body.size * 5);
    assert_eq!(fourth.x, first.x);
    assert_eq!(third.y - over.y, body.leading * 2, "an empty line parts the stanzas");
}

#[test]
fn aligned_paragraphs_stand_where_they_are_asked_to() {
    let aligned = |side: &str| {
        format!(
            "::: {{style=\"text-align: {side}\"}}\nSome words {side}.\n\nMore words {side}.\n\none {side}\\\ntwo\n:::\n\n"
        )
    };
    let runs = runs(&(aligned("center") + &aligned("right") + &aligned("left")));
    let measure = Theme::default().page.measure();
    for words in ["Some words", "More words", "one"] {
        let centred = run(&runs, &format!("{words} center"));
        assert!((centred.x + centred.right() - measure).0.abs() < Length::pt(5).0, "{centred:?}");
        let right = run(&runs, &format!("{words} right"));
        assert!((right.right() - measure).0.abs() < Length::pt(5).0, "{right:?}");
    }
    assert_eq!(run(&runs, "Some words left").x, Length::ZERO);
}

#[test]
fn annotations_stand_above_the_middle_of_their_words() {
    let runs = runs(
        "<ruby>tea<rt>cha</rt>b<rt>annotation</rt>b<rt>annotation</rt></ruby>, *<ruby>two **words**<rt>x</rt></ruby>*.\n",
    );
    let annotations: Vec<&Run> = runs.iter().filter(|run| run.is_annotation).collect();
    let texts: Vec<&str> = annotations.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(texts, ["cha", "annotation", "annotation", "x"]);
    let tea = run(&runs, "tea");
    for annotation in &annotations {
        assert_eq!(annotation.size, tea.size / 2);
        assert!(annotation.y < tea.y - tea.size.scale(7, 10), "{annotation:?} stands in the words");
    }
    assert!((annotations[0].middle() - tea.middle()).0.abs() <= 2);
    for pair in annotations.windows(2) {
        assert!(pair[0].right() < pair[1].x, "{pair:?} touch");
    }
    let bases: Vec<&Run> = runs.iter().filter(|run| run.text == "b").collect();
    assert!((annotations[2].middle() - bases[1].middle()).0.abs() <= 2);
    // Words, annotation, words: the order in which they are read.
    let order: Vec<&str> = runs.iter().map(|run| run.text.as_str()).take(4).collect();
    assert_eq!(order, ["tea", "cha", "b", "annotation"]);
}

#[test]
fn the_mark_of_an_item_stands_on_the_baseline_of_its_line() {
    let runs = runs("- <ruby>tea<rt>cha</rt></ruby>\n- *tea*\n");
    let marks: Vec<Length> = runs.iter().filter(|run| run.text == "•").map(|run| run.y).collect();
    let words: Vec<Length> = runs.iter().filter(|run| run.text == "tea").map(|run| run.y).collect();
    assert_eq!((marks.len(), marks), (2, words));
}

#[test]
fn what_finds_no_room_above_follows_its_words() {
    let words = "so many words that they cannot stand on one line and have to be broken over it, all of them";
    let runs = runs(&format!("<ruby>{words}<rt>said</rt></ruby>, <ruby>tea<rt>{words}</rt></ruby>.\n"));
    let said: Vec<&Run> = runs.iter().filter(|run| run.is_annotation).collect();
    let measure = Theme::default().page.measure();
    assert!(said.iter().all(|run| run.right() <= measure + Length::pt(1)), "{said:?}");
    let text: Vec<&str> = said.iter().map(|run| run.text.as_str()).collect();
    assert_eq!(text.join(" ").split_whitespace().count(), 1 + words.split_whitespace().count());
}

#[test]
fn small_capitals_are_glyphs_of_their_own_and_stay_as_they_are_typed() {
    let runs = runs("Tea tea [Tea tea]{.smallcaps} `[Tea]`, [`Tea`]{.smallcaps}.\n");
    let (plain, small) = (run(&runs, "Tea tea"), run(&runs[1..], "Tea tea"));
    assert_eq!(plain.glyphs[0], small.glyphs[0], "a capital stays as it is");
    assert!(plain.glyphs[1..3].iter().zip(&small.glyphs[1..3]).all(|(plain, small)| plain != small));
    // Source Code Pro has none: capitals that are smaller stand for them.
    let code = runs.iter().find(|run| run.text == "ea").expect("a run of small letters");
    let capital = runs.iter().find(|run| run.text == "T").expect("a run of a capital");
    assert_eq!(code.size, capital.size.scale(75, 100));
}

#[test]
fn a_page_before_a_page_break_is_not_stretched() {
    let paged = lay_out(&document("One\n\n> Two\n\n\\newpage\n\nThree\n"), &Resources::default()).value;
    let [.., before, after] = paged.pages.as_slice() else { panic!("there are two pages") };
    let (before, after) = (runs_of(before), runs_of(after));
    let leading = Theme::default().body.leading;
    assert_eq!(run(&before, "Two").y - run(&before, "One").y, leading * 3 / 2);
    assert!(run(&after, "Three").y < run(&before, "One").y, "the second begins at the top");
}

#[test]
fn a_page_break_where_no_page_can_end_is_reported() {
    for (text, reported) in [
        ("One\n\n\\newpage\n\nTwo\n", 0),
        ("> One\n>\n> \\newpage\n>\n> Two\n", 0),
        ("One[^1]\n\n[^1]: Note\n\n    \\newpage\n\n    Two\n", 1),
    ] {
        let said = lay_out(&document(text), &Resources::default()).diagnostics;
        let said = said.iter().filter(|said| said.code.as_str() == "ignored-page-break");
        assert_eq!(said.count(), reported, "{text}");
    }
}
