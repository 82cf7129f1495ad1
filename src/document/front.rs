//! What a book shows before its text, besides its cover: the title page and the contents. Both are
//! made here, and both editions show the same.

use super::content::{Inline, InlineKind, Style};
use super::words::{Word, Words};
use super::{Creator, Document, Metadata, Section};
use crate::source::Span;

/// A line of the title page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TitleLine {
    /// What it says.
    pub kind: TitleLineKind,
    /// Its words, as those of a `Title`.
    pub content: Vec<Inline>,
}

/// What a line of the title page says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TitleLineKind {
    /// The book's title; there is always one.
    Title,
    /// Its subtitle.
    Subtitle,
    /// An author, by name alone.
    Author,
    /// Anybody else, with what leads the name in.
    Contributor,
    /// Who publishes it.
    Publisher,
    /// When it is published, in the language of the book.
    Date,
}

/// A line of the contents, and those that stand below it.
#[derive(Clone, Debug)]
pub struct ContentsEntry<'a> {
    /// The section that it names.
    pub section: &'a Section,
    /// The lines below it.
    pub children: Vec<ContentsEntry<'a>>,
}

/// What stands for a title that says nothing: a heading without words would be a fault.
const BLANK: &str = "–";

impl Document {
    /// The words of the book's language.
    pub fn words(&self) -> Words {
        Words::of(self.metadata.lang())
    }

    /// The lines of the title page, from the top down.
    pub fn title_page(&self) -> Vec<TitleLine> {
        let Metadata { title, subtitle, creators, publisher, date, .. } = &self.metadata;
        let title = match title {
            Some(title) if !title.is_blank() => title.content.clone(),
            Some(_) => words(BLANK),
            None => words(self.metadata.title()),
        };
        let line = |kind, content| TitleLine { kind, content };
        let mut lines = vec![line(TitleLineKind::Title, title)];
        let subtitle = subtitle.iter().filter(|subtitle| !subtitle.is_blank());
        lines.extend(subtitle.map(|subtitle| line(TitleLineKind::Subtitle, subtitle.content.clone())));
        let book_words = self.words();
        let named = creators.iter().filter(|creator| !creator.name.trim().is_empty());
        lines.extend(named.map(|creator| creator_line(creator, &book_words)));
        lines.extend(publisher.iter().map(|name| line(TitleLineKind::Publisher, words(name))));
        // One that is no date of the calendar ("Spring 2024") stands as it is written.
        let date = self.metadata.printed_date().or(date.clone());
        lines.extend(date.iter().map(|date| line(TitleLineKind::Date, words(date))));
        lines
    }

    /// The contents: every section that has a number or a name. Those below one that has neither take
    /// its place.
    pub fn contents(&self) -> Vec<ContentsEntry<'_>> {
        entries(&self.sections)
    }
}

fn words(text: &str) -> Vec<Inline> {
    vec![Inline::text(text, Span::GENERATED)]
}

/// "Translated by Ben Other". A word that the book's language lacks says which language it is in.
fn creator_line(creator: &Creator, words: &Words) -> TitleLine {
    let name = creator.name.trim();
    let kind = if creator.role == "aut" { TitleLineKind::Author } else { TitleLineKind::Contributor };
    let Some(term) = Word::role(&creator.role).map(|word| words.term(word)) else {
        return TitleLine { kind, content: self::words(name) };
    };
    // A colon of full width brings its space with it.
    let space = if term.text.ends_with('：') { "" } else { " " };
    let content = match term.foreign {
        None => self::words(&format!("{}{space}{name}", term.text)),
        Some(lang) => {
            let lead = InlineKind::Styled(Style::Language(lang.into()), self::words(term.text));
            let lead = Inline { span: Span::GENERATED, kind: lead };
            vec![lead, Inline::text(format!("{space}{name}"), Span::GENERATED)]
        }
    };
    TitleLine { kind, content }
}

fn entries(sections: &[Section]) -> Vec<ContentsEntry<'_>> {
    let mut list = Vec::new();
    for section in sections {
        let children = entries(&section.children);
        match section.heading.is_some() && !section.label().is_empty() {
            true => list.push(ContentsEntry { section, children }),
            false => list.extend(children),
        }
    }
    list
}

impl<'a> ContentsEntry<'a> {
    /// This line and all below it, in reading order.
    pub fn walk(&self) -> Box<dyn Iterator<Item = &'a Section> + '_> {
        Box::new(std::iter::once(self.section).chain(self.children.iter().flat_map(ContentsEntry::walk)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::Title;
    use crate::document::text::inline_text;

    /// The lines of the title page of a book in a language, with their kinds.
    fn title_page(lang: &str, roles: &[(&str, &str)]) -> Vec<String> {
        let creator = |&(name, role): &(&str, &str)| Creator { role: role.into(), ..Creator::author(name) };
        let metadata = Metadata {
            title: Some(Title::from("Hands")),
            lang: Some(lang.into()),
            creators: roles.iter().map(creator).collect(),
            date: Some("2024".into()),
            ..Metadata::default()
        };
        let lines = Document { metadata, ..Document::default() }.title_page();
        lines.iter().map(|line| format!("{:?}: {}", line.kind, inline_text(&line.content))).collect()
    }

    #[test]
    fn persons_are_led_in_by_their_roles() {
        let roles =
            [("Ann", "aut"), ("Ben", "trl"), ("Cem", "edt"), ("Dee", "ill"), ("Eve", "pht"), (" ", "aut")];
        let lines = title_page("en", &roles);
        let expected = [
            "Title: Hands",
            "Author: Ann",
            "Contributor: Translated by Ben",
            "Contributor: Edited by Cem",
            "Contributor: Illustrated by Dee",
            "Contributor: Eve",
            "Date: 2024",
        ];
        assert_eq!(lines, expected);
        for (lang, expected) in [
            ("de-AT", "Contributor: Übersetzt von Ben"),
            ("ru", "Contributor: Перевод: Ben"),
            ("zh-TW", "Contributor: 翻譯：Ben"),
            ("xx", "Contributor: Translated by Ben"),
        ] {
            assert_eq!(title_page(lang, &roles[..2])[2], expected);
        }
    }

    #[test]
    fn a_word_of_another_language_says_so() {
        let creator = Creator { role: "trl".into(), ..Creator::author("Ben") };
        let english = |tag| {
            let line = creator_line(&creator, &Words::of(tag));
            matches!(&line.content[0].kind, InlineKind::Styled(Style::Language(lang), _) if lang == "en")
        };
        assert_eq!(["en-GB", "fr", "xx"].map(english), [false, false, true]);
    }

    #[test]
    fn a_title_that_says_nothing_is_a_dash() {
        let page = |title: Option<&str>| {
            let metadata = Metadata { title: title.map(Title::from), ..Metadata::default() };
            inline_text(&Document { metadata, ..Document::default() }.title_page()[0].content)
        };
        assert_eq!([page(None), page(Some(" ")), page(Some("T"))], ["Untitled", "–", "T"]);
    }
}
