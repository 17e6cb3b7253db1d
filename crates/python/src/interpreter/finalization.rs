//! Keeps the threads of this module away from an interpreter that is shutting down.
//!
//! Before 3.14 CPython ends a thread that asks for the GIL after finalization has begun: `pthread_exit` unwinds the
//! stack, and a stack with Rust frames cannot be unwound by it, so the process aborts. Only daemon threads live that
//! long. Therefore an `atexit` function closes a gate: it waits until no thread inside this module is attached to the
//! interpreter. After that a thread that tries to attach here waits, without the GIL, for the process to end.

use pyo3::prelude::*;
use pyo3::types::PyDict;
use std::cell::Cell;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::thread;
use std::time::{Duration, Instant};

/// How long `atexit` waits for Python code that this module called, such as a token callable.
const CLOSE_TIMEOUT: Duration = Duration::from_secs(2);
/// How long a thread waits for the process to end. Another `atexit` function may join this thread after the gate was
/// closed, so the gate opens again after this time, unless the interpreter is gone.
const EXIT_TIMEOUT: Duration = Duration::from_secs(5);
const POLL_INTERVAL: Duration = Duration::from_millis(1);

/// Whether the gate is closed.
static CLOSED: AtomicBool = AtomicBool::new(false);
/// The number of calls into this module that are attached to the interpreter.
static ATTACHED: AtomicUsize = AtomicUsize::new(0);
/// The number of forks so far. The threads counted in the parent do not exist in the child.
static FORKS: AtomicUsize = AtomicUsize::new(0);

thread_local! {
    /// This thread's share of `ATTACHED`: Python code that this module calls may call it again.
    static OWN: Cell<usize> = const { Cell::new(0) };
    /// Whether this thread finalizes the interpreter; the gate is always open for it.
    static IS_CLOSER: Cell<bool> = const { Cell::new(false) };
}

/// A call into this module that is attached to the interpreter.
pub(crate) struct Inside {
    forks: usize,
}

impl Inside {
    /// After [`try_enter`].
    fn counted() -> Self {
        OWN.set(OWN.get() + 1);
        Self { forks: forks() }
    }
}

impl Drop for Inside {
    fn drop(&mut self) {
        if forks() == self.forks {
            OWN.set(OWN.get().saturating_sub(1));
            ATTACHED.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// The number of forks so far.
pub(crate) fn forks() -> usize {
    FORKS.load(Ordering::SeqCst)
}

/// Counts this thread as attached, unless the gate is closed.
fn try_enter(count: usize) -> bool {
    ATTACHED.fetch_add(count, Ordering::SeqCst);
    if !CLOSED.load(Ordering::SeqCst) || IS_CLOSER.get() {
        return true;
    }
    ATTACHED.fetch_sub(count, Ordering::SeqCst);
    false
}

/// Waits for the process to end. Must be called without the GIL.
fn wait_for_exit() {
    let end = Instant::now() + EXIT_TIMEOUT;
    while CLOSED.load(Ordering::SeqCst) {
        if Instant::now() >= end {
            // A host may outlive its interpreter, which has freed the state of this thread.
            while Python::try_attach(|_| ()).is_none() {
                thread::park();
            }
            CLOSED.store(false, Ordering::SeqCst);
        }
        thread::sleep(POLL_INTERVAL);
    }
}

/// Begins a call into this module on a thread that is attached.
pub(crate) fn enter(py: Python<'_>) -> Inside {
    while !try_enter(1) {
        detach(py, wait_for_exit);
    }
    Inside::counted()
}

/// Attaches a thread that is detached.
pub(crate) fn attach<T>(call: impl for<'py> FnOnce(Python<'py>) -> T) -> T {
    while !try_enter(1) {
        wait_for_exit();
    }
    let _inside = Inside::counted();
    Python::attach(call)
}

/// Calls without the GIL.
pub(crate) fn detach<T: Send>(py: Python<'_>, call: impl FnOnce() -> T + Send) -> T {
    py.detach(|| {
        let _outside = Outside::begin();
        call()
    })
}

/// A section of a call that is detached from the interpreter.
struct Outside {
    own: usize,
    forks: usize,
}

impl Outside {
    fn begin() -> Self {
        let own = OWN.replace(0);
        ATTACHED.fetch_sub(own, Ordering::SeqCst);
        Self { own, forks: forks() }
    }
}

impl Drop for Outside {
    fn drop(&mut self) {
        if forks() == self.forks {
            while !try_enter(self.own) {
                wait_for_exit();
            }
            OWN.set(self.own);
        }
    }
}

/// Closes the gate; registered with `atexit`.
#[pyfunction]
fn close_gate(py: Python<'_>) {
    IS_CLOSER.set(true);
    CLOSED.store(true, Ordering::SeqCst);
    let own = OWN.get();
    py.detach(|| {
        let end = Instant::now() + CLOSE_TIMEOUT;
        while ATTACHED.load(Ordering::SeqCst) > own && Instant::now() < end {
            thread::sleep(POLL_INTERVAL);
        }
    });
}

/// Resets the counters in the child of a fork.
#[pyfunction]
fn after_fork() {
    FORKS.fetch_add(1, Ordering::SeqCst);
    ATTACHED.store(0, Ordering::SeqCst);
    OWN.set(0);
    IS_CLOSER.set(false);
    CLOSED.store(false, Ordering::SeqCst);
}

/// Registers both functions.
pub(crate) fn install(module: &Bound<'_, PyModule>) -> PyResult<()> {
    let py = module.py();
    py.import("atexit")?.call_method1("register", (wrap_pyfunction!(close_gate, module)?,))?;
    let os = py.import("os")?;
    if os.hasattr("register_at_fork")? {
        let hooks = PyDict::new(py);
        hooks.set_item("after_in_child", wrap_pyfunction!(after_fork, module)?)?;
        os.call_method("register_at_fork", (), Some(&hooks))?;
    }
    Ok(())
}
