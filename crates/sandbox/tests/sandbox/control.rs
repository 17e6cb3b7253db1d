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
        r#"[{"method":"PATCH","target":"/v2/users/me","headers":[["Host","sandbox"],"#,
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
