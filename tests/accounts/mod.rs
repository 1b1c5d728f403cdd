//! Accounts: signing up, logging in, passwords and sessions.

mod codes;
mod log_in;
mod passwords;
mod sessions;
mod sign_up;
mod throttling;
