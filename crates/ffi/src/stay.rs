//! Keeps the library loaded once it may have begun a name lookup, which may still run in it after its call has ended.
//! Elsewhere the linker is told so (`build.rs`).

/// Makes Windows leave this DLL where it is, whatever the program frees.
#[cfg(windows)]
pub(crate) fn stay_loaded() {
    use std::ptr;
    use std::sync::Once;
    use windows_sys::Win32::System::LibraryLoader::{
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW,
    };

    static STAYING: Once = Once::new();
    STAYING.call_once(|| {
        let flags = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN;
        let (here, mut module) = (ptr::from_ref(&STAYING), ptr::null_mut());
        // SAFETY: with this flag the address only says which module is meant, and `module` may be written. Where it fails,
        // the library can be unloaded as any other.
        unsafe { GetModuleHandleExW(flags, here.cast(), &raw mut module) };
    });
}

/// Nothing to do here.
#[cfg(not(windows))]
pub(crate) fn stay_loaded() {}
