use zoomuser_sandbox::Verdict;

use crate::client::{Client, sandbox};

const NOT_AN_OBJECT: &str = r#"{"code":300,"message":"Request Body should be a valid JSON object."}"#;

#[test]
fn right_json_is_accepted() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let ninety = format!(r#"{{"first_name":"{}","location":"{}"}}"#, "ü".repeat(64), "x".repeat(256));
    let bodies = [
        "{}",
        ninety.as_str(),
        r#"{"type":99}"#,
        r#"{"pmi":9999999999,"use_pmi":true}"#,
        r#"{"host_key":"0123456789"}"#,
        r#"{"phone_number":"1","phone_country":"DE"}"#,
        r#"{"phone_country":"DE"}"#,
        r#"{"custom_attributes":[{"key":"k","name":"n","value":"v"},{},{},{},{}]}"#,
        r#"{"phone_numbers":[]}"#,
        r#"{"manager":"Bob","timezone":"Nowhere","language":"xx"}"#,
        r#"{"plan_united_type":"none"}"#,
        r#"{"zoom_one_type":0,"type":null}"#,
        r#"{"feature":{"zoom_phone":false}}"#,
        r#"{"division_ids":["a","b"]}"#,
        r#"{"license_info_list":[{"license_type":"MEETING","license_option":576460752303423488,"subscription_id":"S"}]}"#,
    ];
    for body in bodies {
        let reply = client.patch("john@example.com", body);
        assert_eq!(reply.status, 204, "{body}: {}", reply.text());
        assert_eq!(sandbox.requests().last().unwrap().verdict, Verdict::Accepted { ignored: vec![] });
    }
}

#[test]
fn unknown_names_are_ignored_silently() {
    let sandbox = sandbox();
    let before = sandbox.user("me");
    let reply = Client::plain(&sandbox).patch("me", r#"{"email":"x@example.com","status":7,"settings":{"a":[1.5]}}"#);
    assert_eq!((reply.status, sandbox.user("me")), (204, before));
    let ignored = ["email", "status", "settings"].map(str::to_owned).to_vec();
    assert_eq!(sandbox.requests()[0].verdict, Verdict::Accepted { ignored });
}

#[test]
fn wrong_json_types_are_refused() {
    let sandbox = sandbox();
    let before = sandbox.user("me");
    let mut client = Client::plain(&sandbox);
    let bodies = [
        "",
        "[]",
        "null",
        "{",
        "{} x",
        r#"{"type":"1"}"#,
        r#"{"type":1.0}"#,
        r#"{"type":true}"#,
        r#"{"first_name":1}"#,
        r#"{"first_name":["a"]}"#,
        r#"{"use_pmi":"true"}"#,
        r#"{"pmi":"1234567890"}"#,
        r#"{"pmi":92233720368547758080}"#,
        r#"{"host_key":123456}"#,
        r#"{"plan_united_type":1}"#,
        r#"{"custom_attributes":{"key":"k"}}"#,
        r#"{"custom_attributes":[{"value":1}]}"#,
        r#"{"phone_numbers":["1"]}"#,
        r#"{"phone_numbers":[{"label":null}]}"#,
        r#"{"feature":[]}"#,
        r#"{"feature":{"zoom_phone":1}}"#,
        r#"{"division_ids":[1]}"#,
        r#"{"division_ids":"a"}"#,
        r#"{"license_info_list":[{"license_type":"MEETING","license_option":"2","subscription_id":"S"}]}"#,
        r#"{"dept":"fine","type":"1"}"#,
    ];
    for body in bodies {
        let reply = client.patch("me", body);
        assert_eq!((reply.status, reply.text().as_str()), (400, NOT_AN_OBJECT), "{body}");
    }
    assert_eq!(sandbox.user("me"), before);
}

#[test]
fn broken_limits_are_refused_field_by_field() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let long = |name: &str, length: usize| format!(r#"{{"{name}":"{}"}}"#, "ü".repeat(length));
    let six = ["{}"; 6].join(",");
    let cases = [
        (long("first_name", 65), "first_name"),
        (long("last_name", 65), "last_name"),
        (long("display_name", 129), "display_name"),
        (long("job_title", 129), "job_title"),
        (long("company", 256), "company"),
        (long("location", 257), "location"),
        (long("about_me", 151), "about_me"),
        (r#"{"type":3}"#.into(), "type"),
        (r#"{"pmi":999999999}"#.into(), "pmi"),
        (r#"{"pmi":10000000000}"#.into(), "pmi"),
        (r#"{"host_key":"12345"}"#.into(), "host_key"),
        (r#"{"host_key":"12345678901"}"#.into(), "host_key"),
        (r#"{"host_key":"12345a"}"#.into(), "host_key"),
        (r#"{"host_key":""}"#.into(), "host_key"),
        (r#"{"pronouns_option":4}"#.into(), "pronouns_option"),
        (r#"{"plan_united_type":"3"}"#.into(), "plan_united_type"),
        (r#"{"zoom_one_type":576460752303423500}"#.into(), "zoom_one_type"),
        (r#"{"phone_number":"1"}"#.into(), "phone_country"),
        (r#"{"phone_numbers":[{"label":"home"}]}"#.into(), "phone_numbers[0].label"),
        (r#"{"phone_numbers":[{},{},{},{}]}"#.into(), "phone_numbers"),
        (format!(r#"{{"custom_attributes":[{six}]}}"#), "custom_attributes"),
        (
            r#"{"license_info_list":[{"license_type":"MEETING","license_option":2}]}"#.into(),
            "license_info_list[0].subscription_id",
        ),
        (r#"{"dept":"a","dept":"b"}"#.into(), "dept"),
    ];
    for (body, field) in cases {
        let reply = client.patch("john@example.com", &body);
        let start = format!(r#"{{"code":300,"message":"Validation Failed.","errors":[{{"field":"{field}","message":"#);
        assert!(reply.status == 400 && reply.text().starts_with(&start), "{body}: {}", reply.text());
    }
    let two = client.patch("me", r#"{"type":3,"pmi":1}"#);
    assert_eq!(two.text().matches("\"field\"").count(), 2);
    let verdict = sandbox.requests().pop().unwrap().verdict;
    assert!(matches!(verdict, Verdict::Refused { reasons } if reasons.len() == 2));
}

#[test]
fn plans_exclude_each_other() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for body in [r#"{"type":1,"zoom_one_type":16}"#, r#"{"plan_united_type":"1","zoom_one_type":16}"#] {
        let reply = client.patch("me", body);
        assert!(reply.text().contains("cannot be changed together"), "{}", reply.text());
        assert_eq!(reply.status, 400);
    }
}

#[test]
fn query_and_content_type_are_judged() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let json = "application/json";
    let cases = [
        ("?login_type=101&remove_tsp_credentials=true&other=1", json, 204),
        ("?login_type=2", json, 400),
        ("?login_type=", json, 400),
        ("?login_type=1&login_type=1", json, 400),
        ("?remove_tsp_credentials=1", json, 400),
        ("", "application/json; charset=utf-8", 204),
        ("", "Application/JSON;charset=\"UTF-8\"", 204),
        ("", "application/json; charset=latin1", 415),
        ("", "text/plain", 415),
        ("", "application/x-www-form-urlencoded", 415),
        ("", "multipart/form-data", 400),
    ];
    for (query, content_type, status) in cases {
        let header = format!("Content-Type: {content_type}\r\n");
        let reply = client.call("PATCH", &format!("/v2/users/me{query}"), &header, "{}");
        assert_eq!(reply.status, status, "{query} {content_type}: {}", reply.text());
    }
    assert_eq!(client.call("PATCH", "/v2/users/me", "", "{}").status, 415);
}

fn multipart(client: &mut Client, parts: &[(&str, &str)]) -> (u16, String) {
    let mut body = String::new();
    for (name, value) in parts {
        body.push_str(&format!("--b0\r\nContent-Disposition: form-data; name=\"{name}\"\r\n\r\n{value}\r\n"));
    }
    body.push_str("--b0--\r\n");
    let reply = client.call("PATCH", "/v2/users/me", "Content-Type: multipart/form-data; boundary=b0\r\n", &body);
    (reply.status, reply.text())
}

#[test]
fn multipart_text_is_converted_by_the_field() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let parts = [
        ("first_name", "J\u{e4}ne \"x\"\r\n--b1"),
        ("type", "2"),
        ("use_pmi", "true"),
        ("pmi", "1111111111"),
        ("custom_attributes", r#"[{"key":"k","value":"v"}]"#),
        ("feature", r#"{"zoom_phone":true}"#),
        ("email", "ignored"),
    ];
    assert_eq!(multipart(&mut client, &parts).0, 204);
    let user = sandbox.user("me").unwrap();
    for part in [
        r#""first_name":"Jäne \"x\"\r\n--b1""#,
        r#""type":2"#,
        r#""use_pmi":true"#,
        r#""pmi":1111111111"#,
        r#""custom_attributes":[{"key":"k","value":"v"}]"#,
    ] {
        assert!(user.contains(part), "{part} in {user}");
    }
    assert_eq!(sandbox.requests()[0].verdict, Verdict::Accepted { ignored: vec!["email".to_owned()] });
}

#[test]
fn wrong_multipart_is_refused() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for (name, value) in [
        ("type", "two"),
        ("type", " 2"),
        ("type", "+2"),
        ("use_pmi", "True"),
        ("custom_attributes", "k"),
        ("custom_attributes", "{}"),
        ("host_key", "1"),
    ] {
        let (status, text) = multipart(&mut client, &[(name, value)]);
        assert!(status == 400 && text.contains(&format!("\"field\":\"{name}\"")), "{name}={value}: {text}");
    }
    assert_eq!(multipart(&mut client, &[]).0, 400);
    assert_eq!(multipart(&mut client, &[("dept", "a"), ("dept", "b")]).0, 400);
    let header = "Content-Type: multipart/form-data; boundary=b0\r\n";
    let bodies = [
        "",
        "{}",
        "--b0\r\nContent-Disposition: form-data; name=\"dept\"\r\n\r\nx",
        "--b0\r\nContent-Disposition: form-data; name=\"dept\"\r\n\r\nx\r\n--b0\r\n",
        "--b0\r\nContent-Disposition: form-data\r\n\r\nx\r\n--b0--\r\n",
        "--b0\r\nContent-Disposition: form-data; name=\"dept\"; filename=\"f\"\r\n\r\nx\r\n--b0--\r\n",
        "--b0\r\n\r\nx\r\n--b0--\r\n",
    ];
    for body in bodies {
        let reply = client.call("PATCH", "/v2/users/me", header, body);
        assert!(reply.status == 400 && reply.text().contains("multipart"), "{body}: {}", reply.text());
    }
}
