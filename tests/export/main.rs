//! A request in other forms: what is rendered does what the library does, and what is rendered can be read back.

mod curl;
mod import;
mod round;
mod values;
