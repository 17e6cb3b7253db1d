//! Ctrl-C during a run: the first ends it in order, the second at once.

use crate::output::Output;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use zoomuser::Interrupt;

/// Whether the run is to end.
pub(crate) struct Interrupted {
    host: Option<Interrupt>,
    signal: Arc<AtomicBool>,
}

impl Interrupted {
    /// Watches the signals that end a program, unless the host program handles them.
    pub(crate) fn watch(output: &Output<'_>) -> Self {
        let watched = Self { host: output.streams.interrupt.clone(), signal: Arc::default() };
        if watched.host.is_none() {
            crate::signals::end_in_order(&watched.signal);
        }
        watched
    }

    pub(crate) fn is_set(&self) -> bool {
        self.signal.load(Ordering::Relaxed) || self.host.as_ref().is_some_and(|interrupt| interrupt())
    }
}
