//! Many users: plans, runs, what stops them, resuming and undo.

mod again;
mod day;
mod disturbed;
mod licenses;
mod plan;
mod run;
mod stop;
mod support_bulk;
mod undo;
