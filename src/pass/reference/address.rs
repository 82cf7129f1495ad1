//! What kind of thing a link's destination is, and whether it is safe to follow.

use crate::address::scheme;
use percent_encoding::percent_decode_str;
use std::borrow::Cow;
use std::net::Ipv6Addr;

/// A link's destination, understood as far as it can be without looking at the book.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Address {
    /// Outside the book, as a URI without characters that none may hold.
    Outside(String),
    /// Its scheme runs programs, reads files or is not known to be harmless.
    Unsafe,
    /// It has a web address' scheme but no host that could be one.
    Broken,
    /// Inside the book: a path, decoded once and empty for the linking file itself, and a name.
    Inside { path: String, name: Option<String> },
}

/// Schemes that lead to a page, a place, a message or a call and can do nothing by themselves. Each
/// is one that EPUBCheck knows as registered: `doi:` and `geo:` are not, it warns of them.
const HARMLESS: &[&str] = &[
    "http", "https", "mailto", "tel", "ftp", "xmpp", "irc", "news", "nntp", "urn", "info", "sip", "sips",
    "gopher",
];

/// Schemes that must not come through in any disguise.
const HARMFUL: &[&str] = &[
    "javascript:",
    "vbscript:",
    "livescript:",
    "data:",
    "file:",
    "blob:",
    "filesystem:",
    "jar:",
    "about:",
    "view-source:",
    "mhtml:",
];

/// Reads a destination as the manuscript has it.
pub(super) fn classify(written: &str) -> Address {
    // Readers drop control characters and the white space around an address, and take a backslash
    // for a slash (URL Standard, "basic URL parser"): what they would see is what is judged.
    let seen: String = written.trim().chars().filter(|char| !char.is_control()).collect();
    if is_harmful(&seen) || seen.starts_with('\\') || seen.starts_with("/\\") {
        return Address::Unsafe;
    }
    if seen.starts_with("//") {
        // An EPUB is no web page that could lend its scheme.
        return web(&format!("https:{seen}"));
    }
    match scheme(&seen).map(str::to_ascii_lowercase).as_deref() {
        Some("http" | "https" | "ftp") => web(&seen),
        Some(scheme) if HARMLESS.contains(&scheme) => Address::Outside(encoded(&seen)),
        Some(_) => Address::Unsafe,
        None => inside(&seen),
    }
}

/// Whether a harmful scheme shows once encodings are undone, as often as somebody might have put
/// them on top of each other, and characters that cannot be seen are left out.
fn is_harmful(address: &str) -> bool {
    // No disguise of so short a word needs more; a long address is not searched to its end.
    let mut probe: String = address.chars().take(512).collect();
    for _ in 0..3 {
        probe = bare(&probe);
        if HARMFUL.iter().any(|scheme| probe.starts_with(scheme)) {
            return true;
        }
        probe = percent_decoded(&without_entities(&probe));
    }
    false
}

fn bare(text: &str) -> String {
    let invisible = |char: &char| {
        char.is_whitespace()
            || char.is_control()
            || matches!(char, '\u{AD}' | '\u{200B}'..='\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{2064}' | '\u{FEFF}')
    };
    text.chars().filter(|char| !invisible(char)).flat_map(char::to_lowercase).collect()
}

fn without_entities(text: &str) -> String {
    let mut parts = text.split('&');
    let mut decoded = String::from(parts.next().unwrap_or_default());
    for part in parts {
        match entity(part) {
            Some((char, rest)) => {
                decoded.push(char);
                decoded.push_str(rest.strip_prefix(';').unwrap_or(rest));
            }
            None => decoded.extend(["&", part]),
        }
    }
    decoded
}

/// The character that an entity stands for, of those that can hide a scheme, and what follows it.
/// The names are those of HTML in lower case; as in HTML, the semicolon may be missing.
fn entity(text: &str) -> Option<(char, &str)> {
    const NAMED: [(&str, char); 6] =
        [("colon", ':'), ("tab", ' '), ("newline", ' '), ("nbsp", ' '), ("shy", ' '), ("amp", '&')];
    let named = |(name, char): (&str, char)| Some((char, text.strip_prefix(name)?));
    if let Some(found) = NAMED.into_iter().find_map(named) {
        return Some(found);
    }
    let digits = text.strip_prefix('#')?;
    let (digits, radix) = digits.strip_prefix('x').map_or((digits, 10), |digits| (digits, 16));
    let end = digits.find(|char: char| !char.is_digit(radix)).unwrap_or(digits.len());
    let (digits, rest) = digits.split_at(end);
    Some((char::from_u32(u32::from_str_radix(digits, radix).ok()?)?, rest))
}

/// An address with an authority, if there is a host that can be one.
fn web(address: &str) -> Address {
    let address = address.replace('\\', "/");
    let Some((_, rest)) = address.split_once("://") else { return Address::Broken };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let allowed =
        |char: char| char.is_alphanumeric() || !char.is_ascii() || "-._~%:@[]!$&'()*+,;=".contains(char);
    let (user, host) = authority.rsplit_once('@').unwrap_or(("", authority));
    if user.contains('@')
        || !is_host(host)
        || !authority.chars().all(|char| allowed(char) && !char.is_whitespace())
    {
        return Address::Broken;
    }
    Address::Outside(encoded(&address))
}

/// Whether a host, with or without a port, is a name that could be looked up (RFC 1035, 2.3.4) or
/// an IPv6 address.
fn is_host(host: &str) -> bool {
    if let Some((address, _)) = host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        return address.parse::<Ipv6Addr>().is_ok();
    }
    let name = host.split(':').next().unwrap_or_default();
    let turned = |char: char| matches!(char, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let label = |label: &str| (1..=63).contains(&label.len()) && label != "xn--" && !label.contains(turned);
    name.starts_with(|first: char| first.is_alphanumeric() || first == '_')
        && name.len() <= 253
        && name.strip_suffix('.').unwrap_or(name).split('.').all(label)
}

/// Percent-encodes the ASCII characters that RFC 3986 allows nowhere, and percent signs that
/// encode nothing.
fn encoded(address: &str) -> String {
    let mut uri = String::with_capacity(address.len());
    for (at, char) in address.char_indices() {
        let stray = char == '%' && hex_pair(address.as_bytes(), at + 1).is_none();
        if stray || matches!(char, ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}') {
            uri.push_str(&format!("%{:02X}", u32::from(char)));
        } else {
            uri.push(char);
        }
    }
    uri
}

fn inside(address: &str) -> Address {
    let (path, name) = match address.split_once('#') {
        Some((path, name)) => (path, Some(percent_decoded(name)).filter(|name| !name.is_empty())),
        None => (address, None),
    };
    let path = path.split_once('?').map_or(path, |(path, _)| path);
    Address::Inside { path: percent_decoded(path), name }
}

/// Undoes one layer of percent-encoding; what is then not UTF-8 stays as it was.
fn percent_decoded(text: &str) -> String {
    percent_decode_str(text).decode_utf8().map_or_else(|_| text.into(), Cow::into_owned)
}

fn hex_pair(bytes: &[u8], at: usize) -> Option<u8> {
    let digit = |at: usize| char::from(*bytes.get(at)?).to_digit(16);
    u8::try_from(digit(at)? * 16 + digit(at + 1)?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_addresses_are_seen_through() {
        for address in [
            "javascript:alert(1)",
            "JaVaScRiPt:alert(1)",
            "  javascript:alert(1)",
            "java\tscript:alert(1)",
            "java\nscript:alert(1)",
            "java\r\nscript:alert(1)",
            "\u{1}javascript:alert(1)",
            "java\0script:alert(1)",
            "java script:alert(1)",
            "javascript :alert(1)",
            "javascript\u{A0}:alert(1)",
            "java\u{AD}script:alert(1)",
            "\u{200B}javascript:alert(1)",
            "\u{FEFF}javascript:alert(1)",
            "java\u{202E}script:alert(1)",
            "javascript%3Aalert(1)",
            "%6Aavascript:alert(1)",
            "%256Aavascript:alert(1)",
            "java%09script:alert(1)",
            "java%0Ascript%3aalert(1)",
            "&#106;avascript:alert(1)",
            "&#x6A;avascript:alert(1)",
            "&#0000106avascript:alert(1)",
            "javascript&colon;alert(1)",
            "java&Tab;script:alert(1)",
            "java&NewLine;script:alert(1)",
            "java&amp;#115;cript:alert(1)",
            "vbscript:msgbox(1)",
            "livescript:x",
            "data:text/html;base64,PHNjcmlwdD4=",
            "DATA:image/svg+xml,<svg/>",
            "file:///etc/passwd",
            "file:notes.md",
            "FILE://host/share",
            "blob:https://example.org/1",
            "view-source:https://example.org",
            "C:\\Windows\\win.ini",
            "c:/autoexec.bat",
            "\\\\host\\share",
            "/\\host/x",
            "ms-msdt:/id",
            "doi:10.1000/182",
            "chrome://settings",
        ] {
            assert_eq!(classify(address), Address::Unsafe, "{address:?}");
        }
    }

    #[test]
    fn harmless_addresses_stay() {
        for (written, expected) in [
            ("https://example.org/a?b=c#d", "https://example.org/a?b=c#d"),
            (" HTTP://Example.org ", "HTTP://Example.org"),
            ("//example.org/x", "https://example.org/x"),
            ("https://example.org/a b", "https://example.org/a%20b"),
            ("https://example.org/100%", "https://example.org/100%25"),
            ("https://example.org/%C3%A9", "https://example.org/%C3%A9"),
            ("https://exämple.org/é", "https://exämple.org/é"),
            ("https://[::1]:8080/", "https://[::1]:8080/"),
            ("http:\\\\example.org\\x", "http://example.org/x"),
            ("https://example.org/javascript:alert(1)", "https://example.org/javascript:alert(1)"),
            ("mailto:a@example.org?subject=x y", "mailto:a@example.org?subject=x%20y"),
            ("tel:+49-30-1", "tel:+49-30-1"),
            ("urn:isbn:9780", "urn:isbn:9780"),
        ] {
            assert_eq!(classify(written), Address::Outside(expected.into()), "{written}");
        }
    }

    #[test]
    fn web_addresses_need_a_host() {
        let long = format!("http://{}.org", "x".repeat(64));
        for written in [
            "http://",
            "https:///path",
            "http:example.org",
            "//",
            "///etc/passwd",
            "http://a b/c",
            "http://a@b@c/",
            "http://a..org",
            "http://xn--.org",
            "http://[1::2::3]/",
            "http://a\u{202E}b.org",
            &long,
        ] {
            assert_eq!(classify(written), Address::Broken, "{written}");
        }
    }

    #[test]
    fn the_rest_is_looked_for_inside() {
        for (written, path, name) in [
            ("#a", "", Some("a")),
            ("#", "", None),
            ("", "", None),
            ("b.md", "b.md", None),
            ("./x%20y/b.html?q#caf%C3%A9", "./x y/b.html", Some("café")),
            ("%252e%252e/b.md", "%2e%2e/b.md", None),
            ("%FF.md", "%FF.md", None),
            ("my notes: one.md", "my notes: one.md", None),
            ("a/b:c.md", "a/b:c.md", None),
        ] {
            let expected = Address::Inside { path: path.into(), name: name.map(String::from) };
            assert_eq!(classify(written), expected, "{written}");
        }
    }
}
