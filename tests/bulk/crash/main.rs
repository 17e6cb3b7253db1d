//! Bulk runs that are killed, interrupted or disturbed: no row is lost, and none is sent twice without being told.

mod damage;
mod killed_run;
mod kills;
