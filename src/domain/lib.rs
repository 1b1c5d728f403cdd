//! Types, rules, state machines and permissions of the registry.
//!
//! Belongs here: the rules of venues, pledges, labour registers, applications, certificates and inspections,
//! independent of storage and of the interface. Does not belong here: input and output of any kind, the
//! clock, randomness, async. Time and random bytes are arguments.

pub mod account_data;
pub mod accounts;
pub mod activities;
pub mod agencies;
pub mod alerts;
pub mod api_tokens;
pub mod applications;
pub mod areas;
pub mod audit;
pub mod calendar;
pub mod census;
pub mod certificates;
pub mod claim_codes;
pub mod clock;
pub mod codes;
pub mod concerns;
pub mod coverage;
pub mod dashboard;
pub mod demands;
pub mod devices;
pub mod digests;
pub mod healthy_communes;
pub mod identifiers;
pub mod ids;
pub mod indicators;
pub mod inspections;
pub mod integrated_plans;
pub mod keys;
pub mod labour;
pub mod letters;
pub mod managers;
pub mod measures;
pub mod media;
pub mod office_import;
pub mod open_data;
pub mod outbox;
pub mod paging;
pub mod paper_pledges;
pub mod periods;
pub mod permissions;
pub mod plans;
pub mod pledges;
pub mod police_totals;
pub mod readiness;
pub mod refusal;
pub mod reports;
pub mod restores;
pub mod retention;
pub mod risk;
pub mod scans;
pub mod sealed;
pub mod settings;
pub mod targets;
pub mod teams;
pub mod text;
pub mod training;
pub mod transfers;
pub mod venue_register;
pub mod venues;
pub mod worker_pledges;
