//! The digits of the numbers that a book adds to its text: of pages, items, notes, sections, figures. Those of the text
//! itself stay as they are written.

use super::words::lookup;
use std::fmt::Display;

/// Which ten digits numbers are written in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Digits {
    /// 0 to 9, which most languages have.
    #[default]
    Latin,
    /// Those of Arabic in Egypt and east of it.
    Arabic,
    /// Those of Persian, Pashto and Urdu.
    Persian,
    Devanagari,
    Bengali,
    Gurmukhi,
    Gujarati,
    Odia,
    Tamil,
    Telugu,
    Kannada,
    Malayalam,
    Thai,
    Lao,
    Tibetan,
    Burmese,
    Khmer,
}

/// Languages and what they write numbers in where that is not Latin, by Unicode's CLDR (`defaultNumberingSystem`). Of
/// several tags the longest counts. Arabic alone, without a country, has Latin digits there, as in the Maghreb.
const CONVENTIONS: &[(Digits, &[&str])] = &[
    (
        Digits::Arabic,
        &[
            "ar-bh", "ar-dj", "ar-eg", "ar-er", "ar-il", "ar-iq", "ar-jo", "ar-km", "ar-kw", "ar-lb",
            "ar-mr", "ar-om", "ar-ps", "ar-qa", "ar-sa", "ar-sd", "ar-so", "ar-ss", "ar-sy", "ar-td",
            "ar-ye", "ckb", "sd",
        ],
    ),
    (Digits::Persian, &["az-arab", "bgn", "fa", "ks", "lrc", "mzn", "pa-arab", "ps", "ur-in", "uz-arab"]),
    (Digits::Devanagari, &["bgc", "mr", "ne", "sa"]),
    (Digits::Bengali, &["as", "bn", "mni"]),
    (Digits::Burmese, &["my"]),
    (Digits::Tibetan, &["dz"]),
    (Digits::Latin, &["ks-deva", "sd-deva"]),
];

impl Digits {
    /// What a language writes numbers in, by its BCP 47 tag.
    pub fn of_language(tag: &str) -> Digits {
        let named = |tag: &String| CONVENTIONS.iter().find(|(_, tags)| tags.contains(&tag.as_str()));
        lookup(tag).iter().find_map(named).map_or(Digits::Latin, |(digits, _)| *digits)
    }

    /// Something whose digits are Latin, in these.
    pub fn written(self, number: impl Display) -> String {
        let number = number.to_string();
        if self == Digits::Latin {
            return number;
        }
        let own = |c: char| c.to_digit(10).and_then(|digit| char::from_u32(self.zero() as u32 + digit));
        number.chars().map(|c| own(c).unwrap_or(c)).collect()
    }

    /// The number that a text is in these digits.
    pub fn read(self, written: &str) -> Option<u32> {
        let zero = self.zero() as u32;
        let latin = |c: char| (c as u32).checked_sub(zero).and_then(|digit| char::from_digit(digit, 10));
        written.chars().map(latin).collect::<Option<String>>()?.parse().ok()
    }

    /// The digits follow each other from here on.
    fn zero(self) -> char {
        self.row().0
    }

    /// What CSS calls counters in these digits (Counter Styles 3, 6.1).
    pub fn counter_style(self) -> &'static str {
        self.row().1
    }

    fn row(self) -> (char, &'static str) {
        match self {
            Digits::Latin => ('0', "decimal"),
            Digits::Arabic => ('\u{660}', "arabic-indic"),
            Digits::Persian => ('\u{6F0}', "persian"),
            Digits::Devanagari => ('\u{966}', "devanagari"),
            Digits::Bengali => ('\u{9E6}', "bengali"),
            Digits::Gurmukhi => ('\u{A66}', "gurmukhi"),
            Digits::Gujarati => ('\u{AE6}', "gujarati"),
            Digits::Odia => ('\u{B66}', "oriya"),
            Digits::Tamil => ('\u{BE6}', "tamil"),
            Digits::Telugu => ('\u{C66}', "telugu"),
            Digits::Kannada => ('\u{CE6}', "kannada"),
            Digits::Malayalam => ('\u{D66}', "malayalam"),
            Digits::Thai => ('\u{E50}', "thai"),
            Digits::Lao => ('\u{ED0}', "lao"),
            Digits::Tibetan => ('\u{F20}', "tibetan"),
            Digits::Burmese => ('\u{1040}', "myanmar"),
            Digits::Khmer => ('\u{17E0}', "khmer"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_written_as_languages_do() {
        for (tag, written) in [
            ("en", "12.30"),
            ("ar", "12.30"),
            ("ar-MA", "12.30"),
            ("ar-EG", "١٢.٣٠"),
            ("ar-Arab-EG", "12.30"),
            ("fa", "۱۲.۳۰"),
            ("fa-AF", "۱۲.۳۰"),
            ("ur", "12.30"),
            ("ur-IN", "۱۲.۳۰"),
            ("hi", "12.30"),
            ("mr", "१२.३०"),
            ("bn", "১২.৩০"),
            ("my", "၁၂.၃၀"),
            ("sd-Deva", "12.30"),
        ] {
            assert_eq!(Digits::of_language(tag).written("12.30"), written, "{tag}");
        }
    }

    #[test]
    fn numbers_are_read_in_their_digits_alone() {
        for (digits, written, number) in [
            (Digits::Latin, "147", Some(147)),
            (Digits::Persian, "۱۴۷", Some(147)),
            (Digits::Arabic, "147", None),
            (Digits::Latin, "xii", None),
            (Digits::Latin, "", None),
        ] {
            assert_eq!(digits.read(written), number, "{written}");
        }
    }
}
