//! User ids that are invalid, or that look like a copy-and-paste mistake.

use crate::program::{TOKEN, Zoom, run};
use serde_json::Value;

/// The warnings of a result, as text.
fn warnings(json: &Value) -> String {
    json["warnings"].to_string()
}

#[test]
fn invisible_characters_in_an_id_are_named() {
    for (user, named) in [
        (" ada@example.com", "begins with U+0020 space"),
        ("ada@example.com ", "ends with U+0020 space"),
        ("ada@example.com\u{a0}", "ends with U+00A0 no-break space"),
        ("ada\u{200b}@example.com", "holds U+200B zero width space"),
        ("ada\u{200c}@example.com", "holds U+200C zero width non-joiner"),
        ("ada\u{200d}@example.com", "holds U+200D zero width joiner"),
        ("\u{feff}ada@example.com", "begins with U+FEFF byte order mark"),
        ("a\u{ad}da@example.com", "holds U+00AD soft hyphen"),
        ("\u{202a}ada@example.com\u{202c}", "begins with U+202A mark of writing direction"),
        ("\u{200e}ada@example.com", "begins with U+200E mark of writing direction"),
        ("\u{2066}ada@example.com", "begins with U+2066 mark of writing direction"),
        ("ada＠example.com", "holds U+FF20 full-width @"),
        ("ada@example．com", "holds U+FF0E full-width ."),
        ("ada–b@example.com", "holds U+2013 dash"),
        ("ade\u{301}le@example.com", "holds U+0301 combining accent"),
        ("\u{201c}ada@example.com\u{201d}", "begins with U+201C typographic quote"),
        ("<ada@example.com>", "angle brackets"),
        ("Ada Lovelace <ada@example.com>", "angle brackets"),
        ("mailto:ada@example.com", "mailto:"),
        ("\"ada@example.com\"", "quotes"),
        ("'ada@example.com'", "quotes"),
        ("`ada@example.com`", "quotes"),
        ("https://zoom.us/user/abc/profile", "URL"),
        ("/v2/users/ada@example.com", "path"),
        ("ada%40example.com", "percent-encoded"),
        ("ada@example.com,bob@example.com", "more than one"),
        ("ada@example.com;", "ends with ;"),
        ("ada@example.com.", "ends with ."),
        ("CORP\\ada", "backslash"),
    ] {
        let checked = run(&["check", user, "dept=x", "--json"]).json();
        assert!(checked["ok"] == true && warnings(&checked).contains("user_id\",\"message\":\""), "{checked}");
        assert!(
            checked["warnings"][0]["message"].as_str().is_some_and(|text| text.contains(named)),
            "{user:?}: {checked}"
        );
        for command in ["update", "get", "plan"] {
            let words = if command == "get" { vec![command, user] } else { vec![command, user, "dept=x"] };
            let ran = run(&[words, vec!["--sandbox", "--json"]].concat()).json();
            assert!(
                warnings(&ran).contains(&checked["warnings"][0]["message"].to_string()),
                "{command} {user:?}: {ran}"
            );
            assert_eq!(ran["warnings"].as_array().map(Vec::len), checked["warnings"].as_array().map(Vec::len), "{ran}");
            // The sandbox has no such user; the warning explains why.
            assert_eq!(
                (&ran["status"], &ran["user_id"]),
                (&run(&["get", "nobody@example.com", "--sandbox", "--json"]).json()["status"], &user.into())
            );
            assert!(ran["hint"].as_str().is_some_and(|text| text.contains(named)), "{command} {user:?}: {ran}");
        }
        // Nothing is trimmed.
        let rendered = run(&["render", user, "dept=x", "--as", "json", "--json"]).json();
        assert!(warnings(&rendered).contains(&checked["warnings"][0]["message"].to_string()), "{rendered}");
    }
    for user in ["me", "ada@example.com", "zJKyaiAyTNC-MWjiWC18KQ", "o'brien+xy%&z@example.com", "ü@é.org", "50%"] {
        let checked = run(&["check", user, "dept=x", "--json"]).json();
        assert_eq!((warnings(&checked).as_str(), &checked["ok"]), ("[]", &true.into()), "{user}");
    }
}

#[test]
fn a_placeholder_is_not_a_user() {
    for user in [
        ":userId",
        "{userId}",
        "{{userId}}",
        "{{user}}@example.com",
        "${USER_ID}",
        "$USER_ID",
        "%USER_ID%",
        "<userId>",
        "<user id>",
        "[userId]",
        "%7BuserId%7D",
        "userId",
        "user_id",
        "YOUR_USER_ID",
        "null",
        "undefined",
        "None",
        "NaN",
        "[object Object]",
    ] {
        for command in ["check", "update", "plan", "render", "get"] {
            let words = if command == "get" { vec![command, user] } else { vec![command, user, "dept=x"] };
            let more = if matches!(command, "check" | "render") { vec!["--json"] } else { vec!["--sandbox", "--json"] };
            let ran = run(&[words, more].concat()).json();
            assert_eq!((&ran["exit_code"], &ran["attempts"]), (&3.into(), &0.into()), "{command} {user}: {ran}");
            let message = ran["problems"][0].to_string() + &ran["message"].to_string();
            assert!(message.contains("user_id") && message.contains("placeholder"), "{command} {user}: {ran}");
        }
    }
}

#[test]
fn a_sub_account_id_is_validated_alike() {
    let words = ["check", "me", "dept=x", "--json", "--sub-account-id"];
    let json = run(&[&words[..], &["abc\u{a0}"]].concat()).json();
    assert!(json["warnings"][0]["field"] == "sub_account_id" && warnings(&json).contains("U+00A0"), "{json}");
    let open = run(&[&words[..], &["{accountId}"]].concat()).json();
    assert!(open["exit_code"] == 3 && open.to_string().contains("sub_account_id"), "{open}");
}

/// Tokens like Zoom's: three parts of base64url.
const FORMED: &str = "eyJzdiI6IjAwMDAwMSJ9.eyJhdWQiOiJodHRwczovL29hdXRoIn0.c2lnbmF0dXJlLW9mLXRlc3Rz";

#[test]
fn swapped_arguments_are_refused_and_not_shown() {
    let long = "x".repeat(257);
    let zoom = Zoom::start();
    for user in [FORMED, &long, &format!("Bearer {FORMED}"), "aaa.bbb.ccc", "eyJhbGciOi.half", TOKEN] {
        for (command, fields) in [
            ("update", &["dept=x"][..]),
            ("check", &["dept=x"]),
            ("plan", &["dept=x"]),
            ("render", &["dept=x"]),
            ("get", &[]),
        ] {
            for manner in [&["--json"][..], &[]] {
                let words = [&[command, user], fields, manner].concat();
                let mut program = crate::program::command(&words);
                if command != "render" {
                    program
                        .args(["-vvv", "--base-url", &zoom.sandbox.base_url(), "--system-roots", "off", "--ca-file"])
                        .arg(zoom.sandbox.ca_file());
                }
                let ran: crate::program::Ran = program.env("ZOOM_TOKEN", TOKEN).output().expect("runs").into();
                assert_eq!(ran.code, 3, "{words:?} {}", ran.both());
                assert!(ran.both().contains("arguments swapped"), "{}", ran.both());
                assert!(
                    !ran.both().contains(user) && !ran.both().contains(&user[..12.min(user.len())]),
                    "{}",
                    ran.both()
                );
            }
        }
    }
    let mut program = zoom.update(&[FORMED, "dept=x"]);
    let ran: crate::program::Ran = program.env("ZOOM_TOKEN", "ada@example.com").output().expect("runs").into();
    assert_eq!(ran.code, 3);
    assert!(ran.err.starts_with("token: ") || ran.err.contains(": token: "), "{}", ran.err);
    assert!(
        ran.err.contains("arguments swapped") && !ran.err.contains("ada@") && !ran.err.contains(FORMED),
        "{}",
        ran.err
    );
    for path in [
        format!("users/{FORMED}"),
        format!("/v2/users/{FORMED}?a=b"),
        format!("users/{FORMED}/settings"),
        format!("users/{TOKEN}"),
    ] {
        let mut program =
            crate::program::command(&["request", "GET", &path, "--base-url", &zoom.sandbox.base_url(), "-vvv"]);
        program.args(["--system-roots", "off", "--ca-file"]).arg(zoom.sandbox.ca_file());
        let ran: crate::program::Ran = program.env("ZOOM_TOKEN", TOKEN).output().expect("runs").into();
        assert_eq!(ran.code, 3, "{}", ran.both());
        assert!(ran.err.contains("arguments swapped") && !ran.both().contains(FORMED), "{}", ran.both());
    }
    assert_eq!(zoom.sandbox.requests().len(), 0);
}
