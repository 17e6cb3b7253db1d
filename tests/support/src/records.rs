//! TLS records, without decryption.

/// Type, version and length.
const HEADER_LEN: usize = 5;
const CHANGE_CIPHER_SPEC: u8 = 20;

/// The complete records of a stream, and the rest.
#[must_use]
pub fn split(stream: &[u8]) -> (Vec<&[u8]>, &[u8]) {
    let (mut records, mut rest) = (Vec::new(), stream);
    while let Some([_, _, _, high, low]) = rest.get(..HEADER_LEN) {
        let length = HEADER_LEN + usize::from(u16::from_be_bytes([*high, *low]));
        let Some((record, more)) = rest.split_at_checked(length) else { break };
        records.push(record);
        rest = more;
    }
    (records, rest)
}

/// The bytes that TLS 1.3 checks. The version of a record and change_cipher_spec records are legacy and ignored (RFC 8446,
/// 5.1 and appendix D.4). The type of a protected record is always application_data, and rustls does not check it (5.2).
#[must_use]
pub fn significant(stream: &[u8]) -> Vec<u8> {
    let (records, rest) = split(stream);
    let mut significant = Vec::new();
    for piece in records.into_iter().chain([rest]) {
        if piece.first() == Some(&CHANGE_CIPHER_SPEC) {
            continue;
        }
        significant.extend(piece.iter().skip(3));
    }
    significant
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
    fn type_version_and_change_cipher_spec_are_ignored() {
        let stream = b"\x16\x03\x01\x00\x02ab\x14\x03\x03\x00\x01\x01\x17\x03\x03\x00\x01c\x17\x03";
        assert_eq!(significant(stream), b"\x00\x02ab\x00\x01c");
        assert_eq!(significant(stream), significant(b"\x16\x03\x03\x00\x02ab\x17\x03\x03\x00\x01c\x17\x03"));
        assert_eq!(significant(stream), significant(b"\x16\x03\x01\x00\x02ab\x15\x03\x03\x00\x01c"));
        assert_ne!(significant(stream), significant(b"\x16\x03\x03\x00\x02aa\x17\x03\x03\x00\x01c\x17\x03"));
    }
}
