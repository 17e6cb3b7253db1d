//! The states of a user in which Zoom answers 204 to updates without applying them.

use super::field_outcome::FieldOutcome;
use super::user::User;
use crate::response::problem::Problem;

const PENDING: &str =
    "the user is pending: until the invitation is accepted, Zoom answers 204 and changes only group_id";
const INACTIVE: &str = "the user is deactivated: Zoom may answer 204 and change nothing until the user is activated \
     (PUT /users/{userId}/status with action activate)";

const ACCEPT: &str =
    "repeat the call when the user has accepted the invitation: until then Zoom changes nothing but group_id";
const ACTIVATE: &str = "activate the user (PUT /users/{userId}/status with action activate), then repeat the call";
const BOTH: &str = "activate the user (PUT /users/{userId}/status with action activate), and repeat the call when the \
     invitation is accepted";

/// The states that keep Zoom from applying updates. Both may be seen: one before an update and one after it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct UserState {
    is_pending: bool,
    is_inactive: bool,
}

impl UserState {
    /// The state of a user that was read.
    pub(crate) fn of(user: &User) -> Self {
        Self { is_pending: user.is_pending(), is_inactive: user.is_inactive() }
    }

    /// The union of two states.
    pub(crate) fn and(self, other: Self) -> Self {
        Self { is_pending: self.is_pending || other.is_pending, is_inactive: self.is_inactive || other.is_inactive }
    }

    /// What to do about an update that was not applied; `None` if the state does not explain it.
    pub(crate) fn hint(self) -> Option<&'static str> {
        match (self.is_pending, self.is_inactive) {
            (true, true) => Some(BOTH),
            (true, false) => Some(ACCEPT),
            (false, true) => Some(ACTIVATE),
            (false, false) => None,
        }
    }

    /// The message for an update of these fields that Zoom answered with 204 and did not apply; `None` if it did.
    pub(crate) fn unseen(self, fields: &[FieldOutcome]) -> Option<&'static str> {
        let is_more_than_group = fields.iter().any(|field| field.sent && field.field != "group_id");
        if self.is_inactive {
            return Some(
                "Zoom answered 204, but the user is deactivated: reading may not show the change until the user is activated",
            );
        }
        (self.is_pending && is_more_than_group).then_some(
            "Zoom answered 204, but the user is pending: reading does not show the change until the invitation is accepted",
        )
    }
}

/// Warnings about the state of a user before or after an update.
pub(crate) fn warnings(user: &User) -> Vec<Problem> {
    let state = UserState::of(user);
    let mut warnings = Vec::new();
    if state.is_pending {
        warnings.push(Problem::new("", PENDING));
    }
    if state.is_inactive {
        warnings.push(Problem::new("", INACTIVE));
    }
    let named = user.text("status").unwrap_or_default();
    if state == UserState::default() && !named.is_empty() && !named.eq_ignore_ascii_case("active") {
        const MAX_STATUS_LEN: usize = 32;
        let is_word =
            named.len() <= MAX_STATUS_LEN && named.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
        let shown =
            if is_word { format!("is \"{named}\", which is not known here") } else { "is not known here".to_owned() };
        let why = format!(
            "the status of the user {shown}: expected active, pending or inactive; compare old and new after the update"
        );
        warnings.push(Problem::new("", why));
    }
    warnings
}

#[cfg(test)]
mod tests {
    use super::*;

    fn user(status: &str) -> User {
        User::parse(format!("{{\"status\":{status}}}").as_bytes()).expect("an object")
    }

    #[test]
    fn states_give_a_warning_and_a_hint() {
        for (status, count, hint) in [
            ("\"pending\"", 1, Some(ACCEPT)),
            ("\"PENDING\"", 1, Some(ACCEPT)),
            ("\"inactive\"", 1, Some(ACTIVATE)),
            ("\"Active\"", 0, None),
            ("\"archived\"", 1, None),
            ("\"\"", 0, None),
            ("null", 0, None),
            ("7", 0, None),
        ] {
            let user = user(status);
            assert_eq!((warnings(&user).len(), UserState::of(&user).hint()), (count, hint), "{status}");
        }
        let both = UserState::of(&user("\"pending\"")).and(UserState::of(&user("\"inactive\"")));
        assert_eq!(both.hint(), Some(BOTH));
    }
}
