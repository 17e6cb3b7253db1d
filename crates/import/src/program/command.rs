//! A `zoomuser` command for a POSIX shell.

use super::call::{options, wire};
use crate::imported::Imported;
use zoomuser::internal::encoding::compact;
use zoomuser::internal::quoted;
use zoomuser::internal::render::quoting::sh;
use zoomuser::internal::value::{Value, Wire};

pub(crate) fn program(imported: &Imported) -> Result<String, String> {
    let mut lines = vec!["zoomuser update".to_owned()];
    for (name, value) in options(imported) {
        lines.push(format!("--{} {}", name.replace('_', "-"), word(name, value)?));
    }
    let user = match &imported.user_id {
        Some(user) => word("user_id", user)?,
        None => "\"$ZOOM_USER\"".to_owned(),
    };
    let is_dashed = |text: &str| text.starts_with('-');
    if imported.user_id.as_deref().is_some_and(is_dashed) || imported.fields.iter().any(|(name, _)| is_dashed(name)) {
        lines.push("--".to_owned());
    }
    lines.push(user);
    for field in &imported.fields {
        lines.push(assignment(field)?);
    }
    Ok(format!("{}\n", lines.join(" \\\n  ")))
}

/// `name=text`, or `name:=JSON` for other values.
fn assignment(field: &(String, Value)) -> Result<String, String> {
    let (name, wire) = wire(field);
    if name.is_empty() || name.contains('=') || name.ends_with(':') {
        return Err(format!("{}: a name that is empty, contains = or ends with : cannot be written", quoted(name)));
    }
    match (&field.1, wire) {
        (Value::Text(text), _) => word(name, &format!("{name}={text}")),
        (_, Wire::Text(text)) => word(name, &format!("{name}={text}")),
        (_, Wire::Json(json)) => {
            let mut text = Vec::new();
            compact(&json, &mut text);
            word(name, &format!("{name}:={}", String::from_utf8_lossy(&text)))
        }
    }
}

fn word(what: &str, text: &str) -> Result<String, String> {
    sh(text).map_err(|why| format!("{}: {why}", quoted(what)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::imported;

    #[test]
    fn a_command_names_options_user_and_fields() {
        let source = imported("ada@example.com", r#"{"dept":"D'oh","type":2,"pronouns":null,"division_ids":["a b"]}"#);
        assert_eq!(
            program(&source).as_deref(),
            Ok(
                "zoomuser update \\\n  'ada@example.com' \\\n  'dept=D'\\''oh' \\\n  'type:=2' \\\n  'pronouns:=null' \\\n  \
                'division_ids:=[\"a b\"]'\n"
            )
        );
        let mut source = imported("-x", r#"{"dept":"x"}"#);
        source.base_url = "https://api-eu.zoom.us/v2".to_owned();
        assert_eq!(
            program(&source).as_deref(),
            Ok("zoomuser update \\\n  --base-url 'https://api-eu.zoom.us/v2' \\\n  -- \\\n  '-x' \\\n  'dept=x'\n")
        );
        source.user_id = None;
        assert!(program(&source).is_ok_and(|text| text.contains("\n  \"$ZOOM_USER\" \\\n")));
    }

    #[test]
    fn inexpressible_values_are_refused() {
        for json in [r#"{"a=b":1}"#, r#"{"a:":1}"#, r#"{"dept":"\u0000"}"#] {
            assert!(program(&imported("me", json)).is_err(), "{json}");
        }
    }
}
