//! Rendered requests do what the library does and can be imported again.

mod curl;
mod import;
mod mutated;
mod pasted;
mod round;
mod values;
