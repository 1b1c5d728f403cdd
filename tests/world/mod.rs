//! People and their actions: the vocabulary of the tests.
//!
//! A verb in the indicative (`signs`) must succeed; `tries_to_…` returns the result. Names, addresses and numbers are made
//! up; the numbers have a valid form.

mod authenticator;
mod decisions;
mod initial_data;
mod inspectors;
mod office;
mod outbox;
mod owner;
pub mod passkey_device;
mod passkeys;
mod person;
mod places;
mod reviewers;
pub mod samples;
mod staff;
mod venue;

pub use authenticator::AuthenticatorApp;
pub use decisions::{proposal, suspension};
pub use initial_data::build_agency as an_agency;
pub use inspectors::{InspectorPhone, TARGET, build_team};
pub use office::Office;
pub use owner::PASSWORD as OWNERS_PASSWORD;
pub use passkey_device::PasskeyDevice;
pub use person::Person;
pub use places::{BA_DINH, DO_VINH, PHAN_RANG, TestPlace};
pub use venue::{OwnedVenue, incomplete};
