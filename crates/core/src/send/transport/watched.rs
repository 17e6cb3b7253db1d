//! A transport that remembers each exchange: how its way went and how it ended, and nothing of what was said.

use super::way::Way;
use super::{Broken, Http, Target, Transport};
use crate::answer::error::Error;
use crate::answer::response::Response;
use crate::send::proxy::Choice;
use crate::send::wait::Wait;
use crate::update::request::Request;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// One exchange.
#[derive(Debug)]
pub(crate) struct Leg {
    /// The URL below which it was.
    pub(crate) base_url: String,
    /// Whether through a proxy, and why not.
    pub(crate) choice: Option<Choice>,
    pub(crate) way: Way,
    pub(crate) took: Duration,
    pub(crate) ending: Result<Head, Error>,
}

/// Of an answer, what its head says.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) http_status: u16,
    pub(crate) tracking_id: String,
    /// Whether it has a mark of Zoom's answers: a code, a tracking id, JSON.
    pub(crate) is_marked: bool,
    /// The header `Date`.
    pub(crate) date: Option<SystemTime>,
    pub(crate) received: SystemTime,
}

impl Head {
    fn of(response: &Response) -> Self {
        let tracking_id = response.tracking_id().to_owned();
        let is_json = response.header("content-type").is_some_and(|kind| kind.contains("json"));
        Self {
            http_status: response.http_status(),
            is_marked: !tracking_id.is_empty() || response.api_code().is_some() || is_json,
            tracking_id,
            date: response.header("date").and_then(|date| httpdate::parse_http_date(date).ok()),
            received: SystemTime::now(),
        }
    }
}

/// The way to Zoom, watched. Made for one call: the lock is never waited for.
#[derive(Debug)]
pub(crate) struct Watched {
    http: Http,
    legs: Mutex<Vec<Leg>>,
}

impl Watched {
    pub(crate) fn new(http: Http) -> Self {
        Self { http, legs: Mutex::default() }
    }

    /// Which way a server is reached, or which option does not let it.
    pub(crate) fn choice(&self, base_url: &str) -> Result<Choice, Error> {
        self.http.choice(base_url)
    }

    /// The exchanges since this was asked last.
    pub(crate) fn legs(&self) -> Vec<Leg> {
        std::mem::take(&mut self.legs.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Watched {
    fn exchange(&self, request: &Request, target: &Target<'_>, wait: &Wait) -> Result<Response, Box<Broken>> {
        let started = Instant::now();
        let (way, ending) = self.http.travel(request, target, wait);
        let told = ending.as_ref().map(Head::of).map_err(|broken| broken.error.clone());
        let (base_url, choice) = (target.base_url.to_owned(), self.choice(target.base_url).ok());
        let leg = Leg { base_url, choice, way, took: started.elapsed(), ending: told };
        self.legs.lock().unwrap_or_else(PoisonError::into_inner).push(leg);
        ending
    }

    fn drop_connections(&self) {
        self.http.drop_connections();
    }
}
