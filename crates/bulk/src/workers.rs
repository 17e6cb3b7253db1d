//! Threads that do one kind of job.

use std::cell::RefCell;
use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::{Duration, Instant};

/// Something for the owner's thread.
type Errand = Box<dyn FnOnce() + Send>;

/// What a thread sends to the owner of its workers.
enum Message<R> {
    Result(R),
    Errand(Errand),
}

/// Sends an errand to the owner.
type ToOwner = Box<dyn Fn(Errand)>;

thread_local! {
    /// On a thread of workers: the way to their owner.
    static TO_OWNER: RefCell<Option<ToOwner>> = const { RefCell::new(None) };
}

/// Runs `errand` on the thread that plans or runs, if this thread makes calls for it, and waits for its result; on any other
/// thread runs it here. Callbacks of languages with one thread need this. `None` if the run has ended.
pub fn on_owner<T: Send + 'static>(errand: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    TO_OWNER.with_borrow(|to_owner| {
        let Some(send) = to_owner else { return Some(errand()) };
        let (done, result) = mpsc::channel();
        send(Box::new(move || {
            // The asking thread waits for it.
            let _: Result<(), _> = done.send(errand());
        }));
        result.recv().ok()
    })
}

/// [`on_owner`] without waiting.
pub fn post_to_owner(errand: impl FnOnce() + Send + 'static) {
    TO_OWNER.with_borrow(|to_owner| match to_owner {
        Some(send) => send(Box::new(errand)),
        None => errand(),
    });
}

/// Threads that do one kind of job. Results come in the order in which the jobs end.
pub(crate) struct Workers<J, R> {
    work: Arc<dyn Fn(J) -> R + Send + Sync>,
    /// Dropped to end the threads.
    jobs: Option<Sender<J>>,
    queue: Arc<Mutex<Receiver<J>>>,
    /// Dropped to end the errands that threads wait for.
    results: Option<Receiver<Message<R>>>,
    done: Sender<Message<R>>,
    threads: Vec<JoinHandle<()>>,
    /// Jobs that were given and whose result was not taken.
    in_flight: usize,
}

impl<J: Send + 'static, R: Send + 'static> Workers<J, R> {
    /// No thread is started before the first job. `work` must not panic: a job that does has no result.
    pub(crate) fn new(work: impl Fn(J) -> R + Send + Sync + 'static) -> Self {
        let ((jobs, queue), (done, results)) = (mpsc::channel(), mpsc::channel());
        Self {
            work: Arc::new(work),
            jobs: Some(jobs),
            queue: Arc::new(Mutex::new(queue)),
            results: Some(results),
            done,
            threads: Vec::new(),
            in_flight: 0,
        }
    }

    /// The jobs that were given and whose result was not taken.
    pub(crate) fn in_flight(&self) -> usize {
        self.in_flight
    }

    /// Gives a job to a thread that has none, or to a new one.
    ///
    /// # Errors
    ///
    /// The first thread cannot be started; the job is lost.
    pub(crate) fn give(&mut self, job: J) -> std::io::Result<()> {
        if self.threads.len() <= self.in_flight {
            match self.start() {
                Ok(thread) => self.threads.push(thread),
                Err(error) if self.threads.is_empty() => return Err(error),
                // The threads that there are do the work.
                Err(_) => {}
            }
        }
        self.in_flight += 1;
        if let Some(jobs) = &self.jobs {
            // The receiver lives as long as `self`.
            let _: Result<(), _> = jobs.send(job);
        }
        Ok(())
    }

    fn start(&self) -> std::io::Result<JoinHandle<()>> {
        let (work, queue, done) = (self.work.clone(), self.queue.clone(), self.done.clone());
        thread::Builder::new().name("zoomuser-bulk".to_owned()).spawn(move || {
            let errands = done.clone();
            let send = move |errand| {
                // An owner that takes none any more drops it.
                let _: Result<(), _> = errands.send(Message::Errand(errand));
            };
            TO_OWNER.set(Some(Box::new(send)));
            loop {
                let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(job) = job else { return };
                if done.send(Message::Result(work(job))).is_err() {
                    return;
                }
            }
        })
    }

    /// Waits for the result of a job, and runs the errands of the threads; `None` if there is no result within the time.
    pub(crate) fn next(&mut self, timeout: Duration) -> Option<R> {
        let began = Instant::now();
        loop {
            match self.results.as_ref()?.recv_timeout(timeout.saturating_sub(began.elapsed())).ok()? {
                Message::Errand(errand) => errand(),
                Message::Result(result) => {
                    self.in_flight -= 1;
                    return Some(result);
                }
            }
        }
    }
}

impl<J, R> Drop for Workers<J, R> {
    /// Waits for the jobs that run. A caller in a hurry cancels them first.
    fn drop(&mut self) {
        self.jobs = None;
        self.results = None;
        for thread in self.threads.drain(..) {
            let _: Result<(), _> = thread.join();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_job_has_a_result() {
        let mut workers = Workers::new(|n: u32| n * 2);
        for n in 0..10 {
            workers.give(n).unwrap();
        }
        let mut sum = 0;
        while workers.in_flight() > 0 {
            sum += workers.next(Duration::from_secs(60)).expect("a result within a minute");
        }
        assert_eq!((sum, workers.threads.len()), (90, 10));
        assert_eq!(workers.next(Duration::ZERO), None);
    }

    #[test]
    fn errands_run_on_the_owners_thread() {
        let here = || thread::current().id();
        let mut workers = Workers::new(move |()| {
            let (sent, seen) = mpsc::channel();
            post_to_owner(move || sent.send(here()).unwrap_or_default());
            let owner = on_owner(here);
            (owner, seen.recv().ok(), here())
        });
        workers.give(()).unwrap();
        let (asked, posted, worker) = workers.next(Duration::from_secs(60)).expect("a result within a minute");
        assert_eq!((asked, posted, on_owner(here)), (Some(here()), Some(here()), Some(here())));
        assert_ne!(worker, here());
    }

    #[test]
    fn an_errand_ends_with_its_owner() {
        let (sent, seen) = mpsc::channel();
        let mut workers = Workers::new(move |()| sent.send(on_owner(|| 1)).unwrap_or_default());
        workers.give(()).unwrap();
        drop(workers);
        assert_eq!(seen.recv(), Ok(None));
    }
}
