//! The exit codes.

use zoomuser::Status;
use zoomuser::internal::status::exit_code;

/// An exit code, and what it means.
#[derive(Debug)]
pub struct Exit {
    /// The number.
    pub code: i32,
    /// What it means, in one line.
    pub meaning: &'static str,
}

impl Exit {
    /// The statuses of the library that have this code.
    pub fn statuses(&self) -> impl Iterator<Item = Status> + use<> {
        let code = self.code;
        Status::ALL.iter().copied().filter(move |status| exit_code(*status) == code)
    }
}

const fn exit(code: i32, meaning: &'static str) -> Exit {
    Exit { code, meaning }
}

/// Success.
pub(crate) const DONE: i32 = 0;
/// A defect of the program.
pub(crate) const DEFECT: i32 = 1;
/// The command line is wrong.
pub(crate) const COMMAND_LINE: i32 = 2;
/// The check failed.
pub(crate) const CHECK_FAILED: i32 = 3;
/// A network failure.
pub(crate) const NETWORK: i32 = 9;
/// A plan in which fields differ.
pub(crate) const DIFFERS: i32 = 11;
/// Some rows failed.
pub(crate) const ROWS_FAILED: i32 = 12;
/// A rule stopped a run, or kept it from beginning.
pub(crate) const STOPPED: i32 = 13;
/// A run ended early.
pub(crate) const RESUMABLE: i32 = 14;
/// Another process has the run.
pub(crate) const RUNNING: i32 = 15;

/// Every exit code.
pub const EXITS: &[Exit] = &[
    exit(DONE, "done"),
    exit(DEFECT, "a defect of this program, or its output could not be written"),
    exit(COMMAND_LINE, "the command line itself is wrong"),
    exit(CHECK_FAILED, "the check failed, or an argument or option is wrong; nothing was sent"),
    exit(4, "the token is missing, invalid, or lacks a scope"),
    exit(5, "there is no such user on this account"),
    exit(6, "Zoom refused the update, did not apply it, or it is not confirmed"),
    exit(7, "Zoom's rate limit is reached"),
    exit(8, "Zoom failed, or sent an unexpected response"),
    exit(NETWORK, "network failure: DNS, TCP, TLS, proxy, timeout"),
    exit(10, "cancelled (130 if Ctrl-C ended the process)"),
    exit(DIFFERS, "plan: some fields differ (0: none differs)"),
    exit(ROWS_FAILED, "bulk: some rows failed, see failed.csv"),
    exit(STOPPED, "bulk: stopped by --stop-at, --canary or --max-loss"),
    exit(RESUMABLE, "bulk: interrupted, out of time or day full: resume it, or run it again"),
    exit(RUNNING, "bulk: another process runs this"),
];

/// The exit code of a call with this status.
pub fn code(status: Status) -> i32 {
    exit_code(status)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_one_code() {
        for status in Status::ALL {
            let rows = EXITS.iter().filter(|exit| exit.statuses().any(|other| other == *status)).count();
            assert_eq!(rows, 1, "{}", status.name());
        }
        for (i, exit) in EXITS.iter().enumerate() {
            assert_eq!(exit.code, i32::try_from(i).unwrap(), "the codes go up by one");
        }
        assert_eq!((code(Status::Ok), code(Status::MissingToken), code(Status::Cancelled)), (0, 4, 10));
    }
}
