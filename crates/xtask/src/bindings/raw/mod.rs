//! What each language needs to call the library: one file a language, each a pure function from the header to the text of
//! the binding's declarations. What is at home in a language stands in its layer, by hand.

mod c;
pub(super) mod cobol;
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

/// `NOT_FOUND` as `NotFound`.
fn pascal_case(name: &str) -> String {
    let words = name.split('_').map(|word| {
        let (first, rest) = word.split_at(word.len().min(1));
        first.to_uppercase() + &rest.to_lowercase()
    });
    words.collect()
}

/// `user_id` as `userId`.
fn camel_case(name: &str) -> String {
    let pascal = pascal_case(name);
    let (first, rest) = pascal.split_at(pascal.len().min(1));
    first.to_lowercase() + rest
}
