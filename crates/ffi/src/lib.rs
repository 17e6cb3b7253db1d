//! The C face: a thin ABI over the core library. No HTTP and no Zoom logic lives here.
//!
//! `include/zoomuser.h` is made of the comments of this crate, which therefore speak to the C programmer. Every
//! exported function goes through [`boundary::guard`]; `unsafe` is needed only to look at what pointers point to.
#![expect(clippy::missing_safety_doc, reason = "the header states one contract for all functions")]
#![expect(non_camel_case_types, reason = "the types have their C names")]

pub mod boundary;
pub mod client;
pub mod form;
pub mod handle;
mod list;
pub mod log;
pub mod one_call;
pub mod patch;
pub mod request;
pub mod result;
pub mod status;
mod stay;
pub mod tables;
pub mod text;
pub mod token_callback;
#[rustfmt::skip]
pub mod twins;
