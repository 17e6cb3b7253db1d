//! Keeps the library loaded, because a DNS lookup may still run in it after the call that began it has returned. Outside
//! Windows a linker flag does that (`build.rs`).

/// Pins this DLL: Windows does not unload it even after FreeLibrary.
#[cfg(windows)]
pub(crate) fn pin_module() {
    use std::ptr;
    use std::sync::Once;
    use windows_sys::Win32::System::LibraryLoader::{
        GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS, GET_MODULE_HANDLE_EX_FLAG_PIN, GetModuleHandleExW,
    };

    static PINNED: Once = Once::new();
    PINNED.call_once(|| {
        let flags = GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS | GET_MODULE_HANDLE_EX_FLAG_PIN;
        let (here, mut module) = (ptr::from_ref(&PINNED), ptr::null_mut());
        // SAFETY: with this flag the address only identifies the module, and `module` may be written. If the call fails,
        // Windows can unload the library like any other.
        unsafe { GetModuleHandleExW(flags, here.cast(), &raw mut module) };
    });
}

/// Nothing to do here.
#[cfg(not(windows))]
pub(crate) fn pin_module() {}
