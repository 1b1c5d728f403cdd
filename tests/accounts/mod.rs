//! Accounts: signing up, logging in, passwords and sessions.

mod codes;
mod factors;
mod log_in;
mod own_sessions;
mod passkeys;
mod passwords;
mod sessions;
mod sign_up;
mod throttling;
