//! Reads a Postman request, item or collection, version 2.0 or 2.1.

use super::draft::{Body, Draft};
use super::shell::variables::Variables;
use serde_json::{Map, Value};
use zoomuser::internal::percent::encoded;
use zoomuser::internal::quoted;

/// A request and the items that contain it, from the inside out.
struct Found<'a> {
    request: &'a Value,
    parents: Vec<&'a Value>,
}

/// Reads the first request of a text that changes a user.
pub(crate) fn read(text: &str) -> Result<Draft, String> {
    let json: Value = serde_json::from_str(text).map_err(|error| {
        format!("expected the JSON of a Postman item or collection: line {} column {}", error.line(), error.column())
    })?;
    // A response of Postman's API has the collection as a member.
    let root = json.get("collection").unwrap_or(&json);
    let mut found = Vec::new();
    collect(root, &mut Vec::new(), &mut found);
    let is_patch = |found: &&Found<'_>| found.request.get("method").and_then(Value::as_str) == Some("PATCH");
    let is_user = |found: &&Found<'_>| found.request.get("url").is_some_and(|url| raw_url(url).contains("/users/"));
    let chosen = found.iter().find(|found| is_patch(found) && is_user(found)).or(found.first());
    let chosen = chosen.ok_or("expected the JSON of a Postman item or collection, got other JSON")?;
    let mut draft = draft(chosen)?;
    if found.len() > 1 {
        let message = format!("the text contains {} requests: the first that changes a user is read", found.len());
        draft.defect("", message);
    }
    Ok(draft)
}

fn collect<'a>(value: &'a Value, parents: &mut Vec<&'a Value>, found: &mut Vec<Found<'a>>) {
    parents.push(value);
    if let Some(items) = value.get("item").and_then(Value::as_array) {
        for item in items {
            collect(item, parents, found);
        }
    } else if let Some(request) = value.get("request").filter(|request| request.is_object()) {
        found.push(Found { request, parents: parents.iter().rev().copied().collect() });
    } else if value.get("url").is_some() && value.get("method").is_some() {
        found.push(Found { request: value, parents: parents.iter().rev().copied().collect() });
    }
    parents.pop();
}

fn draft(found: &Found<'_>) -> Result<Draft, String> {
    let mut variables = Variables::default();
    for list in found.parents.iter().filter_map(|value| value.get("variable")) {
        for entry in entries(Some(list)) {
            variables.add(name(entry), text(entry.get("value")));
        }
    }
    let request = found.request;
    let fill = |variables: &mut Variables, what: &str, text: &str| {
        variables.fill(text).map_err(|why| format!("{what}: {why}"))
    };
    let mut draft = Draft { method: text(request.get("method")), ..Draft::default() };
    draft.body = match body(request)? {
        Body::None => Body::None,
        Body::Text(text) => Body::Text(fill(&mut variables, "body", &text)?),
        Body::Form(parts) => Body::Form(fill_pairs(parts, "body", &mut variables)?),
        Body::Pairs(pairs) => Body::Pairs(fill_pairs(pairs, "body", &mut variables)?),
    };
    for name in std::mem::take(&mut variables.missing) {
        draft.defect("body", format!("the variable {} is not in the text: its name is kept", quoted(&name)));
    }
    let given = request.get("header").or_else(|| request.get("headers"));
    draft.headers = fill_pairs(headers(given), "header", &mut variables)?;
    if is_json_body(request) && draft.header("Content-Type").is_none() {
        draft.headers.push(("Content-Type".to_owned(), "application/json".to_owned()));
    }
    authorize(found, &mut variables, &mut draft)?;
    let url = request.get("url").unwrap_or(&Value::Null);
    let address = address(url, &mut variables)?;
    draft.url = fill(&mut variables, "url", &address)?;
    draft.query = match url.get("query") {
        Some(query) => fill_pairs(pairs(Some(query)), "url", &mut variables)?,
        None => Vec::new(),
    };
    Ok(draft)
}

fn fill_pairs(
    pairs: Vec<(String, String)>,
    what: &str,
    variables: &mut Variables,
) -> Result<Vec<(String, String)>, String> {
    let fill = |(name, value): (String, String)| Ok((variables.fill(&name)?, variables.fill(&value)?));
    pairs.into_iter().map(fill).collect::<Result<_, String>>().map_err(|why| format!("{what}: {why}"))
}

/// The URL with its path variables filled in, without the query if that is listed separately.
fn address(url: &Value, variables: &mut Variables) -> Result<String, String> {
    let raw = raw_url(url);
    let (path, query) = raw.split_once('?').unwrap_or((&raw, ""));
    let named: Vec<(String, String)> =
        entries(url.get("variable")).map(|entry| (name(entry), text(entry.get("value")))).collect();
    let mut segments = Vec::new();
    for segment in path.split('/') {
        let value = segment.strip_prefix(':').and_then(|name| named.iter().find(|(other, _)| other == name));
        segments.push(match value {
            Some((_, value)) if !value.is_empty() => {
                let value = variables.fill(value).map_err(|why| format!("url: {why}"))?;
                // A placeholder is kept, to be reported as one.
                if value.starts_with(['<', '{', ':']) { value } else { encoded(&value) }
            }
            _ => segment.to_owned(),
        });
    }
    let path = segments.join("/");
    Ok(if query.is_empty() || url.get("query").is_some() { path } else { format!("{path}?{query}") })
}

/// The URL as one text.
fn raw_url(url: &Value) -> String {
    if let Some(raw) = url.as_str().or_else(|| url.get("raw").and_then(Value::as_str)) {
        return raw.to_owned();
    }
    let joined = |name: &str, between: &str| match url.get(name) {
        Some(Value::Array(pieces)) => {
            let piece = |piece: &Value| piece.get("value").map_or_else(|| text(Some(piece)), |value| text(Some(value)));
            pieces.iter().map(piece).collect::<Vec<_>>().join(between)
        }
        piece => text(piece),
    };
    let protocol = text(url.get("protocol"));
    let scheme = if protocol.is_empty() { String::new() } else { format!("{protocol}://") };
    let port = text(url.get("port"));
    let port = if port.is_empty() { port } else { format!(":{port}") };
    format!("{scheme}{}{port}/{}", joined("host", "."), joined("path", "/"))
}

/// The nearest `auth` that is not inherited.
fn authorize(found: &Found<'_>, variables: &mut Variables, draft: &mut Draft) -> Result<(), String> {
    let parents = found.parents.iter().filter_map(|value| value.get("auth"));
    let Some(auth) = found.request.get("auth").into_iter().chain(parents).find(|auth| auth.is_object()) else {
        return Ok(());
    };
    match auth.get("type").and_then(Value::as_str) {
        Some("bearer") => {
            let bearer = auth.get("bearer");
            let token = match bearer {
                Some(Value::Object(members)) => text(members.get("token")),
                list => entries(list)
                    .find(|entry| name(entry) == "token")
                    .map(|entry| text(entry.get("value")))
                    .unwrap_or_default(),
            };
            let token = variables.fill(&token).map_err(|why| format!("auth: {why}"))?;
            draft.headers.push(("Authorization".to_owned(), format!("Bearer {token}")));
        }
        Some("noauth") | None => {}
        Some(_) => draft.defect("auth", "Zoom requires a bearer token: the program takes one from ZOOM_TOKEN"),
    }
    Ok(())
}

/// The body of a request: Postman's, or that of `render --as json` and of other tools that write it as text or JSON.
fn body(request: &Value) -> Result<Body, String> {
    let is_given = |name: &&&str| request.get(**name).is_some_and(|value| !value.is_null());
    if let Some(name) = ["body_hex", "postData", "data"].iter().find(is_given) {
        return Err(format!("{name}: a body in this form is not read: expected body"));
    }
    if let Some(form) = request.get("form").and_then(Value::as_array) {
        return Ok(Body::Form(pairs(Some(&Value::Array(form.clone())))));
    }
    match request.get("body") {
        None | Some(Value::Null) => Ok(Body::None),
        Some(Value::String(text)) if text.trim().is_empty() => Ok(Body::None),
        Some(Value::String(text)) => Ok(Body::Text(text.clone())),
        Some(body @ Value::Object(members)) => match mode(members) {
            Some(mode) => moded(body, mode),
            None if members.is_empty() => Ok(Body::None),
            None => Ok(Body::Text(body.to_string())),
        },
        Some(_) => Err(BODY.to_owned()),
    }
}

const BODY: &str = "body: expected the mode raw, formdata or urlencoded, or text";

/// The mode of Postman's body; if it is missing, the member that exists.
fn mode(body: &Map<String, Value>) -> Option<&str> {
    let given = body.get("mode").and_then(Value::as_str);
    given.or_else(|| {
        ["raw", "formdata", "urlencoded", "graphql", "file"].into_iter().find(|name| body.contains_key(*name))
    })
}

fn moded(body: &Value, mode: &str) -> Result<Body, String> {
    if body.get("disabled") == Some(&Value::Bool(true)) {
        return Ok(Body::None);
    }
    match mode {
        "raw" => {
            let raw = text(body.get("raw"));
            Ok(if raw.trim().is_empty() { Body::None } else { Body::Text(raw) })
        }
        "formdata" | "urlencoded" if body.get(mode).is_some_and(|list| !list.is_array() && !list.is_null()) => {
            Err(format!("{BODY}; {mode} is not a list"))
        }
        "formdata" => {
            let is_file = |entry: &Map<String, Value>| entry.get("type").and_then(Value::as_str) == Some("file");
            if entries(body.get("formdata")).any(is_file) {
                return Err("body: a part is a file, which is not in the text".to_owned());
            }
            Ok(Body::Form(pairs(body.get("formdata"))))
        }
        "urlencoded" => Ok(Body::Pairs(pairs(body.get("urlencoded")))),
        _ => Err(BODY.to_owned()),
    }
}

/// Whether Postman sets the content type of JSON itself.
fn is_json_body(request: &Value) -> bool {
    request.pointer("/body/options/raw/language").and_then(Value::as_str) == Some("json")
}

/// A list of headers, or version 2.0's lines.
fn headers(header: Option<&Value>) -> Vec<(String, String)> {
    match header {
        Some(Value::String(lines)) => lines
            .lines()
            .filter_map(|line| line.split_once(':'))
            .map(|(name, value)| (name.trim().to_owned(), value.trim().to_owned()))
            .collect(),
        Some(Value::Object(members)) => members.iter().map(|(name, value)| (name.clone(), text(Some(value)))).collect(),
        list => pairs(list),
    }
}

/// The enabled entries, as name and value.
fn pairs(list: Option<&Value>) -> Vec<(String, String)> {
    entries(list).map(|entry| (name(entry), text(entry.get("value")))).collect()
}

/// The enabled objects of a list.
fn entries(list: Option<&Value>) -> impl Iterator<Item = &Map<String, Value>> {
    let items = list.and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default();
    items.iter().filter_map(Value::as_object).filter(|entry| entry.get("disabled") != Some(&Value::Bool(true)))
}

fn name(entry: &Map<String, Value>) -> String {
    text(entry.get("key").or_else(|| entry.get("id")).or_else(|| entry.get("name")))
}

/// A string, or another value as JSON; "" for none.
fn text(value: Option<&Value>) -> String {
    match value {
        None | Some(Value::Null) => String::new(),
        Some(Value::String(text)) => text.clone(),
        Some(value) => value.to_string(),
    }
}
