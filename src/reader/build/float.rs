//! Figures, tables and listings with what is said of them: which of the three a float is, and the
//! number that its caption states.

use crate::document::content::is_blank;
use crate::document::{
    Block, BlockId, BlockKind, Float, FloatKind, Group, GroupKind, Inline, InlineKind, Style,
};

/// The id that a caption gives, with the block that it names.
pub(in crate::reader) type Named = (String, BlockId);

/// Which of the blocks of a float is its caption.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::reader) enum CaptionPlace {
    /// The first paragraph of words; what stands behind it is the legend.
    First,
    /// The last block, if that is a paragraph.
    Last,
}

/// What a float of this block is.
pub(in crate::reader) fn kind_of(block: &Block) -> FloatKind {
    match block.kind {
        BlockKind::Table(_) => FloatKind::Table,
        BlockKind::Code(_) => FloatKind::Listing,
        _ => FloatKind::Figure,
    }
}

/// What a float is by the first of its blocks that tells; code where none does, since such elements
/// are made for code.
fn kind_of_all(blocks: &[Block]) -> FloatKind {
    let telling = |block: &&Block| {
        matches!(block.kind, BlockKind::Table(_) | BlockKind::Code(_)) || block.kind.is_image()
    };
    blocks.iter().find(telling).map_or(FloatKind::Listing, kind_of)
}

/// A caption that states its own label, "Figure 4-1: …", is numbered as it says, and once.
pub(in crate::reader) fn take_stated_number(float: &mut Float) {
    const KINDS: [(&str, FloatKind); 4] = [
        ("Figure ", FloatKind::Figure),
        ("Fig. ", FloatKind::Figure),
        ("Table ", FloatKind::Table),
        ("Listing ", FloatKind::Listing),
    ];
    let words = match float.caption.as_mut_slice() {
        // The id that may name all of them.
        [Inline { kind: InlineKind::Styled(Style::Anchor(_), words), .. }] => words,
        _ => &mut float.caption,
    };
    let Some(Inline { kind: InlineKind::Text(text), .. }) = words.first_mut() else { return };
    let stated = KINDS.iter().find_map(|(word, kind)| Some((*kind, text.strip_prefix(word)?)));
    let Some((kind, rest)) = stated else { return };
    let end = rest.find(|c: char| !(c.is_ascii_alphanumeric() || "-.".contains(c))).unwrap_or(rest.len());
    let number = rest[..end].trim_end_matches('.');
    let is_number = number.chars().any(|c| c.is_ascii_digit()) && number.len() <= 12;
    let after = rest[number.len()..].trim_start_matches(['.', ':']);
    // A number needs an end of its own, or it is a part of the sentence.
    if !is_number || after.len() == rest[number.len()..].len() && !after.is_empty() {
        return;
    }
    (float.kind, float.number) = (kind, Some(number.to_owned()));
    *text = after.trim_start().to_owned();
    if text.is_empty() {
        words.remove(0);
    }
}

/// A float whose blocks are known. One that the blocks within it are floats of their own gives way
/// to: what was said of it goes to the first of them.
pub(super) fn finished(mut float: Float, mut blocks: Vec<Block>) -> Float {
    if let [Block { kind: BlockKind::Float(inner), .. }] = blocks.as_mut_slice()
        && (float.title.is_empty() || inner.title.is_empty())
        && (float.caption.is_empty() || inner.caption.is_empty())
    {
        let inner = std::mem::take(inner);
        let first_of = |a: Vec<Inline>, b: Vec<Inline>| if a.is_empty() { b } else { a };
        return Float {
            kind: inner.kind,
            number: float.number.or(inner.number),
            title: first_of(float.title, inner.title),
            caption: first_of(float.caption, inner.caption),
            ..inner
        };
    }
    if float.kind == FloatKind::Listing {
        float.kind = kind_of_all(&blocks);
    }
    Float { blocks, ..float }
}

/// A float whose caption is taken from its blocks, and the legend behind it, whose id is that of the
/// caption's paragraph.
pub(super) fn with_caption(
    mut float: Float,
    mut blocks: Vec<Block>,
    place: CaptionPlace,
) -> (Float, Option<Block>) {
    let at = match place {
        CaptionPlace::First => blocks.iter().position(is_of_words),
        CaptionPlace::Last => blocks.iter().rposition(is_of_words).filter(|at| at + 1 == blocks.len()),
    };
    // Words alone are no caption of anything.
    let Some(at) = at.filter(|at| *at > 0) else { return (finished(float, blocks), None) };
    let legend = blocks.split_off(at + 1);
    let Some(Block { id, span, kind: BlockKind::Paragraph(words) }) = blocks.pop() else {
        return (finished(float, blocks), None);
    };
    float.caption = words;
    take_stated_number(&mut float);
    unwrap_image(&mut blocks);
    let legend = (!legend.is_empty()).then(|| {
        let kind = GroupKind::Division(vec!["legend".to_owned()]);
        let group =
            Group { kind, lang: None, direction: None, alignment: None, title: Vec::new(), blocks: legend };
        Block { id, span, kind: BlockKind::Group(group) }
    });
    (finished(float, blocks), legend)
}

/// The words of the only image of a float stand for it, and are no caption of their own.
fn unwrap_image(blocks: &mut Vec<Block>) {
    if let [Block { kind: BlockKind::Float(part), .. }] = blocks.as_mut_slice()
        && let [Block { kind: BlockKind::Image(image), .. }] = part.blocks.as_slice()
        && matches!(part.caption.as_slice(), [Inline { kind: InlineKind::Text(words), .. }] if *words == image.alt)
    {
        *blocks = std::mem::take(&mut part.blocks);
    }
}

/// Whether a block is a paragraph that holds more than images.
fn is_of_words(block: &Block) -> bool {
    let BlockKind::Paragraph(content) = &block.kind else { return false };
    let is_shown = |inline: &Inline| match &inline.kind {
        InlineKind::Image(_) => true,
        InlineKind::Text(text) => text.trim().is_empty(),
        kind => {
            !kind.content().is_empty()
                && kind.content().iter().all(|inner| matches!(inner.kind, InlineKind::Image(_)))
        }
    };
    !is_blank(content) && !content.iter().all(is_shown)
}
