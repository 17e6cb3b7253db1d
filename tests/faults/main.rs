//! What comes back: nothing but a complete 204 is a success, and no answer is lost.

mod answers;
mod check;
mod cuts;
mod secrets;
