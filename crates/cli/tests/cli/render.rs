//! `zoomuser render`.

use crate::program::{line, run};
use serde_json::Value;

#[test]
fn the_default_format_is_a_curl_command_without_the_token() {
    let ran = run(&["render", "ada@example.com", "dept=D'oh", "type=2"]);
    assert_eq!((ran.code, ran.err.as_str()), (0, ""));
    assert!(ran.out.starts_with("curl --include \\\n  --request 'PATCH' \\\n"), "{}", ran.out);
    assert!(ran.out.contains("Bearer $ZOOM_TOKEN\""));
    assert!(ran.out.ends_with("  --data-raw '{\"dept\":\"D'\\''oh\",\"type\":2}'\n"), "{}", ran.out);
}

#[test]
fn every_format_works() {
    for (form, part) in [
        ("curl-cmd", "\"Authorization: Bearer %ZOOM_TOKEN%\""),
        ("curl-powershell", "Bearer $env:ZOOM_TOKEN\""),
        ("postman", "\"{{zoom_token}}\""),
        ("json", "\"body\":\"{\\\"dept\\\":\\\"x\\\"}\""),
    ] {
        let ran = run(&["render", "me", "dept=x", "--as", form]);
        assert_eq!((ran.code, ran.err.as_str()), (0, ""), "{form}");
        assert!(ran.out.contains(part), "{form}: {}", ran.out);
    }
    let ran = line("render me dept=x --as perl");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("format: expected one of http, json, curl, "), "{}", ran.err);
}

#[test]
fn an_invalid_update_is_not_rendered() {
    let ran = line("render me nmae=x");
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("nmae: no such field"), "{}", ran.err);
    assert_eq!(line("render .. dept=x").code, 3);
    let ran = line("render me phone_country=DE --check warn --encoding multipart --base-url https://h/v2");
    assert_eq!(ran.code, 0);
    assert!(ran.out.contains("'https://h/v2/users/me'") && ran.out.contains("--form-string"), "{}", ran.out);
    assert!(ran.err.starts_with("warning: phone_country: deprecated"), "{}", ran.err);
    let ran = run(&["render", "me", "dept=a\nb", "--encoding=multipart", "--as=curl-cmd"]);
    assert_eq!((ran.code, ran.out.as_str()), (3, ""));
    assert!(ran.err.contains("curl-cmd: dept: the end of a line"), "{}", ran.err);
}

#[test]
fn json_holds_the_text() {
    let json: Value = line("render me dept=x --as json --json").json();
    assert_eq!((&json["ok"], &json["attempts"]), (&true.into(), &0.into()));
    let inner: Value = serde_json::from_str(json["rendered"].as_str().expect("text")).expect("JSON");
    assert_eq!(inner["url"], "https://api.zoom.us/v2/users/me");
}
