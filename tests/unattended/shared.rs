//! Shared helpers.

use zoomuser::UserPatch;

/// A patch that is always good.
pub(crate) fn dept() -> UserPatch {
    support::patch(r#"{"dept":"d"}"#)
}
