//! Images, formulas, captioned floats and groups.

use crate::address::image_name;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{
    Block, Direction, Float, FloatKind, Formula, Group, GroupKind, ImageRef, MathNode, text,
};
use crate::layout::blocks::{Context, Follows, content_rules, half_line, rule_line};
use crate::layout::galley::{Galley, GalleyItem, LineBox, Space};
use crate::layout::math::MathBox;
use crate::layout::owner::Owner;
use crate::layout::page::{ArtifactKind, Color, FormulaPart, Labelled, PageItem, Part, Placed, Rule};
use crate::layout::setter::{ParagraphRules, Setter, Shape};
use crate::layout::style::{BlockStyle, TextStyle};
use crate::layout::text::{Mark, StyledText};
use crate::length::{Length, Point, Size};
use crate::resource::{ImageId, ImageKind};

/// The highest a figure may be, in hundredths of the text area, so that its caption and some
/// text find room beside it.
pub const FIGURE_HEIGHT: i64 = 70;

/// A formula belongs to the words before it. Not forbidden as by TeX's `\predisplaypenalty`, since
/// pages of formulas alone have to end somewhere: its square, 40,000, lies between what a page costs that
/// is two lines short (24,100) and one that is three (81,100).
const BEFORE_FORMULA: i32 = 200;

/// How small a formula may be set to fit its column, in hundredths of the text's size.
const LEAST_FORMULA: i64 = 60;

/// A little less than the screen's 96, at which pictures that state nothing are printed.
const LEAST_DENSITY: i64 = 90;

impl Setter<'_> {
    pub fn lone_image(&self, block: &Block, image: &ImageRef, context: Context, galley: &mut Galley) {
        let within = Size { width: context.column.width, height: self.depth.scale(FIGURE_HEIGHT, 100) };
        galley.space(Space::flexible(context.style.leading));
        match self.sized_image(image, within) {
            Some((id, size)) => {
                self.report_resolution(block, id, size, galley);
                let room = context.column.width - size.width;
                let x = context.column.left
                    + context.shape_or(Shape::Centred).side(context.style.text.from_right).left_of(room);
                let part = Part::Content { block: block.id, text: 0..object() };
                let placed =
                    Placed { at: Point { x, y: Length::ZERO }, item: PageItem::Image(id, size), part };
                galley.line(LineBox::new(size.height, [placed]));
            }
            None => self.missing_image(block, image, context, galley),
        }
        galley.space(Space::flexible(context.style.leading));
    }

    /// Warns of a picture that is drawn so large that its pixels show.
    fn report_resolution(&self, block: &Block, id: ImageId, size: Size, galley: &mut Galley) {
        let image = self.resources.images.image(id);
        let density = i64::from(image.width) * Length::pt(72).0 / size.width.0.max(1);
        let drawing = image.kind == ImageKind::Svg;
        if !drawing && density < LEAST_DENSITY && size.width > Length::pt(72) {
            let message =
                format!("the {} has {density} pixels to the inch as it is printed", image_name(&image.path));
            let hint = format!("print wants 300; below {LEAST_DENSITY} they show");
            galley.diagnostics.push(Diagnostic::warning(Code::LowResolution, block.span, message).hint(hint));
        }
    }

    /// The alternative text of an image that could not be read, in a box that no page cuts.
    fn missing_image(&self, block: &Block, image: &ImageRef, context: Context, galley: &mut Galley) {
        let style = self.styles.caption.in_language(context.style.text.lang);
        let pad = style.leading / 2;
        let text = StyledText::plain(&image.alt, style.text);
        // It stands for the image, so that a page may begin with it.
        let owner = Owner::Object(block.id);
        let rules = ParagraphRules { owner, ..content_rules(block, style, Shape::Centred) };
        let mut inner = Galley::default();
        self.paragraph(&text, context.column.indented(pad, pad), &rules, &mut inner);
        galley.diagnostics.append(&mut inner.diagnostics);
        let mut framed = LineBox::stacked([LineBox::blank(pad), inner.into_box(), LineBox::blank(pad)]);
        let size = Size { width: context.column.width, height: framed.height };
        for rule in frame(Point { x: context.column.left, y: Length::ZERO }, size) {
            framed.push(rule);
        }
        galley.line(framed);
    }

    /// A formula on lines of its own, its number at the right; one that could not be read as it is
    /// written.
    pub fn display(
        &self,
        block: &Block,
        formula: &Formula,
        number: Option<&str>,
        context: Context,
        galley: &mut Galley,
    ) {
        if let Some(set) = formula.tree.as_ref().and_then(|tree| self.set_display(tree, context)) {
            if set.width > context.column.width {
                let message = "this formula is wider than the page; it runs into the margin";
                galley.diagnostics.push(Diagnostic::warning(Code::OverfullLine, block.span, message));
            }
            galley.items.push(GalleyItem::Penalty(BEFORE_FORMULA));
            galley.space(Space::flexible(context.style.leading * 2 / 3));
            let source = formula.source.trim().into();
            let part = FormulaPart { block: block.id, text: 0..object(), source, first: true };
            galley.line(self.displayed(part, &set, number, context));
            galley.space(Space::flexible(context.style.leading * 2 / 3));
            return;
        }
        let mut text = StyledText::plain(&formula.source, context.style.text.code());
        if let Some(number) = number {
            text.push_mark(Mark::Words(format!("\u{2003}({number})")), context.style.text);
        }
        let rules = content_rules(block, context.style, Shape::Centred);
        galley.space(half_line(context.style));
        self.paragraph(&text, context.column, &rules, galley);
        galley.space(half_line(context.style));
    }

    /// A formula at its size, or, where it is wider than the column, as small as it must be.
    pub fn set_display(&self, tree: &MathNode, context: Context) -> Option<MathBox> {
        let width = context.column.width;
        let style = context.style.text;
        let set = self.math(style)?.display(tree, width);
        if set.width <= width {
            return Some(set);
        }
        // A little less than what would fill the width exactly, since struts and gaps are rounded.
        let size = style.size.scale(width.0, set.width.0).scale(99, 100);
        let least = style.size.scale(LEAST_FORMULA, 100);
        Some(self.math(TextStyle { size: size.max(least), ..style })?.display(tree, width))
    }

    /// A formula in the middle of the column, moved aside where its number needs the room.
    fn displayed(&self, part: FormulaPart, set: &MathBox, number: Option<&str>, context: Context) -> LineBox {
        let style = context.style.text;
        let column = context.column;
        let (height, depth) =
            (set.height.max(style.size.scale(7, 10)), set.depth.max(style.size.scale(2, 10)));
        let number = number.map(|number| format!("({number})"));
        let room = number.as_ref().map_or(Length::ZERO, |number| self.width(number, style) + style.em());
        let x = ((column.width - set.width) / 2).min(column.width - room - set.width).max(Length::ZERO);
        let block = part.block;
        let part = Part::Formula(Box::new(part));
        let mut pieces = set.placed(Point { x: column.left + x, y: height }, &part);
        if let Some(number) = number {
            let right = column.left + column.width;
            let at = Point { x: right - self.width(&number, style), y: height };
            pieces.extend(self.runs(&number, style, at, &Part::Label(Labelled::Formula(block))));
        }
        LineBox::new(height + depth, pieces)
    }

    /// A title above, and a caption above a table and below all else, kept with what they name.
    pub fn float(&self, block: &Block, float: &Float, context: Context, galley: &mut Galley) {
        galley.space(Space::flexible(context.style.leading));
        if !float.title.is_empty() {
            let style = self.styles.title.in_language(context.style.text.lang);
            let text = StyledText::new(&float.title, style.text, self.lookup());
            self.paragraph(&text, context.column, &content_rules(block, style, Shape::Ragged), galley);
            galley.keep();
        }
        if float.kind == FloatKind::Table {
            self.caption(block, float, context, galley);
            galley.keep();
            galley.space(Space { natural: context.style.leading / 4, ..Space::default() });
        }
        let mut inner = Galley::default();
        // One that is a link is a paragraph, and stands where others do.
        let linked_image = float.blocks.iter().all(|block| block.kind.is_image());
        let shape = if linked_image { Shape::Centred } else { context.shape };
        self.blocks(
            &float.blocks,
            Context { follows: Follows::Other, may_end_page: false, shape, ..context },
            &mut inner,
        );
        inner.trim();
        galley.append(inner);
        if float.kind != FloatKind::Table {
            galley.keep();
            galley.space(Space { natural: context.style.leading / 2, ..Space::default() });
            self.caption(block, float, context, galley);
        }
        galley.space(Space::flexible(context.style.leading));
    }

    fn caption(&self, block: &Block, float: &Float, context: Context, galley: &mut Galley) {
        if float.caption.is_empty() && float.label.is_empty() {
            return;
        }
        let style = self.styles.caption.in_language(context.style.text.lang);
        let mut said = StyledText::empty(style.text);
        if !float.label.is_empty() {
            let end = if float.caption.is_empty() { "" } else { ":\u{2002}" };
            said.push_mark(Mark::Words(format!("{}{end}", float.label)), style.text.strong());
        }
        said.push(&float.caption, style.text, self.lookup());
        let base = text::runs(block).last().map_or(0, |run| run.start as u32);
        let shape = context.shape_or(Shape::Centred);
        let rules = ParagraphRules { base, ..content_rules(block, style, shape) };
        self.paragraph(&said, context.column, &rules, galley);
    }

    /// A division is set as what it holds; an alert stands between two rules, under its name, and a theorem between
    /// spaces.
    pub fn group(&self, block: &Block, group: &Group, context: Context, galley: &mut Galley) {
        let context = self.in_group(group, context);
        let ruled = matches!(group.kind, GroupKind::Alert(_));
        let framed = !matches!(group.kind, GroupKind::Division(_));
        if framed {
            galley.space(half_line(context.style));
        }
        if ruled {
            galley.line(rule_line(context.column));
            galley.keep();
        }
        if !group.title.is_empty() {
            self.group_title(block, group, context, galley);
        }
        let mut inner = Galley::default();
        let follows = if framed { Follows::Other } else { context.follows };
        self.blocks(&group.blocks, Context { follows, ..context }, &mut inner);
        if framed {
            inner.trim();
        }
        galley.append(inner);
        if ruled {
            galley.keep();
            galley.space(Space { natural: context.style.leading / 4, ..Space::default() });
            galley.line(rule_line(context.column));
        }
        if framed {
            galley.space(half_line(context.style));
        }
    }

    /// The surroundings of what a group holds.
    pub fn in_group(&self, group: &Group, context: Context) -> Context {
        let context = match &group.lang {
            Some(tag) => context.in_language(self.itemiser.shaper.languages().id(tag)),
            None => context,
        };
        let context = match group.direction.or(group.lang.as_deref().map(Direction::of)) {
            Some(direction) => context.running(direction),
            None => context,
        };
        group.alignment.map_or(context, |side| context.aligned(side))
    }

    fn group_title(&self, block: &Block, group: &Group, context: Context, galley: &mut Galley) {
        let text = match group.kind {
            // Names in capitals stand out by themselves.
            GroupKind::Speech => TextStyle { small_caps: true, ..context.style.text },
            _ => context.style.text.strong(),
        };
        let style = BlockStyle { text, ..context.style };
        let text = StyledText::new(&group.title, style.text, self.lookup());
        self.paragraph(&text, context.column, &content_rules(block, style, Shape::Ragged), galley);
        galley.keep();
    }
}

/// The four sides of a box, as thin as the rules of a table.
fn frame(at: Point, size: Size) -> [Placed; 4] {
    const THICKNESS: Length = Length::millipt(500);
    let rule = |x, y, width, height| Placed {
        at: Point { x: at.x + x, y: at.y + y },
        item: PageItem::Rule(Rule { size: Size { width, height }, color: Color::grey(120) }),
        part: Part::Artifact(ArtifactKind::Layout),
    };
    let (none, right, bottom) = (Length::ZERO, size.width - THICKNESS, size.height - THICKNESS);
    [
        rule(none, none, size.width, THICKNESS),
        rule(none, bottom, size.width, THICKNESS),
        rule(none, none, THICKNESS, size.height),
        rule(right, none, THICKNESS, size.height),
    ]
}

/// The length of the character that stands for an object.
fn object() -> u32 {
    text::OBJECT.len_utf8() as u32
}
