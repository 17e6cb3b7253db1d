//! The free licenses of an account.

use serde_json::Value;
use zoomuser::internal::FlatClient;
use zoomuser::{CallOptions, Content, Headers, Request};

/// Asks Zoom for the free meetings licenses of the account: `GET /accounts/{accountId}/plans/usage`. The token needs a
/// scope for it; Zoom's response names it.
///
/// # Errors
///
/// Why they are not known, in one line.
pub fn free_seats(client: &FlatClient, call: &CallOptions) -> Result<i64, String> {
    let account = client.options().sub_account_id();
    let path = format!("accounts/{}/plans/usage", if account.is_empty() { "me" } else { account });
    let request = Request::new("GET", &path, Headers::new(), Content::None).map_err(|error| error.to_string())?;
    let outcome = client.send_with(&request, call);
    match outcome.response() {
        Some(response) if outcome.is_ok() => {
            free(response.body()).ok_or_else(|| "the response does not name the licenses".to_owned())
        }
        _ => Err(outcome.message().to_owned()),
    }
}

/// The free licenses of the base plans: what they have less what is used.
fn free(body: &[u8]) -> Option<i64> {
    let usage: Value = serde_json::from_slice(body).ok()?;
    let plans = match usage.get("plan_base")? {
        Value::Array(plans) => plans.clone(),
        plan => vec![plan.clone()],
    };
    let number = |plan: &Value, name: &str| plan.get(name).and_then(Value::as_i64);
    plans.iter().map(|plan| Some(number(plan, "hosts")? - number(plan, "usage")?)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn free_licenses_are_counted() {
        assert_eq!(free(br#"{"plan_base":{"type":"monthly","hosts":10,"usage":7}}"#), Some(3));
        assert_eq!(free(br#"{"plan_base":[{"hosts":10,"usage":7},{"hosts":5,"usage":6}]}"#), Some(2));
        assert_eq!([free(b"{}"), free(br#"{"plan_base":{"hosts":1}}"#), free(b"<html>")], [None; 3]);
    }
}
