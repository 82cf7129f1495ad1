//! The pages that no manuscript holds, the title page and the contents, as the document has them.

use crate::document::{
    BlockId, ContentsEntry, Inline, Number, Section, Target, TitleLine, TitleLineKind, Word,
};
use crate::layout::galley::{Galley, LineBox, LinePiece, PageNumberSlot, Space};
use crate::layout::owner::Owner;
use crate::layout::page::{ArtifactKind, End, Generated, Glyph, GlyphRun, Offset, PageItem, Part, Placed};
use crate::layout::setter::{Column, ParagraphRules, Setter, Shape};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::StyledText;
use crate::length::{Length, Point, Size};
use crate::source::{FileId, Span};
use std::collections::BTreeMap;

/// Ids of what we make, in `FileId::GENERATED`. The lines count up from theirs.
const TITLE_PAGE: u32 = 0;
const CONTENTS: u32 = 1 << 31;

/// The widest number that a slot has room for, in tabular figures.
const WIDEST_FOLIO: &str = "0000";
/// Distance between leader dots, in hundredths of an em.
const LEADER_STEP: i64 = 60;

/// A line of the contents.
struct EntryLine<'e> {
    number: Option<&'e Number>,
    title: &'e [Inline],
    level: u8,
    bold: bool,
    anchor: &'e str,
    /// What stands on the page that the line names.
    block: BlockId,
}

fn section_entry(section: &Section, nested: bool) -> EntryLine<'_> {
    EntryLine {
        number: section.number.as_ref(),
        title: &section.title.content,
        level: section.level,
        bold: nested && section.level == 1,
        anchor: &section.anchor,
        block: section.id,
    }
}

impl Setter<'_> {
    /// Title, subtitle and persons in the upper half of the page, publisher and date at its foot.
    pub fn title_page(&self, column: Column) -> Galley {
        let lines = self.document.title_page();
        let (foot, top): (Vec<_>, Vec<_>) = (TITLE_PAGE..)
            .zip(&lines)
            .partition(|(_, line)| matches!(line.kind, TitleLineKind::Publisher | TitleLineKind::Date));
        let mut galley = Galley::default();
        // White space would be dropped, as at the head of any page.
        galley.line(LineBox::blank(self.depth / 6));
        let mut above = None;
        for (index, line) in top {
            galley.space(self.space_between(above, line.kind));
            above = Some(line.kind);
            self.title_line(line, index, column, &mut galley);
        }
        let room = self.depth - galley.height() - self.styles.body.leading * foot.len() as i64;
        galley.space(Space { natural: room.max(Length::ZERO), ..Space::default() });
        for (index, line) in foot {
            self.title_line(line, index, column, &mut galley);
        }
        galley
    }

    /// White space between two kinds of lines of the title page.
    fn space_between(&self, above: Option<TitleLineKind>, below: TitleLineKind) -> Space {
        use TitleLineKind::{Author, Contributor, Subtitle, Title};
        let lines = match (above, below) {
            (Some(Title), Subtitle) => 1,
            (Some(Title | Subtitle), _) => 3,
            (Some(Author), Contributor) | (Some(Contributor), Author) => 1,
            _ => 0,
        };
        Space { natural: self.styles.body.leading * lines, ..Space::default() }
    }

    fn title_line(&self, line: &TitleLine, index: u32, column: Column, galley: &mut Galley) {
        let body = self.styles.body;
        let style = match line.kind {
            TitleLineKind::Title => self.styles.in_headings(scaled(body, 240, false)),
            TitleLineKind::Subtitle => self.styles.in_headings(scaled(body, 140, true)),
            TitleLineKind::Author => scaled(body, 130, false),
            TitleLineKind::Contributor => scaled(body, 110, false),
            TitleLineKind::Publisher | TitleLineKind::Date => body,
        };
        let text = StyledText::new(&line.content, style.text, self.lookup());
        let rules = generated_rules(index, Generated::TitleLine, style, Shape::Centred);
        self.paragraph(&text, column, &rules, galley);
    }

    /// The contents down to the theme's depth and the lists that are wanted, with a slot for each
    /// page number; `None` where there is nothing to list.
    pub fn contents(&self, column: Column) -> Option<Galley> {
        let mut galley = Galley::default();
        let mut made = Made { index: CONTENTS, dots: BTreeMap::new() };
        let sections = self.listed_sections();
        if sections.len() > 1 {
            let nested = sections.iter().any(|section| section.level > 1);
            let entries = sections.into_iter().map(|section| section_entry(section, nested));
            let heading = self.document.words().get(Word::Contents);
            self.entries_under(heading, entries, &mut made, column, &mut galley);
        }
        for list in &self.document.lists {
            if !galley.items.is_empty() {
                galley.may_break();
                galley.space(Space::flexible(self.styles.body.leading * 2));
            }
            let entries = list.entries.iter().map(|entry| EntryLine {
                number: None,
                title: &entry.title.content,
                level: 1,
                bold: false,
                anchor: &entry.anchor,
                block: entry.block,
            });
            self.entries_under(&list.title, entries, &mut made, column, &mut galley);
        }
        (!galley.items.is_empty()).then_some(galley)
    }

    fn listed_sections(&self) -> Vec<&Section> {
        let depth = self.resources.theme.toc_depth;
        let contents = self.document.contents();
        let sections = contents.iter().flat_map(ContentsEntry::walk);
        sections.filter(|section| section.level <= depth).collect()
    }

    /// A heading and the entries below it.
    fn entries_under<'e>(
        &self,
        heading: &str,
        entries: impl Iterator<Item = EntryLine<'e>>,
        made: &mut Made,
        column: Column,
        galley: &mut Galley,
    ) {
        let style = self.styles.heading(2);
        let heading = StyledText::plain(heading, style.text);
        let rules = generated_rules(made.index, Generated::ContentsHeading, style, Shape::Ragged);
        self.paragraph(&heading, column, &rules, galley);
        galley.keep();
        galley.space(Space { natural: self.styles.body.leading, ..Space::default() });
        for (place, entry) in entries.enumerate() {
            made.index += 1;
            galley.may_break();
            if entry.bold && place > 0 {
                galley.space(Space::flexible(self.styles.body.leading / 3));
            }
            self.entry(&entry, made, column, galley);
        }
        made.index += 1;
    }

    fn entry(&self, entry: &EntryLine, made: &mut Made, column: Column, galley: &mut Galley) {
        let index = made.index;
        let mut style = self.styles.body;
        style.text.bold = entry.bold;
        let em = style.text.em();
        let slot = self.width(&self.document.digits.written(WIDEST_FOLIO), style.text);
        let from_right = style.text.from_right;
        let column = column.set_in(from_right, em.scale(150, 100) * i64::from(entry.level.saturating_sub(1)));
        let title = column.set_in(!from_right, slot + em * 2);
        let mut text = StyledText::empty(style.text);
        if let Some(number) = entry.number {
            text.push_text(&format!("{number}\u{2002}"), style.text);
        }
        text.push(entry.title, style.text, self.lookup());
        let kind = Generated::Entry { level: entry.level };
        let rules = ParagraphRules { hanging: em, ..generated_rules(index, kind, style, Shape::Ragged) };
        let start = galley.items.len();
        self.paragraph(&text, title, &rules, galley);
        let size = Size { width: column.width, height: style.leading };
        let link = Placed {
            at: Point { x: column.left, y: Length::ZERO },
            item: PageItem::Link(End::Target(Target::Inside(entry.anchor.to_owned()), None).into(), size),
            part: Part::Generated { block: generated(index), kind },
        };
        galley.forbid_breaks(start);
        let mut lines = galley.lines_from(start).rev();
        if let Some(last) = lines.next() {
            self.leaders(last, column, slot, style, made);
            let baseline = self.baseline(last.placed(), style);
            let x = if from_right { column.left } else { column.left + column.width };
            let at = Point { x, y: baseline };
            let (part, style) = (link.part.clone(), self.styles.body.text);
            last.push(LinePiece::PageNumber(PageNumberSlot { block: entry.block, part, at, style }.into()));
            last.push(link.clone());
        }
        for line in lines {
            line.push(link.clone());
        }
    }

    /// Dots from the end of the title to the number, on a grid that all entries share.
    fn leaders(&self, line: &mut LineBox, column: Column, slot: Length, style: BlockStyle, made: &mut Made) {
        let plain = TextStyle { bold: false, ..style.text };
        let step = plain.em().scale(LEADER_STEP, 100);
        let gap = plain.em() / 2;
        let baseline = self.baseline(line.placed(), style);
        // From the number to the text, or the other way round.
        let (from, to) = match style.text.from_right {
            false => {
                let text_end = line.placed().map(Placed::right_edge).max().unwrap_or(column.left);
                (text_end, column.left + column.width - slot)
            }
            true => {
                let text_end = line.placed().map(|piece| piece.at.x).min();
                (column.left + slot, text_end.unwrap_or(column.left + column.width))
            }
        };
        let count = ((to - gap - from - gap).0 / step.0.max(1)).max(0);
        let x = if style.text.from_right { from + gap } else { to - gap - step * count };
        let at = Point { x, y: baseline };
        let dots = made.dots.entry(count).or_insert_with(|| self.dots(count as usize, plain, step));
        for item in dots {
            line.push(Placed { at, item: item.clone(), part: Part::Artifact(ArtifactKind::Layout) });
        }
    }

    /// So many dots, this far from each other.
    fn dots(&self, count: usize, style: TextStyle, step: Length) -> Vec<PageItem> {
        let part = Part::Artifact(ArtifactKind::Layout);
        let runs = self.runs(&".".repeat(count), style, Point::default(), &part).into_iter();
        let spread = runs.map(|dots| match dots.item {
            PageItem::Glyphs(run) => {
                let dot = |glyph: &Glyph| (Glyph { advance: step.into(), ..*glyph }, Offset::default());
                let glyphs = run.glyphs.iter().map(dot).collect();
                GlyphRun::new(run.font, run.size, run.color, glyphs, run.text.clone()).into()
            }
            other => other,
        });
        spread.collect()
    }
}

/// What is made for the contents.
struct Made {
    /// How many headings and entries.
    index: u32,
    /// The leaders by the number of their dots: entries share them, of which a book may have many thousand.
    dots: BTreeMap<i64, Vec<PageItem>>,
}

fn scaled(body: BlockStyle, percent: i64, italic: bool) -> BlockStyle {
    let size = body.text.size.scale(percent, 100);
    BlockStyle { text: TextStyle { size, italic, ..body.text }, leading: size.scale(120, 100) }
}

fn generated(index: u32) -> BlockId {
    BlockId { file: FileId::GENERATED, index }
}

/// The rules of a paragraph that we make.
pub fn generated_rules(index: u32, kind: Generated, style: BlockStyle, shape: Shape) -> ParagraphRules {
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
