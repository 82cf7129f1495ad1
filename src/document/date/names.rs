//! How languages write dates: data, which `names.txt` holds with its source.

use crate::document::words::lookup;
use std::collections::BTreeSet;
use std::sync::LazyLock;

/// How the languages from a tag's own on to its base write dates.
pub(super) struct Names {
    languages: Vec<&'static Language>,
}

/// A part of `names.txt`.
#[derive(Debug, Default)]
struct Language {
    tags: Vec<&'static str>,
    date: Option<&'static str>,
    month_year: Option<&'static str>,
    months: Vec<&'static str>,
    months_alone: Vec<&'static str>,
}

static LANGUAGES: LazyLock<Vec<Language>> = LazyLock::new(|| parse(include_str!("names.txt")));

impl Names {
    pub(super) fn of(tag: &str) -> Names {
        let named = |tag: &str| {
            LANGUAGES.iter().find(|language| language.tags.iter().any(|own| own.eq_ignore_ascii_case(tag)))
        };
        Names { languages: lookup(tag).iter().filter_map(|tag| named(tag)).collect() }
    }

    /// A month, and its day where there is one.
    pub(super) fn printed(&self, year: u16, month: u8, day: Option<u8>) -> Option<String> {
        let mut languages = self.languages.iter();
        let pattern =
            languages.find_map(|language| if day.is_some() { language.date } else { language.month_year })?;
        let index = usize::from(month.checked_sub(1)?);
        let within = || self.languages.iter().find_map(|language| language.months.get(index));
        let alone = || self.languages.iter().find_map(|language| language.months_alone.get(index));
        let name = if day.is_some() { within() } else { alone().or_else(within) }?;
        let day = day.map_or_else(String::new, |day| day.to_string());
        Some(pattern.replace("{day}", &day).replace("{month}", name).replace("{year}", &year.to_string()))
    }
}

/// The month of a name: in the language, in English, else in the first language that knows it.
pub(super) fn month(name: &str, lang: &str) -> Option<u8> {
    let name = name.to_lowercase();
    let own = Names::of(lang).languages;
    let english = Names::of("en").languages;
    let known = own.into_iter().chain(english.iter().copied()).chain(LANGUAGES.iter());
    let found = known.flat_map(|language| [&language.months, &language.months_alone]);
    let is_name = |known: &&str| bare(known) == name;
    let whole = found.filter_map(|months| months.iter().position(is_name)).next();
    u8::try_from(whole.or_else(|| shortened(&name))? + 1).ok()
}

/// The English months, as they are looked for.
static ENGLISH: LazyLock<Vec<String>> = LazyLock::new(|| {
    let months = Names::of("en").languages.into_iter().flat_map(|language| &language.months);
    months.map(|name| bare(name)).collect()
});

/// The place of an English month that a name in small letters shortens, to three letters and more.
fn shortened(name: &str) -> Option<usize> {
    let is_short = |known: &String| known.starts_with(name);
    name.chars().nth(2).and_then(|_| ENGLISH.iter().position(is_short))
}

/// The names of all months of all languages, as they are looked for.
static MONTHS: LazyLock<BTreeSet<String>> = LazyLock::new(|| {
    let names = LANGUAGES.iter().flat_map(|language| language.months.iter().chain(&language.months_alone));
    names.map(|name| bare(name)).collect()
});

/// Whether `month` knows a name, told fast.
pub(super) fn is_month(name: &str) -> bool {
    // No name is as long, and most words that are asked for are none.
    const LONGEST: usize = 24;
    let is_word = name.len() <= LONGEST && name.chars().any(char::is_alphabetic);
    is_word && (MONTHS.contains(&bare(name)) || shortened(&name.to_lowercase()).is_some())
}

/// A name as it is looked for: without the word before it that some languages have.
fn bare(name: &str) -> String {
    let name = name.strip_prefix("de ").or(name.strip_prefix("d’")).unwrap_or(name);
    name.to_lowercase()
}

/// Reads the data. What is no line of it is passed over: a test knows of it before any user does.
fn parse(text: &'static str) -> Vec<Language> {
    let mut languages: Vec<Language> = Vec::new();
    for line in text.lines().filter(|line| !line.starts_with('#')) {
        if let Some(tags) = line.strip_prefix('[').and_then(|line| line.strip_suffix(']')) {
            languages.push(Language { tags: tags.split_whitespace().collect(), ..Language::default() });
        } else if let Some((key, value)) = line.split_once(" = ")
            && let Some(language) = languages.last_mut()
        {
            match key {
                "date" => language.date = Some(value),
                "month-year" => language.month_year = Some(value),
                "months" => language.months = value.split(", ").collect(),
                "months-alone" => language.months_alone = value.split(", ").collect(),
                _ => {}
            }
        }
    }
    languages
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_understood() {
        let keys = ["date", "month-year", "months", "months-alone"];
        for line in
            include_str!("names.txt").lines().filter(|line| !line.starts_with(['#', '[']) && !line.is_empty())
        {
            let (key, _) = line.split_once(" = ").expect(line);
            assert!(keys.contains(&key), "{line}");
        }
        for language in LANGUAGES.iter() {
            let names = Names::of(language.tags[0]);
            for month in 1..=12 {
                let day = names.printed(2026, month, Some(28)).expect(language.tags[0]);
                assert!(day.contains("2026") && day.contains("28") && !day.contains('{'), "{day}");
                assert!(names.printed(2026, month, None).is_some_and(|text| text.contains("2026")), "{day}");
            }
            for months in [&language.months, &language.months_alone] {
                assert!([0, 12].contains(&months.len()), "{:?}", language.tags);
            }
        }
    }
}
