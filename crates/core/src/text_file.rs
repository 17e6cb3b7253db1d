//! Decoding of text files: UTF-8 with or without a byte order mark, and UTF-16 with one, which `>` in PowerShell 5 writes.

/// Decodes the bytes of a text file, without the byte order mark.
///
/// # Errors
///
/// The text completes the sentence "the file ..." and contains nothing of the content.
pub fn decode(bytes: &[u8]) -> Result<String, &'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Err("is UTF-32; save it as UTF-8"),
        [0xff, 0xfe, rest @ ..] => utf16(rest, u16::from_le_bytes),
        [0xfe, 0xff, rest @ ..] => utf16(rest, u16::from_be_bytes),
        [0xef, 0xbb, 0xbf, rest @ ..] => utf8(rest),
        // A NUL as first or second byte is UTF-16 without a byte order mark.
        [0, _, ..] | [_, 0, ..] => Err("is UTF-16 without a byte order mark; save it as UTF-8"),
        _ => utf8(bytes),
    }
}

/// Whether the bytes begin with a byte order mark, so that [`decode`] changes them.
pub fn is_marked(bytes: &[u8]) -> bool {
    matches!(bytes, [0xff, 0xfe, ..] | [0xfe, 0xff, ..] | [0xef, 0xbb, 0xbf, ..])
}

fn utf8(bytes: &[u8]) -> Result<String, &'static str> {
    std::str::from_utf8(bytes).map(str::to_owned).map_err(|_| "is not UTF-8 text; save it as UTF-8")
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> Result<String, &'static str> {
    const BROKEN: &str = "is truncated UTF-16 or contains an unpaired surrogate; save it as UTF-8";
    let pairs = bytes.chunks(2).map(|pair| <[u8; 2]>::try_from(pair).map(unit));
    let units: Vec<u16> = pairs.collect::<Result<_, _>>().map_err(|_| BROKEN)?;
    String::from_utf16(&units).map_err(|_| BROKEN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn encoded(text: &str, mark: &[u8], bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(text.encode_utf16().flat_map(bytes)).collect()
    }

    #[test]
    fn text_is_decoded_as_editors_write_it() {
        let text = "ü{\"dept\":\"😀\"}\r\n";
        for bytes in [
            text.as_bytes().to_vec(),
            [b"\xef\xbb\xbf", text.as_bytes()].concat(),
            encoded(text, b"\xff\xfe", u16::to_le_bytes),
            encoded(text, b"\xfe\xff", u16::to_be_bytes),
        ] {
            assert_eq!(decode(&bytes).as_deref(), Ok(text), "{bytes:?}");
            assert_eq!(is_marked(&bytes), bytes.as_slice() != text.as_bytes());
        }
        assert_eq!((decode(b"").as_deref(), decode(b"\xff\xfe").as_deref()), (Ok(""), Ok("")));
    }

    #[test]
    fn other_encodings_are_refused_by_name() {
        for (bytes, why) in [
            (encoded("{}", b"", u16::to_le_bytes), "is UTF-16 without a byte order mark; save it as UTF-8"),
            (encoded("{}", b"", u16::to_be_bytes), "is UTF-16 without a byte order mark; save it as UTF-8"),
            (b"\xff\xfe\0\0{\0\0\0".to_vec(), "is UTF-32; save it as UTF-8"),
            (b"\xff\xfe{".to_vec(), "is truncated UTF-16 or contains an unpaired surrogate; save it as UTF-8"),
            (b"\xff\xfe\0\xd8".to_vec(), "is truncated UTF-16 or contains an unpaired surrogate; save it as UTF-8"),
            (b"M\xfcnchen".to_vec(), "is not UTF-8 text; save it as UTF-8"),
        ] {
            assert_eq!(decode(&bytes), Err(why), "{bytes:?}");
        }
    }
}
