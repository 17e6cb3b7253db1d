//! Quoting for shells and for curl's configuration files, and JSON in ASCII. Errors never contain the text.

use std::fmt::Write;

/// Quotes one argument for a POSIX shell.
///
/// # Errors
///
/// NUL cannot be quoted.
pub fn sh(text: &str) -> Result<String, &'static str> {
    if text.contains('\0') {
        return Err("NUL cannot be written in a shell command");
    }
    Ok(format!("'{}'", text.replace('\'', "'\\''")))
}

/// Quotes bytes as the format of the shell's `printf`.
pub fn printf(bytes: &[u8]) -> String {
    let mut out = String::from("'");
    for &byte in bytes {
        // Not `-`: some shells take a format that begins with it for an option.
        if byte.is_ascii_alphanumeric() || b" .,:;=_/".contains(&byte) {
            out.push(char::from(byte));
        } else {
            // Writing to a String does not fail.
            let _ = write!(out, "\\{byte:03o}");
        }
    }
    out.push('\'');
    out
}

/// Expands to `%` in `cmd.exe`, in a batch file and at the prompt, after [`CMD_PREPARE`].
pub const CMD_PERCENT: &str = "%ZOOM_PERCENT:~0,1%";

/// Sets a variable to `%` in a batch file and to `%%` at the prompt; its first character is `%` in both.
pub const CMD_PREPARE: &str = "set \"ZOOM_PERCENT=%%\"";

/// Characters that `cmd.exe` interprets outside of quotes.
const CMD_SPECIAL: &[char] = &['&', '|', '<', '>', '(', ')', '^'];

/// Quotes one argument for a program started by `cmd.exe` that parses its command line as Microsoft's C runtime does.
/// Delayed expansion must be off, which is the default.
///
/// # Errors
///
/// Line ends, control characters and characters beyond ASCII cannot be quoted.
pub fn cmd(text: &str) -> Result<String, &'static str> {
    if text.contains(['\r', '\n']) {
        return Err("the end of a line cannot be written in a command of cmd.exe: use curl-powershell");
    }
    if text.chars().any(char::is_control) {
        return Err("a control character cannot be written in a command of cmd.exe: use curl-powershell");
    }
    if !text.is_ascii() {
        return Err("a letter beyond ASCII depends on the code page of cmd.exe: use curl-powershell, or encoding=json");
    }
    let word = c_runtime_argument(text);
    let quotes = text.matches('"').count();
    // Every `"` opens or closes cmd's own quotes, outside of which special characters must be escaped.
    let word = if quotes % 2 == 1 || (quotes > 0 && text.contains(CMD_SPECIAL)) {
        word.chars().fold(String::new(), |mut out, c| {
            if c == '"' || CMD_SPECIAL.contains(&c) {
                out.push('^');
            }
            out.push(c);
            out
        })
    } else {
        word
    };
    Ok(word.replace('%', CMD_PERCENT))
}

/// An argument in `"`, where backslashes are special only before a `"`.
fn c_runtime_argument(text: &str) -> String {
    let mut out = String::from("\"");
    let mut backslashes = 0;
    for c in text.chars() {
        match c {
            '\\' => backslashes += 1,
            '"' => {
                out.push_str(&"\\".repeat(backslashes + 1));
                backslashes = 0;
            }
            _ => backslashes = 0,
        }
        out.push(c);
    }
    out.push_str(&"\\".repeat(backslashes));
    out.push('"');
    out
}

/// Quotes a value for a configuration file of curl.
///
/// # Errors
///
/// NUL cannot be quoted.
pub fn curl_config(text: &str) -> Result<String, &'static str> {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            '\u{b}' => out.push_str("\\v"),
            '\0' => return Err("NUL cannot be written in a configuration of curl"),
            c => out.push(c),
        }
    }
    out.push('"');
    Ok(out)
}

/// Escapes text for a here-string `@"` ... `"@` of PowerShell, in ASCII, so that the script's code page does not matter.
pub fn powershell_here(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '`' | '$' => out.extend(['`', c]),
            '\n' | ' '..='~' => out.push(c),
            c => {
                for unit in c.encode_utf16(&mut [0; 2]) {
                    // Writing to a String does not fail.
                    let _ = write!(out, "$([char]0x{unit:04x})");
                }
            }
        }
    }
    out
}

/// Valid JSON in ASCII; the characters in `also` are escaped in its strings too.
pub fn ascii_json(json: &str, also: &str) -> String {
    let mut out = String::with_capacity(json.len());
    let mut in_string = false;
    let mut chars = json.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => {
                in_string = !in_string;
                out.push(c);
            }
            '\\' => match chars.next() {
                Some(escaped @ ('"' | '\\')) if also.contains(escaped) => push_unicode(escaped, &mut out),
                Some(escaped) => out.extend([c, escaped]),
                None => out.push(c),
            },
            c if in_string && (!c.is_ascii() || c == '\u{7f}' || also.contains(c)) => push_unicode(c, &mut out),
            c => out.push(c),
        }
    }
    out
}

fn push_unicode(c: char, out: &mut String) {
    for unit in c.encode_utf16(&mut [0; 2]) {
        // Writing to a String does not fail.
        let _ = write!(out, "\\u{unit:04x}");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arguments_of_a_posix_shell() {
        for (text, word) in [
            ("", "''"),
            ("a b", "'a b'"),
            ("D'oh", "'D'\\''oh'"),
            ("$HOME `x` \"y\" \\ ! % ^ & \n ü 😀", "'$HOME `x` \"y\" \\ ! % ^ & \n ü 😀'"),
            ("'", "''\\'''"),
        ] {
            assert_eq!(sh(text).as_deref(), Ok(word));
        }
        assert!(sh("a\0").is_err());
        assert_eq!(printf(b"a'%\\\0\xff\n-"), "'a\\047\\045\\134\\000\\377\\012\\055'");
    }

    #[test]
    fn arguments_of_cmd() {
        for (text, word) in [
            ("", "\"\""),
            ("a b", "\"a b\""),
            ("R&D <x> |^ (y) !z!", "\"R&D <x> |^ (y) !z!\""),
            ("C:\\dir\\", "\"C:\\dir\\\\\""),
            ("say \"hi\"", "\"say \\\"hi\\\"\""),
            ("\\\"\"", "\"\\\\\\\"\\\"\""),
            ("a\"b", "^\"a\\^\"b^\""),
            ("\"a\" & \"b\"", "^\"\\^\"a\\^\" ^& \\^\"b\\^\"^\""),
            ("50%", "\"50%ZOOM_PERCENT:~0,1%\""),
            ("%PATH%", "\"%ZOOM_PERCENT:~0,1%PATH%ZOOM_PERCENT:~0,1%\""),
            ("\"^", "^\"\\^\"^^^\""),
        ] {
            assert_eq!(cmd(text).as_deref(), Ok(word));
        }
        for (text, why) in [("a\nb", "line"), ("a\r", "line"), ("a\0", "control"), ("\x1b", "control"), ("ü", "ASCII")]
        {
            assert!(cmd(text).is_err_and(|error| error.contains(why)), "{text:?}");
        }
    }

    #[test]
    fn values_of_a_configuration_of_curl() {
        assert_eq!(curl_config("a\"b\\c\nd\r\te\u{b}ü").as_deref(), Ok("\"a\\\"b\\\\c\\nd\\r\\te\\vü\""));
        assert!(curl_config("\0").is_err());
    }

    #[test]
    fn here_strings_of_powershell() {
        assert_eq!(
            powershell_here("a$b`c\"d'\n\"@ü😀“\x1b"),
            "a`$b``c\"d'\n\"@$([char]0x00fc)$([char]0xd83d)$([char]0xde00)$([char]0x201c)$([char]0x001b)"
        );
    }

    #[test]
    fn json_in_ascii_is_the_same_json() {
        const ALSO: &str = "%!^&<>|()\\\"'";
        for (json, ascii) in [
            (r#"{"a":"ü😀","b":[1,true]}"#, r#"{"a":"\u00fc\ud83d\ude00","b":[1,true]}"#),
            (r#"{"a":"\"\\\n\u0001/%"}"#, r#"{"a":"\u0022\u005c\n\u0001/\u0025"}"#),
            (r#"{"a&b":"(x) ^ 'y' !"}"#, r#"{"a\u0026b":"\u0028x\u0029 \u005e \u0027y\u0027 \u0021"}"#),
        ] {
            assert_eq!(ascii_json(json, ALSO), ascii);
            let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).expect(text);
            assert_eq!(value(ascii), value(json));
        }
        assert_eq!(ascii_json(r#"{"a":"\"%ü"}"#, ""), r#"{"a":"\"%\u00fc"}"#);
    }
}
