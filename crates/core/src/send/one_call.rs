//! The whole job in one call, with the connection kept for the next one.

use super::client::{Call, Client};
use super::options::Options;
use super::slots::Slots;
use super::token;
use super::transport::KEPT;
use crate::answer::error::Error;
use crate::answer::outcome::Outcome;
use crate::answer::status::Status;
use crate::update::patch::UserPatch;

/// Clients kept between calls.
const KEPT_CLIENTS: usize = 4;

static CLIENTS: Slots<Client, KEPT_CLIENTS> = Slots::new();

/// Changes a user with the options given, and keeps the connection for the next call with the same token and options:
/// at most 4 connections, each dropped when it has been idle for a minute at the time of a later call.
///
/// `options_json` is a JSON object of options or "". The token may stand in it instead of in `token`.
pub fn update_user(token: &str, user_id: &str, patch: &UserPatch, options_json: &str, call: &Call) -> Outcome {
    match options(token, options_json) {
        Ok(options) => update_user_with(options, user_id, patch, call),
        Err(error) => Outcome::from(&error),
    }
}

/// [`update_user`] with options that are set already.
pub fn update_user_with(options: Options, user_id: &str, patch: &UserPatch, call: &Call) -> Outcome {
    // Compared whole, token and all: a kept connection never serves another account.
    let client = match CLIENTS.take(KEPT, |kept| *kept.options() == options) {
        Some(client) => client,
        None => Client::new(options),
    };
    let outcome = client.update_user_with(user_id, patch, call);
    if client.options().keep {
        CLIENTS.park(client);
    }
    outcome
}

/// Drops the connections kept between calls of [`update_user`], and the tokens that apps were given.
pub fn cleanup() {
    CLIENTS.clear();
    token::forget();
}

/// The options of a one-call.
fn options(token: &str, options_json: &str) -> Result<Options, Error> {
    let mut options = Options::default();
    if !options_json.trim_ascii().is_empty() {
        options.set_all_json(options_json)?;
    }
    if !token.is_empty() {
        if !options.token().is_empty() {
            let why = "token: given twice, as an argument and as an option";
            return Err(Error::new(Status::InvalidArgument, why));
        }
        options.set("token", token)?;
    }
    Ok(options)
}
