//! The pages that no manuscript holds: the title page and the contents.

use crate::document::{BlockId, Metadata, Section, Target};
use crate::layout::galley::{Galley, GalleyItem, LineBox, Slot, Space};
use crate::layout::line::Owner;
use crate::layout::page::{ArtifactKind, PageItem, Part, Placed};
use crate::layout::setter::{Column, ParagraphRules, Setter, Shape};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::StyledText;
use crate::length::{Length, Point, Size};
use crate::source::{FileId, Span};

/// Ids of what we make, in `FileId::GENERATED`. The contents count up from theirs.
const TITLE_PAGE: u32 = 0;
const CONTENTS: u32 = 1_000;

/// The widest number that a slot has room for, in tabular figures.
const WIDEST_FOLIO: &str = "0000";
/// Distance between leader dots, in hundredths of an em.
const LEADER_STEP: i64 = 60;

impl Setter<'_> {
    /// Title, subtitle and authors in the upper half of the page, publisher and date at its foot.
    pub fn title_page(&self, column: Column) -> Galley {
        let metadata = &self.document.metadata;
        let body = self.styles.body;
        let mut galley = Galley::default();
        let lines = |count: i64| Space { natural: body.leading * count, ..Space::default() };
        galley.line(LineBox { height: self.depth / 6, ..LineBox::default() });
        self.title_line(metadata.title(), scaled(body, 240, false), column, &mut galley);
        if let Some(subtitle) = &metadata.subtitle {
            galley.space(lines(1));
            self.title_line(subtitle, scaled(body, 140, true), column, &mut galley);
        }
        galley.space(lines(3));
        for author in metadata.authors() {
            self.title_line(author, scaled(body, 130, false), column, &mut galley);
        }
        let imprint = imprint(metadata);
        let foot = body.leading * imprint.len() as i64;
        let room = self.depth - galley.height() - foot;
        galley.space(Space { natural: room.max(Length::ZERO), ..Space::default() });
        for line in imprint {
            self.title_line(line, body, column, &mut galley);
        }
        galley
    }

    fn title_line(&self, text: &str, style: BlockStyle, column: Column, galley: &mut Galley) {
        let text = StyledText::plain(text, style.text);
        let rules = generated_rules(TITLE_PAGE, style, Shape::Centred);
        self.paragraph(&text, column, &rules, galley);
    }

    /// The contents down to the theme's depth, with a slot for each page number; `None` where
    /// there is nothing to list.
    pub fn contents(&self, column: Column) -> Option<Galley> {
        let depth = self.resources.theme.toc_depth;
        // A heading may have no words; without any there is nothing to list.
        let named = |section: &Section| section.number.is_some() || !section.title().trim().is_empty();
        let listed =
            |section: &&Section| section.level <= depth && section.heading.is_some() && named(section);
        let sections: Vec<&Section> = self.document.walk().filter(listed).collect();
        if sections.len() < 2 {
            return None;
        }
        let nested = sections.iter().any(|section| section.level > 1);
        let mut galley = Galley::default();
        let style = self.styles.heading(2);
        let heading = StyledText::plain(contents_heading(self.document.metadata.lang()), style.text);
        self.paragraph(&heading, column, &generated_rules(CONTENTS, style, Shape::Ragged), &mut galley);
        galley.keep();
        galley.space(Space { natural: self.styles.body.leading, ..Space::default() });
        for (index, section) in sections.into_iter().enumerate() {
            galley.may_break();
            if nested && section.level == 1 && index > 0 {
                galley.space(Space::flexible(self.styles.body.leading / 3));
            }
            self.contents_entry(section, nested, CONTENTS + 1 + index as u32, column, &mut galley);
        }
        Some(galley)
    }

    fn contents_entry(
        &self,
        section: &Section,
        nested: bool,
        index: u32,
        column: Column,
        galley: &mut Galley,
    ) {
        let mut style = self.styles.body;
        style.text.bold = nested && section.level == 1;
        let em = style.text.em();
        let slot = self.width(WIDEST_FOLIO, style.text);
        let column =
            column.indented(em.scale(150, 100) * i64::from(section.level.saturating_sub(1)), Length::ZERO);
        let title = column.indented(Length::ZERO, slot + em * 2);
        let number = section.number.as_ref().map_or_else(String::new, |number| format!("{number}\u{2002}"));
        let text = StyledText::plain(&(number + &section.title()), style.text);
        let rules = ParagraphRules { hanging: em, ..generated_rules(index, style, Shape::Ragged) };
        let start = galley.items.len();
        self.paragraph(&text, title, &rules, galley);
        let size = Size { width: column.width, height: style.leading };
        let link = Placed {
            at: Point { x: column.left, y: Length::ZERO },
            item: PageItem::Link(Target::Inside(section.anchor.clone()), size),
            part: Part::Generated { block: generated(index) },
        };
        let mut lines = galley.items[start..].iter_mut().rev().filter_map(|item| match item {
            GalleyItem::Box(line) => Some(line),
            GalleyItem::Penalty(cost) => {
                *cost = crate::layout::paragraph::INFINITE;
                None
            }
            GalleyItem::Glue(_) => None,
        });
        if let Some(last) = lines.next() {
            self.leaders(last, column, slot, style);
            let (_, baseline) = self.line_height(style, Length::ZERO, Length::ZERO);
            let (right, style) = (column.left + column.width, self.styles.body.text);
            let pieces = last.pieces.len();
            last.slots.push(Slot { block: section.id, pieces, right, baseline, style });
            last.pieces.push(link.clone());
        }
        for line in lines {
            line.pieces.push(link.clone());
        }
    }

    /// Dots from the end of the title to the number, on a grid that all entries share.
    fn leaders(&self, line: &mut LineBox, column: Column, slot: Length, style: BlockStyle) {
        let plain = TextStyle { bold: false, ..style.text };
        let step = plain.em().scale(LEADER_STEP, 100);
        let right = column.left + column.width - slot;
        let gap = plain.em() / 2;
        let text_end = line.pieces.iter().map(right_edge).max().unwrap_or(column.left);
        let count = ((right - gap - text_end - gap).0 / step.0.max(1)).max(0);
        let (_, baseline) = self.line_height(style, Length::ZERO, Length::ZERO);
        let at = Point { x: right - gap - step * count, y: baseline };
        for mut dots in
            self.runs(&".".repeat(count as usize), plain, at, &Part::Artifact(ArtifactKind::Layout))
        {
            if let PageItem::Glyphs(run) = &mut dots.item {
                run.glyphs.iter_mut().for_each(|glyph| glyph.advance = step);
            }
            line.pieces.push(dots);
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

fn generated_rules(index: u32, style: BlockStyle, shape: Shape) -> ParagraphRules {
    ParagraphRules {
        style,
        owner: Owner::Generated(generated(index)),
        base: 0,
        indent: Length::ZERO,
        hanging: Length::ZERO,
        shape,
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
