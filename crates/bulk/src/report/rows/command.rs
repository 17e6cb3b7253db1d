//! The command that makes the change of a row again.

use crate::plan::planned_row::Change;
use crate::report::privacy::Values;
use serde_json::Value;
use zoomuser::internal::render::quoting::sh;

/// The command for a POSIX shell. It has no token; a variable stands for what the report hides, and the shell refuses to run
/// the command while the variable is not set. `None` if it cannot be written. `user` is `None` if the user is hidden.
pub(super) fn command(user: Option<&str>, change: &Change, values: Values) -> Option<String> {
    let user = match user {
        Some(user) if user.starts_with('-') => format!("-- {}", sh(user).ok()?),
        Some(user) => sh(user).ok()?,
        None => variable("", "ZOOM_USER"),
    };
    let mut words = vec!["zoomuser update".to_owned(), user];
    for (field, json) in &change.send {
        words.push(match (values.shows(field), serde_json::from_str(json.get()).ok()?) {
            (true, Value::String(text)) => sh(&format!("{field}={text}")).ok()?,
            (true, _) => sh(&format!("{field}:={}", json.get())).ok()?,
            (false, Value::String(_)) => variable(&format!("{field}="), &field.to_uppercase()),
            (false, _) => variable(&format!("{field}:="), &field.to_uppercase()),
        });
    }
    Some(words.join(" "))
}

fn variable(before: &str, name: &str) -> String {
    format!("\"{before}${{{name}:?}}\"")
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::value::RawValue;

    #[test]
    fn a_shell_reads_the_command_as_it_is_meant() {
        let send = [("dept", "\"it's $HOME\""), ("type", "2"), ("host_key", "\"123456\""), ("phone_numbers", "[]")];
        let send = send.map(|(name, json)| (name.to_owned(), RawValue::from_string(json.to_owned()).expect("JSON")));
        let change = Change { send: send.into(), ..Change::default() };
        assert_eq!(
            command(Some("ada@example.com"), &change, Values::Changed).as_deref(),
            Some(
                "zoomuser update 'ada@example.com' 'dept=it'\\''s $HOME' 'type:=2' \"host_key=${HOST_KEY:?}\" \
                 \"phone_numbers:=${PHONE_NUMBERS:?}\""
            )
        );
        assert!(command(None, &change, Values::All).is_some_and(|text| text.contains(" \"${ZOOM_USER:?}\" 'dept=")));
        assert!(command(Some("-x"), &change, Values::All).is_some_and(|text| text.contains(" -- '-x' ")));
        assert_eq!(command(Some("a\0"), &change, Values::All), None);
    }
}
