//! Moments as a machine reads them.

/// Whether a text is a moment: a date, a time, or both, as HTML writes them for `time` (HTML,
/// 4.5.14). Other forms are as good as none.
pub(in crate::reader) fn is_moment(text: &str) -> bool {
    let parts: Vec<&str> = text.splitn(2, ['T', ' ']).collect();
    match parts.as_slice() {
        [one] => is_date(one) || is_time(one),
        [date, time] => {
            is_date(date) && date.len() == "2026-03-01".len() && is_time(time.trim_end_matches('Z'))
        }
        _ => false,
    }
}

/// `2026`, `2026-03`, `2026-03-01`.
fn is_date(text: &str) -> bool {
    let fields: Vec<&str> = text.split('-').collect();
    let lengths: Vec<usize> = fields.iter().map(|field| field.len()).collect();
    let numbers: Vec<u32> = fields.iter().filter_map(|field| field.parse().ok()).collect();
    [4, 2, 2].starts_with(&lengths)
        && match numbers.as_slice() {
            [year] => *year > 0,
            [year, month] => *year > 0 && (1..=12).contains(month),
            [year, month, day] => *year > 0 && (1..=days(*year, *month)).contains(day),
            _ => false,
        }
}

fn days(year: u32, month: u32) -> u32 {
    match month {
        2 if year.is_multiple_of(4) && (!year.is_multiple_of(100) || year.is_multiple_of(400)) => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        1..=12 => 31,
        _ => 0,
    }
}

/// `14:30`, `14:30:59`.
fn is_time(text: &str) -> bool {
    let fields: Vec<Option<u32>> =
        text.split(':').map(|digits| digits.parse().ok().filter(|_| digits.len() == 2)).collect();
    matches!(fields.as_slice(), [Some(0..=23), Some(0..=59)] | [Some(0..=23), Some(0..=59), Some(0..=59)])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_dates_and_times() {
        for moment in ["2026", "2026-03", "2024-02-29", "14:30", "2026-03-01T14:30:59", "2026-03-01 14:30Z"] {
            assert!(is_moment(moment), "{moment}");
        }
        for text in
            ["", "26", "2026-13", "2025-02-29", "2026-3-1", "24:00", "1 March", "2026T14:30", "2026-03-01T"]
        {
            assert!(!is_moment(text), "{text}");
        }
    }
}
