//! The client of the Rust API.

use super::builder::{ClientBuilder, Provider};
use super::call_options::CallOptions;
use super::error::{Error, into_result};
use super::flat_client::FlatClient;
use super::list::list_users::ListUsers;
use super::list::users::Users;
use super::options::Options;
use super::updated::{Plan, Updated};
use crate::auth::provider::TokenSource;
use crate::request::patch::UserPatch;
use crate::request::render::Format;
use crate::request::request::Request;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::response::Response;
use crate::response::user::user::User;

/// A client for one Zoom account: credentials, options and a connection pool.
///
/// A client may be used by any number of threads at the same time; share it with a reference or an `Arc`. Connections never
/// cross a `fork`: the child process opens its own.
///
/// ```no_run
/// use zoomuser::{Client, UserPatch, UserType};
///
/// let client = Client::builder().token("an-access-token").build()?;
/// let patch = UserPatch::new().first_name("Ada").user_type(UserType::Licensed);
/// let updated = client.update_user("ada@example.com", &patch)?;
/// println!("{} ({} attempt)", updated.message(), updated.attempts());
/// # Ok::<(), zoomuser::Error>(())
/// ```
#[derive(Debug)]
pub struct Client {
    pub(crate) flat: FlatClient,
}

impl Client {
    /// Returns a builder with default options.
    ///
    /// ```
    /// let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn builder() -> ClientBuilder {
        ClientBuilder::default()
    }

    pub(crate) fn new(options: Options, source: Option<TokenSource>) -> Self {
        Self { flat: FlatClient::with_source(options, source) }
    }

    /// Changes a user: `PATCH /users/{user_id}`. `user_id` is an id, an e-mail address, or `me` for the token's user.
    ///
    /// Only a completely received 204 is success. Zoom also answers 204 for a pending user, and may change nothing
    /// then; [`ClientBuilder::confirm`] reads the user to find that out. With [`ClientBuilder::only_changes`], the call also
    /// succeeds if the user has all values already, and sends nothing then.
    ///
    /// # Errors
    ///
    /// [`Status::CheckFailed`](crate::Status::CheckFailed) if validation fails: nothing was sent, and
    /// [`Error::problems`] lists every error. Otherwise the status tells whether the network, the token or Zoom is the cause,
    /// and [`Error::response`] returns Zoom's response if there was one.
    ///
    /// ```no_run
    /// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// let patch = zoomuser::UserPatch::new().dept("Research");
    /// match client.update_user("ada@example.com", &patch) {
    ///     Ok(updated) => println!("{}", updated.message()),
    ///     Err(error) if error.is_retryable() => println!("try again later: {error}"),
    ///     Err(error) => println!("{error}; {}", error.hint()),
    /// }
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn update_user(&self, user_id: &str, patch: &UserPatch) -> Result<Updated, Error> {
        self.update_user_with(user_id, patch, &CallOptions::default())
    }

    /// [`update_user`](Self::update_user) with options for this call.
    ///
    /// # Errors
    ///
    /// As [`update_user`](Self::update_user), and [`Status::Cancelled`](crate::Status::Cancelled).
    pub fn update_user_with(&self, user_id: &str, patch: &UserPatch, call: &CallOptions) -> Result<Updated, Error> {
        into_result(self.flat.update_user_with(user_id, patch, call)).map(Updated)
    }

    /// Reads a user and returns what [`update_user`](Self::update_user) would change, without changing anything.
    ///
    /// # Errors
    ///
    /// As [`get_user`](Self::get_user), and [`Status::CheckFailed`](crate::Status::CheckFailed) if validation fails.
    ///
    /// ```no_run
    /// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// let plan = client.plan("ada@example.com", &zoomuser::UserPatch::new().dept("Research"))?;
    /// for field in plan.fields() {
    ///     println!("{}: {:?} -> {}", field.field, field.old_json(), field.new_json());
    /// }
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn plan(&self, user_id: &str, patch: &UserPatch) -> Result<Plan, Error> {
        self.plan_with(user_id, patch, &CallOptions::default())
    }

    /// [`plan`](Self::plan) with options for this call.
    ///
    /// # Errors
    ///
    /// As [`plan`](Self::plan), and [`Status::Cancelled`](crate::Status::Cancelled).
    pub fn plan_with(&self, user_id: &str, patch: &UserPatch, call: &CallOptions) -> Result<Plan, Error> {
        into_result(self.flat.plan_with(user_id, patch, call)).map(Plan)
    }

    /// Reads a user: `GET /users/{user_id}`.
    ///
    /// # Errors
    ///
    /// [`Status::NotFound`](crate::Status::NotFound) if the account has no such user; otherwise as
    /// [`update_user`](Self::update_user).
    ///
    /// ```no_run
    /// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// let user = client.get_user("ada@example.com")?;
    /// println!("{:?} {:?}", user.first_name(), user.user_type());
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn get_user(&self, user_id: &str) -> Result<User, Error> {
        self.get_user_with(user_id, &CallOptions::default())
    }

    /// [`get_user`](Self::get_user) with options for this call.
    ///
    /// # Errors
    ///
    /// As [`get_user`](Self::get_user), and [`Status::Cancelled`](crate::Status::Cancelled).
    pub fn get_user_with(&self, user_id: &str, call: &CallOptions) -> Result<User, Error> {
        let outcome = into_result(self.flat.get_user_with(user_id, call))?;
        outcome.user().cloned().ok_or_else(|| Error::internal("a user was read but is missing in the outcome"))
    }

    /// Lists users: `GET /users`, page by page. A page is read when the iterator comes to it, and only that one is kept.
    /// The options of the client, such as `deadline_ms`, apply to each page.
    ///
    /// Zoom keeps the position of a list for 15 minutes: whoever takes longer for one page gets an error at the next. A user
    /// who is changed, added or removed meanwhile may be missing or appear twice.
    ///
    /// Zoom limits lists apart from updates, so they do not wait for each other; the option `plan` sets both limits.
    ///
    /// # Errors
    ///
    /// The iterator returns an error once and then ends: [`Status::InvalidArgument`](crate::Status::InvalidArgument) if a
    /// parameter is not usable, [`Status::Unexpected`](crate::Status::Unexpected) if a response is no page of users or Zoom
    /// repeats a page, [`Status::Rejected`](crate::Status::Rejected) if the position has expired; otherwise as
    /// [`get_user`](Self::get_user).
    ///
    /// ```no_run
    /// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// use zoomuser::ListUsers;
    /// for user in client.list_users(ListUsers::active()) {
    ///     let user = user?;
    ///     println!("{:?} {:?}", user.text("email"), user.user_type());
    /// }
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn list_users(&self, list: ListUsers) -> Users<'_> {
        self.list_users_with(list, CallOptions::default())
    }

    /// [`list_users`](Self::list_users) with options for the calls that read the pages.
    pub fn list_users_with(&self, list: ListUsers, call: CallOptions) -> Users<'_> {
        Users::new(&self.flat, list, call)
    }

    /// Validates a patch without sending anything, and returns the warnings.
    ///
    /// # Errors
    ///
    /// [`Status::CheckFailed`](crate::Status::CheckFailed); [`Error::problems`] lists every error.
    ///
    /// ```
    /// let client = zoomuser::Client::builder().build()?;
    /// let error = client.check(&zoomuser::UserPatch::new().pmi(1)).unwrap_err();
    /// assert_eq!(error.problems()[0].field, "pmi");
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn check(&self, patch: &UserPatch) -> Result<Vec<Problem>, Error> {
        into_result(self.flat.check(patch)).map(|outcome| outcome.warnings().to_vec())
    }

    /// Sends a custom request unchanged, with this client's token, rate limit and retries. Any completely received 2xx is
    /// success.
    ///
    /// # Errors
    ///
    /// As [`update_user`](Self::update_user).
    ///
    /// ```no_run
    /// # let client = zoomuser::Client::builder().token("an-access-token").build()?;
    /// use zoomuser::{Content, Headers, Request};
    /// let response = client.send(&Request::new("GET", "users/me", Headers::new(), Content::None)?)?;
    /// println!("{}", String::from_utf8_lossy(response.body()));
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn send(&self, request: &Request) -> Result<Response, Error> {
        self.send_with(request, &CallOptions::default())
    }

    /// [`send`](Self::send) with options for this call.
    ///
    /// # Errors
    ///
    /// As [`send`](Self::send), and [`Status::Cancelled`](crate::Status::Cancelled).
    pub fn send_with(&self, request: &Request, call: &CallOptions) -> Result<Response, Error> {
        let outcome = into_result(self.flat.send_with(request, call))?;
        outcome
            .response()
            .cloned()
            .ok_or_else(|| Error::internal("a response was received but is missing in the outcome"))
    }

    /// Renders the request of [`update_user`](Self::update_user), e.g. as a curl command, without sending it. The result never
    /// contains the credentials.
    ///
    /// # Errors
    ///
    /// [`Status::CheckFailed`](crate::Status::CheckFailed) if validation fails, and
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) if the format cannot express the request.
    ///
    /// ```
    /// let client = zoomuser::Client::builder().build()?;
    /// let patch = zoomuser::UserPatch::new().dept("R&D");
    /// let curl = client.render_update("ada@example.com", &patch, zoomuser::Format::Curl)?;
    /// assert!(curl.contains("PATCH") && curl.contains("R&D"), "{curl}");
    /// # Ok::<(), zoomuser::Error>(())
    /// ```
    pub fn render_update(&self, user_id: &str, patch: &UserPatch, format: Format) -> Result<String, Error> {
        into_result(self.flat.render_update(user_id, patch, format)).map(|outcome| rendered(&outcome))
    }

    /// Renders a custom request without sending it. The result never contains the credentials.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) if the format cannot express the request.
    pub fn render(&self, request: &Request, format: Format) -> Result<String, Error> {
        into_result(self.flat.render(request, format)).map(|outcome| rendered(&outcome))
    }

    /// Closes the idle connections of the pool and those to the server of `share`; running calls keep theirs.
    pub fn close_idle_connections(&self) {
        self.flat.drop_connections();
    }
}

impl ClientBuilder {
    /// Builds the client. No file is read and no connection is opened before the first call.
    ///
    /// # Errors
    ///
    /// [`Status::InvalidArgument`](crate::Status::InvalidArgument) or [`Status::UnknownName`](crate::Status::UnknownName) for
    /// the first invalid option; the message begins with its name.
    pub fn build(self) -> Result<Client, Error> {
        if let Some(error) = self.refused {
            return Err(error.into());
        }
        Ok(Client::new(self.options, self.source.map(|Provider(source)| source)))
    }
}

fn rendered(outcome: &Outcome) -> String {
    outcome.rendered().unwrap_or_default().to_owned()
}
