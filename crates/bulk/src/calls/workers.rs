//! Threads that do one kind of job.

use super::owner::{Task, set_owner};
use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Threads that do one kind of job. Results come in the order in which the jobs end.
pub(crate) struct Workers<J, R> {
    work: Arc<dyn Fn(J) -> R + Send + Sync>,
    shared: Arc<Shared<J, R>>,
    threads: Vec<JoinHandle<()>>,
    /// Results that were taken from the threads, and not by the caller.
    taken: VecDeque<R>,
    /// Jobs that were given and whose result was not taken.
    in_flight: usize,
}

struct Shared<J, R> {
    state: Mutex<State<J, R>>,
    has_jobs: Condvar,
    has_results: Condvar,
}

struct State<J, R> {
    jobs: VecDeque<J>,
    results: VecDeque<R>,
    /// What the thread of the caller is to do for the others.
    tasks: Vec<Task>,
    /// The threads that wait for a job.
    idle: usize,
    /// The results that the caller waits for.
    wanted: usize,
    is_over: bool,
}

impl<J: Send + 'static, R: Send + 'static> Workers<J, R> {
    /// No thread is started before the first job. `work` must not panic: a job that does has no result.
    pub(crate) fn new(work: impl Fn(J) -> R + Send + Sync + 'static) -> Self {
        let (jobs, results) = (VecDeque::new(), VecDeque::new());
        let state = Mutex::new(State { jobs, results, tasks: Vec::new(), idle: 0, wanted: usize::MAX, is_over: false });
        let shared = Arc::new(Shared { state, has_jobs: Condvar::new(), has_results: Condvar::new() });
        Self { work: Arc::new(work), shared, threads: Vec::new(), taken: VecDeque::new(), in_flight: 0 }
    }

    /// The jobs that were given and whose result was not taken.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Gives jobs to the threads, of which there are at most so many.
    ///
    /// # Errors
    ///
    /// The first thread cannot be started; the jobs are lost.
    pub(crate) fn give(&mut self, jobs: Vec<J>, most_threads: usize) -> std::io::Result<()> {
        while self.threads.len() < most_threads.min(self.in_flight + jobs.len()) {
            match self.start() {
                Ok(thread) => self.threads.push(thread),
                Err(error) if self.threads.is_empty() => return Err(error),
                // The threads that there are do the work.
                Err(_) => break,
            }
        }
        self.in_flight += jobs.len();
        let mut state = self.shared.lock();
        let woken = state.idle.min(jobs.len());
        state.jobs.extend(jobs);
        drop(state);
        (0..woken).for_each(|_| self.shared.has_jobs.notify_one());
        Ok(())
    }

    /// Takes back the jobs that no thread has begun.
    pub(crate) fn recall(&mut self) -> VecDeque<J> {
        let jobs = std::mem::take(&mut self.shared.lock().jobs);
        self.in_flight -= jobs.len();
        jobs
    }

    fn start(&self) -> std::io::Result<JoinHandle<()>> {
        let (work, shared) = (self.work.clone(), self.shared.clone());
        thread::Builder::new().name("zoomuser-bulk".to_owned()).spawn(move || {
            let owner = shared.clone();
            set_owner(move |task| owner.add_task(task));
            shared.work(&*work);
        })
    }

    /// Waits for the result of a job, and runs the tasks of the threads; `None` if there is no result within the time.
    ///
    /// While there is one, the thread of the caller sleeps until so many are there, so that it is not woken for each.
    pub(crate) fn next(&mut self, wanted: usize, timeout: Duration) -> Option<R> {
        let began = Instant::now();
        let wanted = wanted.clamp(1, self.in_flight.max(1));
        while self.taken.is_empty() {
            let mut state = self.shared.lock();
            let is_waiting = |state: &mut State<J, R>| state.results.len() < wanted && state.tasks.is_empty();
            state.wanted = wanted;
            let left = timeout.saturating_sub(began.elapsed());
            let waited = self.shared.has_results.wait_timeout_while(state, left, is_waiting);
            (state, _) = waited.unwrap_or_else(PoisonError::into_inner);
            state.wanted = usize::MAX;
            std::mem::swap(&mut self.taken, &mut state.results);
            let tasks = std::mem::take(&mut state.tasks);
            drop(state);
            if tasks.is_empty() {
                break;
            }
            tasks.into_iter().for_each(|task| task());
        }
        let result = self.taken.pop_front()?;
        self.in_flight -= 1;
        Some(result)
    }
}

impl<J, R> Shared<J, R> {
    fn lock(&self) -> MutexGuard<'_, State<J, R>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn add_task(&self, task: Task) {
        let mut state = self.lock();
        // An owner that takes none any more drops it, so that the thread does not wait.
        if !state.is_over {
            state.tasks.push(task);
            self.has_results.notify_one();
        }
    }

    /// A thread.
    fn work(&self, work: &dyn Fn(J) -> R) {
        let mut state = self.lock();
        loop {
            if state.is_over {
                return;
            }
            let Some(job) = state.jobs.pop_front() else {
                state.idle += 1;
                state = self.has_jobs.wait(state).unwrap_or_else(PoisonError::into_inner);
                state.idle -= 1;
                continue;
            };
            drop(state);
            let result = work(job);
            state = self.lock();
            state.results.push_back(result);
            if state.results.len() >= state.wanted {
                // Once is enough.
                state.wanted = usize::MAX;
                self.has_results.notify_one();
            }
        }
    }
}

impl<J, R> Drop for Workers<J, R> {
    /// Waits for the jobs that run; others are not begun. A caller in a hurry cancels them first.
    fn drop(&mut self) {
        let tasks = {
            let mut state = self.shared.lock();
            state.is_over = true;
            std::mem::take(&mut state.tasks)
        };
        drop(tasks);
        self.shared.has_jobs.notify_all();
        for thread in self.threads.drain(..) {
            let _: Result<(), _> = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATIENCE: Duration = Duration::from_secs(60);

    #[test]
    fn every_job_has_a_result() {
        let mut workers = Workers::new(|n: u32| n * 2);
        workers.give((0..10).collect(), 4).unwrap();
        let mut sum = 0;
        while workers.in_flight() > 0 {
            sum += workers.next(100, PATIENCE).expect("a result within a minute");
        }
        assert_eq!((sum, workers.threads.len()), (90, 4));
        assert_eq!(workers.next(1, Duration::ZERO), None);
    }

    #[test]
    fn tasks_run_on_the_owners_thread() {
        use crate::calls::owner::{on_owner, post_to_owner};
        let here = || thread::current().id();
        let mut workers = Workers::new(move |()| {
            let (sent, seen) = std::sync::mpsc::channel();
            post_to_owner(move || sent.send(here()).unwrap_or_default());
            let owner = on_owner(here);
            (owner, seen.recv().ok(), here())
        });
        workers.give(vec![()], 1).unwrap();
        let (asked, posted, worker) = workers.next(1, PATIENCE).expect("a result within a minute");
        assert_eq!((asked, posted, on_owner(here)), (Some(here()), Some(here()), Some(here())));
        assert_ne!(worker, here());
    }

    #[test]
    fn a_task_ends_with_its_owner() {
        let (sent, seen) = std::sync::mpsc::channel();
        let sent = Mutex::new(sent);
        let mut workers = Workers::new(move |()| {
            let ended = crate::calls::owner::on_owner(|| 1);
            sent.lock().unwrap().send(ended).unwrap_or_default();
        });
        workers.give(vec![()], 1).unwrap();
        while workers.shared.lock().tasks.is_empty() {
            thread::yield_now();
        }
        drop(workers);
        assert_eq!(seen.recv(), Ok(None));
    }

    #[test]
    fn some_results_are_taken_without_the_others() {
        let (go, wait) = std::sync::mpsc::channel::<()>();
        let wait = Mutex::new(wait);
        let mut workers = Workers::new(move |n: u32| {
            if n == 0 {
                let _: Result<(), _> = wait.lock().unwrap().recv();
            }
            n
        });
        workers.give(vec![0, 1, 2], 2).unwrap();
        let mut first = [workers.next(2, PATIENCE), workers.next(2, PATIENCE)];
        first.sort_unstable();
        assert_eq!((first, workers.in_flight()), ([Some(1), Some(2)], 1));
        workers.give(vec![0, 3], 1).unwrap();
        let recalled = workers.recall();
        assert!(recalled.len() < 3 && workers.in_flight() == 3 - recalled.len(), "{recalled:?}");
        drop(go);
        assert_eq!(workers.next(2, PATIENCE), Some(0));
    }
}
