//! The calls of `update`, `plan` and `get`.

use zoomuser::internal::{FlatClient as Client, Outcome};
use zoomuser::{CallOptions, UserPatch};

/// A call for one user.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum UserOperation {
    Update,
    Plan,
    Get,
}

impl UserOperation {
    pub(crate) fn call(self, client: &Client, user: &str, patch: &UserPatch, call: &CallOptions) -> Outcome {
        match self {
            Self::Update => client.update_user_with(user, patch, call),
            Self::Plan => client.plan_with(user, patch, call),
            Self::Get => client.get_user_with(user, call),
        }
    }
}
