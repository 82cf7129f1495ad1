//! What keeps some readers out and its author can mend: images without words, or with empty ones,
//! links that do not say where they lead, tables whose columns have no heads. Skipped levels of
//! headings are told by `structure`, links without text by `reference`.

use super::walk::{self, Visited};
use crate::address::image_name;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::text::{OBJECT, inline_text};
use crate::document::{Block, BlockKind, Document, ImageRef, Inline, InlineKind, Table, Target};
use crate::resource::Images;
use crate::source::Span;
use std::path::Path;

/// Reports what is wrong with images, links and tables. The cover is not among the images: what it
/// shows is the title, which stands in for it. That an image is missing says the loader.
pub(super) fn check(document: &mut Document, images: &Images, diagnostics: &mut Vec<Diagnostic>) {
    walk::inlines_and_blocks_mut(document, &mut |visited| {
        diagnostics.extend(match visited {
            Visited::Block(block) => of_block(block, images),
            Visited::Inline(inline) => of_inline(inline, images),
        });
    });
}

fn of_block(block: &Block, images: &Images) -> Option<Diagnostic> {
    match &block.kind {
        BlockKind::Image(image) => of_image(block.span, image, images),
        BlockKind::Table(table) => of_table(block, table),
        _ => None,
    }
}

fn of_inline(inline: &Inline, images: &Images) -> Option<Diagnostic> {
    match &inline.kind {
        InlineKind::Image(image) => of_image(inline.span, image, images),
        InlineKind::Link { target: Target::Inside(_) | Target::Outside(_), content, .. } => {
            let text = inline_text(content);
            mute(inline.span, content).or_else(|| of_link(inline.span, &text))
        }
        _ => None,
    }
}

fn of_image(span: Span, image: &ImageRef, images: &Images) -> Option<Diagnostic> {
    if image.decorative {
        return None;
    }
    if image.alt.trim().is_empty() {
        return Some(missing(span, image, images));
    }
    says_nothing(&image.alt, &image.path).then(|| {
        let message =
            format!("the alternative text “{}” says nothing of the {}", image.alt, image_name(&image.path));
        let hint = "write what it shows to those who cannot see it";
        Diagnostic::warning(Code::SuspiciousAlt, span, message).hint(hint)
    })
}

fn missing(span: Span, image: &ImageRef, images: &Images) -> Diagnostic {
    let path = &image.path;
    let loss = match images.get(path) {
        Some(_) => "readers who cannot see it miss what it shows",
        None => "and as it cannot be shown, nothing stands in its place",
    };
    let message = format!("the {} has no alternative text: {loss}", image_name(path));
    Diagnostic::warning(Code::MissingAlt, span, message)
        .hint("write what it shows: `![…](…)`; mark a purely decorative one with `![](…){.decorative}`")
}

/// Words for images as such, in the larger languages of Europe.
const IMAGES: &[&str] = &[
    "image",
    "img",
    "picture",
    "pic",
    "photo",
    "photograph",
    "graphic",
    "figure",
    "fig",
    "screenshot",
    "untitled",
    "placeholder",
    "alt",
    "alt text",
    "bild",
    "foto",
    "grafik",
    "abbildung",
    "figur",
    "illustration",
    "imagen",
    "immagine",
    "figura",
    "afbeelding",
    "imagem",
    "obrázek",
    "obraz",
    "kuva",
    "рисунок",
    "изображение",
];

/// Whether an alternative text is the name of the file, or a word for images alone, perhaps with a
/// number. WCAG knows both as a failure of its own (F30).
fn says_nothing(alt: &str, path: &str) -> bool {
    let alt = alt.trim().to_lowercase();
    let name = |part: Option<&std::ffi::OsStr>| part.map(|part| part.to_string_lossy().to_lowercase());
    let path = Path::new(path);
    let stem = name(path.file_stem());
    // A file may be named by what it shows; a name of one word is as often a description.
    let of_stem = stem.as_deref() == Some(alt.as_str()) && alt.contains(['_', '-']);
    let is_file =
        [".png", ".jpg", ".jpeg", ".gif", ".webp", ".svg"].iter().any(|ending| alt.ends_with(ending));
    let bare = alt.trim_end_matches(|c: char| c.is_ascii_digit() || " .:#-_".contains(c));
    of_stem || is_file || IMAGES.contains(&bare) || bare.is_empty()
}

/// Words that say of no link where it leads. Screen readers list the links of a page by their words
/// alone (WCAG 2.2, 2.4.4 and 2.4.9).
const LINKS: &[&str] = &[
    "here",
    "click here",
    "click",
    "link",
    "this link",
    "more",
    "read more",
    "learn more",
    "see more",
    "hier",
    "hier klicken",
    "klick hier",
    "klicken sie hier",
    "mehr",
    "weiterlesen",
    "ici",
    "cliquez ici",
    "lire la suite",
    "en savoir plus",
    "aquí",
    "haga clic aquí",
    "haz clic aquí",
    "leer más",
    "qui",
    "clicca qui",
    "leggi tutto",
    "aqui",
    "clique aqui",
    "saiba mais",
    "klik hier",
    "lees meer",
    "здесь",
    "тут",
    "подробнее",
];

/// A link of nothing but images that are marked as decoration has no name. Links without any content
/// are told by `reference`, images without words by themselves.
fn mute(span: Span, content: &[Inline]) -> Option<Diagnostic> {
    let mut pictures = false;
    let mut says = !inline_text(content).replace(OBJECT, "").trim().is_empty();
    walk::for_inlines(content, &mut |inline| match &inline.kind {
        InlineKind::Image(image) if image.decorative => pictures = true,
        InlineKind::Image(_) | InlineKind::Math(_) => says = true,
        _ => {}
    });
    (pictures && !says).then(|| {
        let message = "this link holds nothing but decoration, so that it has no name";
        let hint = "give its image an alternative text that says where the link leads";
        Diagnostic::warning(Code::EmptyLink, span, message).hint(hint)
    })
}

fn of_link(span: Span, text: &str) -> Option<Diagnostic> {
    let words = text.trim().trim_end_matches(['.', '…', '!', ':', '»', '→']).trim().to_lowercase();
    LINKS.contains(&words.as_str()).then(|| {
        let message = format!("the link “{}” does not say where it leads", text.trim());
        let hint = "let the linked words name what is there";
        Diagnostic::note(Code::VagueLink, span, message).hint(hint)
    })
}

/// A table of one column is a list, and one of one row has nothing to be the head of. To those who do
/// not see the grid, heads alone say what a cell is (WCAG 2.2, 1.3.1).
fn of_table(block: &Block, table: &Table) -> Option<Diagnostic> {
    let headed = table.cells().any(|cell| cell.heads.is_some());
    let grid = table.bodies.iter().flatten().count() > 1 && table.columns > 1;
    (!headed && grid && table.cells().any(|cell| !cell.is_blank())).then(|| {
        let message = "this table has no heads: read aloud, its cells do not say what they are";
        Diagnostic::note(Code::HeadlessTable, block.span, message).hint("name its columns in the first row")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_say_nothing_are_known() {
        let alts = [
            ("Image", "a.png", true),
            ("figure 3", "a.png", true),
            ("kettle-2.png", "kettle-2.png", true),
            ("img_2041", "img_2041.jpg", true),
            ("1", "a.png", true),
            ("kettle", "kettle.png", false),
            ("A kettle on a stove", "a.png", false),
            ("Photo of a kettle", "a.png", false),
        ];
        for (alt, path, expected) in alts {
            assert_eq!(says_nothing(alt, path), expected, "{alt}");
        }
        for (text, expected) in
            [("here", true), ("Click here.", true), ("Mehr …", true), ("more tea", false), ("", false)]
        {
            assert_eq!(of_link(Span::GENERATED, text).is_some(), expected, "{text}");
        }
    }
}
