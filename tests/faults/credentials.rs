//! Common mistakes in tokens and credentials: quotes, placeholders, unexpanded variables, a trailing line end.

use std::sync::Arc;
use support::{app_options, http_options, patch, sandbox, told, with};
use zoomuser::internal::{FlatClient as Client, Options, Outcome};
use zoomuser::{CallOptions, Status, TokenSource};

/// The token in these tests, which no message may contain.
const MARK: &str = "mark-7fd2";

/// A text that is no token, and what its refusal names.
const NO_TOKENS: &[(&str, &str)] = &[
    ("\"mark-7fd2\"", "quotes"),
    ("'mark-7fd2'", "quotes"),
    ("`mark-7fd2`", "quotes"),
    ("\u{201c}mark-7fd2\u{201d}", "quotes"),
    ("\"mark-7fd2", "quotes"),
    ("mark-7fd2'", "quotes"),
    ("<mark-7fd2>", "placeholder"),
    ("[mark-7fd2]", "placeholder"),
    ("{mark-7fd2}", "placeholder"),
    ("{{mark-7fd2}}", "{{...}}"),
    ("$ZOOM_TOKEN_mark-7fd2", "variable"),
    ("${mark-7fd2}", "variable"),
    ("$env:mark-7fd2", "variable"),
    ("${{ secrets.mark-7fd2 }}", "variable"),
    ("%mark-7fd2%", "variable"),
    ("mark-7fd2;", "\";\""),
    ("mark-7fd2,", "\",\""),
    ("ZOOM_TOKEN=mark-7fd2", "NAME=value"),
    ("export ZOOM_TOKEN=mark-7fd2", "NAME=value"),
    ("set ZOOM_TOKEN=mark-7fd2", "NAME=value"),
    ("ZOOM_TOKEN=\"mark-7fd2\"", "NAME=value"),
    ("token: mark-7fd2", "\":\""),
    ("Bearer mark-7fd2", "without the word Bearer"),
    ("bearer  mark-7fd2", "without the word Bearer"),
    ("Authorization: Bearer mark-7fd2", "without the word Bearer"),
    ("Bearer: mark-7fd2", "without the word Bearer"),
    ("{\"access_token\":\"mark-7fd2\"}", "JSON"),
    ("mark-7fd2 ", "a blank"),
    ("mark 7fd2 mark-7fd2", "a blank"),
    ("mark-7fd2\u{a0}", "U+00A0"),
    ("\u{feff}mark-7fd2", "U+FEFF"),
    ("mark-7fd2\u{200b}", "U+200B"),
    ("mark-7fd2\u{fc}", "U+00FC"),
    ("mark-7fd2@example.com", "looks like an e-mail address"),
    ("mark=7fd2=mark-7fd2", "NAME=value"),
    ("=mark-7fd2", "\"=\""),
    ("mark-7fd2:x", "\":\""),
    ("mark-7fd2\\x", "\"\\\""),
    ("mark-7fd2\r\n\r\n", "control character"),
    ("mark-7fd2\nX: y", "control character"),
    ("mark-7fd2\0", "control character"),
];

/// Texts that are tokens, whatever they look like.
const TOKENS: &[&str] = &[
    "mark-7fd2",
    "mark-7fd2==",
    "eyJzdiI6IjAwMDAwMSIsImFsZyI6IkhTNTEyIn0.eyJhdWQiOiJodHRwczovL29hdXRoLnpvb20udXMifQ.aB3-_xyz",
    "-._~+/0",
    "Bearer-like",
    "YOUR_TOKEN",
];

fn update(client: &Client) -> Outcome {
    client.update_user("jane@example.com", &patch(r#"{"dept":"d"}"#))
}

/// A client whose callback gives this text.
fn giving(options: &Options, text: &str) -> Client {
    let text = text.to_owned();
    let source: TokenSource = Arc::new(move |_| Ok(text.clone()));
    Client::with_source(options.clone(), Some(source))
}

/// One line that names what was found, and not the secret.
fn assert_refusal(message: &str, prefix: &str, named: &str, given: &str) {
    assert!(message.starts_with(prefix), "{given:?}: {message}");
    assert!(message.contains(named), "{given:?}: {message}");
    assert!(!message.contains("7fd2") && !message.contains('\n') && !message.contains('\r'), "{given:?}: {message}");
}

#[test]
fn what_is_no_token_is_refused_by_name() {
    let sandbox = sandbox();
    let options = with(http_options(&sandbox), &[("token", "")]);
    for (given, named) in NO_TOKENS {
        let error = Options::default().set("token", given).expect_err(given);
        assert_eq!(error.status(), Status::InvalidArgument);
        assert_refusal(error.message(), "token: ", named, given);
        let outcome = update(&giving(&options, given));
        assert_eq!(outcome.status(), Status::MissingToken, "{given:?}: {}", outcome.message());
        assert_refusal(outcome.message(), "token source: ", named, given);
        let whole = format!("{outcome:?}");
        assert!(!whole.contains(MARK), "{given:?}: {whole}");
        let json = format!("{{\"base_url\":{:?}}}", sandbox.http_base_url());
        let outcome =
            zoomuser::internal::update_user(given, "me", &patch(r#"{"dept":"d"}"#), &json, &CallOptions::default());
        assert_eq!(outcome.status(), Status::InvalidArgument, "{given:?}: {}", outcome.message());
        assert_refusal(outcome.message(), "token: ", named, given);
    }
    assert_eq!(sandbox.connections(), 0);
    for given in TOKENS {
        Options::default().set("token", given).unwrap_or_else(|error| panic!("{given}: {error}"));
    }
}

#[test]
fn one_line_end_after_a_token_is_dropped_with_a_warning() {
    let sandbox = sandbox();
    let token = sandbox.token().to_owned();
    for end in ["\n", "\r\n", "\r"] {
        let given = format!("{token}{end}");
        let mut options = with(http_options(&sandbox), &[("token", &given)]);
        let without = with(http_options(&sandbox), &[("token", "")]);
        for client in [Client::new(options.clone()), giving(&without, &given)] {
            let outcome = update(&client);
            assert_eq!((outcome.status(), outcome.attempts()), (Status::Ok, 1), "{end:?}: {}", outcome.message());
            assert_eq!(told(&outcome), "token: the line end after it was dropped; give the token without one");
            assert!(!told(&outcome).contains(&token));
        }
        // Several requests of a call produce one warning.
        let verified = Client::new(with(options.clone(), &[("confirm", "on")]));
        assert_eq!(update(&verified).warnings().len(), 1);
        assert_eq!(verified.doctor().warnings().len(), 1);
        // Another value is another matter.
        options.set("token", &token).expect("a token");
        assert_eq!(told(&update(&Client::new(options))), "");
        for twice in [format!("{token}\n\n"), format!("\n{token}"), format!("{token}\n "), "\n".to_owned()] {
            let refused = Options::default().set("token", &twice);
            assert!(refused.is_err() || twice == "\n", "{twice:?}");
        }
    }
}

#[test]
fn credentials_are_looked_at_as_well() {
    let sandbox = sandbox();
    for name in ["account_id", "client_id", "client_secret"] {
        for (given, named) in [
            ("\"mark-7fd2\"", "quotes"),
            ("'mark-7fd2'", "quotes"),
            ("\u{201c}mark-7fd2\u{201d}", "quotes"),
            ("<mark-7fd2>", "placeholder"),
            ("{{mark-7fd2}}", "{{...}}"),
            ("${mark-7fd2}", "variable"),
            ("$ZOOM_MARK_7fd2", "variable"),
            ("%ZOOM_MARK_7fd2%", "variable"),
            ("$env:mark-7fd2", "variable"),
            ("    ", "a blank"),
            (" mark-7fd2", "a blank"),
            ("mark-7fd2\u{a0}", "U+00A0"),
            ("mark-7fd2\u{200b}", "U+200B"),
            ("mark-7fd2\tx", "control character"),
        ] {
            let error = Options::default().set(name, given).expect_err(given);
            assert_refusal(error.message(), &format!("{name}: "), named, given);
        }
        let assigned = format!("ZOOM_{}=mark-7fd2", name.to_uppercase());
        let error = Options::default().set(name, &assigned).expect_err(name);
        assert_refusal(error.message(), &format!("{name}: "), "NAME=value", &assigned);
        // What a secret may well be.
        for given in ["mark-7fd2", "a+/b==", "it's$5%!", "$pec%ial", "a\"b", "x;", "<7", "k=v", "_-.~", "$1$mark", "%4"]
        {
            let given = if given.len() < 4 { format!("{given}xx") } else { given.to_owned() };
            Options::default().set(name, &given).unwrap_or_else(|error| panic!("{name} {given}: {error}"));
        }
    }
    let options = app_options(&sandbox, &[("client_id", "sandbox-client\r\n"), ("client_secret", "sandbox-secret\n")]);
    let outcome = update(&Client::new(options));
    assert!(outcome.is_ok(), "{}", outcome.message());
    assert_eq!(
        told(&outcome),
        "client_id: the line end after it was dropped; give the client_id without one | \
         client_secret: the line end after it was dropped; give the client_secret without one"
    );
}
