//! Plans: what a file would change.

pub mod planned_row;
