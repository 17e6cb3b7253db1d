//! Ctrl-C during a run: the first ends it in order, the second at once.

use crate::output::Output;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, LazyLock};
use zoomuser::Interrupt;

/// Whether a question is open: a signal ends the program then, as usual.
static IS_ASKING: LazyLock<Arc<AtomicBool>> = LazyLock::new(Arc::default);

/// A question that is open, until it is dropped.
pub(crate) struct Asking(());

impl Asking {
    pub(crate) fn begin() -> Self {
        IS_ASKING.store(true, Ordering::Relaxed);
        Self(())
    }
}

impl Drop for Asking {
    fn drop(&mut self) {
        IS_ASKING.store(false, Ordering::Relaxed);
    }
}

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
            crate::signals::end_in_order(&watched.signal, &IS_ASKING);
        }
        watched
    }

    pub(crate) fn is_set(&self) -> bool {
        self.signal.load(Ordering::Relaxed) || self.host.as_ref().is_some_and(|interrupt| interrupt())
    }
}
