//! Documents, complaints and pages as text.

use bifolio::diagnostic::Diagnostic;
use bifolio::document::{
    Alignment, Block, BlockKind, Cell, Delimiter, Digits, Document, Figures, Inline, InlineKind, Metadata,
    Numbers, PageSide, Row, Scope, Section, Style, Target,
};
use bifolio::layout::page::{Page, PageItem, Part};
use bifolio::resource::Resources;
use bifolio::source::Sources;
use std::collections::BTreeMap;

/// Metadata, sections with their blocks, and notes; what lies within is indented.
pub fn tree(document: &Document) -> String {
    let mut out = metadata(&document.metadata);
    for section in &document.sections {
        self::section(&mut out, document, section, 0);
    }
    for note in &document.notes {
        out += &format!("note {}\n", note.number);
        blocks(&mut out, document, &note.blocks, 1);
    }
    out
}

fn metadata(metadata: &Metadata) -> String {
    let mut out = String::new();
    let mut line = |key: &str, value: &Option<String>| {
        if let Some(value) = value {
            out += &format!("{key}: {value}\n");
        }
    };
    line("title", &metadata.title.as_ref().map(|title| title.plain.clone()));
    line("subtitle", &metadata.subtitle.as_ref().map(|subtitle| subtitle.plain.clone()));
    for creator in &metadata.creators {
        line(&format!("by ({})", creator.role), &Some(creator.name.clone()));
    }
    line("lang", &metadata.lang);
    line("date", &metadata.date);
    line("isbn", &metadata.isbn);
    line("identifier", &metadata.identifier);
    for identifier in &metadata.further_identifiers {
        line("also", &Some(identifier.clone()));
    }
    line("publisher", &metadata.publisher);
    line("rights", &metadata.rights);
    line("description", &metadata.description);
    for subject in &metadata.subjects {
        let code = subject.code.as_ref().map(|code| format!(" ({} {})", code.authority, code.term));
        line("subject", &Some(format!("{}{}", subject.text, code.unwrap_or_default())));
    }
    let series = metadata.series.as_ref();
    let series =
        series.map(|series| format!("{} #{}", series.name, series.position.as_deref().unwrap_or("?")));
    line("series", &series);
    line("cover", &metadata.cover_image.as_ref().map(|image| image.path.clone()));
    out
}

fn section(out: &mut String, document: &Document, section: &Section, depth: usize) {
    let number = section.number.as_ref().map_or_else(String::new, |number| format!("{number} "));
    let heading = section.heading.as_ref();
    let title = heading.map_or_else(|| "(none)".into(), |heading| inlines(document, &heading.content));
    let listed = section.listed_as.as_ref().map_or_else(String::new, |title| format!(" “{}”", title.plain));
    line(out, depth, &format!("section {} {number}{title} #{}{listed}", section.level, section.anchor));
    blocks(out, document, &section.blocks, depth + 1);
    for child in &section.children {
        self::section(out, document, child, depth + 1);
    }
}

fn line(out: &mut String, depth: usize, text: &str) {
    *out += &format!("{}{text}\n", "  ".repeat(depth));
}

fn blocks(out: &mut String, document: &Document, blocks: &[Block], depth: usize) {
    for block in blocks {
        self::block(out, document, block, depth);
    }
}

fn block(out: &mut String, document: &Document, block: &Block, depth: usize) {
    let words = |content: &[Inline]| inlines(document, content);
    match &block.kind {
        BlockKind::Paragraph(content) => line(out, depth, &format!("p {}", words(content))),
        BlockKind::InnerHeading { level, heading, anchor } => {
            line(out, depth, &format!("inner {level} {} #{anchor}", words(&heading.content)));
        }
        BlockKind::Quote(children) => {
            line(out, depth, "quote");
            blocks(out, document, children, depth + 1);
        }
        BlockKind::List(list) => {
            let start = list.numbers.map_or_else(|| "bullets".into(), |numbers| from(&numbers));
            let tight = if list.tight { " tight" } else { "" };
            let direction =
                list.direction.map_or_else(String::new, |direction| format!(" {}", direction.as_str()));
            line(out, depth, &format!("list {start}{tight}{direction}"));
            for item in &list.items {
                let task = item.task.map_or("", |done| if done { " [x]" } else { " [ ]" });
                line(out, depth + 1, &format!("item{task}"));
                blocks(out, document, &item.blocks, depth + 2);
            }
        }
        BlockKind::Code(listing) => {
            let first = listing.first_line.map_or_else(String::new, |first| format!(" from {first}"));
            line(out, depth, &format!("code {}{first}", listing.language.as_deref().unwrap_or("(none)")));
            for row in listing.text.split('\n') {
                line(out, depth + 1, &format!("|{row}"));
            }
        }
        BlockKind::Verse(verse) => {
            line(out, depth, "verse");
            for (index, stanza) in verse.stanzas.iter().enumerate() {
                if index > 0 {
                    line(out, depth + 1, "|");
                }
                for row in stanza {
                    let indent = " ".repeat(usize::from(row.indent));
                    line(out, depth + 1, &format!("|{indent}{}", words(&row.content)));
                }
            }
        }
        BlockKind::Image(image) => line(out, depth, &format!("image ![{}]({})", image.alt, image.path)),
        BlockKind::Formula { formula, number } => {
            let number = number.as_ref().map_or_else(String::new, |number| format!(" ({number})"));
            line(out, depth, &format!("formula {}{number}", formula.source));
        }
        BlockKind::Definitions(entries) => {
            line(out, depth, "definitions");
            for entry in entries {
                line(out, depth + 1, &format!("term {}", words(&entry.term)));
                for details in &entry.details {
                    line(out, depth + 2, "details");
                    blocks(out, document, details, depth + 3);
                }
            }
        }
        BlockKind::Float(float) => {
            let kind = format!("{:?}", float.kind).to_lowercase();
            line(out, depth, &format!("{kind} {:?} {:?}", float.label, words(&float.title)));
            blocks(out, document, &float.blocks, depth + 1);
            line(out, depth + 1, &format!("caption {}", words(&float.caption)));
        }
        BlockKind::Group(group) => {
            let lang = group.lang.as_ref().map_or_else(String::new, |lang| format!(" in {lang}"));
            let direction =
                group.direction.map_or_else(String::new, |direction| format!(" {}", direction.as_str()));
            let alignment = group
                .alignment
                .map_or_else(String::new, |alignment| format!(" {alignment:?}").to_lowercase());
            line(
                out,
                depth,
                &format!("group {:?}{lang}{direction}{alignment} {}", group.kind, words(&group.title)),
            );
            blocks(out, document, &group.blocks, depth + 1);
        }
        BlockKind::Table(table) => {
            line(out, depth, &format!("table of {}", table.columns));
            rows(out, document, "head", &table.head, depth + 1);
            table.bodies.iter().for_each(|body| rows(out, document, "body", body, depth + 1));
            rows(out, document, "foot", &table.foot, depth + 1);
        }
        BlockKind::Break => line(out, depth, "break"),
        BlockKind::PageBreak(PageSide::Either) => line(out, depth, "page break"),
        BlockKind::PageBreak(side) => line(out, depth, &format!("page break {side:?}").to_lowercase()),
    }
}

/// Rows a line each; what is more in a cell than a paragraph stands below, set in.
fn rows(out: &mut String, document: &Document, part: &str, rows: &[Row], depth: usize) {
    for (index, row) in rows.iter().enumerate() {
        let cells: Vec<String> = row.cells.iter().map(|cell| cell_line(document, cell)).collect();
        let part = if index == 0 { part } else { "" };
        line(out, depth, &format!("{part:4} | {} |", cells.join(" | ")));
        for cell in row.cells.iter().filter(|cell| !is_line(cell)) {
            line(out, depth + 2, &format!("in column {}", cell.column + 1));
            blocks(out, document, &cell.blocks, depth + 3);
        }
    }
}

fn is_line(cell: &Cell) -> bool {
    matches!(cell.blocks.as_slice(), [] | [Block { kind: BlockKind::Paragraph(_), .. }])
}

/// What a cell is the head of, how many columns and rows it takes, where its text stands.
fn cell_line(document: &Document, cell: &Cell) -> String {
    let heads = match cell.heads {
        Some(Scope::Column) => "(col) ",
        Some(Scope::Row) => "(row) ",
        None => "",
    };
    let spans = match (cell.colspan, cell.rowspan) {
        (1, 1) => String::new(),
        (columns, rows) => format!("({columns} x {rows}) "),
    };
    let alignment = match cell.alignment {
        Alignment::Start => "",
        Alignment::Centre => "(centre) ",
        Alignment::End => "(end) ",
    };
    let words = match cell.blocks.as_slice() {
        [Block { kind: BlockKind::Paragraph(content), .. }] => inlines(document, content),
        [] => String::new(),
        _ => "…".into(),
    };
    format!("{heads}{spans}{alignment}{words}")
}

fn inlines(document: &Document, content: &[Inline]) -> String {
    content.iter().map(|inline| self::inline(document, &inline.kind)).collect()
}

fn inline(document: &Document, kind: &InlineKind) -> String {
    match kind {
        InlineKind::Text(text) => text.clone(),
        InlineKind::Styled(Style::Emphasis, content) => format!("*{}*", inlines(document, content)),
        InlineKind::Styled(Style::Strong, content) => format!("**{}**", inlines(document, content)),
        InlineKind::Styled(Style::Classes(classes), content) => {
            format!("<.{}:{}>", classes.join("."), inlines(document, content))
        }
        InlineKind::Styled(Style::Anchor(name), content) => {
            format!("<#{name}:{}>", inlines(document, content))
        }
        InlineKind::Styled(Style::Language(lang), content) => {
            format!("<{lang}:{}>", inlines(document, content))
        }
        InlineKind::Styled(style, content) => {
            format!("<{}:{}>", format!("{style:?}").to_lowercase(), inlines(document, content))
        }
        InlineKind::Math(formula) => format!("${}$", formula.source),
        InlineKind::Code(code) => format!("`{code}`"),
        InlineKind::Link { target, title, content } => {
            let target = match target {
                Target::Written(written) => format!("?{written}"),
                Target::Outside(address) => address.clone(),
                Target::Inside(anchor) => format!("#{anchor}"),
                Target::Nowhere => "nowhere".into(),
            };
            let title = title.as_ref().map_or_else(String::new, |title| format!(" {title:?}"));
            format!("[{}]({target}{title})", inlines(document, content))
        }
        InlineKind::Image(image) => format!("![{}]({})", image.alt, image.path),
        InlineKind::NoteMark(id) => {
            let number = document.note(*id).map_or_else(|| "?".into(), |note| note.number.to_string());
            format!("^{number}")
        }
        InlineKind::PageNumber { target, word } => format!("{{{word} of {target:?}}}"),
        InlineKind::LineBreak => "⏎".into(),
    }
}

/// `file:line:col: severity[code]: message`.
pub fn complaint(diagnostic: &Diagnostic, sources: &Sources) -> String {
    let place = sources.get(diagnostic.span.file).map_or_else(String::new, |source| {
        let at = source.line_column(diagnostic.span.start);
        format!("{}:{}:{}: ", source.path.display(), at.line, at.column)
    });
    let (severity, code) = (diagnostic.severity.as_str(), diagnostic.code.as_str());
    let hints: String = diagnostic.hints.iter().map(|hint| format!("  hint: {hint}\n")).collect();
    format!("{place}{severity}[{code}]: {}\n{hints}", diagnostic.message)
}

/// The pages, line by line from the top; what no reader reads aloud stands in parentheses.
pub fn pages(document: &Document, resources: &Resources) -> String {
    let paged = bifolio::layout::lay_out(document, resources).value;
    paged.pages.iter().map(page).collect()
}

fn page(page: &Page) -> String {
    let mut lines: BTreeMap<i64, Vec<(i64, String)>> = BTreeMap::new();
    for placed in &page.items {
        let PageItem::Glyphs(run) = &placed.item else { continue };
        let text = match placed.part {
            Part::Artifact(_) => format!("({})", run.text),
            // The hyphen of a divided word.
            _ => run.text.replace('\u{AD}', "-"),
        };
        lines.entry(placed.at.y.0).or_default().push((placed.at.x.0, text));
    }
    let mut out = format!("page {}\n", page.folio);
    for (_, mut pieces) in lines {
        pieces.sort();
        let text: Vec<String> = pieces.into_iter().map(|(_, text)| text).collect();
        out += &format!("  {}\n", text.concat().trim_end());
    }
    out
}

/// The first number of a list; one that is no figure with a period, as it is written.
fn from(numbers: &Numbers) -> String {
    match numbers {
        Numbers { figures: Figures::Decimal, delimiter: Delimiter::Period, first, reversed: false } => {
            format!("from {first}")
        }
        numbers => {
            format!("from {}{}", numbers.label(0, Digits::Latin), if numbers.reversed { " down" } else { "" })
        }
    }
}
