//! Import of requests in the formats of other programs.

use serde_json::json;
use zoomuser::internal::encoding::{Encoding, encode};
use zoomuser_import::{Imported, import};

fn read(text: &str) -> Imported {
    import(text).unwrap_or_else(|why| panic!("{why}: {text}"))
}

/// The body as JSON, and the warnings.
fn essence(text: &str) -> (String, Vec<String>) {
    let imported = read(text);
    let body = encode(&imported.patch().wire(), Encoding::Json).bytes;
    (String::from_utf8(body).expect("UTF-8"), imported.defects.iter().map(ToString::to_string).collect())
}

/// The 22 clean values of the founding sample.
fn sample() -> Vec<(String, String)> {
    serde_json::from_str(include_str!("../data/founding_sample.json")).expect("pairs")
}

/// The sample's fields as they go out once the two objects are in arrays.
fn sample_body() -> String {
    let mut patch = zoomuser::UserPatch::new();
    for (name, value) in sample() {
        patch.set(&name, if value.starts_with('{') { format!("[{value}]") } else { value });
    }
    String::from_utf8(encode(&patch.wire(), Encoding::Json).bytes).expect("UTF-8")
}

#[test]
fn the_founding_sample_as_a_curl_command_is_mended() {
    let mut glued = String::new();
    let mut text =
        "curl -X PATCH\n-H \"Authorization: Bearer <access_token>\"\n-H \"Content-Type: multipart/form-data\"\n"
            .to_owned();
    for (name, value) in sample() {
        glued.push_str(value.trim_end());
        text.push_str(&format!("--form '{name}={glued}'\n"));
    }
    text.push_str("https://api.zoom.us/v2/users/:userId?login_type=100&remove_tsp_credentials=true");
    let imported = read(&text);
    assert_eq!((imported.user_id.as_deref(), imported.encoding), (None, Encoding::Multipart));
    let (body, told) = essence(&text);
    assert_eq!(body, sample_body().replace("elit \"", "elit\""));
    let query: Vec<_> = imported.query.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    assert_eq!(query, [("login_type", "100"), ("remove_tsp_credentials", "true")]);
    for defect in [
        "a line ends without a line continuation: a shell would end the command there",
        "an & is not quoted: a shell would end the command there",
        "user_id: :userId is a placeholder: the program takes the user from ZOOM_USER",
        "each of the 22 values begins with all earlier ones: they are separated",
        "custom_attributes: an object where Zoom expects an array: the program wraps it in [ ]",
        "phone_numbers: an object where Zoom expects an array: the program wraps it in [ ]",
        "pmi: expected a whole number from 1000000000 to 9999999999",
    ] {
        assert!(told.iter().any(|told| told == defect), "{defect}: {told:#?}");
    }
}

#[test]
fn the_founding_sample_as_a_postman_item_is_clean() {
    let form = |(name, value): (String, String)| json!({"key": name, "value": value, "type": "text"});
    let item = json!({
        "name": "Update a user",
        "request": {
            "method": "PATCH",
            "header": [{"key": "Content-Type", "value": "multipart/form-data"}],
            "body": {"mode": "formdata", "formdata": sample().into_iter().map(form).collect::<Vec<_>>()},
            "url": {
                "raw": "{{baseUrl}}/users/:userId?login_type=100&remove_tsp_credentials=true",
                "host": ["{{baseUrl}}"],
                "path": ["users", ":userId"],
                "query": [
                    {"key": "login_type", "value": "100"},
                    {"key": "remove_tsp_credentials", "value": "true"},
                    {"key": "off", "value": "x", "disabled": true},
                ],
                "variable": [{"key": "userId", "value": "quis officia in reprehenderit"}],
            },
        },
        "response": [{"originalRequest": {"method": "PATCH", "url": "x"}}],
    });
    let imported = read(&item.to_string());
    assert_eq!(imported.user_id.as_deref(), Some("quis officia in reprehenderit"));
    assert_eq!((imported.base_url.as_str(), imported.query.len()), ("", 2));
    let (body, told) = essence(&item.to_string());
    assert_eq!(body, sample_body());
    assert!(!told.iter().any(|told| told.contains("taken apart") || told.contains("user_id")), "{told:#?}");
}

#[test]
fn collections_are_searched_and_their_variables_filled_in() {
    let collection = json!({
        "info": {"schema": "https://schema.getpostman.com/json/collection/v2.0.0/collection.json"},
        "auth": {"type": "bearer", "bearer": {"token": "{{token}}"}},
        "variable": [
            {"key": "base", "value": "https://api-eu.zoom.us/v2"},
            {"key": "token", "value": "tok-5ecret.0123"},
            {"key": "name", "value": "{{first}} L."},
            {"key": "first", "value": "Ada"},
        ],
        "item": [
            {"name": "get", "request": {"method": "GET", "url": "{{base}}/users/me"}},
            {"name": "folder", "item": [{
                "name": "patch",
                "request": {
                    "method": "PATCH",
                    "url": "{{base}}/accounts/a1/users/me?login_type=1",
                    "header": "X-Trace: 1\nAccept: application/json",
                    "body": {"mode": "raw", "raw": "{\"display_name\": \"{{name}}\", \"dept\": \"{{dept}}\"}",
                             "options": {"raw": {"language": "json"}}},
                },
            }]},
        ],
    });
    let text = collection.to_string();
    let imported = read(&text);
    assert_eq!((imported.base_url.as_str(), imported.sub_account.as_str()), ("https://api-eu.zoom.us/v2", "a1"));
    assert_eq!(imported.user_id.as_deref(), Some("me"));
    let (body, told) = essence(&text);
    assert_eq!(body, r#"{"display_name":"Ada L.","dept":"{{dept}}"}"#);
    assert_eq!(told.len(), 4, "{told:#?}");
    for part in [
        "the variable dept is not in the text",
        "Authorization: the text contains a token",
        "X-Trace: ",
        "the text contains 2 requests",
    ] {
        assert!(told.iter().any(|told| told.contains(part)), "{part}: {told:#?}");
    }
    assert!(!format!("{imported:?}").contains("5ecret"));
}

#[test]
fn what_browsers_and_postman_copy_is_read() {
    const HEAD: &str = "-H 'Content-Type: application/json' -H 'Authorization: Bearer {{t}}'";
    let body = r#"{"dept":"a\nü","type":2}"#;
    for text in [
        // Postman's own code for curl.
        "curl --location --request PATCH 'https://api.zoom.us/v2/users/me' \\\n\
         --header 'Content-Type: application/json' \\\n\
         --data '{\n  \"dept\": \"a\\nü\",\n  \"type\": 2\n}'"
            .to_owned(),
        // A browser's, for bash.
        format!(
            "curl 'https://api.zoom.us/v2/users/me' \\\n  -X 'PATCH' \\\n  {HEAD} \\\n  \
             --data-raw $'{{\"dept\":\"a\\\\nü\",\"type\":2}}' \\\n  --compressed ;"
        ),
        // A browser's, for cmd.exe.
        "curl ^\"https://api.zoom.us/v2/users/me^\" ^\r\n  -X ^\"PATCH^\" ^\r\n  \
         -H ^\"content-type: application/json^\" ^\r\n  \
         --data-raw ^\"^{^\\^\"dept^\\^\":^\\^\"a\\nü^\\^\",^\\^\"type^\\^\":2^}^\" ^\r\n  --insecure"
            .to_owned(),
        // Common input.
        format!("curl -sSXPATCH https://api.zoom.us/v2/users/me -d '{{\"dept\":\"a\\nü\",\"type\":2}}' {HEAD} | jq"),
        "curl -X PATCH https://api.zoom.us/v2/users/me --json '{\"dept\":\"a\\nü\",' --json '\"type\":2}'".to_owned(),
        "curl -X PATCH https://api.zoom.us/v2/users/me --data-urlencode 'dept=a\nü' -d type=2".to_owned(),
        "curl -X PATCH --url https://api.zoom.us/v2/users/me -F dept=$'a\\n\\u00fc' -Ftype=2".to_owned(),
    ] {
        assert_eq!(essence(&text).0, body, "{text}");
    }
}

#[test]
fn slips_are_reported() {
    for (text, defect) in [
        (
            "curl https://api.zoom.us/v2/users/me --json '{\"dept\":\"x\"}'",
            "method: without --request PATCH curl sends POST",
        ),
        (
            "curl -X PATCH https://api.zoom.us/v2/users/me -d '{\"dept\":\"x\"}'",
            "Content-Type: the text has no Content-Type",
        ),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -d dept=x", "Content-Type: the body is a URL-encoded form"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F dept=x -F =2", "type: a part without a name is left out"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F type=1 -F =2", "a part without a name is left out"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F dept=x -F dept=y", "dept: the name occurs twice"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me?x=1 -F dept=x", "x: no such parameter of the query"),
        (
            "curl -X PATCH https://api.zoom.us/v2/users/me -F dept=x -u me:secret",
            "--user: Zoom requires a bearer token",
        ),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F dept=x -x http://p", "--proxy: set the option proxy"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F dept=x y z", "2 more arguments than expected"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F \"dept=$X\"", "body: the value of $X is not in the text"),
        (
            "curl -X PATCH https://api.zoom.us/v2/users/me -F access_token=abc -F dept=x",
            "access_token: the text contains a token",
        ),
        (
            "curl -X PATCH 'https://api.zoom.us/v2/users/me?access_token=abc' -F dept=x",
            "access_token: the text contains a token",
        ),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F host_key=12", "host_key: expected 6 to 10 characters"),
    ] {
        let (_, told) = essence(text);
        assert!(told.iter().any(|told| told.starts_with(defect)), "{defect}: {told:#?}");
        assert!(told.iter().all(|told| !told.contains("secret") && !told.contains("abc")), "{told:#?}");
    }
}

#[test]
fn a_good_request_has_no_defect() {
    for text in [
        "curl -X PATCH 'https://api.zoom.us/v2/users/me' -H \"Authorization: Bearer $ZOOM_TOKEN\" --json '{\"dept\":\"x\"}'",
        "curl -iLX PATCH https://api.zoom.us/v2/users/me -H 'Accept: application/json' --form-string dept=x",
    ] {
        assert_eq!(essence(text), (r#"{"dept":"x"}"#.to_owned(), vec![]));
    }
}

#[test]
fn what_cannot_be_read_is_refused() {
    for (text, why) in [
        ("curl", "expected a URL"),
        ("curl -X", "--request: expected a value"),
        ("curl -X DELETE https://api.zoom.us/v2/users/me", "method: expected PATCH, which changes a user, got DELETE"),
        ("curl -X PATCH https://api.zoom.us/v2/meetings/1 --json {}", "url: expected .../users/{userId}"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -F pic=@a.png", "--form: the file is not in the text"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -K x", "--config: the file is not in the text"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me -d 1 -F a=b", "expected --data or --form, got both"),
        ("curl -X PATCH https://api.zoom.us/v2/users/me --json '[1]'", "body: expected a JSON object"),
        (
            "curl -X PATCH https://api.zoom.us/v2/users/me -H 'Authorization: Bearer tok-5ecret' --json '{\"dept\":\"tok-5ecret\"}'",
            "the text contains the token a second time",
        ),
        (r#"{"request":{"method":"PATCH","url":"u/users/me","body":{"mode":"file"}}}"#, "body: expected the mode"),
        (
            r#"{"request":{"method":"PATCH","url":"u/users/me","body":{"mode":"formdata","formdata":[{"key":"a","type":"file"}]}}}"#,
            "body: a part is a file",
        ),
    ] {
        let error = import(text).expect_err(text);
        assert!(error.message().starts_with(why), "{text}: {error}");
        assert!(!error.message().contains("5ecret") && !error.message().contains('\n'));
    }
}
