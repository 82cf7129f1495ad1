//! Markua: code with a dollar behind it is a formula (the Markua manual, "Math").

use super::within;
use crate::document::{Formula, Inline, InlineKind};

/// Reads these formulas.
pub(super) fn read(content: Vec<Inline>) -> Vec<Inline> {
    let mut done: Vec<Inline> = Vec::with_capacity(content.len());
    for inline in content {
        let mut inline = within(inline, &mut read);
        if let InlineKind::Text(text) = &mut inline.kind
            && let Some(rest) = text.strip_prefix('$')
            && !rest.starts_with(|c: char| c.is_ascii_digit())
            && let Some(Inline { kind: before, .. }) = done.last_mut()
            && let InlineKind::Code(code) = before
        {
            *before = InlineKind::Math(Formula::new(std::mem::take(code), false));
            *text = rest.to_owned();
            if text.is_empty() {
                continue;
            }
        }
        done.push(inline);
    }
    done
}
