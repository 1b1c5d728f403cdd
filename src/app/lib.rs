//! Use cases: one function does one thing in one transaction: load, decide, save, audit, notify.
//!
//! Belongs here: the sequence of steps. Does not belong here: rules (domain), SQL (store), texts and forms (web), the
//! clock, randomness and the network (the program passes them in).

pub mod accounts;
pub mod activities;
pub mod agencies;
pub mod alerts;
pub mod api_tokens;
pub mod applications;
mod blocking;
pub mod census;
pub mod certificates;
pub mod claim_codes;
pub mod concerns;
mod context;
pub mod counter;
pub mod coverage;
pub mod demands;
pub mod devices;
pub mod digests;
mod error;
pub mod healthy_communes;
mod idempotency;
mod input;
pub mod inspections;
pub mod integrated_plans;
pub mod kept_forms;
pub mod keys;
pub mod labour;
pub mod letters;
pub mod list_file;
pub mod master_secret;
pub mod measures;
pub mod media;
pub mod office_import;
pub mod outbox;
mod own_area;
pub mod paper_pledges;
pub mod passwords;
mod person_search;
pub mod plans;
pub mod pledges;
pub mod police_totals;
mod printable;
pub mod printing;
mod public_paths;
pub mod readiness;
pub mod register;
pub mod scan_batch;
pub mod scans;
pub mod settings;
pub mod staff;
pub mod targets;
pub mod teams;
pub mod throttle;
pub mod timeline;
pub mod training;
pub mod upkeep;
pub mod venue_register;
pub mod venues;

pub use blocking::WorkOptions;
pub use context::{App, AppOptions, Client};
pub use error::{AppError, ErrorChain};
pub use input::{InputProblem, InvalidInput};
pub use public_paths::PublicPaths;
