//! Signals that end the program.

use crate::exit::RESUMABLE;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

/// Sets the flag at the first signal that would end the program; the second ends it, with the exit code of a run that can be
/// resumed. While `is_asking` is set, the first one ends it. Signals that were ignored when the program started stay
/// ignored.
pub(crate) fn end_in_order(flag: &Arc<AtomicBool>, is_asking: &Arc<AtomicBool>) {
    use signal_hook::consts::{SIGINT, SIGTERM};
    use signal_hook::flag::{register, register_conditional_shutdown};
    #[cfg(unix)]
    let signals = {
        let ignored = ignored();
        [SIGINT, SIGTERM, signal_hook::consts::SIGHUP]
            .into_iter()
            .filter(move |signal| ignored & (1 << (signal - 1)) == 0)
    };
    #[cfg(not(unix))]
    let signals = [SIGINT, SIGTERM].into_iter();
    for signal in signals {
        // If one cannot be set, the signal ends the program as usual.
        let _ = register_conditional_shutdown(signal, 128 + signal, is_asking.clone())
            .and_then(|_| register_conditional_shutdown(signal, RESUMABLE, flag.clone()))
            .and_then(|_| register(signal, flag.clone()));
    }
}

/// Installs handlers for the signals that end the program, once for each process. Not called if the host program handles
/// signals itself.
#[cfg(unix)]
pub(crate) fn remove_files_on_signals() {
    use signal_hook::consts::{SIGHUP, SIGINT, SIGTERM};
    use signal_hook::iterator::Signals;
    use std::sync::Once;
    static ONCE: Once = Once::new();
    ONCE.call_once(|| {
        let (ready, installed) = std::sync::mpsc::channel();
        let wait = move || {
            let ignored = ignored();
            let is_ours = |signal: &i32| ignored & (1 << (signal - 1)) == 0;
            let signals = Signals::new([SIGHUP, SIGINT, SIGTERM].into_iter().filter(is_ours));
            drop(ready);
            if let Some(signal) = signals.ok().and_then(|mut signals| signals.forever().next()) {
                zoomuser_sandbox::remove_temporary_files();
                // Ends the process by the same signal, so that its parent sees the right wait status.
                let _ = signal_hook::low_level::emulate_default_handler(signal);
            }
        };
        // Without the thread no handler is installed, and a signal ends the program as usual.
        if std::thread::Builder::new().name("signals".to_owned()).spawn(wait).is_ok() {
            // Returns when the sender is dropped; nothing is ever sent.
            let _: Result<(), _> = installed.recv();
        }
    });
}

/// The signals that were ignored when the program started, as a bit mask; 0 if unknown. A shell ignores SIGINT for
/// background jobs of a script, which must stay so.
#[cfg(unix)]
fn ignored() -> u64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:")).unwrap_or_default();
    u64::from_str_radix(mask.trim(), 16).unwrap_or(0)
}

/// Not available on Windows.
#[cfg(not(unix))]
pub(crate) fn remove_files_on_signals() {}
