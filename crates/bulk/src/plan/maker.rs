//! Makes a plan: reads the users and compares them with the rows.

use super::error::PlanError;
use super::planned_row::{PlannedRow, Step};
use super::row_plan::{RowPlan, plan_row};
use super::summary::PlanSummary;
use super::users::{Account, Users};
use crate::calls::call::{bulk_call, caught};
use crate::calls::concurrency::Concurrency;
use crate::calls::fault::Fault;
use crate::calls::workers::Workers;
use crate::duplicates::Duplicates;
use crate::row::{Row, Rows, Source};
use crate::row_end::RowEnd;
use crate::run_folder::user_hash;
use std::collections::{BTreeMap, HashMap};
use std::io;
use std::sync::Arc;
use std::time::{Duration, Instant, SystemTime};
use zoomuser::internal::{FlatClient, Outcome};
use zoomuser::{CancelToken, Problem, User};

/// The most rows that are read ahead of the first that is not finished.
const MAX_AHEAD: usize = 1_024;
/// So many failures to reach Zoom one after the other end the plan.
const MAX_NETWORK_FAILURES: u32 = 5;
const SLICE: Duration = Duration::from_millis(50);

/// How a plan is made.
#[derive(Debug, Clone, Default)]
pub struct PlanOptions {
    /// The most calls at a time, up to 64; `None` for as many as rate and latency need.
    pub jobs: Option<usize>,
    /// What two rows of one user are.
    pub duplicates: Duplicates,
}

/// Where the rows of a plan go, in their order. Each comes with the row as it was given.
pub type Sink<'a> = dyn FnMut(&PlannedRow, &Source) -> io::Result<()> + 'a;

/// Makes a plan. `go_on` is called with the number of rows that are planned, at least every 50 ms while users are read, and
/// returns false to end it.
///
/// # Errors
///
/// [`PlanError`]; nothing was sent.
pub fn make_plan(
    client: &Arc<FlatClient>,
    rows: &mut dyn Rows,
    users: &Users,
    options: &PlanOptions,
    sink: &mut Sink<'_>,
    go_on: &mut dyn FnMut(u64) -> bool,
) -> Result<PlanSummary, PlanError> {
    let cancel = CancelToken::new();
    let mut maker = Maker {
        client: client.clone(),
        cancel: cancel.clone(),
        duplicates: options.duplicates,
        users: HashMap::new(),
        finished: BTreeMap::new(),
        next: 0,
        network_failures: 0,
        summary: PlanSummary::default(),
        sink,
    };
    match users {
        Users::Unread => maker.plan_unread(rows, go_on)?,
        Users::Listed(account) => maker.plan_listed(rows, account, go_on)?,
        Users::Each => maker.plan_each(rows, options.jobs, go_on)?,
    }
    Ok(maker.summary)
}

struct Maker<'a, 'b> {
    client: Arc<FlatClient>,
    cancel: CancelToken,
    duplicates: Duplicates,
    /// The users by a hash of their id, each with the line of its first row.
    users: HashMap<u64, u64>,
    /// Rows that are planned before an earlier one.
    finished: BTreeMap<u64, Planned>,
    /// The first row that is not finished.
    next: u64,
    network_failures: u32,
    summary: PlanSummary,
    sink: &'a mut Sink<'b>,
}

/// A row to be planned.
struct ToPlan {
    number: u64,
    row: Row,
}

/// A row with its plan.
struct Planned {
    number: u64,
    row: Row,
    plan: RowPlan,
    /// Zoom's id of the user.
    id: Option<String>,
    /// The call that failed to read the user.
    failure: Option<Outcome>,
    took: Duration,
}

impl ToPlan {
    /// Reads the user if the row needs it.
    fn read(self, client: &FlatClient, cancel: &CancelToken) -> Planned {
        if !self.row.problems.is_empty() || self.row.skip.is_some() {
            return self.with(client, None, Duration::ZERO);
        }
        let began = Instant::now();
        let outcome = caught(|| client.get_user_with(&self.row.user_id, &bulk_call(cancel)));
        let took = began.elapsed().saturating_sub(outcome.waited());
        match outcome.user() {
            Some(user) => self.with(client, Some(user), took),
            None => Planned { took, ..self.without_user(client, outcome) },
        }
    }

    fn with(self, client: &FlatClient, user: Option<&User>, took: Duration) -> Planned {
        let plan = plan_row(client, self.number, &self.row, user);
        let id = user.and_then(|user| user.text("id")).map(ToOwned::to_owned);
        Planned { number: self.number, row: self.row, plan, id, failure: None, took }
    }

    fn without_user(self, client: &FlatClient, failure: Outcome) -> Planned {
        let mut planned = self.with(client, None, Duration::ZERO);
        // What the check finds counts more than what reading found.
        if matches!(planned.plan.planned.step, Step::Send(_)) || !planned.row.merges.is_empty() {
            planned.plan.planned.step = Step::End(RowEnd::of_call(&failure));
            planned.plan.licenses.clear();
        }
        Planned { failure: Some(failure), ..planned }
    }
}

impl Maker<'_, '_> {
    fn plan_unread(&mut self, rows: &mut dyn Rows, go_on: &mut dyn FnMut(u64) -> bool) -> Result<(), PlanError> {
        for number in 0.. {
            let Some(row) = rows.next_row()? else { break };
            let planned = ToPlan { number, row }.with(&self.client, None, Duration::ZERO);
            self.finish(planned)?;
            self.ask(go_on)?;
        }
        Ok(())
    }

    fn plan_listed(
        &mut self,
        rows: &mut dyn Rows,
        account: &Account,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), PlanError> {
        for number in 0.. {
            let Some(row) = rows.next_row()? else { break };
            let user = account.find(&row.user_id).map_err(PlanError::Output)?;
            let to_plan = ToPlan { number, row };
            let planned = match user {
                Some(user) => to_plan.with(&self.client, Some(&user), Duration::ZERO),
                // The list may be older than the user; a user that does not exist gets Zoom's own words.
                None => to_plan.read(&self.client, &self.cancel),
            };
            self.finish(planned)?;
            self.ask(go_on)?;
        }
        Ok(())
    }

    fn plan_each(
        &mut self,
        rows: &mut dyn Rows,
        jobs: Option<usize>,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), PlanError> {
        let (client, cancel) = (self.client.clone(), self.cancel.clone());
        let mut workers = Workers::new(move |row: ToPlan| row.read(&client, &cancel));
        let result = self.read_each(&mut workers, rows, jobs, go_on);
        if result.is_err() {
            // The threads are waited for.
            self.cancel.cancel();
        }
        result
    }

    fn read_each(
        &mut self,
        workers: &mut Workers<ToPlan, Planned>,
        rows: &mut dyn Rows,
        jobs: Option<usize>,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<(), PlanError> {
        let mut concurrency = Concurrency::new(self.client.rate_per_second(), jobs);
        let (mut number, mut is_read) = (0, false);
        loop {
            while !is_read && workers.in_flight() < concurrency.calls() && self.finished.len() < MAX_AHEAD {
                match rows.next_row()? {
                    Some(row) => {
                        workers.give(vec![ToPlan { number, row }], usize::MAX).map_err(PlanError::Output)?;
                        number += 1;
                    }
                    None => is_read = true,
                }
            }
            if workers.in_flight() == 0 {
                return Ok(());
            }
            if let Some(planned) = workers.next(1, SLICE) {
                concurrency.learn(planned.took);
                self.finish(planned)?;
            }
            self.ask(go_on)?;
        }
    }

    fn ask(&self, go_on: &mut dyn FnMut(u64) -> bool) -> Result<(), PlanError> {
        if go_on(self.next) { Ok(()) } else { Err(PlanError::Interrupted) }
    }

    /// Takes a planned row, and hands on those that are complete up to it.
    fn finish(&mut self, planned: Planned) -> Result<(), PlanError> {
        if let Some(failure) = &planned.failure {
            self.check_failure(failure)?;
        } else if planned.id.is_some() {
            self.network_failures = 0;
        }
        self.finished.insert(planned.number, planned);
        while let Some(planned) = self.finished.remove(&self.next) {
            self.next += 1;
            let planned = self.with_duplicate(planned);
            self.summary.add(&planned.plan);
            (self.sink)(&planned.plan.planned, &planned.row.source).map_err(PlanError::Output)?;
        }
        Ok(())
    }

    /// Ends the plan if a call failed for a reason that concerns all rows.
    fn check_failure(&mut self, failure: &Outcome) -> Result<(), PlanError> {
        let is_network = (20..40).contains(&failure.status().code());
        self.network_failures = if is_network { self.network_failures + 1 } else { 0 };
        let is_for_all = matches!(Fault::of(failure, SystemTime::now()), Fault::Token | Fault::Day(_));
        match is_for_all || self.network_failures >= MAX_NETWORK_FAILURES {
            true => Err(PlanError::Call(Box::new(failure.clone()))),
            false => Ok(()),
        }
    }

    /// Two rows may name one user by id and by address.
    fn with_duplicate(&mut self, mut planned: Planned) -> Planned {
        let Some(id) = planned.id.take() else { return planned };
        let line = planned.row.line;
        let first = *self.users.entry(user_hash(&id)).or_insert(line);
        if first == line {
            return planned;
        }
        if self.duplicates == Duplicates::InOrder {
            // What the user has after the earlier row is not known: all fields are sent.
            planned.plan = plan_row(&self.client, planned.number, &planned.row, None);
            planned.plan.planned.id = Some(id);
        } else {
            let why = format!("line {first} changes the same user by another name; {DUPLICATES}");
            planned.plan.planned.step = Step::End(RowEnd::refused(&[Problem::new("", why)]));
        }
        planned
    }
}

/// What to do about two rows of one user.
const DUPLICATES: &str = "merge the rows, or let them be sent one after the other (duplicates: in-order)";
