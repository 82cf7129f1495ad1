//! The pages that no manuscript holds: the title page and the contents.

use crate::document::{BlockId, Metadata, Section, Target};
use crate::layout::galley::{Galley, LineBox, LinePiece, PageNumberSlot, Space};
use crate::layout::line::Owner;
use crate::layout::page::{ArtifactKind, End, Generated, PageItem, Part, Placed};
use crate::layout::setter::{Column, ParagraphRules, Setter, Shape};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::StyledText;
use crate::length::{Length, Point, Size};
use crate::source::{FileId, Span};

/// Ids of what we make, in `FileId::GENERATED`. The lines count up from theirs.
const TITLE_PAGE: u32 = 0;
const CONTENTS: u32 = 1 << 31;

/// The widest number that a slot has room for, in tabular figures.
const WIDEST_FOLIO: &str = "0000";
/// Distance between leader dots, in hundredths of an em.
const LEADER_STEP: i64 = 60;

/// A line of the contents.
struct Entry<'e> {
    text: String,
    level: u8,
    bold: bool,
    anchor: &'e str,
    /// What stands on the page that the line names.
    block: BlockId,
}

fn section_entry(section: &Section, nested: bool) -> Entry<'_> {
    let number = section.number.as_ref().map_or_else(String::new, |number| format!("{number}\u{2002}"));
    Entry {
        text: number + &section.listed_title(),
        level: section.level,
        bold: nested && section.level == 1,
        anchor: &section.anchor,
        block: section.id,
    }
}

impl Setter<'_> {
    /// Title, subtitle and authors in the upper half of the page, publisher and date at its foot.
    pub fn title_page(&self, column: Column) -> Galley {
        let metadata = &self.document.metadata;
        let body = self.styles.body;
        let mut galley = Galley::default();
        let lines = |count: i64| Space { natural: body.leading * count, ..Space::default() };
        galley.line(LineBox::blank(self.depth / 6));
        let mut index = TITLE_PAGE;
        let mut line = |text: &str, style, galley: &mut Galley| {
            self.title_line(text, style, index, (column, galley));
            index += 1;
        };
        line(metadata.title(), scaled(body, 240, false), &mut galley);
        if let Some(subtitle) = &metadata.subtitle {
            galley.space(lines(1));
            line(subtitle, scaled(body, 140, true), &mut galley);
        }
        galley.space(lines(3));
        for author in metadata.authors() {
            line(author, scaled(body, 130, false), &mut galley);
        }
        let imprint = imprint(metadata);
        let foot = body.leading * imprint.len() as i64;
        let room = self.depth - galley.height() - foot;
        galley.space(Space { natural: room.max(Length::ZERO), ..Space::default() });
        for text in imprint {
            line(text, body, &mut galley);
        }
        galley
    }

    fn title_line(&self, text: &str, style: BlockStyle, index: u32, (column, galley): (Column, &mut Galley)) {
        let text = StyledText::plain(text, style.text);
        let rules = generated_rules(index, Generated::TitleLine, style, Shape::Centred);
        self.paragraph(&text, column, &rules, galley);
    }

    /// The contents down to the theme's depth and the lists that are wanted, with a slot for each
    /// page number; `None` where there is nothing to list.
    pub fn contents(&self, column: Column) -> Option<Galley> {
        let mut galley = Galley::default();
        let mut index = CONTENTS;
        let sections = self.listed_sections();
        if sections.len() > 1 {
            let nested = sections.iter().any(|section| section.level > 1);
            let entries = sections.into_iter().map(|section| section_entry(section, nested));
            let heading = contents_heading(self.document.metadata.lang());
            self.entries_under(heading, entries, &mut index, column, &mut galley);
        }
        for list in &self.document.lists {
            if !galley.items.is_empty() {
                galley.may_break();
                galley.space(Space::flexible(self.styles.body.leading * 2));
            }
            let entries = list.entries.iter().map(|entry| Entry {
                text: entry.text.clone(),
                level: 1,
                bold: false,
                anchor: &entry.anchor,
                block: entry.block,
            });
            self.entries_under(&list.title, entries, &mut index, column, &mut galley);
        }
        (!galley.items.is_empty()).then_some(galley)
    }

    fn listed_sections(&self) -> Vec<&Section> {
        let depth = self.resources.theme.toc_depth;
        // A heading may have no words; without any there is nothing to list.
        let named = |section: &Section| section.number.is_some() || !section.title().trim().is_empty();
        let listed =
            |section: &&Section| section.level <= depth && section.heading.is_some() && named(section);
        self.document.walk().filter(listed).collect()
    }

    /// A heading and the entries below it. `index` counts what is made for the contents.
    fn entries_under<'e>(
        &self,
        heading: &str,
        entries: impl Iterator<Item = Entry<'e>>,
        index: &mut u32,
        column: Column,
        galley: &mut Galley,
    ) {
        let style = self.styles.heading(2);
        let heading = StyledText::plain(heading, style.text);
        let rules = generated_rules(*index, Generated::ContentsHeading, style, Shape::Ragged);
        self.paragraph(&heading, column, &rules, galley);
        galley.keep();
        galley.space(Space { natural: self.styles.body.leading, ..Space::default() });
        for (place, entry) in entries.enumerate() {
            *index += 1;
            galley.may_break();
            if entry.bold && place > 0 {
                galley.space(Space::flexible(self.styles.body.leading / 3));
            }
            self.entry(&entry, *index, column, galley);
        }
        *index += 1;
    }

    fn entry(&self, entry: &Entry, index: u32, column: Column, galley: &mut Galley) {
        let mut style = self.styles.body;
        style.text.bold = entry.bold;
        let em = style.text.em();
        let slot = self.width(WIDEST_FOLIO, style.text);
        let column =
            column.indented(em.scale(150, 100) * i64::from(entry.level.saturating_sub(1)), Length::ZERO);
        let title = column.indented(Length::ZERO, slot + em * 2);
        let text = StyledText::plain(&entry.text, style.text);
        let kind = Generated::Entry { level: entry.level };
        let rules = ParagraphRules { hanging: em, ..generated_rules(index, kind, style, Shape::Ragged) };
        let start = galley.items.len();
        self.paragraph(&text, title, &rules, galley);
        let size = Size { width: column.width, height: style.leading };
        let link = Placed {
            at: Point { x: column.left, y: Length::ZERO },
            item: PageItem::Link(End::Target(Target::Inside(entry.anchor.to_owned())), size),
            part: Part::Generated { block: generated(index), kind },
        };
        galley.forbid_breaks(start);
        let mut lines = galley.lines_from(start).rev();
        if let Some(last) = lines.next() {
            self.leaders(last, column, slot, style);
            let (_, baseline) = self.line_height(style, Length::ZERO, Length::ZERO);
            let at = Point { x: column.left + column.width, y: baseline };
            let (part, style) = (link.part.clone(), self.styles.body.text);
            last.push(LinePiece::PageNumber(PageNumberSlot { block: entry.block, part, at, style }));
            last.push(link.clone());
        }
        for line in lines {
            line.push(link.clone());
        }
    }

    /// Dots from the end of the title to the number, on a grid that all entries share.
    fn leaders(&self, line: &mut LineBox, column: Column, slot: Length, style: BlockStyle) {
        let plain = TextStyle { bold: false, ..style.text };
        let step = plain.em().scale(LEADER_STEP, 100);
        let right = column.left + column.width - slot;
        let gap = plain.em() / 2;
        let text_end = line.placed().map(right_edge).max().unwrap_or(column.left);
        let count = ((right - gap - text_end - gap).0 / step.0.max(1)).max(0);
        let (_, baseline) = self.line_height(style, Length::ZERO, Length::ZERO);
        let at = Point { x: right - gap - step * count, y: baseline };
        for mut dots in
            self.runs(&".".repeat(count as usize), plain, at, &Part::Artifact(ArtifactKind::Layout))
        {
            if let PageItem::Glyphs(run) = &mut dots.item {
                run.glyphs.iter_mut().for_each(|glyph| glyph.advance = step);
            }
            line.push(dots);
        }
    }
}

fn right_edge(piece: &Placed) -> Length {
    match &piece.item {
        PageItem::Glyphs(run) => piece.at.x + run.width(),
        _ => piece.at.x,
    }
}

fn scaled(body: BlockStyle, percent: i64, italic: bool) -> BlockStyle {
    let size = body.text.size.scale(percent, 100);
    BlockStyle { text: TextStyle { size, italic, ..body.text }, leading: size.scale(120, 100) }
}

/// What stands at the foot of the title page.
fn imprint(metadata: &Metadata) -> Vec<&str> {
    [&metadata.publisher, &metadata.date].into_iter().flatten().map(String::as_str).collect()
}

fn generated(index: u32) -> BlockId {
    BlockId { file: FileId::GENERATED, index }
}

fn generated_rules(index: u32, kind: Generated, style: BlockStyle, shape: Shape) -> ParagraphRules {
    ParagraphRules {
        style,
        owner: Owner::Generated(generated(index), kind),
        base: 0,
        indent: Length::ZERO,
        hanging: Length::ZERO,
        shape,
        goes_on: false,
        span: Span::GENERATED,
    }
}

/// What the contents are called, by language.
fn contents_heading(lang: &str) -> &'static str {
    match lang.split('-').next().unwrap_or_default() {
        "de" => "Inhalt",
        "fr" => "Table des matières",
        "es" => "Índice",
        "it" => "Indice",
        "nl" => "Inhoud",
        "pt" => "Sumário",
        "sv" => "Innehåll",
        "da" => "Indhold",
        "nb" | "nn" | "no" => "Innhold",
        "fi" => "Sisällys",
        "pl" => "Spis treści",
        "cs" => "Obsah",
        "ru" => "Оглавление",
        "uk" => "Зміст",
        "el" => "Περιεχόμενα",
        "hu" => "Tartalom",
        _ => "Contents",
    }
}
