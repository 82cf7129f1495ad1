//! Lines around a text that are not part of it: what a web page leaves at the edges of an article.
//! What is left out for any reason is listed here.

use crate::diagnostic::{Code, Diagnostic};
use crate::reader::plain::Sheet;
use crate::reader::plain::headings::title::letters_and_digits;
use crate::reader::plain::role::{Role, Why};
use std::ops::Range;

/// How calls to the readers of a web page begin, letters and digits alone.
const CALLS: &[&str] = &[
    "nevermissastory",
    "clickhere",
    "followus",
    "subscribeto",
    "subscribenow",
    "subscribe",
    "signupfor",
    "signupto",
    "joinour",
    "joinusontelegram",
    "shareonfacebook",
    "sharethis",
    "advertisement",
    "skiptocontent",
    "skiptomaincontent",
    "likeandfollow",
    "getournewsletter",
    "getthelatest",
    "downloadourapp",
    "supportourwork",
    "leaveacomment",
    "scrolltocontinue",
    "continuereading",
    "storycontinuesbelow",
    "thankyouforreading",
    "thanksforreading",
];

/// What a web page writes above its links to other articles, as whole lines.
const TEASERS: &[&str] = &[
    "moreforyou",
    "youmayalsolike",
    "youmightalsolike",
    "morefromus",
    "relatedarticles",
    "relatedstories",
    "relatedposts",
    "recommendedforyou",
    "recommended",
    "mostpopular",
    "mostread",
    "trendingnow",
    "readmore",
    "readnext",
    "readalso",
    "upnext",
    "morestories",
    "aroundtheweb",
    "sponsoredcontent",
];

/// Only so many paragraphs at an edge are looked at.
const EDGE: usize = 16;
/// A call is short; what is longer is a paragraph of the text that begins alike.
const LONGEST_CALL: usize = 200;

/// Marks calls and links at the first and last lines of the text.
pub fn mark_web(sheet: &mut Sheet) {
    let chunks = sheet.chunks();
    let heading = sheet.roles.iter().rposition(|role| matches!(role, Role::Heading { .. } | Role::Rule));
    let tail: Vec<usize> = chunks
        .iter()
        .rev()
        .take(EDGE)
        .flat_map(|chunk| chunk.clone().rev())
        .take(EDGE * 2)
        .take_while(|line| heading.is_none_or(|heading| *line > heading))
        .collect();
    // Links to other articles follow their title to the end.
    let short = |line: &&usize| sheet.content(**line).len() <= LONGEST_CALL;
    let is_teaser = |line: &usize| TEASERS.contains(&letters_and_digits(sheet.content(*line)).as_str());
    let links = tail.iter().take_while(short).position(is_teaser).map_or(0, |place| place + 1);
    let calls = tail.iter().skip(links).take_while(|line| is_call(sheet, **line)).count();
    let first: Vec<usize> =
        chunks.iter().take(EDGE).filter(|chunk| chunk.len() == 1).map(|chunk| chunk.start).collect();
    let head: Vec<usize> = first.into_iter().take_while(|&line| is_call(sheet, line)).collect();
    for (place, line) in tail.into_iter().take(links + calls).enumerate() {
        let why = if place < links { Why::Links } else { Why::Call };
        sheet.mark(line..line + 1, Role::Furniture, why);
    }
    for line in head {
        sheet.mark(line..line + 1, Role::Furniture, Why::Call);
    }
}

fn is_call(sheet: &Sheet, line: usize) -> bool {
    let content = sheet.content(line);
    let key = letters_and_digits(content);
    // A speaker's quotation mark makes it part of a story.
    let spoken = content.starts_with(['“', '"', '‘', '\'', '«', '„', '—', '–']);
    let begins = |calls: &[&str]| calls.iter().any(|call| key.starts_with(call));
    content.len() <= LONGEST_CALL && !spoken && (begins(CALLS) || TEASERS.contains(&key.as_str()))
}

/// One note for every stretch of furniture, with its lines, and one for the edges of all pages;
/// none where it is kept.
pub fn report(sheet: &mut Sheet, kept: bool) {
    if kept {
        return;
    }
    let is_edge = |why: &Why| *why == Why::PageEdge;
    for stretch in stretches(sheet, |why| !is_edge(why)) {
        let lines = numbers(sheet, &stretch);
        let are = if stretch.len() == 1 { format!("line {lines} is") } else { format!("lines {lines} are") };
        let message =
            format!("{are} not part of the text and left out: “{}”", opening(sheet.content(stretch.start)));
        tell(sheet, stretch, message);
    }
    let edges = edges(sheet);
    let Some(first) = (0..sheet.lines.len()).find(|&line| sheet.reasons.get(line).is_some_and(is_edge))
    else {
        return;
    };
    let message = format!("the heads and feet of pages are left out, lines {}", edges.join(", "));
    tell(sheet, first..first + 1, message);
}

/// The numbers of the lines at the edges of pages, in the order of the text, which that of reading
/// need not be; blank lines between them go with them.
fn edges(sheet: &Sheet) -> Vec<String> {
    let mut order: Vec<usize> = (0..sheet.lines.len()).collect();
    order.sort_by_key(|&line| sheet.lines.get(line).map_or(0, |line| line.stop));
    let mut stretches: Vec<(u32, u32)> = Vec::new();
    let mut open = false;
    for line in order {
        let is_edge = sheet.reasons.get(line) == Some(&Why::PageEdge);
        let number = sheet.number(line);
        match stretches.last_mut() {
            Some(stretch) if is_edge && open => stretch.1 = number,
            _ if is_edge => stretches.push((number, number)),
            _ => {}
        }
        open = is_edge || open && sheet.roles.get(line) == Some(&Role::Blank);
    }
    stretches.into_iter().map(|(first, last)| between(first, last)).collect()
}

fn tell(sheet: &mut Sheet, lines: Range<usize>, message: String) {
    let diagnostic = Diagnostic::note(Code::Furniture, sheet.span(lines), message);
    sheet.diagnostics.push(diagnostic.hint("`--keep-furniture` keeps such lines"));
}

fn numbers(sheet: &Sheet, lines: &Range<usize>) -> String {
    between(sheet.number(lines.start), sheet.number(lines.end - 1))
}

/// "3" or "3–7", as an editor counts.
fn between(first: u32, last: u32) -> String {
    if first == last { first.to_string() } else { format!("{first}–{last}") }
}

/// The lines of furniture for such reasons, with the blank ones between them.
fn stretches(sheet: &Sheet, is_meant: impl Fn(&Why) -> bool) -> Vec<Range<usize>> {
    let mut stretches: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (line, (role, why)) in sheet.roles.iter().zip(&sheet.reasons).enumerate() {
        match (role, stretches.last_mut()) {
            (Role::Furniture, Some(stretch)) if open && is_meant(why) => stretch.end = line + 1,
            (Role::Furniture, _) if is_meant(why) => {
                stretches.push(line..line + 1);
                open = true;
            }
            (Role::Blank, _) => {}
            _ => open = false,
        }
    }
    stretches
}

/// The first words of a line.
fn opening(content: &str) -> String {
    const LONGEST: usize = 50;
    match content.char_indices().nth(LONGEST) {
        Some((cut, _)) => format!("{}…", content[..cut].trim_end()),
        None => content.to_string(),
    }
}
