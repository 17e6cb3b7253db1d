//! Multipart bodies of updates, checked by two third-party parsers and against curl.

use crate::parsers::{Parsed, by_multer, by_python, content_type};
use std::process::Command;
use support::{has, http_options, sandbox, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{Status, UserPatch};

/// The 22 clean values of the founding sample.
fn sample() -> Vec<(String, String)> {
    serde_json::from_str(include_str!("../data/founding_sample.json")).expect("pairs")
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
    let wanted: Vec<Parsed> = sample().into_iter().map(|(name, value)| Parsed::plain(&name, &value)).collect();
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
    let wanted: Vec<Parsed> = [
        ("first_name", "Zoë \"q\" \r\n--x\r\n😀"),
        ("type", "2"),
        ("use_pmi", "false"),
        ("phone_numbers", r#"[{"country":"US","label":"Home"}]"#),
        ("feature", r#"{"zoom_phone":true}"#),
        ("dept", ""),
    ]
    .map(|(name, value)| Parsed::plain(name, value))
    .to_vec();
    assert_eq!(by_multer(&content_type(&request), &request.body), wanted);
    assert_eq!(by_python(&content_type(&request), &request.body), wanted);
}
