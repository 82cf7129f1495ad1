//! Quantities: `` {si}`3<\meter\per\second>` `` is "3 m/s" (the MyST guide, "SI Units"; the manual of the package
//! `siunitx`, "Units", whose names these are).

/// Units by their names.
const UNITS: [(&str, &str); 60] = [
    ("ampere", "A"),
    ("angstrom", "Å"),
    ("arcminute", "′"),
    ("arcsecond", "″"),
    ("astronomicalunit", "au"),
    ("bar", "bar"),
    ("becquerel", "Bq"),
    ("bel", "B"),
    ("bit", "bit"),
    ("byte", "B"),
    ("candela", "cd"),
    ("celsius", "°C"),
    ("coulomb", "C"),
    ("dalton", "Da"),
    ("day", "d"),
    ("decibel", "dB"),
    ("degree", "°"),
    ("degreeCelsius", "°C"),
    ("electronvolt", "eV"),
    ("farad", "F"),
    ("gram", "g"),
    ("gray", "Gy"),
    ("hectare", "ha"),
    ("henry", "H"),
    ("hertz", "Hz"),
    ("hour", "h"),
    ("joule", "J"),
    ("katal", "kat"),
    ("kelvin", "K"),
    ("kilogram", "kg"),
    ("knot", "kn"),
    ("liter", "L"),
    ("litre", "l"),
    ("lumen", "lm"),
    ("lux", "lx"),
    ("meter", "m"),
    ("metre", "m"),
    ("micron", "µm"),
    ("minute", "min"),
    ("mmHg", "mmHg"),
    ("mole", "mol"),
    ("nauticalmile", "M"),
    ("neper", "Np"),
    ("newton", "N"),
    ("ohm", "Ω"),
    ("pascal", "Pa"),
    ("percent", "%"),
    ("radian", "rad"),
    ("second", "s"),
    ("siemens", "S"),
    ("sievert", "Sv"),
    ("steradian", "sr"),
    ("tesla", "T"),
    ("ton", "t"),
    ("tonne", "t"),
    ("volt", "V"),
    ("watt", "W"),
    ("weber", "Wb"),
    ("year", "a"),
    ("atomicmassunit", "u"),
];

/// Prefixes by their names.
const PREFIXES: [(&str, &str); 20] = [
    ("yocto", "y"),
    ("zepto", "z"),
    ("atto", "a"),
    ("femto", "f"),
    ("pico", "p"),
    ("nano", "n"),
    ("micro", "µ"),
    ("milli", "m"),
    ("centi", "c"),
    ("deci", "d"),
    ("deca", "da"),
    ("hecto", "h"),
    ("kilo", "k"),
    ("mega", "M"),
    ("giga", "G"),
    ("tera", "T"),
    ("peta", "P"),
    ("exa", "E"),
    ("zetta", "Z"),
    ("yotta", "Y"),
];

/// Units that stand directly behind the number.
const CLOSE: [&str; 3] = ["°", "′", "″"];

/// A quantity as it is printed; `None` where a name of its unit is not known.
pub(super) fn quantity(argument: &str) -> Option<String> {
    let (number, unit) = parted(argument)?;
    let unit = match unit.contains('\\') {
        true => product(unit)?,
        false => unit.to_owned(),
    };
    Some(match number.is_empty() || CLOSE.contains(&unit.as_str()) {
        true => format!("{number}{unit}"),
        false => format!("{number}\u{a0}{unit}"),
    })
}

/// The words of a quantity whose unit is not known.
pub(super) fn own_words(argument: &str) -> Option<String> {
    let (number, unit) = parted(argument)?;
    Some(format!("{number} {unit}").trim_start().to_owned())
}

/// The number and the unit.
fn parted(argument: &str) -> Option<(&str, &str)> {
    let (number, unit) = argument.trim().strip_suffix('>')?.split_once('<')?;
    Some((number.trim(), unit.trim())).filter(|(_, unit)| !unit.is_empty())
}

/// The units of a product, before and behind its bar.
fn product(written: &str) -> Option<String> {
    let (mut above, mut below) = (Vec::new(), Vec::new());
    let (mut prefix, mut power, mut is_below) = ("", "", false);
    for name in written.strip_prefix('\\')?.split('\\') {
        let name = name.trim();
        let last = |above: &mut Vec<String>, below: &mut Vec<String>, power: &str| {
            let unit = below.last_mut().filter(|_| is_below).or(above.last_mut());
            unit.map(|unit| unit.push_str(power))
        };
        match name {
            "per" => is_below = true,
            "square" => power = "²",
            "cubic" => power = "³",
            "squared" => last(&mut above, &mut below, "²")?,
            "cubed" => last(&mut above, &mut below, "³")?,
            _ => {
                if let Some((_, symbol)) = PREFIXES.iter().find(|(known, _)| *known == name) {
                    prefix = symbol;
                    continue;
                }
                let (_, symbol) = UNITS.iter().find(|(known, _)| *known == name)?;
                let unit = format!("{prefix}{symbol}{power}");
                // `\per` is said of one unit (siunitx's manual, "Units").
                if is_below {
                    below.push(unit)
                } else {
                    above.push(unit)
                }
                (prefix, power) = ("", "");
            }
        }
    }
    shown(&above, &below).filter(|_| prefix.is_empty())
}

fn shown(above: &[String], below: &[String]) -> Option<String> {
    let over = if above.is_empty() { "1".to_owned() } else { above.join("\u{b7}") };
    match below {
        [] => (!above.is_empty()).then_some(over),
        [one] => Some(format!("{over}/{one}")),
        several => Some(format!("{over}/({})", several.join("\u{b7}"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quantities_have_signs_for_their_units() {
        for (argument, expected) in [
            ("3<\\meter>", Some("3\u{a0}m")),
            ("9.81 <\\meter\\per\\second\\squared>", Some("9.81\u{a0}m/s²")),
            ("1<\\kilo\\gram\\per\\cubic\\metre>", Some("1\u{a0}kg/m³")),
            ("2<\\joule\\per\\mole\\per\\kelvin>", Some("2\u{a0}J/(mol·K)")),
            ("4<\\newton\\metre>", Some("4\u{a0}N·m")),
            ("5<\\per\\second>", Some("5\u{a0}1/s")),
            ("45<\\degree>", Some("45°")),
            ("<\\ohm>", Some("Ω")),
            ("6<m/s>", Some("6\u{a0}m/s")),
            ("7<\\foo>", None),
            ("7<\\kilo>", None),
            ("7<\\squared>", None),
            ("7", None),
        ] {
            assert_eq!(quantity(argument).as_deref(), expected, "{argument}");
        }
    }
}
