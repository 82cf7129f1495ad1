//! The order of pages that say in their front matter where they come: by weight within their folder, as
//! Hugo, Zola and Docusaurus have it, or by number below the page that they name, as in Jekyll's "Just the
//! Docs".

use crate::document::{Matter, Standing, StandingKind, Title};
use crate::reader::front_matter;
use crate::settings::Value;
use crate::source::Source;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};

/// A text, by its number, and where it stands.
#[derive(Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which one of those that were given.
    pub index: usize,
    /// `None` for what is a chapter, or several, of its own.
    pub standing: Option<Standing>,
}

/// A text, and what lies beside it says of its place.
#[derive(Debug)]
pub struct Page<'a> {
    /// With its front matter.
    pub source: &'a Source,
    /// Where its folder puts it.
    pub standing: Option<Standing>,
    /// A folder without a text.
    pub is_bare: bool,
    /// Where the folder comes that this is, or speaks for.
    pub position: Option<&'a Value>,
}

/// What a page says of its place.
#[derive(Default)]
struct Said {
    title: Option<String>,
    parent: Option<String>,
    /// With the key that says it.
    weight: Option<(&'static str, Rank)>,
    order: Option<Rank>,
    depth: u8,
    standing: Option<Standing>,
    is_bare: bool,
    is_index: bool,
}

impl Said {
    fn rank(&self) -> Option<&Rank> {
        self.weight.as_ref().map(|(_, rank)| rank)
    }
}

/// Numbers come before words, which Just the Docs allows as well.
#[derive(Clone, Debug, PartialEq)]
enum Rank {
    Number(f64),
    Word(String),
}

impl Rank {
    fn of(value: &Value) -> Option<Rank> {
        let text = value.as_text()?.trim();
        let number = text.parse::<f64>().ok().filter(|number| number.is_finite());
        Some(number.map_or_else(|| Rank::Word(text.to_lowercase()), Rank::Number))
    }

    fn compare(one: Option<&Rank>, other: Option<&Rank>) -> Ordering {
        match (one, other) {
            (Some(Rank::Number(one)), Some(Rank::Number(other))) => one.total_cmp(other),
            (Some(Rank::Word(one)), Some(Rank::Word(other))) => one.cmp(other),
            (Some(Rank::Number(_)), Some(Rank::Word(_))) | (Some(_), None) => Ordering::Less,
            (Some(Rank::Word(_)), Some(Rank::Number(_))) | (None, Some(_)) => Ordering::Greater,
            (None, None) => Ordering::Equal,
        }
    }
}

/// The order of texts, and the key that says it; `None` where none does. What says nothing keeps its place
/// behind what does. The pages come in natural order.
pub fn by_front_matter(pages: &[Page<'_>]) -> Option<(Vec<Placed>, &'static str)> {
    let pages: Vec<Said> = pages.iter().map(said).collect();
    if pages.iter().any(|page| page.order.is_some() || page.parent.is_some()) {
        return Some((by_parents(&pages), "nav_order"));
    }
    let key = pages.iter().find_map(|page| page.weight.as_ref()).map(|(key, _)| *key)?;
    Some((by_weight(&pages), key))
}

fn said(page: &Page<'_>) -> Said {
    let Page { source, standing, is_bare, position } = page;
    let said = front_matter::keys(source);
    let of = |name: &str| said.iter().find(|(key, _)| key == name).map(|(_, value)| value);
    let text = |name: &str| of(name).and_then(Value::as_text).map(|text| text.trim().to_owned());
    // In Hugo a weight of 0 is none.
    let zero = Rank::Number(0.0);
    let weight = || Some(("weight", of("weight").and_then(Rank::of).filter(|weight| *weight != zero)?));
    let given = position.and_then(Rank::of);
    let position =
        || Some(("sidebar_position", given.or_else(|| of("sidebar_position").and_then(Rank::of))?));
    Said {
        title: text("title"),
        parent: text("parent"),
        weight: weight().or_else(position),
        order: of("nav_order").and_then(Rank::of),
        depth: standing.as_ref().map_or(0, |standing| standing.depth),
        standing: standing.clone(),
        is_bare: *is_bare,
        is_index: crate::address::speaks_for_folder(&source.path),
    }
}

/// Those within others, by the number of what they are in; at the top, by none.
type Within = BTreeMap<Option<usize>, Vec<usize>>;

/// Sorts what lies in each folder. The text of the folder itself stays the first.
fn by_weight(pages: &[Said]) -> Vec<Placed> {
    let (mut within, mut open) = (Within::new(), Vec::<usize>::new());
    for (index, page) in pages.iter().enumerate() {
        while open.pop_if(|above| pages[*above].depth >= page.depth).is_some() {}
        within.entry(open.last().copied()).or_default().push(index);
        open.push(index);
    }
    let first = |page: &Said| page.is_index && page.depth == 0 && page.standing.is_none();
    for siblings in within.values_mut() {
        siblings.sort_by(|one, other| {
            let (one, other) = (&pages[*one], &pages[*other]);
            first(other).cmp(&first(one)).then_with(|| Rank::compare(one.rank(), other.rank()))
        });
    }
    let mut placed = Vec::new();
    walk(&within, None, 0, &mut |index, _| {
        placed.push(Placed { index, standing: pages[index].standing.clone() })
    });
    placed
}

/// Puts pages below those that they name, wherever they lie.
fn by_parents(pages: &[Said]) -> Vec<Placed> {
    let mut titles: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, page) in pages.iter().enumerate() {
        if let Some(title) = &page.title {
            titles.entry(title).or_insert(index);
        }
    }
    let above = |index: usize| {
        let parent = titles.get(pages[index].parent.as_deref()?)?;
        (*parent != index).then_some(*parent)
    };
    let mut within = Within::new();
    for index in (0..pages.len()).filter(|index| !pages[*index].is_bare) {
        within.entry(above(index).filter(|_| !is_circular(index, above))).or_default().push(index);
    }
    // The text of the folder itself is the first unless it says otherwise.
    let first =
        |page: &Said| page.is_index && page.depth == 0 && page.order.is_none() && page.parent.is_none();
    for siblings in within.values_mut() {
        siblings.sort_by(|one, other| {
            let (one, other) = (&pages[*one], &pages[*other]);
            first(other)
                .cmp(&first(one))
                .then_with(|| Rank::compare(one.order.as_ref(), other.order.as_ref()))
        });
    }
    let mut placed = Vec::new();
    let chapter = |depth| Standing {
        title: Title::default(),
        kind: StandingKind::Chapter,
        depth,
        number: None,
        matter: Matter::Body,
    };
    walk(&within, None, 0, &mut |index, depth| {
        let is_part = within.contains_key(&Some(index));
        let standing = (depth > 0 || is_part).then(|| chapter(depth));
        placed.push(Placed { index, standing });
    });
    placed
}

/// Whether a page lies within itself, by way of others.
fn is_circular(index: usize, above: impl Fn(usize) -> Option<usize>) -> bool {
    let (mut seen, mut at) = (BTreeSet::new(), index);
    while let Some(parent) = above(at) {
        // Just the Docs goes no deeper than a few levels.
        if !seen.insert(parent) || seen.len() > DEEPEST {
            return true;
        }
        at = parent;
    }
    false
}

/// Deeper pages are at the top: what is walked calls itself for each level.
const DEEPEST: usize = 32;

fn walk(within: &Within, above: Option<usize>, depth: u8, each: &mut dyn FnMut(usize, u8)) {
    for index in within.get(&above).into_iter().flatten() {
        each(*index, depth);
        walk(within, Some(*index), depth.saturating_add(1), each);
    }
}
