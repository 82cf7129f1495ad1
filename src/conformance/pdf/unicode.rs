//! What the codes of a face mean: its map to Unicode (ISO 32000-1, 9.10.3).

use super::operators::{Operand, Operators};

/// More steps than this no map of two bytes needs. A map may name the same range over and over.
const STEPS: usize = 1 << 18;

/// For every code of one or two bytes, whether it has a value.
pub(super) struct Unicode {
    known: Vec<bool>,
    steps: usize,
}

impl Unicode {
    /// Reads as far as the map can be understood.
    pub fn read(bytes: &[u8]) -> Unicode {
        let mut map = Unicode { known: vec![false; 1 << 16], steps: 0 };
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
        self.known.get(usize::from(code)).copied().unwrap_or_default()
    }

    fn range(&mut self, low: &Operand, high: &Operand, value: &Operand) {
        let (Some(low), Some(high)) = (code(low), code(high)) else { return };
        for (index, code) in (low..=high).enumerate() {
            self.steps += 1;
            if self.steps > STEPS {
                return;
            }
            let sound = match value {
                Operand::Array(values) => values.get(index).is_some_and(|value| is_value(value, 0)),
                single => is_value(single, index),
            };
            if let Some(known) = self.known.get_mut(code) {
                *known = sound;
            }
        }
    }
}

fn code(operand: &Operand) -> Option<usize> {
    match operand.text()? {
        [low] => Some(usize::from(*low)),
        [high, low] => Some(usize::from(u16::from_be_bytes([*high, *low]))),
        _ => None,
    }
}

/// Whether a value, so many steps on, is text: neither empty nor one of the three that ISO 14289
/// forbids.
fn is_value(operand: &Operand, step: usize) -> bool {
    let Some(text) = operand.text().filter(|text| !text.is_empty()) else { return false };
    let units =
        text.chunks(2).map(|pair| pair.iter().fold(0_usize, |unit, byte| unit << 8 | usize::from(*byte)));
    let units: Vec<usize> = units.collect();
    let last = units.len() - 1;
    units.into_iter().enumerate().all(|(at, unit)| {
        let unit = if at == last { unit + step } else { unit };
        !matches!(unit, 0 | 0xFEFF | 0xFFFE)
    })
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
    }

    #[test]
    fn maps_without_end_are_left() {
        let range = "<0000> <FFFF> <0041> ".repeat(100);
        assert!(Unicode::read(format!("{range} endbfrange").as_bytes()).knows(5));
    }
}
