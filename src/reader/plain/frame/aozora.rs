//! Texts of Aozora Bunko: title and author in the first lines, a key to the marks, the text with its marks
//! in brackets, and the colophon. The marks are those of Aozora Bunko's list of annotations (注記一覧).

use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Creator, Metadata};
use crate::reader::plain::Sheet;
use crate::reader::plain::lines::columns;
use crate::reader::plain::role::{Field, Role, Why};
use std::collections::BTreeSet;
use std::ops::Range;

const KEY: &str = "【テキスト中に現れる記号について】";
/// The key stands at the top, and the colophon at the end.
const MOST_LINES_OF_KEY: usize = 100;
const MOST_LINES_OF_COLOPHON: usize = 200;

/// Marks what frames a text of Aozora Bunko and takes the marks of layout off its lines. Returns what its
/// first lines say; `None` for any other text.
pub fn mark(sheet: &mut Sheet) -> Option<Metadata> {
    let count = sheet.lines.len();
    let key = (0..count.min(MOST_LINES_OF_KEY)).find(|&line| sheet.content(line) == KEY);
    let begins = |line: &usize| ["底本：", "底本:"].iter().any(|name| sheet.content(*line).starts_with(name));
    let colophon = (count.saturating_sub(MOST_LINES_OF_COLOPHON)..count).find(begins);
    if key.is_none() && colophon.is_none_or(|_| !sheet.text.contains("［＃") && !sheet.text.contains('《'))
    {
        return None;
    }
    sheet.annotated = true;
    let head = sheet.chunks().into_iter().next().unwrap_or(0..0);
    if let Some(key) = key {
        let key = between_rows(sheet, key);
        sheet.mark(key, Role::Furniture, Why::MarksKey);
    }
    sheet.mark(colophon.unwrap_or(count)..count, Role::Furniture, Why::Colophon);
    let metadata = take_head(sheet, head);
    let mut indent = 0;
    for line in 0..count {
        if sheet.roles.get(line) == Some(&Role::Text) {
            take_layout(sheet, line, &mut indent);
        }
    }
    report_unread(sheet);
    Some(metadata)
}

/// The key with the rows of hyphens around it.
fn between_rows(sheet: &Sheet, key: usize) -> Range<usize> {
    let is_row = |line: &usize| {
        let content = sheet.content(*line);
        content.len() > 9 && content.bytes().all(|mark| mark == b'-')
    };
    let start = key.checked_sub(1).filter(is_row).unwrap_or(key);
    let end = (key + 1..sheet.lines.len()).take(MOST_LINES_OF_KEY).find(is_row).unwrap_or(key);
    start..end + 1
}

/// The first lines: the title, subtitles, and who wrote, translated or edited it. Longer ones are text.
fn take_head(sheet: &mut Sheet, lines: Range<usize>) -> Metadata {
    const MOST_LINES: usize = 6;
    let mut metadata = Metadata::default();
    let is_text = lines.clone().any(|line| sheet.roles.get(line) != Some(&Role::Text));
    if lines.len() < 2 || lines.len() > MOST_LINES || is_text {
        return metadata;
    }
    let mut named = false;
    for line in lines.clone().rev() {
        let words = without_ruby(sheet.content(line));
        let hand = [("訳", "trl"), ("編", "edt")]
            .iter()
            .find_map(|(end, role)| Some((words.strip_suffix(end)?, role)));
        let (field, why) = if line == lines.start {
            metadata.title = Some(words.as_str().into());
            (Field::Title, Why::First)
        } else if let Some((name, role)) = hand {
            let creator = Creator { role: (*role).into(), ..Creator::author(name.trim()) };
            metadata.creators.insert(0, creator);
            (Field::Contributor, Why::Hand)
        } else if !named {
            named = true;
            metadata.creators.insert(0, Creator::author(words));
            (Field::Author, Why::ByLine)
        } else {
            let below =
                metadata.subtitle.take().map(|below| format!("　{}", below.plain)).unwrap_or_default();
            metadata.subtitle = Some((words + &below).as_str().into());
            (Field::Subtitle, Why::BelowTitle)
        };
        sheet.mark(line..line + 1, Role::Head(field), why);
    }
    metadata
}

/// Words without the marks of their readings.
fn without_ruby(words: &str) -> String {
    let mut plain = String::new();
    let mut within = false;
    for letter in words.chars() {
        within = within && letter != '》' || letter == '《';
        if !within && !matches!(letter, '》' | '｜') {
            plain.push(letter);
        }
    }
    plain
}

/// Takes the marks of layout off the ends of a line; a line that is nothing else is blank.
fn take_layout(sheet: &mut Sheet, line: usize, block: &mut usize) {
    let mut own = 0;
    let mut level = None;
    while let Some((mark, at_front)) = mark_at_end(sheet.content(line)) {
        let length = mark.len() + BRACKETS;
        match Layout::of(mark) {
            Some(Layout::Indent(letters)) if at_front => own = letters,
            Some(Layout::Block(letters)) => *block = letters,
            Some(Layout::Page) => {
                sheet.page_breaks.insert(line);
            }
            Some(Layout::Heading(depth, words)) if is_whole(sheet.content(line), words) => {
                level = Some(depth)
            }
            Some(Layout::Other) => {}
            _ => break,
        }
        let Some(place) = sheet.lines.get_mut(line) else { return };
        match at_front {
            true => place.content.start += length,
            false => place.content.end -= length,
        }
    }
    let Some(place) = sheet.lines.get_mut(line) else { return };
    let words = sheet.text[place.content.clone()].trim();
    place.indent += 2 * own.max(*block);
    place.width = columns(words);
    if words.is_empty() {
        place.content.end = place.content.start;
        sheet.mark(line..line + 1, Role::Blank, Why::Unsaid);
    } else if let Some(level) = level {
        sheet.levels.insert(line, level);
    }
    sheet.read_anew(line);
}

/// The bytes of the brackets around a mark: `［＃` and `］`.
const BRACKETS: usize = 9;

/// The mark that a line begins or ends with, without its brackets, and whether it begins with it.
fn mark_at_end(content: &str) -> Option<(&str, bool)> {
    if let Some(rest) = content.strip_prefix("［＃") {
        return Some((&rest[..rest.find('］')?], true));
    }
    let inner = content.strip_suffix('］')?;
    let mark = &inner[inner.rfind("［＃")? + "［＃".len()..];
    (!mark.contains('］')).then_some((mark, false))
}

/// What a mark says of a whole line.
enum Layout<'a> {
    /// It is set in by so many letters.
    Indent(usize),
    /// So are all lines from here on.
    Block(usize),
    Page,
    /// Words are a heading.
    Heading(u8, &'a str),
    /// What the pages of these editions do not show: at which edge a line stands.
    Other,
}

impl<'a> Layout<'a> {
    fn of(mark: &'a str) -> Option<Layout<'a>> {
        const PAGES: &[&str] = &["改ページ", "改丁", "改見開き", "改段"];
        const LEVELS: [(&str, u8); 3] = [("大見出し", 1), ("中見出し", 2), ("小見出し", 3)];
        if PAGES.contains(&mark) {
            return Some(Layout::Page);
        }
        if let Some((words, level)) = LEVELS.iter().find_map(|(name, level)| {
            let words = mark.strip_suffix(name)?.strip_prefix('「')?.strip_suffix("」は")?;
            Some((words, *level))
        }) {
            return Some(Layout::Heading(level, words));
        }
        if let Some(level) = LEVELS.iter().find_map(|(name, level)| {
            mark.strip_suffix("終わり")?.strip_suffix(name).filter(|rest| rest.is_empty()).map(|_| *level)
        }) {
            return Some(Layout::Heading(level, ""));
        }
        if LEVELS.iter().any(|(name, _)| mark == *name) {
            return Some(Layout::Other);
        }
        if let Some(block) = mark.strip_prefix("ここから").filter(|block| block.contains("字下げ")) {
            return Some(Layout::Block(number(block)));
        }
        match mark {
            "ここで字下げ終わり" => Some(Layout::Block(0)),
            "地付き"
            | "ここから地付き"
            | "ここで地付き終わり"
            | "ページの左右中央"
            | "ここで字上げ終わり" => Some(Layout::Other),
            _ if mark.ends_with("字上げ") && mark.contains("地から") => Some(Layout::Other),
            _ => mark.strip_suffix("字下げ").map(|letters| Layout::Indent(number(letters))),
        }
    }
}

/// The first number of a mark, in figures of either width.
fn number(mark: &str) -> usize {
    let figures = mark.chars().map_while(|letter| match letter {
        '０'..='９' => Some(letter as usize - '０' as usize),
        _ => letter.to_digit(10).map(|figure| figure as usize),
    });
    figures.take(3).fold(0, |number, figure| number * 10 + figure)
}

/// Whether the words of a mark are those of the line that it ends, but for readings and other marks.
fn is_whole(content: &str, words: &str) -> bool {
    let plain = without_ruby(content);
    let line = plain.rfind("［＃").map_or(plain.as_str(), |end| &plain[..end]);
    words.is_empty()
        || line.trim_start_matches(|letter| letter != '］').trim_start_matches('］') == words
        || line.trim() == words
}

/// Marks the lines that are headings by their marks; the levels that the text has are counted from the first.
pub fn mark_headings(sheet: &mut Sheet) {
    let levels = std::mem::take(&mut sheet.levels);
    let used: BTreeSet<u8> = levels.values().copied().collect();
    for (line, level) in levels {
        let level = used.iter().take_while(|used| **used <= level).count();
        sheet.mark_heading(line..line + 1, level as u8, Why::Annotated);
    }
}

/// One warning for all marks that stay as they are written.
fn report_unread(sheet: &mut Sheet) {
    let mut unread: Vec<Range<usize>> = Vec::new();
    for line in (0..sheet.lines.len()).filter(|&line| sheet.roles.get(line) == Some(&Role::Text)) {
        let start = sheet.lines.get(line).map_or(0, |line| line.content.start);
        let content = sheet.content(line);
        for (at, _) in content.match_indices("［＃") {
            let rest = &content[at..];
            let Some(end) = rest.find('］').map(|end| end + '］'.len_utf8()) else { continue };
            if !is_read(&rest["［＃".len()..end - '］'.len_utf8()]) {
                unread.push(start + at..start + at + end);
            }
        }
    }
    let Some(first) = unread.first() else { return };
    let mark = &sheet.text[first.clone()];
    let message = match unread.len() {
        1 => format!("“{mark}” is a mark of Aozora Bunko that is not read; it stays as it is written"),
        count => format!(
            "{count} marks of Aozora Bunko are not read and stay as they are written; the first is “{mark}”"
        ),
    };
    let span = crate::source::Span::new(sheet.file, first.clone());
    let warning = Diagnostic::warning(Code::ForeignMarkup, span, message);
    sheet.diagnostics.push(warning.hint("write the letter or the words that the mark stands for"));
}

/// Whether a mark within a line is read.
fn is_read(mark: &str) -> bool {
    stressed(mark).is_some()
        || mark.strip_suffix("終わり").is_some_and(is_stress)
        || is_stress(mark)
        || letter(mark).is_some()
}

/// The words that a mark behind them stresses: `「…」に傍点`.
pub fn stressed(mark: &str) -> Option<&str> {
    let (words, how) = mark.strip_prefix('「')?.rsplit_once('」')?;
    let how = how.strip_prefix(['に', 'は']).unwrap_or(how);
    is_stress(how).then_some(words)
}

/// Whether it names how words are stressed: dots and lines beside them, bold and slanted type.
pub fn is_stress(how: &str) -> bool {
    const NAMES: &[&str] = &["傍点", "傍線", "太字", "斜体", "波線", "破線", "鎖線"];
    how.chars().count() <= 7 && NAMES.iter().any(|name| how.ends_with(name)) && !how.contains(['「', '」'])
}

/// The letter that a mark names by its place in Unicode: `「てへん＋劣」、U+6318、…`.
pub fn letter(mark: &str) -> Option<char> {
    let digits = mark.split("U+").nth(1)?;
    let end = digits.find(|c: char| !c.is_ascii_hexdigit()).unwrap_or(digits.len());
    let letter = char::from_u32(u32::from_str_radix(&digits[..end], 16).ok()?)?;
    letter.is_alphanumeric().then_some(letter)
}
