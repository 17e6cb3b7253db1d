//! What each language needs to call the library: one file a language, each a pure function from the header to the text of
//! the binding's declarations. What is at home in a language stands in its layer, by hand.

pub(super) mod cobol;
pub(super) mod fortran;
pub(super) mod lua;
pub(super) mod pascal;

/// The first line of every generated file, after the sign for a comment.
const NOTICE: &str = "Made from include/zoomuser.h by `cargo xtask bindings`. Not to be changed by hand.";
