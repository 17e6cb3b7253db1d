//! Updates and plans: an update is one request, or with `confirm` and `only_changes` also reads of the user before and after
//! it. `docs/confirm.md` explains the outcomes of the fields.

mod compare;
mod phone;

use super::call_options::CallOptions;
use super::flat_client::{FlatClient, log_unsent};
use crate::limits::call_stats::warn;
use crate::limits::deadline::Deadline;
use crate::request::patch::UserPatch;
use crate::request::validate::CheckedPatch;
use crate::response::outcome::Outcome;
use crate::response::problem::Problem;
use crate::response::status::Status;
use crate::response::user::field_outcome::{Confirmation, FieldOutcome};
use crate::response::user::state::{self, UserState};
use crate::response::user::user::User;
use std::time::Duration;

/// The pauses before each read after an update. Zoom does not document how long a change takes to become visible.
const PAUSES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(500), Duration::from_millis(1500)];

const REPEAT: &str = "repeat the call: an update sets absolute values, so that repeating it is safe";
const COMPARE: &str =
    "compare old, new and seen of the fields: single sign-on or a directory that manages the user may keep its values";

impl FlatClient {
    /// Changes a user: `PATCH /users/{user_id}`. `user_id` is an id, an e-mail address, or `me` for the token's user.
    ///
    /// Success is a completely received 204. With the option `confirm` the user is read before and after, and the new values
    /// must be seen too. With `only_changes` the user is read before and only fields that differ are sent; if none differs,
    /// that is success with 0 attempts. [`Outcome::fields`] then has the outcome of each field.
    pub fn update_user(&self, user_id: &str, patch: &UserPatch) -> Outcome {
        self.update_user_with(user_id, patch, &CallOptions::default())
    }

    /// [`update_user`](Self::update_user) with options for this call.
    pub fn update_user_with(&self, user_id: &str, patch: &UserPatch, call: &CallOptions) -> Outcome {
        self.validated(patch, |patch| {
            let deadline = self.deadline(call);
            let confirm = call.confirm.unwrap_or(self.options().confirm);
            let only_changes = call.only_changes.unwrap_or(self.options().only_changes);
            if !confirm && !only_changes {
                return self.patch(user_id, patch, call, &deadline);
            }
            let mut before = match self.before(user_id, patch, &deadline) {
                Ok(before) => before,
                Err(unread) => return *unread,
            };
            if only_changes && !compare::only_changes(patch, &mut before.fields) {
                return before.unsent("nothing differs; nothing was sent".to_owned());
            }
            let updated = self.patch(user_id, patch, call, &deadline);
            if confirm && updated.is_ok() {
                return self.confirm(user_id, patch, before, updated, &deadline);
            }
            let unseen = before.state.unseen(&before.fields).filter(|_| updated.is_ok());
            let updated = match unseen {
                Some(message) => updated.with_message(message),
                None => updated,
            };
            before.into_outcome(updated)
        })
    }

    /// Reads a user and compares it with the patch, without an update. [`Outcome::fields`] has the outcome of each field.
    pub fn plan(&self, user_id: &str, patch: &UserPatch) -> Outcome {
        self.plan_with(user_id, patch, &CallOptions::default())
    }

    /// [`plan`](Self::plan) with options for this call.
    pub fn plan_with(&self, user_id: &str, patch: &UserPatch, call: &CallOptions) -> Outcome {
        self.validated(patch, |patch| match self.before(user_id, patch, &self.deadline(call)) {
            Ok(before) => {
                let message = format!("{}; nothing was sent", before.summary());
                before.unsent(message)
            }
            Err(unread) => *unread,
        })
    }

    /// Compares a user that was read with a patch, as [`plan`](Self::plan) does, without reading. [`FieldOutcome::sent`] says
    /// which fields an update with `only_changes` would send.
    pub fn compare(&self, user_id: &str, patch: &UserPatch, user: &User) -> Outcome {
        self.validated(patch, |patch| {
            if let Err(error) = self.request(user_id, patch) {
                return Outcome::from(&error);
            }
            let mut before = BeforeUpdate::of(patch, user, Vec::new(), Duration::ZERO);
            let message = format!("{}; nothing was sent", before.summary());
            compare::only_changes(patch, &mut before.fields);
            before.unsent(message)
        })
    }

    /// Makes a call with a validated patch, adds the validation's warnings and logs the outcome.
    fn validated(&self, patch: &UserPatch, call: impl FnOnce(&mut CheckedPatch<'_>) -> Outcome) -> Outcome {
        let outcome = match self.validate(patch) {
            Err(refused) => *refused,
            Ok(mut checked) => call(&mut checked).with_warnings(checked.warnings),
        };
        log_unsent(&outcome);
        outcome
    }

    /// Reads the user before an update; the error is the outcome of the call.
    fn before(
        &self,
        user_id: &str,
        patch: &CheckedPatch<'_>,
        deadline: &Deadline,
    ) -> Result<BeforeUpdate, Box<Outcome>> {
        // An update that cannot be sent is refused before anything is sent.
        self.request(user_id, patch).map_err(|error| Box::new(Outcome::from(&error)))?;
        let read = self.read(user_id, patch.login_type(), deadline);
        let Some(user) = read.user() else {
            let (message, waited) = (format!("{}; no update was sent", read.message()), read.waited());
            return Err(Box::new(read.with_message(&message).with_stats(0, waited)));
        };
        Ok(BeforeUpdate::of(patch, user, read.warnings().to_vec(), read.waited()))
    }

    /// Reads the user after a 204, at most once per pause, until every field has the value that was set.
    fn confirm(
        &self,
        user_id: &str,
        patch: &CheckedPatch<'_>,
        before: BeforeUpdate,
        updated: Outcome,
        deadline: &Deadline,
    ) -> Outcome {
        let mut after = AfterUpdate { before, seen: None, failure: None };
        if count(&after.before.fields, Confirmation::Unverifiable) < after.before.fields.len() {
            for pause in PAUSES {
                // If there is no time for the pause, the last read decides.
                if deadline.left().is_ok_and(|left| left <= pause) {
                    break;
                }
                if let Err(stop) = deadline.sleep(pause) {
                    after.failure = Some(Outcome::from(&stop.into_error("waiting to read the user again")));
                    break;
                }
                after.before.waited += pause;
                if after.add(self.read(user_id, patch.login_type(), deadline)) {
                    break;
                }
            }
        }
        after.into_outcome(updated)
    }
}

/// The user before an update.
struct BeforeUpdate {
    fields: Vec<FieldOutcome>,
    state: UserState,
    warnings: Vec<Problem>,
    waited: Duration,
}

impl BeforeUpdate {
    fn of(patch: &CheckedPatch<'_>, user: &User, mut warnings: Vec<Problem>, waited: Duration) -> Self {
        state::warnings(user).into_iter().for_each(|warning| warn(&mut warnings, warning));
        Self { fields: compare::before(patch.fields(), user), state: UserState::of(user), warnings, waited }
    }

    /// How many fields an update would change, for a message.
    fn summary(&self) -> String {
        let all = self.fields.len();
        match (count(&self.fields, Confirmation::Differs), count(&self.fields, Confirmation::Unverifiable)) {
            (0, 0) => "nothing differs".to_owned(),
            (0, hidden) => format!("{hidden} of {all} cannot be compared"),
            (differ, 0) => format!("{differ} of {all} differ"),
            (differ, hidden) => format!("{differ} of {all} differ, {hidden} cannot be compared"),
        }
    }

    fn unsent(self, message: String) -> Outcome {
        self.into_outcome(Outcome::unsent(message))
    }

    /// Adds the results of reading to an outcome.
    fn into_outcome(self, outcome: Outcome) -> Outcome {
        let (attempts, waited) = (outcome.attempts(), outcome.waited() + self.waited);
        outcome.with_stats(attempts, waited).with_warnings(self.warnings).with_fields(self.fields)
    }
}

/// The reads after an update so far.
struct AfterUpdate {
    before: BeforeUpdate,
    /// The outcomes of the fields by the last successful read, and its user.
    seen: Option<(Vec<FieldOutcome>, User)>,
    /// The failed read, or why there was none.
    failure: Option<Outcome>,
}

impl AfterUpdate {
    /// Adds a read; returns whether no further one is needed.
    fn add(&mut self, read: Outcome) -> bool {
        self.before.waited += read.waited();
        let Some(user) = read.user() else {
            self.failure = Some(read);
            return true;
        };
        let mut fields = self.before.fields.clone();
        compare::after(&mut fields, user);
        let is_done = count(&fields, Confirmation::Ignored) == 0;
        self.seen = Some((fields, user.clone()));
        is_done
    }

    /// The outcome of the update. Zoom's 204 stays its response.
    fn into_outcome(mut self, updated: Outcome) -> Outcome {
        if let Some(failure) = &self.failure {
            let what = format!("reading the user after the update failed: {}", failure.message());
            self.before.warnings.push(Problem::new("", what));
        }
        let is_seen = self.seen.is_some();
        let mut state = self.before.state;
        if let Some((fields, user)) = self.seen {
            state = state.and(UserState::of(&user));
            let new = state::warnings(&user).into_iter().filter(|warning| !self.before.warnings.contains(warning));
            self.before.warnings.extend(new.collect::<Vec<_>>());
            self.before.warnings.extend(compare::remarks(&fields, &user));
            self.before.fields = fields;
        }
        let fields = &self.before.fields;
        if fields.is_empty() {
            return self.before.into_outcome(updated);
        }
        let ignored = names(fields, Confirmation::Ignored);
        let unverifiable = names(fields, Confirmation::Unverifiable);
        let (status, message, hint) = match &self.failure {
            Some(failure) if failure.status() == Status::Cancelled => {
                (Status::Cancelled, "Zoom answered 204; cancelled before reading confirmed the update".to_owned(), "")
            }
            Some(failure) if !is_seen => {
                (Status::Unconfirmed, format!("Zoom answered 204, but {}", failure.message()), REPEAT)
            }
            _ if !ignored.is_empty() => {
                let message = format!("Zoom answered 204, but reading does not show what was set of {ignored}");
                (Status::NotApplied, message, state.hint().unwrap_or(COMPARE))
            }
            _ if !is_seen => (Status::Ok, format!("the user is updated; reading never shows {unverifiable}"), ""),
            _ if unverifiable.is_empty() => (Status::Ok, "the user is updated, as reading confirms".to_owned(), ""),
            _ => {
                let message = format!("the user is updated, as reading confirms; it never shows {unverifiable}");
                (Status::Ok, message, "")
            }
        };
        self.before.into_outcome(updated.ended_as(status, &message, hint))
    }
}

fn count(fields: &[FieldOutcome], outcome: Confirmation) -> usize {
    fields.iter().filter(|field| field.outcome == outcome).count()
}

fn names(fields: &[FieldOutcome], outcome: Confirmation) -> String {
    let found = fields.iter().filter(|field| field.outcome == outcome);
    found.map(|field| field.field.as_str()).collect::<Vec<_>>().join(", ")
}
