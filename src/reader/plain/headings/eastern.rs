//! Numbers as titles in Greek, Hebrew, Arabic, Persian and Hindi write them: letters that are numerals, and
//! figures of their own. No native reader has looked.

/// Scripts with figures of their own, by their zeros: Arabic, Persian, Devanagari, Bengali, Thai.
const ZEROS: [char; 5] = ['٠', '۰', '०', '০', '๐'];

/// A number below a hundred thousand in figures of another script, and its length in bytes.
pub fn figures(text: &str) -> Option<(u32, usize)> {
    const LONGEST: usize = 5;
    let value = |figure: char| {
        ZEROS.iter().find_map(|&zero| (figure as u32).checked_sub(zero as u32).filter(|v| *v < 10))
    };
    let values: Vec<(char, u32)> = text.chars().map_while(|figure| Some((figure, value(figure)?))).collect();
    let number = values.iter().take(LONGEST).fold(0, |number, (_, value)| number * 10 + value);
    let length = values.iter().map(|(figure, _)| figure.len_utf8()).sum();
    (1..=LONGEST).contains(&values.len()).then_some((number, length))
}

/// Letters that are numerals, up to 99: those of Hebrew in their order, and of Greek.
const NUMERALS: &[(&str, u32)] = &[
    ("אΑα", 1),
    ("בΒβ", 2),
    ("גΓγ", 3),
    ("דΔδ", 4),
    ("הΕε", 5),
    ("וϚϛς", 6),
    ("זΖζ", 7),
    ("חΗη", 8),
    ("טΘθ", 9),
    ("יΙι", 10),
    ("כΚκ", 20),
    ("לΛλ", 30),
    ("מΜμ", 40),
    ("נΝν", 50),
    ("סΞξ", 60),
    ("עΟο", 70),
    ("פΠπ", 80),
    ("צϞϟ", 90),
];

/// A numeral in letters, such as "Α΄", "ΙΒ'", "י״א" or "ט״ו", and its length in bytes, its marks included.
pub fn lettered(text: &str) -> Option<(u32, usize)> {
    let is_mark = |letter: char| "΄ʹ´'’׳״\"".contains(letter);
    let end = text.find(|letter: char| !letter.is_alphabetic() && !is_mark(letter)).unwrap_or(text.len());
    let letters: Vec<char> = text[..end].chars().filter(|letter| !is_mark(*letter)).collect();
    let value =
        |letter: &char| NUMERALS.iter().find(|(own, _)| own.contains(*letter)).map(|(_, value)| *value);
    let values: Vec<u32> = letters.iter().map(value).collect::<Option<_>>()?;
    // Tens before units; 15 and 16 are nine and six or seven, so as not to write a name of God.
    let sound = match values.as_slice() {
        [_] => true,
        [tens, unit] => *tens >= 10 && *unit < 10 || *tens == 9 && matches!(unit, 6 | 7),
        _ => false,
    };
    sound.then(|| (values.iter().sum(), end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numerals_of_other_scripts_are_read() {
        for (text, expected) in [
            ("Α΄", Some(1)),
            ("ΙΒ'", Some(12)),
            ("א", Some(1)),
            ("י״א", Some(11)),
            ("ט״ו", Some(15)),
            ("חדש", None),
        ] {
            assert_eq!(lettered(text).map(|(number, _)| number), expected, "{text}");
        }
        for (text, expected) in [("१", Some(1)), ("١٢", Some(12)), ("۳", Some(3)), ("12", None)] {
            assert_eq!(figures(text).map(|(number, _)| number), expected, "{text}");
        }
    }
}
