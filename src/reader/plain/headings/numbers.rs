//! Numbers as titles write them, beside Roman numerals: in digits and in Chinese numerals.

use super::parts::{MOST, Parts};

/// "1.2.3" at the front of a token, and its length in bytes.
pub fn digits(token: &str) -> Option<(Parts, usize)> {
    let mut parts = Parts::default();
    let mut length = 0;
    for part in token.split('.') {
        match part.parse::<u32>() {
            Ok(number) if part.bytes().all(|byte| byte.is_ascii_digit()) && parts.len() < MOST => {
                length += part.len() + usize::from(!parts.is_empty());
                parts.push(number);
            }
            _ => break,
        }
    }
    (!parts.is_empty()).then_some((parts, length))
}

/// A number below a thousand in Chinese numerals or in digits of any width: 二十三, 12, １２.
pub fn chinese(token: &str) -> Option<u32> {
    let (mut sum, mut last) = (0u32, None);
    for letter in token.chars() {
        let digit = "〇一二三四五六七八九".chars().position(|own| own == letter).map(|place| place as u32);
        let digit = digit.or_else(|| letter.to_digit(10)).or_else(|| fullwidth(letter));
        match (letter, digit) {
            (_, Some(digit)) => last = Some(last.unwrap_or(0) * 10 + digit),
            ('零', _) => {}
            ('十', _) => sum += last.take().unwrap_or(1) * 10,
            ('百', _) => sum += last.take().unwrap_or(1) * 100,
            _ => return None,
        }
        // At each digit, so that a long row of them cannot overflow.
        if sum + last.unwrap_or(0) > 9999 {
            return None;
        }
    }
    let number = sum + last.unwrap_or(0);
    (number > 0).then_some(number)
}

fn fullwidth(letter: char) -> Option<u32> {
    ('０'..='９').contains(&letter).then(|| letter as u32 - '０' as u32)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_in_signs() {
        for (token, expected) in [("二十三", 23), ("十", 10), ("一百零五", 105), ("12", 12), ("１２", 12)]
        {
            assert_eq!(chinese(token), Some(expected), "{token}");
        }
        assert_eq!(chinese("章"), None);
    }
}
