//! Whether lines were wrapped at a width, or end where their author ended them.
//!
//! A program that wraps a paragraph fills each line as far as the next word lets it. So the lines of a
//! paragraph allow a range of widths, from the longest of them to where the first word of a line would
//! still have found room on the line before. In prose that range is the same for all paragraphs; verse
//! has none as a rule, or another for each stanza.

use super::manner::LONGEST_WRAPPED;
use crate::reader::line_end::is_unspaced;
use crate::reader::plain::lines::{Line, ends_sentence};

/// The widths that some lines may have been wrapped at.
#[derive(Clone, Copy, Debug)]
pub struct Fit {
    /// The column that the longest line reaches.
    pub least: usize,
    /// The widest at which the lines would break where they do.
    pub most: usize,
    /// How many ends of lines tell.
    pub ends: usize,
    /// Verse reaches no further as a rule.
    narrow: usize,
}

/// Of so many ends of lines one may be out of its place: somebody has mended a word by hand.
const ENDS_FOR_A_SLIP: usize = 8;

impl Fit {
    /// The fit of at least two lines.
    pub fn of(text: &str, lines: &[Line]) -> Option<Fit> {
        let mut rooms: Vec<usize> = lines.windows(2).filter_map(room).collect();
        rooms.sort_unstable();
        let most = rooms.get(rooms.len() / ENDS_FOR_A_SLIP)?.saturating_sub(1);
        let mut reaches: Vec<usize> = lines.iter().map(Line::reach).collect();
        reaches.sort_unstable();
        let slips = rooms.len() / ENDS_FOR_A_SLIP;
        let least = reaches.get(reaches.len() - 1 - slips.min(reaches.len() - 1)).copied()?;
        let unspaced = lines.first().and_then(|line| first_letter(text, line)).is_some_and(is_unspaced);
        let narrow = if unspaced { NARROW_UNSPACED } else { NARROW };
        Some(Fit { least, most, ends: rooms.len(), narrow })
    }

    /// Whether one width explains the ends of all lines.
    pub fn is_exact(&self) -> bool {
        self.least <= self.most
    }

    /// Whether that is no chance, for lines that no other paragraph confirms: one quatrain in four or so has
    /// such a width, of longer stanzas few, and lines of verse are seldom as long as those of prose.
    pub fn is_sure(&self) -> bool {
        self.is_exact() && (self.ends > 4 || self.ends > 2 && self.least >= self.narrow)
    }
}

/// The column that a line would have reached with the first word of the next.
fn room(pair: &[Line]) -> Option<usize> {
    match pair {
        [line, next] => Some(line.reach_with(next)),
        _ => None,
    }
}

/// What lines look like beside their widths.
#[derive(Clone, Copy, Debug, Default)]
pub struct Looks {
    /// Lines behind the first one.
    lines: usize,
    /// Of these, those that begin with a letter of a script with capitals.
    cased: usize,
    /// Of these, those that begin with a capital.
    capitals: usize,
    /// Lines before the last one that end with a mark.
    stops: usize,
}

impl Looks {
    pub fn of(text: &str, lines: &[Line]) -> Looks {
        let mut looks = Looks::default();
        for pair in lines.windows(2) {
            let [line, next] = pair else { continue };
            if turns_over(text, line, next) {
                continue;
            }
            looks.lines += 1;
            let first = first_letter(text, next);
            if let Some(first) = first.filter(|letter| letter.is_lowercase() || letter.is_uppercase()) {
                looks.cased += 1;
                looks.capitals += usize::from(first.is_uppercase());
            }
            looks.stops += usize::from(text[line.content.clone()].ends_with(is_stop));
        }
        looks
    }

    pub fn add(&mut self, other: Looks) {
        self.lines += other.lines;
        self.cased += other.cased;
        self.capitals += other.capitals;
        self.stops += other.stops;
    }

    /// Whether lines begin with capitals as verse does. In German, where every noun has one, four lines
    /// of prose in ten do.
    pub fn begins_as_verse(&self) -> bool {
        self.cased >= 2 && self.cased * 2 >= self.lines && self.capitals * 5 >= self.cased * 4
    }

    /// Whether lines look like verse: they begin with capitals, or most end with a mark, which of the
    /// lines of prose only one in four does.
    pub fn is_verse(&self) -> bool {
        self.begins_as_verse() || self.lines >= 2 && self.stops * 4 >= self.lines * 3
    }

    /// Whether nothing in the looks of lines speaks for verse.
    pub fn is_prose(&self) -> bool {
        self.capitals * 5 <= self.cased * 2 && self.stops * 2 <= self.lines
    }

    /// Whether lines go on in the midst of sentences: they begin with small letters and end without marks.
    pub fn goes_on(&self) -> bool {
        match self.cased {
            0 => self.lines > 0 && self.stops == 0,
            _ => self.cased > self.capitals && self.is_prose(),
        }
    }
}

fn first_letter(text: &str, line: &Line) -> Option<char> {
    text[line.content.clone()].chars().find(|letter| letter.is_alphanumeric())
}

/// Whether a line of verse goes on in the next, which is set in deeper, since it was too long for the page.
pub fn turns_over(text: &str, line: &Line, next: &Line) -> bool {
    const LONG: usize = 50;
    let long = line.reach() + next.first_word >= LONG;
    let deeper = next.indent >= line.indent + 2 && first_letter(text, next).is_some_and(char::is_lowercase);
    long && deeper && stretch_at(text, line, next.indent).is_none()
}

/// Where the words of a line begin that stand at a column behind a name: behind two blanks, or behind one
/// and the mark that ends a name.
pub fn stretch_at(text: &str, line: &Line, column: usize) -> Option<usize> {
    const LONGEST_NAME: usize = 3;
    let content = &text[line.content.clone()];
    // A name that holds letters of two columns stands nowhere.
    let (offset, first) = content.char_indices().nth(column.checked_sub(line.indent)?)?;
    let before = &content[..offset];
    let name = before.trim_end();
    let marked = name.ends_with(['.', ':']) && before.ends_with(' ');
    let apart = before.ends_with("  ") || marked;
    let is_name = !name.is_empty() && name.split_whitespace().count() <= LONGEST_NAME;
    (is_name && apart && !first.is_whitespace()).then_some(line.content.start + offset)
}

fn is_stop(character: char) -> bool {
    ",.;:!?…—–”’»\"'。，、；：！？」』".contains(character)
}

/// Paragraphs of fewer lines allow any width.
const FEWEST_ENDS: usize = 2;
/// How far short of its width the longest line of a paragraph may be: by most words.
const LONGEST_WORD: usize = 9;
/// Columns narrower than this are more often stanzas that fit by chance.
pub const NARROW: usize = 55;
/// The same of scripts without spaces, whose letters are two columns wide: verse has up to a dozen.
const NARROW_UNSPACED: usize = 36;
/// Lines of verse seldom reach this column.
const WIDE: usize = 66;
/// A text is wrapped at no more widths: its prose, and quotations of several depths.
const MOST_WIDTHS: usize = 8;

/// The columns at which the paragraphs of a text are wrapped, the commonest first.
pub fn widths(text: &str, lines: &[Line]) -> Vec<usize> {
    let paragraphs = paragraphs(lines).flat_map(unended);
    let mut fits: Vec<Ballot> = paragraphs.filter_map(|lines| Ballot::of(text, lines)).collect();
    let prose = ends_of_prose(&fits);
    let mut widths = Vec::new();
    while widths.len() < MOST_WIDTHS
        && let Some(width) = elected(&fits)
    {
        fits.retain(|ballot| !ballot.is_for(width));
        widths.push(width);
    }
    // A program that evens the lines of a paragraph out ends them at no width, and the few that allow one are chance.
    let told = prose - ends_of_prose(&fits);
    if told * EVENED < prose { Vec::new() } else { widths }
}

/// Where less than this part of the ends of lines of prose tell a width, it is wrapped at none.
const EVENED: usize = 4;

fn ends_of_prose(ballots: &[Ballot]) -> usize {
    ballots.iter().filter(|ballot| ballot.prose).map(|ballot| ballot.fit.ends).sum()
}

/// What one paragraph says of the width that it is wrapped at.
struct Ballot {
    fit: Fit,
    /// Its looks allow that it is wrapped at all.
    valid: bool,
    /// It is as wide as prose, and looks like it.
    prose: bool,
}

impl Ballot {
    fn of(text: &str, lines: &[Line]) -> Option<Ballot> {
        // One end tells where a sentence goes on behind it.
        let goes_on = lines.first().is_some_and(|line| !ends_sentence(&text[line.content.clone()]));
        let tells = |fit: &Fit| fit.ends >= FEWEST_ENDS || fit.least >= NARROW && goes_on;
        let fit = Fit::of(text, lines).filter(tells)?;
        let looks = Looks::of(text, lines);
        let valid = fit.is_exact() && !looks.is_verse();
        let prose = fit.least >= NARROW && looks.goes_on();
        (fit.least <= LONGEST_WRAPPED).then_some(Ballot { fit, valid, prose })
    }

    fn is_for(&self, width: usize) -> bool {
        self.valid && (self.fit.least..=self.fit.most).contains(&width)
    }
}

/// The width that most ends of lines speak for, if these are most of those that could.
fn elected(ballots: &[Ballot]) -> Option<usize> {
    const SIZE: usize = LONGEST_WRAPPED + 2;
    let (mut pro, mut all) = ([0i64; SIZE], [0i64; SIZE]);
    let count = |counts: &mut [i64; SIZE], from: usize, to: usize, weight: i64| {
        counts[from.min(SIZE - 1)] += weight;
        counts[(to + 1).min(SIZE - 1)] -= weight;
    };
    for Ballot { fit, valid, .. } in ballots {
        let weight = fit.ends as i64;
        // Longer lines speak against a width as shorter ones do.
        count(&mut all, fit.least.saturating_sub(LONGEST_WORD), fit.least + LONGEST_WORD, weight);
        if *valid {
            count(&mut pro, fit.least, fit.most.max(fit.least), weight);
        }
    }
    let (mut pro_here, mut all_here) = (0, 0);
    let mut best: Option<(i64, usize)> = None;
    for width in 0..SIZE - 1 {
        pro_here += pro[width];
        all_here += all[width];
        let share = if width < NARROW { pro_here * 4 >= all_here * 3 } else { pro_here * 2 >= all_here };
        let enough = match width {
            ..NARROW => 12,
            NARROW..WIDE => 4,
            _ => 2,
        };
        if pro_here >= enough && share && best.is_none_or(|(most, _)| pro_here > most) {
            best = Some((pro_here, width));
        }
    }
    best.map(|(_, width)| width)
}

/// The stretches of lines that may be paragraphs: between blank lines, and from one first line that is set
/// in to the next.
fn paragraphs(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    lines
        .chunk_by(|line, next| !line.is_blank() && !next.is_blank() && next.indent <= line.indent)
        .filter(|lines| lines.first().is_some_and(|line| !line.is_blank()))
}

/// The parts of a paragraph between lines that end long before the longest does, if that is as long as prose
/// has it: "Dear Sir," is no part of what follows it.
fn unended(lines: &[Line]) -> impl Iterator<Item = &[Line]> {
    let longest = lines.iter().map(Line::reach).max().unwrap_or(0);
    lines.chunk_by(move |line, next| longest < NARROW || line.reach_with(next) * 5 > longest * 4)
}

#[cfg(test)]
mod tests {
    use super::widths;
    use crate::reader::plain::lines::split;

    /// Lines of words of four letters, so many on each, and a short word at the front of all but the first.
    fn paragraph(words: &[usize]) -> String {
        let line = |(place, count): (usize, &usize)| {
            format!("{}{}\n", if place == 0 { "" } else { "of " }, "word ".repeat(*count).trim_end())
        };
        words.iter().enumerate().map(line).collect::<String>() + "\n"
    }

    #[test]
    fn lines_that_are_evened_out_have_no_width() {
        let wide = paragraph(&[18, 17, 17, 3]).repeat(2);
        assert!(!widths(&wide, &split(&wide)).is_empty());
        let text = paragraph(&[12, 14, 12, 13, 14, 12]).repeat(30) + &wide;
        assert_eq!(widths(&text, &split(&text)), Vec::<usize>::new());
        let wrapped = paragraph(&[14, 13, 13, 13, 13, 7]).repeat(30) + &wide;
        assert!(!widths(&wrapped, &split(&wrapped)).is_empty());
    }
}
