//! Addresses within a book.

/// An address within a book: the entry that it leads to, and the place within.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Target {
    pub path: String,
    pub fragment: Option<String>,
}

/// Whether an address leads out of the book: it names a scheme, or another machine.
pub(super) fn is_remote(address: &str) -> bool {
    let scheme = address.split_once(':').map(|(scheme, _)| scheme);
    let named = |scheme: &str| {
        scheme.starts_with(|c: char| c.is_ascii_alphabetic())
            && scheme.chars().all(|c| c.is_ascii_alphanumeric() || "+-.".contains(c))
    };
    address.starts_with("//") || scheme.is_some_and(named)
}

/// Where an address leads that stands in an entry. `None`: it leads out of the archive.
pub(super) fn place(from: &str, address: &str) -> Option<Target> {
    let (path, fragment) = match address.split_once('#') {
        Some((path, fragment)) => (path, Some(decoded(fragment))),
        None => (address, None),
    };
    let path = path.split('?').next().unwrap_or_default();
    let path = if path.is_empty() { from.to_owned() } else { joined(from, &decoded(path))? };
    Some(Target { path, fragment })
}

/// A path beside an entry, without steps up and down. `None`: it leaves the archive.
pub(super) fn joined(from: &str, path: &str) -> Option<String> {
    let mut parts: Vec<&str> = match from.rsplit_once('/') {
        Some((folder, _)) if !path.starts_with('/') => folder.split('/').collect(),
        _ => Vec::new(),
    };
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => _ = parts.pop()?,
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// A text without its percent signs; what is no UTF-8 then stays as it was.
pub(super) fn decoded(text: &str) -> String {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let [first, more @ ..] = rest {
        let hex = |byte: u8| char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
        let code = match rest {
            [b'%', high, low, ..] => hex(*high).zip(hex(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        bytes.push(code.unwrap_or(*first));
        rest = if code.is_some() { rest.get(3..).unwrap_or_default() } else { more };
    }
    String::from_utf8(bytes).unwrap_or_else(|_| text.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_lead_to_entries() {
        for (from, address, path, fragment) in [
            ("OEBPS/a.xhtml", "b.xhtml", "OEBPS/b.xhtml", None),
            ("OEBPS/a.xhtml", "#x%20y", "OEBPS/a.xhtml", Some("x y")),
            ("OEBPS/text/a.xhtml", "../images/%C3%A4.png", "OEBPS/images/ä.png", None),
            ("a.xhtml", "./b/../c.xhtml?q#z", "c.xhtml", Some("z")),
            ("OEBPS/a.xhtml", "%zz", "OEBPS/%zz", None),
        ] {
            let expected = Target { path: path.into(), fragment: fragment.map(str::to_owned) };
            assert_eq!(place(from, address), Some(expected), "{address}");
        }
        assert_eq!(place("a.xhtml", "../b"), None);
    }

    #[test]
    fn schemes_lead_out() {
        for (address, remote) in [
            ("https://example.org", true),
            ("//example.org/a", true),
            ("mailto:a@b", true),
            ("a.xhtml", false),
            ("#a:b", false),
            ("a/b:c", false),
            ("", false),
        ] {
            assert_eq!(is_remote(address), remote, "{address}");
        }
    }
}
