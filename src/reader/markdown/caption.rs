//! Captions, titles of files and numbers that the manuscript states: from neighbouring blocks to
//! one float.

use super::attributes::in_braces;
use crate::document::{Block, BlockId, BlockKind, Float, Inline, InlineKind, Style};
use crate::reader::build::{Named, kind_of, take_stated_number};

/// Joins captions with what they belong to among siblings.
pub(super) fn join(blocks: Vec<Block>, named: &mut Vec<Named>) -> Vec<Block> {
    let mut joined: Vec<Block> = Vec::with_capacity(blocks.len());
    for mut block in blocks {
        let role = role(&block);
        // What is said below belongs to the block above it.
        if let Some(above) = joined.last_mut()
            && takes_below(above, &role)
        {
            let captioned = std::mem::replace(above, block.clone());
            *above = float(captioned, block, role, named);
            continue;
        }
        // What is said above waits for the block below it.
        if let Some(above) = joined.pop_if(|above| takes_above(&block, &self::role(above))) {
            let role = self::role(&above);
            block = float(block, above, role, named);
        }
        joined.push(block);
    }
    joined
}

/// What a paragraph says of its neighbour.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Role {
    Nothing,
    /// `Table: …`, or a colon alone as pandoc has it
    Table,
    /// A paragraph of nothing but emphasis.
    Emphasis,
    /// `<span class="caption">`
    Caption,
    /// `<span class="filename">`
    FileName,
}

/// What begins the caption of a table (pandoc's manual, "Tables").
const TABLE: [&str; 3] = ["Table:", "table:", ": "];

/// A caption without the mark that begins it.
fn without_mark(text: &str) -> Option<&str> {
    TABLE.iter().find_map(|mark| text.strip_prefix(mark)).map(str::trim_start)
}

fn role(block: &Block) -> Role {
    let BlockKind::Paragraph(inlines) = &block.kind else { return Role::Nothing };
    match inlines.as_slice() {
        [Inline { kind: InlineKind::Text(text), .. }, ..] if without_mark(text).is_some() => Role::Table,
        [Inline { kind: InlineKind::Styled(Style::Emphasis, _), .. }] => Role::Emphasis,
        [Inline { kind: InlineKind::Styled(Style::Classes(classes), _), .. }] => {
            let is = |name: &str| classes.iter().any(|class| class == name);
            if is("caption") {
                Role::Caption
            } else if is("filename") {
                Role::FileName
            } else {
                Role::Nothing
            }
        }
        _ => Role::Nothing,
    }
}

fn takes_below(above: &Block, role: &Role) -> bool {
    match (&above.kind, role) {
        (kind, Role::Emphasis | Role::Caption) if kind.is_image() => true,
        (BlockKind::Table(_), Role::Table | Role::Caption) => true,
        (BlockKind::Code(_), Role::Caption) => true,
        (BlockKind::Float(float), Role::Caption) => float.caption.is_empty(),
        _ => false,
    }
}

fn takes_above(below: &Block, role: &Role) -> bool {
    match (&below.kind, role) {
        (BlockKind::Table(_), Role::Table | Role::Caption) => true,
        (BlockKind::Code(_), Role::FileName) => true,
        (BlockKind::Float(float), Role::FileName) => float.title.is_empty(),
        _ => false,
    }
}

/// The float of a block and of the paragraph beside it, whose id it takes: the words of caption and
/// title are its own.
fn float(captioned: Block, paragraph: Block, role: Role, named: &mut Vec<Named>) -> Block {
    let id = paragraph.id;
    let (first, last) =
        (captioned.span.start.min(paragraph.span.start), captioned.span.end.max(paragraph.span.end));
    let span = crate::source::Span { start: first, end: last, ..captioned.span };
    let BlockKind::Paragraph(mut words) = paragraph.kind else { return captioned };
    let mut float = match captioned.kind {
        BlockKind::Float(float) => float,
        _ => Float { kind: kind_of(&captioned), blocks: vec![captioned], ..Float::default() },
    };
    match role {
        Role::Table => {
            trim_table(&mut words);
            float.caption = words;
        }
        _ => {
            let inner = words.pop().map(|inline| match inline.kind {
                InlineKind::Styled(_, inner) => inner,
                _ => Vec::new(),
            });
            let inner = inner.unwrap_or_default();
            match role {
                Role::FileName => float.title = inner,
                _ => float.caption = inner,
            }
        }
    }
    take_attributes(&mut float.caption, id, named);
    take_stated_number(&mut float);
    Block { id, span, kind: BlockKind::Float(float) }
}

fn trim_table(words: &mut Vec<Inline>) {
    if let Some(Inline { kind: InlineKind::Text(text), .. }) = words.first_mut() {
        *text = without_mark(text).unwrap_or(text).to_owned();
        if text.is_empty() {
            words.remove(0);
        }
    }
}

/// `{#id}` at the end of a caption.
fn take_attributes(caption: &mut Vec<Inline>, block: BlockId, named: &mut Vec<Named>) {
    let Some(Inline { kind: InlineKind::Text(text), .. }) = caption.last_mut() else { return };
    let Some(start) = text.rfind('{') else { return };
    let Some((attributes, "")) = in_braces(&text[start..]) else { return };
    named.extend(attributes.id.map(|id| (id, block)));
    text.truncate(start);
    text.truncate(text.trim_end().len());
    if text.is_empty() {
        caption.pop();
    }
}
