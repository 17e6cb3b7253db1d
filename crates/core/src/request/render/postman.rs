//! A Postman collection, version 2.1, with one request.

use super::format::at;
use super::quoting::ascii_json;
use super::view::{BEARER, Content, NOT_BINARY, View};
use serde_json::{Value, json};

const SCHEMA: &str = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";

pub(crate) fn export(view: &View) -> Result<String, String> {
    let texts =
        std::iter::once(("url", &view.url)).chain(view.headers.iter().map(|(name, value)| (name.as_str(), value)));
    for (what, text) in texts {
        without_variables(text, what)?;
    }
    let mut headers = view.headers.clone();
    let auth = if view.scheme == BEARER {
        json!({"type": "bearer", "bearer": [{"key": "token", "value": "{{zoom_token}}", "type": "string"}]})
    } else {
        headers.insert(0, ("Authorization".to_owned(), format!("{}{{{{zoom_token}}}}", view.scheme)));
        json!({"type": "noauth"})
    };
    let mut request = json!({
        "method": view.method,
        "auth": auth,
        "header": headers.iter().map(|(name, value)| json!({"key": name, "value": value})).collect::<Value>(),
        "url": url(&view.url),
    });
    if let (Some(body), Some(members)) = (body(&view.content)?, request.as_object_mut()) {
        members.insert("body".to_owned(), body);
    }
    let collection = json!({
        "info": {"name": format!("{} {}", view.method, path(&view.url)), "schema": SCHEMA},
        "item": [{"name": path(&view.url), "request": request}],
        "variable": [{"key": "zoom_token", "value": ""}],
    });
    // Writing to memory does not fail.
    Ok(format!("{collection:#}\n"))
}

/// Refuses `{{...}}`, which Postman takes for a variable and cannot escape.
fn without_variables(text: &str, what: &str) -> Result<(), String> {
    if has_variable(text) {
        return Err(at(what, "Postman takes {{...}} for a variable"));
    }
    Ok(())
}

fn has_variable(text: &str) -> bool {
    text.split_once("{{").is_some_and(|(_, after)| after.contains("}}"))
}

fn body(content: &Content) -> Result<Option<Value>, String> {
    Ok(Some(match content {
        Content::None => return Ok(None),
        Content::Json(text) => {
            let text = if has_variable(text) { ascii_json(text, "{") } else { text.clone() };
            json!({"mode": "raw", "raw": text, "options": {"raw": {"language": "json"}}})
        }
        Content::Text(text) => {
            without_variables(text, "body")?;
            json!({"mode": "raw", "raw": text})
        }
        Content::Bytes(_) => return Err(NOT_BINARY.to_owned()),
        Content::Form(parts) => {
            for part in parts {
                without_variables(&part.name, "name of a part")?;
                without_variables(&part.value, &part.name)?;
            }
            let part = |part: &super::parts::Part| json!({"key": part.name, "value": part.value, "type": "text"});
            json!({"mode": "formdata", "formdata": parts.iter().map(part).collect::<Value>()})
        }
    }))
}

/// A URL and its parts. Postman sends the parts joined, and displays `raw`.
fn url(url: &str) -> Value {
    let (address, query) = url.split_once('?').unwrap_or((url, ""));
    let (protocol, rest) = address.split_once("://").unwrap_or(("https", address));
    let (authority, path) = rest.split_once('/').unwrap_or((rest, ""));
    let (host, port) = match authority.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => (host, Some(port)),
        _ => (authority, None),
    };
    let host: Vec<&str> = if host.starts_with('[') { vec![host] } else { host.split('.').collect() };
    let mut pieces = json!({
        "raw": url,
        "protocol": protocol,
        "host": host,
        "path": path.split('/').collect::<Vec<_>>(),
    });
    if let Some(members) = pieces.as_object_mut() {
        if let Some(port) = port {
            members.insert("port".to_owned(), port.into());
        }
        if !query.is_empty() {
            let pair = |pair: &str| match pair.split_once('=') {
                Some((key, value)) => json!({"key": key, "value": value}),
                None => json!({"key": pair, "value": null}),
            };
            members.insert("query".to_owned(), query.split('&').map(pair).collect());
        }
    }
    pieces
}

fn path(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    rest.find('/').and_then(|at| rest.get(at..)).unwrap_or("/")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::render::view::tests::view;

    fn collection(user_id: &str, json: &str, encoding: Encoding) -> Value {
        serde_json::from_str(&export(&view(user_id, json, encoding)).expect(json)).expect("JSON")
    }

    #[test]
    fn a_collection_has_one_request() {
        let json = collection("a b", r#"{"dept":"\"ü","login_type":100}"#, Encoding::Json);
        assert_eq!(json["info"]["name"], "PATCH /v2/users/a%20b?login_type=100");
        let request = &json["item"][0]["request"];
        assert_eq!(request["auth"]["bearer"][0]["value"], "{{zoom_token}}");
        assert_eq!(request["body"]["raw"], r#"{"dept":"\"ü"}"#);
        assert_eq!(
            request["url"],
            json!({
                "raw": "https://api.zoom.us/v2/users/a%20b?login_type=100",
                "protocol": "https",
                "host": ["api", "zoom", "us"],
                "path": ["v2", "users", "a%20b"],
                "query": [{"key": "login_type", "value": "100"}],
            })
        );
        let json = collection("me", r#"{"dept":"x\ny"}"#, Encoding::Multipart);
        let form = json!({"mode": "formdata", "formdata": [{"key": "dept", "value": "x\ny", "type": "text"}]});
        assert_eq!(json["item"][0]["request"]["body"], form);
        assert_eq!(url("http://[::1]:80/v2")["host"], json!(["[::1]"]));
        assert_eq!(url("http://127.0.0.1:8080/v2")["port"], "8080");
    }

    #[test]
    fn values_that_look_like_variables_stay_values() {
        let json = collection("me", r#"{"dept":"{{$guid}}"}"#, Encoding::Json);
        let raw = json["item"][0]["request"]["body"]["raw"].as_str().expect("text");
        assert_eq!(raw, r#"{"dept":"\u007b\u007b$guid}}"}"#);
        let why = export(&view("me", r#"{"dept":"{{x}}"}"#, Encoding::Multipart)).expect_err("a variable");
        assert!(why.starts_with("dept: "), "{why}");
    }
}
