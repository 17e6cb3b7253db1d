//! What is the same from one start of the system to the next.

/// An id of the time since this system was started; "" if there is none, and then every journal counts as written before a
/// restart. Linux has one. On other systems a restart cannot be recognized without `unsafe`, so more rows are in doubt after a
/// crash than need be.
pub fn boot_id() -> String {
    let read = || std::fs::read_to_string("/proc/sys/kernel/random/boot_id").ok();
    let text = if cfg!(target_os = "linux") { read() } else { None };
    text.map(|text| text.trim().to_owned()).unwrap_or_default()
}
