//! Simple tables: every line is a row.

use super::columns::{Rule, row};
use super::{Drawn, Found, Line, NO_ROWS, Unclear, is_blank, unclear};

/// A table whose head is the first line. It ends before a blank line or with a row of dashes.
pub(super) fn headed<'t>(lines: &[Line<'t>]) -> Option<Found<'t>> {
    let rule = Rule::of(lines.get(1)?.text).filter(Rule::parts_columns)?;
    let ends = |line: &Line<'_>| is_blank(line) || Rule::of(line.text).is_some();
    let rows = lines[2..].iter().position(ends).unwrap_or(lines.len() - 2);
    let end = 2 + rows;
    let taken = end + usize::from(lines.get(end).is_some_and(|line| !is_blank(line)));
    let (head, body) = match (rule.split_all(&lines[..1], 0), rule.split_all(&lines[2..end], 2)) {
        (Ok(head), Ok(body)) => (head, body),
        (Err(why), _) | (_, Err(why)) => {
            return (!rule.is_ornament()).then_some(Found::Unclear { lines: taken, why });
        }
    };
    let names = head.iter().flatten().filter(|part| !part.text.is_empty()).count();
    // A break of dashes and spaces may stand below a line of words.
    if names < 2 && body.is_empty() || rule.is_ornament() && head.iter().flatten().count() > names {
        return None;
    }
    if body.is_empty() {
        return (!rule.is_ornament()).then(|| unclear(taken, 1, NO_ROWS));
    }
    let table = Drawn {
        columns: rule.alignments(&head),
        head: vec![row(&head)],
        body: body.into_iter().map(|line| row(&[line])).collect(),
        ..Drawn::default()
    };
    Some(Found::Table { lines: taken, table })
}

/// The rows of a table without a head; the first says how the columns are aligned.
pub(super) fn between<'t>(lines: &[Line<'t>], rule: &Rule) -> Result<Drawn<'t>, Unclear> {
    let rows = rule.split_all(lines, 1)?;
    let columns = rule.alignments(&rows[..rows.len().min(1)]);
    let body = rows.into_iter().map(|line| row(&[line])).collect();
    Ok(Drawn { columns, body, ..Drawn::default() })
}
