//! A word of memory that the system wipes in a forked child, which saves asking for the process id in each call.

/// Gives the core such a word where the system has it: on Linux since 4.14. `fork` and `clone` wipe it however they are called.
pub(crate) fn install() {
    zoomuser_core::internal::set_fork_mark(mark);
}

/// Other systems have none.
#[cfg(not(any(target_os = "linux", target_os = "android")))]
fn mark() -> Option<&'static std::sync::atomic::AtomicU32> {
    None
}

#[cfg(any(target_os = "linux", target_os = "android"))]
fn mark() -> Option<&'static std::sync::atomic::AtomicU32> {
    use rustix::mm::{Advice, MapFlags, ProtFlags, madvise, mmap_anonymous, munmap};
    use rustix::param::page_size;
    use std::ptr;
    use std::sync::atomic::AtomicU32;

    let length = page_size();
    let map = |flags| {
        // SAFETY: a new mapping at an address that the system chooses touches no other memory.
        unsafe { mmap_anonymous(ptr::null_mut(), length, ProtFlags::READ | ProtFlags::WRITE, flags) }.ok()
    };
    let wipe = |page| {
        // SAFETY: `page` is a mapping of this length that nothing uses yet; its content is 0 before and after.
        unsafe { madvise(page, length, Advice::LinuxWipeOnFork) }.is_ok()
    };
    let unmap = |page| {
        // SAFETY: `page` is a mapping of this length, and nothing refers to it.
        let _ = unsafe { munmap(page, length) };
    };
    // Linux refuses this for shared memory. A system that accepts it there (old user-mode emulators) ignores the advice, so the
    // mark is not used.
    let shared = map(MapFlags::SHARED)?;
    let is_believable = !wipe(shared);
    unmap(shared);
    let page = map(MapFlags::PRIVATE)?;
    if is_believable && wipe(page) {
        // SAFETY: the mapping is aligned, zeroed, long enough for the word and never unmapped; only this reference uses it.
        return Some(unsafe { &*page.cast::<AtomicU32>() });
    }
    unmap(page);
    None
}
