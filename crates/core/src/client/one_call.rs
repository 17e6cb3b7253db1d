//! An update in one function call, with the connection kept for the next one.

use super::call_options::CallOptions;
use super::flat_client::FlatClient;
use super::options::Options;
use crate::auth::app_token;
use crate::net::pool::MAX_IDLE_TIME;
use crate::process::per_process::PerProcess;
use crate::request::patch::UserPatch;
use crate::response::error::Error;
use crate::response::outcome::Outcome;
use crate::share::stores;

/// The maximum number of clients kept between calls; the one used least recently makes room. A program that goes through
/// the accounts of a list in turn finds each connection again up to this number, and what is kept open without being asked
/// for stays a small part of the 256 descriptors that some systems allow.
const KEPT_CLIENTS: usize = 16;

static CLIENTS: PerProcess<FlatClient, KEPT_CLIENTS> = PerProcess::new();

/// Changes a user, and keeps the connection for the next call with the same token and options. At most 16 connections are
/// kept; a call drops those that were idle for more than a minute.
///
/// `options_json` is a JSON object of options, or "". It may contain the token, with "" as `token`.
pub fn update_user(token: &str, user_id: &str, patch: &UserPatch, options_json: &str, call: &CallOptions) -> Outcome {
    match options(token, options_json) {
        Ok(options) => update_user_with(options, user_id, patch, call),
        Err(error) => Outcome::from(&error),
    }
}

/// [`update_user`] with an `Options` value.
pub fn update_user_with(options: Options, user_id: &str, patch: &UserPatch, call: &CallOptions) -> Outcome {
    // All options including the token must be equal: a kept connection never serves another account.
    let client = match CLIENTS.take(MAX_IDLE_TIME, |kept| *kept.options() == options) {
        Some(client) => client,
        None => FlatClient::new(options),
    };
    let outcome = client.update_user_with(user_id, patch, call);
    if client.options().net.keep {
        CLIENTS.put(client);
    }
    outcome
}

/// Drops the connections kept between calls of [`update_user`], idle ones to servers of `share`, and the cached tokens of apps.
pub fn cleanup() {
    CLIENTS.clear();
    stores::drop_connections();
    app_token::forget();
}

/// The options of a one-call.
fn options(token: &str, options_json: &str) -> Result<Options, Error> {
    let mut options = Options::default();
    if !options_json.trim_ascii().is_empty() {
        options.set_all_json(options_json)?;
    }
    if !token.is_empty() {
        if !options.token().is_empty() {
            return Err(Error::refused("token", "given twice, as an argument and as an option"));
        }
        options.set("token", token)?;
    }
    Ok(options)
}
