//! Dates in responses, all in UTC.

use std::time::{SystemTime, UNIX_EPOCH};

const DAY: u64 = 86_400;
const WEEKDAYS: [&str; 7] = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"];
const MONTHS: [&str; 12] = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];

/// Seconds since 1970.
pub(crate) fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |passed| passed.as_secs())
}

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> u64 {
    let passed = SystemTime::now().duration_since(UNIX_EPOCH);
    passed.map_or(0, |passed| u64::try_from(passed.as_millis()).unwrap_or(u64::MAX))
}

pub(crate) fn next_midnight(seconds: u64) -> u64 {
    (seconds / DAY + 1) * DAY
}

/// `2025-01-20T00:00:00Z`
pub(crate) fn iso8601(seconds: u64) -> String {
    let (year, month, day) = date(seconds);
    let (hour, minute, second) = time(seconds);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}Z")
}

/// `Mon, 20 Jan 2025 00:00:00 GMT`
pub(crate) fn http_date(seconds: u64) -> String {
    let (year, month, day) = date(seconds);
    let (hour, minute, second) = time(seconds);
    let weekday = WEEKDAYS[(seconds / DAY % 7) as usize];
    let month = MONTHS[usize::from(month) - 1];
    format!("{weekday}, {day:02} {month} {year:04} {hour:02}:{minute:02}:{second:02} GMT")
}

/// Year, month (1..12) and day of the proleptic Gregorian calendar.
pub(crate) fn date(seconds: u64) -> (u64, u8, u8) {
    // Years start in March, so that the leap day is the last day of its year. 719468 is the number of days before 1970.
    let days = seconds / DAY + 719_468;
    let (era, day_of_era) = (days / 146_097, days % 146_097);
    let year_of_era = (day_of_era - day_of_era / 1_460 + day_of_era / 36_524 - day_of_era / 146_096) / 365;
    let day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
    let month_from_march = (5 * day_of_year + 2) / 153;
    let day = day_of_year - (153 * month_from_march + 2) / 5 + 1;
    let month = if month_from_march < 10 { month_from_march + 3 } else { month_from_march - 9 };
    (era * 400 + year_of_era + u64::from(month <= 2), month as u8, day as u8)
}

fn time(seconds: u64) -> (u64, u64, u64) {
    let second_of_day = seconds % DAY;
    (second_of_day / 3_600, second_of_day / 60 % 60, second_of_day % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_right() {
        assert_eq!(iso8601(0), "1970-01-01T00:00:00Z");
        assert_eq!(iso8601(951_782_400), "2000-02-29T00:00:00Z");
        assert_eq!(http_date(784_111_777), "Sun, 06 Nov 1994 08:49:37 GMT");
        assert_eq!(iso8601(next_midnight(1_735_689_599)), "2025-01-01T00:00:00Z");
        assert_eq!(iso8601(next_midnight(1_735_689_600)), "2025-01-02T00:00:00Z");
    }
}
