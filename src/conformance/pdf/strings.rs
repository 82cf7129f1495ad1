//! Names and strings as content streams write them (ISO 32000-1, 7.3.4 and 7.3.5).

use std::borrow::Cow;

/// A name without its slash, borrowed where nothing within it is escaped.
pub(super) fn name(name: &[u8]) -> Cow<'_, [u8]> {
    if !name.contains(&b'#') {
        return Cow::Borrowed(name);
    }
    let mut decoded = Vec::new();
    let mut rest = name;
    while let [first, more @ ..] = rest {
        let code = match rest {
            [b'#', high, low, ..] => digit(*high).zip(digit(*low)).map(|(high, low)| high << 4 | low),
            _ => None,
        };
        decoded.push(code.unwrap_or(*first));
        rest = if code.is_some() { rest.get(3..).unwrap_or_default() } else { more };
    }
    Cow::Owned(decoded)
}

/// A string in angle brackets, and how many bytes it takes; `None` where it does not end.
pub(super) fn hexadecimal(bytes: &[u8]) -> Option<(Cow<'_, [u8]>, usize)> {
    let end = bytes.iter().position(|&byte| byte == b'>')?;
    let digits: Vec<u8> = bytes.iter().take(end).filter_map(|&byte| digit(byte)).collect();
    // An odd digit at the end counts as if a 0 followed (ISO 32000-1, 7.3.4.3).
    let byte = |pair: &[u8]| pair.iter().chain(&[0]).take(2).fold(0, |byte, digit| byte << 4 | digit);
    Some((digits.chunks(2).map(byte).collect(), end + 1))
}

/// A string in parentheses, borrowed where nothing within it is escaped, and how many bytes it
/// takes; `None` where it does not end.
pub(super) fn literal(bytes: &[u8]) -> Option<(Cow<'_, [u8]>, usize)> {
    let inner = bytes.get(1..)?;
    let special = inner.iter().position(|byte| matches!(byte, b'(' | b')' | b'\\' | b'\r'))?;
    if inner.get(special) == Some(&b')') {
        return Some((Cow::Borrowed(inner.get(..special)?), special + 2));
    }
    let (mut text, mut open, mut rest) = (Vec::new(), 0_usize, inner);
    while let [byte, more @ ..] = rest {
        rest = more;
        match byte {
            b'\\' => {
                let (code, after) = escape(rest);
                text.extend(code);
                rest = after;
                continue;
            }
            b')' if open == 0 => return Some((Cow::Owned(text), bytes.len() - rest.len())),
            b')' => open -= 1,
            b'(' => open += 1,
            _ => {}
        }
        text.push(*byte);
    }
    None
}

/// What stands behind a backslash, and what follows; a line end there is no character.
fn escape(bytes: &[u8]) -> (Option<u8>, &[u8]) {
    let code = match bytes {
        [b'\r', b'\n', rest @ ..] | [b'\r' | b'\n', rest @ ..] => return (None, rest),
        [b'0'..=b'7', ..] => return octal(bytes),
        [b'n', ..] => b'\n',
        [b'r', ..] => b'\r',
        [b't', ..] => b'\t',
        [b'b', ..] => 8,
        [b'f', ..] => 12,
        [other, ..] => *other,
        [] => return (None, bytes),
    };
    (Some(code), bytes.get(1..).unwrap_or_default())
}

/// One to three digits; what is too great for a byte is cut off. ISO 32000-1, 7.3.4.2, has it so.
fn octal(bytes: &[u8]) -> (Option<u8>, &[u8]) {
    let length = bytes.iter().take(3).take_while(|byte| matches!(byte, b'0'..=b'7')).count();
    let code = bytes.iter().take(length).fold(0_u8, |code, byte| code << 3 | (byte - b'0'));
    (Some(code), bytes.get(length..).unwrap_or_default())
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_are_decoded() {
        for (bytes, expected) in [
            (&b"(a\\n\\101\\\\\\(\\7z) x"[..], Some((&b"a\nA\\(\x07z"[..], 16))),
            (b"(a\\\r\nb(c)) x", Some((b"ab(c)", 10))),
            (b"(\\777)", Some((b"\xFF", 6))),
            (b"()", Some((b"", 2))),
            (b"(a", None),
            (b"(a\\)", None),
            (b"((a)", None),
            (b"(\\", None),
        ] {
            let read = literal(bytes);
            assert_eq!(read.as_ref().map(|(text, length)| (&**text, *length)), expected, "{bytes:?}");
        }
    }

    #[test]
    fn digits_and_names_are_decoded() {
        let read = hexadecimal(b"<4 1 4> x").expect("a string");
        assert_eq!((&*read.0, read.1), (&b"A\x40"[..], 7));
        assert_eq!(hexadecimal(b"<41"), None);
        assert_eq!(&*name(b"A#20B#zz"), b"A B#zz");
    }
}
