//! The open connections.

use std::collections::BTreeMap;

use crate::json::{Json, count, object};

/// The connections that are shown.
const MAX_SHOWN: usize = 100;

#[derive(Default)]
struct Connection {
    tls: bool,
    requests: u64,
    /// Requests for the control endpoint.
    control: u64,
}

/// The open connections by number, and how often one was used again.
#[derive(Default)]
pub(crate) struct Connections {
    open: BTreeMap<u64, Connection>,
    reused: u64,
}

impl Connections {
    pub(crate) fn opened(&mut self, number: u64) {
        self.open.insert(number, Connection::default());
    }

    pub(crate) fn closed(&mut self, number: u64) {
        self.open.remove(&number);
    }

    /// Counts a request, which is for the control endpoint or not.
    pub(crate) fn count(&mut self, number: u64, tls: bool, is_control: bool) {
        let Some(connection) = self.open.get_mut(&number) else { return };
        connection.tls = tls;
        match is_control {
            true => connection.control += 1,
            false => {
                self.reused += u64::from(connection.requests > 0);
                connection.requests += 1;
            }
        }
    }

    pub(crate) fn json(&self, accepted: u64) -> Json {
        let row = |(number, connection): (&u64, &Connection)| {
            object([
                ("connection", count(*number)),
                ("tls", connection.tls.into()),
                ("requests", count(connection.requests)),
                ("control", count(connection.control)),
            ])
        };
        object([
            ("connections", count(accepted)),
            ("reused", count(self.reused)),
            ("open_now", count(self.open.len())),
            ("open", Json::List(self.open.iter().rev().take(MAX_SHOWN).map(row).collect())),
        ])
    }
}
