//! What a command does with one user.

use zoomuser::{Call, Client, Outcome, UserPatch};

/// The commands that make a call about one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Job {
    Update,
    Plan,
    Get,
}

impl Job {
    pub(crate) fn call(self, client: &Client, user: &str, patch: &UserPatch, call: &Call) -> Outcome {
        match self {
            Self::Update => client.update_user_with(user, patch, call),
            Self::Plan => client.plan_with(user, patch, call),
            Self::Get => client.get_user_with(user, call),
        }
    }
}
