//! The update of one user: one request, or with `verify` and `only_changes` also what reading the user before and after
//! says of it. `docs/verify.md` explains the findings.

use crate::answer::field_outcome::{FieldOutcome, Finding};
use crate::answer::outcome::{Outcome, Problem};
use crate::answer::status::Status;
use crate::answer::user::User;
use crate::send::client::{Call, Client, note};
use crate::send::wait::Wait;
use crate::update::compare;
use crate::update::patch::UserPatch;
use std::time::Duration;

/// The pauses before each reading after an update: how long a change takes to be seen is not documented.
const PAUSES: [Duration; 3] = [Duration::ZERO, Duration::from_millis(500), Duration::from_millis(1500)];

const PENDING: &str =
    "the user is pending: until the invitation is accepted, Zoom answers 204 and changes only group_id";
const REPEAT: &str = "repeat the call: an update sets absolute values, so that making it twice does no harm";
const COMPARE: &str =
    "compare old, new and seen of the fields: a pending user, or one managed elsewhere, may keep its values";

impl Client {
    /// Changes a user: `PATCH /users/{user_id}`. `user_id` is an id, an e-mail address, or `me` for the token's user.
    ///
    /// Success is a completely received 204. With the option `verify` the user is read before and after, and success is
    /// a 204 that reading confirms; with `only_changes` the user is read before, only what differs is sent, and where
    /// nothing differs that is success too, with 0 attempts. [`Outcome::fields`] then says what was found.
    pub fn update_user(&self, user_id: &str, patch: &UserPatch) -> Outcome {
        self.update_user_with(user_id, patch, &Call::default())
    }

    /// [`update_user`](Self::update_user) that can be ended before its time, or differ from the options.
    pub fn update_user_with(&self, user_id: &str, patch: &UserPatch, call: &Call) -> Outcome {
        self.judged(patch, || {
            let whole = self.whole(call);
            let verify = call.verify.unwrap_or(self.options().verify);
            let only_changes = call.only_changes.unwrap_or(self.options().only_changes);
            if !verify && !only_changes {
                return self.patch(user_id, patch, &whole);
            }
            let mut known = match self.before(user_id, patch, &whole) {
                Ok(known) => known,
                Err(unread) => return *unread,
            };
            let less = match only_changes {
                true => compare::only_changes(patch, &mut known.fields, self.options().encoding()),
                false => Some(patch.clone()),
            };
            let Some(less) = less else { return known.unsent("nothing differs; nothing was sent".to_owned()) };
            let updated = self.patch(user_id, &less, &whole);
            if verify && updated.is_ok() {
                return self.confirm(user_id, patch, known, updated, &whole);
            }
            known.into_outcome(updated)
        })
    }

    /// Reads a user and says what an update would change; sends no update. [`Outcome::fields`] has what was found.
    pub fn plan(&self, user_id: &str, patch: &UserPatch) -> Outcome {
        self.plan_with(user_id, patch, &Call::default())
    }

    /// [`plan`](Self::plan) that can be ended before its time.
    pub fn plan_with(&self, user_id: &str, patch: &UserPatch, call: &Call) -> Outcome {
        self.judged(patch, || match self.before(user_id, patch, &self.whole(call)) {
            Ok(known) => {
                let message = format!("{}; nothing was sent", known.summary());
                known.unsent(message)
            }
            Err(unread) => *unread,
        })
    }

    /// A call that the check lets through, with its warnings and its line in the log.
    fn judged(&self, patch: &UserPatch, call: impl FnOnce() -> Outcome) -> Outcome {
        let outcome = match self.judge(patch) {
            Err(refused) => *refused,
            Ok(warnings) => call().with_warnings(warnings),
        };
        note(&outcome);
        outcome
    }

    /// What reading shows before an update, or the outcome of a reading that failed.
    fn before(&self, user_id: &str, patch: &UserPatch, whole: &Wait) -> Result<Known, Box<Outcome>> {
        // An update that cannot be sent is told before anything is.
        self.prepare(user_id, patch).map_err(|error| Box::new(Outcome::from(&error)))?;
        let read = self.read(user_id, patch, whole);
        let Some(user) = read.user() else {
            let (message, waited) = (format!("{}; no update was sent", read.message()), read.waited());
            return Err(Box::new(read.with_message(&message).with_effort(0, waited)));
        };
        let mut warnings = read.warnings().to_vec();
        if user.is_pending() {
            log::warn!("{PENDING}");
            warnings.push(Problem::new("", PENDING));
        }
        Ok(Known { fields: compare::before(patch, user), warnings, waited: read.waited() })
    }

    /// Reads the user again after a 204, at most once for each pause, until everything is as it was set.
    fn confirm(&self, user_id: &str, patch: &UserPatch, known: Known, updated: Outcome, whole: &Wait) -> Outcome {
        let mut after = After { known, seen: None, failure: None };
        if count(&after.known.fields, Finding::Unverifiable) < after.known.fields.len() {
            for pause in PAUSES {
                // Where there is no time for the pause, what was read last decides.
                if whole.left().is_ok_and(|left| left <= pause) {
                    break;
                }
                if let Err(stop) = whole.sleep(pause) {
                    after.failure = Some(Outcome::from(&stop.into_error("waiting to read the user again")));
                    break;
                }
                after.known.waited += pause;
                if after.take(self.read(user_id, patch, whole)) {
                    break;
                }
            }
        }
        after.verdict(updated)
    }
}

/// What is known of the user before an update.
struct Known {
    fields: Vec<FieldOutcome>,
    warnings: Vec<Problem>,
    waited: Duration,
}

impl Known {
    /// How many fields an update would change.
    fn summary(&self) -> String {
        let all = self.fields.len();
        match (count(&self.fields, Finding::Differs), count(&self.fields, Finding::Unverifiable)) {
            (0, 0) => "nothing differs".to_owned(),
            (0, hidden) => format!("{hidden} of {all} cannot be compared"),
            (differ, 0) => format!("{differ} of {all} differ"),
            (differ, hidden) => format!("{differ} of {all} differ, {hidden} cannot be compared"),
        }
    }

    fn unsent(self, message: String) -> Outcome {
        self.into_outcome(Outcome::unsent(message))
    }

    /// The outcome with what was found by reading.
    fn into_outcome(self, outcome: Outcome) -> Outcome {
        let (attempts, waited) = (outcome.attempts(), outcome.waited() + self.waited);
        outcome.with_effort(attempts, waited).with_warnings(self.warnings).with_fields(self.fields)
    }
}

/// What reading after an update has found so far.
struct After {
    known: Known,
    /// The findings of the last reading that succeeded, and the user it showed.
    seen: Option<(Vec<FieldOutcome>, User)>,
    /// A reading that failed, or why there was none.
    failure: Option<Outcome>,
}

impl After {
    /// Takes one more reading; says whether no further one is needed.
    fn take(&mut self, read: Outcome) -> bool {
        self.known.waited += read.waited();
        let Some(user) = read.user() else {
            self.failure = Some(read);
            return true;
        };
        let mut fields = self.known.fields.clone();
        compare::after(&mut fields, user);
        let is_done = count(&fields, Finding::Ignored) == 0;
        self.seen = Some((fields, user.clone()));
        is_done
    }

    /// How the update ended, seen from here. Zoom's 204 stays the answer.
    fn verdict(mut self, updated: Outcome) -> Outcome {
        if let Some(failure) = &self.failure {
            let what = format!("reading the user after the update failed: {}", failure.message());
            self.known.warnings.push(Problem::new("", what));
        }
        let is_seen = self.seen.is_some();
        if let Some((fields, user)) = self.seen {
            self.known.warnings.extend(compare::remarks(&fields, &user));
            self.known.fields = fields;
        }
        let fields = &self.known.fields;
        if fields.is_empty() {
            return self.known.into_outcome(updated);
        }
        let ignored = names(fields, Finding::Ignored);
        let unverifiable = names(fields, Finding::Unverifiable);
        let (status, message, remedy) = match &self.failure {
            Some(failure) if failure.status() == Status::Cancelled => {
                (Status::Cancelled, "Zoom answered 204; cancelled before reading confirmed the update".to_owned(), "")
            }
            Some(failure) if !is_seen => {
                (Status::Unconfirmed, format!("Zoom answered 204, but {}", failure.message()), REPEAT)
            }
            _ if !ignored.is_empty() => {
                let message = format!("Zoom answered 204, but reading does not show what was set of {ignored}");
                (Status::NotApplied, message, COMPARE)
            }
            _ if !is_seen => (Status::Ok, format!("the user is updated; reading never shows {unverifiable}"), ""),
            _ if unverifiable.is_empty() => (Status::Ok, "the user is updated, as reading confirms".to_owned(), ""),
            _ => {
                let message = format!("the user is updated, as reading confirms; it never shows {unverifiable}");
                (Status::Ok, message, "")
            }
        };
        self.known.into_outcome(updated.found(status, &message, remedy))
    }
}

fn count(fields: &[FieldOutcome], finding: Finding) -> usize {
    fields.iter().filter(|field| field.outcome == finding).count()
}

fn names(fields: &[FieldOutcome], finding: Finding) -> String {
    let found = fields.iter().filter(|field| field.outcome == finding);
    found.map(|field| field.field.as_str()).collect::<Vec<_>>().join(", ")
}
