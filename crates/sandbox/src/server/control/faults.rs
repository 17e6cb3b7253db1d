//! Faults for the next requests, for one user, or for a share of the requests.

use crate::account::state::{State, lock};
use crate::http::response::Response;
use crate::json::{Json, count, object};
use crate::monitor::fault_rules::{FaultRule, MAX_RULES};
use crate::server::control::reply::{done, json, members, refused};
use crate::server::fault;

/// `{"fault": "rate-second"}` for the next request, with `times` for more of them, with `user` for one user, with `percent`
/// for a share. With `user` or `percent` and without `times` it stays until it is removed.
pub(super) fn add(state: &State, body: &[u8]) -> Response {
    let rule = match members(body) {
        Ok(members) => rule(state, &members),
        Err(answer) => return answer,
    };
    let rule = match rule {
        Ok(rule) => rule,
        Err(why) => return refused(400, &why),
    };
    match lock(&state.fault_rules).add(rule) {
        Some(number) => json(201, &object([("rule", count(number))])),
        None => refused(409, &format!("There are {MAX_RULES} faults already: remove some.")),
    }
}

fn rule(state: &State, members: &[(String, Json)]) -> Result<FaultRule, String> {
    let (mut fault, mut user, mut times, mut percent) = (None, None, None, None);
    for (name, value) in members {
        let number = value.int().and_then(|number| u64::try_from(number).ok()).filter(|number| *number > 0);
        match (name.as_str(), value, number) {
            ("fault", Json::Text(name), _) => fault = Some(name.clone()),
            ("user", Json::Text(id), _) if !id.is_empty() => user = Some(id.clone()),
            ("times", _, Some(number)) => times = Some(number),
            ("percent", _, Some(number)) if number <= 100 => percent = Some(number),
            ("user" | "times" | "percent", Json::Null, _) => {}
            ("fault", ..) => return Err("fault: expected a string.".to_owned()),
            ("user", ..) => return Err("user: expected an id or an e-mail address.".to_owned()),
            ("times", ..) => return Err("times: expected a number from 1.".to_owned()),
            ("percent", ..) => return Err("percent: expected a number from 1 to 100.".to_owned()),
            (name, ..) => return Err(format!("{name}: expected fault, user, times or percent.")),
        }
    }
    let fault = fault.ok_or("fault: expected the name of a fault, e.g. rate-second.")?;
    if !fault::exists(state, &fault) {
        return Err("fault: expected the name of a fault, e.g. rate-second or status-503; docs/sandbox.md lists them."
            .to_owned());
    }
    let lasting = user.is_some() || percent.is_some();
    Ok(FaultRule { fault, user, times: times.or((!lasting).then_some(1)), percent: percent.unwrap_or(100) })
}

pub(super) fn remove(state: &State, number: &str) -> Response {
    match number.parse().is_ok_and(|number| lock(&state.fault_rules).remove(number)) {
        true => done(),
        false => refused(404, "There is no fault of this number."),
    }
}
