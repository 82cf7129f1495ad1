//! Which glyphs the pages use, and which texts each of them stands for.

use super::cluster::{Cluster, clusters};
use crate::font::FontId;
use crate::layout::page::{Page, PageItem};
use std::collections::BTreeMap;
use std::sync::Arc;

/// The longest text that a ToUnicode entry is given; longer clusters are left to `ActualText`.
/// A CMap's strings may have 512 bytes, and no ligature comes near to this.
const LONGEST_TEXT: usize = 64;

/// The texts of one glyph, each with the number of its occurrences.
type Texts<'a> = Vec<(&'a str, u64)>;

/// The glyphs of one face that are used, by glyph id; `None` for those that are not.
pub type GlyphTexts<'a> = Vec<Option<Texts<'a>>>;

/// What one page uses.
pub struct PageUsage(Vec<GlyphUsage>);

/// A glyph of a face that is used, and how often for which text; without one where it cannot be said.
struct GlyphUsage {
    font: FontId,
    glyph: u16,
    texts: Vec<(String, u64)>,
}

impl PageUsage {
    pub fn of(page: &Page) -> PageUsage {
        let mut faces: BTreeMap<FontId, FaceUsage> = BTreeMap::new();
        for placed in &page.items {
            let PageItem::Glyphs(run) = &placed.item else { continue };
            let face = faces.entry(run.font).or_default();
            clusters(run).for_each(|cluster| face.add_cluster(cluster));
        }
        let mut used = Vec::new();
        for (font, face) in faces {
            used.extend(face.glyphs().map(|(glyph, texts)| GlyphUsage {
                font,
                glyph,
                texts: texts.into_iter().map(|(text, count)| (text.to_owned(), count)).collect(),
            }));
        }
        PageUsage(used)
    }

    /// The glyphs, each once.
    pub fn glyphs(&self) -> impl Iterator<Item = (FontId, u16)> {
        self.0.iter().map(|used| (used.font, used.glyph))
    }
}

/// What is used of every face. Counts are sums, so the result depends on no order.
pub fn collect(pages: &[Arc<PageUsage>]) -> BTreeMap<FontId, GlyphTexts<'_>> {
    let mut usage: BTreeMap<FontId, GlyphTexts> = BTreeMap::new();
    for used in pages.iter().flat_map(|page| &page.0) {
        let texts = texts_of(usage.entry(used.font).or_default(), used.glyph);
        used.texts.iter().for_each(|(text, times)| count(texts, text, *times));
    }
    usage
}

/// The text that a glyph stands for most often; of equally frequent ones the first in order.
pub fn most_frequent<'a>(texts: &Texts<'a>) -> Option<&'a str> {
    let best = texts
        .iter()
        .max_by(|(text, count), (other, count_other)| count.cmp(count_other).then_with(|| other.cmp(text)));
    best.map(|&(text, _)| text)
}

/// What a page uses of one face.
#[derive(Default)]
struct FaceUsage<'a> {
    /// By glyph id, one more than where it stands among those that are used; 0 for all others.
    slots: Vec<u32>,
    /// The glyphs that are used, in the order in which they come.
    used: Vec<Used<'a>>,
}

/// A glyph that a page uses.
#[derive(Default)]
struct Used<'a> {
    glyph: u16,
    /// The text that it stood for first, and how often it has; without one where it cannot be said.
    text: &'a str,
    times: u64,
    /// Other texts that it stands for.
    others: Texts<'a>,
}

impl<'a> FaceUsage<'a> {
    fn add_cluster(&mut self, cluster: Cluster<'a>) {
        if let [glyph] = cluster.glyphs {
            return self.add(glyph.id, cluster.text);
        }
        // A glyph for each character, such as a letter and its accent: each can stand for its own.
        let paired = cluster.text.chars().count() == cluster.glyphs.len();
        let mut characters = cluster.text.char_indices();
        for glyph in cluster.in_reading_order() {
            let character = characters.next().map(|(at, character)| at..at + character.len_utf8());
            let text = character.filter(|_| paired).and_then(|range| cluster.text.get(range));
            self.add(glyph.id, text.unwrap_or_default());
        }
    }

    #[inline]
    fn add(&mut self, glyph: u16, text: &'a str) {
        let slot = self.slots.get(usize::from(glyph)).copied().unwrap_or_default();
        let used = self.used.get_mut((slot as usize).wrapping_sub(1));
        // Nearly always it stands for what it has stood for before.
        match used.filter(|used| used.times > 0 && is_same(used.text, text)) {
            Some(used) => used.times += 1,
            None => self.add_text(glyph, text),
        }
    }

    fn add_text(&mut self, glyph: u16, text: &'a str) {
        let used = self.used_glyph(glyph);
        if !is_mappable(text) {
            return;
        }
        match used.times {
            0 => (used.text, used.times) = (text, 1),
            _ => count(&mut used.others, text, 1),
        }
    }

    fn used_glyph(&mut self, glyph: u16) -> &mut Used<'a> {
        if self.slots.len() <= usize::from(glyph) {
            self.slots.resize(usize::from(glyph) + 1, 0);
        }
        let slot = &mut self.slots[usize::from(glyph)];
        if *slot == 0 {
            self.used.push(Used { glyph, ..Used::default() });
            *slot = self.used.len() as u32;
        }
        &mut self.used[*slot as usize - 1]
    }

    /// The glyphs that are used, each with its texts.
    fn glyphs(self) -> impl Iterator<Item = (u16, Texts<'a>)> {
        self.used.into_iter().map(|Used { glyph, text, times, mut others }| {
            if times > 0 {
                others.push((text, times));
            }
            (glyph, others)
        })
    }
}

/// Equality without a call for single bytes, which most texts are.
fn is_same(a: &str, b: &str) -> bool {
    match (a.as_bytes(), b.as_bytes()) {
        ([a], [b]) => a == b,
        (a, b) => a == b,
    }
}

fn texts_of<'u, 'a>(usage: &'u mut GlyphTexts<'a>, glyph: u16) -> &'u mut Texts<'a> {
    if usage.len() <= usize::from(glyph) {
        usage.resize(usize::from(glyph) + 1, None);
    }
    usage[usize::from(glyph)].get_or_insert_default()
}

fn count<'a>(texts: &mut Texts<'a>, text: &'a str, times: u64) {
    match texts.iter_mut().find(|(known, _)| *known == text) {
        Some((_, count)) => *count += times,
        None => texts.push((text, times)),
    }
}

/// PDF/A and PDF/UA forbid U+0000, U+FEFF and U+FFFE in ToUnicode (ISO 14289-1, 7.21.7).
fn is_mappable(text: &str) -> bool {
    let forbidden = ['\0', '\u{FEFF}', '\u{FFFE}'];
    !text.is_empty() && text.len() <= LONGEST_TEXT && !text.contains(forbidden)
}
