//! Makes the body of an answer unreadable between the connection and the one who asked: what holds a new access token
//! must not stand in the log of the HTTP library, which at its lowest level dumps what it reads.

use std::hash::{BuildHasher, RandomState};

/// More of a head than the HTTP library takes.
const LONGEST_HEAD: usize = 128 * 1024;

/// Masks the content of one answer as it comes in, and takes the mask off the content as it was read.
#[derive(Debug, Default)]
pub(super) struct Mask {
    random: RandomState,
    place: Place,
    /// The head so far, or the line with the size of a chunk.
    text: Vec<u8>,
    /// Bytes of content so far.
    count: u64,
}

/// Where in the answer the next byte stands.
#[derive(Debug, Default)]
enum Place {
    #[default]
    Head,
    /// In content that goes to its end.
    Content,
    ChunkSize,
    /// In a chunk with so many bytes left.
    Chunk(u64),
    ChunkEnd,
    /// Behind the content.
    Behind,
}

impl Mask {
    /// Masks what has just come in.
    pub(super) fn put_on(&mut self, input: &mut [u8]) {
        for byte in input {
            self.place = match std::mem::take(&mut self.place) {
                Place::Head => self.head(*byte),
                Place::Content => {
                    self.change(byte);
                    Place::Content
                }
                Place::ChunkSize => self.chunk_size(*byte),
                Place::Chunk(left) => {
                    self.change(byte);
                    if left > 1 { Place::Chunk(left - 1) } else { Place::ChunkEnd }
                }
                Place::ChunkEnd if *byte == b'\n' => Place::ChunkSize,
                Place::ChunkEnd => Place::ChunkEnd,
                Place::Behind => Place::Behind,
            };
        }
    }

    /// Takes the mask off the content, from its first byte on.
    pub(super) fn take_off(&self, content: &mut [u8]) {
        for (byte, at) in content.iter_mut().zip(0..) {
            *byte ^= self.pad(at);
        }
    }

    fn head(&mut self, byte: u8) -> Place {
        self.text.push(byte);
        if !(self.text.ends_with(b"\r\n\r\n") || self.text.ends_with(b"\n\n")) {
            return if self.text.len() < LONGEST_HEAD { Place::Head } else { Place::Content };
        }
        let head = String::from_utf8_lossy(&self.text).to_ascii_lowercase();
        self.text.clear();
        let status = head.split(' ').nth(1).unwrap_or_default();
        if status.starts_with('1') {
            return Place::Head;
        }
        let is_chunked = |line: &str| line.starts_with("transfer-encoding:") && line.contains("chunked");
        if head.lines().any(is_chunked) { Place::ChunkSize } else { Place::Content }
    }

    fn chunk_size(&mut self, byte: u8) -> Place {
        if byte != b'\n' {
            self.text.push(byte);
            return if self.text.len() < LONGEST_HEAD { Place::ChunkSize } else { Place::Content };
        }
        let line = String::from_utf8_lossy(&self.text).into_owned();
        self.text.clear();
        let digits = line.split(';').next().unwrap_or_default().trim();
        match u64::from_str_radix(digits, 16) {
            Ok(0) => Place::Behind,
            Ok(size) => Place::Chunk(size),
            Err(_) => Place::Content,
        }
    }

    fn change(&mut self, byte: &mut u8) {
        *byte ^= self.pad(self.count);
        self.count += 1;
    }

    /// A random byte, the same each time for one place.
    fn pad(&self, at: u64) -> u8 {
        let [byte, ..] = self.random.hash_one(at).to_ne_bytes();
        byte
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// What stands on the wire after masking, in pieces of this size, and the mask.
    fn masked(answer: &[u8], piece: usize) -> (Vec<u8>, Mask) {
        let (mut wire, mut mask) = (answer.to_vec(), Mask::default());
        for piece in wire.chunks_mut(piece) {
            mask.put_on(piece);
        }
        (wire, mask)
    }

    #[test]
    fn content_is_unreadable_until_the_mask_is_off() {
        const HEAD: &[u8] = b"HTTP/1.1 200 OK\r\nContent-Length: 21\r\n\r\n";
        const BODY: &[u8] = b"{\"access_token\":\"abc\"}";
        let answer = [b"HTTP/1.1 103 Early Hints\r\n\r\n", HEAD, BODY].concat();
        for piece in [1, 7, 1_000] {
            let (wire, mask) = masked(&answer, piece);
            let (head, body) = wire.split_at(answer.len() - BODY.len());
            assert!(head.ends_with(HEAD), "heads are as they were");
            assert!(!body.windows(4).any(|part| BODY.windows(4).any(|other| other == part)));
            let mut body = body.to_vec();
            mask.take_off(&mut body);
            assert_eq!(body, BODY);
        }
    }

    #[test]
    fn chunks_keep_their_frames() {
        const HEAD: &str = "HTTP/1.1 200 OK\r\ntransfer-Encoding: gzip, Chunked\r\n\r\n";
        let answer = format!("{HEAD}5;x=y\r\nhello\r\n10\r\n0123456789abcdef\r\n0\r\nTrailer: x\r\n\r\n");
        for piece in [1, 5, 1_000] {
            let (wire, mask) = masked(answer.as_bytes(), piece);
            let at = |part: &[u8]| wire.windows(part.len()).position(|window| window == part);
            let first = at(b"5;x=y\r\n").expect("a frame") + 7;
            let second = at(b"\r\n10\r\n").expect("a frame") + 6;
            assert!(wire.ends_with(b"\r\n0\r\nTrailer: x\r\n\r\n"));
            let mut content = [&wire[first..first + 5], &wire[second..second + 16]].concat();
            assert_ne!(content, b"hello0123456789abcdef");
            mask.take_off(&mut content);
            assert_eq!(content, b"hello0123456789abcdef");
        }
    }
}
