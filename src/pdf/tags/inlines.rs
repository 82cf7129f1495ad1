//! The elements among words.

use super::plan::{ADDRESS, Call, Plan, Texts};
use super::tree::{ElementId, Role};
use crate::address::image_name;
use crate::document::content::is_blank;
use crate::document::text::{OBJECT, Run, Step, walk};
use crate::document::{BlockId, Formula, ImageRef, Inline, InlineKind, Meaning, Style, Target};
use crate::pdf::standards::Unmet;
use crate::source::Span;

/// The text of a block while its elements are planned. Offsets are those of `text::walk`.
pub(super) struct TextPlan<'p, 'd> {
    pub plan: &'p mut Plan<'d>,
    pub block: BlockId,
    pub texts: Texts,
    open: Vec<Open>,
}

/// Something that holds the inlines that come next.
#[derive(Clone, Copy)]
struct Open {
    element: ElementId,
    /// The link that they lie in: links do not nest.
    link: Option<ElementId>,
    /// Where it begins, if it is an element of its own.
    begins: Option<usize>,
    /// It has an annotation.
    annotated: bool,
}

impl<'p, 'd> TextPlan<'p, 'd> {
    pub fn new(plan: &'p mut Plan<'d>, block: BlockId) -> TextPlan<'p, 'd> {
        TextPlan { plan, block, texts: Texts::default(), open: Vec::new() }
    }

    /// Plans inlines whose text belongs to an element.
    pub fn run(&mut self, run: Run, element: ElementId) {
        self.texts.runs.push((run.start as u32, element));
        self.stretch(run.start, Some(element));
        self.open = vec![Open { element, link: None, begins: None, annotated: false }];
        walk(run.inlines, run.start, &mut |at, step| match step {
            Step::Enter(inline) => self.enter(inline, at),
            Step::Leave(_) => self.leave(at),
            Step::Leaf(inline) => self.leaf(inline, at),
        });
    }

    /// From an offset on, text belongs to an element, or is decoration.
    fn stretch(&mut self, at: usize, element: Option<ElementId>) {
        self.texts.stretches.push((at as u32, element));
    }

    fn enter(&mut self, inline: &Inline, at: usize) {
        let Some(&outer) = self.open.last() else { return };
        let open = match &inline.kind {
            InlineKind::Styled(Style::Language(lang), _) => {
                let element = self.plan.tree.add_waiting(outer.element, Role::Span);
                self.plan.tree.details(element).lang = Some(lang.clone());
                Open { element, begins: Some(at), annotated: false, ..outer }
            }
            InlineKind::Styled(Style::Meaning(Meaning::Abbreviation(Some(full))), _) => {
                let element = self.plan.tree.add_waiting(outer.element, Role::Span);
                self.plan.tree.details(element).expansion = Some(full.clone());
                Open { element, begins: Some(at), annotated: false, ..outer }
            }
            InlineKind::Styled(Style::Address, _) => {
                let element = self.plan.tree.add_waiting(outer.element, Role::Span);
                self.plan.tree.details(element).title = Some(ADDRESS.to_owned());
                Open { element, begins: Some(at), annotated: false, ..outer }
            }
            InlineKind::Styled(Style::Ruby(said), base) if !said.trim().is_empty() => {
                self.ruby(base, outer, at)
            }
            InlineKind::Link { target, .. } => self.link(target, inline.span, outer, at),
            _ => Open { begins: None, annotated: false, ..outer },
        };
        if open.begins.is_some() {
            self.stretch(at, Some(open.element));
        }
        self.open.push(open);
    }

    /// Words with an annotation (ISO 32000-1, 14.8.4.4.2). Where there are no words, the annotation is
    /// a mere span.
    fn ruby(&mut self, base: &[Inline], outer: Open, at: usize) -> Open {
        let depth = self.open.iter().filter(|open| open.annotated).count() as u32;
        let is_base = !is_blank(base);
        let (holder, role) = match is_base {
            true => (self.plan.tree.add_waiting(outer.element, Role::Ruby), Role::RubyText),
            false => (outer.element, Role::Span),
        };
        let words = if is_base { self.plan.tree.add_waiting(holder, Role::RubyBase) } else { holder };
        let said = self.plan.tree.add_waiting(holder, role);
        self.plan.annotations.insert((self.block, at as u32, depth), said);
        Open { element: words, begins: Some(at), annotated: true, ..outer }
    }

    fn link(&mut self, target: &Target, span: Span, outer: Open, at: usize) -> Open {
        if let Target::Outside(address) = target {
            self.plan.unmet.extend(Unmet::too_long(span, "an address", address));
        }
        if outer.link.is_some() || matches!(target, Target::Written(_) | Target::Nowhere) {
            return Open { begins: None, annotated: false, ..outer };
        }
        let element = self.plan.tree.add_waiting(outer.element, Role::Link);
        Open { element, link: Some(element), begins: Some(at), annotated: false }
    }

    /// What follows belongs to the outer element again.
    fn leave(&mut self, at: usize) {
        let Some((inner, outer)) = self.open.pop().zip(self.open.last().copied()) else { return };
        let Some(begins) = inner.begins else { return };
        self.stretch(at, Some(outer.element));
        if inner.link.is_some() && outer.link.is_none() {
            self.texts.links.push((begins as u32..at as u32, inner.element));
        }
    }

    fn leaf(&mut self, inline: &Inline, at: usize) {
        let Some(&Open { element, link, .. }) = self.open.last() else { return };
        match &inline.kind {
            InlineKind::Image(image) => self.image(image, inline.span, element, at),
            InlineKind::Math(formula) => _ = self.formula(formula, element, at),
            InlineKind::NoteMark(note) => {
                let reference = self.plan.tree.add_waiting(element, Role::Reference);
                if let Some(title) = self.plan.title_of_note(*note) {
                    self.plan.tree.details(reference).title = Some(title);
                }
                let call = match link {
                    Some(link) => Call { number: reference, link },
                    None => {
                        let own = self.plan.tree.add_waiting(reference, Role::Link);
                        Call { number: own, link: own }
                    }
                };
                self.plan.calls.insert((self.block, at as u32, *note), call);
            }
            // Code among words is no element of its own: one for each costs a tenth of a manual's
            // file, and screen readers make no difference.
            InlineKind::Text(_) | InlineKind::Code(_) => {}
            InlineKind::LineBreak | InlineKind::PageNumber { .. } => {}
            InlineKind::Styled(..) | InlineKind::Link { .. } => {}
        }
    }

    fn image(&mut self, image: &ImageRef, span: Span, outer: ElementId, at: usize) {
        let figure = (!image.decorative).then(|| self.plan.tree.add_waiting(outer, Role::Figure));
        if let Some(figure) = figure {
            self.plan.describe(figure, image, span);
        }
        self.stretch(at, figure);
        let behind = at + OBJECT.len_utf8();
        self.stretch(behind, Some(outer));
        if self.open.len() > 1 {
            self.texts.behind_images.insert(behind as u32, outer);
        }
    }

    /// One that could not be read is its source, as code.
    pub fn formula(&mut self, formula: &Formula, outer: ElementId, at: usize) -> ElementId {
        let (role, alt, length) = match formula.tree {
            None => (Role::Code, None, formula.source.len()),
            Some(_) => (Role::Formula, Some(formula.source.trim().to_owned()), OBJECT.len_utf8()),
        };
        let element = self.plan.tree.add_waiting(outer, role);
        if let Some(alt) = alt {
            self.plan.tree.details(element).alt = Some(alt);
        }
        self.stretch(at, Some(element));
        self.stretch(at + length, Some(outer));
        element
    }
}

impl Plan<'_> {
    /// Gives a figure the words that stand for it, and its title.
    pub(super) fn describe(&mut self, figure: ElementId, image: &ImageRef, span: Span) {
        if let Some(title) = &image.title {
            self.unmet.extend(Unmet::too_long(span, "the title of an image", title));
            self.tree.details(figure).title = Some(title.clone());
        }
        let alt = image.alt.trim();
        if alt.is_empty() {
            let reason = format!("the {} has no alternative text", image_name(&image.path));
            self.wordless.push((figure, Unmet { span, accessible: true, reason }));
        } else {
            self.unmet.extend(Unmet::too_long(span, "an alternative text", alt));
            self.tree.details(figure).alt = Some(alt.to_owned());
        }
    }
}
