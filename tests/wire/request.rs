//! Custom requests arrive unchanged, and rendering shows what arrives.

use support::{https_options, options, sandbox, with};
use zoomuser::internal::FlatClient as Client;
use zoomuser::{Content, Form, Format, Headers, Part, Request, Status};
use zoomuser_sandbox::{Response, Sandbox};

/// The parts of the founding sample, as its program sends them.
fn sample() -> Form {
    let parts: Vec<serde_json::Map<String, serde_json::Value>> =
        serde_json::from_str(include_str!("../data/founding_request.json")).expect("parts");
    let mut form = Form::new();
    for part in parts {
        let text = |name: &str| part.get(name).and_then(|text| text.as_str()).map(str::to_owned);
        let (name, value) = (text("name").expect("a name"), text("value").expect("a value"));
        match text("content_type") {
            None => form.add(&name, &value),
            content_type => form.add_part(Part { name, value: value.into_bytes(), content_type, ..Part::default() }),
        }
        .expect("a part");
    }
    form
}

/// A client whose requests to Zoom's host end in the sandbox, over TLS that is verified.
fn to_zoom(sandbox: &Sandbox) -> Client {
    let port = sandbox.https_url().rsplit_once(':').expect("a port").1.to_owned();
    let connect_to = format!("api.zoom.us:443=127.0.0.1:{port}");
    Client::new(options(&[
        ("ca_file", sandbox.ca_file().to_str().expect("text")),
        ("system_roots", "off"),
        ("proxy", "off"),
        ("connect_to", &connect_to),
    ]))
}

const FOUNDING_PATH: &str = "/v2/users/:userId?login_type=100&remove_tsp_credentials=true";

#[test]
fn the_founding_sample_can_be_sent_as_it_is() {
    let sandbox = sandbox();
    let form = sample();
    assert_eq!((form.parts().len(), form.parts()[2].name.as_str()), (22, ""));
    let headers = Headers::parse("Authorization: Bearer <access_token>").expect("valid");
    let request = Request::new("PATCH", FOUNDING_PATH, headers, Content::Form(&form)).expect("valid");
    let body = r#"{"code":124,"message":"bad <access_token> Bearer"}"#;
    let head = format!(
        "HTTP/1.1 401 Unauthorized\r\nContent-type: application/json\r\nX-echo: Bearer <access_token>\r\n\
         Content-Length: {}\r\n\r\n",
        body.len()
    );
    sandbox.script(Response::raw(format!("{head}{body}")));
    let client = to_zoom(&sandbox);
    let outcome = client.send(&request);

    let arrived = sandbox.requests().pop().expect("a request");
    assert!(arrived.tls);
    assert_eq!((arrived.method.as_str(), arrived.target.as_str()), ("PATCH", FOUNDING_PATH));
    let header = |name: &str| {
        let all: Vec<_> = arrived.headers.iter().filter(|(given, _)| given == name).map(|(_, v)| v.as_str()).collect();
        assert_eq!(all.len(), 1, "{name}");
        all[0]
    };
    assert_eq!((header("Host"), header("Authorization")), ("api.zoom.us", "Bearer <access_token>"));
    let boundary = header("Content-Type").strip_prefix("multipart/form-data; boundary=").expect("a form");
    let mut body = String::new();
    for part in form.parts() {
        let name = if part.name.is_empty() { String::new() } else { format!("; name=\"{}\"", part.name) };
        body.push_str(&format!("--{boundary}\r\nContent-Disposition: form-data{name}\r\n"));
        if let Some(content_type) = &part.content_type {
            assert_eq!((part.name.as_str(), part.value.len(), content_type.as_str()), ("", 0, "in nuelit99"));
            body.push_str("Content-Type: in nuelit99\r\n");
        }
        body.push_str(&format!("\r\n{}\r\n", std::str::from_utf8(&part.value).expect("text")));
    }
    body.push_str(&format!("--{boundary}--\r\n"));
    assert_eq!(String::from_utf8_lossy(&arrived.body), body);

    assert_eq!(outcome.status(), Status::Unauthorized, "{}", outcome.message());
    assert_eq!(outcome.message(), "Zoom answered PATCH with HTTP 401, code 124: bad ************** Bearer");
    let response = outcome.response().expect("an answer");
    assert_eq!(response.reason(), "Unauthorized");
    assert_eq!(response.head(), head.replace("<access_token>", "**************"));
    assert!(!format!("{outcome:?} {request:?} {client:?}").contains("<access_token>"));
}

#[test]
fn what_is_rendered_is_what_arrives() {
    let sandbox = sandbox();
    let client = Client::new(with(https_options(&sandbox), &[("user_agent", "agent/1 (x)")]));
    let mut form = Form::new();
    form.add("a", "ü").expect("valid");
    let requests = [
        ("GET", "users/me?x=%zz&y=\"<>\\^`{|}", "", Content::None),
        ("get", "/../%2e%2e/./v2//users", "X-A: 1\r\nx-a: 2\r\nX-Ü-no: ", Content::None),
        ("POST", "/", "accept: */*\nUSER-agent: mine\nAccept: b", Content::None),
        ("PUT", "users/me/x", "content-TYPE: text/plain\nX-Empty:", Content::Bytes(b"a\r\n\r\nb")),
        ("PURGE", "*", "X-Obs: \u{fc}\tb", Content::Bytes(b"{}")),
        ("PATCH", "users/me", "", Content::Form(&form)),
    ];
    let mut sent = 0;
    for (method, path, lines, content) in requests {
        let Ok(headers) = Headers::parse(lines) else {
            assert!(lines.contains("-no"), "{lines}");
            continue;
        };
        let request = Request::new(method, path, headers, content).expect(path);
        sandbox.script(Response::http(200, &[], "fine"));
        let outcome = client.send(&request);
        assert_eq!(outcome.status(), Status::Ok, "{path}: {}", outcome.message());
        assert_eq!(outcome.message(), format!("Zoom answered {method} with HTTP 200"));
        let arrived = sandbox.requests().pop().expect("a request").raw;
        let rendered = client.render(&request, Format::Http);
        let shown = rendered.rendered().expect("text").replace("<access_token>", sandbox.token());
        assert_eq!(String::from_utf8(arrived).expect("UTF-8"), shown);
        assert!(rendered.is_ok() && rendered.warnings().is_empty() && rendered.attempts() == 0);
        sent += 1;
    }
    assert_eq!(sent, 5);
    let target = sandbox.requests().pop().expect("a request").target;
    assert_eq!(target, "/v2/users/me", "below the base URL");

    // An update is rendered by the same function.
    let patch = support::patch(r#"{"dept":"d","login_type":100}"#);
    assert!(client.update_user("jane@example.com", &patch).is_ok());
    let arrived = String::from_utf8(sandbox.requests().pop().expect("a request").raw).expect("UTF-8");
    let rendered = client.render_update("jane@example.com", &patch, Format::Http);
    assert_eq!(arrived, rendered.rendered().expect("text").replace("<access_token>", sandbox.token()));
    let refused = client.render_update("me", &support::patch(r#"{"email":"x"}"#), Format::Http);
    assert_eq!((refused.status(), refused.rendered()), (Status::CheckFailed, None));
}

#[test]
fn a_body_that_is_no_text_is_sent_and_its_rendering_says_so() {
    let sandbox = sandbox();
    let client = support::client(&sandbox);
    let bytes: Vec<u8> = (0..=255).collect();
    let typed = Headers::parse("Content-Type: application/octet-stream").expect("valid");
    let request = Request::new("PUT", "x", typed, Content::Bytes(&bytes)).expect("valid");
    sandbox.script(Response::http(204, &[], ""));
    assert!(client.send(&request).is_ok());
    assert_eq!(sandbox.requests().pop().expect("a request").body, bytes);
    let rendered = client.render(&request, Format::Http);
    assert_eq!(rendered.warnings().len(), 1);
    assert!(rendered.rendered().is_some_and(|text| text.contains("Content-Length: 256\r\n") && !text.contains('\0')));
}

#[test]
fn the_token_goes_only_where_no_credentials_are_given() {
    let sandbox = sandbox();
    let send = |client: &Client, lines: &str| {
        let headers = Headers::parse(lines).expect(lines);
        client.send(&Request::new("GET", "users/me", headers, Content::None).expect("valid"))
    };
    let client = support::client(&sandbox);
    assert!(send(&client, "").is_ok());
    let outcome = send(&client, "authorization: Basic dXNlcjpTRUNSRVQ=");
    assert_eq!(outcome.status(), Status::Unauthorized);
    let arrived = sandbox.requests().pop().expect("a request");
    let given: Vec<_> = arrived.headers.iter().filter(|(name, _)| name.eq_ignore_ascii_case("authorization")).collect();
    assert_eq!(given, [&("authorization".to_owned(), "Basic dXNlcjpTRUNSRVQ=".to_owned())]);

    let without = Client::new(options(&[("base_url", &sandbox.http_base_url())]));
    let before = sandbox.requests().len();
    assert_eq!(send(&without, "").status(), Status::MissingToken);
    assert_eq!(sandbox.requests().len(), before);
    assert!(send(&without, &format!("Authorization: Bearer {}", sandbox.token())).is_ok());

    // A server that says the credentials back.
    let own = "Digest username=\"u\", response=\"SECRET-1\"";
    let said = own.strip_prefix("Digest ").expect("a scheme");
    sandbox.script(Response::http(400, &[("X-Echo", own)], format!("{{\"message\":\"{}\"}} {said}", "x")));
    let outcome = send(&without, &format!("Authorization: {own}"));
    let response = outcome.response().expect("an answer");
    let shown = format!("{outcome:?} {} {}", response.head(), String::from_utf8_lossy(response.body()));
    assert!(!shown.contains("SECRET-1") && response.head().contains("X-Echo: Digest ***"), "{shown}");
}
