//! The compiled program as its operator uses it: commands, data folder, configuration, output, signals, pages over HTTP.
//!
//! - `process`: runs a command; `folder`: a temporary folder for it; `visitor`: a simulated browser over HTTP;
//!   `register`: reads its database.
//! - the others: tests, one module per subject. Pages are tested elsewhere; here is what needs a whole process.

mod database;
mod factors;
pub mod folder;
mod process;
mod visitor;

mod api_fuzzing;
mod audit;
mod backup_encryption;
mod certificate_commands;
mod config;
mod connections;
mod container;
mod demo;
mod doctor;
mod graceful_stop;
mod kept_forms;
mod links;
mod log_secrets;
mod memory;
mod metrics;
mod outage;
mod packaging;
mod plain_http;
mod restore;
mod secret_rotation;
mod serve;
mod sign_up;
mod tidy;
mod updates;
mod user;
