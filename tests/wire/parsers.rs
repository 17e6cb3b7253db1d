//! Two third-party parsers of multipart/form-data.

use multer::Multipart;
use std::io::Write;
use std::process::{Command, Stdio};
use zoomuser_sandbox::Recorded;

/// A part as a parser sees it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Parsed {
    pub(crate) name: String,
    pub(crate) file_name: Option<String>,
    pub(crate) content_type: Option<String>,
    pub(crate) value: Vec<u8>,
}

impl Parsed {
    /// A part of text with nothing but its name.
    pub(crate) fn plain(name: &str, value: &str) -> Self {
        Self { name: name.to_owned(), file_name: None, content_type: None, value: value.as_bytes().to_vec() }
    }
}

pub(crate) fn content_type(request: &Recorded) -> String {
    let header = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    header.expect("a content type").1.clone()
}

/// Parsed by multer.
pub(crate) fn by_multer(content_type: &str, body: &[u8]) -> Vec<Parsed> {
    let boundary = multer::parse_boundary(content_type).expect("a boundary");
    let body = futures_util::stream::iter([Ok::<_, std::io::Error>(body.to_vec())]);
    pollster::block_on(async {
        let mut multipart = Multipart::new(body, boundary);
        let mut parts = Vec::new();
        while let Some(field) = multipart.next_field().await.expect("a part") {
            let name = field.name().unwrap_or_default().to_owned();
            let file_name = field.file_name().map(str::to_owned);
            let header = field.headers().get("content-type").map(|value| value.as_bytes().to_vec());
            let content_type = header.map(|value| String::from_utf8(value).expect("text"));
            let value = field.bytes().await.expect("a value").to_vec();
            parts.push(Parsed { name, file_name, content_type, value });
        }
        parts
    })
}

/// Parsed by the e-mail package of Python.
pub(crate) fn by_python(content_type: &str, body: &[u8]) -> Vec<Parsed> {
    const PROGRAM: &str = "
import sys, json, email.parser, email.policy
head, body = sys.argv[1], sys.stdin.buffer.read()
message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
    b'Content-Type: ' + head.encode() + b'\\r\\n\\r\\n' + body)
assert not message.defects, message.defects
for part in message.iter_parts():
    assert not part.defects, part.defects
    kinds = [value for name, value in part.raw_items() if name.lower() == 'content-type']
    print(json.dumps([part.get_param('name', header='content-disposition'), part.get_filename(),
                      kinds[0].strip() if kinds else None, part.get_payload(decode=True).hex()]))
";
    let mut python = Command::new("python3")
        .args(["-c", PROGRAM, content_type])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("python3");
    python.stdin.take().expect("stdin").write_all(body).expect("written");
    let output = python.wait_with_output().expect("read");
    assert!(output.status.success());
    let text = String::from_utf8(output.stdout).expect("text");
    let unhex = |hex: &str| -> Vec<u8> {
        (0..hex.len()).step_by(2).map(|i| u8::from_str_radix(&hex[i..i + 2], 16).expect("hex")).collect()
    };
    let parsed = |line: &str| {
        let (name, file_name, content_type, value): (Option<String>, _, _, String) =
            serde_json::from_str(line).expect("four columns");
        Parsed { name: name.unwrap_or_default(), file_name, content_type, value: unhex(&value) }
    };
    text.lines().map(parsed).collect()
}
