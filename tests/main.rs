//! Tests of the whole registry, from the use cases up. One binary, because linking is slow and the template databases
//! are made once.
//!
//! - `harness`: a database per test, on both engines; clock and randomness under the test's control; assertions on errors.
//! - `world`: people and their verbs. A test reads like a story about them and does not touch rows.
//! - `browser`: a simulated browser that calls the service in this process.
//! - `support`: servers of other kinds (PostgreSQL, SMTP, an SMS gateway) and a real browser.
//! - `program`: the compiled program as its operator uses it.
//! - the others: tests, one module per noun.

mod browser;
mod harness;
mod worker_pledges;
mod world;

mod support {
    pub mod chromium;
    pub mod postgres;
    pub mod sms_gateway;
    pub mod smtp_sink;
    pub mod waiting;
}

mod account_data;
mod accounts;
mod activities;
mod agencies;
mod alerts;
mod api_tokens;
mod applications;
mod audit_log;
mod audit_trail;
mod census;
mod census_import;
mod certificates;
mod claim_codes;
mod code;
mod concerns;
mod counter;
mod coverage;
mod dashboard;
mod demands;
mod devices;
mod digests;
mod encrypted_numbers;
mod full_disk;
mod healthy_communes;
mod idempotency;
mod inspect;
mod inspections;
mod integrated_plans;
mod interop;
mod journey;
mod labour;
mod letters;
mod managers;
mod master_secret;
mod measures;
mod media;
mod observers;
mod office_import;
mod outbox;
mod plans;
mod pledges;
mod police_totals;
mod printable;
mod program;
mod readiness;
mod reports;
mod restores;
mod risk;
mod scans;
mod settings;
mod staff;
mod stalled_node;
mod statement_faults;
mod targets;
mod teams;
mod timeline;
mod training;
mod transfers;
mod upkeep;
mod venue_register;
mod venues;
mod web;
