//! `zoomuser doctor`.

use crate::program::{Ran, Zoom, command, line};

/// The program with options for a sandbox and this token.
fn doctor(zoom: &Zoom, token: &str, more: &[&str]) -> Ran {
    let (url, ca_file) = (zoom.sandbox.base_url(), zoom.sandbox.ca_file().to_string_lossy().into_owned());
    let way = ["doctor", "--base-url", &url, "--ca-file", &ca_file, "--proxy", "off", "--plan", "none"];
    let words: Vec<&str> = way.iter().chain(more).copied().collect();
    command(&words).env("ZOOM_TOKEN", token).output().expect("runs").into()
}

#[test]
fn in_a_sandbox_of_its_own_everything_is_fine() {
    for words in ["doctor --sandbox", "doctor --sandbox --plan Business"] {
        let ran = line(words);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{}", ran.out);
        assert!(
            ran.out.starts_with("ok       options      all of them can be used\nhttps://localhost:"),
            "{}",
            ran.out
        );
        assert!(ran.out.contains("\n  ok       certificate  trusted, TLS 1.3; of \"zoomuser sandbox\""), "{}", ran.out);
        assert!(ran.out.contains("\nok       scopes       user:update:user:admin permits updates"), "{}", ran.out);
        assert!(ran.out.ends_with("\nnothing failed (15 ok)\n"), "{}", ran.out);
        assert!(!ran.both().contains("sandbox-secret"));
    }
    assert_eq!(line("doctor --sandbox -q").both(), "");
    let json = line("doctor --sandbox --json").json();
    let checks = json["checks"].as_array().expect("a list");
    assert_eq!((&json["ok"], &json["exit_code"], checks.len()), (&true.into(), &0.into(), 15));
    assert_eq!(checks[0]["name"], "options");
    assert!(checks[1]["url"].as_str().is_some_and(|url| url.ends_with("/oauth/token")));
    assert!(json["body"].is_null() && json["user"].is_null());
}

#[test]
fn the_exit_code_is_that_of_the_first_check_that_failed() {
    let zoom = Zoom::start();
    for (token, more, code, name, check) in [
        ("expired-token", &[][..], 4, "UNAUTHORIZED", "token"),
        ("noscope-token", &["--verify"], 4, "FORBIDDEN", "scopes"),
        ("sandbox-token", &["--base-url", "https://no-such-host.invalid/v2"], 9, "DNS", "dns"),
        ("sandbox-token", &["--ca-file", "/no/such/file.pem"], 3, "INVALID_ARGUMENT", "options"),
    ] {
        let ran = doctor(&zoom, token, &[more, &["--json"]].concat());
        let json = ran.json();
        assert_eq!((ran.code, &json["name"], &json["exit_code"]), (code, &name.into(), &code.into()), "{}", ran.both());
        let failed = json["checks"].as_array().expect("a list").iter().find(|check| check["outcome"] == "failed");
        assert_eq!(failed.map(|failed| &failed["name"]), Some(&check.into()), "{}", ran.both());

        let ran = doctor(&zoom, token, more);
        assert_eq!(ran.code, code);
        assert!(ran.out.contains(&format!("failed   {check}")), "{}", ran.out);
        assert!(ran.err.starts_with(check), "{}", ran.err);
        assert!(!ran.both().contains(token), "{}", ran.both());
    }
}

#[test]
fn without_a_token_it_says_how_to_give_one() {
    let zoom = Zoom::start();
    let ran = doctor(&zoom, "", &[]);
    assert_eq!(ran.code, 4);
    assert!(ran.out.contains("ok       answer       HTTP 401"), "{}", ran.out);
    assert!(ran.err.contains("\n  try: set the environment variable ZOOM_TOKEN"), "{}", ran.err);
    let ran = line("doctor --token-file /no/such/file");
    assert_eq!((ran.code, ran.out.as_str()), (4, ""), "{}", ran.err);
}
