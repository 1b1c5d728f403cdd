//! The only place with SQL: rows to domain types and back, on SQLite and PostgreSQL.
//!
//! Belongs here: queries, one file a noun; each query that an officer can reach takes the
//! [`Scope`](camket_domain::accounts::Scope) that bounds it. Does not belong here: decisions, and what is not
//! in the database. "Not found" is `Ok(None)`; the caller decides what that means.

pub mod accounts;
pub mod activities;
pub mod agencies;
pub mod alerts;
pub mod api_tokens;
pub mod applications;
pub mod audit;
pub mod audit_log;
pub mod census;
pub mod certificates;
pub mod claim_codes;
pub mod concerns;
mod connection;
pub mod coverage;
pub mod dashboard;
mod deleted;
pub mod demands;
pub mod devices;
pub mod digests;
mod disk_reserve;
mod error;
pub mod factors;
pub mod healthy_communes;
pub mod idempotency;
pub mod indicators;
pub mod inspections;
pub mod integrated_plans;
pub mod keys;
pub mod labour;
pub mod labour_changes;
pub mod labour_check_facts;
pub mod letters;
pub mod managers;
pub mod measures;
pub mod media;
mod moment;
pub mod outbox;
mod paging;
pub mod paper_pledges;
pub mod plans;
pub mod pledges;
pub mod police_totals;
pub mod province_rules;
pub mod queues;
pub mod reminders;
pub mod reports;
pub mod restores;
pub mod risk;
pub mod risk_facts;
mod row;
pub mod scans;
mod scope;
pub mod sealed;
mod search;
pub mod sessions;
pub mod settings;
mod sizes;
pub mod targets;
pub mod teams;
pub mod throttle;
pub mod training;
pub mod transfers;
pub mod venue_operations;
pub mod venue_register;
pub mod venues;
mod write_gate;

pub use connection::{ConnectionCounts, Reader, Store, Tx};
pub use deleted::Deleted;
pub use disk_reserve::DiskReserve;
pub use error::{StoreError, is_outage};
pub use sizes::{DatabaseSizes, TableSize};
pub use write_gate::WriteGate;
