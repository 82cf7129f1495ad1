//! Content streams, and CMaps, which have the same syntax: operands, then what is done with them.

use super::strings;
use std::borrow::Cow;

/// Arrays and dictionaries deeper than this are nobody's content. The reader calls itself for each
/// level.
const DEPTH: usize = 24;
/// As are operators, and arrays, with more operands than this.
const OPERANDS: usize = 1 << 20;

#[derive(Clone, Debug, PartialEq)]
pub(super) enum Operand<'b> {
    Number(f64),
    Name(Cow<'b, [u8]>),
    Text(Cow<'b, [u8]>),
    Array(Vec<Operand<'b>>),
    Dictionary(Vec<(Cow<'b, [u8]>, Operand<'b>)>),
    /// `true`, `false`, `null`.
    Word(&'b [u8]),
}

impl Operand<'_> {
    pub fn number(&self) -> Option<f64> {
        match self {
            Operand::Number(number) => Some(*number),
            _ => None,
        }
    }

    pub fn name(&self) -> Option<&str> {
        match self {
            Operand::Name(name) => std::str::from_utf8(name).ok(),
            _ => None,
        }
    }

    pub fn text(&self) -> Option<&[u8]> {
        match self {
            Operand::Text(text) => Some(text),
            _ => None,
        }
    }
}

/// Reads one operation after the other.
pub(super) struct Operators<'b> {
    bytes: &'b [u8],
    at: usize,
}

/// Where the syntax ends: the byte at which nothing more can be understood.
pub(super) type Broken = usize;

impl<'b> Operators<'b> {
    pub fn new(bytes: &'b [u8]) -> Operators<'b> {
        Operators { bytes, at: 0 }
    }

    /// The next operator, `None` at the end. Its operands replace those of the one before. An inline
    /// image comes as `BI` and, with its data skipped, as `ID`.
    pub fn next(&mut self, operands: &mut Vec<Operand<'b>>) -> Result<Option<&'b [u8]>, Broken> {
        operands.clear();
        loop {
            self.skip_space();
            let Some(&byte) = self.bytes.get(self.at) else { return Ok(None) };
            if let Some(operand) = self.operand(byte, 0)? {
                if operands.len() == OPERANDS {
                    return Err(self.at);
                }
                operands.push(operand);
                continue;
            }
            let word = self.word()?;
            match word {
                b"true" | b"false" | b"null" => operands.push(Operand::Word(word)),
                b"ID" => return self.skip_image().map(|()| Some(word)),
                _ => return Ok(Some(word)),
            }
        }
    }

    /// An operand; `None` where a word stands.
    fn operand(&mut self, byte: u8, depth: usize) -> Result<Option<Operand<'b>>, Broken> {
        let next = self.bytes.get(self.at + 1);
        let operand = match byte {
            b'/' => Operand::Name(self.name()),
            b'(' => Operand::Text(self.literal()?),
            b'<' if next == Some(&b'<') => self.dictionary(depth)?,
            b'<' => Operand::Text(self.hexadecimal()?),
            b'[' => self.array(depth)?,
            b'0'..=b'9' | b'+' | b'-' | b'.' => self.number()?,
            _ => return Ok(None),
        };
        Ok(Some(operand))
    }

    /// What stands within an array or a dictionary, where words are values.
    fn value(&mut self, depth: usize) -> Result<Operand<'b>, Broken> {
        let Some(&byte) = self.bytes.get(self.at).filter(|_| depth < DEPTH) else { return Err(self.at) };
        match self.operand(byte, depth)? {
            Some(operand) => Ok(operand),
            None => self.word().map(Operand::Word),
        }
    }

    fn array(&mut self, depth: usize) -> Result<Operand<'b>, Broken> {
        self.at += 1;
        let mut items = Vec::new();
        loop {
            self.skip_space();
            if self.bytes.get(self.at) == Some(&b']') {
                self.at += 1;
                return Ok(Operand::Array(items));
            }
            if items.len() == OPERANDS {
                return Err(self.at);
            }
            items.push(self.value(depth + 1)?);
        }
    }

    fn dictionary(&mut self, depth: usize) -> Result<Operand<'b>, Broken> {
        self.at += 2;
        let mut entries = Vec::new();
        loop {
            self.skip_space();
            if self.rest().starts_with(b">>") {
                self.at += 2;
                return Ok(Operand::Dictionary(entries));
            }
            let Operand::Name(key) = self.value(depth + 1)? else { return Err(self.at) };
            self.skip_space();
            entries.push((key, self.value(depth + 1)?));
        }
    }

    fn rest(&self) -> &'b [u8] {
        self.bytes.get(self.at..).unwrap_or_default()
    }

    /// The regular characters from here on.
    fn regular(&mut self) -> &'b [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|&byte| !is_regular(byte)).unwrap_or(rest.len());
        self.at += length;
        rest.get(..length).unwrap_or_default()
    }

    fn word(&mut self) -> Result<&'b [u8], Broken> {
        match self.regular() {
            [] => Err(self.at),
            word => Ok(word),
        }
    }

    fn number(&mut self) -> Result<Operand<'b>, Broken> {
        let start = self.at;
        let text = std::str::from_utf8(self.regular()).unwrap_or_default();
        text.parse().map(Operand::Number).map_err(|_| start)
    }

    fn name(&mut self) -> Cow<'b, [u8]> {
        self.at += 1;
        strings::name(self.regular())
    }

    fn hexadecimal(&mut self) -> Result<Cow<'b, [u8]>, Broken> {
        let (text, length) = strings::hexadecimal(self.rest()).ok_or(self.at)?;
        self.at += length;
        Ok(text)
    }

    fn literal(&mut self) -> Result<Cow<'b, [u8]>, Broken> {
        let (text, length) = strings::literal(self.rest()).ok_or(self.at)?;
        self.at += length;
        Ok(text)
    }

    /// From `ID` to behind `EI`. Nothing says how long the data are, so that their end has to be looked
    /// for (ISO 32000-1, 8.9.7).
    fn skip_image(&mut self) -> Result<(), Broken> {
        let start = self.at;
        let rest = self.rest();
        let ends = |window: &[u8]| {
            matches!(window, [before, b'E', b'I', after] if is_space(*before) && !is_regular(*after))
                || matches!(window, [before, b'E', b'I'] if is_space(*before))
        };
        let found = rest.windows(4).position(ends);
        let found =
            found.or_else(|| rest.len().checked_sub(3).filter(|&at| rest.get(at..).is_some_and(ends)));
        self.at += found.ok_or(start)? + 3;
        Ok(())
    }

    fn skip_space(&mut self) {
        while let Some(&byte) = self.bytes.get(self.at) {
            match byte {
                b'%' => {
                    let rest = self.rest();
                    self.at +=
                        rest.iter().position(|byte| matches!(byte, b'\n' | b'\r')).unwrap_or(rest.len());
                }
                _ if is_space(byte) => self.at += 1,
                _ => break,
            }
        }
    }
}

fn is_space(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_regular(byte: u8) -> bool {
    !is_space(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every operation as its operands' number and the operator, the syntax's end as `!`.
    fn read(bytes: &[u8]) -> String {
        let (mut operators, mut operands, mut said) = (Operators::new(bytes), Vec::new(), Vec::new());
        loop {
            match operators.next(&mut operands) {
                Ok(Some(word)) => said.push(format!("{}{}", operands.len(), String::from_utf8_lossy(word))),
                Ok(None) => return said.join(" "),
                Err(_) => return said.join(" ") + "!",
            }
        }
    }

    #[test]
    fn operations_are_read() {
        for (bytes, expected) in [
            (&b"q 1 0 0 1 5 5 cm Q"[..], "0q 6cm 0Q"),
            (b"/P <</MCID 3 /X [1 (a) <</Y true>>]>> BDC(a)Tj EMC", "2BDC 1Tj 0EMC"),
            (b"[(a\\)b) -2.5 <00 4>] TJ % (\nT*", "1TJ 0T*"),
            (b"(a(b)c) ' f*", "1' 0f*"),
            (b"BI /W 1 /H 1 ID \x00EIx EI Q", "0BI 4ID 0Q"),
            (b"BI ID \x01 EI", "0BI 0ID"),
            (b"BI ID \x01", "0BI!"),
            (b"(a", "!"),
            (b"<0", "!"),
            (b"[1", "!"),
            (b"<<1 2>>", "!"),
            (b"q )", "0q!"),
            (b"1.2.3 w", "!"),
            (b"", ""),
        ] {
            assert_eq!(read(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(read(&b"[".repeat(10_000)), "!");
    }
}
