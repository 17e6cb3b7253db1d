//! Rendered curl commands send what the library sends.

use crate::values::{NASTIER, NASTY, objects};
use std::io::Write;
use std::process::{Command, Stdio};
use support::{has, http_options, patch, sandbox, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::internal::encoding::Encoding;
use zoomuser::internal::message::Sender;
use zoomuser::internal::render::export;
use zoomuser::internal::validate::{CheckMode, validate};
use zoomuser::{Content, Form, Format, Headers, Part, Request, Status, UserPatch};
use zoomuser_sandbox::{Recorded, Sandbox};

const USER: &str = "ada+x'y%&z@example.com";

/// The two encodings, as the option names them.
const ENCODINGS: [&str; 2] = ["json", "multipart"];

fn header<'a>(request: &'a Recorded, name: &str) -> &'a str {
    let mut values = request.headers.iter().filter(|(given, _)| given.eq_ignore_ascii_case(name));
    let value = values.next().map_or("", |(_, value)| value);
    assert!(values.next().is_none(), "{name} stands twice");
    value
}

/// The body without what may differ: the boundary of a form, and the escapes of JSON.
fn essence(request: &Recorded) -> (String, String) {
    let content_type = header(request, "content-type");
    let body = String::from_utf8(request.body.clone()).expect("UTF-8");
    match content_type.split_once("boundary=") {
        Some((kind, boundary)) => (kind.to_owned(), body.replace(boundary, "B").replace("\r\n--B--\r\n", "\r\n--B--")),
        None => {
            let json: serde_json::Value = serde_json::from_str(&body).expect("JSON");
            (content_type.to_owned(), json.to_string())
        }
    }
}

/// What the library sends itself, and what comes by `run`, must be the same.
fn compare(sandbox: &Sandbox, patch: &UserPatch, name: &str, run: impl FnOnce(&Client)) {
    let client = Client::new(with(http_options(sandbox), &[("encoding", name), ("check", "warn")]));
    assert!(client.update_user(USER, patch).response().is_some());
    let ours = sandbox.requests().pop().expect("a request");
    let before = sandbox.requests().len();
    run(&client);
    let requests = sandbox.requests();
    assert_eq!(requests.len(), before + 1, "nothing arrived");
    let theirs = requests.last().expect("a request");
    assert_eq!((&theirs.method, &theirs.target), (&ours.method, &ours.target));
    for name in ["authorization", "accept"] {
        assert_eq!(header(theirs, name), header(&ours, name), "{name}");
    }
    assert_eq!(essence(theirs), essence(&ours));
    assert!(
        matches!(theirs.verdict, zoomuser_sandbox::Verdict::Accepted { .. })
            == matches!(ours.verdict, zoomuser_sandbox::Verdict::Accepted { .. })
    );
}

fn rendered(client: &Client, patch: &UserPatch, format: Format) -> String {
    let outcome = client.render_update(USER, patch, format);
    outcome.rendered().unwrap_or_else(|| panic!("{}", outcome.message())).to_owned()
}

fn curl(program: &str, words: &[&str], input: &str, token: &str) {
    let mut command = Command::new(program);
    command.args(words).env("ZOOM_TOKEN", token).env("HOME", "/nowhere");
    for name in ["HTTP_PROXY", "ALL_PROXY", "NO_PROXY", "http_proxy", "all_proxy", "no_proxy"] {
        command.env_remove(name);
    }
    let mut child = command.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect(program);
    child.stdin.take().expect("piped").write_all(input.as_bytes()).expect("written");
    let output = child.wait_with_output().expect("it ends");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_posix_shell_sends_what_the_library_sends() {
    if !has("curl") {
        return;
    }
    let sandbox = sandbox();
    for object in objects(&[NASTY, NASTIER].concat()) {
        for name in ENCODINGS {
            compare(&sandbox, &patch(&object), name, |client| {
                let text = rendered(client, &patch(&object), Format::Curl);
                assert!(!text.contains(sandbox.token()));
                curl("sh", &["-c", &text], "", sandbox.token());
            });
        }
    }
}

#[test]
fn every_request_arrives_as_the_library_sends_it() {
    if !has("curl") {
        return;
    }
    let sandbox = sandbox();
    let client = Client::new(http_options(&sandbox));
    let bytes: Vec<u8> = (0..=255).collect();
    let mut form = Form::new();
    let file =
        Part { name: "pic".to_owned(), value: bytes.clone(), file_name: Some("p.png".to_owned()), ..Part::default() };
    form.add("a;b", "@x").expect("a part");
    form.add_part(file).expect("a part");
    for (method, path, headers, content) in [
        (
            "PUT",
            "/v2/x?a=b%20c",
            "Content-Type: text/plain\nX-A: it's \"$HOME\"\nX-Empty:",
            Content::Bytes(b"@/etc/passwd"),
        ),
        ("POST", "x", "Content-Type: image/png", Content::Bytes(&bytes)),
        ("POST", "users/me/picture", "", Content::Form(&form)),
        ("GET", "/v2/a/../{b}[1-2]", "Accept: a/b\nUser-Agent: me", Content::None),
        ("HEAD", "users/me", "", Content::None),
        ("DELETE", "x", "Authorization: Basic c2VjcmV0", Content::None),
    ] {
        let headers = Headers::parse(headers).expect("valid");
        let own = headers.contains("Authorization");
        let request = Request::new(method, path, headers, content).expect(path);
        let outcome = client.send(&request);
        assert!(outcome.response().is_some(), "{}", outcome.message());
        let ours = sandbox.requests().pop().expect("a request");
        let outcome = client.render(&request, Format::Curl);
        let text = outcome.rendered().expect("text");
        assert!(!text.contains("c2VjcmV0"));
        curl("sh", &["-c", text], "", if own { "c2VjcmV0" } else { sandbox.token() });
        let theirs = sandbox.requests().pop().expect("a request");
        assert_eq!((&theirs.method, &theirs.target, &theirs.body), (&ours.method, &ours.target, &ours.body), "{text}");
        for name in ["authorization", "accept", "content-type", "x-a", "x-empty"] {
            assert_eq!(header(&theirs, name), header(&ours, name), "{name}: {text}");
        }
    }
}

/// What PowerShell makes of the here-string, by the rules of its language.
fn powershell(text: &str, token: &str) -> String {
    let start = text.find("@\"\n").expect("a here-string") + 3;
    let end = text.rfind("\n\"@ | curl.exe --include --config -\n").expect("its end");
    let here = text[start..end].replace("$env:ZOOM_TOKEN", token);
    let mut here = here.chars();
    let mut units: Vec<u16> = Vec::new();
    while let Some(c) = here.next() {
        assert!(c.is_ascii(), "the script is ASCII");
        match c {
            '`' => units.push(here.next().expect("an escaped sign") as u16),
            '$' => {
                let code: String = here.by_ref().take("([char]0x0000)".len()).collect();
                let digits = code.strip_prefix("([char]0x").and_then(|rest| rest.strip_suffix(')'));
                units.push(u16::from_str_radix(digits.expect("a character"), 16).expect("its number"));
            }
            c => units.push(c as u16),
        }
    }
    // A pipe of PowerShell ends what it hands on with the end of a line.
    format!("{}\r\n", String::from_utf16(&units).expect("UTF-16"))
}

#[test]
fn curl_takes_the_configuration_that_powershell_hands_to_it() {
    if !has("curl") {
        return;
    }
    let sandbox = sandbox();
    for object in objects(&[NASTY, NASTIER].concat()) {
        for name in ENCODINGS {
            compare(&sandbox, &patch(&object), name, |client| {
                let text = rendered(client, &patch(&object), Format::CurlPowershell);
                curl("curl", &["--include", "--config", "-"], &powershell(&text, sandbox.token()), sandbox.token());
            });
        }
    }
}

/// What `cmd.exe` and the C runtime make of a command, by their rules and by other code than the library's.
fn cmd(text: &str, token: &str) -> Vec<String> {
    let text = text.strip_prefix("set \"ZOOM_PERCENT=%%\"\n").unwrap_or(text);
    let mut line = String::new();
    let expanded = text.replace("%ZOOM_TOKEN%", token).replace("%ZOOM_PERCENT:~0,1%", "\u{1}");
    assert!(!expanded.contains('%'), "{expanded}");
    let (mut chars, mut in_quotes) = (expanded.chars(), false);
    while let Some(c) = chars.next() {
        match c {
            '^' if !in_quotes => match chars.next() {
                Some('\n') => {}
                Some(c) => line.push(c),
                None => panic!("a lone ^"),
            },
            '&' | '|' | '<' | '>' | '(' | ')' if !in_quotes => panic!("cmd.exe would act on {c}: {text}"),
            '"' => {
                in_quotes = !in_quotes;
                line.push(c);
            }
            c => line.push(c),
        }
    }
    assert!(!in_quotes, "{text}");
    let (mut words, mut word, mut is_open, mut backslashes) = (Vec::new(), None::<String>, false, 0);
    for c in line.trim_end().chars() {
        if c == '\\' {
            backslashes += 1;
            continue;
        }
        if c == '"' {
            word.get_or_insert_default().push_str(&"\\".repeat(backslashes / 2));
            if backslashes % 2 == 1 {
                word.get_or_insert_default().push('"');
            } else {
                is_open = !is_open;
            }
        } else {
            if backslashes > 0 {
                word.get_or_insert_default().push_str(&"\\".repeat(backslashes));
            }
            if c == ' ' && !is_open {
                words.extend(word.take());
            } else {
                word.get_or_insert_default().push(if c == '\u{1}' { '%' } else { c });
            }
        }
        backslashes = 0;
    }
    words.extend(word);
    words
}

#[test]
fn curl_takes_the_words_that_cmd_hands_to_it() {
    if !has("curl") {
        return;
    }
    let sandbox = sandbox();
    let all = [NASTY, NASTIER].concat();
    for (texts, name) in [(all.as_slice(), ENCODINGS[0]), (NASTY, ENCODINGS[1])] {
        for object in objects(texts) {
            compare(&sandbox, &patch(&object), name, |client| {
                let text = rendered(client, &patch(&object), Format::CurlCmd);
                let words = cmd(&text, sandbox.token());
                let words: Vec<&str> = words.iter().map(String::as_str).collect();
                assert_eq!(words[0], "curl");
                curl("curl", &words[1..], "", sandbox.token());
            });
        }
    }
}

#[test]
fn what_a_form_of_cmd_cannot_carry_is_refused() {
    let client = Client::new(support::options(&[("encoding", "multipart"), ("check", "warn")]));
    for text in NASTIER {
        let mut patch = UserPatch::new();
        patch.set("dept", *text);
        let outcome = client.render_update("me", &patch, Format::CurlCmd);
        assert!(outcome.message().starts_with("curl-cmd: dept: "), "{}", outcome.message());
        assert_eq!((outcome.status(), outcome.rendered()), (Status::InvalidArgument, None));
    }
    // Its name is the caller's, and has to leave the message one line.
    let sender = Sender { base_url: "https://api.zoom.us/v2", user_agent: "" };
    let mut patch = UserPatch::new();
    patch.set("a\u{2028}b", "\n");
    let checked = validate(&patch, Encoding::Multipart).checked(CheckMode::Warn).expect("a patch");
    let request = Request::update_user("me", &checked, "").expect("a request");
    let error = export(&request, &sender, Format::CurlCmd).expect_err("a line end");
    assert!(error.message().starts_with("curl-cmd: a\u{fffd}b: "), "{error}");
}
