//! Package files for other builds: `zoomuser.pc` for pkg-config and those for CMake.

use crate::files::write;
use crate::native::soname;
use std::path::Path;

/// Writes them below a prefix. `static_libs` is what the static library needs, as words for a linker.
pub(crate) fn write_all(prefix: &Path, static_libs: &[String], pointer_bytes: u32) -> Result<(), String> {
    let version = zoomuser::VERSION.to_owned();
    let values = [
        ("@VERSION@", version.clone()),
        ("@SHARED_LIBRARY@", format!("libzoomuser.so.{version}")),
        ("@SONAME@", soname()),
        ("@ABI@", soname().trim_start_matches("libzoomuser.so.").to_owned()),
        ("@STATIC_LIBS@", static_libs.join(" ")),
        ("@STATIC_LIBS_LIST@", static_libs.join(";")),
        ("@POINTER_BYTES@", pointer_bytes.to_string()),
    ];
    let files = [
        ("lib/pkgconfig/zoomuser.pc", include_str!("zoomuser.pc.in")),
        ("lib/cmake/zoomuser/zoomuserConfig.cmake", include_str!("zoomuserConfig.cmake.in")),
        ("lib/cmake/zoomuser/zoomuserConfigVersion.cmake", include_str!("zoomuserConfigVersion.cmake.in")),
    ];
    for (file, template) in files {
        let text = values.iter().fold(template.to_owned(), |text, (name, value)| text.replace(name, value));
        write(&prefix.join(file), &text)?;
    }
    Ok(())
}
