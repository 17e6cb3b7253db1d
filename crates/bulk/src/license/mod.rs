//! Licenses: what a change does to them, and how many are free.

pub mod effect;
pub mod seats;
