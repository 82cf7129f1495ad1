//! What the codes of a face mean: its map to Unicode (ISO 32000-1, 9.10.3).

use super::operators::{Operand, Operators};
use std::collections::BTreeMap;

/// More steps than this no map of two bytes needs. A map may name the same range over and over.
const STEPS: usize = 1 << 18;

/// A code that means more than this is nobody's: a map could else make a book of a page.
const LONGEST: usize = 64;

/// For every code of one or two bytes, the text that it stands for.
pub(super) struct Unicode {
    values: BTreeMap<u16, String>,
    steps: usize,
}

impl Unicode {
    /// Reads as far as the map can be understood.
    pub fn read(bytes: &[u8]) -> Unicode {
        let mut map = Unicode { values: BTreeMap::new(), steps: 0 };
        let (mut operators, mut operands) = (Operators::new(bytes), Vec::new());
        while let Ok(Some(operator)) = operators.next(&mut operands) {
            match operator {
                b"endbfchar" => operands.chunks_exact(2).for_each(|pair| {
                    if let [code, value] = pair {
                        map.range(code, code, value);
                    }
                }),
                b"endbfrange" => operands.chunks_exact(3).for_each(|triple| {
                    if let [low, high, value] = triple {
                        map.range(low, high, value);
                    }
                }),
                _ => {}
            }
        }
        map
    }

    pub fn knows(&self, code: u16) -> bool {
        self.values.contains_key(&code)
    }

    pub fn text(&self, code: u16) -> Option<&str> {
        self.values.get(&code).map(String::as_str)
    }

    fn range(&mut self, low: &Operand, high: &Operand, value: &Operand) {
        let (Some(low), Some(high)) = (code(low), code(high)) else { return };
        for (index, code) in (low..=high).enumerate() {
            self.steps += 1;
            if self.steps > STEPS {
                return;
            }
            let text = match value {
                Operand::Array(values) => values.get(index).and_then(|value| text_of(value, 0)),
                single => text_of(single, index),
            };
            match text {
                Some(text) => _ = self.values.insert(code, text),
                None => _ = self.values.remove(&code),
            }
        }
    }
}

fn code(operand: &Operand) -> Option<u16> {
    match operand.text()? {
        [low] => Some(u16::from(*low)),
        [high, low] => Some(u16::from_be_bytes([*high, *low])),
        _ => None,
    }
}

/// The text that a value is, so many steps on: neither empty nor with one of the three that ISO 14289
/// forbids.
fn text_of(operand: &Operand, step: usize) -> Option<String> {
    let text = operand.text().filter(|text| !text.is_empty() && text.len() <= 2 * LONGEST)?;
    let unit = |pair: &[u8]| pair.iter().fold(0_u16, |unit, byte| unit << 8 | u16::from(*byte));
    let mut units: Vec<u16> = text.chunks(2).map(unit).collect();
    let last = units.last_mut()?;
    *last = last.wrapping_add(u16::try_from(step).ok()?);
    let sound = units.iter().all(|unit| !matches!(unit, 0 | 0xFEFF | 0xFFFE));
    sound.then(|| String::from_utf16_lossy(&units))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn maps_are_read() {
        let map = b"/CIDInit /ProcSet findresource begin 1 dict begin begincmap /CMapName /X def
            1 begincodespacerange <0000> <FFFF> endcodespacerange
            3 beginbfchar <0001> <0041> <0002> <> <0003> <0000> endbfchar
            3 beginbfrange <0010> <0012> <0061> <0020> <0021> [<0041> <FEFF>] <0030> <0032> <FFFD> endbfrange
            endcmap";
        let map = Unicode::read(map);
        let known: Vec<u16> = (0..0x40).filter(|&code| map.knows(code)).collect();
        assert_eq!(known, [0x01, 0x10, 0x11, 0x12, 0x20, 0x30, 0x32]);
        assert_eq!(
            [0x01, 0x12, 0x20, 0x21].map(|code| map.text(code)),
            [Some("A"), Some("c"), Some("A"), None]
        );
    }

    #[test]
    fn maps_without_end_are_left() {
        let range = "<0000> <FFFF> <0041> ".repeat(100);
        assert!(Unicode::read(format!("{range} endbfrange").as_bytes()).knows(5));
    }
}
