//! Replies of Redis: reading ends, is bounded, takes no more than one reply, and does not depend on how the bytes arrive.

#![no_main]

use libfuzzer_sys::fuzz_target;
use zoomuser::internal::resp::{Malformed, Reply, push_command, read};

/// A reply as the server writes it.
fn written(reply: &Reply, output: &mut Vec<u8>) {
    match reply {
        Reply::Status(text) => output.extend(format!("+{text}\r\n").into_bytes()),
        Reply::Error(text) => output.extend(format!("-{text}\r\n").into_bytes()),
        Reply::Integer(number) => output.extend(format!(":{number}\r\n").into_bytes()),
        Reply::Nil => output.extend(b"$-1\r\n"),
        Reply::Text(text) => {
            output.extend(format!("${}\r\n", text.len()).into_bytes());
            output.extend(text);
            output.extend(b"\r\n");
        }
        Reply::Array(all) => {
            output.extend(format!("*{}\r\n", all.len()).into_bytes());
            all.iter().for_each(|reply| written(reply, output));
        }
    }
}

fn parts(reply: &Reply, depth: usize) -> usize {
    assert!(depth <= 5, "arrays in arrays have a limit");
    match reply {
        Reply::Array(all) => 1 + all.iter().map(|reply| parts(reply, depth + 1)).sum::<usize>(),
        _ => 1,
    }
}

fuzz_target!(|bytes: &[u8]| {
    let whole = read(bytes);
    match &whole {
        Ok(Some((reply, length))) => {
            assert!(*length <= bytes.len() && parts(reply, 0) <= *length);
            // It is the same whatever follows, and incomplete before its end.
            assert_eq!(read(&bytes[..*length]), whole);
            assert_eq!(read(&[bytes, b"+OK\r\n"].concat()), whole);
            assert_eq!(read(&bytes[..*length - 1]), Ok(None));
            // Written again it reads the same; a line that is not UTF-8 is changed once, perhaps to a longer one.
            let mut again = Vec::new();
            written(reply, &mut again);
            if let Ok(Some((second, _))) = read(&again) {
                assert_eq!(second, *reply);
            } else {
                assert!(std::str::from_utf8(&bytes[..*length]).is_err(), "{reply:?}");
            }
        }
        // More bytes make no difference.
        Err(Malformed) => assert_eq!(read(&[bytes, b"+OK\r\n"].concat()), Err(Malformed)),
        Ok(None) => {}
    }
    // A command is an array of texts.
    let words: Vec<&[u8]> = bytes.split(|byte| *byte == b' ').take(64).collect();
    let mut command = Vec::new();
    push_command(&mut command, &words);
    let texts = words.iter().map(|word| Reply::Text(word.to_vec())).collect();
    if words.iter().all(|word| word.len() <= 64 * 1024) {
        assert_eq!(read(&command), Ok(Some((Reply::Array(texts), command.len()))));
    }
});
