//! What levels of inlines become when they are closed.

use super::inline::{SPACE, trim_end};
use super::line_ends;
use super::moment::is_moment;
use super::ruby;
use crate::document::content::is_blank;
use crate::document::quotation;
use crate::document::text::inline_text;
use crate::document::{ImageRef, Inline, InlineKind, Meaning, Style, Target};
use crate::source::Span;

/// What an open level becomes when it is closed.
#[derive(Clone, Debug)]
pub(in crate::reader) enum Wrapper {
    Styled(Style),
    /// Code, of which the text alone is kept.
    Code,
    Link {
        target: String,
        title: Option<String>,
    },
    /// `alt` gathers the plain text of the content; `nested` counts the levels open within it.
    Image {
        path: String,
        title: Option<String>,
        alt: String,
        nested: usize,
    },
    /// HTML's `q`, which lies in so many others.
    Quotation(usize),
    /// HTML's `ruby`, with what is complete of it.
    Ruby(Vec<ruby::Part>),
    /// What a ruby has above its words; `apart` is what stands over all of them.
    Annotation {
        apart: bool,
    },
    /// Words that stay on one line.
    Unbroken,
    /// What a book has no use for, as the parentheses of a ruby.
    Dropped,
    /// What neither edition can show; its content are the words for those who do not see it.
    Embedded(Embedded),
}

/// What stands in a page and neither edition can show: a film, a frame.
#[derive(Clone, Debug, Default)]
pub(in crate::reader) struct Embedded {
    pub(in crate::reader) title: Option<String>,
    pub(in crate::reader) target: Option<String>,
    /// What it is called where no link leads to it: the words for want of others.
    pub(in crate::reader) name: Option<String>,
    /// Its end tag is there, so that all that it holds is meant to stand for it.
    pub(in crate::reader) closed: bool,
}

/// What a closed level leaves among the words around it.
pub(super) fn closed(wrapper: Wrapper, content: Vec<Inline>, span: Span) -> Vec<Inline> {
    let kind = match wrapper {
        Wrapper::Styled(Style::Classes(classes)) if classes.is_empty() => return content,
        Wrapper::Dropped | Wrapper::Annotation { .. } => return Vec::new(),
        Wrapper::Unbroken => return unbroken(content),
        Wrapper::Ruby(parts) => return ruby::inlines(parts, content, span),
        Wrapper::Embedded(embedded) => return embedded.link(content, span),
        Wrapper::Quotation(depth) => {
            let (_, mark) = quotation::marks(depth);
            let mark = Inline::text(mark, Span::new(span.file, span.end as usize..span.end as usize));
            return content.into_iter().chain([mark]).collect();
        }
        Wrapper::Styled(Style::Meaning(meaning)) => match settled(meaning, &content) {
            Some(meaning) => InlineKind::Styled(Style::Meaning(meaning), content),
            None => return content,
        },
        Wrapper::Styled(style) => InlineKind::Styled(style, content),
        Wrapper::Code => InlineKind::Code(line_ends::settled(&plain(&content))),
        Wrapper::Link { target, title } => {
            InlineKind::Link { target: Target::Written(target), title, content }
        }
        Wrapper::Image { path, title, alt, .. } => {
            let alt = line_ends::settled(alt.trim());
            InlineKind::Image(ImageRef { path, alt, title, ..ImageRef::default() })
        }
    };
    vec![Inline { span, kind }]
}

/// Words with no blanks between them at which a line may end.
fn unbroken(mut content: Vec<Inline>) -> Vec<Inline> {
    bind(&mut content);
    content
}

fn bind(content: &mut [Inline]) {
    for inline in content {
        match &mut inline.kind {
            InlineKind::Text(text) => *text = text.replace(SPACE, "\u{A0}"),
            kind => bind(kind.content_mut()),
        }
    }
}

/// What HTML says of words, if it may: a time names its moment, were it by its own words, and no
/// term is defined within another.
fn settled(meaning: Meaning, content: &[Inline]) -> Option<Meaning> {
    match meaning {
        Meaning::Time(moment) => {
            let moment = moment.filter(|moment| is_moment(moment));
            let own = || Some(inline_text(content).trim().to_owned()).filter(|text| is_moment(text));
            moment.or_else(own).map(|moment| Meaning::Time(Some(moment)))
        }
        Meaning::Definition => (!holds(content, &is_definition)).then_some(meaning),
        meaning => Some(meaning),
    }
}

fn is_definition(kind: &InlineKind) -> bool {
    matches!(kind, InlineKind::Styled(Style::Meaning(Meaning::Definition), _))
}

fn is_link(kind: &InlineKind) -> bool {
    matches!(kind, InlineKind::Link { .. })
}

/// Whether such an inline is among these or within them.
fn holds(inlines: &[Inline], is_wanted: &impl Fn(&InlineKind) -> bool) -> bool {
    inlines.iter().any(|inline| is_wanted(&inline.kind) || holds(inline.kind.content(), is_wanted))
}

impl Embedded {
    /// The link that stands in its place: of its title, else of the words for those who do not see
    /// it, else of its address. Words that hold a link of their own stay as they are.
    fn link(self, mut content: Vec<Inline>, span: Span) -> Vec<Inline> {
        trim_end(&mut content);
        let own_words = self.closed && !is_blank(&content);
        let (words, rest) = match (self.title, &self.target) {
            (Some(title), _) => (vec![Inline::text(title, span)], if self.closed { vec![] } else { content }),
            (None, _) if own_words && holds(&content, &is_link) => return content,
            (None, Some(target)) if !own_words => (vec![Inline::text(target.clone(), span)], content),
            (None, None) if !own_words => {
                (self.name.map(|name| Inline::text(name, span)).into_iter().collect(), content)
            }
            (None, _) => (content, Vec::new()),
        };
        let Some(target) = self.target else { return words.into_iter().chain(rest).collect() };
        let kind = InlineKind::Link { target: Target::Written(target), title: None, content: words };
        std::iter::once(Inline { span, kind }).chain(rest).collect()
    }
}

/// The text of what becomes plain, which typography does not look into.
pub(super) fn plain(content: &[Inline]) -> String {
    let text = inline_text(content);
    quotation::straightened(&text).unwrap_or(text)
}
