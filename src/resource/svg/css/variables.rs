//! What the variables of a style stand for.

use super::{Declaration, end};
use std::collections::BTreeMap;

/// The value of each variable (`--x`) of a drawing, by its name.
#[derive(Debug, Default)]
pub(in crate::resource::svg) struct Variables(BTreeMap<String, String>);

/// So many variables lead to each other at most, and so long is the value of none: a few lines of them can
/// stand for more than fits in memory.
const STEPS: usize = 3;
const LONGEST: usize = 1000;

impl Variables {
    /// Of several that have one name, the first counts.
    pub(in crate::resource::svg) fn of(declared: impl Iterator<Item = Declaration>) -> Variables {
        let mut written = BTreeMap::new();
        for Declaration { name, value } in declared.filter(|declared| declared.name.starts_with("--")) {
            written.entry(name).or_insert(value);
        }
        let mut variables = Variables::default();
        for _ in 0..STEPS {
            let known = |(name, value): (&String, &String)| Some((name.clone(), variables.put_into(value)?));
            let known: Vec<_> = written.iter().filter_map(known).collect();
            variables.0 = known.into_iter().filter(|(_, value)| value.len() <= LONGEST).collect();
        }
        variables
    }

    /// A value with what its variables stand for, and of what is for light and for dark (`light-dark()`) the
    /// first, since paper is light: not all who show a drawing know these. None where a variable stands
    /// for nothing.
    pub(in crate::resource::svg) fn put_into(&self, value: &str) -> Option<String> {
        let lower = value.to_ascii_lowercase();
        let next =
            [VARIABLE, LIGHT_DARK].into_iter().filter_map(|name| Some((lower.find(name)?, name))).min();
        let Some((at, name)) = next else { return Some(value.to_owned()) };
        // The rest is looked into by a call for each.
        if value.len() > LONGEST {
            return None;
        }
        let within = &value[at + name.len()..];
        let (within, after) = within.split_at(end(within, &[')']));
        let (first, second) = within.split_at(end(within, &[',']));
        let instead = match name {
            VARIABLE => match self.0.get(first.trim()) {
                Some(known) => known.clone(),
                None => self.put_into(second.strip_prefix(',')?.trim())?,
            },
            _ => self.put_into(first.trim())?,
        };
        let rest = self.put_into(after.strip_prefix(')').unwrap_or(after))?;
        Some(format!("{}{instead}{rest}", &value[..at]))
    }
}

const VARIABLE: &str = "var(";
const LIGHT_DARK: &str = "light-dark(";

#[cfg(test)]
mod tests {
    use super::super::declarations;
    use super::*;

    #[test]
    fn variables_are_put_in() {
        let declared = "--a:red;--b:var(--a);--c:var(--c) var(--c);--a:blue;--d:var(--no)";
        let variables = Variables::of(declarations(declared).into_iter());
        for (value, expected) in [
            ("red", Some("red")),
            ("var(--a)", Some("red")),
            ("1px VAR( --b ) solid", Some("1px red solid")),
            ("var(--no, rgb(1, 2, 3))", Some("rgb(1, 2, 3)")),
            ("var(--no, var(--a))", Some("red")),
            ("var(--no)", None),
            ("var(--c)", None),
            ("var(--d)", None),
            ("light-dark(rgb(1, 2, 3), var(--no, #121212))", Some("rgb(1, 2, 3)")),
            ("light-dark(var(--a), #000) x", Some("red x")),
            ("var(", None),
        ] {
            assert_eq!(variables.put_into(value).as_deref(), expected, "{value}");
        }
    }
}
