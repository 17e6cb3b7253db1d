//! JSON bodies: exactly the fields that were set, with Zoom's types and unchanged number literals.

use support::{client, http_options, patch, sandbox, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{Status, UserPatch};
use zoomuser_sandbox::Verdict;

#[test]
fn setting_one_field_sends_one_field() {
    let sandbox = sandbox();
    let client = client(&sandbox);
    for (field, json) in [
        ("first_name", r#""Ada""#),
        ("type", "2"),
        ("pmi", "1234567890"),
        ("use_pmi", "true"),
        ("zoom_one_type", "576460752303423488"),
        ("plan_united_type", r#""none""#),
        ("division_ids", r#"["a"]"#),
        ("feature", r#"{"zoom_phone":false}"#),
    ] {
        let outcome = client.update_user("jane@example.com", &patch(&format!("{{\"{field}\": {json} }}")));
        assert_eq!(outcome.status(), Status::Ok, "{field}: {}", outcome.message());
        let request = sandbox.requests().pop().expect("a request");
        assert_eq!(String::from_utf8_lossy(&request.body), format!("{{\"{field}\":{json}}}"));
        assert!(matches!(request.verdict, Verdict::Accepted { .. }), "{field}: {:?}", request.verdict);
    }
}

#[test]
fn text_becomes_zooms_type() {
    let sandbox = sandbox();
    let mut patch = UserPatch::new();
    patch.set("type", "2");
    patch.set("use_pmi", "true");
    patch.set("pmi", "9876543210");
    patch.set("host_key", "001234");
    patch.set("division_ids", "[\"x\"]");
    let outcome = client(&sandbox).update_user("jane@example.com", &patch);
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let request = sandbox.requests().pop().expect("a request");
    assert_eq!(
        String::from_utf8_lossy(&request.body),
        r#"{"type":2,"use_pmi":true,"pmi":9876543210,"host_key":"001234","division_ids":["x"]}"#
    );
}

#[test]
fn number_text_and_member_order_are_the_callers() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("check", "warn")]));
    let object =
        r#"{"z":1.10,"custom_attributes":{"b":1e2,"a":18446744073709551616},"type":-0.0,"email":"x","n":null}"#;
    let outcome = client.update_user("status-204@sandbox.test", &patch(object));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    assert_eq!(String::from_utf8_lossy(&sandbox.requests().pop().expect("a request").body), object);
}

#[test]
fn the_founding_sample_is_typed() {
    let sandbox = sandbox();
    let client = Client::new(with(http_options(&sandbox), &[("check", "warn")]));
    let mut sample_patch = UserPatch::new();
    let sample: Vec<(String, String)> =
        serde_json::from_str(include_str!("../data/founding_sample.json")).expect("pairs");
    for (name, value) in &sample {
        sample_patch.set(name, value.as_str());
    }
    let outcome = client.update_user("status-204@sandbox.test", &sample_patch);
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let body: serde_json::Value =
        serde_json::from_slice(&sandbox.requests().pop().expect("a request").body).expect("JSON");
    let body = body.as_object().expect("an object");
    assert_eq!(body.len(), 22);
    for (name, value) in &sample {
        let sent = &body[name];
        match name.as_str() {
            "type" | "pmi" | "pronouns_option" => assert_eq!(sent.as_i64(), value.parse().ok(), "{name}"),
            "use_pmi" => assert_eq!(sent.as_bool(), Some(false)),
            "custom_attributes" | "phone_numbers" => assert_eq!(sent.to_string().len(), value.len(), "{name}"),
            _ => assert_eq!(sent.as_str(), Some(value.as_str()), "{name}"),
        }
    }
}

#[test]
fn query_parameters_alone_send_an_empty_object() {
    let sandbox = sandbox();
    let outcome = client(&sandbox).update_user("jane@example.com", &patch(r#"{"remove_tsp_credentials":true}"#));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let request = sandbox.requests().pop().expect("a request");
    assert_eq!(
        (request.target.as_str(), request.body.as_slice()),
        ("/v2/users/jane@example.com?remove_tsp_credentials=true", &b"{}"[..])
    );
}

#[test]
fn the_head_is_as_documented() {
    let sandbox = sandbox();
    let outcome = client(&sandbox).update_user("jane@example.com", &patch(r#"{"dept":"d"}"#));
    assert_eq!(outcome.status(), Status::Ok, "{}", outcome.message());
    let request = sandbox.requests().pop().expect("a request");
    let mut headers: Vec<_> = request.headers.iter().map(|(n, v)| format!("{}: {v}", n.to_lowercase())).collect();
    headers.sort();
    let host = sandbox.http_url().replace("http://", "host: ");
    let agent = format!("user-agent: zoomuser/{}", zoomuser::VERSION);
    let token = format!("authorization: Bearer {}", sandbox.token());
    let mut wanted = vec![
        "accept: application/json",
        "accept-encoding: identity",
        "accept-language: en",
        "content-length: 12",
        "content-type: application/json",
        &host,
        &agent,
        &token,
    ];
    wanted.sort_unstable();
    assert_eq!(headers, wanted);
}
