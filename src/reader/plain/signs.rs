//! The characters that a line holds, told once: what most lines are not is said by them alone.

/// Which marks some words hold, and whether they hold letters, figures and what is not ASCII.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Signs(u64);

impl Signs {
    /// All that is not ASCII.
    pub const OTHERS: Signs = Signs::of("’");

    /// The signs of some words.
    pub const fn of(words: &str) -> Signs {
        let bytes = words.as_bytes();
        let (mut signs, mut at) = (0, 0);
        while at < bytes.len() {
            signs |= 1 << place(bytes[at]);
            at += 1;
        }
        Signs(signs)
    }

    /// These and others.
    pub const fn with(self, others: Signs) -> Signs {
        Signs(self.0 | others.0)
    }

    /// Whether one of them is among others.
    pub const fn meet(self, others: Signs) -> bool {
        self.0 & others.0 != 0
    }

    /// Whether all of them are among others.
    pub const fn are_within(self, others: Signs) -> bool {
        self.0 & !others.0 == 0
    }
}

/// A bit for each mark, and one for each of what is not told apart: capitals, small letters, figures.
const fn place(byte: u8) -> u32 {
    let bit = match byte {
        b'!'..=b'/' => byte - b'!',
        b':'..=b'@' => byte - b':' + 15,
        b'['..=b'`' => byte - b'[' + 22,
        b'{'..=b'~' => byte - b'{' + 28,
        b'0'..=b'9' => 32,
        b'A'..=b'Z' => 33,
        b'a'..=b'z' => 34,
        b' ' => 35,
        b'\t' => 36,
        0x80.. => 37,
        _ => 38,
    };
    bit as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_mark_is_told_from_all_others() {
        let marks: Vec<char> = ('\t'..='~').filter(|mark| !mark.is_ascii_alphanumeric()).collect();
        let marks: Vec<char> = marks.into_iter().filter(|mark| *mark == '\t' || !mark.is_control()).collect();
        let signs = |mark: &char| Signs::of(&mark.to_string());
        for mark in &marks {
            let alike: Vec<&char> = marks.iter().filter(|other| signs(mark).meet(signs(other))).collect();
            assert_eq!(alike, [mark]);
            assert!(!signs(mark).meet(Signs::of("Az9é\u{1}")), "{mark}");
        }
        assert!(
            Signs::of("--- ===").are_within(Signs::of("-= ")) && !Signs::of("-x-").are_within(Signs::of("-"))
        );
    }
}
