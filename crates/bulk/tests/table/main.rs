//! Tables as people send them, through the library.

mod broken;
mod good;
mod support;
#[cfg(feature = "xlsx")]
mod workbook;
