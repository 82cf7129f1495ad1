//! Blocks to galley material: spacing, lists, quotes. Headings are in `chapter`, verse in `verse`,
//! listings in `listing`, tables in `table`, figures and formulas in `float`.

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Alignment, Block, BlockKind, Definition, Direction, Figures, Heading, Inline, List, PageSide, running,
    text,
};
use crate::font::Han;
use crate::layout::galley::{Galley, LineBox, Space};
use crate::layout::language::LangId;
use crate::layout::owner::Owner;
use crate::layout::page::{ArtifactKind, Color, Labelled, PageItem, Part, Placed, Rule};
use crate::layout::setter::{Column, ParagraphRules, Setter, Shape};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::StyledText;
use crate::length::{Length, Point, Size};

/// What a block needs to know of its surroundings.
#[derive(Clone, Copy, Debug)]
pub struct Context {
    pub column: Column,
    pub style: BlockStyle,
    /// What it follows.
    pub follows: Follows,
    /// How deep in lists: the bullets differ.
    pub depth: usize,
    /// How paragraphs are set.
    pub shape: Shape,
    /// The manuscript says how: images stand as the paragraphs do.
    pub aligned: bool,
    /// A page can be ended here, which within cells, notes and figures it cannot.
    pub may_end_page: bool,
}

/// What stands before a block, as far as it matters to the block's own look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Follows {
    /// A paragraph's first line is indented, so that it is told from the one before.
    Paragraph,
    /// Poems stand as far apart as their stanzas.
    Verse,
    Other,
}

impl Context {
    /// The same surroundings with their paragraphs aligned.
    pub fn aligned(self, alignment: Alignment) -> Context {
        Context { shape: Shape::of(alignment), aligned: true, ..self }
    }

    /// How what is ragged, or centred, by itself is set here.
    pub fn shape_or(self, own: Shape) -> Shape {
        if self.aligned { self.shape } else { own }
    }

    /// The column, set in where lines begin.
    pub fn set_in(self, indent: Length) -> Column {
        self.column.set_in(self.style.text.from_right, indent)
    }

    /// The same surroundings for lines that run one way.
    pub fn running(self, direction: Direction) -> Context {
        let text = TextStyle { from_right: direction == Direction::RightToLeft, ..self.style.text };
        Context { style: BlockStyle { text, ..self.style }, ..self }
    }

    /// The same surroundings for words of a language.
    pub fn in_language(self, lang: LangId) -> Context {
        Context { style: self.style.in_language(lang), ..self }
    }
}

/// The indent of a paragraph, in hundredths of an em: a square or a little more, as in books.
const INDENT: i64 = 120;
/// What lists and quotations are set in by.
pub const LIST_INDENT: i64 = 180;
pub const QUOTE_INDENT: i64 = 150;

impl Follows {
    /// What follows a block follows this.
    pub fn of(block: &Block) -> Follows {
        match block.kind {
            BlockKind::Paragraph(_) => Follows::Paragraph,
            BlockKind::Verse(_) => Follows::Verse,
            _ => Follows::Other,
        }
    }
}

impl Setter<'_> {
    /// Sets blocks below each other.
    pub fn blocks(&self, blocks: &[Block], mut context: Context, galley: &mut Galley) {
        for block in blocks {
            galley.may_break();
            self.block(block, context, galley);
            context.follows = Follows::of(block);
        }
    }

    pub fn block(&self, block: &Block, context: Context, galley: &mut Galley) {
        let start = galley.items.len();
        match &block.kind {
            BlockKind::Paragraph(inlines) => self.text_block(block, inlines, context, galley),
            BlockKind::InnerHeading { level, heading, .. } => {
                self.inner_heading(block, *level, heading, context, galley);
            }
            BlockKind::Quote(blocks) => self.quote(blocks, context, galley),
            BlockKind::List(list) => self.list(block, list, context, galley),
            BlockKind::Definitions(entries) => self.definitions(block, entries, context, galley),
            BlockKind::Code(listing) => self.listing(block, listing, context, galley),
            BlockKind::Verse(verse) => self.verse(block, verse, context, galley),
            BlockKind::Image(image) => self.lone_image(block, image, context, galley),
            BlockKind::Formula { formula, number } => {
                self.display(block, formula, number.as_deref(), context, galley);
            }
            BlockKind::Float(float) => self.float(block, float, context, galley),
            BlockKind::Group(group) => self.group(block, group, context, galley),
            BlockKind::Table(table) => self.table(block, table, context, galley),
            BlockKind::Break => self.thematic_break(context, galley),
            BlockKind::PageBreak(side) => page_break(block, *side, context, galley),
        }
        galley.begin(start, [block.id]);
    }

    fn text_block(&self, block: &Block, inlines: &[Inline], context: Context, galley: &mut Galley) {
        // Those of an item begin at its bullet, whichever way they run.
        let direction = running(inlines).filter(|_| context.depth == 0);
        let context = direction.map_or(context, |(direction, _)| context.running(direction));
        // Where lines begin at different places, an indent says nothing.
        let begins = matches!(context.shape, Shape::Justified | Shape::Ragged);
        let indent = if begins { self.indent(context) } else { Length::ZERO };
        let text = StyledText::new(inlines, context.style.text, self.lookup());
        let rules = ParagraphRules { indent, ..content_rules(block, context.style, context.shape) };
        self.paragraph(&text, context.column, &rules, galley);
    }

    /// The indent of a paragraph. In Chinese, Japanese and Korean the first of a chapter has one as well (CLREQ 3.3.1.2,
    /// JLREQ 3.5.1), of as many characters as is usual there.
    fn indent(&self, context: Context) -> Length {
        let han = self.itemiser.shaper.languages().get(context.style.text.lang).han;
        let is_of_the_text = context.depth == 0 && context.may_end_page;
        let share = match han {
            Some(Han::Japanese | Han::Korean) if is_of_the_text => 100,
            Some(_) if is_of_the_text => 200,
            _ if context.follows == Follows::Paragraph => INDENT,
            _ => 0,
        };
        context.style.text.em().scale(share, 100)
    }

    fn inner_heading(
        &self,
        block: &Block,
        level: u8,
        heading: &Heading,
        context: Context,
        galley: &mut Galley,
    ) {
        // One level is no bigger than another here: it is the head of a note, not of a section.
        let style = self.styles.heading(if level <= 2 { 3 } else { 4 }).in_language(context.style.text.lang);
        galley.space(Space::flexible(context.style.leading / 2));
        let text = StyledText::new(&heading.content, style.text, self.lookup());
        let rules = content_rules(block, style, context.shape_or(Shape::Ragged));
        self.paragraph(&text, context.column, &rules, galley);
        galley.keep();
    }

    fn quote(&self, blocks: &[Block], context: Context, galley: &mut Galley) {
        let indent = context.style.text.em().scale(QUOTE_INDENT, 100);
        let column = context.column.indented(indent, indent);
        galley.space(half_line(context.style));
        self.blocks(blocks, Context { column, follows: Follows::Other, ..context }, galley);
        galley.space(half_line(context.style));
    }

    fn list(&self, block: &Block, list: &List, context: Context, galley: &mut Galley) {
        let context = list.direction.map_or(context, |direction| context.running(direction));
        let style = context.style;
        let column = context.set_in(self.list_indent(list, style));
        galley.space(if context.depth > 0 && list.tight { Space::default() } else { half_line(style) });
        for (index, item) in list.items.iter().enumerate() {
            if index > 0 && !list.tight {
                galley.space(half_line(style));
            }
            galley.may_break();
            let number = list.numbers.map(|numbers| numbers.label(index, self.document.digits));
            let label = match item.task {
                Some(true) => "☑".into(),
                Some(false) => "☐".into(),
                None => number.unwrap_or_else(|| bullet(context.depth).into()),
            };
            let labelled = Labelled::Item { list: block.id, index: index as u32 };
            let context = Context { column, follows: Follows::Other, depth: context.depth + 1, ..context };
            self.list_item(&item.blocks, (&label, labelled), context, galley);
        }
        galley.space(if context.depth > 0 && list.tight { Space::default() } else { half_line(style) });
    }

    /// How far the items of a list are set in: the widest of its numbers stands before them.
    pub fn list_indent(&self, list: &List, style: BlockStyle) -> Length {
        // Of figures that count up from one the last is the widest; of others any may be.
        let widest = list.numbers.map_or(Length::ZERO, |numbers| {
            let last = list.items.len().saturating_sub(1);
            let grows = numbers.figures == Figures::Decimal && !numbers.reversed && numbers.first >= 0;
            let first = if grows { last } else { 0 };
            let width = |index| {
                self.width(&format!("{}\u{2002}", numbers.label(index, self.document.digits)), style.text)
            };
            (first..=last).map(width).max().unwrap_or_default()
        });
        style.text.em().scale(LIST_INDENT, 100).max(widest)
    }

    /// An item's blocks, and its mark hanging before its first line.
    pub fn list_item(
        &self,
        blocks: &[Block],
        (label, labelled): (&str, Labelled),
        context: Context,
        galley: &mut Galley,
    ) {
        let start = galley.items.len();
        self.blocks(blocks, context, galley);
        let width = self.width(label, context.style.text);
        let gap = context.style.text.em().scale(45, 100);
        let (_, baseline) = self.line_height(context.style, Length::ZERO, Length::ZERO);
        let first = galley.lines_from(start).next();
        let y = first.as_ref().and_then(|line| line.baseline).unwrap_or(baseline);
        let Column { left, width: measure } = context.column;
        let x = if context.style.text.from_right { left + measure + gap } else { left - gap - width };
        let at = Point { x, y };
        let mark = self.runs(label, context.style.text, at, &Part::Label(labelled));
        match first {
            Some(line) => line.precede(mark),
            None => galley.line(LineBox::new(context.style.leading, mark)),
        }
    }

    /// Terms stand out, what is said of them is set in below.
    fn definitions(&self, block: &Block, entries: &[Definition], context: Context, galley: &mut Galley) {
        let indent = context.style.text.em().scale(LIST_INDENT, 100);
        let column = context.set_in(indent);
        let strong = BlockStyle { text: context.style.text.strong(), ..context.style };
        galley.space(half_line(context.style));
        for (entry, term) in entries.iter().zip(text::runs(block)) {
            galley.may_break();
            let text = StyledText::new(term.inlines, strong.text, self.lookup());
            let base = term.start as u32;
            let rules = ParagraphRules { base, ..content_rules(block, strong, Shape::Ragged) };
            self.paragraph(&text, context.column, &rules, galley);
            for details in &entry.details {
                galley.keep();
                self.blocks(details, Context { column, follows: Follows::Other, ..context }, galley);
            }
        }
        galley.space(half_line(context.style));
    }

    /// Three asterisks, spaced and centred: decoration, not text.
    fn thematic_break(&self, context: Context, galley: &mut Galley) {
        let style = context.style;
        let (height, baseline) = self.line_height(style, Length::ZERO, Length::ZERO);
        let ornament = "*\u{2003}*\u{2003}*";
        let x = context.column.left + (context.column.width - self.width(ornament, style.text)) / 2;
        let part = Part::Artifact(ArtifactKind::Layout);
        let pieces = self.runs(ornament, style.text, Point { x, y: baseline }, &part);
        galley.space(half_line(style));
        galley.line(LineBox::new(height, pieces));
        galley.keep();
        galley.space(half_line(style));
    }

    pub fn width(&self, text: &str, style: TextStyle) -> Length {
        self.itemiser.shaper.width(text, style)
    }
}

fn page_break(block: &Block, side: PageSide, context: Context, galley: &mut Galley) {
    if context.may_end_page {
        return galley.end_page(side);
    }
    let message = "no page can be ended within a cell, a note or a figure: this page break is left out";
    let diagnostic = Diagnostic::warning(Code::IgnoredPageBreak, block.span, message);
    galley.diagnostics.push(diagnostic.hint("put it before or after the whole"));
}

/// The rules of a block's own text.
pub fn content_rules(block: &Block, style: BlockStyle, shape: Shape) -> ParagraphRules {
    ParagraphRules {
        style,
        owner: Owner::Content(block.id),
        base: 0,
        indent: Length::ZERO,
        hanging: Length::ZERO,
        shape,
        goes_on: false,
        span: block.span,
    }
}

pub fn half_line(style: BlockStyle) -> Space {
    Space::flexible(style.leading / 2)
}

fn bullet(depth: usize) -> &'static str {
    ["•", "–", "◦"][depth % 3]
}

pub fn rule_line(column: Column) -> LineBox {
    let size = Size { width: column.width, height: Length::millipt(500) };
    let placed = Placed {
        at: Point { x: column.left, y: Length::ZERO },
        item: PageItem::Rule(Rule { size, color: Color::grey(120) }),
        part: Part::Artifact(ArtifactKind::Layout),
    };
    LineBox::new(size.height, [placed])
}
