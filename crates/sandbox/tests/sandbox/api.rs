use std::thread;

use zoomuser_sandbox::Sandbox;

use crate::client::{Client, sandbox};

const JSON: &str = "Content-Type: application/json\r\n";

#[test]
fn a_change_is_there_when_read_back() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let body = r#"{"first_name":"Jané","vanity_name":"jj","group_id":"g1","host_key":"000123","type":2,
        "about_me":"me","linkedin_url":"l","feature":{"zoom_phone":true},"dept":null,
        "phone_numbers":[{"country":"DE","number":"1","label":"Home","other":1}]}"#;
    let reply = client.patch("jane%40example.com", body);
    assert_eq!((reply.status, reply.body.len()), (204, 0));
    assert_eq!(reply.header("Content-Length"), None);
    assert!(reply.header("x-zm-trackingid").is_some());
    assert_eq!(reply.header("X-RateLimit-Category"), Some("Light"));

    let user = client.get("/v2/users/me").text();
    assert_eq!(Some(user.clone()), sandbox.user("jane@example.com"));
    for part in [
        r#""first_name":"Jané""#,
        r#""display_name":"Jané Doe""#,
        r#""vanity_url":"https://zoom.us/my/jj""#,
        r#""group_ids":["g1"]"#,
        r#""type":2"#,
        r#""phone_numbers":[{"country":"DE","number":"1","label":"Home","verified":false}]"#,
    ] {
        assert!(user.contains(part), "{part} in {user}");
    }
    let hidden = ["host_key", "about_me", "linkedin_url", "feature", "vanity_name", "group_id\"", "dept", "other"];
    for name in hidden {
        assert!(!user.contains(name), "{name} in {user}");
    }
    let stored = client.get("/_sandbox/users/jane@example.com").text();
    for part in ["\"host_key\":\"000123\"", "\"about_me\"", "\"linkedin_url\"", "{\"zoom_phone\":true}", "\"group_id\""]
    {
        assert!(stored.contains(part), "{part} in {stored}");
    }
    sandbox.reset();
    assert!(sandbox.user("me").unwrap().contains("\"first_name\":\"Jan\""));
    assert!(sandbox.requests().is_empty());
}

#[test]
fn a_64_bit_value_stays_exact() {
    let sandbox = sandbox();
    let reply = Client::plain(&sandbox).patch("me", r#"{"zoom_one_type":576460752303423488}"#);
    assert_eq!(reply.status, 204);
    assert!(sandbox.user("me").unwrap().contains("\"zoom_one_type\":576460752303423488"));
}

#[test]
fn users_are_found_by_id_email_account_path_and_me() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let paths = [
        "/v2/users/U2FuZGJveC1KYW5lLURvZQ",
        "/v2/users/JANE@example.com",
        "/v2/accounts/abc/users/jane%40example.com?login_type=100",
        "http://127.0.0.1/v2/users/me",
    ];
    for path in paths {
        assert!(client.get(path).text().contains("\"email\":\"jane@example.com\""), "{path}");
    }
    let unknown = client.get("/v2/users/a%252Fb@example.com");
    assert_eq!(unknown.status, 404);
    assert_eq!(unknown.text(), r#"{"code":1001,"message":"User does not exist: a%2Fb@example.com."}"#);
    assert_eq!(sandbox.requests().last().unwrap().target, "/v2/users/a%252Fb@example.com");
    for path in ["/v2/users/jane@example.com/x", "/v2/users/", "/v2/accounts//users/me", "/"] {
        let reply = client.call("PATCH", path, JSON, "{}");
        assert_eq!((reply.status, reply.text().contains("2300")), (404, true), "{path}");
    }
    assert_eq!(client.get("/v2/users/%ff").status, 400);
    assert_eq!(client.call("DELETE", "/v2/users/me", "", "").status, 405);
}

#[test]
fn a_pending_user_does_not_change() {
    let sandbox = sandbox();
    let before = sandbox.user("pending@example.com").unwrap();
    let mut client = Client::plain(&sandbox);
    assert_eq!(client.patch("pending@example.com", r#"{"first_name":"New","type":2}"#).status, 204);
    assert_eq!(sandbox.user("pending@example.com").unwrap(), before);
    assert_eq!(client.patch("pending@example.com", r#"{"group_id":"g"}"#).status, 204);
    assert!(sandbox.user("pending@example.com").unwrap().contains(r#""group_ids":["g"]"#));
}

#[test]
fn the_account_has_its_own_objections() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    assert!(client.patch("zoomroom@example.com", r#"{"type":1}"#).text().contains("\"code\":200"));
    assert!(client.patch("me", r#"{"vanity_name":"john.roe"}"#).text().contains("\"code\":4100"));
    assert_eq!(client.patch("me", r#"{"vanity_name":"jane.doe"}"#).status, 204);
    assert!(client.patch("me", r#"{"type":4,"pmi":1234567890}"#).text().contains("\"code\":200"));
}

#[test]
fn tokens_are_checked() {
    let sandbox = Sandbox::builder().token("mine").start().unwrap();
    let mut client = Client::plain(&sandbox);
    let cases = [
        ("", 401, r#"{"code":124,"message":"Invalid access token."}"#),
        ("Authorization: Bearer sandbox-token\r\n", 401, r#"{"code":124,"message":"Invalid access token."}"#),
        ("Authorization: Basic mine\r\n", 401, r#"{"code":124,"message":"Invalid access token."}"#),
        ("Authorization: Bearer expired-token\r\n", 401, r#"{"code":124,"message":"Access token is expired."}"#),
        ("Authorization: Bearer noscope-token\r\n", 400, "scopes:[user:update:user:admin]"),
        ("Authorization: Bearer mine\r\n", 204, ""),
        ("authorization: bearer mine\r\n", 204, ""),
    ];
    for (header, status, text) in cases {
        client.write(format!(
            "PATCH /v2/users/me HTTP/1.1\r\nHost: h\r\nAccept: */*\r\n{header}{JSON}Content-Length: 2\r\n\r\n{{}}"
        ));
        let reply = client.reply();
        assert_eq!(reply.status, status, "{header}");
        assert!(reply.text().contains(text), "{header}: {}", reply.text());
    }
}

#[test]
fn errors_are_xml_unless_json_is_wanted() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let xml = "<result><code>300</code><message>Validation Failed.</message>\
               <errors><field>first_name</field><message>Invalid field.</message></errors>";
    for (accept, is_xml) in [("", true), ("Accept: application/xml\r\n", true), ("Accept: text/html, */*\r\n", false)] {
        client.write(format!("GET /v2/users/fields-error@sandbox.test HTTP/1.1\r\nHost: h\r\n{accept}\r\n"));
        let reply = client.reply();
        assert_eq!(reply.text().starts_with(xml), is_xml, "{accept}");
        assert_eq!(reply.text().contains(r#""errors":[{"field":"first_name""#), !is_xml, "{accept}");
        assert_eq!(reply.header("Content-Type").unwrap().starts_with("application/xml"), is_xml, "{accept}");
    }
}

#[test]
fn users_are_listed_page_by_page() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let first = client.get("/v2/users?page_size=2");
    assert_eq!(first.header("X-RateLimit-Category"), Some("Medium"));
    let text = first.text();
    let token = text.split("\"next_page_token\":\"").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    assert!(!token.is_empty() && text.contains("\"total_records\":3"), "{text}");
    let second = client.get(&format!("/v2/users?page_size=2&next_page_token={token}")).text();
    assert!(second.contains("zoomroom@example.com") && second.contains("\"next_page_token\":\"\""), "{second}");
    let pending = client.get("/v2/users?status=pending").text();
    assert!(pending.contains("pending@example.com") && !pending.contains("\"id\":"), "{pending}");
    for query in ["page_size=0", "status=gone", "next_page_token=xyz"] {
        assert_eq!(client.get(&format!("/v2/users?{query}")).status, 400, "{query}");
    }
}

#[test]
fn a_fresh_token_is_issued_and_accepted() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let basic = "Authorization: Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=";
    let mut ask = |authorization: &str, query: &str, body: &str| {
        let length = body.len();
        client.write(format!(
            "POST /oauth/token{query} HTTP/1.1\r\nHost: h\r\n{authorization}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{body}"
        ));
        client.reply()
    };
    let form = "grant_type=account_credentials&account_id=sandbox-account";
    let mut tokens = Vec::new();
    for reply in [ask(basic, "", form), ask(basic, &format!("?{form}"), "")] {
        let text = reply.text();
        assert!(text.contains(r#""token_type":"bearer","expires_in":3599"#), "{text}");
        assert!(text.contains(&format!(r#""api_url":"{}""#, sandbox.http_url())), "{text}");
        tokens.push(text.split('"').nth(3).unwrap().to_owned());
    }
    assert_ne!(tokens[0], tokens[1]);
    let refused = [
        (ask("X: y", "", form), "invalid_client"),
        (ask("Authorization: Basic eDp5", "", form), "invalid_client"),
        (ask(basic, "", "grant_type=password&account_id=sandbox-account"), "unsupported_grant_type"),
        (ask(basic, "", "grant_type=account_credentials"), "invalid_request"),
    ];
    for (reply, error) in refused {
        assert_eq!(reply.status, 400);
        assert!(reply.text().ends_with(&format!("\"error\":\"{error}\"}}")), "{}", reply.text());
    }
    for token in tokens {
        client.write(format!("GET /v2/users/me HTTP/1.1\r\nHost: h\r\nAuthorization: Bearer {token}\r\n\r\n"));
        assert_eq!(client.reply().status, 200);
    }
}

#[test]
fn many_clients_are_served_at_once() {
    let sandbox = sandbox();
    thread::scope(|scope| {
        for number in 0..8 {
            let sandbox = &sandbox;
            scope.spawn(move || {
                let mut client = if number % 2 == 0 { Client::plain(sandbox) } else { Client::tls(sandbox) };
                for round in 0..20 {
                    let reply = client.patch("john@example.com", &format!(r#"{{"dept":"{number}-{round}"}}"#));
                    assert_eq!(reply.status, 204);
                }
            });
        }
    });
    assert_eq!((sandbox.requests().len(), sandbox.connections()), (160, 8));
}

#[test]
fn some_users_take_changes_late_or_not_at_all() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let dept = |client: &mut Client, id: &str| {
        let user = client.get(&format!("/v2/users/{id}")).text();
        user.split("\"dept\":").nth(1).and_then(|rest| rest.split(',').next()).map(str::to_owned)
    };
    let late = "late-2@sandbox.test";
    assert_eq!(dept(&mut client, late).as_deref(), Some("\"\""));
    assert_eq!(client.patch(late, r#"{"dept":"a"}"#).status, 204);
    let seen: Vec<_> = (0..4).filter_map(|_| dept(&mut client, late)).collect();
    assert_eq!(seen, ["\"\"", "\"\"", "\"a\"", "\"a\""]);
    assert!(sandbox.user(late).unwrap().contains(late));

    let keeps = "ignores-dept@sandbox.test";
    assert_eq!(client.patch(keeps, r#"{"dept":"a","location":"b"}"#).status, 204);
    assert_eq!(dept(&mut client, keeps).as_deref(), Some("\"\""));
    assert!(sandbox.user(keeps).unwrap().contains("\"location\":\"b\""));
    assert_eq!(client.get("/v2/users/ignores-nothing@sandbox.test").status, 404);
}
