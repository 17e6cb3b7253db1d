//! The calls for one row.

use crate::calls::call::{bulk_call, caught};
use crate::outcome::RowOutcome;
use crate::row_end::RowEnd;
use serde_json::{Map, Value};
use std::time::{Duration, Instant};
use zoomuser::internal::{FlatClient, Outcome};
use zoomuser::{CancelToken, Headers, Status, User, UserPatch};

/// The calls for one row.
pub(crate) struct Job {
    pub(crate) row: u64,
    pub(crate) user_id: String,
    pub(crate) patch: UserPatch,
    /// Further headers of the update.
    pub(crate) headers: Headers,
    pub(crate) cancel: CancelToken,
    /// Whether the row is confirmed by reading, whatever the options say.
    pub(crate) is_canary: bool,
    /// [`RunOptions::confirm`](super::options::RunOptions::confirm)
    pub(crate) confirm: Option<bool>,
    /// The values that the user must still have.
    pub(crate) expected: Option<Map<String, Value>>,
}

/// How the calls for one row ended.
pub(crate) struct JobEnd {
    pub(crate) row: u64,
    pub(crate) call: Box<Outcome>,
    /// The first field that somebody changed after the plan.
    drifted: Option<String>,
    pub(crate) took: Duration,
    pub(crate) is_canary: bool,
}

impl Job {
    pub(crate) fn run(self, client: &FlatClient) -> JobEnd {
        let began = Instant::now();
        let (mut drifted, mut options) = (None, bulk_call(&self.cancel));
        options.headers = self.headers;
        options.confirm = if self.is_canary { Some(true) } else { self.confirm };
        let call = Box::new(caught(|| {
            if let Some(expected) = &self.expected {
                let read = client.get_user_with(&self.user_id, &options);
                let Some(user) = read.user() else { return read };
                drifted = first_changed(client, &self.user_id, &self.patch, expected, user);
                if drifted.is_some() {
                    return read;
                }
            }
            client.update_user_with(&self.user_id, &self.patch, &options)
        }));
        JobEnd { row: self.row, call, drifted, took: began.elapsed(), is_canary: self.is_canary }
    }
}

impl JobEnd {
    /// How the row ended.
    pub(crate) fn row_end(&self) -> RowEnd {
        match &self.drifted {
            Some(field) => RowEnd::without_call(
                RowOutcome::Drifted,
                Status::Ok,
                format!("{field}: the user no longer has the value that the plan read; nothing was sent"),
            ),
            None => RowEnd { took: self.took, ..RowEnd::of_call(&self.call) },
        }
    }
}

/// The first field of the patch whose value is not the expected one.
fn first_changed(
    client: &FlatClient,
    user_id: &str,
    patch: &UserPatch,
    expected: &Map<String, Value>,
    user: &User,
) -> Option<String> {
    let compared = client.compare(user_id, patch, user);
    let is_changed = |field: &&zoomuser::FieldOutcome| field.old.as_ref() != expected.get(&field.field);
    compared.fields().iter().find(is_changed).map(|field| field.field.clone())
}
