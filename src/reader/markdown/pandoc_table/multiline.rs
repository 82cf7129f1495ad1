//! Multiline tables: blank lines part the rows.

use super::columns::{Rule, row};
use super::{Drawn, DrawnRow, Found, Line, NO_END, Unclear, is_blank, next_blank, next_rule, unclear};

/// A table with a head: a row of dashes above it, one below it that parts the columns, and one that
/// ends the rows. `None` where the first dashes may be a break before something else.
pub(super) fn headed<'t>(lines: &[Line<'t>], above: &Rule) -> Option<Found<'t>> {
    let below = (1..lines.len()).find(|&at| is_blank(&lines[at]) || Rule::of(lines[at].text).is_some())?;
    let rule = Rule::of(lines[below].text).filter(Rule::parts_columns).filter(|_| below > 1)?;
    // Without rows below them, the lines above are those of a table without a head.
    if lines.get(below + 1).is_none_or(is_blank) {
        return None;
    }
    let frames = above.spans(&rule);
    let Some(end) = next_rule(lines, below + 1) else {
        return frames.then(|| unclear(next_blank(lines, below + 1), 0, NO_END));
    };
    let parts = rule.split_all(&lines[1..below], 1).and_then(|head| {
        let body = rule.split_all(&lines[below + 1..end], below + 1)?;
        Ok((head, body))
    });
    match parts {
        Ok((head, body)) if frames => {
            let columns = rule.alignments(&head);
            let table = Drawn { columns, head: vec![row(&head)], body: rows(&body), ..Drawn::default() };
            Some(Found::Table { lines: end + 1, table })
        }
        Err(why) if frames => Some(Found::Unclear { lines: end + 1, why }),
        _ => None,
    }
}

/// The rows of a table without a head; the first line says how the columns are aligned.
pub(super) fn between<'t>(lines: &[Line<'t>], rule: &Rule) -> Result<Drawn<'t>, Unclear> {
    let split = rule.split_all(lines, 1)?;
    Ok(Drawn { columns: rule.alignments(&split[..1]), body: rows(&split), ..Drawn::default() })
}

fn rows<'t>(lines: &[Vec<Line<'t>>]) -> Vec<DrawnRow<'t>> {
    let is_blank = |line: &Vec<Line<'t>>| line.iter().all(|part| part.text.is_empty());
    lines.split(is_blank).filter(|lines| !lines.is_empty()).map(row).collect()
}
