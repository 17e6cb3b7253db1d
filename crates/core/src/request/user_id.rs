//! Ids of users and sub-accounts: errors for text that cannot be an id, and warnings for what looks like a copying mistake.
//! Ids are never trimmed or corrected.

use crate::percent::decoded;

/// The longest id without `@`. Zoom's ids have 22 characters, its tokens several hundred.
const MAX_ID_LEN: usize = 256;

/// The maximum number of warnings about one id.
const MAX_WARNINGS: usize = 4;

/// Whether a text looks like an access token, so that it is refused as an id and never shown.
pub fn looks_like_token(text: &str) -> bool {
    let text = text.trim();
    let is_base64url = |part: &str| {
        !part.is_empty() && part.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
    };
    if text.get(..7).is_some_and(|start| start.eq_ignore_ascii_case("bearer ")) {
        return true;
    }
    !text.contains('@')
        && (text.len() > MAX_ID_LEN
            || (text.split('.').count() == 3 && text.split('.').all(is_base64url))
            // `{"`, with which the header of a JWT begins.
            || (text.starts_with("eyJ") && text.contains('.')))
}

/// Why a text cannot be an id, without the text.
pub fn refusal(text: &str) -> Option<&'static str> {
    if is_usual(text) && text.contains('@') {
        None
    } else if text.is_empty() {
        Some("expected an id or an e-mail address, got an empty text")
    } else if looks_like_token(text) {
        Some(TOKEN)
    } else if matches!(text, "." | "..") {
        Some("expected an id or an e-mail address, got a path")
    } else if text.chars().any(char::is_control) {
        Some("expected an id or an e-mail address, got a control character, e.g. the end of a line")
    } else if is_placeholder(text) {
        Some("expected an id or an e-mail address, got a placeholder")
    } else {
        None
    }
}

/// The error for a token in place of an id.
pub(crate) const TOKEN: &str =
    "expected an id or an e-mail address, got what looks like an access token: are the arguments swapped?";

/// Whether a text is a placeholder, or what a programming language prints for a missing value.
pub fn is_placeholder(text: &str) -> bool {
    let text = text.trim();
    let within = |open: &str, close: &str| text.split_once(open).is_some_and(|(_, rest)| rest.contains(close));
    let around = |open: &str, close: &str| text.starts_with(open) && text.ends_with(close) && text.len() > 2;
    let lower = text.to_ascii_lowercase();
    if within("{{", "}}")
        || within("${", "}")
        || around("{", "}")
        || (lower.starts_with("%7b") && lower.ends_with("%7d"))
    {
        return true;
    }
    if text.contains('@') {
        return false;
    }
    let is_variable = |name: &str| name.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '_' | '('));
    let percent = text.strip_prefix('%').and_then(|rest| rest.strip_suffix('%'));
    let plain = lower.replace(['_', '-', ' '], "");
    around("<", ">")
        || around("[", "]")
        || text.starts_with(':')
        || lower.starts_with("%3a")
        || text.strip_prefix('$').is_some_and(is_variable)
        || percent.is_some_and(|name| !name.contains('%') && is_variable(name))
        || matches!(
            plain.as_str(),
            "userid"
                | "youruserid"
                | "zoomuserid"
                | "accountid"
                | "youraccountid"
                | "yoursubaccountid"
                | "null"
                | "undefined"
                | "none"
                | "nil"
                | "nan"
        )
}

/// Warnings about an id that looks mistyped, one line each.
pub fn warnings(text: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    if is_usual(text) {
        return found;
    }
    for (at, c) in text.char_indices() {
        let Some(name) = character(c) else { continue };
        let is_last = at + c.len_utf8() == text.len();
        let place = if at == 0 {
            "begins with"
        } else if is_last {
            "ends with"
        } else {
            "holds"
        };
        let what = format!("U+{:04X} {name}", u32::from(c));
        if !found.iter().any(|message| message.contains(&what)) {
            found.push(format!("{place} {what}, which Zoom takes as part of the id: retype the id"));
        }
    }
    let form = form(text);
    // A warning about the whole id says more than one about a character.
    found.splice(0..0, form.map(str::to_owned));
    found.truncate(MAX_WARNINGS);
    found
}

/// Whether a text has the form of most ids and addresses, which needs no closer look.
fn is_usual(text: &str) -> bool {
    let is_usual = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'@' | b'.' | b'_' | b'-' | b'+');
    text.bytes().all(is_usual) && text.matches('@').count() <= 1 && !text.ends_with('.')
}

/// A warning if the text has the form of something other than an id.
fn form(text: &str) -> Option<&'static str> {
    let trimmed = text.trim();
    let lower = trimmed.to_ascii_lowercase();
    let is_quoted = ['"', '\'', '`']
        .iter()
        .any(|quote| trimmed.len() > 1 && (trimmed.starts_with(*quote) && trimmed.ends_with(*quote)))
        || trimmed.contains('"');
    let is_encoded = trimmed
        .as_bytes()
        .windows(3)
        .any(|bytes| matches!(bytes, [b'%', high, low] if high.is_ascii_hexdigit() && low.is_ascii_hexdigit()));
    Some(match () {
        () if trimmed.contains("://") => "is a URL: give the id or the e-mail address alone",
        () if lower.starts_with("mailto:") => "begins with mailto:, which Zoom takes as part of the id: leave it out",
        () if trimmed.contains(['<', '>']) => "holds angle brackets: give the address between them alone",
        () if is_quoted => "holds quotes, which Zoom takes as part of the id: leave them out",
        () if trimmed.contains([',', ';']) && trimmed.matches('@').count() > 1 => {
            "holds more than one address: a call is about one user"
        }
        () if trimmed.contains('/') => "holds /, as a path does: give the id or the e-mail address alone",
        () if trimmed.contains('\\') => {
            "holds a backslash, as the account name of Windows does: give the id or the e-mail address"
        }
        () if is_encoded => "is percent-encoded already: give it decoded, since it is encoded when it is sent",
        () if trimmed.ends_with(',') => "ends with , which Zoom takes as part of the id: leave it out",
        () if trimmed.ends_with(';') => "ends with ; which Zoom takes as part of the id: leave it out",
        () if trimmed.ends_with('.') && trimmed.contains('@') => {
            "ends with . which Zoom takes as part of the id: leave it out"
        }
        () if trimmed.matches('@').count() > 1 => "holds more than one @: a call is about one user",
        () => return None,
    })
}

/// The name of a character that no id contains and that is invisible or looks like another one.
fn character(c: char) -> Option<&'static str> {
    Some(match c {
        ' ' => "space",
        '\u{a0}' => "no-break space",
        '\u{ad}' => "soft hyphen",
        '\u{300}'..='\u{36f}' => "combining accent (one letter written as two characters)",
        '\u{200b}' => "zero width space",
        '\u{200c}' => "zero width non-joiner",
        '\u{200d}' => "zero width joiner",
        '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {
            "mark of writing direction"
        }
        '\u{180e}'
        | '\u{2060}'..='\u{2065}'
        | '\u{206a}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}'
        | '\u{e0000}'..='\u{e01ef}' => "invisible character",
        '\u{1680}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\u{3000}' => "space of a special width",
        '\u{2028}' | '\u{2029}' => "line separator",
        '\u{2010}'..='\u{2015}' | '\u{2212}' => "dash that is not the - of the keyboard",
        '\u{2018}'..='\u{201f}' => "typographic quote",
        '\u{3002}' | '\u{ff61}' => "ideographic full stop",
        '\u{fe6b}' => "small @",
        '\u{ff20}' => "full-width @",
        '\u{ff0e}' => "full-width .",
        '\u{ff01}'..='\u{ff5e}' => "full-width letter or sign",
        '\u{feff}' => "byte order mark",
        '\u{fffd}' => "sign for a character that was lost earlier",
        _ => return None,
    })
}

/// The decoded user id in a path: the segment after `users`.
pub(crate) fn in_path(path_and_query: &str) -> Option<String> {
    let path = path_and_query.split('?').next().unwrap_or_default();
    let mut segments = path.split('/').skip_while(|segment| *segment != "users");
    segments.next()?;
    segments.next().filter(|user| !user.is_empty()).and_then(decoded)
}

/// Warnings about the user id in a path, which may be percent-encoded.
pub(crate) fn warnings_in_path(path_and_query: &str) -> Vec<String> {
    const OPEN: &str = "is a placeholder";
    match in_path(path_and_query) {
        Some(user) if is_placeholder(&user) => vec![OPEN.to_owned()],
        Some(user) => warnings(&user),
        None => Vec::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_token_is_distinguished_from_an_id() {
        let long = "x".repeat(257);
        for token in ["eyJ.eyJ.sig", "a-b.c_d.e9", " a.b.c\u{a0}", "Bearer x", "bearer x@y", "eyJhbGciOi.half", &long] {
            assert!(looks_like_token(token), "{token}");
            assert_eq!(refusal(token), Some(TOKEN));
        }
        let limit = "x".repeat(256);
        let address = format!("{}@example.com", "x".repeat(300));
        for id in [
            "me",
            "zJKyaiAyTNC-MWjiWC18KQ",
            "ada.b.c@example.com",
            "...",
            "a..b",
            "a.b",
            "eyJKyaiAyTNC-MWjiWC18K",
            &limit,
            &address,
        ] {
            assert!(!looks_like_token(id), "{id}");
            assert_eq!(refusal(id), None, "{id}");
        }
    }

    #[test]
    fn a_placeholder_is_distinguished_from_an_id() {
        for text in [
            ":userId",
            "{userId}",
            "{ userId }",
            "{{user}}@x.org",
            "${USER}",
            "$USER",
            "$(whoami)",
            "%USER%",
            "<id>",
            "[id]",
            "%7Bid%7D",
            "%3AuserId",
            "USER_ID",
            "nil",
            "NULL",
        ] {
            assert!(is_placeholder(text), "{text}");
        }
        for text in [
            "<ada@example.com>",
            "$5@example.com",
            "{@x.org",
            "50%",
            "100%25%",
            "me",
            "[",
            "<",
            "<>",
            "nils",
            "a:b",
            "$5",
        ] {
            assert!(!is_placeholder(text), "{text}");
        }
    }

    #[test]
    fn warnings_are_limited_and_unique() {
        assert_eq!(warnings("a b c d").len(), 1);
        assert_eq!(warnings("\u{a0}\u{ad}\u{200b}\u{200c}\u{200d}\u{200e}").len(), MAX_WARNINGS);
        assert!(warnings("x <a@b.c>")[0].starts_with("holds angle brackets"));
        for good in
            ["me", "ada@example.com", "a.b-c_d+e@x-y.example", "o'brien@example.com", "ü@é.org", "50%", "用户@例子.cn"]
        {
            assert_eq!(warnings(good), Vec::<String>::new(), "{good}");
        }
    }

    #[test]
    fn the_user_of_a_path_is_found() {
        for (path, user) in [
            ("users/me", Some("me")),
            ("/v2/users/ada%40example.com/settings?x=/users/y", Some("ada@example.com")),
            ("accounts/a/users/b", Some("b")),
            ("users", None),
            ("users/", None),
            ("users?page_size=1", None),
            ("groups/users/x", Some("x")),
            ("meetings/1", None),
            ("users/%ff", None),
        ] {
            assert_eq!(in_path(path).as_deref(), user, "{path}");
        }
        assert_eq!(warnings_in_path("users/ada%40example.com"), Vec::<String>::new());
        assert_eq!(warnings_in_path("users/:userId").len(), 1);
        assert!(warnings_in_path("users/ada%C2%A0")[0].contains("U+00A0"));
    }
}
