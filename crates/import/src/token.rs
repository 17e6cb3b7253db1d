//! Removes the token that a text may contain, and reports it.

use super::draft::Draft;
use super::imported::Imported;
use zoomuser::internal::quoted;
use zoomuser::internal::value::{Value, Wire};

/// The shortest token that is searched for elsewhere; shorter ones would match by chance.
const MIN_TOKEN_LEN: usize = 8;

/// The length of the beginning by which a token is recognized.
const PREFIX_LEN: usize = 24;

const REPLACED: &str =
    "the text contains a token: the program takes it from ZOOM_TOKEN; revoke it if others may have seen the text";

/// Headers that are ignored without a warning, because the library sets them itself.
const STANDARD: &[&str] = &[
    "accept",
    "accept-encoding",
    "accept-language",
    "cache-control",
    "connection",
    "content-length",
    "content-type",
    "host",
    "postman-token",
    "user-agent",
];

/// Removes the secrets from the headers, and returns the others.
pub(crate) fn take(draft: &mut Draft) -> Vec<(String, String)> {
    let mut open = Vec::new();
    for (name, value) in std::mem::take(&mut draft.headers) {
        let lower = name.to_ascii_lowercase();
        if lower == "authorization" {
            authorization(&value, draft);
        } else if ["auth", "cookie", "token", "secret", "key"].iter().any(|part| lower.contains(part)) {
            if lower != "postman-token" {
                draft.defect(&quoted(&name), "this header may contain a secret: it is left out");
            }
        } else {
            if !STANDARD.contains(&lower.as_str()) {
                draft.defect(&quoted(&name), "this header is not imported");
            }
            open.push((name, value));
        }
    }
    open
}

/// The value of `Authorization`.
fn authorization(value: &str, draft: &mut Draft) {
    let (scheme, token) = value.trim().split_once(' ').unwrap_or(("", value.trim()));
    let token = if scheme.is_empty() { value.trim() } else { token.trim() };
    if !scheme.is_empty() && !scheme.eq_ignore_ascii_case("bearer") {
        draft.defect("Authorization", "expected Bearer and a token: the program takes a token from ZOOM_TOKEN");
    }
    if is_literal(token) {
        draft.defect("Authorization", REPLACED);
        draft.token = Some(token.to_owned());
    }
}

/// Whether this is a token and not a placeholder for one.
fn is_literal(text: &str) -> bool {
    const LONGEST_NAME: usize = 40;
    let is_name = text.len() < LONGEST_NAME && text.bytes().all(|b| b.is_ascii_alphabetic() || b" _-.".contains(&b));
    let is_open = text.contains(['<', '>', '{', '}', '$', '%', '[', ']']);
    !text.is_empty() && !is_open && (!is_name || text.starts_with("ey"))
}

/// Whether a field or parameter of this name holds a token.
pub(crate) fn is_token_name(name: &str) -> bool {
    ["token", "access_token"].iter().any(|token| token.eq_ignore_ascii_case(name))
}

/// Removes parameters or fields that contain a token.
pub(crate) fn without<T>(entries: Vec<(String, T)>, draft: &mut Draft) -> Vec<(String, T)> {
    let (secret, open): (Vec<_>, Vec<_>) = entries.into_iter().partition(|(name, _)| is_token_name(name));
    for (name, _) in secret {
        draft.defect(&name, REPLACED);
    }
    open
}

/// Refuses a text that contains the token in another place, since the result must not contain it.
pub(crate) fn refuse_leaks(imported: &Imported, token: Option<&str>) -> Result<(), String> {
    let Some(token) = token.filter(|token| token.len() >= MIN_TOKEN_LEN) else { return Ok(()) };
    // A defect may contain the beginning of a long word.
    let prefix = token.get(..PREFIX_LEN).unwrap_or(token);
    let pairs = imported.query.iter().chain(&imported.headers).flat_map(|(name, value)| [name, value]);
    let texts = pairs.chain([&imported.base_url, &imported.sub_account]).chain(&imported.user_id);
    let defects = imported.defects.iter().flat_map(|defect| [&defect.field, &defect.message]);
    let in_field = |(name, value): &(String, Value)| {
        name.contains(prefix)
            || match value.wire(None) {
                Wire::Text(text) => text.contains(prefix),
                Wire::Json(json) => json.contains(prefix) || decoded(&json).contains(prefix),
            }
    };
    if imported.fields.iter().any(in_field) || texts.chain(defects).any(|text| text.contains(prefix)) {
        return Err("the text contains the token a second time: remove it there".to_owned());
    }
    Ok(())
}

/// The unescaped strings in a JSON value, which a generated program may contain.
fn decoded(json: &str) -> String {
    fn collect(value: serde_json::Value, out: &mut String) {
        match value {
            serde_json::Value::String(text) => out.push_str(&format!("{text}\n")),
            serde_json::Value::Array(items) => items.into_iter().for_each(|item| collect(item, out)),
            serde_json::Value::Object(members) => members.into_iter().for_each(|(name, value)| {
                out.push_str(&format!("{name}\n"));
                collect(value, out);
            }),
            serde_json::Value::Null | serde_json::Value::Bool(_) | serde_json::Value::Number(_) => {}
        }
    }
    let mut out = String::new();
    if let Ok(value) = serde_json::from_str(json) {
        collect(value, &mut out);
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn taken(headers: &[(&str, &str)]) -> (Vec<(String, String)>, Draft) {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned())).collect();
        let mut draft = Draft { headers, ..Draft::default() };
        (take(&mut draft), draft)
    }

    #[test]
    fn a_token_is_told_from_a_name_for_one() {
        for open in
            ["", "<access_token>", "$ZOOM_TOKEN", "{{token}}", "%ZOOM_TOKEN%", "YOUR_TOKEN", "token", "...", "[token]"]
        {
            assert!(!is_literal(open), "{open}");
        }
        for token in ["eyJhbGciOi.tests-only_Token", "tok-5ecret", "abc123", &"x".repeat(40)] {
            assert!(is_literal(token), "{token}");
        }
    }

    #[test]
    fn secrets_are_taken_out_and_told() {
        let (open, draft) = taken(&[
            ("authorization", "bearer tok-5ecret"),
            ("Cookie", "a=b"),
            ("X-Api-Key", "k"),
            ("Postman-Token", "p"),
            ("Accept", "application/json"),
            ("X-Trace", "1"),
        ]);
        assert_eq!(open.iter().map(|(name, _)| name.as_str()).collect::<Vec<_>>(), ["Accept", "X-Trace"]);
        assert_eq!(draft.token.as_deref(), Some("tok-5ecret"));
        let told: Vec<_> = draft.defects.iter().map(|defect| defect.field.as_str()).collect();
        assert_eq!(told, ["Authorization", "Cookie", "X-Api-Key", "X-Trace"]);
        let (_, draft) = taken(&[("Authorization", "Basic dXNlcjpwYXNz1")]);
        assert_eq!(draft.defects.len(), 2);
        assert!(draft.defects.iter().all(|defect| !defect.message.contains("dXNl")));
    }

    #[test]
    fn a_token_in_another_place_is_refused() {
        let token = "tok-5ecret.0123456789.0123456789.0123456789.0123456789.0123456789.0123456789";
        let (start, user) = (format!("curl -X PATCH -H 'Authorization: Bearer {token}' "), "https://h/users/me");
        for rest in [
            format!("{user} --json '{{\"dept\":\"x {token}\"}}'"),
            format!("{user} --json '{{\"dept\":[\"{}\"]}}'", token.replace('5', "\\u0035")),
            format!("{user} --json '{{\"{token}\":1}}'"),
            format!("{user}?a={token} -F dept=x"),
            format!("https://h/users/{token} -F dept=x"),
            format!("https://h/users/:{token} -F dept=x"),
            format!("https://h/{token}/users/me -F dept=x"),
            format!("{user} -F dept=x -H 'X-A: {token}'"),
            format!("{user} -F dept=x -H '{token}: x'"),
            format!("{user} -F 'dept='$\\{{{token}\\}}"),
        ] {
            let error = crate::import(&format!("{start}{rest}")).expect_err(&rest);
            assert!(error.message().starts_with("the text contains the token a second time"), "{error}");
        }
        let imported = crate::import(&format!("{start}{user} -F dept=x --{token} {token}")).expect("read");
        assert!(!format!("{imported:?}").contains("5ecret"), "{imported:?}");
    }
}
