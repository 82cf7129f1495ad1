//! Inlines as XHTML, counting the offsets of `text::plain_text` on the way.

use super::{ChapterWriter, code_direction, language, math, wide};
use crate::document::content::is_blank;
use crate::document::text::{Step, walk};
use crate::document::{
    Extent, Formula, ImageRef, Inline, InlineKind, Meaning, NoteId, Style, Target, Title, Word,
};
use crate::epub::plan::{EpubPlan, Location};
use crate::epub::uri;
use crate::markup::Markup;
use crate::theme::Notes;

/// What was opened for an inline that holds others.
#[derive(Clone, Copy)]
pub(super) enum Open {
    Style,
    Link,
    /// A link that is its content alone.
    Nothing,
}

/// The size that the manuscript asks for, as CSS.
fn extent_style(image: &ImageRef) -> String {
    let css = |name: &str, extent: Option<Extent>| match extent {
        Some(Extent::Share(thousandths)) => {
            format!("{name}:{}.{}%;", thousandths / 10, thousandths % 10)
        }
        Some(Extent::Length(length)) => format!("{name}:{:.1}px;", length.to_pt() * 96.0 / 72.0),
        None => String::new(),
    };
    // Reading systems scale an image to the width of the screen; a share of its height they may not know.
    let height = image.height.filter(|height| matches!(height, Extent::Length(_)));
    css("width", image.width) + &css("height", height)
}

/// Opens the element of a style.
pub(super) fn open_style(book: &EpubPlan, markup: &mut Markup, style: &Style) {
    markup.start(match style {
        Style::Emphasis => "em",
        Style::Strong => "strong",
        Style::Struck => "del",
        Style::Superscript => "sup",
        Style::Subscript => "sub",
        Style::Underlined => "u",
        Style::Highlighted => "mark",
        Style::Small => "small",
        Style::Keyboard => "kbd",
        Style::Ruby(_) => "ruby",
        Style::Meaning(meaning) => meaning_element(meaning),
        Style::SmallCaps
        | Style::Classes(_)
        | Style::Language(_)
        | Style::Direction(_)
        | Style::Anchor(_)
        | Style::Address => "span",
    });
    match style {
        Style::SmallCaps => _ = markup.attr("class", "smallcaps"),
        Style::Meaning(Meaning::Abbreviation(full)) => _ = markup.attr_if("title", full.as_deref()),
        Style::Meaning(Meaning::Time(moment)) => _ = markup.attr_if("datetime", moment.as_deref()),
        Style::Classes(classes) => _ = markup.attr("class", &classes.join(" ")),
        Style::Language(lang) => language(book, markup, Some(lang)),
        Style::Direction(direction) => _ = markup.attr("dir", direction.as_str()),
        _ => {}
    }
}

/// The element that says what words mean.
fn meaning_element(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Abbreviation(_) => "abbr",
        Meaning::Citation => "cite",
        Meaning::Definition => "dfn",
        Meaning::Deleted => "del",
        Meaning::Inserted => "ins",
        Meaning::Isolated => "bdi",
        Meaning::Sample => "samp",
        Meaning::Time(_) => "time",
        Meaning::Variable => "var",
    }
}

impl ChapterWriter<'_, '_> {
    /// Inlines that go on where the block's text has come to.
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        self.offset = walk(inlines, self.offset, &mut |offset, step| {
            self.offset = offset;
            match step {
                Step::Enter(inline) => {
                    self.mark_here();
                    self.enter(&inline.kind);
                }
                Step::Leave(inline) => self.leave(&inline.kind),
                Step::Leaf(inline) => self.leaf(&inline.kind),
            }
        });
    }

    fn leaf(&mut self, kind: &InlineKind) {
        // A note's mark belongs to the word before it, and so to that word's page.
        if !matches!(kind, InlineKind::NoteMark(_) | InlineKind::PageNumber { .. }) {
            self.mark_here();
        }
        match kind {
            InlineKind::Text(text) => self.text(text, Self::words),
            InlineKind::Code(text) => {
                self.markup.start("code").attr_if("dir", code_direction(self.book));
                self.text(text, Self::plain);
                self.markup.end();
            }
            InlineKind::Image(image) => self.image(image),
            InlineKind::Math(formula) => self.formula_among_words(formula),
            InlineKind::NoteMark(note) => self.note_mark(*note),
            InlineKind::LineBreak => _ = self.markup.start("br").void(),
            // An e-book has no pages of its own; what holds others is entered and left.
            InlineKind::PageNumber { .. } | InlineKind::Styled(..) | InlineKind::Link { .. } => {}
        }
    }

    fn enter(&mut self, kind: &InlineKind) {
        let open = match kind {
            InlineKind::Styled(Style::Anchor(name), content) => {
                let open = self.anchor(name, content);
                return self.open.push(open);
            }
            InlineKind::Styled(style, content) => {
                if *style == Style::Meaning(Meaning::Definition) {
                    self.mark_within(content);
                }
                self.is_emphasised ^= *style == Style::Emphasis;
                open_style(self.book, &mut self.markup, style);
                Open::Style
            }
            InlineKind::Link { target, title, content } => self.link(target, title.as_deref(), content),
            _ => Open::Nothing,
        };
        let open = self.named(open);
        self.open.push(open);
    }

    /// A place among words is the id of the one element that it holds, else of one of its own.
    fn anchor(&mut self, name: &str, content: &[Inline]) -> Open {
        let book = self.book;
        self.inline_id = book.place(name).map(|place| place.id.as_str());
        if self.inline_id.is_some() && self.named.take() == self.inline_id {
            self.inline_id = None;
        }
        match content {
            [Inline { kind: InlineKind::Styled(style, _), .. }] if !matches!(style, Style::Anchor(_)) => {}
            [Inline { kind: InlineKind::Link { .. }, .. }] => {}
            _ => return self.named(Open::Nothing),
        }
        Open::Nothing
    }

    /// Gives the id that waits to the element that was just opened, or to one of its own.
    fn named(&mut self, open: Open) -> Open {
        let Some(id) = self.inline_id.take() else { return open };
        match open {
            Open::Nothing => {
                self.markup.start("span").attr("id", id);
                Open::Style
            }
            open => {
                self.markup.attr("id", id);
                open
            }
        }
    }

    fn leave(&mut self, kind: &InlineKind) {
        if let InlineKind::Styled(Style::Ruby(annotation), _) = kind {
            self.markup.start("rt").text_end(annotation);
        }
        self.is_emphasised ^= matches!(kind, InlineKind::Styled(Style::Emphasis, _));
        match self.open.pop() {
            Some(Open::Style) => _ = self.markup.end(),
            Some(Open::Link) => {
                self.in_link = false;
                self.markup.end();
            }
            Some(Open::Nothing) | None => {}
        }
    }

    /// Text that begins at the offset, with the marks of the pages that begin within it; what is between them is
    /// written by `write`.
    pub(super) fn text(&mut self, text: &str, write: fn(&mut Self, &str)) {
        let start = self.offset;
        let mut written = 0;
        while let Some(page) =
            self.pages.first().filter(|page| (page.position.offset as usize) < start + text.len())
        {
            let ahead = (page.position.offset as usize).saturating_sub(start).max(written);
            let until = text.floor_char_boundary(ahead);
            write(self, &text[written..until]);
            written = until;
            self.mark_before(page.position.offset as usize + 1);
        }
        write(self, &text[written..]);
    }

    /// Text in which all words are alike.
    pub(super) fn plain(&mut self, text: &str) {
        self.markup.text(text);
    }

    /// A link without content, or to nowhere, leaves its content alone; so does one within a link.
    fn link(&mut self, target: &Target, title: Option<&str>, content: &[Inline]) -> Open {
        let kept = matches!(target, Target::Written(_)) || !is_blank(content);
        let address = if self.in_link || !kept { None } else { self.address(target) };
        let Some(address) = address else { return Open::Nothing };
        self.mark_within(content);
        self.markup.start("a").attr("href", &address).attr_if("title", title);
        // An image without alternative text would leave the link without a name.
        if Title::of(content).is_blank() {
            self.markup.attr_if("aria-label", title.or((!address.is_empty()).then_some(&address)));
        }
        self.in_link = true;
        Open::Link
    }

    fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Outside(address) => uri::absolute(address),
            Target::Inside(anchor) => self.book.place(anchor).map(|place| self.local(place)),
            Target::Written(address) => Some(uri::reference(address)),
            Target::Nowhere => None,
        }
    }

    /// The address of a place as seen from this chapter.
    pub(super) fn local(&self, place: &Location) -> String {
        if place.chapter == self.index { format!("#{}", place.id) } else { self.book.href(place) }
    }

    fn image(&mut self, image: &ImageRef) {
        match self.book.image_path(&image.path) {
            Some(path) => self.image_element(path, image),
            None if image.alt.trim().is_empty() => {}
            None => {
                self.markup.start("span").attr("class", "missing-image").text_end(&image.alt);
            }
        }
    }

    pub(super) fn image_element(&mut self, path: &str, image: &ImageRef) {
        let style = extent_style(image);
        let alt = if image.decorative { "" } else { &image.alt };
        // One that stands alone in a figure has an id of its own; one among words has none.
        self.open("img").attr("src", path).attr("alt", alt);
        self.markup.attr_if("role", image.decorative.then_some("presentation"));
        self.markup.attr_if("title", image.title.as_deref());
        self.markup.attr_if("style", (!style.is_empty()).then_some(&style)).void();
    }

    /// A formula, in a box that scrolls where it is wide; within a link nothing can be reached by itself.
    fn formula_among_words(&mut self, formula: &Formula) {
        if self.in_link || !formula.tree.as_ref().is_some_and(wide::is_wide) {
            return self.formula(formula);
        }
        self.markup.start("span").attr("class", "scroll");
        self.scrolls(Word::Equation, None);
        self.formula(formula);
        self.markup.end();
    }

    /// A formula; one that could not be read as it is written.
    pub(super) fn formula(&mut self, formula: &Formula) {
        if let Some(tree) = &formula.tree {
            return math::write(&mut self.markup, formula, tree);
        }
        self.markup.start("code").attr("class", "formula");
        self.text(&formula.source, Self::plain);
        self.markup.end();
    }

    /// The call of a note. Within a link it cannot be a link itself; the first call carries the
    /// id that the note leads back to.
    fn note_mark(&mut self, note: NoteId) {
        let Some(place) = self.book.note(note) else { return };
        let first = place.at.chapter == self.index && self.called.insert(note);
        let id = first.then_some(place.call_id.as_str());
        let number = self.book.document.digits.written(place.number);
        if self.in_link {
            self.markup.start("sup").attr_if("id", id).text_end(&number);
            return;
        }
        let address = self.local(&place.at);
        let pops_up = self.book.notes_as == Notes::PopUp;
        self.markup.start("a").attr("class", "noteref").attr_if("epub:type", pops_up.then_some("noteref"));
        self.markup.attr("role", "doc-noteref").attr_if("id", id).attr("href", &address);
        self.markup.start("sup").text_end(&number).end();
    }
}
