//! Whose forms of Han characters a family has, and a language asks for.

/// The languages that write many Han characters each in a way of its own, which Unicode does not tell apart.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Han {
    Japanese,
    Simplified,
    Traditional,
    HongKong,
    Korean,
}

/// Below it are all scripts that part words by spaces and mark them by their slope.
pub const FIRST_SQUARE: char = '\u{2E80}';

/// Where in their squares commas and stops stand (CLREQ 3.1.4).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Marks {
    /// At the foot, behind the character before, so that half of the square is blank.
    InCorner,
    /// With blank on both sides.
    InMiddle,
}

/// On which side of its characters the dots of emphasis stand in lines that run across the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Dots {
    Above,
    Below,
}

impl Han {
    /// Those of a language, by its BCP 47 tag.
    pub fn of_language(tag: &str) -> Option<Han> {
        let mut subtags = tag.split('-').map(str::to_ascii_lowercase);
        let primary = subtags.next()?;
        match primary.as_str() {
            "ja" => Some(Han::Japanese),
            "ko" => Some(Han::Korean),
            "zh" | "cmn" | "yue" | "lzh" => {
                let rest: Vec<String> = subtags.collect();
                let has = |subtag: &str| rest.iter().any(|own| own == subtag);
                Some(match () {
                    () if has("hk") || has("mo") => Han::HongKong,
                    () if has("hant") || has("tw") => Han::Traditional,
                    () if primary == "yue" && !has("hans") => Han::HongKong,
                    () => Han::Simplified,
                })
            }
            _ => None,
        }
    }

    /// Where the marks stand that go with them in squares of their own; `None` where marks stand as in Latin.
    pub fn marks(self) -> Option<Marks> {
        match self {
            Han::Japanese | Han::Simplified => Some(Marks::InCorner),
            Han::Traditional | Han::HongKong => Some(Marks::InMiddle),
            Han::Korean => None,
        }
    }

    /// Where emphasis is marked by dots (JLREQ 3.3.9, CLREQ 3.2.5); Korean seldom has them.
    pub fn dots(self) -> Option<Dots> {
        match self {
            Han::Japanese => Some(Dots::Above),
            Han::Simplified | Han::Traditional | Han::HongKong => Some(Dots::Below),
            Han::Korean => None,
        }
    }

    /// Those of a family whose name says so in its last word, as those of Noto, Source Han and many others do.
    pub fn of_family(name: &str) -> Option<Han> {
        match name.split([' ', '-']).next_back()?.to_ascii_uppercase().as_str() {
            "JP" | "J" => Some(Han::Japanese),
            "SC" | "CN" | "GB" => Some(Han::Simplified),
            "TC" | "TW" => Some(Han::Traditional),
            "HK" | "HC" => Some(Han::HongKong),
            "KR" | "K" => Some(Han::Korean),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_and_families_have_their_forms() {
        for (tag, han) in [
            ("ja", Some(Han::Japanese)),
            ("zh", Some(Han::Simplified)),
            ("zh-Hant", Some(Han::Traditional)),
            ("zh-TW", Some(Han::Traditional)),
            ("zh-Hant-HK", Some(Han::HongKong)),
            ("ko-KR", Some(Han::Korean)),
            ("en", None),
        ] {
            assert_eq!(Han::of_language(tag), han, "{tag}");
        }
        for (name, han) in [
            ("Noto Serif CJK JP", Some(Han::Japanese)),
            ("Source Han Sans SC", Some(Han::Simplified)),
            ("EB Garamond", None),
        ] {
            assert_eq!(Han::of_family(name), han, "{name}");
        }
    }
}
