//! Where a plan gets the users from.

use crate::calls::call::bulk_call;
use crate::calls::fault::is_missing_scope;
use crate::plan::error::PlanError;
use crate::run_folder::user_hash;
use std::fs::File;
use std::io::{self, BufRead, BufReader, BufWriter, Seek, SeekFrom, Write};
use std::sync::{Mutex, PoisonError};
use zoomuser::internal::{FlatClient, LISTED_FIELDS, Pages};
use zoomuser::{CancelToken, ListUsers, User};

/// A list is cheaper than reading each user from one row for so many users of the account: a page has 300 users, and fewer
/// pages than users may be read in a second.
const USERS_A_ROW: u64 = 200;
const CUSTOM_ATTRIBUTES: &str = "custom_attributes";

/// Where a plan gets the users from.
#[derive(Debug)]
pub enum Users {
    /// They are not read: every row sends all its fields.
    Unread,
    /// Each user is read.
    Each,
    /// All users of the account were listed.
    Listed(Account),
}

impl Users {
    /// Lists the users of the account if that is cheaper than to read each user of `rows` rows, and if the list has all
    /// `fields`. `go_on` is called for each page, with the users so far.
    ///
    /// # Errors
    ///
    /// [`PlanError`]; nothing was sent.
    pub fn choose(
        client: &FlatClient,
        rows: u64,
        fields: &[String],
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Self, PlanError> {
        let is_listed = |field: &String| LISTED_FIELDS.contains(&field.as_str()) || field == CUSTOM_ATTRIBUTES;
        if !fields.iter().all(is_listed) {
            return Ok(Self::Each);
        }
        let with_attributes = fields.iter().any(|field| field == CUSTOM_ATTRIBUTES);
        Account::list(client, rows, with_attributes, go_on).map(|account| account.map_or(Self::Each, Self::Listed))
    }
}

/// The users of an account, as Zoom listed them: on the disk, with 32 bytes of memory for each.
#[derive(Debug)]
pub struct Account {
    /// A file without a name.
    file: Mutex<BufReader<File>>,
    /// Hashes of ids and addresses with the places of the users, ascending.
    places: Vec<(u64, u64)>,
}

impl Account {
    /// Lists the account; `None` if it has so many users that reading those of the rows is cheaper, or the token may not
    /// list them.
    fn list(
        client: &FlatClient,
        rows: u64,
        with_attributes: bool,
        go_on: &mut dyn FnMut(u64) -> bool,
    ) -> Result<Option<Self>, PlanError> {
        let mut file = BufWriter::new(tempfile::tempfile().map_err(unusable)?);
        let (mut places, mut offset, mut users) = (Vec::new(), 0_u64, 0_u64);
        for list in [ListUsers::active(), ListUsers::inactive(), ListUsers::pending()] {
            let list = if with_attributes { list.include_custom_attributes() } else { list };
            let mut pages = Pages::new(list);
            let call = bulk_call(&CancelToken::new());
            while let Some(outcome) = pages.next(client, &call) {
                let Some(page) = outcome.page() else {
                    // A token may read users without a scope for the list.
                    return if is_missing_scope(&outcome) { Ok(None) } else { Err(PlanError::Call(Box::new(outcome))) };
                };
                let total = page.total_records().unwrap_or_default();
                if total > rows.saturating_mul(USERS_A_ROW) {
                    return Ok(None);
                }
                for user in page.users() {
                    let names = [user.text("id"), user.text("email")];
                    places.extend(names.into_iter().flatten().map(|name| (user_hash(name), offset)));
                    // A user has no line end outside of texts, where JSON escapes it.
                    let line = user.json().replace(['\n', '\r'], " ");
                    writeln!(file, "{line}").map_err(unusable)?;
                    offset += line.len() as u64 + 1;
                    users += 1;
                }
                if !go_on(users) {
                    return Err(PlanError::Interrupted);
                }
            }
        }
        let file = file.into_inner().map_err(|error| unusable(error.into_error()))?;
        places.sort_unstable();
        Ok(Some(Self { file: Mutex::new(BufReader::new(file)), places }))
    }

    /// The user with this id or address.
    pub(crate) fn find(&self, user_id: &str) -> io::Result<Option<User>> {
        let hash = user_hash(user_id);
        let first = self.places.partition_point(|(known, _)| *known < hash);
        let same = self.places.iter().skip(first).take_while(|(known, _)| *known == hash);
        for (_, offset) in same {
            let mut file = self.file.lock().unwrap_or_else(PoisonError::into_inner);
            let mut line = String::new();
            file.seek(SeekFrom::Start(*offset))?;
            file.read_line(&mut line)?;
            let user = User::parse(line.as_bytes());
            let is_it = |user: &User| {
                let names = [user.text("id"), user.text("email")];
                names.into_iter().flatten().any(|name| name.trim().eq_ignore_ascii_case(user_id.trim()))
            };
            if user.as_ref().is_some_and(is_it) {
                return Ok(user);
            }
        }
        Ok(None)
    }
}

fn unusable(error: io::Error) -> PlanError {
    PlanError::Output(io::Error::other(format!("the temporary file of the users: {error}")))
}
