//! The C API: a thin ABI over the core library, without HTTP or Zoom logic.
//!
//! `include/zoomuser.h` is generated from the comments of this crate, which therefore address the C programmer. Every
//! exported function goes through [`boundary::guard`]; `unsafe` is needed only to dereference pointers.
#![expect(clippy::missing_safety_doc, reason = "the header states one contract for all functions")]
#![expect(non_camel_case_types, reason = "the types have their C names")]

pub mod boundary;
pub mod bulk;
pub mod callback;
pub mod client;
pub mod form;
pub mod one_call;
pub mod patch;
pub mod request;
pub mod result;
pub mod status;
pub mod tables;
#[rustfmt::skip]
pub mod text_variants;
