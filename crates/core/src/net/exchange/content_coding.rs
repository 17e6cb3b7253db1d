//! Content codings of a body. Requests ask for none, but some proxies compress all the same: `gzip` and `deflate` are decoded
//! here, within the size limit of a body and before secrets are redacted. A body in another coding is not kept, because a
//! secret in it could not be found.

use crate::http_head::RawHead;
use crate::redact::redact_any_case;
use flate2::bufread::GzDecoder;
use flate2::{Decompress, FlushDecompress, Status};
use std::io::{ErrorKind, Read};
use zeroize::Zeroize;

/// Codings of one body; more are not of an honest server.
const MAX_CODINGS: usize = 4;
/// The longest name of a coding in a message.
const MAX_NAME_LEN: usize = 40;
const GZIP_MAGIC: &[u8] = &[0x1f, 0x8b, 8];

/// The encoding of a body according to the head.
#[derive(Debug, Clone, Default)]
pub(crate) struct BodyEncoding {
    /// The codings in the order in which they were applied.
    codings: Vec<String>,
    /// Whether the body is JSON, XML, HTML or other text, or of no named type.
    is_text: bool,
}

/// A decoded body.
#[derive(Debug, Default, PartialEq, Eq)]
pub(crate) struct Unpacked {
    pub(crate) body: Vec<u8>,
    /// What was decoded, for a warning.
    pub(crate) note: Option<String>,
    /// Why the body is incomplete.
    pub(crate) fault: Option<String>,
    /// The body is not kept at all; `fault` says why.
    pub(crate) withheld: bool,
}

impl BodyEncoding {
    /// The encoding of a body with this head.
    pub(crate) fn of(bytes: &[u8], head: &RawHead<'_>) -> Self {
        let content_type = head.values("content-type").next().unwrap_or_default();
        let (named, lines) = (head.values("content-encoding").collect::<Vec<_>>(), encoding_lines(bytes));
        // A malformed line, which is otherwise ignored, still tells how the body is encoded.
        let codings = if lines.len() > named.len() { lines } else { named };
        Self::read(codings.into_iter(), head.values("transfer-encoding"), content_type)
    }

    /// Reads the values of `Content-Encoding`, `Transfer-Encoding` and `Content-Type`.
    fn read<'a>(
        content: impl Iterator<Item = &'a [u8]>,
        transfer: impl Iterator<Item = &'a [u8]>,
        content_type: &[u8],
    ) -> Self {
        let names = content.chain(transfer).flat_map(|value| value.split(|byte| *byte == b','));
        let names = names.map(|name| String::from_utf8_lossy(name.trim_ascii()).to_ascii_lowercase());
        let codings = names.filter(|name| !matches!(name.as_str(), "" | "identity" | "chunked")).collect();
        let content_type = content_type.trim_ascii().to_ascii_lowercase();
        let says = |part: &str| content_type.windows(part.len()).any(|window| window == part.as_bytes());
        let is_text = content_type.is_empty() || content_type.starts_with(b"text/") || says("json") || says("xml");
        Self { codings, is_text }
    }

    /// Decodes the body, at max_len `max_len` bytes of it. `secrets` are redacted in the names of codings.
    pub(crate) fn unpack(&self, mut body: Vec<u8>, max_len: usize, secrets: &[&str]) -> Unpacked {
        let mut left = self.codings.clone();
        let hides_gzip = |body: &[u8]| self.is_text && body.starts_with(GZIP_MAGIC);
        if body.is_empty() || (left.is_empty() && !hides_gzip(&body)) {
            return Unpacked { body, ..Unpacked::default() };
        }
        let named = |codings: &[String]| shown(&codings.join(", "), secrets);
        if is_plain(&body) {
            let note = format!("the body is labelled {} but is not compressed; it was read as it came", named(&left));
            return Unpacked { body, note: Some(note), ..Unpacked::default() };
        }
        let withhold = |body: &mut Vec<u8>, codings: &[String]| {
            body.zeroize();
            let names = named(codings);
            let fault = format!(
                "it is compressed with {names}, which this library cannot unpack; switch compression off in the proxy or \
                 filter between this machine and Zoom"
            );
            Unpacked { fault: Some(fault), withheld: true, ..Unpacked::default() }
        };
        if left.len() > MAX_CODINGS || left.iter().any(|coding| Coding::of(coding).is_none()) {
            return withhold(&mut body, &left);
        }
        let (mut done, mut fault, mut has_rest) = (Vec::new(), None, false);
        loop {
            // A body may be compressed once more than its head says.
            let name = match left.pop() {
                None if hides_gzip(&body) => "gzip".to_owned(),
                None => break,
                Some(name) => name,
            };
            let coding = Coding::of(&name).filter(|_| done.len() < MAX_CODINGS);
            done.insert(0, name);
            let Some(coding) = coding else { return withhold(&mut body, &done) };
            let stage = coding.undo(&body, max_len);
            body.zeroize();
            body = stage.out;
            has_rest |= stage.has_rest;
            fault = fault.or(stage.fault);
        }
        let rest = if has_rest { "; what followed the compressed data was dropped" } else { "" };
        let note = format!("the body came compressed with {} and was unpacked{rest}", named(&done));
        Unpacked { body, note: Some(note), fault, withheld: false }
    }
}

/// The values of all lines of a head that name `Content-Encoding`, well-formed or not.
fn encoding_lines(head: &[u8]) -> Vec<&[u8]> {
    head.split(|byte| *byte == b'\n').filter_map(encoding_line).collect()
}

fn encoding_line(line: &[u8]) -> Option<&[u8]> {
    let colon = line.iter().position(|byte| *byte == b':')?;
    let name: Vec<u8> = line.get(..colon)?.iter().copied().filter(u8::is_ascii_graphic).collect();
    let value = line.get(colon + 1..)?;
    name.eq_ignore_ascii_case(b"content-encoding").then_some(value)
}

/// The name of a coding for a message: short ASCII, without a secret.
fn shown(names: &str, secrets: &[&str]) -> String {
    let mut names = names.as_bytes().to_vec();
    for secret in secrets {
        redact_any_case(&mut names, secret);
    }
    let visible = names.into_iter().map(char::from).map(|c| if matches!(c, ' '..='~') { c } else { '?' });
    visible.take(MAX_NAME_LEN).collect()
}

/// Whether a body is JSON, XML or HTML, whatever its head says. Compressed data has other bytes.
fn is_plain(body: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(body) else { return false };
    let begins = text.trim_start_matches('\u{feff}').trim_start().starts_with(['{', '[', '<']);
    begins && !text.chars().any(|c| c.is_control() && !c.is_ascii_whitespace())
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
}

/// A body with one coding removed.
#[derive(Debug, Default)]
struct Stage {
    out: Vec<u8>,
    fault: Option<String>,
    /// Whether more than padding follows the compressed data.
    has_rest: bool,
}

impl Coding {
    fn of(name: &str) -> Option<Self> {
        match name {
            "gzip" | "x-gzip" => Some(Self::Gzip),
            "deflate" => Some(Self::Deflate),
            _ => None,
        }
    }

    fn undo(self, input: &[u8], max_len: usize) -> Stage {
        match self {
            Self::Gzip => gunzip(input, max_len),
            // In RFC 9110 `deflate` is zlib; some servers send raw deflate data.
            Self::Deflate if is_zlib(input) => inflate(input, true, max_len),
            Self::Deflate => inflate(input, false, max_len),
        }
    }
}

fn cut(max_len: usize) -> String {
    format!("only its first {max_len} bytes were unpacked")
}

fn damaged(length: usize) -> String {
    format!("its compressed data are damaged after {length} unpacked bytes")
}

fn ended(length: usize) -> String {
    format!("its compressed data end too early, after {length} unpacked bytes")
}

/// Gzip data may consist of several members.
fn gunzip(mut input: &[u8], max_len: usize) -> Stage {
    let mut stage = Stage::default();
    loop {
        let mut decoder = GzDecoder::new(input);
        let room = (max_len + 1).saturating_sub(stage.out.len());
        let read = (&mut decoder).take(room as u64).read_to_end(&mut stage.out);
        let length = stage.out.len();
        stage.fault = match read {
            _ if length > max_len => Some(cut(max_len)),
            Ok(_) => None,
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Some(ended(length)),
            Err(_) => Some(damaged(length)),
        };
        stage.out.truncate(max_len);
        input = decoder.into_inner();
        if stage.fault.is_some() || !input.starts_with(GZIP_MAGIC) {
            stage.has_rest = stage.fault.is_none() && input.iter().any(|byte| *byte != 0);
            return stage;
        }
    }
}

fn is_zlib(input: &[u8]) -> bool {
    matches!(input, [method, flags, ..] if method & 15 == 8 && (u16::from(*method) * 256 + u16::from(*flags)) % 31 == 0)
}

/// Not by flate2's readers: they take data that break off for whole ones.
fn inflate(input: &[u8], is_zlib: bool, max_len: usize) -> Stage {
    const PIECE: usize = 16 * 1024;
    let mut state = Decompress::new(is_zlib);
    let mut stage = Stage::default();
    let mut piece = vec![0; PIECE];
    let count = |total: u64| usize::try_from(total).unwrap_or(usize::MAX);
    loop {
        let (taken, made) = (count(state.total_in()), count(state.total_out()));
        let rest = input.get(taken..).unwrap_or_default();
        let status = state.decompress(rest, &mut piece, FlushDecompress::None);
        let new = count(state.total_out()).saturating_sub(made);
        stage.out.extend_from_slice(piece.get(..new).unwrap_or_default());
        let length = stage.out.len();
        let is_stuck = new == 0 && count(state.total_in()) == taken;
        stage.fault = match status {
            _ if length > max_len => Some(cut(max_len)),
            Err(_) => Some(damaged(length)),
            Ok(Status::StreamEnd) => None,
            Ok(Status::Ok | Status::BufError) if is_stuck => Some(ended(length)),
            Ok(Status::Ok | Status::BufError) => continue,
        };
        stage.out.truncate(max_len);
        stage.has_rest = stage.fault.is_none() && count(state.total_in()) < input.len();
        piece.zeroize();
        return stage;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::Compression;
    use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
    use std::io::Write;

    const MOST: usize = 100_000;
    const TEXT: &[u8] = br#"{"code":300,"message":"No."}"#;

    fn form(codings: &str, content_type: &str) -> BodyEncoding {
        BodyEncoding::read([codings.as_bytes()].into_iter(), std::iter::empty(), content_type.as_bytes())
    }

    fn gzip(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("in memory");
        encoder.finish().expect("in memory")
    }

    fn zlib(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("in memory");
        encoder.finish().expect("in memory")
    }

    fn raw(bytes: &[u8]) -> Vec<u8> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
        encoder.write_all(bytes).expect("in memory");
        encoder.finish().expect("in memory")
    }

    #[test]
    fn codings_are_undone_in_reverse_order() {
        for (codings, body, named) in [
            ("gzip", gzip(TEXT), "gzip"),
            (" X-GZIP ,,", gzip(TEXT), "x-gzip"),
            ("deflate", zlib(TEXT), "deflate"),
            ("deflate", raw(TEXT), "deflate"),
            ("deflate, identity, gzip", gzip(&raw(TEXT)), "deflate, gzip"),
            ("gzip, chunked", gzip(TEXT), "gzip"),
            ("", gzip(TEXT), "gzip"),
            ("gzip", gzip(&gzip(TEXT)), "gzip, gzip"),
        ] {
            let unpacked = form(codings, "application/json").unpack(body, MOST, &[]);
            assert_eq!(unpacked.body, TEXT, "{codings}");
            assert_eq!((unpacked.fault, unpacked.withheld), (None, false), "{codings}");
            assert_eq!(unpacked.note, Some(format!("the body came compressed with {named} and was unpacked")));
        }
    }

    #[test]
    fn data_that_break_off_anywhere_are_not_whole() {
        let text: Vec<u8> = (0..3_000_u32).flat_map(|i| (i % 251).to_string().into_bytes()).collect();
        for (coding, whole) in [("gzip", gzip(&text)), ("deflate", zlib(&text)), ("deflate", raw(&text))] {
            for length in (1..whole.len()).step_by(7).chain([whole.len() - 1]) {
                let unpacked = form(coding, "").unpack(whole[..length].to_vec(), MOST, &[]);
                assert!(unpacked.fault.is_some(), "{coding} {length}");
                assert!(text.starts_with(&unpacked.body), "{coding} {length}");
            }
            for at in 0..whole.len() {
                let mut damaged = whole.clone();
                damaged[at] ^= 0x55;
                // Whatever comes of it is no copy of the compressed data, and within the limit.
                let unpacked = form(coding, "").unpack(damaged.clone(), MOST, &[]);
                assert!(unpacked.body.len() <= MOST && unpacked.body != damaged);
            }
        }
    }

    #[test]
    fn the_limit_holds_for_every_coding() {
        let zeros = vec![b'0'; 40 * MOST];
        for (codings, body) in [
            ("gzip", gzip(&zeros)),
            ("deflate", zlib(&zeros)),
            ("deflate", raw(&zeros)),
            ("gzip, gzip", gzip(&gzip(&zeros))),
            ("gzip", [gzip(&zeros[..MOST - 1]), gzip(b"1"), gzip(b"2")].concat()),
        ] {
            let unpacked = form(codings, "").unpack(body, MOST, &[]);
            assert_eq!(unpacked.body.len(), MOST, "{codings}");
            assert_eq!(unpacked.fault, Some(cut(MOST)), "{codings}");
        }
        for body in [gzip(&zeros[..MOST]), [gzip(&zeros[..MOST - 1]), gzip(b"1")].concat()] {
            let unpacked = form("gzip", "").unpack(body, MOST, &[]);
            assert_eq!((unpacked.body.len(), unpacked.fault), (MOST, None));
        }
    }

    #[test]
    fn other_codings_are_named_without_a_secret() {
        let many = ["gzip"; MAX_CODINGS + 1].join(",");
        let mut nested = gzip(TEXT);
        for _ in 0..MAX_CODINGS {
            nested = gzip(&nested);
        }
        for (codings, body, says) in [
            ("br", gzip(TEXT), "with br,"),
            ("gzip, ZSTD", gzip(TEXT), "with gzip, zstd,"),
            ("x TOK-Secret \u{7f}\u{fc}", gzip(TEXT), "with x ********** ???,"),
            (many.as_str(), gzip(TEXT), "with gzip, gzip, gzip, gzip, gzip,"),
            ("gzip", nested, "with gzip, gzip, gzip, gzip, gzip,"),
        ] {
            let unpacked = form(codings, "").unpack(body, MOST, &["tok-SECRET"]);
            assert!(unpacked.withheld && unpacked.body.is_empty(), "{codings}");
            assert!(unpacked.fault.as_ref().is_some_and(|fault| fault.contains(says)), "{codings}: {unpacked:?}");
        }
    }

    #[test]
    fn what_is_not_compressed_stays_as_it_is() {
        for body in [TEXT, b" \r\n<html>\xc3\xbc</html>", b"\xef\xbb\xbf[1]"] {
            for codings in ["gzip", "br", "deflate, zstd"] {
                let unpacked = form(codings, "").unpack(body.to_vec(), MOST, &[]);
                assert_eq!((unpacked.body.as_slice(), unpacked.fault), (body, None), "{codings}");
                assert!(unpacked.note.is_some_and(|note| note.contains("is not compressed")));
            }
            assert_eq!(form("", "").unpack(body.to_vec(), MOST, &[]).note, None);
        }
        let file = gzip(b"a,b\n");
        for content_type in ["application/gzip", "application/octet-stream", "application/x-gzip; x=y"] {
            assert_eq!(form("", content_type).unpack(file.clone(), MOST, &[]).body, file, "{content_type}");
            let packed = form("gzip", content_type).unpack(gzip(&file), MOST, &[]);
            assert_eq!((packed.body.as_slice(), packed.withheld), (file.as_slice(), false));
        }
        for content_type in ["", "text/csv", "application/json;charset=utf-8", "application/problem+json", "Text/XML"] {
            assert_eq!(form("", content_type).unpack(file.clone(), MOST, &[]).body, b"a,b\n", "{content_type}");
        }
        assert_eq!(form("br", "").unpack(Vec::new(), MOST, &[]), Unpacked::default());
    }
}
