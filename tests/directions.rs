//! Lines that run from right to left, and both ways: what is seen on the page from left to right, and at which side
//! of the text it stands.

mod common;

use bifolio::layout::lay_out;
use bifolio::layout::page::{ArtifactKind, PageItem, PagedDocument, Part};
use bifolio::length::Length;
use bifolio::resource::Resources;

fn set(text: &str, lang: &str) -> PagedDocument {
    lay_out(&common::markdown_document(text, lang), &Resources::default()).value
}

/// The lines of the last page: what is seen from left to right, and which sides of the text area it touches.
fn lines(text: &str, lang: &str) -> Vec<(String, &'static str)> {
    let paged = set(text, lang);
    let page = paged.pages.last().expect("a page");
    let mut letters: Vec<(Length, Length, String)> = Vec::new();
    for placed in &page.items {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        if matches!(placed.part, Part::Artifact(ArtifactKind::RunningHead | ArtifactKind::Folio)) {
            continue;
        }
        let mut x = placed.at.x;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            // A cluster's characters in the order of the text; the glyphs of one cluster share its beginning.
            let start = glyph.text as usize;
            let shown = index.checked_sub(1).is_none_or(|before| run.glyphs[before].text != glyph.text);
            let next = run.glyphs.iter().map(|glyph| glyph.text as usize).filter(|&at| at > start).min();
            let cluster = &run.text[start..next.unwrap_or(run.text.len())];
            if shown && Length::from(glyph.advance) > Length::ZERO {
                letters.push((placed.at.y, x, cluster.to_owned()));
            }
            x += Length::from(glyph.advance);
        }
        letters.push((placed.at.y, x, String::new()));
    }
    letters.sort();
    // The first page lies on the right, or on the left where leaves are turned to the right.
    let page = Resources::default().theme.page;
    let left = if lang == "en" { page.margins.inner } else { page.margins.outer };
    let measure = page.measure();
    letters.chunk_by(|one, other| one.0 == other.0).map(|line| side(line, left, measure)).collect()
}

fn side(line: &[(Length, Length, String)], left: Length, measure: Length) -> (String, &'static str) {
    let seen: String = line.iter().map(|(.., cluster)| cluster.as_str()).collect();
    let near = |x: Length, y: Length| (x - y).0.abs() < Length::pt(1).0;
    let (from, to) = (line[0].1, line[line.len() - 1].1);
    let side = match (near(from, left), near(to, left + measure)) {
        (true, true) => "both",
        (true, false) => "left",
        (false, true) => "right",
        (false, false) => "none",
    };
    (seen.trim().to_owned(), side)
}

#[test]
fn words_of_both_directions_are_seen_in_their_order() {
    for (lang, text, expected) in [
        // Hebrew among English words, with a number and brackets, which are turned round.
        ("en", "a [אבג דהו]{lang=he} b", "a והד גבא b"),
        ("en", "a [אב (גד) 12]{lang=he} b", "a 12 )דג( בא b"),
        ("en", "a אב, גד b", "a דג ,בא b"),
        // What the element says, not what is in it: the point belongs to the Hebrew words.
        ("en", "a [אב.]{dir=rtl} b", "a .בא b"),
        ("en", "a אב. b", "a בא. b"),
        // A book that runs from the right.
        ("he", "אב a b גד", "דג a b בא"),
        ("he", "אב 12, 13.5 גד", "דג 13.5 ,12 בא"),
        ("he", "אב (a) גד!", "!דג )a( בא"),
        ("he", "אב `x(1).y` גד", "דג x(1).y בא"),
        ("ar", "سنة ١٢٣ و", "و ١٢٣ ةنس"),
        // Emphasis parts a word, and not its order.
        ("he", "אב**גד**הו", "והדגבא"),
        ("he", "אב $x=1$ גד", "דג x=1 בא"),
    ] {
        let found = lines(text, lang);
        let seen: Vec<&str> = found.iter().map(|(line, _)| line.as_str()).collect();
        assert_eq!(seen, [expected], "{lang} {text}");
    }
}

#[test]
fn lines_begin_where_their_direction_says() {
    let words = "אבגד ".repeat(60);
    for (lang, text, expected) in [
        ("he", words.as_str(), "both both both right"),
        ("en", "::: {dir=rtl}\nאב\n:::", "right"),
        ("en", "::: {lang=he}\nאב\n:::", "right"),
        ("he", "::: {lang=en}\nwords\n:::", "left"),
        ("he", "```\ncode\n```", "none"),
        ("he", "| אב |\n|---|\n| גד |", "none none"),
    ] {
        let found: Vec<&str> = lines(text, lang).iter().map(|(_, side)| *side).collect();
        assert_eq!(found.join(" "), expected, "{lang} {text}");
    }
}

#[test]
fn lists_tables_and_notes_are_mirrored() {
    let whole =
        |text: &str| lines(text, "he").into_iter().map(|(line, _)| line).collect::<Vec<_>>().join("|");
    assert_eq!(whole("- אב"), "בא•");
    assert_eq!(whole("7. אב"), "בא.7");
    assert_eq!(whole("| אב | גד |\n|---|---|\n| 1 | 2 |"), "דגבא|21");
    // The call of a note stands higher than its line.
    assert_eq!(whole("אב[^1]\n\n[^1]: גד"), "1|בא|דג.1");
}
