//! A tiny notation for drafts, so that the tests of the passes need no reader.
//!
//! Each line is a block: `# Heading {#id .class}`, `> # Inner heading`, `![alt](path)` alone a
//! figure, `---` a break, `[^0]: words` the definition of note 0, anything else a paragraph.
//! Within a line: `*emphasis*`, `` `code` ``, `[text](target)`, `![alt](path)`, `[^0]`, and `\\`
//! for a hard break.

use crate::document::*;
use crate::source::{FileId, Span};

/// Reads the notation; spans count bytes of `text`.
pub(super) fn draft(file: u32, text: &str) -> Draft {
    let file = FileId(file);
    let mut draft = Draft::default();
    let mut start = 0;
    for (index, line) in text.split('\n').enumerate() {
        let span = Span::new(file, start..start + line.len());
        start += line.len() + 1;
        let id = BlockId { file, index: index as u32 };
        let definition = line.strip_prefix("[^").and_then(|rest| rest.split_once("]: "));
        if let Some((number, words)) = definition {
            let kind = BlockKind::Paragraph(inlines(words, span));
            let note_id = NoteId { file, index: number.parse().unwrap() };
            draft.notes.push(Note { id: note_id, span, number: 0, blocks: vec![Block { id, span, kind }] });
        } else if !line.is_empty() {
            draft.nodes.push(node(id, span, line));
        }
    }
    draft
}

fn node(id: BlockId, span: Span, line: &str) -> Node {
    if let Some((level, heading)) = heading(line, span) {
        return Node::Heading { id, span, level, heading };
    }
    let kind = match line.strip_prefix("> ") {
        Some(inner) => {
            let inner_id = BlockId { index: id.index + 1000, ..id };
            let Node::Block(block) = inner_node(inner_id, span, inner) else { unreachable!() };
            BlockKind::Quote(vec![block])
        }
        None if line == "---" => BlockKind::Break,
        None => match <[Inline; 1]>::try_from(inlines(line, span)) {
            Ok([Inline { kind: InlineKind::Image(image), .. }]) => BlockKind::Image(image),
            Ok(one) => BlockKind::Paragraph(one.into()),
            Err(several) => BlockKind::Paragraph(several),
        },
    };
    Node::Block(Block { id, span, kind })
}

fn inner_node(id: BlockId, span: Span, line: &str) -> Node {
    let Some((level, heading)) = heading(line, span) else { return node(id, span, line) };
    let kind = BlockKind::InnerHeading { level, heading, anchor: String::new() };
    Node::Block(Block { id, span, kind })
}

fn heading(line: &str, span: Span) -> Option<(u8, Heading)> {
    let words = line.trim_start_matches('#');
    let level = (line.len() - words.len()) as u8;
    let words = words.strip_prefix(' ').filter(|_| level > 0)?;
    let mut heading = Heading::default();
    let (words, attributes) = words.split_once(" {").unwrap_or((words, ""));
    for attribute in attributes.trim_end_matches('}').split(' ') {
        match attribute.split_at_checked(1) {
            Some(("#", id)) => heading.explicit_id = Some(id.into()),
            Some((".", class)) => heading.classes.push(class.into()),
            _ => {}
        }
    }
    heading.content = inlines(words, span);
    Some((level, heading))
}

/// The inlines of one line; each has the whole line as its span.
pub(super) fn inlines(text: &str, span: Span) -> Vec<Inline> {
    let mut inlines = Vec::new();
    let mut rest = text;
    while !rest.is_empty() {
        let (kind, length) = inline(rest, span).unwrap_or_else(|| {
            let marks = |at: &(usize, char)| at.0 > 0 && "*`[!\\".contains(at.1);
            let end = rest.char_indices().find(marks).map_or(rest.len(), |(at, _)| at);
            (InlineKind::Text(rest[..end].into()), end)
        });
        inlines.push(Inline { span, kind });
        rest = &rest[length..];
    }
    inlines
}

fn inline(text: &str, span: Span) -> Option<(InlineKind, usize)> {
    let between = |open: &str, close: &str| {
        let (inner, _) = text.strip_prefix(open)?.split_once(close)?;
        Some((inner, open.len() + inner.len() + close.len()))
    };
    if text.starts_with('\\') {
        return Some((InlineKind::LineBreak, 1));
    }
    if let Some((number, length)) = between("[^", "]") {
        let index = number.parse().unwrap();
        return Some((InlineKind::NoteMark(NoteId { file: span.file, index }), length));
    }
    if let Some((inner, length)) = between("*", "*") {
        return Some((InlineKind::Styled(crate::document::Style::Emphasis, inlines(inner, span)), length));
    }
    if let Some((code, length)) = between("`", "`") {
        return Some((InlineKind::Code(code.into()), length));
    }
    let image = text.starts_with('!');
    let (words, length) = between(if image { "![" } else { "[" }, "](")?;
    let (target, _) = text[length..].split_once(')')?;
    let end = length + target.len() + 1;
    if image {
        let image = ImageRef { path: target.into(), alt: words.into(), ..ImageRef::default() };
        return Some((InlineKind::Image(image), end));
    }
    let content = inlines(words, span);
    Some((InlineKind::Link { target: Target::Written(target.into()), title: None, content }, end))
}

/// The sections as an indented outline: `1 Title #anchor [matter] (blocks)`.
pub(super) fn outline(document: &Document) -> String {
    document.walk().map(outline_line).collect()
}

fn outline_line(section: &Section) -> String {
    let indent = "  ".repeat(usize::from(section.level) - 1);
    let number = section.number.as_ref().map_or_else(String::new, |number| format!("{number} "));
    let title =
        section.heading.as_ref().map_or_else(|| "(no heading)".into(), |_| section.title.plain.clone());
    let matter = match section.matter {
        Matter::Body => String::new(),
        matter => format!(" {matter:?}"),
    };
    format!("{indent}{number}{title} #{}{matter} ({})\n", section.anchor, section.blocks.len())
}

/// The text of all inlines with links as `text→target`, note marks as `^number`.
pub(super) fn linked_text(document: &Document, inlines: &[Inline]) -> String {
    let content = inlines.iter().map(|inline| match &inline.kind {
        InlineKind::Text(text) | InlineKind::Code(text) => text.clone(),
        InlineKind::Styled(_, content) => linked_text(document, content),
        InlineKind::Link { target, content, .. } => {
            let target = match target {
                Target::Written(written) => format!("?{written}"),
                Target::Outside(uri) => uri.clone(),
                Target::Inside(anchor) => format!("#{anchor}"),
                Target::Nowhere => "∅".into(),
            };
            format!("{}→{target}", linked_text(document, content))
        }
        InlineKind::PageNumber { .. } => String::new(),
        InlineKind::NoteMark(id) => match document.note(*id) {
            Some(note) => format!("^{}", note.number),
            None => "^?".into(),
        },
        InlineKind::Image(_) | InlineKind::Math(_) => "▣".into(),
        InlineKind::LineBreak => "\\".into(),
    });
    content.collect()
}
