//! The stream of events: exchanges, changes of users, and the state. A slow reader, or more than can be shown, costs the sandbox
//! nothing: what is left out is counted.

use std::io;
use std::time::{Duration, Instant};

use crate::account::state::{State, lock};
use crate::http::wire::Wire;
use crate::server::control::snapshot;

/// How often there are events.
const PERIOD: Duration = Duration::from_millis(100);
/// The state is sent with every fifth of them if it has changed.
const STATE_EVERY: u32 = 5;
/// The exchanges and the changes in one period; more could not be read.
const MAX_EVENTS: usize = 20;
/// The exchanges for a reader that has just come.
const MAX_FIRST: usize = 1000;
/// A comment shows that the connection is alive.
const COMMENT_AFTER: Duration = Duration::from_secs(15);

const HEAD: &str = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-store\r\n\
                    X-Content-Type-Options: nosniff\r\nCross-Origin-Resource-Policy: same-origin\r\n\
                    Connection: close\r\n\r\n";

/// Sends events until the reader goes or the sandbox stops.
pub(crate) fn serve(state: &State, wire: &mut Wire, after: u64) {
    // The only errors are these two ends.
    let _ = stream(state, wire, after);
}

fn stream(state: &State, wire: &mut Wire, after: u64) -> io::Result<()> {
    wire.write(HEAD.as_bytes())?;
    let mut reader = Reader { exchange: after, change: lock(&state.users).changes.last(), snapshot: String::new() };
    let mut last = Instant::now();
    for period in 0_u32.. {
        let max = if period == 0 { MAX_FIRST } else { MAX_EVENTS };
        let text = reader.events(state, max, period % STATE_EVERY == 0);
        if !text.is_empty() {
            wire.write(text.as_bytes())?;
            last = Instant::now();
        } else if last.elapsed() > COMMENT_AFTER {
            wire.write(b":\n\n")?;
            last = Instant::now();
        }
        wire.pause(PERIOD, &state.stop)?;
    }
    Ok(())
}

/// What a reader has got so far.
struct Reader {
    exchange: u64,
    change: u64,
    snapshot: String,
}

impl Reader {
    /// The new events.
    fn events(&mut self, state: &State, max: usize, with_state: bool) -> String {
        let mut text = String::new();
        let (exchanges, left_out) = lock(&state.exchanges).after(self.exchange, max);
        if left_out > 0 {
            text.push_str(&format!("event: left_out\ndata: {{\"exchanges\":{left_out}}}\n\n"));
        }
        self.exchange = exchanges.last().map_or(self.exchange + left_out, |newest| newest.number);
        for exchange in exchanges {
            text.push_str(&format!("id: {}\nevent: exchange\ndata: {}\n\n", exchange.number, exchange.summary()));
        }
        let changes = lock(&state.users).changes.after(self.change, max);
        for change in changes {
            self.change = change.number;
            text.push_str(&format!("event: change\ndata: {}\n\n", change.json()));
        }
        if with_state {
            let snapshot = snapshot::snapshot(state).to_string();
            if snapshot != self.snapshot {
                text.push_str(&format!("event: state\ndata: {snapshot}\n\n"));
                self.snapshot = snapshot;
            }
        }
        text
    }
}
