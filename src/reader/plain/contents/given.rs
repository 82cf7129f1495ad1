//! An outline that the user gives: a list of titles, indented for their levels.

use super::candidates::{Index, units};
use super::heads::Head;
use super::matching::{Item, best_chain, formed_alike};
use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::blocks::stretches;
use crate::reader::plain::headings::levels::levels as levels_of;
use crate::reader::plain::headings::pieces::pieces;
use crate::reader::plain::headings::title::Title;
use crate::reader::plain::lines::{self, Line};
use crate::reader::plain::role::{Role, Why};
use crate::settings::Pattern;
use crate::source::{FileId, Source, Span};
use std::collections::BTreeMap;

/// Marks the paragraphs that an outline names, in its order, as headings of its levels. A title
/// that the text lacks is reported where it stands in the outline.
pub fn mark(sheet: &mut Sheet, file: FileId, outline: &Source) {
    let lines = lines::split(&outline.text);
    let items: Vec<Item> = (0..lines.len()).filter_map(|index| item(outline, &lines, index)).collect();
    let units = units(sheet, &pieces(sheet));
    let pairs = Index::of(sheet, &items, false).pairs(&units, |_, _| true);
    let chain = formed_alike(best_chain(&pairs, lines.len(), 0), &pairs);
    let levels = levels(&lines);
    for matched in &chain {
        let line = matched.entry.start;
        let level = levels.get(line).copied().unwrap_or(1);
        let entry = lines.get(line).map_or(0, |line| line.number);
        sheet.mark_heading(matched.unit.clone(), level, Why::Outlined { entry });
    }
    let mut listed = ListedHeads::take(sheet);
    for item in &items {
        // Entries of the chain come in the order of the outline.
        let place = chain.partition_point(|matched| matched.entry.start < item.lines.start);
        let next = chain.get(place);
        let is_found = next.is_some_and(|next| next.entry == item.lines);
        let Some(line) = lines.get(item.lines.start).filter(|_| !is_found) else { continue };
        // A heading that only the contents list holds stands above the next title.
        if let Some(next) = next
            && let Some(head) = listed.next(&item.title)
        {
            let level = levels.get(item.lines.start).copied().unwrap_or(1);
            sheet.heads.push(Head { line: head, before: next.unit.start, level });
            continue;
        }
        let title = &outline.text[line.content.clone()];
        let message = format!("no paragraph of the text is “{title}”, or none between its neighbours");
        let span = Span::new(file, line.content.clone());
        sheet.diagnostics.push(Diagnostic::warning(Code::OutlineUnmatched, span, message));
    }
}

/// Marks the lines that hold what a pattern looks for as headings; numbers say their levels.
pub fn mark_matching(sheet: &mut Sheet, pattern: &Pattern) {
    sheet.heads.clear();
    let is_heading =
        |line: &usize| sheet.roles.get(*line) == Some(&Role::Text) && pattern.is_match(sheet.content(*line));
    let lines: Vec<usize> = (0..sheet.lines.len()).filter(is_heading).collect();
    let titles: Vec<String> = lines.iter().map(|&line| sheet.content(line).to_owned()).collect();
    for (&line, level) in lines.iter().zip(levels_of(&titles)) {
        sheet.mark_heading(line..line + 1, level, Why::Matched);
    }
    if lines.is_empty() {
        let message = format!("no line of the text holds {pattern:?} (`text.heading`)");
        let span = sheet.span(0..sheet.lines.len());
        sheet.diagnostics.push(Diagnostic::warning(Code::OutlineUnmatched, span, message));
    }
}

/// The headings of a text as `mark` reads them.
pub fn write(sheet: &Sheet) -> String {
    let mut outline = String::new();
    let mut line = |level: u8, words: &str| {
        outline.push_str(&"  ".repeat(usize::from(level.saturating_sub(1))));
        outline.push_str(words);
        outline.push('\n');
    };
    let heads = Head::by_heading(&sheet.heads);
    for (lines, role) in stretches(sheet) {
        let Role::Heading { level, .. } = role else { continue };
        for head in heads.get(&lines.start).into_iter().flatten() {
            line(head.level, Head::title(sheet.content(head.line)));
        }
        let words = lines.filter(|&line| matches!(sheet.roles.get(line), Some(Role::Heading { .. })));
        let words: Vec<&str> = words.map(|line| sheet.content(line)).collect();
        line(level, &words.join(" "));
    }
    outline
}

/// The lines of the contents list that stand over its entries, by their titles.
struct ListedHeads {
    /// The places and lines of each title, in order.
    by_title: BTreeMap<String, Vec<(usize, usize)>>,
    /// The place behind the last that was asked for.
    from: usize,
}

impl ListedHeads {
    /// Takes them out of the sheet.
    fn take(sheet: &mut Sheet) -> ListedHeads {
        let mut by_title: BTreeMap<String, Vec<(usize, usize)>> = BTreeMap::new();
        for (place, head) in std::mem::take(&mut sheet.heads).into_iter().enumerate() {
            let title = Title::of(Head::title(sheet.content(head.line)));
            by_title.entry(title.full).or_default().push((place, head.line));
        }
        ListedHeads { by_title, from: 0 }
    }

    /// The next line of a title, behind which the search then goes on.
    fn next(&mut self, title: &Title) -> Option<usize> {
        let own = self.by_title.get(&title.full)?;
        let (place, line) = own.get(own.partition_point(|(place, _)| *place < self.from)).copied()?;
        self.from = place + 1;
        Some(line)
    }
}

fn item(outline: &Source, lines: &[Line], index: usize) -> Option<Item> {
    let title = Title::of(&outline.text[lines.get(index)?.content.clone()]);
    (!title.is_empty()).then_some(Item {
        lines: index..index + 1,
        further: 0,
        title,
        bare: None,
        words: String::new(),
    })
}

/// The level of each line: one more than that of the nearest line above that is set in less.
fn levels(lines: &[Line]) -> Vec<u8> {
    let mut open: Vec<usize> = Vec::new();
    let level = |line: &Line| {
        if !line.is_blank() {
            while open.pop_if(|indent| *indent >= line.indent).is_some() {}
            open.push(line.indent);
        }
        open.len().clamp(1, 6) as u8
    };
    lines.iter().map(level).collect()
}
