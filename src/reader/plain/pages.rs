//! What stands at the head and the foot of the pages of a text that has pages: numbers, and lines
//! that come again on each.

use super::Sheet;
use super::role::{Role, Why};
use std::collections::BTreeMap;

/// Lines that come on fewer pages are text that happens to stand there.
const FEWEST_PAGES: usize = 3;

/// Marks the heads and feet of pages, which form feeds end. Programs that take the text out of a PDF
/// write them.
pub fn mark(sheet: &mut Sheet) {
    let ends_page = |line: &super::lines::Line| sheet.text.as_bytes().get(line.stop) == Some(&b'\x0c');
    let turns: Vec<usize> =
        sheet.lines.iter().enumerate().filter(|(_, line)| ends_page(line)).map(|(index, _)| index).collect();
    if turns.is_empty() {
        return;
    }
    let is_text = |line: &usize| sheet.roles.get(*line) == Some(&Role::Text);
    let mut starts: Vec<usize> = turns.iter().map(|turn| turn + 1).collect();
    starts.insert(0, 0);
    let heads = starts.iter().filter_map(|&start| (start..start + 3).find(is_text));
    let ends = turns.iter().copied().chain([sheet.lines.len().saturating_sub(1)]);
    let feet = ends.filter_map(|turn| (turn.saturating_sub(2)..=turn).rev().find(is_text));
    let edges: Vec<usize> = heads.chain(feet).collect();
    let mut counts: BTreeMap<String, usize> = BTreeMap::new();
    for &line in &edges {
        *counts.entry(letters(sheet.content(line))).or_default() += 1;
    }
    for line in edges {
        let (letters, content) = (letters(sheet.content(line)), sheet.content(line));
        let is_number = letters.is_empty() && content.chars().any(char::is_numeric);
        if is_number
            || !letters.is_empty() && counts.get(&letters).is_some_and(|count| *count >= FEWEST_PAGES)
        {
            sheet.mark(line..line + 1, Role::Furniture, Why::PageEdge);
        }
    }
}

fn letters(content: &str) -> String {
    content.chars().filter(|c| c.is_alphabetic()).flat_map(char::to_lowercase).collect()
}
