//! Text from files and standard input, in the encodings that editors and shells write, and arguments that shells changed.

use crate::program::{File, Ran, TOKEN, Zoom, command, run, with_stdin};

fn utf16(text: &str, mark: bool, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    let mark = if mark { "\u{feff}" } else { "" };
    format!("{mark}{text}").encode_utf16().flat_map(bytes).collect()
}

/// A text as UTF-8 with a byte order mark, and as UTF-16 in both orders: what editors and `>` of PowerShell 5 write.
fn written(text: &str) -> [Vec<u8>; 4] {
    [
        text.as_bytes().to_vec(),
        format!("\u{feff}{text}").into_bytes(),
        utf16(text, true, u16::to_le_bytes),
        utf16(text, true, u16::to_be_bytes),
    ]
}

#[test]
fn a_token_is_read_in_every_encoding() {
    let zoom = Zoom::start();
    for (i, bytes) in written(&format!("{TOKEN}\r\nsecond line\r\n")).iter().enumerate() {
        let file = File::new(&format!("token16-{i}"), bytes);
        let ran: Ran = zoom.update(&["me", "dept=x", "--token-file", &file.0]).output().expect("runs").into();
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{i}");
        let ran = with_stdin(zoom.update(&["me", "dept=x", "--token-stdin"]), bytes);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{i}");
    }
    let file = File::new("token16-bare", utf16(TOKEN, false, u16::to_le_bytes));
    let ran: Ran = zoom.update(&["me", "dept=x", "--token-file", &file.0]).output().expect("runs").into();
    assert_eq!(ran.code, 3);
    assert!(
        ran.err.contains("--token-file: the file is UTF-16 without a byte order mark; save it as UTF-8"),
        "{}",
        ran.err
    );
}

#[test]
fn an_import_is_read_in_every_encoding() {
    let text = "curl -X PATCH https://api.zoom.us/v2/users/me --json '{\"dept\":\"ü\"}'\r\n";
    for bytes in written(text) {
        let ran = with_stdin(command(&["import", "-"]), &bytes);
        assert_eq!(ran.code, 0, "{}", ran.err);
        assert!(ran.out.contains("zoomuser update") && ran.out.contains('ü'), "{}", ran.out);
    }
    let ran = with_stdin(command(&["import", "-"]), utf16(text, false, u16::to_le_bytes));
    assert_eq!((ran.code, ran.err.as_str()), (3, "the file is UTF-16 without a byte order mark; save it as UTF-8\n"));
}

#[test]
fn a_body_of_json_is_sent_as_utf_8() {
    let zoom = Zoom::start();
    let request = |words: &[&str]| -> Ran {
        let mut program = command(&["request", "PATCH", "users/me", "--base-url", &zoom.sandbox.base_url()]);
        program.args(["--system-roots", "off", "--ca-file"]).arg(zoom.sandbox.ca_file()).args(words);
        program.env("ZOOM_TOKEN", TOKEN).output().expect("runs").into()
    };
    let json = "{\"dept\":\"ü\"}";
    for (i, bytes) in written(json).iter().enumerate() {
        let file = File::new(&format!("data16-{i}"), bytes);
        let ran = request(&["--data", &format!("@{}", file.0)]);
        assert_eq!(ran.code, 0, "{}", ran.both());
        assert_eq!(ran.err.contains("warning: --data: the file is not plain UTF-8"), i > 0, "{}", ran.err);
        assert_eq!(String::from_utf8_lossy(&zoom.sandbox.requests().pop().expect("one").body), json);
    }
    let sent = zoom.sandbox.requests().len();
    let file = File::new("data16-bare", utf16(json, false, u16::to_le_bytes));
    let ran = request(&["--data", &format!("@{}", file.0)]);
    assert_eq!(ran.code, 3);
    assert!(ran.err.contains("--data: the file is UTF-16 without a byte order mark"), "{}", ran.err);
    assert_eq!(zoom.sandbox.requests().len(), sent);
    // A body of another type is sent unchanged.
    let file = File::new("data16-text", utf16("a", true, u16::to_le_bytes));
    let ran = request(&["--data", &format!("@{}", file.0), "--header", "Content-Type: text/plain; charset=utf-16"]);
    assert!(!ran.err.contains("warning"), "{}", ran.err);
    assert_eq!(zoom.sandbox.requests().pop().expect("one").body, b"\xff\xfea\0");
    // Header lines are text.
    let file = File::new("header16", utf16("X-A: 1\r\nX-B: 2\r\n", true, u16::to_le_bytes));
    request(&["--data", json, "--header", &format!("@{}", file.0)]);
    let headers = zoom.sandbox.requests().pop().expect("one").headers;
    assert!(headers.contains(&("X-B".to_owned(), "2".to_owned())), "{headers:?}");
}

#[test]
fn json_that_a_shell_changed_is_reported() {
    let zoom = Zoom::start();
    for (data, told) in [
        ("{dept:X}", "the shell took the quotes"),
        ("'{\"dept\":\"X\"}'", "is no JSON"),
        ("{\"dept\":\"X\"", "is no JSON"),
    ] {
        let mut program =
            command(&["request", "PATCH", "users/me", "--data", data, "--base-url", &zoom.sandbox.base_url()]);
        program.args(["--system-roots", "off", "--ca-file"]).arg(zoom.sandbox.ca_file());
        let ran: Ran = program.env("ZOOM_TOKEN", TOKEN).output().expect("runs").into();
        assert!(ran.err.contains("warning: --data: ") && ran.err.contains(told), "{data}: {}", ran.err);
        assert_eq!(zoom.sandbox.requests().pop().expect("one").body, data.as_bytes(), "it is sent as it is given");
    }
    for (word, told) in [
        ("phone_numbers:=[{country:GB}]", "the shell took the quotes"),
        ("custom_attributes:={key:k}", "the shell took the quotes"),
        ("dept:=Research", "the shell took the quotes"),
        ("division_ids:='[\"a\"]'", "the shell left the quotes ' in"),
    ] {
        let ran = run(&["check", word]);
        assert_eq!(ran.code, 3, "{word}");
        assert!(
            ran.err.contains("not JSON") && ran.err.contains(told) && ran.err.contains("--fields"),
            "{word}: {}",
            ran.err
        );
    }
    let ran = run(&["check", "phone_numbers:=[{\"country\":"]);
    assert!(ran.code == 3 && !ran.err.contains("shell"), "{}", ran.err);
}

#[test]
fn a_path_that_msys_changed_is_refused() {
    for path in ["C:/msys64/v2/users/me", "C:/Program Files/Git/v2/users/me", "c:\\v2\\users\\me", "D:/v2/users/me?a=b"]
    {
        let ran = run(&["request", "GET", path, "--sandbox"]);
        assert_eq!((ran.code, ran.out.as_str()), (3, ""), "{path}");
        assert!(ran.err.contains("MSYS") && ran.err.contains("MSYS_NO_PATHCONV=1"), "{}", ran.err);
    }
}

#[test]
fn fields_come_from_a_file_or_standard_input() {
    let zoom = Zoom::start();
    let json =
        "{\"dept\":\"D'oh \\\"ü\\\"\",\"type\":2,\"phone_numbers\":[{\"country\":\"GB\",\"number\":\"+44 20\"}]}";
    let sent = || String::from_utf8(zoom.sandbox.requests().pop().expect("one").body).expect("UTF-8");
    for (i, bytes) in written(&format!("{json}\r\n")).iter().enumerate() {
        let file = File::new(&format!("fields-{i}"), bytes);
        let ran = zoom.ran(&["me", "--fields", &file.0, "company=C"]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{i}");
        assert_eq!(sent(), json.replace("}]}", "}],\"company\":\"C\"}"));
        let mut program = zoom.update(&["me", "--fields=-"]);
        program.env("ZOOM_TOKEN", TOKEN);
        let ran = with_stdin(program, bytes);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{i}");
        assert_eq!(sent(), json);
        for words in [
            &["check", "--fields", &file.0][..],
            &["render", "me", "--fields", &file.0],
            &["plan", "me", "--sandbox", "--fields", &file.0],
        ] {
            let ran = run(words);
            assert!(matches!(ran.code, 0 | 11), "{words:?}: {}", ran.err);
            assert!(ran.both().contains("GB") || words[0] == "check", "{}", ran.both());
        }
    }
    let requests = zoom.sandbox.requests().len();
    let file = File::new("fields-bad", json.as_bytes());
    let broken = File::new("fields-broken", b"{dept:SECRET}");
    let list = File::new("fields-list", b"[1]");
    let empty = File::new("fields-empty", b"");
    let latin = File::new("fields-latin", b"{\"dept\":\"M\xfcnchen\"}");
    for (words, code, told) in [
        (
            vec!["--fields", &file.0, "dept=x"],
            3,
            "--fields: the field dept is set twice, in the file and as an argument",
        ),
        (
            vec!["--fields", "-", "--token-stdin"],
            2,
            "--fields - and --token-stdin exclude each other: both read standard input",
        ),
        (vec!["--fields", &file.0, "--fields", &file.0], 2, "--fields: given twice"),
        (vec!["--fields"], 2, "--fields: expected a value"),
        (vec!["--fields", &broken.0], 3, "the shell took the quotes"),
        (vec!["--fields", &list.0], 3, "--fields: expected a JSON object"),
        (vec!["--fields", &empty.0], 3, "--fields: expected a JSON object"),
        (vec!["--fields", &latin.0], 3, "--fields: the file is not UTF-8 text; save it as UTF-8"),
        (vec!["--fields", "/nowhere/at/all"], 3, "--fields: the file cannot be read: "),
        (vec!["--fields", "~/fields.json"], 3, "begins with ~"),
        (vec!["--fields="], 2, "--fields: expected a file, or - for standard input"),
    ] {
        let ran = zoom.ran(&[vec!["me"], words.clone()].concat());
        assert_eq!((ran.code, ran.out.as_str()), (code, ""), "{words:?} {}", ran.err);
        assert!(ran.err.contains(told) && !ran.err.contains("SECRET"), "{words:?}: {}", ran.err);
    }
    assert_eq!(zoom.sandbox.requests().len(), requests);
    assert_eq!(run(&["get", "me", "--fields", &file.0]).code, 2);
}

#[test]
fn a_tilde_that_no_shell_expanded_is_reported() {
    for words in [
        &["import", "~/x"][..],
        &["request", "PUT", "users/me", "--data", "@~/x"],
        &["request", "PUT", "users/me", "--header", "@~/x"],
        &["update", "me", "dept=x", "--token-file=~/x"],
        &["update", "me", "dept=x", "--client-secret-file=~/x"],
    ] {
        let ran = run(words);
        assert!(
            ran.code > 2 && ran.err.contains("begins with ~, which only a shell replaces"),
            "{words:?}: {}",
            ran.err
        );
    }
    for option in ["--token-cache", "--rate-file", "--ca-file", "--cert-file", "--key-file"] {
        let ran = run(&["check", "dept=x", option, "~/x"]);
        assert_eq!(ran.code, 3);
        let name = option[2..].replace('-', "_");
        assert!(ran.err.starts_with(&format!("{name}: begins with ~")), "{}", ran.err);
    }
}
