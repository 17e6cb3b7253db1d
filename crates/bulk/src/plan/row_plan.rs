//! What one row would change.

use super::planned_row::{Change, PlannedRow, Step, kept_message};
use crate::license::effect::{is_loss, license_effect};
use crate::merge::merge;
use crate::outcome::RowOutcome;
use crate::row::Row;
use crate::row_end::RowEnd;
use serde_json::Map;
use serde_json::value::to_raw_value;
use zoomuser::internal::FlatClient;
use zoomuser::internal::value::Wire;
use zoomuser::{Confirmation, FieldOutcome, Problem, Status, User, UserPatch};

/// One row with its plan.
#[derive(Debug)]
pub(super) struct RowPlan {
    pub(super) planned: PlannedRow,
    /// The fields, compared with the user; empty if the user was not read.
    pub(super) fields: Vec<FieldOutcome>,
    pub(super) warnings: Vec<Problem>,
    /// What the row does to licenses, one line each.
    pub(super) licenses: Vec<String>,
}

/// What a row would change. `user` is the user as read; without it, the row sends all its fields.
pub(super) fn plan_row(client: &FlatClient, number: u64, row: &Row, user: Option<&User>) -> RowPlan {
    let id = user.and_then(|user| user.text("id")).filter(|id| *id != row.user_id).map(ToOwned::to_owned);
    let with = |step, fields, warnings, licenses| RowPlan {
        planned: PlannedRow { row: number, line: row.line, user_id: row.user_id.clone(), id: id.clone(), step },
        fields,
        warnings,
        licenses,
    };
    let refused =
        |problems: &[Problem]| with(Step::End(RowEnd::refused(problems)), Vec::new(), row.warnings.clone(), Vec::new());
    if !row.problems.is_empty() {
        return refused(&row.problems);
    }
    if let Some(why) = &row.skip {
        let end = RowEnd::without_call(RowOutcome::Skipped, Status::Ok, why.as_str());
        return with(Step::End(end), Vec::new(), row.warnings.clone(), Vec::new());
    }
    if row.patch.is_empty() && row.merges.is_empty() {
        let end = RowEnd::without_call(RowOutcome::Already, Status::Ok, "the row sets nothing");
        return with(Step::End(end), Vec::new(), row.warnings.clone(), Vec::new());
    }
    let mut patch = row.patch.clone();
    match user {
        Some(user) => match merge(&mut patch, &row.merges, user) {
            Ok(()) => {}
            Err(problem) => return refused(&[problem]),
        },
        None => {
            if let Some(item) = row.merges.first() {
                let why = "single items can be changed only if the user is read first; set the whole array instead";
                return refused(&[Problem::new(item.field(), why)]);
            }
        }
    }
    let kept = match (user, &row.only_if) {
        (Some(user), Some(ours)) => keep_changed(client, &row.user_id, &mut patch, ours, user),
        _ => Vec::new(),
    };
    let sets = |patch: &UserPatch| patch.names().any(|name| name != "login_type");
    if row.only_if.is_some() && !sets(&patch) {
        let end = match kept.is_empty() {
            true => RowEnd::without_call(RowOutcome::Already, Status::Ok, "the user has the old values already"),
            false => RowEnd::without_call(RowOutcome::Kept, Status::Ok, kept_message(&kept)),
        };
        return with(Step::End(end), Vec::new(), row.warnings.clone(), Vec::new());
    }
    let compared = match user {
        Some(user) => client.compare(&row.user_id, &patch, user),
        None => client.check_update(&row.user_id, &patch),
    };
    if !compared.is_ok() {
        return match compared.problems() {
            [] => with(Step::End(RowEnd::of_call(&compared)), Vec::new(), row.warnings.clone(), Vec::new()),
            problems => refused(problems),
        };
    }
    let warnings = [&row.warnings, compared.warnings()].concat();
    let fields = compared.fields().to_vec();
    if user.is_some() && fields.iter().all(|field| field.outcome == Confirmation::Already) {
        let end = match kept.is_empty() {
            true => RowEnd::without_call(RowOutcome::Already, Status::Ok, "the user has these values already"),
            false => RowEnd::without_call(RowOutcome::Kept, Status::Ok, kept_message(&kept)),
        };
        return with(Step::End(end), fields, warnings, Vec::new());
    }
    let (mut change, licenses) = change(&patch, user.map(|_| fields.as_slice()));
    change.kept = kept;
    with(Step::Send(change), fields, warnings, licenses)
}

/// A row whose user is not read: it sends all fields of its patch, which must be valid. `number` is its position, from 0.
pub fn unread_row(number: u64, row: &Row) -> PlannedRow {
    let (change, _) = change(&row.patch, None);
    PlannedRow { row: number, line: row.line, user_id: row.user_id.clone(), id: None, step: Step::Send(change) }
}

/// Leaves out the fields of which the user no longer has the values of the run; returns their names.
fn keep_changed(
    client: &FlatClient,
    user_id: &str,
    patch: &mut UserPatch,
    ours: &UserPatch,
    user: &User,
) -> Vec<String> {
    // What the user has already needs no change, whoever set it.
    let back = client.compare(user_id, patch, user);
    for field in back.fields().iter().filter(|field| field.outcome == Confirmation::Already) {
        patch.unset(&field.field);
    }
    let compared = client.compare(user_id, ours, user);
    let changed = compared.fields().iter().filter(|field| field.outcome == Confirmation::Differs);
    let kept: Vec<String> = changed.map(|field| field.field.clone()).filter(|name| patch.contains(name)).collect();
    kept.iter().for_each(|name| patch.unset(name));
    kept
}

/// The fields that are sent: of a user that was read, those that differ.
fn change(patch: &UserPatch, fields: Option<&[FieldOutcome]>) -> (Change, Vec<String>) {
    let compared = |name: &str| fields.into_iter().flatten().find(|field| field.field == name);
    let (mut change, mut licenses) = (Change::default(), Vec::new());
    for wire in patch.wire() {
        let json = match &wire.value {
            Wire::Text(text) => to_raw_value(text),
            Wire::Json(json) => serde_json::from_str(json),
        };
        let (field, Ok(json)) = (compared(wire.name), json) else { continue };
        if field.is_some_and(|field| !field.sent) {
            continue;
        }
        let (old, new) = (field.and_then(|field| field.old.as_ref()), serde_json::from_str(json.get()));
        let new = new.unwrap_or_default();
        // Reading leaves out what the user does not have.
        let is_known_empty = field.is_some_and(|f| f.old.is_none() && f.outcome != Confirmation::Unverifiable);
        if !is_known_empty && is_loss(wire.name, old, &new) {
            change.losses.push(wire.name.to_owned());
        }
        licenses.extend(license_effect(wire.name, old, &new));
        change.send.push((wire.name.to_owned(), json));
    }
    let does = |word: &str| licenses.iter().any(|effect| effect.starts_with(word));
    (change.takes_license, change.frees_license) = (does("takes "), does("frees "));
    change.old = fields.map(|fields| {
        let sent = fields.iter().filter(|field| field.sent);
        sent.filter_map(|field| Some((field.field.clone(), field.old.clone()?))).collect::<Map<_, _>>()
    });
    (change, licenses)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::row::Merge;
    use zoomuser::internal::Options;

    fn planned(row: &Row, user: Option<&str>) -> RowPlan {
        let user = user.map(|json| User::parse(json.as_bytes()).unwrap());
        plan_row(&FlatClient::new(Options::default()), 0, row, user.as_ref())
    }

    fn row(fields: &str) -> Row {
        let mut row = Row { line: 2, user_id: "ada@example.com".to_owned(), ..Row::default() };
        row.patch.set_all_json(fields).unwrap();
        row
    }

    #[test]
    fn only_differences_are_sent() {
        let user = r#"{"id":"Q1","dept":"Sales","first_name":"Ada","type":2,"status":"active"}"#;
        let plan = planned(&row(r#"{"first_name":"Ada","dept":"","type":1,"host_key":"123456"}"#), Some(user));
        assert_eq!(
            plan.planned.to_json(),
            r#"{"n":0,"line":2,"user":"ada@example.com","id":"Q1","fields":{"dept":"","type":1,"host_key":"123456"},"old":{"dept":"Sales","type":2},"losses":["dept","type"],"frees":true}"#
        );
        assert_eq!(plan.licenses, ["frees a Licensed seat"]);
    }

    #[test]
    fn a_user_with_all_values_is_left_alone() {
        let plan = planned(&row(r#"{"dept":"Sales"}"#), Some(r#"{"dept":"Sales"}"#));
        let Step::End(end) = plan.planned.step else { panic!("{plan:?}") };
        assert_eq!(end.outcome, RowOutcome::Already);
    }

    #[test]
    fn without_reading_everything_is_sent() {
        let plan = planned(&row(r#"{"dept":"Sales","type":1}"#), None);
        assert_eq!(
            plan.planned.to_json(),
            r#"{"n":0,"line":2,"user":"ada@example.com","fields":{"dept":"Sales","type":1},"losses":["type"]}"#
        );
        let mut merged = row("{}");
        merged.merges = vec![Merge::Attribute { key: "a".to_owned(), value: None }];
        let Step::End(end) = planned(&merged, None).planned.step else { panic!("a merge without reading") };
        assert!(end.message.contains("only if the user is read first"), "{}", end.message);
    }

    #[test]
    fn a_row_that_sets_nothing_is_no_error() {
        let Step::End(end) = planned(&row("{}"), None).planned.step else { panic!("nothing to send") };
        assert_eq!((end.outcome, end.message.as_str()), (RowOutcome::Already, "the row sets nothing"));
    }

    #[test]
    fn an_invalid_row_is_refused() {
        let Step::End(end) = planned(&row(r#"{"type":77}"#), Some("{}")).planned.step else { panic!("type 77") };
        assert_eq!((end.outcome, end.status), (RowOutcome::Refused, Status::CheckFailed));
        assert!(end.message.starts_with("type: "), "{}", end.message);
    }
}
