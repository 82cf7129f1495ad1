//! Whether a language tag is well-formed (BCP 47, RFC 5646, 2.1).

/// Whether a text has the form of a language tag. Whether the language exists is not asked.
pub(super) fn is_well_formed(tag: &str) -> bool {
    let parts: Vec<&str> = tag.split('-').collect();
    if parts.iter().any(|part| !alphanumeric(part, 1, 8)) {
        return false;
    }
    match parts.as_slice() {
        [first, rest @ ..] if first.eq_ignore_ascii_case("x") => !rest.is_empty(),
        // What was registered before the present grammar.
        [first, rest @ ..] if first.eq_ignore_ascii_case("i") => !rest.is_empty(),
        [first, rest @ ..] => alphabetic(first, 2, 8) && subtags(first, rest),
        [] => false,
    }
}

/// What follows the language: three extended languages, script, region, variants, extensions,
/// private use, each of which may be absent.
fn subtags(language: &str, mut rest: &[&str]) -> bool {
    if language.len() < 4 {
        for _ in 0..3 {
            skip(&mut rest, |part| alphabetic(part, 3, 3));
        }
    }
    skip(&mut rest, |part| alphabetic(part, 4, 4));
    skip(&mut rest, |part| alphabetic(part, 2, 2) || part.len() == 3 && digits(part));
    while skip(&mut rest, is_variant) {}
    while extension(&mut rest) {}
    match rest {
        [] => true,
        [first, more @ ..] => first.eq_ignore_ascii_case("x") && !more.is_empty(),
    }
}

/// Takes the first part where it is what is looked for.
fn skip(rest: &mut &[&str], wanted: impl Fn(&str) -> bool) -> bool {
    match *rest {
        [first, more @ ..] if wanted(first) => {
            *rest = more;
            true
        }
        _ => false,
    }
}

/// Takes a singleton and what belongs to it.
fn extension(rest: &mut &[&str]) -> bool {
    let mut after = *rest;
    let singleton = |part: &str| part.len() == 1 && !part.eq_ignore_ascii_case("x");
    let one = skip(&mut after, singleton) && skip(&mut after, |part| alphanumeric(part, 2, 8));
    if one {
        while skip(&mut after, |part| alphanumeric(part, 2, 8)) {}
        *rest = after;
    }
    one
}

fn is_variant(part: &str) -> bool {
    alphanumeric(part, 5, 8) || part.len() == 4 && part.starts_with(|c: char| c.is_ascii_digit())
}

fn alphanumeric(part: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

fn alphabetic(part: &str, least: usize, most: usize) -> bool {
    (least..=most).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_alphabetic())
}

fn digits(part: &str) -> bool {
    part.bytes().all(|byte| byte.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_have_a_form() {
        for tag in [
            "en",
            "en-GB",
            "de-CH-1996",
            "zh-Hant-TW",
            "zh-yue-HK",
            "sl-rozaj-biske",
            "es-419",
            "x-klingon",
            "de-u-co-phonebk",
            "en-a-bbb-x-a",
            "i-navajo",
            "grc",
            "und",
        ] {
            assert!(is_well_formed(tag), "{tag}");
        }
        for tag in
            ["", "e", "en_GB", "en-", "-en", "english language", "en-GB-GB", "12", "en-u", "x", "en-x", "é"]
        {
            assert!(!is_well_formed(tag), "{tag}");
        }
    }
}
