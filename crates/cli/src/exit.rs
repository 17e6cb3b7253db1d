//! The exit codes: one for every kind of cause.

use zoomuser::Status;

/// An exit code, what it means, and the statuses that end so.
#[derive(Debug)]
pub struct Exit {
    /// The number.
    pub code: i32,
    /// What it means, in one line.
    pub meaning: &'static str,
    /// The statuses of the library that end so.
    pub statuses: &'static [Status],
}

const fn exit(code: i32, meaning: &'static str, statuses: &'static [Status]) -> Exit {
    Exit { code, meaning, statuses }
}

/// Done.
pub(crate) const DONE: i32 = 0;
/// A defect.
pub(crate) const DEFECT: i32 = 1;
/// The command line itself is wrong.
pub(crate) const COMMAND_LINE: i32 = 2;
/// The way to Zoom, or to the sandbox.
pub(crate) const WAY: i32 = 9;
/// A plan that has something to do.
pub(crate) const DIFFERS: i32 = 11;

/// Every exit code.
pub const EXITS: &[Exit] = &[
    exit(DONE, "done", &[Status::Ok]),
    exit(
        DEFECT,
        "a defect of this program, or its output could not be written",
        &[Status::Busy, Status::Panic, Status::OutOfMemory, Status::Internal],
    ),
    exit(COMMAND_LINE, "the command line itself is wrong", &[]),
    exit(
        3,
        "the check failed, or an argument or option is wrong; nothing was sent",
        &[
            Status::Null,
            Status::Encoding,
            Status::InvalidArgument,
            Status::UnknownName,
            Status::InvalidJson,
            Status::CheckFailed,
        ],
    ),
    exit(
        4,
        "the token is missing, or not accepted, or permits too little",
        &[Status::MissingToken, Status::Unauthorized, Status::Forbidden],
    ),
    exit(5, "there is no such user on this account", &[Status::NotFound]),
    exit(
        6,
        "Zoom refused the update, did not apply it, or it is not confirmed",
        &[Status::Rejected, Status::NotApplied, Status::Unconfirmed],
    ),
    exit(7, "Zoom's rate limit is reached", &[Status::RateLimited]),
    exit(8, "Zoom failed, or its answer is not to be expected", &[Status::Server, Status::Unexpected]),
    exit(
        WAY,
        "no way to Zoom: name, connection, TLS, proxy, time limit",
        &[Status::Dns, Status::Connect, Status::Tls, Status::Timeout, Status::Io, Status::Proxy],
    ),
    exit(10, "cancelled (130 where Ctrl-C ended the process)", &[Status::Cancelled]),
    exit(DIFFERS, "plan: there is something to do (0: nothing differs)", &[]),
];

/// How a call with this status ends.
pub fn code(status: Status) -> i32 {
    EXITS.iter().find(|exit| exit.statuses.contains(&status)).map_or(DEFECT, |exit| exit.code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_status_has_one_code() {
        for status in Status::ALL {
            let rows = EXITS.iter().filter(|exit| exit.statuses.contains(status)).count();
            assert_eq!(rows, 1, "{}", status.name());
        }
        for (i, exit) in EXITS.iter().enumerate() {
            assert_eq!(exit.code, i32::try_from(i).unwrap(), "the codes go up by one");
        }
        assert_eq!((code(Status::Ok), code(Status::MissingToken), code(Status::Cancelled)), (0, 4, 10));
    }
}
