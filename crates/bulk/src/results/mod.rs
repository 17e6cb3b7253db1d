//! The results of a run: every row with its outcome, from the plan and the journal.
