//! A program in PureBasic, over `zoomuser.pbi`.

use super::{Imported, fields, object_lines, options};
use crate::update::export::quoting::ascii_json;

pub(super) fn program(imported: &Imported) -> Result<String, String> {
    let mut notes = String::new();
    for (name, _) in options(imported) {
        // Another place would get the change if this were left out; another form of it is the same change.
        if name != "encoding" {
            return Err(format!("{name}: ZoomUser::UpdateUser() has no place for it"));
        }
        notes.push_str("; The source sends a form, this program the same fields as JSON.\n");
    }
    let user = match &imported.user_id {
        Some(user) => literal(user)?,
        None => "GetEnvironmentVariable(\"ZOOM_USER\")".to_owned(),
    };
    let lines = object_lines(&fields(imported));
    // JSON in ASCII needs no other escapes than those of its quotes and backslashes.
    let lines: Vec<String> = lines.iter().map(|line| escaped(&ascii_json(line, ""))).collect();
    Ok(format!(
        "; Changes a Zoom user. The token comes from the environment variable ZOOM_TOKEN.\n\
         {notes}EnableExplicit\n\
         XIncludeFile \"zoomuser.pbi\"\n\
         \n\
         Define fields$ = {}\n\
         Define status.l = ZoomUser::UpdateUser(GetEnvironmentVariable(\"ZOOM_TOKEN\"), {user}, fields$)\n\
         \n\
         OpenConsole()\n\
         PrintN(ZoomUser::LastMessage())\n\
         CloseConsole()\n\
         End status\n",
        lines.join(" +\n  ")
    ))
}

/// `~"..."`, in which a backslash escapes.
fn escaped(text: &str) -> String {
    format!("~\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

/// A text in ASCII; what a string cannot hold is joined to it by its number.
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
    use super::super::tests::imported;
    use super::*;

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
    fn another_place_is_not_forgotten() {
        let mut elsewhere = imported("me", "{}");
        elsewhere.base_url = "https://api-eu.zoom.us/v2".to_owned();
        assert!(program(&elsewhere).is_err_and(|why| why.starts_with("base_url: ")));
    }
}
