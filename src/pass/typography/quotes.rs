//! Straight quotation marks: which open, which close, which are apostrophes or primes.
//!
//! Marks are first judged by what stands beside them, then paired with a stack; what finds no
//! partner is judged again. All in one pass over the run, whose time is linear.

use super::language::{Language, Pair};
use super::run::{Edit, Run};
use crate::document::quotation;

/// What becomes of the straight marks of a run.
pub(super) fn edits(run: &Run, language: &Language) -> Vec<Edit> {
    let marks = find(run, language);
    let roles = pair_up(run, &marks);
    let texts = texts(&marks, &roles, language);
    marks.iter().zip(texts).map(|(mark, text)| Edit { at: mark.at, text }).collect()
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuoteKind {
    Double,
    Single,
}

/// What a mark can be, as far as its neighbours tell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Side {
    Open,
    Close,
    /// It may close, but it may as well be the apostrophe of a genitive (`dogs'`) or of an elided
    /// end (`goin'`).
    WeakClose,
    /// Between two letters, or two spaces.
    Either,
    Apostrophe,
    /// The sign of minutes or feet, or of seconds or inches.
    Prime,
    /// The Hebrew sign of an abbreviation, which keyboards lack as well.
    Gershayim,
}

struct QuoteMark {
    at: usize,
    kind: QuoteKind,
    side: Side,
    /// Its side is no guess.
    is_known: bool,
    /// Directly after a digit: a prime, if no quotation is open.
    after_digit: bool,
    /// A quotation seems to open here even if none closes: at the start, or before a capital.
    opens_alone: bool,
    /// A closing mark that is sure follows before anything else opens.
    sure_close_ahead: bool,
}

/// The straight marks of a run, each with what its neighbours tell.
fn find(run: &Run, language: &Language) -> Vec<QuoteMark> {
    let mut marks: Vec<QuoteMark> = Vec::new();
    let mut at = 0;
    // Most of a run is letters and blanks.
    while let Some(passed) = run.chars[at..].iter().position(|char| may_be_mark(*char)) {
        at += passed;
        let length = (at..).take_while(|index| is_mark(run, *index)).count();
        for index in at..at + length {
            marks.push(mark(run, language, index, at..at + length));
        }
        at += length.max(1);
    }
    look_ahead(&mut marks);
    marks
}

fn may_be_mark(char: char) -> bool {
    matches!(char, '"' | '\'') || quotation::mark(char).is_some()
}

fn is_mark(run: &Run, at: usize) -> bool {
    let is_known = |at| run.at(at).is_some_and(|character| quotation::mark(character).is_some());
    run.is(at, '"') || run.is(at, '\'') || is_known(at)
}

/// Judges one mark of a cluster: `"'` before a word and `.'"` after one are seen from outside.
fn mark(run: &Run, language: &Language, at: usize, cluster: std::ops::Range<usize>) -> QuoteMark {
    let known = run.at(at).and_then(quotation::mark);
    let double = known.map_or(run.at(at) == Some('"'), |known| !known.inner);
    let kind = if double { QuoteKind::Double } else { QuoteKind::Single };
    let (before, after) = (run.before(cluster.start), run.at(cluster.end));
    let between = side_between(before, after);
    let side = match kind {
        _ if known.is_some_and(|known| known.opens) => Side::Open,
        _ if known.is_some() => Side::Close,
        QuoteKind::Double => double_side(run, at, before, after, between),
        QuoteKind::Single => single_side(run, language, at, between),
    };
    let capital = after.is_some_and(char::is_uppercase);
    QuoteMark {
        at,
        kind,
        side,
        is_known: known.is_some(),
        after_digit: known.is_none() && run.before(at).is_some_and(|before| before.is_ascii_digit()),
        opens_alone: known.is_some() || between == Side::Open && (before.is_none() || capital),
        sure_close_ahead: false,
    }
}

fn side_between(before: Option<char>, after: Option<char>) -> Side {
    let space = |char: Option<char>| char.is_none_or(char::is_whitespace);
    match (space(before), space(after)) {
        (true, true) => Side::Either,
        (true, false) => Side::Open,
        (false, true) => Side::Close,
        (false, false) => match (before.is_some_and(is_opener), after.is_some_and(is_closer)) {
            (true, false) => Side::Open,
            (false, true) => Side::Close,
            _ => Side::Either,
        },
    }
}

/// After these a quotation opens.
fn is_opener(char: char) -> bool {
    matches!(
        char,
        '(' | '['
            | '{'
            | '<'
            | '-'
            | '–'
            | '—'
            | '―'
            | '/'
            | '='
            | '¿'
            | '¡'
            | '“'
            | '‘'
            | '„'
            | '‚'
            | '«'
            | '‹'
            | '（'
            | '「'
            | '『'
            | '：'
    )
}

/// Before these one closes.
fn is_closer(char: char) -> bool {
    matches!(
        char,
        '.' | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '>'
            | '-'
            | '–'
            | '—'
            | '―'
            | '/'
            | '…'
            | '”'
            | '’'
            | '»'
            | '›'
            | '）'
            | '」'
            | '』'
            | '。'
            | '、'
            | '，'
            | '！'
            | '？'
            | '；'
            | '：'
    )
}

fn double_side(run: &Run, at: usize, before: Option<char>, after: Option<char>, between: Side) -> Side {
    let hebrew = |char: Option<char>| char.is_some_and(|char| ('\u{5D0}'..='\u{5EA}').contains(&char));
    if hebrew(before) && hebrew(after) {
        Side::Gershayim
    } else if follows_feet(run, at) {
        Side::Prime
    } else {
        between
    }
}

/// Whether the number before is one of inches after feet, or of seconds after minutes: `6' 2"`.
fn follows_feet(run: &Run, at: usize) -> bool {
    // Two digits are the most that inches, minutes and seconds have.
    let back = |from: usize, is: fn(char) -> bool, most: usize| {
        (0..most)
            .take_while(|step| from.checked_sub(step + 1).and_then(|at| run.at(at)).is_some_and(is))
            .count()
    };
    let digits = back(at, |char| char.is_ascii_digit(), 2);
    let spaces = back(at - digits, |char| char == ' ', 1);
    let feet = back(at - digits - spaces, |char| matches!(char, '\'' | '′'), 1);
    let before_feet = at - digits - spaces - feet;
    digits > 0 && feet > 0 && run.before(before_feet).is_some_and(|char| char.is_ascii_digit())
}

fn single_side(run: &Run, language: &Language, at: usize, between: Side) -> Side {
    let letter = |char: Option<char>| char.is_some_and(|char| char.is_alphanumeric());
    match between {
        Side::Either if letter(run.before(at)) && letter(run.at(at + 1)) => inside_word(run, at),
        Side::Open if is_elided_begin(run, language, at) => Side::Apostrophe,
        Side::Close => close_strength(run, language, at),
        side => side,
    }
}

/// `6'2`, but neither `1'000`, as the Swiss group digits, nor `don't`.
fn inside_word(run: &Run, at: usize) -> Side {
    let digits =
        (at + 1..at + 5).take_while(|index| run.at(*index).is_some_and(|char| char.is_ascii_digit())).count();
    let feet = run.before(at).is_some_and(|before| before.is_ascii_digit()) && (1..3).contains(&digits);
    if feet { Side::Prime } else { Side::Apostrophe }
}

/// `'tis`, `'n'`, `'90s`; but not `'em'`, which is a word quoted.
fn is_elided_begin(run: &Run, language: &Language, at: usize) -> bool {
    let word: String = word_from(run, at + 1);
    let quoted = run.at(at + 1 + word.chars().count()) == Some('\'');
    if word == "n" && quoted {
        return language.elisions.begins("n");
    }
    let decade = word.strip_suffix('s').is_some_and(|digits| digits.len() == 2 && is_number(digits));
    let contracted = quoted && run.at(at + 2 + word.chars().count()).is_some_and(char::is_alphabetic);
    (!quoted || contracted) && (decade || language.elisions.begins(&word))
}

fn is_number(text: &str) -> bool {
    text.chars().all(|char| char.is_ascii_digit())
}

/// No elided word is longer; what is need not be read to its end.
const LONGEST_WORD: usize = 16;

fn word_from(run: &Run, start: usize) -> String {
    let letters =
        (start..start + LONGEST_WORD).map_while(|index| run.at(index).filter(|char| char.is_alphanumeric()));
    letters.flat_map(char::to_lowercase).collect()
}

fn close_strength(run: &Run, language: &Language, at: usize) -> Side {
    let letters = (0..LONGEST_WORD)
        .map_while(|back| run.at(at.checked_sub(back + 1)?).filter(|char| char.is_alphanumeric()));
    let length = letters.clone().count();
    let word: String = letters.collect::<Vec<_>>().into_iter().rev().flat_map(char::to_lowercase).collect();
    let quoted = at.checked_sub(length + 1).is_some_and(|before| is_mark(run, before));
    let goes_on = run.at(at + 1).is_some_and(|after| after == ' ' || after == '-')
        && run.at(at + 2).is_some_and(char::is_alphanumeric);
    if quoted || !goes_on {
        return Side::Close;
    }
    if language.elisions.ends(&word) {
        return Side::Apostrophe;
    }
    if word.ends_with(['s', 'x', 'z', 'ß']) || (word.len() > 3 && word.ends_with("in")) {
        return Side::WeakClose;
    }
    Side::Close
}

fn look_ahead(marks: &mut [QuoteMark]) {
    let mut sure = false;
    for mark in marks.iter_mut().rev() {
        mark.sure_close_ahead = sure;
        sure = match (mark.kind, mark.side) {
            (QuoteKind::Double, Side::Prime | Side::Gershayim) => sure,
            (QuoteKind::Double, _) | (_, Side::Open) => false,
            (_, Side::Close) => true,
            _ => sure,
        };
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum QuoteRole {
    Open { paired: bool },
    Close { paired: bool },
    Apostrophe,
    Prime,
    Gershayim,
}

/// Gives each mark its role.
fn pair_up(run: &Run, marks: &[QuoteMark]) -> Vec<QuoteRole> {
    let mut pairing = Pairing { roles: Vec::with_capacity(marks.len()), open: Vec::new(), doubles: 0 };
    for mark in marks {
        let role = match mark.kind {
            QuoteKind::Double => pairing.double(mark),
            QuoteKind::Single => pairing.single(run, mark),
        };
        if let QuoteRole::Open { .. } = role {
            pairing.doubles += usize::from(mark.kind == QuoteKind::Double);
            pairing.open.push((pairing.roles.len(), mark.kind));
        }
        pairing.roles.push(role);
    }
    while let Some((index, kind)) = pairing.open.pop() {
        pairing.leave_open(index, kind, marks);
    }
    pairing.roles
}

struct Pairing {
    roles: Vec<QuoteRole>,
    /// The marks that are open, outermost first.
    open: Vec<(usize, QuoteKind)>,
    /// How many of these are double.
    doubles: usize,
}

impl Pairing {
    fn double(&mut self, mark: &QuoteMark) -> QuoteRole {
        match mark.side {
            Side::Prime => QuoteRole::Prime,
            Side::Gershayim => QuoteRole::Gershayim,
            Side::Open => QuoteRole::Open { paired: false },
            _ if self.doubles > 0 => self.close_double(),
            _ if mark.after_digit => QuoteRole::Prime,
            Side::Either => QuoteRole::Open { paired: false },
            _ => QuoteRole::Close { paired: false },
        }
    }

    /// Closes the innermost double quotation; single ones that are open in it find no partner.
    fn close_double(&mut self) -> QuoteRole {
        while let Some((index, kind)) = self.open.pop() {
            if kind == QuoteKind::Double {
                self.doubles -= 1;
                self.roles[index] = QuoteRole::Open { paired: true };
                break;
            }
            // A quotation that goes on in the next paragraph cannot end within one that ends here.
            self.roles[index] = QuoteRole::Apostrophe;
        }
        QuoteRole::Close { paired: true }
    }

    fn leave_open(&mut self, index: usize, kind: QuoteKind, marks: &[QuoteMark]) {
        if kind == QuoteKind::Single && !marks[index].opens_alone {
            self.roles[index] = QuoteRole::Apostrophe;
        }
    }

    fn single(&mut self, run: &Run, mark: &QuoteMark) -> QuoteRole {
        let within = self.open.last().filter(|(_, kind)| *kind == QuoteKind::Single).map(|(index, _)| *index);
        match (mark.side, within) {
            (Side::Prime, _) => QuoteRole::Prime,
            (Side::Open, _) => QuoteRole::Open { paired: false },
            (Side::WeakClose, Some(_)) if mark.sure_close_ahead => QuoteRole::Apostrophe,
            (Side::Close | Side::WeakClose | Side::Either, Some(opened))
                if mark.is_known || !joins_letters(run, mark.at) =>
            {
                self.open.pop();
                self.roles[opened] = QuoteRole::Open { paired: true };
                QuoteRole::Close { paired: true }
            }
            (Side::Close, None) if mark.after_digit => QuoteRole::Prime,
            (Side::Close, None) if mark.is_known => QuoteRole::Close { paired: false },
            _ => QuoteRole::Apostrophe,
        }
    }
}

fn joins_letters(run: &Run, at: usize) -> bool {
    let letter = |char: Option<char>| char.is_some_and(char::is_alphanumeric);
    letter(run.before(at)) && letter(run.at(at + 1))
}

/// The characters to set. A quotation directly within one of its own kind takes the other pair.
fn texts(marks: &[QuoteMark], roles: &[QuoteRole], language: &Language) -> Vec<&'static str> {
    let mut around: Vec<bool> = Vec::new();
    let pair = |inner: bool| -> &Pair { if inner { &language.inner } else { &language.outer } };
    let set = |(mark, role): (&QuoteMark, &QuoteRole)| {
        let inner = mark.kind == QuoteKind::Single;
        match role {
            QuoteRole::Open { paired: true } => {
                let inner = if around.last() == Some(&inner) { !inner } else { inner };
                around.push(inner);
                pair(inner).open
            }
            QuoteRole::Close { paired: true } => pair(around.pop().unwrap_or(inner)).close,
            QuoteRole::Open { paired: false } => pair(inner).open,
            QuoteRole::Close { paired: false } => pair(inner).close,
            QuoteRole::Apostrophe => "’",
            QuoteRole::Prime if inner => "′",
            QuoteRole::Prime => "″",
            QuoteRole::Gershayim => "״",
        }
    };
    marks.iter().zip(roles).map(set).collect()
}
