//! A request as one JSON object.

use super::view::{Content, View};
use crate::text::hex;
use serde_json::{Value, json};

pub(crate) fn export(view: &View) -> String {
    let authorization = json!({"name": "Authorization", "value": format!("{}$ZOOM_TOKEN", view.scheme)});
    let headers = view.headers.iter().map(|(name, value)| json!({"name": name, "value": value}));
    let mut object = json!({
        "method": view.method,
        "url": view.url,
        "headers": std::iter::once(authorization).chain(headers).collect::<Value>(),
        "body": null,
        "body_hex": null,
        "form": null,
    });
    let (name, value) = match &view.content {
        Content::None => return format!("{object}\n"),
        Content::Json(text) | Content::Text(text) => ("body", text.as_str().into()),
        Content::Bytes(bytes) => ("body_hex", hex(bytes).into()),
        Content::Form(parts) => {
            ("form", parts.iter().map(|part| json!({"name": part.name, "value": part.value})).collect::<Value>())
        }
    };
    if let Some(member) = object.get_mut(name) {
        *member = value;
    }
    format!("{object}\n")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::request::encoding::Encoding;
    use crate::request::render::view::tests::{view, with_body};

    #[test]
    fn everything_is_in_the_object() {
        let head = concat!(
            r#"{"method":"PATCH","url":"https://api.zoom.us/v2/users/me","headers":["#,
            r#"{"name":"Authorization","value":"Bearer $ZOOM_TOKEN"},{"name":"Accept","value":"application/json"}"#
        );
        assert_eq!(
            export(&view("me", r#"{"dept":"\"ü","type":2}"#, Encoding::Json)),
            format!(
                "{head},{{\"name\":\"Content-Type\",\"value\":\"application/json\"}}],{}\n",
                r#""body":"{\"dept\":\"\\\"ü\",\"type\":2}","body_hex":null,"form":null}"#
            )
        );
        assert_eq!(
            export(&view("me", r#"{"dept":"x","type":2}"#, Encoding::Multipart)),
            format!(
                "{head}],{}\n",
                r#""body":null,"body_hex":null,"form":[{"name":"dept","value":"x"},{"name":"type","value":"2"}]}"#
            )
        );
        assert!(export(&with_body("image/png", b"\xff\0")).ends_with("\"body_hex\":\"ff00\",\"form\":null}\n"));
    }
}
