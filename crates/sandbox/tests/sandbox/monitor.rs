//! What the page shows, and what it can do, by the calls that it makes.

use crate::client::{Client, Reply, sandbox};
use zoomuser_sandbox::Sandbox;

fn call(client: &mut Client, method: &str, path: &str, body: &str) -> Reply {
    client.call(method, &format!("/_sandbox/{path}"), "", body)
}

/// Asserts a status, and shows the body if it is another one.
fn expect(status: u16, reply: &Reply) {
    assert_eq!(reply.status, status, "{}", reply.text());
}

#[test]
fn faults_answer_the_next_request_or_those_of_a_user_or_a_share() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let update = r#"{"dept":"New"}"#;
    let added = call(&mut client, "POST", "faults", r#"{"fault":"status-503"}"#);
    assert_eq!((added.status, added.text().as_str()), (201, r#"{"rule":1}"#));
    assert_eq!([client.patch("me", update).status, client.patch("me", update).status], [503, 204]);

    expect(201, &call(&mut client, "POST", "faults", r#"{"fault":"error-400-2034","user":"JANE@example.com"}"#));
    assert_eq!([client.patch("me", update).status, client.get("/v2/users/john@example.com").status], [400, 200]);
    assert_eq!(client.get("/v2/users/U2FuZGJveC1KYW5lLURvZQ").status, 400, "the same user by id");
    let active = call(&mut client, "GET", "faults", "").text();
    let rule =
        r#"[{"rule":2,"fault":"error-400-2034","user":"JANE@example.com","times":null,"percent":100,"answered":2}]"#;
    assert_eq!(active, rule);
    expect(204, &call(&mut client, "DELETE", "faults/2", ""));
    expect(404, &call(&mut client, "DELETE", "faults/2", ""));

    expect(201, &call(&mut client, "POST", "faults", r#"{"fault":"rate-second","percent":50}"#));
    let statuses: Vec<_> = (0..4).map(|_| client.get("/v2/users/me").status).collect();
    assert_eq!(statuses, [200, 429, 200, 429]);
    expect(204, &call(&mut client, "DELETE", "faults", ""));
    assert_eq!(call(&mut client, "GET", "faults", "").text(), "[]");

    for (body, word) in [
        ("", "JSON object"),
        ("{}", "fault: expected"),
        (r#"{"fault":"nothing"}"#, "fault: expected"),
        (r#"{"fault":"drop+1"}"#, "fault: expected"),
        (r#"{"fault":"late-2"}"#, "fault: expected"),
        (r#"{"fault":7}"#, "fault: expected a string"),
        (r#"{"fault":"drop","times":0}"#, "times: expected"),
        (r#"{"fault":"drop","percent":101}"#, "percent: expected"),
        (r#"{"fault":"drop","user":""}"#, "user: expected"),
        (r#"{"fault":"drop","kind":"x"}"#, "kind: expected"),
    ] {
        let refused = call(&mut client, "POST", "faults", body);
        assert!(refused.status == 400 && refused.text().contains(word), "{body}: {}", refused.text());
    }
}

#[test]
fn changes_are_kept_and_taken_back() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    assert_eq!(client.patch("me", r#"{"dept":"New","job_title":null}"#).status, 204);
    assert_eq!(client.patch("me", r#"{"dept":"New"}"#).status, 204, "changes nothing");
    expect(200, &call(&mut client, "PUT", "users/john@example.com", r#"{"dept":"Put"}"#));
    let changes = call(&mut client, "GET", "changes", "").text();
    for part in [
        r#"[{"change":1,"#,
        r#""email":"jane@example.com","members":[{"name":"dept","old":"Sales","new":"New"},{"name":"job_title","old":"Consultant","new":null}]}"#,
        r#"{"change":2,"#,
        r#"[{"name":"dept","old":"","new":"Put"}]}]"#,
    ] {
        assert!(changes.contains(part), "{part} in {changes}");
    }
    expect(200, &call(&mut client, "POST", "changes/1/undo", ""));
    let jane = client.get("/v2/users/me").text();
    assert!(jane.contains(r#""dept":"Sales""#) && jane.contains(r#""job_title":"Consultant""#), "{jane}");
    expect(404, &call(&mut client, "POST", "changes/9/undo", ""));
    assert!(call(&mut client, "GET", "changes?after=2", "").text().starts_with(r#"[{"change":3,"#));
    sandbox.reset();
    assert_eq!(call(&mut client, "GET", "changes", "").text(), "[]");
}

#[test]
fn users_are_searched_and_loaded() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    let count = |reply: Reply| reply.text().matches("\"email\":").count();
    assert_eq!(count(call(&mut client, "GET", "users?search=KALTURA", "")), 1);
    assert_eq!(count(call(&mut client, "GET", "users?limit=2", "")), 2);
    expect(400, &call(&mut client, "GET", "users?limit=x", ""));
    let loaded = call(&mut client, "PUT", "users", "email,dept\na@example.com,One\nb@example.com,Two\n");
    assert_eq!((loaded.status, loaded.text().as_str()), (200, r#"{"users":2}"#));
    assert!(client.get("/v2/users/me").text().contains("a@example.com"));
    let wrong = call(&mut client, "PUT", "users", "email,dept\nnobody,One\n");
    assert!(wrong.status == 400 && wrong.text().contains("line 2, column email"), "{}", wrong.text());
    sandbox.reset();
    assert_eq!(client.get("/v2/users/a@example.com").status, 404);
}

#[test]
fn an_exchange_has_the_verdict_and_no_credentials() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    client.patch("me", r#"{"dept":"New","email":"x"}"#);
    client.patch("echo-token@sandbox.test", r#"{"dept":7}"#);
    let basic = "Authorization: Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=\r\n";
    let form = "grant_type=account_credentials&account_id=sandbox-account&client_secret=sandbox-secret";
    let length = form.len();
    client.write(format!(
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\n{basic}Content-Length: {length}\r\n\r\n{form}"
    ));
    let issued = client.reply().text();
    let token = issued.split('"').nth(3).expect("a token").to_owned();
    assert!(token.starts_with("sandbox-"), "{issued}");

    let list = call(&mut client, "GET", "exchanges", "").text();
    assert!(list.contains(r#""method":"PATCH","target":"/v2/users/me","status":204,"verdict":"accepted","answered_by":null,"change":1}"#), "{list}");
    assert!(list.contains(r#""answered_by":"echo-token","change":0}"#), "{list}");
    assert_eq!(call(&mut client, "GET", "exchanges?after=2", "").text().matches("\"exchange\":").count(), 1);

    let first = call(&mut client, "GET", "exchanges/1", "").text();
    assert!(
        first.contains("ignores names that it does not know: email.") && first.contains("changed: change 1."),
        "{first}"
    );
    let second = call(&mut client, "GET", "exchanges/2", "").text();
    for word in ["Request Body should be a valid JSON object", "The fault echo-token answered"] {
        assert!(second.contains(word), "{word} in {second}");
    }
    let everything: String = (1..=3).map(|number| exchange_bytes(&mut client, number)).collect();
    assert!(everything.contains("Bearer *************"), "{everything}");
    for secret in ["sandbox-token", "sandbox-secret", "c2FuZGJveC1jbGll", token.as_str()] {
        assert!(!everything.contains(secret), "{secret} in {everything}");
    }
    expect(404, &call(&mut client, "GET", "exchanges/99", ""));
}

/// The request and the response of an exchange.
fn exchange_bytes(client: &mut Client, number: u64) -> String {
    use base64::Engine;
    let text = call(client, "GET", &format!("exchanges/{number}"), "").text();
    let member = |name: &str| {
        let (_, rest) = text.split_once(&format!("\"{name}\":\"")).expect("a member");
        let encoded = rest.split('"').next().expect("a value");
        String::from_utf8(base64::engine::general_purpose::STANDARD.decode(encoded).expect("base64")).expect("UTF-8")
    };
    member("request") + &member("body") + &member("response")
}

#[test]
fn a_replay_sends_the_same_bytes() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    client.patch("me", r#"{"dept":"New"}"#);
    expect(200, &call(&mut client, "POST", "changes/1/undo", ""));
    let mut events = Events::of(&sandbox, "");
    expect(202, &call(&mut client, "POST", "exchanges/1/replay", ""));
    events.line("{\"exchange\":2,");
    let requests = sandbox.requests();
    assert_eq!(requests.len(), 2);
    assert_eq!(requests[0].raw, requests[1].raw);
    expect(404, &call(&mut client, "POST", "exchanges/99/replay", ""));
}

#[test]
fn scopes_are_enforced_and_tokens_revoked() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    expect(204, &call(&mut client, "PUT", "scopes", r#"{"user:update:user:admin":false}"#));
    let refused = client.patch("me", r#"{"dept":"x"}"#);
    assert_eq!(refused.status, 400);
    assert!(refused.text().contains("4711") && refused.text().contains("[user:update:user:admin]"));
    assert_eq!(client.get("/v2/users/me").status, 200);
    let scopes = r#"{"user:read:user:admin":true,"user:read:list_users:admin":true,"user:update:user:admin":false}"#;
    assert_eq!(call(&mut client, "GET", "scopes", "").text(), scopes);
    expect(400, &call(&mut client, "PUT", "scopes", r#"{"other":true}"#));
    expect(400, &call(&mut client, "PUT", "scopes", r#"{"user:update:user:admin":1}"#));

    let form = "grant_type=account_credentials&account_id=sandbox-account";
    client.write(format!(
        "POST /oauth/token HTTP/1.1\r\nHost: localhost\r\n\
         Authorization: Basic c2FuZGJveC1jbGllbnQ6c2FuZGJveC1zZWNyZXQ=\r\nContent-Length: {}\r\n\r\n{form}",
        form.len()
    ));
    let issued = client.reply().text();
    assert!(issued.contains(r#""scope":"user:read:user:admin user:read:list_users:admin""#), "{issued}");
    let tokens = call(&mut client, "GET", "tokens", "").text();
    assert!(tokens.starts_with(r#"[{"token":1,"tag":""#), "{tokens}");
    expect(204, &call(&mut client, "DELETE", "tokens/1", ""));
    assert_eq!(call(&mut client, "GET", "tokens", "").text(), "[]");
    expect(404, &call(&mut client, "DELETE", "tokens/1", ""));
}

#[test]
fn limits_and_clients_are_shown() {
    let sandbox = sandbox();
    assert!(sandbox.set_plan("business"));
    let mut client = Client::plain(&sandbox);
    for (agent, status) in [("one", 200), ("two", 200), ("two", 404)] {
        let path = if status == 200 { "me" } else { "nobody" };
        let reply = client.call("GET", &format!("/v2/users/{path}"), &format!("User-Agent: {agent}\r\n"), "");
        assert_eq!(reply.status, status);
    }
    client.call("GET", "/v2/users/me", "User-Agent: users.csv.run-1\r\n", "");
    let limits = call(&mut client, "GET", "limits", "").text();
    assert!(limits.starts_with(r#"{"light":{"plan":"business","per_second":80,"per_day":null,"#), "{limits}");
    expect(204, &call(&mut client, "PUT", "limits", r#"{"per_second":7}"#));
    assert!(call(&mut client, "GET", "limits", "").text().starts_with(r#"{"light":{"plan":null,"per_second":7,"#));
    let clients = call(&mut client, "GET", "clients", "").text();
    for part in [
        r#"[{"client":"one, token "#,
        r#"{"client":"users.csv.run-1, token "#,
        r#","requests":2,"updates":0,"limited":0,"failed":1,"#,
    ] {
        assert!(clients.contains(part), "{part} in {clients}");
    }
    let connections = call(&mut client, "GET", "connections", "").text();
    assert!(
        connections.starts_with(
            r#"{"connections":1,"reused":3,"open_now":1,"open":[{"connection":1,"tls":false,"requests":4,"#
        )
    );
    let state = call(&mut client, "GET", "state", "");
    expect(200, &state);
    let refused = call(&mut client, "PUT", "limits", r#"{"plan":"gold"}"#).text();
    assert!(refused.contains("plan: expected free, pro, business or none."), "{refused}");
}

#[test]
fn bulk_runs_are_shown_row_by_row() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    assert_eq!(call(&mut client, "GET", "runs", "").text(), "[]");
    for (user, label, status) in [
        ("me", "row=1; rows=3; id=7; run=a.csv.run-1", 204),
        ("nobody", "row=3; rows=3; id=7; run=a.csv.run-1", 404),
        ("rate-second@sandbox.test", "row=2; rows=3; id=7; run=a.csv.run-1", 429),
        // Sent again.
        ("me", "row=2; rows=3; id=7; run=a.csv.run-1", 204),
        // Another run of the same name.
        ("me", "row=1; id=8; run=a.csv.run-1", 204),
        ("me", "row=0; run=no row", 204),
        ("me", "run=no row", 204),
        ("me", "no run", 204),
    ] {
        let headers = format!("X-Zoomuser-Run: {label}\r\nContent-Type: application/json\r\n");
        let reply = client.call("PATCH", &format!("/v2/users/{user}"), &headers, r#"{"dept":"New"}"#);
        assert_eq!(reply.status, status, "{label}");
    }
    let runs = call(&mut client, "GET", "runs", "").text();
    let (first, second) = runs.split_once("},{").expect("two runs");
    let counts = r#""id":"7","row":3,"rows":3,"requests":4,"accepted":2,"limited":1,"failed":1,"#;
    assert!(first.starts_with(r#"[{"run":"a.csv.run-1","#) && first.contains(counts), "{runs}");
    let counts = r#""id":"8","row":1,"rows":null,"requests":1,"accepted":1,"limited":0,"failed":0,"#;
    assert!(second.starts_with(r#""run":"a.csv.run-1","#) && second.contains(counts), "{runs}");
    for id in 100..150 {
        let headers = format!("X-Zoomuser-Run: row=1; id={id}; run=r\r\nContent-Type: application/json\r\n");
        client.call("PATCH", "/v2/users/me", &headers, r#"{"dept":"New"}"#);
    }
    let runs = call(&mut client, "GET", "runs", "").text();
    assert!(runs.starts_with(r#"[{"run":"r","id":"100","#) && runs.contains(r#""id":"149""#), "the newest: {runs}");
    expect(204, &call(&mut client, "POST", "reset", ""));
    assert_eq!(call(&mut client, "GET", "runs", "").text(), "[]");
}

/// Reads a stream of events until a line contains all these words, in this order.
struct Events(std::io::BufReader<std::net::TcpStream>);

impl Events {
    fn of(sandbox: &Sandbox, header: &str) -> Events {
        use std::io::Write;
        let mut socket = crate::client::socket(&sandbox.http_url());
        let head = format!("GET /_sandbox/events HTTP/1.1\r\nHost: 127.0.0.1\r\n{header}\r\n");
        socket.write_all(head.as_bytes()).expect("writing");
        Events(std::io::BufReader::new(socket))
    }

    /// The next line that contains this text.
    fn line(&mut self, text: &str) -> String {
        use std::io::BufRead;
        for _ in 0..100_000 {
            let mut line = String::new();
            assert!(self.0.read_line(&mut line).expect("reading") > 0, "the stream ended before {text}");
            if line.contains(text) {
                return line;
            }
        }
        panic!("{text} did not come");
    }
}

#[test]
fn events_come_as_they_happen_and_go_on_after_the_last_one() {
    let sandbox = sandbox();
    let mut client = Client::plain(&sandbox);
    client.get("/v2/users/john@example.com");
    let mut events = Events::of(&sandbox, "");
    events.line("Content-Type: text/event-stream");
    events.line("id: 1\n");
    assert!(events.line("data: ").contains("/v2/users/john@example.com"));
    assert!(events.line("\"limits\":").starts_with("data: {\"users\":4,"), "the state");
    client.patch("me", r#"{"dept":"New"}"#);
    events.line("id: 2\n");
    events.line("event: change");
    assert!(events.line("data: ").contains(r#"{"name":"dept","old":"Sales","new":"New"}"#));
    drop(events);
    client.get("/v2/users/zoomroom@example.com");
    let mut again = Events::of(&sandbox, "Last-Event-ID: 2\r\n");
    assert!(again.line("id: ").starts_with("id: 3\n"), "nothing comes twice");
    // Of a sandbox that was started anew.
    let mut other = Events::of(&sandbox, "Last-Event-ID: 5000\r\n");
    other.line("id: 1\n");
    sandbox.reset();
    client.get("/v2/users/me");
    assert!(again.line("id: ").starts_with("id: 4\n"));
}

/// Reads until this many exchanges were shown or counted: how many were shown, and how many counted.
fn shown_and_left_out(events: &mut Events, exchanges: u64) -> (u64, u64) {
    let (mut shown, mut left_out) = (0, 0);
    while shown + left_out < exchanges {
        let line = events.line("\"exchange");
        match line.split_once("{\"exchanges\":") {
            Some((_, count)) => left_out += count.trim_end().trim_end_matches('}').parse::<u64>().expect("a number"),
            None => shown += 1,
        }
    }
    (shown, left_out)
}

#[test]
fn what_a_reader_cannot_be_shown_is_counted() {
    const EXCHANGES: u64 = 1500;
    let sandbox = sandbox();
    let mut early = Events::of(&sandbox, "");
    early.line("event: state");
    let mut client = Client::plain(&sandbox);
    (0..EXCHANGES).for_each(|_| assert_eq!(client.get("/v2/users/me").status, 200));
    // The last 1000 exchanges are kept. How many a reader gets who was there all the time depends on the speed of the machine.
    let mut late = Events::of(&sandbox, "");
    assert_eq!(shown_and_left_out(&mut late, EXCHANGES), (1000, 500));
    let (shown, left_out) = shown_and_left_out(&mut early, EXCHANGES);
    assert_eq!(shown + left_out, EXCHANGES, "{shown} shown");
}
