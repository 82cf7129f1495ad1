//! What formulas mean. Read once, so that both editions show the same.

mod chemistry;
mod latex;
mod mathml;

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{BlockKind, Document, Formula, InlineKind};
use crate::pass::walk;
use crate::source::Span;
use latex::Reader;
use std::panic::AssertUnwindSafe;

/// The reader of LaTeX calls itself for each level of nesting, and its length is what bounds a
/// formula's: 10,000 bytes are at most 2,000 levels (`\sqrt`), each of which takes a few kilobytes.
const STACK: usize = 64 << 20;

/// Said of what is not the manuscript's fault.
const FAILED: &str = "the reader of formulas failed";

/// Definitions of LaTeX that stand outside of formulas, in the order of their places.
pub(super) type Definitions = Vec<(String, Span)>;

/// Reads every formula. In reading order, since what one defines, or what is defined between them, holds
/// for those after it.
pub(super) fn read(document: &mut Document, definitions: Definitions, diagnostics: &mut Vec<Diagnostic>) {
    // Copies, since the thread below may borrow nothing of the document.
    let mut formulas: Vec<(String, bool, Span)> = Vec::new();
    each_formula(document, &mut |formula, span| {
        formulas.push((formula.source.clone(), formula.display, span));
    });
    if formulas.is_empty() {
        return;
    }
    let reading = move || {
        let mut reader = Reader::new();
        let mut definitions = definitions.iter().peekable();
        let read = formulas.iter().map(|(source, display, span)| {
            while let Some((definition, _)) = definitions.next_if(|(_, place)| place < span) {
                reader.define_before(definition);
            }
            // A fault of the library's costs its formula alone. What the reader keeps between
            // formulas is a list of definitions, which is whole at any time.
            let read = AssertUnwindSafe(|| reader.read(source, *display));
            std::panic::catch_unwind(read).unwrap_or_else(|_| Err(FAILED.into()))
        });
        read.collect::<Vec<_>>()
    };
    let thread = std::thread::Builder::new().stack_size(STACK).spawn(reading);
    // Without a thread all are shown as they are written.
    let read = thread.ok().and_then(|thread| thread.join().ok()).unwrap_or_default();
    let mut read = read.into_iter();
    each_formula(document, &mut |formula, span| match read.next().unwrap_or_else(|| Err(FAILED.into())) {
        Ok(tree) => formula.tree = Some(tree),
        Err(why) => {
            let message = format!("this formula is shown as its source: {why}");
            diagnostics.push(Diagnostic::warning(Code::FormulaAsSource, span, message));
        }
    });
}

/// Visits formulas in reading order, those of notes last.
fn each_formula(document: &mut Document, visit: &mut dyn FnMut(&mut Formula, Span)) {
    walk::inlines_and_blocks_mut(document, &mut |visited| match visited {
        walk::Visited::Inline(inline) => {
            if let InlineKind::Math(formula) = &mut inline.kind {
                visit(formula, inline.span);
            }
        }
        walk::Visited::Block(block) => {
            if let BlockKind::Formula { formula, .. } = &mut block.kind {
                visit(formula, block.span);
            }
        }
    });
}

#[cfg(test)]
mod tests;
