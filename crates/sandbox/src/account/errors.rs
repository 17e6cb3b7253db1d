//! Zoom's errors: status, code, message and field errors, as JSON or XML.

use std::fmt::Write;

use crate::account::limits::{self, Headers, Limit};
use crate::account::reply::{self, reply};
use crate::http::request::Format;
use crate::http::response::Response;
use crate::json::{Json, object};

#[derive(Clone, Debug)]
pub(crate) struct ApiError {
    pub(crate) status: u16,
    pub(crate) code: i64,
    pub(crate) message: String,
    /// Field and message.
    pub(crate) fields: Vec<(String, String)>,
    pub(crate) headers: Headers,
}

impl ApiError {
    pub(crate) fn new(status: u16, code: i64, message: impl Into<String>) -> ApiError {
        ApiError { status, code, message: message.into(), fields: Vec::new(), headers: Headers::new() }
    }

    /// The documented error with this status and code, in our own words; a generic message for any other.
    pub(crate) fn documented(status: u16, code: i64, id: &str) -> ApiError {
        let message = match (status, code) {
            (404, 1001) => return ApiError::no_user(id),
            (429, 429) => return ApiError::rate(Limit::Second),
            _ => documented_message(status, code),
        };
        match message {
            Some(message) => ApiError::new(status, code, message),
            None => ApiError::new(status, code, format!("The sandbox was asked for error {code}.")),
        }
    }

    pub(crate) fn no_user(id: &str) -> ApiError {
        ApiError::new(404, 1001, format!("User does not exist: {id}."))
    }

    pub(crate) fn no_endpoint() -> ApiError {
        ApiError::new(404, 2300, "This API endpoint is not recognized.")
    }

    pub(crate) fn wrong_method() -> ApiError {
        ApiError::new(405, 405, "This endpoint does not support the method.")
    }

    pub(crate) fn bad_token() -> ApiError {
        ApiError::new(401, 124, "Invalid access token.")
    }

    pub(crate) fn no_scope(scope: &str) -> ApiError {
        ApiError::new(400, 4711, format!("Invalid access token, does not contain scopes:[{scope}]."))
    }

    /// Zoom also returns this for a field of the wrong JSON type.
    pub(crate) fn not_an_object() -> ApiError {
        ApiError::new(400, 300, "Request Body should be a valid JSON object.")
    }

    pub(crate) fn validation(fields: Vec<(String, String)>) -> ApiError {
        ApiError { fields, ..ApiError::new(400, 300, "Validation Failed.") }
    }

    pub(crate) fn rate(limit: Limit) -> ApiError {
        ApiError::rate_of(limit, limits::LIGHT)
    }

    pub(crate) fn rate_of(limit: Limit, category: &str) -> ApiError {
        ApiError { headers: limits::refused(limit, category), ..ApiError::new(429, 429, limits::message(limit)) }
    }

    /// Adds a header.
    pub(crate) fn with_header(mut self, name: &str, value: impl Into<String>) -> ApiError {
        self.headers.push((name.to_owned(), value.into()));
        self
    }

    pub(crate) fn answer(&self, format: Format) -> Response {
        match format {
            Format::Json => reply(self.status, self.headers.clone(), reply::JSON, self.json().to_string()),
            Format::Xml => reply(self.status, self.headers.clone(), reply::XML, self.xml()),
        }
    }

    fn json(&self) -> Json {
        let mut members =
            vec![("code".to_owned(), self.code.into()), ("message".to_owned(), self.message.as_str().into())];
        if !self.fields.is_empty() {
            let fields = self.fields.iter().map(|(field, message)| {
                object([("field", field.as_str().into()), ("message", message.as_str().into())])
            });
            members.push(("errors".to_owned(), Json::List(fields.collect())));
        }
        Json::Object(members)
    }

    fn xml(&self) -> String {
        let mut text = format!("<result><code>{}</code><message>{}</message>", self.code, escaped(&self.message));
        for (field, message) in &self.fields {
            let (field, message) = (escaped(field), escaped(message));
            // Writing to a String cannot fail.
            let _ = write!(text, "<errors><field>{field}</field><message>{message}</message></errors>");
        }
        text.push_str("</result>");
        text
    }
}

fn documented_message(status: u16, code: i64) -> Option<&'static str> {
    Some(match (status, code) {
        (400, 200) => "Only an account admin can change the name, host key, PMI or vanity name of this user.",
        (400, 300) => "The request has an invalid parameter.",
        (400, 1000) => "This user is pending, the settings cannot be reached.",
        (400, 1010) => "The user was not found on this account.",
        (400, 1108) => "The conditions for changing the type of this user are not met.",
        (400, 1109) => "The host is not a paid user.",
        (400, 1120) => "The invitation was never accepted and has expired, the user id is no longer valid.",
        (400, 2033) => "The account has reached its maximum of Basic users.",
        (400, 2034) => "The account has reached its maximum of users of this plan type.",
        (400, 2038) => "The account has reached the maximum of its plan, it needs more licenses.",
        (400, 2039) => "Zoom United or Zoom One cannot be switched off, the account has too few basic licenses.",
        (400, 3412) => "The account has reached its maximum of users, remove active or pending users first.",
        (400, 4100) => "The personal link name is already used by another user.",
        (_, 4700) => "The access token is empty, invalid or has no scopes.",
        (_, 4711) => "Invalid access token, does not contain scopes:[user:update:user:admin].",
        (401, 124) => "Invalid access token.",
        (403, _) => "No permission.",
        (409, 1005) => "The email address is already in use.",
        _ => return None,
    })
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
