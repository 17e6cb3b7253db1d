//! `Retry-After`: seconds and an HTTP date by RFC 9110, and the ISO 8601 instant that Zoom sends for daily limits.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// More than this is no wait any more (a year), and could not be added to a point in time.
const LONGEST: Duration = Duration::from_secs(366 * 86_400);

const DAY_S: u64 = 86_400;

/// How long to wait from `now`, at most a year. An instant that has passed is no wait; a text of no known form is `None`.
pub fn parse(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok().map(|wait| wait.min(LONGEST));
    }
    let at = httpdate::parse_http_date(value).ok().or_else(|| iso_8601(value))?;
    Some(at.duration_since(now).unwrap_or_default().min(LONGEST))
}

/// From `now` to the next midnight UTC, when daily limits begin anew.
pub fn until_midnight(now: SystemTime) -> Duration {
    let since_1970 = now.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    Duration::from_secs(DAY_S - since_1970 % DAY_S)
}

/// A moment as Zoom writes it, e.g. `2025-01-20T00:00:00Z`.
pub fn written(at: SystemTime) -> String {
    let seconds = at.duration_since(UNIX_EPOCH).unwrap_or_default().as_secs();
    let (days, time) = (seconds / DAY_S, seconds % DAY_S);
    let (mut year, mut left) = (1970, days);
    let length = |year: u64| if year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) { 366 } else { 365 };
    while left >= length(year) {
        left -= length(year);
        year += 1;
    }
    let february = if length(year) == 366 { 29 } else { 28 };
    let mut month = 1;
    for days in [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31] {
        if left < days {
            break;
        }
        left -= days;
        month += 1;
    }
    let (hour, minute, second) = (time / 3_600, time / 60 % 60, time % 60);
    format!("{year:04}-{month:02}-{:02}T{hour:02}:{minute:02}:{second:02}Z", left + 1)
}

/// `2025-01-20T00:00:00Z`, with a fraction of a second and an offset if there are any.
pub(crate) fn iso_8601(text: &str) -> Option<SystemTime> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let (time, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (time.get(..at)?, time.get(at..)?),
        None => (time, "Z"),
    };
    let mut date = date.splitn(3, '-');
    let (year, month, day) = (number(date.next()?, 4)?, number(date.next()?, 2)?, number(date.next()?, 2)?);
    let mut clock = time.split('.').next()?.splitn(3, ':');
    let (hour, minute, second) = (number(clock.next()?, 2)?, number(clock.next()?, 2)?, number(clock.next()?, 2)?);
    if !(1970..=9999).contains(&year)
        || !(1..=12).contains(&month)
        || !(1..=31).contains(&day)
        || hour > 23
        || minute > 59
        || second > 60
    {
        return None;
    }
    let seconds = days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - east(offset)?;
    UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()?))
}

/// Seconds east of Greenwich.
fn east(offset: &str) -> Option<i64> {
    let sign = match offset.chars().next()? {
        'Z' | 'z' if offset.len() == 1 => return Some(0),
        '+' => 1,
        '-' => -1,
        _ => return None,
    };
    let digits: String = offset.get(1..)?.split(':').collect();
    Some(sign * (number(digits.get(..2)?, 2)? * 3_600 + number(digits.get(2..)?, 2)? * 60))
}

fn number(text: &str, digits: usize) -> Option<i64> {
    (text.len() == digits && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

/// Days of the proleptic Gregorian calendar, counting years from March so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_read() {
        let now = UNIX_EPOCH + Duration::from_secs(1_737_331_200); // 2025-01-20 00:00:00 UTC
        let wait = |text| parse(text, now).map(|d| d.as_millis());
        assert_eq!(wait("0"), Some(0));
        assert_eq!(wait(" 7 "), Some(7_000));
        assert_eq!(wait("1.5"), Some(1_500));
        assert_eq!(wait("2025-01-20T00:00:10Z"), Some(10_000));
        assert_eq!(wait("2025-01-20T00:00:10.25Z"), Some(10_000));
        assert_eq!(wait("2025-01-20T01:00:10+01:00"), Some(10_000));
        assert_eq!(wait("2025-01-19T19:00:10-0500"), Some(10_000));
        assert_eq!(wait("2025-01-21T00:00:00Z"), Some(86_400_000));
        let leap = UNIX_EPOCH + Duration::from_secs(1_835_395_200); // 2028-02-29 00:00:00 UTC
        assert_eq!(parse("2028-03-01T00:00:00Z", leap), Some(Duration::from_secs(86_400)), "over a leap day");
        assert_eq!(wait("2028-03-01T00:00:00Z"), Some(LONGEST.as_millis()));
        assert_eq!(wait("99999999999"), Some(LONGEST.as_millis()));
        assert_eq!(wait("Mon, 20 Jan 2025 00:01:00 GMT"), Some(60_000));
        assert_eq!(wait("2020-01-01T00:00:00Z"), Some(0), "in the past");
    }

    #[test]
    fn moments_are_written_as_they_are_read() {
        for day in (0..40_000).step_by(7).chain([11_015, 11_016, 11_017, 47_540, 47_541]) {
            let at = UNIX_EPOCH + Duration::from_secs(day * 86_400 + day % 86_400);
            assert_eq!(iso_8601(&written(at)), Some(at), "{}", written(at));
        }
        assert_eq!(written(UNIX_EPOCH + Duration::from_secs(1_709_164_799)), "2024-02-28T23:59:59Z");
        assert_eq!(until_midnight(UNIX_EPOCH + Duration::from_secs(86_399)), Duration::from_secs(1));
        assert_eq!(until_midnight(UNIX_EPOCH + Duration::from_secs(86_400)), Duration::from_secs(86_400));
    }

    #[test]
    fn nonsense_is_none() {
        for text in
            ["", "soon", "-1", "1e400", "NaN", "2025-13-01T00:00:00Z", "2025-01-20", "2025-01-20T00:00:00+1", "T"]
        {
            assert_eq!(parse(text, UNIX_EPOCH), None, "{text}");
        }
    }
}
