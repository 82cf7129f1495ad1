//! Budgets of what texts take in.

use super::*;
use crate::source::Memory;

/// A word that begins with `@` names a file.
struct AtMarks;

impl Marks for AtMarks {
    fn find<'t>(&self, text: &'t str) -> Vec<Mark<'t>> {
        let at = text.match_indices('@').map(|(at, _)| at);
        at.map(|at| {
            let path = text[at + 1..].split_whitespace().next().unwrap_or_default();
            let what = What::File(Request { path, lines: Lines::All, frame: None });
            Mark { range: at..at + 1 + path.len(), what }
        })
        .collect()
    }
}

fn expanded(includer: &mut Includer, file: u32, text: &str) -> String {
    let source = Source { path: "b/one.md".into(), text: text.to_owned() };
    includer.expand(FileId(file), &source, &AtMarks).text
}

/// Files of which each takes in the next six times: the first asks for 6 + 6² + … + 6⁶ files.
fn tree() -> Memory {
    let inner = (1..6).map(|level| (format!("b/{level}.md"), format!("@{}.md ", level + 1).repeat(6)));
    Memory::from_iter(inner.chain([("b/6.md".to_owned(), "word".to_owned())]))
}

#[test]
fn a_text_that_takes_in_too_much_takes_in_nothing() {
    let files = tree();
    let mut includer = Includer::new(&files, vec!["b".into()], 2, Limits::default());
    let text = "One.\n\n@6.md\n\n@1.md @1.md\n";
    assert_eq!(expanded(&mut includer, 0, text), text);
    let said: Vec<(Code, Span)> = includer.diagnostics.iter().map(|said| (said.code, said.span)).collect();
    assert_eq!(said, [(Code::BeyondLimits, Span::new(FileId(0), 19..24))], "by way of the second");
    assert_eq!(expanded(&mut includer, 1, "Two: @6.md\n"), "Two: word\n", "the rest of the book is made");
}

#[test]
fn a_setting_raises_what_a_book_may_take_in() {
    let files = tree();
    let mut includer = Includer::new(&files, vec!["b".into()], 1, Limits::times(2));
    let text = expanded(&mut includer, 0, "@1.md @1.md\n");
    assert_eq!((text.matches("word").count(), includer.diagnostics.len()), (2 * 6usize.pow(5), 0));
}

#[test]
fn to_try_what_is_too_much_is_work_too() {
    let limits = Limits::default();
    let mut budget = Budget::new(limits);
    let whole = 0..limits.included_bytes() - 1_000;
    for text in 0..4 {
        let before = budget;
        let is_taken = budget.take(std::slice::from_ref(&whole)).is_ok();
        assert_eq!(is_taken, text < 2, "text {text}");
        assert!(budget.take(std::slice::from_ref(&whole)).is_err());
        budget.give_back(&before);
    }
}

#[test]
fn a_file_is_looked_through_once() {
    let file = File::new(FileId(0), "one\n// ANCHOR: a\ntwo\n// ANCHOR_END: a\n".to_owned());
    assert!(std::ptr::eq(file.line_starts(), file.line_starts()));
    assert!(std::ptr::eq(file.anchors(), file.anchors()));
    assert_eq!(Lines::Range(0, Some(1)).searched(&file), 0);
    assert_eq!(Lines::Anchor("a", false).searched(&file), "// ANCHOR: a\n// ANCHOR_END: a\n".len());
}
