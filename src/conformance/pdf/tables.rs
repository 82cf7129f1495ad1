//! Tables: what may stand in what, heads that say what they head, rows of one width.

use super::PdfFile;
use crate::conformance::Criterion;
use crate::conformance::finding::{Finding, count, quoted};
use lopdf::Object;
use std::collections::BTreeSet;

/// A table wider than this, or a cell that reaches over more rows, is nobody's table. Both bound what a
/// single number in a hostile file can ask for.
const WIDEST: usize = 1_000;
const TALLEST: usize = 10_000;

pub(super) fn criteria(book: &PdfFile) -> Vec<Criterion> {
    vec![nesting(book), heads(book), rows(book)]
}

/// Which parents an element may have, and which elements it may hold.
fn parents_of(kind: &str) -> Option<&'static [&'static str]> {
    match kind {
        "TR" => Some(&["Table", "THead", "TBody", "TFoot"]),
        "TH" | "TD" => Some(&["TR"]),
        "THead" | "TBody" | "TFoot" => Some(&["Table"]),
        _ => None,
    }
}

fn kids_of(kind: &str) -> Option<&'static [&'static str]> {
    match kind {
        "Table" => Some(&["TR", "THead", "TBody", "TFoot", "Caption", "Artifact"]),
        "THead" | "TBody" | "TFoot" => Some(&["TR", "Artifact"]),
        "TR" => Some(&["TH", "TD", "Artifact"]),
        _ => None,
    }
}

fn nesting(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 32000-1, 14.8.4.3.4", "ISO 14289-2, 8.2.5.26");
    let rule =
        "The parts of tables stand in each other as they may, with one head, one foot and one caption.";
    let mut finding = Finding::new("tables-nested", source, rule);
    for (number, element) in book.tree.elements.iter().enumerate() {
        let kind = element.kind();
        if let Some(parents) = parents_of(kind) {
            let parent = book.tree.parent_kind(number);
            finding.check(parents.contains(&parent), || {
                format!("{} stands in {}", book.place(number), quoted(parent))
            });
        }
        if let Some(allowed) = kids_of(kind) {
            let kids = book.tree.kids(number);
            let foreign = kids.iter().map(|&kid| book.tree.kind(kid)).find(|kid| !allowed.contains(kid));
            finding.check(foreign.is_none(), || {
                format!("{} holds {}", book.place(number), quoted(foreign.unwrap_or_default()))
            });
        }
        if kind == "Table" {
            let fault = parts(book, number);
            finding
                .check(fault.is_none(), || format!("{} {}", book.place(number), fault.unwrap_or_default()));
        }
    }
    finding.close(count(book.tree.of_kind("Table").count(), "table", "tables"))
}

/// What is wrong with the parts of a table among themselves.
fn parts(book: &PdfFile, table: usize) -> Option<&'static str> {
    let kinds: Vec<&str> = book.tree.kids(table).into_iter().map(|kid| book.tree.kind(kid)).collect();
    let number = |wanted: &str| kinds.iter().filter(|kind| **kind == wanted).count();
    let caption = kinds.iter().position(|kind| *kind == "Caption");
    let grouped = number("THead") + number("TFoot") > 0;
    match () {
        () if ["THead", "TFoot", "Caption"].into_iter().any(|part| number(part) > 1) => {
            Some("has a head, a foot or a caption twice")
        }
        () if caption.is_some_and(|at| at != 0 && at + 1 != kinds.len()) => {
            Some("has its caption between its rows")
        }
        () if grouped && number("TBody") == 0 => Some("has a head or a foot and no body"),
        () if number("TR") + number("TBody") == 0 => Some("has no rows"),
        () => None,
    }
}

fn heads(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.5", "ISO 14289-2, 8.2.5.26");
    let rule = "Every head of a table says whether it heads a row or a column, or cells name their heads.";
    let mut finding = Finding::new("table-heads", source, rule);
    let ids: BTreeSet<Vec<u8>> = book.tree.elements.iter().filter_map(|it| book.id(it)).collect();
    for (table, _) in book.tree.of_kind("Table") {
        let cells: Vec<usize> =
            rows_of(book, table).into_iter().flat_map(|row| book.tree.kids(row)).collect();
        let named = cells.iter().any(|&cell| book.attribute(cell, "Table", "Headers").is_some());
        for cell in cells {
            if book.tree.kind(cell) == "TH" {
                let scoped = named || has_scope(book, cell);
                finding.check(scoped, || format!("{} has no Scope", book.place(cell)));
            }
            let unknown = unknown_head(book, cell, &ids);
            finding.check(!unknown, || format!("{} names a head that is not there", book.place(cell)));
        }
    }
    finding.close(count(book.tree.of_kind("TH").count(), "head", "heads"))
}

fn has_scope(book: &PdfFile, cell: usize) -> bool {
    let scope = book.attribute(cell, "Table", "Scope").and_then(super::objects::as_name);
    scope.is_some_and(|scope| ["Row", "Column", "Both"].contains(&scope))
}

fn unknown_head(book: &PdfFile, cell: usize, ids: &BTreeSet<Vec<u8>>) -> bool {
    let Some(Object::Array(heads)) = book.attribute(cell, "Table", "Headers") else { return false };
    let known =
        |head: &Object| matches!(book.file.resolve(head), Some(Object::String(id, _)) if ids.contains(id));
    !heads.iter().all(known)
}

/// The rows of a table in all its parts.
fn rows_of(book: &PdfFile, table: usize) -> Vec<usize> {
    let mut rows = Vec::new();
    for kid in book.tree.kids(table) {
        match book.tree.kind(kid) {
            "TR" => rows.push(kid),
            "THead" | "TBody" | "TFoot" => {
                rows.extend(book.tree.kids(kid).into_iter().filter(|&row| book.tree.kind(row) == "TR"));
            }
            _ => {}
        }
    }
    rows
}

fn rows(book: &PdfFile) -> Criterion {
    let source = book.clause("ISO 14289-1, 7.5", "ISO 14289-2, 8.2.5.26");
    let mut finding = Finding::new("table-rows", source, "The rows of a table are equally wide.");
    for (table, _) in book.tree.of_kind("Table") {
        let rows = rows_of(book, table);
        let spans: Vec<Vec<(usize, usize)>> = rows.iter().map(|&row| spans(book, row)).collect();
        let fault = irregular(&spans);
        finding.check(fault.is_none(), || format!("{}: {}", book.place(table), fault.unwrap_or_default()));
    }
    finding.counted("table", "tables")
}

/// How many columns and rows each cell of a row takes.
fn spans(book: &PdfFile, row: usize) -> Vec<(usize, usize)> {
    let span = |cell: usize, name: &str| {
        let value = book.attribute(cell, "Table", name).and_then(|object| object.as_i64().ok());
        value.map_or(1, |value| usize::try_from(value).unwrap_or_default())
    };
    let cells = book.tree.kids(row).into_iter().filter(|&cell| matches!(book.tree.kind(cell), "TH" | "TD"));
    cells.map(|cell| (span(cell, "ColSpan"), span(cell, "RowSpan"))).collect()
}

/// What keeps rows from being a grid.
fn irregular(rows: &[Vec<(usize, usize)>]) -> Option<String> {
    let mut width = None;
    // For every column, how many rows from here on are taken by a cell above.
    let mut taken: Vec<usize> = Vec::new();
    for (row, cells) in (1..).zip(rows) {
        if let Err(fault) = fill(cells, &mut taken) {
            return Some(format!("a cell of row {row} {fault}"));
        }
        let wide = taken.iter().filter(|&&rows| rows > 0).count();
        if *width.get_or_insert(wide) != wide || wide != taken.len() {
            return Some(format!("row {row} is {wide} wide, not {}", width.unwrap_or_default()));
        }
        taken.iter_mut().for_each(|rows| *rows -= 1);
    }
    taken.iter().any(|&rows| rows > 0).then(|| "a cell reaches below the last row".into())
}

/// Puts the cells of a row into the columns that are free. Errors: what does not fit.
fn fill(cells: &[(usize, usize)], taken: &mut Vec<usize>) -> Result<(), String> {
    let mut column = 0;
    // What stands at the column; behind the last, nothing.
    let is_taken = |taken: &[usize], at: usize| taken.get(at).is_some_and(|&rows| rows > 0);
    for &(columns, height) in cells {
        while is_taken(taken, column) {
            column += 1;
        }
        if columns == 0 || height == 0 || column.saturating_add(columns) > WIDEST || height > TALLEST {
            return Err(format!("takes {columns} columns and {height} rows"));
        }
        if (column..column + columns).any(|at| is_taken(taken, at)) {
            return Err("lies over one from above".into());
        }
        taken.resize(taken.len().max(column + columns), 0);
        taken.iter_mut().skip(column).take(columns).for_each(|rows| *rows = height);
        column += columns;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rows_make_a_grid() {
        for (rows, fault) in [
            (&[&[(1, 1), (1, 1)][..], &[(2, 1)]][..], None),
            (&[&[(1, 2), (1, 1)], &[(1, 1)]], None),
            (&[], None),
            (&[&[(1, 1), (1, 1)], &[(1, 1)]], Some("row 2 is 1 wide, not 2")),
            (&[&[(1, 2), (1, 1)], &[(1, 1), (1, 1)]], Some("row 2 is 3 wide, not 2")),
            (&[&[(1, 2)]], Some("a cell reaches below the last row")),
            (&[&[(0, 1)]], Some("a cell of row 1 takes 0 columns and 1 rows")),
            (&[&[(1_001, 1)]], Some("a cell of row 1 takes 1001 columns and 1 rows")),
            (&[&[(1, 1), (1, 2), (1, 1)], &[(2, 1)]], Some("a cell of row 2 lies over one from above")),
        ] {
            let rows: Vec<Vec<(usize, usize)>> = rows.iter().map(|row| row.to_vec()).collect();
            assert_eq!(irregular(&rows).as_deref(), fault, "{rows:?}");
        }
    }
}
