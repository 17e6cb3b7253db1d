//! A program in PureBasic, using `zoomuser.pbi`.

use super::call::{fields, members, object_lines, options};
use crate::imported::Imported;
use zoomuser::internal::render::quoting::ascii_json;
use zoomuser::internal::value::Wire;

pub(crate) fn program(imported: &Imported) -> Result<String, String> {
    let user = match &imported.user_id {
        Some(user) => literal(user)?,
        None => "GetEnvironmentVariable(\"ZOOM_USER\")".to_owned(),
    };
    let options: Vec<_> = options(imported).into_iter().map(|(name, value)| (name, Wire::Text(value))).collect();
    let options = match options.is_empty() {
        true => String::new(),
        false => format!(", {}", escaped(&object_lines(&members(options.into_iter())).concat())),
    };
    let lines: Vec<String> = object_lines(&fields(imported)).iter().map(|line| escaped(line)).collect();
    Ok(format!(
        "; Changes a Zoom user. The token comes from the environment variable ZOOM_TOKEN.\n\
         EnableExplicit\n\
         XIncludeFile \"zoomuser.pbi\"\n\
         \n\
         Define fields$ = {}\n\
         Define status.l = ZoomUser::UpdateUser(GetEnvironmentVariable(\"ZOOM_TOKEN\"), {user}, fields${options})\n\
         \n\
         OpenConsole()\n\
         If status = ZoomUser::#ZOOM_OK\n  \
           PrintN(\"the user is updated\")\n\
         Else\n  \
           PrintN(ZoomUser::LastError())\n\
         EndIf\n\
         CloseConsole()\n\
         End Bool(status <> ZoomUser::#ZOOM_OK)\n",
        lines.join(" +\n  ")
    ))
}

/// JSON as an escaped string `~"..."`. In ASCII only its quotes and backslashes need escapes.
fn escaped(json: &str) -> String {
    format!("~\"{}\"", ascii_json(json, "").replace('\\', "\\\\").replace('"', "\\\""))
}

/// A string expression in ASCII; other characters are appended with `Chr`.
fn literal(text: &str) -> Result<String, String> {
    let mut pieces = vec![String::from("\"")];
    for c in text.chars() {
        match (c, pieces.last_mut()) {
            ('\0', _) => return Err("user_id: NUL ends a text of PureBasic".to_owned()),
            (' '..='!' | '#'..='~', Some(last)) if last.starts_with('"') => last.push(c),
            (' '..='!' | '#'..='~', _) => pieces.push(format!("\"{c}")),
            (c, _) => {
                let units = c.encode_utf16(&mut [0; 2]).to_vec();
                pieces.extend(units.iter().map(|unit| format!("Chr(${unit:X})")));
            }
        }
    }
    let close = |piece: String| if piece.starts_with('"') { format!("{piece}\"") } else { piece };
    Ok(pieces.into_iter().map(close).collect::<Vec<_>>().join(" + "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::imported;

    #[test]
    fn literals_are_ascii() {
        assert_eq!(literal("a@b.org").as_deref(), Ok("\"a@b.org\""));
        assert_eq!(literal("a\"ü😀b").as_deref(), Ok("\"a\" + Chr($22) + Chr($FC) + Chr($D83D) + Chr($DE00) + \"b\""));
        assert!(literal("\0").is_err());
        assert_eq!(escaped("a\"b\\n"), "~\"a\\\"b\\\\n\"");
    }

    #[test]
    fn a_program_names_user_and_fields() {
        let text = program(&imported("ada@example.com", r#"{"dept":"ü \"x\"","type":2}"#)).expect("a program");
        assert!(
            text.contains(
                "\nDefine fields$ = ~\"{\\\"dept\\\":\\\"\\\\u00fc \\\\\\\"x\\\\\\\"\\\",\" +\n  ~\"\\\"type\\\":2}\"\n"
            ),
            "{text}"
        );
        assert!(text.contains("(\"ZOOM_TOKEN\"), \"ada@example.com\", fields$)\n") && text.is_ascii(), "{text}");
    }

    #[test]
    fn another_base_url_is_kept() {
        let mut elsewhere = imported("me", r#"{"dept":"x"}"#);
        elsewhere.base_url = "https://api-eu.zoom.us/v2".to_owned();
        let text = program(&elsewhere).expect("a program");
        assert!(text.contains(", fields$, ~\"{\\\"base_url\\\":\\\"https://api-eu.zoom.us/v2\\\"}\")\n"), "{text}");
    }
}
