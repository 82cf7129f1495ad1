//! From what is typed to typed values.

use super::pattern::Pattern;
use crate::diagnostic::policy::Selection;
use crate::diagnostic::{Code, Diagnostic};
use crate::document::{Standards, language_tag};
use crate::font::FontFeature;
use crate::length::{Length, Sides, Size};
use crate::nearest::nearest;
use crate::source::Span;
use std::ops::RangeInclusive;

/// Why a value was not taken.
#[derive(Debug)]
pub(super) struct Refused {
    /// What the value ought to be.
    wanted: String,
    /// What may have been meant.
    near: Option<String>,
}

impl Refused {
    pub(super) fn wants(wanted: impl Into<String>) -> Refused {
        Refused { wanted: wanted.into(), near: None }
    }

    pub(super) fn or_near(self, near: Option<&str>) -> Refused {
        Refused { near: near.map(str::to_owned), ..self }
    }

    pub(super) fn diagnostic(&self, key: &str, value: &str, span: Span) -> Diagnostic {
        let near = self.near.as_ref().map_or_else(String::new, |near| format!("; did you mean `{near}`?"));
        let message = format!("`{key}` cannot be `{value}`: it takes {}{near}", self.wanted);
        Diagnostic::warning(Code::BadSetting, span, message)
    }
}

/// Puts a value that was read into its place.
pub(super) fn put<T>(place: &mut T, value: Result<T, Refused>) -> Result<(), Refused> {
    *place = value?;
    Ok(())
}

/// Names, and what each stands for.
type Choices<T> = [(&'static str, T)];

/// The names alone.
pub(super) fn names<T>(choices: &Choices<T>) -> Vec<&'static str> {
    choices.iter().map(|(name, _)| *name).collect()
}

/// What a name stands for.
pub(super) fn one_of<T: Copy>(value: &str, choices: &Choices<T>) -> Result<T, Refused> {
    let found = choices.iter().find(|(name, _)| *name == value).map(|(_, choice)| *choice);
    let names = || choices.iter().map(|(name, _)| *name);
    found.ok_or_else(|| {
        let names_before: Vec<&str> = names().take(choices.len().saturating_sub(1)).collect();
        let last = names().next_back().unwrap_or_default();
        Refused::wants(format!("{} or {last}", names_before.join(", "))).or_near(nearest(value, names()))
    })
}

/// What several names stand for, in their order; `none` stands for nothing.
pub(super) fn several<T: Copy>(value: &str, choices: &Choices<T>, wanted: &str) -> Result<Vec<T>, Refused> {
    let names = value.split([',', ' ']).filter(|name| !name.is_empty() && *name != "none");
    let choice = |name| {
        let near = nearest(name, choices.iter().map(|(name, _)| *name));
        one_of(name, choices).map_err(|_| Refused::wants(wanted).or_near(near))
    };
    names.map(choice).collect()
}

/// Puts kinds of messages and groups of them in a place; `none` stands for nothing. Those that are known are in
/// force beside one that is not: a slip in a list must not open the door to what the rest of it keeps out.
pub(super) fn put_selections(place: &mut Vec<Selection>, value: &str) -> Result<(), Refused> {
    place.clear();
    let mut refused = Ok(());
    for name in value.split([',', ' ']).filter(|name| !name.is_empty() && *name != "none") {
        match Selection::named(name) {
            Ok(selection) => place.push(selection),
            Err(_) if refused.is_ok() => {
                let wanted = format!("codes of messages and groups of them, and `{name}` is neither");
                refused = Err(Refused::wants(wanted).or_near(Selection::near(name)));
            }
            Err(_) => {}
        }
    }
    refused
}

pub(super) fn number(value: &str, range: RangeInclusive<u8>) -> Result<u8, Refused> {
    let wanted = || Refused::wants(format!("a number from {} to {}", range.start(), range.end()));
    value.parse().ok().filter(|number| range.contains(number)).ok_or_else(wanted)
}

pub(super) fn switch(value: &str) -> Result<bool, Refused> {
    match value {
        "true" | "yes" | "on" => Ok(true),
        "false" | "no" | "off" => Ok(false),
        _ => Err(Refused::wants("true or false")),
    }
}

/// A measure within a range of points.
pub(super) fn length(value: &str, points: RangeInclusive<i64>, wanted: &str) -> Result<Length, Refused> {
    let within = |length: &Length| (Length::pt(*points.start())..=Length::pt(*points.end())).contains(length);
    Length::parse(value).filter(within).ok_or_else(|| Refused::wants(wanted))
}

pub(super) fn standards(value: &str) -> Result<Standards, Refused> {
    let wanted = "none, or names that one file can meet: ua-1 with a-2a or a-3a, ua-2 with a-4";
    Standards::parse(value).ok_or_else(|| Refused::wants(wanted))
}

/// The name of a family, which only the faces at hand can tell from a slip.
pub(super) fn family(value: &str) -> Result<String, Refused> {
    if value.is_empty() { Err(Refused::wants("the name of a family of faces")) } else { Ok(value.to_owned()) }
}

/// Features by their names, with commas between them.
pub(super) fn features(value: &str) -> Result<Vec<FontFeature>, Refused> {
    let wanted = |name: &str| {
        Refused::wants(format!("names of features such as `onum`, `-liga` or `cv01=2`, and `{name}` is none"))
    };
    names_in(value).iter().map(|name| FontFeature::parse(name).ok_or_else(|| wanted(name))).collect()
}

/// Names, paths or words, with commas between them; `none` stands for nothing.
pub(super) fn names_in(value: &str) -> Vec<String> {
    let names = value.split(',').map(str::trim).filter(|name| !name.is_empty() && *name != "none");
    names.map(str::to_owned).collect()
}

/// Words with hyphens where they may be divided.
pub(super) fn divided_words(value: &str) -> Result<Vec<String>, Refused> {
    let words = names_in(value);
    let is_word =
        |word: &str| word.split('-').all(|part| !part.is_empty() && part.chars().all(char::is_alphabetic));
    match words.iter().find(|word| !is_word(word)) {
        Some(word) => Err(Refused::wants(format!(
            "words of letters alone, with hyphens where they may be divided, and `{word}` is none"
        ))),
        None => Ok(words),
    }
}

/// The least letters before a hyphen and behind it. None is left alone, and with more than nine no word is divided.
pub(super) fn minima(value: &str) -> Result<(u8, u8), Refused> {
    let wanted =
        || Refused::wants("two numbers from 2 to 9: the least letters before a hyphen and behind it");
    let numbers =
        value.split([',', ' ']).filter(|number| !number.is_empty()).map(|number| self::number(number, 2..=9));
    match numbers.collect::<Result<Vec<u8>, Refused>>().as_deref() {
        Ok([before, behind]) => Ok((*before, *behind)),
        _ => Err(wanted()),
    }
}

/// Files of patterns and the languages that they are for: `ro=PATH`, or a path whose last part says it as those of TeX
/// do (`hyph-ro.tex`, `hyph-ro.pat.txt`, `ro.txt`).
pub(super) fn pattern_files(value: &str) -> Result<Vec<(String, String)>, Refused> {
    let file = |named: String| {
        let (said, path) = named.split_once('=').unwrap_or(("", &named));
        let name = path.rsplit(['/', '\\']).next().unwrap_or_default().split('.').next().unwrap_or_default();
        let of_name = name.strip_prefix("hyph").map_or(name, |name| name.trim_start_matches(['-', '_']));
        let tag = language_tag(if said.is_empty() { of_name } else { said.trim() });
        tag.map(|tag| (tag.to_lowercase(), path.trim().to_owned())).ok_or_else(|| {
            Refused::wants(format!(
                "files of patterns whose names say their language, such as hyph-ro.tex, or ro=PATH, and `{named}` does not"
            ))
        })
    };
    names_in(value).into_iter().map(file).collect()
}

/// The largest side of a page in points: ISO 32000-1, annex C.2.
const LARGEST_SIDE: i64 = 14_400;

/// The sizes that have a name.
pub(super) const TRIMS: &Choices<&str> =
    &[("a4", "210x297mm"), ("a5", "148x210mm"), ("a6", "105x148mm"), ("letter", "8.5x11in")];

/// A name or two measures: `a5`, `6x9in`, `148x210mm`. The unit may stand once, behind both.
pub(super) fn trim(value: &str) -> Result<Size, Refused> {
    let value = value.to_ascii_lowercase();
    let measures = one_of(&value, TRIMS).unwrap_or(&value);
    let wanted = "a4, a5, a6, letter or a measure such as 6x9in or 148x210mm";
    let (width, height) = measures.split_once(['x', '×']).ok_or_else(|| Refused::wants(wanted))?;
    let unit = height.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.' || c == ' ');
    let bare = width.trim().ends_with(|c: char| c.is_ascii_digit());
    let width = if bare { format!("{width}{unit}") } else { width.to_owned() };
    let side = |value: &str| length(value, 72..=LARGEST_SIDE, wanted);
    // Without a unit they are points, of which no page has so few: inches are meant.
    let inches = (bare && unit.is_empty()).then(|| format!("{measures}in"));
    let refused = |refused: Refused| refused.or_near(inches.as_deref());
    Ok(Size { width: side(&width).map_err(refused)?, height: side(height).map_err(refused)? })
}

pub(super) fn margins(value: &str) -> Result<Sides, Refused> {
    let wanted = "one measure, or four: inner outer top bottom";
    let measures = value.split_whitespace().map(|side| length(side, 0..=LARGEST_SIDE, wanted));
    match *measures.collect::<Result<Vec<Length>, Refused>>()?.as_slice() {
        [all] => Ok(Sides { inner: all, outer: all, top: all, bottom: all }),
        [inner, outer, top, bottom] => Ok(Sides { inner, outer, top, bottom }),
        _ => Err(Refused::wants(wanted)),
    }
}

/// A regular expression, or why it is none.
pub(super) fn pattern(value: &str) -> Result<Pattern, Refused> {
    Pattern::parse(value).map_err(|reason| Refused::wants(format!("a regular expression ({reason})")))
}

/// The path of a file.
pub(super) fn path(value: &str) -> Result<String, Refused> {
    if value.is_empty() { Err(Refused::wants("the path of a file")) } else { Ok(value.to_owned()) }
}

/// An address of the web, with a slash at its end.
pub(super) fn site_url(value: &str) -> Result<String, Refused> {
    let host = value.strip_prefix("https://").or_else(|| value.strip_prefix("http://"));
    let named = host.is_some_and(|host| host.starts_with(char::is_alphanumeric));
    let url = format!("{}/", value.trim_end_matches('/'));
    if named { Ok(url) } else { Err(Refused::wants("an address such as https://example.org/book/")) }
}
