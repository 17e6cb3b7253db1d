//! Numbers and times in words.

/// A number with a comma at each thousand.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let first = digits.len() % 3;
    digits.char_indices().fold(String::new(), |mut text, (i, digit)| {
        if i > 0 && i % 3 == first {
            text.push(',');
        }
        text.push(digit);
        text
    })
}

/// `1 row`, `2 rows`.
pub(crate) fn counted(number: u64, noun: &str) -> String {
    let plural = if number == 1 { "" } else { "s" };
    format!("{} {noun}{plural}", grouped(number))
}

/// A time: `250 ms`, `1.5 s`, `2 min 5 s`, `3 h 10 min`.
pub(crate) fn duration(ms: u64) -> String {
    let seconds = ms / 1_000;
    match ms {
        0..1_000 => format!("{ms} ms"),
        1_000..60_000 if ms % 1_000 < 100 => format!("{seconds} s"),
        1_000..60_000 => format!("{seconds}.{} s", ms % 1_000 / 100),
        60_000..3_600_000 => format!("{} min {} s", seconds / 60, seconds % 60),
        _ => format!("{} h {} min", grouped(seconds / 3_600), seconds / 60 % 60),
    }
}

/// A part of a whole in percent: never 0 % or 100 % of what is not nothing or all.
pub(crate) fn percent(part: u64, whole: u64) -> String {
    let tenths = (u128::from(part) * 1_000).checked_div(u128::from(whole)).unwrap_or_default();
    match tenths {
        0 if part > 0 => "< 0.1 %".to_owned(),
        tenths if tenths % 10 == 0 => format!("{} %", tenths / 10),
        tenths => format!("{}.{} %", tenths / 10, tenths % 10),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_readable() {
        assert_eq!([0, 999, 1_000, 1_234_567].map(grouped), ["0", "999", "1,000", "1,234,567"]);
        assert_eq!([counted(1, "row"), counted(0, "row")], ["1 row", "0 rows"]);
        assert_eq!(
            [0, 999, 1_000, 1_550, 59_999, 125_000, 11_400_000].map(duration),
            ["0 ms", "999 ms", "1 s", "1.5 s", "59.9 s", "2 min 5 s", "3 h 10 min"]
        );
        let percents = [percent(0, 0), percent(1, 3), percent(1, 100_000), percent(99_999, 100_000), percent(2, 2)];
        assert_eq!(percents, ["0 %", "33.3 %", "< 0.1 %", "99.9 %", "100 %"]);
    }
}
