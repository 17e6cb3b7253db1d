//! Subject, issuer and expiry of a certificate, for display. Untrusted input.

use crate::response::retry_after;
use crate::text::breaks_line;
use rustls_pki_types::CertificateDer;
use std::time::SystemTime;

/// The displayed parts of a certificate.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Certificate {
    /// The common name of the subject, or else the first host name; "" without both.
    pub(crate) subject: String,
    /// The common name or the organization of the issuer, or "".
    pub(crate) issuer: String,
    /// When it expires, if that can be read.
    pub(crate) expires: Option<SystemTime>,
}

impl Certificate {
    /// Reads a certificate in DER.
    pub(crate) fn read(der: &CertificateDer<'_>) -> Option<Self> {
        let read = webpki::EndEntityCert::try_from(der).ok()?;
        let mut subject = common_name(read.subject());
        if subject.is_empty() {
            subject = read.valid_dns_names().next().map(|name| shown(name.as_bytes())).unwrap_or_default();
        }
        Some(Self { subject, issuer: common_name(read.issuer()), expires: not_after(der) })
    }
}

/// The common name in a distinguished name in DER, or its organization; "" if it has neither.
pub(crate) fn common_name(name: &[u8]) -> String {
    const COMMON_NAME: &[u8] = &[6, 3, 0x55, 4, 3];
    const ORGANIZATION: &[u8] = &[6, 3, 0x55, 4, 10];
    let attribute = |id: &[u8]| {
        let at = name.windows(id.len()).position(|window| window == id)?;
        let (_kind, rest) = name.get(at + id.len()..)?.split_first()?;
        let (length, rest) = rest.split_first()?;
        rest.get(..usize::from(*length)).map(shown)
    };
    attribute(COMMON_NAME).or_else(|| attribute(ORGANIZATION)).unwrap_or_default()
}

/// The longest name of a certificate in a message, in characters.
pub(crate) const MAX_NAME_LEN: usize = 64;

pub(crate) fn shown(name: &[u8]) -> String {
    String::from_utf8_lossy(name).chars().take(MAX_NAME_LEN).map(|c| if breaks_line(c) { '?' } else { c }).collect()
}

/// `notAfter` (RFC 5280, section 4.1): the second time of `validity`, which follows version, serial number, algorithm and
/// issuer.
fn not_after(der: &[u8]) -> Option<SystemTime> {
    const VERSION: u8 = 0xa0;
    let mut outer = der;
    let (_, mut certificate) = element(&mut outer)?;
    let (_, mut inner) = element(&mut certificate)?;
    // Version 1 is not written; then the serial number comes first.
    if element(&mut inner)?.0 == VERSION {
        element(&mut inner)?;
    }
    let [_algorithm, _issuer] = [element(&mut inner)?, element(&mut inner)?];
    let (_, mut validity) = element(&mut inner)?;
    let _not_before = element(&mut validity)?;
    let (tag, time) = element(&mut validity)?;
    moment(tag, std::str::from_utf8(time).ok()?)
}

/// The next element of DER, its tag and content; `input` moves behind it.
fn element<'a>(input: &mut &'a [u8]) -> Option<(u8, &'a [u8])> {
    const MAX_LENGTH_BYTES: u8 = 3;
    let (&tag, rest) = input.split_first()?;
    let (&first, rest) = rest.split_first()?;
    let (length, rest) = match first.checked_sub(0x80) {
        None => (usize::from(first), rest),
        Some(count @ 1..=MAX_LENGTH_BYTES) => {
            let (digits, rest) = rest.split_at_checked(usize::from(count))?;
            (digits.iter().fold(0, |length, digit| length << 8 | usize::from(*digit)), rest)
        }
        Some(_) => return None,
    };
    let (content, rest) = rest.split_at_checked(length)?;
    *input = rest;
    Some((tag, content))
}

/// `YYMMDDhhmmssZ`, whose years end in 2049, or `YYYYMMDDhhmmssZ`.
fn moment(tag: u8, text: &str) -> Option<SystemTime> {
    const UTC_TIME: u8 = 0x17;
    const GENERALIZED_TIME: u8 = 0x18;
    let (year, rest) = match tag {
        UTC_TIME => {
            let (year, rest) = text.split_at_checked(2)?;
            (format!("{}{year}", if year < "50" { "20" } else { "19" }), rest)
        }
        GENERALIZED_TIME => text.split_at_checked(4).map(|(year, rest)| (year.to_owned(), rest))?,
        _ => return None,
    };
    let two = |at: usize| rest.get(at..at + 2);
    let (month, day, hour, minute, second) = (two(0)?, two(2)?, two(4)?, two(6)?, two(8)?);
    retry_after::iso_8601(&format!("{year}-{month}-{day}T{hour}:{minute}:{second}{}", rest.get(10..)?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::{Duration, UNIX_EPOCH};

    #[test]
    fn names_are_bounded_and_on_one_line() {
        let name = b"\x31\x0c\x30\x0a\x06\x03\x55\x04\x03\x0c\x05A\r\nB\x1b\x31\x00";
        assert_eq!(common_name(name), "A??B?");
        assert_eq!(common_name(b"\x06\x03\x55\x04\x0a\x13\x03Org"), "Org");
        for cut in [&b"\x06\x03\x55\x04\x03\x0c\x09cut"[..], b"\x06\x03\x55\x04\x03", b"", b"\x06\x03\x55\x04\x03\x0c"]
        {
            assert_eq!(common_name(cut), "");
        }
    }

    #[test]
    fn both_forms_of_a_time_are_read() {
        let seconds = |tag, text| moment(tag, text).map(|at| at.duration_since(UNIX_EPOCH).expect("later").as_secs());
        assert_eq!(seconds(0x17, "250120000000Z"), Some(1_737_331_200));
        assert_eq!(seconds(0x17, "991231235959Z"), Some(946_684_799));
        assert_eq!(seconds(0x18, "20500101000000Z"), Some(2_524_608_000));
        for (tag, text) in [(0x17, ""), (0x17, "2501"), (0x17, "251320000000Z"), (0x18, "2025012000000"), (0x16, "x")] {
            assert_eq!(seconds(tag, text), None, "{text}");
        }
    }

    #[test]
    fn the_expiry_is_found_and_truncated_der_is_refused() {
        // Outer sequence, inner sequence, version, serial, algorithm, issuer, validity.
        let der = b"\x30\x81\x30\x30\x2e\xa0\x03\x02\x01\x02\x02\x01\x07\x30\x00\x30\x00\x30\x1e\x17\x0d250119000000Z\x17\x0d250120000000Z\x30\x00";
        assert_eq!(not_after(der), Some(UNIX_EPOCH + Duration::from_secs(1_737_331_200)));
        for length in 0..der.len() {
            assert_eq!(not_after(&der[..length]), None, "{length}");
        }
        assert_eq!(Certificate::read(&CertificateDer::from(&b"\x30\x00"[..])), None);
    }
}
