//! The threads of an `AsyncClient`. They wait for jobs and for the network without the GIL.

use crate::interpreter::finalization;
use pyo3::exceptions::PyRuntimeError;
use pyo3::prelude::*;
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::{mem, process, thread};

/// A job, and the key by which it can be withdrawn.
pub(crate) struct Job {
    pub(crate) key: usize,
    pub(crate) work: Box<dyn FnOnce(Run) + Send>,
}

/// What a job is to do.
pub(crate) enum Run {
    Run,
    /// To fail: the workers were closed before a thread was free.
    Closed,
}

/// As Python's own threads have on most systems: token callables may be deeply nested.
const STACK_SIZE: usize = 8 << 20;

/// A queue of jobs, and threads that run them.
pub(crate) struct Workers {
    /// The process whose threads they are: a forked child has none of them.
    process: u32,
    most: usize,
    queue: Mutex<Queue>,
    wake: Condvar,
}

#[derive(Default)]
struct Queue {
    jobs: VecDeque<Job>,
    threads: usize,
    idle: usize,
    closed: bool,
}

impl Workers {
    /// At most `most` threads, started when they are needed.
    pub(crate) fn new(most: usize) -> Arc<Self> {
        Arc::new(Self { process: process::id(), most, queue: Mutex::default(), wake: Condvar::new() })
    }

    /// Runs the job on the next free thread.
    pub(crate) fn submit(self: &Arc<Self>, job: Job) -> PyResult<()> {
        if !self.are_here() {
            return Err(PyRuntimeError::new_err("the process was forked while the arguments of the call were read"));
        }
        let mut queue = self.lock();
        if queue.closed {
            drop(queue);
            (job.work)(Run::Closed);
            return Ok(());
        }
        queue.jobs.push_back(job);
        if queue.jobs.len() > queue.idle && queue.threads < self.most {
            let workers = Arc::clone(self);
            match thread::Builder::new().name("zoomuser".to_owned()).stack_size(STACK_SIZE).spawn(move || workers.run())
            {
                Ok(_) => queue.threads += 1,
                Err(error) if queue.threads == 0 => {
                    let job = queue.jobs.pop_back();
                    drop(queue);
                    drop(job);
                    return Err(PyRuntimeError::new_err(format!("cannot start a thread: {error}")));
                }
                // One of the others runs it.
                Err(_) => {}
            }
        }
        drop(queue);
        self.wake.notify_one();
        Ok(())
    }

    /// Whether this is their process. In a forked child the lock may be held by a thread that does not exist there.
    pub(crate) fn are_here(&self) -> bool {
        process::id() == self.process
    }

    /// Removes a job; false if a thread has begun it. In a forked child no thread has.
    pub(crate) fn withdraw(&self, key: usize) -> bool {
        if !self.are_here() {
            return true;
        }
        let mut queue = self.lock();
        let job = queue.jobs.iter().position(|job| job.key == key).and_then(|at| queue.jobs.remove(at));
        drop(queue);
        job.is_some()
    }

    /// Ends the threads when their jobs have ended; they fail those that are still in the queue.
    pub(crate) fn close(&self) {
        if self.are_here() {
            self.lock().closed = true;
            self.wake.notify_all();
        }
    }

    /// Removes the jobs that no thread has begun.
    pub(crate) fn take_jobs(&self) -> VecDeque<Job> {
        if self.are_here() { mem::take(&mut self.lock().jobs) } else { VecDeque::new() }
    }

    fn run(self: Arc<Self>) {
        // Attached once for the life of the thread, so that token callables keep what they store by thread.
        finalization::attach(|py| {
            finalization::detach(py, || {
                while let Some((job, run)) = self.next() {
                    (job.work)(run);
                }
            });
        });
    }

    /// Waits for a job; `None` when the thread is to end.
    fn next(&self) -> Option<(Job, Run)> {
        let mut queue = self.lock();
        loop {
            if let Some(job) = queue.jobs.pop_front() {
                return Some((job, if queue.closed { Run::Closed } else { Run::Run }));
            }
            if queue.closed {
                return None;
            }
            queue.idle += 1;
            queue = self.wake.wait(queue).unwrap_or_else(PoisonError::into_inner);
            queue.idle -= 1;
        }
    }

    /// The queue. Nothing that needs the GIL happens while it is locked.
    fn lock(&self) -> MutexGuard<'_, Queue> {
        self.queue.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
