//! What it takes to read a listing, told before it is read from its lengths alone, so that no machine and no moment
//! decides it. Grammars are expressions that look ahead from every place of a line, and some go back again and again.

/// What a listing may take, in nanoseconds of a processor core of 2023.
const MOST: u64 = 1_000_000_000;

/// What most grammars take for each byte, and for each two bytes of a line: measured with fifty kinds of lines, of one
/// sign or a few again and again, in all grammars.
const A_BYTE: u64 = 2_000;
const A_PAIR: u64 = 25;

/// How many times as much these take.
const HEAVY: &[(&str, u64)] = &[
    ("CFML Script", 7),
    ("CFML Script (Tags)", 7),
    ("CoffeeScript", 2),
    ("Less", 5),
    ("Lisp", 3),
    ("MATLAB", 5),
    ("PHP", 4),
    ("PHP Source", 4),
    ("R", 3),
    ("Ruby on Rails", 2),
    ("x86_64 Assembly", 2),
];

/// What these take besides for each three bytes of a word, or of the white space between words.
const TANGLED: &[(&str, u64)] = &[("INI", 2), ("Less", 120)];

/// Whether a text takes no more than a listing may, in a grammar of this name.
pub(super) fn is_little(grammar: &str, text: &str) -> bool {
    let of = |table: &[(&str, u64)]| table.iter().find(|(name, _)| *name == grammar).map(|(_, cost)| *cost);
    let (times, a_triple) = (of(HEAVY).unwrap_or(1), of(TANGLED).unwrap_or(0));
    let line = |line: &str| {
        let bytes = line.len() as u64;
        let triples = if a_triple > 0 { cubes(line) } else { 0 };
        times * bytes * (A_BYTE + A_PAIR * bytes) + a_triple * triples
    };
    let mut left = MOST;
    text.split_inclusive('\n').all(|next| match left.checked_sub(line(next)) {
        Some(rest) => {
            left = rest;
            true
        }
        None => false,
    })
}

/// The cubes of the lengths of a line's words, and of the white space between them.
fn cubes(line: &str) -> u64 {
    let runs = line.as_bytes().chunk_by(|a, b| a.is_ascii_whitespace() == b.is_ascii_whitespace());
    runs.map(|run| (run.len() as u64).pow(3)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_written_by_people_is_little() {
        let honest = "    let total = items.iter().map(|item| item.price * item.count).sum();\n";
        let ini = "; where the mill stands\n[mill]\nriver = Ache\nwheels = 2           ; both of oak\n";
        let less = ".mill-wheel:hover { border-left: 2px solid @river-blue; margin: 0 auto; }\n";
        for (grammar, text) in [
            ("Rust", honest.repeat(2_700)),
            ("INI", ini.repeat(1_500)),
            ("Less", less.repeat(200)),
            ("JSON", format!("{{ \"data\": \"{}\" }}\n", "a1B+".repeat(480)).repeat(8)),
        ] {
            assert!(is_little(grammar, &text), "{grammar}, {} bytes", text.len());
        }
    }

    #[test]
    fn what_nobody_writes_is_much() {
        for (grammar, line) in [
            ("Lua", "a".repeat(1_990)),
            ("JavaScript (Babel)", "_".repeat(1_990)),
            ("INI", " ".repeat(300)),
            ("Less", "a-".repeat(30)),
        ] {
            let text = format!("{line}\n").repeat(190_000 / line.len());
            assert!(!is_little(grammar, &text), "{grammar}");
        }
        assert!(!is_little("INI", &" ".repeat(1_990)) && !is_little("Less", &"a-".repeat(120)), "one line");
    }
}
