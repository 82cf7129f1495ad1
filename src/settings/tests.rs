use super::*;
use crate::diagnostic::{Code, Error};
use crate::document::Draft;
use crate::source::{FileId, Span};

fn typed(settings: &[(&str, &str)]) -> Result<Typed, Error> {
    let settings: Vec<_> = settings.iter().map(|&(key, value)| (key.into(), value.into())).collect();
    Typed::parse(&settings)
}

fn resolved(settings: &[(&str, &str)]) -> Result<Settings, Error> {
    resolve(&typed(settings)?, &[]).map(|settings| settings.value)
}

/// A draft with these settings, each at a place of its own.
fn draft(settings: &[(&str, &str)]) -> Draft {
    let at = |(index, &(key, value)): (usize, &(&str, &str))| {
        (key.to_owned(), value.to_owned(), Span::new(FileId(0), index..index + 1))
    };
    Draft { settings: settings.iter().enumerate().map(at).collect(), ..Draft::default() }
}

#[test]
fn trims_are_names_or_measures() {
    let cases = [
        ("6x9in", Some((432.0, 648.0))),
        ("a5", Some((419.53, 595.28))),
        ("148x210mm", Some((419.53, 595.28))),
        ("5.5x8.5in", Some((396.0, 612.0))),
        ("148mm × 210mm", Some((419.53, 595.28))),
        ("400x600", Some((400.0, 600.0))),
        ("a7", None),
        ("6x", None),
        ("0x9in", None),
        ("6x999in", None),
    ];
    for (value, expected) in cases {
        let size = resolved(&[("pdf.trim", value)]).ok().map(|settings| settings.theme.page.trim);
        let round = |length: Length| (length.to_pt() * 100.0).round() / 100.0;
        assert_eq!(size.map(|size| (round(size.width), round(size.height))), expected, "{value}");
    }
}

#[test]
fn what_cannot_be_is_refused() {
    let language = "a tag of a language that the registry of IANA knows, such as en or de-AT";
    let cases = [
        ("pdf.trm", "a5", "there is no setting `pdf.trm`; did you mean `pdf.trim`?".to_owned()),
        ("titel", "T", "there is no setting `titel`; did you mean `title`?".into()),
        ("TITLE", "T", "there is no setting `TITLE`; did you mean `title`?".into()),
        ("pdf", "a5", "there is no setting `pdf`, only those beneath it, such as `pdf.trim`".into()),
        ("colour", "red", "there is no setting `colour`".into()),
        ("pdf.colour", "red", "there is no setting `pdf.colour`".into()),
        ("contributor", "Ann", "`contributor` cannot be set here, only in a file of the book".into()),
        ("pdf.size", "2pt", "`pdf.size` cannot be `2pt`: it takes a size from 4pt to 72pt".into()),
        ("pdf.size", "big", "`pdf.size` cannot be `big`: it takes a size from 4pt to 72pt".into()),
        ("pdf.trim", "", "`pdf.trim` cannot be ``: it takes a4, a5, a6, letter or a measure such as 6x9in or 148x210mm".into()),
        ("split-level", "0", "`split-level` cannot be `0`: it takes a number from 1 to 6".into()),
        ("pdf.openers", "left", "`pdf.openers` cannot be `left`: it takes auto, page, recto or none".into()),
        (
            "pdf.openers",
            "rectto",
            "`pdf.openers` cannot be `rectto`: it takes auto, page, recto or none; did you mean `recto`?".into(),
        ),
        (
            "lists",
            "figures tabels",
            "`lists` cannot be `figures tabels`: it takes figures, tables or listings, or several of them; did you mean `tables`?".into(),
        ),
        ("lang", "xx-nonsense-zzz", format!("`lang` cannot be `xx-nonsense-zzz`: it takes {language}")),
        (
            "lang",
            "english please",
            format!("`lang` cannot be `english please`: it takes {language}; did you mean `en`?"),
        ),
        ("language", "de-XX-Y", format!("`language` cannot be `de-XX-Y`: it takes {language}; did you mean `de-XX`?")),
        (
            "isbn",
            "978-3-16-148410-1",
            "`isbn` cannot be `978-3-16-148410-1`: it takes an ISBN, whose check digit would be 0".into(),
        ),
        (
            "isbn",
            "0-306-40615-3",
            "`isbn` cannot be `0-306-40615-3`: it takes an ISBN, whose check digit would be 2".into(),
        ),
        ("isbn", "123", "`isbn` cannot be `123`: it takes an ISBN of 10 or 13 digits".into()),
        (
            "pdf.margins",
            "3in",
            "`pdf.margins` cannot be `3in`: it takes one that leaves a text area an inch wide and six lines high".into(),
        ),
        (
            "hyphenation",
            "data-base, mp3, Bifolio",
            "`hyphenation` cannot be `data-base, mp3, Bifolio`: it takes words of letters alone, with hyphens where they may be divided, and `mp3` is none".into(),
        ),
        (
            "hyphenation-minima",
            "1 3",
            "`hyphenation-minima` cannot be `1 3`: it takes two numbers from 2 to 9: the least letters before a hyphen and behind it".into(),
        ),
        ("pdf.leading", "8pt", "`pdf.leading` cannot be `8pt`: it takes a leading of at least the size".into()),
    ];
    for (key, value, expected) in cases {
        assert_eq!(resolved(&[(key, value)]).unwrap_err().message, expected);
    }
}

#[test]
fn what_is_typed_counts_in_the_order_of_the_table() {
    let orders =
        [[("pdf.size", "12pt"), ("pdf.leading", "14pt")], [("pdf.leading", "14pt"), ("pdf.size", "12pt")]];
    for order in orders {
        assert_eq!(resolved(&order).unwrap().theme.body.leading, Length::pt(14), "{order:?}");
    }
    // Neither is possible with what the other is by default.
    let orders =
        [[("pdf.margins", "70mm"), ("pdf.trim", "a4")], [("pdf.trim", "a4"), ("pdf.margins", "70mm")]];
    for order in orders {
        assert_eq!(resolved(&order).unwrap().theme.page.margins.inner, Length::parse("70mm").unwrap());
    }
    // What does not go with the rest is named, whatever stands behind it.
    let error = resolved(&[("pdf.margins", "3in"), ("title", "T")]).unwrap_err();
    assert!(error.message.starts_with("`pdf.margins` cannot be `3in`"), "{}", error.message);
}

#[test]
fn minima_are_two_numbers() {
    for (value, expected) in [
        ("2 3", Some((2, 3))),
        ("3, 9", Some((3, 9))),
        ("2", None),
        ("2 3 4", None),
        ("2 10", None),
        ("", None),
    ] {
        let least =
            resolved(&[("hyphenation-minima", value)]).ok().and_then(|settings| settings.hyphenation.least);
        assert_eq!(least, expected, "{value}");
    }
}

#[test]
fn files_of_patterns_say_their_language() {
    for (value, expected) in [
        ("hyph-ro.tex", Some("ro: hyph-ro.tex")),
        ("a/b/hyph-ro.pat.txt", Some("ro: a/b/hyph-ro.pat.txt")),
        ("hyph_de_1996.tex", Some("de-1996: hyph_de_1996.tex")),
        (r"C:\ro.txt, hyph-en-GB.tex", Some(r"ro: C:\ro.txt; en-gb: hyph-en-GB.tex")),
        ("ro=my patterns.txt", Some("ro: my patterns.txt")),
        ("sr-Cyrl = x.tex", Some("sr-cyrl: x.tex")),
        ("none", Some("")),
        ("patterns.txt", None),
        ("nonsense=hyph-ro.tex", None),
        ("hyph-.tex", None),
    ] {
        let found = resolved(&[("hyphenation-patterns", value)]).ok().map(|settings| {
            let shown = settings.hyphenation.patterns.iter().map(|(tag, path)| format!("{tag}: {path}"));
            shown.collect::<Vec<_>>().join("; ")
        });
        assert_eq!(found.as_deref(), expected, "{value}");
    }
}

#[test]
fn words_are_divided_where_the_user_says() {
    let cases = [
        ("data-base, Bifolio", Ok("data-base Bifolio")),
        ("man-u-script", Ok("man-u-script")),
        ("é-ta,,Ωμέ-γα,", Ok("é-ta Ωμέ-γα")),
        ("none", Ok("")),
        ("", Ok("")),
        ("-data", Err("-data")),
        ("data--base", Err("data--base")),
        ("-", Err("-")),
        ("one two", Err("one two")),
        ("a, b2", Err("b2")),
    ];
    for (value, expected) in cases {
        match (resolved(&[("hyphenation", value)]), expected) {
            (Ok(settings), Ok(words)) => assert_eq!(settings.hyphenation.words.join(" "), words),
            (Err(error), Err(word)) => {
                assert!(error.message.ends_with(&format!("and `{word}` is none")), "{error:?}")
            }
            (found, _) => panic!("{value}: {found:?}"),
        }
    }
}

#[test]
fn empty_metadata_says_nothing() {
    let settings =
        resolved(&[("title", "T"), ("title", " "), ("cover-image", ""), ("isbn", ""), ("lang", "")]).unwrap();
    assert_eq!(settings.metadata.title(), "T");
    assert_eq!(
        (settings.metadata.cover_image, settings.metadata.isbn, settings.metadata.lang),
        (None, None, None)
    );
    assert!(!settings.cover_is_typed);
    assert!(resolved(&[("cover-image", "a.png")]).unwrap().cover_is_typed);
}

#[test]
fn the_command_line_wins_over_the_front_matter() {
    let stated = draft(&[
        ("split-level", "2"),
        ("pdf.size", "12pt"),
        ("pdf.trim", "tiny"),
        ("pdf.margins", "3in"),
        ("layout", "post"),
        ("pdf.fonts", "serif"),
    ]);
    let metadata = Metadata { title: Some("Theirs".into()), lang: Some("de".into()), ..Metadata::default() };
    let later = Draft {
        metadata: Metadata {
            publisher: Some("House".into()),
            title: Some("Later".into()),
            ..Metadata::default()
        },
        ..draft(&[("split-level", "4"), ("typography", "off")])
    };
    let typed = typed(&[("title", "Mine"), ("split-level", "3")]).unwrap();
    let resolved = resolve(&typed, &[Draft { metadata, ..stated }, later]).unwrap();
    let settings = resolved.value;
    assert_eq!((settings.metadata.title(), settings.metadata.lang()), ("Mine", "de"));
    assert_eq!(settings.metadata.publisher.as_deref(), Some("House"));
    assert_eq!((settings.text.split_level, settings.theme.body.leading), (3, Length::pt(16)));
    assert!(!settings.text.typography);
    assert_eq!(settings.theme.page, Theme::default().page);
    let mut faults: Vec<_> = resolved
        .diagnostics
        .iter()
        .map(|fault| (fault.span.start, fault.severity.as_str(), fault.code))
        .collect();
    faults.sort();
    let expected = [
        (2, "warning", Code::BadSetting),
        (3, "warning", Code::BadSetting),
        (4, "warning", Code::UnknownSetting),
        (5, "warning", Code::UnknownSetting),
    ];
    assert_eq!(faults, expected);
}
