//! The purpose of a request.

/// The purpose of a request, which determines what counts as success.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// Changes a user: only 204 is success, and updates of one user do not run concurrently.
    Update,
    /// Reads a user: a 200 with the user is success.
    Read,
    /// Lists users: a 200 with a page of users is success.
    List,
    /// A custom request: any 2xx is success.
    Own,
}
