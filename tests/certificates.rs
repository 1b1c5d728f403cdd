//! Certificates: issued, numbered, looked up, shared.

mod issue;
mod list;
mod numbers;
mod papers;
mod share;
mod verify;
