//! The elements among words.

use super::plan::{Call, Plan, Texts};
use super::tree::{ElementId, Role};
use crate::document::content::OBJECT;
use crate::document::{BlockId, Formula, ImageRef, Inline, InlineKind, Style, Target};
use crate::pdf::standards::Unmet;
use crate::source::Span;

/// A run of inlines while its elements are planned.
pub(super) struct Run<'p, 'd> {
    pub plan: &'p mut Plan<'d>,
    pub block: BlockId,
    pub texts: Texts,
    /// Bytes of the block's plain text that are behind.
    pub offset: u32,
}

impl Run<'_, '_> {
    /// Plans inlines whose text belongs to an element.
    pub fn run(&mut self, inlines: &[Inline], element: ElementId) {
        self.texts.runs.push((self.offset, element));
        self.texts.stretches.push((self.offset, Some(element)));
        self.inlines(inlines, element, None);
    }

    /// `link` is the one that the inlines lie in: links do not nest.
    fn inlines(&mut self, inlines: &[Inline], element: ElementId, link: Option<ElementId>) {
        for inline in inlines {
            match &inline.kind {
                // Code among words is no element of its own: one for each costs a tenth of a manual's
                // file, and readers aloud make no difference.
                InlineKind::Text(text) | InlineKind::Code(text) => self.offset += text.len() as u32,
                InlineKind::LineBreak => self.offset += 1,
                InlineKind::PageNumber { .. } => {}
                InlineKind::Styled(Style::Language(lang), content) => {
                    let span = self.plan.tree.add_waiting(element, Role::Span);
                    self.plan.tree.get_mut(span).lang = Some(lang.clone());
                    self.within(span, element, content, link);
                }
                InlineKind::Styled(_, content) => self.inlines(content, element, link),
                InlineKind::Link { target, content, .. } => {
                    if let Target::Outside(address) = target {
                        self.plan.unmet.extend(Unmet::too_long(inline.span, "an address", address));
                    }
                    self.link(target, content, element, link);
                }
                InlineKind::Image(image) => self.image(image, inline.span, element),
                InlineKind::Math(formula) => self.formula(formula, element),
                InlineKind::NoteMark(note) => {
                    let reference = self.plan.tree.add_waiting(element, Role::Reference);
                    let call = match link {
                        Some(link) => Call { number: reference, link },
                        None => {
                            let own = self.plan.tree.add_waiting(reference, Role::Link);
                            Call { number: own, link: own }
                        }
                    };
                    self.plan.calls.insert((self.block, self.offset, *note), call);
                }
            }
        }
    }

    /// The content of an inner element; what follows belongs to the outer one again.
    fn within(&mut self, inner: ElementId, outer: ElementId, content: &[Inline], link: Option<ElementId>) {
        self.texts.stretches.push((self.offset, Some(inner)));
        self.inlines(content, inner, link);
        self.texts.stretches.push((self.offset, Some(outer)));
    }

    fn link(&mut self, target: &Target, content: &[Inline], outer: ElementId, link: Option<ElementId>) {
        if matches!(target, Target::Written(_) | Target::Nowhere) {
            return self.inlines(content, outer, link);
        }
        let start = self.offset;
        let place = self.texts.links.len();
        let element = match link {
            Some(link) => {
                self.inlines(content, outer, Some(link));
                link
            }
            None => {
                let inner = self.plan.tree.add_waiting(outer, Role::Link);
                self.within(inner, outer, content, Some(inner));
                inner
            }
        };
        // Before those that it holds, so that they stand in the order of their beginnings.
        self.texts.links.insert(place, (start..self.offset, element));
    }

    fn image(&mut self, image: &ImageRef, span: Span, outer: ElementId) {
        let figure = (!image.decorative).then(|| self.plan.tree.add_waiting(outer, Role::Figure));
        if let Some(figure) = figure {
            self.plan.describe(figure, image, span);
        }
        self.texts.stretches.push((self.offset, figure));
        self.offset += OBJECT.len_utf8() as u32;
        self.texts.stretches.push((self.offset, Some(outer)));
    }

    /// One that could not be read is its source, as code.
    pub fn formula(&mut self, formula: &Formula, outer: ElementId) {
        match formula.tree {
            None => _ = self.leaf(formula.source.len(), outer, Role::Code),
            Some(_) => {
                let element = self.leaf(OBJECT.len_utf8(), outer, Role::Formula);
                self.plan.tree.get_mut(element).alt = Some(formula.source.trim().to_owned());
            }
        }
    }

    fn leaf(&mut self, length: usize, outer: ElementId, role: Role) -> ElementId {
        let element = self.plan.tree.add_waiting(outer, role);
        self.texts.stretches.push((self.offset, Some(element)));
        self.offset += length as u32;
        self.texts.stretches.push((self.offset, Some(outer)));
        element
    }
}

impl Plan<'_> {
    /// Gives a figure the words that stand for it.
    pub(super) fn describe(&mut self, figure: ElementId, image: &ImageRef, span: Span) {
        let alt = image.alt.trim();
        if alt.is_empty() {
            let reason = format!("the image `{}` has no alternative text", image.path);
            self.wordless.push((figure, Unmet { span, accessible: true, reason }));
        } else {
            self.unmet.extend(Unmet::too_long(span, "an alternative text", alt));
            self.tree.get_mut(figure).alt = Some(alt.to_owned());
        }
    }
}
