//! TLS records, as they can be seen from outside.

/// Type, version and length.
const HEAD: usize = 5;
const CHANGE_CIPHER_SPEC: u8 = 20;

/// The whole records of a stream, and what comes after them.
#[must_use]
pub fn split(stream: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let (mut records, mut rest) = (Vec::new(), stream);
    while let Some([_, _, _, high, low]) = rest.get(..HEAD) {
        let length = HEAD + usize::from(u16::from_be_bytes([*high, *low]));
        let Some((record, more)) = rest.split_at_checked(length) else { break };
        records.push(record);
        rest = more;
    }
    (records, rest)
}

/// What TLS 1.3 looks at: the version in the head of a record and the records that change the cipher are left from
/// older versions and have no meaning (RFC 8446, 5.1 and appendix D.4). The type in the head always says application data
/// for protected records; rustls takes that for granted and does not look (5.2).
#[must_use]
pub fn meaning(stream: &[u8]) -> Vec<u8> {
    let (records, rest) = split(stream);
    let mut meaning = Vec::new();
    for piece in records.into_iter().chain([rest]) {
        if piece.first() == Some(&CHANGE_CIPHER_SPEC) {
            continue;
        }
        meaning.extend(piece.iter().skip(3));
    }
    meaning
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stream_is_records_and_a_rest() {
        let stream = b"\x16\x03\x01\x00\x02ab\x17\x03\x03\x00\x05cd";
        assert_eq!(split(stream), (vec![&stream[..7]], &stream[7..]));
        assert_eq!(split(b""), (vec![], &b""[..]));
    }

    #[test]
    fn type_version_and_change_of_cipher_mean_nothing() {
        let stream = b"\x16\x03\x01\x00\x02ab\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x01c\x17\x03";
        assert_eq!(meaning(stream), b"\x00\x02ab\x00\x01c");
        assert_eq!(meaning(stream), meaning(b"\x16\x03\x03\x00\x02ab\x17\x03\x03\x00\x01c\x17\x03"));
        assert_eq!(meaning(stream), meaning(b"\x16\x03\x01\x00\x02ab\x15\x03\x03\x00\x01c"));
        assert_ne!(meaning(stream), meaning(b"\x16\x03\x03\x00\x02aa\x17\x03\x03\x00\x01c\x17\x03"));
    }
}
