//! Tests of the whole registry, from the use cases up. One binary: linking is the slow part, and the template
//! databases are made once.
//!
//! - `harness`: a database a test, on both engines; clock and randomness that tests rule; what a refusal must say.
//! - `world`: people and their verbs. A test reads like a story about them and knows no rows.
//! - `support`: real servers of other kinds: PostgreSQL, SMTP, an SMS gateway, a browser.
//! - `program`: the compiled program as its operator meets it.
//! - the others: tests, one module a noun.

mod browser;
mod harness;
mod world;

mod support {
    pub mod chromium;
    pub mod postgres;
    pub mod sms_gateway;
    pub mod smtp_sink;
}

mod accounts;
mod agencies;
mod api_tokens;
mod applications;
mod certificates;
mod concerns;
mod inspect;
mod inspections;
mod interop;
mod journey;
mod labour;
mod outbox;
mod pledges;
mod program;
mod sealed;
mod settings;
mod staff;
mod timeline;
mod trail;
mod upkeep;
mod venues;
mod web;
