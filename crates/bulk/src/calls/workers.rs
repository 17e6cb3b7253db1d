//! Threads that do one kind of job.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::{self, JoinHandle};
use std::time::Duration;

/// Threads that do one kind of job. Results come in the order in which the jobs end.
pub(crate) struct Workers<J, R> {
    work: Arc<dyn Fn(J) -> R + Send + Sync>,
    /// Dropped to end the threads.
    jobs: Option<Sender<J>>,
    queue: Arc<Mutex<Receiver<J>>>,
    results: Receiver<R>,
    done: Sender<R>,
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
            results,
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
            loop {
                let job = queue.lock().unwrap_or_else(PoisonError::into_inner).recv();
                let Ok(job) = job else { return };
                if done.send(work(job)).is_err() {
                    return;
                }
            }
        })
    }

    /// Waits for the result of a job; `None` if there is none within the time.
    pub(crate) fn next(&mut self, timeout: Duration) -> Option<R> {
        let result = self.results.recv_timeout(timeout).ok()?;
        self.in_flight -= 1;
        Some(result)
    }
}

impl<J, R> Drop for Workers<J, R> {
    /// Waits for the jobs that run. A caller in a hurry cancels them first.
    fn drop(&mut self) {
        self.jobs = None;
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
}
