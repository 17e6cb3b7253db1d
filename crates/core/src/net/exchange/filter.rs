//! Changes the body of a response before ureq-proto reads it. Chunk extensions are removed: it refuses long ones, and a
//! recipient has to ignore them (RFC 9112, section 7.1.1). A body that may contain a token is masked, because ureq-proto logs at
//! TRACE what it reads.

use std::hash::{BuildHasher, RandomState};

/// How long the chunk extensions of one body may be in total. With longer ones the body is not well formed.
const MAX_EXTENSIONS_LEN: usize = 16 * 1024;

/// The longest line with the size of a chunk that ureq-proto accepts, with its CR. What follows a longer one is not read.
const MAX_SIZE_LEN: usize = 21;

/// Changes the body of one response as it comes in, and unmasks what was decoded of it.
#[derive(Debug)]
pub(crate) struct Filter {
    /// Makes the mask, if there is one.
    random: Option<RandomState>,
    position: Position,
    /// The size of a chunk, as text.
    size: Vec<u8>,
    /// The total length of chunk extensions so far.
    extensions: usize,
    /// Bytes of content so far.
    count: u64,
}

/// The part of the body that the next byte belongs to.
#[derive(Debug, Clone, Copy)]
enum Position {
    Content,
    ChunkSize,
    Extension,
    /// In a chunk with this many bytes left.
    Chunk(u64),
    ChunkEnd,
    /// In the trailers, which nobody reads, and after them.
    After,
}

impl Filter {
    /// A filter for a body of which ureq-proto may read everything, unless it `is_secret`.
    pub(crate) fn new(is_chunked: bool, is_secret: bool) -> Self {
        let position = if is_chunked { Position::ChunkSize } else { Position::Content };
        Self { random: is_secret.then(RandomState::new), position, size: Vec::new(), extensions: 0, count: 0 }
    }

    /// Changes new input in place; returns how many bytes are left of it.
    pub(crate) fn apply(&mut self, input: &mut [u8]) -> usize {
        let (mut at, mut kept) = (0, 0);
        while let Some(&byte) = input.get(at) {
            let unchanged = self.skip(input.len() - at);
            if unchanged > 0 {
                input.copy_within(at..at + unchanged, kept);
                at += unchanged;
                kept += unchanged;
                continue;
            }
            at += 1;
            if let (Some(byte), Some(to)) = (self.next(byte), input.get_mut(kept)) {
                *to = byte;
                kept += 1;
            }
        }
        kept
    }

    /// How many of the next bytes, of which there are `length`, are content that stays as it is.
    fn skip(&mut self, length: usize) -> usize {
        match self.position {
            _ if self.random.is_some() => 0,
            Position::Content | Position::After => length,
            Position::Chunk(left) if left > length as u64 => {
                self.position = Position::Chunk(left - length as u64);
                length
            }
            Position::Chunk(left) => {
                self.position = Position::ChunkEnd;
                left as usize
            }
            Position::ChunkSize | Position::Extension | Position::ChunkEnd => 0,
        }
    }

    /// What becomes of the next byte; `None` if it is removed.
    fn next(&mut self, byte: u8) -> Option<u8> {
        let (byte, position) = match self.position {
            Position::Content => (self.masked(byte), Position::Content),
            Position::ChunkSize if byte == b';' => return self.extension(byte),
            Position::ChunkSize => (byte, self.chunk_size(byte)),
            Position::Extension => return self.extension(byte),
            Position::Chunk(left) => {
                (self.masked(byte), if left > 1 { Position::Chunk(left - 1) } else { Position::ChunkEnd })
            }
            Position::ChunkEnd if byte == b'\n' => (byte, Position::ChunkSize),
            Position::ChunkEnd => (byte, Position::ChunkEnd),
            // The ends of lines are what ends the trailers.
            Position::After if self.random.is_some() && !matches!(byte, b'\r' | b'\n') => (b'x', Position::After),
            Position::After => (byte, Position::After),
        };
        self.position = position;
        Some(byte)
    }

    /// Removes a byte of an extension, up to the end of the line. A byte not allowed in an extension is kept, so that the chunk
    /// size is invalid. One beyond the limit is replaced by a byte that no size contains.
    fn extension(&mut self, byte: u8) -> Option<u8> {
        self.extensions += 1;
        let mut byte = byte;
        if byte == b'\t' || !byte.is_ascii_control() {
            if self.extensions <= MAX_EXTENSIONS_LEN {
                self.position = Position::Extension;
                return None;
            }
            byte = b'!';
        }
        self.position = self.chunk_size(byte);
        Some(byte)
    }

    fn chunk_size(&mut self, byte: u8) -> Position {
        if byte != b'\n' {
            self.size.push(byte);
            return if self.size.len() <= MAX_SIZE_LEN { Position::ChunkSize } else { Position::Content };
        }
        let size = std::str::from_utf8(&self.size).ok().and_then(|text| u64::from_str_radix(text.trim(), 16).ok());
        self.size.clear();
        match size {
            Some(0) => Position::After,
            Some(size) => Position::Chunk(size),
            None => Position::Content,
        }
    }

    fn masked(&mut self, byte: u8) -> u8 {
        let pad = self.pad(self.count);
        self.count += 1;
        byte ^ pad
    }

    /// Unmasks the complete body.
    pub(crate) fn unmask(&self, content: &mut [u8]) {
        if self.random.is_some() {
            for (byte, at) in content.iter_mut().zip(0..) {
                *byte ^= self.pad(at);
            }
        }
    }

    /// A random byte, always the same for one position; 0 without a mask.
    fn pad(&self, at: u64) -> u8 {
        let [byte, ..] = self.random.as_ref().map_or(0, |random| random.hash_one(at)).to_ne_bytes();
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The body after the filter, in pieces of this size, and the filter.
    fn filtered(body: &[u8], piece: usize, is_chunked: bool, is_secret: bool) -> (Vec<u8>, Filter) {
        let (mut bytes, mut filter) = (Vec::new(), Filter::new(is_chunked, is_secret));
        for piece in body.chunks(piece) {
            let mut piece = piece.to_vec();
            let kept = filter.apply(&mut piece);
            piece.truncate(kept);
            bytes.extend(piece);
        }
        (bytes, filter)
    }

    #[test]
    fn a_secret_body_is_unreadable_until_it_is_unmasked() {
        const BODY: &[u8] = b"{\"access_token\":\"abc\"}";
        for piece in [1, 7, 1_000] {
            let (mut body, filter) = filtered(BODY, piece, false, true);
            assert!(!body.windows(4).any(|part| BODY.windows(4).any(|other| other == part)));
            filter.unmask(&mut body);
            assert_eq!(body, BODY);
            assert_eq!(filtered(BODY, piece, false, false).0, BODY);
        }
    }

    #[test]
    fn chunk_framing_is_kept() {
        const BODY: &[u8] = b"5;x=y\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n";
        for piece in [1, 5, 1_000] {
            let (body, filter) = filtered(BODY, piece, true, true);
            assert!(body.starts_with(b"5\r\n") && body[8..].starts_with(b"\r\n10\r\n"));
            assert!(body.ends_with(b"\r\n0\r\nxxxxxxxxxx\r\n\r\n"), "a trailer may repeat a token too");
            let mut content = [&body[3..8], &body[14..30]].concat();
            assert_ne!(content, b"hello0123456789abcdef");
            filter.unmask(&mut content);
            assert_eq!(content, b"hello0123456789abcdef");
        }
    }

    #[test]
    fn extensions_are_removed_and_what_may_not_be_there_is_kept() {
        let longest = format!("5;{}\r\nhello\r\n0\r\n\r\n", "x".repeat(MAX_EXTENSIONS_LEN - 1));
        // What follows could be a digit of the size.
        let long = format!("5;{}a\r\nhello\r\n", "x".repeat(MAX_EXTENSIONS_LEN - 1));
        let second = format!("5;{}\r\nhello\r\n5;a\r\nhello\r\n", "x".repeat(MAX_EXTENSIONS_LEN - 1));
        for (body, expected) in [
            ("5;a=\"b;c\" ;d\r\nhello\r\n0;e\r\n\r\n", "5\r\nhello\r\n0\r\n\r\n"),
            ("5 \t;\tname\r\nhel;o\r\n0\r\nA: b;c\r\n\r\n", "5 \t\r\nhel;o\r\n0\r\nA: b;c\r\n\r\n"),
            ("5;a\nhello\r\n", "5\nhello\r\n"),
            ("5;a\rb;c\r\nhello\r\n", "5\rb\r\nhello\r\n"),
            ("5;a\0b\r\nhello\r\n", "5\0b\r\nhello\r\n"),
            ("x;a\r\nhe;lo\r\n", "x\r\nhe;lo\r\n"),
            (&longest, "5\r\nhello\r\n0\r\n\r\n"),
            (&long, "5!\r\nhello\r\n"),
            (&second, "5\r\nhello\r\n5!a\r\nhello\r\n"),
        ] {
            for piece in [1, 5, 100_000] {
                let (filtered, _) = filtered(body.as_bytes(), piece, true, false);
                assert_eq!(String::from_utf8_lossy(&filtered), expected, "{body:.20}");
            }
        }
    }
}
