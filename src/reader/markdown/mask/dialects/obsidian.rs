//! Obsidian: callouts of any name, with titles and folds, comments between `%%`, and names of blocks
//! (Obsidian's help, "Callouts", "Comments" and "Link to a block in a note").

use super::super::divisions::Opening;
use super::super::lines::Line;
use super::super::terrain::Terrain;
use super::super::{Hidden, Marker};
use crate::reader::build::Attributes;

/// Finds these marks.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    comments(text, terrain, hidden);
    let mut quoted_above = 0;
    for line in lines {
        let prefix = &text[line.whole.start..line.start];
        let quoted = prefix.bytes().filter(|&byte| byte == b'>').count();
        let words = line.words(text);
        if quoted > quoted_above
            && let Some(marker) = callout(words, line.range(text))
        {
            hidden.marker(&[line.range(text)], marker);
        }
        if let Some(id) = words.strip_prefix('^').filter(|id| is_id(id)) {
            hidden.marker(&[line.range(text)], Marker::AnchorAbove(format!("^{id}")));
        }
        quoted_above = if words.is_empty() { 0 } else { quoted };
    }
}

/// Whether this is the name of a block.
fn is_id(id: &str) -> bool {
    !id.is_empty() && id.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

/// `[!name]- Title`: a sign behind the name says that it can be folded.
fn callout(words: &str, range: std::ops::Range<usize>) -> Option<Marker> {
    let (name, rest) = words.strip_prefix("[!")?.split_once(']')?;
    let name = name.split('|').next().unwrap_or_default().trim();
    if name.is_empty() || name.contains(['[', '`']) {
        return None;
    }
    let title = rest.strip_prefix(['+', '-']);
    let mut classes = vec![name.to_lowercase()];
    classes.extend(title.map(|_| "details".to_owned()));
    let attributes = Attributes { classes, ..Attributes::default() };
    let title = match title.unwrap_or(rest).trim() {
        "" if attributes.alert().is_none() => capitalised(name),
        title => title.to_owned(),
    };
    Some(Marker::Callout(Opening { attributes, title, range }))
}

/// What a callout is called that has no title: by its name, where no notice says what it is.
fn capitalised(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().into_iter().flat_map(char::to_uppercase);
    first.chain(letters).map(|letter| if letter == '-' { ' ' } else { letter }).collect()
}

/// Comments are blank, line by line. One among words ends in its paragraph, so that a lone mark takes
/// nothing away; one of several paragraphs begins and ends on lines of its own.
fn comments(text: &str, terrain: &Terrain, hidden: &mut Hidden) {
    let marks = text.match_indices(COMMENT).map(|(at, _)| at);
    let mut marks = marks.filter(|&at| terrain.opaque_at(at).is_none()).peekable();
    while let Some(start) = marks.next() {
        let Some(end) = marks.next_if(|&end| ends_comment(text, start, end)) else { continue };
        let mut at = start;
        for line in text[start..end + COMMENT.len()].split_inclusive('\n') {
            let range = at..at + line.trim_end_matches(['\n', '\r']).len();
            at += line.len();
            // Blanks before words would make code of them.
            match begins_line(text, range.start) && !ends_line(text, range.end) {
                true => hidden.nothing(range),
                false => hidden.blank(range),
            }
        }
    }
}

const COMMENT: &str = "%%";

fn begins_line(text: &str, at: usize) -> bool {
    text[..at].rsplit('\n').next().is_none_or(|before| before.trim_matches([' ', '\t', '>']).is_empty())
}

fn ends_line(text: &str, at: usize) -> bool {
    text[at..].lines().next().is_none_or(|behind| behind.trim().is_empty())
}

/// Whether a mark ends the comment that another one begins.
fn ends_comment(text: &str, start: usize, end: usize) -> bool {
    let begins_line = |at: usize| text[..at].chars().next_back().is_none_or(|c| c == '\n');
    let is_one_paragraph = !text[start..end].lines().any(|line| line.trim().is_empty());
    is_one_paragraph || begins_line(start) && begins_line(end)
}
