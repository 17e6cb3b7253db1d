//! `Retry-After`: seconds or an HTTP date (RFC 9110), or the ISO 8601 time that Zoom sends for daily limits.

use crate::clock::DAY_S;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

/// Longer waits are cut to a year, so that they can be added to a point in time.
const MAX_WAIT: Duration = Duration::from_secs(366 * DAY_S);
/// How long after midnight a server may still count the day before.
const AFTER_MIDNIGHT: Duration = Duration::from_secs(300);
/// How long to wait for the end of a daily limit that should be over by this machine's clock.
pub(crate) const TRY_AGAIN: Duration = Duration::from_secs(60);

/// How long to wait from `now`, at most a year; zero for a time in the past, `None` for an unknown format.
pub fn parse(value: &str, now: SystemTime) -> Option<Duration> {
    let value = value.trim();
    if let Ok(seconds) = value.parse::<f64>() {
        return Duration::try_from_secs_f64(seconds).ok().map(|wait| wait.min(MAX_WAIT));
    }
    let at = httpdate::parse_http_date(value).ok().or_else(|| iso_8601(value)).or_else(|| bare_date(value))?;
    Some(at.duration_since(now).unwrap_or_default().min(MAX_WAIT))
}

/// Whether it is a date without a time, e.g. `2025-01-20`.
pub(crate) fn is_bare_date(value: &str) -> bool {
    bare_date(value.trim()).is_some()
}

fn bare_date(text: &str) -> Option<SystemTime> {
    if text.len() == "2025-01-20".len() { iso_8601(&format!("{text}T00:00:00Z")) } else { None }
}

/// From `now` to the next midnight UTC, when daily limits are reset.
pub fn until_midnight(now: SystemTime) -> Duration {
    let since_1970 = now.duration_since(UNIX_EPOCH).unwrap_or_default();
    let of_day = Duration::new(since_1970.as_secs() % DAY_S, since_1970.subsec_nanos());
    Duration::from_secs(DAY_S).saturating_sub(of_day)
}

/// How long a daily limit lasts that a response received at `now` reports without a useful time: until midnight UTC. Just
/// after midnight it may still be the limit of the day before, since clocks differ, so it is tried again soon.
pub(crate) fn until_reset(now: SystemTime) -> Duration {
    if is_just_after_midnight(now) { TRY_AGAIN } else { until_midnight(now) }
}

/// Whether a response received at `now` may still count the day before.
pub(crate) fn is_just_after_midnight(now: SystemTime) -> bool {
    Duration::from_secs(DAY_S).saturating_sub(until_midnight(now)) < AFTER_MIDNIGHT
}

/// A time in Zoom's format, rounded up to a whole second, so that waiting until then is long enough.
pub fn written_up(at: SystemTime) -> String {
    let since_1970 = at.duration_since(UNIX_EPOCH).unwrap_or_default();
    written(UNIX_EPOCH + Duration::from_secs(since_1970.as_secs() + u64::from(since_1970.subsec_nanos() > 0)))
}

/// A wait in milliseconds, rounded up.
pub fn whole_ms(wait: Duration) -> u64 {
    u64::try_from(wait.as_nanos().div_ceil(1_000_000)).unwrap_or(u64::MAX)
}

/// A time in Zoom's format, e.g. `2025-01-20T00:00:00Z`.
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

/// Parses `2025-01-20T00:00:00Z`, with an optional fraction of a second, which is rounded up, and an optional offset.
pub(crate) fn iso_8601(text: &str) -> Option<SystemTime> {
    let (date, time) = text.split_once(['T', 't', ' '])?;
    let (time, offset) = match time.find(['Z', 'z', '+', '-']) {
        Some(at) => (time.get(..at)?, time.get(at..)?),
        None => (time, "Z"),
    };
    let mut date = date.splitn(3, '-');
    let (year, month, day) = (number(date.next()?, 4)?, number(date.next()?, 2)?, number(date.next()?, 2)?);
    let (time, fraction) = time.split_once('.').unwrap_or((time, "0"));
    let mut clock = time.splitn(3, ':');
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
    let seconds =
        days_since_1970(year, month, day) * 86_400 + hour * 3_600 + minute * 60 + second - utc_offset(offset)?;
    // Rounded up, so that waiting until then is long enough.
    let is_whole = fraction.bytes().all(|digit| digit == b'0');
    UNIX_EPOCH.checked_add(Duration::from_secs(u64::try_from(seconds).ok()? + u64::from(!is_whole)))
}

/// A UTC offset in seconds.
fn utc_offset(offset: &str) -> Option<i64> {
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

/// Days in the proleptic Gregorian calendar. Years are counted from March, so that the leap day comes last.
fn days_since_1970(year: i64, month: i64, day: i64) -> i64 {
    let (year, month) = if month > 2 { (year, month - 3) } else { (year - 1, month + 9) };
    year * 365 + year / 4 - year / 100 + year / 400 + (month * 153 + 2) / 5 + day - 1 - 719_468
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_format_is_parsed() {
        let now = UNIX_EPOCH + Duration::from_secs(1_737_331_200); // 2025-01-20 00:00:00 UTC
        let wait = |text| parse(text, now).map(|d| d.as_millis());
        assert_eq!(wait("0"), Some(0));
        assert_eq!(wait(" 7 "), Some(7_000));
        assert_eq!(wait("1.5"), Some(1_500));
        assert_eq!(wait("2025-01-20T00:00:10Z"), Some(10_000));
        assert_eq!(wait("2025-01-20T00:00:10.25Z"), Some(11_000), "rounded up");
        assert_eq!(wait("2025-01-20T00:00:10.000Z"), Some(10_000));
        assert_eq!(wait("2025-01-20T01:00:10+01:00"), Some(10_000));
        assert_eq!(wait("2025-01-19T19:00:10-0500"), Some(10_000));
        assert_eq!(wait("2025-01-21T00:00:00Z"), Some(86_400_000));
        assert_eq!(wait("2025-01-21"), Some(86_400_000));
        assert!(is_bare_date(" 2025-01-21 ") && !is_bare_date("2025-01-21T00:00:00Z") && !is_bare_date("2025-13-21"));
        let leap = UNIX_EPOCH + Duration::from_secs(1_835_395_200); // 2028-02-29 00:00:00 UTC
        assert_eq!(parse("2028-03-01T00:00:00Z", leap), Some(Duration::from_secs(86_400)), "over a leap day");
        assert_eq!(wait("2028-03-01T00:00:00Z"), Some(MAX_WAIT.as_millis()));
        assert_eq!(wait("99999999999"), Some(MAX_WAIT.as_millis()));
        assert_eq!(wait("Mon, 20 Jan 2025 00:01:00 GMT"), Some(60_000));
        assert_eq!(wait("2020-01-01T00:00:00Z"), Some(0), "in the past");
    }

    #[test]
    fn times_are_written_as_they_are_parsed() {
        for day in (0..40_000).step_by(7).chain([11_015, 11_016, 11_017, 47_540, 47_541]) {
            let at = UNIX_EPOCH + Duration::from_secs(day * 86_400 + day % 86_400);
            assert_eq!(iso_8601(&written(at)), Some(at), "{}", written(at));
        }
        assert_eq!(written(UNIX_EPOCH + Duration::from_secs(1_709_164_799)), "2024-02-28T23:59:59Z");
        assert_eq!(until_midnight(UNIX_EPOCH + Duration::from_secs(86_399)), Duration::from_secs(1));
        assert_eq!(until_midnight(UNIX_EPOCH + Duration::from_secs(86_400)), Duration::from_secs(86_400));
        assert_eq!(until_midnight(UNIX_EPOCH + Duration::from_millis(86_399_250)), Duration::from_millis(750));
    }

    #[test]
    fn shown_times_are_rounded_up() {
        // Windows counts in units of 100 ns.
        let at = |ns| written_up(UNIX_EPOCH + Duration::from_nanos(ns));
        assert_eq!((at(0), at(100)), ("1970-01-01T00:00:00Z".to_owned(), "1970-01-01T00:00:01Z".to_owned()));
        assert_eq!(at(59_999_999_900), "1970-01-01T00:01:00Z");
        assert_eq!((whole_ms(Duration::from_nanos(1)), whole_ms(Duration::from_millis(5))), (1, 5));
    }

    #[test]
    fn unknown_formats_are_none() {
        for text in
            ["", "soon", "-1", "1e400", "NaN", "2025-13-01T00:00:00Z", "2025-1-200", "2025-01-20T00:00:00+1", "T"]
        {
            assert_eq!(parse(text, UNIX_EPOCH), None, "{text}");
        }
    }
}
