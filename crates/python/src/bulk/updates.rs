//! A run of rows that a program gives, and that goes on while its results are taken.

use super::options::{jobs, path};
use super::plan::{Plan, of_folder};
use super::rows::{ReadRow, RowReader};
use crate::arguments::token::Callable;
use crate::call;
use crate::client::{Client, flag};
use crate::interpreter::finalization;
use crate::result::{exception, failed, to_python_with};
use crate::values::text;
use pyo3::exceptions::PyRuntimeError;
use pyo3::gc::{PyTraverseError, PyVisit};
use pyo3::intern;
use pyo3::prelude::*;
use std::collections::{HashMap, VecDeque};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use std::{mem, process, thread};
use zoomuser::internal::Outcome;
use zoomuser::{CallOptions, InputError, Status};
use zoomuser_bulk::outcome::RowOutcome;
use zoomuser_bulk::plan::planned_row::{PlannedRow, Step};
use zoomuser_bulk::plan::row_plan::unread_row;
use zoomuser_bulk::row_end::RowEnd;
use zoomuser_bulk::run::clock::SystemClock;
use zoomuser_bulk::run::engine::Run;
use zoomuser_bulk::run::event::{Event, Progress, RowResult};
use zoomuser_bulk::run::label::{Label, NO_FOLDER};
use zoomuser_bulk::run::options::RunOptions;
use zoomuser_bulk::run::recorder::NoRecord;
use zoomuser_bulk::run::stop::Stop;

/// How often a thread that waits for a result looks whether it is to end.
const SLICE: Duration = Duration::from_millis(50);

/// Rows that were given and not begun.
type Queue = Arc<Mutex<VecDeque<PlannedRow>>>;

/// A run of rows that a program gives.
#[pyclass(frozen)]
pub(crate) struct Updates {
    client: Py<Client>,
    reader: RowReader,
    options: RunOptions,
    queue: Queue,
    /// The errors of rows that are not sent, by position.
    bad: Mutex<HashMap<u64, Py<PyAny>>>,
    stage: Mutex<Stage>,
    shared: Arc<Shared>,
    rows: Mutex<u64>,
    /// The token callable that has the context of this run; `None` at the end.
    token: Mutex<Option<Arc<Callable>>>,
    /// A forked child has none of the threads that make the calls.
    process: u32,
}

enum Stage {
    /// Rows are collected, in the plan of a run folder or in memory.
    Collecting(Option<Box<Plan>>),
    /// The rows are sent.
    Running,
}

/// What the thread that waits for results shares with the others.
struct Shared {
    /// `None` while a thread lets it go on.
    run: Mutex<Option<Run>>,
    stop: AtomicBool,
    /// When the calls that run are cancelled.
    cancel_at: Mutex<Option<Instant>>,
    ended: Mutex<Option<Stop>>,
}

/// What came of waiting for a result.
enum Waited {
    Row(Box<RowResult>),
    Ended,
    /// A signal handler raised, or the task was cancelled.
    Interrupted,
    /// Another thread waits for a result.
    Busy,
}

#[pymethods]
impl Updates {
    /// `run` is the folder of the run, if it has one; `context` that in which a token callable is called.
    #[new]
    fn new(
        client: &Bound<'_, Client>,
        key: &Bound<'_, PyAny>,
        empty: &Bound<'_, PyAny>,
        concurrency: Option<&Bound<'_, PyAny>>,
        confirm: Option<&Bound<'_, PyAny>>,
        run: Option<&Bound<'_, PyAny>>,
        context: Py<PyAny>,
    ) -> PyResult<Self> {
        let py = client.py();
        let _inside = finalization::enter(py);
        let reader = RowReader::new(py, text("key", key)?, &text("empty", empty)?)?;
        let options = RunOptions {
            jobs: concurrency.map(|given| jobs("concurrency", given)).transpose()?,
            confirm: flag("confirm", confirm)?,
            stop_at: None,
            second_pass: false,
            ..RunOptions::default()
        };
        let plan = run.map(|run| Plan::create(&path("run", run)?).map_err(|error| of_folder(py, &error)));
        let plan = plan.transpose()?.map(Box::new);
        let token = client.get().token().cloned();
        if let Some(token) = &token {
            token.enter(context);
        }
        Ok(Self {
            client: client.clone().unbind(),
            reader,
            options,
            queue: Queue::default(),
            bad: Mutex::default(),
            stage: Mutex::new(Stage::Collecting(plan)),
            shared: Arc::new(Shared {
                run: Mutex::default(),
                stop: AtomicBool::new(false),
                cancel_at: Mutex::default(),
                ended: Mutex::default(),
            }),
            rows: Mutex::default(),
            token: Mutex::new(token),
            process: process::id(),
        })
    }

    /// Takes the next row. A row that is not valid is not sent; it gets its result in its turn.
    fn add(&self, row: &Bound<'_, PyAny>) -> PyResult<()> {
        let py = row.py();
        let _inside = finalization::enter(py);
        let index = *lock(&self.rows);
        let planned = match self.reader.read(self.client.get(), index, row)? {
            ReadRow::Good(row) => unread_row(index, &row),
            ReadRow::Bad { user_id, error } => {
                let step = Step::End(RowEnd::without_call(
                    RowOutcome::Refused,
                    Status::CheckFailed,
                    error.value(py).to_string(),
                ));
                lock(&self.bad).insert(index, error.into_value(py).into_any());
                PlannedRow { row: index, line: index + 1, user_id, id: None, step }
            }
        };
        match &mut *lock(&self.stage) {
            Stage::Collecting(Some(plan)) => plan.add(&planned).map_err(|error| of_folder(py, &error))?,
            _ => lock(&self.queue).push_back(planned),
        }
        *lock(&self.rows) += 1;
        Ok(())
    }

    /// The rows that are not sent: position and error.
    fn bad<'py>(&self, py: Python<'py>) -> Vec<(u64, Bound<'py, PyAny>)> {
        let bad = lock(&self.bad);
        let mut bad: Vec<_> = bad.iter().map(|(index, error)| (*index, error.bind(py).clone())).collect();
        bad.sort_unstable_by_key(|(index, _)| *index);
        bad
    }

    /// The number of rows that are not sent.
    fn bad_count(&self) -> usize {
        lock(&self.bad).len()
    }

    /// The number of rows that were taken.
    #[getter]
    fn rows(&self) -> u64 {
        *lock(&self.rows)
    }

    /// Begins to send. Without a run folder, further rows may be added while the run goes on.
    fn begin(&self, py: Python<'_>) -> PyResult<()> {
        let _inside = finalization::enter(py);
        let stage = mem::replace(&mut *lock(&self.stage), Stage::Running);
        let client = Arc::clone(self.client.get().shared());
        let options = self.options.clone();
        let run = match stage {
            Stage::Running => return Ok(()),
            Stage::Collecting(Some(plan)) => {
                finalization::detach(py, || plan.begin(client, options)).map_err(|error| of_folder(py, &error))?
            }
            Stage::Collecting(None) => {
                let rows = Box::new(QueuedRows(Arc::clone(&self.queue)));
                let label = Label::new(&client, NO_FOLDER, None);
                Run::new(client, rows, Box::new(NoRecord), options, Box::new(SystemClock::default())).labeled(label)
            }
        };
        *lock(&self.shared.run) = Some(run);
        Ok(())
    }

    /// How many rows are wanted: as many as calls may be begun.
    fn room(&self) -> usize {
        if self.shared.stop.load(Ordering::Acquire) {
            return 0;
        }
        let room = lock(&self.shared.run).as_ref().map_or(0, Run::room);
        room.saturating_sub(lock(&self.queue).len())
    }

    /// Waits for the next result: position, user, result, exception, outcome; `None` at the end.
    #[pyo3(signature = (cancel=None))]
    fn next<'py>(slf: &Bound<'py, Self>, cancel: Option<&Bound<'py, PyAny>>) -> PyResult<Bound<'py, PyAny>> {
        let py = slf.py();
        let _inside = finalization::enter(py);
        if slf.get().process != process::id() {
            return Err(PyRuntimeError::new_err("the run belongs to the process that began it, before a fork"));
        }
        let shared = Arc::clone(&slf.get().shared);
        let has_rows = !lock(&slf.get().queue).is_empty();
        let is_task = cancel.is_some_and(|cancel| cancel.is_instance_of::<call::async_call::AsyncCall>());
        let this = slf.clone().unbind();
        call::run_to(
            py,
            cancel,
            move |call| shared.wait(call, has_rows, is_task),
            move |py, waited| match waited {
                Waited::Row(row) => this.get().result(py, *row),
                Waited::Ended => Ok(py.None().into_bound(py)),
                // The signal handler's exception is raised instead of it, and a task that was cancelled takes no result.
                Waited::Interrupted => Err(failed(py, &InputError::new(Status::Cancelled, "interrupted".to_owned()))),
                Waited::Busy => Err(PyRuntimeError::new_err("another thread or task waits for a result of this run")),
            },
        )
    }

    /// Begins no further row; the calls that run end.
    fn stop(&self) {
        self.shared.stop.store(true, Ordering::Release);
    }

    /// Begins no further row; the calls that run end, after so many seconds by being cancelled.
    fn finish(&self, seconds: u32) {
        self.stop();
        *lock(&self.shared.cancel_at) = Instant::now().checked_add(Duration::from_secs(seconds.into()));
    }

    /// Why the run has ended: a word and a line of text; `None` before that.
    #[getter]
    fn stopped(&self) -> Option<(&'static str, String)> {
        lock(&self.shared.ended).as_ref().map(|stop| (stop.reason.word(), stop.message.clone()))
    }

    /// Frees what the run needs.
    fn close(&self, py: Python<'_>) {
        let _inside = finalization::enter(py);
        self.discard();
        self.leave();
        let run = lock(&self.shared.run).take();
        if lock(&self.shared.ended).is_some() && self.process == process::id() {
            // Its threads have nothing to do. It unlocks the folder.
            finalization::detach(py, || drop(run));
        } else {
            self.end(run);
        }
    }

    fn __traverse__(&self, visit: PyVisit<'_>) -> Result<(), PyTraverseError> {
        visit.call(&self.client)?;
        lock(&self.bad).values().try_for_each(|error| visit.call(error))
    }
}

impl Updates {
    fn result<'py>(&self, py: Python<'py>, row: RowResult) -> PyResult<Bound<'py, PyAny>> {
        let shown = self.client.get().shared().options().without_secrets(&row.user_id);
        let known = lock(&self.bad).remove(&row.row);
        let (result, error) = match (known, row.call) {
            (Some(error), _) => {
                let error = error.into_bound(py);
                (error.getattr(intern!(py, "result"))?, Some(error))
            }
            (None, call) => {
                let end = || Outcome::from(&InputError::new(row.end.status, row.end.message.clone()));
                let call = call.map_or_else(end, |call| *call);
                let is_ok = call.is_ok();
                let result = to_python_with(py, call, &shown)?;
                let error = (!is_ok).then(|| exception(&result).into_value(py).into_bound(py).into_any());
                (result, error)
            }
        };
        let outcome = row.end.outcome.word().into_pyobject(py)?;
        (row.row, shown, result, error, outcome).into_pyobject(py).map(Bound::into_any)
    }

    /// Deletes the folder of a run that was not begun.
    fn discard(&self) {
        if let Stage::Collecting(Some(plan)) = mem::replace(&mut *lock(&self.stage), Stage::Running) {
            plan.discard();
        }
    }

    fn leave(&self) {
        let token = lock(&self.token).take();
        if let Some(token) = token {
            token.leave();
        }
    }

    /// Ends a run without waiting for it: its calls may need the GIL, or a token from the event loop of this thread.
    fn end(&self, run: Option<Run>) {
        let Some(mut run) = run else { return };
        if self.process != process::id() {
            // Its threads are not here, so nothing may wait for them.
            mem::forget(run);
            return;
        }
        run.cancel();
        let end = move || while !matches!(run.next(SLICE), Progress::Ended(_)) {};
        // Without a thread for it, the run is dropped and ends here.
        let _ = thread::Builder::new().name("zoomuser-bulk".to_owned()).spawn(end);
    }
}

impl Drop for Updates {
    fn drop(&mut self) {
        self.leave();
        self.discard();
        let run = lock(&self.shared.run).take();
        self.end(run);
    }
}

impl Shared {
    fn is_late(&self) -> bool {
        lock(&self.cancel_at).is_some_and(|at| at <= Instant::now())
    }

    /// Lets the run go on until a row has ended. `has_rows` says that rows were added.
    fn wait(&self, call: &CallOptions, has_rows: bool, is_task: bool) -> Waited {
        if lock(&self.ended).is_some() {
            return Waited::Ended;
        }
        let Some(mut run) = lock(&self.run).take() else { return Waited::Busy };
        if has_rows {
            run.read_on();
        }
        let waited = loop {
            if self.stop.load(Ordering::Acquire) {
                run.stop();
            }
            if call.cancel.is_cancelled() || self.is_late() {
                run.cancel();
            }
            if (is_task && call.cancel.is_cancelled()) || call.interrupt.as_ref().is_some_and(|asks| asks()) {
                break Waited::Interrupted;
            }
            match run.next(SLICE) {
                Progress::Event(Event::Row(row)) => break Waited::Row(Box::new(row)),
                Progress::Ended(stop) => {
                    *lock(&self.ended) = Some(stop);
                    break Waited::Ended;
                }
                Progress::Event(_) | Progress::Waiting => {}
            }
        };
        *lock(&self.run) = Some(run);
        waited
    }
}

/// The rows that were given so far.
struct QueuedRows(Queue);

impl Iterator for QueuedRows {
    type Item = Result<PlannedRow, String>;

    fn next(&mut self) -> Option<Self::Item> {
        lock(&self.0).pop_front().map(Ok)
    }
}

fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
