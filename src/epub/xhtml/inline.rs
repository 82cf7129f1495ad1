//! Inlines as XHTML, counting the offsets of `content::plain_text` on the way.

use super::{ChapterWriter, is_blank};
use crate::document::content::OBJECT;
use crate::document::{ImageRef, Inline, InlineKind, NoteId, Target};
use crate::epub::book::{Place, label};
use crate::epub::uri;

impl ChapterWriter<'_, '_> {
    pub(super) fn inlines(&mut self, inlines: &[Inline]) {
        for inline in inlines {
            // A note's mark belongs to the word before it, and so to that word's page.
            if !matches!(inline.kind, InlineKind::NoteMark(_)) {
                self.mark_here();
            }
            self.inline(&inline.kind);
        }
    }

    fn inline(&mut self, kind: &InlineKind) {
        match kind {
            InlineKind::Text(text) => self.run(text),
            InlineKind::Emphasis(content) => self.wrapped("em", content),
            InlineKind::Strong(content) => self.wrapped("strong", content),
            InlineKind::Code(text) => {
                self.markup.start("code");
                self.run(text);
                self.markup.end();
            }
            InlineKind::Link { target, title, content } => self.link(target, title.as_deref(), content),
            InlineKind::Image(image) => {
                self.image(image);
                self.offset += OBJECT.len_utf8();
            }
            InlineKind::NoteMark(note) => self.note_mark(*note),
            InlineKind::LineBreak => {
                self.markup.start("br").void();
                self.offset += "\n".len();
            }
        }
    }

    /// Text with the marks of the pages that begin within it.
    pub(super) fn run(&mut self, text: &str) {
        let end = self.offset + text.len();
        let mut rest = text;
        while let Some(page) = self.pages.first().filter(|page| (page.position.offset as usize) < end) {
            let ahead = (page.position.offset as usize).saturating_sub(self.offset);
            let (before, after) = rest.split_at(rest.floor_char_boundary(ahead));
            self.markup.text(before);
            self.offset += before.len();
            self.mark_before(page.position.offset as usize + 1);
            rest = after;
        }
        self.markup.text(rest);
        self.offset = end;
    }

    fn wrapped(&mut self, name: &'static str, content: &[Inline]) {
        self.markup.start(name);
        self.inlines(content);
        self.markup.end();
    }

    /// A link without content, or to nowhere, leaves its content alone; so does one within a link.
    fn link(&mut self, target: &Target, title: Option<&str>, content: &[Inline]) {
        let address = if self.in_link || is_blank(content) { None } else { self.address(target) };
        let Some(address) = address else { return self.inlines(content) };
        self.markup.start("a").attr("href", &address).attr_if("title", title);
        // An image without alternative text would leave the link without a name.
        if label(content).is_empty() {
            self.markup.attr("aria-label", title.unwrap_or(&address));
        }
        self.in_link = true;
        self.inlines(content);
        self.in_link = false;
        self.markup.end();
    }

    fn address(&self, target: &Target) -> Option<String> {
        match target {
            Target::Outside(address) => uri::absolute(address),
            Target::Inside(anchor) => self.book.place(anchor).map(|place| self.local(place)),
            Target::Written(_) | Target::Nowhere => None,
        }
    }

    /// The address of a place as seen from this chapter.
    pub(super) fn local(&self, place: &Place) -> String {
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
        self.markup.start("img").attr("src", path).attr("alt", &image.alt);
        self.markup.attr_if("title", image.title.as_deref()).void();
    }

    /// The call of a note. Within a link it cannot be a link itself; the first call carries the
    /// id that the note leads back to.
    fn note_mark(&mut self, note: NoteId) {
        let Some(place) = self.book.note(note) else { return };
        let first = place.at.chapter == self.index && self.called.insert(note);
        let id = first.then_some(place.call_id.as_str());
        let number = place.number.to_string();
        if self.in_link {
            self.markup.start("sup").attr_if("id", id).text_end(&number);
            return;
        }
        let address = self.local(&place.at);
        self.markup.start("a").attr("class", "noteref").attr("epub:type", "noteref");
        self.markup.attr("role", "doc-noteref").attr_if("id", id).attr("href", &address);
        self.markup.start("sup").text_end(&number).end();
    }
}
