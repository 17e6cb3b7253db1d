//! A sandbox with users, tables, and runs in folders.

use std::fmt::Write;
use std::sync::Arc;
use std::time::{Duration, Instant};
use support::folder::Folder;
use support::{http_options, with};
use zoomuser::internal::FlatClient;
use zoomuser_bulk::outcome::{Counts, RowOutcome};
use zoomuser_bulk::plan::error::PlanError;
use zoomuser_bulk::plan::maker::PlanOptions;
use zoomuser_bulk::plan::summary::PlanSummary;
use zoomuser_bulk::plan::users::Users;
use zoomuser_bulk::recorded::{begin, freeze};
use zoomuser_bulk::row::{InputError, Rows};
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::{Event, Progress, RowResult};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::stop::Stop;
use zoomuser_bulk::run_folder::RunFolder;
use zoomuser_bulk::table::{Table, TableOptions, TableSource, open_table};
use zoomuser_sandbox::Sandbox;

/// A sandbox, a client for it, and a folder for runs.
pub(crate) struct Bench {
    pub(crate) sandbox: Sandbox,
    pub(crate) client: Arc<FlatClient>,
    pub(crate) folder: Folder,
}

/// What a run did.
#[derive(Debug)]
pub(crate) struct Ran {
    pub(crate) rows: Vec<RowResult>,
    pub(crate) events: Vec<Event>,
    pub(crate) stop: Stop,
    pub(crate) counts: Counts,
}

impl Bench {
    /// With the users `user-0@example.com` ... of type 1 in the department `Old`.
    pub(crate) fn new(token: &str, users: usize) -> Self {
        Self::with_options(token, users, &[])
    }

    pub(crate) fn with_options(token: &str, users: usize, options: &[(&str, &str)]) -> Self {
        let sandbox = Sandbox::builder().token(token).users_csv(&csv(users)).start().expect("the sandbox starts");
        let client = Arc::new(FlatClient::new(with(http_options(&sandbox), options)));
        Self { sandbox, client, folder: Folder::new() }
    }

    /// Ends the sandbox, and starts another one with the same users at the same port.
    pub(crate) fn restart_sandbox(self, users: usize) -> Self {
        let Self { sandbox, client, folder } = self;
        let (token, url) = (sandbox.token().to_owned(), sandbox.http_url());
        let port = url.rsplit(':').next().and_then(|port| port.parse().ok()).expect("a port");
        drop(sandbox);
        let sandbox = Sandbox::builder().token(&token).users_csv(&csv(users)).http_port(port).start();
        Self { sandbox: sandbox.expect("the sandbox starts again"), client, folder }
    }

    pub(crate) fn run_folder(&self, name: &str) -> RunFolder {
        RunFolder::create(&self.folder.path().join(name)).expect("a run folder")
    }

    pub(crate) fn freeze(&self, table: &str, users: &Users, folder: &RunFolder) -> Result<PlanSummary, PlanError> {
        self.freeze_rows(&mut open(table).expect("a table"), users, &PlanOptions::default(), folder)
    }

    pub(crate) fn freeze_rows(
        &self,
        rows: &mut dyn Rows,
        users: &Users,
        options: &PlanOptions,
        folder: &RunFolder,
    ) -> Result<PlanSummary, PlanError> {
        freeze(&self.client, rows, users, options, folder, "", &mut |_| true)
    }

    /// Plans a table with each user read, and runs it to its end.
    pub(crate) fn apply(&self, table: &str, name: &str, options: RunOptions) -> Ran {
        let folder = self.run_folder(name);
        self.freeze(table, &Users::Each, &folder).expect("a plan");
        to_end(begin(self.client.clone(), &folder, options).expect("a run"))
    }

    /// The value of a member of a user in the sandbox.
    pub(crate) fn value(&self, user: &str, member: &str) -> String {
        let user = self.sandbox.user(user).expect("a user");
        let members: serde_json::Value = serde_json::from_str(&user).expect("JSON");
        members.get(member).map_or_else(|| "-".to_owned(), |value| value.to_string().trim_matches('"').to_owned())
    }

    /// The updates that the sandbox accepted, of all users.
    pub(crate) fn updates(&self) -> u64 {
        self.sandbox.updates().iter().map(|user| user.accepted).sum()
    }
}

fn csv(users: usize) -> String {
    let mut csv = "email,id,first_name,dept,type\n".to_owned();
    for n in 0..users {
        writeln!(csv, "user-{n}@example.com,id-{n},User {n},Old,1").expect("a line");
    }
    csv
}

/// Opens a table.
pub(crate) fn open(table: &str) -> Result<Table<'_>, InputError> {
    open_table(TableSource::Stream("users.csv".to_owned(), Box::new(table.as_bytes())), &TableOptions::default())
}

/// A table that sets the department of the first users.
pub(crate) fn departments(users: usize, dept: &str) -> String {
    let rows = (0..users).map(|n| format!("user-{n}@example.com,{dept}\n"));
    format!("email,dept\n{}", rows.collect::<String>())
}

/// Lets a run go on until it has ended.
pub(crate) fn to_end(mut run: Run) -> Ran {
    let (mut rows, mut events) = (Vec::new(), Vec::new());
    let limit = Instant::now() + Duration::from_secs(300);
    loop {
        assert!(Instant::now() < limit, "the run does not end: {:?}", run.counts());
        match run.next(Duration::from_millis(200)) {
            Progress::Event(Event::Row(row)) => rows.push(row),
            Progress::Ended(stop) => {
                return Ran { rows, events, stop, counts: *run.counts() };
            }
            Progress::Event(event) => events.push(event),
            Progress::Waiting => {}
        }
    }
}

impl Ran {
    /// The outcomes in the order of the rows.
    pub(crate) fn outcomes(&self) -> Vec<RowOutcome> {
        let mut rows: Vec<_> = self.rows.iter().map(|row| (row.row, row.end.outcome)).collect();
        rows.sort_by_key(|(row, _)| *row);
        rows.into_iter().map(|(_, outcome)| outcome).collect()
    }
}
