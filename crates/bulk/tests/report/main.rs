//! report.html, as text and in a browser.

mod browser;
mod page;
mod runs;
