//! The thread that plans or runs, as its threads see it: callbacks of languages with one thread are called there.

use std::cell::RefCell;
use std::sync::mpsc;

/// Something for the owner's thread.
pub(super) type Task = Box<dyn FnOnce() + Send>;

/// Sends a task to the owner.
type ToOwner = Box<dyn Fn(Task)>;

thread_local! {
    /// On a thread of workers: the way to their owner.
    static TO_OWNER: RefCell<Option<ToOwner>> = const { RefCell::new(None) };
}

/// Makes this thread one of workers.
pub(super) fn set_owner(send: impl Fn(Task) + 'static) {
    TO_OWNER.set(Some(Box::new(send)));
}

/// Runs `task` on the thread that plans or runs, if this thread makes calls for it, and waits for its result; on any other
/// thread runs it here. Callbacks of languages with one thread need this. `None` if the run has ended.
pub fn on_owner<T: Send + 'static>(task: impl FnOnce() -> T + Send + 'static) -> Option<T> {
    TO_OWNER.with_borrow(|to_owner| {
        let Some(send) = to_owner else { return Some(task()) };
        let (done, result) = mpsc::channel();
        send(Box::new(move || {
            // The asking thread waits for it.
            let _: Result<(), _> = done.send(task());
        }));
        result.recv().ok()
    })
}

/// [`on_owner`] without waiting.
pub fn post_to_owner(task: impl FnOnce() + Send + 'static) {
    TO_OWNER.with_borrow(|to_owner| match to_owner {
        Some(send) => send(Box::new(task)),
        None => task(),
    });
}
