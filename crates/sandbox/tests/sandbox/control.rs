use crate::client::{Client, sandbox};

#[test]
fn requests_are_listed() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    assert_eq!(client.get("/_sandbox/requests").text(), "[]");
    assert_eq!(client.get("/_sandbox/requests/last").status, 404);
    client.patch("me", r#"{"email":1}"#);
    let list = client.get("/_sandbox/requests").text();
    for part in [
        r#"[{"method":"PATCH","target":"/v2/users/me","headers":[["Host","127.0.0.1"],"#,
        r#""body":"eyJlbWFpbCI6MX0=""#,
        r#""reads":1,"connection":1,"tls":false,"verdict":"accepted","reasons":[],"ignored":["email"]}]"#,
    ] {
        assert!(list.contains(part), "{part} in {list}");
    }
    assert_eq!(client.get("/_sandbox/requests/last").body, sandbox.requests()[0].raw);
    assert_eq!(client.call("POST", "/_sandbox/reset", "", "").status, 204);
    assert_eq!(client.get("/_sandbox/requests").text(), "[]");
}

#[test]
fn answers_are_queued_as_json() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let script = r#"[{"status":503,"headers":{"Retry-After":"1"},"body":"busy"},
        {"bytes":"HTTP/1.1 204 No Content\r\n\r\n","delay_ms":1,"drip_ms":1},
        {"bytes_base64":"SFRUUA==","cut_after":2}]"#;
    assert_eq!(client.call("POST", "/_sandbox/script", "", script).status, 204);
    let busy = client.get("/v2/users/me");
    assert_eq!((busy.status, busy.header("Retry-After"), busy.text().as_str()), (503, Some("1"), "busy"));
    assert_eq!(client.get("/v2/users/me").head, "HTTP/1.1 204 No Content\r\n\r\n");
    client.write(crate::client::request("GET", "/", "", ""));
    assert_eq!(client.rest(), (b"HT".to_vec(), true));
    let mut client = Client::plain(&sandbox);
    for wrong in ["", "7", r#"{"byte":""}"#, r#"{"status":"x"}"#, r#"{"status":200,"bytes":""}"#, r#"{"delay_ms":-1}"#]
    {
        assert_eq!(client.call("POST", "/_sandbox/script", "", wrong).status, 400, "{wrong}");
    }
}

#[test]
fn users_are_put_and_read() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let put = r#"{"first_name":"New","status":"pending","zoom_one_type":4}"#;
    assert_eq!(client.call("PUT", "/_sandbox/users/new%40example.org", "", put).status, 201);
    assert_eq!(client.call("PUT", "/_sandbox/users/new%40example.org", "", r#"{"dept":"D"}"#).status, 200);
    let user = client.get("/v2/users/new@example.org").text();
    assert!(user.contains("\"dept\":\"D\"") && user.contains("\"status\":\"pending\""), "{user}");
    assert_eq!(client.call("PUT", "/_sandbox/users/me", "", "[]").status, 400);
    assert_eq!(client.get("/_sandbox/users/nobody").status, 404);
    assert_eq!(client.get("/_sandbox/nothing").status, 404);
}

#[test]
fn updates_are_counted_for_each_user() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    for (id, body, status) in [
        ("jane@example.com", r#"{"dept":"New"}"#, 204),
        ("jane@example.com", r#"{"dept":"New"}"#, 204),
        ("jane@example.com", r#"{"dept":7}"#, 400),
        ("pending@example.com", r#"{"dept":"New"}"#, 204),
        ("nobody@example.com", r#"{"dept":"New"}"#, 404),
    ] {
        assert_eq!(client.patch(id, body).status, status, "{id} {body}");
    }
    let text = client.get("/_sandbox/updates").text();
    let jane = r#"{"id":"U2FuZGJveC1KYW5lLURvZQ","email":"jane@example.com","accepted":2,"changed":1}"#;
    let pending = r#"{"id":"U2FuZGJveC1QZW5kaW5nMA","email":"pending@example.com","accepted":1,"changed":0}"#;
    assert_eq!(text, format!("[{jane},{pending}]"));
    assert_eq!(sandbox.updates().iter().map(|user| user.accepted).sum::<u64>(), 3);
    let users = client.get("/_sandbox/users").text();
    assert!(users.matches("\"email\":").count() == 4 && users.contains("\"dept\":\"New\""), "{users}");
    sandbox.reset();
    assert_eq!(client.get("/_sandbox/updates").text(), "[]");
}

#[test]
fn users_of_a_file_take_the_place_of_the_usual_ones() {
    let builder = || zoomuser_sandbox::Sandbox::builder();
    let sandbox = builder().users_csv("email,id,dept\na@example.com,A-1,One\nb@example.com,,\n").start().unwrap();
    let mut client = Client::plain(&sandbox);
    assert!(client.get("/v2/users").text().contains("\"total_records\":2"));
    assert!(client.get("/v2/users/me").text().contains("\"id\":\"A-1\""));
    assert_eq!(client.get("/v2/users/jane@example.com").status, 404);
    assert_eq!(client.patch("A-1", r#"{"dept":"Two"}"#).status, 204);
    assert_eq!(client.patch("error-400-2033@sandbox.test", r#"{"dept":"Two"}"#).status, 400, "faults stay");
    sandbox.reset();
    assert!(client.get("/v2/users/A@EXAMPLE.com").text().contains("\"dept\":\"One\""));
    let error = builder().users_csv("email\nnobody\n").start().err().map(|error| error.to_string());
    assert_eq!(error.as_deref(), Some("users: line 2, column email: expected an e-mail address"));
}

#[test]
fn lists_have_limits_of_their_own() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    assert_eq!(client.call("PUT", "/_sandbox/limits", "", r#"{"plan":"pro","lists_per_second":1}"#).status, 204);
    let first = client.get("/v2/users?page_size=1");
    assert_eq!((first.status, first.header("X-RateLimit-Limit")), (200, Some("1")));
    for _ in 0..5 {
        assert_eq!(client.get("/v2/users/me").status, 200);
    }
    // Unless this machine takes a second for the above.
    let second = client.get("/v2/users");
    if second.status == 429 {
        assert_eq!(second.header("X-RateLimit-Category"), Some("Medium"));
        assert_eq!(sandbox.stats().refused_lists, 1);
    }
    assert_eq!((sandbox.stats().used_today, sandbox.stats().refused), (5, 0));
    assert_eq!(client.call("PUT", "/_sandbox/limits", "", r#"{"lists_per_second":0}"#).status, 204);
    assert_eq!(client.get("/v2/users").status, 429);
    assert_eq!(client.call("POST", "/_sandbox/page_tokens/expire", "", "").status, 204);
}
