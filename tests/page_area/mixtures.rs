//! Whatever a manuscript is made of: its lines and pages hold all of every block in order, and nothing leaves the text
//! area that no message names.

use super::vocabulary::{DIALECTS, VOCABULARY, manuscript};
use super::{TOLERANCE, height, is_of_text, width};
use bifolio::diagnostic::Diagnostic;
use bifolio::document::content::children;
use bifolio::document::text::plain_text;
use bifolio::document::{Block, BlockId, Document, Metadata};
use bifolio::font::Family;
use bifolio::layout::lay_out;
use bifolio::layout::page::{PagedDocument, Part};
use bifolio::length::{Length, Sides, Size};
use bifolio::reader::markdown::Dialect;
use bifolio::resource::{Images, Resources};
use bifolio::source::{FileId, Source};
use bifolio::theme::{BodyStyle, Figures, PageStyle, Theme};
use proptest::prelude::*;
use std::collections::BTreeMap;

/// What the vocabulary lacks: words enough to break, of several languages, and what is high or wide.
const LONG: &[(&str, &str)] = &[
    (
        "The mill stands where the river bends, and whoever comes by hears its wheel from afar, by day and, when the \
         water is high, by night as well; nobody has counted the years. ",
        "",
    ),
    (
        "[Die Mühle steht, wo der Fluss sich krümmt, und wer vorüberkommt, hört das Wasserrad schon von weitem.]{lang=de} ",
        "",
    ),
    ("[Le moulin se trouve là où la rivière fait un coude ; « qui passe l’entend de loin ».]{lang=fr} ", ""),
    ("[Мельница стоит там, где река поворачивает, и её колесо слышно издалека.]{lang=ru} ", ""),
    ("[Ο μύλος στέκει εκεί όπου στρίβει το ποτάμι.]{lang=el} ", ""),
    ("山中何事松花釀酒春水煎茶山中何事松花釀酒春水煎茶 ", ""),
    ("Incomprehensibilities-of-counterrevolutionaries/and/paths/without/an/end/to/them/at/all ", ""),
    (
        "Where $\\sum_{i=1}^{n} x_i = \\frac{a + b}{\\sqrt{c}}$ and $\\begin{pmatrix} a & b \\\\ c & d \\end{pmatrix}$ hold. ",
        "",
    ),
    ("\n\n$$\n\\begin{aligned}\nx &= 1 \\\\\ny &= \\frac{1}{2}\n\\end{aligned}\n$$\n\n", ""),
    (
        "\n\n```rust\nfn long(first: u32, second: u32) -> u32 { first + second } // and a comment that does not end soon\n```\n\n",
        "",
    ),
    (
        "\n\n| a | b | c |\n|---|--:|---|\n| words of a cell that go on | 12 | and of another one |\n| § | § | § |\n\n",
        "",
    ),
    (
        "w[^m1]x[^m2]y[^m3]z[^m4]\n\n[^m1]: § §\n\n[^m2]: §[^m3]\n\n[^m3]: §\n\n    §\n\n[^m4]: §\n\n",
        "unused-note",
    ),
];

/// Pages from those of a telephone to a large sheet.
fn theme() -> impl Strategy<Value = Theme> {
    let size = (200i64..700, 250i64..900, 7i64..16, 20i64..60);
    let families = prop::sample::select(vec![Family::Serif, Family::Sans, Family::Mono]);
    (size, families, any::<bool>()).prop_map(|((width, height, size, margin), family, top)| {
        let [margin, size] = [margin, size].map(Length::pt);
        let margins =
            Sides { inner: margin + size, outer: margin, top: margin + size * 2, bottom: margin + size * 2 };
        let page = PageStyle { trim: Size { width: Length::pt(width), height: Length::pt(height) }, margins };
        let body = BodyStyle { family, headings: family, size, leading: size.scale(4, 3) };
        let figures = if top { Figures::Top } else { Figures::Here };
        Theme { page, body, figures, ..Theme::default() }
    })
}

/// A document and its pages, with all that was said of them.
struct Made {
    document: Document,
    paged: PagedDocument,
    diagnostics: Vec<Diagnostic>,
}

fn made(text: &str, dialect: Dialect, theme: &Theme) -> Made {
    let source = Source { path: "book.md".into(), text: text.to_owned() };
    let mut diagnostics = Vec::new();
    let draft = bifolio::reader::markdown::read(FileId(0), &source, dialect.into()).collect(&mut diagnostics);
    let metadata = Metadata { lang: Some("en".into()), title: Some("T".into()), ..Metadata::default() };
    let document = bifolio::pass::prepare(
        vec![("book.md".to_string(), draft)],
        metadata,
        &Images::default(),
        &Default::default(),
        &Default::default(),
    );
    let document = document.collect(&mut diagnostics);
    let resources = Resources { theme: theme.clone(), ..Resources::default() };
    let paged = lay_out(&document, &resources).collect(&mut diagnostics);
    Made { document, paged, diagnostics }
}

/// What leaves the text area.
fn outside(made: &Made, theme: &Theme) -> Option<String> {
    let page_style = theme.page;
    let (margins, bottom) =
        (page_style.margins, page_style.trim.height - page_style.margins.bottom + TOLERANCE);
    let runs_over = made.diagnostics.iter().any(|said| said.code.as_str() == "overfull-line");
    for page in &made.paged.pages {
        let left = if page.folio.number % 2 == 1 { margins.inner } else { margins.outer };
        let right = left + page_style.measure();
        for placed in page.items.iter().filter(|placed| is_of_text(placed)) {
            let (from, to) = (placed.at.x, placed.at.x + width(placed));
            // Numbers of notes hang, and wide ones reach into the margin.
            let left = if matches!(placed.part, Part::Label(_)) { Length::ZERO } else { left };
            let is_beside = from < left - TOLERANCE || to > right + TOLERANCE;
            let is_beyond = placed.at.y < margins.top - TOLERANCE || placed.at.y + height(placed) > bottom;
            if is_beyond || is_beside && !runs_over {
                return Some(format!("page {} of {:?}: {placed:?}", page.folio, page_style));
            }
        }
    }
    None
}

/// The texts of all blocks.
fn texts(document: &Document) -> BTreeMap<BlockId, String> {
    fn add(block: &Block, texts: &mut BTreeMap<BlockId, String>) {
        texts.insert(block.id, plain_text(block));
        children(block).for_each(|child| add(child, texts));
    }
    let mut texts = BTreeMap::new();
    let blocks = document.walk().flat_map(|section| &section.blocks);
    blocks
        .chain(document.notes.iter().flat_map(|note| &note.blocks))
        .for_each(|block| add(block, &mut texts));
    texts
}

/// What of a block is not on the pages, or stands there in another order.
fn out_of_order(made: &Made) -> Option<String> {
    let mut shown: BTreeMap<BlockId, Vec<(u32, u32)>> = BTreeMap::new();
    for placed in made.paged.pages.iter().flat_map(|page| &page.items) {
        if let Some((block, range)) = placed.part.own() {
            shown.entry(block).or_default().push((range.start, range.end));
        }
    }
    texts(&made.document).into_iter().find_map(|(block, text)| {
        let mut at = 0;
        for &(start, end) in shown.get(&block).into_iter().flatten() {
            // The pieces of a formula, and links over what has come, have the place of all of it.
            if end <= at {
                continue;
            }
            let passed = &text[at as usize..start.max(at) as usize];
            if !passed.chars().all(is_unseen) {
                return Some(format!(
                    "`{passed}` of {text:?} is passed over in {shown:?}",
                    shown = shown.get(&block)
                ));
            }
            at = end;
        }
        let rest = &text[at as usize..];
        (!rest.chars().all(is_unseen)).then(|| format!("`{rest}` of {text:?} is not shown"))
    })
}

/// White space at the ends of lines, places of hyphens, and images that are not there.
fn is_unseen(character: char) -> bool {
    character.is_whitespace() || matches!(character, '\u{AD}' | '\u{200B}' | '\u{FFFC}')
}

/// Fragments of the whole vocabulary, and of one dialect or none.
fn mixture() -> impl Strategy<Value = (Dialect, Vec<(&'static str, &'static str)>)> {
    let dialects: Vec<_> = DIALECTS.iter().copied().chain([(Dialect::default(), LONG)]).collect();
    prop::sample::select(dialects).prop_flat_map(|(dialect, own)| {
        let fragment = prop_oneof![
            2 => prop::sample::select(VOCABULARY),
            1 => prop::sample::select(LONG),
            1 => prop::sample::select(own),
        ];
        (Just(dialect), prop::collection::vec(fragment, 1..25))
    })
}

proptest! {
    #[test]
    fn any_mixture_is_set_whole_and_within_its_pages((dialect, fragments) in mixture(), theme in theme()) {
        let (text, ..) = manuscript(&fragments);
        let made = made(&text, dialect, &theme);
        let fault = outside(&made, &theme).or_else(|| out_of_order(&made));
        prop_assert!(fault.is_none(), "{}\n{text}", fault.unwrap_or_default());
    }
}
