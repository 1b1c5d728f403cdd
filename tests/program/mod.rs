//! The compiled program as its operator uses it: commands, data folder, configuration, output, signals, pages over HTTP.
//!
//! - `process`: runs a command; `folder`: a temporary folder for it; `visitor`: a simulated browser over HTTP;
//!   `register`: reads its database.
//! - the others: tests, one module per subject. Pages are tested elsewhere; here is what needs a whole process.

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
