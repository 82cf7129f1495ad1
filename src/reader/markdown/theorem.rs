//! Divisions that are theorems and their kin, as each dialect marks them.

use super::dialect::Dialect;
use crate::document::{Theorem, TheoremKind};
use crate::reader::build::Attributes;

/// What a division is, in the dialects that have theorems.
pub(super) fn of(attributes: &Attributes, dialect: Dialect) -> Option<Theorem> {
    let (kind, is_counted) = match dialect {
        Dialect::Myst => of_directive(attributes)?,
        Dialect::Quarto => of_label(attributes).or_else(|| of_class(attributes))?,
        _ => return None,
    };
    let is_plain = attributes.has_class(&["unnumbered"])
        || attributes.value("nonumber").is_some()
        || attributes.value("enumerated") == Some("false");
    Some(Theorem { kind, numbered: is_counted && !is_plain })
}

/// The other label of what bookdown names by its class and its id: `thm:line`.
pub(super) fn label_of_bookdown(attributes: &Attributes, dialect: Dialect) -> Option<String> {
    let (kind, _) = of_class(attributes).filter(|_| dialect == Dialect::Quarto)?;
    Some(format!("{}:{}", kind.label()?, attributes.id.as_deref()?))
}

/// `{prf:theorem}` and its kin (the manual of sphinx-proof), and those of sphinx-exercise.
fn of_directive(attributes: &Attributes) -> Option<(TheoremKind, bool)> {
    let kind = TheoremKind::named(attributes.classes.first()?)?;
    Some((kind, !matches!(kind, TheoremKind::Proof | TheoremKind::Solution)))
}

/// `::: {#thm-line}` (Quarto's guide, "Theorems and Proofs").
fn of_label(attributes: &Attributes) -> Option<(TheoremKind, bool)> {
    Some((TheoremKind::of_label(attributes.id.as_deref()?)?, true))
}

/// `::: {.theorem #line name="Of lines"}` (the bookdown book, "Theorems and proofs"); three kinds have no number.
/// Others use some of these classes for what they name themselves: bookdown's have a name or an id.
fn of_class(attributes: &Attributes) -> Option<(TheoremKind, bool)> {
    let kind = attributes.classes.iter().find_map(|class| TheoremKind::named(class))?;
    let is_told = attributes.id.is_some() || attributes.value("name").is_some();
    match kind {
        TheoremKind::Proof | TheoremKind::Remark | TheoremKind::Solution => Some((kind, false)),
        TheoremKind::Definition | TheoremKind::Example | TheoremKind::Exercise => {
            is_told.then_some((kind, true))
        }
        _ => Some((kind, true)),
    }
}
