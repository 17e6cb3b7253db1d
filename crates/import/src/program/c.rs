//! A program in C89 or later.

use super::call::{fields, members, object_lines, options};
use crate::imported::Imported;
use std::fmt::Write;
use zoomuser::internal::value::Wire;

pub(crate) fn program(imported: &Imported) -> Result<String, String> {
    let user = match &imported.user_id {
        Some(user) if user.contains('\0') => return Err("user_id: NUL ends a text of C".to_owned()),
        Some(user) => literal(user),
        None => "user".to_owned(),
    };
    let options: Vec<_> = options(imported).into_iter().map(|(name, value)| (name, Wire::Text(value))).collect();
    let options = match options.is_empty() {
        true => "NULL".to_owned(),
        false => literal(&object_lines(&members(options.into_iter())).concat()),
    };
    let (declared, chosen) = match imported.user_id {
        Some(_) => ("", ""),
        None => ("    const char *user = getenv(\"ZOOM_USER\");\n", "    if (user == NULL) user = \"\";\n"),
    };
    let lines: Vec<String> =
        object_lines(&fields(imported)).iter().map(|line| format!("        {}", literal(line))).collect();
    Ok(format!(
        "/* Changes a Zoom user. Build: cc update.c -lzoomuser */\n\
         #include <stdio.h>\n\
         #include <stdlib.h>\n\
         \n\
         #include \"zoomuser.h\"\n\
         \n\
         int main(void)\n\
         {{\n    \
             static const char fields[] =\n{};\n    \
             const char *token = getenv(\"ZOOM_TOKEN\");\n{declared}    \
             char message[512];\n    \
             zoom_status status;\n\
         \n    \
             if (token == NULL) token = \"\";\n{chosen}    \
             status = zoom_update_user(token, {user}, fields, {options}, NULL, message, sizeof message);\n    \
             puts(message);\n    \
             return status == ZOOM_OK ? EXIT_SUCCESS : EXIT_FAILURE;\n\
         }}\n",
        lines.join("\n")
    ))
}

/// A string literal in ASCII, independent of the source's encoding.
fn literal(text: &str) -> String {
    let mut out = String::from("\"");
    let mut before = '\0';
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            // Two question marks begin a trigraph.
            '?' if before == '?' => out.push_str("\\?"),
            '\n' => out.push_str("\\n"),
            ' '..='~' => out.push(c),
            c => {
                for byte in c.encode_utf8(&mut [0; 4]).bytes() {
                    // An octal escape has at most three digits. Writing to a String does not fail.
                    let _ = write!(out, "\\{byte:03o}");
                }
            }
        }
        before = c;
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::tests::imported;

    #[test]
    fn literals_are_ascii() {
        for (text, expected) in [
            ("", r#""""#),
            ("a\"b\\c", r#""a\"b\\c""#),
            ("???=", r#""?\?\?=""#),
            ("ü1😀\n\t\0", r#""\303\2741\360\237\230\200\n\011\000""#),
        ] {
            assert_eq!(literal(text), expected);
        }
    }

    #[test]
    fn a_program_names_user_fields_and_options() {
        let text = program(&imported("ada@example.com", r#"{"dept":"R&D","type":2}"#)).expect("a program");
        assert!(
            text.contains("fields[] =\n        \"{\\\"dept\\\":\\\"R&D\\\",\"\n        \"\\\"type\\\":2}\";\n"),
            "{text}"
        );
        assert!(text.contains("(token, \"ada@example.com\", fields, NULL, NULL, message"), "{text}");
        let mut open = imported(":userId", r#"{"dept":"x"}"#);
        open.sub_account = "a\"".to_owned();
        let text = program(&open).expect("a program");
        assert!(text.contains("(token, user, fields, \"{\\\"sub_account_id\\\":\\\"a\\\\\\\"\\\"}\", NULL"), "{text}");
        assert!(text.contains("getenv(\"ZOOM_USER\")"));
    }
}
