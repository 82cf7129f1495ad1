//! What a book or a section is called, wherever that is said.

use super::content::{Inline, InlineKind, Style};
use crate::source::Span;

/// A title in the two forms that there is a use for. What leads elsewhere (calls of notes, links, the
/// numbers of pages) belongs to the place in the text, and is in neither; nor are annotations above words,
/// but for those of the book's own title, which stand on the title page alone.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Title {
    /// For contents, running heads and title pages: markup and formulas are set, an image is its
    /// alternative text.
    pub content: Vec<Inline>,
    /// For outlines and metadata, which hold no markup: one line of plain text, formulas in
    /// characters.
    pub plain: String,
}

impl Title {
    /// The title that inlines make.
    pub fn of(inlines: &[Inline]) -> Title {
        Title::made(inlines, false)
    }

    /// The title of a book, with the annotations above its words: the text does not hold it again.
    pub fn of_book(inlines: &[Inline]) -> Title {
        Title::made(inlines, true)
    }

    fn made(inlines: &[Inline], annotated: bool) -> Title {
        let mut content = shown(inlines, annotated);
        trim_end(&mut content);
        let plain = plain(&content);
        Title { content, plain }
    }

    /// Whether it says nothing.
    pub fn is_blank(&self) -> bool {
        self.plain.trim().is_empty()
    }

    /// Decides both forms anew from the first, after that was changed.
    pub fn settle(&mut self) {
        *self = Title::of_book(&self.content);
    }
}

impl From<String> for Title {
    /// Plain text is kept as it is.
    fn from(plain: String) -> Title {
        Title { content: vec![Inline::text(plain.clone(), Span::GENERATED)], plain }
    }
}

impl From<&str> for Title {
    fn from(plain: &str) -> Title {
        Title::from(plain.to_owned())
    }
}

/// Takes off the white space that stood before what was left out.
fn trim_end(content: &mut Vec<Inline>) {
    while let Some(InlineKind::Text(text)) = content.last_mut().map(|last| &mut last.kind) {
        text.truncate(text.trim_end_matches(' ').len());
        if !text.is_empty() {
            return;
        }
        content.pop();
    }
}

/// What is left of inlines in a title, with or without what is said of words above them.
fn shown(inlines: &[Inline], annotated: bool) -> Vec<Inline> {
    let mut content = Vec::with_capacity(inlines.len());
    for Inline { span, kind } in inlines {
        let kind = match kind {
            InlineKind::NoteMark(_) | InlineKind::PageNumber { .. } => continue,
            InlineKind::Link { content: linked, .. } => {
                content.extend(shown(linked, annotated));
                continue;
            }
            InlineKind::Styled(Style::Anchor(_), inner) => {
                content.extend(shown(inner, annotated));
                continue;
            }
            // What is said of words is said where they stand.
            InlineKind::Styled(Style::Ruby(_), inner) if !annotated => {
                content.extend(shown(inner, annotated));
                continue;
            }
            InlineKind::Styled(style, inner) => match shown(inner, annotated) {
                inner if inner.is_empty() => continue,
                inner => InlineKind::Styled(style.clone(), inner),
            },
            InlineKind::Image(image) if image.decorative || image.alt.trim().is_empty() => continue,
            InlineKind::Image(image) => InlineKind::Text(image.alt.clone()),
            InlineKind::LineBreak => InlineKind::Text(" ".into()),
            InlineKind::Text(_) | InlineKind::Code(_) | InlineKind::Math(_) => kind.clone(),
        };
        content.push(Inline { span: *span, kind });
    }
    content
}

/// The characters of a title on one line.
fn plain(content: &[Inline]) -> String {
    let mut words = String::new();
    push_plain(content, &mut words);
    // U+00A0 and its like are set on purpose and stay.
    words.split([' ', '\t', '\n', '\r']).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ")
}

fn push_plain(content: &[Inline], words: &mut String) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) | InlineKind::Code(text) => words.push_str(text),
            InlineKind::Math(formula) => words.push_str(&formula.plain()),
            kind => push_plain(kind.content(), words),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Formula, ImageRef, MathNode, NoteId, Style, Target};
    use crate::source::FileId;

    fn inline(kind: InlineKind) -> Inline {
        Inline { span: Span::GENERATED, kind }
    }

    fn text(words: &str) -> Inline {
        Inline::text(words, Span::GENERATED)
    }

    fn image(alt: &str, decorative: bool) -> Inline {
        inline(InlineKind::Image(ImageRef { alt: alt.into(), decorative, ..ImageRef::default() }))
    }

    #[test]
    fn what_leads_elsewhere_is_left_out() {
        let note = inline(InlineKind::NoteMark(NoteId { file: FileId(0), index: 0 }));
        let page = InlineKind::PageNumber { target: Target::Nowhere, word: "page".into() };
        let link = InlineKind::Link {
            target: Target::Inside("two".into()),
            title: None,
            content: vec![text("link"), note.clone()],
        };
        let title = Title::of(&[text("A note"), note, text(" and a "), inline(link), inline(page)]);
        assert_eq!(title.plain, "A note and a link");
        assert_eq!(title.content, [text("A note"), text(" and a "), text("link")]);
    }

    #[test]
    fn only_the_book_s_own_title_keeps_its_annotations() {
        let ruby = |inner| inline(InlineKind::Styled(Style::Ruby("kan".into()), inner));
        let (one, book) = ([ruby(vec![text("漢")])], Title::of_book(&[ruby(vec![text("漢")])]));
        assert_eq!(Title::of(&one).content, [text("漢")]);
        assert_eq!((book.plain.as_str(), book.content.as_slice()), ("漢", one.as_slice()));
        let mut settled = book.clone();
        settled.settle();
        assert_eq!(settled, book);
    }

    #[test]
    fn a_title_is_one_line_without_objects() {
        let mut square = Formula::new("x^2".into(), false);
        let unread = inline(InlineKind::Math(square.clone()));
        square.tree = Some(MathNode::Scripts {
            base: Box::new(MathNode::Identifier { text: "x".into(), upright: false }),
            sub: None,
            sup: Some(Box::new(MathNode::Number("2".into()))),
        });
        let styled = |style, content| inline(InlineKind::Styled(style, content));
        for (inlines, plain) in [
            (vec![text("The "), inline(InlineKind::Math(square)), text(" law")], "The x² law"),
            (vec![text("The "), unread, text(" law")], "The x^2 law"),
            (vec![text("One"), inline(InlineKind::LineBreak), text("two\u{a0}three ")], "One two\u{a0}three"),
            (
                vec![styled(Style::Emphasis, vec![text("its")]), inline(InlineKind::Code(" code".into()))],
                "its code",
            ),
            (vec![image("A cup", false), image("", false), image("A rule", true)], "A cup"),
            (vec![styled(Style::Strong, vec![image("", true)])], ""),
        ] {
            let title = Title::of(&inlines);
            assert_eq!((title.plain.as_str(), title.is_blank()), (plain, plain.is_empty()));
        }
        assert_eq!(Title::of(&[image("", false)]).content, []);
    }
}
