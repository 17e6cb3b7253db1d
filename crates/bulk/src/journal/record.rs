//! The records of a journal, and each as one line of JSON.

use super::line::Line;
use super::stop_reason::StopReason;
use crate::outcome::{Counts, RowOutcome};
use crate::row_end::RowEnd;
use serde_json::{Map, Value};
use std::time::Duration;

/// The format of the journal. A reader accepts any minor version of its major version.
pub const FORMAT: &str = "1.0";

/// One record.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Record {
    /// The first record: what the run is.
    Open(Open),
    /// A later process took the run over.
    Resume(Resume),
    /// Rows below `to` may be sent from now on. The record is on the disk before any of them is sent.
    May {
        /// The first row that must not be sent.
        to: u64,
    },
    /// A row is about to be sent.
    Sent(Sent),
    /// A row has ended.
    Done(Done),
    /// What the records before amount to, so that reading may begin here.
    Point(Point),
    /// The run has ended in order.
    Stop(Stop),
}

/// What a run is.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Open {
    /// The name of the run.
    pub run: String,
    /// The hash of plan.jsonl.
    pub plan: String,
    /// The number of rows.
    pub rows: u64,
    /// A hash of the account.
    pub account: String,
    /// A hash of the options.
    pub options: String,
    /// The boot id; "" if unknown.
    pub boot: String,
    /// The time, in RFC 3339.
    pub at: String,
    /// The version of the program; "" if unknown.
    pub version: String,
    /// The requests that the options allow in 1,000 seconds; 0 for no limit.
    pub rate: u64,
}

/// A later process took the run over.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Resume {
    /// The boot id; "" if unknown.
    pub boot: String,
    /// The time, in RFC 3339.
    pub at: String,
    /// The rows that were in doubt.
    pub in_doubt: Vec<u64>,
}

/// A row is about to be sent.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Sent {
    /// The row, from 0.
    pub row: u64,
    /// The hash of its user.
    pub user: u64,
    /// How often it is sent, this time included.
    pub attempt: u32,
    /// Whether it was in doubt before.
    pub again: bool,
}

/// How a row ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Done {
    /// The row, from 0.
    pub row: u64,
    /// How it ended.
    pub outcome: RowOutcome,
    /// How it ended before, if it was done before.
    pub was: Option<RowOutcome>,
    /// The number of the status; `None` if the row did not end.
    pub status: Option<i32>,
    /// The HTTP status of the response.
    pub http_status: Option<u16>,
    /// Zoom's error code.
    pub api_code: Option<i64>,
    /// What happened.
    pub message: String,
    /// What to do.
    pub hint: String,
    /// Zoom's tracking id.
    pub tracking_id: String,
    /// The requests that were sent.
    pub attempts: u32,
    /// How long the row waited for its turn and for retries.
    pub waited_ms: u64,
    /// How long it took in all.
    pub took_ms: u64,
    /// When it ended, counted from when this process began the run or took it over.
    pub at_ms: u64,
    /// The names of the fields that were sent.
    pub fields: Vec<String>,
    /// The names of those that Zoom ignored.
    pub ignored: Vec<String>,
}

impl Done {
    /// A row that ended in this way without being sent.
    pub fn new(row: u64, outcome: RowOutcome) -> Self {
        Self {
            row,
            outcome,
            was: None,
            status: None,
            http_status: None,
            api_code: None,
            message: String::new(),
            hint: String::new(),
            tracking_id: String::new(),
            attempts: 0,
            waited_ms: 0,
            took_ms: 0,
            at_ms: 0,
            fields: Vec::new(),
            ignored: Vec::new(),
        }
    }

    /// How a row ended, without the fields.
    pub(crate) fn of(row: u64, end: &RowEnd) -> Self {
        let milliseconds = |time: Duration| time.as_millis().try_into().unwrap_or(u64::MAX);
        Self {
            status: Some(end.status.code()),
            http_status: end.http_status,
            api_code: end.api_code,
            message: end.message.clone(),
            hint: end.hint.clone(),
            tracking_id: end.tracking_id.clone(),
            attempts: end.attempts,
            waited_ms: milliseconds(end.waited),
            took_ms: milliseconds(end.took),
            ..Self::new(row, end.outcome)
        }
    }
}

/// A place in plan.jsonl.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Position {
    /// The row that begins there.
    pub row: u64,
    /// The offset of its line.
    pub offset: u64,
}

/// What the records before amount to.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Point {
    /// All rows below are done.
    pub below: u64,
    /// The rows above that are done.
    pub also: Vec<u64>,
    /// The rows that were sent and are not done.
    pub sent: Vec<u64>,
    /// Rows below may be sent.
    pub may: u64,
    /// The rows that are done, by outcome.
    pub counts: Counts,
    /// A place in the plan at or before the row `below`.
    pub plan: Position,
    /// The offset of this record.
    pub journal: u64,
    /// The boot id; "" if unknown.
    pub boot: String,
}

/// The run has ended in order.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stop {
    /// Why.
    pub why: StopReason,
    /// The time, in RFC 3339.
    pub at: String,
}

impl Record {
    /// `text` and the line of the record, with checksum and line end.
    pub(super) fn line_after(&self, text: String) -> String {
        match self {
            Self::Open(open) => Line::new(text, "open")
                .text("format", FORMAT)
                .text("run", &open.run)
                .text("plan", &open.plan)
                .number("rows", open.rows)
                .text("account", &open.account)
                .text("options", &open.options)
                .text("boot", &open.boot)
                .text("at", &open.at)
                .text_unless_empty("version", &open.version)
                .number_if("rate", Some(open.rate).filter(|rate| *rate > 0)),
            Self::Resume(resume) => Line::new(text, "resume")
                .text("boot", &resume.boot)
                .text("at", &resume.at)
                .numbers("doubt", &resume.in_doubt),
            Self::May { to } => Line::new(text, "may").number("to", *to),
            Self::Sent(sent) => {
                let line =
                    Line::new(text, "sent").number("n", sent.row).hex("u", sent.user).number("try", sent.attempt);
                if sent.again { line.flag("again") } else { line }
            }
            Self::Done(done) => done_line(text, done),
            Self::Point(point) => Line::new(text, "point")
                .number("below", point.below)
                .numbers("also", &point.also)
                .numbers("sent", &point.sent)
                .number("may", point.may)
                .counts("counts", &point.counts)
                .numbers("plan", &[point.plan.row, point.plan.offset])
                .number("journal", point.journal)
                .text("boot", &point.boot),
            Self::Stop(stop) => Line::new(text, "stop").text("why", stop.why.word()).text("at", &stop.at),
        }
        .end()
    }

    /// The record of a line whose checksum is right; `Ok(None)` for one of a kind that is unknown.
    ///
    /// # Errors
    ///
    /// What is wrong with it.
    pub(super) fn of_line(line: &str) -> Result<Option<Self>, &'static str> {
        let Ok(Value::Object(members)) = serde_json::from_str(line) else { return Err("it is not a JSON object") };
        let members = Members(members);
        let record = match members.str("e") {
            Some("open") => members.open()?,
            Some("resume") => members.resume(),
            Some("may") => members.u64("to").map(|to| Self::May { to }),
            Some("sent") => members.sent(),
            Some("done") => members.done(),
            Some("point") => members.point(),
            Some("stop") => members.stop(),
            Some(_) => return Ok(None),
            None => None,
        };
        record.map(Some).ok_or("a member is missing or of a wrong type")
    }
}

/// Members without a value are left out, since there is one such line for each row.
fn done_line(text: String, done: &Done) -> Line {
    let word = |outcome: RowOutcome| outcome.word();
    Line::new(text, "done")
        .number("n", done.row)
        .text("o", done.outcome.word())
        .text_unless_empty("was", done.was.map_or("", word))
        .number_if("s", done.status)
        .number_if("http", done.http_status)
        .number_if("code", done.api_code)
        .text_unless_empty("message", &done.message)
        .text_unless_empty("hint", &done.hint)
        .text_unless_empty("trk", &done.tracking_id)
        .number_if("attempts", Some(done.attempts).filter(|attempts| *attempts > 0))
        .number_if("waited_ms", Some(done.waited_ms).filter(|ms| *ms > 0))
        .number_if("ms", Some(done.took_ms).filter(|ms| *ms > 0))
        .number_if("at", Some(done.at_ms).filter(|ms| *ms > 0))
        .texts_unless_empty("fields", &done.fields)
        .texts_unless_empty("ignored", &done.ignored)
}

/// The members of a line.
struct Members(Map<String, Value>);

impl Members {
    fn str(&self, name: &str) -> Option<&str> {
        self.0.get(name)?.as_str()
    }

    fn string(&self, name: &str) -> Option<String> {
        self.str(name).map(str::to_owned)
    }

    fn u64(&self, name: &str) -> Option<u64> {
        self.0.get(name)?.as_u64()
    }

    fn u64s(&self, name: &str) -> Option<Vec<u64>> {
        self.0.get(name)?.as_array()?.iter().map(Value::as_u64).collect()
    }

    /// A member that may be missing, but not of a wrong type.
    fn optional<T>(&self, name: &str, read: impl FnOnce(&Value) -> Option<T>) -> Option<Option<T>> {
        self.0.get(name).map_or(Some(None), |value| read(value).map(Some))
    }

    fn text(&self, name: &str) -> Option<String> {
        self.optional(name, |value| value.as_str().map(str::to_owned)).map(Option::unwrap_or_default)
    }

    fn number<T: TryFrom<i64>>(&self, name: &str) -> Option<Option<T>> {
        self.optional(name, |value| T::try_from(value.as_i64()?).ok())
    }

    fn texts(&self, name: &str) -> Option<Vec<String>> {
        let read = |value: &Value| value.as_array()?.iter().map(|one| one.as_str().map(str::to_owned)).collect();
        self.optional(name, read).map(Option::unwrap_or_default)
    }

    fn open(&self) -> Result<Option<Record>, &'static str> {
        let major = self.str("format").and_then(|format| format.split('.').next());
        if major != FORMAT.split('.').next() {
            return Err("its format is that of another version; use the version that wrote it");
        }
        let open = || {
            Some(Open {
                run: self.string("run")?,
                plan: self.string("plan")?,
                rows: self.u64("rows")?,
                account: self.string("account")?,
                options: self.string("options")?,
                boot: self.string("boot")?,
                at: self.string("at")?,
                version: self.text("version")?,
                rate: self.optional("rate", Value::as_u64)?.unwrap_or(0),
            })
        };
        Ok(open().map(Record::Open))
    }

    fn resume(&self) -> Option<Record> {
        let (boot, at) = (self.string("boot")?, self.string("at")?);
        Some(Record::Resume(Resume { boot, at, in_doubt: self.u64s("doubt")? }))
    }

    fn sent(&self) -> Option<Record> {
        Some(Record::Sent(Sent {
            row: self.u64("n")?,
            user: u64::from_str_radix(self.str("u")?, 16).ok()?,
            attempt: self.u64("try")?.try_into().ok()?,
            again: self.optional("again", Value::as_bool)?.unwrap_or(false),
        }))
    }

    fn done(&self) -> Option<Record> {
        Some(Record::Done(Done {
            row: self.u64("n")?,
            outcome: RowOutcome::of_word(self.str("o")?)?,
            was: self.optional("was", |value| RowOutcome::of_word(value.as_str()?))?,
            status: self.number("s")?,
            http_status: self.number("http")?,
            api_code: self.number("code")?,
            message: self.text("message")?,
            hint: self.text("hint")?,
            tracking_id: self.text("trk")?,
            attempts: self.number("attempts")?.unwrap_or(0),
            waited_ms: self.optional("waited_ms", Value::as_u64)?.unwrap_or(0),
            took_ms: self.optional("ms", Value::as_u64)?.unwrap_or(0),
            at_ms: self.optional("at", Value::as_u64)?.unwrap_or(0),
            fields: self.texts("fields")?,
            ignored: self.texts("ignored")?,
        }))
    }

    fn point(&self) -> Option<Record> {
        let [row, offset] = self.u64s("plan")?.try_into().ok()?;
        let mut counts = Counts::default();
        for (word, rows) in self.0.get("counts")?.as_object()? {
            counts.set(RowOutcome::of_word(word)?, rows.as_u64()?);
        }
        Some(Record::Point(Point {
            below: self.u64("below")?,
            also: self.u64s("also")?,
            sent: self.u64s("sent")?,
            may: self.u64("may")?,
            counts,
            plan: Position { row, offset },
            journal: self.u64("journal")?,
            boot: self.string("boot")?,
        }))
    }

    fn stop(&self) -> Option<Record> {
        let why = StopReason::of_word(self.str("why")?).unwrap_or(StopReason::Error);
        Some(Record::Stop(Stop { why, at: self.string("at")? }))
    }
}
