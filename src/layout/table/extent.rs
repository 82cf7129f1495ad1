//! How wide blocks are that could be as wide as they like, and how narrow they can be.

use super::columns::Wanted;
use super::{SIZES, gutter, in_cell, scaled};
use crate::document::{Block, BlockKind, Inline, List, Table, VerseLine};
use crate::layout::bidi::Levels;
use crate::layout::blocks::{Context, LIST_INDENT, QUOTE_INDENT};
use crate::layout::item::{INFINITE, Item};
use crate::layout::paragraph::ItemRules;
use crate::layout::setter::Setter;
use crate::layout::text::StyledText;
use crate::layout::verse::{HANGING, verse_indent};
use crate::length::{Length, Size};

/// The width of content on one line, and that of the widest of what cannot be broken. CSS has the same
/// two, the maximum and the minimum content width (CSS 2.2, 17.5.2.2).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Extent {
    pub natural: Length,
    pub least: Length,
}

/// An image may be as small as this in a column that has no room.
const LEAST_IMAGE: Length = Length::pt(36);

/// So many characters of a listing stay on a line where its column has no room for all.
const LEAST_CODE: usize = 12;

impl Extent {
    fn fixed(width: Length) -> Extent {
        Extent { natural: width, least: width }
    }

    /// What holds either.
    pub(super) fn or(self, other: Extent) -> Extent {
        Extent { natural: self.natural.max(other.natural), least: self.least.max(other.least) }
    }

    fn indented(self, by: Length) -> Extent {
        Extent { natural: self.natural + by, least: self.least + by }
    }
}

/// Blocks as they are measured.
#[derive(Clone, Copy)]
pub(super) struct Measurer<'s> {
    pub setter: &'s Setter<'s>,
    /// Words may be divided, each as its language has it.
    pub divided: bool,
}

impl Measurer<'_> {
    /// The extent of blocks below each other.
    pub(super) fn extent(&self, blocks: &[Block], context: Context) -> Extent {
        blocks.iter().fold(Extent::default(), |extent, block| extent.or(self.block_extent(block, context)))
    }

    fn block_extent(&self, block: &Block, context: Context) -> Extent {
        let setter = self.setter;
        let em = context.style.text.em();
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.words(inlines, context),
            BlockKind::InnerHeading { heading, .. } => self.words(&heading.content, strong(context)),
            BlockKind::Quote(blocks) => {
                self.extent(blocks, context).indented(em.scale(QUOTE_INDENT, 100) * 2)
            }
            BlockKind::List(list) => self.list_extent(list, context),
            BlockKind::Definitions(entries) => entries.iter().fold(Extent::default(), |extent, entry| {
                let details = entry.details.iter().map(|details| self.extent(details, context));
                let details = details.fold(Extent::default(), Extent::or);
                let term = self.words(&entry.term, strong(context));
                extent.or(term).or(details.indented(em.scale(LIST_INDENT, 100)))
            }),
            BlockKind::Code(listing) => {
                let width = |most: usize| setter.listing_width(listing, most, context);
                Extent { natural: width(usize::MAX), least: width(LEAST_CODE) }
            }
            BlockKind::Verse(verse) => {
                let line = |line: &VerseLine| {
                    self.words(&line.content, context).indented(verse_indent(line.indent, em))
                };
                let lines = verse.lines().map(line).fold(Extent::default(), Extent::or);
                lines.indented(em.scale(QUOTE_INDENT, 100) + em.scale(HANGING, 100))
            }
            BlockKind::Image(image) => {
                let within = Size { width: context.column.width, height: setter.depth };
                match setter.sized_image(image, within) {
                    Some((_, size)) => Extent { natural: size.width, least: size.width.min(LEAST_IMAGE) },
                    None => self.styled(&StyledText::plain(&image.alt, context.style.text), context),
                }
            }
            BlockKind::Formula { formula, .. } => {
                let set = formula.tree.as_ref().and_then(|tree| setter.set_display(tree, context));
                match set {
                    Some(set) => Extent::fixed(set.width),
                    None => {
                        self.styled(&StyledText::plain(&formula.source, context.style.text.code()), context)
                    }
                }
            }
            BlockKind::Table(table) => self.wanted(table, scaled(context, SIZES[0])).whole(),
            BlockKind::Float(float) => {
                let title = self.words(&float.title, context).or(self.words(&float.caption, context));
                self.extent(&float.blocks, context).or(Extent { natural: Length::ZERO, ..title })
            }
            BlockKind::Group(group) => {
                let context = setter.in_group(group, context);
                self.words(&group.title, strong(context)).or(self.extent(&group.blocks, context))
            }
            BlockKind::Break => Extent::fixed(em * 4),
            BlockKind::PageBreak(_) => Extent::default(),
        }
    }

    fn list_extent(&self, list: &List, context: Context) -> Extent {
        let items = list.items.iter().map(|item| self.extent(&item.blocks, context));
        items.fold(Extent::default(), Extent::or).indented(self.setter.list_indent(list, context.style))
    }

    fn words(&self, inlines: &[Inline], context: Context) -> Extent {
        self.styled(&StyledText::new(inlines, context.style.text, self.setter.lookup()), context)
    }

    fn styled(&self, text: &StyledText, context: Context) -> Extent {
        let objects = self.setter.objects(text, context.column, context.style);
        let measure = context.column.width;
        let rules = ItemRules { indent: Length::ZERO, justified: false, measure };
        let itemiser = &self.setter.itemiser;
        let levels = Levels::of(&text.text, &text.isolates, text.base.from_right);
        let items = itemiser.items(text, levels.as_ref(), &objects, &rules);
        let items = if self.divided { itemiser.divided(text, items) } else { items };
        let (mut line, mut piece) = (Length::ZERO, Length::ZERO);
        let mut extent = Extent::default();
        for item in items {
            match item {
                Item::Box { width, .. } => {
                    line += width;
                    piece += width;
                }
                Item::Glue { width, .. } => {
                    line += width;
                    piece = Length::ZERO;
                }
                Item::Penalty { cost, .. } if cost <= -INFINITE => (line, piece) = Default::default(),
                Item::Penalty { cost, width, .. } if cost < INFINITE => {
                    // The hyphen of a divided word.
                    extent.least = extent.least.max(piece + width);
                    piece = Length::ZERO;
                }
                Item::Penalty { .. } => {}
            }
            extent = extent.or(Extent { natural: line, least: piece });
        }
        extent
    }
}

impl Measurer<'_> {
    /// How wide the columns of a table at one size would be.
    pub(super) fn wanted(&self, table: &Table, context: Context) -> Wanted {
        let cells = table.cells().map(|cell| (cell, self.extent(&cell.blocks, in_cell(cell, context))));
        Wanted::new(table.columns, gutter(context), cells)
    }
}

fn strong(mut context: Context) -> Context {
    context.style.text = context.style.text.strong();
    context
}
