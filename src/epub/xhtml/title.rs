//! Titles as they stand in navigation and on the title page: words, markup and formulas.

use super::inline::open_style;
use super::math;
use crate::document::{Inline, InlineKind};
use crate::epub::plan::EpubPlan;
use crate::markup::Markup;

/// Writes the content of a title (`Title::content`).
pub(in crate::epub) fn write(book: &EpubPlan, markup: &mut Markup, content: &[Inline]) {
    for inline in content {
        match &inline.kind {
            InlineKind::Text(text) => _ = markup.text(text),
            InlineKind::Code(text) => _ = markup.start("code").text_end(text),
            InlineKind::Math(formula) => match &formula.tree {
                Some(tree) => math::write(markup, formula, tree),
                None => _ = markup.start("code").attr("class", "formula").text_end(&formula.source),
            },
            InlineKind::Styled(style, inner) => {
                open_style(book, markup, style);
                write(book, markup, inner);
                markup.end();
            }
            kind => write(book, markup, kind.content()),
        }
    }
}
