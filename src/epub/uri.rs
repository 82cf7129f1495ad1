//! Addresses as an `href` may carry them.

use crate::address::scheme;

/// The address as a valid absolute URI, or `None` where it has no scheme or one that an EPUB may
/// not link to: such a link stays as text.
///
/// Characters that RFC 3986 does not allow are percent-encoded; what is encoded already stays.
pub(super) fn absolute(address: &str) -> Option<String> {
    let address = address.trim();
    let scheme = scheme(address)?.to_ascii_lowercase();
    let (_, rest) = address.split_once(':')?;
    // EPUB 3.3, section 3.4 and 3.6: neither data nor file URLs; scripts have no place in a book.
    if matches!(scheme.as_str(), "data" | "file" | "javascript" | "vbscript") || rest.is_empty() {
        return None;
    }
    if matches!(scheme.as_str(), "http" | "https" | "ftp") && !has_host(rest) {
        return None;
    }
    Some(format!("{scheme}:{}", percent_encode(rest)))
}

/// Whether what follows the scheme begins with `//` and a host, with a number for a port.
fn has_host(rest: &str) -> bool {
    let Some(rest) = rest.strip_prefix("//") else { return false };
    let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = authority.rsplit('@').next().unwrap_or_default();
    // An IPv6 address stands in brackets.
    if let Some((address, port)) = host.strip_prefix('[').and_then(|host| host.split_once(']')) {
        let hex = |c: char| c.is_ascii_hexdigit() || c == ':' || c == '.';
        return address.contains(':') && address.chars().all(hex) && is_port(port);
    }
    let (name, port) = host.find(':').map_or((host, ""), |colon| host.split_at(colon));
    // The URL standard's forbidden host code points; letters of any script are fine.
    let forbidden = |c: char| c.is_ascii() && !(c.is_ascii_alphanumeric() || "-._~!$&'()*+,;=".contains(c));
    !name.is_empty() && !name.contains(forbidden) && is_port(port)
}

fn is_port(port: &str) -> bool {
    port.is_empty()
        || port.strip_prefix(':').is_some_and(|digits| digits.is_empty() || digits.parse::<u16>().is_ok())
}

/// An address of any kind, with nothing in it that a URI reference does not allow.
pub(super) fn reference(address: &str) -> String {
    percent_encode(address)
}

fn percent_encode(text: &str) -> String {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    let bytes = text.as_bytes();
    // Brackets are allowed around an IPv6 address alone, which ends before the first slash.
    let authority_end =
        text.strip_prefix("//").map_or(0, |rest| 2 + rest.find(['/', '?', '#']).unwrap_or(rest.len()));
    let mut encoded = String::with_capacity(text.len());
    let mut fragment = false;
    for (at, &byte) in bytes.iter().enumerate() {
        let keep = match byte {
            b'%' => bytes.get(at + 1..at + 3).is_some_and(|pair| pair.iter().all(u8::is_ascii_hexdigit)),
            b'#' => !std::mem::replace(&mut fragment, true),
            b'[' | b']' => at < authority_end,
            _ => byte.is_ascii_alphanumeric() || b"-._~:/?@!$&'()*+,;=".contains(&byte),
        };
        if keep {
            encoded.push(char::from(byte));
        } else {
            encoded.push('%');
            encoded.push(char::from(HEX[usize::from(byte >> 4)]));
            encoded.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_become_uris_or_nothing() {
        for (address, uri) in [
            ("https://example.org/", Some("https://example.org/")),
            ("HTTP://example.org:80/a?b=c&d#e", Some("http://example.org:80/a?b=c&d#e")),
            (" https://example.org/a b", Some("https://example.org/a%20b")),
            ("https://example.org/é|^", Some("https://example.org/%C3%A9%7C%5E")),
            ("https://example.org/100%/%41%4", Some("https://example.org/100%25/%41%254")),
            ("https://example.org/[x]#a#b", Some("https://example.org/%5Bx%5D#a%23b")),
            ("https://[2001:db8::1]:8080/", Some("https://[2001:db8::1]:8080/")),
            ("https://bücher.example/", Some("https://b%C3%BCcher.example/")),
            ("mailto:a@b.example", Some("mailto:a@b.example")),
            ("urn:isbn:9780000000002", Some("urn:isbn:9780000000002")),
            ("https://user@host:x/", None),
            ("https://", None),
            ("https:nowhere", None),
            ("https://ex ample.org/", None),
            ("notes.html", None),
            ("a b:c", None),
            ("javascript:alert(1)", None),
            ("file:///etc/hosts", None),
            ("data:text/plain,x", None),
            ("", None),
        ] {
            assert_eq!(absolute(address).as_deref(), uri, "{address}");
        }
    }
}
