//! The compiled program as its operator meets it: commands, a folder, configuration, output, signals, and pages over HTTP.
//!
//! - `process`: a command line and what became of it; `folder`: a place for it; `visitor`: a browser without a window;
//!   `register`: a look into its database.
//! - the others: tests, one module a matter. What a page does is tested elsewhere; here is what only a whole process shows.

mod folder;
mod process;
mod register;
mod visitor;

mod api;
mod config;
mod demo;
mod doctor;
mod log;
mod look_up;
mod plain_http;
mod serve;
mod sign_up;
mod stop;
mod user;
