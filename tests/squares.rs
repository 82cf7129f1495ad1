//! Chinese and Japanese on the page: where characters, marks and Latin words stand, in hundredths of an em from the
//! first of their line.

mod common;

use bifolio::font::{FontBook, faces_of};
use bifolio::layout::lay_out;
use bifolio::layout::page::{ArtifactKind, PageItem, Part};
use bifolio::length::Length;
use bifolio::resource::Resources;
use bifolio::theme::{Autospace, SquareStyle};

fn resources() -> Resources {
    let faces = faces_of(include_bytes!("faces/tiny-han.ttc").to_vec());
    let fonts = FontBook::embedded().with(faces.into_iter().map(|face| face.expect("a face")).collect());
    Resources { fonts, ..Resources::default() }
}

/// The lines of the last page: each character with its place.
fn lines(text: &str, lang: &str) -> Vec<String> {
    lines_in(SquareStyle::default(), text, lang)
}

fn lines_in(squares: SquareStyle, text: &str, lang: &str) -> Vec<String> {
    let mut resources = resources();
    resources.theme.squares = squares;
    let pages = lay_out(&common::markdown_document(text, lang), &resources).value.pages;
    let mut letters: Vec<(Length, Length, char)> = Vec::new();
    for placed in &pages.last().expect("a page").items {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        if matches!(placed.part, Part::Artifact(ArtifactKind::RunningHead | ArtifactKind::Folio)) {
            continue;
        }
        let mut x = placed.at.x;
        for glyph in &run.glyphs {
            let letter = run.text[glyph.text as usize..].chars().next().expect("a character");
            if !letter.is_whitespace() {
                letters.push((placed.at.y, x, letter));
            }
            x += Length::from(glyph.advance);
        }
    }
    letters.sort();
    let em = resources.theme.body.size;
    let line = |line: &[(Length, Length, char)]| {
        let place = |x: Length| ((x - line[0].1).0 * 100 + em.0 / 2) / em.0;
        let letters = line.iter().map(|(_, x, letter)| format!("{letter}{}", place(*x)));
        letters.collect::<Vec<_>>().join(" ")
    };
    letters.chunk_by(|one, other| one.0 == other.0).map(line).collect()
}

#[test]
fn marks_fill_half_of_their_squares() {
    for (text, expected) in [
        ("日本語文".replace('本', "文"), "日0 文100 語200 文300"),
        // Half a square of blank, where there would be a whole one, and none between marks of one side.
        ("語。」日".into(), "語0 。100 」150 日250"),
        ("日「語」「文」".into(), "日0 「150 語200 」300 「400 文450 」550"),
        ("文（日）語".into(), "文0 （150 日200 ）300 語400"),
        // A quarter beside figures, and nothing beside other marks.
        ("日7文".into(), "日0 7125 文"),
    ] {
        let moved = item(SquareStyle::default(), &text);
        assert!(moved.starts_with(expected), "{text}: {moved}");
    }
    let beside = SquareStyle { autospace: Autospace::Nothing, ..SquareStyle::default() };
    assert!(item(beside, "日7文").starts_with("日0 7100 文"));
}

/// The characters of an item of a list, whose places count from the first of them and not from its mark.
fn item(squares: SquareStyle, text: &str) -> String {
    let found = lines_in(squares, &format!("# a\n\n- {text}\n"), "ja");
    let letters = places(found.last().expect("a line").trim_start_matches("•0 "));
    let moved = letters.iter().map(|(letter, at)| format!("{letter}{}", at - letters[0].1));
    moved.collect::<Vec<_>>().join(" ")
}

/// The characters of a line with their places.
fn places(line: &str) -> Vec<(char, i64)> {
    let place = |place: &str| {
        let letter = place.chars().next().expect("a letter");
        (letter, place[letter.len_utf8()..].parse().expect("a place"))
    };
    line.split(' ').map(place).collect()
}

/// The width of a line.
fn measure() -> i64 {
    let theme = resources().theme;
    theme.page.measure().0 * 100 / theme.body.size.0
}

#[test]
fn lines_are_full_and_no_blank_stands_at_their_ends() {
    let text = "日文語骨、直「日文」語。".repeat(30);
    let found = lines(&format!("# a\n\n{text}\n"), "ja");
    let measure = measure();
    let lines: Vec<_> = found.iter().map(|line| places(line)).filter(|line| line.len() > 1).collect();
    assert!(lines.len() > 5, "{found:?}");
    // The first is indented, the last ends where it ends.
    for line in &lines[1..lines.len() - 1] {
        let (last, at) = *line.last().expect("a character");
        let width = if "、。」".contains(last) { 50 } else { 100 };
        assert!((at + width - measure).abs() <= 1, "{line:?} of {measure}");
        let (first, _) = line[0];
        assert!(!"、。」".contains(first), "a line begins with {first}");
        assert_ne!(last, '「');
    }
}

#[test]
fn paragraphs_begin_with_characters_of_blank() {
    let indent = |lang: &str| {
        let found = lines(&format!("# a\n\n{}\n", "日文語骨".repeat(40)), lang);
        let lines: Vec<&String> = found.iter().filter(|line| line.len() > 20).collect();
        // How much shorter the first line is, of which all characters are as wide as others'.
        lines[1].split(' ').count() - lines[0].split(' ').count()
    };
    assert_eq!([indent("ja"), indent("zh-Hans")], [1, 2]);
}

#[test]
fn marks_hang_where_a_line_has_no_room_for_them() {
    let hanging = SquareStyle { hanging: true, ..SquareStyle::default() };
    // A line has room for 31 characters, of which the first is blank.
    let full = usize::try_from(measure() / 100).expect("a width") - 1;
    // The face for Chinese has narrower squares, of which two are blank.
    let narrow = usize::try_from((measure() - 200) / 90).expect("a width");
    for (squares, lang, before, mark, expected) in [
        // It has no room, in the midst of a paragraph or at its end; another mark never hangs.
        (hanging, "ja", full, "。", true),
        (hanging, "ja", full, "、日", true),
        (hanging, "zh", narrow, "，日", true),
        (hanging, "ja", full, "」日", false),
        // There is room, or it is not asked for, or what is set has lines of other languages.
        (hanging, "ja", full - 1, "。日日日", false),
        (SquareStyle::default(), "ja", full, "。", false),
        (hanging, "en", full + 1, "。", false),
    ] {
        let text = format!("# a\n\n{}{mark}\n", "日".repeat(before));
        let found = lines_in(squares, &text, lang);
        let indent = match lang {
            "zh" => 200,
            "ja" => 100,
            _ => 0,
        };
        let hangs = found.iter().any(|line| {
            let (last, at) = *places(line).last().expect("a character");
            "。、，」".contains(last) && at + 50 + indent > measure() + 1
        });
        assert_eq!(hangs, expected, "{lang} {before} {mark}: {found:?}");
    }
}

#[test]
fn emphasis_is_marked_by_dots() {
    for (lang, text, expected) in [
        // Above or below the middle of each character, and over no mark and no Latin word; nothing else moves.
        ("ja", "日*文語、Tea*骨", vec![(150, true), (250, true)]),
        ("zh", "*日。文*", vec![(45, false), (225, false)]),
        ("ja", "日*文*語*骨*", vec![(150, true), (350, true)]),
        // The title of a work is no emphasis, nor are strong words; other languages have none.
        ("ja", "<cite>日</cite>**文**", vec![]),
        ("ko", "*日文*", vec![]),
        ("en", "*日文*", vec![]),
    ] {
        let resources = resources();
        let document = common::markdown_document(&format!("# a\n\n- 日\n- {text}\n"), lang);
        let pages = lay_out(&document, &resources).value.pages;
        let items = &pages.last().expect("a page").items;
        let em = resources.theme.body.size;
        let of_text = items.iter().rfind(|placed| matches!(placed.part, Part::Content { .. }));
        let baseline = of_text.expect("a run").at.y;
        let left = items.iter().filter(|placed| placed.at.y == baseline && placed.part.own().is_some());
        let left = left.map(|placed| placed.at.x).min().expect("a run");
        let dots = items.iter().filter_map(|placed| match &placed.item {
            PageItem::Dot(dot) => {
                assert_eq!(placed.part, Part::Artifact(ArtifactKind::Layout));
                let middle = placed.at.x + dot.diameter / 2 - left;
                Some(((middle.0 * 100 + em.0 / 2) / em.0, placed.at.y < baseline))
            }
            _ => None,
        });
        assert_eq!(dots.collect::<Vec<_>>(), expected, "{lang}: {text}");
    }
}
