//! Runs of many users.

use crate::boundary::text::{TextArg, Unit, read_or_empty};
use crate::boundary::{Fault, object};
use crate::bulk::zoom_bulk;
use crate::callback::row::RowCallback;
pub(crate) use crate::callback::row::zoom_row_callback;
use crate::client::zoom_client;
use crate::result::{Bulk, Ended, deliver_ended, zoom_result};
use std::ffi::{c_char, c_void};
use std::path::Path;
pub(crate) use zoomuser_bulk::apply::Command;
use zoomuser_bulk::apply::{Applied, HAS_RUNS, Refusal, Runner, Settings, no_runs};

/// The callback of the caller, and its pointer.
#[derive(Clone, Copy)]
pub(crate) struct OnRow(Option<RowCallback>);

impl OnRow {
    pub(crate) fn new(callback: zoom_row_callback, user_data: *mut c_void) -> Self {
        Self(RowCallback::new(callback, user_data))
    }
}

/// What a run ended with, or why it did not begin.
type Run = Result<Applied, Refusal>;

/// Runs and delivers.
///
/// # Safety
/// The caller promises a live client or NULL, text as [`TextArg::text`] asks or NULL, and an `out` that is NULL or may be
/// written.
unsafe fn run<U: Unit>(
    client: *mut zoom_client,
    command: Command,
    options_json: *const U,
    on_row: OnRow,
    out: *mut *mut zoom_result,
    go: &dyn Fn(Runner<'_>, &Settings) -> Result<Run, Fault>,
) -> i32 {
    let mut call = || {
        if !HAS_RUNS {
            return Err(no_runs());
        }
        // SAFETY: passed on from our caller.
        let (client, options) = unsafe { (object(client, "client")?, read_or_empty(options_json, "options_json")?) };
        let settings = Settings::of_json(&options, command)?;
        client.with(|client, call| {
            let mut tell = on_row.0.map(|callback| move |row: &_| callback.tell(row));
            let on_row = tell.as_mut().map(|tell| tell as &mut zoomuser_bulk::apply::OnRow<'_>);
            let applied = go(Runner { client: client.clone(), cancel: call.cancel.clone(), on_row }, &settings)?;
            let applied = applied.unwrap_or_else(|refusal| *refusal);
            let outcome = applied.outcome.clone();
            Ok(Ended { outcome, bulk: Some(Box::new(Bulk::run(applied))) })
        })
    };
    // SAFETY: passed on from our caller.
    unsafe { deliver_ended(out, &mut |_| {}, &mut call) }
}

/// The body of `zoom_client_run_bulk` and its variant.
///
/// # Safety
/// As for [`run`], and the caller promises a live bulk or NULL.
pub(crate) unsafe fn run_bulk<U: Unit>(
    client: *mut zoom_client,
    bulk: *const zoom_bulk,
    options_json: *const U,
    on_row: OnRow,
    out: *mut *mut zoom_result,
) -> i32 {
    let go = |runner: Runner<'_>, settings: &Settings| {
        // Not only in `run`, which calls this through a pointer: the linker leaves out what nothing calls.
        if !HAS_RUNS {
            return Err(no_runs());
        }
        // SAFETY: passed on from our caller.
        let bulk = unsafe { object(bulk, "bulk") }?;
        Ok(runner.apply(&bulk.handle.lock()?.value, settings))
    };
    // SAFETY: passed on from our caller.
    unsafe { run(client, Command::Apply, options_json, on_row, out, &go) }
}

/// The body of `zoom_client_resume_bulk`, `zoom_client_undo_bulk` and their variants.
///
/// # Safety
/// As for [`run`].
pub(crate) unsafe fn run_folder<U: Unit>(
    client: *mut zoom_client,
    folder: *const U,
    options_json: *const U,
    on_row: OnRow,
    out: *mut *mut zoom_result,
    command: Command,
) -> i32 {
    let go = |runner: Runner<'_>, settings: &Settings| {
        // Not only in `run`, which calls this through a pointer: the linker leaves out what nothing calls.
        if !HAS_RUNS {
            return Err(no_runs());
        }
        // SAFETY: passed on from our caller.
        let folder = unsafe { folder.text("folder") }?;
        let folder = Path::new(&*folder);
        Ok(match command {
            Command::Resume => runner.resume(folder, settings),
            _ => runner.undo(folder, settings),
        })
    };
    // SAFETY: passed on from our caller.
    unsafe { run(client, command, options_json, on_row, out, &go) }
}

/**
Changes the users of a bulk: checks every row, reads the users, sends only what differs, with as many calls at a time
as the rate limit and the latency need.

- `options_json`: NULL or "" for none, or a JSON object with the options of `zoomuser bulk apply`: "run" (a folder
  that is made, for the journal and the results; a run with a folder can be resumed and undone), "no_read", "canary",
  "stop_at", "max_time", "max_loss", "wait_day", "strict", "jobs", "skip_bad_rows", "duplicates", "junit".
- `callback`: called for each row that has ended, on the thread of this call; NULL for none: then the list
  ZOOM_LIST_ROWS of the result has every row. It must return, and must neither throw nor longjmp. A call on the same
  client or bulk from the callback returns ZOOM_E_BUSY.
- `user_data`: passed to the callback.

ZOOM_OK means that every row succeeded. ZOOM_E_CHECK_FAILED means that nothing was sent: ZOOM_LIST_PROBLEMS says
why. ZOOM_E_ROWS_FAILED means that rows failed, a rule stopped the run, or its journal or results could not be
written; ZOOM_E_CANCELLED that the callback or zoom_client_cancel ended it; ZOOM_E_TIMEOUT, ZOOM_E_RATE_LIMITED,
ZOOM_E_UNAUTHORIZED, ZOOM_E_FORBIDDEN and ZOOM_E_MISSING_TOKEN that it ended early for all rows; ZOOM_E_IO that the
plan could not be written and nothing was sent. The numbers of the result have the rows by outcome: ZOOM_NUMBER_ROWS,
ZOOM_NUMBER_APPLIED ... The token callback and the log callback come on the thread of this call too. `*out`, if
`out` is not NULL, receives a result to be freed with zoom_result_free, after success and after failure. The bulk is
unchanged.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_run_bulk(
    client: *mut zoom_client,
    bulk: *const zoom_bulk,
    options_json: *const c_char,
    callback: zoom_row_callback,
    user_data: *mut c_void,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and bulk and text, or NULL, and what the comment says of `out`.
    unsafe { run_bulk(client, bulk, options_json, OnRow::new(callback, user_data), out) }
}

/**
Goes on with a run that was stopped or killed. `folder` is its folder, or the file of which it is the latest run.
Rows that may have been sent are sent again: ZOOM_LIST_WARNINGS names them. With the option "retry" ("nothing",
"retryable" or "failed") rows that failed are tried again: without it those that may succeed now. The other options
are "stop_at", "max_time", "wait_day", "strict", "jobs" and "junit". The other arguments and the result are those of
zoom_client_run_bulk; a run that another process has is ZOOM_E_BUSY.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_resume_bulk(
    client: *mut zoom_client,
    folder: *const c_char,
    options_json: *const c_char,
    callback: zoom_row_callback,
    user_data: *mut c_void,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { run_folder(client, folder, options_json, OnRow::new(callback, user_data), out, Command::Resume) }
}

/**
Puts the values back that users had before a run, where they still have those of the run: a run of its own, in the
folder of the option "run" or beside the other. `folder` is the folder of the run, or the file of which it is the
latest. ZOOM_LIST_WARNINGS has what cannot be put back. The other options are "stop_at", "max_time", "max_loss",
"wait_day", "jobs" and "junit". The other arguments and the result are those of zoom_client_run_bulk.
*/
#[unsafe(no_mangle)]
pub unsafe extern "system" fn zoom_client_undo_bulk(
    client: *mut zoom_client,
    folder: *const c_char,
    options_json: *const c_char,
    callback: zoom_row_callback,
    user_data: *mut c_void,
    out: *mut *mut zoom_result,
) -> i32 {
    // SAFETY: the caller promises a live client and text, or NULL, and what the comment says of `out`.
    unsafe { run_folder(client, folder, options_json, OnRow::new(callback, user_data), out, Command::Undo) }
}
