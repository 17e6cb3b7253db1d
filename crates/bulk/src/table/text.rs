//! The text of a file as a stream: decoded piece by piece, with the number of the current line.

use crate::row::InputError;
use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_16BE, UTF_16LE};
use memchr::memchr_iter;
use std::io::{self, Read};

/// How many bytes are read to find the encoding.
const HEAD: usize = 4096;
/// The least that is read at once.
const CHUNK: usize = 64 * 1024;

/// Text that is decoded while it is read.
pub(super) struct Text<'a> {
    source: Box<dyn Read + 'a>,
    /// `None` for UTF-8, which is only validated.
    decoder: Option<(Decoder, &'static Encoding)>,
    /// Bytes that are not decoded yet.
    raw: Vec<u8>,
    /// What a read takes.
    chunk: Vec<u8>,
    /// Decoded text, of which the first `start` bytes are consumed.
    text: String,
    start: usize,
    line: u64,
    is_read: bool,
    /// Whether lines end with CR alone, which becomes LF.
    ends_with_cr: bool,
    /// What comes after the decoded text.
    failure: Option<Failure>,
}

#[derive(Debug)]
enum Failure {
    Read(String),
    /// A byte that is not UTF-8.
    Byte(u8),
    /// The end within a character.
    Truncated,
    /// Bytes that the encoding does not have.
    Malformed(&'static str),
}

impl<'a> Text<'a> {
    /// Reads the beginning and finds the encoding; adds to `notes` what a person should know about it.
    pub(super) fn open(
        mut source: Box<dyn Read + 'a>,
        label: Option<&str>,
        notes: &mut Vec<String>,
    ) -> Result<Self, InputError> {
        let mut raw = Vec::new();
        let head = source.by_ref().take(HEAD as u64).read_to_end(&mut raw);
        head.map_err(|why| InputError { line: 0, message: unreadable(&why) })?;
        let (encoding, mark) = encoding(&raw, label, notes)?;
        raw.drain(..mark);
        let decoder = encoding.map(|encoding| (encoding.new_decoder_without_bom_handling(), encoding));
        let mut text = Self {
            source,
            decoder,
            raw,
            chunk: Vec::new(),
            text: String::new(),
            start: 0,
            line: 1,
            is_read: false,
            ends_with_cr: false,
            failure: None,
        };
        text.fill()?;
        let first_cr = text.text.find('\r').filter(|at| at + 1 < text.text.len());
        if first_cr.is_some() && !text.text.contains('\n') {
            notes.push("lines end with CR, as old programs for the Mac write them".to_owned());
            text.ends_with_cr = true;
            text.text = text.text.replace('\r', "\n");
        }
        Ok(text)
    }

    /// What is decoded and not consumed.
    pub(super) fn rest(&self) -> &str {
        self.text.get(self.start..).unwrap_or_default()
    }

    /// The number of the line at which the rest begins.
    pub(super) fn line(&self) -> u64 {
        self.line
    }

    /// Whether nothing comes after the rest.
    pub(super) fn is_complete(&self) -> bool {
        self.is_read && self.failure.is_none()
    }

    /// Consumes the first bytes of the rest.
    pub(super) fn consume(&mut self, count: usize) {
        let consumed = self.rest().get(..count).unwrap_or_default();
        self.line += memchr_iter(b'\n', consumed.as_bytes()).count() as u64;
        self.start += count;
    }

    /// Reads and decodes more; nothing more comes if [`is_complete`](Self::is_complete).
    pub(super) fn fill(&mut self) -> Result<(), InputError> {
        if let Some(failure) = &self.failure {
            return Err(self.error(failure));
        }
        if self.is_read {
            return Ok(());
        }
        self.text.drain(..self.start);
        self.start = 0;
        // As much again as is there, so that a long record is not scanned too often.
        let wanted = CHUNK.max(self.text.len());
        if let Err(why) = self.read(wanted) {
            self.failure = Some(Failure::Read(unreadable(&why)));
        }
        let from = self.text.len();
        let failure = match &mut self.decoder {
            None => take_utf8(&mut self.raw, &mut self.text, self.is_read),
            Some((decoder, encoding)) => decode(decoder, encoding, &mut self.raw, &mut self.text, self.is_read),
        };
        self.failure = self.failure.take().or(failure);
        if self.ends_with_cr {
            let new = self.text.split_off(from).replace('\r', "\n");
            self.text.push_str(&new);
        }
        match &self.failure {
            // The text before the failure comes first.
            Some(failure) if self.text.len() == from => Err(self.error(failure)),
            _ => Ok(()),
        }
    }

    fn read(&mut self, wanted: usize) -> io::Result<()> {
        if self.chunk.len() < wanted {
            self.chunk.resize(wanted, 0);
        }
        let count = loop {
            match self.source.read(&mut self.chunk) {
                Err(why) if why.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        self.raw.extend_from_slice(self.chunk.get(..count).unwrap_or_default());
        self.is_read = count == 0;
        Ok(())
    }

    /// The error at the end of the rest.
    fn error(&self, failure: &Failure) -> InputError {
        let rest = self.rest().as_bytes();
        let line = self.line + memchr_iter(b'\n', rest).count() as u64;
        let byte = rest.len() - memchr::memrchr(b'\n', rest).map_or(0, |at| at + 1) + 1;
        let message = match failure {
            Failure::Read(why) => why.clone(),
            Failure::Byte(found) => format!(
                "byte {byte} of the line is {found:02X}, which is not UTF-8: save the file as UTF-8, or name its encoding, \
                 probably --encoding windows-1252, macintosh or shift_jis"
            ),
            Failure::Truncated => {
                format!("the file ends within the character at byte {byte} of the line: it is truncated")
            }
            Failure::Malformed(encoding) => format!(
                "byte {byte} of the line, counted in UTF-8, is not valid {encoding}: save the file as UTF-8, or name its \
                 encoding with --encoding"
            ),
        };
        InputError { line, message }
    }
}

/// The message for a file that cannot be read.
pub(super) fn unreadable(why: &io::Error) -> String {
    format!("the file cannot be read: {why}")
}

/// The encoding, `None` for UTF-8, and the length of its byte order mark.
fn encoding(
    head: &[u8],
    label: Option<&str>,
    notes: &mut Vec<String>,
) -> Result<(Option<&'static Encoding>, usize), InputError> {
    let refuse = |message: String| Err(InputError { line: 0, message });
    let named = match label {
        None => None,
        Some(label) => match Encoding::for_label(label.as_bytes()) {
            Some(encoding) if encoding != encoding_rs::REPLACEMENT => Some(encoding),
            _ => {
                return refuse(format!(
                    "--encoding: {} is unknown; expected a name such as utf-8, utf-16le, windows-1252, macintosh or shift_jis",
                    zoomuser::internal::quoted(label)
                ));
            }
        },
    };
    if matches!(head, [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..]) {
        return refuse("the file is UTF-32: save it as UTF-8".to_owned());
    }
    if let Some((marked, mark)) = Encoding::for_bom(head) {
        if named.is_some_and(|named| named != marked) {
            notes.push(format!("the file's byte order mark says {}, which counts before --encoding", marked.name()));
        }
        return Ok((unless_utf8(marked), mark));
    }
    if let Some(named) = named {
        return Ok((unless_utf8(named), 0));
    }
    if memchr::memchr(0, head).is_none() {
        return Ok((None, 0));
    }
    // Delimiters and line ends of UTF-16 have their zero byte at one side.
    let zeros = |parity| head.iter().skip(parity).step_by(2).filter(|byte| **byte == 0).count();
    let encoding = if zeros(1) >= zeros(0) { UTF_16LE } else { UTF_16BE };
    notes.push(format!("encoding {} without a byte order mark", encoding.name()));
    Ok((Some(encoding), 0))
}

fn unless_utf8(encoding: &'static Encoding) -> Option<&'static Encoding> {
    (encoding != encoding_rs::UTF_8).then_some(encoding)
}

/// Moves what is valid UTF-8 from `raw` to `text`. A character may be incomplete if more comes.
fn take_utf8(raw: &mut Vec<u8>, text: &mut String, is_last: bool) -> Option<Failure> {
    let (valid, failure) = match std::str::from_utf8(raw) {
        Ok(valid) => (valid, None),
        Err(why) => {
            let (valid, rest) = raw.split_at(why.valid_up_to());
            let failure = match why.error_len() {
                Some(_) => rest.first().map(|byte| Failure::Byte(*byte)),
                None => is_last.then_some(Failure::Truncated),
            };
            (std::str::from_utf8(valid).unwrap_or_default(), failure)
        }
    };
    text.push_str(valid);
    let taken = valid.len();
    raw.drain(..taken);
    failure
}

fn decode(
    decoder: &mut Decoder,
    encoding: &'static Encoding,
    raw: &mut Vec<u8>,
    text: &mut String,
    is_last: bool,
) -> Option<Failure> {
    let needed = decoder.max_utf8_buffer_length_without_replacement(raw.len());
    text.reserve(needed.unwrap_or(raw.len().saturating_mul(3)));
    let (result, read) = decoder.decode_to_string_without_replacement(raw, text, is_last);
    raw.drain(..read);
    matches!(result, DecoderResult::Malformed(..)).then_some(Failure::Malformed(encoding.name()))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Gives one byte at a time, so that every character is split.
    struct Dribble<'a>(&'a [u8]);

    impl Read for Dribble<'_> {
        fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
            let take = into.len().min(1);
            self.0.read(&mut into[..take])
        }
    }

    fn read(bytes: &[u8], label: Option<&str>) -> Result<(String, Vec<String>), InputError> {
        let mut notes = Vec::new();
        let mut text = Text::open(Box::new(Dribble(bytes)), label, &mut notes)?;
        while !text.is_complete() {
            text.fill()?;
        }
        Ok((text.rest().to_owned(), notes))
    }

    fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
        text.encode_utf16().flat_map(bytes).collect()
    }

    #[test]
    fn text_is_decoded_however_it_is_cut() {
        let text = format!("Zoë,😀\r\n{}", "Ünïcödé\n".repeat(2000));
        let marked = |mark: &[u8], bytes| [mark, bytes].concat();
        for bytes in [
            text.as_bytes().to_vec(),
            marked(b"\xef\xbb\xbf", text.as_bytes()),
            marked(b"\xff\xfe", &utf16(&text, u16::to_le_bytes)),
            marked(b"\xfe\xff", &utf16(&text, u16::to_be_bytes)),
            utf16(&text, u16::to_le_bytes),
            utf16(&text, u16::to_be_bytes),
        ] {
            let (read, notes) = read(&bytes, None).expect("decoded");
            assert!(read == text, "{notes:?}");
        }
        assert_eq!(read(b"M\xfcller", Some("latin1")).expect("decoded").0, "Müller");
        assert_eq!(read(b"a\rb\rc", None).expect("decoded").0, "a\nb\nc");
        assert_eq!(read(b"a\r\nb\rc", None).expect("decoded").0, "a\r\nb\rc");
    }

    #[test]
    fn what_is_not_text_is_an_error_with_its_place() {
        let error = |bytes: &[u8], label| read(bytes, label).expect_err("refused").to_string();
        assert!(error(b"a\nb\xfcc", None).starts_with("line 2: byte 2 of the line is FC, which is not UTF-8"));
        assert_eq!(
            error(b"a\nb\xc3", None),
            "line 2: the file ends within the character at byte 2 of the line: it is truncated"
        );
        assert!(
            error(b"\xff\xfea\0\0\xd8b\0", None)
                .starts_with("line 1: byte 2 of the line, counted in UTF-8, is not valid")
        );
        assert!(error(b"\xff\xfea\0b", None).contains("not valid UTF-16LE"));
        assert_eq!(error(b"\xff\xfe\0\0", None), "the file is UTF-32: save it as UTF-8");
        assert!(error(b"", Some("utf-99")).starts_with("--encoding: utf-99 is unknown"));
    }
}
