//! Certificates: issued, numbered, looked up, shared, decided on, renewed.

mod decisions;
mod issue;
mod list;
mod numbers;
mod papers;
mod reminders;
mod renewal;
mod share;
mod verify;
