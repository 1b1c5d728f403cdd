//! Certificates: issued, numbered, looked up, shared, decided on, renewed.

mod decisions;
mod issue;
mod list;
mod nodes;
mod numbers;
mod papers;
mod reissue;
mod reminders;
mod renewal;
mod share;
mod size;
mod token;
mod verify;
