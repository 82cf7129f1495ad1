//! Quarto and bookdown: the one shortcode that means something to both editions; headings that are the
//! titles of callouts, theorems and tabs; what is meant for some formats alone; parts and appendices
//! (Quarto's guide, "Callout Blocks", "Tabsets", "Conditional Content"; the bookdown book, "Special
//! headers").

mod inline_code;
mod text_references;
mod theorems;

use super::super::divisions::{self, Opening, Pair};
use super::super::lines::Line;
use super::super::terrain::Terrain;
use super::super::{Hidden, Marker};
use crate::document::{Matter, PageSide, TheoremKind};
use crate::reader::foreign::Foreign;
use crate::reader::markdown::conditional::{self, Shown};
use std::ops::Range;

/// Finds these marks.
pub(super) fn find(text: &str, lines: &[Line], terrain: &Terrain, hidden: &mut Hidden) {
    // What is wrong with the fences is named where all dialects have it.
    let mut pairs = divisions::pairs(text, lines, &mut Hidden::default());
    pairs.sort_by_key(|pair| pair.start.start);
    let gone = leave_out(text, &pairs, hidden);
    let is_gone = |at: usize| {
        let after = gone.partition_point(|range| range.start <= at);
        gone[..after].last().is_some_and(|range| range.contains(&at))
    };
    titles(text, lines, &pairs, hidden, &is_gone);
    inline_code::find(text, lines, terrain, hidden);
    text_references::find(text, lines, terrain, hidden);
    theorems::find(text, terrain, hidden);
    for line in lines.iter().filter(|line| !is_gone(line.start)) {
        let words = line.words(text);
        let shortcode = words.strip_prefix("{{<").and_then(|rest| rest.strip_suffix(">}}"));
        if shortcode.is_some_and(|name| name.trim() == "pagebreak") {
            hidden.marker(&[line.range(text)], Marker::PageBreak(PageSide::Either));
        } else if words.starts_with("# (") {
            special_heading(text, line, hidden);
        }
    }
}

/// Makes blank what no edition shows; gives back where that stands. What is for one alone is named.
fn leave_out(text: &str, pairs: &[Pair<'_>], hidden: &mut Hidden) -> Vec<Range<usize>> {
    let mut gone: Vec<Range<usize>> = Vec::new();
    for Pair { start, opening, end } in pairs {
        if gone.last().is_some_and(|before| start.start < before.end) {
            continue;
        }
        match conditional::shown(&opening.attributes) {
            Shown::Everywhere => {}
            Shown::InOne => hidden.foreign(Foreign::OneEdition, opening.range.clone()),
            Shown::Nowhere => {
                hidden.foreign(Foreign::OtherFormat, opening.range.clone());
                let range = start.start..end.range(text).end;
                let mut at = range.start;
                for line in text[range.clone()].split_inclusive('\n') {
                    hidden.blank(at..at + line.trim_end_matches(['\n', '\r']).len());
                    at += line.len();
                }
                gone.push(range);
            }
        }
    }
    gone
}

/// What a heading directly in a division is the title of.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Titled {
    /// The division, where it is the first of it.
    Division,
    /// A tab.
    Tab,
}

/// Finds the headings that are titles.
fn titles(
    text: &str,
    lines: &[Line],
    pairs: &[Pair<'_>],
    hidden: &mut Hidden,
    is_gone: &dyn Fn(usize) -> bool,
) {
    let mut pairs = pairs.iter().peekable();
    // The divisions that are open: where they end, what a heading is in them, and whether words came.
    let mut open: Vec<(usize, Option<Titled>, bool)> = Vec::new();
    for line in lines.iter().filter(|line| !is_gone(line.start)) {
        while open.pop_if(|(end, ..)| *end <= line.start).is_some() {}
        let words = line.words(text);
        if let Some(pair) = pairs.next_if(|pair| pair.start.start == line.start) {
            if let Some((_, _, has_words)) = open.last_mut() {
                *has_words = true;
            }
            open.push((pair.end.start, titled(&pair.opening), false));
            continue;
        }
        while pairs.next_if(|pair| pair.start.start <= line.start).is_some() {}
        let Some((_, titled, has_words)) = open.last_mut().filter(|_| !words.is_empty()) else { continue };
        let title = words.trim_start_matches('#');
        let is_heading = title.len() < words.len() && title.starts_with(' ');
        let title = without_attributes(title.trim()).to_owned();
        match titled {
            Some(Titled::Division) if is_heading && !*has_words => {
                hidden.marker(&[line.range(text)], Marker::Title(title));
            }
            Some(Titled::Tab) if is_heading => hidden.marker(&[line.range(text)], Marker::Tab(title)),
            _ => {}
        }
        *has_words = true;
    }
}

/// What headings are in a division.
fn titled(opening: &Opening) -> Option<Titled> {
    let attributes = &opening.attributes;
    let is_callout = attributes.classes.iter().any(|class| class.starts_with("callout"));
    let id = attributes.id.as_deref().unwrap_or_default();
    let is_theorem = TheoremKind::of_label(id).is_some() || id.starts_with("alg-");
    if attributes.has_class(&["panel-tabset"]) {
        return Some(Titled::Tab);
    }
    let is_named = attributes.has_class(&["proof", "remark", "solution"]);
    (is_callout || is_theorem || is_named).then_some(Titled::Division)
}

/// The words of a heading without attributes at its end.
fn without_attributes(title: &str) -> &str {
    let Some(at) = title.rfind('{').filter(|_| title.ends_with('}')) else { return title };
    match super::super::attributes(&title[at..]) {
        Some((_, "")) => title[..at].trim_end(),
        _ => title,
    }
}

const APPENDIX: &str = "(APPENDIX)";

/// `# (PART) Title` and `# (APPENDIX) Title` are parts, of which the second begins what stands behind the
/// body. The mark is not printed.
fn special_heading(text: &str, line: &Line, hidden: &mut Hidden) {
    let words = line.words(text);
    let title = &words["# ".len()..];
    let Some(mark) = ["(PART)", "(PART\\*)", APPENDIX].into_iter().find(|mark| title.starts_with(mark))
    else {
        return;
    };
    let start = line.start + "# ".len();
    hidden.blank(start..start + mark.len());
    hidden.begin_part(line.start, (mark == APPENDIX).then_some(Matter::Back));
}
