//! `zoomuser import`; the commands that it prints are run against the sandbox.

use crate::program::{Ran, TOKEN, Zoom, command};
use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};

/// The program with a text on standard input.
fn import(text: &str, words: &[&str]) -> Ran {
    let mut child = command(&["import", "-"])
        .args(words)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("the program runs");
    // A program that refuses its arguments does not read.
    _ = child.stdin.take().expect("piped").write_all(text.as_bytes());
    child.wait_with_output().expect("ends").into()
}

/// Runs a printed command in a shell that finds our program.
fn sh(zoom: &Zoom, text: &str) -> Ran {
    let folder = Path::new(env!("CARGO_BIN_EXE_zoomuser")).parent().expect("a folder").to_owned();
    let others = std::env::var("PATH").expect("a path");
    let mut shell = Command::new("sh");
    shell.args(["-c", text]).stdin(Stdio::null()).env("PATH", format!("{}:{others}", folder.display()));
    for name in ["HTTPS_PROXY", "ALL_PROXY", "NO_PROXY", "https_proxy", "all_proxy", "no_proxy"] {
        shell.env_remove(name);
    }
    let ran = shell.env("ZOOM_TOKEN", zoom.sandbox.token()).env("ZOOM_USER", "john@example.com").output();
    ran.expect("sh runs").into()
}

#[test]
fn a_curl_command_becomes_an_equivalent_command() {
    let zoom = Zoom::start();
    let url = zoom.sandbox.http_base_url();
    for (text, user, sent) in [
        (
            format!(
                "curl --location -X PATCH '{url}/users/jane@example.com?login_type=100' \\\n  \
                 -H 'Content-Type: application/json' -H \"Authorization: Bearer $ZOOM_TOKEN\" \\\n  \
                 -d '{{\"dept\": \"D'\\''oh $x \\\"\\u00fc\\\" \\\\\\n\", \"type\": \"1\", \"pronouns\": null}}'"
            ),
            "jane@example.com?login_type=100",
            "{\"dept\":\"D'oh $x \\\"ü\\\" \\\\\\n\",\"type\":1,\"pronouns\":null}",
        ),
        (
            format!("curl -X PATCH {url}/users/:userId --json $'{{\"about_me\":\"a\\\\nb\"}}' | jq ."),
            "john@example.com",
            "{\"about_me\":\"a\\nb\"}",
        ),
    ] {
        let ran = import(&text, &[]);
        assert_eq!(ran.code, 0, "{}", ran.err);
        let done = sh(&zoom, &ran.out);
        assert_eq!(done.code, 0, "{}\n{}", ran.out, done.both());
        let request = zoom.sandbox.requests().pop().expect("a request");
        assert_eq!(request.target, format!("/v2/users/{user}"));
        assert_eq!(String::from_utf8_lossy(&request.body), sent);
    }
}

#[test]
fn a_form_stays_a_form() {
    let zoom = Zoom::start();
    let url = zoom.sandbox.http_base_url();
    let text =
        format!("curl -X PATCH '{url}/users/me' --form-string 'dept=@x;type=y' -F 'company=\"a;b\";type=text/plain'");
    let ran = import(&text, &[]);
    assert!(ran.err.contains("defect: company: the content type or file name after ; is left out"), "{}", ran.err);
    let done = sh(&zoom, &ran.out);
    assert_eq!(done.code, 0, "{}", done.both());
    let body = String::from_utf8(zoom.sandbox.requests().pop().expect("a request").body).expect("text");
    for part in ["name=\"dept\"\r\n\r\n@x;type=y\r\n", "name=\"company\"\r\n\r\na;b\r\n"] {
        assert!(body.contains(part), "{body}");
    }
}

#[test]
fn defects_are_reported_without_the_token() {
    let text = format!(
        "curl -X PATCH https://api.zoom.us/v2/users/:userId -H 'Authorization: Bearer {TOKEN}' \
         -H 'Content-Type: application/json' -k --frob -d '{{\"emial\":1,\"email\":\"x\",\"dpt\":\"y\",\"use_pmi\":\"true\"}}'"
    );
    let ran = import(&text, &["--to", "python"]);
    assert_eq!(ran.code, 0);
    for part in [
        "defect: user_id: :userId is a placeholder",
        "defect: Authorization: the text contains a token",
        "defect: --insecure: the program always verifies",
        "defect: --frob: unknown curl option",
        "defect: use_pmi: text where Zoom expects true or false",
        "defect: email: this call does not change it: change it with PUT /users/{userId}/email",
        "defect: dpt: no such field; the nearest is dept",
    ] {
        assert!(ran.err.contains(part), "{part}: {}", ran.err);
    }
    assert!(!ran.both().contains(TOKEN), "{}", ran.both());
    assert!(ran.out.contains("os.environ[\"ZOOM_TOKEN\"]") && ran.out.contains("\"use_pmi\": True"), "{}", ran.out);
    let json = import(&text, &["--json", "--to=c"]).json();
    assert_eq!(
        (&json["ok"], &json["language"], &json["user_id"]),
        (&true.into(), &"c".into(), &serde_json::Value::Null)
    );
    assert!(!json.to_string().contains(TOKEN));
}

#[test]
fn other_requests_are_refused_in_one_line() {
    for (text, why) in [
        ("", "expected a curl command, or the JSON of a Postman item or collection"),
        ("curl https://api.zoom.us/v2/users/me", "method: expected PATCH, which changes a user, got GET"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -d @body.json", "--data: the file is not in the text"),
        ("{\"a\":1}", "expected the JSON of a Postman item or collection, got other JSON"),
        ("{", "expected the JSON of a Postman item or collection: line 1 column 1"),
    ] {
        let ran = import(text, &[]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{text}");
        assert_eq!(ran.err, format!("{why}\n"));
    }
    let ran: Ran = command(&["import", "/nowhere/at/all"]).output().expect("runs").into();
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("the file cannot be read: "), "{}", ran.err);
    assert_eq!(import("curl x", &["--to", "cobol"]).code, 3);
    assert_eq!(import(&"x".repeat(1024 * 1024 + 1), &[]).code, 3);
}
