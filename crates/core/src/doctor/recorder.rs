//! A transport that records each exchange for the doctor: its connection and how it ended, without the content.

use crate::limits::deadline::Deadline;
use crate::net::base_url::BaseUrl;
use crate::net::connection::connection_info::ConnectionInfo;
use crate::net::error::TransportError;
use crate::net::pool::Http;
use crate::net::proxy::Choice;
use crate::net::transport::{Destination, Transport};
use crate::request::request::Request;
use crate::response::error::Error;
use crate::response::problem::Problem;
use crate::response::response::Response;
use std::sync::{Mutex, PoisonError};
use std::time::{Duration, Instant, SystemTime};

/// One exchange.
#[derive(Debug)]
pub(crate) struct Leg {
    /// The base URL of the request.
    pub(crate) base_url: BaseUrl,
    /// Whether a proxy was used, and why not.
    pub(crate) choice: Option<Choice>,
    pub(crate) info: ConnectionInfo,
    pub(crate) took: Duration,
    pub(crate) result: Result<Head, Error>,
}

/// What the doctor needs of a response's head.
#[derive(Debug, Clone)]
pub(crate) struct Head {
    pub(crate) http_status: u16,
    pub(crate) tracking_id: String,
    /// Whether it looks like a response of Zoom's: a code, a tracking id, or JSON.
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

/// A transport that records its exchanges. It serves one call, so the lock is never waited for.
#[derive(Debug)]
pub(crate) struct Recorder {
    http: Http,
    legs: Mutex<Vec<Leg>>,
}

impl Recorder {
    pub(crate) fn new(http: Http) -> Self {
        Self { http, legs: Mutex::default() }
    }

    /// How a server is reached, or which option prevents it.
    pub(crate) fn choice(&self, base_url: &BaseUrl) -> Result<Choice, Error> {
        self.http.choice(base_url)
    }

    /// The exchanges since the last call of this.
    pub(crate) fn legs(&self) -> Vec<Leg> {
        std::mem::take(&mut self.legs.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Transport for Recorder {
    fn exchange(
        &self,
        request: &Request,
        target: &Destination<'_>,
        wait: &Deadline,
    ) -> Result<Response, Box<TransportError>> {
        let started = Instant::now();
        let (info, result) = self.http.exchange_with_info(request, target, wait);
        let head = result.as_ref().map(Head::of).map_err(|broken| broken.error.clone());
        let (base_url, choice) = (target.base_url.clone(), self.choice(target.base_url).ok());
        let leg = Leg { base_url, choice, info, took: started.elapsed(), result: head };
        self.legs.lock().unwrap_or_else(PoisonError::into_inner).push(leg);
        result
    }

    fn drop_connections(&self) {
        self.http.drop_connections();
    }

    fn warnings(&self) -> Vec<Problem> {
        self.http.warnings()
    }
}
