//! What each language needs to call the library: one file a language, each a pure function from the header to the text of
//! the binding's declarations. What is at home in a language stands in its layer, by hand.

mod c;
pub(super) mod csharp;
pub(super) mod fortran;
pub(super) mod go;
pub(super) mod java;
pub(super) mod lua;
pub(super) mod node;
pub(super) mod pascal;
pub(super) mod perl;
pub(super) mod php;
pub(super) mod ruby;
pub(super) mod tcl;

/// The first line of every generated file, after the sign for a comment.
const NOTICE: &str = "Made from include/zoomuser.h by `cargo xtask bindings`. Not to be changed by hand.";
