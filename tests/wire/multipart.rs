//! Multipart bodies against two parsers that this project did not write, and against curl.

use multer::Multipart;
use std::io::Write;
use std::process::{Command, Stdio};
use support::{has, http_options, sandbox, with};
use zoomuser::{Client, Status, UserPatch};
use zoomuser_sandbox::Recorded;

type Parts = Vec<(String, Vec<u8>)>;

/// The 22 clean values of the founding sample.
fn sample() -> Vec<(String, String)> {
    serde_json::from_str(include_str!("../data/founding_sample.json")).expect("pairs")
}

fn content_type(request: &Recorded) -> String {
    let header = request.headers.iter().find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    header.expect("a content type").1.clone()
}

/// Parsed by multer.
fn by_multer(content_type: &str, body: &[u8]) -> Parts {
    let boundary = multer::parse_boundary(content_type).expect("a boundary");
    let body = futures_util::stream::iter([Ok::<_, std::io::Error>(body.to_vec())]);
    pollster::block_on(async {
        let mut multipart = Multipart::new(body, boundary);
        let mut parts = Vec::new();
        while let Some(field) = multipart.next_field().await.expect("a part") {
            assert_eq!(field.file_name(), None);
            let name = field.name().expect("a name").to_owned();
            parts.push((name, field.bytes().await.expect("a value").to_vec()));
        }
        parts
    })
}

/// Parsed by the e-mail package of Python.
fn by_python(content_type: &str, body: &[u8]) -> Parts {
    const PROGRAM: &str = "
import sys, email.parser, email.policy
head, body = sys.argv[1], sys.stdin.buffer.read()
message = email.parser.BytesParser(policy=email.policy.HTTP).parsebytes(
    b'Content-Type: ' + head.encode() + b'\\r\\n\\r\\n' + body)
assert not message.defects, message.defects
for part in message.iter_parts():
    assert not part.defects, part.defects
    assert part.get_filename() is None
    name = part.get_param('name', header='content-disposition')
    print(name.encode().hex() + ' ' + part.get_payload(decode=True).hex())
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
    text.lines()
        .map(|line| line.split_once(' ').expect("two columns"))
        .map(|(name, value)| (String::from_utf8(unhex(name)).expect("text"), unhex(value)))
        .collect()
}

#[test]
fn the_founding_sample_is_what_curl_sends() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("encoding", "multipart"), ("check", "warn")]));
    let mut patch = UserPatch::new();
    for (name, value) in sample() {
        patch.set(&name, value);
    }
    patch.set("login_type", "100");
    patch.set("remove_tsp_credentials", "true");
    let outcome = client.update_user("status-204@sandbox.test", &patch);
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert!(outcome.warnings().len() > 5, "several values break Zoom's limits");

    let request = sandbox.requests().pop().expect("a request");
    assert!(request.target.ends_with("/users/status-204@sandbox.test?login_type=100&remove_tsp_credentials=true"));
    let wanted: Parts = sample().into_iter().map(|(name, value)| (name, value.into_bytes())).collect();
    assert_eq!(wanted.len(), 22);
    assert_eq!(by_multer(&content_type(&request), &request.body), wanted);
    assert_eq!(by_python(&content_type(&request), &request.body), wanted);

    if !has("curl") {
        return;
    }
    let url = format!("{}/users/status-204@sandbox.test", sandbox.http_base_url());
    let mut curl = Command::new("curl");
    curl.args(["-sS", "--noproxy", "*", "-X", "PATCH", "-H", "Expect:", &url]);
    for (name, value) in sample() {
        curl.args(["--form-string", &format!("{name}={value}")]);
    }
    assert!(curl.status().expect("curl").success());
    let request = sandbox.requests().pop().expect("a request");
    assert_eq!(by_multer(&content_type(&request), &request.body), wanted);
    assert_eq!(by_python(&content_type(&request), &request.body), wanted);
}

#[test]
fn every_kind_of_value_is_text() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("encoding", "multipart")]));
    let patch = support::patch(
        r#"{"first_name": "Zoë \u0022q\u0022 \r\n--x\r\n😀", "type": 2, "use_pmi": false, "zoom_one_type_": null,
            "phone_numbers": [ {"country": "US", "label": "Home"} ], "feature": {"zoom_phone": true}, "dept": ""}"#,
    );
    let mut patch = patch;
    patch.unset("zoom_one_type_");
    let outcome = client.update_user("jane@example.com", &patch);
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let request = sandbox.requests().pop().expect("a request");
    let wanted: Parts = [
        ("first_name", "Zoë \"q\" \r\n--x\r\n😀"),
        ("type", "2"),
        ("use_pmi", "false"),
        ("phone_numbers", r#"[{"country":"US","label":"Home"}]"#),
        ("feature", r#"{"zoom_phone":true}"#),
        ("dept", ""),
    ]
    .map(|(name, value)| (name.to_owned(), value.as_bytes().to_vec()))
    .to_vec();
    assert_eq!(by_multer(&content_type(&request), &request.body), wanted);
    assert_eq!(by_python(&content_type(&request), &request.body), wanted);
}
