//! Certificates: issued, numbered, looked up, shared, decided on, renewed.

mod decisions;
mod issue;
mod list;
mod numbers;
mod papers;
mod reissue;
mod reminders;
mod renewal;
mod share;
mod size;
mod verify;
