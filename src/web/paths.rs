//! The address of every route, one type a route: `paths::Venue(id)` is displayed as `/venues/…`, and `Venue::PATTERN`
//! stands in the table of routes. Rust, templates and messages write no address in another way; queries are added by
//! `links::with_query`.
//!
//! Belongs here: addresses, made of ids. Does not belong here: who may call a route (beside its handler).

mod accounts;
mod activities;
mod api;
mod applications;
mod census;
mod census_import;
mod certificates;
mod claim_codes;
mod concerns;
mod counter;
mod coverage;
mod dashboard;
mod healthy_communes;
mod help;
mod inspections;
mod integrated_plans;
mod labour;
mod letters;
mod managers;
mod media;
mod open_data;
mod outbox;
mod police_totals;
mod public;
mod public_files;
mod readiness;
mod reports;
mod risk;
mod settings;
mod targets;
mod training;
mod transfers;
mod venue_register;
mod venues;
mod worker_pledges;

pub use camket_shell::paths::*;

pub use accounts::*;
pub use activities::*;
pub use api::*;
pub use applications::*;
pub use census::*;
pub use census_import::*;
pub use certificates::*;
pub use claim_codes::*;
pub use concerns::*;
pub use counter::*;
pub use coverage::*;
pub use dashboard::*;
pub use healthy_communes::*;
pub use help::*;
pub use inspections::*;
pub use integrated_plans::*;
pub use labour::*;
pub use letters::*;
pub use managers::*;
pub use media::*;
pub use open_data::*;
pub use outbox::*;
pub use police_totals::*;
pub use public::RoutePaths;
pub use public_files::*;
pub use readiness::*;
pub use reports::*;
pub use risk::*;
pub use settings::*;
pub use targets::*;
pub use training::*;
pub use transfers::*;
pub use venue_register::*;
pub use venues::*;
pub use worker_pledges::*;

#[cfg(test)]
mod tests;
